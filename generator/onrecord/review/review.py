"""All that a reviewer is told: changes, pages, problems, and what they are between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from onrecord.changes.changes import Changes
from onrecord.changes.compare import compare
from onrecord.desk.settings import Settings
from onrecord.diagnostics import Severity
from onrecord.reading.revisions import Revision
from onrecord.render.words import Words

from .beside import Beside, beside
from .effects import Effects, effects_of
from .openings import openings
from .problems import Problems, problems_of
from .sides import Sides, read_sides

Verdict = Literal["problems", "nothing", "wording", "changes"]


@dataclass(frozen=True, slots=True)
class Review:
    """What changed between two states, and what is wrong with the newer one.

    Attributes:
        changes: in the words of the domain.
        effects: the pages that are not what they were; ``None`` where one of the states has
            errors, since it has no site.
        problems: of the newer state.
        folder: of the content, in the repository.
        openings: how the quotes among the changes begin, by their references.
        beside: files of the content folder that are no records.
        base: the commit that was compared with; its name is the one asked for.
        head: the newer commit; that which is checked out where the working tree was read.
        worktree: whether the working tree was read.
        edited: whether it differs from ``head``.
        absent: the older state had no content at all.
        base_failed: the older state has errors.
    """

    changes: Changes
    effects: Effects | None
    problems: Problems
    base: Revision
    head: Revision
    folder: PurePosixPath
    openings: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[Beside, ...] = ()
    worktree: bool = False
    edited: bool = False
    absent: bool = False
    base_failed: bool = False

    @property
    def verdict(self) -> Verdict:
        """What it comes to: problems first, else how much changed."""
        if self.problems.of(Severity.ERROR) or self.problems.of(Severity.WARNING):
            return "problems"
        return self.extent

    @property
    def extent(self) -> Verdict:
        """How much changed, whatever the problems."""
        unread = self.changes.unread_before or self.changes.unread_after
        if self.changes.wording_only and not self.beside and not unread:
            return "wording"
        if self.changes.changes:
            return "changes"
        pages = self.effects and (self.effects.pages or self.effects.coverage)
        return "changes" if pages or unread or self.beside else "nothing"

    def exit_code(self, *, strict: bool) -> int:
        """0; 1 where the newer state has errors (or, with ``strict``, warnings)."""
        found = {one.diagnostic.severity for one in self.problems.all}
        return int(Severity.ERROR in found or (strict and Severity.WARNING in found))


def review(
    settings: Settings, words: Words, base: str, head: str | None = None, *, exact: bool = False
) -> Review:
    """Compare the content of ``settings`` at two revisions.

    Args:
        settings: where the content lies in the working tree, and how it is judged.
        words: the catalogue, for the titles of pages.
        base: a revision.
        head: another; ``None`` for the working tree.
        exact: compare with ``base`` itself, not with where ``head`` left it.

    Raises:
        RevisionFault: there is no repository, or not these revisions.
    """
    with read_sides(settings, base, head, exact=exact) as sides:
        return review_of(sides, words)


def review_of(sides: Sides, words: Words) -> Review:
    """Compare two states whose files are there."""
    before, after = sides.before, sides.after
    moved = sides.repository.renames(sides.base, sides.given, sides.folder)
    changes = compare(before, after, base=sides.base, head=sides.given, moved=moved)
    problems = problems_of(before, after)
    base_failed = any(one.severity is Severity.ERROR for one in before.diagnostics)
    effects = None
    if not problems.failed and not base_failed:
        named = {one.uri for one in changes.changes if one.uri}
        effects = effects_of(before.desk, after.desk, words, named)
    return Review(
        changes=changes,
        effects=effects,
        problems=problems,
        base=sides.base,
        head=sides.head,
        folder=sides.folder,
        openings=openings(before.desk, after.desk, changes),
        beside=beside(sides.repository, sides.folder, sides.base, sides.given),
        worktree=sides.given is None,
        edited=sides.edited,
        absent=sides.absent,
        base_failed=base_failed,
    )
