"""The words that a desk does not use in its own voice, and what it may say instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from onrecord.diagnostics import CODES, Diagnostic
from onrecord.reading.bounds import OutOfBoundsError, check_bounds
from onrecord.reading.texts import shown_path

# What stands in marks is somebody's words.
_QUOTED = re.compile(
    "\u201c[^\u201d]*\u201d|\u00ab[^\u00bb]*\u00bb|\u201e[^\u201c\u201d]*[\u201c\u201d]"
    "|\"[^\"]*\"|\u2018[^\u2019]*\u2019(?!\\w)|(?<!\\w)'[^']*'(?!\\w)"
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A loaded word in a text.

    Attributes:
        word: as it stands there.
        instead: what may be said instead; ``None`` where there is no plain word for it.
    """

    word: str
    instead: str | None


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """A list of loaded words, ready to be looked for.

    Attributes:
        diagnostics: why the list could not be read; then it is empty.
    """

    instead: Mapping[str, str | None] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    _pattern: re.Pattern[str] | None = None

    @classmethod
    def read(cls, files: Sequence[Path]) -> HouseStyle:
        """The first of ``files`` that there is; an empty list without any."""
        file = next((one for one in files if one.is_file()), None)
        if file is None:
            return cls()
        try:
            text = file.read_text(encoding="utf-8")
            check_bounds(text)
            entries = yaml.safe_load(text)
        except OutOfBoundsError as error:
            return cls(diagnostics=(_fault(file, f"line {error.line}: {error.message}"),))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
            return cls(diagnostics=(_fault(file, f"this list cannot be read: {_one_line(error)}"),))
        if not isinstance(entries, dict):
            return cls(diagnostics=(_fault(file, "this list is no mapping of words"),))
        instead = {str(word).lower(): str(say) if say else None for word, say in entries.items()}
        return cls(instead, (), _pattern(instead))

    def loaded(self, text: str) -> Iterator[Loaded]:
        """Each loaded word of ``text`` that stands in no quotation marks, once."""
        if self._pattern is None:
            return
        seen: set[str] = set()
        for found in self._pattern.finditer(_QUOTED.sub(" ", text)):
            word = found.group()
            if word.lower() not in seen:
                seen.add(word.lower())
                yield Loaded(word, self._instead(word.lower()))

    def _instead(self, word: str) -> str | None:
        if word in self.instead:
            return self.instead[word]
        stems = [one for one in self.instead if one.endswith("*") and word.startswith(one[:-1])]
        return self.instead[max(stems, key=len)] if stems else None


def _pattern(words: Mapping[str, str | None]) -> re.Pattern[str] | None:
    if not words:
        return None
    one = "|".join(
        re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{one})(?![\w-])", re.IGNORECASE)


def _fault(file: Path, message: str) -> Diagnostic:
    hint = "write each word with what may be said instead: `claimed: said`"
    code = "template-fault"
    return Diagnostic(code, CODES[code], shown_path(file), 1, 1, message, hint)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
