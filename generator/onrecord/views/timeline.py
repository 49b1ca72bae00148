"""The timeline: what happened and what was said, by date.

A timeline that fits is one page. The own page of a longer one has what was new day by day (demands
made, answers, acts on claims), as far as that fits, and leads to the pages that have every quote.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from onrecord.desk import Act, grouped, only
from onrecord.records import PartialDate, fixed

from .acts import ActView, act_view
from .context import Context
from .lines import shorten
from .links import Link, article_link, demand_link
from .listing import Listed, Part, split_by_date
from .newest import Place
from .pictures.activity import ActivityView, activity_picture
from .quote_card import QuoteCard
from .timeline_items import (
    DateGivenView,
    Done,
    TimelineCounts,
    TimelineItem,
    dates_given,
    done_by,
    new_acts,
    timeline_counts,
    timeline_items,
)

# An entry of the timeline is about half a kilobyte: so many may a page have, so many the timeline's
# own page if it has all of them, and so many lines a page that leads to finer ones.
TIMELINE_LIMIT, _WHOLE, _LINES = 200, 60, 200
# The kinds of entries, in the order of the filter, which is of no use for fewer than these.
_KINDS = ("statement", "answer", "claim", "words")
_FILTERED = 10
# So many characters of the words are in a line that says what was done with them.
_BEGINNING = 52


@fixed
class EntryView:
    """One quote with what it did, or an act that no quote of that date shows."""

    card: QuoteCard | None  #: the words; of an act dated otherwise, the quote that reports it
    told_on: tuple[PartialDate, ...]  #: when the words were said, where the act has another date
    source: Link | None  #: its article, else the demand's file; `None` for a reply in a claim's
    marks: tuple[ActView, ...]  #: what the quote did, or the act itself
    in_short: bool = False  #: whether its words, of several quotes, are only on the page of its day
    said: Hashable = None  #: of words that have their own date the same for all their versions

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its acts, with replies as acts on claims; else ``words``."""
        kinds = ("claim" if act.kind == "reply" else act.kind for act in self.marks)
        return tuple(dict.fromkeys(kinds)) or ("words",)

    @property
    def names_speaker(self) -> bool:
        """Whether an act already names all speakers of its words."""
        named = {link for act in self.marks for link in (*act.by, *act.speakers, *act.told_by)}
        speakers = {*self.card.speakers} if self.card else set()
        return bool(speakers) and speakers <= named

    @property
    def beginning(self) -> str:
        """The key words of its acts if these have the same, else the beginning of what was said."""
        if self.card is None:
            return ""
        phrase = only(act.phrase for act in self.marks)
        if self.card.excerpt and phrase:
            return phrase
        said = self.card.excerpt or self.card.gist or ""
        return shorten(said, _BEGINNING) if self.marks else said


@fixed
class OccasionView:
    """The statements of one occasion of a day, with the occasion if known."""

    name: str | None
    place: str | None
    entries: tuple[EntryView, ...]
    event: str | None = None  #: its id, if the desk lists it; what follows is only known of these
    time: str | None = None
    dates_given: tuple[DateGivenView, ...] = ()
    note: str | None = None


@fixed
class DayView:
    """Everything with one date, as precise as it is known."""

    date: PartialDate
    uri: str | None  #: the page that has all of it, if that is another page
    others: int  #: how many quotes are on that page only
    occasions: tuple[OccasionView, ...]

    @property
    def id(self) -> str:
        """Of its heading."""
        return f"day-{self.date.text}"


@fixed
class MonthView:
    """The days of a month; or what is dated to a year, or not at all."""

    date: PartialDate
    days: tuple[DayView, ...]
    count: int  #: how many quotes, acts and events the page has of it

    @property
    def id(self) -> str:
        """Of its heading."""
        return f"month-{self.date.text}"


@fixed
class TimelineView:
    """The timeline, or one date's share of it."""

    part: Part[TimelineItem]
    counts: TimelineCounts | None  #: on the timeline's own page, what it has in all
    activity: ActivityView | None  #: on its own page, when it was said; `None` if too little
    #: what its entries can be filtered by, and how many are of that kind, or of several; empty if
    #: that is of no use
    kinds: tuple[tuple[str, int], ...]
    months: tuple[MonthView, ...]  #: the days by month, oldest first; empty if they are too many

    @property
    def jumps(self) -> tuple[MonthView, ...]:
        """The months, if there are several."""
        return self.months if len(self.months) > 1 else ()

    @property
    def day_jumps(self) -> tuple[DayView, ...]:
        """The days of a page of one month, if there are several."""
        return self.days if len(self.months) == 1 and len(self.days) > 1 else ()

    @property
    def days(self) -> tuple[DayView, ...]:
        """All of them, oldest first."""
        return tuple(day for month in self.months for day in month.days)


def timeline_list(
    context: Context, limit: int = TIMELINE_LIMIT
) -> Listed[TimelineItem, TimelineView]:
    """The timeline."""
    items = timeline_items(context.desk)
    parts = split_by_date("timeline/", items, lambda item: item.date, limit, _WHOLE)
    where: dict[str, str] = {}
    for part in parts:
        for item in part.items:
            where.setdefault(item.date.text, part.uri)
    dated = grouped(
        (name, item) for item in items for name in {"", item.date.text[:4], item.date.text[:7]}
    )

    def figures(part: Part[TimelineItem]) -> object:
        """The news on the finer pages that it leads to, and their places."""
        below = tuple(dated.get(part.name, ())) if part.leads_on else ()
        return below, tuple(where[item.date.text] for item in below)

    return Listed(parts, partial(_page, context, dated, where), figures)


