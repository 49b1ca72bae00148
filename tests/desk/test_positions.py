"""The table in ``positions.yml``: each case is a whole desk, read from files."""

from pathlib import Path
from typing import Any

import pytest
from tests.fast_yaml import texts_of

from onrecord.desk.acts import Act
from onrecord.desk.demands import DemandEntry

from .desks import article, good_desk, harbour

# As text throughout, as Onrecord reads YAML.
CASES: list[dict[str, Any]] = texts_of(
    (Path(__file__).parent / "positions.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_position(case: dict[str, Any], tmp_path: Path) -> None:
    demand = _demand(case, tmp_path)
    position = demand.positions["port-authority"]
    expect = case["expect"]
    answers = [*position.answers, *demand.others]

    def numbers(found: tuple[Act, ...] | list[Act]) -> list[str]:
        return sorted(str(answer.record.note) for answer in found)

    assert position.state == expect["state"]
    assert numbers(position.deciding) == expect.get("deciding", [])
    assert numbers(position.later_accounts) == expect.get("later_accounts", [])
    assert numbers(demand.others) == expect.get("others", [])
    assert numbers([answer for answer in answers if answer.early]) == expect.get("early", [])
    assert numbers([answer for answer in answers if answer.late]) == expect.get("late", [])
    if "unordered" in expect:
        assert numbers([answer for answer in answers if answer.unordered]) == expect["unordered"]
    members = [answer for answer in answers if answer.relation.value == "member"]
    assert numbers(members) == expect.get("members", [])
    if "told" in expect:
        assert position.told == (expect["told"] == "true")
    if "date" in expect:
        assert str(position.date) == expect["date"]
    if "stale" in expect:
        stale = position.stale.record.note if position.stale else "null"
        assert stale == expect["stale"]


def _demand(case: dict[str, Any], folder: Path) -> DemandEntry:
    files: dict[str, Any] = {}
    searches = []
    for number, row in enumerate(case["answers"], start=1):
        # The note carries the row's number through to the expectation.
        response = {"demand": "pay-rise", **row, "note": str(number)}
        place, words = response.pop("in", f"answer-{number}"), response.pop("words", None)
        if row["response"] == "none_found":
            del response["demand"]
            searches.append(response)
            continue
        report = files.setdefault(f"articles/{place}.yml", article(quotes=[], responses=[]))
        if words:
            response["quote"] = f"words-{number}"
            report["quotes"].append(_quote(number, words))
        report["responses"].append(response)
    for report in files.values():
        if not report["quotes"]:
            del report["quotes"]
    _life(case, files, searches)
    return good_desk(harbour(folder, files)).demands["pay-rise"]


def _quote(number: int, words: dict[str, str]) -> dict[str, Any]:
    said = {key: words[key] for key in ("date", "event") if key in words}
    rest: dict[str, Any] = {
        key: words[key] for key in ("speaker", "basis", "state") if key in words
    }
    return {"id": f"words-{number}", "text": "So it is.", "form": "direct", "said": said, **rest}


def _life(case: dict[str, Any], files: dict[str, Any], searches: list[dict[str, Any]]) -> None:
    """Statements, withdrawal and successor of the demand of a case."""
    demand = {
        "title": "Raise the pay of dockers",
        "by": case.get("demanded_by", "dock-union"),
        "to": "port-authority",
        "topic": "pay",
        "action": "do",
        "strength": "demand",
    }
    acts = [("stated", when) for when in case.get("stated", ["2031-05-01"])]
    rows = [_act("pay-rise", act, when) for act, when in acts]
    quotes = []
    if "withdrawn" in case:
        ends = _act("pay-rise", "withdrawn", case["withdrawn"])
        if teller := case.get("withdrawn_in_words_of"):
            quotes.append(
                {"id": "gone", "text": "It is gone.", "speaker": teller, "form": "direct"}
            )
            ends["quote"] = "gone"
        rows.append(ends | {"by": case.get("withdrawn_by", "dock-union")})
    if "succeeded" in case:
        rows.append(_act("better-pay", "stated", case["succeeded"]))
        files["demands/better-pay.yml"] = demand | {"supersedes": "pay-rise"}
    files["articles/statements.yml"] = article(
        demands=rows, **({"quotes": quotes} if quotes else {})
    )
    if searches or "demanded_by" in case:
        responses = {"responses": searches} if searches else {}
        files["demands/pay-rise.yml"] = demand | responses


def _act(demand: str, act: str, when: str) -> dict[str, str]:
    return {"demand": demand, "act": act, "by": "dock-union", "date": when}
