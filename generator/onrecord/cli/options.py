"""Options that several commands take, and the examples in the help of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

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


EXAMPLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "init": (
            "onrecord init harbour-desk",
            "onrecord init . --ci gitlab --name 'The harbour strike' --language fr",
            "onrecord init desk --requirement 'onrecord @ git+https://git.example.org/o@v1'",
        ),
        "new": (
            "onrecord new actor dock-union",
            "onrecord new article gazette-on-the-talks --folder 2031/05",
        ),
        "check": (
            "onrecord check",
            "onrecord check content/articles/gazette-on-the-talks.yml",
            "onrecord check --strict --format github",
        ),
        "serve": ("onrecord serve", "onrecord serve --open --address 127.0.0.1:8080"),
        "verify": (
            "onrecord verify",
            "onrecord verify content/articles/2031/05",
            "onrecord verify --captures ../captures",
        ),
        "build": ("onrecord build --strict", "onrecord build -f site_config.yml -d public"),
        "diff": ("onrecord diff main", "onrecord diff v1.2 HEAD --format json"),
        "brief": (
            "onrecord brief --since 2031-05-01 --format markdown -o briefing.md",
            "onrecord brief --from 7d --through 2031-05-31",
            "onrecord brief --since 2031-05-01 --actor dock-union --format pdf -o briefing.pdf",
        ),
        "export": (
            "onrecord export --format sqlite -o onrecord.sqlite",
            "onrecord export --format csv -o harbour-data.zip",
        ),
        "import": (
            "onrecord import quotes.csv -o content --dry-run",
            "onrecord import onrecord-csv.zip -o content",
        ),
        "schema": ("onrecord schema article", "onrecord schema -o .schemas"),
    }
)


def help_epilog(command: str) -> str:
    """What stands below the options of ``command``."""
    # \b: click leaves the lines as they are.
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in EXAMPLES[command])))
