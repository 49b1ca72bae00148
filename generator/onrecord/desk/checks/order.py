"""What comes in which order: acts, the quotes of rows, outcomes, briefings, days in our texts."""

import re
from collections.abc import Iterator
from datetime import timedelta

from pydantic import BaseModel

from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.records import Article, Briefing, PartialDate, Records, YamlPath, dates_named
from onrecord.records.dates import earliest
from onrecord.records.values import FieldValue, ValueFinder

from .agreement import listed
from .dates import slip

_FIRST = "correct the wrong date, or add a row for when it was first made"
# The acts of which one comes before each of these.
_NEEDS = {
    "modified": ("stated", "reported"),
    "withdrawn": ("stated", "modified", "reported"),
    "retracted": ("asserted",),
}


def check_order(desk: Desk) -> Iterator[Finding]:
    """Acts before what they need, and rows of another day than their quotes."""
    found = [*_before_first(desk)]
    yield from found
    yield from _of_other_days(desk, {(it.kind, it.id, it.path) for it in found})


def _before_first(desk: Desk) -> Iterator[Finding]:
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
                first = earliest(needed)
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


_LONG = 35  # days of a briefing on a month


def check_days_of_briefings(desk: Desk) -> Iterator[Finding]:
    """Briefings of a wrong year, and those that rest on what was said after their last day."""
    for briefing_id, briefing in desk.briefings.items():
        since, until = briefing.since, briefing.until
        days = (until.first - since.first).days if since.first and until.first else 0
        years, rest = divmod(days, 365.25)
        if years and 2 <= rest <= _LONG:  # a review of whole years has nothing beyond them
            message = f"this briefing covers {days:,} days, from {since} to {until}"
            hint = "correct the year of `since` or `until`, or accept this"
            yield Finding("unlikely-date", "briefing", briefing_id, ("since",), message, hint)
        written = briefing.date or until
        if briefing.date and written.before(since):
            message = f"written {written}, before the days that it covers ({since} to {until})"
            hint = "correct `date`, or the days"
            yield Finding("unlikely-date", "briefing", briefing_id, ("date",), message, hint)
            written = until
        for field in ("evidence", "quotes"):
            for index, reference in enumerate(getattr(briefing, field)):
                quote = desk.quotes.get(reference)
                if quote and (until.before(quote.date) or written.before(quote.date)):
                    last = written if written.before(until) else until
                    message = f"'{reference}' was said {quote.date}, after this briefing ({last})"
                    hint = "name an earlier quote, or correct the day of the briefing"
                    path = (field, index)
                    yield Finding("unlikely-date", "briefing", briefing_id, path, message, hint)


# Outcomes that something done or not done after the demand shows.
_DONE = frozenset({"fulfilled", "partial", "reversed", "not_fulfilled", "not_initiated"})


def check_outcomes(desk: Desk) -> Iterator[Finding]:
    """Outcomes that rest on what was said before the demand, after the assessment or of others."""
    for entry in desk.demands.values():
        outcome = entry.record.outcome
        for index, reference in enumerate(outcome.evidence if outcome else ()):
            quote = desk.quotes.get(reference)
            if outcome is None or quote is None:
                continue
            path: YamlPath = ("outcome", "evidence", index)
            about = {*quote.record.about}
            if outcome.value in _DONE and quote.date.before(entry.first_date):
                message = f"said {quote.date}, before the demand was made ({entry.first_date})"
            elif outcome.assessed_on.before(quote.date):
                message = f"said {quote.date}, after the outcome was assessed"
                message = f"{message} ({outcome.assessed_on})"
            elif about and entry.record.topic in desk.topics and entry.record.topic not in about:
                message = f"'{reference}' is about {listed(about)}, the demand about"
                message = f"{message} '{entry.record.topic}'"
                hint = "name another quote, or add the topic to `about` of the quote"
                yield Finding("other-topic", "demand", entry.id, path, message, hint)
                continue
            else:
                continue
            hint = "name another quote, or correct the date"
            yield Finding("unlikely-date", "demand", entry.id, path, message, hint)


def _of_other_days(desk: Desk, seen: set[tuple[str, str, YamlPath]]) -> Iterator[Finding]:
    """Rows dated otherwise than the words on which they rest, without a reason.

    The rows that were ``seen`` are reported already.
    """
    for act in desk.acts:
        quote, when, place = act.quote, act.record.date, (*act.owner, (*act.path, "date"))
        # What others report has a day of its own.
        told = act.told_by or not act.own or act.record.note
        if quote is None or when is None or told or quote.record.quoting or place in seen:
            continue
        # These dates are reported where they are compared with the source.
        published = quote.article.source.published
        reported = published.before(when) or any(slip(quote.article, when, "", ""))
        if when.apart(quote.date) and not reported:
            seen.add(place)  # an answer is there for each addressee
            message = f"dated {when}, but '{quote.reference}' was said {quote.date}"
            hint = "remove `date`, name the quote of that day, or say in a `note` why they differ"
            yield Finding("other-day", *place, message, hint)


# That somebody did something on a day or in a month, in English and French.
_DONE_ON = re.compile(
    r"\b(?:said|told (?:us|reporters|them)|wrote|announced|declared|added|asked|answered|replied"
    r"|rejected|refused|accepted|denied|objected|repeated|confirmed|warned|signed|published|met"
    r"|spoke|voted|agreed|resigned"
    r"|(?:a|ont) (?:dit|d\u00e9clar\u00e9|\u00e9crit|annonc\u00e9|affirm\u00e9"
    r"|r\u00e9pondu|refus\u00e9|rejet\u00e9|accept\u00e9|demand\u00e9|ajout\u00e9|vot\u00e9|sign\u00e9|publi\u00e9"
    r"|contest\u00e9))"
    r"\s(?:on|in|le|en)\s"
    r"((?:\d{1,2}(?:st|nd|rd|th|er)?\s)?(?:[^\W\d_]{3,9}\s(?:\d{1,2},?\s)?)?\d{4})\b",
    re.IGNORECASE,
)
_TEXTS = ValueFinder(
    lambda field: field.words is not None and field.words.ours,
    enters=lambda field: not field.for_quotes,
)
# Of these the source is the last that can be known; a note may be of later.
_OF_SOURCE = frozenset({"title", "summary", "context", "gist"})
_MUCH_LATER = timedelta(days=183)


def check_days_in_texts(records: Records, desk: Desk) -> Iterator[Finding]:
    """What our own texts report of a day after their source, or long after the days of the desk."""
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
    return (it for it in _TEXTS(record, top) if _DONE_ON.search(str(it.value)))


def later_than(
    desk: Desk, text: str, limit: PartialDate | None = None
) -> Iterator[tuple[int, str]]:
    """Where ``text`` reports something after ``limit``, or else long after the days of the desk."""
    last = desk.coverage.through.last if desk.coverage else None
    for told in _DONE_ON.finditer(text):
        for day in dates_named(told[1]):
            if limit and limit.before(day):
                yield told.start(1), f"this reports {day} as past, but its source is of {limit}"
            elif not limit and last and day.first and day.first > last + _MUCH_LATER:
                message = f"this reports {day} as past, long after this desk's last day ({last})"
                yield told.start(1), message
