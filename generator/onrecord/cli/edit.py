"""`onrecord new`, `rename`, `correct`, `retract` and `withhold`: records made and changed."""

import json
import os
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypedDict, Unpack

import click

from onrecord.annotate.journal import Journal
from onrecord.captures.quiet_reports import without_few
from onrecord.captures.withheld import WithheldDigests, WordsWithheld
from onrecord.diagnostics import OnrecordError
from onrecord.editing import correcting, desk_edit, new_record, renaming, schemas, withholding
from onrecord.editing.correcting import CorrectionNote, FieldChange
from onrecord.editing.desk_edit import DeskEdit, diff_of
from onrecord.editing.withheld_words import PlacesOfDesk, WithheldWords
from onrecord.plugin.configuration import load_plainly
from onrecord.plugin.site_options import SiteSetup
from onrecord.reading import inside, shown_path, shown_text
from onrecord.reading.texts import is_reserved, why_no_id
from onrecord.records import without_collector
from onrecord.share.cache import delete_pictures
from onrecord.writing.changed_files import FileChange, change_files

from .last_build import forget_builds
from .options import CONFIG_FILE
from .output import counted, echo_json, print_plain, to_stderr, writing_to

_RENAMED = "Renamed"
_NOT_KNOWN_AGAIN = (
    "there is no folder of captures, so nothing here knows the words again if they come back"
)

# What each option is for, if not for all.
_FOR = {
    "folder": "article", "kind": "actor", "id_": "actor", "text": "quote", "speaker": "quote",
    "form": "quote",
}  # fmt: skip


class How(TypedDict):
    """The options that all of these commands share."""

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

    def shown(text: str) -> str:
        return without_few(text, found[0][1])

    _change(change, ("Withheld", "Would withhold"), shown, **how)
    if not dry_run:
        # What was saved from the page of `annotate` has the words, too.
        articles = {quote.partition("#")[0] for quote in quotes}
        Journal.of(config_file).forget(articles, found[0][0].are_in)
        delete_pictures(setup.cache / "share")
        forget_builds(config_file)


