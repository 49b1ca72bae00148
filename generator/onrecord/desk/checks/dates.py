"""Dates that cannot be right: of sources, of what was said and done, of briefings."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median_low

from pydantic import BaseModel

from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import (
    Article,
    Briefing,
    FieldValue,
    PartialDate,
    Records,
    YamlPath,
    dates_named,
    days_named,
)
from onrecord.records.values import OWN_WORDS, ValueFinder

from .meanings import pattern
from .sources import days_in_address, may_be_slip, turned

_REPORTED = 4  # days within which something said is news
_MONTH = 31  # days, less than most dates are changed by swapping day and month
_LOOK_BACK = frozenset({"document", "official_transcript", "analysis", "opinion", "other"})
_ZONES = "correct the wrong date; one day's difference can be due to time zones"
_DATES = ValueFinder(lambda field: field.kind in ("date", "day"))
_AHEAD, _BACK = 30, 500  # years
_DONE_ON = pattern("done_on")
_YEAR = re.compile(r"\d{4}")  # a fast first look
# Of these the source is the last that can be known; a note may be of later.
_OF_SOURCE = frozenset({"title", "summary", "context", "gist"})
_MUCH_LATER = timedelta(days=183)


def check_dates(records: Records) -> Iterator[Finding]:
    """Dates of retrieval or recording before publication, and ranges that end before they begin."""
    for article_id, article in records.articles.items():
        for path, message in _too_early(article):
            yield Finding("impossible-date", "article", article_id, path, message)
    for briefing_id, briefing in records.briefings.items():
        if briefing.until.before(briefing.since):
            message = f"this briefing ends ({briefing.until}) before it begins ({briefing.since})"
            yield Finding("impossible-date", "briefing", briefing_id, ("until",), message)


def _too_early(article: Article) -> Iterator[tuple[YamlPath, str]]:
    """What the desk did with a source before it was published."""
    published = article.source.published
    done: list[tuple[YamlPath, str, PartialDate | None]] = [
        (("source", "retrieved"), "retrieved", article.source.retrieved),
        (("added",), "added", article.added),
        *(
            (("corrections", index, "date"), "corrected", correction.date)
            for index, correction in enumerate(article.corrections)
        ),
    ]
    for path, word, when in done:
        if when and is_too_early(when, published):
            yield path, f"{word} {when}, before the source was published ({published})"


def is_too_early(when: PartialDate, published: PartialDate) -> bool:
    """Whether what was done with a source ``when`` was done before it was ``published``."""
    # Dates are local: early on Tuesday in one place it is still Monday in another.
    first, last = published.first, when.last
    return first is not None and last is not None and (first - last).days > 1


def check_sayings(records: Records, desk: Desk) -> Iterator[Finding]:
    """Dates after the day the source was published, or long before it."""
    for article_id, article in records.articles.items():
        published = article.source.published
        noted: dict[YamlPath, str | None] = {}
        noted |= {("demands", at): row.note for at, row in enumerate(article.demands)}
        noted |= {("claims", at): row.note for at, row in enumerate(article.claims)}
        for when, path in dates_of_rows(article):
            if published.before(when):
                message = f"dated {when}, after its source was published ({published})"
                hint = _mended(when, published)
                yield Finding("said-after-published", "article", article_id, path, message, hint)
            elif path[0] != "responses" and not noted[path[:2]]:
                message = f"dated {when}, {{}} its source was published ({published})"
                for finding in _slip(article, when, message, "say so in a `note`"):
                    yield Finding("said-long-before", "article", article_id, path, *finding)
        if event := article.event:
            yield from _event_long_before(desk, article_id, event.event)
    for quote in desk.quotes.values():
        for code, message, hint in _said(quote):
            yield of_date(quote, code, message, hint)
        if years := _years_before_post(desk, quote):
            message = f"said {quote.date}, about {years} before its source was published"
            message = f"{message}, and before '{quote.speakers[0]}' had any role"
            hint = "correct the year, if it is wrong; if it is right, say so in `context`"
            yield in_quote(quote, "said-long-before", ("said", "date"), message, hint)


def _years_before_post(desk: Desk, quote: QuoteEntry) -> str:
    """How many years before a source that looks back, and before its speaker had a role there."""
    said, published = quote.record.said, quote.article.source.published
    own = said and said.date and not quote.record.context
    if not own or quote.article.source.genre not in _LOOK_BACK or len(quote.speakers) != 1:
        return ""
    actor = desk.actors.get(quote.speakers[0])
    begun = [role.from_ for role in actor.roles] if actor else []
    is_later = bool(begun) and all(it and quote.date.before(it) for it in begun)
    first, last = quote.date.first, published.first
    are_days = quote.date.precision == published.precision == "day"
    return _years(first, last) if is_later and are_days and first and last else ""


def has_event_date(quote: QuoteEntry) -> bool:
    """Whether the date of a quote is that of the event of its article."""
    said = quote.record.said
    is_own = said is not None and (said.date is not None or said.event is not None)
    return quote.article.event is not None and not is_own


def of_date(quote: QuoteEntry, code: str, message: str, hint: str) -> Finding:
    """A fault of the date of ``quote``: of an event the same for all that have its date."""
    if has_event_date(quote):
        return Finding(code, "article", quote.article_id, ("event",), message, hint)
    return in_quote(quote, code, ("said", "date"), message, hint)


def _said(quote: QuoteEntry) -> Iterator[tuple[str, str, str]]:
    """Code, message and hint where a quote is of a day after its source or not of its event."""
    published, said, occasion = quote.article.source.published, quote.record.said, quote.occasion
    if published.before(quote.date):
        message = f"said {quote.date}, after its source was published ({published})"
        yield "said-after-published", message, _mended(quote.date, published)
    elif (
        said
        and said.date
        and not (quote.record.context or quote.record.note or said.event or quote.record.quoting)
    ):
        message = f"said {said.date}, {{}} its source was published ({published})"
        for found in _slip(quote.article, said.date, message, "say so in `context`"):
            yield "said-long-before", *found
    # A quote of another day than an event that it only inherits does not have that event.
    names_event = said and said.event and occasion.name is not None
    if names_event and not occasion.may_be_on(quote.date):
        message = f"said {quote.date}, but the event named for it was on {occasion.date}"
        hint = "correct the wrong one; write `event: none` if it was not said at the event"
        yield "said-outside-event", message, hint


def slip_in(article: Article, when: PartialDate) -> tuple[str, str] | None:
    """How long ``when`` is before a report of the last days, and what to correct, if it is a slip.

    With the right year, or with day and month exchanged, it would be one of these days.
    """
    published = article.source.published
    if article.source.genre in _LOOK_BACK or not (when.precision == published.precision == "day"):
        return None
    if not (when.first and published.first):
        return None
    if years := _years(when.first, published.first):
        return f"about {years} before", "correct the year"
    exchanged = turned(when.first)
    if exchanged is None or (published.first - when.first).days <= _MONTH // 2:
        return None
    if 0 <= (published.first - exchanged).days < _REPORTED:
        return "long before", f"write {exchanged} if day and month are swapped"
    return None


def _slip(
    article: Article, when: PartialDate, message: str, reason: str
) -> Iterator[tuple[str, str]]:
    """Message and hint, where ``when`` is a slip, unless its ``reason`` is given."""
    if found := slip_in(article, when):
        yield message.format(found[0]), f"{found[1]}; if it is right, {reason}"


def _years(earlier: date, later: date) -> str:
    """How many years are between two days that would else be a few days apart; empty if not."""
    days = (later - earlier).days
    years = round(days / 365.25)
    if years < 1 or not -1 < days - years * 365.25 < _REPORTED:
        return ""
    return "a year" if years == 1 else f"{years} years"


def _mended(when: PartialDate, published: PartialDate) -> str:
    """A hint, where ``when`` is after the source was ``published``."""
    if when.precision == published.precision == "day" and when.first and published.first:
        for name, exchanged, other in (
            ("`published`", turned(published.first), when.first),
            ("this date", turned(when.first), published.first),
        ):
            days = (exchanged - other).days if exchanged else _MONTH
            if 0 <= (days if other is when.first else -days) < _MONTH:
                return f"if day and month of {name} are swapped, write {exchanged}"
    return _ZONES


def _event_long_before(desk: Desk, article_id: str, event_id: str | None) -> Iterator[Finding]:
    """An event whose year, or that of the source, seems to be wrong."""
    article, event = desk.articles.get(article_id), desk.events.get(event_id or "")
    if article is None or event is None or article.note:
        return
    day, published = event.date, article.source.published
    if not (day.precision == published.precision == "day" and day.first and published.first):
        return
    if years := _years(day.first, published.first):
        message = f"this event was on {day}, {years} before its source ({published})"
        hint = "correct the wrong year; if both are right, say so in the article's `note`"
        yield Finding("said-long-before", "article", article_id, ("event",), message, hint)


def check_months(desk: Desk) -> Iterator[Finding]:
    """Quotes dated about a month before a report of recent days; the date may be right."""
    seen: set[tuple[str, YamlPath]] = set()
    for quote in desk.quotes.values():
        source, own = quote.article.source, quote.record.said and quote.record.said.date
        if source.genre in _LOOK_BACK or not _is_month_before(quote.date, source.published):
            continue
        event = desk.events.get(quote.occasion.event or "")
        explained = quote.article.note or (event and event.note)
        if explained or (own and (quote.record.note or quote.record.quoting)):
            continue
        path: YamlPath = ("quotes", quote.index, "said", "date") if own else ("event",)
        day = quote.date.first
        others = days_of_title(quote.article_id, quote.article, day.year) if day else set()
        if (quote.article_id, path) not in seen and not (day and may_be_slip(day, others)):
            seen.add((quote.article_id, path))
            message = f"dated {quote.date}, about a month before its source was published"
            hint = f"correct the month, here or in `published` ({source.published}), if it is wrong"
            yield Finding("maybe-month", "article", quote.article_id, path, message, hint)


def _is_month_before(when: PartialDate, published: PartialDate) -> bool:
    """Whether ``when`` would be in the last days before ``published`` with the next month."""
    if not (when.precision == published.precision == "day" and when.first and published.first):
        return False
    year, month = divmod(when.first.year * 12 + when.first.month, 12)
    try:
        later = when.first.replace(year=year, month=month + 1)
    except ValueError:
        return False
    return 0 <= (published.first - later).days < _REPORTED


def dates_of_rows(article: Article) -> Iterator[tuple[PartialDate, YamlPath]]:
    """The rows' own dates in an article, each with its path."""
    for field in ("demands", "responses", "claims"):
        for index, row in enumerate(getattr(article, field)):
            if row.date:
                yield row.date, (field, index, "date")


