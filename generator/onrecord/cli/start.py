"""`onrecord init`, `schema` and `import`: the files that a desk begins with."""

import csv
import io
import shlex
from contextlib import suppress
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

import click

from onrecord.captures.quiet_reports import without_known_words
from onrecord.captures.withheld import WithheldDigests, WordsWithheld
from onrecord.diagnostics import (
    ContentErrors,
    OnrecordError,
    Severity,
    Tally,
    print_text,
    reason_of,
)
from onrecord.editing import new_desk, schemas
from onrecord.editing.new_desk import NAME, parse_requirement, requirement_of_this_copy
from onrecord.editing.new_record import schema_from
from onrecord.editing.schemas import KINDS_OF_FILES, schema_text
from onrecord.imports.columns import TEMPLATE
from onrecord.imports.importing import Imported, Schema, import_files
from onrecord.imports.sheet_files import files_of
from onrecord.reading import inside, shown_path
from onrecord.records import Order, load_records
from onrecord.writing.changed_files import existing_paths, put_files, write_files

from .options import CONFIG_FILE
from .output import counted, echo_json, some, to_stderr, unwritten, warn, writing_to

_LOCAL = (
    "requirements.txt names the copy of Onrecord on this computer ({}), which other computers"
    " do not have; see the comment in that file"
)

_LISTED = 10
_SHEET = "quotes.csv"
_BOM = "\ufeff"  # by which a spreadsheet program knows UTF-8
_HOW_READ = "sheet-read"


def init(
    folder: Path,
    host: str,
    name: str | None,
    language: str,
    requirement: str | None,
    *,
    empty: bool,
) -> None:
    """Make a desk in ``folder``."""
    if name is not None and not (name.strip() and name.isprintable()):
        raise OnrecordError("--name takes one line of printable text")
    installed = (
        requirement_of_this_copy(distribution(NAME))
        if requirement is None
        else parse_requirement(requirement)
    )
    title, shown = (name or new_desk.NAMES[language]).strip(), new_desk.shown_folder(folder)
    files = new_desk.desk_files(installed, title, language, host, example=not empty)
    try:
        new_desk.put_desk(files, folder)
    except OSError as error:
        why = unwritten(error, folder)
        raise OnrecordError(f"no desk can be made in {shown}: {why}") from error
    with writing_to(folder / schemas.FOLDER):
        content = folder.absolute() / "content"
        schemas.keep_fresh(content.parent, content, load_records(content))
    if requirement is None and new_desk.is_local(installed):
        warn(_LOCAL.format(installed), to_stderr())
    here = folder.resolve() == Path.cwd()
    steps = [
        *(() if here else (f"cd {shlex.quote(str(folder))}",)),
        "onrecord serve",
        "onrecord annotate",
        *(("onrecord check",) if here else ()),
    ]
    click.echo(f"Made a desk of {len(files)} files in {shown}. Next:")
    for step in steps:
        click.echo(f"  {step}")


def schema(kind: str | None, output: Path | None, config_file: Path, *, desk: bool) -> None:
    """Print or write the schemas."""
    if desk:
        _schema_of_desk(kind, output, config_file)
        return
    kinds = (kind,) if kind else KINDS_OF_FILES
    if output:
        with writing_to(output):
            write_files(output, {f"{kind}.json": schema_text(kind) for kind in kinds})
        click.echo(f"Wrote {', '.join(kinds)} to {output.as_posix()}/")
    elif kind:
        echo_json(schema_text(kind), end=False)
    else:
        for name in KINDS_OF_FILES:
            click.echo(name)


def _schema_of_desk(kind: str | None, output: Path | None, config_file: Path) -> None:
    from onrecord.plugin.configuration import load_plainly  # noqa: PLC0415 - the others do without

    content = load_plainly(config_file).setup.content
    folder = output or config_file.absolute().parent / schemas.FOLDER
    if inside(folder, content):
        hint = "name another with -o"
        raise OnrecordError(f"{shown_path(folder)} is in the content, which is published", hint)
    records = load_records(content)
    if kind and not output:
        echo_json(schemas.desk_schema_text(kind, records), end=False)
        return
    with writing_to(folder):
        if output is None:
            schemas.keep_fresh(config_file.absolute().parent, content, records)
        else:
            output.mkdir(parents=True, exist_ok=True)
            texts = schemas.desk_schemas(records)
            names = [f"{kind}.json"] if kind else [*texts]
            schemas.write_changed({output / name: texts[name] for name in names})
    kinds = (kind,) if kind else KINDS_OF_FILES
    click.echo(f"Wrote {', '.join(kinds)} to {shown_path(folder)}/")


