"""What a quote's card and page hold, before any template lays it out."""

import copy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from tests.desk.desks import article, good_desk, harbour
from tests.views.strike import FILES, RALLY, strike

from onrecord.captures.lock import LockLine, words_digest
from onrecord.desk.desk import Desk
from onrecord.records import PartialDate
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.search.explore import result_json
from onrecord.views.attribution import attributed
from onrecord.views.context import Context
from onrecord.views.lines import shorten
from onrecord.views.links import Link
from onrecord.views.quote_card import QuoteCard
from onrecord.views.quote_pages import QuoteView, quote_view
from onrecord.views.source_facts import setting_of


def view(desk: Desk, reference: str) -> QuoteView:
    return quote_view(Context(desk), desk.quotes[reference])


def card(desk: Desk, quote_id: str) -> QuoteCard:
    return view(desk, f"rally#{quote_id}").card


def test_what_turns_the_direction_of_a_name_ends_in_it(tmp_path: Path) -> None:
    turned, ended = "\N{RIGHT-TO-LEFT OVERRIDE}aiM", "\N{POP DIRECTIONAL FORMATTING}"
    rally = copy.deepcopy(RALLY)
    rally["quotes"][0]["said"] = {"medium": f"A letter to {turned}"}
    actor = {**FILES["actors/brandt.yml"], "name": turned, "in_sentence": f"the {turned}"}
    desk = good_desk(
        harbour(tmp_path, {**FILES, "articles/rally.yml": rally, "actors/brandt.yml": actor})
    )
    said = card(desk, "ten-percent")
    assert said.medium == f"A letter to {turned}{ended}"
    (speaker,) = said.speakers
    assert (speaker.text, speaker.within) == (f"{turned}{ended}", f"the {turned}{ended}")


def test_a_direct_quote_has_its_words_its_speaker_and_its_occasion(desk: Desk) -> None:
    said = card(desk, "ten-percent")
    assert said.words == ("We want ten percent", "and we want it now")
    assert said.speakers == (Link("Mia Brandt", "actors/brandt/"),)
    assert said.roles == ("Secretary of the Dock Union",)
    assert [actor.text for actor in said.to] == ["Ana Rivera", "Sam Okafor"]
    assert (said.when, said.place) == (PartialDate.parse("2031-05-02"), "Harbour office")
    assert said.occasion == "Talks at the harbour office"
    assert (said.publisher, said.published) == ("Harbour Gazette", PartialDate.parse("2031-05-03"))
    assert said.chain == ("Coast Wire",)
    assert (said.translated_by, said.relay) == ("source", "ar")
    assert (said.original_language, said.original_direction) == ("fa", "rtl")


def test_without_a_role_in_the_source_the_desks_role_of_that_day_stands(desk: Desk) -> None:
    assert card(desk, "no-money").roles == ("Deputy director, Port Authority",)


QUAY: dict[str, Any] = {"name": "Ada Quay", "kind": "person"}
PORT: dict[str, Any] = {"name": "Port of Aldmoor", "kind": "organisation"}
TUSKLAND: dict[str, Any] = {"name": "Tuskland", "kind": "state"}
STATE: dict[str, Any] = {"name": "United Quays", "kind": "state", "names": [{"name": "Uqua"}]}


