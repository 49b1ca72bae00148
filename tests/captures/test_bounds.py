"""Comparing takes a time that grows with what is compared, whatever a quote or a source holds."""

import random
from itertools import count

import pytest
from rapidfuzz import fuzz

from onrecord.captures import places
from onrecord.captures.lock import ABSENT, EXACT
from onrecord.captures.places import SourceText
from onrecord.captures.quote_comparison import compare_words

COMMON = ["the", "of", "and", "to", "in", "that", "we", "is", "for", "it"]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many places are looked at for each text that is searched."""
    seen: list[int] = []
    real = places._Search._count

    def counting(self: places._Search, number: int) -> None:
        seen.append(number)
        real(self, number)

    monkeypatch.setattr(places._Search, "_count", counting)
    return seen


def common_words(letters: int) -> str:
    chance = random.Random(5)  # noqa: S311 - nothing is secret
    return " ".join(chance.choices(COMMON, k=letters // 3))


def test_many_cuts_between_common_words_look_at_each_place_once(looked_at: list[int]) -> None:
    quote = " […] ".join([*COMMON[:7], "nowhere"])
    work = []
    for letters in (5_000, 10_000, 20_000):
        looked_at.clear()
        assert compare_words([quote], SourceText(common_words(letters))).verdict == ABSENT
        work.append(sum(looked_at))
    assert work[0] < 5_000
    assert work[2] < 5 * work[0]


def test_more_places_than_can_be_compared_are_said_to_be(looked_at: list[int]) -> None:
    quote = " … ".join(COMMON * 200)
    result = compare_words([quote], SourceText(common_words(30_000)))
    assert (result.verdict, result.too_many) == (ABSENT, True)
    assert sum(looked_at) < 3 * places.MOST_PLACES


HOSTILE = {
    "spaces": ("a" + " " * 50_000 + "b", "a b" + " \n" * 50_000 + "c"),
    "dashes": ("a" + "- " * 30_000 + "b", "a" + " -" * 30_000 + "c"),
    "dots": ("a" + ". " * 30_000 + "b", "a" + " ." * 30_000 + "c"),
    "dots and a digit": ("a" + "." * 50_000 + "b", "a" + "." * 50_000 + "5"),
    "brackets": ("[" * 50_000 + "b", "[x] " * 10_000),
    "pairs of brackets": ("[x] " * 10_000 + "b", "[x] " * 10_000 + "c"),
    "marks": ("e" + "\u0301\u0327" * 10_000, "e" + "\u0301\u0327" * 10_000 + "x"),
    "vowel signs": ("\u0643" + "\u064b\u064c" * 10_000, "\u0643" + "\u064b\u064c" * 20_000),
    "nothing to be seen": ("a\u200bb" * 10_000, "\u200b " * 30_000),
    "guillemets": ("\u2039 " * 10_000 + "a", "\u2039 " * 20_000 + "\u203a " * 10_000),
    "one letter": ("a" * 30_000, "a" * 60_000),
    "one word": ("a " * 10_000 + "b", "a " * 30_000),
    "words that are nearly there": ("a x " * 100 + "q", "a y " * 10_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_takes_for_ever(name: str) -> None:
    # At a step for each pair of characters each of these would take minutes.
    quote, source = HOSTILE[name]
    assert compare_words([quote], SourceText(source)).verdict != EXACT


def test_a_long_quote_that_is_not_there_is_compared_in_few_pieces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letters = []
    real = fuzz.partial_ratio_alignment

    def counting(ours: str, theirs: str, *, score_cutoff: float) -> object:
        letters.append(len(ours))
        return real(ours, theirs, score_cutoff=score_cutoff)

    monkeypatch.setattr(fuzz, "partial_ratio_alignment", counting)
    numbers = count()
    source = " ".join(f"word{next(numbers)}" for _ in range(10_000))
    assert compare_words([source.replace("1", "one")], SourceText(source)).verdict == ABSENT
    assert sum(letters) < 6_000
    letters.clear()
    # One word in a hundred thousand letters is found and shown.
    result = compare_words([source.replace("word5000 ", "no word ")], SourceText(source))
    assert ("no word", "word5000") in result.differences
