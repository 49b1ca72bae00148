"""What a page moves, as a reader's browser asks for it and a static host sends it: compressed."""

from __future__ import annotations

import contextlib
import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

KILO = 1000
# What a page may move before images and fonts, its fonts, all scripts that pages load together on
# the disk, and that of the search, which is fetched when it is first opened.
MOST = 60 * KILO
MOST_FONTS = 120 * KILO
MOST_SCRIPTS = 24 * KILO
MOST_SEARCH = 24 * KILO

_COMPRESSED = {".html", ".css", ".js", ".json", ".txt", ".svg"}
_IMAGES = {".png", ".svg", ".ico"}
_FONTS = {".woff2"}


@dataclass(frozen=True)
class Weight:
    """Bytes of a page that is opened for the first time.

    Attributes:
        moved: all but images and fonts, compressed.
        raw: the same as it lies on the disk.
        scripts: JavaScript as it lies on the disk.
        fonts: which are compressed already.
    """

    moved: int
    raw: int
    scripts: int
    fonts: int


def loaded_scripts(site: Path) -> list[Path]:
    """All scripts but that of the search, which no page loads by itself."""
    return [file for file in (site / "js").glob("*.js") if file.name != "finder.js"]


@cache  # pages share styles and scripts
def compressed(file: Path) -> int:
    """How many bytes a static host sends of a file."""
    body = file.read_bytes()
    return len(gzip.compress(body)) if file.suffix in _COMPRESSED else len(body)


def weigh(browser: Browser, site: Path, url: str, addresses: Sequence[str]) -> list[Weight]:
    """Open each page of the ``site`` that is served at ``url``, as on a phone that knows none."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    found = []
    with weighing(page, site, url) as asked:
        for address in addresses:
            asked.clear()
            page.goto(url + address, wait_until="networkidle")
            found.append(weight_of(asked))
    page.close()
    return found


@contextlib.contextmanager
def weighing(page: Page, site: Path, url: str) -> Iterator[set[Path]]:
    """The files of ``site``, served at ``url``, that ``page`` asks for; it keeps none of them."""
    asked: set[Path] = set()

    def note(answer: Response) -> None:
        below = answer.url.partition("?")[0].removeprefix(url)
        asked.add(site / (f"{below}index.html" if not below or below.endswith("/") else below))

    session = page.context.new_cdp_session(page)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("response", note)
    yield asked
    page.remove_listener("response", note)
    session.detach()


def weight_of(asked: set[Path]) -> Weight:
    """Of the files that a page asked for."""
    text = [file for file in asked if file.suffix not in _IMAGES | _FONTS]
    return Weight(
        moved=sum(map(compressed, text)),
        raw=sum(file.stat().st_size for file in text),
        scripts=sum(file.stat().st_size for file in text if file.suffix == ".js"),
        fonts=sum(file.stat().st_size for file in asked if file.suffix in _FONTS),
    )
