"""What the commands print: diagnostics, progress, errors and JSON, on a terminal or not."""

import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from onrecord.diagnostics import (
    Diagnostic,
    OnrecordError,
    Severity,
    Tally,
    as_json,
    listed_in_build,
    print_text,
    reason_of,
)
from onrecord.reading import shown_path

# What a terminal in another encoding may not be able to show.
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PATIENCE = 1.0  # seconds before progress is shown
_PAUSE = 0.1  # seconds between two looks at it
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTICE: "info"}


class ConsoleReporter:
    """Prints diagnostics as they come; shows progress on a terminal once a build takes long."""

    def __init__(self, console: Console) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._console = console
        self._began = time.monotonic()
        self._shown = self._began
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def report(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Print each of ``diagnostics`` but notices that `check` lists."""
        self.diagnostics += diagnostics
        print_text(listed_in_build(diagnostics), self._console)

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done, if the time has come."""
        now = time.monotonic()
        if now - self._shown < _PAUSE and done != total:
            return
        self._shown = now
        if now - self._began < _PATIENCE or not self._console.is_terminal:
            return
        if self._progress is None:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._progress = Progress(*columns, console=self._console, transient=True)
            self._progress.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage.capitalize(), total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)
        if done == total:  # its thread would keep others from sharing the work
            self.close()

    def close(self) -> None:
        """Take the progress away."""
        if self._progress:
            self._progress.stop()
            self._progress = None
            self._tasks.clear()


@dataclass(frozen=True, slots=True)
class Summary:
    """The last lines of a build; ``lines`` follow the first."""

    pages: int
    place: str
    lines: tuple[str, ...]

    def text(self, began: float, *, changed: bool) -> str:
        """All of it, of a build that ``began`` then (``time.monotonic``)."""
        same = "" if changed else "; nothing has changed since the last build"
        seconds = time.monotonic() - began
        first = f"Built {self.pages:,} pages in {seconds:.1f} s into {self.place}/{same}"
        return "\n".join((first, *self.lines))


@contextmanager
def reporting(console: Console) -> Iterator[ConsoleReporter]:
    """A reporter that removes its progress when the block ends."""
    reporter = ConsoleReporter(console)
    try:
        yield reporter
    finally:
        reporter.close()


def to_stderr() -> Console:
    """A console for all that is not the result of a command."""
    return Console(stderr=True)


def print_plain(text: str, console: Console) -> None:
    """Print ``text`` as it is: neither marked up, nor coloured, nor broken into lines."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def warn(message: str, console: Console) -> None:
    """Print a warning that has no place in the content."""
    console.print("[bold yellow]warning[/]: ", end="")
    print_plain(message, console)


def some(names: Sequence[str], most: int) -> str:
    """The first of ``names``, and how many more there are."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most:,} more" if len(names) > most else shown


def counted(count: int, thing: str) -> str:
    """As in "1 quote" or "1,200 quotes"."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def to_review(diagnostics: Sequence[Diagnostic], others: int) -> str:
    """The line on what to review: ``diagnostics`` by their codes, and ``others``."""
    tally = Tally.of(diagnostics)
    if not (tally.warnings or tally.notices or others):
        return "nothing"
    codes = Counter(it.code for it in diagnostics if it.severity is not Severity.ERROR)
    said = f"{tally}" + (f" ({counted_names(codes)})" if codes else "")
    return said + (f", and {others} of MkDocs" if others else "")


def counted_names(counts: Mapping[str, int]) -> str:
    """As in "demands 24, actors 48"."""
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def unwritten(error: OSError, target: Path) -> str:
    """Why ``target``, or the file that ``error`` names, was not written."""
    place = Path(error.filename) if isinstance(error.filename, str) else target
    return f"{shown_path(place)} cannot be written: {reason_of(error)}"


@contextmanager
def errors_printed(ctx: click.Context) -> Iterator[None]:
    """Print an error of ours and exit with its code; no other place does this."""
    try:
        yield
    except OnrecordError as error:
        console = to_stderr()
        print_text(error.diagnostics, console)
        for message in error.messages:
            console.print("[bold red]error[/]: ", end="")
            print_plain(message, console)
        ctx.exit(error.exit_code)


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """In the block ``target`` is written. Raises OnrecordError if it cannot be."""
    try:
        yield
    except OSError as error:
        raise OnrecordError(unwritten(error, target)) from error


def refuse_output(output: Path, *, may_be_folder: bool = False) -> None:
    """Check at the start that ``output`` can be written at the end: in a folder, and as a file."""
    if output.is_dir() and not may_be_folder:
        raise OnrecordError(f"{shown_path(output)} is a folder", "name a file in it")
    folder = output.absolute().parent
    if not folder.is_dir():
        raise OnrecordError(f"there is no folder {shown_path(folder)}/ to write into")


def print_report(diagnostics: Sequence[Diagnostic], form: str) -> None:
    """Print everything that `check` found, as text or for a tool."""
    if form == "json":
        echo_json(as_json(diagnostics))
    elif form == "gitlab":
        echo_json(as_gitlab(diagnostics))
    elif form == "github":
        for diagnostic in diagnostics:
            click.echo(as_github(diagnostic))
    else:
        print_text(diagnostics, Console())
        click.echo(Tally.of(diagnostics))


def echo_json(text: str, *, end: bool = True) -> None:
    """Print JSON: as it is in UTF-8, in ASCII alone where standard output has another encoding."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if not encoding.lower().replace("_", "-").startswith("utf"):
        text = _NOT_ASCII.sub(_escape, text)
    click.echo(text, nl=end)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def as_github(diagnostic: Diagnostic) -> str:
    """A workflow command that annotates the line in a pull request.

    Escapes as GitHub's "Workflow commands" page says: ``%``, CR and LF everywhere, and ``:`` and
    ``,`` too in a property.
    """
    message = diagnostic.message + (f"\n{diagnostic.hint}" if diagnostic.hint else "")
    place = f"file={_property(diagnostic.file)},line={diagnostic.line},col={diagnostic.column}"
    level, title = _GITHUB[diagnostic.severity], _property(diagnostic.code)
    return f"::{level} {place},title={title}::{_data(message)}"


def as_gitlab(diagnostics: Sequence[Diagnostic]) -> str:
    """A Code Quality report, which GitLab shows on the lines of a merge request.

    The fingerprint stays the same where only lines above are added (GitLab, "Code Quality": "Import
    Code Quality results from a CI/CD job").
    """
    seen: Counter[tuple[str, ...]] = Counter()
    rows = []
    for diagnostic in diagnostics:
        what = (diagnostic.code, diagnostic.file, diagnostic.message, diagnostic.excerpt.strip())
        seen[what] += 1
        hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
        named = "\0".join((*what, str(seen[what])))
        rows.append(
            {
                "description": diagnostic.message + hint,
                "check_name": diagnostic.code,
                "fingerprint": hashlib.sha256(named.encode()).hexdigest(),
                "severity": _GITLAB[diagnostic.severity],
                "location": {"path": diagnostic.file, "lines": {"begin": diagnostic.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
