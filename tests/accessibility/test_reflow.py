"""Narrow, enlarged, spaced out or on paper: nothing is lost and nothing is cut off."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from tests.tabs import Tabs

from .conftest import Site

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

# A4 less the margins of the print sheet, in CSS pixels.
PAPER = 673
# Text that reaches beyond the page, or is cut by its own box. What scrolls by itself may, and so
# may what is only for the ear.
CUT_OFF = """() => {
  const width = document.documentElement.clientWidth;
  const known = new Map();
  const about = (one) => {
    if (!one) return { apart: false, edges: { left: 0, right: width } };
    if (!known.has(one)) {
      const { clipPath, overflowX } = getComputedStyle(one);
      const clipped = clipPath.startsWith('inset') && overflowX === 'hidden';
      const above = about(one.parentElement);
      known.set(one, {
        apart: above.apart || one.matches('.skip') || clipped || /auto|scroll/.test(overflowX),
        edges: overflowX === 'hidden' ? one.getBoundingClientRect() : above.edges,
      });
    }
    return known.get(one);
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const [one, text] = [node.parentElement, node.data.trim().slice(0, 60)];
    if (!text || !one.checkVisibility({ visibilityProperty: true })) continue;
    const { apart, edges } = about(one);
    if (apart) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    // Half a hung quotation mark may stand in the margin.
    const [left, right] = [Math.max(0, edges.left) - 6, Math.min(width, edges.right) + 1];
    if (box.width && (box.left < left || box.right > right)) {
      found.push(`${Math.round(box.left)} to ${Math.round(box.right)}: ${text}`);
    }
  }
  if (document.documentElement.scrollWidth > width) found.push('the page scrolls sideways');
  return found;
}"""
# What is read and where links lead. Marks of pictures are drawn anew for each width, and what one
# of them stands for is said anew: so of that, only how often it is said has to be the same.
HOLDS = r"""() => {
  const seen = (one) => one.checkVisibility() && !one.closest('svg');
  const units = [...document.querySelectorAll('.unit')].filter(seen);
  const said = units.map((one) => one.innerText.trim());
  for (const one of units) one.style.visibility = 'hidden';
  const words = document.querySelector('main').innerText.toLowerCase().match(/\p{L}{3,}/gu);
  for (const one of units) one.style.visibility = '';
  return {
    links: [...document.querySelectorAll('a[href]')].filter(seen).map((one) => one.href),
    words: [...new Set(words)],
    units: said.filter(Boolean).length,
  };
}"""


# What a reader's own style sheet may do (WCAG 1.4.12).
SPACED_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;'
    + ' word-spacing: .16em !important } p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [sheet];
}"""


def sized(zoom: CDPSession, width: int, height: int, scale: int = 1) -> None:
    """Give the page this size in its own pixels, each of ``scale`` pixels of the screen."""
    size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
    zoom.send("Emulation.setDeviceMetricsOverride", size)


def spaced_out(page: Page, zoom: CDPSession) -> None:
    sized(zoom, 390, 844)
    page.evaluate(SPACED_OUT)


def on_paper(page: Page, zoom: CDPSession) -> None:
    sized(zoom, PAPER, 844)
    page.evaluate("document.adoptedStyleSheets = []")
    page.emulate_media(media="print")


# What is done to each page, one after the other.
WAYS: dict[str, Callable[[Page, CDPSession], None]] = {
    "enlarged to 200 %": lambda _, zoom: sized(zoom, 640, 512, 2),
    "enlarged to 400 %": lambda _, zoom: sized(zoom, 320, 512, 4),
    "spaced out": spaced_out,
    "on paper": on_paper,
}


@pytest.fixture(scope="module")
def cut_off(undrawn: Tabs, site: Site) -> dict[str, dict[str, list[str]]]:
    """What is cut off on the busiest page of each family, by each of `WAYS`."""
    found: dict[str, dict[str, list[str]]] = {way: {} for way in WAYS}
    with undrawn.open(reduced_motion="reduce") as tab:
        zoom = tab.page.context.new_cdp_session(tab.page)
        for family in site.pages:
            tab.page.emulate_media(media="screen")
            tab.page.goto(site.address(family))
            for way, prepare in WAYS.items():
                prepare(tab.page, zoom)
                found[way][family] = tab.page.evaluate(CUT_OFF)
        zoom.detach()
    return found


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_cut_off(way: str, cut_off: dict[str, dict[str, list[str]]]) -> None:
    assert len(cut_off[way]) >= 18
    assert {family: lines for family, lines in cut_off[way].items() if lines} == {}


