"""What an actor's page holds."""

from pathlib import Path

import pytest
from tests.desk.desks import article, good_desk, harbour
from tests.pages.rendering import Site
from tests.views.lives import DEMAND
from tests.views.strike import strike
from tests.views.walkout import walkout

from onrecord.desk.desk import Desk
from onrecord.views.actor import ActorView, actor_part_view, actor_parts, actor_view
from onrecord.views.context import Context
from onrecord.views.quote_card import QuoteCard


def view(desk: Desk, actor_id: str) -> ActorView:
    context = Context(desk)
    return actor_view(context, actor_id, actor_parts(context, actor_id)[0])


def test_roles_are_those_of_the_last_day_covered(desk: Desk) -> None:
    brandt = view(desk, "brandt")
    assert str(brandt.as_of) == "2031-05-03"
    assert [role.title for role in brandt.roles_now] == ["Secretary"]
    assert [(role.title, role.now) for role in brandt.roles] == [
        ("Secretary", True), ("Treasurer", False),
    ]  # fmt: skip


def test_membership_is_no_role(desk: Desk) -> None:
    terminal = view(desk, "north-terminal")
    assert not terminal.speaks
    assert terminal.roles_now == ()
    assert [role.title for role in terminal.roles] == ["Member"]
    assert [member.link.text for member in view(desk, "port-authority").members] == [
        "North Terminal"
    ]


def test_names_in_other_scripts_know_their_direction(desk: Desk) -> None:
    assert [(name.name, name.direction, name.kind) for name in view(desk, "brandt").names] == [
        ("میا برانت", "rtl", None), ("Mia Stein", None, "former"),
    ]  # fmt: skip


def shown(actor: ActorView) -> list[QuoteCard]:
    """The quotes on its page, the leading one first."""
    quotes = (actor.leading, *actor.quotes.seen, *actor.quotes.more)
    return [quote.card for quote in quotes if quote]


def test_figures_count_utterances_not_versions(desk: Desk) -> None:
    figures = view(desk, "brandt").figures
    assert (figures.utterances, figures.utterances_for_it) == (2, 0)
    assert str(figures.last_heard) == "2031-05-02"


def test_figures_leave_out_what_is_not_its_own_word(desk: Desk) -> None:
    # Of the five one gives another's words, one is retracted, one withheld.
    okafor = view(desk, "okafor")
    assert okafor.part.total == 5
    assert okafor.figures.utterances == 2


def test_words_of_those_who_speak_for_it_stand_on_a_second_line(desk: Desk) -> None:
    union = view(desk, "dock-union")
    assert (union.figures.utterances, union.figures.utterances_for_it) == (0, 2)
    assert [(row.link.text, row.utterances) for row in union.speakers] == [("Mia Brandt", 2)]
    assert union.quotes.seen == ()


def test_words_passed_on_are_never_shown_as_those_of_whom_they_are_given(desk: Desk) -> None:
    assert shown(view(desk, "rivera")) == []


def test_demands_made_come_with_the_latest_response(desk: Desk) -> None:
    made = {row.demand.link.text: row.demand for row in view(desk, "dock-union").made}
    (position,) = made["Raise the pay of dockers"].positions
    assert (position.addressee.text, position.state) == ("Port Authority", "rejected")


def test_demands_received_without_an_answer_come_first(desk: Desk) -> None:
    authority = view(desk, "port-authority")
    assert [(row.demand.link.text, row.latest[0].position.state) for row in authority.received] == [
        ("Open the books", "none_found"), ("Raise the pay of dockers", "rejected"),
    ]  # fmt: skip
    # Nobody is quoted making the first.
    assert (authority.figures.demands_received, authority.figures.without_answer) == (1, 0)


def test_a_speaker_is_shown_with_the_demands_it_stated_for_others(desk: Desk) -> None:
    brandt = view(desk, "brandt")
    assert brandt.made == ()
    assert [(stated.row.demand.link.text, stated.times) for stated in brandt.stated_for_others] == [
        ("Raise the pay of dockers", 1)
    ]
    assert view(desk, "dock-union").stated_for_others == ()


