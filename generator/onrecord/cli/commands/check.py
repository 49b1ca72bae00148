"""What `onrecord check` takes, and what it says of itself."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli.options import (
    config_option,
    files_argument,
    help_epilog,
    strict_option,
    untrusted_option,
)


@click.command("check", epilog=help_epilog("check"))
@config_option
@strict_option
@untrusted_option
@files_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "github", "gitlab")),
    default="text",
    show_default=True,
    help="For people, for tools, or as annotations of a pull or a merge request.",
)
def command(**options: Any) -> None:
    """Report every problem in the content.

    With FILES, files or folders of the content, everything is read and only what concerns these is
    reported; a line says what was left out.

    The configuration is read as plain data: no hook of it is run and no other plugin imported. With
    --untrusted no variable of the environment is read either, and nothing outside the folder where
    the command runs.

    Exit code: 0 without errors, 1 with errors (or, with --strict, warnings), 2 if nothing could be
    checked.
    """
    from onrecord.cli.check import run

    run(**options)
