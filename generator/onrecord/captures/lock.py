"""``captures.lock``: the result of comparing each quote, for those who do not have the captures.

JSON Lines (https://jsonlines.org), a quote a line, sorted by reference, so that what two branches
verified merges line by line. It has 32 characters before and after each quote and nothing else
of the sources' texts; where words are withheld, only the marks among them.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from onrecord.diagnostics import CODES, Diagnostic
from onrecord.reading import inside, shown_path
from onrecord.reading.texts import ID_PATTERN
from onrecord.reading.yaml_text import MAX_FAULTS, MORE_FAULTS
from onrecord.records import Quote, fixed
from onrecord.writing.whole_files import write_file

from .edges import masked

LOCK = "captures.lock"

EXACT: Final = "exact"
TYPOGRAPHY: Final = "exact_after_typography"
CLOSE: Final = "close"
ABSENT: Final = "absent"
BY_THE_DESK = ("desk_human", "desk_machine")

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Reference = Annotated[str, StringConstraints(pattern=rf"^{ID_PATTERN}#{ID_PATTERN}$")]
_LONG_WORD = re.compile(r"\w{5}")  # nothing that is masked has one
_ONLY_WHERE_SO = ("negated", "said_by", "unmarked")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
# JSON allows them, but some programs take them for the end of a line.
_BREAKS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}


class LockLine(BaseModel):
    """The result of comparing one quote."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    quote: Reference
    verdict: Literal["exact", "exact_after_typography", "close", "absent"]  # as in `comparison`
    flags: tuple[Literal["abridged", "inserted"], ...] = ()  # `abridged`, `inserted`, sorted
    words: Digest  # SHA-256 of the words that were compared
    capture: Digest  # SHA-256 of the file they were compared with
    # Where each run of the words is in the text, in characters (Unicode code points) from 0, end
    # excluded; where only white space and quotation marks are between two parts, the first reaches
    # to the second.
    spans: tuple[tuple[int, int], ...] = ()
    # Prefix and suffix: the characters before and after all of them, at most 32 each; without the
    # words in them, where these may be withheld.
    prefix: str = ""
    suffix: str = ""
    on: date  # the day on which it was compared first with this outcome
    # A negation of the source is left out between its runs; written only where so.
    negated: bool = False
    # To whom the source plainly gives the words: an actor's id, or `unknown` for a question;
    # written only where it does.
    said_by: str = ""
    # The source sets speech in marks, but not these words; written only where so.
    unmarked: bool = False

    def same_outcome(self, other: "LockLine") -> bool:
        """Whether ``other`` says the same of the same capture but for the day.

        What is around the words may be masked in one of them.
        """
        mine = {"on": self.on, "prefix": self.prefix, "suffix": self.suffix}
        return self == other.model_copy(update=mine)

    def masked(self, *, wholly: bool = False) -> Self:
        """The same line without the words around those of the quote, as `edges.masked` does it."""
        prefix, suffix = masked(self.prefix, self.suffix, wholly=wholly)
        return self.model_copy(update={"prefix": prefix, "suffix": suffix})

    @property
    def is_masked(self) -> bool:
        """Whether no words are around those of the quote here, so that nothing may show them."""
        around = self.prefix, self.suffix
        return not any(map(_LONG_WORD.search, around)) and masked(*around, wholly=False) == around


@fixed
class Lock:
    """The lock as read: its lines by reference. Where it has faults, lines may be missing."""

    lines: Mapping[str, LockLine] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def compared_words(quote: Quote) -> tuple[str, ...]:
    """The words that a source should have, if any: of our own translation, the original."""
    if quote.withheld:
        return ()
    if quote.translation and quote.translation.by in BY_THE_DESK:
        original = quote.original.text if quote.original else None
        return (original,) if original else ()
    return quote.text