def test_versions_of_a_statement_are_one_of_the_times_an_actor_voiced_a_demand(
    tmp_path: Path,
) -> None:
    version = {"same_as": {"quote": "rally#ten-percent", "differs": "Pay is left out."}}
    said = {"speaker": "brandt", "form": "direct"}
    row = {"demand": "pay-rise", "act": "stated", "by": "dock-union"}
    later = article(
        quotes=[{"id": "once-more", "text": "We want ten", **said, **version}],
        demands=[{**row, "quote": "once-more"}],
    )
    earlier = article(demands=[{**row, "date": "2031-04-01"}])
    (alone,) = view(strike(tmp_path / "alone", later=later), "brandt").stated_for_others
    assert (alone.times, alone.alone, alone.since_first) == (1, True, True)
    desk = strike(tmp_path / "others", later=later, earlier=earlier)
    (stated,) = view(desk, "brandt").stated_for_others
    assert (stated.times, stated.row.demand.times_stated) == (1, 2)
    # The demand is older than what she said of it: "since" would be untrue of her.
    assert not stated.since_first
    text = Site(desk).page("actors/brandt/").text
    assert "voiced 1 of 2 times" in text
    assert "times, since" not in text


def test_who_tells_later_that_a_demand_was_made_did_not_make_it_then(tmp_path: Path) -> None:
    said = {"speaker": "brandt", "form": "direct", "said": {"date": "2031-05-09"}}
    row = {"demand": "pay-rise", "act": "stated", "by": "dock-union"}
    told = article(
        quotes=[{"id": "told", "text": "We asked for it in March", **said}],
        demands=[{**row, "quote": "told", "date": "2031-03-01"}],
    )
    (stated,) = view(strike(tmp_path, told=told), "brandt").stated_for_others
    assert (stated.times, stated.row.demand.times_stated) == (1, 2)
    assert not stated.since_first


def test_claims_disputed_are_those_of_the_list_of_claims(tmp_path: Path) -> None:
    denied = {"claim": "empty-fund", "act": "denied", "by": "dock-union", "date": "2031-05-04"}
    told = article(claims=[{**denied, "told_by": "okafor"}])
    figures = view(strike(tmp_path / "told", later=told), "okafor").figures
    assert (figures.claims_disputed, figures.claims_disputed_told) == (1, 1)
    own = article(claims=[denied])
    figures = view(strike(tmp_path / "own", later=own), "okafor").figures
    assert (figures.claims_disputed, figures.claims_disputed_told) == (1, 0)


def test_a_speaker_is_shown_with_the_answers_it_gave_for_others(desk: Desk) -> None:
    okafor = view(desk, "okafor")
    ((demands, (answer,)),) = okafor.answers_for_others
    assert answer.own
    assert (answer.act.word, demands[0].text) == ("rejected", "Raise the pay of dockers")
    assert [link.text for link in okafor.answered_for] == ["Port Authority"]
    assert view(desk, "port-authority").answers_for_others == ()


def test_claims_made_and_received_come_with_what_was_searched(desk: Desk) -> None:
    assert [claim.summary.line.text for claim in view(desk, "okafor").claims_made] == [
        "The strike fund is empty."
    ]
    (received,) = view(desk, "dock-union").claims_received
    (hearing,) = received.summary.hearings
    (reply,) = hearing.replies
    assert reply.search
    assert str(reply.search.through) == "2031-05-04"


def test_quotes_are_newest_first(tmp_path: Path) -> None:
    said = {"text": "Still ten", "speaker": "brandt", "form": "direct"}
    later = article(quotes=[{"id": "again", **said, "said": {"date": "2031-06"}}])
    dates = [str(card.when) for card in shown(view(strike(tmp_path, later=later), "brandt"))[1:]]
    assert dates == ["2031-06", "2031-05-02", "2031-05-02"]


