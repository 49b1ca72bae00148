"""What is arranged otherwise on paper and on a phone. (What all pages keep: `test_families`.)"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pypdf import PdfReader

from .conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_paper_opens_all_has_the_address_of_each_quote_and_parts_nothing_that_belongs_together(
    site: Site, open_undrawn: Callable[..., Page]
) -> None:
    page = open_undrawn("demand")
    opened = page.locator("main details[open]").count()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open], .filter)").count() == 0
    sheet = page.locator("html").get_attribute("data-sheet") or ""
    assert sheet.startswith(f"{site.address('demand')} · printed ")
    link = page.locator(".quote-card .actions > a").first
    shown = link.evaluate("link => getComputedStyle(link, '::after').content")
    of_source = link.evaluate("link => getComputedStyle(link, '::before').content")

    assert link.is_visible()
    assert shown == f'"{link.evaluate("link => link.href")}"'
    assert of_source.startswith('"http')
    assert of_source != shown
    # A tall picture goes on on the next sheet, between two lanes; its dates are there again.
    whole = ".life .strip, .quote-card, .quote-card > figcaption"
    kept = page.locator(whole).evaluate_all(
        "all => all.map(one => getComputedStyle(one).breakInside)"
    )
    dates = page.locator(".life .dates-above").evaluate("one => getComputedStyle(one).display")
    assert set(kept) == {"avoid"}
    assert dates == "table-header-group"
    # Chromium forgets there where an `svg` within another is, and what is moved.
    assert page.locator(".life .dates-above svg svg").count() == 0
    moved = page.locator(".life .dates-above text").evaluate_all(
        "all => all.map(one => getComputedStyle(one).transform)"
    )
    assert set(moved) == {"none"}

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details[open]").count() == opened


def test_paper_says_how_many_of_how_many_and_where_the_rest_is(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("actor")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    rest = page.locator(".all-of-it + .parts a").first

    assert re.fullmatch(r"\d+ of \d+ quotes. .*", page.locator(".all-of-it").inner_text())
    assert rest.is_visible()
    shown = rest.evaluate("link => getComputedStyle(link, '::after').content")
    assert shown.replace('"', "").replace(" ", "") == f"({rest.evaluate('link => link.href')})"


def test_paper_opens_what_is_closed_and_says_on_each_sheet_where_it_is_from(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page("demand", java_script_enabled=False)
    page.emulate_media(media="print")
    closed = page.locator("main details:not([open]) >> visible=true").last
    hidden = str(closed.evaluate("one => one.lastElementChild.textContent")).split()[-1]
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages]

    assert hidden in " ".join(sheets)
    assert len(sheets) > 3
    for number, sheet in enumerate(sheets, start=1):
        assert f"{number} / {len(sheets)}{site.pages['demand']} · covered up to" in sheet


def test_a_timeline_is_ordered_by_what_is_said_right_below_its_picture_and_by_month_on_a_phone(
    open_page: Callable[..., Page],
) -> None:
    """Where there is room, the ways to its dates are beside both."""
    page = open_page("timeline")
    picture, ways, how = (
        page.locator(f".by-date > {one}").bounding_box() for one in ("figure", "div", ".how")
    )
    assert picture
    assert ways
    assert how
    assert 0 <= how["y"] - picture["y"] - picture["height"] < 40
    assert ways["x"] > picture["x"] + picture["width"]

    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    months = page.locator(".month > details")
    assert [month.evaluate("one => one.open") for month in months.all()][:2] == [True, False]
    page.locator(".only [value=answer]").check()
    assert page.locator(".month > details:not([open])").count() == 0


# For each mark of the lines: whether it is far from others, and what a tap on its middle opens.
TAPPED = """() => [...document.querySelectorAll('.glance-row svg.line a')].map((mark) => {
  mark.scrollIntoView({ block: 'center' });
  const box = mark.querySelector('use').getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const led = document.elementFromPoint(x, y).closest('a');
  const demand = mark.closest('article').querySelector('a');
  return [mark.matches('.far'), led === mark, led === demand];
})"""


def test_each_mark_leads_to_its_quote_and_where_it_is_too_small_for_a_finger_to_the_demand(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("home")
    found = page.evaluate(TAPPED)
    assert len(found) > 20
    assert [mark for mark in found if not mark[1]] == []

    page.set_viewport_size({"width": 390, "height": 844})
    found = page.evaluate(TAPPED)
    assert [True, True, False] in found
    assert [False, False, True] in found
    assert all(is_far == itself != demand for is_far, itself, demand in found)
