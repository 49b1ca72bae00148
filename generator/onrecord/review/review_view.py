"""What a comment and the page of a preview show of a review; every text is plain."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import PurePosixPath

from onrecord.captures.withheld import HIDDEN
from onrecord.changes.changes import Change, Weight
from onrecord.changes.revisions import Revision
from onrecord.diagnostics import Severity
from onrecord.records import Subject, fixed
from onrecord.render.site import SitePage, known_texts
from onrecord.views.lines import Catalogue, shorten

from .effects import PAGE_CHANGES, Effect, PageChange
from .review import Problem, Review, ReviewLinks
from .wording import ChangeText, change_text, count_lines, coverage_lines, review_line


@fixed
class ChangeEntry:
    """A change and where to look."""

    text: ChangeText  #: the change in words
    #: addresses, if there are any
    source: str | None
    preview: str | None
    live: str | None
    page: str | None  #: the site path of its page, if the newer version has it


@fixed
class ProblemEntry:
    """A diagnostic and where to look."""

    severity: str
    code: str
    file: str
    line: int
    message: str
    hint: str
    fresh: bool
    source: str | None


@fixed
class PageEntry:
    """A page that changed, and where to look."""

    uri: str
    title: str
    how: PageChange
    preview: str | None
    live: str | None


@fixed
class FileEntry:
    """A file of the content folder that is no record."""

    file: str
    how: str
    source: str | None


@fixed
class Commit:
    """A revision: the name it was asked for by, its short hash, and its page if there is one."""

    name: str
    short: str
    address: str | None

    @property
    def named(self) -> bool:
        """Whether it was asked for by a name, not by its hash."""
        return not self.name.startswith(self.short) and self.name != "HEAD"


MOST = 500  # changes that one page lists
_PAGES = 200  # pages of one way to differ that it lists
_SHORT = 10  # pages of one way to differ: so many are open from the beginning
_TITLE, _MESSAGE = 160, 400  # characters
_COMPARED = 150  # changed texts that are compared word by word: more than a comment has room for


@fixed
class PageGroup:
    """The pages that differ in one way."""

    how: PageChange  #: in which way
    count: int  #: how many
    pages: tuple[PageEntry, ...]  #: the first of them
    more: int  #: how many others there are

    @property
    def is_short(self) -> bool:
        """Whether it is so short that it is open from the beginning."""
        return self.count <= _SHORT


@fixed
class ReviewView:
    """A review as it is laid out."""

    verdict: str  #: one line
    #: what was compared
    base: Commit
    head: Commit
    edited: bool  #: the newer state has changes that are in no commit
    preview: str | None  #: address of the preview's home page
    errors: tuple[ProblemEntry, ...]  #: of the newer state
    eyes: tuple[ChangeEntry, ...]  #: what needs review
    #: for each kind of record: its name, and what happened to how many
    counts: tuple[tuple[str, str], ...]
    changes: tuple[ChangeEntry, ...]  #: all other changes, weighty ones first
    #: how many pages differ in each way; empty if none do
    page_counts: tuple[tuple[PageChange, int], ...]
    pages: tuple[PageEntry, ...] | None  #: those pages; `None` if they cannot be compared
    coverage: tuple[str, str] | None  #: the days covered, in words, where they changed
    other_files: tuple[FileEntry, ...]  #: files that are no records
    #: of the newer state, those first that the older one did not have
    warnings: tuple[ProblemEntry, ...]
    #: of the newer state, only those that the older one did not have
    notices: tuple[ProblemEntry, ...]
    #: files that could not be read
    unread_before: tuple[str, ...]
    unread_after: tuple[str, ...]
    absent: bool  #: the older state had no content at all
    base_failed: bool

    @property
    def groups(self) -> tuple[tuple[str | None, tuple[ChangeEntry, ...]], ...]:
        """The first of ``changes`` by the file they are written in, weighty ones first in each."""
        by_file = sorted(
            self.changes[:MOST], key=lambda entry: (entry.text.file is None, entry.text.file or "")
        )
        grouped = groupby(by_file, key=lambda entry: entry.text.file)
        return tuple((file, tuple(entries)) for file, entries in grouped)

    @property
    def page_groups(self) -> tuple[PageGroup, ...]:
        """The first of ``pages`` by how they differ."""
        first = {
            how: tuple(page for page in self.pages or () if page.how == how)[:_PAGES]
            for how, _ in self.page_counts
        }
        return tuple(
            PageGroup(how, count, first[how], count - len(first[how]))
            for how, count in self.page_counts
        )

    @property
    def ungrouped(self) -> int:
        """The number of ``changes`` that are not in ``groups``."""
        return max(0, len(self.changes) - MOST)


def review_view(review: Review, say: Catalogue, places: ReviewLinks) -> ReviewView:
    """``review`` in the words of ``say``."""
    entries = _ReviewEntries(review, say, places)
    problems, changes, effects = review.problems, review.changes, review.effects
    others = (change for change in changes.changes if change.weight is not Weight.EYES)
    notices = (problem for problem in problems.of(Severity.NOTICE) if problem.fresh)
    hows = [page.how for page in effects.pages] if effects else []
    return ReviewView(
        verdict=review_line(review, say),
        base=entries.commit(review.base),
        head=entries.commit(review.head),
        edited=review.edited,
        preview=None if problems.failed else places.preview(""),
        errors=tuple(map(entries.problem, problems.of(Severity.ERROR))),
        eyes=entries.changes(changes.of_weight(Weight.EYES)),
        counts=tuple(count_lines(review, say)),
        changes=entries.changes(others),
        page_counts=tuple((how, hows.count(how)) for how in PAGE_CHANGES if how in hows),
        pages=tuple(entries.page(page) for page in effects.pages) if effects else None,
        coverage=coverage_lines(review, say),
        other_files=tuple(entries.file(file.file, file.how) for file in review.other_files),
        warnings=tuple(map(entries.problem, problems.of(Severity.WARNING))),
        notices=tuple(map(entries.problem, notices)),
        unread_before=entries.unread(changes.unread_before),
        unread_after=entries.unread(changes.unread_after),
        absent=review.absent,
        base_failed=review.base_failed,
    )


@fixed
class _ReviewEntries:
    """Makes the entries of one review."""

    review: Review
    say: Catalogue
    places: ReviewLinks

    def commit(self, revision: Revision) -> Commit:
        address = self.places.commit(revision.commit)
        return Commit(shorten(revision.name, _TITLE), revision.short, address)

    def changes(self, changes: Iterable[Change]) -> tuple[ChangeEntry, ...]:
        return tuple(self.entry(it, words=number < _COMPARED) for number, it in enumerate(changes))

    def unread(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(shorten(str(self.review.folder / name), _MESSAGE) for name in names)

    def page(self, effect: Effect) -> PageEntry:
        sites = self.sites(effect.uri)
        return PageEntry(effect.uri, shorten(effect.title, _TITLE), effect.how, *sites)

    def file(self, file: PurePosixPath, how: str) -> FileEntry:
        gone = how == "removed"
        return FileEntry(file.as_posix(), how, self.source(file.as_posix(), 1, gone=gone))

    def entry(self, change: Change, *, words: bool) -> ChangeEntry:
        beginning = self.review.quote_beginnings.get(change.id, "")
        text = change_text(change, self.say, beginning, words=words)
        source = self.source(text.file, text.line, gone=text.gone) if text.file else None
        preview, live = self.sites(text.uri) if text.uri is not None else (None, None)
        return ChangeEntry(text, source, preview, live, self.page_after(text.uri))

    def problem(self, problem: Problem) -> ProblemEntry:
        found = problem.diagnostic
        return ProblemEntry(
            severity=found.severity.value,
            code=found.code,
            file=found.file,
            line=found.line,
            message=shorten(found.message, _MESSAGE),
            hint=shorten(found.hint, _MESSAGE),
            fresh=problem.fresh,
            source=self.source(found.file, found.line, gone=False),
        )

    def source(self, file: str, line: int, *, gone: bool) -> str | None:
        # A line of a working tree that was edited is in no commit.
        if (self.review.edited and not gone) or HIDDEN in file:
            return None
        commit = self.review.base if gone else self.review.head
        return self.places.source(PurePosixPath(file), line, commit.commit)

    def page_after(self, uri: str | None) -> str | None:
        effects = self.review.effects
        if uri is None or effects is None or uri.partition("#")[0] not in effects.after:
            return None
        return uri

    def sites(self, uri: str) -> tuple[str | None, str | None]:
        """The page at ``uri`` of the preview and of the published site, where it is there."""
        page, effects = uri.partition("#")[0], self.review.effects
        preview = None if self.review.problems.failed else self.places.preview(uri)
        live = self.places.live(uri)
        if effects is not None:
            preview = preview if page in effects.after else None
            live = live if page in effects.before else None
        return preview, live


CHANGES = "changes/"


@fixed
class ChangesView:
    """The view of the page of changes."""

    of: str  #: what the site is a preview of
    review: ReviewView | None  #: what changed; `None` if there is nothing to compare with
    why_not: str = ""  #: why there is nothing: `no_repository` or `no_against`


def changes_page(view: ChangesView, say: Catalogue) -> SitePage:
    """``changes/``; every page of a preview has its style sheet already."""
    return SitePage(
        subject=Subject("changes"),
        uri=CHANGES,
        template="pages/changes.html",
        texts=known_texts(say("changes.title"), say("changes.description")),
        view=lambda: view,
        noindex=True,
    )