@pytest.mark.parametrize(
    ("title", "body", "given", "name", "role"),
    [
        ("harbour master", PORT, None, "Ada Quay", "harbour master, Port of Aldmoor"),
        ("Master of the Port of Aldmoor", PORT, None, "Ada Quay", "Master of the Port of Aldmoor"),
        ("Mayor of Aldmoor", PORT, None, "Ada Quay", "Mayor of Aldmoor, Port of Aldmoor"),
        ("Harbour Master", PORT, "harbour master", "Ada Quay", "harbour master, Port of Aldmoor"),
        ("harbour master", PORT, "tenant", "Ada Quay", "tenant"),
        ("spokesman", PORT, None, "A spokesman", "Port of Aldmoor"),
        ("spokesman", PORT, None, "A spokesman of the Port of Aldmoor", ""),
        ("envoy", STATE, None, "Ada Quay", "envoy, United Quays"),
        ("President of Uqua", STATE, None, "Ada Quay", "President of Uqua"),
        ("UQ Secretary", STATE, None, "Ada Quay", "UQ Secretary"),
        ("uq secretary", STATE, None, "Ada Quay", "uq secretary, United Quays"),
        # A word for who is of the state names it; a source may name the same office so.
        ("Tuskish envoy", TUSKLAND, None, "Ada Quay", "Tuskish envoy"),
        ("envoyé tuskien", TUSKLAND, None, "Ada Quay", "envoyé tuskien"),
        (
            "Tusker envoy",
            {"name": "Belmarre", "kind": "state"},
            None,
            "Ada Quay",
            "Tusker envoy, Belmarre",
        ),
        ("Tuskless envoy", TUSKLAND, None, "Ada Quay", "Tuskless envoy, Tuskland"),
        ("Tuskish envoy", PORT | {"name": "Tuskland"}, None, "Ada Quay", "Tuskish envoy, Tuskland"),
        ("Head of Tuskland", TUSKLAND, "Tuskish Head", "Ada Quay", "Head of Tuskland"),
        ("Head of Tuskland", TUSKLAND, "Tuskish Deputy Head", "Ada Quay", "Tuskish Deputy Head"),
    ],
)
def test_a_role_says_for_whom_it_is_once(
    tmp_path: Path, title: str, body: dict[str, Any], given: str | None, name: str, role: str
) -> None:
    quote = {"id": "no", "text": "No.", "speaker": "quay", "form": "direct"}
    files: dict[str, dict[str, Any]] = {
        "actors/quay.yml": QUAY | {"name": name, "roles": {"title": title, "of": "aldmoor"}},
        "actors/aldmoor.yml": body,
        "articles/flash.yml": {
            "title": "First word from the gate",
            "source": {"publisher": "Port Radio", "published": "2031-05-02"},
            "quotes": [quote | ({"speaking_as": given} if given else {})],
        },
    }
    desk = good_desk(harbour(tmp_path, files))
    said = view(desk, "flash#no").card
    assert said.roles == ((role,) if role else ())
    words = PlainWords(Words.load([packaged_templates()]))
    assert ("\n" + attributed(said, words)).splitlines()[2] == ", ".join(
        filter(None, (f"— {name}", role))
    )


# When the source was published, the roles that are shown, and for whom the words count.
CHANGED_SIDES = [("2031-12-31", (), []), ("2031-05-02", ("Secretary, Dock Union",), ["dock-union"])]


@pytest.mark.parametrize(("published", "roles", "counted"), CHANGED_SIDES)
def test_undated_words_of_one_who_changed_sides_are_of_neither_unless_published_before(
    tmp_path: Path, published: str, roles: tuple[str, ...], counted: list[str]
) -> None:
    held = [
        {"title": "Secretary", "of": "dock-union", "to": "2031-05-03"},
        {"title": "Director", "of": "port-authority", "from": "2031-05-04"},
    ]
    quote = {"id": "words", "text": "So it is.", "speaker": "brandt", "form": "direct"}
    source = {"publisher": "Harbour Gazette", "published": published}
    files: dict[str, Any] = {
        "actors/brandt.yml": {"name": "Mia Brandt", "kind": "person", "roles": held},
        "articles/undated.yml": article(quotes=[quote]) | {"source": source},
    }
    desk = good_desk(harbour(tmp_path, files))
    assert Context(desk).cards.card(desk.quotes["undated#words"]).roles == roles
    bodies = ("dock-union", "port-authority")
    assert [body for body in bodies if desk.index[body].utterances_for_it] == counted


def test_an_indirect_quote_shows_the_gist_and_keeps_the_sources_sentence_apart(desk: Desk) -> None:
    told = card(desk, "cold-soup")
    assert told.words == ()
    assert told.gist == "The soup was cold."
    assert told.source_words == ("Ms Brandt complained that the soup was cold.",)


