"""Options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

Completing = Callable[[click.Context, click.Parameter, str], list[str]]

CONFIG_FILE = Path("site_config.yml")

config_option = click.option(
    "-f",
    "--config-file",
    "config_file",
    type=click.Path(path_type=Path),
    default=CONFIG_FILE,
    show_default=True,
    help="The configuration of the site.",
)

strict_option = click.option("--strict", is_flag=True, help="Warnings fail too.")

untrusted_option = click.option(
    "--untrusted",
    is_flag=True,
    help="Somebody else wrote it: run nothing of it, and read nothing that lies outside.",
)


files_argument = click.argument(
    "files", metavar="[FILES]...", nargs=-1, type=click.Path(path_type=Path)
)


def complete_ids(kind: str) -> Completing:
    """For ``shell_complete`` of a parameter that takes the id of a ``kind``."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
        from .completing import known_ids  # noqa: PLC0415 - no help needs to read YAML

        config_file = Path(ctx.params.get("config_file") or CONFIG_FILE)
        return known_ids(kind, config_file, incomplete)

    return complete


def site_address_option(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    """The address of a site; an empty one for none.

    Raises:
        click.BadParameter: it is no address on the web.
    """
    from onrecord.plugin.option_types import why_no_site_address  # noqa: PLC0415 - help does without it

    if value and (why := why_no_site_address(value)):
        raise click.BadParameter(why)
    return value
