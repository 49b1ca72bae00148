"""The head of a briefing: which days, about whom and what, and how much there is.

The title of a briefing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from onrecord.desk.acts import Act, ActKind
from onrecord.desk.settings import Coverage
from onrecord.desk.totals import count_utterances
from onrecord.views.context import Context
from onrecord.views.lines import Catalogue
from onrecord.views.names import Link, topic_link

from .material import Material
from .request import BriefingRequest, Period


@dataclass(frozen=True, slots=True)
class BriefingCounts:
    """What this desk chose of the period and the scope.

    Attributes:
        sources: articles that the briefing rests on.
        quotes, utterances: said in the period; two versions of the same words are one utterance.
        statements: of demands, in the period.
        answers: to demands, in the period, in words of one's own or of those who speak for one;
            searches that found none are not answers.
        told: answers of which somebody else tells; never counted among the answers.
        claim_acts: claims asserted, denied and so on in the period.
    """

    sources: int
    quotes: int
    utterances: int
    statements: int
    answers: int
    told: int
    claim_acts: int


@dataclass(frozen=True, slots=True)
class BriefingHead:
    """What every format says first.

    Attributes:
        id: of the record in ``briefings/``; ``None`` for one made on the command line only.
        uri: site path of its page; ``None`` where it has none.
        period: the days it is about.
        coverage: the days that the desk covers; ``None`` where nothing is dated.
        actors, topics: what it is limited to; empty where it is about everything.
        revision: the revision that "added since" is counted from, as it was asked for; ``None``
            where it goes by the date at which the desk recorded a source.
        counts: what this desk chose.
        outside: whether none of its days are covered.
        beyond: whether it ends after the last day that is covered.
    """

    id: str | None
    uri: str | None
    period: Period
    coverage: Coverage | None
    actors: tuple[Link, ...]
    topics: tuple[Link, ...]
    revision: str | None
    counts: BriefingCounts
    outside: bool
    beyond: bool


def head(context: Context, material: Material) -> BriefingHead:
    """The head of a briefing."""
    request, coverage = material.request, context.desk.coverage
    period = request.period
    apart = coverage is not None and (
        coverage.through.before(period.since) or period.until.before(coverage.first)
    )
    said = {kind: [act for act in material.said if act.kind == kind] for kind in get_args(ActKind)}
    return BriefingHead(
        id=request.id,
        uri=request.uri,
        period=period,
        coverage=coverage,
        actors=context.people.links(request.actors),
        topics=tuple(topic_link(context.desk, topic) for topic in request.topics),
        revision=request.revision,
        counts=BriefingCounts(
            sources=len(material.articles),
            quotes=len(material.quotes),
            utterances=count_utterances(material.quotes),
            statements=len({(act.article_id, act.row) for act in said["statement"]}),
            answers=len({_row(act) for act in said["answer"] if not act.told_by}),
            told=len({_row(act) for act in said["answer"] if act.told_by}),
            claim_acts=len(said["claim"]),
        ),
        outside=coverage is None or apart,
        beyond=coverage is not None and coverage.through.before(period.until),
    )


def _row(answer: Act) -> tuple[str, int, tuple[str, ...]]:
    """One row of one answerer is one answer, to however many demands and addressees."""
    return (answer.article_id or answer.subject, answer.row, answer.by)


def briefing_title(head: BriefingHead, say: Catalogue) -> str:
    """Its days and its scope in the words of the site: "Briefing, 1 to 4 May 2031: Dock Union"."""
    return _title(head.period, (*head.actors, *head.topics), say)


def title_of(context: Context, request: BriefingRequest, say: Catalogue) -> str:
    """The same, before there is a view."""
    topics = tuple(topic_link(context.desk, topic) for topic in request.topics)
    return _title(request.period, (*context.people.links(request.actors), *topics), say)


def _title(period: Period, about: Sequence[Link], say: Catalogue) -> str:
    since, until = say.date(period.since), say.date(period.until)
    if period.since == period.until:
        days = say("briefing.day", date=since)
    else:
        days = say("briefing.days", since=since, until=until)
    if not about:
        return say("briefing.title", days=days)
    return say("briefing.title_about", days=days, names=say.names(about))
