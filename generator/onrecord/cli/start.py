"""`onrecord init`, `new` and `schema`: what a desk and its records start from."""

import os
import shlex
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

import click

from onrecord.diagnostics import OnrecordError
from onrecord.reading import shown_path, shown_text
from onrecord.reading.texts import why_no_id
from onrecord.records.schema import KINDS, schema_text
from onrecord.starter.new_desk import NAMES, NewDesk, desk_files, put_desk, shown_folder
from onrecord.starter.new_record import find_id_owner, schema_from, skeleton
from onrecord.starter.requirement import NAME, parse_requirement, requirement_of_this_copy
from onrecord.writing.whole_files import put_files, write_files

from .options import CONFIG_FILE
from .output import echo_json, to_stderr, unwritten, warn, writing_to

_LOCAL = (
    "requirements.txt names the copy of Onrecord on this computer ({}), which no other computer"
    " has; see the comment in that file"
)


def init(folder: Path, host: str, name: str | None, language: str, requirement: str | None) -> None:
    """Make a desk in ``folder``."""
    if name is not None and not (name.strip() and name.isprintable()):
        raise OnrecordError("--name takes one line of text that can be printed")
    installed = (
        requirement_of_this_copy(distribution(NAME))
        if requirement is None
        else parse_requirement(requirement)
    )
    files = desk_files(NewDesk(installed, (name or NAMES[language]).strip(), language, host))
    try:
        put_desk(files, folder)
    except OSError as error:
        why = unwritten(error, folder)
        raise OnrecordError(f"no desk can be made in {shown_folder(folder)}: {why}") from error
    if installed.local and requirement is None:
        warn(_LOCAL.format(installed.requirement), to_stderr())
    click.echo(_next_steps(folder, len(files)))


def _next_steps(folder: Path, count: int) -> str:
    here = folder.resolve() == Path.cwd()
    steps = [] if here else [f"cd {shlex.quote(str(folder))}"]
    steps += ["onrecord serve", "onrecord new article my-first-article"]
    if here:
        steps.append("onrecord check")
    head = f"Made a desk of {count} files in {shown_folder(folder)}. Next:"
    return "\n".join([head, *(f"  {step}" for step in steps)])


def new(kind: str, id_: str, folder: str | None, config_file: Path) -> None:
    """Write the skeleton of a record."""
    if why := why_no_id(id_):
        raise OnrecordError(*why)
    content = _content(config_file)
    file = _place(content, kind, folder) / f"{id_}.yml"
    if taken := find_id_owner(content, kind, id_):
        path, formerly = taken
        had = "was once the id of" if formerly else "is the id of"
        raise OnrecordError(f"'{id_}' {had} {shown_path(path)}", "choose another id")
    text = skeleton(kind, id_, schema_from(file, config_file.absolute().parent, kind))
    if os.path.lexists(file):
        raise OnrecordError(f"{shown_path(file)} cannot be written: there is something already")
    with writing_to(file):
        put_files({PurePosixPath(file.relative_to(content).as_posix()): text}, content)
    click.echo(f"Wrote {shown_path(file)}")
    click.echo(f"Fill in what is empty, then run: {_check(config_file)}")


def _content(config_file: Path) -> Path:
    from onrecord.plugin.configuration import load_plainly  # noqa: PLC0415 - `schema` does without

    if not config_file.is_file():
        hint = "`onrecord init DIR` makes a desk; -f names a configuration elsewhere"
        raise OnrecordError(f"this is no desk: there is no file {shown_path(config_file)}", hint)
    return load_plainly(config_file).setup.content


def _place(content: Path, kind: str, folder: str | None) -> Path:
    """The folder for a record of ``kind``, which need not exist."""
    top = content / f"{kind}s"
    if folder is None:
        return top
    if kind != "article":
        raise OnrecordError(
            f"--folder is for articles; the files of {kind}s stand right in {kind}s/"
        )
    parts = PurePosixPath(folder.replace(os.sep, "/")).parts
    if not all(part.isprintable() and part[0] not in "./" for part in parts):
        hint = "name one within, such as 2031/05"
        raise OnrecordError(f"{shown_text(folder)} is no folder within articles/", hint)
    place = top.joinpath(*parts)
    if not place.resolve().is_relative_to(content.resolve()):
        raise OnrecordError(f"{shown_path(place)} leads out of the content folder")
    return place


def _check(config_file: Path) -> str:
    ours = config_file == CONFIG_FILE
    return "onrecord check" if ours else f"onrecord check -f {shlex.quote(str(config_file))}"


def schema(kind: str | None, output: Path | None, config_file: Path) -> None:  # noqa: ARG001 - every command takes -f; the schema is the same for all
    """Print or write the schemas."""
    kinds = (kind,) if kind else KINDS
    if output:
        _write_schemas(output, kinds)
    elif kind:
        echo_json(schema_text(kind), end=False)
    else:
        for name in KINDS:
            click.echo(name)


def _write_schemas(folder: Path, kinds: tuple[str, ...]) -> None:
    with writing_to(folder):
        write_files(folder, {f"{kind}.json": schema_text(kind) for kind in kinds})
    click.echo(f"Wrote {', '.join(kinds)} to {folder.as_posix()}/")
