"""What is typography and what is another word, in many scripts; the table is `typography.yml`."""

import random
from pathlib import Path

import pytest
from tests.fast_yaml import values_of

from onrecord.captures.lock import EXACT, TYPOGRAPHY
from onrecord.captures.places import SourceText
from onrecord.captures.quote_comparison import QuoteComparison, compare_words

TABLE = values_of((Path(__file__).parent / "typography.yml").read_text(encoding="utf-8"))

SPEECH = TABLE["speech"]
LEFT_OUT = [
    "...", "…", ". . .", ".\u00a0.\u00a0.", ".\u2009.\u2009.", "....", ". . . .", "..", "....",
    "[...]", "[…]", "[. . .]", "[....]", "[..]", "(...)", "(…)", "(. . .)", "<…>", "{...}",
]  # fmt: skip


def stands(result: QuoteComparison) -> bool:
    return result.verdict in (EXACT, TYPOGRAPHY)


@pytest.mark.parametrize(("quote", "source"), TABLE["same"])
def test_the_same_words(quote: str, source: str) -> None:
    assert stands(compare_words([quote], SourceText(source)))


@pytest.mark.parametrize(("quote", "source"), TABLE["other"])
def test_other_words(quote: str, source: str) -> None:
    assert not stands(compare_words([quote], SourceText(source)))


def typeset(chance: random.Random, text: str) -> str:
    for written, others in TABLE["typeset"].items():
        text = "".join(
            piece + (chance.choice(others) if number else "")
            for number, piece in reversed(list(enumerate(reversed(text.split(written)))))
        )
    return text


def cut(chance: random.Random, words: list[str]) -> str:
    """A quote of some of ``words`` with one to three cuts."""
    start = chance.randrange(len(words) - 20)
    taken = words[start : start + chance.randint(14, 20)]
    ends = sorted(chance.sample(range(2, len(taken) - 2), 2 * chance.randint(1, 3)))
    quote, at = "", 0
    for begin, end in zip(ends[::2], ends[1::2], strict=True):
        dots = chance.choice(LEFT_OUT)
        glued = dots[0] == "." and chance.random() < 0.5
        quote += " ".join(taken[at:begin]) + ("" if glued else " ") + dots + " "
        at = end
    return quote + " ".join(taken[at:])


def test_a_quote_rightly_cut_is_exact_in_any_typography() -> None:
    chance = random.Random(31)  # noqa: S311 - nothing is secret
    words = SPEECH.split()
    for _ in range(300):
        quote = cut(chance, words)
        result = compare_words([quote], SourceText(typeset(chance, SPEECH)))
        assert stands(result), quote
        assert result.flags == ("abridged",), quote


def test_another_word_in_a_quote_rightly_cut_is_never_exact() -> None:
    chance = random.Random(32)  # noqa: S311 - nothing is secret
    others, words = TABLE["other_words"], SPEECH.split()
    changed = 0
    while changed < 200:
        said = cut(chance, words).split(" ")
        # Beside a cut a word may be missing, and a comma or stop may.
        within = [
            number
            for number in range(1, len(said) - 1)
            if said[number] in others and not any(map(is_cut, said[number - 1 : number + 2]))
        ]
        if not within:
            continue
        changed += 1
        number = chance.choice(within)
        said[number : number + 1] = chance.choice(others[said[number]]).split()
        assert not stands(compare_words([" ".join(said)], SourceText(typeset(chance, SPEECH)))), (
            said
        )


def is_cut(word: str) -> bool:
    return (
        any(sign in word for sign in ("..", "\u2026", "[.", ".]", "(.", ".)", ".\u00a0", ".\u2009"))
        or word == "."
    )
