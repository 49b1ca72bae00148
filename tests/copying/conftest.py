"""The desk of the strike as a built site, read in a browser that lets pages copy."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.desk.desks import harbour
from tests.serving import Served, serving
from tests.views.strike import FILES

from onrecord.cli.main import main as onrecord

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CONFIG = """\
site_name: Harbour desk
docs_dir: content
theme: {name: onrecord}
plugins:
  - onrecord: {coverage: {from: 2031-05-01, through: 2031-05-04}}
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site, which does not say where it is published, below a folder of a strict host."""
    folder = tmp_path_factory.mktemp("strike")
    harbour(folder, FILES)
    (folder / "site_config.yml").write_text(CONFIG, encoding="utf-8")
    site = folder / "site"
    with pytest.raises(SystemExit) as done:
        onrecord(["build", "-f", str(folder / "site_config.yml"), "-d", str(site)])
    assert done.value.code in (0, None)
    with serving(site) as host:
        yield host


@dataclass
class Reader:
    """A page of the site, and everything the browser complained of."""

    page: Page
    site: str
    complaints: list[str]

    def open(self, uri: str) -> None:
        """Go to a page of the site."""
        self.page.goto(self.site + uri)

    def address(self, uri: str) -> str:
        """Where a page of the site is read."""
        return self.site + uri

    @property
    def clipboard(self) -> str:
        """What a reader would paste."""
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text

    @property
    def told(self) -> str:
        """What a screen reader says."""
        status = self.page.locator("[role=status].copy-status")
        expect(status).not_to_be_empty()
        return status.inner_text()


@contextlib.contextmanager
def reading(browser: Browser, served: Served, *, script: bool = True) -> Iterator[Reader]:
    """A reader with a clean browser; at the end nothing was complained of."""
    context = browser.new_context(java_script_enabled=script)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.extend([said.text] * (said.type == "error")))
    yield Reader(page, served.url, complaints)
    context.close()
    assert complaints == []


@pytest.fixture
def reader(browser: Browser, served: Served) -> Iterator[Reader]:
    """A reader with scripts."""
    with reading(browser, served) as one:
        yield one


@pytest.fixture
def plain_reader(browser: Browser, served: Served) -> Iterator[Reader]:
    """A reader without scripts."""
    with reading(browser, served, script=False) as one:
        yield one


@pytest.fixture
def embedded(browser: Browser) -> Iterator[Page]:
    """An empty page of somebody else, without any style."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def script() -> Path:
    """The script under test."""
    from onrecord.render.places import packaged_templates

    return packaged_templates() / "theme" / "js" / "cards.js"
