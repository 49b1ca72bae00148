"""axe-core on open pages: everything it knows in the light, colours in the dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has none

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REPORTED = {
    "resultTypes": ["violations", "incomplete"],
    "elementRef": True,
    "preload": False,  # no rule of ours asks for style sheets or media
}
EVERYTHING = {
    **REPORTED,
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # it has to be asked for
}


AXE: str = Axe().axe_script


def _only(*rules: str) -> dict[str, Any]:
    return {**REPORTED, "runOnly": {"type": "rule", "values": list(rules)}}


# In the dark the elements are the same: what can differ is their colours.
COLOURS = _only("color-contrast", "link-in-text-block")
MORE_CONTRAST = _only("color-contrast-enhanced")
# What can differ where a page is made narrow and all that was shown is shown: colours and places.
PLACES = _only("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
# (A template counts as seen where what is beside it is laid out in columns, and shows nothing.)
SHOWN = """() => [...document.querySelectorAll('*:not(template)')]
  .map((one) => Number(one.checkVisibility({ visibilityProperty: true }))).join('')"""
# What looks and acts alike has the same path: names, classes and states from the root down. Items
# all of whose parts were seen twice before go; so each kind of element stays, beside its like.
THIN = """() => {
  const items = 'main :is(li, tr, article, figure, section, p, g)';
  const told = ['class', 'role', 'type', 'dir', 'hidden', 'open', 'aria-current', 'scope'];
  const paths = new WeakMap();
  const path = (one) => {
    if (one && !paths.has(one)) {
      const own = told.map((name) => one.getAttribute(name) ?? '').join('|');
      paths.set(one, `${path(one.parentElement)}>${one.localName}|${own}`);
    }
    return one ? paths.get(one) : '';
  };
  const seen = new Map();
  const often = (one) => (seen.get(path(one)) ?? 0) >= 2;
  const before = new Set([...document.querySelectorAll('*')].map(path));
  for (const item of document.querySelectorAll(items)) {
    if (!item.isConnected || item.closest('defs')) continue;  // a shape that others use
    const within = [item, ...item.querySelectorAll('*')];
    if (within.every(often)) item.remove();
    else for (const one of within.filter((one) => one.closest(items) === item)) {
      seen.set(path(one), (seen.get(path(one)) ?? 0) + 1);
    }
  }
  const left = new Set([...document.querySelectorAll('*')].map((one) => paths.get(one)));
  return [...before].filter((one) => !left.has(one));
}"""
# Measuring a contrast takes axe-core longer than all else. It follows from how a text is drawn: its
# own colours, size and weight, and those of what is behind it. What draws nothing itself and lies
# in the flow of the page is passed over; all else counts with its path: names, classes and states.
# So the rules of colours ask only for texts whose look is not yet known to be right, two of each
# look, and for links whose look in that of their text is not; whether a text is one letter, which
# axe-core leaves open, is part of its look. A check that always passes notes what they have judged.
RULES = """() => {
  if (!('axe' in window)) return false;
  if ('judged' in window) return true;
  window.judged = [];
  const noted = (id, name) => ({
    id, evaluate: (one) => !window.judged.push(one.getAttribute(name)),
  });
  const rule = (id) => ({ id, selector: '[data-look]', none: ['noted'] });
  const links = { id: 'link-in-text-block', selector: 'a[data-link]', none: ['noted-link'] };
  axe.configure({
    checks: [noted('noted', 'data-look'), noted('noted-link', 'data-link')],
    rules: [rule('color-contrast'), rule('color-contrast-enhanced'), links],
  });
  return true;
}"""
LOOKS = r"""([within, known]) => {
  const right = new Set(known);
  const told = ['class', 'role', 'type', 'dir', 'open', 'disabled', 'aria-disabled'];
  const drawn = ['color', 'fill', 'backgroundColor', 'backgroundImage', 'opacity', 'fontSize',
    'fontWeight', 'textShadow', 'position'];
  const flat = Object.entries({ backgroundColor: 'rgba(0, 0, 0, 0)', backgroundImage: 'none',
    opacity: '1', filter: 'none', mixBlendMode: 'normal', position: 'static', float: 'none',
    transform: 'none', gridRowStart: 'auto', gridColumnStart: 'auto', overflowX: 'visible' });
  const margins = ['marginTop', 'marginRight', 'marginBottom', 'marginLeft'];
  const passed = (one, style) => !one.closest('svg, button, summary, label, form')
    && flat.every(([name, usual]) => style[name] === usual)
    && !margins.some((name) => style[name].startsWith('-'));
  const looks = new Map();
  const look = (one, own = true) => {
    if (one && !looks.has(one)) {
      const style = getComputedStyle(one);
      const flow = passed(one, style);
      const path = [one.localName, ...told.map((name) => one.getAttribute(name) ?? '')];
      const drawing = [...(flow ? [] : path), ...drawn.map((name) => style[name])].join('|');
      const behind = look(one.parentElement, false);
      const itself = hash(`${behind}>${drawing}`);
      looks.set(one, { itself, behind: flow ? behind : itself });
    }
    return one ? looks.get(one)[own ? 'itself' : 'behind'] : '';
  };
  const hash = (text) => {
    let [high, low] = [0xdeadbeef, 0x41c6ce57];
    for (let place = 0; place < text.length; place += 1) {
      high = Math.imul(high ^ text.charCodeAt(place), 2654435761);
      low = Math.imul(low ^ text.charCodeAt(place), 1597334677);
    }
    return `${high >>> 0}-${low >>> 0}`;
  };
  const marked = new Map();
  for (const one of document.querySelectorAll('[data-look]')) delete one.dataset.look;
  const roots = [...document.querySelectorAll(within ?? 'body')];
  for (const one of roots.flatMap((root) => [root, ...root.querySelectorAll('*')])) {
    const texts = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const own = texts.map((node) => node.data).join('').trim();
    if (!own && !one.matches('input, select, textarea')) continue;
    if (!one.getClientRects().length) continue;
    const letters = Math.min(2, own.replace(/[^\p{L}\p{N}]/gu, '').length);
    const name = `${look(one)}:${letters}`;
    const times = marked.get(name) ?? 0;
    if (right.has(name) || times >= 2) continue;
    marked.set(name, times + 1);
    one.dataset.look = name;
  }
  for (const one of document.querySelectorAll('[data-link]')) delete one.dataset.link;
  for (const root of roots) for (const one of root.querySelectorAll('a[href]')) {
    const style = getComputedStyle(one);
    const lines = ['textDecorationLine', 'borderBottom', 'fontStyle', 'fontFamily', 'outline'];
    let block = one.parentElement;
    const inline = () => getComputedStyle(block).display.startsWith('inline');
    while (block && inline()) block = block.parentElement;
    const apart = [look(one), look(one.parentElement), look(block), style.display,
      ...lines.map((name) => style[name])];
    const name = `link:${hash(apart.join('|'))}`;
    const times = marked.get(name) ?? 0;
    if (right.has(name) || times >= 2) continue;
    marked.set(name, times + 1);
    one.dataset.link = name;
  }
  window.judged = [];
}"""
RUN = """async ([within, options]) => {
  const found = await axe.run(within ?? document, options);
  const open = [...found.violations, ...found.incomplete].flatMap(({ id, nodes }) => nodes.map(
    ({ element }) => /contrast/.test(id) ? element.dataset.look : element.dataset.link));
  return {
    lines: found.violations.flatMap(({ id, nodes }) => nodes.map(
      ({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`)),
    right: [...new Set(window.judged)].filter((look) => !open.includes(look)),
  };
}"""
# All at once: to ask the page for each alone took as long as a small page.
ASKED = f"""async ([within, known, options]) => {{
  if (!({RULES})()) return null;
  ({LOOKS})([within, known]);
  const marked = document.querySelector('[data-look], [data-link]');
  const ofColours = (rule) => /contrast|link-in-text/.test(rule);
  if (!marked && options.runOnly.values.every(ofColours)) return {{ lines: [], right: [] }};
  return await ({RUN})([within, options]);
}}"""


def faults(
    page: Page, options: dict[str, Any], within: str | None = None, *, known: set[str] | None = None
) -> list[str]:
    """What axe-core finds on the page, one line a rule and element.

    Args:
        page: an open page.
        options: of `axe.run`.
        within: a selector, if only what is in its elements is looked at.
        known: the looks whose contrast is known to be right; those found right are added.
    """
    known = set() if known is None else known
    asked = [within, list(known), options]
    found = page.evaluate(ASKED, asked)
    if not found:
        page.evaluate(AXE)  # which takes longer than a tab that was opened with it
        found = page.evaluate(ASKED, asked)
    known |= set(found["right"])
    lines: list[str] = found["lines"]
    return lines


def in_light_and_dark(
    page: Page,
    within: str | None = None,
    *,
    narrow: int | None = None,
    known: set[str] | None = None,
) -> list[str]:
    """What axe-core finds on the page as it is; in the light at the width ``narrow`` too.

    A narrow page has the same colours as a wide one, so the dark is looked at once.

    Args:
        page: an open page.
        within: a selector, if only what is in its elements is looked at.
        narrow: a width in pixels.
        known: the looks whose contrast is known to be right; those found right are added.
    """
    known = set() if known is None else known

    def found(name: str, options: dict[str, Any]) -> list[str]:
        return [f"{name}: {line}" for line in faults(page, options, within, known=known)]

    page.emulate_media(color_scheme="light")
    lines = found("light", EVERYTHING)
    page.emulate_media(color_scheme="dark")
    lines += found("dark", COLOURS)
    if narrow and page.viewport_size:
        shown = page.evaluate(SHOWN)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({**page.viewport_size, "width": narrow})
        lines += found("narrow", PLACES if page.evaluate(SHOWN) == shown else EVERYTHING)
    return lines


def thin(page: Page) -> None:
    """Take out of ``page`` what repeats; no kind of element is lost."""
    assert page.evaluate(THIN) == []
