"""The name of an actor as it is within a sentence."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.changes.table import state
from tests.desk.desks import article, good_desk, harbour
from tests.pages.rendering import Site

from onrecord.changes.compare import compare
from onrecord.desk.desk import Desk
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.review.wording import change_text
from onrecord.search.entries import entries_of
from onrecord.views.attribution import who
from onrecord.views.context import Context
from onrecord.views.lines import text_of

SAY = PlainWords(Words.load([packaged_templates()]))
UNION = {"name": "Dock Union", "kind": "organisation", "in_sentence": "the Dock Union"}
PORT = {"name": "Port Authority", "kind": "organisation", "in_sentence": "the Port Authority"}
REPORT = article(
    added="2031-12-31",
    quotes=[
        {
            "id": "no",
            "text": "No.",
            "speaker": "rivera",
            "to": "dock-union",
            "form": "direct",
            "said": {"date": "2031-05-02"},
        },
        {
            "id": "told",
            "text": "The port gives in",
            "speaker": "dock-union",
            "quoting": "port-authority",
            "form": "partial",
            "said": {"date": "2031-05-02"},
        },
    ],
    demands=[{"demand": "pay-rise", "act": "stated", "by": "dock-union", "quote": "told"}],
    responses=[
        {"demand": "pay-rise", "by": "port-authority", "response": "rejected", "quote": "no"},
        {
            "demand": "pay-rise",
            "by": "port-authority",
            "response": "accepted",
            "quote": "told",
            "told_by": "dock-union",
        },
    ],
    claims=[{"claim": "empty-fund", "act": "asserted", "by": "dock-union", "quote": "told"}],
)
CLAIM = {"text": "The fund is empty.", "by": "dock-union", "against": "port-authority"}
FILES: dict[str, dict[str, Any]] = {
    "actors/dock-union.yml": UNION,
    "actors/port-authority.yml": PORT,
    "articles/report.yml": REPORT,
    "claims/empty-fund.yml": {**CLAIM, "about": "pay", "kind": "accusation"},
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return good_desk(harbour(tmp_path_factory.mktemp("names"), FILES))


@pytest.fixture(scope="module")
def site(desk: Desk) -> Site:
    return Site(desk)


@pytest.mark.parametrize(
    ("uri", "texts"),
    [
        (
            "demands/pay-rise/",
            (
                "The Dock Union asked this of the Port Authority once, on 2 May 2031, in our",
                "Accepted: Port Authority, according to the Dock Union",
                "Rejected: Ana Rivera, for the Port Authority",
                "Port Authority: Rejected",
            ),
        ),
        ("claims/empty-fund/", ("Claim by the Dock Union: The fund is empty.",)),
        (
            "quotes/report/told/",
            (
                "The Dock Union, attributing these words to the Port Authority:",
                "Dock Union, 2 May 2031",
            ),
        ),
        ("quotes/report/no/", ("Ana Rivera, Director, Port Authority, to the Dock Union",)),
        (
            "actors/port-authority/",
            ("by the Dock Union", "Port Authority organisation", "Claims about the Port Authority"),
        ),
        ("actors/rivera/", ("Director (for the Port Authority)",)),
        ("actors/", ("Dock Union", "Port Authority")),
    ],
)
def test_sentences_have_it_and_headings_and_lists_do_not(
    site: Site, uri: str, texts: tuple[str, ...]
) -> None:
    page = site.page(uri)
    for text in texts:
        assert text in page.text, page.text
    if uri == "actors/":
        assert "the Dock Union" not in page.text


def test_a_sentence_that_begins_with_it_has_a_capital(site: Site) -> None:
    assert site.planned("demands/pay-rise/").description.startswith(
        "The Dock Union to the Port Authority: Raise the pay"
    )
    assert site.planned("actors/dock-union/").description.startswith("The Dock Union on record. M")
    assert site.planned("actors/dock-union/").title == "Dock Union"


def test_french_sentences_take_any_article(tmp_path: Path) -> None:
    union, port = {**UNION, "in_sentence": "les Dockers"}, {**PORT, "in_sentence": "le Port"}
    files = {**FILES, "actors/dock-union.yml": union, "actors/port-authority.yml": port}
    site = Site(good_desk(harbour(tmp_path, files)), language="fr")

    for uri in site.pages:
        assert not re.search(r"\b(à|de) les? (Port|Dockers)", site.page(uri).text), uri
    page = site.page("demands/pay-rise/").text
    assert "Demande formulée une fois, le 2 mai 2031, par les Dockers" in page
    assert "selon les Dockers" in page


def test_feeds_search_and_diff_have_it(desk: Desk, tmp_path: Path) -> None:
    facts = {entry.result.uri: entry.result for entry in entries_of(desk, SAY)}
    assert "by the Dock Union, to the Port Authority" in facts["demands/pay-rise/"].facts
    assert facts["claims/empty-fund/"].label == "Claim by the Dock Union:"
    assert facts["claims/empty-fund/"].facts.startswith("against the Port Authority")

    before = harbour(tmp_path / "before", {key: FILES[key] for key in FILES if "report" not in key})
    after = harbour(tmp_path / "after", FILES)
    changes = compare(state(before), state(after)).changes
    (told,) = (
        change for change in changes if change.kind == "response-added" and change.facts["told_by"]
    )
    assert told.facts["told_by"] == "Dock Union", "data has the name alone"
    assert "by the Port Authority" in change_text(told, SAY).subject
    assert "\u00a0· according to the Dock Union" in change_text(told, SAY).subject


def test_roles_of_several_speakers_are_parted_as_the_language_does(tmp_path: Path) -> None:
    spoken = {"id": "no", "text": "No.", "form": "direct", "speaker": ["rivera", "okafor"]}
    files = {"articles/joint.yml": article(quotes=[{**spoken, "said": {"date": "2031-05-02"}}])}
    site = Site(good_desk(harbour(tmp_path, files)), language="fr")

    (roles, *_) = re.findall(
        r'class="role">(.*?)</span>', site.page("quotes/joint/no/").html, re.DOTALL
    )
    assert "\u202f; " in roles


def test_several_roles_of_one_actor_are_parted_as_the_language_does(tmp_path: Path) -> None:
    titles = [{"title": "Ministre"}, {"title": "Présidente"}]
    rivera = {"name": "Ana Rivera", "kind": "person", "roles": titles}
    spoken = {"id": "no", "text": "No.", "form": "direct", "speaker": "rivera"}
    report = article(quotes=[{**spoken, "said": {"date": "2031-05-02"}}])
    desk = good_desk(harbour(tmp_path, {"actors/rivera.yml": rivera, "articles/alone.yml": report}))
    site = Site(desk, language="fr")
    found = {entry.result.uri: entry.result for entry in entries_of(desk, PlainWords(site.words))}
    card = Context(desk).cards.card(desk.quotes["alone#no"])

    roles = "Ministre\u202f; Présidente"
    assert roles in site.page("quotes/alone/no/").html
    assert found["actors/rivera/"].facts.startswith(roles)
    assert text_of(who(card, PlainWords(site.words))).startswith(f"Ana Rivera, {roles}")


@pytest.mark.parametrize(
    ("actors", "first", "second"),
    [
        ({"smith": ["Director", None], "other-smith": ["Mayor", None]}, "Director", "Mayor"),
        (
            {"smith": ["Driver", "tugs"], "other-smith": ["Driver", "port-authority"]},
            "Driver, Tug Line",
            "Driver, Port Authority",
        ),
        ({"smith": None, "smith-of-the-ferries": None}, "", "of the ferries"),
    ],
    ids=["titles", "bodies", "ids"],
)
def test_two_of_one_name_are_told_apart_wherever_they_are_named(
    tmp_path: Path, actors: dict[str, list[str] | None], first: str, second: str
) -> None:
    one, two = actors
    tugs = {"name": "Tug Line", "kind": "organisation"}
    files: dict[str, Any] = {"actors/tugs.yml": tugs, "actors/port-authority.yml": PORT}
    for id_, role in actors.items():
        roles = [{"title": role[0], **({"of": role[1]} if role[1] else {})}] if role else []
        person = {"name": "John Smith", "kind": "person"}
        files[f"actors/{id_}.yml"] = {**person, "roles": roles} if roles else person
    quotes = [
        {"id": f"q{number}", "text": "No.", "speaker": id_, "to": to, "form": "direct"}
        for number, (id_, to) in enumerate(((one, two), (two, one)))
    ]
    rows = [{"demand": "pay-rise", "act": "stated", "by": [one, two], "quote": "q0"}]
    files["articles/report.yml"] = article(quotes=quotes, demands=rows)
    desk = good_desk(harbour(tmp_path, files))
    names = [f"John Smith ({mark})" if mark else "John Smith" for mark in (first, second)]

    site = Site(desk)
    assert [site.page(f"actors/{id_}/").headings[0][1] for id_ in actors] == names
    assert all(name in site.page("actors/").text for name in names)
    assert f"{names[0]} and {names[1]}" in site.page("demands/pay-rise/").text
    assert f"to {names[1]}" in site.page("quotes/report/q0/").text
    found = {entry.result.text for entry in entries_of(desk, SAY) if entry.kind == "actors"}
    assert found >= {*names}