def _page(
    context: Context,
    dated: Mapping[str, Sequence[TimelineItem]],
    where: Mapping[str, str],
    part: Part[TimelineItem],
) -> TimelineView:
    leads_on = part.leads_on
    here: Sequence[TimelineItem] = part.items
    if leads_on:
        here = dated.get(part.name, part.items)
        lines = sum(bool(item.rows or item.is_event) for item in here)
        if lines + len({item.date.text for item in here}) > _LINES:
            here = part.items
    days, before = list[DayView](), Done()
    for day in _runs(here, lambda item: item.date.text):
        uri = where[day[0].date.text] if leads_on else part.uri
        days.append(_day(context, day, uri if uri != part.uri else None, before))
    return TimelineView(
        part=part,
        counts=timeline_counts(context.desk, dated.get("", ())) if part.opens else None,
        activity=_activity(context, where, days, part.uri) if part.opens else None,
        kinds=_kinds(days),
        months=tuple(_months(days)),
    )


def _day(context: Context, items: Sequence[TimelineItem], uri: str | None, before: Done) -> DayView:
    """A day; if all of it is on another page ``uri``, only what is new that day."""
    if uri is None:
        runs = _runs(items, lambda item: item.key)
        return DayView(items[0].date, None, 0, tuple(_occasion(context, run) for run in runs))
    new = tuple(new_acts(items, before))
    events = (_occasion(context, [item]) for item in items if item.is_event)
    occasions = [replace(event, place=None, time=None) for event in events]
    if new:
        occasions.append(OccasionView(None, None, tuple(_together(context, new))))
    quotes = {item.quote.reference for item in items if item.quote}
    others = len(quotes - {item.quote.reference for item, _ in new if item.quote})
    return DayView(items[0].date, uri, others, tuple(occasions))


def _together(
    context: Context, new: Iterable[tuple[TimelineItem, tuple[Act, ...]]]
) -> Iterator[EntryView]:
    """One entry for everything that the same actors did in the same way, with one report."""

    def alike(row: tuple[Act, ...]) -> Hashable:
        act = row[0]
        return (frozenset(map(done_by, row)), act.word, act.early, act.late, act.condition)

    for group in grouped((alike(row), (item, row)) for item, row in new).values():
        entry = _entry(context, group[0][0])
        act = act_view(context, *(each for _, row in group for each in row))
        quotes = {item.quote.reference: item.quote.date for item, _ in group if item.quote}
        later = any(item.quote and item.quote.date != item.date for item, _ in group)
        told_on = sorted({*quotes.values()}, key=lambda date: date.sort_key) if later else ()
        yield replace(entry, marks=(act,), told_on=tuple(told_on), in_short=len(quotes) > 1)


def _months(days: Iterable[DayView]) -> Iterator[MonthView]:
    """``days`` by month; less exact dates are separate."""

    def month_of(day: DayView) -> PartialDate:
        return PartialDate.parse(day.date.text[:7]) if day.date.known else day.date

    for month, of_month in groupby(days, key=month_of):
        shown = tuple(of_month)
        parts = (part for day in shown for part in day.occasions)
        count = sum(len(part.entries) + (part.event is not None) for part in parts)
        yield MonthView(month, shown, count)


def _kinds(days: Iterable[DayView]) -> tuple[tuple[str, int], ...]:
    entries = [entry for day in days for occasion in day.occasions for entry in occasion.entries]
    # Versions of one statement that did the same are one.
    said = {
        (kind, id(entry) if entry.said is None else entry.said)
        for entry in entries
        for kind in entry.kinds
    }
    counts = Counter(kind for kind, _ in said)
    found = tuple((kind, counts[kind]) for kind in _KINDS if counts[kind])
    return found if len(found) > 1 and len(entries) >= _FILTERED else ()


def _activity(
    context: Context, where: Mapping[str, str], days: Iterable[DayView], own: str
) -> ActivityView | None:
    """When it was said; a bar links to the first day of its period."""
    here = {day.date.text for day in days}
    quotes = sorted(context.desk.quotes.values(), key=lambda quote: quote.date.sort_key)

    def place(day: str) -> Place:
        return Place(None if day in here or where[day] == own else where[day], f"day-{day}")

    shown = {quote.reference: place(quote.date.text) for quote in quotes}
    return activity_picture(context, reversed(quotes), shown)


def _occasion(context: Context, items: Sequence[TimelineItem]) -> OccasionView:
    first = items[0]
    listed = first.event if any(item.is_event for item in items) else None
    entries = tuple(_entry(context, item) for item in items if not item.is_event)
    if not listed:
        return OccasionView(first.name, first.place, entries)
    event = context.desk.events[listed]
    known = (listed, event.time, dates_given(context, event), event.note)
    return OccasionView(first.name, first.place, entries, *known)


def _entry(context: Context, item: TimelineItem) -> EntryView:
    quote, source = item.quote, None
    if item.article_id:
        source = article_link(context.desk, item.article_id)
    elif item.rows[0][0].kind != "reply":
        source = demand_link(context.desk, item.rows[0][0].subject)
    return EntryView(
        card=context.cards.card(quote) if quote else None,
        told_on=(quote.date,) if quote and quote.date != item.date else (),
        source=source,
        marks=tuple(act_view(context, *row) for row in item.rows),
        said=quote.utterance if quote and quote.date == item.date else None,
    )


def _runs(
    items: Sequence[TimelineItem], key_of: Callable[[TimelineItem], str]
) -> Iterator[Sequence[TimelineItem]]:
    for _, group in groupby(items, key=key_of):
        yield tuple(group)