def words_digest(parts: Sequence[str]) -> str:
    """SHA-256 of a quote's words, by which the lock knows that they are what was compared."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def read_lock(path: Path) -> Lock | None:
    """Read the lock at ``path``; ``None`` if there is none."""
    shown = shown_path(path)
    if path.is_symlink() and not inside(path, path.parent):
        return None  # reported with the other links that lead out of the content
    try:
        if path.exists() and not path.is_file():
            return Lock(diagnostics=(_fault(shown, 1, "", "is not an ordinary file"),))
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not in UTF-8" if isinstance(error, ValueError) else str(error.strerror)
        return Lock(diagnostics=(_fault(shown, 1, "", f"cannot be read: {reason}"),))
    lines: dict[str, LockLine] = {}
    faults: list[Diagnostic] = []
    for number, text_line in enumerate(text.split("\n"), start=1):
        if not text_line.strip():
            continue
        line = _read_line(shown, number, text_line)
        if len(faults) == MAX_FAULTS:
            faults.append(_fault(shown, number, "", MORE_FAULTS.replace("this file ", "")))
            break
        if isinstance(line, Diagnostic):
            faults.append(line)
        elif line.quote in lines:
            message = f"has a second line for '{line.quote}'"
            faults.append(_fault(shown, number, text_line, message))
        else:
            lines[line.quote] = line
    return Lock(lines, tuple(faults))


def _read_line(shown: str, number: int, text: str) -> LockLine | Diagnostic:
    if text.startswith(_CONFLICT):
        return _fault(shown, number, text, "has markers of an unfinished merge")
    try:
        return LockLine.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    kind, where = first["type"], ".".join(map(str, first["loc"]))
    if kind == "json_invalid":
        message = "has a line that is cut off or not JSON"
        return replace(_fault(shown, number, text, message), column=_column(text))
    if kind in ("extra_forbidden", "literal_error"):
        message = f"was written by a newer version of Onrecord ('{where}')"
        return _fault(shown, number, text, message, code="lock-newer")
    message = f"has a line with an invalid '{where}'"
    if kind == "missing":
        message = f"has a line without '{where}'"
    elif not where:
        message = "has a line that does not belong in a lock"
    return _fault(shown, number, text, message)


def _column(text: str) -> int:
    """The column where the JSON of a line becomes invalid."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.pos + 1
    except RecursionError:  # brackets in brackets in brackets
        return 1
    return 1


def _fault(shown: str, line: int, text: str, message: str, code: str = "lock-broken") -> Diagnostic:
    hint = "restore it from git, or delete the line and run `onrecord verify` again"
    if code == "lock-newer":
        hint = "update Onrecord, or run `onrecord verify` again with this version"
    # What is around the words of a quote may be withheld words by now.
    excerpt = text.partition('"prefix"')[0]
    return Diagnostic(code, CODES[code], shown, line, 1, f"the lock {message}", hint, excerpt[:200])


def write_lock(path: Path, lines: Iterable[LockLine]) -> bool:
    """Write the lock whole, or raise OSError and keep the old one; return whether it changed."""
    text = lock_text(lines)
    with suppress(OSError, UnicodeDecodeError):
        if path.read_text(encoding="utf-8") == text:
            return False
    write_file(path, text)
    return True


def lock_text(lines: Iterable[LockLine]) -> str:
    """The text of a lock with these ``lines``, in any order."""
    return "".join(f"{_as_json(line)}\n" for line in sorted(lines, key=lambda line: line.quote))


def _as_json(line: LockLine) -> str:
    unset = {name for name in _ONLY_WHERE_SO if not getattr(line, name)}
    text = json.dumps(line.model_dump(mode="json", exclude=unset), ensure_ascii=False)
    for char, escape in _BREAKS.items():
        text = text.replace(char, escape)
    return text


# -- the times of a recording, beside its capture


def times_path(capture: Path) -> Path:
    """The file next to ``capture`` with the times of its words."""
    return capture.with_suffix(".times")


def times_text(text: str, times: Iterable[tuple[int, str]]) -> str:
    """The content of that file: the digest of ``text``, and places in it with their times."""
    return "".join((f"{words_digest((text,))}\n", *(f"{at} {time}\n" for at, time in times)))


def read_times(capture: Path, text: str) -> tuple[tuple[int, str], ...]:
    """The places in ``text`` and the time at each, in order; none where nobody has noted them.

    None either where ``capture`` has another text by now.
    """
    try:
        digest, *lines = times_path(capture).read_text(encoding="ascii").splitlines()
        times = tuple((int(at), time) for at, time in (line.split() for line in lines))
    except (OSError, ValueError):
        return ()
    return times if digest == words_digest((text,)) else ()
