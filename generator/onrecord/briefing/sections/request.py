"""What a briefing is asked for.

The days that a briefing is about, and what lies in them.

What a briefing is limited to: some actors, some topics, or nothing at all.

What the desk added in a period, as against what was said in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeAlias

from onrecord.desk.acts import Act
from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import Briefing, PartialDate
from onrecord.views.names import briefing_uri

# What makes a row the same row in an older state of the desk, wherever it stood there.
_Key: TypeAlias = tuple[object, ...]


class Added(Protocol):
    """Tells what was added."""

    @property
    def by_date(self) -> bool:
        """Whether it goes by dates, which a source may lack."""

    def __call__(self, act: Act) -> bool:
        """Whether ``act`` was added in the period."""


@dataclass(frozen=True, slots=True)
class AddedByDate:
    """Goes by the day on which the desk recorded the source (``added``)."""

    desk: Desk
    period: BriefingPeriod

    @property
    def by_date(self) -> bool:
        """It does."""
        return True

    def __call__(self, act: Act) -> bool:
        """Whether the source of ``act`` was recorded in the period; False where it does not say."""
        article = self.desk.articles.get(act.article_id) if act.article_id else None
        return bool(article and article.added and self.period.holds(article.added))


@dataclass(frozen=True, slots=True)
class AddedSince:
    """Goes by an older state of the desk."""

    then: frozenset[_Key]

    @classmethod
    def of(cls, then: Desk) -> AddedSince:
        """What is not in ``then`` was added."""
        return cls(frozenset(map(_key, then.acts)))

    @property
    def by_date(self) -> bool:
        """It does not."""
        return False

    def __call__(self, act: Act) -> bool:
        """Whether there was no such act then."""
        return _key(act) not in self.then


def _key(act: Act) -> _Key:
    quote = act.quote.reference if act.quote else None
    to = act.to if act.kind == "answer" else ()
    who = (act.by, () if act.kind == "statement" else act.told_by)
    return (act.kind, act.subject, to, who, act.article_id, act.word, quote, act.date.text)


@dataclass(frozen=True, slots=True)
class BriefingPeriod:
    """From a day to a day, both included.

    Attributes:
        since, until: whole days.
    """

    since: PartialDate
    until: PartialDate

    @property
    def last(self) -> date:
        """Its last day."""
        assert self.until.last  # noqa: S101 - it is a whole day
        return self.until.last

    @property
    def eve(self) -> PartialDate:
        """The day before it."""
        assert self.since.first  # noqa: S101 - it is a whole day
        return PartialDate.parse((self.since.first - timedelta(days=1)).isoformat())

    def holds(self, when: PartialDate) -> bool:
        """Whether any day that ``when`` may mean lies within; an unknown date never does."""
        return when.known and not when.before(self.since) and not self.until.before(when)

    def follows(self, when: PartialDate) -> bool:
        """Whether the whole of ``when`` lies before it: "said earlier"."""
        return when.before(self.since)


@dataclass(frozen=True, slots=True)
class BriefingRequest:
    """What a briefing is about.

    Attributes:
        actors, topics: ids; empty where it is about everyone and everything.
        id: of the record that a person wrote for it; ``None`` where there is none.
        revision: the revision that "added since" is counted from, as asked for.
        added: tells what the desk added in the period; ``None`` goes by the dates at which it
            recorded its sources.
    """

    period: BriefingPeriod
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    id: str | None = None
    revision: str | None = None
    added: Added | None = None

    @property
    def uri(self) -> str | None:
        """Site path of the page of its record."""
        return briefing_uri(self.id) if self.id else None


def request_of(briefing_id: str, briefing: Briefing) -> BriefingRequest:
    """The briefing that a record is written for."""
    period = BriefingPeriod(briefing.since, briefing.until)
    return BriefingRequest(period, briefing.actors, briefing.topics, briefing_id)


def written_for(desk: Desk, request: BriefingRequest) -> str | None:
    """The id of the record that is about the same days, actors and topics; the first by id."""
    scope = (set(request.actors), set(request.topics))
    for briefing_id in sorted(desk.briefings):
        one = desk.briefings[briefing_id]
        same_days = BriefingPeriod(one.since, one.until) == request.period
        if same_days and (set(one.actors), set(one.topics)) == scope:
            return briefing_id
    return None


@dataclass(frozen=True, slots=True)
class Scope:
    """The actors and the topics, by id; an empty set limits nothing.

    An actor's matters are those it takes part in itself or through one who speaks for it then.
    """

    desk: Desk
    actors: frozenset[str]
    topics: frozenset[str]

    def demand(self, entry: DemandEntry) -> bool:
        """Whether a demand is of these topics, and by, to or acted on by these actors."""
        if self.topics and entry.record.topic not in self.topics:
            return False
        if not self.actors or self.actors & {*entry.record.by, *entry.addressees}:
            return True
        return any(map(self._concerns, entry.acts))

    def towards(self, entry: DemandEntry, addressee: str) -> bool:
        """Whether the row of one addressee of such a demand belongs to it."""
        if not self.actors or self.actors & {*entry.record.by, addressee}:
            return True
        return any(map(self._concerns, (*entry.statements, *entry.positions[addressee].answers)))

    def answer(self, entry: DemandEntry, answer: Act) -> bool:
        """Whether an answer to such a demand belongs to it."""
        return not self.actors or bool(self.actors & {*entry.record.by}) or self._concerns(answer)

    def claim(self, claim: ClaimStanding) -> bool:
        """Whether a claim is about these topics, and by, against or acted on by these actors."""
        record = claim.record
        if self.topics and not self.topics & {*record.about}:
            return False
        if not self.actors or self.actors & {*record.by, *record.against}:
            return True
        return any(self._any(act.by, act.date) for act in claim.acts)

    def quote(self, quote: QuoteEntry) -> bool:
        """Whether a quote is about these topics, and said by, for or to these actors."""
        record = quote.record
        if self.topics and not self.topics & {*record.about}:
            return False
        if not self.actors:
            return True
        return self._any(quote.speakers, quote.date) or bool(self.actors & {*record.to})

    def _concerns(self, act: Act) -> bool:
        """Whether an act on a demand is by, for, to or told by these actors."""
        if act.kind == "statement":
            return self._any((*act.by, *act.to), act.date)
        own = (*act.by, *act.speakers, *act.told_by)
        return act.addressee in self.actors or self._any(own, act.date)

    def _any(self, ids: Iterable[str], on: PartialDate) -> bool:
        roles = self.desk.roles
        return any(roles.is_or_speaks_for(id_, actor, on) for id_ in ids for actor in self.actors)
