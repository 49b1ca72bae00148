"""What words mean, from the tables of `meanings.yml`: numbers, denials, words that ask alike."""

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from onrecord.captures.edges import may_say_not
from onrecord.captures.words import words_in
from onrecord.reading.yaml_text import FASTEST_LOADER

_FILE = Path(__file__).with_name("meanings.yml")
#: What words mean, in tables that editors of other languages can read.
MEANINGS = yaml.load(_FILE.read_text("utf-8"), FASTEST_LOADER)  # noqa: S506 - it is a safe loader
TENS: Mapping[str, int] = {word: n * 10 for n, words in MEANINGS["tens"].items() for word in words}
#: Numbers in words, each with its figure.
NUMBER_WORDS = {
    word: str(number)
    for words in MEANINGS["numbers"].values()
    for number, word in enumerate(words.split(), start=2)
} | {word: str(number) for word, number in TENS.items()}
_FAMILIES = {
    start: words.split()[0] for words in MEANINGS["asked_alike"] for start in words.split()
}
_LENGTHS = sorted({len(it) for it in _FAMILIES}, reverse=True)
_SMALL_WORDS = frozenset(MEANINGS["small_words"].split())
NEGATIONS = {
    language: re.compile(rf"\b(?:{text})\b", re.IGNORECASE)
    for language, text in MEANINGS["negations"].items()
}
RENDERED = re.compile(rf"\b{MEANINGS['without_not']}", re.IGNORECASE)
_INSTEAD = re.compile(rf"\b(?:{MEANINGS['says']['instead'][0]})", re.IGNORECASE)
_SHOWN = 8  # words that show which text is meant


def asks(text: str) -> frozenset[str]:
    """The stems of the words in ``text``, with one stem for all words that ask for the same."""
    words = (NUMBER_WORDS.get(it, it) for it in words_in(text) if it not in _SMALL_WORDS)
    return frozenset(
        next((_FAMILIES[it[:n]] for n in _LENGTHS if it[:n] in _FAMILIES), it[:5])
        for it in words
        if len(it) > 2 or it.isdigit() or it == "no"
    )


def says_no(text: str) -> str | None:
    """The word of ``text`` that denies what it says, in any language that we know."""
    found = filter(None, (it.search(text) for it in NEGATIONS.values()))
    return next((it[0] for it in found), None)


def denies_otherwise(text: str) -> bool:
    """Whether ``text`` may deny something without a word such as "not"."""
    return may_say_not(text) or bool(RENDERED.search(text) or _INSTEAD.search(text))


def few_words(text: str) -> str:
    """The first words of ``text``, which show which text is meant."""
    words = text.split()
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
