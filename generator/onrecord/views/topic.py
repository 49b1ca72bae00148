"""The pages of topics: the demands, the claims and the quotes about each."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.desk.entries import QuoteEntry
from onrecord.desk.totals import count_utterances
from onrecord.records import PartialDate

from .claim import ClaimRow, ClaimViews
from .context import Context
from .demands import DemandRow, DemandsViews
from .listing import PART_LIMIT, Part, split_by_date, split_by_number
from .names import Link, topic_link, topic_uri
from .quote_card import OccasionGroup, by_occasion
from .subjects import newest_first

TopicItem = DemandEntry | ClaimStanding | QuoteEntry


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in the list, with what the desk has on it.

    Attributes:
        utterances: how many the desk chose; versions of one are one.
    """

    link: Link
    summary: str | None
    demands: int
    claims: int
    utterances: int


@dataclass(frozen=True, slots=True)
class TopicsView:
    """The list of topics, in the order of ``topics.yml``."""

    part: Part[str]
    topics: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic's own page, or one date's share of it.

    Attributes:
        row: the topic, with what the desk has on it in all.
        part: the way to its finer pages.
        own: whether this is the topic's own page.
        demands, claims: those that stand on this page.
        groups: so do these quotes, newest first, by occasion.
    """

    row: TopicRow
    part: Part[TopicItem]
    own: bool
    demands: tuple[DemandRow, ...]
    claims: tuple[ClaimRow, ...]
    groups: tuple[OccasionGroup, ...]


class TopicViews:
    """Makes what the pages about topics show."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._demands = DemandsViews(context)
        self._claims = ClaimViews(context)

    def list_parts(self, limit: int = PART_LIMIT) -> list[Part[str]]:
        """The pages of the list of topics."""
        return split_by_number("topics/", tuple(self._context.desk.topics), limit)

    def list_page(self, part: Part[str]) -> TopicsView:
        """One page of the list."""
        return TopicsView(part, tuple(map(self.row, part.items)))

    def row(self, topic_id: str) -> TopicRow:
        """A topic in the list."""
        subjects = self._context.subjects
        return TopicRow(
            link=topic_link(self._context.desk, topic_id),
            summary=self._context.desk.topics[topic_id].summary,
            demands=len(subjects.demands.get(topic_id, ())),
            claims=len(subjects.claims.get(topic_id, ())),
            utterances=count_utterances(subjects.quotes.get(topic_id, ())),
        )

    def parts(self, topic_id: str, limit: int = PART_LIMIT) -> list[Part[TopicItem]]:
        """The pages of a topic, its own first.

        Its demands and claims stay on its own page while they are no more than ``limit``; else
        they are split by date with its quotes.
        """
        items: list[TopicItem] = [*self._context.subjects.quotes.get(topic_id, ())]
        kept = self._kept(topic_id)
        if len(kept) > limit:
            items = newest_first([*kept, *items], _date)
        return split_by_date(topic_uri(topic_id), items, _date, limit)

    def page(self, topic_id: str, part: Part[TopicItem], limit: int = PART_LIMIT) -> TopicView:
        """One page of a topic."""
        items: list[TopicItem] = list(part.items)
        kept = self._kept(topic_id)
        own = part.opens
        if own and len(kept) <= limit:
            items = [*kept, *items]
        return TopicView(
            row=self.row(topic_id),
            part=part,
            own=own,
            demands=tuple(self._demands.row(one) for one in items if isinstance(one, DemandEntry)),
            claims=tuple(self._claims.row(one) for one in items if isinstance(one, ClaimStanding)),
            groups=by_occasion(
                [one for one in items if isinstance(one, QuoteEntry)], self._context.cards
            ),
        )

    def _kept(self, topic_id: str) -> list[TopicItem]:
        desk, subjects = self._context.desk, self._context.subjects
        kept: list[TopicItem] = [desk.demands[one] for one in subjects.demands.get(topic_id, ())]
        kept += [desk.claims[one] for one in subjects.claims.get(topic_id, ())]
        return kept


def _date(item: TopicItem) -> PartialDate:
    return item.date if isinstance(item, QuoteEntry) else item.first_date
