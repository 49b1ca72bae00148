"""Run by `make audit`: checks the example desk's site and writes docs/audit.md.

It fails where a page is not valid, is heavier than allowed, or Lighthouse finds it wanting.
"""

import tempfile
from pathlib import Path

import click
from playwright.sync_api import sync_playwright
from tests.audit import lighthouse, nu
from tests.audit.report import Figures, written
from tests.audit.site import REPOSITORY, published
from tests.browser import ARGUMENTS, WHOLE, find_browser
from tests.families import busiest
from tests.weight import loaded_scripts, weigh

TOOLS = REPOSITORY / ".audit" / "node_modules"
REPORT = REPOSITORY / "docs" / "audit.md"
# What Lighthouse looks at.
LOOKED_AT = ("home", "actor", "quote", "demands")


def _measure(folder: Path) -> Figures:
    browser = find_browser(WHOLE)
    if browser is None:
        raise click.ClickException("no browser can be had")
    with published(folder) as (address, site):
        pages = busiest(site)
        click.echo("Nu checker …")
        valid = nu.check(TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar", site)
        click.echo("Weights …")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser, args=list(ARGUMENTS))
            weighed = weigh(chromium, site, address, list(pages.values()))
            weights = dict(zip(pages, weighed, strict=True))
            chromium.close()
        reports = {}
        for family in LOOKED_AT:
            click.echo(f"Lighthouse: {family} …")
            tool = TOOLS / "lighthouse" / "cli" / "index.js"
            reports[family] = lighthouse.look_at(tool, browser, address + pages[family], folder)
        scripts = sum(file.stat().st_size for file in loaded_scripts(site))
    return Figures(valid, weights, reports, scripts)


@click.command()
def main() -> None:
    """Audit the example desk."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _measure(Path(folder).resolve())
    REPORT.write_text(written(figures), encoding="utf-8")
    click.echo(f"Written: {REPORT.relative_to(REPOSITORY)}")
    if figures.faults:
        for fault in figures.faults:
            click.echo(fault, err=True)
        raise SystemExit(1)
    click.echo("Nothing found.")


if __name__ == "__main__":
    main()
