"""The state at the end of the period: positions, deadlines, contested claims, what is not known."""

from collections.abc import Iterator
from functools import partial

from onrecord.desk import (
    NONE_FOUND,
    NOT_ASSESSED,
    NOT_CHECKED,
    Act,
    ClaimStanding,
    DemandEntry,
    Position,
)
from onrecord.desk.claims import claim_up_to
from onrecord.records import PartialDate, fixed
from onrecord.views.acts import ActView, act_views, without_repetition
from onrecord.views.answers import PositionView, position_view
from onrecord.views.claim import ClaimSummary, claim_summary
from onrecord.views.context import Context, newest_first
from onrecord.views.lines import Catalogue, Line, Span
from onrecord.views.links import Link, demand_link

from .changed_in_period import known_by
from .material import Material, ShortenedList, shortened

ROWS = 8
_Row = tuple[DemandEntry, Position]
# Whether it is passed, the deadline and its demand.
_Deadline = tuple[bool, PartialDate, DemandEntry]


@fixed
class PositionRow:
    """One demand towards one addressee, on the last day of the period."""

    demand: Link
    by: tuple[Link, ...]  #: who makes the demand
    addressee: Link
    position: PositionView  #: its state, what decides it, and later accounts of others
    deadline: PartialDate | None  #: of the demand, where it has one
    withdrawn: PartialDate | None  #: when it was withdrawn, if it was by then
    withdrawn_by: tuple[Link, ...]  #: by whom, if not by all whose demand it is
    successors: tuple[Link, ...]  #: the demands that had replaced it by then

    @property
    def noted(self) -> bool:
        """Whether a line of it says that there is a note."""
        return self.position.noted or any(act.note for act in self.position.later_account_lines)

    def facts(self, say: Catalogue) -> tuple[Line, ...]:
        """Maker, deadline and outcome of the demand; empty lines for what it does not have."""
        due, gone = (date and say.dated(date) for date in (self.deadline, self.withdrawn))
        by_others = say.titles(self.successors)
        how, who = "by" if self.withdrawn_by else "on", say.linked_within(self.withdrawn_by)
        return (
            say.phrase("briefing.positions.by", names=say.linked_within(self.by)),
            say.phrase("briefing.positions.deadline", date=due) if due else (),
            say.phrase(f"demand.withdrawn_{how}", date=gone, names=who) if gone else (),
            say.phrase("demand.superseded_by", names=by_others) if by_others else (),
        )


def shown_positions(context: Context, material: Material) -> ShortenedList[PositionRow]:
    """The rows that matter: answered, stated or added to in the period, or due and not answered."""
    # Those answered in the period come first, then all in the order of the site.
    answers = (act for act in material.acts if act.kind == "answer")
    answered = {(act.subject, act.addressee) for act in answers}
    order = {demand_id: place for place, demand_id in enumerate(context.indexes.demand_order)}
    topics = {topic_id: place for place, topic_id in enumerate(context.desk.topics)}

    def place(row: _Row) -> tuple[bool, int, int]:
        entry, position = row
        is_earlier = (entry.id, position.addressee) not in answered
        return (is_earlier, topics.get(entry.record.topic, 0), order[entry.id])

    rows = sorted(_matter(material, answered), key=place)
    view = partial(_row, context, material)
    return shortened(rows, ROWS, ("demands/", "positions"), lambda row: view(*row))


def _matter(material: Material, answered: set[tuple[str, str]]) -> Iterator[_Row]:
    stated = {act.subject for act in material.acts if act.kind == "statement"}
    for entry in material.demands:
        deadline = entry.record.deadline
        due = bool(deadline and deadline.known and not deadline.before(material.period.since))
        for addressee in entry.addressees:
            if not material.scope.towards(entry, addressee):
                continue
            position = known_by(entry, addressee, material.period.last, undated=True)
            active = entry.id in stated or (entry.id, addressee) in answered
            if active or (due and not position.answered and _made_by_then(material, entry)):
                yield entry, position


