"""The pages of a desk as HTML, and what a reader finds on one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from onrecord.desk.desk import Desk
from onrecord.render import SiteInfo, Words
from onrecord.render.renderer import Renderer
from onrecord.render.site import SiteContext, SitePage
from onrecord.render.templates import TemplateFault, packaged_templates
from onrecord.site.plan import plan_site

_HEADINGS = ("h1", "h2", "h3", "h4")
_INLINE = frozenset({"a", "bdi", "span", "strong", "time", "del", "em", "cite"})
_VOID = frozenset({"br", "img", "hr", "input", "link", "meta"})


@dataclass
class Page(HTMLParser):
    """One page, read as a browser would.

    Attributes:
        text: all text in order, white space collapsed.
        ids: every id, in order.
        links: every address.
        headings: level and text of each heading.
        unbalanced: tags that do not match.
    """

    html: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)
        self.close()
        self.unbalanced += self._open

    @property
    def text(self) -> str:
        """What a reader reads."""
        return " ".join("".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag."""
        self.tags.append(tag)
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given.get("href")))
        if tag in _HEADINGS:
            self.headings.append((int(tag[1]), ""))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a tag."""
        if tag not in _INLINE:
            self._text.append(" ")
        if not self._open or self._open[-1] != tag:
            self.unbalanced.append(tag)
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Take text."""
        self._text.append(data)
        if any(tag in self._open for tag in _HEADINGS):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)


class Site:
    """The pages of a desk, rendered when they are asked for."""

    def __init__(
        self,
        desk: Desk,
        url: str = "",
        language: str = "en",
        suggest: str = "",
        templates: Path | None = None,
    ) -> None:
        self.desk = desk
        self.words = Words.load([packaged_templates()], language)
        info = SiteInfo("Harbour desk", desk.coverage, language, url, suggest)
        site = SiteContext(desk, self.words, info)
        self.pages = {page.uri: page for page in plan_site(site)}
        self._renderer = Renderer(templates, self.words, directory_urls=True, site=info)

    def planned(self, uri: str) -> SitePage:
        """The page at ``uri`` as it is planned."""
        return self.pages[uri]

    def page(self, uri: str, markdown: str | None = None) -> Page:
        """The page at ``uri`` as a reader finds it."""
        return Page(self.html(uri, markdown))

    def html(self, uri: str, markdown: str | None = None) -> str:
        """The HTML of the page at ``uri``."""
        return self._renderer.render(self.pages[uri], markdown)

    def faults(self, templates: Iterable[str]) -> list[TemplateFault]:
        """What is wrong with those of ``templates`` that cannot be compiled."""
        return self._renderer.compile(templates)
