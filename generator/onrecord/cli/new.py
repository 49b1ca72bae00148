"""`onrecord new`: skeletons of records, actors by their names, and quotes."""

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import click

from onrecord.captures.withheld import WithheldDigests, WordsWithheld
from onrecord.diagnostics import OnrecordError
from onrecord.editing.desk_edit import DeskEdit, diff_of
from onrecord.plugin.configuration import load_plainly
from onrecord.plugin.site_options import SiteSetup
from onrecord.reading import inside, shown_path, shown_text
from onrecord.reading.texts import why_no_id
from onrecord.starter import new_record
from onrecord.writing.changed_files import FileChange, change_files, put_files

from .options import CONFIG_FILE
from .output import writing_to

# What each option is for, if not for all.
_FOR = {
    "folder": "article", "kind": "actor", "id_": "actor", "text": "quote", "speaker": "quote",
    "form": "quote",
}  # fmt: skip


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
            path, formerly = taken
            had = "was once the id of" if formerly else "is the id of"
            raise OnrecordError(f"'{id_}' {had} {shown_path(path)}", "choose another id")
        schema = new_record.schema_from(file, config_file.absolute().parent, what)
        text = new_record.actor_text(name, kind, schema) if kind else None
        texts[file] = text or new_record.skeleton(what, id_, schema)
    _write(setup.content, texts, WithheldDigests.read(setup.captures), dry_run=dry_run)
    if not (dry_run or kind):
        click.echo(f"Fill in the empty fields, then run: onrecord check{option_of(config_file)}")


def _ids_and_names(
    what: str, names: Sequence[str], id_: str | None, *, is_name: bool
) -> Iterator[tuple[str, str]]:
    """The id of each of ``names``, which are names of actors, or else the ids themselves."""
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
    """Add a quote to an article."""
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
    for change in changes:
        click.echo(f"Added {name or 'a quote'} to {shown_path(change.file)}")
    if not complete:
        click.echo(f"Fill in the empty fields, then run: onrecord check{option_of(config_file)}")


def _write(
    content: Path, texts: Mapping[Path, str], withheld: WithheldDigests, *, dry_run: bool
) -> None:
    """Write all of ``texts``, by the files that they become, or show them."""
    for file, text in texts.items():
        withheld.refuse_id(file.stem)
        if withheld.repeated_in(text) or withheld.some_in(text):
            raise WordsWithheld
        if os.path.lexists(file):
            message = f"{shown_path(file)} cannot be written: something is already there"
            raise OnrecordError(message)
    if dry_run:
        changes = (FileChange(file, None, text.encode()) for file, text in texts.items())
        click.echo("".join(diff_of(changes)), nl=False)
        return
    files = {PurePosixPath(it.relative_to(content).as_posix()): text for it, text in texts.items()}
    with writing_to(next(iter(texts))):
        put_files(files, content)
    for file in texts:
        click.echo(f"Wrote {shown_path(file)}")


def option_of(config_file: Path) -> str:
    """How the next command names the configuration."""
    return "" if config_file == CONFIG_FILE else f" -f {shlex.quote(str(config_file))}"


def setup_of_desk(config_file: Path) -> SiteSetup:
    """How the site of the desk with this configuration is made; an error if there is none."""
    if not config_file.is_file():
        hint = "make one with `onrecord init DIR`, or name its configuration with -f"
        raise OnrecordError(f"this is not a desk: there is no file {shown_path(config_file)}", hint)
    return load_plainly(config_file).setup


def _place(content: Path, kind: str, folder: str | None) -> Path:
    """The folder for a record of ``kind``, which need not exist."""
    top = content / f"{kind}s"
    if folder is None:
        return top
    if kind != "article":
        raise OnrecordError(f"--folder is for articles; {kind}s go directly in {kind}s/")
    parts = PurePosixPath(folder.replace(os.sep, "/")).parts
    if not all(part.isprintable() and part[0] not in "./" for part in parts):
        hint = "name one within, such as 2031/05"
        raise OnrecordError(f"{shown_text(folder)} is not a folder within articles/", hint)
    place = top.joinpath(*parts)
    if not inside(place, content):
        raise OnrecordError(f"{shown_path(place)} points outside the content folder")
    return place
