"""The pages that a change touches, and the addresses where a reviewer can look at it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Literal
from urllib.parse import quote, urlsplit

from onrecord.changes.compared_states import Withheld
from onrecord.desk.desk import Desk
from onrecord.desk.settings import Coverage
from onrecord.records.record_kinds import Subject
from onrecord.render import SiteContext, SitePage, Words
from onrecord.render.site import Addresses
from onrecord.site.plan import plan_site

PageChange = Literal["added", "removed", "direct", "indirect"]
PAGE_CHANGES: tuple[PageChange, ...] = ("added", "removed", "direct", "indirect")


@dataclass(frozen=True, slots=True)
class Effect:
    """A page that is not what it was.

    Attributes:
        title: plain text; the older one where the page is gone.
        how: ``direct`` where the record that the page is about changed, ``indirect`` where only
            what it shows of others did.
        section: the list that it belongs to; ``home`` for the home page.
    """

    uri: str
    title: str
    how: PageChange
    section: str


@dataclass(frozen=True)
class Effects:
    """All pages that are not what they were.

    Attributes:
        pages: by `PAGE_CHANGES`, then by address.
        before, after: the addresses of every page of either state.
        coverage: the days covered before and after, where they differ: every page names them.
    """

    pages: tuple[Effect, ...]
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    coverage: tuple[Coverage | None, Coverage | None] | None = None

    @cached_property
    def counts(self) -> Mapping[str, Mapping[PageChange, int]]:
        """How many pages of each section, by what happened to them; only sections with any."""
        counts: dict[str, dict[PageChange, int]] = {}
        for page in self.pages:
            of_section = counts.setdefault(page.section, {})
            of_section[page.how] = of_section.get(page.how, 0) + 1
        return counts

    def of(self, how: PageChange) -> tuple[Effect, ...]:
        """The pages to which ``how`` happened."""
        return tuple(page for page in self.pages if page.how == how)


def effects_of(
    before: Desk,
    after: Desk,
    words: Words,
    named: Iterable[str] = (),
    withheld: Withheld | None = None,
) -> Effects:
    """Compare what every page shows ``before`` and ``after``, two desks without errors.

    What a reader sees is compared: title, description and all values on the page. The link to the
    page's source is not, since moving a file changes nothing that is said. ``named`` are the site
    paths of pages that changes link to. The words of ``withheld`` quotes are not shown.
    """
    old = {page.uri: page for page in plan_site(SiteContext(before, words))}
    new = {page.uri: page for page in plan_site(SiteContext(after, words))}
    coverage = None
    if before.coverage != after.coverage:
        coverage = (before.coverage, after.coverage)
    own, changed = frozenset(named), _changed(before, after)
    titles = _titles_without_words(before, after, withheld or Withheld())
    pages = []
    for uri in old.keys() | new.keys():
        page = new.get(uri) or old[uri]
        is_own = uri in own or (not page.part and page.subject in changed)
        if how := _how(old.get(uri), new.get(uri), is_own=is_own):
            title = titles.get(page.subject, page.title)
            pages.append(Effect(uri, title, how, page.subject.section))
    pages.sort(key=lambda page: (PAGE_CHANGES.index(page.how), page.uri))
    return Effects(tuple(pages), frozenset(old), frozenset(new), coverage)


def _how(old: SitePage | None, new: SitePage | None, *, is_own: bool) -> PageChange | None:
    """How a page differs, if it does; ``is_own``: it is about what changed."""
    if old is None or new is None:
        return "removed" if old else "added"
    if not _differ(old, new):
        return None
    return "direct" if is_own else "indirect"


def _titles_without_words(before: Desk, after: Desk, withheld: Withheld) -> Mapping[Subject, str]:
    """The article's title for the page of each quote whose own title may begin words withheld."""
    return {
        Subject("quote", reference): desk.quotes[reference].article.title
        for desk, references in ((before, withheld.before), (after, withheld.after))
        for reference in references & desk.quotes.keys()
    }


def _differ(old: SitePage, new: SitePage) -> bool:
    # The view comes last: it is the only part that has to be computed.
    return (
        (old.template, old.title, old.description, old.noindex)
        != (new.template, new.title, new.description, new.noindex)
    ) or old.view() != new.view()


def _changed(before: Desk, after: Desk) -> frozenset[Subject]:
    """What differs of the records that have a page."""
    old, new = dict(_records(before)), dict(_records(after))
    return frozenset(subject for subject, record in new.items() if old.get(subject) != record)


def _records(desk: Desk) -> Iterator[tuple[Subject, object]]:
    """Each record that has a page of its own."""
    for kind in ("article", "actor", "demand", "claim", "topic", "quote"):
        for id_, record in desk.records(kind).items():
            yield Subject(kind, id_), record
            if kind == "article":
                yield Subject("article_quotes", id_), record


# How each kind of host addresses a line of a file at a commit.
_GITHUB = "{repo}/blob/{commit}/{path}#L{line}"
_GITLAB = "{repo}/-/blob/{commit}/{path}#L{line}"
_GITEA = "{repo}/src/commit/{commit}/{path}#L{line}"
_BITBUCKET = "{repo}/src/{commit}/{path}#lines-{line}"
_HOSTS = (
    ("github", _GITHUB),
    ("gitlab", _GITLAB),
    ("codeberg", _GITEA),
    ("gitea", _GITEA),
    ("forgejo", _GITEA),
    ("bitbucket", _BITBUCKET),
)
_COMMITS = {_GITLAB: "{repo}/-/commit/{commit}", _BITBUCKET: "{repo}/commits/{commit}"}


@dataclass(frozen=True, slots=True)
class ReviewLinks:
    """Addresses; each is ``None`` where it is not known.

    Attributes:
        repo_url: of the repository, as the configuration has it.
        edit_uri: as the configuration has it; it gives away GitLab under a name of one's own.
        preview_url, live_url: of the two sites, with a slash at the end; empty where not known.
        directory_urls: whether the addresses of their pages end in a slash.
    """

    repo_url: str = ""
    edit_uri: str = ""
    preview_url: str = ""
    live_url: str = ""
    directory_urls: bool = True

    def source(self, file: PurePath, line: int, commit: str) -> str | None:
        """The line of ``file`` (in the repository) at ``commit``."""
        form = self._form()
        if form is None:
            return None
        path = quote(file.as_posix())
        return form.format(repo=self._repo(), commit=commit, path=path, line=line)

    def commit(self, commit: str) -> str | None:
        """The page of ``commit``."""
        form = self._form()
        if form is None:
            return None
        return _COMMITS.get(form, "{repo}/commit/{commit}").format(repo=self._repo(), commit=commit)

    def preview(self, uri: str) -> str | None:
        """The page ``uri`` of the preview."""
        return self._page(self.preview_url, uri)

    def live(self, uri: str) -> str | None:
        """The page ``uri`` of the published site."""
        return self._page(self.live_url, uri)

    def _page(self, site_url: str, uri: str) -> str | None:
        if not site_url:
            return None
        addresses = Addresses(directory_urls=self.directory_urls)
        return addresses.absolute(site_url.rstrip("/") + "/", quote(uri, safe="/#"))

    def _repo(self) -> str:
        return self.repo_url.rstrip("/").removesuffix(".git")

    def _form(self) -> str | None:
        parts = urlsplit(self.repo_url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return None
        if "/-/" in self.edit_uri or self.edit_uri.startswith("-/"):
            return _GITLAB
        # A host of another name is not known: no link is better than one that leads nowhere.
        return next((form for name, form in _HOSTS if name in parts.netloc), None)
