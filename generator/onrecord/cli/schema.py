"""`onrecord schema`: JSON Schema, for editors and for CI."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.records.schema import KINDS, schema_text
from onrecord.writing.whole import write_files

from .options import config_option
from .output import cannot_run, unwritten
from .streams import echo_json


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each schema to a file KIND.json in this folder.",
)
@config_option
def command(kind: str | None, output: Path | None, config_file: Path) -> None:  # noqa: ARG001 - every command takes -f; the schema is the same for all
    """Print the JSON Schema of the files of KIND.

    Without a KIND: print the names of the kinds, or, with -o, write the schemas of all.
    """
    kinds = (kind,) if kind else KINDS
    if output:
        _write(output, kinds)
    elif kind:
        echo_json(schema_text(kind), end=False)
    else:
        for name in KINDS:
            click.echo(name)


def _write(folder: Path, kinds: tuple[str, ...]) -> None:
    try:
        write_files(folder, {f"{kind}.json": schema_text(kind) for kind in kinds})
    except OSError as error:
        cannot_run([unwritten(error, folder)])
    click.echo(f"Wrote {', '.join(kinds)} to {folder.as_posix()}/")
