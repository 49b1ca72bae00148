"""Dates that cannot be right: of sources, of what was said and done, of briefings."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from statistics import median_low

from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import Article, PartialDate
from onrecord.records.dates import possible_dates
from onrecord.records.load import Records
from onrecord.records.values import ValueFinder, YamlPath

_FIRST = "correct the wrong date, or add a row for the time it was made before that"
# The acts of which one comes before each of these.
_NEEDS = {
    "modified": ("stated", "reported"),
    "withdrawn": ("stated", "modified", "reported"),
    "retracted": ("asserted",),
}
_REPORTED = 4  # days within which something said is news
_MONTH = 31  # days: a date with day and month swapped is further away than that from most others
_LOOK_BACK = frozenset({"document", "official_transcript", "analysis", "opinion", "other"})
_ZONES = "correct the wrong date; one day's difference can be due to time zones"


def check_dates(records: Records) -> Iterator[Finding]:
    """What was done with a source before there was one, and ranges turned round."""
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
    ]
    for index, correction in enumerate(article.corrections):
        done.append((("corrections", index, "date"), "corrected", correction.date))
    for path, word, when in done:
        if when and is_too_early(when, published):
            yield path, f"{word} {when}, before the source was published ({published})"


def is_too_early(when: PartialDate, published: PartialDate) -> bool:
    """Whether what was done with a source ``when`` was done before it was ``published``."""
    # Dates are local: early on Tuesday in one place it is still Monday in another.
    if when.last is None or published.first is None:
        return False
    return (published.first - when.last).days > 1


def check_sayings(records: Records, desk: Desk) -> Iterator[Finding]:
    """What is dated after the day on which its source was published, or long before it."""
    for article_id, article in records.articles.items():
        published = article.source.published
        noted: dict[YamlPath, str | None] = {
            ("demands", at): row.note for at, row in enumerate(article.demands)
        }
        noted |= {("claims", at): row.note for at, row in enumerate(article.claims)}
        for when, path in dates_of_rows(article):
            if published.before(when):
                message = f"dated {when}, after its source was published ({published})"
                hint = _mended(when, published)
                yield Finding("said-after-published", "article", article_id, path, message, hint)
            elif path[0] != "responses" and not noted[path[:2]]:
                message = f"dated {when}, {{}} the days of its source ({published})"
                for finding in _slip(article, when, message, "say so in a `note`"):
                    yield Finding("said-long-before", "article", article_id, path, *finding)
        if event := article.event:
            yield from _event_long_before(desk, article_id, event.event)
    for quote in desk.quotes.values():
        for code, message, hint in _said(quote):
            yield in_quote(quote, code, ("said", "date"), message, hint)


def _said(quote: QuoteEntry) -> Iterator[tuple[str, str, str]]:
    """Code, message and hint where a quote is of a day after its source or not of its event."""
    published, said, occasion = quote.article.source.published, quote.record.said, quote.occasion
    if published.before(quote.date):
        message = f"said {quote.date}, after its source was published ({published})"
        yield "said-after-published", message, _mended(quote.date, published)
    elif said and said.date and not _is_explained(quote):
        message = f"said {said.date}, {{}} the days of its source ({published})"
        for found in _slip(quote.article, said.date, message, "say so in `context`"):
            yield "said-long-before", *found
    # A quote of another day than an event that it only inherits does not have that event.
    names_event = said and said.event and occasion.name is not None
    if names_event and not occasion.may_be_on(quote.date):
        message = f"said {quote.date}, but the event named for it was on {occasion.date}"
        hint = "correct the wrong one; write `event: none` if it was not said at the event"
        yield "said-outside-event", message, hint


def _is_explained(quote: QuoteEntry) -> bool:
    record, said = quote.record, quote.record.said
    elsewhere = said and (said.event or said.place or said.medium)
    return bool(record.context or record.note or record.quoting or elsewhere)


def _slip(
    article: Article, when: PartialDate, message: str, reason: str
) -> Iterator[tuple[str, str]]:
    """Message and hint, where ``when`` is long before a report that is of the last days.

    With the right year, or with day and month the other way round, it would be of these days.
    """
    published, source = article.source.published, article.source
    if source.genre in _LOOK_BACK or not (when.first and published.first):
        return
    if when.precision != "day" or published.precision != "day":
        return
    if years := _years(when.first, published.first):
        many = "a year" if years == 1 else f"{years} years"
        yield message.format(f"{many} before"), f"correct the year; if it is right, {reason}"
        return
    turned = _turned(when.first)
    if turned is None or (published.first - when.first).days <= _MONTH // 2:
        return
    if 0 <= (published.first - turned).days < _REPORTED:
        hint = f"write {turned} if day and month are swapped; if it is right, {reason}"
        yield message.format("long before"), hint


def _years(earlier: date, later: date) -> int:
    """How many years are between two days that would else be a few days apart; 0 if not."""
    days = (later - earlier).days
    years = round(days / 365.25)
    return years if years >= 1 and -1 < days - years * 365.25 < _REPORTED else 0


def _turned(day: date) -> date | None:
    """The day with its month and its day of the month the other way round."""
    return day.replace(month=day.day, day=day.month) if day.month != day.day <= 12 else None


def _mended(when: PartialDate, published: PartialDate) -> str:
    """A hint, where ``when`` is after the source was ``published``."""
    if when.precision == published.precision == "day" and when.first and published.first:
        for name, turned, other in (
            ("`published`", _turned(published.first), when.first),
            ("this date", _turned(when.first), published.first),
        ):
            days = (turned - other).days if turned else _MONTH
            if 0 <= (days if other is when.first else -days) < _MONTH:
                return f"if day and month of {name} are swapped, write {turned}"
    return _ZONES


def _event_long_before(desk: Desk, article_id: str, event_id: str | None) -> Iterator[Finding]:
    """An event whose year, or that of the source, seems to be wrong."""
    article = desk.articles.get(article_id)
    event = desk.events.get(event_id or "")
    if article is None or event is None or article.note:
        return
    published = article.source.published
    if event.date.precision == published.precision == "day" and event.date.first:
        years = published.first and _years(event.date.first, published.first)
        if years:
            many = "a year" if years == 1 else f"{years} years"
            message = f"this event was on {event.date}, {many} before its source ({published})"
            hint = "correct the wrong year; if both are right, say so in the article's `note`"
            yield Finding("said-long-before", "article", article_id, ("event",), message, hint)


def check_order(desk: Desk) -> Iterator[Finding]:
    """Demands changed or withdrawn before they were made, claims taken back before."""
    of_demands = (demand.statements for demand in desk.demands.values())
    for acts in (*of_demands, *(claim.acts for claim in desk.claims.values())):
        for act in acts:
            if act.word not in _NEEDS:
                continue
            # Of a demand it may be another's statement, of a claim everybody has their own.
            needed = [
                other.date
                for other in acts
                if other.word in _NEEDS[act.word]
                and (act.kind == "statement" or not {*act.by}.isdisjoint(other.by))
            ]
            if needed and all(act.date.before(when) for when in needed):
                first = min(needed, key=lambda when: when.sort_key)
                message = f"'{act.word}' on {act.date}, before it was first made ({first})"
                (kind, id_), path = act.owner, (*act.path, "date" if act.record.date else "act")
                yield Finding("act-before-first", kind, id_, path, message, _FIRST)
    for entry in desk.demands.values():
        searches = (position.none_found for position in entry.positions.values())
        for answer in (*entry.answers, *filter(None, searches)):
            dated, asked = answer.record.date, getattr(answer.record, "asked_on", None)
            (kind, id_), first = answer.owner, entry.first_date
            if dated and answer.early and not answer.record.note:
                path = (*answer.path, "date")
                message = f"this answer is dated {dated}, before the demand was first made"
                message = f"{message} ({first})"
                yield Finding("act-before-first", kind, id_, path, message, _FIRST)
            if asked and asked.before(first):
                message = f"asked on {asked}, before the demand was first made ({first})"
                path = (*answer.path, "asked_on")
                yield Finding("act-before-first", kind, id_, path, message, _FIRST)
        if entry.record.deadline and entry.record.deadline.before(entry.first_date):
            message = f"the deadline is before the demand was first made ({entry.first_date})"
            yield Finding("act-before-first", "demand", entry.id, ("deadline",), message, _FIRST)


def dates_of_rows(article: Article) -> Iterator[tuple[PartialDate, YamlPath]]:
    """The dates that rows of an article have themselves, with where they are written."""
    for field in ("demands", "responses", "claims"):
        for index, row in enumerate(getattr(article, field)):
            if row.date:
                yield row.date, (field, index, "date")


_DATES = ValueFinder(lambda field: field.kind in ("date", "day"))
_AHEAD, _BACK = 30, 500  # years
_DIGITS = 4


def check_years(records: Records) -> Iterator[Finding]:
    """Dates in a year that is far from all that the desk is about."""
    published = [article.source.published.first for article in records.articles.values()]
    years = sorted(day.year for day in published if day)
    if not years:
        return
    middle = median_low(years)
    for kind, id_, top, record in records.all():
        for found in _DATES(record, top):
            day = found.value.first if isinstance(found.value, PartialDate) else None
            year = day.year if day else middle
            if -_BACK <= year - middle <= _AHEAD:
                continue
            far = f"{abs(year - middle)} years {'after' if year > middle else 'before'}"
            message = f"{found.value} is {far} most of the sources ({middle})"
            digits = sorted(f"{year:0{_DIGITS}}")
            near = (each for each in reversed(years) if sorted(str(each)) == digits)
            meant = next(near, None)
            hint = f"did you mean {meant}?" if meant else "correct the year"
            yield Finding("unlikely-date", kind, id_, found.path, message, hint)


# In an address or an id: "2031/05/02", "2031-05-02", "20310502".
_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_]?)([01]\d)\2([0-3]\d)(?!\d)")
# In a text: "2 May 2031", "May 2, 2031", "2031-05-02".
_IN_TEXT = re.compile(
    r"\b(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th|er)?\.? [^\W\d_]{3,12}\.?,? \d{4}"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})\b"
)
_HEAD = 600  # characters in which a source says when it was published
_HEAD_BYTES = 2_400


def check_published(records: Records) -> Iterator[Finding]:
    """Sources whose address, or the article's id, has another date than the one they are given."""
    for article_id, article in records.articles.items():
        published, url = article.source.published, article.source.url or ""
        if published.precision != "day" or published.first is None:
            continue
        path = url.partition("://")[2].partition("/")[2].partition("?")[0]
        days = list(_days_in(path))
        # A folder of a day is the day of publication, a name may tell another.
        by_folder = re.search(r"\d{4}/\d\d/\d\d/", path) is not None
        wrong = by_folder and len(days) == 1 and abs((days[0] - published.first).days) > 1
        if wrong or _may_be_slip(published.first, days):
            yield _published_else(article_id, published, "the address", days[0])
        elif _may_be_slip(published.first, days := list(_days_in(article_id))):
            yield _published_else(article_id, published, "the article's id", days[0])