def check_years(records: Records, desk: Desk) -> Iterator[Finding]:
    """Dates in a year that is far from all that the desk is about."""
    if not (years := desk.years):
        return
    middle = median_low(years)
    most = years.count(middle)
    usual = frozenset(year for year in {*years} if years.count(year) >= most)
    for kind, id_, top, record in records.all():
        for found in records.kept.of(_far_dates, record, top, middle, usual):
            year = _year_of(found, middle)
            far = f"{abs(year - middle)} years {'after' if year > middle else 'before'}"
            message = f"{found.value} is {far} most of the sources ({middle})"
            digits = sorted(f"{year:04}")
            others = (each for each in reversed(years) if each != year)
            meant = next((each for each in others if sorted(str(each)) == digits), None)
            hint = f"did you mean {meant}?" if meant else "correct the year"
            yield Finding("unlikely-date", kind, id_, found.path, message, hint)


def _far_dates(
    record: BaseModel, top: YamlPath, middle: int, usual: frozenset[int]
) -> Iterator[FieldValue]:
    """The dates centuries before the year in the ``middle``, decades after it, or of its digits.

    The digits of a year that is as ``usual`` among the sources are not those of another.
    """
    for found in _DATES(record, top):
        year = _year_of(found, middle)
        planned = found.field.name in ("deadline", "to") or year in usual
        exchanged = year > middle + 1 and sorted(str(year)) == sorted(str(middle)) and not planned
        if exchanged or not -_BACK <= year - middle <= _AHEAD:
            yield found


