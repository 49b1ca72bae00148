"""The frame around every page and, in a preview, the banner that says what it is a preview of."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from onrecord.desk.desk import Desk
from onrecord.records import fixed
from onrecord.render import SiteContext, SiteInfo, Words
from onrecord.render.compiler import TemplateCompiler
from onrecord.render.environments import CachedParts
from onrecord.render.inheritance import extended_loader
from onrecord.render.phrases import DateWords, PlainWords

from .content_files import ROBOTS
from .option_values import Preview
from .prepare import Prepared
from .reporting import with_problems
from .site_options import SiteSetup

if TYPE_CHECKING:  # what compares two states is imported where that is asked for
    from onrecord.changes.revisions import Repository
    from onrecord.review.review_view import ChangesView


@fixed
class Banner:
    """The first line of every page of a preview: its subject, its commit, its changes."""

    text: Markup
    commit: Markup | None
    changes: str


class ReviewPreview:
    """What one build does because it is a preview; nothing where it is none.

    It is marked on every page, found by no search engine, and has a page of what changes.
    """

    def __init__(self) -> None:
        self.banner: Banner | None = None
        self._preview: Preview | None = None
        self._root = ""

    def begin(self, setup: SiteSetup, *, serving: bool) -> None:
        """Forget the address of the published site, so that nothing is made of it."""
        self._preview, self.banner = setup.options.preview, None
        if self._preview:
            address = self._preview.url or (setup.config.site_url if serving else None)
            self._root = urlsplit(address).path if address else "."
            setup.config.site_url = ""

    def prepare(self, setup: SiteSetup, prepared: Prepared) -> None:
        """Plan the page of what changes.

        Raises:
            PluginError: there is nothing to be had of the revision to compare with.
        """
        if self._preview is None:
            return
        from onrecord.changes.git import RevisionFault  # noqa: PLC0415 - few builds are previews
        from onrecord.review.review_view import changes_page  # noqa: PLC0415 - likewise

        repository, words = _repository(setup), prepared.site.words
        try:
            view = _changes(setup, self._preview, prepared.site, repository)
            commit = _commit(setup, repository, words) if repository else None
        except RevisionFault as fault:
            raise PluginError(f"Nothing was built: {fault.messages[0]}") from fault
        banner = words("preview.banner", of=self._preview.of)
        self.banner = Banner(banner, commit, str(words("preview.changes")))
        prepared.pages.add([changes_page(view, prepared.site.say)])

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Ask every search engine to stay away."""
        if self._preview is None:
            return
        if own := files.get_file_from_path(ROBOTS):
            files.remove(own)
        files.append(File.generated(config, ROBOTS, content=b"User-agent: *\nDisallow: /\n"))

    def base_of(self, template: str) -> str | None:
        """The site's root for a page that may be anywhere; None for other pages."""
        return self._root if self._preview and template == "404.html" else None

    def marked(self, output: str, config: MkDocsConfig, url: str) -> str:
        """The page ``output``, at ``url``, of a theme that knows nothing of previews."""
        if self.banner is None or config.theme.name == "onrecord":
            return output
        from onrecord.review.review_view import CHANGES  # noqa: PLC0415 - as above

        changes = CHANGES if config.use_directory_urls else f"{CHANGES}index.html"
        root = self.base_of(url)
        there = f"{root.rstrip('/')}/{changes}" if root else get_relative_url(changes, url)
        section = Markup('\n<aside><p><strong>{}</strong> {} <a href="{}">{}</a></p></aside>\n')
        banner = section.format(
            self.banner.text, self.banner.commit or "", there, self.banner.changes
        )
        start = output.find("<head>") + len("<head>")
        meta = '\n<meta name="robots" content="noindex">'
        return with_problems(f"{output[:start]}{meta}{output[start:]}", banner)


def check_preview(setup: SiteSetup) -> None:
    """Check that the revision to compare with exists, before anything is built.

    Raises:
        RevisionFault: there is a repository, and not this revision.
    """
    against = setup.options.preview.against if setup.options.preview else None
    if against and (repository := _repository(setup)):
        repository.merge_base(repository.resolve(against), None)


