"""`onrecord rename`, `correct`, `retract` and `withhold`: records changed in place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict, Unpack

import click

from onrecord.annotate.journal import Journal
from onrecord.captures.withheld import WithheldDigests
from onrecord.editing import correcting, desk_edit, renaming, schemas, withholding
from onrecord.editing.correcting import CorrectionNote, FieldChange
from onrecord.editing.desk_edit import DeskEdit
from onrecord.editing.withheld_words import PlacesOfDesk, WithheldWords
from onrecord.plugin.configuration import load_plainly
from onrecord.reading import shown_path
from onrecord.records import load_records, without_collector
from onrecord.share.cache import delete_pictures
from onrecord.writing.changed_files import change_files

from .last_build import forget_builds
from .output import counted, echo_json, print_plain, to_stderr, writing_to

_RENAMED = "Renamed"
_NOT_KNOWN_AGAIN = (
    "there is no folder of captures, so nothing here knows the words again if they come back"
)


class How(TypedDict):
    """What every one of these commands takes besides."""

    config_file: Path
    form: str  # `text` or `json`
    dry_run: bool  # only show the change


def rename(kind: str, old: str, new: str, **how: Unpack[How]) -> None:
    """Give the record of ``kind`` another id."""
    config_file, written = how["config_file"], not how["dry_run"]

    def change(edit: DeskEdit) -> str:
        count = renaming.rename(edit, kind, old, new, [config_file])
        return f"the {kind} '{old}' to '{new}', with {counted(count, 'reference')}"

    _change(change, (_RENAMED, "Would rename"), **how)
    if kind == "article" and written:
        Journal.of(config_file).rename(old, new)
    if kind in {"article", "quote"} and written:
        captures = load_plainly(config_file).setup.captures
        if known := WithheldDigests.read(captures):
            with writing_to(captures):
                known.renamed(old, new).write(captures)


def correct(
    quote: str, field: FieldChange, about: CorrectionNote, *, mark: bool, **how: Unpack[How]
) -> None:
    """Correct a field of a quote, and say so."""

    def change(edit: DeskEdit) -> str:
        correcting.correct(edit, quote, field, about)
        if mark:
            correcting.mark_corrected(edit, quote)
        return f"{field.field} of {quote}"

    _change(change, ("Corrected", "Would correct"), **how)


def retract(quote: str, about: CorrectionNote, **how: Unpack[How]) -> None:
    """Say that a quote was taken back."""

    def change(edit: DeskEdit) -> str:
        correcting.retract(edit, quote, about)
        return quote

    _change(change, ("Retracted", "Would retract"), **how)


def withhold(
    quotes: tuple[str, ...], reason: str, about: CorrectionNote, **how: Unpack[How]
) -> None:
    """Take the words of quotes from the desk."""
    config_file, dry_run = how["config_file"], how["dry_run"]
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

    _change(change, ("Withheld", "Would withhold"), shows_words=False, **how)
    if not dry_run:
        # What was saved from the page of `annotate` has the words, too.
        articles = {quote.partition("#")[0] for quote in quotes}
        Journal.of(config_file).forget(articles, found[0][0].are_in)
        delete_pictures(setup.cache / "share")
        forget_builds(config_file)


def _change(
    change: Callable[[DeskEdit], str],
    verbs: tuple[str, str],
    *,
    shows_words: bool = True,
    **how: Unpack[How],
) -> None:
    """Make the ``change`` of the desk, which says what it is, or only show it.

    ``verbs`` say what was done and what would be; without ``shows_words`` no deleted line is shown.
    """
    setup, dry_run = load_plainly(how["config_file"]).setup, how["dry_run"]
    with without_collector():
        edit = DeskEdit(setup.settings(locked=False), setup.captures)
        said = change(edit)
        changes = edit.changes()
        edit.check(changes)
        if verbs[0] != _RENAMED:
            edit.remarks += edit.new_warnings()
    if not dry_run:
        with writing_to(setup.content):
            change_files(changes)
            # Editors show the words of quotes, and the names of records, from the desk's schemas.
            if (setup.file.parent / schemas.FOLDER).is_dir():
                records = load_records(setup.content)
                schemas.keep_fresh(setup.file.parent, setup.content, records)
    summary = f"{verbs[dry_run]} {said}"
    lines = desk_edit.diff_of(changes)
    diff = "".join(lines if shows_words else withholding.diff_without_words(lines))
    if how["form"] == "json":
        files = [
            {"file": shown_path(each.file), "was": shown_path(each.was) if each.was else None}
            for each in changes
        ]
        said_of_it = {"summary": summary, "written": not dry_run, "files": files}
        made = {**said_of_it, "remarks": edit.remarks, "diff": diff}
        echo_json(json.dumps(made, ensure_ascii=False, indent=2))
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
