"""The example desk as it is published, and the busiest page of each family."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.families import busiest
from tests.serving import serving
from tests.tabs import Tabs

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True)
class Site:
    """A served site.

    Attributes:
        url: of its home page, with a slash at the end.
        pages: the address of the busiest page of each family.
    """

    url: str
    pages: dict[str, str]

    def address(self, family: str) -> str:
        """Where the busiest page of a family is read."""
        return self.url + self.pages[family]


@pytest.fixture(scope="package")
def site(example_site: Path) -> Iterator[Site]:
    """The site at the root of a strict host, where its page for wrong addresses works too."""
    with serving(example_site, "/") as served:
        yield Site(served.url, busiest(example_site))


@contextlib.contextmanager
def opening(tabs: Tabs, site: Site) -> Iterator[Callable[..., Page]]:
    """What opens the page of a family, in one of ``tabs``."""
    with contextlib.ExitStack() as stack:

        def opened(family: str, width: int = 1280, height: int = 844, **options: Any) -> Page:
            options = {"reduced_motion": "reduce", **options}
            page = stack.enter_context(tabs.open(width, height, **options)).page
            page.goto(site.address(family))
            return page

        yield opened


@pytest.fixture
def open_page(tabs: Tabs, site: Site) -> Iterator[Callable[..., Page]]:
    """Open the page of a family: `open_page("demands", width=390, color_scheme="dark")`."""
    with opening(tabs, site) as opened:
        yield opened


@pytest.fixture
def open_undrawn(undrawn: Tabs, site: Site) -> Iterator[Callable[..., Page]]:
    """The same, to read and to measure: nothing is drawn, so nothing can be clicked."""
    with opening(undrawn, site) as opened:
        yield opened
