"""The busiest page of each family, opened once: on a phone, wide, enlarged, on paper, by axe-core.

The site lies below a folder of a strict host, only its page for wrong addresses at the root of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, get_args

import pytest
from tests.axe import AXE, MORE_CONTRAST, faults, in_light_and_dark, thin
from tests.tabs import Tabs
from tests.weight import KILO, MOST, MOST_FONTS, Weight, weighing, weight_of

from onrecord.records import vocabulary
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words

from .conftest import MOVES, Site

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, ConsoleMessage, Page, Request, Response

WIDE, NARROW = 1280, 390
# A4 less the margins of the print sheet, in CSS pixels.
PAPER = 673
POLICY = """document.querySelector('meta[http-equiv="Content-Security-Policy"]').content"""
HEADINGS = "document.querySelectorAll('h1').length"
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
# Names made of several elements that run together: the end of none but the last is heard.
RUN_TOGETHER = r"""() => [...document.querySelectorAll('[aria-labelledby*=" "]')].flatMap((one) => {
  const parts = one.getAttribute('aria-labelledby').split(' ');
  const texts = parts.map((id) => document.getElementById(id)?.textContent.trim() ?? '');
  return texts.slice(0, -1).every((text) => /[.,:;?!]$/.test(text)) ? [] : [texts.join(' | ')];
})"""
# What was answered, and whether words match, that is drawn and not said: hidden from who hears the
# page, left out of the name of its link, or not in that of its mark. `words`: by their class.
UNTOLD = r"""(words) => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const states = [...document.querySelectorAll('main :is(.state, .verdict)')].filter(seen);
  const label = (one) => one.closest('a[aria-label]')?.ariaLabel ?? one.textContent;
  const unsaid = states.filter((one) => !one.textContent.trim()
    || one.closest('[aria-hidden=true]') || !label(one).includes(one.textContent.trim()));
  const untitled = [...document.querySelectorAll('main svg a[class*=is-]')].filter((mark) =>
    [...mark.classList].some((name) => !(words[name] ?? ['']).some(
      (word) => mark.querySelector('title')?.textContent.includes(word))));
  return [...unsaid, ...untitled].map((one) => one.outerHTML.slice(0, 120));
}"""
# What only a colour tells apart: states and marks of different classes that are drawn alike.
BY_COLOUR = r"""() => {
  const drawn = new Map();
  const note = (look, name) => drawn.set(look, (drawn.get(look) ?? new Set()).add(name));
  for (const state of document.querySelectorAll('main .state')) {
    const { clipPath, borderRadius, borderStyle, borderWidth, backgroundImage, backgroundColor }
      = getComputedStyle(state, '::before');
    const filled = backgroundColor === 'rgba(0, 0, 0, 0)' ? 'hollow' : 'filled';
    const stripes = backgroundImage.replace(/rgba?\([^)]*\)/g, '');
    const word = [...state.classList].find((name) => name.startsWith('state-'));
    note(['state', clipPath, borderRadius, borderStyle, borderWidth, stripes, filled].join(), word);
  }
  for (const mark of document.querySelectorAll('main svg a:is(.dot, [class*=is-])')) {
    const style = getComputedStyle(mark);
    const value = (name) => style.getPropertyValue(name);
    const filled = value('--body').includes('current') ? 'filled' : 'hollow';
    const shapes = [...mark.querySelectorAll('use')].map((one) => one.getAttribute('href'));
    const looks = [...mark.classList].filter((name) => name.startsWith('is-')).sort();
    const look = [...shapes, value('--edge-dashes'), value('--weight'), filled];
    note(look.join(), looks.join());
  }
  return [...drawn.values()].filter((names) => names.size > 1).map((names) => [...names].join());
}"""
# What a screen reader lists by its name, and which therefore has one. (A box that opens is none.)
NAMED = {
    "figure", "image", "table", "form", "region", "navigation", "link", "button", "combobox",
    "searchbox", "textbox", "checkbox", "dialog",
}  # fmt: skip
NAMELESS_GROUPS = """[...document.querySelectorAll('[role=group], [role=img]')].filter((one) =>
  !(one.ariaLabel || document.getElementById(one.getAttribute('aria-labelledby'))?.textContent)
).map((one) => one.outerHTML.slice(0, 120))"""
# What a reader's own style sheet may do (WCAG 1.4.12).
SPACED_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;'
    + ' word-spacing: .16em !important } p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [sheet];
}"""
OPEN_EVERY_DETAILS = """for (const one of document.querySelectorAll('details')) {
  one.removeAttribute('name'); one.open = true;
}"""
# Pages that show what was said before they say anything of it.
SPEAKING = {"home", "actor"}
# Of the words that are read on the page, how many are quoted or names of demands.
QUOTED = r"""() => {
  const main = document.querySelector('main');
  const words = (one) => (one.innerText.match(/[\p{L}\p{N}]\S*/gu) ?? []).length;
  const names = ':is(q, blockquote, a[href*="demands/"]:not(.trust a, .more a))';
  const said = [...main.querySelectorAll(names)].filter((one) => one.innerText);
  return said.reduce((sum, one) => sum + words(one), 0) / words(main);
}"""
# What a finger has to hit, and is less than 24 pixels high (a pixel may be half there).
SMALL = """[...document.querySelectorAll(
  'button, summary, select, input[type=search], .actions > *, nav a')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches('template')
    && one.getBoundingClientRect().height < 23.5).map((one) => one.outerHTML.slice(0, 80))"""
