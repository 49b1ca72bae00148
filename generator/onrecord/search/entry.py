"""One thing that can be found: the names and words it is found by, and what is shown of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.desk.desk import Desk
from onrecord.records import PartialDate
from onrecord.views.names import Link

from .tokens import word_set

# In the order in which results are grouped.
KINDS = ("actors", "demands", "claims", "quotes", "articles", "topics")


class Catalogue(Protocol):
    """Words of the interface as plain text."""

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for ``key`` with ``values`` in their places."""

    def date(self, date: PartialDate) -> str:
        """``date`` in words."""

    def names(self, links: Sequence[Link]) -> str:
        """Names as one phrase."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a result shows, all of it plain text.

    Attributes:
        uri: site path.
        text: a name, a title, or the words.
        facts: one line: who, when, where.
        label: what must be known before the text is read, such as whose claim it is.
        language: of the text, where it is not ours.
        quoted: whether the text are words that were said, and so stands in marks.
        names: other names, each with its language or an empty text.
    """

    uri: str
    text: str
    facts: str
    label: str = ""
    language: str = ""
    quoted: bool = False
    names: tuple[tuple[str, str], ...] = ()

    def line(self) -> str:
        """This as one line of JSON: an array without the empty values at its end."""
        values: list[object] = [self.uri, self.text, self.facts]
        more: list[object] = [self.label, self.language, int(self.quoted), self.names]
        while more and not more[-1]:
            more.pop()
        return json.dumps(values + more, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A result with the words that find it.

    Attributes:
        kind: one of ``KINDS``.
        strong: words of its name or title; for a quote, of its speaker's names.
        weak: all other words that find it.
        names: whole names, of those things that are looked up by name.
    """

    kind: str
    shown: Result
    strong: Collection[str]
    weak: Collection[str]
    names: tuple[str, ...] = ()


# Long enough that the words looked for are mostly within, short enough for a page of results.
SHOWN_TEXT = 300


def shorten(text: str, length: int = SHOWN_TEXT) -> str:
    """``text`` on one line, ended by an ellipsis at a word where it is longer than ``length``.

    >>> cut("We will not work nights", 14)
    'We will not …'
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return (line[:length].rpartition(" ")[0] or line[: length - 1]) + " …"


def join_facts(*parts: str | None) -> str:
    """The parts there are, set apart by middle dots."""
    return " · ".join(filter(None, parts))


class ActorWords:
    """The words of the names of actors, each actor's made once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[str, frozenset[str]] = {}

    def words(self, actor_id: str) -> frozenset[str]:
        """The words of all names of one actor; none where there is no such actor."""
        made = self._made.get(actor_id)
        if made is None:
            actor = self._desk.actors.get(actor_id)
            names = (actor.name, *(one.name for one in actor.names)) if actor else ()
            made = self._made[actor_id] = word_set(names)
        return made

    def all_words(self, *groups: Iterable[str]) -> frozenset[str]:
        """The words of the names of all actors in ``groups``."""
        return frozenset().union(*(self.words(one) for group in groups for one in group))
