"""Hints with the nearest id, however many typos there are."""

from pathlib import Path
from typing import Any

import pytest

from onrecord.desk.actors import Roles
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.records import Actor

from .desks import article, harbour


def _hints(folder: Path, mentions: list[str]) -> list[str]:
    content = harbour(folder, {"articles/news.yml": article(mentions=mentions)})
    found = load_desk(Settings(content)).diagnostics
    return [diagnostic.hint for diagnostic in found if diagnostic.code == "unknown-actor"]


def test_the_same_slip_has_the_same_hint_everywhere(tmp_path: Path) -> None:
    assert _hints(tmp_path, ["harbor-police"] * 3) == ["did you mean 'harbour-police'?"] * 3


def test_thousands_of_slips_are_told_in_time_the_later_ones_without_hint(tmp_path: Path) -> None:
    hints = _hints(tmp_path, [f"rivera-{number}" for number in range(2000)])

    assert len(hints) == 2000
    assert hints[0] == "did you mean 'rivera'?"
    assert hints[-1] == ""


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Lena Quist", "did you mean 'lena-quist'?"),
        ("QUIST", "did you mean 'lena-quist'?"),
        ("The Secretary", "did you mean 'lena-quist'?"),
        ("lena\u2013quist", "did you mean 'lena-quist'?"),
        ("lena_quis", "did you mean 'lena-quist'?"),
        ("Holm", "did you mean 'ida-holm' or 'jon-holm'?"),
        ("Zoë Quay", "if it does not exist yet: onrecord new actor zoe-quay"),
        ("港", "if it does not exist yet: onrecord new actor ID"),
    ],
)
def test_a_name_leads_to_an_id_that_exists_or_to_the_command_that_makes_one(
    tmp_path: Path, written: str, hint: str
) -> None:
    alias = {"name": "The Secretary", "kind": "alias"}
    others: dict[str, dict[str, Any]] = {
        "actors/lena-quist.yml": {"name": "Lena Quist", "kind": "person", "names": [alias]},
        "actors/ida-holm.yml": {"name": "Ida Holm", "kind": "person"},
        "actors/jon-holm.yml": {"name": "Jon Holm", "kind": "person"},
        "articles/news.yml": article(mentions=[written]),
    }
    found = load_desk(Settings(harbour(tmp_path, others))).diagnostics
    assert [diagnostic.hint for diagnostic in found if diagnostic.code == "unknown-actor"] == [hint]


def test_an_actor_that_there_is_not_shares_words_with_nobody() -> None:
    roles = Roles.of({"mia-brandt": Actor(name="Mia Brandt", kind="person")})
    assert not roles.share_words("mia-brandt", "nobody")
    assert roles.share_words("nobody", "nobody")
