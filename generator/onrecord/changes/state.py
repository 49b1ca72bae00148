"""A state of a desk that can be compared: what could be read of it, and what could not.

Nothing is reported of what one side could not read.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from pathlib import Path, PurePosixPath

from onrecord.captures.lock import LockLine
from onrecord.desk.desk import Desk
from onrecord.desk.load import Linked, link
from onrecord.desk.quotes import QuoteEntry
from onrecord.desk.settings import Settings
from onrecord.diagnostics import Diagnostic, Severity, sorted_unique
from onrecord.records.kinds import BY_PLURAL, KINDS
from onrecord.records.load import Records, load_records

from .revisions import skipped_below
from .sides import Owner


def unread_files(records: Records, content: Path, skipped: tuple[str, ...]) -> tuple[str, ...]:
    """The files of ``content`` with a fault of their own, and those ``skipped``, in order.

    A fault that shows only across files (a reference that leads nowhere) leaves a file readable.
    """
    faults = (
        diagnostic for diagnostic in records.diagnostics if diagnostic.severity is Severity.ERROR
    )
    return tuple(sorted({*(below_content(fault, content) for fault in faults), *skipped}))


def below_content(diagnostic: Diagnostic, content: Path) -> str:
    """The file of a diagnostic, relative to ``content``, with ``/``."""
    root = os.path.join(os.path.abspath(content), "")  # noqa: PTH100, PTH118 - as shown_path does
    # A diagnostic's path is relative to the current directory where it can be.
    file = os.path.abspath(diagnostic.file)  # noqa: PTH100
    return file.removeprefix(root).replace(os.sep, "/")


def owner_of(path: PurePosixPath) -> Owner | None:
    """Kind and id of the record that has the file ``path``, below the content folder, to itself."""
    kind = BY_PLURAL.get(path.parts[0]) if len(path.parts) > 1 else None
    return (kind.name, path.stem) if kind else None


class Unread:
    """What is left out on both sides, because one of them could not be read.

    Args:
        paths: files or folders, relative to the content folder.
        moved: files that were renamed, old to new.
    """

    def __init__(self, paths: Iterable[str], moved: Mapping[str, str]) -> None:
        self._paths = set(paths)
        self._paths |= {old for old, new in moved.items() if new in self._paths}
        self._owners = {owner_of(PurePosixPath(path)) for path in self._paths}
        # None of the records of such a file can be compared.
        self._kinds = {
            kind.name
            for kind in KINDS.values()
            if kind.together and str(kind.file("")) in self._paths
        }

    def without(self, records: Records, content: Path) -> Records:
        """``records`` but for what is left out; the same object where that is nothing."""
        if not self._paths:
            return records

        shown = copy(records)
        for kind in KINDS.values():
            whole = records.of(kind.name)
            kept = {
                id_: record
                for id_, record in whole.items()
                if not self._hides((kind.name, id_), records.files[kind.name, id_], content)
            }
            setattr(shown, kind.plural, kept)
        return shown

    def _hides(self, owner: Owner, file: Path, content: Path) -> bool:
        if owner in self._owners or owner[0] in self._kinds:
            return True
        return skipped_below(self._paths, file.relative_to(content).as_posix())


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
    verdict: Callable[[QuoteEntry], str] = attrgetter("verdict")

    @cached_property
    def _linked(self) -> Linked:
        return link(self.records, self.settings)

    @cached_property
    def published(self) -> Records:
        """The records without drafts, unless the settings want them."""
        return self.records if self.settings.drafts else self.records.without_drafts()

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
        return sorted_unique([self._shown(diagnostic) for diagnostic in self._linked.diagnostics])

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
