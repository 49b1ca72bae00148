"""What `onrecord new` takes, and what it says of itself."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli.options import config_option, help_epilog

_KINDS = ("article", "actor", "demand", "claim")


@click.command("new", epilog=help_epilog("new"))
@click.argument("kind", type=click.Choice(_KINDS), metavar=f"[{'|'.join(_KINDS)}]")
@click.argument("id_", metavar="ID")
@click.option(
    "--folder",
    metavar="PATH",
    help="For an article: the folder within articles/, such as 2031/05.",
)
@config_option
def command(**options: Any) -> None:
    """Write a commented skeleton of a record.

    It has every field that the record can have; those that it needs are empty.

    ID becomes the name of the file and a public address: small letters, digits and hyphens. Nothing
    is ever overwritten. Exit code: 0 written, 2 nothing was written.
    """
    from onrecord.cli.new import run

    run(**options)