CONTROLS = """[...document.querySelectorAll(
  'header nav, .skip, button, .filters, .copying, select')]
  .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 80))"""


def sized(zoom: CDPSession, width: int, height: int, scale: int = 1) -> None:
    """Give the page this size in its own pixels, each of ``scale`` pixels of the screen."""
    size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
    zoom.send("Emulation.setDeviceMetricsOverride", size)


def spaced_out(page: Page, zoom: CDPSession) -> None:
    sized(zoom, NARROW, 844)
    page.evaluate(SPACED_OUT)


def on_paper(page: Page, zoom: CDPSession) -> None:
    sized(zoom, PAPER, 844)
    page.evaluate("document.adoptedStyleSheets = []")
    page.emulate_media(media="print")


# What is done to each page, one after the other.
WAYS: dict[str, Callable[[Page, CDPSession], None]] = {
    "on a phone": lambda _, zoom: sized(zoom, NARROW, 844),
    "wide": lambda _, zoom: sized(zoom, WIDE, 844),
    "enlarged to 200 %": lambda _, zoom: sized(zoom, 640, 512, 2),
    "enlarged to 400 %": lambda _, zoom: sized(zoom, 320, 512, 4),
    "spaced out": spaced_out,
    "on paper": on_paper,
}
HOLDING = ("wide", "enlarged to 200 %", "enlarged to 400 %")
ENLARGED = ("home", "actor", "quote", "demands", "demand", "claim")
WITHOUT_CONTROLS = ("home", "explore", "quote", "demands")
MORE_CONTRASTED = ("home", "quote", "demands")
# Families with details of every kind, which axe-core sees opened.
OPENED = ("quote", "demand", "actor")


class Seen(defaultdict[str, dict[str, Any]]):
    """What was found of each family, by the name of what was looked for."""

    def __init__(self) -> None:
        super().__init__(dict)

    def note(self, name: str, family: str, found: Any) -> None:
        self[name][family] = found

    def faults(self, name: str) -> dict[str, Any]:
        """Of the families that have any."""
        assert len(self[name]) >= 18
        return {family: found for family, found in self[name].items() if found}


