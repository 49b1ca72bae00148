"""What the theme shows around every page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from onrecord.render import SiteInfo, Words
from onrecord.render.jinja import TemplateCompiler, extended_loader
from onrecord.render.phrases import DateWords

from .review_preview import Banner

SECTIONS = (
    "demands",
    "actors",
    "quotes",
    "claims",
    "articles",
    "topics",
    "timeline",
    "sources",
    "briefings",
)
# What the foot of every page links to, where the site has it.
FOOT = ("corrections", "data")


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the header: its title, escaped, and its URL from the site's root, or absolute.

    ``section`` is the start of the URLs of the pages it stands for; empty where it stands for one.
    """

    title: Markup
    url: str
    elsewhere: bool
    section: str


@dataclass(frozen=True)
class ThemeFrame:
    """The global `onrecord` of the theme's templates.

    Attributes:
        t: the words.
        site: what every page knows.
        navigation: MkDocs' own.
        foot: label and URL of what the foot of every page links to.
        search: whether the site has an index to search.
        preview: what every page of a preview says first; None for the site itself.
        policy: the Content-Security-Policy of every page; empty where a page has none.
    """

    t: Words
    site: SiteInfo
    navigation: Navigation | None
    foot: Sequence[tuple[str, str]] = ()
    search: bool = False
    preview: Banner | None = None
    policy: str = ""

    @cached_property
    def nav(self) -> tuple[NavItem, ...]:
        """What the header links to; the same for every page, so it is made once."""
        return tuple(_nav_items(self.navigation.items)) if self.navigation else ()

    @cached_property
    def coverage(self) -> Markup | None:
        """The days covered, in words; None where nothing is dated."""
        if self.site.coverage is None:
            return None
        first, through = self.site.coverage.first, self.site.coverage.through
        dates = DateWords(self.t)
        return self.t(
            "theme.coverage", **{"from": dates.html(first), "through": dates.html(through)}
        )


def extend_theme(environment: Environment) -> None:
    """Let a site's own templates of the theme extend the packaged ones: ``default:base.html``."""
    environment.loader = extended_loader(environment.loader, "theme")
    environment.code_generator_class = TemplateCompiler
    environment.filters.update(as_folder=as_folder, within=within)


def as_folder(address: str) -> str:
    """The filter `as_folder`: an address with one slash at its end.

    >>> as_folder(".."), as_folder("/record/")
    ('../', '/record/')
    """
    return f"{address.rstrip('/')}/"


def within(url: str, section: str) -> bool:
    """The filter `within`: whether ``url`` begins with that of ``section``, where there is one."""
    return bool(section) and url.startswith(section)


def add_sections(nav: Navigation, addresses: Iterable[tuple[str, str]]) -> None:
    """Put the lists of the site (label and URL) behind home, unless `nav:` names them itself."""
    named = {page.url for page in nav.pages}
    links = [Link(label, url) for label, url in addresses if url not in named]
    first = nav.items[0] if nav.items else None
    place = 1 if isinstance(first, Page) and first.is_homepage else 0
    nav.items[place:place] = links


def lists_among(files: Files, names: Iterable[str], words: Words) -> list[tuple[str, str]]:
    """Label and URL of each of the lists ``names`` that ``files`` have."""
    found = [(name, files.get_file_from_path(f"{name}/index.md")) for name in names]
    return [(words(f"sections.{name}").unescape(), file.url) for name, file in found if file]


def _nav_items(items: Iterable[StructureItem]) -> Iterator[NavItem]:
    """The leaves of the navigation, but for home, to which the site's name links."""
    for item in items:
        if isinstance(item, Section):
            yield from _nav_items(item.children)
        elif isinstance(item, Page | Link) and not (isinstance(item, Page) and item.is_homepage):
            elsewhere = "://" in item.url or item.url.startswith("/")
            is_list = isinstance(item, Link) and not elsewhere
            section = item.url.removesuffix("index.html") if is_list else ""
            title = escaped_title(item.title) or Markup()
            yield NavItem(title, str(escape(item.url)), elsewhere, section)


def escaped_title(title: str | None) -> Markup | None:
    """``title`` of a Markdown page, safe in HTML.

    MkDocs gives it as HTML where it comes from a heading, as plain text where from elsewhere.
    """
    return None if title is None else escape(Markup(title).unescape())  # noqa: S704 - only to unescape it
