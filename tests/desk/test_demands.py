"""The life of a demand: who stated it when, and to whom it came to be addressed."""

from pathlib import Path
from typing import Any

import pytest

from onrecord.desk.positions import history

from .desks import article, good_desk, harbour

UNION = {"demand": "pay-rise", "by": "dock-union"}


def _rows(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"articles/news.yml": article(demands=list(rows))}


def test_first_own_and_last_statement(tmp_path: Path) -> None:
    rows = _rows(
        UNION | {"act": "stated", "date": "2031-05-03"},
        UNION | {"act": "modified", "date": "2031-05-09"},
        UNION | {"act": "reported", "date": "2031-04-30"},
        UNION | {"act": "stated", "date": "unknown"},
    )
    demand = good_desk(harbour(tmp_path, rows)).demands["pay-rise"]

    assert demand.first is not None
    assert (str(demand.first.date), demand.first.own) == ("2031-04-30", False)
    assert demand.first_own is not None
    assert str(demand.first_own.date) == "2031-05-03"
    assert demand.last is not None
    assert str(demand.last.date) == "2031-05-09"
    assert demand.times_stated == 4


@pytest.mark.parametrize("act", ["reported", "stated"])
def test_a_reported_demand_is_dated_only_by_its_own_date(act: str, tmp_path: Path) -> None:
    quote = {
        "id": "they-want-more",
        "text": "They want more.",
        "speaker": "rivera",
        "form": "direct",
        "said": {"date": "2031-05-04"},
    }
    row = UNION | {"act": act, "quote": "they-want-more"}
    files = {"articles/news.yml": article(quotes=[quote], demands=[row])}
    demand = good_desk(harbour(tmp_path, files)).demands["pay-rise"]

    assert demand.first is not None
    assert (demand.first.date.known, demand.first.own) == (False, False)
    assert demand.first.told_by == ("rivera",)


def test_an_act_takes_its_date_from_its_quote_then_from_the_event(tmp_path: Path) -> None:
    quote = {"id": "more", "text": "More pay.", "speaker": "brandt", "form": "direct"}
    early = quote | {"said": {"date": "2031-05-01"}}
    event = {"name": "A rally", "date": "2031-05-08"}
    files = {
        "articles/a.yml": article(
            event=event, quotes=[early], demands=[UNION | {"act": "stated", "quote": "more"}]
        ),
        "articles/b.yml": article(event=event, demands=[UNION | {"act": "stated"}]),
    }
    demand = good_desk(harbour(tmp_path, files)).demands["pay-rise"]

    assert [str(statement.date) for statement in demand.statements] == ["2031-05-01", "2031-05-08"]


def test_acts_add_addressees(tmp_path: Path) -> None:
    rows = _rows(UNION | {"act": "stated", "to": ["harbour-police"], "date": "2031-05-03"})
    demand = good_desk(harbour(tmp_path, rows)).demands["pay-rise"]

    assert demand.addressees == ("port-authority", "harbour-police")
    assert demand.positions["harbour-police"].state == "not_assessed"


def test_a_superseded_demand_names_its_successor(tmp_path: Path) -> None:
    later = {
        "title": "Raise the pay of all",
        "by": "dock-union",
        "to": "port-authority",
        "topic": "pay",
        "action": "do",
        "strength": "demand",
        "supersedes": "pay-rise",
        "part_of": "pay-rise",
    }
    desk = good_desk(harbour(tmp_path, {"demands/pay-of-all.yml": later}))

    assert desk.demands["pay-rise"].successors == ("pay-of-all",)
    assert desk.demands["pay-rise"].parts == ("pay-of-all",)


def test_a_withdrawal_is_an_end_and_no_statement(tmp_path: Path) -> None:
    rows = _rows(
        UNION | {"act": "stated", "date": "2031-05-03"},
        UNION | {"act": "withdrawn", "date": "2031-05-09"},
    )
    demand = good_desk(harbour(tmp_path, rows)).demands["pay-rise"]

    assert demand.withdrawn is not None
    assert demand.last is not None
    assert (demand.times_stated, str(demand.last.date)) == (1, "2031-05-03")


def test_history_tells_how_a_position_changed(tmp_path: Path) -> None:
    answers = [
        {"demand": "pay-rise", "by": "port-authority", "response": response, "date": when}
        for response, when in [
            ("rejected", "2031-05-08"),
            ("considering", "2031-05-04"),
            ("rejected", "2031-05-06"),
            ("accepted", "unknown"),
        ]
    ]
    tale = {
        "demand": "pay-rise",
        "by": "port-authority",
        "response": "counter",
        "date": "2031-05-02",
        "told_by": "brandt",
    }
    files = {"articles/news.yml": article(responses=[*answers, tale])}
    position = good_desk(harbour(tmp_path, files)).demands["pay-rise"].positions["port-authority"]
    steps = history("pay-rise", "port-authority", position.answers)

    assert [(str(step.date), step.position.state, step.position.told) for step in steps] == [
        ("2031-05-02", "counter", True),
        ("2031-05-04", "considering", False),
        ("2031-05-06", "rejected", False),
        ("2031-05-08", "rejected", False),
    ]
