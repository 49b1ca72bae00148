"""What the search finds, in a browser, on a strict host and below a folder of it."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.search.conftest import PAIRS, Searcher, on_both_screens


def test_an_actor_is_found_by_any_of_its_names(searcher: Searcher) -> None:
    for query, shown in {
        "odegard": "Łucja Ødegård",
        "ØDEGÅRD": "Łucja Ødegård",
        "луция": "Łucja Ødegård (Луция Одегорд)",
        "лУц": "Łucja Ødegård (Луция Одегорд)",
        "لوسيا": "Łucja Ødegård (لوسيا)",
        "docks lucy": "Łucja Ødegård (Lucy of the Docks)",
    }.items():
        searcher.look_for(query)
        said = f"{shown} | Secretary of the union · last heard 2 May 2031"
        assert searcher.found("actors") == [said], query


def test_every_spelling_of_the_table_finds_its_name(searcher: Searcher) -> None:
    for typed, written in PAIRS:
        searcher.look_for(typed)
        assert any(one.startswith(written) for one in searcher.found("actors")), typed


@on_both_screens
def test_results_are_grouped_actors_and_demands_first(searcher: Searcher) -> None:
    said = searcher.look_for("night")

    assert searcher.groups() == ["Actors", "Demands", "Claims", "Quotes", "Articles", "Topics"]
    assert searcher.found("demands") == [
        "Pay double for night shifts | by Dock Union, to Port Authority · first stated 2 May 2031"
    ]
    assert searcher.found("articles") == ["A night of talks | Harbour Gazette · 3 May 2031"]
    assert said == "Results: 7"
    assert searcher.page.locator("mark").first.inner_text().casefold().startswith("night")


def test_an_exact_name_stands_before_longer_ones(searcher: Searcher) -> None:
    """The council was heard of later, and so would be first."""
    for query in ("port authority", "port auth"):
        searcher.look_for(query)
        names = [one.partition(" | ")[0] for one in searcher.found("actors")]
        assert names[:2] == ["Port Authority", "Council of the Port Authority"]
    searcher.look_for("authority")
    assert searcher.found("actors")[0].startswith("Authority of Ports Abroad")


def test_quotes_show_what_was_said_and_what_was_only_reported(searcher: Searcher) -> None:
    searcher.look_for("sign quay")
    (line,) = searcher.found("quotes")
    words, _, facts = line.partition(" | ")
    assert words == "We will not work nights for the same pay, and <b>nobody</b> here will sign."
    assert facts == "Łucja Ødegård · 2 May 2031 · Quay Three"
    assert searcher.page.locator("q.finder-text").count() == 1

    searcher.look_for("marzipan")
    assert searcher.found("quotes")[0].startswith("Reported, not quoted: The employers offered")
    assert searcher.page.locator("q.finder-text").count() == 0

    searcher.look_for("lighthouse")
    assert searcher.found("quotes")[0].startswith("Retracted. The lighthouse is ours.")


def test_words_of_another_language_say_so(searcher: Searcher) -> None:
    searcher.look_for("נעבוד")

    words = searcher.page.locator("q.finder-text")
    assert (words.get_attribute("lang"), words.get_attribute("dir")) == ("he", "auto")


def test_a_claim_says_whose_it_is(searcher: Searcher) -> None:
    searcher.look_for("cranes unsafe")

    assert searcher.found("claims")[0].startswith("Claim by Dock Union: Two cranes were unsafe")


def test_a_long_quote_is_shown_where_the_word_stands(searcher: Searcher) -> None:
    searcher.look_for("comes tariff")

    (line,) = searcher.found("quotes")
    assert line.startswith("… ")
    assert "the road to the harbour comes before the tariff. | Council" in line
    assert "weather" not in line


def test_the_latest_come_first_and_more_can_be_shown(searcher: Searcher) -> None:
    searcher.look_for("tariff holds")
    assert len(searcher.found("quotes")) == 5
    assert searcher.groups() == ["Quotes 5 of 6"]

    searcher.page.click(".finder-results section > button")
    expect(searcher.page.locator(".finder-results li")).to_have_count(6)
    assert "The tariff of March holds." in searcher.found("quotes")[5]
    focused = searcher.page.evaluate("() => document.activeElement.textContent")
    assert focused == "The tariff of March holds."
