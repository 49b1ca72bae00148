"""What a briefing is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.desk import Desk
from onrecord.records import Briefing
from onrecord.views.links import briefing_uri

from .added import Added
from .period import Period


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

    period: Period
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
    period = Period(briefing.since, briefing.until)
    return BriefingRequest(period, briefing.actors, briefing.topics, briefing_id)


def written_for(desk: Desk, request: BriefingRequest) -> str | None:
    """The id of the record that is about the same days, actors and topics; the first by id."""
    scope = (set(request.actors), set(request.topics))
    for briefing_id in sorted(desk.briefings):
        one = desk.briefings[briefing_id]
        same_days = Period(one.since, one.until) == request.period
        if same_days and (set(one.actors), set(one.topics)) == scope:
            return briefing_id
    return None
