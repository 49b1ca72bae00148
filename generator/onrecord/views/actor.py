"""The page of one actor."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from onrecord.desk import QuoteEntry, newest_quotes_first, only
from onrecord.records import PartialDate, Written, actor_uri, fixed

from . import actor_sections as sections
from . import actors, newest
from .actor_figures import ActorFigures, actor_figures, answers_with, is_latest, leading_quote
from .actors import NameView, RoleView, SpeakerView
from .acts import ActView, ClaimLine, SearchView, act_views, claim_line
from .claim import search_of_all
from .context import Context, first_made_first
from .links import Link, demand_link
from .listing import BY_NAME, IN_FULL, QUOTES_LIMIT, Jump, Part, Rest, rest_of, split_by_date
from .newest import FEW, NewestQuotes, OccasionGroup, ShownQuote
from .pictures.activity import ActivityView, activity_picture
from .pictures.glance import GlanceRow, GlanceView, any_noted, glance, one_search
from .source_facts import PublisherCount, publishers

# So many marks of its demands are links; where there are more, those on each demand's page are.
_LINKS = 72
# Of fewer statements there is no picture: the dates of the quotes on the page say as much.
_DRAWN = 8
# The words of so few demands are shown whole, those of more by their key words.
_WORDS_WHOLE = 6


@fixed
class ActorView:
    """The view of an actor's page."""

    written: Written
    link: Link
    as_of: PartialDate
    roles: tuple[RoleView, ...]  #: its roles; `now` says which it has as of `as_of`
    speaks: bool  #: whether the roles say for whom it speaks, not only its memberships
    names: tuple[NameView, ...]
    figures: ActorFigures  #: what it did, counted
    leading: ShownQuote | None  #: the quote that opens the page; it makes `leading_demands` demands
    leading_demands: int  #: how many demands `leading` makes
    leading_answers: tuple[ActView, ...]  #: what it answers, if it makes no demand
    leading_is_latest: bool  #: whether no other quote may be later than `leading`
    asked: ActView | None  #: of an actor that is not quoted: the demand on it that opens the page
    told_later: tuple[sections.ToldLater, ...]  #: later answers that only others report, by section
    demands: GlanceView | None  #: a line of time for each demand it makes, voices or receives
    made: tuple[GlanceRow, ...]  #: its demands
    received: tuple[GlanceRow, ...]  #: the demands addressed to it, the unanswered first
    grouped: tuple[GlanceRow, ...]  #: those addressed to groups of which it was a member, not to it
    stated_for_others: tuple[sections.StatedDemand, ...]  #: demands of others that it voiced
    words: Mapping[str, ActView]  #: the words in which each demand was last made, by its address
    #: what it answered for others to a demand, or to several at once, newest first
    answers_for_others: sections.AnsweredDemands
    claims_made: tuple[sections.ActorClaim, ...]
    claims_received: tuple[sections.ActorClaim, ...]
    searched: SearchView | None  #: the search for replies, if one for all claims without
    activity: ActivityView | None  #: the picture of its quotes over time; `None` if too few
    part: Part[QuoteEntry]  #: links to the pages with all its quotes
    quotes: NewestQuotes  #: its latest quotes except `leading`, newest first
    shown_quotes: int  #: how many of its quotes are here, with `leading`
    spoken: tuple[ShownQuote, ...]  #: by those who speak for it: the latest of each, then others
    spoken_in_all: int  #: how many quotes of these there are
    spoken_by: tuple[str, ...]  #: all who speak in these, by id; empty if all are shown, or many
    spoken_left: int  #: how many of these the page does not show
    speakers: tuple[SpeakerView, ...]  #: who speaks for it
    members: tuple[SpeakerView, ...]
    sources: tuple[PublisherCount, ...]  #: who published the quotes
    rest: Mapping[str, Rest[Link]]  #: what lists of demands and actors leave out, by section
    rest_of_claims: Mapping[str, Rest[ClaimLine]]  #: the same of claims
    rest_of_answers: Rest[ActView]  #: the same of `answers_for_others`
    links: tuple[tuple[str, str], ...]  #: pages elsewhere, as title and address

    @property
    def searched_for_both(self) -> bool:
        """Whether one search found neither the answers nor the replies that are missing."""
        return bool(self.searched and self.demands and self.demands.search == self.searched)

    @property
    def claims_with_search(self) -> tuple[sections.ActorClaim, ...]:
        """The first of its lists of claims in which a claim says that no reply was found."""
        made = search_of_all(claim.summary for claim in self.claims_made)
        return self.claims_made if made else self.claims_received

    @property
    def noted_in(self) -> str | None:
        """The first of its sections in which a line says that there is a note."""
        given = (answer.act for _, answers in self.answers_for_others for answer in answers)
        sections_with = {
            "demands": bool(self.demands and self.demands.noted),
            "answered": any(act.note for act in given),
            "claims-made": any(claim.noted for claim in self.claims_made),
            "claims-received": any(claim.noted for claim in self.claims_received),
        }
        return next((id_ for id_, noted in sections_with.items() if noted), None)

    @property
    def roles_now(self) -> tuple[RoleView, ...]:
        """The roles in which it speaks on the date of the page."""
        return tuple(role for role in self.roles if role.now and self.speaks)

    @property
    def linked(self) -> bool:
        """Whether the marks of its demands are links: there are few enough for a light page."""
        return self.demands is not None and 1 < self.demands.marks <= _LINKS

    @property
    def roles_before(self) -> tuple[RoleView, ...]:
        """The former roles at the top of the page, if it has none now."""
        return () if self.roles_now or not self.speaks else self.roles

    @property
    def more_roles(self) -> tuple[RoleView, ...]:
        """All roles, if the top of the page does not have all of them."""
        dated = any(role.start or role.end for role in self.roles_now)
        shown = len(self.roles_now or self.roles_before) == len(self.roles)
        return () if shown and not dated else self.roles

    @property
    def role_of_members(self) -> RoleView | None:
        """The role that all members have, with no dates."""
        return actors.role_of_all(self.members)

    @property
    def answered_for(self) -> tuple[Link, ...]:
        """For whom it gave its answers for others, if all were for the same."""
        given = (answer for _, answers in self.answers_for_others for answer in answers)
        return only(answer.towards for answer in given) or ()

    @property
    def quotes_in_all(self) -> int:
        """The number of its own quotes; 0 if the only one is at the top."""
        return self.part.total if self.quotes.count or self.part.finer else 0

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """The sections that the page has, with how much is in each."""
        shown = {
            "made": len(self.made),
            "stated": len(self.stated_for_others),
            "received": len(self.received),
            "grouped": len(self.grouped),
            "answered": sum(len(given) for _, given in self.answers_for_others),
            "claims-made": len(self.claims_made),
            "claims-received": len(self.claims_received),
            "spoken": self.spoken_in_all if self.spoken else 0,
            "quotes": self.quotes_in_all,
            "speakers": len(self.speakers),
            "members": len(self.members),
            "sources": len(self.sources),
        }
        left = {id_: rest.count for id_, rest in self.rest.items()}
        left |= {id_: rest.count for id_, rest in self.rest_of_claims.items()}
        left["answered"] = self.rest_of_answers.count
        in_all = {id_: count + left.get(id_, 0) for id_, count in shown.items() if count}
        figures = self.figures
        own = {"stated": figures.voiced, "answered": figures.answers}
        on_record = {
            "made": figures.demands_made,
            "received": figures.demands_received,
            "claims-made": figures.claims_made,
            "claims-received": figures.claims_received,
        }
        counts = in_all | own | on_record
        found = tuple(
            Jump(id_, counts[id_], **{"told" if id_ in own else "absent": count - counts[id_]})
            for id_, count in in_all.items()
        )
        return found if len(found) > 1 else ()


