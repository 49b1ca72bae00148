"""The page of one actor."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.desk.acts import Act
from onrecord.desk.addresses import actor_uri, quote_uri
from onrecord.desk.demands import DemandEntry
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import PartialDate
from onrecord.records.values import Written

from . import actors
from .actors import NameView, RoleView, SpeakerView
from .acts import ActView, act_view, act_views
from .claim import ClaimSummary, claim_summary
from .context import Context
from .context import newest_first as latest_first
from .demand_rows import DemandSummary, PositionView, demand_summary, position_view
from .listing import PART_LIMIT, Part, split_by_date
from .names import Link
from .pictures.activity import ActivityView, activity_picture
from .quote_card import (
    OccasionGroup,
    by_occasion,
    latest_or_all,
    newest_quotes_first,
)
from .source_facts import PublisherCount, publishers


@dataclass(frozen=True, slots=True)
class Glance:
    """An actor in figures: what this desk chose, counted, never ranked.

    Attributes:
        demands_stated: demands of others that it stated.
        utterances: its own; ``utterances_for_it`` of those who speak for it.
        last_heard: the date of the latest of its own; ``last_uri`` is that quote.
    """

    demands_made: int
    demands_stated: int
    demands_received: int
    without_answer: int
    utterances: int
    utterances_for_it: int
    claims_made: int
    claims_received: int
    last_heard: PartialDate
    last_uri: str | None


@dataclass(frozen=True, slots=True)
class ReceivedDemand:
    """A demand addressed to the actor, and its state with the actor."""

    demand: DemandSummary
    position: PositionView


@dataclass(frozen=True, slots=True)
class StatedDemand:
    """A demand of somebody else that the actor stated: how often, and when last."""

    demand: DemandSummary
    times: int
    last: ActView


@dataclass(frozen=True, slots=True)
class ActorView:
    """What the page of an actor shows.

    Attributes:
        written: what its record says, field by field, for templates that show more.
        roles: its roles as of ``as_of`` and others, set apart by ``now``.
        speaks: whether they say for whom it speaks, not only of what it is a member.
        made: its demands.
        received: the demands addressed to it, those that no answer decides first.
        stated_for_others: somebody else's demands that it stated, the latest first.
        answers_for_others: answers to demands that are addressed to somebody else.
        activity: the picture of its quotes over time; ``None`` where there is too little to draw.
        part, groups: its quotes, newest first; only the latest where ``latest``.
        sources: who published the quotes.
        links: pages elsewhere, as title and address.
        wikidata: the number of the item there.
    """

    written: Written = field(compare=False)
    link: Link
    kind: str
    as_of: PartialDate
    roles: tuple[RoleView, ...]
    speaks: bool
    names: tuple[NameView, ...]
    summary: str | None
    glance: Glance
    made: tuple[DemandSummary, ...]
    received: tuple[ReceivedDemand, ...]
    stated_for_others: tuple[StatedDemand, ...]
    answers_for_others: tuple[ActView, ...]
    claims_made: tuple[ClaimSummary, ...]
    claims_received: tuple[ClaimSummary, ...]
    activity: ActivityView | None
    part: Part[QuoteEntry]
    latest: bool
    groups: tuple[OccasionGroup, ...]
    speakers: tuple[SpeakerView, ...]
    members: tuple[SpeakerView, ...]
    sources: tuple[PublisherCount, ...]
    links: tuple[tuple[str, str], ...]
    wikidata: str | None
    note: str | None

    @property
    def roles_now(self) -> tuple[RoleView, ...]:
        """The roles in which it speaks on the date of the page."""
        return tuple(role for role in self.roles if role.now and self.speaks)

    @property
    def stated_for(self) -> tuple[Link, ...]:
        """Whose the demands are that it stated for others."""
        return tuple(dict.fromkeys(by for row in self.stated_for_others for by in row.demand.by))


@dataclass(frozen=True, slots=True)
class ActorPartView:
    """One date's share of an actor's quotes."""

    link: Link
    part: Part[QuoteEntry]
    groups: tuple[OccasionGroup, ...]


def actor_parts(context: Context, actor_id: str, limit: int = PART_LIMIT) -> list[Part[QuoteEntry]]:
    """The pages of an actor: its own, then the finer ones of its quotes."""
    quotes = newest_quotes_first(context.desk.index[actor_id].quotes)
    return split_by_date(actor_uri(actor_id), quotes, lambda quote: quote.date, limit)


def actor_part_view(context: Context, actor_id: str, part: Part[QuoteEntry]) -> ActorPartView:
    """A finer page of an actor's quotes."""
    return ActorPartView(
        context.people.link(actor_id), part, by_occasion(part.items, context.cards)
    )


