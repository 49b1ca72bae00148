"""`onrecord rename`, `correct`, `retract` and `withhold`: records changed in place."""

import json
from collections.abc import Callable
from pathlib import Path

import click

from onrecord.annotate.journal import Journal
from onrecord.captures.withheld import WithheldDigests
from onrecord.editing import correcting, desk_edit, renaming, schemas, withholding
from onrecord.editing.correcting import CorrectionNote, FieldChange
from onrecord.editing.desk_edit import DeskEdit
from onrecord.editing.withheld_words import PlacesOfDesk, WithheldWords
from onrecord.plugin.configuration import load_plainly
from onrecord.reading import shown_path
from onrecord.records.load import load_records, without_collector
from onrecord.share.cache import delete_pictures
from onrecord.writing.changed_files import FileChange

from .last_build import forget_builds
from .output import counted, echo_json, print_plain, to_stderr, writing_to

_RENAMED = "Renamed"
_NOT_KNOWN_AGAIN = (
    "there is no folder of captures, so nothing here knows the words again if they come back"
)


def rename(kind: str, old: str, new: str, config_file: Path, form: str, *, dry_run: bool) -> None:
    """Give the record of ``kind`` another id."""

    def change(edit: DeskEdit) -> str:
        count = renaming.rename(edit, kind, old, new, [config_file])
        return f"the {kind} '{old}' to '{new}', with {counted(count, 'reference')}"

    _change(config_file, form, change, (_RENAMED, "Would rename"), dry_run=dry_run)
    if kind == "article" and not dry_run:
        Journal.of(config_file).rename(old, new)
    if kind in {"article", "quote"} and not dry_run:
        captures = load_plainly(config_file).setup.captures
        if known := WithheldDigests.read(captures):
            with writing_to(captures):
                known.renamed(old, new).write(captures)


def correct(
    quote: str,
    field: FieldChange,
    about: CorrectionNote,
    config_file: Path,
    form: str,
    *,
    mark: bool,
    dry_run: bool,
) -> None:
    """Correct a field of a quote, and say so."""

    def change(edit: DeskEdit) -> str:
        correcting.correct(edit, quote, field, about)
        if mark:
            correcting.mark_corrected(edit, quote)
        return f"{field.field} of {quote}"

    _change(config_file, form, change, ("Corrected", "Would correct"), dry_run=dry_run)


def retract(
    quote: str, about: CorrectionNote, config_file: Path, form: str, *, dry_run: bool
) -> None:
    """Say that a quote was taken back."""

    def change(edit: DeskEdit) -> str:
        correcting.retract(edit, quote, about)
        return quote

    _change(config_file, form, change, ("Retracted", "Would retract"), dry_run=dry_run)


def withhold(
    quotes: tuple[str, ...],
    reason: str,
    about: CorrectionNote,
    config_file: Path,
    form: str,
    *,
    dry_run: bool,
) -> None:
    """Take the words of quotes from the desk."""
    setup = load_plainly(config_file).setup
    places = PlacesOfDesk(
        setup.file.parent,
        published=(config_file, setup.templates),
        made=(Path(setup.config.site_dir),),
    )
    found: list[tuple[WithheldWords, WithheldDigests]] = []

    def change(edit: DeskEdit) -> str:
        found.append(withholding.withhold(edit, quotes, reason, about, places))
        if not setup.captures.is_dir():
            edit.remarks.append(_NOT_KNOWN_AGAIN)
        elif not dry_run:
            # First of all: once the words are gone, nothing can tell what they were. They count
            # from when the quote is withheld.
            with writing_to(setup.captures):
                found[0][1].write(setup.captures)
        return ", ".join(quotes)

    verbs = ("Withheld", "Would withhold")
    _change(config_file, form, change, verbs, dry_run=dry_run, shows_words=False)
    if not dry_run:
        # What was saved from the page of `annotate` has the words, too.
        articles = {quote.partition("#")[0] for quote in quotes}
        Journal.of(config_file).forget(articles, found[0][0].are_in)
        delete_pictures(setup.cache / "share")
        forget_builds(config_file)


def _change(
    config_file: Path,
    form: str,
    change: Callable[[DeskEdit], str],
    verbs: tuple[str, str],
    *,
    dry_run: bool,
    shows_words: bool = True,
) -> None:
    """Make one change of the desk, or only show it (``dry_run``).

    ``change`` makes it and says what it is; ``verbs`` say what was done and what would be done.
    Without ``shows_words``, deleted lines are not shown: a log may be public.
    """
    setup = load_plainly(config_file).setup
    with without_collector():
        edit = DeskEdit(setup.settings(locked=False), setup.captures)
        said = change(edit)
        changes = edit.changes()
        edit.check(changes)
        if verbs[0] != _RENAMED:
            edit.remarks += edit.new_warnings()
    if not dry_run:
        with writing_to(setup.content):
            edit.write(changes)
            # Editors show the words of quotes, and the names of records, from the desk's schemas.
            if (setup.file.parent / schemas.FOLDER).is_dir():
                records = load_records(setup.content)
                schemas.keep_fresh(setup.file.parent, setup.content, records)
    summary = f"{verbs[dry_run]} {said}"
    lines = desk_edit.diff_of(changes)
    diff = "".join(lines if shows_words else withholding.diff_without_words(lines))
    if form == "json":
        echo_json(_as_json(summary, edit, changes, diff, dry_run=dry_run))
        return
    console = to_stderr()
    if dry_run:
        click.echo(diff, nl=False)
        print_plain(summary, console)
    else:
        click.echo(summary)
        for each in changes:
            was = f" (was {shown_path(each.was)})" if each.was else ""
            click.echo(f"  {shown_path(each.file)}{was}")
    for remark in edit.remarks:
        print_plain(remark, console)


def _as_json(
    summary: str, edit: DeskEdit, changes: list[FileChange], diff: str, *, dry_run: bool
) -> str:
    files = [
        {"file": shown_path(each.file), "was": shown_path(each.was) if each.was else None}
        for each in changes
    ]
    said = {
        "summary": summary,
        "written": not dry_run,
        "files": files,
        "remarks": edit.remarks,
        "diff": diff,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)
