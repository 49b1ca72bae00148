"""The tables in ``cases/``: each case is a whole desk, edited, read and compared."""

from pathlib import Path
from typing import Any

import pytest
from tests.desk.desks import harbour
from tests.views.strike import FILES

from onrecord.changes.changes import KINDS
from onrecord.changes.compare import compare
from onrecord.changes.compared_states import State

from .table import cases, edited, state, told

TABLES = ("quotes", "demands", "claims", "actors", "others")
CASES = [pytest.param(case, id=case["case"]) for name in TABLES for case in cases(name)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> State:
    """The desk that every case starts from."""
    return state(harbour(tmp_path_factory.mktemp("base"), FILES))


@pytest.mark.parametrize("case", CASES)
def test_told(case: dict[str, Any], base: State, tmp_path: Path) -> None:
    before = base
    if "first" in case:
        before = state(edited(base.settings.content, case["first"], tmp_path / "first"))
    after = state(edited(before.settings.content, case["edit"], tmp_path / "after"))

    changes = compare(before, after)

    if "without" in case:
        assert case["without"] not in {change.kind for change in changes.changes}
    elif "missing" in case:
        found = [change for change in changes.changes if change.kind == "correction-missing"]
        assert {change.id: change.facts["corrected"] for change in found} == case["missing"]
    else:
        assert [told(change) for change in changes.changes] == case.get("told", [])
    assert changes.wording_only == (case.get("wording_only") == "true")
    assert list(changes.unread_before) == case.get("unread_before", [])
    assert list(changes.unread_after) == case.get("unread_after", [])


def test_every_kind_of_change_has_a_case() -> None:
    rows = [row for name in TABLES for case in cases(name) for row in case.get("told", [])]
    shown = {row["is"].split()[1] for row in rows}
    # There is no lock that could tell a verdict: see test_verdicts.
    # Each field of a topic has a kind of its own; one more would not.
    assert set(KINDS) - shown == {
        "quote-verdict-worsened",
        "quote-verdict-improved",
        "topic-changed",
    }
