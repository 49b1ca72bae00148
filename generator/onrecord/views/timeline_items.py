"""The desk's facts in the order of their dates: events, quotes with what they did, other acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer, ClaimEntry, QuoteEntry, Statement
from onrecord.desk.occasions import shared_occasion
from onrecord.records import PartialDate


@dataclass(frozen=True, slots=True)
class Act:
    """What one row of an article says was done to one or more demands or claims.

    Attributes:
        kind: ``statement``, ``answer`` or ``claim``.
        word: the act; for an answer the response.
        told_by: who tells of it, where it is told.
        article_id: ``None`` where the demand's own file says it.
        row: its place in its list of its article or file.
    """

    kind: str
    word: str
    by: tuple[str, ...]
    told_by: tuple[str, ...]
    demands: tuple[str, ...]
    claims: tuple[str, ...]
    date: PartialDate
    quote: QuoteEntry | None
    article_id: str | None
    row: int


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One entry of the timeline.

    Attributes:
        key: the same for all entries of one occasion.
        event: the id of the occasion in ``events.yml``, if it stands there.
        time: its local time, if known.
        is_event: whether this is the event itself; it comes before what was said there.
        quote: the words; for an act dated otherwise than its quote, the quote that tells of it.
    """

    date: PartialDate
    key: str
    name: str | None
    place: str | None
    event: str | None
    time: str | None
    is_event: bool
    quote: QuoteEntry | None
    acts: tuple[Act, ...]
    article_id: str | None
    index: int

    @property
    def sort_key(self) -> tuple[tuple[int, int], str, str, bool, str, int]:
        """By date; within it by time where known, by occasion, then as written."""
        return (
            self.date.sort_key,
            self.time or "~",
            self.key,
            not self.is_event,
            self.article_id or "",
            self.index,
        )


def timeline_items(desk: Desk) -> list[TimelineItem]:
    """Everything dated, oldest first, unknown dates last."""
    beside: defaultdict[str, list[Act]] = defaultdict(list)
    alone: list[Act] = []
    for act in _acts(desk):
        if act.quote and act.quote.date == act.date:
            beside[act.quote.reference].append(act)
        else:
            alone.append(act)
    items = [*_events(desk)]
    items += [_spoken(desk, quote, beside[quote.reference]) for quote in desk.quotes.values()]
    items += [_told(act) for act in alone]
    return sorted(items, key=lambda one: one.sort_key)


def _events(desk: Desk) -> Iterator[TimelineItem]:
    for event_id, event in desk.events.items():
        yield TimelineItem(
            date=event.date,
            key=event_id,
            name=event.name,
            place=event.place,
            event=event_id,
            time=event.time,
            is_event=True,
            quote=None,
            acts=(),
            article_id=None,
            index=0,
        )


def _spoken(desk: Desk, quote: QuoteEntry, acts: Iterable[Act]) -> TimelineItem:
    occasion = quote.occasion
    event = desk.events.get(occasion.event) if occasion.event else None
    there = shared_occasion(occasion.event, desk.events) if occasion.event else occasion
    return TimelineItem(
        date=quote.date,
        key=occasion.key,
        name=occasion.name,
        place=there.place or quote.place,
        event=occasion.event,
        time=event.time if event and event.date == quote.date else None,
        is_event=False,
        quote=quote,
        acts=tuple(acts),
        article_id=quote.article_id,
        index=quote.index,
    )


def _told(act: Act) -> TimelineItem:
    return TimelineItem(
        date=act.date,
        key="",
        name=None,
        place=None,
        event=None,
        time=None,
        is_event=False,
        quote=act.quote,
        acts=(act,),
        article_id=act.article_id,
        index=act.row,
    )


def _acts(desk: Desk) -> Iterator[Act]:
    """Each row of each article once, however many demands, claims or addressees it names."""
    single = [*_statements(desk), *_answers(desk), *_claims(desk)]
    rows: dict[tuple[object, ...], Act] = {}
    for act in single:
        own_file = act.demands if act.article_id is None else ()
        key = (act.kind, act.article_id, own_file, act.row, act.date, act.told_by)
        found = rows.get(key)
        rows[key] = _joined(found, act) if found else act
    return iter(rows.values())


def _joined(one: Act, other: Act) -> Act:
    return replace(
        one,
        by=tuple(dict.fromkeys((*one.by, *other.by))),
        demands=tuple(dict.fromkeys((*one.demands, *other.demands))),
        claims=tuple(dict.fromkeys((*one.claims, *other.claims))),
    )


def _statements(desk: Desk) -> Iterator[Act]:
    statements: Iterator[Statement] = (
        one for demand in desk.demands.values() for one in demand.statements
    )
    for one in statements:
        teller = one.quote.speaker if one.quote and not one.own else None
        yield Act(
            "statement",
            one.act,
            one.by,
            (teller,) if teller else (),
            (one.demand_id,),
            (),
            one.date,
            one.quote,
            one.article_id,
            one.row,
        )


def _answers(desk: Desk) -> Iterator[Act]:
    for demand in desk.demands.values():
        answers: list[Answer] = [*demand.others]
        answers += [one for position in demand.positions.values() for one in position.answers]
        for one in answers:
            yield Act(
                "answer",
                one.response,
                (one.by,),
                (one.told_by,) if one.told_by else (),
                (one.demand_id,),
                (),
                one.date,
                one.quote,
                one.article_id,
                one.row,
            )


def _claims(desk: Desk) -> Iterator[Act]:
    entries: Iterator[ClaimEntry] = (one for claim in desk.claims.values() for one in claim.acts)
    for one in entries:
        yield Act(
            "claim",
            one.act,
            one.by,
            one.told_by,
            (),
            (one.claim_id,),
            one.date,
            one.quote,
            one.article_id,
            one.row,
        )
