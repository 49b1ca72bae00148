"""`onrecord schema`: JSON Schema, for editors and for CI."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.records.schema import KINDS, schema_text
from onrecord.writing.whole import write_files

from .output import cannot_run, echo_json, unwritten


def run(kind: str | None, output: Path | None, config_file: Path) -> None:  # noqa: ARG001 - every command takes -f; the schema is the same for all
    """Print or write the schemas."""
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