def test_a_withheld_quote_keeps_its_address_and_a_reason_and_no_words(desk: Desk) -> None:
    hidden = card(desk, "hidden")
    assert hidden.uri == "quotes/rally/hidden/"
    assert hidden.reason == "A court forbids it."
    assert (hidden.words, hidden.gist, hidden.source_words, hidden.context) == ((), None, (), None)
    assert view(desk, "rally#hidden").note is None  # shown once, as the reason


@pytest.mark.parametrize(
    ("quote_id", "speaker", "unknown", "unnamed"),
    [
        ("so-called", None, False, False),
        ("shout", None, True, False),
        ("a-voice", "A person in the authority", False, True),
    ],
)
def test_no_speaker_an_unknown_one_and_an_unnamed_one_differ(
    desk: Desk, quote_id: str, speaker: str | None, unknown: bool, unnamed: bool
) -> None:
    shown = card(desk, quote_id)
    assert next(iter(shown.speaker_names), None) == speaker
    assert (shown.unknown_speaker, shown.unnamed) == (unknown, unnamed)


def test_words_passed_on_stay_the_tellers(desk: Desk) -> None:
    passed_on = card(desk, "never")
    assert passed_on.speakers == (Link("Sam Okafor", "actors/okafor/"),)
    assert passed_on.quoting == Link("Ana Rivera", "actors/rivera/")


def test_a_correction_stands_with_its_quote_and_with_no_other(desk: Desk) -> None:
    (correction,) = card(desk, "no-money").corrections
    assert (correction.was, correction.now) == ("There is no honey", "There is no money")
    assert card(desk, "ten-percent").corrections == ()


def test_what_a_quote_is_evidence_for(desk: Desk) -> None:
    stated = view(desk, "rally#ten-percent")
    assert [(statement.word, statement.demands[0].text) for statement in stated.statements] == [
        ("stated", "Raise the pay of dockers")
    ]
    assert not stated.answers
    answered = view(desk, "rally#no-money")
    assert [(answer.word, answer.demands[0].uri) for answer in answered.answers] == [
        ("rejected", "demands/pay-rise/")
    ]
    claimed = view(desk, "rally#fund-is-empty")
    assert [(claim.word, claim.claims[0].text) for claim in claimed.claims] == [
        ("asserted", "The strike fund is empty.")
    ]


def test_to_bear_on_something_is_no_evidence(desk: Desk) -> None:
    told = view(desk, "rally#cold-soup")
    assert not told.evidence
    assert [demand.uri for demand in told.bears_on_demands] == ["demands/pay-rise/"]
    assert [claim.uri for claim in told.bears_on_claims] == ["claims/empty-fund/"]


def test_two_versions_see_each_other_and_who_noted_the_difference(desk: Desk) -> None:
    (there,) = view(desk, "rally#ten-percent").versions
    (here,) = view(desk, "flash#more-pay").versions
    assert (there.card.publisher, here.card.publisher) == ("Port Radio", "Harbour Gazette")
    assert (there.differs, there.differs_there) == (None, "A tenth for ten percent.")
    assert (here.differs, here.differs_there) == ("A tenth for ten percent.", None)
    assert there.card.versions == here.card.versions == 2


def test_neighbours_in_the_source(desk: Desk) -> None:
    first, last = view(desk, "rally#ten-percent"), view(desk, "rally#a-voice")
    assert (first.previous, last.next) == (None, None)
    found = [link and link.uri for link in (first.next, last.previous)]
    assert found == ["quotes/rally/cold-soup/", "quotes/rally/hidden/"]


def test_one_row_with_two_demands_is_one_line(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {
            "demand": ["pay-rise", "open-books"],
            "act": "stated",
            "by": "dock-union",
            "quote": "ten-percent",
        }
    ]
    desk = strike(tmp_path, rally={**RALLY, "demands": rows})
    (row,) = view(desk, "rally#ten-percent").statements
    assert {demand.uri for demand in row.demands} == {"demands/open-books/", "demands/pay-rise/"}


