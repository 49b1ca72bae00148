"""The examples in the help of each command: all of them here, and all of them tested."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
