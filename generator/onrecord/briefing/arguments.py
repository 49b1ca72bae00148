"""Turns the options of the command line into a request, or lists everything wrong with them."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Literal, TypeAlias, cast

from onrecord.briefing.sections.material import (
    BriefingPeriod,
    BriefingRequest,
    request_of,
    written_for,
)
from onrecord.desk import Desk
from onrecord.diagnostics import SeveralErrors
from onrecord.records import PartialDate, fixed, hint_for_date

_Unit: TypeAlias = Literal["d", "w", "m", "y"]
# How far back: "30d", "30 days", "2 weeks", "3m", "1 year".
_BEFORE = re.compile(
    r"(\d{1,4}) ?(d(?:ays?)?|w(?:eeks?)?|m(?:onths?)?|y(?:ears?)?)", re.ASCII | re.IGNORECASE
)
_HOW = "write a day such as 2031-05-01, or a period before the last day covered: 7d, 2w or 1m"


@fixed
class TimeBefore:
    """So many days, weeks, months or years before another day."""

    count: int
    unit: _Unit

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    def of(self, day: date) -> date:
        """The day this long before ``day``, or its month's last. Raises ValueError if none is."""
        try:
            if self.unit in "dw":
                return day - timedelta(days=self.count * (7 if self.unit == "w" else 1))
            months = self.count * (12 if self.unit == "y" else 1)
            year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        except (OverflowError, ValueError) as error:
            raise ValueError(f"there is no day {self} before {day}") from error


Day: TypeAlias = date | TimeBefore


def named_day(text: str) -> Day:
    """The day that ``text`` names: never one that depends on when it is asked for.

    Raises ValueError if it names none; the message says how to write one.
    """
    if found := _BEFORE.fullmatch(text.strip()):
        return TimeBefore(int(found[1]), cast("_Unit", found[2][0].lower()))
    try:
        day = PartialDate.parse(text)
    except ValueError as error:
        raise ValueError(f"{error}; {hint_for_date(text) or _HOW}") from None
    if day.precision != "day" or day.first is None:
        raise ValueError(f"'{text}' is not a whole day; {_HOW}")
    return day.first


@fixed
class OlderState:
    """An older state of the desk."""

    revision: str
    day: date
    desk: Desk  #: as it was; what is not in it was added since


@fixed
class BriefingArguments:
    """The values of the options."""

    since: Day | None = None
    until: Day | None = None
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    briefing: str | None = None


class WrongArguments(SeveralErrors):
    """No such briefing is possible; the messages say everything that is wrong."""


def requested(
    desk: Desk, asked: BriefingArguments, since: OlderState | None = None
) -> BriefingRequest:
    """What is ``asked``: days and a scope, or the id of a record; additions count from ``since``.

    Raises WrongArguments if an id is unknown, or the days make no range.
    """
    faults = [*_unknown(desk, asked), *_ambiguous(asked)]
    if faults:
        raise WrongArguments(faults)
    if asked.briefing:
        request = request_of(asked.briefing, desk.briefings[asked.briefing])
    else:
        actors, topics = (tuple(dict.fromkeys(ids)) for ids in (asked.actors, asked.topics))
        request = BriefingRequest(_period(desk, asked, since), actors, topics)
        request = replace(request, id=written_for(desk, request))
    return replace(request, revision=since.revision, older=since.desk) if since else request


def _period(desk: Desk, asked: BriefingArguments, older: OlderState | None) -> BriefingPeriod:
    since = asked.since or (older.day if older else None)
    if since is None:
        how = "give --since 2031-05-01, --since-commit or --briefing"
        raise WrongArguments([f"the first day is missing: {how}"])
    through = desk.coverage.through.last if desk.coverage else None
    if through is None and not isinstance(asked.until, date):
        raise WrongArguments(["nothing in this desk has a date: give the last day with --until"])
    # Never the day on which it is made: without an end, it ends where the desk does.
    last = through or date.min
    until = _resolved(asked.until, last) if asked.until else last
    first = _resolved(since, until)
    if asked.until is None:
        until = max(until, first)
    if until < first:
        why = f"the range ends ({until}) before it begins ({first}): swap the two days"
        raise WrongArguments([why])
    return BriefingPeriod(PartialDate.of(first), PartialDate.of(until))


def _resolved(asked: Day, last: date) -> date:
    """The day that was asked for; a relative time counts back from ``last``."""
    if isinstance(asked, date):
        return asked
    try:
        return asked.of(last)
    except ValueError as error:
        raise WrongArguments([str(error)]) from None


def _ambiguous(asked: BriefingArguments) -> Iterator[str]:
    given = {
        "--since (or --from)": asked.since,
        "--until (or --through)": asked.until,
        "--actor": asked.actors,
        "--topic": asked.topics,
    }
    names = ", ".join(name for name, value in given.items() if value)
    if asked.briefing and names:
        yield f"--briefing has its own days and scope: remove {names}"


def _unknown(desk: Desk, asked: BriefingArguments) -> Iterator[str]:
    kinds: tuple[tuple[str, tuple[str, ...], Collection[str]], ...] = (
        ("actor", asked.actors, desk.actors),
        ("topic", asked.topics, desk.topics),
        ("briefing", (asked.briefing,) if asked.briefing else (), desk.briefings),
    )
    for kind, ids, known in kinds:
        for id_ in dict.fromkeys(ids):
            if id_ not in known:
                near = get_close_matches(id_, known, n=3)
                hint = f": did you mean {' or '.join(near)}?" if near else ""
                yield f"there is no {kind} '{id_}'{hint}"
