"""What changed: said in the period, added in it but said earlier, positions, and corrections."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from onrecord.desk import NONE_FOUND, NOT_ASSESSED, Act, ActKind, DemandEntry, Desk, Position
from onrecord.desk.positions import position
from onrecord.records import Briefing, PartialDate, briefing_uri, fixed
from onrecord.views.act_lines import draft_label, state_line
from onrecord.views.acts import ActView, acts_of
from onrecord.views.answers import PositionView, position_view
from onrecord.views.attribution import whole_correction
from onrecord.views.context import Context
from onrecord.views.lines import Catalogue, Line, Span, joined
from onrecord.views.links import Link, demand_link
from onrecord.views.quote_card import CorrectionView, QuoteCard, corrections_of

from .material import BriefingPeriod, BriefingRequest, Material, ShortenedList, shortened

# What a page or two has room for.
SAID = 4
BESIDES = 3
CHANGED = 6
CORRECTIONS = 8
_Change = tuple[DemandEntry, str, Position | None, list[Position]]


@fixed
class ActLists:
    """Answers to demands, statements of them and acts on claims, each the latest first."""

    answers: ShortenedList[ActView]  #: answers to demands
    statements: ShortenedList[ActView]
    claims: ShortenedList[ActView]

    @property
    def lists(self) -> tuple[tuple[str, ShortenedList[ActView]], ...]:
        """The lists by name, in the order of a briefing."""
        return tuple((name, getattr(self, name)) for name in ("answers", "statements", "claims"))

    def __bool__(self) -> bool:
        return any(acts for _, acts in self.lists)


@fixed
class PositionChange:
    """A position of one addressee that differs from the one on the day before the period."""

    demand: Link
    addressee: Link
    before: PositionView | None  #: `None` if no answer or search before the period is recorded
    between: tuple[PositionView, ...]  #: what it was in the period before its last change
    after: PositionView  #: the status at the end of the period
    #: whether an answer that does not count or has no day may be from before the period
    earlier: bool = False

    def line(self, say: Catalogue) -> Line:
        """The value before and the value after."""
        demand, addressee = say.titles([self.demand]), say.linked_within([self.addressee])
        what = say.phrase("briefing.changes.change", demand=demand, addressee=addressee)
        counting = "_counting" if self.earlier else ""
        none = say.phrase(f"briefing.changes.no_earlier{counting}")
        states = _state(self.before, say) if self.before else none
        for then in (*self.between, self.after):
            after = _state(then, say)
            states = say.phrase("briefing.changes.arrow", before=states, after=after)
        return (*what, Span(" "), *states)


def _state(position: PositionView, say: Catalogue) -> Line:
    """The state, who reports it if others do, and since when."""
    made = state_line(position.state, position.tellers, say=say)
    also = {"unnamed": position.rank == "unnamed", "conditional": position.conditional}
    for key in (key for key, applies in also.items() if applies):
        made = (*made, Span(" "), *say.phrase(f"answer.{key}"))
    if position.date and position.date.known:
        made = (*made, Span(say("list.comma")), *say.dated(position.date))
    draft = draft_label(say) if any(act.draft for act in position.deciding) else ()
    return say.dotted(made, draft)


@fixed
class BriefingChanges:
    """The changes of the period."""

    said: ActLists  #: said in the period
    earlier: ActLists  #: added in the period, said earlier
    undated: ActLists  #: added in the period, said at an unknown date
    positions: ShortenedList[PositionChange]  #: from what to what
    sources_without_added: int  #: how many do not say when they were added; 0 for a revision

    @property
    def noted(self) -> bool:
        """Whether a line of it says that there is a note."""
        acts = (self.said, self.earlier, self.undated)
        rows = (act for lists in acts for _, some in lists.lists for act in some.items)
        return any(act.note for act in rows)

    def __bool__(self) -> bool:
        return bool(self.said or self.earlier or self.undated or self.positions)


def changes(context: Context, material: Material) -> BriefingChanges:
    """The changes of the period."""
    by_date, articles = material.request.older is None, context.desk.articles.values()
    since = material.period.since.first or date.min
    changed = [_change(context, since, *change) for change in _changed(material)]
    return BriefingChanges(
        said=_acts(context, material.said, SAID),
        earlier=_acts(context, material.earlier, BESIDES),
        undated=_acts(context, material.undated, BESIDES),
        positions=shortened(changed, CHANGED, ("demands/", "changes"), lambda change: change),
        sources_without_added=sum(not article.added for article in articles) if by_date else 0,
    )


def known_by(entry: DemandEntry, addressee: str, day: date, *, undated: bool) -> Position:
    """The position on ``entry`` on ``day``, by the dated answers (``undated``: and the others)."""
    # A search that found none through a later day found none through an earlier one either.
    now = entry.positions[addressee]
    dated = ((answer, _given_by(answer)) for answer in now.answers)
    known = [answer for answer, last in dated if (last <= day if last else undated)]
    searches = [now.none_found] if now.none_found else []
    return position(entry.id, addressee, [*known, *searches])


def _given_by(answer: Act) -> date | None:
    """The day by which an answer was given: at the latest when its source was published."""
    last = answer.date.last
    published = answer.quote.article.source.published.last if answer.quote else None
    return min(last, published) if last and published else last


def _acts(context: Context, acts: Iterable[Act], limit: int) -> ActLists:
    every = tuple(acts)

    def shown(kind: ActKind, uri: str) -> ShortenedList[ActView]:
        # Somebody may say the same twice on one day; in a line it would only look like a mistake.
        views = acts_of(context, every, kind)
        return shortened(views, limit, (uri, kind), lambda view: view, lambda view: view.alike)

    answers, statements = shown("answer", "timeline/"), shown("statement", "timeline/")
    return ActLists(answers, statements, shown("claim", "claims/"))


def _changed(material: Material) -> Iterator[_Change]:
    period = material.period
    eve = period.eve.last or date.min
    for entry in material.demands:
        new = entry.first_date.known and not entry.first_date.before(period.since)
        for addressee in filter(partial(material.scope.towards, entry), entry.addressees):
            before = None if new else known_by(entry, addressee, eve, undated=False)
            if before and before.state == NOT_ASSESSED:
                before = None
            steps: list[Position] = []
            for day in _days_of_answers(entry, addressee, eve, period.last):
                then, last = known_by(entry, addressee, day, undated=False), [before, *steps][-1]
                if last:
                    differs = (last.state, last.told) != (then.state, then.told)
                else:
                    differs = then.state not in {NONE_FOUND, NOT_ASSESSED}
                steps += [then] if differs else []
            if steps:
                yield entry, addressee, before, steps


def _days_of_answers(entry: DemandEntry, addressee: str, eve: date, last: date) -> list[date]:
    """The days from ``eve`` to ``last`` by which answers were given, and ``last`` itself."""
    given = map(_given_by, entry.positions[addressee].answers)
    return sorted({last, *(day for day in given if day and eve < day <= last)})


def _change(
    context: Context,
    since: date,
    entry: DemandEntry,
    addressee: str,
    before: Position | None,
    steps: list[Position],
) -> PositionChange:
    new = {id(answer) for position in steps for answer in position.deciding}
    others = (it for it in entry.positions[addressee].answers if id(it) not in new)
    *between, after = (position_view(context, position) for position in steps)
    return PositionChange(
        demand_link(context.desk, entry.id),
        context.people.link(addressee),
        position_view(context, before) if before else None,
        tuple(between),
        after,
        earlier=any((answer.date.first or date.min) < since for answer in others),
    )


@fixed
class BriefingCorrection:
    """One correction and the quote it concerns."""

    correction: CorrectionView
    card: QuoteCard  #: the quote; a withheld one without its words
    shown: bool  #: whether this briefing is based on that quote

    def line(self, say: Catalogue) -> Line:
        """Which quote was corrected, with the value before and after."""
        card = self.card
        speaker = say.names(card.speakers) or card.publisher
        of = say("briefing.corrections.of", quote=speaker, when=say.date(card.when))
        marks = (
            draft_label(say) if card.draft else (),
            say.phrase("briefing.corrections.shown") if self.shown else (),
        )
        named = joined(Span(" "), ((Span(of, "title", uri=card.uri),), *marks))
        return (*named, Span(say("answer.colon")), *whole_correction(self.correction, say))


@fixed
class BriefingCorrections:
    """The corrections, the latest first."""

    since: PartialDate  #: the first day: that after the previous briefing, else that of the period
    previous: str | None  #: site path of the previous briefing, if there is one
    previous_period: BriefingPeriod | None  #: its days
    rows: ShortenedList[BriefingCorrection]  #: since then; and later ones of what this one rests on

    def line(self, say: Catalogue) -> Line:
        """Since when they are listed."""
        last = self.previous_period
        if not last:
            return say.phrase("briefing.corrections.since", since=say.date(self.since))
        days = say.days(last.since, last.until)
        text = say("briefing.corrections.since_last", days=days)
        return (Span(text, "title", uri=self.previous),)


def latest_corrections(context: Context, material: Material) -> BriefingCorrections:
    """The corrections since the last briefing, and later ones of what this one rests on."""
    last = _last(context.desk, material.request)
    day_before = last[1].until if last else material.period.eve
    assert day_before.last  # noqa: S101 - it is a whole day
    since = PartialDate.of(day_before.last + timedelta(days=1))
    rests_on = {quote.reference for quote in material.quotes}
    rests_on |= {act.quote.reference for act in material.acts if act.quote}
    rows = [
        BriefingCorrection(correction, context.cards.card(quote), quote.reference in rests_on)
        for quote in context.desk.quotes.values()
        if quote.article.corrections and material.scope.quote(quote)
        for correction in corrections_of(context.desk, quote)
        if not correction.date.before(since)
        and (quote.reference in rests_on or not material.period.until.before(correction.date))
    ]
    rows.sort(key=lambda row: (row.correction.date.sort_key, row.card.reference), reverse=True)
    return BriefingCorrections(
        since=since,
        previous=briefing_uri(last[0]) if last else None,
        previous_period=BriefingPeriod(last[1].since, last[1].until) if last else None,
        rows=shortened(rows, CORRECTIONS, ("articles/", "corrections"), lambda row: row),
    )


def _last(desk: Desk, request: BriefingRequest) -> tuple[str, Briefing] | None:
    """The last briefing with the same scope that ends before this one."""
    same = (pair for pair in sorted(desk.briefings.items()) if request.has_scope_of(pair[1]))
    before = (pair for pair in same if pair[1].until.before(request.period.until))
    return max(before, key=lambda pair: pair[1].until.sort_key, default=None)
