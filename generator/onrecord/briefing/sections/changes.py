"""What changed: said in the period, added in the period but said earlier, and from what to what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.desk.acts import NONE_FOUND, Act, ActKind
from onrecord.desk.demands import DemandEntry
from onrecord.desk.positions import NOT_ASSESSED, Position, position
from onrecord.records import PartialDate
from onrecord.views.act_lines import draft_label, state_line
from onrecord.views.acts import ActView, act_views, acts_of
from onrecord.views.context import Context
from onrecord.views.lines import Catalogue, Line, Span, dated, dotted, names_within, phrase, titles
from onrecord.views.names import Link, demand_link

from .material import Material, ShortenedList, shortened

# What a page or two has room for.
SAID = 4
BESIDES = 3
CHANGED = 6


@dataclass(frozen=True, slots=True)
class ActLists:
    """Answers to demands, statements of them and acts on claims, each the latest first."""

    answers: ShortenedList[ActView]
    statements: ShortenedList[ActView]
    claims: ShortenedList[ActView]

    @property
    def lists(self) -> tuple[tuple[str, ShortenedList[ActView]], ...]:
        """The lists in the order in which a briefing has them, each under its name."""
        return (
            ("answers", self.answers),
            ("statements", self.statements),
            ("claims", self.claims),
        )

    def __bool__(self) -> bool:
        return any(acts for _, acts in self.lists)


@dataclass(frozen=True, slots=True)
class StateThen:
    """Where a demand stood with one addressee on a day.

    Attributes:
        state: a response, ``conflicting``, ``mixed``, ``none_found`` or ``not_assessed``.
        told: it rests on what somebody else tells: "according to …" stands beside it.
        on: the day; the state is that of the answers dated up to it.
        date: of the latest deciding answer; ``None`` where none decides.
        deciding: the answers that make it.
    """

    state: str
    told: bool
    on: PartialDate
    date: PartialDate | None
    deciding: tuple[ActView, ...]

    def line(self, say: Catalogue) -> Line:
        """The state, by whose account where it is told, and since when."""
        made = state_line(self.state, self.tellers if self.told else (), say=say)
        if self.date and self.date.known:
            on = phrase(say, "briefing.changes.on", date=dated(say, self.date))
            made = (*made, Span(" "), *on)
        draft = draft_label(say) if any(act.draft for act in self.deciding) else ()
        return dotted(say, made, draft)

    @property
    def tellers(self) -> tuple[Link, ...]:
        """Those by whose account the deciding answers are known, each once."""
        return tuple(dict.fromkeys(teller for act in self.deciding for teller in act.told_by))


@dataclass(frozen=True, slots=True)
class PositionChange:
    """That a demand stands otherwise with one addressee than on the day before the period.

    Attributes:
        before: ``None`` where no answer is dated earlier and no search noted: nobody can say now
            that it was not assessed then.
    """

    demand: Link
    addressee: Link
    before: StateThen | None
    after: StateThen

    def line(self, say: Catalogue) -> Line:
        """From what to what."""
        none = phrase(say, "briefing.changes.no_earlier")
        what = phrase(
            say,
            "briefing.changes.change",
            demand=titles(say, [self.demand]),
            addressee=names_within(say, [self.addressee]),
        )
        before = self.before.line(say) if self.before else none
        after = self.after.line(say)
        arrow = phrase(say, "briefing.changes.arrow", before=before, after=after)
        return (*what, Span(" "), *arrow)


@dataclass(frozen=True, slots=True)
class BriefingChanges:
    """What changed.

    Attributes:
        said: said in the period.
        earlier: added by the desk in the period, said before it.
        undated: added by the desk in the period, said at an unknown date.
        positions: from what to what.
        sources_without_added: sources that do not say when the desk recorded them, so that nothing
            of them can be called added; 0 where a revision tells instead.
    """

    said: ActLists
    earlier: ActLists
    undated: ActLists
    positions: ShortenedList[PositionChange]
    sources_without_added: int

    def __bool__(self) -> bool:
        return bool(self.said or self.earlier or self.undated or self.positions)


def changes(context: Context, material: Material) -> BriefingChanges:
    """What changed in the period."""
    articles = context.desk.articles
    without = sum(not article.added for article in articles.values()) if material.by_date else 0
    found = list(_changed(material))
    return BriefingChanges(
        said=_acts(context, material.said, SAID),
        earlier=_acts(context, material.earlier, BESIDES),
        undated=_acts(context, material.undated, BESIDES),
        positions=shortened(
            found, CHANGED, "demands/", lambda changed: _change(context, material, *changed)
        ),
        sources_without_added=without,
    )


def known_by(entry: DemandEntry, addressee: str, day: date, *, undated: bool) -> Position:
    """Where a demand stood on ``day``, as far as answers are dated.

    A search that found none through a later day found none through an earlier one either.

    Args:
        entry: the demand.
        addressee: whose answers count.
        day: the last day that is looked at.
        undated: whether answers of unknown date take part.
    """
    now = entry.positions[addressee]
    known = [
        answer
        for answer in now.answers
        if (answer.date.last <= day if answer.date.last else undated)
    ]
    searches = [now.none_found] if now.none_found else []
    return position(entry.id, addressee, [*known, *searches])


def _acts(context: Context, acts: Iterable[Act], limit: int) -> ActLists:
    every = tuple(acts)

    def shown(kind: ActKind, uri: str) -> ShortenedList[ActView]:
        # Somebody may say the same twice on one day; in a line it would only look like a mistake.
        views = acts_of(context, every, kind)
        return shortened(views, limit, uri, lambda view: view, lambda view: view.alike)

    return ActLists(
        answers=shown("answer", "timeline/"),
        statements=shown("statement", "timeline/"),
        claims=shown("claim", "claims/"),
    )


_Change = tuple[DemandEntry, str, Position | None, Position]


def _changed(material: Material) -> Iterator[_Change]:
    period = material.period
    eve = period.eve.last or date.min
    for entry in material.demands:
        new = entry.first_date.known and not entry.first_date.before(period.since)
        for addressee in entry.addressees:
            if not material.scope.towards(entry, addressee):
                continue
            before = None if new else known_by(entry, addressee, eve, undated=False)
            if before and before.state == NOT_ASSESSED:
                before = None
            after = known_by(entry, addressee, period.last, undated=False)
            if _differ(before, after):
                yield entry, addressee, before, after


def _differ(before: Position | None, after: Position) -> bool:
    if before is None:
        return after.state not in {NONE_FOUND, NOT_ASSESSED}
    return (before.state, before.told) != (after.state, after.told)


def _change(
    context: Context,
    material: Material,
    entry: DemandEntry,
    addressee: str,
    before: Position | None,
    after: Position,
) -> PositionChange:
    period = material.period
    return PositionChange(
        demand=demand_link(context.desk, entry.id),
        addressee=context.people.link(addressee),
        before=_then(context, before, period.eve) if before else None,
        after=_then(context, after, period.until),
    )


def _then(context: Context, then: Position, on: PartialDate) -> StateThen:
    deciding = act_views(context, then.deciding)
    return StateThen(then.state, then.told, on, then.date, deciding)
