"""What has become of a claim, and whether the one accused is heard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord.desk.claims import ClaimStanding

from .desks import article, good_desk, harbour

CLAIM = {
    "text": "The authority hid a report on the cranes.",
    "by": "dock-union",
    "against": "port-authority",
    "kind": "accusation",
}


def _claim(folder: Path, *acts: tuple[str, str, str], **fields: Any) -> ClaimStanding:
    rows = [{"claim": "hid-report", "act": act, "by": by, "date": date} for act, by, date in acts]
    files: dict[str, Any] = {"claims/hid-report.yml": CLAIM | fields}
    if rows:
        files["articles/news.yml"] = article(claims=rows)
    return good_desk(harbour(folder, files)).claims["hid-report"]


ASSERTED = ("asserted", "dock-union", "2031-05-01")


@pytest.mark.parametrize(
    ("acts", "standing", "heard"),
    [
        ([], "not_asserted", False),
        ([ASSERTED], "asserted", False),
        ([ASSERTED, ("corroborated", "harbour-police", "2031-05-02")], "corroborated", False),
        ([ASSERTED, ("disputed", "harbour-police", "2031-05-02")], "contested", False),
        ([ASSERTED, ("denied", "rivera", "2031-05-02")], "contested", True),
        ([ASSERTED, ("denied", "okafor", "2031-05-09")], "contested", False),
        (
            [
                ASSERTED,
                ("corroborated", "harbour-police", "2031-05-02"),
                ("denied", "port-authority", "2031-05-03"),
            ],
            "contested",
            True,
        ),
        ([ASSERTED, ("retracted", "dock-union", "2031-05-04")], "retracted", False),
        (
            [
                ASSERTED,
                ("asserted", "harbour-police", "2031-05-02"),
                ("retracted", "dock-union", "2031-05-04"),
            ],
            "asserted",
            False,
        ),
    ],
)
def test_standing(
    acts: list[tuple[str, str, str]], standing: str, heard: bool, tmp_path: Path
) -> None:
    claim = _claim(tmp_path, *acts)

    assert claim.standing == standing
    assert claim.hearings[0].heard == heard


def test_a_search_for_a_reply_is_no_reply(tmp_path: Path) -> None:
    reply = {"by": "port-authority", "reply": "none_found", "searched_through": "2031-05-09"}
    hearing = _claim(tmp_path, ASSERTED, replies=[reply]).hearings[0]

    assert not hearing.heard
    assert hearing.searched is not None


def test_a_reply_in_the_claims_own_file_is_heard(tmp_path: Path) -> None:
    reply = {"by": "port-authority", "reply": "no_comment", "date": "2031-05-02"}

    assert _claim(tmp_path, ASSERTED, replies=[reply]).hearings[0].heard


def test_conflicts_are_seen_from_both_sides(tmp_path: Path) -> None:
    files = {
        "claims/hid-report.yml": CLAIM,
        "claims/no-report.yml": CLAIM | {"conflicts_with": "hid-report"},
    }
    desk = good_desk(harbour(tmp_path, files))

    assert desk.claims["hid-report"].conflicts == ("no-report",)
    assert desk.claims["no-report"].conflicts == ("hid-report",)
