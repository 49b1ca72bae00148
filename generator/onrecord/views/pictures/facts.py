"""What a demand's life is made of: each statement, answer and search, in the same few facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.desk.demands import DemandEntry
from onrecord.desk.entries import Answer, Relation, Statement
from onrecord.desk.positions import NONE_FOUND
from onrecord.records import UNKNOWN, PartialDate
from onrecord.views.answers import SearchView
from onrecord.views.maker import Maker
from onrecord.views.names import Link, article_uri, quote_uri

FactKind = Literal["act", "response"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a fact is drawn: the same look says the same.

    Attributes:
        kind: ``act`` for what is demanded, ``response`` for what is answered.
        word: an act or a response.
        rank: ``own``, ``unnamed`` or ``told``.
        aside: whether it is shown and does not decide.
    """

    kind: FactKind
    word: str
    rank: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement, answer or search.

    Attributes:
        by: whose it is.
        speaker: in whose words, where that is somebody else speaking for it.
        teller: who tells of it; where only ``publisher`` does, that is none of the actors.
        uri: the quote, else the article, else ``None``.
        labels: why it does not decide: ``member``, ``outsider``, ``early``, ``late``.
        search: where nothing was found; the date is then the day it was searched through.
    """

    look: Look
    by: tuple[Link, ...]
    speaker: Link | None
    teller: Link | None
    publisher: str | None
    date: PartialDate
    uri: str | None
    quoted: bool
    labels: tuple[str, ...] = ()
    search: SearchView | None = None


class Facts:
    """Makes the facts of a demand's life."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker

    def statements(self, entry: DemandEntry) -> list[Fact]:
        """Each statement, oldest first, unknown dates last."""
        return [self._statement(one) for one in entry.statements]

    def towards(self, entry: DemandEntry, addressee: str) -> list[Fact]:
        """Each answer of one addressee, its members and those who tell of it; then the search.

        A search that an answer shows to have missed something is left out.
        """
        position = entry.positions[addressee]
        facts = [self._answer(one) for one in position.answers]
        if position.none_found and not position.stale:
            facts.append(self._search(position.none_found))
        return facts

    def others(self, entry: DemandEntry) -> list[Fact]:
        """Each answer by somebody who was not asked."""
        return [
            self._search(one) if one.response == NONE_FOUND else self._answer(one)
            for one in entry.others
        ]

    def _statement(self, one: Statement) -> Fact:
        maker, quote = self._maker, one.quote
        speaker = quote.speaker if quote else None
        teller = speaker if not one.own else None
        publisher = maker.desk.articles[one.article_id].source.publisher
        return Fact(
            look=Look("act", one.act, self._rank(one)),
            by=maker.people.links(one.by),
            speaker=None,
            teller=maker.people.link(teller) if teller else None,
            publisher=publisher if not one.own and not teller else None,
            date=one.date,
            uri=quote_uri(quote.reference) if quote else article_uri(one.article_id),
            quoted=quote is not None,
        )

    def _rank(self, one: Statement) -> str:
        if not one.own:
            return "told"
        whose = (one.quote.speaker if one.quote else None) or next(iter(one.by), "")
        return "unnamed" if self._maker.desk.roles.unnamed(whose) else "own"

    def _answer(self, one: Answer) -> Fact:
        link = self._maker.people.link
        labels = _labels(one)
        found = article_uri(one.article_id) if one.article_id else None
        return Fact(
            look=Look("response", one.response, one.rank.name.lower(), bool(labels)),
            by=(link(one.by),),
            speaker=link(one.speaker) if one.speaker != one.by and not one.told_by else None,
            teller=link(one.told_by) if one.told_by else None,
            publisher=None,
            date=one.date,
            uri=quote_uri(one.quote.reference) if one.quote else found,
            quoted=one.quote is not None,
            labels=labels,
        )

    def _search(self, one: Answer) -> Fact:
        return Fact(
            look=Look("response", NONE_FOUND, "own"),
            by=(self._maker.people.link(one.by),),
            speaker=None,
            teller=None,
            publisher=None,
            date=one.record.searched_through or UNKNOWN,
            uri=None,
            quoted=False,
            search=self._maker.answers.search(one),
        )


def _labels(one: Answer) -> tuple[str, ...]:
    labels = [] if one.relation is Relation.OWN else [one.relation.value]
    labels += ["early"] if one.early else []
    labels += ["late"] if one.late else []
    return tuple(labels)
