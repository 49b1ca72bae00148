"""Desks of the harbour story, written as files and read as any desk is."""

import shutil
from pathlib import Path
from typing import Any

from tests.fast_yaml import yaml_of

from onrecord.desk.desk import Desk
from onrecord.desk.load import LoadedDesk, load_desk
from onrecord.desk.settings import Settings

HARBOUR = Path(__file__).parent / "harbour"
# What the stand-in articles of a test all share.
SOURCE = {"publisher": "Harbour Gazette", "published": "2031-12-31"}


def write_yaml(path: Path, data: dict[str, Any]) -> None:
    """Write ``data`` as a desk's file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml_of(data), encoding="utf-8")


def harbour(folder: Path, files: dict[str, dict[str, Any]]) -> Path:
    """The harbour desk with ``files`` (path to data) added or replaced; gives its folder."""
    content = folder / "content"
    shutil.copytree(HARBOUR, content, dirs_exist_ok=True)
    for name, data in files.items():
        write_yaml(content / name, data)
    return content


def load(content: Path) -> LoadedDesk:
    """Read the desk at ``content``."""
    return load_desk(Settings(content))


def good_desk(content: Path) -> Desk:
    """Read the desk at ``content``, which has no errors."""
    loaded = load(content)
    assert loaded.desk is not None, loaded.diagnostics
    return loaded.desk


def article(**rows: Any) -> dict[str, Any]:
    """An article with these rows."""
    return {"title": "A report", "source": SOURCE, **rows}
