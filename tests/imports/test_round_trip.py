"""A desk leaves as CSV and comes back: the same records, and the same CSV to the last byte."""

import csv
import shutil
from pathlib import Path

import pytest
from tests.tiny_site import HARBOUR, TinySite

from .same import records

TESTS = Path(__file__).parents[1]
DESKS = (HARBOUR, TESTS / "second_desk" / "desk", TESTS / "withheld" / "desk")


def exported(site: TinySite, name: str) -> bytes:
    site.done("export", "--format", "csv", "-o", name)
    return (site.root / name).read_bytes()


@pytest.mark.parametrize("desk", DESKS, ids=("harbour", "second", "withheld"))
def test_nothing_is_lost(desk: Path, tmp_path: Path) -> None:
    site = TinySite(tmp_path / "desk")
    shutil.copytree(desk, site.root)
    before = exported(site, "data.zip")
    shutil.move(site.root / "content", site.root / "old")

    run = site.done("import", "data.zip", "-o", "content")
    assert run.stdout.startswith("Wrote ")

    assert records(site.root / "content") == records(site.root / "old")
    assert exported(site, "again.zip") == before


def test_a_folder_of_tables_comes_in_as_its_zip_does(tmp_path: Path) -> None:
    site = TinySite.at(tmp_path / "desk")
    site.done("export", "--format", "csv", "-o", "data")
    (site.root / ".schemas").mkdir()
    (site.root / ".schemas" / "actor.json").write_text("{}")
    site.done("import", "data", "-o", "new")
    text = (site.root / "new/actors/mia-brandt.yml").read_text(encoding="utf-8")
    assert text == (
        "# yaml-language-server: $schema=../../.schemas/actor.json\n"
        "# The name of this file is its id, mia-brandt. To change it, run: onrecord rename\n"
        "name: Mia Brandt\n"
        "kind: person\n"
        "roles:\n"
        "  - title: Secretary\n"
        "    of: dock-union\n"
    )


def test_what_a_spreadsheet_makes_of_the_tables_is_taken_too(tmp_path: Path) -> None:
    """Tabs, UTF-16, LF for CRLF, columns in another order, empty rows at the end."""
    site = TinySite.at(tmp_path / "desk")
    site.onrecord("export", "--format", "csv", "-o", "data")
    for file in (site.root / "data").iterdir():
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = [row[::-1] for row in csv.reader(stream)]
        with file.open("w", encoding="utf-16", newline="") as stream:
            csv.writer(stream, delimiter="\t", lineterminator="\n").writerows(
                [*rows, [""] * len(rows[0])]
            )
    site.done("import", "data", "-o", "new")
    assert records(site.root / "new") == records(site.root / "content")
