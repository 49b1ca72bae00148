"""`onrecord import`: a desk's YAML from its spreadsheet."""

import csv
import io
import shlex
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import click

from onrecord.diagnostics import ContentErrors, OnrecordError, Severity, Tally
from onrecord.diagnostics.report import print_text, tally_line
from onrecord.imports.columns import TEMPLATE
from onrecord.imports.files import files_of
from onrecord.imports.importing import Imported, Schema, import_files
from onrecord.reading import shown_path
from onrecord.records.dates import Order
from onrecord.starter.new_desk import SCHEMAS
from onrecord.starter.new_record import schema_from
from onrecord.writing.whole_files import existing_paths, put_files

from .options import CONFIG_FILE
from .output import to_stderr, unwritten, writing_to

_LISTED = 10
_SHEET = "quotes.csv"
_BOM = "\ufeff"  # by which a spreadsheet program knows UTF-8
_HOW_READ = "sheet-read"


def import_sheets(
    source: Path | None, folder: Path | None, dates: Order | None, *, template: bool, dry_run: bool
) -> None:
    """Write the YAML, or an empty sheet."""
    if template:
        _write_template(source or _in(folder))
        return
    if source is None:
        raise click.UsageError("Missing argument 'CSV'.")
    if folder is None:
        raise click.UsageError("Missing option '-o' / '--output'.")
    _import(source, folder, dates, dry_run=dry_run)


def _import(source: Path, folder: Path, dates: Order | None, *, dry_run: bool) -> None:
    if (folder / CONFIG_FILE).is_file():
        hint = f"name its content folder, such as {shown_path(folder / 'content')}"
        raise OnrecordError(f"{shown_path(folder)} is the folder of a whole desk", hint)
    files = files_of(source)
    try:
        found = import_files(files, folder, _schema(folder), dates)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise OnrecordError(f"{shown_path(folder)} cannot be read: {why}") from error
    # Any other notice is a warning that somebody has answered already.
    worth = [
        diagnostic
        for diagnostic in found.diagnostics
        if diagnostic.severity is not Severity.NOTICE or diagnostic.code == _HOW_READ
    ]
    print_text(worth, to_stderr())
    tally = tally_line(Tally.of(found.diagnostics))
    if found.failed:
        raise ContentErrors(f"Nothing was written: {tally}")
    if not found.files and not found.grown:
        _nothing_new(source, found)
        return
    if there := existing_paths(found.files, folder):
        raise _in_the_way(there)
    if not dry_run:
        _put(found, folder)
    click.echo(_summary(found, folder, dry_run=dry_run))


def _put(found: Imported, folder: Path) -> None:
    try:
        found.put(folder)
    except OSError as error:
        raise OnrecordError(f"{unwritten(error, folder)}; nothing was") from error


def _write_template(file: Path) -> None:
    """Write a sheet with a header and nothing else; never over a file that is there."""
    header = io.StringIO()
    csv.writer(header).writerow(TEMPLATE)
    text = f"{_BOM}{header.getvalue()}"
    if existing_paths([PurePosixPath(file.name)], file.parent):
        raise OnrecordError(f"{shown_path(file)} is there already, and was not changed")
    with writing_to(file):
        put_files({PurePosixPath(file.name): text}, file.parent)
    click.echo(f"Wrote {shown_path(file)}: an empty sheet, to be filled with a row for each quote")
    click.echo(f"Next: onrecord import {shlex.quote(shown_path(file))} -o content")


def _in(folder: Path | None) -> Path:
    """Where the empty sheet goes: the file that ``folder`` names, or one of our name in there."""
    if folder is None:
        return Path(_SHEET)
    return folder if folder.suffix.lower() == ".csv" else folder / _SHEET


def _nothing_new(source: Path, found: Imported) -> None:
    """Say that there is nothing to write."""
    if not found.known:
        raise OnrecordError(f"there is nothing to import in {shown_path(source)}")
    click.echo(f"Nothing to write: all of it is in the desk already ({_records(found.known)})")


def _records(count: int) -> str:
    return f"{count:,} record{'' if count == 1 else 's'}"


def _in_the_way(paths: Sequence[Path]) -> OnrecordError:
    listed = [f"  {shown_path(path)}" for path in paths[:_LISTED]]
    if len(paths) > _LISTED:
        listed.append(f"  and {len(paths) - _LISTED:,} more")
    head = "nothing was written, since these files are there already:"
    return OnrecordError(
        "\n".join([head, *listed, "hint: name another folder, or move these away"])
    )


def _schema(folder: Path) -> Schema:
    """Finds the schema of a file among those of the desk that ``folder`` belongs to, if any."""
    absolute = folder.absolute()
    desk = next(
        (place for place in (absolute, absolute.parent) if (place / SCHEMAS).is_dir()), None
    )
    return lambda file, kind: schema_from(absolute / file, desk, kind) if desk else None


def _summary(found: Imported, folder: Path, *, dry_run: bool) -> str:
    counts = ", ".join(
        f"{count:,} {_counted(table, count)}" for table, count in found.counts.items()
    )
    lead = "Would write" if dry_run else "Wrote"
    count = len(found.files) + len(found.grown)
    files = f"{count:,} file{'' if count == 1 else 's'}"
    lines = [f"{lead} {files} in {shown_path(folder)}/: {counts}"]
    if dry_run:
        lines += [f"  {file}" for file in found.files]
        lines += [f"  {file} (added to it)" for file in found.grown]
    if found.known:
        lines.append(f"  in the desk already, and the same: {_records(found.known)}")
    if found.stubs:
        lines.append(f"  with no more than a name and a kind: {_some(found.stubs)}")
    if not dry_run:
        lines.append("Next: onrecord check")
    return "\n".join(lines)


def _counted(table: str, count: int) -> str:
    return table.removesuffix("s") if count == 1 else table


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LISTED:,} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more
