"""The title of a briefing."""

from __future__ import annotations

from onrecord.views.saying import Say

from .head import BriefingHead


def briefing_title(head: BriefingHead, say: Say) -> str:
    """Its days and its scope in the words of the site: "Briefing, 1 to 4 May 2031: Dock Union"."""
    since, until = say.date(head.period.since), say.date(head.period.until)
    days = (
        say("briefing.day", date=since)
        if head.period.since == head.period.until
        else say("briefing.days", since=since, until=until)
    )
    about = (*head.actors, *head.topics)
    if not about:
        return say("briefing.title", days=days)
    return say("briefing.title_about", days=days, names=say.names(about))
