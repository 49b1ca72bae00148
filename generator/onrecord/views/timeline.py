"""What happened and what was said, by date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.desk.quotes import full_reference
from onrecord.records import PartialDate

from .claim import ClaimLine, claim_line
from .listing import Part, split_by_date
from .maker import Maker
from .names import Link, article_uri, demand_link, quote_uri
from .quote_card import QuoteCard
from .timeline_items import Act, TimelineItem, timeline_items

# Entries of the timeline are about a third of a card.
TIMELINE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class DateGivenView:
    """A date that a source gives for an event, other than the desk's."""

    date: PartialDate
    speaker: Link | None
    publisher: str
    uri: str


@dataclass(frozen=True, slots=True)
class MarkView:
    """What an entry did: stated a demand, answered one, asserted a claim.

    Attributes:
        kind: ``statement``, ``answer`` or ``claim``.
        word: the act, or for an answer the response.
        by: whose act it is.
        told_by: who tells of it, where it is told.
        demands, claims: what it did it to.
    """

    kind: str
    word: str
    by: tuple[Link, ...]
    told_by: tuple[Link, ...]
    demands: tuple[Link, ...]
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """One quote with what it did, or an act that no quote of that date shows.

    Attributes:
        card: the words; for an act dated otherwise than its quote, the quote that tells of it.
        told: whether the act is dated otherwise than the words beside it.
        source: the article it was found in; the demand whose file says it where there is none.
    """

    card: QuoteCard | None
    told: bool
    source: Link
    publisher: str | None
    marks: tuple[MarkView, ...]


@dataclass(frozen=True, slots=True)
class OccasionView:
    """What was said on one occasion of a day, with the occasion where it is known.

    Attributes:
        event: whether it is an event of the desk's list; what follows it is only known of these.
    """

    name: str | None
    place: str | None
    event: str | None
    time: str | None
    dates_given: tuple[DateGivenView, ...]
    note: str | None
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """All that has one date; as precise as that is known."""

    date: PartialDate
    occasions: tuple[OccasionView, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline, or one date's share of it."""

    part: Part[TimelineItem]
    days: tuple[DayView, ...]


class TimelineViews:
    """Makes what the pages of the timeline show."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker

    def parts(self, limit: int = TIMELINE_LIMIT) -> list[Part[TimelineItem]]:
        """The pages, the timeline's own first."""
        items = timeline_items(self._maker.desk)
        return split_by_date("timeline/", items, lambda one: one.date, limit)

    def page(self, part: Part[TimelineItem]) -> TimelineView:
        """One page."""
        return TimelineView(
            part,
            tuple(
                DayView(group[0].date, self._occasions(group))
                for group in _runs(part.items, lambda one: one.date.text)
            ),
        )

    def _occasions(self, items: Sequence[TimelineItem]) -> tuple[OccasionView, ...]:
        return tuple(self._occasion(group) for group in _runs(items, lambda one: one.key))

    def _occasion(self, items: Sequence[TimelineItem]) -> OccasionView:
        first, desk = items[0], self._maker.desk
        event = desk.events.get(first.event) if first.event else None
        listed = any(one.is_event for one in items)
        return OccasionView(
            name=first.name,
            place=first.place,
            event=first.event if listed else None,
            time=event.time if event and listed else None,
            dates_given=self._dates_given(first.event) if first.event and listed else (),
            note=event.note if event and listed else None,
            entries=tuple(self._entry(one) for one in items if not one.is_event),
        )

    def _dates_given(self, event_id: str) -> tuple[DateGivenView, ...]:
        desk, found = self._maker.desk, []
        for given in desk.events[event_id].dates_given:
            quote = desk.quotes.get(full_reference(given.quote, None))
            if quote is None:
                continue
            speaker = self._maker.people.link(quote.speaker) if quote.speaker else None
            publisher = quote.article.source.publisher
            found.append(DateGivenView(given.date, speaker, publisher, quote_uri(quote.reference)))
        return tuple(found)

    def _entry(self, item: TimelineItem) -> EntryView:
        desk = self._maker.desk
        if item.article_id is None:
            source, publisher = demand_link(desk, item.acts[0].demands[0]), None
        else:
            article = desk.articles[item.article_id]
            source = Link(article.title, article_uri(item.article_id))
            publisher = article.source.publisher
        return EntryView(
            card=self._maker.cards.card(item.quote) if item.quote else None,
            told=item.quote is not None and item.quote.date != item.date,
            source=source,
            publisher=publisher,
            marks=tuple(map(self._mark, item.acts)),
        )

    def _mark(self, act: Act) -> MarkView:
        people = self._maker.people
        return MarkView(
            kind=act.kind,
            word=act.word,
            by=people.links(act.by),
            told_by=people.links(act.told_by),
            demands=tuple(demand_link(self._maker.desk, one) for one in act.demands),
            claims=tuple(claim_line(self._maker, one) for one in act.claims),
        )


def _runs(
    items: Sequence[TimelineItem], key_of: Callable[[TimelineItem], str]
) -> Iterator[Sequence[TimelineItem]]:
    for _, group in groupby(items, key=key_of):
        yield tuple(group)
