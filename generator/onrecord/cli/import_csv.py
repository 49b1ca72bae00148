"""`onrecord import`: a desk's YAML from its spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from onrecord.diagnostics import Severity, Tally
from onrecord.diagnostics.report import print_text, tally_line
from onrecord.imports.files import CannotRead, files_of
from onrecord.imports.importing import Imported, Schema, Unfaithful, read_in
from onrecord.imports.placing import Taken, taken
from onrecord.reading import shown_path
from onrecord.starter.desk import SCHEMAS
from onrecord.starter.skeleton import schema_from

from .options import CONFIG_FILE
from .output import cannot_run, fail, to_stderr

_LISTED = 10


@click.command("import")
@click.argument("source", metavar="CSV", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    required=True,
    help="The content folder of the desk; made where there is none.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def command(source: Path, folder: Path, *, dry_run: bool) -> None:
    """Write a desk's YAML from its spreadsheet.

    CSV is a CSV file, a folder of them, or a zip: the tables that `onrecord export --format csv`
    writes, or a plain sheet with a row for each quote. All is written or nothing, and nothing is
    ever overwritten. Exit code: 0 written, 1 the spreadsheet has errors, 2 nothing can be read or
    written.
    """
    if (folder / CONFIG_FILE).is_file():
        hint = f"hint: name its content folder, such as {shown_path(folder / 'content')}"
        cannot_run([f"{shown_path(folder)} is the folder of a whole desk; {hint}"])
    try:
        files = files_of(source)
    except CannotRead as fault:
        cannot_run([str(fault)])
    try:
        found = read_in(files, folder, _schema(folder))
    except OSError as error:
        cannot_run(
            [f"{shown_path(folder)} cannot be read: {(error.strerror or str(error)).lower()}"]
        )
    # A notice is a warning that somebody has answered already.
    worth = [one for one in found.diagnostics if one.severity is not Severity.NOTICE]
    print_text(worth, to_stderr())
    tally = tally_line(Tally.of(found.diagnostics))
    if found.failed:
        fail([f"Nothing was written: {tally}"], 1)
    if not found.files:
        cannot_run([f"there is nothing to import in {shown_path(source)}"])
    if there := taken(found.files, folder):
        _in_the_way(there)
    if not dry_run:
        _put(found, folder)
    click.echo(_summary(found, folder, dry_run=dry_run))


def _put(found: Imported, folder: Path) -> None:
    try:
        found.put(folder)
    except Taken as fault:
        _in_the_way(fault.paths)
    except Unfaithful as fault:
        cannot_run([f"{fault}, and nothing was written; please report this"])
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        cannot_run([f"{shown_path(folder)} cannot be written: {reason}; nothing was"])


def _in_the_way(paths: Sequence[Path]) -> None:
    listed = [f"  {shown_path(path)}" for path in paths[:_LISTED]]
    if len(paths) > _LISTED:
        listed.append(f"  and {len(paths) - _LISTED:,} more")
    head = "nothing was written, since these files are there already:"
    cannot_run(["\n".join([head, *listed, "hint: name another folder, or move these away"])])


def _schema(folder: Path) -> Schema:
    """Finds the schema of a file among those of the desk that ``folder`` belongs to, if any."""
    absolute = folder.absolute()
    desk = next((one for one in (absolute, absolute.parent) if (one / SCHEMAS).is_dir()), None)
    return lambda file, kind: schema_from(absolute / file, desk, kind) if desk else None


def _summary(found: Imported, folder: Path, *, dry_run: bool) -> str:
    counts = ", ".join(
        f"{count:,} {_counted(table, count)}" for table, count in found.counts.items()
    )
    lead = "Would write" if dry_run else "Wrote"
    lines = [f"{lead} {len(found.files):,} files in {shown_path(folder)}/: {counts}"]
    if dry_run:
        lines += [f"  {file}" for file in found.files]
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
