"""What the pages call the words of our vocabularies, so that a sheet may call them so too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from onrecord.desk.naming import same_name
from onrecord.exports.codebook import VOCABULARIES, label_key
from onrecord.render.places import packaged_templates
from onrecord.render.words import Words, WordsFault, languages

_LANGUAGE = "language."
# What people call a form beside that.
_OF_A_FORM = ("quote", "quotation", "quoted", "speech")
_OTHERS: Mapping[str, Mapping[str, str]] = {"actor_kind": {"organization": "organisation"}}


def word_for(vocabulary: str, text: str) -> str:
    """The word of ``vocabulary`` that ``text`` says or is a label of; else ``text`` as it is.

    >>> word_for("form", "Direct quote"), word_for("form", "none of these")
    ('direct', 'none of these')
    """
    plain = re.sub(r"[\s-]+", "_", text.strip().casefold())
    if plain in VOCABULARIES[vocabulary]:
        return plain
    return _labels(vocabulary).get(_folded(text), text.strip())


def tag_for(text: str) -> str:
    """The tag of the language that ``text`` names as the pages do; else ``text`` as it is.

    >>> tag_for("English"), tag_for("français"), tag_for("pt-BR")
    ('en', 'fr', 'pt-BR')
    """
    return _tags().get(_folded(text), text.strip())


@cache
def _tags() -> Mapping[str, str]:
    return {
        _folded(say(key).unescape()): key.removeprefix(_LANGUAGE)
        for say in _catalogues()
        for key in say
        if key.startswith(_LANGUAGE)
    }


@cache
def _labels(vocabulary: str) -> Mapping[str, str]:
    """The word for each label; none for a label that two words share."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for label, word in _labelled(vocabulary):
        if found.setdefault(label, word) != word:
            shared.add(label)
    return {label: word for label, word in found.items() if label not in shared}


def _labelled(vocabulary: str) -> Iterator[tuple[str, str]]:
    for say in _catalogues():
        for word in VOCABULARIES[vocabulary]:
            try:
                yield _folded(say(f"{label_key(vocabulary)}.{word}").unescape()), word
            except WordsFault:  # it needs a value, or has no label
                continue
    if vocabulary == "form":
        for word in VOCABULARIES[vocabulary]:
            yield from ((f"{word} {what}", word) for what in _OF_A_FORM)
    yield from _OTHERS.get(vocabulary, {}).items()


@cache
def _catalogues() -> tuple[Words, ...]:
    folders = (packaged_templates(),)
    return tuple(Words.load(folders, language) for language in languages(folders))


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", same_name(text)).strip(" :.")
