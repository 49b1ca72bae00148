"""What a site sets for its desk: where it is, how it is judged, and words not to use."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import NamedTuple, Self, TypeAlias

import yaml

from onrecord.diagnostics import CODES, Diagnostic, Severity
from onrecord.reading import check_bounds, may_have, shown_path
from onrecord.reading.yaml_text import FASTEST_LOADER, OutOfBoundsError
from onrecord.records import Actor, PartialDate, fixed

# What is in quotation marks, of whatever language, is somebody's words; an apostrophe is no mark.
_QUOTED = re.compile(
    "\u201c[^\u201d]*\u201d|\u00ab[^\u00bb]*\u00bb|\u201e[^\u201c\u201d]*[\u201c\u201d]"
    "|\"[^\"]*\"|\u2018[^\u2019]*\u2019(?!\\w)|(?<!\\w)'[^']*'(?!\\w)"
)


@fixed
class QuotationLimits:
    """Above how many words of one source a warning is due; ``None`` for never."""

    speakers: int | None = 500  #: words of those whom the source quotes
    publisher: int | None = 150  #: words of the source itself


@fixed
class Coverage:
    """The days a desk covers, both included."""

    first: PartialDate
    through: PartialDate

    def holds(self, date: PartialDate) -> bool:
        """Whether ``date`` may be one of the days."""
        return not (date.before(self.first) or self.through.before(date))


class SaidInText(NamedTuple):
    """Words that a text gives to an actor: where they are, and where the actor is named."""

    start: int
    end: int
    speakers: tuple[str, ...]  #: all whom the name, title or pronoun there may mean
    mention: tuple[int, int]
    sure: bool = True  #: whether the text plainly names one actor


class RecordLink(NamedTuple):
    """The target of a link to a record: a kind such as ``quotes``, and an id."""

    start: int
    end: int
    kind: str
    id: str


class ProseFault(NamedTuple):
    """A fault in the words at ``start`` of a text."""

    start: int
    code: str
    message: str
    hint: str


SaidIn: TypeAlias = Callable[[str], Sequence[SaidInText]]


@fixed
class Settings:
    """The place of the content, and how it is checked."""

    content: Path  #: the folder of the annotations
    #: the days covered; `None` takes the first and last date in the content
    coverage: Coverage | None = None
    #: a severity for a warning's code, where the site lowers or raises it
    levels: Mapping[str, Severity] = field(default_factory=dict)
    #: whether the lock among the content says what comparing the quotes came to
    locked: bool = True
    #: where the list of loaded words may lie, the first that is there counts
    house_style: tuple[Path, ...] = ()
    #: the folder of the sources' texts, where summaries are to be compared with them
    captures: Path | None = None
    #: the folder in which the words that are withheld are known, if there is one
    withheld: Path | None = None
    #: former site paths that the configuration leads elsewhere
    redirects: frozenset[str] = frozenset()
    #: how many words of one source may be quoted without a warning
    quotation: QuotationLimits = field(default_factory=QuotationLimits)
    language: str = "en"  #: in which the desk itself writes; the site's
    drafts: bool = False  #: whether articles that are drafts are in it like all others
    #: makes, of the actors of the desk, what finds whom our own prose quotes
    find_said: Callable[[Mapping[str, Actor]], SaidIn] | None = None


@fixed
class LoadedWord:
    """A loaded word in a text."""

    word: str
    instead: str | None  #: what may be said instead; `None` where there is no plain word for it


@fixed
class HouseStyle:
    """A list of loaded words, ready to be looked for."""

    instead: Mapping[str, str | None] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()  #: why the list could not be read; then it is empty
    _pattern: re.Pattern[str] | None = None
    _parts: tuple[str, ...] = ()  #: one of them is in each text that has a loaded word

    @classmethod
    def read(cls, files: Sequence[Path]) -> Self:
        """The first of ``files`` that there is; an empty list without any."""
        file = next(filter(Path.is_file, files), None)
        if file is None:
            return cls()
        try:
            text = file.read_text(encoding="utf-8")
            check_bounds(text)
            entries = yaml.load(text, Loader=FASTEST_LOADER)  # noqa: S506 - it builds plain data alone
        except OutOfBoundsError as error:
            return cls(diagnostics=(_fault(file, f"line {error.line}: {error.message}"),))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
            why = " ".join(str(error).split())
            return cls(diagnostics=(_fault(file, f"this list cannot be read: {why}"),))
        if not isinstance(entries, dict):
            return cls(diagnostics=(_fault(file, "this list must map words to words"),))
        instead = {str(word).lower(): str(say) if say else None for word, say in entries.items()}
        # Of several words the first: quoted words between them may be left out.
        begins = (word.rstrip("*").split(" ")[0] for word in instead)
        parts = {part if part.isascii() else "" for part in begins}
        return cls(instead, (), _pattern(instead), tuple(parts))

    def loaded(self, text: str) -> Iterator[LoadedWord]:
        """Each loaded word of ``text`` that is in no quotation marks, once."""
        if self._pattern is None:
            return
        # Most texts have none.
        if not may_have(text, self._parts):
            return
        seen: set[str] = set()
        for found in self._pattern.finditer(_QUOTED.sub(" ", text)):
            word = found.group()
            if word.lower() not in seen:
                seen.add(word.lower())
                yield LoadedWord(word, self._instead(word.lower()))

    def _instead(self, word: str) -> str | None:
        if word in self.instead:
            return self.instead[word]
        stems = [stem for stem in self.instead if stem.endswith("*") and word.startswith(stem[:-1])]
        return self.instead[max(stems, key=len)] if stems else None


def _pattern(words: Mapping[str, str | None]) -> re.Pattern[str] | None:
    if not words:
        return None
    any_word = "|".join(
        re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )
    # A hyphen is part of a word: "terror" is not in "anti-terror".
    return re.compile(rf"(?<![\w-])(?:{any_word})(?![\w-])", re.IGNORECASE)


def _fault(file: Path, message: str) -> Diagnostic:
    hint = "write each word with its replacement: `claimed: said`"
    code = "template-fault"
    return Diagnostic(code, CODES[code], shown_path(file), 1, 1, message, hint)
