"""What of a desk can be found, by which words, and what is shown of it."""

import json
from pathlib import Path

import pytest
from tests.desk.desks import article, good_desk, harbour

from onrecord.render import Words
from onrecord.render.phrases import PlainWords
from onrecord.render.site import SiteContext
from onrecord.render.templates import packaged_templates
from onrecord.search.entries import entries_of
from onrecord.search.explore import explore_files
from onrecord.search.terms import KINDS, SearchEntry
from onrecord.site.plan import SearchedSite, plan_files
from onrecord.views.context import Context

HARBOUR = Path(__file__).parent / "harbour"


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load([packaged_templates()])


@pytest.fixture(scope="module")
def entries(words: Words) -> dict[str, SearchEntry]:
    made = entries_of(good_desk(HARBOUR), PlainWords(words))
    return {entry.result.uri: entry for entry in made}


def test_kinds_come_in_their_order_and_the_latest_first(entries: dict[str, SearchEntry]) -> None:
    kinds = [entry.kind for entry in entries.values()]
    quotes = [uri for uri, entry in entries.items() if entry.kind == "quotes"]

    assert list(dict.fromkeys(kinds)) == list(KINDS)
    assert quotes[0] == "quotes/many-answers/one/"
    assert quotes[-1] == "quotes/many-answers/six/"


def test_an_actor_is_found_by_every_name_its_file_lists(entries: dict[str, SearchEntry]) -> None:
    actor = entries["actors/lucja-odegard/"]

    assert {"lucja", "odegard", "луция", "одегорд", "لوسيا", "lucy", "docks"} <= set(actor.strong)
    assert {"secretary", "talks"} <= set(actor.weak)
    assert (
        actor.result.facts == "Secretary of the union, Dock Union\xa0· last quoted 2\xa0May\xa02031"
    )
    assert ("Луция Одегорд", "ru") in actor.result.names


def test_a_long_summary_is_shown_by_whole_sentences(words: Words, tmp_path: Path) -> None:
    long = "The crews met in the hall, " + "and again, " * 30 + "but they did not agree."
    summary = f"{long} Nobody answered."
    desk = good_desk(
        harbour(
            tmp_path, {"actors/rivera.yml": {"name": "Ana", "kind": "person", "summary": summary}}
        )
    )
    made = {entry.result.uri: entry for entry in entries_of(desk, PlainWords(words))}
    assert made["actors/rivera/"].result.more == (long, "Nobody answered.")


def test_a_quote_is_found_by_its_words_and_by_any_name_of_its_speaker(
    entries: dict[str, SearchEntry],
) -> None:
    quote = entries["quotes/night-talks/no-nights/"]

    assert {"lucja", "луция"} <= set(quote.strong)
    assert {"nights", "sign", "quay"} <= set(quote.weak)


def test_a_quote_is_found_by_those_its_speaker_speaks_for(entries: dict[str, SearchEntry]) -> None:
    assert {"dock", "union"} <= set(entries["quotes/night-talks/no-nights/"].strong)


def test_a_demand_is_found_by_who_asks(entries: dict[str, SearchEntry]) -> None:
    for uri in ("demands/double-pay/", "quotes/night-talks/no-nights/"):
        askers = set(entries[uri].askers)
        assert "lucja" in askers
        assert "authority" not in askers
    assert {"port", "authority"} <= set(entries["demands/double-pay/"].asked)
    assert {"port", "authority"} <= set(entries["quotes/many-answers/eight/"].asked)


def test_a_quote_that_is_an_answer_is_found_by_what_it_answers(
    entries: dict[str, SearchEntry],
) -> None:
    answers = [
        entry
        for entry in entries.values()
        if entry.kind == "quotes" and {"rejected", "double", "shifts"} <= set(entry.faint)
    ]
    assert [set(entry.strong) >= {"port", "authority"} for entry in answers] == [True]


