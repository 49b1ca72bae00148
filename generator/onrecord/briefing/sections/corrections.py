"""Corrections since the last briefing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import Briefing, PartialDate
from onrecord.views.context import Context
from onrecord.views.names import briefing_uri
from onrecord.views.quote_card import CorrectionView, QuoteCard, corrections_of

from .material import Material, ShortenedList, shortened
from .request import BriefingPeriod, BriefingRequest

CORRECTIONS = 8


@dataclass(frozen=True, slots=True)
class BriefingCorrection:
    """One correction and the quote it concerns.

    Attributes:
        card: the quote; of a withheld one the words are nowhere.
        shown: whether something in this briefing rests on that quote.
    """

    correction: CorrectionView
    card: QuoteCard
    shown: bool


@dataclass(frozen=True, slots=True)
class BriefingCorrections:
    """The corrections, the latest first.

    Attributes:
        since: the first day that is looked at: the day after the last briefing ends, else the
            first of the period.
        previous: site path of the last briefing; ``None`` where there is none.
        previous_period: its days.
        rows: those dated from ``since`` to the end of the period, and later ones of quotes that
            this briefing rests on.
    """

    since: PartialDate
    previous: str | None
    previous_period: BriefingPeriod | None
    rows: ShortenedList[BriefingCorrection]


def corrections(context: Context, material: Material) -> BriefingCorrections:
    """The corrections since the last briefing, and later ones of what this one rests on."""
    last = _last(context.desk, material.request)
    since = _day_after(last[1].until) if last else material.period.since
    rests_on = {one.reference for one in _rests_on(material)}
    rows = [
        BriefingCorrection(one, context.cards.card(quote), quote.reference in rests_on)
        for quote in context.desk.quotes.values()
        if quote.article.corrections and material.scope.quote(quote)
        for one in corrections_of(quote)
        if not one.date.before(since)
        and (quote.reference in rests_on or not material.period.until.before(one.date))
    ]
    rows.sort(key=lambda row: (row.correction.date.sort_key, row.card.reference), reverse=True)
    return BriefingCorrections(
        since=since,
        previous=briefing_uri(last[0]) if last else None,
        previous_period=BriefingPeriod(last[1].since, last[1].until) if last else None,
        rows=shortened(rows, CORRECTIONS, "articles/", lambda row: row),
    )


def _last(desk: Desk, request: BriefingRequest) -> tuple[str, Briefing] | None:
    """The briefing on the same scope that ends last before this one does."""
    scope = (set(request.actors), set(request.topics))
    before = [
        (briefing_id, one)
        for briefing_id, one in sorted(desk.briefings.items())
        if one.until.before(request.period.until) and (set(one.actors), set(one.topics)) == scope
    ]
    return max(before, key=lambda pair: pair[1].until.sort_key, default=None)


def _day_after(day: PartialDate) -> PartialDate:
    assert day.last  # noqa: S101 - a briefing ends on a whole day
    return PartialDate.parse((day.last + timedelta(days=1)).isoformat())


def _rests_on(material: Material) -> Iterator[QuoteEntry]:
    yield from material.quotes
    yield from (act.quote for act in material.acts if act.quote)
