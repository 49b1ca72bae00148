"""`onrecord schema`: JSON Schema, for editors and for CI."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.records.schema import KINDS, schema_text

from .options import config_option
from .output import fail


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
        click.echo(schema_text(kind), nl=False)
    else:
        for name in KINDS:
            click.echo(name)


def _write(folder: Path, kinds: tuple[str, ...]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in kinds:
            (folder / f"{kind}.json").write_text(schema_text(kind), encoding="utf-8")
    except OSError as error:
        fail([f"{error.filename}: {error.strerror}"], 2)
    click.echo(f"Wrote {', '.join(kinds)} to {folder.as_posix()}/")
