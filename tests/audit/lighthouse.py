"""Lighthouse over single pages, in Chromium, as a phone on a slow line."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import click
from tests.browser import ARGUMENTS

# What each category must reach.
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


@dataclass(frozen=True)
class Report:
    """What Lighthouse found on one page.

    Attributes:
        scores: 0 to 100 by category.
        metrics: as they are shown, by title.
        reasons: what keeps a category below what is wanted.
    """

    version: str
    browser: str
    scores: dict[str, int]
    metrics: dict[str, str]
    reasons: list[str]

    @property
    def short(self) -> list[str]:
        """The categories that do not reach what is wanted."""
        return [name for name, least in WANTED.items() if self.scores[name] < least]


_METRICS = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "layout shift",
}


def look_at(tool: Path, browser: str, address: str, folder: Path) -> Report:
    """Run Lighthouse on one page.

    Raises:
        click.ClickException: if it does not run.
    """
    out = folder / "report.json"
    flags = " ".join(["--headless=new", *ARGUMENTS])
    command = ["node", str(tool), address, "--quiet", "--output=json", f"--output-path={out}"]
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(WANTED)}"]
    try:
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "CHROME_PATH": browser},
        )
    except OSError as fault:
        raise click.ClickException(f"Lighthouse needs Node: {fault}") from fault
    except subprocess.CalledProcessError as fault:
        raise click.ClickException(f"Lighthouse fails on {address}: {fault.stderr}") from fault
    return _read(json.loads(out.read_text(encoding="utf-8")))


def _read(told: dict[str, dict[str, dict[str, object]]]) -> Report:
    audits = told["audits"]
    scores = {name: round(100 * float(str(told["categories"][name]["score"]))) for name in WANTED}
    reasons = [
        f"{name}: {audit['title']} {audit.get('displayValue', '')}".strip()
        for name, audit in audits.items()
        if isinstance(score := audit.get("score"), (int, float)) and score < 0.9
    ]
    return Report(
        version=str(told["lighthouseVersion"]),
        browser=str(told["environment"]["hostUserAgent"]).partition("Chrome/")[2].split(".")[0],
        scores=scores,
        metrics={
            title: str(audits[name]["displayValue"]).replace("\xa0", " ")
            for name, title in _METRICS.items()
        },
        reasons=reasons,
    )