def test_parts_that_follow_each_other_in_the_source_are_shown_as_one(desk: Desk) -> None:
    quote = desk.quotes["rally#ten-percent"]
    for spans, words in [
        (((10, 30), (30, 48)), ("We want ten percent and we want it now",)),
        (((10, 29), (45, 63)), ("We want ten percent", "and we want it now")),
    ]:
        line = LockLine(
            quote=quote.reference,
            verdict="exact",
            words=words_digest(quote.record.text),
            capture="0" * 64,
            spans=spans,
            on=date(2031, 5, 9),
        )
        checked = replace(quote, verdict="exact", checked=line)
        said = quote_view(Context(desk), checked).card
        assert said.words == words
        assert checked.words == " […] ".join(words)


NEWS: dict[str, Any] = {
    "title": "News",
    "source": {"publisher": "Harbour Post", "published": "2031-05-09", "genre": "news_report"},
    "defaults": {"form": "direct", "speaker": "brandt"},
}
TRANSCRIPT = {"source": {**NEWS["source"], "genre": "official_transcript"}}
DECREE = {"source": {**NEWS["source"], "genre": "document"}}
POST = {"source": {**NEWS["source"], "genre": "other"}}
SIGN = {"basis": "document"}
OURS = {"translation": {"by": "desk_human"}, "original": {"language": "pt", "text": "Esperamos."}}


@pytest.mark.parametrize(
    ("article", "quote", "meaning"),
    [
        ({}, {}, "direct.marks"),
        (TRANSCRIPT, {}, "direct.transcript"),
        (TRANSCRIPT, {"form": "partial"}, "partial.transcript"),
        (DECREE, {}, "direct.written"),
        (POST, {}, "direct.plain"),
        ({}, SIGN, "direct.written"),
        ({}, OURS, "direct.translated"),
        ({}, {"form": "scare", "speaker": None}, "scare"),
        ({}, {"form": "scare", "speaker": None, **SIGN}, "written"),
    ],
)
def test_a_form_claims_no_marks_that_the_source_does_not_have(
    tmp_path: Path, article: dict[str, Any], quote: dict[str, Any], meaning: str
) -> None:
    row = {"id": "one", "text": "We wait.", **quote}
    row = {key: value for key, value in row.items() if value is not None}
    desk = strike(tmp_path, news={**NEWS, **article, "quotes": [row]})
    assert view(desk, "news#one").card.form_meaning == meaning


def test_the_lock_knows_whether_there_are_marks(tmp_path: Path) -> None:
    desk = strike(tmp_path, news={**NEWS, "quotes": [{"id": "one", "text": "We wait."}]})
    entry = desk.quotes["news#one"]
    line = LockLine(
        quote="news#one",
        verdict="exact",
        words="0" * 64,
        capture="0" * 64,
        on=date(2031, 5, 10),
        prefix="Mia Brandt, in bold letters: ",
        suffix=" And so on",
    )
    assert setting_of(entry) == "marks"
    assert setting_of(replace(entry, verdict="exact", checked=line)) == "plain"
    marked = line.model_copy(update={"prefix": "said: “", "suffix": "”"})
    assert setting_of(replace(entry, verdict="exact", checked=marked)) == "marks"


@pytest.mark.parametrize(
    ("language", "gloss"),
    [("fr", "They stay."), ("fr-CA", "They stay."), ("en-GB", None), (None, None)],
)
def test_a_gist_is_shown_with_words_of_another_language(
    tmp_path: Path, language: str | None, gloss: str | None
) -> None:
    row = {"id": "one", "text": "Nous restons.", "gist": "They stay."}
    row |= {"language": language} if language else {}
    desk = strike(tmp_path, news={**NEWS, "quotes": [row]})
    said = view(desk, "news#one").card
    assert said.gloss == gloss
    say = PlainWords(Words.load([packaged_templates()]))
    shown = "In our words: They stay."
    for text in (attributed(said, say), result_json(said, say)):
        assert (shown in text) == (gloss is not None)


def test_the_beginning_of_words_is_worked_out_once_for_all_pages(tmp_path: Path) -> None:
    desk = strike(tmp_path)
    with patch("onrecord.views.quote_card.shorten", wraps=shorten) as shortened:
        shown = card(desk, "ten-percent")
        assert shown.excerpt == shown.excerpt == "We want ten percent […] and we want it now"
    assert [call.args[0] for call in shortened.mock_calls].count(shown.excerpt) == 1
