"""The words of the templates: a catalogue, so that a newsroom can say a thing in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any, cast

import yaml
from markupsafe import Markup, escape

from .faults import TemplateFault

_PLURALS = frozenset({"zero", "one", "other"})

# A text is escaped; one with places is its parts: whether it is a place, and the text or its name.
_Text = Markup | tuple[tuple[bool, str], ...]
# A phrase is one text, or one for each plural form.
_Phrase = _Text | Mapping[str, _Text]


class WordsFault(LookupError):
    """A template asks for words that the catalogue does not have, or does not give their values."""


class Words:
    """The catalogue of one language.

    Keys are joined by dots (``demand.first_stated``). A text may have places, ``{name}``; what is
    put there is escaped unless it is markup already. A key with the forms ``one`` and ``other``
    (and, if need be, ``zero``) is a plural, chosen by the value ``count``.
    """

    def __init__(self, phrases: Mapping[str, object]) -> None:
        """Take nested ``phrases``.

        Raises:
            ValueError: a text is no text, or its places are malformed; the message says which.
        """
        self._phrases: Mapping[str, _Phrase] = MappingProxyType(dict(_flat(phrases)))

    @classmethod
    def load(cls, folders: Sequence[Path], language: str = "en") -> Words:
        """Read ``words/<language>.yml`` in each of ``folders``; an earlier folder wins, key by key.

        English fills what a language leaves out.

        Raises:
            TemplateFault: a catalogue cannot be read.
        """
        merged: dict[str, object] = {}
        for code in dict.fromkeys(("en", language)):
            for folder in reversed(folders):
                file = folder / "words" / f"{code}.yml"
                if file.is_file():
                    merged = _merge(merged, _read(file))
        return cls(merged)

    def __call__(self, key: str, /, **values: object) -> Markup:
        """The words for ``key``, ready for HTML.

        Raises:
            WordsFault: there is no such key, a place has no value, or a plural no ``count``.
        """
        try:
            phrase = self._phrases[key]
        except KeyError:
            raise WordsFault(f"there are no words for '{key}'") from None
        if isinstance(phrase, Mapping):
            phrase = _form(key, phrase, values)
        if isinstance(phrase, Markup):
            return phrase
        try:
            said = [escape(values[part]) if place else part for place, part in phrase]
        except KeyError as error:
            raise WordsFault(f"the words for '{key}' need a value for {error}") from None
        return Markup("".join(said))  # noqa: S704 - each part is escaped

    def __contains__(self, key: object) -> bool:
        return key in self._phrases

    def __iter__(self) -> Iterator[str]:
        return iter(self._phrases)


def _form(key: str, forms: Mapping[str, _Text], values: Mapping[str, object]) -> _Text:
    count = values.get("count")
    if not isinstance(count, int):
        raise WordsFault(f"the words for '{key}' are a plural and need a 'count'")
    name = {0: "zero", 1: "one"}.get(count, "other")
    return forms.get(name, forms["other"])


def _flat(phrases: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, _Phrase]]:
    for name, value in phrases.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            yield key, _text(key, value)
        elif not isinstance(value, Mapping) or not value:
            raise ValueError(f"'{key}' should be a text, or further keys")
        elif "other" in value and _PLURALS.issuperset(value):
            yield key, {form: _text(f"{key}.{form}", text) for form, text in value.items()}
        else:
            yield from _flat(cast("Mapping[str, object]", value), f"{key}.")


def _text(key: str, value: object) -> _Text:
    if not isinstance(value, str):
        raise ValueError(f"'{key}' should be a text")  # noqa: TRY004 - a fault of the catalogue
    try:
        parsed = list(Formatter().parse(value))
    except ValueError as error:
        raise ValueError(f"'{key}': {str(error).lower()}") from None
    parts: list[tuple[bool, str]] = []
    for literal, name, form, conversion in parsed:
        parts.append((False, str(escape(literal))))
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"'{key}': a place is a name in braces, not {{{name}}}")
        parts.append((True, name))
    if any(place for place, _ in parts):
        return tuple(parts)
    return Markup("".join(part for _, part in parts))  # noqa: S704 - escaped above


def _read(file: Path) -> dict[str, object]:
    try:
        phrases: Any = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds nothing but texts, lists and mappings
        Words(phrases if isinstance(phrases, dict) else {"the whole file": phrases})
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise TemplateFault.at(file, line, f"not YAML: {error.problem}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        raise TemplateFault.at(file, 1, f"these words cannot be used: {error}") from None
    return cast("dict[str, object]", phrases)


def _merge(base: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping) and "other" not in value:
            merged[key] = _merge(below, value)
        else:
            merged[key] = value
    return merged
