"""The page of one actor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from onrecord.desk.acts import grouped
from onrecord.desk.addresses import actor_uri
from onrecord.desk.demands import DemandEntry
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import PartialDate
from onrecord.records.values import Written

from . import actors
from .actor_figures import ActorFigures, actor_figures, leading_quote, voiced_demands
from .actors import NameView, RoleView, SpeakerView
from .acts import ActView, ClaimLine, act_view, act_views, claim_line
from .claim import ClaimSummary, claim_summary
from .context import Context
from .context import newest_first as latest_first
from .listing import BY_NAME, IN_FULL, PART_LIMIT, Part, Rest, rest_of, split_by_date
from .names import Link, demand_link
from .newest import FEW, NewestQuotes, ShownQuote, newest_quotes, shown_quote
from .pictures.activity import ActivityView, activity_picture, places_of
from .pictures.glance import GlanceRow, GlanceView, first_made_first, glance
from .quote_card import (
    OccasionGroup,
    by_occasion,
    newest_quotes_first,
)
from .source_facts import PublisherCount, publishers


@dataclass(frozen=True, slots=True)
class StatedDemand:
    """A demand of somebody else that the actor voiced: how often in its own words, and when last.

    Attributes:
        row: the demand.
        times: 0 if only others report it.
        last: of these the latest, else the latest of those, which says by whose account.
    """

    row: GlanceRow
    times: int
    last: ActView

    @property
    def alone(self) -> bool:
        """Whether it is on record by this actor alone."""
        return self.times == self.row.demand.times_stated


@dataclass(frozen=True, slots=True)
class Jump:
    """A section of the page, and how many things it has.

    Attributes:
        id: of its heading.
    """

    id: str
    count: int


@dataclass(frozen=True, slots=True)
class ActorView:
    """What the page of an actor shows.

    Attributes:
        written: what its record says, field by field, for templates that show more.
        roles: its roles; ``now`` says which it has as of ``as_of``.
        speaks: whether the roles say for whom it speaks, not only its memberships.
        demands: a line for each that it makes, voices or receives; ``None`` if it has none.
        made: its demands.
        received: the demands addressed to it, those without an answer that counts first.
        stated_for_others: demands of others that it voiced, those first made first.
        answers_for_others: answers to demands that are addressed to somebody else.
        figures: what it did, counted.
        leading: the quote that opens the page, which makes ``leading_demands`` demands.
        activity: the picture of its quotes over time; ``None`` if there are too few.
        part: links to the pages with all its quotes.
        quotes: its latest quotes except ``leading``, newest first.
        sources: who published the quotes.
        rest: what lists of demands and actors do not show in full, by the id of their section.
        rest_of_claims: the same of claims.
        rest_of_answers: the same of ``answers_for_others``.
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
    figures: ActorFigures
    leading: ShownQuote | None
    leading_demands: int
    demands: GlanceView | None
    made: tuple[GlanceRow, ...]
    received: tuple[GlanceRow, ...]
    stated_for_others: tuple[StatedDemand, ...]
    answers_for_others: tuple[ActView, ...]
    claims_made: tuple[ClaimSummary, ...]
    claims_received: tuple[ClaimSummary, ...]
    activity: ActivityView | None
    part: Part[QuoteEntry]
    quotes: NewestQuotes
    speakers: tuple[SpeakerView, ...]
    members: tuple[SpeakerView, ...]
    sources: tuple[PublisherCount, ...]
    rest: Mapping[str, Rest[Link]]
    rest_of_claims: Mapping[str, Rest[ClaimLine]]
    rest_of_answers: Rest[ActView]
    links: tuple[tuple[str, str], ...]
    wikidata: str | None
    note: str | None

    @property
    def roles_now(self) -> tuple[RoleView, ...]:
        """The roles in which it speaks on the date of the page."""
        return tuple(role for role in self.roles if role.now and self.speaks)

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """The sections that the page has, with how much is in each."""
        sections = (
            Jump("made", len(self.made)),
            Jump("stated", len(self.stated_for_others)),
            Jump("received", len(self.received)),
            Jump("answered", len(self.answers_for_others)),
            Jump("claims-made", len(self.claims_made)),
            Jump("claims-received", len(self.claims_received)),
            Jump("quotes", self.part.total),
            Jump("speakers", len(self.speakers)),
            Jump("members", len(self.members)),
            Jump("sources", len(self.sources)),
        )
        left = {id_: rest.count for id_, rest in self.rest.items()}
        left |= {id_: rest.count for id_, rest in self.rest_of_claims.items()}
        left["answered"] = self.rest_of_answers.count
        found = tuple(
            replace(jump, count=jump.count + left.get(jump.id, 0))
            for jump in sections
            if jump.count
        )
        return found if len(found) > 1 else ()


@dataclass(frozen=True, slots=True)
class ActorPartView:
    """One date's share of an actor's quotes."""

    link: Link
    part: Part[QuoteEntry]
    groups: tuple[OccasionGroup, ...]


