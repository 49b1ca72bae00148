"""What `onrecord schema` takes, and what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli.options import config_option, help_epilog

_KINDS = ("article", "actor", "demand", "claim", "topics", "events", "briefing")


@click.command("schema", epilog=help_epilog("schema"))
@click.argument("kind", type=click.Choice(_KINDS), required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each schema to a file KIND.json in this folder.",
)
@config_option
def command(**options: Any) -> None:
    """Print the JSON Schema of the files of KIND.

    Without a KIND: print the names of the kinds, or, with -o, write the schemas of all.
    """
    from onrecord.cli.schema import run

    run(**options)
