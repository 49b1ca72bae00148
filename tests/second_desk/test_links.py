"""Links make sense alone: on one page, one name leads to one place."""

import re
from collections import defaultdict
from html.parser import HTMLParser

from tests.tiny_site import TinySite

# Figures and days in a table, whose row says the rest.
IN_CONTEXT = re.compile(r"\d+|(\d+ )?(\w+ )?\d{4}|date unknown")

# Lists in which a quote is one line: speaker and words come right before the way to it.
IN_LINES = {"timeline", "briefings", "corrections"}


class Links(HTMLParser):
    """The links of a page's main part, by their names.

    What is in a picture is left out: its marks say what they show, and its table tells several of
    one day apart. So is a template, which is no part of the page.
    """

    def __init__(self) -> None:
        super().__init__()
        self.by_name: defaultdict[str, set[str]] = defaultdict(set)
        self._inside = {"main": 0, "svg": 0, "template": 0}
        self._link: list[str] | None = None
        self._address = self._label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in self._inside:
            self._inside[tag] += 1
        in_page = self._inside["main"] and not (self._inside["svg"] or self._inside["template"])
        if in_page and tag == "a" and values.get("href"):
            self._link = []
            self._address, self._label = values["href"] or "", values.get("aria-label") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside[tag] -= 1
        if tag == "a" and self._link is not None:
            name = " ".join((self._label or "".join(self._link)).split())
            self.by_name[name].add(self._address)
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._link is not None:
            self._link.append(data)


def ambiguous(html: str) -> dict[str, set[str]]:
    """The names that several links have which lead to different places."""
    links = Links()
    links.feed(html)
    return {
        name: places
        for name, places in links.by_name.items()
        if len(places) > 1 and not IN_CONTEXT.fullmatch(name)
    }


def test_two_links_of_one_name_lead_to_one_place(english: TinySite) -> None:
    root = english.root / "site"
    pages = {file: file.read_text(encoding="utf-8") for file in root.rglob("*.html")}
    found = {}
    for file, html in pages.items():
        names = ambiguous(html)
        if file.relative_to(root).parts[0] in IN_LINES:
            names.pop("quote", None)
        if names:
            found[str(file.relative_to(root))] = names

    assert len(pages) > 100
    assert found == {}


def test_what_tells_links_apart() -> None:
    page = (
        '<main><a href="a/">Brandt</a> <a href="b/"{label}>Brandt</a> <svg><a href="c/">2</a></svg>'
    )

    assert ambiguous(page.format(label="")) == {"Brandt": {"a/", "b/"}}
    assert ambiguous(page.format(label=' aria-label="Brandt: at the gate"')) == {}
