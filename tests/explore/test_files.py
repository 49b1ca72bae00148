"""What the page of all quotes fetches."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from tests.desk.desks import good_desk, harbour
from tests.search.decoding import unpack
from tests.views.strike import strike

from onrecord.desk.desk import Desk
from onrecord.desk.quotes import newest_quotes_first
from onrecord.render import Words
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.search.browser_files import BLOCK
from onrecord.search.explore import explore_files
from onrecord.views.context import Context


def _files(desk: Desk) -> dict[str, str]:
    say = PlainWords(Words.load([packaged_templates()]))
    return {uri: content.decode() for uri, content in explore_files(Context(desk), say).files}


def _results(files: dict[str, str]) -> list[dict[str, Any]]:
    slots = json.loads(files["explore/meta.json"])["slots"]
    blocks = [text for uri, text in files.items() if uri.startswith("explore/quotes/")]
    lines = [json.loads(line) for block in blocks for line in block.splitlines()[1:]]
    return [dict(zip(slots, line, strict=True)) for line in lines]


def _counts(facet: dict[str, Any]) -> Counter[str]:
    values = list(unpack(facet["values"]))
    runs = list(unpack(facet["runs"])) or [0] * len(values)
    counts: Counter[str] = Counter()
    for value, run in zip(values, runs, strict=True):
        for place in facet["sets"][value]:
            counts[facet["choices"][place][0]] += run + 1
    return counts


def test_every_quote_stands_there_once_newest_first(tmp_path: Path) -> None:
    desk = strike(tmp_path)
    results = _results(_files(desk))

    expected = [
        quote.reference.replace("#", "/") for quote in newest_quotes_first(desk.quotes.values())
    ]
    assert [result["uri"] for result in results] == [
        f"quotes/{reference}/" for reference in expected
    ]


def test_counts_are_those_of_the_desk(tmp_path: Path) -> None:
    desk = strike(tmp_path)
    facets = json.loads(_files(desk)["explore/meta.json"])["facets"]
    quotes = desk.quotes.values()

    assert _counts(facets["form"]) == Counter(quote.record.form for quote in quotes)
    assert _counts(facets["speaker"]) == Counter(
        speaker for quote in quotes for speaker in quote.record.speaker or ("-",)
    )
    assert _counts(facets["topic"]) == Counter(
        topic for quote in quotes for topic in quote.record.about
    )
    assert _counts(facets["source"]) == Counter(quote.article.source.publisher for quote in quotes)
    assert _counts(facets["verdict"]) == {"not_checked": len(quotes)}


def test_withheld_words_are_in_no_file(tmp_path: Path) -> None:
    desk = strike(tmp_path)
    hidden = next(result for result in _results(_files(desk)) if result["state"] == "withheld")

    assert (hidden["words"], hidden["gist"], hidden["copied"]) == ("", "", "")
    assert hidden["before"].startswith("Withheld")
    assert "A court forbids it." in hidden["before"]


def test_a_result_tells_what_must_be_known_before_the_words(tmp_path: Path) -> None:
    results = {result["uri"].split("/")[2]: result for result in _results(_files(strike(tmp_path)))}

    soup = results["cold-soup"]
    assert (soup["gist"], soup["words"]) == ("The soup was cold.", "")
    assert results["never"]["before"] == "Sam Okafor, attributing these words to Ana Rivera:"
    assert results["fund-is-empty"]["before"].startswith("Disputed")
    assert results["ten-percent"]["words"] == "“We want ten percent” […] “and we want it now”"
    assert "Was: “There is no honey”" in results["no-money"]["corrections"]


def test_a_block_is_told_from_one_of_another_build(tmp_path: Path) -> None:
    files = _files(strike(tmp_path / "one"))
    length, digests = json.loads(files["explore/meta.json"])["digests"]
    blocks = [text for uri, text in files.items() if uri != "explore/meta.json"]

    assert length == 1
    assert [text.split("\n")[0] for text in blocks] == digests
    assert len(blocks) == -(-len(_results(files)) // BLOCK)


def test_each_of_several_speakers_leads_to_its_page(tmp_path: Path) -> None:
    article = {
        "title": "First word from the gate",
        "source": {"publisher": "Port Radio", "published": "2031-05-02"},
        "quotes": [
            {"id": "talks", "text": "We talk.", "form": "direct", "speaker": ["brandt", "rivera"]}
        ],
    }
    desk = good_desk(harbour(tmp_path, {"articles/flash.yml": article}))
    (result,) = (each for each in _results(_files(desk)) if each["uri"] == "quotes/flash/talks/")
    assert result["speaker"] == [
        ["Mia Brandt", "actors/brandt/"],
        [" and ", ""],
        ["Ana Rivera", "actors/rivera/"],
    ]
    assert result["role"] == (
        " (Mia Brandt: Secretary, Dock Union; Ana Rivera: Director, Port Authority)"
    )
