"""What `onrecord export` takes, and what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli.options import config_option, help_epilog


@click.command("export", epilog=help_epilog("export"))
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("json", "csv", "sqlite")),
    required=True,
    help="One file of all tables, a file for each table, or a database.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write; for csv a folder, or a file that ends in .zip.",
)
def command(**options: Any) -> None:
    """Write the data that the site offers at /data/, the same to the last byte.

    Exit code: 0 written, 1 the content has errors, 2 nothing could be written.
    """
    from onrecord.cli.export import run

    run(**options)
