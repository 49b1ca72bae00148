"""The second desk uses the whole model, is strictly green, and is derived as its story has it."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel
from tests.fast_yaml import values_of
from tests.second_desk.conftest import DESK
from tests.tiny_site import TinySite

from onrecord.desk.acts import Act
from onrecord.desk.desk import Desk
from onrecord.records import Records, load_records

Positions = dict[str, dict[str, dict[str, Any]]]
POSITIONS: Positions = values_of(
    (Path(__file__).parent / "positions.yml").read_text(encoding="utf-8")
)
# What is so where nothing is written.
NEVER_WRITTEN = {"not_assessed", "live"}
# A row accepts a warning, and a desk has few: one row is enough for all.
ONCE = {"accept"}


def test_it_is_strictly_green() -> None:
    run = TinySite(DESK).onrecord("check", "--strict")
    assert run.returncode == 0, run.stdout
    # One answer is an outsider's, which its row accepts.
    assert run.stdout.endswith("1 notice\n")


@pytest.mark.parametrize("demand_id", POSITIONS)
def test_a_demand_stands_where_its_story_has_it(demand_id: str, desk: Desk) -> None:
    expected = POSITIONS[demand_id]
    demand = desk.demands[demand_id]

    assert set(demand.positions) == set(expected)
    for addressee, expect in expected.items():
        position = demand.positions[addressee]
        deciders = [*position.deciding, *position.later_accounts]
        shown = [answer for answer in position.answers if answer not in deciders]
        assert {
            "state": position.state,
            "told": position.told,
            "deciding": _named(position.deciding),
            "later_accounts": _named(position.later_accounts),
            "shown": _named(shown),
        } == {"told": False, "deciding": [], "later_accounts": [], "shown": []} | expect


def test_the_table_has_every_demand(desk: Desk) -> None:
    assert set(POSITIONS) == set(desk.demands)


def _named(answers: Iterable[Act]) -> list[str]:
    """The words that answers rest on; where there are none, whose they are."""
    return sorted(answer.quote.reference if answer.quote else answer.by[0] for answer in answers)


def test_the_lives_of_demands_and_claims_end_in_every_way(desk: Desk) -> None:
    assert str(getattr(desk.demands["stop-night-tows"].withdrawn, "date", "")) == "2037-03-18"
    assert desk.demands["lower-the-dues"].successors == ("freeze-the-dues",)
    assert set(desk.demands["safe-quays"].parts) == {
        "publish-the-crane-log",
        "take-back-the-drivers",
    }
    assert {name: claim.standing for name, claim in desk.claims.items()} == {
        "board-loss": "asserted",
        "board-surplus": "corroborated",
        "crane-brake-allegation": "contested",
        "dues-forecast": "retracted",
        "lockout-law": "contested",
        "two-crews-promise": "contested",
        "unfair-paper": "asserted",
    }


def test_it_uses_every_key_and_every_word_of_the_model() -> None:
    """What the model gains later belongs into the desk, too: it stands for a newsroom's."""
    used = _used(load_records(DESK / "content"))
    left = {}
    for kind in {kind for kind, _ in used}:
        for name, field in kind.model_fields.items():
            texts = used.get((_declaring(kind, name), name))
            words = _words(field.annotation) - (texts or set()) - NEVER_WRITTEN
            if name in ONCE and any(key == name for _, key in used):
                continue
            if texts is None or words:
                left[f"{kind.__name__}.{name}"] = words
    assert left == {}


def _used(records: Records) -> dict[tuple[type[BaseModel], str], set[str]]:
    """The keys that are written of each kind of record, and the texts that stand there."""
    used: defaultdict[tuple[type[BaseModel], str], set[str]] = defaultdict(set)

    def walk(record: BaseModel) -> None:
        for name in record.model_fields_set:
            value = getattr(record, name)
            texts = used[_declaring(type(record), name), name]
            several = value.values() if isinstance(value, dict) else value
            for element in several if isinstance(value, dict | tuple) else (value,):
                if isinstance(element, BaseModel):
                    walk(element)
            texts.update([value] if isinstance(value, str) else [])

    for kind in ("actors", "articles", "demands", "claims", "briefings", "topics", "events"):
        for record in getattr(records, kind).values():
            walk(record)
    return used


def _declaring(kind: type[BaseModel], name: str) -> type[BaseModel]:
    """Where a field is declared: a quote and the defaults of an article share most of theirs."""
    bases = [base for base in kind.__mro__ if name in getattr(base, "model_fields", {})]
    declaring: type[BaseModel] = bases[-1]
    return declaring


def _words(annotation: Any) -> set[str]:
    """The words of the vocabularies in a type."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return {word for part in get_args(annotation) for word in _words(part)}
