"""The desk of the strike as a built site, read in a browser that lets pages copy."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from tests.desk.desks import harbour
from tests.serving import Served, serving
from tests.sharing import build_site, made_once
from tests.tabs import Tabs
from tests.views.strike import FILES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CONFIG = """\
site_name: Harbour desk
docs_dir: content
theme: {name: onrecord}
plugins:
  - onrecord: {coverage: {from: 2031-05-01, through: 2031-05-04}, share_pictures: false}
"""


def build(folder: Path) -> None:
    """The site, which does not say where it is published."""
    harbour(folder, FILES)
    (folder / "site_config.yml").write_text(CONFIG, encoding="utf-8")
    build_site(folder)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site below a folder of a strict host."""
    with serving(made_once(tmp_path_factory, "strike", build) / "site") as host:
        yield host


@dataclass
class Reader:
    """A page of the site."""

    page: Page
    site: str

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
def reading(tabs: Tabs, served: Served, **options: Any) -> Iterator[Reader]:
    """A reader whose browser lets pages copy; at the end nothing was complained of."""
    copies = ["clipboard-read", "clipboard-write"]
    with tabs.open(permissions=copies, **options) as tab:
        yield Reader(tab.page, served.url)
        assert tab.errors == []
        assert [text for kind, text in tab.console if kind == "error"] == []


@pytest.fixture
def reader(tabs: Tabs, served: Served) -> Iterator[Reader]:
    """A reader with scripts."""
    with reading(tabs, served) as reader:
        yield reader


@pytest.fixture
def new_reader(browser: Browser, served: Served) -> Iterator[Reader]:
    """A reader in whose browser a test puts what it cannot take out again."""
    with reading(Tabs(browser), served) as reader:
        yield reader


@pytest.fixture
def plain_reader(tabs: Tabs, served: Served) -> Iterator[Reader]:
    """A reader without scripts."""
    with reading(tabs, served, java_script_enabled=False) as reader:
        yield reader


@pytest.fixture
def embedded(tabs: Tabs) -> Iterator[Page]:
    """An empty page of somebody else, without any style."""
    with tabs.open() as tab:
        yield tab.page


@pytest.fixture(scope="session")
def script() -> Path:
    """The script under test."""
    from onrecord.render.templates import packaged_templates

    return packaged_templates() / "theme" / "js" / "cards.js"
