"""The pages of topics: the demands, the claims and the quotes about each."""

from dataclasses import field

from onrecord.desk import ClaimStanding, DemandEntry, QuoteEntry
from onrecord.records import PartialDate, Written, fixed, topic_uri

from . import listing
from .acts import ClaimLine, claim_line
from .claim import ClaimSummary, claim_summary
from .context import Context, first_made_first, newest_first
from .links import Link, demand_link, topic_link
from .listing import PART_LIMIT, QUOTES_LIMIT, Jump, Listed, Part, Rest
from .newest import FEW, NewestQuotes, OccasionGroup, by_occasion, newest_quotes, places_of
from .pictures.activity import ActivityView, activity_picture
from .pictures.glance import GlanceView, glance

# A mark that is a link takes a quarter of a kilobyte.
_LINKED_MARKS = 200
# So many demands and so many claims are shown in full on a topic's own page.
_SHOWN = 30

TopicItem = DemandEntry | ClaimStanding | QuoteEntry


@fixed
class TopicRow:
    """A topic in the list, with what the desk has on it."""

    link: Link
    summary: str | None
    demands: int
    claims: int
    quotes: int  #: how many there are
    utterances: int  #: of how many statements; versions of one count once

    @property
    def shown(self) -> tuple[tuple[str, int], ...]:
        """What there is any of, by the key of its words, and how much."""
        keys = ("demands.count", "topics.claims", "articles.quotes")
        counted = zip(keys, (self.demands, self.claims, self.quotes), strict=True)
        return tuple((key, count) for key, count in counted if count)


@fixed
class TopicsView:
    """The list of topics, in the order of ``topics.yml``."""

    part: Part[str]
    topics: tuple[TopicRow, ...]


@fixed
class TopicView:
    """A topic's own page, or one date's share of it."""

    written: Written = field(compare=False)
    row: TopicRow  #: the topic, with what the desk has on it in all
    part: Part[TopicItem]  #: links to its finer pages
    glance: GlanceView | None  #: the demands of this page, on lines of time; the first ones first
    rest: Rest[Link]  #: on the topic's own page, the other demands
    claims: tuple[ClaimSummary, ...]  #: those on this page; on the topic's own page the first
    rest_of_claims: Rest[ClaimLine]  #: on the topic's own page, the others
    quotes: NewestQuotes  #: on the topic's own page the newest
    activity: ActivityView | None  #: there, when they were said; `None` if they are too few
    groups: tuple[OccasionGroup, ...]  #: on a finer page, its quotes by occasion, newest first

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """The sections of its own page, if there are several."""
        row = self.row
        sections = (("demands", row.demands), ("claims", row.claims), ("quotes", row.quotes))
        jumps = tuple(Jump(id_, count) for id_, count in sections if count)
        return jumps if self.part.opens and len(jumps) > 1 else ()

    @property
    def noted(self) -> bool:
        """Whether a line of the page says that there is a note."""
        return bool(self.glance and self.glance.noted) or any(claim.noted for claim in self.claims)

    @property
    def marks_lead(self) -> bool:
        """Whether each mark is a link that says what it is; not if there are very many."""
        return self.glance is None or self.glance.marks <= _LINKED_MARKS


def topics_list(context: Context, limit: int = PART_LIMIT) -> Listed[str, TopicsView]:
    """The list of topics; what its pages hold is ids."""

    def page(part: Part[str]) -> TopicsView:
        return TopicsView(part, tuple(topic_row(context, topic_id) for topic_id in part.items))

    return Listed(listing.split_by_number("topics/", tuple(context.desk.topics), limit), page)


def topic_row(context: Context, topic_id: str) -> TopicRow:
    """A topic in the list."""
    indexes = context.indexes
    quotes = indexes.quotes.get(topic_id, ())
    return TopicRow(
        link=topic_link(context.desk, topic_id),
        summary=context.desk.topics[topic_id].summary,
        demands=len(indexes.demands.get(topic_id, ())),
        claims=len(indexes.claims.get(topic_id, ())),
        quotes=len(quotes),
        utterances=indexes.utterances.get(topic_id, 0),
    )


def topic_parts(
    context: Context, topic_id: str, limit: int = QUOTES_LIMIT
) -> list[Part[TopicItem]]:
    """The pages of a topic, its own first."""
    # Its demands and claims are on its own page; where they are more than `limit`, they are on the
    # finer pages, too, with its quotes by date.
    items: list[TopicItem] = [*context.indexes.quotes.get(topic_id, ())]
    kept = _kept(context, topic_id)
    if len(kept) > limit:
        items = newest_first([*kept, *items], _date)
    return listing.split_by_date(topic_uri(topic_id), items, _date, limit, FEW)


def topic_view(
    context: Context, topic_id: str, part: Part[TopicItem], limit: int = QUOTES_LIMIT
) -> TopicView:
    """One page of a topic."""
    own = part.opens
    kept = _kept(context, topic_id) if own else []
    items = kept if own else part.items
    demands = first_made_first(item for item in items if isinstance(item, DemandEntry))
    claims = [item for item in items if isinstance(item, ClaimStanding)]
    most = _SHOWN if own else len(items)
    of_topic, only_quotes = context.indexes.quotes.get(topic_id, ()), _only_quotes(part)
    newest, activity = newest_quotes(context, only_quotes, lambda: of_topic), None
    if own and len(kept) <= limit:
        places = places_of([_only_quotes(each) for each in topic_parts(context, topic_id, limit)])
        activity = activity_picture(context, reversed(of_topic), places)
    return TopicView(
        written=Written(context.desk.topics[topic_id]),
        row=topic_row(context, topic_id),
        part=part,
        glance=glance(context, demands[:most]) if demands else None,
        rest=listing.rest_of(demands, lambda demand: demand_link(context.desk, demand.id), most),
        claims=tuple(claim_summary(context, claim) for claim in claims[:most]),
        rest_of_claims=listing.rest_of(claims, lambda claim: claim_line(context, claim.id), most),
        quotes=newest if own else NewestQuotes((), ()),
        activity=activity,
        groups=() if own else by_occasion(only_quotes.items, context.cards),
    )


def _only_quotes(part: Part[TopicItem]) -> Part[QuoteEntry]:
    quotes = tuple(item for item in part.items if isinstance(item, QuoteEntry))
    return Part(part.uri, part.name, quotes, part.total, part.finer, number=part.number)


def _kept(context: Context, topic_id: str) -> list[TopicItem]:
    desk, indexes = context.desk, context.indexes
    kept: list[TopicItem] = [desk.demands[demand] for demand in indexes.demands.get(topic_id, ())]
    kept += [desk.claims[claim] for claim in indexes.claims.get(topic_id, ())]
    return kept


def _date(item: TopicItem) -> PartialDate:
    return item.date if isinstance(item, QuoteEntry) else item.first_date
