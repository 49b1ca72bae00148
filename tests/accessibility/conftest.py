"""The example desk as it is published, and the busiest page of each family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.families import busiest
from tests.serving import serving

from onrecord.cli.main import main as onrecord

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REPOSITORY = Path(__file__).parents[2]


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
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site at the root of a strict host, where its page for wrong addresses works too."""
    folder = tmp_path_factory.mktemp("accessibility") / "site"
    with pytest.raises(SystemExit) as done:
        onrecord(["build", "-f", str(REPOSITORY / "site_config.yml"), "-d", str(folder)])
    assert done.value.code in (0, None)
    with serving(folder, "/") as served:
        yield Site(served.url, busiest(folder))


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open the page of a family: `open_page("demands", width=390, color_scheme="dark")`."""
    contexts = []

    def opened(family: str, width: int = 1280, height: int = 844, **options: Any) -> Page:
        options = {"reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(site.address(family))
        return page

    yield opened
    for context in contexts:
        context.close()
