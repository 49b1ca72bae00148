"""A demand as a row of a list, and its state with each of its addressees."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from onrecord.desk.acts import Act, Rank, Relation
from onrecord.desk.demands import DemandEntry
from onrecord.desk.positions import Position, before_it
from onrecord.records import PartialDate
from onrecord.records.values import Written

from .acts import (
    ActView,
    act_view,
    act_views,
    tellers_of,
    versions_once,
    without_repetition,
)
from .context import Context
from .names import Link, demand_link, topic_link


@dataclass(frozen=True, slots=True)
class PositionView:
    """The state of one demand towards one addressee.

    Attributes:
        state: a response, ``conflicting``, ``mixed``, ``none_found`` or ``not_assessed``.
        by_person: whether the addressee is a person, whose words are "their own".
        deciding: the answers that decide the status.
        later_accounts: later answers of a lower rank, shown separately.
        search: the search that found nothing, shown if no answer counts.
        members: where no answer counts, those of its single members, in their own words.
        early: its latest answers from before the demand was first made, where no answer counts or
            these are of a higher rank.
        published_by: the parties whose own outlets alone published the words that decide, where
            neither the addressee nor who speaks is of that party.
    """

    addressee: Link
    state: str
    date: PartialDate | None
    deciding: tuple[ActView, ...]
    later_accounts: tuple[ActView, ...]
    search: ActView | None
    members: tuple[ActView, ...]
    early: tuple[ActView, ...]
    by_person: bool = False
    published_by: tuple[Link, ...] = ()

    @property
    def rank(self) -> str | None:
        """What the status is based on: ``own``, ``unnamed`` or ``told``; ``None`` for no answer."""
        return self.deciding[0].rank if self.deciding else None

    @property
    def tellers(self) -> tuple[Link, ...]:
        """Who reports it, if the status is based only on reports: always show it."""
        return tellers_of(self.deciding)

    @property
    def unordered(self) -> bool:
        """Whether the status may be from before the demand was first made, or from after it."""
        return bool(self.deciding) and all(act.unordered for act in self.deciding)

    @property
    def composed(self) -> bool:
        """Whether the status is none of the answers but follows from them together."""
        return self.state not in {act.word for act in self.deciding}

    @property
    def deciding_lines(self) -> tuple[ActView, ...]:
        """The deciding answers, each kind once."""
        return without_repetition(self.deciding)

    @property
    def only_line(self) -> ActView | None:
        """The only line, if there is just one."""
        lines = self.deciding_lines
        return lines[0] if len(lines) == 1 else None

    @property
    def later_account_lines(self) -> tuple[ActView, ...]:
        """The later accounts, each kind once."""
        return without_repetition(self.later_accounts)


@dataclass(frozen=True, slots=True)
class DemandSummary:
    """What lists and the pages of a demand say of it.

    Attributes:
        written: what its record says, field by field, for templates that show more.
        to: its addressees, in the order of ``positions``.
        first: when it was first made; ``first_reported`` if others report it.
        last: when it was last repeated; ``None`` if it was made only once or never.
        outcome: what was done; ``not_assessed`` if nobody looked.
        withdrawn: when it was, if it was.
        successors: the demands that supersede it.
    """

    written: Written = field(compare=False)
    link: Link
    by: tuple[Link, ...]
    to: tuple[Link, ...]
    topic: Link
    action: str
    strength: str
    condition: str | None
    deadline: PartialDate | None
    summary: str | None
    first: PartialDate
    first_reported: bool
    last: PartialDate | None
    times_stated: int
    positions: tuple[PositionView, ...]
    outcome: str
    withdrawn: PartialDate | None
    successors: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The demands of one topic."""

    topic: Link
    demands: tuple[DemandSummary, ...]


def position_view(context: Context, position: Position) -> PositionView:
    """A position as a page shows it."""
    search, actor = position.none_found, context.desk.actors.get(position.addressee)
    rank = position.deciding[0].rank if position.deciding else None
    return PositionView(
        addressee=context.people.link(position.addressee),
        state=position.state,
        date=position.date,
        deciding=act_views(context, versions_once(position.deciding)),
        later_accounts=act_views(context, versions_once(position.later_accounts)),
        search=act_view(context, search) if search else None,
        members=act_views(context, _of_members(position)),
        early=act_views(context, before_it(position.answers, rank)),
        by_person=actor is not None and actor.kind == "person",
        published_by=_published_by(context, position),
    )


def _of_members(position: Position) -> list[Act]:
    """The answers of single members in their own words and in time, where none other counts."""
    if position.deciding:
        return []
    given = (act for act in position.answers if act.relation is Relation.MEMBER)
    return [act for act in given if act.rank is Rank.OWN and not act.early and not act.late]


def _published_by(context: Context, position: Position) -> tuple[Link, ...]:
    """Whose outlets alone the deciding words are from, if these are outlets of other parties."""
    roles, articles, parties = context.desk.roles, context.desk.articles, dict[str, None]()
    for act in position.deciding:
        party = articles[act.article_id].source.party if act.article_id else None
        speakers = (position.addressee, *act.by, *(act.quote.speakers if act.quote else ()))
        if party is None or any(roles.is_or_speaks_for(who, party, act.date) for who in speakers):
            return ()
        parties[party] = None
    return context.people.links(tuple(parties))


def demand_summary(context: Context, entry: DemandEntry) -> DemandSummary:
    """Who wants what of whom, and what came of it."""
    record = entry.record
    repeated = entry.times_stated > 1 and entry.last
    return DemandSummary(
        written=Written(record),
        link=demand_link(context.desk, entry.id),
        by=context.people.links(record.by),
        to=context.people.links(entry.addressees),
        topic=topic_link(context.desk, record.topic),
        action=record.action,
        strength=record.strength,
        condition=record.condition,
        deadline=record.deadline,
        summary=record.summary,
        first=entry.first_date,
        first_reported=bool(entry.first and not entry.first.own),
        last=repeated.date if repeated else None,
        times_stated=entry.times_stated,
        positions=tuple(position_view(context, entry.positions[to]) for to in entry.addressees),
        outcome=record.outcome.value if record.outcome else "not_assessed",
        withdrawn=entry.withdrawn.date if entry.withdrawn else None,
        successors=tuple(demand_link(context.desk, successor) for successor in entry.successors),
    )


def demands_by_topic(context: Context, entries: Iterable[DemandEntry]) -> tuple[TopicGroup, ...]:
    """Demands by topic, in the order in which the desk lists its topics."""
    desk = context.desk
    place = {topic_id: number for number, topic_id in enumerate(desk.topics)}
    ordered = sorted(entries, key=lambda entry: place[entry.record.topic])
    return tuple(
        TopicGroup(topic_link(desk, topic), tuple(demand_summary(context, item) for item in group))
        for topic, group in groupby(ordered, key=lambda entry: entry.record.topic)
    )
