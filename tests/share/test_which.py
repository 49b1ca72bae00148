"""Which quotes have a share picture, and what stands in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.desk.desks import article, good_desk, harbour

from onrecord.desk.settings import Coverage
from onrecord.records import PartialDate
from onrecord.render.site import SiteContext
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.share.pictures import Picture, PictureFrame, language_code, picture_uri, plan_pictures
from onrecord.views.context import SiteInfo

WORDS = Words.load([packaged_templates()])
SHEET = PictureFrame.of(SiteInfo("Harbour desk"), WORDS)
QUOTE = {"id": "it", "text": "No work at night.", "speaker": "brandt", "form": "direct"}


def planned(folder: Path, **quote: Any) -> list[Picture]:
    """The pictures of a desk with one quote."""
    row = {key: value for key, value in {**QUOTE, **quote}.items() if value is not None}
    files = {"articles/news.yml": article(quotes=[row])}
    return list(plan_pictures(SiteContext(good_desk(harbour(folder, files)), WORDS), SHEET))


@pytest.mark.parametrize(
    ("quote", "has_one"),
    [
        ({}, True),
        ({"text": ["No work", "at night"]}, True),
        ({"speaker": "unknown"}, True),
        ({"form": "partial"}, False),
        ({"form": "partial", "context": "Asked about Monday."}, True),
        ({"form": "indirect", "gist": "They refuse."}, False),
        ({"form": "scare", "speaker": None}, False),
        ({"quoting": "rivera"}, False),
        ({"state": "corrected"}, False),
        ({"state": "disputed"}, False),
        ({"state": "misattributed"}, False),
        ({"state": "retracted"}, False),
        ({"state": "withheld", "text": None}, False),
    ],
)
def test_which_quotes_have_a_picture(tmp_path: Path, quote: dict[str, Any], has_one: bool) -> None:
    assert len(planned(tmp_path, **quote)) == has_one


def test_what_stands_in_a_picture(tmp_path: Path) -> None:
    quote = {
        "to": "port-authority",
        "speaking_as": "Chair of the strike",
        "context": "Asked about Monday.",
        "said": {"date": "2031-05-02", "place": "Quay hall"},
        "language": "en",
        "original": {"language": "uk"},
        "translation": {"by": "speaker_office", "relay": "ru"},
        "basis": "background",
        "via": ["Agency Nord"],
    }
    (picture,) = planned(tmp_path, **quote)
    assert picture_uri(picture.page) == "quotes/news/it/share.png"
    assert "No work at night." in picture.alt
    said = json.loads(picture.drawn)
    assert said["words"]["parts"] == ["No work at night."]
    assert (said["words"]["open"], said["words"]["close"]) == ("“", "”")
    assert said["speaker"] in picture.alt
    assert said["who"].startswith(", Chair of the strike, to ")
    assert said["context"] == "Asked about Monday."
    for part in ("2 May 2031, Quay hall", "Harbour Gazette", "Agency Nord", "via Russian"):
        assert any(part in line for line in said["lines"]), part
    assert any("background" in line for line in said["lines"])


def test_words_that_run_from_right_to_left_do_so_alone(tmp_path: Path) -> None:
    quote = {"text": "לא נעבוד", "language": "he", "said": {"place": "נמל", "date": "2031-05-02"}}
    (picture,) = planned(tmp_path, **quote)
    said = json.loads(picture.drawn)
    assert (said["words"]["language"], said["words"]["direction"]) == ("he", "rtl")
    assert said["lines"][0] == "2 May 2031, \u2068נמל\u2069"


@pytest.mark.parametrize(
    ("language", "shown"), [("en-GB", "en"), ("zh-Hant", "zh"), (None, "xx"), ("#panic()", "xx")]
)
def test_a_language_as_the_engine_takes_it(language: str | None, shown: str) -> None:
    assert language_code(language, "xx") == shown


def test_corrections_are_at_the_address_of_the_site_whose_name_a_picture_has_once() -> None:
    named = PictureFrame.of(SiteInfo("Harbour desk"), WORDS)
    placed = PictureFrame.of(SiteInfo("Harbour desk", url="https://example.org/record/"), WORDS)
    assert (named.name, named.corrections) == ("Harbour desk", "Corrections on our site")
    assert placed.corrections == "Corrections at example.org/record"


def test_the_coverage_that_the_site_states() -> None:
    days = Coverage(PartialDate.parse("2031-05-01"), PartialDate.parse("2031-05-31"))
    stated = PictureFrame.of(SiteInfo("Harbour desk", days), WORDS)
    assert stated.coverage == "Covers 1 May 2031 to 31 May 2031. Later events are not included."