def _change(
    change: Callable[[DeskEdit], str],
    verbs: tuple[str, str],
    without_words: Callable[[str], str] | None = None,
    **how: Unpack[How],
) -> None:
    """Make the ``change`` of the desk, which says what it is, or only show it.

    ``verbs`` say what was done and what would be. ``without_words`` takes from a line what must not
    be shown; no deleted line is then shown either.
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
        schemas.refresh(setup.file.parent, setup.content)
    lines, shown = desk_edit.diff_of(changes), without_words or str
    if without_words:
        lines = map(without_words, withholding.diff_without_words(lines))
    diff, summary = "".join(lines), shown(f"{verbs[dry_run]} {said}")
    remarks = [*map(shown, edit.remarks)]
    paths = [[shown(shown_path(it)) if it else None for it in (c.file, c.was)] for c in changes]
    if how["form"] == "json":
        files = [{"file": file, "was": was} for file, was in paths]
        said_of_it = {"summary": summary, "written": not dry_run, "files": files}
        made = {**said_of_it, "remarks": remarks, "diff": diff}
        echo_json(json.dumps(made, ensure_ascii=False, indent=2))
        return
    console = to_stderr()
    if dry_run:
        click.echo(diff, nl=False)
        print_plain(summary, console)
    else:
        click.echo(summary)
        for file, was in paths:
            click.echo(f"  {file} (was {was})" if was else f"  {file}")
    for remark in remarks:
        print_plain(remark, console)


def new(
    what: str, names: tuple[str, ...], config_file: Path, *, dry_run: bool, **given: str | None
) -> None:
    """Write records of the kind ``what``, or a quote; with ``dry_run`` only show them.

    ``names`` are ids; names of actors, if their kind is given; or an article and perhaps an id.
    """
    for option, of in _FOR.items():
        if given[option] is not None and of != what:
            more = f"; {what}s go directly in {what}s/" if option == "folder" else ""
            raise OnrecordError(f"--{option.rstrip('_')} is for {of}s{more}")
    if what == "quote":
        if len(names) > 2:
            raise OnrecordError("a quote has one id", "name its article, then its id")
        quote_id = names[1] if len(names) > 1 else None
        _new_quote(names[0], quote_id, given, config_file, dry_run=dry_run)
        return
    kind = given["kind"]
    if given["id_"] and not kind:
        raise OnrecordError("--id goes with --kind", "name the id alone: onrecord new actor ID")
    setup = setup_of_desk(config_file)
    texts: dict[Path, str] = {}
    for id_, name in _ids_and_names(what, names, given["id_"], is_name=kind is not None):
        file = _place(setup.content, what, given["folder"]) / f"{id_}.yml"
        if file in texts and kind:
            raise OnrecordError(f"two names give the id '{id_}'", "name the ids with --id")
        if taken := new_record.find_id_owner(setup.content, what, id_):
            raise OnrecordError(taken[1], "choose another id")
        schema = new_record.schema_from(file, config_file.absolute().parent, what)
        text = new_record.actor_text(name, kind, schema) if kind else None
        texts[file] = text or new_record.skeleton(what, id_, schema)
    _write(texts, setup, dry_run=dry_run)
    if not (dry_run or kind):
        click.echo(f"Fill in the empty fields, then run: onrecord check{option_of(config_file)}")


def _ids_and_names(
    what: str, names: Sequence[str], id_: str | None, *, is_name: bool
) -> Iterator[tuple[str, str]]:
    """The id of each of ``names``, which are names of actors or ids."""
    if id_ is not None and len(names) > 1:
        raise OnrecordError("--id is for one name", "make the others with another command")
    for name in names:
        found = id_ if id_ is not None else new_record.id_of_name(name) if is_name else name
        if why := why_no_id(found):
            more = "; or give its --kind with its name" if what == "actor" and not is_name else ""
            raise OnrecordError(why[0], f"{why[1]}{more}")
        yield found, name


def _new_quote(
    article: str,
    quote: str | None,
    given: Mapping[str, str | None],
    config_file: Path,
    *,
    dry_run: bool,
) -> None:
    setup = setup_of_desk(config_file)
    edit = DeskEdit(setup.settings(locked=False), setup.captures)
    name, complete = new_record.add_quote(edit, article, quote, given)
    changes = edit.changes()
    if complete:
        edit.check(changes)
    if dry_run:
        click.echo("".join(diff_of(changes)), nl=False)
        return
    with writing_to(setup.content):
        change_files(changes)
    schemas.refresh(setup.file.parent, setup.content)
    for change in changes:
        click.echo(f"Added {name or 'a quote'} to {shown_path(change.file)}")
    if not complete:
        click.echo(f"Fill in the empty fields, then run: onrecord check{option_of(config_file)}")


def _write(texts: Mapping[Path, str], setup: SiteSetup, *, dry_run: bool) -> None:
    """Write all of ``texts``, by the files that they become, or show them."""
    withheld = WithheldDigests.read(setup.captures)
    for file, text in texts.items():
        withheld.refuse_id(file.stem)
        if withheld.repeated_in(text) or withheld.some_in(text):
            raise WordsWithheld
        if os.path.lexists(file):
            message = f"{shown_path(file)} cannot be written: something is already there"
            raise OnrecordError(message)
    changes = [FileChange(file, None, text.encode()) for file, text in texts.items()]
    if dry_run:
        click.echo("".join(diff_of(changes)), nl=False)
        return
    with writing_to(next(iter(texts))):
        change_files(changes)
    schemas.refresh(setup.file.parent, setup.content)
    for file in texts:
        click.echo(f"Wrote {shown_path(file)}")


def _place(content: Path, kind: str, folder: str | None) -> Path:
    """The folder for a record of ``kind``, which need not exist."""
    top = content / f"{kind}s"
    if folder is None:
        return top
    parts = PurePosixPath(folder.replace(os.sep, "/")).parts
    if not all(part.isprintable() and part[0] not in "./" for part in parts):
        hint = "name one within, such as 2031/05"
        raise OnrecordError(f"{shown_text(folder)} is not a folder within articles/", hint)
    if any(map(is_reserved, parts)):
        message = f"{shown_text(folder)} cannot be a folder: some systems refuse this name"
        raise OnrecordError(message, "add a word to it")
    place = top.joinpath(*parts)
    if not inside(place, content):
        raise OnrecordError(f"{shown_path(place)} points outside the content folder")
    return place


def option_of(config_file: Path) -> str:
    """The option that gives the next command this configuration."""
    return "" if config_file == CONFIG_FILE else f" -f {shlex.quote(str(config_file))}"


def setup_of_desk(config_file: Path) -> SiteSetup:
    """The site of the desk with this configuration. Raises an error if there is none."""
    if not config_file.is_file():
        hint = "make one with `onrecord init DIR`, or name its configuration with -f"
        raise OnrecordError(f"this is not a desk: there is no file {shown_path(config_file)}", hint)
    return load_plainly(config_file).setup
