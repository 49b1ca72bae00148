"""`onrecord verify`: whether each quote is in the captured text of its source."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from onrecord.captures.lock import LOCK, Lock, read_lock, write_lock
from onrecord.captures.quotation import ABSENT, CLOSE, EXACT, TYPOGRAPHY
from onrecord.captures.verify import Compared, Verification, verify
from onrecord.desk.desk import Desk
from onrecord.desk.load import link
from onrecord.desk.quotes import STALE, verdict_by_lock
from onrecord.diagnostics import ContentErrors, OnrecordError, SeveralErrors, Tally
from onrecord.diagnostics.diagnostic import escape_directions
from onrecord.diagnostics.report import print_text, tally_line
from onrecord.plugin.configuration import Configuration, load_plainly
from onrecord.reading.texts import shown_path
from onrecord.records.load import load_records

from .inputs import Chosen, chosen_among
from .output import ConsoleReporter, reporting, to_stderr, writing_to

_WORDS = {
    EXACT: "exact",
    TYPOGRAPHY: "exact but for typography",
    CLOSE: "close",
    ABSENT: "absent",
}


def verify_quotes(config_file: Path, captures: Path | None, files: tuple[Path, ...]) -> None:
    """Compare the quotes, or those of ``files``, and write the lock."""
    configuration = load_plainly(config_file)
    content = configuration.setup.content
    folder = captures or configuration.setup.captures
    if not folder.is_dir():
        hint = "keep the text of each source in it, as ARTICLE-ID.txt"
        raise OnrecordError(f"there is no folder {shown_path(folder)}/; {hint}")
    chosen = chosen_among(files, configuration)
    with reporting(to_stderr()) as reporter:
        desk = _desk(configuration, chosen, reporter)
        only = _articles(desk, chosen) if chosen else None
        lock = _lock(content / LOCK, reporter)
        found = verify(
            desk.articles,
            folder,
            lock.lines,
            datetime.now(tz=UTC).date(),
            lambda done, total: reporter.progress("comparing", done, total),
            only=only,
        )
    # First of all: it takes long to find, and printing can fail.
    changed = _write(content / LOCK, found)
    _print(found, desk)
    click.echo(f"{'Wrote' if changed else 'Nothing to change in'} {shown_path(content / LOCK)}")
    absent = any(compared.line.verdict == ABSENT for compared in found.compared)
    failed = absent or _stale(found, desk) or Tally.of(found.diagnostics).errors
    click.get_current_context().exit(1 if failed else 0)


def _desk(configuration: Configuration, chosen: Chosen | None, reporter: ConsoleReporter) -> Desk:
    """The desk, which is free of errors in what was asked about."""
    # A draft is compared before it is published, as it is checked.
    settings = replace(configuration.setup.settings(locked=False), drafts=True)
    records = load_records(
        settings.content, lambda done, total: reporter.progress("reading", done, total)
    )
    linked = link(records, settings)
    concerned = chosen.among(linked.diagnostics) if chosen else linked.diagnostics
    if Tally.of(concerned).errors:
        reporter.report(concerned)
        raise ContentErrors(f"Nothing was compared: {tally_line(Tally.of(concerned))}")
    return linked.desk


def _articles(desk: Desk, chosen: Chosen) -> list[str]:
    """The ids of the articles that were asked about.

    Raises:
        SeveralErrors: a path has none.
    """
    files = {name: desk.files["article", name] for name in desk.articles}
    if without := chosen.holding_none(files.values()):
        raise SeveralErrors(
            f"{shown_path(path)} has no article, and only articles are compared" for path in without
        )
    return [name for name, file in files.items() if chosen.covers(file)]


def _lock(path: Path, reporter: ConsoleReporter) -> Lock:
    lock = read_lock(path) or Lock()
    if lock.diagnostics:
        # Writing it anew would lose the lines that cannot be read.
        reporter.report(lock.diagnostics)
        raise ContentErrors("Nothing was compared: the lock cannot be read")
    return lock


def _write(path: Path, found: Verification) -> bool:
    """Write the lock; whether it differs from what was there."""
    with writing_to(path):
        return write_lock(path, [*found.lines.values(), *found.others.values()])


def _print(found: Verification, desk: Desk) -> None:
    console = Console()
    print_text(found.diagnostics, to_stderr())
    for compared in found.compared:
        if compared.line.verdict in (CLOSE, ABSENT):
            for line in _explained(compared, desk):
                shown = escape_directions(line)
                console.print(shown, markup=False, highlight=False, soft_wrap=True)
    click.echo(_summary(found))
    if stale := _stale(found, desk):
        click.echo(
            f"  edited since they were compared, and no capture of their source: {_some(stale)}"
        )


def _stale(found: Verification, desk: Desk) -> list[str]:
    """Quotes that were edited since they were compared, and could not be compared now."""
    return [
        name
        for name, line in found.lines.items()
        if verdict_by_lock(desk.quotes[name].record, line) == STALE
    ]


def _explained(compared: Compared, desk: Desk) -> Iterator[str]:
    quote = desk.quotes[compared.line.quote]
    file = shown_path(desk.files["article", quote.article_id])
    yield f"{file}: {quote.record.id}: {_WORDS[compared.line.verdict]}"
    for ours, theirs in compared.comparison.differences:
        yield f"    quote: {ours or '(nothing)'}"
        yield f"    source: {theirs or '(nothing)'}"
    if compared.comparison.apart:
        yield "    its parts stand in the source, but not in this order near each other"
    if compared.comparison.too_many:
        yield "    its parts are in the source too often to be compared; quote more words of each"


def _summary(found: Verification) -> str:
    verdicts: Counter[str] = Counter(compared.line.verdict for compared in found.compared)
    said = ", ".join(f"{_WORDS[name]} {verdicts[name]:,}" for name in _WORDS if verdicts[name])
    count = len(found.compared)
    quotes = "quote" if count == 1 else "quotes"
    lines = [f"Compared {count:,} {quotes}" + (f": {said}" if said else "")]
    if found.without:
        lines.append(f"  no capture for {_some(found.without)}")
    return "\n".join(lines)


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return shown + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")