def actor_parts(context: Context, actor_id: str, limit: int = PART_LIMIT) -> list[Part[QuoteEntry]]:
    """The pages of an actor: its own, then the finer ones of its quotes."""
    quotes = newest_quotes_first(context.desk.index[actor_id].quotes)
    return split_by_date(actor_uri(actor_id), quotes, lambda quote: quote.date, limit, FEW)


def actor_part_view(context: Context, actor_id: str, part: Part[QuoteEntry]) -> ActorPartView:
    """A finer page of an actor's quotes."""
    return ActorPartView(
        context.people.link(actor_id), part, by_occasion(part.items, context.cards)
    )


def actor_view(context: Context, actor_id: str, part: Part[QuoteEntry]) -> ActorView:
    """An actor's own page."""
    actor, index = context.desk.actors[actor_id], context.desk.index[actor_id]
    leading, leading_demands = leading_quote(context, actor_id)
    number = part.items.index(leading) + 1 if leading in part.items else 0
    answered = context.subjects.answers_by_actor.get(actor_id, ())
    stated = context.subjects.statements_by_actor.get(actor_id, ())
    demands_of = {
        "made": _first_made_first(context, index.demands_made),
        "stated": _first_made_first(context, dict.fromkeys(act.subject for act in stated)),
        "received": _unanswered_first(context, actor_id),
    }
    shown = {demand.id: demand for found in demands_of.values() for demand in found[:IN_FULL]}
    entries = first_made_first(shown.values())
    demands = glance(context, entries)
    rows = {entry.id: row for entry, row in zip(entries, demands.rows, strict=True)}

    def entry_link(entry: DemandEntry) -> Link:
        return demand_link(context.desk, entry.id)

    def speaker_link(speaker: SpeakerView) -> Link:
        return speaker.link

    answers = act_views(context, latest_first(answered, lambda act: act.date))
    claims = {"claims-made": index.claims_made, "claims-received": index.claims_received}
    people = {
        "speakers": actors.speakers_for(context, actor_id),
        "members": actors.members_of(context, actor_id),
    }
    return ActorView(
        written=Written(actor),
        link=context.people.link(actor_id),
        kind=actor.kind,
        as_of=context.as_of,
        roles=actors.roles_of(context, actor_id),
        speaks=actors.speaks(context, actor_id),
        names=actors.names_of(context, actor_id),
        summary=actor.summary,
        figures=actor_figures(context, actor_id),
        leading=shown_quote(context, leading, number) if leading else None,
        leading_demands=leading_demands,
        demands=demands if rows else None,
        made=tuple(rows[entry.id] for entry in demands_of["made"][:IN_FULL]),
        received=tuple(rows[entry.id] for entry in demands_of["received"][:IN_FULL]),
        stated_for_others=_stated(context, actor_id, demands_of["stated"][:IN_FULL], rows),
        answers_for_others=answers[:IN_FULL],
        claims_made=_claims(context, index.claims_made[:IN_FULL]),
        claims_received=_claims(context, index.claims_received[:IN_FULL]),
        activity=activity_picture(
            context,
            index.quotes,
            places_of(actor_parts(context, actor_id) if part.finer else (part,)),
            index.spoken_by_others,
            actor_id,
        ),
        part=part,
        quotes=newest_quotes(context, part, lambda: newest_quotes_first(index.quotes), leading),
        speakers=people["speakers"][:BY_NAME],
        members=people["members"][:BY_NAME],
        sources=publishers(index.quotes, context.people),
        rest={
            **{id_: rest_of(found, entry_link) for id_, found in demands_of.items()},
            **{id_: rest_of(found, speaker_link, BY_NAME) for id_, found in people.items()},
        },
        rest_of_claims={
            id_: rest_of(found, partial(claim_line, context)) for id_, found in claims.items()
        },
        rest_of_answers=rest_of(answers, lambda answer: answer),
        links=tuple((link.title, link.url) for link in actor.links),
        wikidata=actor.wikidata,
        note=actor.note,
    )


def _first_made_first(context: Context, demand_ids: Iterable[str]) -> list[DemandEntry]:
    return first_made_first(context.desk.demands[demand_id] for demand_id in demand_ids)


def _unanswered_first(context: Context, actor_id: str) -> list[DemandEntry]:
    """The demands that an actor received."""
    received = _first_made_first(context, context.desk.index[actor_id].demands_received)
    return sorted(received, key=lambda entry: entry.positions[actor_id].answered)


def _stated(
    context: Context,
    actor_id: str,
    entries: Iterable[DemandEntry],
    rows: Mapping[str, GlanceRow],
) -> tuple[StatedDemand, ...]:
    statements = context.subjects.statements_by_actor.get(actor_id, ())
    groups = grouped((act.subject, act) for act in latest_first(statements, lambda act: act.date))
    voiced = voiced_demands(context, actor_id)
    stated = []
    for entry in entries:
        own, acts = voiced.get(entry.id, ()), groups[entry.id]
        last = next((act for act in acts if act in own), acts[0])
        stated.append(StatedDemand(rows[entry.id], len(own), act_view(context, last)))
    return tuple(stated)


def _claims(context: Context, claim_ids: Sequence[str]) -> tuple[ClaimSummary, ...]:
    claims = context.desk.claims
    return tuple(claim_summary(context, claims[claim_id]) for claim_id in claim_ids)
