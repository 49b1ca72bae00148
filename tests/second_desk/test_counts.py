"""A figure in a link or a heading is the number of things that a reader finds there."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from tests.tiny_site import TinySite

VOID = frozenset({"input", "br", "img", "meta", "link", "hr", "source", "wbr"})
# What is counted in a section: cards of quotes, articles such as claims, items of lists.
QUOTE, ARTICLE, ITEM = "quote", "article", "item"


@dataclass
class Section:
    """What a section has below its heading."""

    found: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    text: list[str] = field(default_factory=list)


class Counted(HTMLParser):
    """The figures of a page's main part, each with its link, and how much its sections have."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: dict[str, Section] = {"": Section()}
        self.figures: list[tuple[str, int]] = []
        self._open: list[tuple[str, str | None]] = []
        self._address = ""
        self._in_figure = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = values.get("class", "").split()
        section = values.get("aria-labelledby") if tag == "section" else None
        if section:
            self.sections.setdefault(section, Section())
        kind = QUOTE if "quote-card" in classes else ARTICLE if tag == "article" else None
        kind = kind or (ITEM if tag == "li" and self._lists() == 1 else None)
        for found in self._within() if kind else ():
            found.found[kind or ""] += 1
        if tag not in VOID:
            self._open.append((tag, section))
        if tag in ("a", "li"):
            self._address = values.get("href", "")
        self._in_figure = "count" in classes and bool(self._address)

    def handle_endtag(self, tag: str) -> None:
        self._in_figure = False
        while self._open and tag not in VOID:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        figure = re.fullmatch(r"\((\d+)\)", data.strip()) if self._in_figure else None
        if figure:
            self.figures.append((self._address, int(figure[1])))
        for section in self._within():
            section.text.append(data)

    def _lists(self) -> int:
        return sum(tag == "ul" for tag, _ in self._open)

    def _within(self) -> Iterator[Section]:
        yield self.sections[""]
        for _, section in self._open:
            if section:
                yield self.sections[section]


def counted(path: Path) -> Counted:
    page = Counted()
    page.feed(path.read_text(encoding="utf-8").partition("<main")[2])
    return page


def wrong_figures(site: Path) -> dict[str, list[str]]:
    """The links whose figure is not the number of what they lead to, by page."""
    wrong: defaultdict[str, list[str]] = defaultdict(list)
    pages = {path: counted(path) for path in sorted(site.rglob("index.html"))}
    for path, page in pages.items():
        # The timeline counts what it has on several lines, and events; it says how.
        if path.is_relative_to(site / "timeline"):
            continue
        for address, figure in page.figures:
            target, _, anchor = address.partition("#")
            place = pages[(path.parent / target / "index.html").resolve() if target else path]
            if not any(_has(place, anchor, figure)):
                wrong[str(path.relative_to(site))].append(f"{address} ({figure})")
    return dict(wrong)


def _has(page: Counted, anchor: str, figure: int) -> Iterator[bool]:
    """Whether the place has so many of one kind, or says of how many it shows some."""
    section = page.sections[anchor if anchor in page.sections else ""]
    yield figure in section.found.values()
    text = " ".join("".join(section.text).split())
    yield bool(re.search(rf"\b(?:of |All |^)?{figure} quotes\b", text))
    # The quote that opens an actor's page is one of its quotes.
    yield anchor in ("quotes", "spoken") and figure == section.found[QUOTE] + 1
    # A page of finer pages has what these have.
    parts = [number for address, number in page.figures if not address.startswith("#")]
    yield not anchor and sum(parts) == figure


def test_figures_are_what_a_reader_finds(english: TinySite) -> None:
    assert wrong_figures(english.root / "site") == {}


def test_a_jump_says_what_its_heading_says(english: TinySite) -> None:
    link = re.compile(r'<li><a href="#([^"]+)">(.*?)(?: <span class="count">.*?)?</a></li>')
    for path in sorted((english.root / "site/actors").rglob("index.html")):
        page = path.read_text("utf-8")
        nav = page.partition('<nav class="jumps"')[2].partition("</nav>")[0]
        for id_, name in link.findall(nav):
            heading = page.partition(f'<h2 id="{id_}">')[2].partition("</h2>")[0]
            assert re.sub("<[^>]+>", "", heading).startswith(name), path


def test_a_wrong_figure_is_found(tmp_path: Path) -> None:
    page = (
        '<main><a href="#made">Demands <span class="count">(3)</span></a>'
        '<section aria-labelledby="made">{}</section></main>'
    )
    for number in (2, 3):
        (tmp_path / "index.html").write_text(page.format("<article></article>" * number))
        assert bool(wrong_figures(tmp_path)) is (number == 2)
