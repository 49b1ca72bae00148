"""What could not be read, so that nothing is told of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from onrecord.diagnostics import Diagnostic, Severity
from onrecord.reading.extraction import skipped_below
from onrecord.records.load import Records

from .sides import Owner

R = TypeVar("R")

_KINDS = {
    "articles": "article",
    "actors": "actor",
    "demands": "demand",
    "claims": "claim",
    "briefings": "briefing",
}
# A file of many records: none of them can be told.
_MANY = {"topics.yml": "topic", "events.yml": "event"}


def unread_files(records: Records, content: Path, skipped: tuple[str, ...]) -> tuple[str, ...]:
    """The files of ``content`` with a fault of their own, and those ``skipped``, in order.

    A fault that shows only across files (a reference that leads nowhere) leaves a file readable.
    """
    faults = (one for one in records.diagnostics if one.severity is Severity.ERROR)
    return tuple(sorted({*(below_content(one, content) for one in faults), *skipped}))


def below_content(diagnostic: Diagnostic, content: Path) -> str:
    """The file of a diagnostic, relative to ``content``, with ``/``."""
    root = os.path.join(os.path.abspath(content), "")  # noqa: PTH100, PTH118 - as shown_path does
    # A diagnostic's path is relative to the current directory where it can be.
    file = os.path.abspath(diagnostic.file)  # noqa: PTH100
    return file.removeprefix(root).replace(os.sep, "/")


def owner_of(path: PurePosixPath) -> Owner | None:
    """Kind and id of the record that a file below the content folder holds."""
    kind = _KINDS.get(path.parts[0]) if len(path.parts) > 1 else None
    return (kind, path.stem) if kind else None


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
        self._kinds = {kind for name, kind in _MANY.items() if name in self._paths}

    def without(self, records: Records, content: Path) -> Records:
        """``records`` but for what is left out; the same object where that is nothing."""
        if not self._paths:
            return records

        def kept(kind: str, whole: dict[str, R]) -> dict[str, R]:
            files = records.files
            return {
                id_: one
                for id_, one in whole.items()
                if not self._hides((kind, id_), files[kind, id_], content)
            }

        return replace(
            records,
            articles=kept("article", records.articles),
            actors=kept("actor", records.actors),
            demands=kept("demand", records.demands),
            claims=kept("claim", records.claims),
            briefings=kept("briefing", records.briefings),
            topics=kept("topic", records.topics),
            events=kept("event", records.events),
        )

    def _hides(self, owner: Owner, file: Path, content: Path) -> bool:
        if owner in self._owners or owner[0] in self._kinds:
            return True
        return skipped_below(self._paths, file.relative_to(content).as_posix())