def demanding(**quotes: tuple[str, list[str]]) -> dict[str, object]:
    """An article with quotes of Mia Brandt: a date, and the demands that each makes."""
    said = {"speaker": "brandt", "form": "direct"}
    return article(
        quotes=[
            {"id": id_, "text": f"Words {id_}", **said, "said": {"date": date}}
            for id_, (date, _) in quotes.items()
        ],
        demands=[
            {"demand": demand, "act": "stated", "by": "dock-union", "quote": id_}
            for id_, (_, demands) in quotes.items()
            for demand in demands
        ],
    )


BOTH = ["pay-rise", "open-books"]
LEADING = {
    "most demands": ({"a": ("2031-05-09", []), "b": ("2031-05-04", BOTH)}, "b", 2),
    "then the latest": ({"a": ("2031-05-04", BOTH), "b": ("2031-05-05", BOTH)}, "b", 2),
    "then the last in its text": ({"a": ("2031-05-04", BOTH), "b": ("2031-05-04", BOTH)}, "b", 2),
    "whatever its id": ({"b": ("2031-05-04", BOTH), "a": ("2031-05-04", BOTH)}, "a", 2),
}


@pytest.mark.parametrize(("quotes", "first", "demands"), LEADING.values(), ids=LEADING)
def test_the_quote_that_makes_most_demands_leads(
    tmp_path: Path, quotes: dict[str, tuple[str, list[str]]], first: str, demands: int
) -> None:
    desk = strike(tmp_path, later=demanding(**quotes))
    brandt = view(desk, "brandt")
    assert brandt.leading
    assert (brandt.leading.card.reference, brandt.leading_demands) == (f"later#{first}", demands)
    assert shown(brandt).count(brandt.leading.card) == 1
    # It is the one of those who speak for the union, too, which is not quoted itself.
    union = view(desk, "dock-union")
    assert shown(union) == [brandt.leading.card]


def test_words_that_change_a_demand_do_not_open_a_page_as_making_one(tmp_path: Path) -> None:
    later = demanding(a=("2031-05-04", ["pay-rise"]), b=("2031-05-05", ["pay-rise"]))
    later["demands"][1]["act"] = "modified"  # type: ignore[index]
    brandt = view(strike(tmp_path, later=later), "brandt")
    assert brandt.leading
    assert (brandt.leading.card.reference, brandt.leading_demands) == ("later#a", 1)


def test_the_page_of_one_who_is_asked_and_not_quoted_opens_with_the_demand(tmp_path: Path) -> None:
    desk = strike(tmp_path, later=demanding(a=("2031-05-04", BOTH)))
    asked = [view(desk, id_) for id_ in desk.actors if desk.index[id_].demands_received]
    opened = [actor for actor in asked if actor.asked]
    assert opened
    for actor in opened:
        assert actor.asked
        assert actor.leading is None
        assert actor.received[0].demand.link in actor.asked.demands
        # Its line does not repeat the words.
        assert actor.received[0].demand.link.uri not in actor.words
    assert all(actor.asked is None for actor in asked if actor.leading)


def test_own_exact_words_lead_before_what_is_reported(tmp_path: Path) -> None:
    later = demanding(a=("2031-05-04", []), b=("2031-05-05", BOTH))
    reported = {"form": "indirect", "gist": "More pay, and the books."}
    later["quotes"][1].update(reported)  # type: ignore[index]
    brandt = view(strike(tmp_path, later=later), "brandt")
    assert brandt.leading
    assert brandt.leading.card.form in ("direct", "partial")


