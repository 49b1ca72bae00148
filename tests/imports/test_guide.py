"""The guide to spreadsheets does what it says, followed in a copy of the harbour desk."""

from collections import Counter
from pathlib import Path

from tests.docs.pages import text_of
from tests.docs.reader import follow
from tests.tiny_site import TinySite

from onrecord.imports.columns import NAMES, OF_QUOTE

from .same import records

GUIDE = text_of("how-to/spreadsheet.md")


def test_what_the_guide_says_is_what_happens(tmp_path: Path) -> None:
    site = TinySite.at(tmp_path / "harbour")
    before, rest = GUIDE.split("```text\nquotes.csv:1:26")
    example, after = rest.split("```\n", 1)
    follow(before + after, site.root)
    quotes = records(site.root / "desk")["articles"][0][1]["quotes"]
    assert [quote["speaker"] for quote in quotes] == [["ana-ruiz"], ["ferry-line"]]
    assert records(site.root / "copy") == records(site.root / "content")

    sheet = (site.root / "quotes.csv").read_text(encoding="utf-8")
    site.write("quotes.csv", sheet.replace("Speaker,", "Speeker,", 1))
    run = site.onrecord("import", "quotes.csv", "-o", "other")
    assert run.stderr.startswith(f"quotes.csv:1:26{example.splitlines()[0]}")
    assert example.splitlines()[1].strip() in run.stderr


def test_the_guide_names_every_column_of_a_quote_that_has_other_names() -> None:
    """The others are in the reference of the data, which the guide names."""
    names = Counter(NAMES.values())
    unnamed = {name for name in OF_QUOTE if names[name] > 1 and f"`{name}`" not in GUIDE}
    assert unnamed <= {"translation_relay"}
    assert {"publisher", "url", "speaker_kind"} <= set(NAMES.values())