class Complaints(list[str]):
    """What a browser complains of while a page is open."""

    def of(self, page: Page, hosts: tuple[str, ...]) -> None:
        """Listen to ``page``, which should ask only ``hosts``."""

        def said(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.append(message.text)

        def answered(answer: Response) -> None:
            if answer.status >= 400 or not answer.url.startswith(hosts):
                self.append(f"{answer.status} {answer.url}")

        def failed(request: Request) -> None:
            # The browser drops what it is still fetching (the icon) when it goes to the next page.
            if request.failure != "net::ERR_ABORTED":
                self.append(f"{request.url}: {request.failure}")

        page.on("console", said)
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("response", answered)
        page.on("requestfailed", failed)


@pytest.fixture(scope="module")
def seen(undrawn: Tabs, site: Site) -> Seen:
    """What is found on the page of each family, by all that is looked for."""
    seen, known = Seen(), set[str]()
    with undrawn.open(reduced_motion="reduce", script=AXE) as tab:
        page, complaints = tab.page, Complaints()
        complaints.of(page, (site.url, site.root))
        with weighing(page, site.folder, site.url) as asked:
            zoom = page.context.new_cdp_session(page)
            for family in site.pages:
                asked.clear()
                complaints.clear()
                sized(zoom, NARROW, 844)
                page.goto(site.address(family))
                look_at(page, family, zoom, seen)
                if family != "not found":  # which is not where the others are
                    seen.note("weight", family, weight_of(asked))
                seen.note("complaints", family, list(complaints))
                audit(page, family, known, seen, zoom)
            zoom.detach()
    return seen


def look_at(page: Page, family: str, zoom: CDPSession, seen: Seen) -> None:
    seen.note("without a policy", family, not page.evaluate(POLICY))
    seen.note("headings", family, page.evaluate(HEADINGS))
    seen.note("moves", family, page.evaluate(MOVES))
    for way, prepare in WAYS.items():
        prepare(page, zoom)
        seen.note(f"cut off {way}", family, page.evaluate(CUT_OFF))
        if (family, way) == ("home", "wide"):
            seen.note("screens", family, page.evaluate("document.body.scrollHeight / 800"))
        if family in SPEAKING and way == "wide":
            seen.note("quoted", family, page.evaluate(QUOTED))
        if way == "on a phone":
            seen.note("small targets", family, page.evaluate(SMALL))
        if family in ENLARGED and way in HOLDING:
            seen.note(f"holds {way}", family, page.evaluate(HOLDS))
    if family in WITHOUT_CONTROLS:
        seen.note("controls on paper", family, page.evaluate(CONTROLS))
    page.emulate_media(media="screen")


def heard(zoom: CDPSession) -> list[tuple[str, str, dict[str, Any]]]:
    """The role, the name and the facts of all that a screen reader has of the page."""
    nodes = zoom.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (
            node["role"]["value"],
            node.get("name", {}).get("value", "").strip(),
            {fact["name"]: fact["value"].get("value") for fact in node.get("properties", ())},
        )
        for node in nodes
        if not node["ignored"]
    ]


