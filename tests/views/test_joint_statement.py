"""A quote of several speakers: one statement, each of them named wherever it is shown."""

from pathlib import Path

import pytest
from tests.desk.desks import article, good_desk, harbour
from tests.views.lives import DEMAND
from tests.views.walkout import walkout

from onrecord.desk.desk import Desk
from onrecord.records import PartialDate
from onrecord.views import actor
from onrecord.views.actor import actor_parts, actor_view
from onrecord.views.context import Context

JOINT = article(
    speakers={
        "rivera": {"context": "At the gate.", "to": "dock-union", "basis": "on_record"},
        "okafor": {"context": "At the gate.", "to": "harbour-police"},
    },
    quotes=[
        {
            "id": "offer",
            "text": "We will talk.",
            "speaker": ["rivera", "okafor"],
            "form": "direct",
            "said": {"date": "2031-05-02"},
        }
    ],
    responses=[{"demand": "pay-rise", "by": "rivera", "response": "considering", "quote": "offer"}],
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return good_desk(harbour(tmp_path_factory.mktemp("joint"), {"articles/joint.yml": JOINT}))


def test_it_is_one_statement_in_the_totals_of_each(desk: Desk) -> None:
    (quote,) = desk.quotes.values()

    assert quote.counts
    for speaker in ("rivera", "okafor"):
        assert desk.index[speaker].quotes == [quote]
        assert desk.index[speaker].utterances == 1
    # Both speak for the authority that day: for it, too, it is one.
    assert desk.index["port-authority"].spoken_by_others == [quote]


def test_it_takes_from_its_speakers_what_is_said_of_all_of_them_alike(desk: Desk) -> None:
    (quote,) = desk.quotes.values()

    assert quote.record.context == "At the gate."
    assert quote.record.to == ()
    assert quote.record.basis is None


def test_an_answer_in_joint_words_is_its_own_if_one_of_them_gives_it(desk: Desk) -> None:
    (answer,) = desk.demands["pay-rise"].positions["port-authority"].answers

    assert answer.told_by == ()
    assert answer.speakers == ("rivera", "okafor")


# What two say in one quote, each for its own side: (speakers, whose act it is) and in whose words.
TOGETHER = [
    (["rivera", "brandt"], "port-authority", ("rivera",)),
    (["rivera", "brandt"], "dock-union", ("brandt",)),
    (["rivera", "brandt"], "brandt", ("brandt",)),
    (["rivera", "brandt"], "mayor", ("rivera", "brandt")),
    (["rivera"], "dock-union", ("rivera",)),
]


@pytest.mark.parametrize(("speakers", "by", "voices"), TOGETHER)
def test_an_act_is_in_the_words_of_those_who_speak_for_whose_it_is(
    tmp_path: Path, speakers: list[str], by: str, voices: tuple[str, ...]
) -> None:
    desk = walkout(tmp_path)
    assert desk.roles.voices(speakers, [by], PartialDate.parse("2031-05-10")) == voices


def test_each_is_counted_for_its_own_side_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sides that refuse in one quote: nobody has the other's answer, or speaks for it."""
    gate = DEMAND.format(to="port-authority, dock-union").replace("by: dock-union", "by: ministry")
    joint = """
        title: At the gate
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record, said: {date: 2031-05-19}}
        quotes:
          - {id: we, text: We refuse., speaker: [rivera, brandt]}
          - {id: once-more, text: We do., speaker: [rivera, brandt], said: {date: 2031-05-30}}
        responses:
          - {demand: gate, by: [rivera, brandt], response: rejected, quote: we}"""
    context = Context(walkout(tmp_path, {"demands/gate.yml": gate, "articles/gate.yml": joint}))
    for speaker, side in (("rivera", "port-authority"), ("brandt", "dock-union")):
        given = [act for act in context.indexes.answers_by_actor[speaker] if act.subject == "gate"]
        assert [act.to for act in given] == [(side,)]
    monkeypatch.setattr(actor, "_DRAWN", 2)
    part = actor_parts(context, "port-authority")[0]
    activity = actor_view(context, "port-authority", part).activity
    assert activity
    named = {spoken.link.text for row in activity.rows for spoken in row.speakers}
    assert "Ana Rivera" in named
    assert "Mia Brandt" not in named
