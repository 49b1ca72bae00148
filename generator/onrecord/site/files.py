"""Files of the site that are no pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.desk.desk import Desk
from onrecord.render.words import Words
from onrecord.search.entries import entries_of
from onrecord.search.explore_files import explore_files
from onrecord.search.index import index_files

from .page import Wording


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file that is published as it is.

    Attributes:
        uri: its path below the site's root.
        content: all of it, or a file that has it, or what makes it when it is written.
    """

    uri: str
    content: bytes | Path | Callable[[], bytes]


def plan_files(desk: Desk, words: Words, *, search: bool = True) -> Iterator[SiteFile]:
    """Every generated file that is no page: the index of the search, and what Explore fetches."""
    say = Wording(words)
    if search:
        for uri, content in index_files(entries_of(desk, say)):
            yield SiteFile(uri, content)
    for uri, content in explore_files(desk, say):
        yield SiteFile(uri, content)
