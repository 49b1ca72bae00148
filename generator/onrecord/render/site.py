"""One site: what its configuration says, its words and its desk; its pages and their addresses.

A site path counts from the site's root, without a leading slash: `""` (home), `actors/x/`,
`quotes/a/b/#words`, `css/site.css`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import pass_context
from jinja2.runtime import Context as TemplateContext
from markupsafe import Markup

from onrecord.desk import Desk
from onrecord.records import LimitedCache, Subject, fixed
from onrecord.views.context import Context, SiteInfo
from onrecord.views.listing import Part

from .inheritance import marked
from .phrases import PlainWords
from .words import Words

# In place of the way to the site's root. No content has it: control characters are errors there.
_ANYWHERE = "\x1b"


class Addresses:
    """The filter `url`: from a site path to an address relative to the page that is being made.

    The addresses work under any base, and straight from disk where directory URLs are off. One
    object serves one page at a time.
    """

    __slots__ = ("_base", "_directory_urls", "page")

    def __init__(self, *, directory_urls: bool) -> None:
        self._directory_urls = directory_urls
        self.start("")

    def start(self, uri: str) -> None:
        """Make addresses relative to the page at ``uri`` from here on."""
        self.page = uri
        self._base = "../" * uri.count("/")

    @pass_context
    def url(self, _context: TemplateContext, path: str) -> str:
        """The address of the site path ``path``. Raises ValueError if it is an absolute address."""
        if path[:1] == "/" or ":" in path:
            raise ValueError(f"'{path}' is not a path on this site: it begins with / or has a :")
        if self._directory_urls:
            return self._base + path or "./"
        return self._base + _file(path)

    @property
    def base(self) -> str:
        """The way from the page to the site's root; empty at home."""
        return self._base

    @contextmanager
    def from_anywhere(self) -> Iterator[None]:
        """Make addresses that ``from_here`` makes relative to a page."""
        base, self._base = self._base, _ANYWHERE
        try:
            yield
        finally:
            self._base = base

    def from_here(self, made: str) -> Markup:
        """``made``, HTML with addresses from anywhere, for the page that is being made."""
        return marked(made.replace(_ANYWHERE, self._base))

    def absolute(self, site_url: str, path: str) -> str:
        """The address of the site path ``path`` at ``site_url``, which ends in a slash."""
        return site_url + (path if self._directory_urls else _file(path))


def file_name(address: str) -> str:
    """The filter `file_name`: what follows the last slash, nothing for a folder.

    >>> file_name("../quotes/index.html")
    'index.html'
    """
    return address.rpartition("/")[2]


def _file(path: str) -> str:
    """``path`` with the file name that a folder's address implies."""
    end = len(path)
    for mark in "?#":
        if (found := path.find(mark, 0, end)) >= 0:
            end = found
    if end == 0 or path[end - 1] == "/":
        return f"{path[:end]}index.html{path[end:]}"
    return path


@dataclass(frozen=True)
class SiteContext:
    """A site."""

    desk: Desk
    words: Words
    #: its name, language, address and coverage: what templates see as `site`
    info: SiteInfo = SiteInfo("")  # noqa: RUF009 - it is frozen
    templates: tuple[Path, ...] = ()  #: where templates are looked for; an earlier folder wins
    directory_urls: bool = True  #: whether the addresses of its pages end in a slash

    @cached_property
    def views(self) -> Context:
        """What every view is made with."""
        return Context(self.desk)

    @cached_property
    def texts(self) -> "dict[LaterTexts, PageTexts]":
        """What pages were last called."""
        return LimitedCache(5_000)

    @cached_property
    def say(self) -> PlainWords:
        """The words as plain text."""
        return PlainWords(self.words)

    def address(self, path: str) -> str:
        """The full address of the site path ``path``; empty where the site has none."""
        return self._below(self.info.url, path) if self.info.url else ""

    def addresses_from(self, uri: str) -> Callable[[str], str]:
        """Makes full addresses; relative to the page at ``uri`` where the site has none."""
        root = self.info.url or "../" * uri.count("/")
        return lambda path: self._below(root, path) or "./"

    def _below(self, root: str, path: str) -> str:
        return Addresses(directory_urls=self.directory_urls).absolute(root, path)


class PageTexts(NamedTuple):
    """Title and description of a page, plain and unescaped."""

    title: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """The facts of any page."""

    subject: Subject | None  #: what it is about; `None` where its author wrote it in Markdown
    uri: str  #: site path, `actors/x/`; the empty one is home
    texts: Callable[[], PageTexts]  #: makes its title and description if asked for, and keeps them
    #: which part of what its subject's own page shows, or `former` for a page that leads on from an
    #: address that the record had before; empty for the subject's own page
    part: str = ""
    above: tuple[str, ...] = ()  #: site paths of the pages above it, the highest first; not home

    @property
    def title(self) -> str:
        """What it is called."""
        return self.texts().title

    @property
    def description(self) -> str:
        """What it is, in one or two sentences."""
        return self.texts().description


class LaterTexts:
    """Makes the texts of a page when they are asked for; among ``kept`` are the last of a site."""

    __slots__ = ("_kept", "_make")

    def __init__(self, make: Callable[[], PageTexts], kept: "dict[LaterTexts, PageTexts]") -> None:
        self._make = make
        self._kept = kept

    def __call__(self) -> PageTexts:
        """The texts."""
        made = self._kept.get(self)
        if made is None:
            made = self._kept[self] = self._make()
        return made


def known_texts(title: str, description: str = "") -> Callable[[], PageTexts]:
    """Gives the texts of a page that are known already."""
    made = PageTexts(title, description)
    return lambda: made


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage(PageFacts):
    """A page, rendered when its turn comes; its source path is ``uri`` + ``index.md``."""

    subject: Subject
    template: str
    view: Callable[[], object]  #: computes what the page shows
    #: the part of a list, and the figures of the whole list, where the page shows nothing else
    listed: tuple[Part[Any], object] | None = None
    source: Path | None = None  #: its YAML file, for the edit link; `None` for lists
    noindex: bool = False  #: keep it out of search engines
    scripts: tuple[str, ...] = ()  #: the theme's scripts (`js/<name>.js`) that it alone needs
    styles: tuple[str, ...] = ()  #: names of the theme's style sheets (`css/<name>.css`), likewise
    leads_to: str | None = None  #: the site path to which a browser is sent on, if it has moved
    twin: str | None = None  #: the site path of its rows as data, where there is a file of them


@fixed
class SiteFile:
    """A file that is published as it is."""

    uri: str
    content: bytes | Path | Callable[[], bytes]  #: it, or a file that has it, or what makes it

    def made(self) -> bytes:
        """The content."""
        if isinstance(self.content, bytes):
            return self.content
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content()
