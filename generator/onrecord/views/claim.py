"""The page of one claim: whose it is, what was said to it, and what it conflicts with."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.desk.acts import Act
from onrecord.desk.claims import ClaimStanding, Hearing
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import PartialDate
from onrecord.records.columns import Written

from .acts import ActView, ClaimLine, act_views, claim_line
from .context import Context
from .listing import PART_LIMIT, Listed, Part, split_by_date
from .names import Link, article_links, claim_uri, topic_link
from .quote_card import QuoteCard

ClaimItem = Act | QuoteEntry

# Acts that speak against a claim: they stand in the same block as the claim.
_AGAINST = frozenset({"denied", "disputed", "retracted"})


@dataclass(frozen=True, slots=True)
class HearingView:
    """What one whom a claim is against, or another whom its file names, said to it.

    Attributes:
        denials: its denials and disputes, oldest first: those in its own words, then those that
            others tell of.
        replies: what the claim's file says, in the same order, searches last; with no denial
            either, nobody has looked.
    """

    name: Link
    denials: tuple[ActView, ...]
    replies: tuple[ActView, ...]


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """A claim in a list, with the reply or the search in the same block.

    Attributes:
        tellers: those on whose account alone it stands so: "according to …" must stand beside it.
        hearings: one for each that the claim is against, then those of others.
        others: denials, disputes and retractions by all others, oldest first.
    """

    line: ClaimLine
    kind: str
    standing: str
    tellers: tuple[Link, ...]
    first: PartialDate
    about: tuple[Link, ...]
    hearings: tuple[HearingView, ...]
    others: tuple[ActView, ...]


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """The list of all claims, or one date's share of it; ``claims`` counts all."""

    claims: int
    part: Part[ClaimStanding]
    rows: tuple[ClaimSummary, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim's own page, or one date's share of its acts where there are very many.

    Attributes:
        written: what its record says, field by field, for templates that show more.
        own: whether this is the claim's own page.
        acts: those on this page; on the claim's own those that ``row`` does not show already.
    """

    written: Written = field(compare=False)
    row: ClaimSummary
    part: Part[ClaimItem]
    own: bool
    acts: tuple[ActView, ...]
    conflicts: tuple[ClaimLine, ...]
    quotes: tuple[QuoteCard, ...]
    sources: tuple[Link, ...]
    note: str | None


def claims_list(context: Context, limit: int = PART_LIMIT) -> Listed[ClaimStanding, ClaimsView]:
    """The list of all claims."""
    claims = context.desk.claims
    ordered = [claims[claim_id] for claim_id in context.subjects.claim_order]

    def page(part: Part[ClaimStanding]) -> ClaimsView:
        rows = tuple(claim_summary(context, claim) for claim in part.items)
        return ClaimsView(len(claims), part, rows)

    return Listed(split_by_date("claims/", ordered, lambda claim: claim.first_date, limit), page)


def claim_parts(
    context: Context, claim: ClaimStanding, limit: int = PART_LIMIT
) -> list[Part[ClaimItem]]:
    """The pages of a claim, its own first."""
    items: list[ClaimItem] = [*claim.acts, *_bearing(context, claim)]
    items.sort(key=lambda item: item.sort_key)
    return split_by_date(claim_uri(claim.id), items, lambda item: item.date, limit)


def claim_view(context: Context, claim: ClaimStanding, part: Part[ClaimItem]) -> ClaimView:
    """One page of a claim."""
    desk, own = context.desk, part.items
    own_page = part.opens
    shown = {id(denial) for hearing in claim.hearings for denial in hearing.denials}
    shown.update(id(one) for one in claim.acts if one.word in _AGAINST)
    articles = [act.article_id for act in claim.acts]
    articles += [one.article_id for one in _bearing(context, claim)]
    return ClaimView(
        written=Written(claim.record),
        row=claim_summary(context, claim),
        part=part,
        own=own_page,
        acts=act_views(
            context,
            (
                item
                for item in own
                if isinstance(item, Act) and not (own_page and id(item) in shown)
            ),
        ),
        conflicts=tuple(claim_line(context, one) for one in claim.conflicts) if own_page else (),
        quotes=tuple(context.cards.card(item) for item in own if isinstance(item, QuoteEntry)),
        sources=article_links(desk, articles) if own_page else (),
        note=claim.record.note,
    )


def claim_summary(context: Context, claim: ClaimStanding) -> ClaimSummary:
    """A claim in a list."""
    return ClaimSummary(
        line=claim_line(context, claim.id),
        kind=claim.record.kind,
        standing=claim.standing,
        tellers=context.people.links(claim.tellers),
        first=claim.first_date,
        about=tuple(topic_link(context.desk, topic) for topic in claim.record.about),
        hearings=(
            *(_hearing(context, hearing) for hearing in claim.hearings),
            *_other_hearings(context, claim),
        ),
        others=_others(context, claim),
    )


def _hearing(context: Context, hearing: Hearing) -> HearingView:
    return HearingView(
        name=context.people.link(hearing.accused),
        denials=act_views(context, hearing.denials),
        replies=act_views(context, (*hearing.replies, *hearing.searches), own_words=hearing.told),
    )


def _other_hearings(context: Context, claim: ClaimStanding) -> Iterator[HearingView]:
    """Replies that the claim's file gives of those it is not against."""
    replies: dict[str, list[Act]] = {}
    for reply in claim.replies:
        if reply.by[0] not in claim.record.against:
            replies.setdefault(reply.by[0], []).append(reply)
    for by, theirs in replies.items():
        yield HearingView(context.people.link(by), (), act_views(context, theirs))


def _others(context: Context, claim: ClaimStanding) -> tuple[ActView, ...]:
    heard = {id(denial) for hearing in claim.hearings for denial in hearing.denials}
    against = (act for act in claim.acts if act.word in _AGAINST and id(act) not in heard)
    return act_views(context, against)


def _bearing(context: Context, claim: ClaimStanding) -> list[QuoteEntry]:
    """The quotes that bear on it and are not shown with an act."""
    shown = {act.quote.reference for act in claim.acts if act.quote}
    bearing = context.subjects.on_claim.get(claim.id, ())
    return [one for one in bearing if one.reference not in shown]
