"""What `onrecord brief` takes, and what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli.options import complete_ids, config_option, help_epilog, untrusted_option


@click.command("brief", epilog=help_epilog("brief"))
@config_option
@click.option(
    "--since",
    "--from",
    "since",
    metavar="DATE",
    help="The first day, as 2031-05-01; or 7d, 2w, 1m, 1y: so long before the last day.",
)
@click.option(
    "--until",
    "--through",
    "until",
    metavar="DATE",
    help="The last day; without, the last one that is covered, which 7d and the like count from.",
)
@click.option(
    "--since-commit",
    metavar="REV",
    help="What the desk added since this revision of git; without --since, from its day on.",
)
@click.option(
    "--actor",
    "actors",
    multiple=True,
    metavar="ID",
    shell_complete=complete_ids("actors"),
    help="Only what this one takes part in; may be repeated.",
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="ID",
    shell_complete=complete_ids("topics"),
    help="Only what is about this; may be repeated.",
)
@click.option(
    "--briefing",
    metavar="ID",
    shell_complete=complete_ids("briefings"),
    help="The days, the scope and the bottom line of briefings/ID.yml.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "html", "email", "docx", "pdf")),
    default="markdown",
    show_default=True,
    help="For chat, the web, a mail (an .eml file), a word processor, or print.",
)
@untrusted_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("-"),
    help="The file to write; text goes to standard output without.",
)
def command(**options: Any) -> None:
    """Write a briefing: what was said, what changed, where demands stand, what is not known.

    The bottom line comes from briefings/*.yml, where a person wrote one for the same days and the
    same scope; it is never generated. Exit code: 0 written, 1 the content has errors, 2 there can
    be no such briefing.
    """
    from onrecord.cli.brief import run

    run(**options)
