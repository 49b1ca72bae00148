"""Hints with the nearest id, however many slips there are."""

from __future__ import annotations

from pathlib import Path

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

from .desks import article, harbour


def _hints(folder: Path, mentions: list[str]) -> list[str]:
    content = harbour(folder, {"articles/news.yml": article(mentions=mentions)})
    found = load_desk(Settings(content)).diagnostics
    return [one.hint for one in found if one.code == "unknown-actor"]


def test_the_same_slip_has_the_same_hint_everywhere(tmp_path: Path) -> None:
    assert _hints(tmp_path, ["harbor-police"] * 3) == ["did you mean 'harbour-police'?"] * 3


def test_thousands_of_slips_are_told_in_time_the_later_ones_without_hint(tmp_path: Path) -> None:
    hints = _hints(tmp_path, [f"rivera-{number}" for number in range(2000)])

    assert len(hints) == 2000
    assert hints[0] == "did you mean 'rivera'?"
    assert hints[-1] == ""
