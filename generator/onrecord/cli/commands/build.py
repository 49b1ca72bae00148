"""What `onrecord build` takes, and what it says of itself."""

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


@click.command("build", epilog=help_epilog("build"))
@config_option
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Where to build, in place of what the configuration says.",
)
@click.option(
    "--preview",
    metavar="OF",
    help="Build a preview of OF, such as 'pull request 12', not to be taken for the site.",
)
@click.option(
    "--against",
    metavar="BASE",
    help="The revision that the preview is compared with on its page /changes/.",
)
@click.option(
    "--preview-url",
    metavar="URL",
    callback=site_address_option,
    help="Where the preview will be, for its page that stands for missing ones.",
)
@strict_option
@untrusted_option
def command(**options: Any) -> None:
    """Build the site aside and put it in the place of the old one.

    Where that fails the old site stays as it was. With --untrusted no hook and no other plugin is
    used, and templates are rendered in a sandbox. Exit code: 0 built, 1 failed, 2 could not begin.
    """
    from onrecord.cli.build import run

    run(**options)