def _made_by_then(material: Material, entry: DemandEntry) -> bool:
    """Whether the demand was, or may have been, made by the end of the period."""
    return not material.period.until.before(entry.first_date)


def _row(
    context: Context, material: Material, entry: DemandEntry, position: Position
) -> PositionRow:
    desk, until = context.desk, material.period.until
    withdrawn = _withdrawn(material, entry)
    made = {id_: desk.demands[id_].first_date for id_ in entry.successors}
    by_then = (id_ for id_, first in made.items() if not until.before(first))
    return PositionRow(
        demand=demand_link(desk, entry.id),
        by=context.people.links(entry.record.by),
        addressee=context.people.link(position.addressee),
        position=position_view(context, position),
        deadline=entry.record.deadline,
        withdrawn=withdrawn,
        withdrawn_by=context.people.links(entry.withdrawn_by if withdrawn else ()),
        successors=tuple(demand_link(desk, id_) for id_ in by_then),
    )


def _withdrawn(material: Material, entry: DemandEntry) -> PartialDate | None:
    """When a demand was withdrawn, if that was not after the period."""
    when = entry.withdrawn.date if entry.withdrawn else None
    return None if when is None or material.period.until.before(when) else when


DEADLINES = 6


@fixed
class DeadlineRow:
    """The deadline of one demand."""

    demand: Link
    by: tuple[Link, ...]
    to: tuple[Link, ...]
    deadline: PartialDate
    passed: bool  #: whether it is before the last day of the period, whether met or not
    condition: str | None  #: the condition of the demand

    def line(self, say: Catalogue) -> Line:
        """Who demands what of whom, by when, and on what condition."""
        key = f"briefing.deadlines.{'passed' if self.passed else 'coming'}"
        due = say.phrase(key, date=say.dated(self.deadline))
        by, to = say.linked_within(self.by), say.linked_within(self.to)
        by_to = say.phrase("briefing.deadlines.by_to", by=by, to=to)
        demand, colon = say.titles([self.demand]), Span(say("answer.colon"))
        line = (*due, colon, *demand, Span(say("list.comma")), *by_to)
        if self.condition:
            line = (*line, Span(f". {say('demand.condition')}"), colon, Span(self.condition))
        return line


def deadlines(context: Context, material: Material) -> ShortenedList[DeadlineRow]:
    """The deadlines of the demands in the scope: those to come first, then the latest passed."""
    dated = [
        (entry.record.deadline.before(material.period.until), entry.record.deadline, entry)
        for entry in material.demands
        if entry.record.deadline
        and _made_by_then(material, entry)
        and not (entry.ended and _withdrawn(material, entry))
    ]

    def order(row: _Deadline) -> tuple[bool, int, str]:
        passed, deadline, entry = row
        last = deadline.sort_key[1]
        return (passed, -last if passed else last, entry.id)

    def view(row: _Deadline) -> DeadlineRow:
        passed, deadline, entry = row
        by, to = map(context.people.links, (entry.record.by, entry.addressees))
        demand = demand_link(context.desk, entry.id)
        return DeadlineRow(demand, by, to, deadline, passed, entry.record.condition)

    return shortened(sorted(dated, key=order), DEADLINES, ("demands/", "deadlines"), view)


CLAIMS = 3
ASSERTIONS = 2


@fixed
class ClaimWithReplies:
    """A claim, always begun "Claim by X:", with who asserts it and the replies."""

    row: ClaimSummary  #: the claim as lists show it, with replies, denials and searches
    asserted: tuple[ActView, ...]  #: the latest two who asserted it, and the latest who said so too
    no_reply: bool  #: whether nothing is recorded of a reply, nor of a search for one

    @property
    def noted(self) -> bool:
        """Whether a line of it says that there is a note."""
        of_hearings = (act for each in self.row.hearings for act in (*each.acts, *each.replies))
        return any(act.note for act in (*self.asserted, *of_hearings, *self.row.others))


