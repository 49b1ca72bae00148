"""What the search finds, in a browser, on a strict host and below a folder of it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.fast_yaml import values_of
from tests.search.conftest import PAIRS, Searcher
from tests.tabs import Tabs

from onrecord.render.templates import packaged_templates
from onrecord.search.index import forms_of_words
from onrecord.search.terms import words_of

FORMS = values_of(Path(__file__).with_name("forms.yml").read_text(encoding="utf-8"))
# Not one word, though they end as if they were.
OTHERS = {"en": ("finance fine", "plan plant"), "fr": ("action acte", "part par")}


def test_an_actor_is_found_by_any_of_its_names(searcher: Searcher) -> None:
    for query, shown in {
        "odegard": "Łucja Ødegård",
        "ØDEGÅRD": "Łucja Ødegård",
        "луция": "Łucja Ødegård (also called Луция Одегорд)",
        "лУц": "Łucja Ødegård (also called Луция Одегорд)",
        "لوسيا": "Łucja Ødegård (also called لوسيا)",
        "docks lucy": "Łucja Ødegård (also called Lucy of the Docks)",
    }.items():
        searcher.look_for(query)
        said = f"{shown} | Secretary of the union, Dock Union\xa0· last quoted 2\xa0May\xa02031"
        assert searcher.found("actors") == [said], query


def test_every_spelling_of_the_table_finds_its_name(searcher: Searcher) -> None:
    for typed, written in PAIRS:
        searcher.look_for(typed)
        assert any(result.startswith(written) for result in searcher.found("actors")), typed


@pytest.mark.parametrize("language", FORMS)
def test_a_word_finds_its_other_forms(undrawn: Tabs, language: str) -> None:
    templates = packaged_templates()
    words = values_of((templates / f"words/{language}.yml").read_text(encoding="utf-8"))["finder"]
    script = (templates / "theme/js/finder.js").read_text(encoding="utf-8")
    meta = forms_of_words(lambda key: words[key.removeprefix("finder.")])
    rules = script[script.index("const inflected") : script.index("const fits")]
    join = f"([meta, pairs]) => {{ {rules}"
    join += "return pairs.filter(([typed, other]) => formsOf(typed, meta).has(other)); }"
    with undrawn.open() as tab:
        for rows, joined in ((FORMS[language], True), (OTHERS[language], False)):
            pairs = [[a, b] for row in map(words_of, rows) for a in row for b in row if a != b]
            assert tab.page.evaluate(join, [meta, pairs]) == (pairs if joined else [])


def test_results_are_grouped_best_first(searcher: Searcher) -> None:
    said = searcher.look_for("night")

    assert searcher.groups() == ["Best matches", "Articles", "Quotes 5 of 6", "Actors"]
    (line,) = searcher.found("demands")
    assert line.startswith("Pay double for night shifts | by Dock Union, to Port Authority\xa0· ")
    assert line.endswith("\xa0· first made 2\xa0May\xa02031\xa0· Port Authority: Rejected")
    assert searcher.found("articles") == [
        "A night of talks | Harbour Gazette\xa0· 3\xa0May\xa02031"
    ]
    assert said == "Results: 11"
    assert searcher.page.locator("mark").first.inner_text().casefold().startswith("night")


def test_the_best_of_all_kinds_come_first_and_say_what_they_are(searcher: Searcher) -> None:
    searcher.look_for("night")

    best = searcher.page.locator('.finder-results [data-kind="best"] li')
    assert [line.split(" ")[0] for line in best.all_inner_texts()] == ["Demand:", "Topic:", "Claim"]
    texts = [line for _, line in searcher.results()]
    assert len(texts) == len(set(texts)), "nothing is shown twice"


def test_a_question_of_how_many_prefers_what_says_a_number(searcher: Searcher) -> None:
    searcher.look_for("cranes")
    searcher.look_for("how many cranes were unsafe")
    assert searcher.results()[0][1].startswith("Claim by Dock Union: Two cranes were unsafe")


def test_an_exact_name_stands_before_longer_ones(searcher: Searcher) -> None:
    """The council was heard of later, and so would be first."""
    for query in ("port authority", "port auth"):
        searcher.look_for(query)
        names = [result.partition(" | ")[0] for result in searcher.found("actors")]
        assert names[:2] == ["Port Authority", "Council of the Port Authority"]
    searcher.look_for("authority")
    assert searcher.found("actors")[0].startswith("Authority of Ports Abroad")


def test_quotes_show_what_was_said_and_what_was_only_reported(searcher: Searcher) -> None:
    searcher.look_for("sign quay")
    (line,) = searcher.found("quotes")
    words, _, facts = line.partition(" | ")
    assert words == "“We will not work nights for the same pay, and <b>nobody</b> here will sign.”"
    assert facts.startswith(
        "Łucja Ødegård, Secretary of the union, Dock Union\xa0· 2\xa0May\xa02031\xa0· "
    )
    assert searcher.page.locator(".finder blockquote").count() == 1

    searcher.look_for("marzipan")
    assert searcher.found("quotes")[0].startswith("Reported, not quoted: | The employers offered")
    assert searcher.page.locator(".finder blockquote").count() == 0

    searcher.look_for("lighthouse")
    assert searcher.found("quotes")[0].startswith(
        "Retracted. These words have been withdrawn. | “The lighthouse"
    )


def test_words_of_another_language_say_so(searcher: Searcher) -> None:
    searcher.look_for("נעבוד")

    words = searcher.page.locator(".finder blockquote")
    assert (words.get_attribute("lang"), words.get_attribute("dir")) == ("he", "rtl")
    (line,) = searcher.found("quotes")
    assert "In our words: They will not work at night." in line


def test_a_claim_says_whose_it_is(searcher: Searcher) -> None:
    searcher.look_for("cranes unsafe")

    assert searcher.found("claims")[0].startswith("Claim by Dock Union: Two cranes were unsafe")


def test_a_long_quote_is_shown_where_the_word_stands(searcher: Searcher) -> None:
    searcher.look_for("before tariff")

    (line,) = searcher.found("quotes")
    assert line.startswith("… ")
    assert "the road to the harbour comes before the tariff, and" in line
    assert "weather" not in line
    assert " … | Council" in line


def test_a_demand_is_found_by_what_was_answered_and_who_answered(searcher: Searcher) -> None:
    for query in (
        "rejected twice wage",
        "what did the port authority answer",
        "authority rejected",
    ):
        searcher.look_for(query)
        assert searcher.found("demands")[0].startswith("Pay double for night shifts"), query
    searcher.look_for("rejected Twice wage")
    assert searcher.found("demands")[0].endswith(" | on its page: Twice")


def test_entries_with_some_of_the_words_come_after_those_with_all(searcher: Searcher) -> None:
    said = searcher.look_for("odegard zeppelin rejected double")
    assert said.startswith("Nothing contains all of these words.")
    assert "No entry contains a word starting with “zeppelin”." in said
    assert "without" not in searcher.found("demands")[0], "it is said once, of all"

    said = searcher.look_for("union marzipan")
    assert said == "Results: 1 (and with only some of these words: 1)"
    assert searcher.groups() == ["Quotes", "Actors"]
    assert searcher.found("actors")[0].endswith("without “marzipan”")


def test_whole_questions_are_answered_by_what_they_ask_for_first(searcher: Searcher) -> None:
    """Question words empty nothing, and inflections and other spellings are the same word."""
    night = "Pay double for night shifts"
    for query, first, begins in {
        ("what did Łucja ever say about the signing?", "quotes", "“We will not work nights"),
        ("what does the dock union want", "demands", night),
        ("Did the port authority reply on doubled shifting?", "demands", night),
        ("is the crane's safety disputed, and by whom: unsafe crane", "claims", "Claim by Dock"),
    }:
        searcher.look_for(query)
        assert searcher.kinds()[0] == first, query
        assert searcher.found(first)[0].startswith(begins), query
    counted = searcher.look_for("When did the dock union first make its demand for double pay?")
    assert counted.startswith("Results: ")


def test_what_is_asked_of_whom_when_and_in_like_words_comes_first(searcher: Searcher) -> None:
    for query, group, begins in (
        ("what was the port authority asked", "demands", "Pay double"),
        ("answer of the authority to the union", "demands", "Pay double"),
        ("what do they want at the union", "demands", "Pay double"),
        ("Odegard on wages", "quotes", "“We will not work nights"),
        ("what did the authority say on 4 May", "quotes", "“Nobody gets twice"),
        ("council 2031-03-01", "quotes", "“The tariff of March"),
        ("March 2031", "quotes", "“The tariff of March"),
        ("nobody signed", "quotes", "“We will not work nights"),
    ):
        searcher.look_for(query)
        assert searcher.kinds()[0] == group, query
        assert searcher.found(group)[0].startswith(begins), query
    assert searcher.look_for("union 7 July").endswith("Nothing here is dated 7 july.")


def test_what_somebody_said_comes_before_what_others_say_of_them(searcher: Searcher) -> None:
    searcher.look_for("what did Odegard say about toffee")
    own, other = "“It was sweet.”", "“Odegard was offered toffee.”"
    begins = [found for found in searcher.found("quotes") if found.startswith((own, other))]
    assert begins[0].startswith(own)
    assert begins[1].startswith(other)


def test_a_rare_word_in_another_form_and_words_in_their_order_count_more(
    searcher: Searcher,
) -> None:
    assert searcher.look_for("payments for night shifts").startswith("Results: ")
    assert searcher.found("demands")[0].startswith("Pay double")
    searcher.look_for("twice the wage")
    assert [line[:10] for line in searcher.found("quotes")[:2]] == ["“Nobody ge", "“A wage is"]
    searcher.look_for("clock night")
    assert searcher.found("topics")
    assert "the clock above the customs house" in searcher.found("quotes")[0]


def test_it_says_which_other_name_matched(searcher: Searcher) -> None:
    searcher.look_for("луция nights")

    assert searcher.found("quotes")[0].endswith("“Луция Одегорд” is a name of Łucja Ødegård")


def test_an_actor_found_by_what_is_said_of_it_says_so(searcher: Searcher) -> None:
    searcher.look_for("leads nights")

    (line,) = searcher.found("actors")
    assert line.endswith("last quoted 2\xa0May\xa02031 | Leads the talks on nights.")


def test_what_is_said_of_an_actor_finds_what_it_demands(searcher: Searcher) -> None:
    """The question names a role, not the person."""
    searcher.look_for("what does the secretary demand")
    assert searcher.results()[0][1].startswith("Pay double for night shifts")


def test_the_latest_come_first_and_more_can_be_shown(clicking_searcher: Searcher) -> None:
    clicking_searcher.look_for("tariff holds")
    assert len(clicking_searcher.found("quotes")) == 5
    assert clicking_searcher.groups() == ["Quotes 5 of 6"]

    clicking_searcher.page.click(".finder-results section > button")
    expect(clicking_searcher.page.locator(".finder-results li")).to_have_count(6)
    assert "The tariff of March holds." in clicking_searcher.found("quotes")[5]
    focused = clicking_searcher.page.evaluate("() => document.activeElement.textContent")
    assert focused.strip() == "Source"