def _repository(setup: SiteSetup) -> "Repository | None":
    from onrecord.changes.git import RevisionFault  # noqa: PLC0415 - as above
    from onrecord.changes.revisions import Repository  # noqa: PLC0415 - as above

    try:
        return Repository.of(setup.content)
    except RevisionFault:
        return None


def _changes(
    setup: SiteSetup, preview: Preview, site: SiteContext, repository: "Repository | None"
) -> "ChangesView":
    from onrecord.review.review import ReviewLinks, review  # noqa: PLC0415 - as above
    from onrecord.review.review_view import ChangesView, review_view  # noqa: PLC0415 - as above

    if repository is None:
        return ChangesView(preview.of, None, "no_repository")
    if preview.against is None:
        return ChangesView(preview.of, None, "no_against")
    found = review(setup.settings(), site.words, preview.against)
    places = ReviewLinks(setup.config.repo_url or "", setup.config.edit_uri or "")
    return ChangesView(preview.of, review_view(found, site.say, places))


def _commit(setup: SiteSetup, repository: "Repository", words: Words) -> Markup | None:
    """The commit of the preview, and whether files differ from it."""
    from onrecord.changes.differing_files import edited  # noqa: PLC0415 - as above
    from onrecord.changes.git import RevisionFault  # noqa: PLC0415 - as above

    try:
        short = repository.resolve("HEAD").short
    except RevisionFault:  # nothing was committed yet
        return None
    differs = edited(repository, repository.inside(setup.content))
    return words(f"preview.{'edited' if differs else 'commit'}", commit=short)


# The lists that readers begin with, in the order of the menu.
READER_SECTIONS = ("demands", "actors", "claims", "quotes", "timeline", "briefings")
# In the menu only where there are any; the foot of every page leads to the list all the same.
_IF_ANY = ("demands", "actors", "claims", "quotes", "briefings")
# Every list. The foot of our theme links to all of them; other themes have them in the navigation.
LISTS = (*READER_SECTIONS, "topics", "sources", "articles", "corrections", "data")
# The entry of the menu that leads to the pages of a list that has no entry of its own.
_REACHED_FROM = {"articles": "sources"}


@fixed
class NavItem:
    """A link of the menu."""

    title: Markup  #: escaped
    url: str  #: from the site's root, or absolute where it leads `elsewhere`
    elsewhere: bool
    section: str  #: the list that it leads to, such as `demands`; empty where that is one page


@dataclass(frozen=True)
class ThemeFrame:
    """The global `onrecord` of the theme's templates."""

    t: Words
    site: SiteInfo  #: what every page knows
    navigation: Navigation | None
    lists: Sequence[tuple[str, str]] = ()  #: label and URL of every list that the site has
    search: bool = False  #: whether the site has an index to search
    #: what every page of a preview says first; None for the site itself
    preview: Banner | None = None
    policy: str = ""  #: the Content-Security-Policy of every page; empty where a page has none

    @cached_property
    def nav(self) -> tuple[NavItem, ...]:
        """The links of the menu; the same for every page, so they are made once."""
        return tuple(_nav_items(self.navigation.items)) if self.navigation else ()

    @cached_property
    def sections(self) -> tuple[NavItem, ...]:
        """The part of the menu that readers begin with."""
        return tuple(item for item in self.nav if item.section in READER_SECTIONS)

    @cached_property
    def about(self) -> tuple[NavItem, ...]:
        """The part set apart: where all this comes from, and the site's own pages."""
        return tuple(item for item in self.nav if item.section not in READER_SECTIONS)

    @cached_property
    def foot(self) -> tuple[tuple[str | Markup, str], ...]:
        """Title and URL of every list, with the menu's title if it is there."""
        named = {item.url: item.title for item in self.nav}
        return tuple((named.get(url, label), url) for label, url in self.lists)

    @property
    def filters(self) -> dict[str, Callable[..., str | None]]:
        """The filters of the theme's templates that know the site."""
        return {"menu_section": self.menu_section, "menu_url": self.menu_url, "sheet": self.sheet}

    def menu_section(self, section: str | None) -> str | None:
        """The filter `menu_section`: the entry of the menu for pages of ``section``."""
        if any(item.section == section for item in self.nav):
            return section
        return _REACHED_FROM.get(section or "")

    def menu_url(self, url: str | None) -> str | None:
        """The filter `menu_url`: the address of a page, if the menu leads to it."""
        return url if any(item.url == url for item in self.nav) else None

    def sheet(self, address: str) -> str:
        """The filter `sheet`: what each sheet of the page at ``address`` says without a script."""
        if self._up_to is None:
            return address
        return self.t("theme.sheet", address=address, up_to=self._up_to).unescape()

    @cached_property
    def _up_to(self) -> str | None:
        coverage = self.site.coverage
        return PlainWords(self.t).on(coverage.through, "up_to") if coverage else None

    @cached_property
    def coverage(self) -> Markup | None:
        """The days covered, in words; None if nothing is dated."""
        if self.site.coverage is None:
            return None
        first, through = self.site.coverage.first, self.site.coverage.through
        return self.t("theme.coverage", days=DateWords(self.t).range_html(first, through))


