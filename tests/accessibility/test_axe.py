"""axe-core finds nothing in what opens on a page; and it would find a fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.axe import AXE, EVERYTHING, faults, in_light_and_dark, thin

if TYPE_CHECKING:
    from playwright.sync_api import Page

NARROW = 390


def open_filter(page: Page) -> None:
    page.locator(".filters details:not([hidden]) > summary").first.press("Enter")
    box = page.locator(".filters details[open] input[type=checkbox]:visible").first
    box.press("Space")
    assert box.is_checked()


# What opens: where, how, and the element that has what is then new. (Details are opened on every
# page that has them: see `test_families`; the panel of the search has tests of its own.)
OPENED = {
    "filters of the quotes": ("explore", "main"),
    "filters of the demands": ("demands", ".filters"),
}


@pytest.mark.parametrize("opened", OPENED.values(), ids=OPENED)
def test_nothing_is_found_in_what_opens(
    opened: tuple[str, str], open_undrawn: Callable[..., Page], known_looks: set[str]
) -> None:
    family, within = opened
    page = open_undrawn(family, script=AXE)
    open_filter(page)
    thin(page)
    assert page.locator(within).first.is_visible()
    assert in_light_and_dark(page, within, narrow=NARROW, known=known_looks) == []
    assert page.locator(within).first.is_visible()


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