def actor_view(context: Context, actor_id: str, part: Part[QuoteEntry]) -> ActorView:
    """An actor's own page."""
    actor, index = context.desk.actors[actor_id], context.desk.index[actor_id]
    received = _received(context, actor_id)
    stated = _stated(context, actor_id)
    answered = context.subjects.answers_by_actor.get(actor_id, ())
    made = (context.desk.demands[demand_id] for demand_id in index.demands_made)
    return ActorView(
        written=Written(actor),
        link=context.people.link(actor_id),
        kind=actor.kind,
        as_of=context.as_of,
        roles=actors.roles_of(context, actor_id),
        speaks=actors.speaks(context, actor_id),
        names=actors.names_of(context, actor_id),
        summary=actor.summary,
        glance=_glance(context, actor_id, received, len(stated)),
        made=tuple(demand_summary(context, demand) for demand in sorted(made, key=_first_stated)),
        received=received,
        stated_for_others=stated,
        answers_for_others=act_views(context, latest_first(answered, lambda act: act.date)),
        claims_made=_claims(context, index.claims_made),
        claims_received=_claims(context, index.claims_received),
        activity=activity_picture(
            context, actor_id, actor_parts(context, actor_id) if part.finer else (part,)
        ),
        part=part,
        latest=part.indexes,
        groups=latest_or_all(part, lambda: newest_quotes_first(index.quotes), context.cards),
        speakers=actors.speakers_for(context, actor_id),
        members=actors.members_of(context, actor_id),
        sources=publishers(index.quotes, context.people),
        links=tuple((link.title, link.url) for link in actor.links),
        wikidata=actor.wikidata,
        note=actor.note,
    )


def _glance(
    context: Context, actor_id: str, received: Sequence[ReceivedDemand], stated: int
) -> Glance:
    index = context.desk.index[actor_id]
    last = index.last_heard
    newest = next(
        (quote for quote in reversed(index.quotes) if quote.counts and quote.date == last), None
    )
    return Glance(
        demands_made=len(index.demands_made),
        demands_stated=stated,
        demands_received=len(received),
        without_answer=sum(not demand.position.deciding for demand in received),
        utterances=index.utterances,
        utterances_for_it=index.utterances_for_it,
        claims_made=len(index.claims_made),
        claims_received=len(index.claims_received),
        last_heard=last,
        last_uri=quote_uri(newest.reference) if newest else None,
    )


def _first_stated(demand: DemandEntry) -> tuple[tuple[int, int], str]:
    return (demand.first_date.sort_key, demand.id)


def _stated(context: Context, actor_id: str) -> tuple[StatedDemand, ...]:
    groups: defaultdict[str, list[Act]] = defaultdict(list)
    statements = context.subjects.statements_by_actor.get(actor_id, ())
    for act in latest_first(statements, lambda act: act.date):
        groups[act.subject].append(act)
    demands = context.desk.demands
    return tuple(
        StatedDemand(demand_summary(context, demands[id_]), len(acts), act_view(context, acts[0]))
        for id_, acts in groups.items()
    )


def _received(context: Context, actor_id: str) -> tuple[ReceivedDemand, ...]:
    desk = context.desk
    demands = [desk.demands[demand_id] for demand_id in desk.index[actor_id].demands_received]
    demands.sort(key=lambda demand: (demand.positions[actor_id].answered, *_first_stated(demand)))
    return tuple(
        ReceivedDemand(
            demand_summary(context, demand), position_view(context, demand.positions[actor_id])
        )
        for demand in demands
    )


def _claims(context: Context, claim_ids: Sequence[str]) -> tuple[ClaimSummary, ...]:
    claims = context.desk.claims
    return tuple(claim_summary(context, claims[claim_id]) for claim_id in claim_ids)