def _year_of(found: FieldValue, middle: int) -> int:
    """The year of a date; that in the ``middle`` where it is not known."""
    day = found.value.first if isinstance(found.value, PartialDate) else None
    return day.year if day else middle


def days_of_title(article_id: str, article: Article, year: int) -> set[date]:
    """The days that the title, the headline and the id of an article name."""
    texts = (article.title, article.source.headline or "")
    return {*days_in_address(article_id), *(it for text in texts for it in days_named(text, year))}


def check_days_in_texts(records: Records, desk: Desk) -> Iterator[Finding]:
    """Days in our own texts after their source, or long after the desk's last day."""
    for kind, id_, top, record in records.all():
        for found in records.kept.of(_dated, record, top):
            published = record.source.published if isinstance(record, Article) else None
            limit = published if found.field.name in _OF_SOURCE else None
            limit = record.until if isinstance(record, Briefing) else limit
            for _, message in later_than(desk, str(found.value), limit):
                hint = "correct the date, or write that it was only planned"
                yield Finding("unlikely-date", kind, id_, found.path, message, hint)


def _dated(record: BaseModel, top: YamlPath) -> Iterator[FieldValue]:
    """Our own texts that report what was done on a day, or in a month or a year."""
    texts = ((it, str(it.value)) for it in OWN_WORDS(record, top))
    return (it for it, text in texts if _YEAR.search(text) and _DONE_ON.search(text))


def later_than(
    desk: Desk, text: str, limit: PartialDate | None = None
) -> Iterator[tuple[int, str]]:
    """Places of ``text`` that report a day after ``limit``, or long after the desk's last day."""
    last = desk.coverage.through.last if desk.coverage else None
    for told in _DONE_ON.finditer(text):
        for day in dates_named(told[1]):
            if limit and limit.before(day):
                yield told.start(1), f"this reports {day} as past, but its source is from {limit}"
            elif not limit and last and day.first and day.first > last + _MUCH_LATER:
                message = f"this reports {day} as past, long after this desk's last day ({last})"
                yield told.start(1), message
