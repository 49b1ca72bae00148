"""What a comment and the page of a preview list; every text is plain."""

from __future__ import annotations

from dataclasses import dataclass

from .effects import How
from .telling import Told


@dataclass(frozen=True, slots=True)
class Entry:
    """A change and where to look.

    Attributes:
        told: the change in words.
        source, preview, live: addresses; ``None`` where there is none.
        page: the page it is read on, as a site path, where the newer state has it.
    """

    told: Told
    source: str | None
    preview: str | None
    live: str | None
    page: str | None


@dataclass(frozen=True, slots=True)
class ProblemEntry:
    """A diagnostic and where to look."""

    severity: str
    code: str
    file: str
    line: int
    column: int
    message: str
    hint: str
    fresh: bool
    source: str | None


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page that is not what it was, and where to look."""

    uri: str
    title: str
    how: How
    preview: str | None
    live: str | None


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the content folder that is no record."""

    file: str
    how: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A revision: the name it was asked for by, its short hash, and its page if there is one."""

    name: str
    short: str
    address: str | None

    @property
    def named(self) -> bool:
        """Whether it was asked for by a name, not by its hash."""
        return not self.name.startswith(self.short) and self.name != "HEAD"
