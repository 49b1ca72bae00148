"""Lines from our own words and from what the view gives.

Demands, claims, quotes and sources lead to their pages. Names of actors do not: where every other
word is a link, none is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import PartialDate
from onrecord.views.links import Link
from onrecord.views.saying import Say

from .imprint import Imprint
from .outline import Line, Span, tidy

# Stands around the name of a place; nothing that is tidy has it.
_MARK = "\x00"


class Pen:
    """Writes lines in the words of one site."""

    def __init__(self, say: Say, imprint: Imprint) -> None:
        self.say = say
        self._imprint = imprint
        self.dot: Line = (Span(say("answer.dot")),)

    def words(self, key: str, /, **values: Line | str | int) -> Line:
        """The words for ``key``; lines may be put in their places, and keep their links."""
        lines = {name: value for name, value in values.items() if isinstance(value, tuple)}
        given = {
            name: f"{_MARK}{name}{_MARK}" if name in lines else _plain(value)
            for name, value in values.items()
        }
        pieces = self.say(key, **given).split(_MARK)
        made: list[Span] = []
        for number, piece in enumerate(pieces):
            if number % 2:
                made += lines[piece]
            elif piece:
                made.append(Span(piece))
        return tuple(made)

    def date(self, date: PartialDate) -> str:
        """``date`` in words."""
        return self.say.date(date)

    def on(self, date: PartialDate) -> str:
        """``date`` as a phrase with its preposition."""
        return self.say.on(date)

    def link(self, link: Link) -> Span:
        """What has a page, leading to its page where the site's address is known."""
        return self.to(link.text, link.uri)

    def to(self, text: str, uri: str | None) -> Span:
        """``text``, leading to the site path ``uri`` where the site's address is known."""
        return Span(text, self.address(uri))

    def address(self, uri: str | None) -> str:
        """The whole address of a site path; empty where it is not known."""
        return "" if uri is None else self._imprint.address(uri)

    def name(self, actor: Link) -> Line:
        """The name of an actor."""
        return (Span(actor.text),)

    def names(self, actors: Sequence[Link]) -> Line:
        """Names of actors as one phrase: "A, B and C"."""
        return (Span(self.say.names(actors)),)

    def links(self, links: Sequence[Link]) -> Line:
        """The same of what has pages, each leading to its own."""
        made: list[Span] = []
        for number, link in enumerate(links):
            if number:
                last = number == len(links) - 1
                made.append(Span(self.say("list.and" if last else "list.comma")))
            made.append(self.link(link))
        return tuple(made)

    def strong(self, text: str) -> Line:
        """``text`` standing out."""
        return (Span(text, look="strong"),)

    def note(self, key: str, /, **values: Line | str | int) -> Line:
        """The words for ``key``, standing back."""
        return quiet(self.words(key, **values))

    def dotted(self, *parts: Line) -> Line:
        """The parts that are not empty, with a dot between them."""
        made: Line = ()
        for part in parts:
            if part:
                made = (*made, *self.dot, *part) if made else part
        return made


def quiet(line: Line) -> Line:
    """``line`` standing back, except for what already looks some way."""
    return tuple(one if one.look else replace(one, look="quiet") for one in line)


def _plain(value: Line | str | int) -> object:
    return tidy(value) if isinstance(value, str) else value