@fixed
class ActorPartView:
    """One date's share of an actor's quotes."""

    link: Link
    part: Part[QuoteEntry]
    groups: tuple[OccasionGroup, ...]


def actor_parts(
    context: Context, actor_id: str, limit: int = QUOTES_LIMIT
) -> list[Part[QuoteEntry]]:
    """The pages of an actor: its own, then the finer ones of its quotes."""
    quotes = newest_quotes_first(context.desk.index[actor_id].quotes)
    return split_by_date(actor_uri(actor_id), quotes, lambda quote: quote.date, limit, FEW)


def actor_part_view(context: Context, actor_id: str, part: Part[QuoteEntry]) -> ActorPartView:
    """A finer page of an actor's quotes."""
    link = context.people.link(actor_id)
    return ActorPartView(link, part, newest.by_occasion(part.items, context.cards, link.text))


def _with_limits(demands: GlanceView, rows: Sequence[GlanceRow]) -> GlanceView:
    """``demands`` with the search and the notes of these ``rows``, which are all that is shown."""
    return replace(demands, search=one_search(rows), noted=any_noted(rows))


def actor_view(context: Context, actor_id: str, part: Part[QuoteEntry]) -> ActorView:
    """An actor's own page."""
    actor, index = context.desk.actors[actor_id], context.desk.index[actor_id]
    link = context.people.link(actor_id)
    leading, leading_demands = leading_quote(context, actor_id)
    answered = answers_with(context, actor_id, leading) if leading and not leading_demands else ()
    of_lead = [*index.quotes, *(() if leading in index.quotes else index.spoken_by_others)]
    number = part.items.index(leading) + 1 if leading in part.items else 0
    statements = context.indexes.statements_by_actor.get(actor_id, ())
    stated = [act for act in statements if act.states]
    demands_of = {
        "made": sections.first_made(context, index.demands_made),
        "stated": sections.first_made(context, dict.fromkeys(act.subject for act in stated)),
        "received": sections.unanswered_first(context, actor_id),
        "grouped": sections.first_made(context, sections.asked_of_groups(context, actor_id)),
    }
    few = {id_: found[:IN_FULL] for id_, found in demands_of.items()}
    shown = {demand.id: demand for found in few.values() for demand in found}
    entries = first_made_first(shown.values())
    demands = glance(context, entries)
    whole = len(shown) <= _WORDS_WHOLE
    rows = {entry.id: row for entry, row in zip(entries, demands.rows, strict=True)}
    received = sections.asked_of([actor_id], few["received"], rows)
    grouped = sections.asked_of(context.desk.roles.groups_of(actor_id), few["grouped"], rows)
    others = (rows[entry.id] for entry in (*few["made"], *few["stated"]))
    seen_rows = (*others, *received, *grouped)
    voiced = (few["stated"], rows)
    stated_for_others = sections.stated_demands(context, actor_id, *voiced, leading, whole=whole)

    roles = actors.roles_of(context, actor_id)
    seen = sections.SEEN_BELOW if rows else sections.SEEN
    spoken = sections.spoken_for(context, actor_id, leading)
    counted = [quote for quote in index.spoken_by_others if quote.counts]
    spoken_left = len(counted) - len(spoken) - (leading in counted)
    spoken_by = tuple(dict.fromkeys(speaker for quote in counted for speaker in quote.speakers))
    opening = newest.shown_quote(context, leading, number) if leading else None
    above = None if rows else opening
    latest = newest.newest_quotes(
        context, part, lambda: newest_quotes_first(index.quotes), leading, seen
    )
    answers = sections.answers_for_others(context, actor_id)
    claims_made = sections.actor_claims(context, index.claims_made[:IN_FULL], actor_id)
    claims_received = sections.actor_claims(context, index.claims_received[:IN_FULL])
    claims = {"claims-made": index.claims_made, "claims-received": index.claims_received}
    places = newest.places_of(actor_parts(context, actor_id) if part.finer else (part,))
    pictured = (index.quotes, places, index.spoken_by_others, actor_id)
    activity = activity_picture(context, *pictured, fewest=_DRAWN)
    rest = {
        id_: rest_of(found, lambda entry: demand_link(context.desk, entry.id))
        for id_, found in demands_of.items()
    }
    words = sections.latest_words(context, shown.values(), actor_id, whole=whole)
    asked = (row.demand.link.uri for row in (*received, *grouped) if not leading)
    opens = next((uri for uri in asked if uri in words), None)
    speakers = actors.speakers_for(context, actor_id)
    members = actors.members_of(context, actor_id)
    for section, found in (("speakers", speakers), ("members", members)):
        rest[section] = rest_of(found, lambda speaker: speaker.link, BY_NAME)
    return ActorView(
        written=Written(actor),
        link=link,
        as_of=context.as_of,
        roles=roles,
        speaks=actors.speaks(context, actor_id),
        names=actors.other_names(context, actor_id),
        figures=actor_figures(context, actor_id),
        leading=opening and sections.on_own_page(link.text, roles, opening),
        leading_demands=leading_demands,
        leading_answers=act_views(context, answered),
        leading_is_latest=leading is not None and is_latest(leading, of_lead),
        asked=words[opens] if opens else None,
        told_later=sections.later_answers(context, actor_id, leading if answered else None),
        demands=_with_limits(demands, seen_rows) if rows else None,
        made=tuple(rows[entry.id] for entry in few["made"]),
        received=received,
        grouped=grouped,
        stated_for_others=stated_for_others,
        words={uri: act for uri, act in words.items() if uri != opens},
        answers_for_others=sections.answered_demands(answers[:IN_FULL], link),
        claims_made=claims_made,
        claims_received=claims_received,
        searched=search_of_all(claim.summary for claim in (*claims_made, *claims_received)),
        activity=activity,
        part=part,
        shown_quotes=latest.count + (leading in index.quotes),
        quotes=sections.own_quotes(
            link.text, roles, latest, exact_first=bool(spoken), before=None if spoken else above
        ),
        spoken=sections.occasions_once(
            newest.roles_once(spoken, [opening] if opening else []), above
        ),
        spoken_in_all=len(counted),
        spoken_left=spoken_left,
        spoken_by=spoken_by if spoken_left and len(spoken_by) <= BY_NAME else (),
        speakers=speakers[:BY_NAME],
        members=members[:BY_NAME],
        sources=publishers(index.quotes, context.people),
        rest=rest,
        rest_of_claims={
            id_: rest_of(found, partial(claim_line, context)) for id_, found in claims.items()
        },
        rest_of_answers=rest_of(answers, lambda answer: answer),
        links=tuple((link.title, link.url) for link in actor.links),
    )
