"""A page is light: what it moves, its fonts, its scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.families import busiest
from tests.weight import (
    KILO,
    MOST,
    MOST_FONTS,
    MOST_SCRIPTS,
    MOST_SEARCH,
    Weight,
    loaded_scripts,
    weigh,
)

from .conftest import Example

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def weights(browser: Browser, example: Example) -> dict[str, Weight]:
    """What the busiest page of each family moves."""
    pages = busiest(example.site)
    del pages["not found"]  # its addresses start at the root of a host, this site lies below it
    weighed = weigh(browser, example.site, example.address, list(pages.values()))
    return dict(zip(pages, weighed, strict=True))


def test_a_page_moves_less_than_60_kb(weights: dict[str, Weight]) -> None:
    assert {name: weight.moved for name, weight in weights.items() if weight.moved >= MOST} == {}
    assert all(weight.moved > 5 * KILO for weight in weights.values())  # it was looked at


def test_the_html_of_a_page_says_each_thing_once(example: Example) -> None:
    pages = busiest(example.site)
    families = ("home", "actor", "demand", "part of a demand")
    sizes = {name: (example.site / pages[name] / "index.html").stat().st_size for name in families}
    assert {name: size for name, size in sizes.items() if size > 55 * KILO} == {}


def test_fonts_are_less_than_120_kb(weights: dict[str, Weight]) -> None:
    assert {
        name: weight.fonts for name, weight in weights.items() if weight.fonts >= MOST_FONTS
    } == {}
    assert weights["quote"].fonts > 40 * KILO  # both faces


def test_all_scripts_of_pages_and_that_of_the_search_are_less_than_24_kb(example: Example) -> None:
    scripts = loaded_scripts(example.site)
    assert len(scripts) >= 4
    # Before compression; a browser keeps them from page to page.
    assert sum(script.stat().st_size for script in scripts) < MOST_SCRIPTS
    assert 0 < (example.site / "js/finder.js").stat().st_size < MOST_SEARCH
    pages = example.site.rglob("*.html")
    assert not any("finder.js" in page.read_text(encoding="utf-8") for page in pages)


def test_scripts_are_deferred_classic_files(example: Example) -> None:
    for page in example.site.rglob("*.html"):
        for tag, inside in re.findall(
            r"<script([^>]*)>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL
        ):
            if tag == ' type="application/ld+json"':
                continue  # data for machines, which no browser runs
            assert re.search(r'\ssrc="[^"]+"', tag), page
            assert re.search(r"\sdefer\b", tag), page
            assert "type=" not in tag, page
            assert inside == "", page
