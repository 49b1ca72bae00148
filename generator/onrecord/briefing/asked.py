"""From what was asked for on the command line to a request, or to everything wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from onrecord.desk.desk import Desk
from onrecord.records import PartialDate
from onrecord.views.briefing.added import Added
from onrecord.views.briefing.period import Period
from onrecord.views.briefing.request import BriefingRequest, request_of, written_for

from .days import Day


@dataclass(frozen=True, slots=True)
class Since:
    """An older state of the desk.

    Attributes:
        revision: as it was asked for.
        day: when it was committed.
        added: tells what was not there then.
    """

    revision: str
    day: date
    added: Added


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for."""

    since: Day | None = None
    until: Day | None = None
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    briefing: str | None = None


class AskedWrongly(Exception):
    """There can be no such briefing.

    Attributes:
        messages: everything that is wrong with it.
    """

    def __init__(self, messages: Collection[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = tuple(messages)


def requested(desk: Desk, asked: Asked, since: Since | None = None) -> BriefingRequest:
    """The request.

    Args:
        desk: all records, linked.
        asked: the days and the scope, or the id of a record that has both.
        since: an older state that additions are counted from.

    Raises:
        AskedWrongly: an id is unknown, or the days make no range.
    """
    faults = [*_unknown(desk, asked), *_ambiguous(asked)]
    if faults:
        raise AskedWrongly(faults)
    if asked.briefing:
        request = request_of(asked.briefing, desk.briefings[asked.briefing])
    else:
        period = _period(desk, asked, since)
        request = BriefingRequest(
            period, tuple(dict.fromkeys(asked.actors)), tuple(dict.fromkeys(asked.topics))
        )
        request = replace(request, id=written_for(desk, request))
    if since is None:
        return request
    return replace(request, revision=since.revision, added=since.added)


def _period(desk: Desk, asked: Asked, older: Since | None) -> Period:
    since = asked.since or (older.day if older else None)
    if since is None:
        raise AskedWrongly(
            ["from which day on? Give --since 2031-05-01, --since 7d, --since-commit or --briefing"]
        )
    through = desk.coverage.through.last if desk.coverage else None
    if through is None and not isinstance(asked.until, date):
        raise AskedWrongly(["until which day? Nothing at this desk is dated: give --until"])
    # Never the day on which it is made: without an end, it ends where the desk does.
    last = through or date.min
    until = _resolved(asked.until, last) if asked.until else last
    first = _resolved(since, until)
    if asked.until is None:
        until = max(until, first)
    if until < first:
        raise AskedWrongly(
            [f"the range ends ({until}) before it begins ({first}): exchange --since and --until"]
        )
    return Period(_day(first), _day(until))


def _resolved(asked: Day, last: date) -> date:
    """The day that was asked for; a time before a day counts from ``last``."""
    if isinstance(asked, date):
        return asked
    try:
        return asked.of(last)
    except ValueError as error:
        raise AskedWrongly([str(error)]) from None


def _ambiguous(asked: Asked) -> Iterator[str]:
    given = {
        "--since": asked.since,
        "--until": asked.until,
        "--actor": asked.actors,
        "--topic": asked.topics,
    }
    beside = [name for name, value in given.items() if value]
    if asked.briefing and beside:
        names = ", ".join(beside)
        yield f"--briefing brings its own days and scope: leave out {names}"


def _unknown(desk: Desk, asked: Asked) -> Iterator[str]:
    briefings = (asked.briefing,) if asked.briefing else ()
    kinds: tuple[tuple[str, tuple[str, ...], Collection[str]], ...] = (
        ("actor", asked.actors, desk.actors),
        ("topic", asked.topics, desk.topics),
        ("briefing", briefings, desk.briefings),
    )
    for kind, ids, known in kinds:
        for one in dict.fromkeys(ids):
            if one not in known:
                near = get_close_matches(one, known, n=3)
                hint = f": did you mean {' or '.join(near)}?" if near else ""
                yield f"there is no {kind} '{one}'{hint}"


def _day(day: date) -> PartialDate:
    return PartialDate.parse(day.isoformat())