def alike_links(nodes: list[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """Names of links to more than one place."""
    leads: dict[str, set[str]] = defaultdict(set)
    for role, name, facts in nodes:
        if role == "link":
            leads[name].add(facts.get("url", ""))
    return [name for name, places in leads.items() if len(places) > 1]


def nameless(page: Page, nodes: list[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """The roles of what has no name and needs one."""
    roles = [role for role, name, _ in nodes if role in NAMED and not name]
    return [*roles, *page.evaluate(NAMELESS_GROUPS)]


def words_of_states() -> dict[str, list[str]]:
    """What the name of a mark says, by each class that draws it."""
    words = Words.load([packaged_templates()])
    sections = {"response": vocabulary.Response, "act": vocabulary.DemandAct}
    coded = [f"{of}.{word}" for of, every in sections.items() for word in get_args(every)]
    said = {f"is-{key.partition('.')[2].replace('_', '-')}": [str(words(key))] for key in coded}
    return {
        **said,
        "is-told": ["according to", "accounts by others"],
        "is-unnamed": ["unnamed source"],
    }


def audit(page: Page, family: str, known: set[str], seen: Seen, zoom: CDPSession) -> None:
    """By axe-core; after this the page is no longer whole."""
    page.set_viewport_size({"width": WIDE, "height": 844})
    if family in OPENED:
        page.evaluate(OPEN_EVERY_DETAILS)
    nodes = heard(zoom)
    seen.note("alike", family, alike_links(nodes))
    seen.note("nameless", family, nameless(page, nodes))
    seen.note("untold", family, page.evaluate(UNTOLD, words_of_states()))
    seen.note("by colour", family, page.evaluate(BY_COLOUR))
    seen.note("run together", family, page.evaluate(RUN_TOGETHER))
    thin(page)
    seen.note("axe-core", family, in_light_and_dark(page, narrow=NARROW, known=known))
    if family in MORE_CONTRASTED:
        page.emulate_media(contrast="more")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            seen.note(f"contrast in {scheme}", family, faults(page, MORE_CONTRAST))
        page.emulate_media(contrast="no-preference", color_scheme="light")


def test_nothing_is_complained_of_and_no_page_is_without_its_policy(seen: Seen) -> None:
    """The policy that each page carries, and that of the host."""
    assert seen.faults("complaints") == {}
    assert seen.faults("without a policy") == {}


def test_each_page_has_one_heading_of_the_first_level(seen: Seen) -> None:
    assert set(seen["headings"].values()) == {1}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_cut_off(way: str, seen: Seen) -> None:
    assert seen.faults(f"cut off {way}") == {}


@pytest.mark.parametrize("family", ENLARGED)
def test_an_enlarged_page_holds_the_same(family: str, seen: Seen) -> None:
    wide, *enlarged = (seen[f"holds {way}"][family] for way in HOLDING)
    assert len(wide["links"]) > 20
    for narrow in enlarged:
        assert set(wide["links"]) - set(narrow["links"]) == set()
        assert set(wide["words"]) - set(narrow["words"]) == set()
        assert narrow["units"] == wide["units"] == (family == "actor")


def test_links_to_different_places_have_different_names_that_do_not_run_together(
    seen: Seen,
) -> None:
    assert seen.faults("alike") == {}
    assert seen.faults("run together") == {}


def test_what_is_drawn_is_also_said_and_has_a_name(seen: Seen) -> None:
    assert seen.faults("untold") == {}
    assert seen.faults("nameless") == {}


def test_nothing_is_told_by_its_colour_alone(seen: Seen) -> None:
    assert seen.faults("by colour") == {}


def test_it_would_find_what_is_not_said_has_no_name_or_only_a_colour(
    open_undrawn: Callable[..., Page],
) -> None:
    page = open_undrawn("demand")
    untold, by_colour = page.evaluate(UNTOLD, words_of_states()), page.evaluate(BY_COLOUR)
    assert (untold, by_colour, page.evaluate(NAMELESS_GROUPS)) == ([], [], [])
    page.evaluate("""() => {
      document.querySelector('main .state').ariaHidden = 'true';
      const [own, told] = ['a.is-rejected:not(.is-told)', 'a.is-not-addressed.is-told'].map(
        (one) => document.querySelector(`svg ${one}`));
      own.querySelector('title').textContent = 'They, 1 Feb 2022';
      const alike = own.cloneNode(true);
      alike.classList.replace('is-rejected', 'is-accepted');
      alike.querySelector('title').textContent = 'Accepted: they';
      own.after(alike);
      told.querySelector('title').textContent = 'Not addressed: they, 1 Feb 2022';
      document.querySelector('figure.quote-card').removeAttribute('aria-label');
      document.querySelector('svg[role=group]').removeAttribute('aria-labelledby');
    }""")
    assert len(page.evaluate(UNTOLD, words_of_states())) == 3
    assert page.evaluate(BY_COLOUR) == ["is-rejected,is-accepted"]
    assert nameless(page, heard(page.context.new_cdp_session(page)))[0] == "figure"
    assert len(page.evaluate(NAMELESS_GROUPS)) == 1


@pytest.mark.parametrize("family", ["home", "explore", "demands", "search panel"])
def test_what_a_script_says_is_heard(family: str, site: Site) -> None:
    address = site.pages.get(family, "search/panel.html")
    file = site.folder / address
    html = (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")
    places = re.findall(r'<p[^>]*class="(?:finder|copy)-status[^>]*>', html)
    forms = html.count("data-filters=")
    assert len(places) == (2 if family == "search panel" else 1)
    assert all('role="status"' in place for place in places)
    assert html.count('<p role="status"></p>') == forms == (family in {"explore", "demands"})


def test_nothing_moves_for_who_asks_for_less_motion(seen: Seen) -> None:
    assert seen.faults("moves") == {}


def test_what_a_finger_hits_is_24_pixels_high(seen: Seen) -> None:
    assert seen.faults("small targets") == {}


def test_home_is_short_and_much_of_it_and_of_an_actor_is_what_was_said(seen: Seen) -> None:
    assert seen["screens"]["home"] <= 3.5
    assert {family: share for family, share in seen["quoted"].items() if share < 0.4} == {}
    assert set(seen["quoted"]) == SPEAKING


def test_paper_has_no_controls(seen: Seen) -> None:
    assert seen["controls on paper"] == {family: [] for family in WITHOUT_CONTROLS}


def test_axe_finds_nothing(seen: Seen) -> None:
    assert seen.faults("axe-core") == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_for_more_contrast_gets_seven_to_one(scheme: str, seen: Seen) -> None:
    assert seen[f"contrast in {scheme}"] == {family: [] for family in MORE_CONTRASTED}


def test_a_page_moves_less_than_60_kb(seen: Seen) -> None:
    weights: dict[str, Weight] = seen["weight"]
    assert {name: weight.moved for name, weight in weights.items() if weight.moved >= MOST} == {}
    assert all(weight.moved > 5 * KILO for weight in weights.values())  # it was looked at


def test_fonts_are_less_than_120_kb(seen: Seen) -> None:
    fonts = {name: weight.fonts for name, weight in seen["weight"].items()}
    assert {name: size for name, size in fonts.items() if size >= MOST_FONTS} == {}
    assert fonts["quote"] > 40 * KILO  # both faces
