"""`onrecord serve`: a live preview."""

from __future__ import annotations

from pathlib import Path

from onrecord.plugin.build import PreviewFailed, serve_site
from onrecord.plugin.configuration import ConfigurationFault

from .output import cannot_run, fail


def run(config_file: Path, address: str | None, *, in_browser: bool) -> None:
    """Serve the preview until it is stopped."""
    try:
        serve_site(config_file, address=address, in_browser=in_browser)
    except ConfigurationFault as fault:
        cannot_run(fault.messages)
    except PreviewFailed as failure:
        fail([str(failure)], 1)
