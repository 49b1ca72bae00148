"""`onrecord check` and `verify`: what is wrong with the content, or with the files asked about."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

import click
from rich.console import Console

from onrecord.captures.lock import (
    ABSENT,
    CLOSE,
    EXACT,
    LOCK,
    TYPOGRAPHY,
    Lock,
    read_lock,
    write_lock,
)
from onrecord.captures.quiet_reports import name_without_known_words, without_known_words
from onrecord.captures.verify import Compared, Verification, verify, withheld_on_desk
from onrecord.captures.withheld import WithheldDigests
from onrecord.desk.checks.speakers import source_says_otherwise
from onrecord.desk.desk import Desk
from onrecord.desk.load import link_and_check
from onrecord.desk.quotes import STALE, STANDS, verdict_by_lock
from onrecord.diagnostics import (
    ContentErrors,
    Diagnostic,
    OnrecordError,
    SeveralErrors,
    Tally,
    escape_directions,
    print_text,
)
from onrecord.plugin.configuration import Configuration, load_plainly
from onrecord.plugin.prepare import prepare, prepare_theme
from onrecord.plugin.settings_file import names_only_files
from onrecord.reading import shown_path
from onrecord.reading.texts import is_id
from onrecord.records import load_records, without_collector

from . import output
from .last_build import LastCheck, last_check

_Identity: TypeAlias = tuple[int, int]
_WORDS = {
    EXACT: "exact",
    TYPOGRAPHY: "exact apart from typography",
    CLOSE: "close (some words differ)",
    ABSENT: "absent (not found in the source)",
}
_LISTED = 5  # references in a summary


@without_collector()
def check(
    last: LastCheck,
    config_file: Path,
    files: tuple[Path, ...],
    form: str,
    *,
    strict: bool,
    untrusted: bool,
) -> None:
    """Report every problem of the content, or of ``files``, and leave in ``last`` what it read."""
    console = output.to_stderr()
    configuration = load_plainly(config_file, strict=strict or None, untrusted=untrusted)
    chosen = _chosen_among(files, configuration)
    with output.reporting(console) as reporter:
        prepare_theme(configuration.setup)
        reading = partial(reporter.progress, "reading")
        known = None if untrusted else last.reading()
        found = prepare(configuration.setup, reading, checking=True, last=known).diagnostics
    for warning in configuration.warnings:
        output.warn(warning, console)
    shown = chosen.among(found) if chosen else found
    output.print_report(shown, form)
    every, listed = Tally.of(found), Tally.of(shown)
    left = Tally(every.errors - listed.errors, every.warnings - listed.warnings, 0)
    if left.errors or left.warnings:
        click.echo(f"In other files (not listed): {left}", err=True)
    articles = configuration.setup.content / "articles"
    if not (every.errors or any(articles.rglob("*.yml"))):
        begin = "`onrecord new article ID` begins one"
        click.echo(f"There are no articles in {shown_path(articles)} yet: {begin}", err=True)
    elif (
        not (untrusted or configuration.warnings)
        # A check uses neither hooks nor plugins nor extensions.
        and names_only_files((setup := configuration.setup).file, setup.content)
    ):
        last.keep(setup, None, output.Summary(0, "", ()), found)
    click.get_current_context().exit(listed.exit_code(strict=strict))


def verify_quotes(config_file: Path, captures: Path | None, files: tuple[Path, ...]) -> None:
    """Compare the quotes, or those of ``files``, with their sources, and write the lock."""
    # `check` does without these.
    from onrecord.drafting.desk_actors import DeskActors  # noqa: PLC0415
    from onrecord.drafting.plain_speakers import plain_speakers  # noqa: PLC0415

    configuration = load_plainly(config_file)
    content = configuration.setup.content
    folder = captures or configuration.setup.captures
    if not folder.is_dir():
        hint = "make it, and save the text of each source in it as ARTICLE-ID.txt"
        raise OnrecordError(f"there is no folder {shown_path(folder)}/; {hint}")
    chosen = _chosen_among(files, configuration)
    with output.reporting(output.to_stderr()) as reporter:
        desk = _desk(configuration, folder, chosen, reporter)
        only = _articles(desk, chosen) if chosen else None
        actors = DeskActors(desk.actors)
        lock = read_lock(content / LOCK) or Lock()
        if lock.diagnostics:
            # Writing it anew would lose the lines that cannot be read.
            reporter.report(lock.diagnostics)
            raise ContentErrors("Nothing was compared: the lock cannot be read")
        found = verify(
            desk.articles,
            folder,
            lock.lines,
            datetime.now(tz=UTC).date(),
            lambda done, total: reporter.progress("comparing", done, total),
            only=only,
            speakers_of=lambda article, source: plain_speakers(article, source, actors),
        )
    # First of all: it takes long to find, and printing can fail.
    with output.writing_to(content / LOCK):
        changed = write_lock(content / LOCK, [*found.lines.values(), *found.others.values()])
        if found.withheld:
            found.withheld.write(folder)
    stale = [
        name
        for name, line in found.lines.items()
        if verdict_by_lock(desk.quotes[name].record, line) == STALE
    ]
    _print_verification(found, stale, desk)
    click.echo(f"{'Wrote' if changed else 'Nothing to change in'} {shown_path(content / LOCK)}")
    absent = any(compared.line.verdict == ABSENT for compared in found.compared)
    failed = absent or stale or Tally.of(found.diagnostics).errors
    click.get_current_context().exit(1 if failed else 0)


def _desk(
    configuration: Configuration,
    captures: Path,
    chosen: "Chosen | None",
    reporter: output.ConsoleReporter,
) -> Desk:
    """The desk, without errors in what was asked about."""
    # A draft is compared before it is published, as it is checked.
    # Words that are withheld and are there again must not keep it from taking them off the lock.
    settings = replace(configuration.setup.settings(locked=False), drafts=True, withheld=None)
    last = replace(last_check(configuration.setup.file), files=True)
    reading = partial(reporter.progress, "reading")
    records = load_records(settings.content, reading, articles=last.articles)
    linked = link_and_check(records, settings, last)
    concerned = chosen.among(linked.diagnostics) if chosen else linked.diagnostics
    if Tally.of(concerned).errors:
        known = withheld_on_desk(records.with_partial().articles, captures)
        reporter.report([*without_known_words(concerned, known)])
        raise ContentErrors(f"Nothing was compared: {Tally.of(concerned)}")
    return linked.desk


def _articles(desk: Desk, chosen: "Chosen") -> list[str]:
    """The ids of the articles to check; a path without any is an error."""
    files = {name: desk.files["article", name] for name in desk.articles}
    if without := chosen.without_any(files.values()):
        only = "only articles can be compared"
        raise SeveralErrors(f"{shown_path(path)} has no article: {only}" for path in without)
    return [name for name, file in files.items() if chosen.covers(file)]


def _print_verification(found: Verification, stale: Sequence[str], desk: Desk) -> None:
    console, shown = Console(), partial(name_without_known_words, withheld=found.withheld)
    print_text([*without_known_words(found.diagnostics, found.withheld)], output.to_stderr())
    for compared in found.compared:
        for line in _explained(compared, desk, found.withheld):
            output.print_plain(escape_directions(line), console)
    verdicts: Counter[str] = Counter(compared.line.verdict for compared in found.compared)
    said = ", ".join(f"{verdicts[name]:,} {_WORDS[name]}" for name in _WORDS if verdicts[name])
    quotes = output.counted(len(found.compared), "quote")
    click.echo(f"Compared {quotes}" + (f": {said}" if said else ""))
    if found.without:
        click.echo(f"  no capture for {output.some([*map(shown, found.without)], _LISTED)}")
    if stale:
        listed = output.some([*map(shown, stale)], _LISTED)
        click.echo(f"  edited since they were compared, with no capture of their source: {listed}")


def _explained(compared: Compared, desk: Desk, withheld: WithheldDigests) -> Iterator[str]:
    quote = desk.quotes[compared.line.quote]
    file = shown_path(desk.files["article", quote.article_id])
    named = (name_without_known_words(name, withheld) for name in (file, quote.record.id))
    place = ": ".join(named)
    if compared.line.verdict in STANDS:
        for code, _, message, hint in source_says_otherwise(desk, quote, compared.line):
            if code not in quote.record.accept:
                yield f"{place}: {name_without_known_words(message, withheld)}"
                yield f"    hint: {name_without_known_words(hint, withheld)}"
        if not compared.line.negated:
            return
    yield f"{place}: {_WORDS[compared.line.verdict]}"
    for ours, theirs in compared.comparison.differences:
        if withheld.are_near(ours, theirs):
            yield "    they differ in words that are withheld on this desk"
            continue
        yield f"    quote: {ours or '(nothing)'}"
        yield f"    source: {theirs or '(nothing)'}"
    if compared.line.negated:
        yield "    a negation of the source, such as 'not', is left out of it or only added"
    if compared.comparison.apart:
        yield "    its parts are in the source, but not close together in this order"
    if compared.comparison.too_many:
        yield "    its parts occur too often in the source to be compared; quote more words of each"


class Chosen:
    """The files and folders that were asked about, identified by what they are on the disk."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._names = tuple(map(shown_path, paths))
        self._identities: frozenset[_Identity] = frozenset().union(*map(_identities, paths))

    def covers(self, file: Path) -> bool:
        """Whether ``file`` is one of them, or below one."""
        shown = shown_path(file)
        if any(shown == name or shown.startswith(f"{name}/") for name in self._names):
            return True
        return not self._identities.isdisjoint(_with_folders(file))

    def among(self, diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The ``diagnostics`` about them."""
        files = {diagnostic.file for diagnostic in diagnostics}
        covered = {file for file in files if self.covers(Path(file))}
        return tuple(diagnostic for diagnostic in diagnostics if diagnostic.file in covered)

    def without_any(self, files: Iterable[Path]) -> list[Path]:
        """The paths that are none of ``files`` and contain none of them."""
        held = frozenset().union(*map(_with_folders, files))
        return [path for path in self._paths if held.isdisjoint(_identities(path))]


def _chosen_among(paths: Sequence[Path], configuration: Configuration) -> Chosen | None:
    """What to check; ``None`` for the whole content. Any other path is an error."""
    content = configuration.setup.content
    desk = _identities(configuration.setup.file.parent)
    if not all(desk.isdisjoint(_identities(path)) for path in paths):
        return None  # the folder of the whole desk
    faults = []
    for path in paths:
        if not os.path.lexists(path):
            found = next(content.rglob(f"{path.name}.yml"), None) if is_id(path.name) else None
            hint = f"; hint: did you mean {shown_path(found)}?" if found else ""
            faults.append(f"there is no file or folder {shown_path(path)}{hint}")
        elif _identities(content).isdisjoint(_with_folders(path)):
            hint = f"hint: name files of {shown_path(content)}/"
            faults.append(f"{shown_path(path)} is outside the content; {hint}")
    if faults:
        raise SeveralErrors(faults)
    return Chosen(paths) if paths else None


def _with_folders(file: Path) -> Iterator[_Identity]:
    """The identities on the disk of ``file`` and of every folder around it."""
    yield from _identities(file)
    absolute = os.path.abspath(file)  # noqa: PTH100 - resolve() would leave links behind
    for folder in Path(absolute).parents:
        yield from _identities(folder)


def _identities(path: Path) -> frozenset[_Identity]:
    """The identities of ``path`` on the disk: of a link itself, and of its target."""
    found = set()
    for follow in (False, True):
        with suppress(OSError, ValueError):
            status = path.stat(follow_symlinks=follow)
            found.add((status.st_dev, status.st_ino))
    return frozenset(found)
