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


# What moves, or would if one went somewhere.
MOVES = """() => [...document.querySelectorAll('*')].filter((one) => {
  const style = getComputedStyle(one);
  return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
    || style.transitionDuration.split(',').some((time) => parseFloat(time) > 0);
}).map((one) => one.localName)"""


@dataclass(frozen=True)
class Site:
    """A served site.

    Attributes:
        folder: in which it lies.
        url: of its home page, with a slash at the end.
        root: of a host at whose root it lies too, so that its page for wrong addresses works.
        pages: the address of the busiest page of each family.
    """

    folder: Path
    url: str
    root: str
    pages: dict[str, str]

    def address(self, family: str) -> str:
        """Where the busiest page of a family is read."""
        return (self.root if family == "not found" else self.url) + self.pages[family]


@pytest.fixture(scope="package")
def site(example_site: Path) -> Iterator[Site]:
    """The site on strict hosts."""
    with serving(example_site) as below, serving(example_site, "/") as at_root:
        yield Site(example_site, below.url, at_root.url, busiest(example_site))


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
