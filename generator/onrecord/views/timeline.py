"""The timeline: what happened and what was said, by date."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from onrecord.desk.acts import Act
from onrecord.desk.addresses import quote_uri
from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry, full_reference, shared_occasion
from onrecord.records import Event, PartialDate

from .acts import ActView, act_view
from .context import Context
from .listing import Listed, Part, split_by_date
from .names import Link, article_link, demand_link
from .quote_card import QuoteCard

# Entries of the timeline are about a third of a card.
TIMELINE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One entry of the timeline.

    Attributes:
        key: the same for all entries of one occasion.
        event: the id of the occasion in ``events.yml``, if it is there.
        time: its local time, if known.
        is_event: whether this is the event itself; it comes before what was said there.
        quote: the words; for an act dated otherwise than its quote, the quote that reports it.
        rows: the acts of each row together.
    """

    date: PartialDate
    key: str = ""
    name: str | None = None
    place: str | None = None
    event: str | None = None
    time: str | None = None
    is_event: bool = False
    quote: QuoteEntry | None = None
    rows: tuple[tuple[Act, ...], ...] = ()
    article_id: str = ""
    index: int = 0

    @property
    def sort_key(self) -> tuple[tuple[int, int], str, str, bool, str, int]:
        """By date; within it by time where known, by occasion, then as written."""
        occasion = (self.time or "~", self.key, not self.is_event)
        return (self.date.sort_key, *occasion, self.article_id, self.index)


@dataclass(frozen=True, slots=True)
class DateGivenView:
    """A date that a source gives for an event, other than the desk's."""

    date: PartialDate
    speakers: tuple[Link, ...]
    publisher: str
    uri: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """One quote with what it did, or an act that no quote of that date shows.

    Attributes:
        card: the words; for an act dated otherwise than its quote, the quote that reports it.
        dated_otherwise: whether the act has another date than the words.
        source: the article it is in, or else the demand whose file says it.
    """

    card: QuoteCard | None
    dated_otherwise: bool
    source: Link
    publisher: str | None
    marks: tuple[ActView, ...]


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
class MonthJump:
    """The way to the first day of a month.

    Attributes:
        id: of the heading of that day.
        count: how many entries the month has.
    """

    id: str
    count: int
    date: PartialDate


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline, or one date's share of it."""

    part: Part[TimelineItem]
    days: tuple[DayView, ...]

    @property
    def months(self) -> tuple[MonthJump, ...]:
        """The months of the page, where there are several."""
        months: dict[str, MonthJump] = {}
        for day in self.days:
            if day.date.known and day.date.precision != "year":
                month = day.date.text[:7]
                count = sum(len(occasion.entries) for occasion in day.occasions)
                first = MonthJump(f"day-{day.date.text}", 0, PartialDate.parse(month))
                found = months.get(month, first)
                months[month] = replace(found, count=found.count + count)
        return tuple(months.values()) if len(months) > 1 else ()


def timeline_list(
    context: Context, limit: int = TIMELINE_LIMIT
) -> Listed[TimelineItem, TimelineView]:
    """The timeline."""
    items = timeline_items(context.desk)
    parts = split_by_date("timeline/", items, lambda item: item.date, limit)
    return Listed(parts, partial(_page, context))


def _page(context: Context, part: Part[TimelineItem]) -> TimelineView:
    return TimelineView(
        part,
        tuple(
            DayView(
                day[0].date,
                tuple(_occasion(context, group) for group in _runs(day, lambda item: item.key)),
            )
            for day in _runs(part.items, lambda item: item.date.text)
        ),
    )


def _occasion(context: Context, items: Sequence[TimelineItem]) -> OccasionView:
    first, desk = items[0], context.desk
    listed = first.event if any(item.is_event for item in items) else None
    event = desk.events[listed] if listed else None
    return OccasionView(
        name=first.name,
        place=first.place,
        event=listed,
        time=event.time if event else None,
        dates_given=_dates_given(context, event) if event else (),
        note=event.note if event else None,
        entries=tuple(_entry(context, item) for item in items if not item.is_event),
    )


def _dates_given(context: Context, event: Event) -> tuple[DateGivenView, ...]:
    found = []
    for given in event.dates_given:
        quote = context.desk.quotes.get(full_reference(given.quote, None))
        if quote is None:
            continue
        speakers = context.people.links(quote.speakers)
        publisher = quote.article.source.publisher
        found.append(DateGivenView(given.date, speakers, publisher, quote_uri(quote.reference)))
    return tuple(found)


def _entry(context: Context, item: TimelineItem) -> EntryView:
    desk = context.desk
    if not item.article_id:
        source, publisher = demand_link(desk, item.rows[0][0].subject), None
    else:
        source = article_link(desk, item.article_id)
        publisher = desk.articles[item.article_id].source.publisher
    return EntryView(
        card=context.cards.card(item.quote) if item.quote else None,
        dated_otherwise=item.quote is not None and item.quote.date != item.date,
        source=source,
        publisher=publisher,
        marks=tuple(act_view(context, *row) for row in item.rows),
    )


def _runs(
    items: Sequence[TimelineItem], key_of: Callable[[TimelineItem], str]
) -> Iterator[Sequence[TimelineItem]]:
    for _, group in groupby(items, key=key_of):
        yield tuple(group)


def timeline_items(desk: Desk) -> list[TimelineItem]:
    """Everything dated, oldest first, unknown dates last."""
    shown_with: defaultdict[str, list[tuple[Act, ...]]] = defaultdict(list)
    items = [
        TimelineItem(event.date, id_, event.name, event.place, id_, event.time, is_event=True)
        for id_, event in desk.events.items()
    ]
    for row in _rows(desk):
        act = row[0]
        if act.quote and act.quote.date == act.date:
            shown_with[act.quote.reference].append(row)
        else:
            item = TimelineItem(act.date, quote=act.quote, rows=(row,))
            items.append(replace(item, article_id=act.article_id, index=act.row))
    items += [_spoken(desk, quote, shown_with[quote.reference]) for quote in desk.quotes.values()]
    return sorted(items, key=lambda item: item.sort_key)


def _spoken(desk: Desk, quote: QuoteEntry, rows: Iterable[tuple[Act, ...]]) -> TimelineItem:
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
        quote=quote,
        rows=tuple(rows),
        article_id=quote.article_id,
        index=quote.index,
    )


def _rows(desk: Desk) -> list[tuple[Act, ...]]:
    """The acts of each row together, however many demands, claims or addressees it names."""
    rows: defaultdict[tuple[object, ...], list[Act]] = defaultdict(list)
    for act in desk.acts:
        if act.kind != "reply":
            own_file = "" if act.article_id else act.subject
            rows[act.kind, act.article_id, own_file, act.row, act.date, act.told_by].append(act)
    return [tuple(acts) for acts in rows.values()]
