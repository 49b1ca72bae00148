"""Problems as values: their codes, and how they are shown; and the base of our exceptions."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

# Characters that turn the direction of whatever follows them in a line, and what ends it.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def escape_directions(text: str) -> str:
    r"""``text`` with an escape for each character that turns the direction of what follows.

    >>> escape_directions("\u202edrow")
    '\\u202edrow'
    """
    return _TURNING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def reason_of(error: OSError | ValueError) -> str:
    """Why the system refuses something, as the end of a sentence."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def nearest_to(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The one of ``known`` with the most similar spelling to ``word``; empty if none is."""
    return next(iter(get_close_matches(word, known, 1, cutoff)), "")


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """A hint with the one of ``known`` that is nearest to ``word``; empty if none is."""
    near = nearest_to(word, known, cutoff)
    return f"did you mean '{near}'?" if near else ""


class Severity(Enum):
    """Errors stop a build, warnings stop a strict one."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, with its place and a hint on how to correct it."""

    code: str  # one of `CODES`; explained in `docs/reference/diagnostics.md`
    severity: Severity
    file: str  # path relative to the current directory, with `/`
    line: int  # from 1; what has no place is at 1:1
    column: int  # from 1, in characters, a byte-order mark not counted
    # One sentence without a full stop; it may have texts of the content in it, of which nothing
    # turns its direction.
    message: str
    hint: str = ""  # what to do about it, if anything
    excerpt: str = ""  # the line of the file that the diagnostic points at, if any

    def __post_init__(self) -> None:
        for name in ("message", "hint"):
            object.__setattr__(self, name, escape_directions(getattr(self, name)))

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: by file, then place, then code."""
        return (self.file, self.line, self.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of diagnostics of each severity."""

    errors: int
    warnings: int
    notices: int

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> Self:
        """Count ``diagnostics`` by severity."""
        severities = [diagnostic.severity for diagnostic in diagnostics]
        return cls(
            errors=severities.count(Severity.ERROR),
            warnings=severities.count(Severity.WARNING),
            notices=severities.count(Severity.NOTICE),
        )

    def __str__(self) -> str:
        """As people read it: ``2 errors, 1 warning, 3 notices``."""
        counts = ((self.errors, "error"), (self.warnings, "warning"), (self.notices, "notice"))
        said = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
        return ", ".join(said) or "no problems"

    def exit_code(self, *, strict: bool) -> int:
        """1 if there is an error (or, with ``strict``, a warning), else 0."""
        return 1 if self.errors or (strict and self.warnings) else 0


