"""The tables in ``cases/``: each case is a whole desk, edited, read and compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.desk.desks import harbour
from tests.views.strike import FILES

from onrecord.changes.compare import compare
from onrecord.changes.kinds import FIELDS, KINDS
from onrecord.changes.state import State

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

    assert [told(one) for one in changes.changes] == case.get("told", [])
    assert changes.wording_only == (case.get("wording_only") == "true")
    assert list(changes.unread_before) == case.get("unread_before", [])
    assert list(changes.unread_after) == case.get("unread_after", [])


def test_every_kind_of_change_and_every_field_has_a_case() -> None:
    rows = [row for name in TABLES for case in cases(name) for row in case.get("told", [])]
    shown = {row["is"].split()[1] for row in rows}
    fields = {row["facts"]["field"] for row in rows if "field" in row.get("facts", {})}
    assert fields == set(FIELDS)
    # There is no lock that could tell a verdict: see test_verdicts.
    assert set(KINDS) - shown == {"quote-verdict-worsened", "quote-verdict-improved"}
