"""What `onrecord init` takes, and what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli.options import help_epilog


@click.command("init", epilog=help_epilog("init"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--ci",
    "host",
    type=click.Choice(("github", "gitlab", "netlify", "cloudflare", "none")),
    default="github",
    show_default=True,
    help="Whose workflow files come with it: they check, build and publish what is pushed.",
)
@click.option("--name", help="The name of the site.  [default: Our record]")
@click.option(
    "--language",
    type=click.Choice(("en", "fr")),
    default="en",
    show_default=True,
    help="Of the site and of the example in it.",
)
@click.option(
    "--requirement",
    metavar="SPEC",
    help="Where the desk installs Onrecord from, as pip reads it.  [default: where this copy came"
    " from]",
)
def command(**options: Any) -> None:
    """Make a new desk in the folder DIR, which builds at once.

    It holds a small invented example to replace, the configuration of the site, settings for
    editors, and workflow files. DIR must be new or empty: nothing is ever overwritten. Exit code: 0
    made, 2 nothing was written.
    """
    from onrecord.cli.init import run

    run(**options)