@pytest.mark.parametrize(
    ("dates", "latest"),
    [
        (["2031-05-02", "2031-05-03"], True),
        (["2031-05-02", "2031-05"], False),
        (["2031-05-02", "unknown"], False),
        (["unknown"], True),
    ],
)
def test_the_quote_that_leads_is_called_the_latest_only_if_it_is(
    tmp_path: Path, dates: list[str], latest: bool
) -> None:
    said = {"speaker": "ines", "form": "direct"}
    quotes = [
        {"id": f"q{number}", "text": f"Word {number}.", **said, "said": {"date": date}}
        for number, date in enumerate(dates)
    ]
    desk = good_desk(harbour(tmp_path, {"articles/words.yml": article(quotes=quotes)}))
    assert view(desk, "ines").leading_is_latest == latest


def test_where_no_quote_makes_a_demand_the_latest_leads(desk: Desk) -> None:
    okafor = view(desk, "okafor")
    assert okafor.leading
    assert okafor.leading_demands == 0
    assert okafor.leading.card.state not in ("retracted", "withheld")
    assert okafor.leading.card.quoting is None
    assert view(desk, "harbour-police").leading is None


def test_an_answer_leads_before_later_words_where_no_demand_is_made(tmp_path: Path) -> None:
    said = {"speaker": "rivera", "form": "direct"}
    answering = article(
        quotes=[
            {"id": "no", "text": "We will not.", **said, "said": {"date": "2031-05-06"}},
            {"id": "sun", "text": "The sun shines.", **said, "said": {"date": "2031-05-20"}},
        ],
        responses=[
            {"demand": "pay-rise", "by": "port-authority", "response": "rejected", "quote": "no"}
        ],
    )
    rivera = view(strike(tmp_path, later=answering), "rivera")
    assert rivera.leading
    assert rivera.leading.card.reference == "later#no"
    (answer,) = rivera.leading_answers
    assert (answer.word, [demand.text for demand in answer.demands]) == (
        "rejected",
        ["Raise the pay of dockers"],
    )
    # What was said before the demand was first made counts as no answer, and opens as none.
    answering["quotes"][0]["said"]["date"] = "2031-01-06"
    rivera = view(strike(tmp_path / "early", later=answering), "rivera")
    assert rivera.leading
    assert (rivera.leading.card.reference, rivera.leading_answers) == ("later#sun", ())


def test_sources_name_the_publisher_once(desk: Desk) -> None:
    sources = view(desk, "brandt").sources
    assert [(source.name, source.quotes, source.articles) for source in sources] == [
        ("Harbour Gazette", 2, 1), ("Port Radio", 1, 1),
    ]  # fmt: skip
    assert sources[1].party
    assert sources[1].party.text == "Port Authority"


def test_many_quotes_are_split_by_date_and_the_first_page_keeps_the_rest(tmp_path: Path) -> None:
    def said(number: int) -> dict[str, object]:
        day = f"2031-{1 + number % 4:02}-{1 + number % 9:02}"
        return {"id": f"q{number}", "text": f"Word {number}", "speaker": "rivera",
                "form": "direct", "said": {"date": day}}  # fmt: skip

    desk = strike(tmp_path, many=article(quotes=[said(number) for number in range(40)]))
    context = Context(desk)
    parts = actor_parts(context, "rivera", limit=15)
    assert [part.uri for part in parts] == [
        "actors/rivera/",
        "actors/rivera/2031/",
        "actors/rivera/2031-04/",
        "actors/rivera/2031-03/",
        "actors/rivera/2031-02/",
        "actors/rivera/2031-01/",
    ]
    whole = actor_view(context, "rivera", parts[0])
    assert [str(card.when) for card in shown(whole)][:2] == ["2031-04-09", "2031-04-08"]
    assert (len(whole.quotes.seen), len(whole.quotes.more)) == (6, 0)
    assert whole.figures.utterances == 40
    cards = [quote.card for part in parts
             for group in actor_part_view(context, "rivera", part).groups
             for quote in group.quotes]  # fmt: skip
    assert len({card.reference for card in cards}) == len(cards) == 40


