"""Claims: always with whose they are, and with what was said to them."""

from dataclasses import replace
from pathlib import Path

from tests.pages.rendering import Site

from onrecord.views.claim import ClaimView, claim_parts, claim_view, claims_list
from onrecord.views.context import Context

from .walkout import walkout

DENIAL = """
    title: A denial
    source: {publisher: Harbour Gazette, published: 2031-05-08}
    quotes:
      - {id: not-so, text: We hid nothing., speaker: rivera, form: direct, said: {date: 2031-05-07}}
      - {id: told, text: She denies it., speaker: mayor, form: direct, said: {date: 2031-05-08}}
    claims:
      - {claim: hid-report, act: denied, by: rivera, quote: not-so}
      - {claim: hid-report, act: disputed, by: crane-works, quote: told}"""


def _page(folder: Path, claim_id: str, files: dict[str, str] | None = None) -> ClaimView:
    context = Context(walkout(folder, files))
    claim = context.desk.claims[claim_id]
    return claim_view(context, claim, claim_parts(context, claim)[0])


def test_the_accused_not_heard_is_said_with_what_was_searched(tmp_path: Path) -> None:
    accused, other = _page(tmp_path, "hid-report").row.hearings

    assert (accused.name.text, accused.acts) == ("Port Authority", ())
    assert accused.replies[0].search
    assert accused.replies[0].search.through.text == "2031-05-31"
    # Whoever else the claim's file names is heard too.
    assert (other.name.text, other.replies[0].word) == ("Crane Works", "no_comment")


def test_words_of_nobody_known_are_not_called_those_of_whoever_makes_the_claim(
    tmp_path: Path,
) -> None:
    night = """
        title: At night
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        quotes: [{id: heard, text: Ropes cost twice., speaker: unknown, form: direct}]
        claims: [{claim: ropes, act: asserted, by: dock-union, quote: heard}]"""
    claim = "{text: Ropes cost twice., by: dock-union, against: port-authority, kind: fact}"
    files = {"articles/night.yml": night, "claims/ropes.yml": claim}
    text = Site(walkout(tmp_path, files)).page("claims/ropes/").text
    assert "In the words of an unidentified speaker" in text
    assert "In the words of Dock Union" not in text


def test_denials_stand_with_the_claim_and_not_twice(tmp_path: Path) -> None:
    page = _page(tmp_path, "hid-report", {"articles/denial.yml": DENIAL})

    assert page.row.standing == "contested"
    assert [denial.uri for denial in page.row.hearings[0].acts] == ["quotes/denial/not-so/"]
    (disputed,) = page.row.others
    assert (disputed.by[0].text, disputed.told_by[0].text) == ("Crane Works", "The Mayor")
    assert page.words
    assert page.words.uri == "quotes/union-rally/report/"
    assert page.acts == ()


def test_the_disputed_claims_come_first(tmp_path: Path) -> None:
    context = Context(walkout(tmp_path, {"articles/denial.yml": DENIAL}))
    listed = claims_list(context)
    view = listed.page(listed.parts[0])

    assert [(jump.id, jump.count) for jump in view.jumps] == [("contested", 1), ("not-asserted", 1)]
    assert [(word, len(rows)) for word, rows in view.groups] == [
        ("contested", 1),
        ("not_asserted", 1),
    ]
    assert view.search is None


def test_of_claims_first_made_on_one_day_the_one_made_most_often_comes_first(
    tmp_path: Path,
) -> None:
    again = """
        title: Twice
        source: {publisher: Harbour Gazette, published: 2031-04-12}
        claims:
          - {claim: a-once, act: asserted, by: dock-union, date: 2031-04-10}
          - {claim: b-twice, act: asserted, by: dock-union, date: 2031-04-10}
          - {claim: b-twice, act: asserted, by: dock-union, date: 2031-04-11}"""
    claim = "{text: The gates were shut., by: dock-union, about: safety, kind: fact}"
    files = {f"claims/{name}.yml": claim for name in ("a-once", "b-twice")}
    context = Context(walkout(tmp_path, {**files, "articles/again.yml": again}))
    order = context.indexes.claim_order
    assert order.index("b-twice") < order.index("a-once")


def test_a_contested_claim_is_called_what_the_act_is_called(tmp_path: Path) -> None:
    denied = DENIAL.replace(DENIAL[DENIAL.index("      - {claim: hid-report, act: disputed") :], "")
    disputed = denied.replace("act: denied", "act: disputed")
    outcomes = [
        _page(tmp_path / str(number), "hid-report", {"articles/denial.yml": text}).row.outcome
        for number, text in enumerate((denied, disputed, DENIAL.replace(", quote: told", "")))
    ]

    assert outcomes == ["denied", "disputed", "contested"]


def test_that_all_articles_are_of_parties_is_said_so(tmp_path: Path) -> None:
    page = _page(tmp_path, "hid-report")

    assert not page.all_by_parties
    assert replace(page, party_sources=page.all_sources).all_by_parties
    assert not replace(page, party_sources=0, all_sources=0).all_by_parties


def test_a_conflict_is_named_by_both_sides(tmp_path: Path) -> None:
    here, there = _page(tmp_path, "hid-report"), _page(tmp_path, "report-public")

    assert [claim.uri for claim in here.row.conflicts] == ["claims/report-public/"]
    assert [claim.uri for claim in there.row.conflicts] == ["claims/hid-report/"]
    assert [link.text for link in there.row.conflicts[0].by] == ["Dock Union"]


def test_a_split_claim_loses_nothing(tmp_path: Path) -> None:
    context = Context(walkout(tmp_path, {"articles/denial.yml": DENIAL}))
    claim = context.desk.claims["hid-report"]

    own, *finer = [claim_view(context, claim, part) for part in claim_parts(context, claim, 1)]

    assert own.row.hearings[0].acts
    assert sorted(act.word for page in finer for act in page.acts) == [
        "asserted",
        "denied",
        "disputed",
    ]
    # The sources of what is on each page are there.
    assert not own.sources
    assert len({link for page in finer for link in page.sources}) == own.all_sources
