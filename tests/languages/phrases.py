"""Phrases of the English catalogue: where one stands on a French page, it was forgotten."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape

from tests.fast_yaml import values_of

from onrecord.render.templates import packaged_templates

# What a reader sees or hears of a page beside its text, and what a script will put there.
_SAID = re.compile(r'\b(?:aria-label|placeholder|title|alt|content|data-[\w-]+)="([^"]*)"')
# In no language: addresses, the names of files, and the keys of citations.
_ADDRESS = re.compile(r"\bhttps?://\S+|\b[\w-]+\.csv\b|@\w+\{[\w:-]+")


def english_left(html: str, content: str) -> set[str]:
    """The phrases that are English, not French, and not in the ``content`` of the site."""
    said = unescape("\n".join([re.sub(r"<[^>]+>", "\n", html), *_SAID.findall(html)]))
    said = _ADDRESS.sub("", said)
    return {
        phrase
        for phrase, pattern in _phrases().items()
        if phrase in said and phrase not in content and pattern.search(said)
    }


@cache
def _phrases() -> Mapping[str, re.Pattern[str]]:
    folder = packaged_templates() / "words"
    texts = {
        language: list(_texts(values_of((folder / f"{language}.yml").read_text("utf-8"))))
        for language in ("en", "fr")
    }
    french = "\n".join(texts["fr"])
    phrases = {part for text in texts["en"] for part in _parts(text)}
    return {
        phrase: re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
        for phrase in phrases
        if phrase not in french
    }


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    else:
        yield str(value)


def _parts(text: str) -> Iterator[str]:
    """What stands between the places of a text, if it is a word of four letters or more."""
    for part in re.split(r"\{\w+\}", text):
        phrase = part.strip(" \n,;:.·()[]“”—\N{EN DASH}")
        if re.search(r"[^\W\d_]{4}", phrase):
            yield phrase
