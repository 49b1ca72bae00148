"""The data of the second desk, which uses the whole model, and of one full of hostile words."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.second_desk.conftest import DESK as BELMARRE

from onrecord.desk.desk import Desk
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.exports.csv_json import from_text, unguarded
from onrecord.exports.downloads import Downloads
from onrecord.exports.table import Column, Value
from onrecord.render.site import SiteContext
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views.context import SiteInfo

HOSTILE = """
title: "=HYPERLINK(\\"https://evil.example\\")"
summary: "-2+3 '; DROP TABLE quotes; --"
added: 2037-04-02
source:
  publisher: "@Gazette, \\"the\\" paper"
  published: 2037-04-01
  authors: ["+Ana; Rivera", "'quoted", "Ö, B"]
  rights: "All rights reserved, Gazette"
quotes:
  - id: formula
    text: ["=1+1, she \\"said\\"", "a second\\n\\n  part; 'apart'"]
    speaker: unknown
    form: direct
    note: "'=already guarded"
  - id: scare
    text: "</script><b>\\u2019t"
    form: scare
    state: retracted
  - id: secret
    speaker: unknown
    form: direct
    state: withheld
    note: "Asked for by the family."
corrections:
  - date: 2037-04-03
    item: secret
    field: state
    was: live
    now: withheld
    kind: removal
    whose: desk
"""


def from_cell(cell: str, column: Column) -> Value:
    """What somebody who reads a CSV file takes from a cell."""
    return from_text(unguarded(cell), column)


def read(content: Path) -> Desk:
    loaded = load_desk(Settings(content))
    assert loaded.desk, loaded.diagnostics
    return loaded.desk


def downloads_of(desk: Desk, licence: str = "CC BY 4.0") -> Downloads:
    url = "https://record.example/"
    info = SiteInfo("Belmarre", desk.coverage, url=url, licence=licence)
    return Downloads(SiteContext(desk, Words.load([packaged_templates()]), info))


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The second desk with an article more, that tries everything."""
    root = tmp_path_factory.mktemp("hostile") / "desk"
    shutil.copytree(BELMARRE, root)
    (root / "content/articles/hostile.yml").write_text(HOSTILE, encoding="utf-8")
    return read(root / "content")


@pytest.fixture(scope="session")
def downloads(desk: Desk) -> Downloads:
    return downloads_of(desk)


@pytest.fixture(scope="session")
def written(downloads: Downloads, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every download."""
    folder = tmp_path_factory.mktemp("data")
    downloads.write_all(folder)
    return folder


@pytest.fixture(scope="session")
def whole(written: Path) -> dict[str, Any]:
    """The file of all tables."""
    found: dict[str, Any] = json.loads((written / "onrecord.json").read_text(encoding="utf-8"))
    return found