def test_of_very_many_demands_the_page_shows_some_names_others_and_counts_all(
    tmp_path: Path,
) -> None:
    files = {
        f"demands/d{number:03}.yml": {
            "title": f"Open the north gate at night {number:03}",
            "by": "dock-union",
            "to": "port-authority",
            "topic": "pay",
            "action": "do",
            "strength": "demand",
        }
        for number in range(120)
    }
    desk = good_desk(harbour(tmp_path, files))
    union, page = view(desk, "dock-union"), Site(desk).page("actors/dock-union/").html

    rest = union.rest["made"]
    assert (len(union.made), len(rest.links), rest.unnamed) == (15, 80, len(desk.demands) - 95)
    # Nobody is quoted making any of them.
    jump = {jump.id: jump for jump in union.jumps}["made"]
    assert (jump.count, jump.absent) == (0, len(desk.demands))
    assert f'Demands <span class="count">({jump.absent} without a statement)</span>' in page
    last = rest.links[-1]
    assert f'<a href="../../{last.uri}">{last.text}</a>' in page
    assert len(page) < 80_000


def test_a_members_answer_is_not_given_on_behalf_of_the_group(tmp_path: Path) -> None:
    desk = walkout(tmp_path)
    page = view(desk, "north-terminal")

    ((_, answers),) = page.answers_for_others
    assert [answer.act.relation for answer in answers] == ["member"]
    assert [answer.towards for answer in answers] == [()]
    assert "on behalf of" not in Site(desk).page("actors/north-terminal/").text


# Of each actor where the page says that later answers are, and by whose account.
TOLD_LATER = [
    # To what was asked of it, and to what was asked of others, each in its section.
    ("port-authority", [("received", "2031-05-26", ["The Mayor"])]),
    ("north-terminal", [("answered", "2031-05-27", ["The Mayor"])]),
    # What one of its members answered is not an answer of the group.
    ("ministry", []),
]


@pytest.mark.parametrize(("actor", "wanted"), TOLD_LATER)
def test_later_answers_that_others_report_are_said_to_be_where_they_are(
    tmp_path: Path, actor: str, wanted: list[tuple[str, str, list[str]]]
) -> None:
    def demand(to: str) -> str:
        what = f"title: Open it, by: dock-union, to: {to}, topic: pay"
        return f"{{{what}, action: do, strength: demand}}"

    told = """
        title: At the gate
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record}
        quotes:
          - {id: no, text: We refuse., speaker: [port-authority], said: {date: 2031-05-22}}
          - {id: nor-we, text: Nor do we., speaker: [north-terminal], said: {date: 2031-05-22}}
          - {id: never, text: The ministry refuses., speaker: [ministry], said: {date: 2031-05-22}}
        responses:
          - {demand: gate, by: port-authority, response: rejected, quote: no}
          - {demand: pier, by: north-terminal, response: rejected, quote: nor-we}
          - {demand: quay, by: ministry, response: rejected, quote: never}
          - {demand: gate, by: port-authority, told_by: mayor, response: accepted, date: 2031-05-26}
          - {demand: gate, by: north-terminal, told_by: mayor, response: accepted, date: 2031-05-27}
          - {demand: quay, by: crane-works, told_by: mayor, response: accepted, date: 2031-05-28}"""
    works = "{name: Crane Works, kind: organisation, roles: {title: Member, of: ministry}}"
    files = {"demands/gate.yml": demand("port-authority"), "articles/gate.yml": told}
    files |= {"demands/pier.yml": demand("north-terminal"), "demands/quay.yml": demand("ministry")}
    page = view(walkout(tmp_path, files | {"actors/crane-works.yml": works}), actor)
    assert [
        (later.section, str(later.until), [teller.text for teller in later.tellers])
        for later in page.told_later
    ] == wanted


def test_a_demand_that_an_actor_only_withdrew_is_none_that_it_voiced(tmp_path: Path) -> None:
    acts = """
        title: At the gate
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        demands:
          - {demand: gate, act: stated, by: dock-union, date: 2031-05-02}
          - {demand: gate, act: withdrawn, by: brandt, date: 2031-05-03}"""
    files = {"demands/gate.yml": DEMAND.format(to="port-authority"), "articles/gate.yml": acts}
    page = view(walkout(tmp_path, files), "brandt")
    assert "Open the gate" not in [stated.row.demand.link.text for stated in page.stated_for_others]
    assert {jump.id: jump.told for jump in page.jumps}.get("stated", 0) == 0


