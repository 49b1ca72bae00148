"""The title of a briefing."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.views.links import Link
from onrecord.views.maker import Maker
from onrecord.views.references import topic_link
from onrecord.views.saying import Say

from .head import BriefingHead
from .period import Period
from .request import BriefingRequest


def briefing_title(head: BriefingHead, say: Say) -> str:
    """Its days and its scope in the words of the site: "Briefing, 1 to 4 May 2031: Dock Union"."""
    return _title(head.period, (*head.actors, *head.topics), say)


def title_of(maker: Maker, request: BriefingRequest, say: Say) -> str:
    """The same, before there is a view."""
    topics = tuple(topic_link(maker.desk, one) for one in request.topics)
    return _title(request.period, (*maker.people.links(request.actors), *topics), say)


def _title(period: Period, about: Sequence[Link], say: Say) -> str:
    since, until = say.date(period.since), say.date(period.until)
    if period.since == period.until:
        days = say("briefing.day", date=since)
    else:
        days = say("briefing.days", since=since, until=until)
    if not about:
        return say("briefing.title", days=days)
    return say("briefing.title_about", days=days, names=say.names(about))
