"""A quote of several speakers: one statement, each of them named wherever it is shown."""

from __future__ import annotations

import pytest
from tests.desk.desks import article, good_desk, harbour

from onrecord.desk.desk import Desk

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