def claims(context: Context, material: Material) -> ShortenedList[ClaimWithReplies]:
    """Claims of the period that are contested, accuse, or conflict with another; latest first."""
    latest: dict[str, Act] = {}
    acts = [act for act in material.acts if act.kind == "claim"]
    for act in newest_first(acts):
        latest.setdefault(act.subject, act)
    desk, until = context.desk, material.period.until
    known = (claim_up_to(desk.claims[claim_id], until, desk.roles) for claim_id in latest)
    accusing = ((each, each.record.against or each.conflicts) for each in known)
    found = [claim for claim, against in accusing if against or claim.standing == "contested"]
    return shortened(found, CLAIMS, ("claims/", "claims"), partial(_with_replies, context))


def unheard(claim: ClaimStanding) -> bool:
    """Whether nothing is recorded of a reply by anybody it is against, nor of a search for one."""
    return bool(claim.hearings) and not any(not hearing.open for hearing in claim.hearings)


def _with_replies(context: Context, claim: ClaimStanding) -> ClaimWithReplies:
    asserted, confirmed = (
        without_repetition(act_views(context, newest_first(acts)))
        for acts in (claim.by_act("asserted"), claim.by_act("corroborated"))
    )
    first = (*asserted[:ASSERTIONS], *confirmed[:1])
    return ClaimWithReplies(claim_summary(context, claim), first, no_reply=unheard(claim))


@fixed
class UnknownCount:
    """One thing that is not known, and of how many."""

    #: `speakers`, `dates`, `not_assessed`, `none_found`, `stale_searches`, `not_checked`, `claims`
    #: or `claims_searched`
    kind: str
    count: int  #: how many, never 0
    of: int  #: among how many
    uri: str  #: site path of the list where they are

    def line(self, say: Catalogue) -> Line:
        """How many of how many, leading to the list."""
        key = f"briefing.unknown.{self.kind}{'_all' if self.count == self.of else ''}"
        return (Span(say(key, count=self.count, of=self.of), "title", uri=self.uri),)


def unknowns(context: Context, material: Material) -> tuple[UnknownCount, ...]:
    """What is unknown or unchecked in the period and the scope."""
    return tuple(unknown for unknown in _counts(context, material) if unknown.count)


def _counts(context: Context, material: Material) -> Iterator[UnknownCount]:
    quotes = material.quotes
    unknown = sum(quote.speaker_unknown for quote in quotes)
    yield UnknownCount("speakers", unknown, len(quotes), "quotes/")
    undated = sum(
        not quote.date.known and material.scope.quote(quote)
        for article_id, article in context.desk.articles.items()
        if material.period.holds(article.source.published)
        for quote in context.desk.quotes_of_article[article_id]
    )
    yield UnknownCount("dates", undated, len(quotes) + undated, "quotes/")
    positions = [
        position
        for entry in material.demands
        for position in entry.positions.values()
        if material.scope.towards(entry, position.addressee) and _made_by_then(material, entry)
    ]
    for state in (NOT_ASSESSED, NONE_FOUND):
        in_state = sum(position.state == state for position in positions)
        yield UnknownCount(state, in_state, len(positions), "demands/")
    stale = sum(position.stale is not None for position in positions)
    yield UnknownCount("stale_searches", stale, len(positions), "demands/")
    compared = [quote for quote in quotes if not quote.record.withheld]
    unchecked = sum(quote.verdict == NOT_CHECKED for quote in compared)
    yield UnknownCount("not_checked", unchecked, len(compared), "quotes/")
    until = material.period.until
    accusing = [
        claim
        for claim in material.claims
        if claim.record.against and not until.before(claim.first_date)
    ]
    yield UnknownCount("claims", sum(map(unheard, accusing)), len(accusing), "claims/")
    searched = sum(any(it.searches and not it.heard for it in each.hearings) for each in accusing)
    yield UnknownCount("claims_searched", searched, len(accusing), "claims/")
