"""What `onrecord serve` takes, and what it says of itself."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli.options import config_option, help_epilog


@click.command("serve", epilog=help_epilog("serve"))
@config_option
@click.option(
    "-a", "--address", metavar="HOST:PORT", help="Where to serve (else as the configuration says)."
)
@click.option("-o", "--open", "in_browser", is_flag=True, help="Open a browser.")
def command(**options: Any) -> None:
    """Serve a live preview of the site.

    It is rebuilt whenever content, templates or configuration change. A broken edit shows its
    problems in the browser, above the last good version.
    """
    from onrecord.cli.serve import run

    run(**options)
