"""Demands linked with who stated them, who answered, and where each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.records import (
    UNKNOWN,
    Article,
    Demand,
    DemandRow,
    Event,
    PartialDate,
    ResponseFields,
)

from .entries import NOT_EVIDENCE, Answer, QuoteEntry, Rank, Relation, Statement
from .occasions import article_occasion
from .positions import NONE_FOUND, Position, position
from .quotes import full_reference
from .roles import Roles

_UNNAMED_BASES = frozenset({"anonymous", "background", "unknown"})


@dataclass(frozen=True, slots=True)
class DemandEntry:
    """A demand and its life.

    Attributes:
        statements: oldest first, unknown dates last.
        first, last: the first and the latest statement (reported ones count).
        first_own: the first in the owner's own words.
        withdrawn: its end, if it was withdrawn.
        successors: demands that supersede it.
        parts: demands that are part of it.
        addressees: its own and those of its acts, in that order.
        positions: where it stands, one for each addressee.
        others: answers by those who are neither an addressee nor speak for one.
    """

    id: str
    record: Demand
    statements: tuple[Statement, ...]
    first: Statement | None
    first_own: Statement | None
    last: Statement | None
    withdrawn: Statement | None
    successors: tuple[str, ...]
    parts: tuple[str, ...]
    addressees: tuple[str, ...]
    positions: Mapping[str, Position]
    others: tuple[Answer, ...]

    @property
    def first_date(self) -> PartialDate:
        """When it was first stated, as far as known."""
        return self.first.date if self.first else UNKNOWN

    @property
    def times_stated(self) -> int:
        """How often it was stated, first time included; versions of one utterance are one."""
        stated = (one for one in self.statements if one.states)
        return len(
            {one.quote.utterance if one.quote else (one.article_id, one.row) for one in stated}
        )


class DemandLinker:
    """Links demands with the rows of all articles."""

    def __init__(
        self,
        demands: Mapping[str, Demand],
        articles: Mapping[str, Article],
        events: Mapping[str, Event],
        quotes: Mapping[str, QuoteEntry],
        roles: Roles,
    ) -> None:
        self._demands = demands
        self._articles = articles
        self._events = events
        self._quotes = quotes
        self._roles = roles

    def link(self) -> dict[str, DemandEntry]:
        """Every demand by id, in the order of ``demands``."""
        statements: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in self._statements():
            statements[statement.demand_id].append(statement)
        rows: defaultdict[str, list[tuple[str | None, int, ResponseFields]]] = defaultdict(list)
        for article_id, article in self._articles.items():
            for index, response in enumerate(article.responses):
                for demand_id in dict.fromkeys(response.demand):
                    rows[demand_id].append((article_id, index, response))
        successors: defaultdict[str, list[str]] = defaultdict(list)
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for demand_id, demand in self._demands.items():
            rows[demand_id] += [(None, index, row) for index, row in enumerate(demand.responses)]
            if demand.supersedes:
                successors[demand.supersedes].append(demand_id)
            if demand.part_of:
                parts[demand.part_of].append(demand_id)
        first_dates = {demand_id: _first_date(statements[demand_id]) for demand_id in self._demands}
        return {
            demand_id: self._entry(
                demand_id,
                sorted(statements[demand_id], key=lambda one: one.sort_key),
                rows[demand_id],
                [(other, first_dates[other]) for other in successors[demand_id]],
                tuple(parts[demand_id]),
            )
            for demand_id in self._demands
        }

    def _statements(self) -> Iterator[Statement]:
        for article_id, article in self._articles.items():
            for index, row in enumerate(article.demands):
                quote = self._evidence(row.quote, article_id)
                if quote and quote.record.state in NOT_EVIDENCE:
                    continue
                when = self._date(row, quote, article_id, third_party=row.act == "reported")
                for demand_id in dict.fromkeys(row.demand):
                    yield Statement(
                        demand_id, row.act, row.by, row.to, quote, when, article_id, row.note, index
                    )

    def _entry(
        self,
        demand_id: str,
        statements: Sequence[Statement],
        rows: Iterable[tuple[str | None, int, ResponseFields]],
        successors: Sequence[tuple[str, PartialDate]],
        parts: tuple[str, ...],
    ) -> DemandEntry:
        demand = self._demands[demand_id]
        stated = [one for one in statements if one.states]
        withdrawn = _end(statements)
        addressees = tuple(dict.fromkeys([*demand.to, *(to for one in stated for to in one.to)]))
        first = _first_date(stated)
        ends = [withdrawn.date] if withdrawn else []
        ends += [when for _, when in successors]
        answers = [
            answer
            for article_id, index, row in rows
            for answer in self._answers(demand_id, addressees, article_id, index, row, first, ends)
        ]
        towards: defaultdict[str, list[Answer]] = defaultdict(list)
        for answer in answers:
            if answer.relation is not Relation.OUTSIDER:
                towards[answer.addressee].append(answer)
        others = [one for one in answers if one.relation is Relation.OUTSIDER]
        return DemandEntry(
            id=demand_id,
            record=demand,
            statements=tuple(statements),
            first=stated[0] if stated else None,
            first_own=next((one for one in stated if one.own), None),
            last=_last(stated),
            withdrawn=withdrawn,
            successors=tuple(other for other, _ in successors),
            parts=parts,
            addressees=addressees,
            positions={to: position(demand_id, to, towards[to]) for to in addressees},
            others=tuple(sorted(others, key=lambda answer: answer.sort_key)),
        )

    def _answers(
        self,
        demand_id: str,
        addressees: Sequence[str],
        article_id: str | None,
        index: int,
        row: ResponseFields,
        first: PartialDate,
        ends: Sequence[PartialDate],
    ) -> Iterator[Answer]:
        quote = self._evidence(row.quote, article_id)
        if quote and quote.record.state in NOT_EVIDENCE:
            return
        for by in dict.fromkeys(row.by):
            teller = self._teller(row, quote, by, addressees)
            when = self._date(row, quote, article_id, third_party=teller is not None)
            for addressee, relation in self._towards(by, addressees, when):
                yield Answer(
                    demand_id=demand_id,
                    addressee=addressee,
                    by=by,
                    record=row,
                    relation=relation,
                    rank=self._rank(by, quote, teller),
                    told_by=teller,
                    quote=quote,
                    date=when,
                    early=row.response != NONE_FOUND and when.before(first),
                    late=any(end.before(when) for end in ends),
                    article_id=article_id,
                    row=index,
                )

    def _towards(
        self, by: str, addressees: Sequence[str], when: PartialDate
    ) -> list[tuple[str, Relation]]:
        """Towards whom an answer by ``by`` counts, and as what."""
        roles = self._roles
        own = [to for to in addressees if roles.is_or_speaks_for(by, to, when)]
        if own:
            return [(to, Relation.OWN) for to in own]
        member = [to for to in addressees if roles.speaks_for_member(by, to, when)]
        return [(to, Relation.MEMBER) for to in member] or [(by, Relation.OUTSIDER)]

    def _teller(
        self, row: ResponseFields, quote: QuoteEntry | None, by: str, addressees: Sequence[str]
    ) -> str | None:
        """Who tells of the answer, where it is not given in the answerer's own words.

        Words by somebody who neither is the answerer nor speaks for it (or for the addressee that
        the answerer speaks for) are told by that somebody, whether or not the row says so.
        """
        teller = row.told_by or (quote.speaker if quote else None)
        if teller is None:
            return None
        roles = self._roles
        on = quote.date if quote else row.date or UNKNOWN
        answerers = [by, *(to for to in addressees if roles.speaks_for(by, to, on))]
        own = any(roles.is_or_speaks_for(teller, one, on) for one in answerers)
        return None if own else teller

    def _rank(self, by: str, quote: QuoteEntry | None, told_by: str | None) -> Rank:
        if told_by:
            return Rank.TOLD
        speaker = (quote.speaker if quote else None) or by
        if self._roles.unnamed(speaker) or (quote and quote.record.basis in _UNNAMED_BASES):
            return Rank.UNNAMED
        return Rank.OWN

    def _evidence(self, reference: str | None, article_id: str | None) -> QuoteEntry | None:
        return self._quotes.get(full_reference(reference, article_id)) if reference else None

    def _date(
        self,
        row: DemandRow | ResponseFields,
        quote: QuoteEntry | None,
        article_id: str | None,
        *,
        third_party: bool,
    ) -> PartialDate:
        """A row's own date, else its quote's, else the event's; a third party's only its own."""
        if row.date or third_party:
            return row.date or UNKNOWN
        if quote:
            return quote.date
        if article_id is None:
            return UNKNOWN
        return article_occasion(article_id, self._articles[article_id], self._events).date


def _first_date(statements: Iterable[Statement]) -> PartialDate:
    dates = [one.date for one in statements if one.states and one.date.known]
    return min(dates, key=lambda when: when.sort_key, default=UNKNOWN)


def _last(stated: Sequence[Statement]) -> Statement | None:
    """The latest of dated statements; of undated ones the last, if there are no others."""
    dated = [one for one in stated if one.date.known]
    if dated:
        return max(dated, key=lambda one: one.date.last or date.min)
    return stated[-1] if stated else None


def _end(statements: Sequence[Statement]) -> Statement | None:
    """The withdrawal, unless the demand was stated again after it."""
    withdrawn = [one for one in statements if not one.states]
    last = _last(withdrawn)
    if last is None:
        return None
    again = any(one.states and last.date.before(one.date) for one in statements)
    return None if again else last
