"""The Nu HTML checker over every page, style sheet and drawing of a site."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import click

# What the checker does not know yet, though it is CSS: the message, and where it is defined.
TOO_NEW = {
    r"CSS: Unrecognized at-rule “@container”": "CSS Conditional Rules 5, in browsers since 2023",
    r"CSS: “container-type”: Property “container-type” doesn't exist\.": "the same",
}
_OPTIONS = [
    *("--format", "json", "--stdout", "--errors-only", "--skip-non-html"),
    *("--also-check-css", "--also-check-svg"),
]


@dataclass(frozen=True)
class Nu:
    """What the checker said.

    Attributes:
        version: of the checker.
        pages: how many it looked at.
        faults: one line each; what is too new for it is not among them.
        too_new: how often each form of ``TOO_NEW`` was met.
    """

    version: str
    pages: int
    faults: list[str]
    too_new: dict[str, int]


def check(jar: Path, site: Path) -> Nu:
    """Run the checker.

    Raises:
        click.ClickException: if it does not run.
    """
    command = ["java", "-jar", str(jar)]
    try:
        version = subprocess.run(
            [*command, "--version"], check=True, capture_output=True, text=True
        ).stdout
        told = subprocess.run(
            [*command, *_OPTIONS, str(site)],
            check=False,  # it fails where there are faults
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError) as fault:
        raise click.ClickException(f"the Nu checker needs Java: {fault}") from fault
    messages = json.loads(told.stdout)["messages"]
    faults, too_new = [], dict.fromkeys(TOO_NEW, 0)
    for message in messages:
        form = next((form for form in TOO_NEW if re.fullmatch(form, message["message"])), None)
        if form:
            too_new[form] += 1
        else:
            where = message.get("url", "").partition("/site/")[2]
            faults.append(f"{where}:{message.get('lastLine', 1)}: {message['message']}")
    return Nu(version.split()[0], len(list(site.rglob("*.html"))), faults, too_new)