def test_of_a_demand_of_several_each_has_what_is_its_own(tmp_path: Path) -> None:
    """Its own words, though the other made it later; and who of them withdrew it."""
    acts = """
        title: At the gate
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record}
        quotes:
          - {id: ours, text: Open it., speaker: brandt, said: {date: 2031-05-02}}
          - {id: theirs, text: Open it now., speaker: mayor, said: {date: 2031-05-03}}
        demands:
          - {demand: gate, act: stated, by: brandt, quote: ours}
          - {demand: gate, act: stated, by: mayor, quote: theirs}
          - {demand: gate, act: withdrawn, by: brandt, date: 2031-05-04}"""
    gate = DEMAND.format(to="port-authority").replace("by: dock-union", "by: [dock-union, mayor]")
    site = Site(walkout(tmp_path, {"demands/gate.yml": gate, "articles/gate.yml": acts}))
    assert "“Open it.”" in site.page("actors/dock-union/").text
    assert "“Open it now.”" in site.page("actors/mayor/").text
    assert "Withdrawn 4 May 2031 by Dock Union" in site.page("actors/mayor/").text
    assert "Not all who make it have withdrawn it" in site.page("demands/gate/").text


def test_a_description_says_what_the_page_says(tmp_path: Path) -> None:
    """Nobody's is that it made no demand and said nothing, while others spoke for it."""
    site = Site(walkout(tmp_path))
    for actor in ("port-authority", "dock-union", "brandt", "rivera"):
        said = site.planned(f"actors/{actor}/").description.partition("on record: ")[2]
        assert said.removesuffix("…") in site.page(f"actors/{actor}/").text


def test_what_a_group_is_asked_is_on_the_page_of_each_member_of_that_time(tmp_path: Path) -> None:
    counted = "{{name: {}, kind: organisation, roles: [{{title: Member, of: quays{}}}]}}"
    asked = """
        title: Open the gate
        by: dock-union
        to: {}
        topic: pay
        action: do
        strength: demand"""
    files = {
        "actors/quays.yml": "{name: The quays, kind: group}",
        "actors/league.yml": "{name: Quay League, kind: organisation}",
        "actors/salt.yml": counted.format("Salt Quay", ""),
        "actors/tar.yml": counted.format("Tar Quay", ", to: 2031-04-01"),
        "actors/rope.yml": counted.format("Rope Quay", "").replace("of: quays", "of: league"),
        "demands/gate.yml": asked.format("quays"),
        "demands/shut.yml": asked.format("league"),
        "articles/more.yml": """
            title: More
            source: {publisher: Harbour Gazette, published: 2031-05-02}
            demands: [{demand: [gate, shut], act: stated, by: dock-union, date: 2031-05-01}]""",
    }
    desk = walkout(tmp_path, files)
    found = {name: view(desk, name).grouped for name in ("salt", "tar", "rope", "quays")}
    assert {name: [row.demand.link.id for row in rows] for name, rows in found.items()} == {
        "salt": ["gate"], "tar": [], "rope": [], "quays": []
    }  # fmt: skip
    page = Site(desk).page("actors/salt/").text
    assert "Demands on groups that Salt Quay belongs to" in page
    # A role that the heading says is not said again; another one that all have is named as such.
    assert "Member" not in page[page.index("Memberships") :].removeprefix("Memberships")
    clerks = {name: row.replace("Member", "Clerk") for name, row in files.items()}
    clerks["actors/tar.yml"] = clerks["actors/salt.yml"]
    page = Site(walkout(tmp_path / "clerks", clerks)).page("actors/quays/").text
    assert "Role of each: Clerk" in page
