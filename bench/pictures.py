"""Take the pictures of the documentation from the built example desk.

    python -m bench.pictures SITE docs/pictures

SITE is a folder that ``onrecord build`` made. The pages are chosen from what stands there: the
one of each kind with most on its page.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.browser import ARGUMENTS, find_browser
from tests.serving import serving

WIDE, PHONE = (1280, 900), (390, 844)
LISTS = ("actors", "claims", "quotes", "timeline", "sources", "briefings", "data", "about")


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    pages = {
        "home": "",
        "demands": "demands/",
        "actor": _largest(arguments.site, "actors/*/index.html"),
        "demand": _largest(arguments.site, "demands/*/index.html"),
        "quote": _largest(arguments.site, "quotes/*/*/index.html"),
    }
    # The other families, in one scheme.
    plain = {
        "claim": _largest(arguments.site, "claims/*/index.html"),
        "topic": _largest(arguments.site, "topics/*/index.html"),
        "article": _largest(arguments.site, "articles/*/index.html"),
        "briefing": _largest(arguments.site, "briefings/*/index.html"),
        **{name: f"{name}/" for name in LISTS if (arguments.site / name / "index.html").is_file()},
    }
    path = find_browser()
    with serving(arguments.site) as served, sync_playwright() as playwright:
        address = served.url
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for name, uri in pages.items():
            for scheme in ("light", "dark"):
                _take(browser, address + uri, WIDE, scheme, arguments.folder / f"{name}-{scheme}")
            _take(browser, address + uri, PHONE, "light", arguments.folder / f"{name}-phone")
        for name, uri in plain.items():
            _take(browser, address + uri, WIDE, "light", arguments.folder / f"{name}-light")
            _take(browser, address + uri, PHONE, "light", arguments.folder / f"{name}-phone")
        browser.close()


def _largest(site: Path, pattern: str) -> str:
    page = max(site.glob(pattern), key=lambda path: path.stat().st_size)
    return f"{page.parent.relative_to(site).as_posix()}/"


def _take(browser: Browser, url: str, size: tuple[int, int], scheme: str, to: Path) -> None:
    width, height = size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(url, wait_until="networkidle")
    page.screenshot(path=to.with_suffix(".png"))
    page.close()


if __name__ == "__main__":
    main()