@pytest.mark.parametrize("family", ["home", "actor", "quote", "demands", "demand", "claim"])
def test_an_enlarged_page_holds_the_same(family: str, open_undrawn: Callable[..., Page]) -> None:
    page = open_undrawn(family)
    wide = page.evaluate(HOLDS)
    assert len(wide["links"]) > 20
    for width in (640, 320):  # 200 % and 400 % of 1280
        page.set_viewport_size({"width": width, "height": 512})
        narrow = page.evaluate(HOLDS)
        assert set(wide["links"]) - set(narrow["links"]) == set(), width
        assert set(wide["words"]) - set(narrow["words"]) == set(), width
        assert narrow["units"] == wide["units"] == (family == "actor"), width


def test_paper_has_no_controls(site: Site, open_undrawn: Callable[..., Page]) -> None:
    page = open_undrawn("home", width=PAPER)
    page.emulate_media(media="print")
    for family in ("home", "explore", "quote", "demands"):
        page.goto(site.address(family))
        for control in ("header nav", ".skip", "button", ".filters", ".carry", "select"):
            shown = page.locator(f"{control} >> visible=true")
            assert shown.count() == 0, (family, control)


def test_paper_has_the_address_of_each_quote_and_parts_nothing_that_belongs_together(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("demand")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
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


def test_paper_says_how_many_of_how_many_and_where_the_rest_is(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("actor")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    rest = page.locator(".all-of-it + .parts a").first

    assert re.fullmatch(r"\d+ of \d+ quotes are here. .*", page.locator(".all-of-it").inner_text())
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


def test_what_is_opened_for_paper_is_closed_after_it(
    site: Site, open_undrawn: Callable[..., Page]
) -> None:
    page = open_undrawn("demand")
    before = page.locator("main details[open]").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open], .filter)").count() == 0
    sheet = page.locator("html").get_attribute("data-sheet") or ""
    assert sheet.startswith(f"{site.address('demand')} · printed ")

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details[open]").count() == before


def test_on_a_phone_months_are_closed_until_one_chooses(open_page: Callable[..., Page]) -> None:
    page = open_page("timeline", width=390)
    months = page.locator(".month > details")
    assert [month.evaluate("one => one.open") for month in months.all()][:2] == [True, False]
    page.locator(".only [value=answer]").check()
    assert page.locator(".month > details:not([open])").count() == 0


def test_how_a_timeline_is_ordered_is_right_below_its_picture(
    open_undrawn: Callable[..., Page],
) -> None:
    """Where there is room, the ways to its dates are beside both."""
    page = open_undrawn("timeline")
    picture, ways, how = (
        page.locator(f".by-date > {one}").bounding_box() for one in ("figure", "div", ".how")
    )
    assert picture
    assert ways
    assert how
    assert 0 <= how["y"] - picture["y"] - picture["height"] < 40
    assert ways["x"] > picture["x"] + picture["width"]


# For each mark of the lines: whether it is far from others, and what a tap on its middle opens.
TAPPED = """() => [...document.querySelectorAll('.glance-row svg.line a')].map((mark) => {
  mark.scrollIntoView({ block: 'center' });
  const box = mark.querySelector('use').getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const led = document.elementFromPoint(x, y).closest('a');
  const demand = mark.closest('article').querySelector('a');
  return [mark.matches('.far'), led === mark, led === demand];
})"""


def test_on_a_phone_what_is_too_small_for_a_finger_leads_to_the_demand(
    open_page: Callable[..., Page],
) -> None:
    found = open_page("home", width=390).evaluate(TAPPED)
    assert [True, True, False] in found
    assert [False, False, True] in found
    assert all(is_far == itself != demand for is_far, itself, demand in found)


def test_with_a_mouse_each_mark_leads_to_its_quote(open_page: Callable[..., Page]) -> None:
    found = open_page("home", width=1280).evaluate(TAPPED)
    assert len(found) > 20
    assert [mark for mark in found if not mark[1]] == []
