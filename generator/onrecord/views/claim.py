"""The page of one claim: whose it is, what was said to it, and what it conflicts with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.desk.claims import ClaimStanding, Hearing
from onrecord.desk.entries import ClaimEntry, QuoteEntry, ReplyEntry
from onrecord.records import UNKNOWN, PartialDate

from .answers import SearchView
from .listing import PART_LIMIT, Part, split_by_date
from .maker import Maker
from .names import Link, article_links, article_uri, claim_uri, quote_uri, topic_link
from .quote_card import QuoteCard

ClaimItem = ClaimEntry | QuoteEntry

# Acts that speak against a claim: they stand in the same block as the claim.
_AGAINST = frozenset({"denied", "disputed", "retracted"})


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim wherever it is named: always with whose it is."""

    uri: str
    by: tuple[Link, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ClaimActView:
    """That a claim was asserted, denied, disputed, corroborated or retracted.

    Attributes:
        told_by: who tells of it, where it is not in its own words: "according to …" must always
            stand beside it.
        uri: the quote it rests on, else the article.
    """

    act: str
    by: tuple[Link, ...]
    told_by: tuple[Link, ...]
    date: PartialDate
    uri: str
    article: Link
    publisher: str
    card: QuoteCard | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ReplyView:
    """What the desk notes of a reply: a search that found none, or how it was answered.

    Attributes:
        by: whose reply it is.
        told_by: who tells of it, where it is not in its own words: "according to …" must always
            stand beside it.
        own_words: for a search, that others tell of a reply, so that only own words were not found.
    """

    reply: str
    by: Link
    told_by: tuple[Link, ...]
    own_words: bool
    date: PartialDate | None
    card: QuoteCard | None
    search: SearchView | None
    note: str | None


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
    denials: tuple[ClaimActView, ...]
    replies: tuple[ReplyView, ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
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
    others: tuple[ClaimActView, ...]


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """The list of all claims, or one date's share of it; ``claims`` counts all."""

    claims: int
    part: Part[ClaimStanding]
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim's own page, or one date's share of its acts where there are very many.

    Attributes:
        own: whether this is the claim's own page.
        acts: those on this page; on the claim's own those that ``row`` does not show already.
    """

    row: ClaimRow
    part: Part[ClaimItem]
    own: bool
    acts: tuple[ClaimActView, ...]
    conflicts: tuple[ClaimLine, ...]
    quotes: tuple[QuoteCard, ...]
    sources: tuple[Link, ...]
    note: str | None


class ClaimViews:
    """Makes what the pages about claims show."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker

    def list_parts(self, limit: int = PART_LIMIT) -> list[Part[ClaimStanding]]:
        """The pages of the list of all claims."""
        claims = self._maker.desk.claims
        ordered = [claims[one] for one in self._maker.subjects.claim_order]
        return split_by_date("claims/", ordered, lambda one: one.first_date, limit)

    def list_page(self, part: Part[ClaimStanding]) -> ClaimsView:
        """One page of the list."""
        return ClaimsView(len(self._maker.desk.claims), part, tuple(map(self.row, part.items)))

    def parts(self, claim: ClaimStanding, limit: int = PART_LIMIT) -> list[Part[ClaimItem]]:
        """The pages of a claim, its own first."""
        items: list[ClaimItem] = [*claim.acts, *self._bearing(claim)]
        items.sort(key=lambda one: one.sort_key)
        return split_by_date(claim_uri(claim.id), items, lambda one: one.date, limit)

    def page(self, claim: ClaimStanding, part: Part[ClaimItem]) -> ClaimView:
        """One page of a claim."""
        desk, own = self._maker.desk, part.items
        own_page = part.opens
        shown = {id(one) for hearing in claim.hearings for one in hearing.denials}
        shown.update(id(one) for one in claim.acts if one.act in _AGAINST)
        articles = [one.article_id for one in claim.acts]
        articles += [one.article_id for one in self._bearing(claim)]
        return ClaimView(
            row=self.row(claim),
            part=part,
            own=own_page,
            acts=tuple(
                self.act(one)
                for one in own
                if isinstance(one, ClaimEntry) and not (own_page and id(one) in shown)
            ),
            conflicts=tuple(claim_line(self._maker, one) for one in claim.conflicts)
            if own_page
            else (),
            quotes=tuple(self._maker.cards.card(one) for one in own if isinstance(one, QuoteEntry)),
            sources=article_links(desk, articles) if own_page else (),
            note=claim.record.note,
        )

    def row(self, claim: ClaimStanding) -> ClaimRow:
        """A claim in a list."""
        return ClaimRow(
            line=claim_line(self._maker, claim.id),
            kind=claim.record.kind,
            standing=claim.standing,
            tellers=self._maker.people.links(claim.tellers),
            first=claim.first_date,
            about=tuple(topic_link(self._maker.desk, one) for one in claim.record.about),
            hearings=(*map(self._hearing, claim.hearings), *self._other_hearings(claim)),
            others=self._others(claim),
        )

    def act(self, entry: ClaimEntry) -> ClaimActView:
        """One act on a claim."""
        maker, quote = self._maker, entry.quote
        article = maker.desk.articles[entry.article_id]
        return ClaimActView(
            act=entry.act,
            by=maker.people.links(entry.by),
            told_by=maker.people.links(entry.told_by),
            date=entry.date,
            uri=quote_uri(quote.reference) if quote else article_uri(entry.article_id),
            article=Link(article.title, article_uri(entry.article_id)),
            publisher=article.source.publisher,
            card=maker.cards.card(quote) if quote else None,
            note=entry.note,
        )

    def _hearing(self, hearing: Hearing) -> HearingView:
        return HearingView(
            name=self._maker.people.link(hearing.accused),
            denials=tuple(map(self.act, hearing.denials)),
            replies=self._replies((*hearing.replies, *hearing.searches), told=hearing.told),
        )

    def _other_hearings(self, claim: ClaimStanding) -> Iterator[HearingView]:
        """Replies that the claim's file gives of those it is not against."""
        replies: dict[str, list[ReplyEntry]] = {}
        for reply in claim.replies:
            if reply.record.by not in claim.record.against:
                replies.setdefault(reply.record.by, []).append(reply)
        for by, theirs in replies.items():
            yield HearingView(self._maker.people.link(by), (), self._replies(theirs, told=False))

    def _others(self, claim: ClaimStanding) -> tuple[ClaimActView, ...]:
        heard = {id(one) for hearing in claim.hearings for one in hearing.denials}
        return tuple(
            self.act(one) for one in claim.acts if one.act in _AGAINST and id(one) not in heard
        )

    def reply(self, reply: ReplyEntry, *, told: bool = False) -> ReplyView:
        """A reply that a claim's file has; ``told``: only others tell of any by this actor."""
        record, quote, search = reply.record, reply.quote, None
        if reply.search:
            searched = record.searched_through or UNKNOWN
            search = SearchView(searched, record.searched_in, record.asked_on, None)
        return ReplyView(
            reply=record.reply,
            by=self._maker.people.link(record.by),
            told_by=self._maker.people.links(reply.told_by),
            own_words=told and reply.search,
            date=reply.date if reply.date.known or record.date else None,
            card=self._maker.cards.card(quote) if quote else None,
            search=search,
            note=record.note,
        )

    def _replies(self, replies: Iterable[ReplyEntry], *, told: bool) -> tuple[ReplyView, ...]:
        return tuple(self.reply(one, told=told) for one in replies)

    def _bearing(self, claim: ClaimStanding) -> list[QuoteEntry]:
        """The quotes that bear on it and are not shown with an act."""
        shown = {one.quote.reference for one in claim.acts if one.quote}
        bearing = self._maker.subjects.on_claim.get(claim.id, ())
        return [one for one in bearing if one.reference not in shown]


def claim_line(maker: Maker, claim_id: str) -> ClaimLine:
    """A claim's text with whose it is."""
    record = maker.desk.claims[claim_id].record
    by = maker.people.links(record.by)
    return ClaimLine(claim_uri(claim_id), by, " ".join(record.text.split()))
