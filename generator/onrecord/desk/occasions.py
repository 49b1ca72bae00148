"""At what something was said: the event, the day and the place of each quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.records import UNKNOWN, Article, Event, NamedEvent, PartialDate, Quote, Said


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event at which something was said.

    Attributes:
        key: the same for all that was said there: the event's id, or the article's where the
            event is described in place or not at all; behind a slash what is not the article's.
        event: the id in ``events.yml``; ``None`` where it is described in place or not at all.
        name: what it was; ``None`` where the article tells of none.
        date: when; unknown where not told.
        place: where, if told.
        dates_given: all dates that the desk knows for it beside ``date``.
    """

    key: str
    event: str | None
    name: str | None
    date: PartialDate
    place: str | None
    dates_given: tuple[PartialDate, ...] = ()

    def may_be_on(self, day: PartialDate) -> bool:
        """Whether it may have been on ``day``, as far as its dates and that one are known."""
        dates = (self.date, *self.dates_given)
        return not all(date.apart(day) for date in dates)


class Saying(NamedTuple):
    """When, where and at what a quote was said."""

    date: PartialDate
    place: str | None
    occasion: Occasion


def article_occasion(article_id: str, article: Article, events: Mapping[str, Event]) -> Occasion:
    """The event an article is about."""
    return _occasion(article_id, article.event, events)


def shared_occasion(
    event_id: str,
    events: Mapping[str, Event],
    on: PartialDate | None = None,
    place: str | None = None,
) -> Occasion:
    """An event of ``events.yml`` as an occasion; unknown where there is none of that id."""
    event = events.get(event_id)
    if event is None:
        return Occasion(event_id, None, None, on or UNKNOWN, place)
    given = (event.date, *(one.date for one in event.dates_given))
    return Occasion(event_id, event_id, event.name, on or event.date, place or event.place, given)


def saying(article_id: str, article: Article, quote: Quote, events: Mapping[str, Event]) -> Saying:
    """When, where and at what ``quote`` was said.

    A quote of another day than an event that it only inherits was not said there.
    """
    default, said = article_occasion(article_id, article, events), quote.said
    if said is None:
        return Saying(default.date, default.place, default)
    levels = _Levels.of(article, quote)
    occasion, place = default, said.place
    if said.event:
        own = f"{article_id}/{said.event.name or ''}"
        occasion = _occasion(own, said.event, events)
    if said.date and levels.date < levels.event and not occasion.may_be_on(said.date):
        occasion = _occasion(f"{article_id}/", None, events)
        place = place if levels.place < levels.event else None
    return Saying(said.date or occasion.date, place or occasion.place, occasion)


def _occasion(key: str, event: NamedEvent | None, events: Mapping[str, Event]) -> Occasion:
    if event is None or event.none:
        return Occasion(key, None, None, UNKNOWN, None)
    if event.event:
        return shared_occasion(event.event, events, event.date, event.place)
    return Occasion(key, None, event.name, event.date or UNKNOWN, event.place)


class _Levels(NamedTuple):
    """How far from a quote its ``said`` is written: 0 at the quote itself, then as in ``of``."""

    date: int
    place: int
    event: int

    @classmethod
    def of(cls, article: Article, quote: Quote) -> _Levels:
        speakers = [article.speakers.get(speaker) for speaker in quote.speaker]
        lower = (speakers[0] if speakers and all(speakers) else None, article.defaults)
        said = [one.said if one else None for one in lower]
        return cls(*(_level(key, quote.said, said) for key in cls._fields))


def _level(key: str, own: Said | None, lower: list[Said | None]) -> int:
    """1 where the value comes from ``speakers``, 2 from ``defaults``, 3 from the article."""
    value = getattr(own, key)
    if value is None:
        return len(lower) + 1
    for level, said in enumerate(lower, start=1):
        if (given := getattr(said, key, None)) is not None:
            return level if given == value else 0
    return 0
