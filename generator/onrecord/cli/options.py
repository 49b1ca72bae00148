"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

config_option = click.option(
    "-f",
    "--config-file",
    "config_file",
    type=click.Path(path_type=Path),
    default=Path("site_config.yml"),
    show_default=True,
    help="The configuration of the site.",
)

strict_option = click.option("--strict", is_flag=True, help="Warnings fail too.")