def test_a_quote_is_shown_by_its_card(words: Words) -> None:
    desk = good_desk(HARBOUR)
    _, *cards = explore_files(Context(desk), PlainWords(words)).files
    blocks = [content.decode().splitlines()[1:] for _, content in cards]
    lines = [json.loads(line) for block in blocks for line in block]
    quotes = [entry for entry in entries_of(desk, PlainWords(words)) if entry.kind == "quotes"]
    for entry in quotes:
        (row,) = json.loads(entry.result.line())
        assert lines[row][0] == entry.result.uri
    assert len(quotes) == len(lines) - 1, "the one that is withheld is not found"


def test_what_is_reported_is_found_by_the_words_of_its_source(
    entries: dict[str, SearchEntry],
) -> None:
    assert {"sweets", "marzipan"} <= set(entries["quotes/night-talks/told/"].weak)


def test_what_is_withheld_is_in_no_file(entries: dict[str, SearchEntry], words: Words) -> None:
    site = SiteContext(good_desk(HARBOUR), words)
    made = plan_files(site, search=SearchedSite(site))
    files = [file.content for file in made if file.uri.startswith("search/")]
    index = b"".join(content for content in files if isinstance(content, bytes))

    assert "quotes/night-talks/locked/" not in entries
    assert b"sweets" in index
    assert b"locked" not in index
    assert b"family" not in index


def test_a_claim_never_stands_without_whose_it_is(entries: dict[str, SearchEntry]) -> None:
    claim = entries["claims/unsafe-cranes/"].result

    assert claim.label == "Claim by Dock Union:"
    assert claim.facts == (
        "against Port Authority\xa0· first stated 2\xa0May\xa02031\xa0· Stated; no denial on record"
    )


def test_demands_articles_and_topics_tell_who_and_when(entries: dict[str, SearchEntry]) -> None:
    facts = {uri: entry.result.facts for uri, entry in entries.items()}

    assert facts["demands/double-pay/"] == (
        "by Dock Union, to Port Authority\xa0· first made 2\xa0May\xa02031"
        "\xa0· Port Authority: Rejected"
    )
    assert facts["articles/night-talks/"] == "Harbour Gazette\xa0· 3\xa0May\xa02031"
    assert facts["topics/night-pay/"] == "demands: 1, quotes: 1"


def test_a_demand_is_found_by_its_statements_and_answers(entries: dict[str, SearchEntry]) -> None:
    demand = entries["demands/double-pay/"]

    assert {"lucja", "sign", "rejected", "twice", "wage"} <= set(demand.faint)
    assert {"port", "authority", "answer"} <= set(demand.strong)


def test_a_claim_contested_by_hearsay_says_by_whose(words: Words, tmp_path: Path) -> None:
    made = {"claim": "hid-report", "date": "2031-05-02"}
    files: dict[str, dict[str, object]] = {
        "claims/hid-report.yml": {
            "text": "The authority hid a report.",
            "by": "dock-union",
            "against": "port-authority",
            "kind": "accusation",
        },
        "articles/news.yml": article(
            claims=[
                made | {"act": "asserted", "by": "dock-union"},
                made | {"act": "denied", "by": "port-authority", "told_by": "brandt"},
            ]
        ),
    }
    found = entries_of(good_desk(harbour(tmp_path, files)), PlainWords(words))
    (claim,) = (entry for entry in found if entry.result.uri == "claims/hid-report/")

    assert claim.result.facts.endswith("Denied, according to Mia Brandt")
    assert {"denied", "disputed"} <= set(claim.weak)


def test_a_quote_is_found_by_its_topic_its_day_and_a_title(entries: dict[str, SearchEntry]) -> None:
    quote = entries["quotes/night-talks/no-nights/"]

    assert {"night", "secretary", "double", "cranes"} <= set(quote.faint)
    assert [str(date) for date in quote.dates] == ["2031-05-02"]
    assert "du" in entries["actors/dock-union/"].strong, "its initials"
