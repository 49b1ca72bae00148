"""What the timeline has: all that is dated, in order; and what is new of it on a day."""

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.desk import Act, Desk, QuoteEntry, count_utterances, full_reference, grouped
from onrecord.desk.quotes import shared_occasion
from onrecord.records import Event, PartialDate, fixed

from .context import Context
from .lines import Catalogue, Line
from .links import Link
from .quote_card import QuoteCard


@fixed
class TimelineItem:
    """One entry of the timeline."""

    date: PartialDate
    key: str = ""  #: the same for all entries of one occasion
    name: str | None = None
    place: str | None = None
    event: str | None = None  #: the id of the occasion in `events.yml`, if it is there
    time: str | None = None  #: its local time, if known
    is_event: bool = False  #: whether this is the event itself; it comes before what was said there
    quote: QuoteEntry | None = None  #: the words; of an act dated otherwise, what reports it
    rows: tuple[tuple[Act, ...], ...] = ()  #: the acts of each row, early ones apart
    article_id: str = ""
    index: int = 0

    @property
    def sort_key(self) -> tuple[object, ...]:
        """By date; within it by time where known, by occasion, then as written."""
        # What is dated only to a month or a year comes after its days. Listed events come before
        # other occasions, and what no occasion is known of comes last: accounts of them, above all.
        first, last = self.date.sort_key
        occasion = (self.time or "~", not self.event, not self.key, self.key, not self.is_event)
        dated = (last, -first) if self.date.known else (first, 0)
        return (*dated, *occasion, self.article_id, self.index)


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
            shown_with[act.quote.reference] += _by_time(row)
        else:
            item = TimelineItem(act.date, quote=act.quote, rows=_by_time(row))
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
        index=quote.order,
    )


def _rows(desk: Desk) -> list[tuple[Act, ...]]:
    """The acts of each row together, for all its demands, claims and addressees."""
    # Neither a search that found no reply, nor a reply that an article has as an act on the claim.
    of_articles = {_on_claim(act) for act in desk.acts if act.kind == "claim" and act.quote}

    def row(act: Act) -> Hashable | None:
        if act.kind == "reply" and (act.search or _on_claim(act) in of_articles):
            return None
        own_file = "" if act.article_id else act.subject
        return (act.kind, act.article_id, own_file, act.row, act.date, act.told_by)

    return list(grouped((row(act), act) for act in desk.acts).values())


def _on_claim(act: Act) -> Hashable:
    """What identifies an act on a claim: the claim, the act, its date and its quote."""
    return (act.subject, act.word, act.date, act.quote and act.quote.reference)


def _by_time(row: tuple[Act, ...]) -> tuple[tuple[Act, ...], ...]:
    """The acts of a row; those before their demand was made, or after it ended, separately."""
    found = grouped(((act.early, act.late), act) for act in row)
    return tuple(found[when] for when in sorted(found))


# By who did it, how that is known and to what: the words for it on the last day they did it.
Done = dict[Hashable, set[str]]


def new_acts(
    items: Iterable[TimelineItem], before: Done
) -> Iterator[tuple[TimelineItem, tuple[Act, ...]]]:
    """The acts of a day that are new: ``before``, to which the day is added, has another word."""
    today: defaultdict[Hashable, set[str]] = defaultdict(set)
    for item in items:
        for row in item.rows:
            for act in row:
                today[done_by(act), act.subject].add(act.word)
            new = [act for act in row if _is_new(act, before.get((done_by(act), act.subject), ()))]
            if new:
                yield item, tuple(new)
    before.update(today)


def _is_new(act: Act, words: Container[str]) -> bool:
    """Whether an act is none of ``words`` before it; changing a demand also makes it."""
    return act.word not in words and not (act.word == "stated" and "modified" in words)


def done_by(act: Act) -> Hashable:
    """Who did something of its kind, and how that is known; in whatever order they are named."""
    # Who tells later that they made a demand is not who made it.
    publisher = act.article_id if act.word == "reported" else None
    kind = "claim" if act.kind == "reply" else act.kind
    retold = act.kind == "statement" and act.quote and act.date.before(act.quote.date)
    speakers = frozenset() if retold else frozenset(act.speakers) - {*act.by}
    return (kind, frozenset(act.by), speakers, frozenset(act.told_by), act.rank, publisher)


@fixed
class TimelineCounts:
    """The numbers of the timeline."""

    entries: int
    quotes: int
    statements: int  #: how many statements the `quotes` are of: versions of one count once
    events: int
    told: int  #: acts dated otherwise than the words that tell of them

    def line(self, say: Catalogue) -> Line:
        """All of them in a sentence."""
        parts = [say("sources.quotes", count=self.quotes)]
        if self.statements not in (0, self.quotes):
            statements = say("topics.utterances", count=self.statements)
            parts = [say("timeline.counted_quotes", quotes=parts[0], statements=statements)]
        if self.events:
            parts.append(say("timeline.counted_events", count=self.events))
        if self.told:
            parts.append(say("timeline.counted_told", count=self.told))
        return say.phrase("timeline.counted", count=self.entries, parts=say.phrases(parts))


def timeline_counts(desk: Desk, items: Sequence[TimelineItem]) -> TimelineCounts:
    """The numbers of the whole timeline with these ``items``."""
    events, quotes = sum(item.is_event for item in items), len(desk.quotes)
    statements = count_utterances(desk.quotes.values())
    return TimelineCounts(len(items), quotes, statements, events, len(items) - quotes - events)


@fixed
class DateGivenView:
    """A date that somebody gives for an event in texts of one publisher, once or several times."""

    date: PartialDate  #: the date that they give
    speakers: tuple[Link, ...]
    publisher: str
    cards: tuple[QuoteCard, ...]

    @property
    def only_card(self) -> QuoteCard | None:
        """The quote that gives it, if it is just one."""
        return self.cards[0] if len(self.cards) == 1 else None


def dates_given(context: Context, event: Event) -> tuple[DateGivenView, ...]:
    """Who gives which date of ``event``."""
    quotes = ((given.date, full_reference(given.quote, None)) for given in event.dates_given)
    known = context.desk.quotes
    cards = ((date, context.cards.card(known[name])) for date, name in quotes if name in known)
    found = grouped(((date, card.speakers, card.publisher), card) for date, card in cards)
    return tuple(DateGivenView(*given, quotes) for given, quotes in found.items())
