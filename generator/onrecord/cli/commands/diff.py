"""What `onrecord diff` takes, and what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli.options import (
    config_option,
    help_epilog,
    site_address_option,
    strict_option,
    untrusted_option,
)


@click.command("diff", epilog=help_epilog("diff"))
@click.argument("base")
@click.argument("head", required=False)
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "json")),
    default="markdown",
    show_default=True,
    help="A comment for a pull request, or data.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write into this file instead.",
)
@click.option(
    "--preview-url",
    metavar="URL",
    callback=site_address_option,
    help="Where the preview of HEAD is, for links to its pages.",
)
@click.option(
    "--live-url",
    metavar="URL",
    callback=site_address_option,
    help="Where the published site is; site_url unless given, '' for no links to it.",
)
@click.option(
    "--exact",
    is_flag=True,
    help="Compare with BASE as it is, not with the last commit that both have in common.",
)
@strict_option
@untrusted_option
def command(**options: Any) -> None:
    """Tell what changed in the content from BASE to HEAD.

    BASE and HEAD are revisions of git: branches, tags, commits. Without HEAD it is the working
    tree, with all that is not committed. Everything but the content is taken from the working tree;
    its configuration is read as plain data, and its templates are rendered in a sandbox.

    Exit code: 0, 1 if the content of HEAD has errors (or, with --strict, warnings), 2 if nothing
    could be compared.
    """
    from onrecord.cli.diff import run

    run(**options)
