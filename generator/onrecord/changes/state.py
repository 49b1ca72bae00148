"""A state of a desk that can be compared: what could be read of it, and what could not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from onrecord.captures.lock import LockLine
from onrecord.desk.desk import Desk
from onrecord.desk.entries import QuoteEntry
from onrecord.desk.load import Linked, link
from onrecord.desk.settings import Settings
from onrecord.desk.verdicts import verdict_of
from onrecord.diagnostics import Diagnostic, tidy
from onrecord.records.load import Records, load_records

from .unread import below_content, unread_files


@dataclass(frozen=True)
class State:
    """One side of a comparison.

    Attributes:
        records: what the files say; records with a fault are not among the whole ones.
        settings: where the content was read from and how it is judged.
        folder: the content folder relative to the repository, for `Spot.file`.
        unread: files, relative to the content folder with ``/``, that could not be read wholly.
        verdict: what comparing a quote with its source came to.
    """

    records: Records
    settings: Settings
    folder: PurePosixPath
    unread: tuple[str, ...] = ()
    verdict: Callable[[QuoteEntry], str] = verdict_of

    @cached_property
    def _linked(self) -> Linked:
        return link(self.records, self.settings)

    @property
    def lock(self) -> Mapping[str, LockLine] | None:
        """What the lock says of each quote; ``None`` without one."""
        return self._linked.lock

    @property
    def desk(self) -> Desk:
        """What is whole, linked; content with errors gives the rest of it."""
        return self._linked.desk

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every problem of this state, in the order of a report; files as in ``Spot.file``."""
        return tidy([self._shown(one) for one in self._linked.diagnostics])

    def _shown(self, diagnostic: Diagnostic) -> Diagnostic:
        below = below_content(diagnostic, self.settings.content)
        return replace(diagnostic, file=str(self.folder / below))


def read_state(
    settings: Settings,
    folder: PurePosixPath | None = None,
    *,
    skipped: tuple[str, ...] = (),
) -> State:
    """Read the content of ``settings``; never raises for what it says.

    Args:
        settings: where the content lies and how it is judged.
        folder: where it lies in the repository; its own path where absent.
        skipped: files, relative to the content, that were not put there to be read.
    """
    records = load_records(settings.content)
    return State(
        records=records,
        settings=settings,
        folder=folder or PurePosixPath(settings.content.as_posix()),
        unread=unread_files(records, settings.content, skipped),
    )


def shown_in(folder: PurePosixPath, file: Path, content: Path) -> Path:
    """``file`` of ``content`` as a path in the repository."""
    return Path(folder / file.relative_to(content).as_posix())
