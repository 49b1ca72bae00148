"""Spellings that are one to whoever types them."""

from pathlib import Path

import pytest
from tests.fast_yaml import values_of

from onrecord.search.terms import fold_letters, words_of

PAIRS = values_of((Path(__file__).parent / "folding.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("typed", "written"), PAIRS)
def test_two_spellings_share_their_words(typed: str, written: str) -> None:
    assert set(words_of(typed)) <= set(words_of(written))
    assert fold_letters(fold_letters(written)) == fold_letters(written)


def test_words_are_split_at_marks_and_spaces() -> None:
    assert words_of("The union's 24-hour strike: “No!”") == [
        *("the", "union", "s", "24", "hour", "strike", "no")
    ]


def test_each_character_of_a_script_without_spaces_is_a_word() -> None:
    assert words_of("横浜港 strike") == ["横", "浜", "港", "strike"]


def test_a_hostile_word_is_cut() -> None:
    assert words_of("x" * 100_000) == ["x" * 32]