def sorted_unique(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """``diagnostics`` in the order of a report, the same about the same place once.

    An inherited value is checked in every quote that inherits it; its author made one mistake.
    """
    return tuple(sorted(set(diagnostics), key=lambda diagnostic: diagnostic.sort_key))


class OnrecordError(Exception):
    """Why something cannot be done, in words for whoever asked for it.

    Every exception of ours derives from it. The command line prints it and exits with
    ``exit_code``: see ``cli/output.py``.

    Attributes:
        message: one sentence without a full stop; of the class where all its errors say the same.
        hint: what to do about it, if anything.
        diagnostics: problems with a place in a file, which are printed first.
        exit_code: 2 where nothing could run; 1 where the content or a template has errors.
    """

    message = hint = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    exit_code = 2

    def __init__(self, message: str = "", hint: str = "") -> None:
        self.message = escape_directions(message or self.message)
        super().__init__(self.message)
        self.hint = escape_directions(hint or self.hint)

    @property
    def messages(self) -> tuple[str, ...]:
        """What is printed, one text for each error."""
        return (f"{self.message}; hint: {self.hint}" if self.hint else self.message,)


class SeveralErrors(OnrecordError):
    """Everything that keeps a command from doing its work: ``messages`` has their hints too."""

    messages: tuple[str, ...] = ()

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(map(escape_directions, messages))
        super().__init__("; ".join(self.messages))


class ContentErrors(OnrecordError):
    """Nothing was done, because the content has errors."""

    exit_code = 1

    def __init__(self, message: str, diagnostics: Iterable[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)


# Every code that a diagnostic can have. `docs/reference/diagnostics.md` explains each to editors:
# one test keeps the two lists the same, and another sees that each code has a golden case.
_ERRORS = (
    # Of files, of their YAML, of single fields.
    "unreadable-file", "not-utf8", "binary-file", "file-too-large", "empty-file", "yaml-extension",
    "unknown-place", "outside-content", "git-repository", "outside-templates", "bad-id",
    "duplicate-id", "address-collision",
    "yaml-syntax", "duplicate-key", "alias", "tag", "second-document", "too-deep", "merge-markers",
    "no-break-space", "cut-by-comment", "control-character", "line-separator", "no-value",
    "unknown-key", "missing-key", "wrong-shape", "bad-value", "bad-date", "line-break",
    # Of a row by itself, and of its links to others.
    "scare-with-speaker", "speaker-missing", "gist-missing", "text-missing", "phrase-absent",
    "none-found-without-search", "withheld-words", "not-assessed-written", "none-found-in-article",
    "unknown-actor", "unknown-demand", "unknown-claim", "unknown-quote", "unknown-topic",
    "unknown-event", "redirect-taken", "demand-to-itself", "role-to-itself", "role-dates",
    "impossible-date", "circular", "withheld-evidence", "not-to-paste", "draft-quote",
    "same-as-differs",
    # Of captures and their lock, of a spreadsheet that is read in, of the site made of a desk.
    "quote-absent", "lock-broken", "lock-newer", "capture-unreadable", "capture-not-utf8",
    "capture-empty", "capture-html",
    "sheet-unreadable", "sheet-column", "sheet-row", "sheet-value", "sheet-name", "sheet-exists",
    "template-fault", "page-script",
)  # fmt: skip
_WARNINGS = (
    "outsider-act", "act-not-own-words", "outsider-claim", "claim-not-own-words",
    "outsider-response", "outsider-reply", "evidence-not-live", "response-not-own-words",
    "stale-none-found", "search-before-demand", "demand-never-stated", "claim-never-asserted",
    "said-after-published", "said-outside-event", "said-long-before", "unlikely-date",
    "published-else", "correction-missing", "correction-field", "correction-differs",
    "reason-missing", "maybe-withheld", "same-words", "row-twice", "names-itself",
    "told-by-another", "negation-cut", "versions-differ", "says-both", "act-before-first",
    "letters-mixed", "original-same", "maybe-translated", "publisher-spelt", "copied",
    "placeholder", "key-in-text", "text-garbled", "code-in-text", "words-repeated", "label-in-text",
    "wrong-address", "assessed-before-statement", "loaded-word", "accusation-unheard",
    "anonymous-undescribed", "anonymous-named", "other-speaker", "words-unmarked", "words-marked",
    "role-of-another", "other-act", "other-sense", "other-topic", "other-number", "other-outlet",
    "other-maker", "other-script", "other-kind", "other-event",
    "misquoted", "claim-as-fact", "speaker-unused", "summary-copied", "quoted-much",
    "outside-coverage", "long-bottom-line", "outer-marks", "writers-words", "sentence-cut",
    "same-name", "accept-unused", "to-do-published",
    # Of captures and their lock, and of the site made of a desk.
    "quote-stale", "quote-close", "not-checked", "capture-unknown", "capture-changed",
    "not-published", "blocked-by-policy", "broken-link", "doubtful-setting",
    "without-effect", "letter-without-font",
)  # fmt: skip
_NOTICES = (
    "sheet-read", "draft", "to-do", "maybe-original", "some-withheld", "maybe-month",
    "maybe-number", "maybe-other-act", "maybe-sense", "maybe-context", "maybe-same",
    "maybe-genre", "maybe-outlet",
    "maybe-evidence", "maybe-addressee", "maybe-holder", "maybe-translation", "other-day",
    "no-site-url", "no-share-picture",
)  # fmt: skip

CODES: Mapping[str, Severity] = {
    **dict.fromkeys(_ERRORS, Severity.ERROR),
    **dict.fromkeys(_WARNINGS, Severity.WARNING),
    **dict.fromkeys(_NOTICES, Severity.NOTICE),
}

# `check` does not find these: only a build does, or a briefing.
BUILD_ONLY = frozenset({"broken-link", "no-site-url", "no-share-picture", "letter-without-font"})

# Warnings that are about no row, or that only taking something away, a font or a new comparison can
# mend: with an old acceptance of edited words, every later edit would pass.
_NOT_ACCEPTED = (
    "accept-unused", "blocked-by-policy", "broken-link", "capture-unknown", "doubtful-setting",
    "letter-without-font", "not-published", "quote-stale", "to-do-published",
    "without-effect",
)  # fmt: skip
# The codes that a row may name in ``accept``.
ACCEPTABLE = tuple(sorted({*_WARNINGS}.difference(_NOT_ACCEPTED)))


_STYLES = {
    Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTICE: "bold cyan",
}  # fmt: skip
_EXCERPT_WIDTH = 110
# The keys of the JSON report, in their order.
_JSON_FIELDS = ("code", "severity", "file", "line", "column", "message", "hint")


def as_text(diagnostic: Diagnostic) -> str:
    """``path:line:col: error[code]: message``, the line, a caret and the hint."""
    return _styled(diagnostic).plain


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """The JSON report, one object (the contract of ``check --format json``)."""
    tally = Tally.of(diagnostics)
    rows = list(map(as_row, diagnostics))
    report = {"diagnostics": rows, "errors": tally.errors, "warnings": tally.warnings}
    return json.dumps(report, ensure_ascii=False, indent=2)


def as_row(diagnostic: Diagnostic) -> dict[str, object]:
    """``diagnostic`` as JSON reports have it."""
    row = {name: getattr(diagnostic, name) for name in _JSON_FIELDS}
    return {**row, "severity": diagnostic.severity.value}


def print_text(diagnostics: Sequence[Diagnostic], console: "Console") -> None:
    """Print ``diagnostics`` for a person, in colour where ``console`` has it."""
    for text in map(_styled, diagnostics):
        if console.is_terminal:
            console.print(text, soft_wrap=True, highlight=False)
        else:
            console.file.write(f"{text.plain}\n")
    console.file.flush()  # before what is printed elsewhere next


def listed_in_build(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics that a build lists: without notices that `check` lists as well."""
    notice = Severity.NOTICE
    return [it for it in diagnostics if it.severity is not notice or it.code in BUILD_ONLY]


def unlisted_line(diagnostics: Sequence[Diagnostic]) -> str:
    """The line about notices that a build does not list; empty if there are none."""
    count = len(diagnostics) - len(listed_in_build(diagnostics))
    if not count:
        return ""
    notices, them = ("notice", "it") if count == 1 else ("notices", "them")
    return f"{count:,} {notices}; `onrecord check` lists {them}"


def _styled(diagnostic: Diagnostic) -> "Text":
    from rich.text import Text  # noqa: PLC0415 - many processes print none

    text = Text(f"{diagnostic.file}:{diagnostic.line}:{diagnostic.column}: ")
    severity = diagnostic.severity
    text.append(f"{severity.value}[{diagnostic.code}]", _STYLES[severity])
    text.append(f": {diagnostic.message}")
    if diagnostic.excerpt.strip():
        line, caret = _window(diagnostic.excerpt, diagnostic.column)
        text.append(f"\n    {line}\n    {' ' * caret}")
        text.append("^", _STYLES[severity])
    if diagnostic.hint:
        text.append(f"\n    hint: {diagnostic.hint}", "dim")
    return text


def _window(excerpt: str, column: int) -> tuple[str, int]:
    """The part of a long line around ``column``, and where the caret goes under it."""
    shown = "".join(char if char.isprintable() else " " for char in excerpt.replace("\t", " "))
    caret = min(column - 1, len(shown))
    if len(shown) <= _EXCERPT_WIDTH:
        return shown, caret
    start = max(0, caret - _EXCERPT_WIDTH // 2)
    cut = shown[start : start + _EXCERPT_WIDTH]
    lead = "…" if start else ""
    tail = "…" if start + _EXCERPT_WIDTH < len(shown) else ""
    return f"{lead}{cut}{tail}", caret - start + len(lead)