def _published_else(article_id: str, published: PartialDate, where: str, day: date) -> Finding:
    message = f"published {published}, but {where} has {day}"
    hint = f"write `published: {day}` if that is right"
    return Finding("published-else", "article", article_id, ("source", "published"), message, hint)


def _days_in(path: str) -> Iterator[date]:
    for year, _, month, day in _IN_PATH.findall(path):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue


def _may_be_slip(day: date, others: Iterable[date]) -> bool:
    """Whether ``day`` is one of ``others`` with a part of it wrong, and there is no right one."""
    others = {*others}
    if len(others) != 1 or any(abs((other - day).days) <= 1 for other in others):
        return False
    (other,) = others
    parts = [
        one == two for one, two in zip(day.timetuple()[:3], other.timetuple()[:3], strict=True)
    ]
    return other == _turned(day) or (parts[2] and sum(parts) == 2)


def check_heads(desk: Desk, captures: Path) -> Iterator[Finding]:
    """Sources at whose head is another date than the one they are given, as far as captured."""
    for article_id, article in desk.articles.items():
        published, path = article.source.published, captures / f"{article_id}.txt"
        if published.precision != "day" or published.first is None:
            continue
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES).decode(errors="replace")[:_HEAD]
        found = {
            day for written in _IN_TEXT.findall(head) for day in possible_dates(written).values()
        }
        days = [date.fromisoformat(day) for day in found if len(day) == len("2031-05-02")]
        if _may_be_slip(published.first, days):
            yield _published_else(article_id, published, "the captured text begins with", days[0])
