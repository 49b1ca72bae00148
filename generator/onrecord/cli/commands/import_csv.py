"""What `onrecord import` takes, and what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli.options import help_epilog


@click.command("import", epilog=help_epilog("import"))
@click.argument("source", metavar="CSV", type=click.Path(path_type=Path), required=False)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The content folder of the desk, which may hold one already; made where there is none.",
)
@click.option(
    "--dates",
    type=click.Choice(("dmy", "mdy")),
    help="How the sheet writes a date such as 03/05/2031: the day or the month first.",
)
@click.option(
    "--template",
    is_flag=True,
    help="Write an empty sheet to fill in: CSV, or quotes.csv.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def command(**options: Any) -> None:
    """Write a desk's YAML from its spreadsheet.

    CSV is a CSV file, a folder of them, or a zip: the tables that `onrecord export --format csv`
    writes, or a plain sheet with a row for each quote. What is new is added to the desk. All is
    written or nothing, and nothing that is there is changed. Exit code: 0 written, 1 the
    spreadsheet has errors, 2 nothing can be read or written.
    """
    from onrecord.cli.import_csv import run

    run(**options)
