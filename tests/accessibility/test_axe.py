"""axe-core finds nothing: on the busiest page of every family, and in what opens on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.axe import AXE, EVERYTHING, MORE_CONTRAST, faults, in_light_and_dark, thin

from .conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

NARROW = 390
POLICY = """document.querySelector('meta[http-equiv="Content-Security-Policy"]').content"""


def test_nothing_is_found_on_any_family(
    site: Site, open_undrawn: Callable[..., Page], known_looks: set[str]
) -> None:
    found = {}
    page = open_undrawn("home", script=AXE)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    for family in site.pages:
        page.set_viewport_size({"width": 1280, "height": 844})
        page.goto(site.address(family))
        assert page.evaluate(POLICY), family
        thin(page)
        found[family] = in_light_and_dark(page, narrow=NARROW, known=known_looks)
    assert len(found) >= 18
    assert {family: lines for family, lines in found.items() if lines} == {}
    # Every page keeps the policy that it carries.
    assert [message for message in refused if "Content Security Policy" in message] == []


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("a")
    page.locator(".finder-results li").first.wait_for()


def open_filter(page: Page) -> None:
    page.locator(".filters details:not([hidden]) > summary").first.click()
    page.locator(".filters details[open] input[type=checkbox]:visible").first.check()


def open_every_details(page: Page) -> None:
    page.evaluate(
        "for (const one of document.querySelectorAll('details')) {"
        " one.removeAttribute('name'); one.open = true }"
    )


# What opens: where, how, and the element that has what is then new.
OPENED = {
    "search": ("home", open_search, "dialog.finder"),
    "filters of the quotes": ("explore", open_filter, "main"),
    "filters of the demands": ("demands", open_filter, ".filters"),
    "cite and embed": ("quote", open_every_details, "main"),
    "the table of a demand": ("demand", open_every_details, ".picture-table"),
    "the table of an actor": ("actor", open_every_details, ".picture-table"),
}


@pytest.mark.parametrize("opened", OPENED.values(), ids=OPENED)
def test_nothing_is_found_in_what_opens(
    opened: tuple[str, Callable[[Page], None], str],
    open_page: Callable[..., Page],
    open_undrawn: Callable[..., Page],
    known_looks: set[str],
) -> None:
    family, do, within = opened
    page = (open_page if do is open_filter else open_undrawn)(family, script=AXE)  # that clicks
    do(page)
    thin(page)
    assert page.locator(within).first.is_visible()
    assert in_light_and_dark(page, within, narrow=NARROW, known=known_looks) == []
    assert page.locator(within).first.is_visible()


@pytest.mark.parametrize("family", ["home", "quote", "demands"])
def test_who_asks_for_more_contrast_gets_seven_to_one(
    family: str, open_undrawn: Callable[..., Page]
) -> None:
    page = open_undrawn(family, contrast="more", script=AXE)
    thin(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page, MORE_CONTRAST) == [], scheme


def test_it_would_find_a_fault(open_undrawn: Callable[..., Page]) -> None:
    """That nothing is found says something only if what is wrong is found."""
    page = open_undrawn("not found", script=AXE)
    page.evaluate("""() => {
      const low = document.createElement('p');
      low.textContent = 'Too pale';
      low.style.color = '#ddd';
      const [one, two] = [1, 2].map(() => document.createElement('button'));
      for (const small of [one, two]) {
        small.ariaLabel = 'small';
        Object.assign(small.style, { width: '10px', height: '10px', padding: 0, border: 0 });
      }
      document.querySelector('main').append(low, one, two);
    }""")
    found = {line.partition(":")[0] for line in faults(page, EVERYTHING)}
    assert found == {"color-contrast", "target-size"}
