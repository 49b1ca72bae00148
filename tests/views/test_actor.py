"""What an actor's page holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.desk.desks import article
from tests.views.strike import strike

from onrecord.desk.desk import Desk
from onrecord.views.actor import ActorView, actor_part_view, actor_parts, actor_view
from onrecord.views.context import Context


def view(desk: Desk, actor_id: str) -> ActorView:
    context = Context(desk)
    return actor_view(context, actor_id, actor_parts(context, actor_id)[0])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return strike(tmp_path_factory.mktemp("strike"))


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
    assert [one.link.text for one in view(desk, "port-authority").members] == ["North Terminal"]


def test_names_in_other_scripts_know_their_direction(desk: Desk) -> None:
    assert [(one.name, one.direction, one.kind) for one in view(desk, "brandt").names] == [
        ("میا برانت", "rtl", None), ("Mia Stein", None, "former"),
    ]  # fmt: skip


def test_the_glance_counts_utterances_not_versions(desk: Desk) -> None:
    glance = view(desk, "brandt").glance
    assert (glance.utterances, glance.utterances_for_it) == (2, 0)
    assert str(glance.last_heard) == "2031-05-02"


def test_the_glance_leaves_out_what_is_not_its_own_word(desk: Desk) -> None:
    # Of the five one gives another's words, one is retracted, one withheld.
    okafor = view(desk, "okafor")
    assert okafor.part.total == 5
    assert okafor.glance.utterances == 2


def test_words_of_those_who_speak_for_it_stand_on_a_second_line(desk: Desk) -> None:
    union = view(desk, "dock-union")
    assert (union.glance.utterances, union.glance.utterances_for_it) == (0, 2)
    assert [(row.link.text, row.utterances) for row in union.speakers] == [("Mia Brandt", 2)]
    assert union.groups == ()


def test_words_passed_on_are_never_shown_as_those_of_whom_they_are_given(desk: Desk) -> None:
    assert view(desk, "rivera").groups == ()


def test_demands_made_come_with_the_latest_response(desk: Desk) -> None:
    made = {one.link.text: one for one in view(desk, "dock-union").made}
    (position,) = made["Raise the pay of dockers"].positions
    assert (position.addressee.text, position.state) == ("Port Authority", "rejected")


def test_demands_received_without_an_answer_come_first(desk: Desk) -> None:
    authority = view(desk, "port-authority")
    assert [(row.demand.link.text, row.position.state) for row in authority.received] == [
        ("Open the books", "none_found"), ("Raise the pay of dockers", "rejected"),
    ]  # fmt: skip
    assert authority.glance.without_answer == 1


def test_a_speaker_is_shown_with_the_demands_it_stated_for_others(desk: Desk) -> None:
    brandt = view(desk, "brandt")
    assert brandt.made == ()
    assert [(stated.demand.link.text, stated.times) for stated in brandt.stated_for_others] == [
        ("Raise the pay of dockers", 1)
    ]
    assert view(desk, "dock-union").stated_for_others == ()


def test_a_speaker_is_shown_with_the_answers_it_gave_for_others(desk: Desk) -> None:
    (row,) = view(desk, "okafor").answers_for_others
    assert (row.word, row.demands[0].text) == ("rejected", "Raise the pay of dockers")
    assert view(desk, "port-authority").answers_for_others == ()


def test_claims_made_and_received_come_with_what_was_searched(desk: Desk) -> None:
    assert [one.line.text for one in view(desk, "okafor").claims_made] == [
        "The strike fund is empty."
    ]
    (received,) = view(desk, "dock-union").claims_received
    (hearing,) = received.hearings
    (reply,) = hearing.replies
    assert reply.search
    assert str(reply.search.through) == "2031-05-04"


def test_quotes_are_newest_first_and_together_by_event(tmp_path: Path) -> None:
    later = article(
        quotes=[
            {
                "id": "again",
                "text": "Still ten",
                "speaker": "brandt",
                "form": "direct",
                "said": {"date": "2031-06"},
            }
        ]
    )
    groups = view(strike(tmp_path, later=later), "brandt").groups
    assert [(str(group.date), group.name, len(group.cards)) for group in groups] == [
        ("2031-06", None, 1), ("2031-05-02", "Talks at the harbour office", 3),
    ]  # fmt: skip


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
    assert whole.latest
    assert [str(group.date) for group in whole.groups][:2] == ["2031-04-09", "2031-04-08"]
    assert sum(len(group.cards) for group in whole.groups) == 12
    assert whole.glance.utterances == 40
    cards = [card for part in parts for group in actor_part_view(context, "rivera", part).groups
             for card in group.cards]  # fmt: skip
    assert len({card.reference for card in cards}) == len(cards) == 40
