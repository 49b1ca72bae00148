"""axe-core on open pages: everything it knows in the light, colours in the dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has none

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # it has to be asked for
    "resultTypes": ["violations"],
    "preload": False,  # no rule of ours asks for style sheets or media
}
# In the dark the elements are the same: what can differ is their colours.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
    "preload": False,
}
MORE_CONTRAST = {**COLOURS, "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}
SCHEMES: tuple[tuple[Literal["light", "dark"], dict[str, Any]], ...] = (
    ("light", EVERYTHING),
    ("dark", COLOURS),
)
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
    if (!item.isConnected) continue;
    const within = [item, ...item.querySelectorAll('*')];
    if (within.every(often)) item.remove();
    else for (const one of within.filter((one) => one.closest(items) === item)) {
      seen.set(path(one), (seen.get(path(one)) ?? 0) + 1);
    }
  }
  const left = new Set([...document.querySelectorAll('*')].map((one) => paths.get(one)));
  return [...before].filter((one) => !left.has(one));
}"""


def faults(page: Page, options: dict[str, Any], within: str | None = None) -> list[str]:
    """What axe-core finds on the page, one line a rule and element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(
        "([within, options]) => axe.run(within || document, options)", [within, options]
    )
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def in_light_and_dark(
    page: Page, within: str | None = None, *, narrow: int | None = None
) -> list[str]:
    """What axe-core finds on the page as it is; in the light at the width ``narrow`` too.

    A narrow page has the same colours as a wide one, so the dark is looked at once.
    """
    lines = []
    for scheme, options in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        lines += [f"{scheme}: {line}" for line in faults(page, options, within)]
    if narrow and page.viewport_size:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({**page.viewport_size, "width": narrow})
        lines += [f"narrow: {line}" for line in faults(page, EVERYTHING, within)]
    return lines


def thin(page: Page) -> None:
    """Take out of ``page`` what repeats; no kind of element is lost."""
    assert page.evaluate(THIN) == []
