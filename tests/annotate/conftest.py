"""A small desk, and the page that annotates it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.annotate.actions import PageActions
from onrecord.annotate.journal import Journal
from onrecord.annotate.page import page_files
from onrecord.annotate.server import AnnotateServer
from onrecord.annotate.workspace import Workspace
from onrecord.desk.settings import Settings
from onrecord.render.templates import template_folders
from onrecord.render.words import Words

SOURCE = """\
Port of Aldmoor closed

The strike goes on for another week, the union said on Monday.

“We will stay out until the wages are paid,” Mia Brandt, its secretary, told us. “All of them.”

The harbour master 🚢 has an “out of reach” boat.

“Nobody has asked us,” said Ana Rivera of the port authority.
"""
ARTICLE = """\
# kept by the desk
title: The strike goes on
source: {publisher: Gazette, published: 2031-05-04, genre: news_report, language: en}
quotes:
  - id: another-week
    text: The strike goes on for another week   # the union
    speaker: dock-union
    form: indirect
    gist: The strike continues.
"""
RECORDS = {
    "actors/mia-brandt.yml": (
        "name: Mia Brandt\nkind: person\nroles:\n  - {title: Secretary, of: dock-union}\n"
    ),
    "actors/dock-union.yml": "name: Dock Union\nkind: organisation\n",
    "actors/port.yml": "name: Port of Aldmoor\nkind: organisation\n",
    "topics.yml": "pay: {name: Pay}\n",
    "demands/pay-the-wages.yml": (
        "title: Pay the wages\nby: [dock-union]\nto: [port]\ntopic: pay\naction: do\n"
        "strength: demand\n"
    ),
    "demands/open-the-port.yml": (
        "title: Open the port at night\nby: [port]\nto: [dock-union]\ntopic: pay\naction: do\n"
        "strength: request\n"
    ),
    "claims/nobody-asked.yml": "text: Nobody asked the port.\nby: [port]\nkind: fact\n",
}


@dataclass
class DeskFolder:
    """A desk on the disk."""

    folder: Path

    @property
    def file(self) -> Path:
        """Of its only article."""
        return self.folder / "content/articles/strike.yml"

    def workspace(self) -> Workspace:
        """What a command that is started now works in."""
        folder = self.folder
        settings = Settings(folder / "content")
        return Workspace(settings, folder / "captures", Journal.of(folder / "site_config.yml"))


@contextmanager
def serving(desk: DeskFolder) -> Iterator[str]:
    """The address of the page, while the command runs."""
    folders = template_folders(None)
    files = page_files(folders, Words.load(folders), "en")
    actions = PageActions(desk.workspace()).by_name()
    with AnnotateServer("127.0.0.1", 0, files, actions) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.address
        server.shutdown()
        thread.join()


@pytest.fixture
def desk(tmp_path: Path) -> DeskFolder:
    for name, text in {**RECORDS, "articles/strike.yml": ARTICLE}.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (tmp_path / "captures").mkdir()
    (tmp_path / "captures/strike.txt").write_text(SOURCE, "utf-8")
    return DeskFolder(tmp_path)