def extend_theme(environment: Environment) -> None:
    """Let a site's own templates of the theme extend the packaged ones: ``default:base.html``."""
    environment.loader = extended_loader(environment.loader, "theme")
    environment.code_generator_class = TemplateCompiler
    environment.add_extension(CachedParts)
    environment.filters.update(as_folder=as_folder)


def as_folder(address: str) -> str:
    """The filter `as_folder`: an address with one slash at its end.

    >>> as_folder(".."), as_folder("/record/")
    ('../', '/record/')
    """
    return f"{address.rstrip('/')}/"


def menu_of(desk: Desk) -> list[str]:
    """The lists in the menu of our theme; set apart from those for readers, sources and data."""
    none = {name for name in _IF_ANY if not getattr(desk, name)}
    none |= set() if desk.articles or desk.events else {"timeline"}
    return [name for name in (*READER_SECTIONS, "sources", "data") if name not in none]


def add_sections(nav: Navigation, addresses: Iterable[tuple[str, str]]) -> None:
    """Put the lists of the site (label and URL) behind home, unless `nav:` names them itself."""
    named = {page.url for page in nav.pages}
    links = [Link(label, url) for label, url in addresses if url not in named]
    first = nav.items[0] if nav.items else None
    place = 1 if isinstance(first, Page) and first.is_homepage else 0
    nav.items[place:place] = links


def lists_among(files: Files, names: Iterable[str], site: SiteContext) -> list[tuple[str, str]]:
    """Label and URL of each of the lists ``names`` that ``files`` have."""
    last = "/" if site.directory_urls else "/index.html"
    return [
        (site.words(f"sections.{name}").unescape(), f"{name}{last}")
        for name in names
        if f"{name}/index.md" in files
    ]


def _nav_items(items: Iterable[StructureItem]) -> Iterator[NavItem]:
    """The leaves of the navigation without home, which the site's name links to."""
    for item in items:
        if isinstance(item, Section):
            yield from _nav_items(item.children)
        elif isinstance(item, Page | Link) and not (isinstance(item, Page) and item.is_homepage):
            elsewhere = "://" in item.url or item.url.startswith("/")
            address = item.url.removesuffix("index.html").removesuffix("/")
            section = address if address in LISTS else ""
            title = escaped_title(item.title) or Markup()
            yield NavItem(title, str(escape(item.url)), elsewhere, section)


def escaped_title(title: str | None) -> Markup | None:
    """``title`` of a Markdown page, safe in HTML.

    MkDocs gives it as HTML where it comes from a heading, as plain text where from elsewhere.
    """
    return None if title is None else escape(Markup(title).unescape())  # noqa: S704 - only to unescape it
