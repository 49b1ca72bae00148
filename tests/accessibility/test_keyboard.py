"""The keyboard reaches everything, one sees where it is, and the first stop leads past the head."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from tests.axe import thin

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What a reader can act on and sees; what is within closed details or a hidden form is not seen.
CAN_BE_REACHED = """() => {
  const all = document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]');
  return [...all].filter((one) => one.checkVisibility({ visibilityProperty: true })
    && !one.disabled && !one.closest('[hidden]') && one.getClientRects().length)
    .map((one, place) => one.dataset.stop = String(place));
}"""
# Notes each place that the focus comes to: whether it shows, and whether it can be seen there.
WATCH = """() => {
  window.stops = [];
  addEventListener('focusin', () => window.stops.push(look(document.activeElement)));
  const look = (one) => {
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    // A link over two lines: one of its lines will do.
    const seen = [...one.getClientRects()].some((line) => {
      const [x, y] = [line.x + line.width / 2, Math.max(5, line.y + Math.min(line.height / 2, 10))];
      const top = document.elementFromPoint(x, y);
      return top && (one.contains(top) || top.contains(one));
    });
    return {
      stop: one.dataset.stop ?? null,
      what: one.outerHTML.slice(0, 120),
      outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      within: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
      seen,
    };
  };
}"""


def stops(page: Page, expected: int) -> list[dict[str, Any]]:
    """The first ``expected`` places that the tab key stops at, from the top of the page on."""
    page.evaluate(WATCH)
    for _ in range(expected):
        page.keyboard.press("Tab")
    found: list[dict[str, Any]] = page.evaluate("window.stops")
    return found


@pytest.mark.parametrize(
    ("family", "width"),
    [("home", 1280), ("quote", 1280), ("quote", 390), ("demands", 1280), ("demands", 390)],
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    family: str, width: int, open_undrawn: Callable[..., Page]
) -> None:
    page = open_undrawn(family, width=width)
    page.wait_for_load_state("networkidle")
    thin(page)
    reachable = page.evaluate(CAN_BE_REACHED)
    assert len(reachable) > 20
    found = stops(page, len(reachable))

    assert set(reachable) - {stop["stop"] for stop in found} == set()
    assert [stop["what"] for stop in found if not stop["outlined"]] == []
    assert [stop["what"] for stop in found if not (stop["within"] and stop["seen"])] == []


@pytest.mark.parametrize("family", ["demand", "actor"])
def test_the_focus_shows_on_the_marks_of_a_picture(
    family: str, open_page: Callable[..., Page]
) -> None:
    """They are drawn, and have no outline: so what they look like with and without it differs."""
    page = open_page(family)
    marks = page.locator(".picture svg a >> visible=true")
    assert marks.count() > 3
    page.locator(".picture").evaluate("one => { one.tabIndex = -1; one.focus() }")
    for _ in range(4):
        page.keyboard.press("Tab")
    place = marks.evaluate_all("all => all.indexOf(document.activeElement)")
    assert place >= 0
    focused = marks.nth(place).screenshot()
    page.evaluate("document.activeElement.blur()")
    assert marks.nth(place).screenshot() != focused


def test_the_first_stop_leads_past_the_head_and_what_opens_opens_and_closes(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("quote")
    skip = page.locator("a.skip")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")

    summary = page.locator(".copying summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".copy-forms").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".copy-forms").first).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_picture_of_all_demands_can_be_skipped(
    width: int, open_page: Callable[..., Page]
) -> None:
    page = open_page("home", width=width)
    skip = page.get_by_role("link", name="Skip the picture")
    assert skip.evaluate("link => getComputedStyle(link).clipPath") != "none"
    skip.focus()
    assert skip.evaluate("link => getComputedStyle(link).clipPath") == "none"
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.glance-group ~ *, section ~ section *')")
    assert not page.evaluate("document.activeElement.closest('.glance-group') !== null")
