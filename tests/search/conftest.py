"""The harbour desk with an actor for each spelling, and someone who looks for things in it."""

import contextlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from tests.fast_yaml import values_of, yaml_of
from tests.serving import Served, serving
from tests.sharing import made_once
from tests.tabs import Tabs
from tests.tiny_site import TinySite

HARBOUR = Path(__file__).parent / "harbour"
WIDE, PHONE = SCREENS = (1280, 800), (390, 844)
# Says of a best match what it is.
_LABEL = re.compile(r"^(?:Actor|Demand|Article|Topic): ")
PAIRS = values_of((Path(__file__).parent / "folding.yml").read_text(encoding="utf-8"))
CONFIG = """\
site_name: The harbour desk
docs_dir: content
theme: {name: onrecord}
plugins: [{onrecord: {share_pictures: false}}]
"""


def build(root: Path, config: str = CONFIG) -> TinySite:
    """The desk beside this file, built; and one actor for each spelling."""
    site = TinySite(root)
    shutil.copytree(HARBOUR, root / "content")
    for number, (_, written) in enumerate(PAIRS):
        record = yaml_of({"name": written, "kind": "person"})
        site.write(f"content/actors/spelling-{number}.yml", record)
    site.write("site_config.yml", config)
    site.done("build")
    return site


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    return TinySite(made_once(tmp_path_factory, "search", build))


@pytest.fixture(scope="package")
def served(site: TinySite) -> Iterator[Served]:
    with serving(site.root / "site") as server:
        yield server


@dataclass(frozen=True)
class Searcher:
    """Someone who looks for things."""

    page: Page
    served: Served

    def sized(self, size: tuple[int, int]) -> None:
        """Give the page this size."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def close(self) -> None:
        """Leave the search, if one is in it."""
        if self.page.locator("dialog.finder").is_visible():
            self.page.keyboard.press("Escape")

    def look_for(self, query: str) -> str:
        """What is said of it once the results are there."""
        if not self.page.locator("dialog.finder").is_visible():
            self.page.keyboard.press("/")
        self.page.fill("#finder-query", query)
        # This looks more often than `expect` does.
        self.page.locator(".finder-results[aria-busy=false]").wait_for(state="attached")
        return self.page.inner_text(".finder-status")

    def found(self, kind: str) -> list[str]:
        """The results of one kind, the best matches first: text, then facts."""
        return [line for of, line in self.results() if of == kind]

    def kinds(self) -> list[str]:
        """The kinds of the results, in the order in which they are first shown."""
        return list(dict.fromkeys(kind for kind, _ in self.results()))

    def results(self) -> list[tuple[str, str]]:
        """All results in their order: the kind, which leads the address, and the line."""
        links = self.page.locator(".finder-results li").evaluate_all(
            "items => items.map(item => [item.querySelector(':scope > a, [data-href=uri]'), item])"
            ".map(([link, item]) => [link.pathname, item.innerText])"
        )
        below = urlsplit(self.served.url).path
        return [
            (
                path.removeprefix(below).partition("/")[0],
                _LABEL.sub("", " | ".join(filter(None, line.split("\n")))),
            )
            for path, line in links
        ]

    def groups(self) -> list[str]:
        return self.page.locator(".finder-results h2").all_inner_texts()


@contextlib.contextmanager
def searching(
    tabs: Tabs, served: Served, size: tuple[int, int], address: str = "demands/double-pay/"
) -> Iterator[Searcher]:
    with tabs.open(*size) as tab:
        tab.page.goto(served.url + address)
        yield Searcher(tab.page, served)
        assert tab.complaints == []


@pytest.fixture(scope="module")
def searcher(undrawn: Tabs, served: Served) -> Iterator[Searcher]:
    """Whoever looks for one thing after the other, on the page of a demand at first."""
    with searching(undrawn, served, WIDE) as opened:
        yield opened


@pytest.fixture
def clicking_searcher(tabs: Tabs, served: Served) -> Iterator[Searcher]:
    with searching(tabs, served, WIDE) as opened:
        yield opened
