"""A review: what changed between two states of a desk, the pages it touches, and the problems.

And the addresses where a reviewer can look at it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import PurePath, PurePosixPath
from typing import Literal
from urllib.parse import quote, urlsplit

from onrecord.captures.quiet_reports import OF_WITHHELD_WORDS, without_known_words
from onrecord.changes.changes import Changes
from onrecord.changes.compare import read_two_states
from onrecord.changes.compared_states import State, Withheld
from onrecord.changes.differing_files import OtherFile, other_files
from onrecord.changes.revisions import Revision
from onrecord.desk.desk import Desk
from onrecord.desk.load import LastReading
from onrecord.desk.settings import Settings
from onrecord.diagnostics import Diagnostic, Severity
from onrecord.reading import shown_path
from onrecord.records import fixed, without_collector
from onrecord.render.site import Addresses
from onrecord.render.words import Words
from onrecord.views.lines import shorten

from .effects import Effects, effects_of

_BEGINNING = 60  # characters
# How each kind of host addresses a line of a file at a commit.
_GITHUB = "{repo}/blob/{commit}/{path}#L{line}"
_GITLAB = "{repo}/-/blob/{commit}/{path}#L{line}"
_GITEA = "{repo}/src/commit/{commit}/{path}#L{line}"
_BITBUCKET = "{repo}/src/{commit}/{path}#lines-{line}"
_HOSTS = (
    ("github", _GITHUB), ("gitlab", _GITLAB), ("codeberg", _GITEA), ("gitea", _GITEA),
    ("forgejo", _GITEA), ("bitbucket", _BITBUCKET),
)  # fmt: skip
_COMMITS = {_GITLAB: "{repo}/-/commit/{commit}", _BITBUCKET: "{repo}/commits/{commit}"}


@fixed
class Problem:
    """A diagnostic of the newer state."""

    diagnostic: Diagnostic  # its file is relative to the repository, with `/`
    fresh: bool  # whether the older state did not have it


@fixed
class Problems:
    """All of them, in the order of a report."""

    all: tuple[Problem, ...]

    def of(self, severity: Severity) -> tuple[Problem, ...]:
        """Those of one severity, fresh ones first."""
        found = [problem for problem in self.all if problem.diagnostic.severity is severity]
        return tuple(sorted(found, key=lambda problem: not problem.fresh))

    @property
    def failed(self) -> bool:
        """Whether there are errors."""
        return bool(self.of(Severity.ERROR))


def problems_of(before: State, after: State, withheld: Withheld) -> Problems:
    """The problems of ``after``; those that ``before`` had too are not fresh.

    They do not repeat the words of ``withheld`` quotes.
    """
    # Lines move; the message about a file stays.
    known = set(map(_identity, _in_repository(before, before.diagnostics)))
    found = [*_in_repository(after, after.and_repeated(withheld.taken_out))]
    shown = without_known_words(found, withheld.words)
    fresh = (_identity(problem) not in known for problem in found)
    return Problems(tuple(map(Problem, shown, fresh)))


def _identity(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.code, diagnostic.file, diagnostic.message


def _in_repository(state: State, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """``diagnostics`` of ``state``, with the file names of the repository."""
    here, folder = f"{shown_path(state.settings.content)}/", state.folder
    place = "" if folder == PurePosixPath() else f"{folder}/"
    for diagnostic in diagnostics:
        yield replace(diagnostic, message=diagnostic.message.replace(here, place))


def quote_beginnings(before: Desk, after: Desk, changes: Changes) -> Mapping[str, str]:
    """The beginning of each quote among ``changes``, by its reference; plain text.

    A reviewer knows by it which quote it is. A quote that is or may be withheld in either state has
    none.
    """
    beginnings = {}
    for id_ in (change.id for change in changes.changes if change.record == "quote"):
        new, old = after.quotes.get(id_), before.quotes.get(id_)
        quote = new or old
        withheld = changes.withheld.after if new else changes.withheld.before
        if quote and id_ not in withheld:
            indirect = quote.record.form == "indirect"
            text = quote.record.gist or "" if indirect else quote.words
            beginnings[id_] = shorten(changes.withheld.text(text, quoted=True), _BEGINNING)
    return beginnings


Verdict = Literal["problems", "nothing", "wording", "changes"]


@fixed
class Review:
    """The changes between two states, and the problems of the newer one."""

    changes: Changes  # in the words of the domain
    # The pages that are not what they were; `None` where one of the states has errors, since it
    # has no site.
    effects: Effects | None
    problems: Problems
    base: Revision  # the commit that was compared with; its name is the one asked for
    head: Revision  # the newer commit; that which is checked out where the working tree was read
    folder: PurePosixPath  # of the content, in the repository
    # How the quotes among the changes begin, by their references.
    quote_beginnings: Mapping[str, str] = field(default_factory=dict)
    other_files: tuple[OtherFile, ...] = ()  # files of the content folder that are no records
    worktree: bool = False  # whether the working tree was read
    edited: bool = False
    absent: bool = False  # the older state had no content at all
    base_failed: bool = False

    @property
    def verdict(self) -> Verdict:
        """The result in a word: problems first, else how much changed."""
        if self.problems.of(Severity.ERROR) or self.problems.of(Severity.WARNING):
            return "problems"
        return self.extent

    @property
    def extent(self) -> Verdict:
        """The size of the change, whatever the problems."""
        unread = self.changes.unread_before or self.changes.unread_after
        if self.changes.wording_only and not self.other_files and not unread:
            return "wording"
        if self.changes.changes:
            return "changes"
        pages = self.effects and (self.effects.pages or self.effects.coverage)
        return "changes" if pages or unread or self.other_files else "nothing"

    def exit_code(self, *, strict: bool) -> int:
        """0; 1 where the newer state has errors (or, with ``strict``, warnings)."""
        found = {problem.diagnostic.severity for problem in self.problems.all}
        return int(Severity.ERROR in found or (strict and Severity.WARNING in found))


def review(
    settings: Settings,
    words: Words,
    base: str,
    head: str | None = None,
    last: LastReading | None = None,
    *,
    exact: bool = False,
) -> Review:
    """Compare the content of ``settings`` at two revisions; raises as `read_two_states` does."""
    with (
        without_collector(),
        read_two_states(settings, base, head, last, exact=exact) as sides,
    ):
        before, after = sides.before, sides.after
        base_failed, failed = (
            any(
                fault.severity is Severity.ERROR
                for fault in state.diagnostics
                # What the newer version withholds was no error of the older one.
                if state is after or fault.code not in OF_WITHHELD_WORDS
            )
            for state in (before, after)
        )
        changes = sides.changes()
        problems = problems_of(before, after, changes.withheld)
        others = other_files(sides.repository, sides.folder, sides.base, sides.given)
        effects = None
        if not (base_failed or failed or problems.failed):
            named = {change.uri for change in changes.changes if change.uri}
            effects = effects_of(before.desk, after.desk, words, named, changes.withheld)
        return Review(
            changes=changes,
            effects=effects,
            problems=problems,
            base=replace(sides.base, name=changes.withheld.name(sides.base.name)),
            head=replace(sides.head, name=changes.withheld.name(sides.head.name)),
            folder=sides.folder,
            quote_beginnings=quote_beginnings(before.desk, after.desk, changes),
            other_files=tuple(
                replace(it, file=PurePosixPath(changes.withheld.name(str(it.file))))
                for it in others
            ),
            worktree=sides.given is None,
            edited=sides.edited,
            absent=sides.absent,
            base_failed=base_failed,
        )


@fixed
class ReviewLinks:
    """Addresses; each is ``None`` where it is not known."""

    repo_url: str = ""  # of the repository, as the configuration has it
    # As the configuration has it; it gives away GitLab under a name of one's own.
    edit_uri: str = ""
    # Preview_url and live_url: of the two sites, with a slash at the end; empty where not known.
    preview_url: str = ""
    live_url: str = ""
    directory_urls: bool = True  # whether the addresses of their pages end in a slash

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