def import_sheets(
    source: Path | None, output: Path | None, dates: Order | None, *, template: bool, dry_run: bool
) -> None:
    """Write the YAML, or an empty sheet."""
    if template:
        # The file that is named, or `quotes.csv` in the folder that is.
        is_file = output is not None and output.suffix.lower() == ".csv"
        into = Path(_SHEET) if output is None else output if is_file else output / _SHEET
        _write_template(source or into)
        return
    if source is None:
        raise click.UsageError("Missing argument 'CSV'.")
    if output is None:
        raise click.UsageError("Missing option '-o' / '--output'.")
    _import(source, output, dates, dry_run=dry_run)


def _import(source: Path, folder: Path, dates: Order | None, *, dry_run: bool) -> None:
    if (folder / CONFIG_FILE).is_file():
        hint = f"name its content folder, such as {shown_path(folder / 'content')}"
        raise OnrecordError(f"{shown_path(folder)} is the folder of a whole desk", hint)
    files = files_of(source)
    try:
        found = import_files(files, folder, _schema(folder), dates)
    except OSError as error:
        raise OnrecordError(f"{shown_path(folder)} cannot be read: {reason_of(error)}") from error
    # Any other notice is a warning that somebody has answered already.
    notice = Severity.NOTICE
    worth = [it for it in found.diagnostics if it.severity is not notice or it.code == _HOW_READ]
    withheld = _withheld_beside(folder)
    print_text([*without_known_words(worth, withheld)], to_stderr())
    if found.failed:
        raise ContentErrors(f"Nothing was written: {Tally.of(found.diagnostics)}")
    if not found.files and not found.grown:
        if not found.known:
            raise OnrecordError(f"there is nothing to import in {shown_path(source)}")
        known = counted(found.known, "record")
        click.echo(f"Nothing to write: the desk already has all of it ({known})")
        return
    if any(withheld.repeated_in(text) for text in found.files.values()):
        raise WordsWithheld
    if there := existing_paths(found.files, folder):
        head = "nothing was written, because these files already exist:"
        hint = "choose another folder, or move these files away"
        raise OnrecordError(new_desk.in_the_way(head, there, hint))
    if not dry_run:
        try:
            found.put(folder)
        except OSError as error:
            raise OnrecordError(f"{unwritten(error, folder)}; nothing was") from error
        schemas.refresh(folder.absolute().parent, folder.absolute())
    click.echo(_summary(found, folder, dry_run=dry_run))


def _withheld_beside(folder: Path) -> WithheldDigests:
    """The withheld words of the desk that has ``folder`` as its content, if there is one."""
    from onrecord.plugin.configuration import load_plainly  # noqa: PLC0415 - MkDocs takes long

    file = folder.absolute().parent / CONFIG_FILE
    captures = file.parent / "captures"
    if file.is_file():
        # What is wrong with it is nothing that an import has to know.
        with suppress(OnrecordError):
            captures = load_plainly(file).setup.captures
    return WithheldDigests.read(captures)


def _write_template(file: Path) -> None:
    """Write a sheet with only a header; never over an existing file."""
    header = io.StringIO()
    csv.writer(header).writerow(TEMPLATE)
    text = f"{_BOM}{header.getvalue()}"
    if existing_paths([PurePosixPath(file.name)], file.parent):
        raise OnrecordError(f"{shown_path(file)} already exists, and was not changed")
    with writing_to(file):
        put_files({PurePosixPath(file.name): text}, file.parent)
    click.echo(f"Wrote {shown_path(file)}: an empty sheet to fill in, with a row for each quote")
    click.echo(f"Next: onrecord import {shlex.quote(shown_path(file))} -o content")


def _schema(folder: Path) -> Schema:
    """Finds the schema of a file among those of the desk that ``folder`` belongs to, if any."""
    absolute = folder.absolute()
    return lambda file, kind: next(
        (
            schema
            for desk in (absolute, absolute.parent)
            if (schema := schema_from(absolute / file, desk, kind))
        ),
        None,
    )


def _summary(found: Imported, folder: Path, *, dry_run: bool) -> str:
    new = found.counts.items()
    counts = ", ".join(counted(count, table.removesuffix("s")) for table, count in new)
    files = counted(len(found.files) + len(found.grown), "file")
    lead = "Would write" if dry_run else "Wrote"
    lines = [f"{lead} {files} in {shown_path(folder)}/: {counts}"]
    if dry_run:
        lines += [f"  {file}" for file in found.files]
        lines += [f"  {file} (added to it)" for file in found.grown]
    if found.known:
        lines.append(f"  already in the desk, unchanged:  {counted(found.known, 'record')}")
    if found.stubs:
        lines.append(f"  with only a name and a kind:  {some(found.stubs, _LISTED)}")
    if not dry_run:
        lines.append("Next: onrecord check")
    return "\n".join(lines)
