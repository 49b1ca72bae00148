"""What the tests want to know of a built page, read as a browser reads it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Elements that fetch what they name.
_FETCHING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
_NOT_FETCHED = {"canonical", "alternate", "license", "author"}


@dataclass
class PageFacts:
    """The links, ids, headings and fetched addresses of one page."""

    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    inline_scripts: int = 0
    inline_styles: int = 0
    handlers: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.facts = PageFacts()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts, known = self.facts, dict(attrs)
        if tag == "a" and known.get("href"):
            facts.links.append(known["href"] or "")
        if known.get("id"):
            facts.ids.append(known["id"] or "")
        if tag in _HEADINGS:
            facts.headings.append(_HEADINGS[tag])
        if tag in _FETCHING and not _NOT_FETCHED & set((known.get("rel") or "").split()):
            facts.fetched.append(known.get(_FETCHING[tag]) or "")
        data = known.get("type") == "application/ld+json"
        facts.inline_scripts += tag == "script" and "src" not in known and not data
        facts.inline_styles += tag == "style" or "style" in known
        facts.handlers += [name for name, _ in attrs if name.startswith("on")]


def read_page(path: Path) -> PageFacts:
    """The facts of the page at ``path``."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.facts


def target(page: Path, href: str, root: Path) -> tuple[Path, str] | None:
    """The file and fragment that ``href`` on ``page`` leads to; None if it leaves the site.

    A link to a folder leads to its ``index.html``, as on a web server.
    """
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    path = Path(normpath(page.parent / unquote(parts.path))) if parts.path else page
    assert path.is_relative_to(root), f"{page}: {href} leads out of the site"
    if parts.path.endswith("/") or path.is_dir():
        path /= "index.html"
    return path, unquote(parts.fragment)
