"""`onrecord serve`: a live preview."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.plugin.configuration import ConfigurationFault
from onrecord.plugin.preview import PreviewFailed, preview

from .options import config_option
from .output import cannot_run, fail


@click.command("serve")
@config_option
@click.option(
    "-a", "--address", metavar="HOST:PORT", help="Where to serve (else as the configuration says)."
)
@click.option("-o", "--open", "in_browser", is_flag=True, help="Open a browser.")
def command(config_file: Path, address: str | None, *, in_browser: bool) -> None:
    """Serve a live preview of the site.

    It is rebuilt whenever content, templates or configuration change. A broken edit shows its
    problems in the browser, above the last good version.
    """
    try:
        preview(config_file, address=address, in_browser=in_browser)
    except ConfigurationFault as fault:
        cannot_run(fault.messages)
    except PreviewFailed as failure:
        fail([str(failure)], 1)
