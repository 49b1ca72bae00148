"""Acts: a demand stated or answered, a claim asserted, denied or replied to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Literal, TypeAlias

from onrecord.records import (
    UNKNOWN,
    Article,
    ClaimReply,
    ClaimRow,
    DemandRow,
    Event,
    PartialDate,
    ResponseFields,
)

from .occasions import article_occasion
from .quotes import NOT_EVIDENCE, QuoteEntry, full_reference
from .roles import Roles

ActKind: TypeAlias = Literal["statement", "answer", "claim", "reply"]
ActRecord: TypeAlias = DemandRow | ResponseFields | ClaimRow | ClaimReply

NONE_FOUND = "none_found"

# The list of a file that has the rows of each kind.
_LISTS = {"statement": "demands", "answer": "responses", "claim": "claims", "reply": "replies"}


class Rank(IntEnum):
    """How near words are to the one whose act it is; the lowest rank of any answer decides."""

    OWN = 1
    UNNAMED = 2
    TOLD = 3


class Relation(Enum):
    """What the answerer is to the one the demand is addressed to."""

    OWN = "own"
    MEMBER = "member"
    OUTSIDER = "outsider"


@dataclass(frozen=True, slots=True)
class Act:
    """One act on one demand or claim, as a row of the content records it.

    Attributes:
        kind: ``statement`` of a demand, ``answer`` to one, ``claim`` for what is said of a claim in
            an article, ``reply`` for what the claim's own file has.
        subject: id of the demand or the claim.
        word: the act (``stated``, ``denied``), the response or the reply.
        by: whose act it is; of a row in which some act themselves and others tell of the rest,
            these are two acts.
        to: whom a statement addresses; for an answer the one addressee towards whom it counts (for
            an outsider's answer the answerer).
        told_by: who tells of it, where it is not in its own words.
        quote: the words it rests on.
        date: when; what is told is dated only by its row's own date.
        record: the row, with its note, its condition and what was searched.
        article_id: the article it was found in; empty where the file of its demand or claim has it.
        row: its place in the list of that file, from 0.
        early: dated before the demand was first stated.
        late: dated after the demand was withdrawn or superseded.
    """

    kind: ActKind
    subject: str
    word: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    told_by: tuple[str, ...]
    quote: QuoteEntry | None
    date: PartialDate
    record: ActRecord
    article_id: str
    row: int
    rank: Rank = Rank.OWN
    relation: Relation = Relation.OWN
    early: bool = False
    late: bool = False

    @property
    def states(self) -> bool:
        """Whether a statement says that the demand is made (a withdrawal ends it)."""
        return self.word != "withdrawn"

    @property
    def own(self) -> bool:
        """Whether a statement is its owner's, not somebody's report that it is."""
        return self.word != "reported"

    @property
    def addressee(self) -> str:
        """Towards whom an answer counts."""
        return self.to[0]

    @property
    def speakers(self) -> tuple[str, ...]:
        """In whose words it is: the quote's speakers, else the first of those whose act it is."""
        return (self.quote.speakers if self.quote else ()) or self.by[:1]

    @property
    def search(self) -> ResponseFields | ClaimReply | None:
        """The row of a search that found nothing; ``None`` for everything else."""
        record = self.record
        if self.word == NONE_FOUND and isinstance(record, ResponseFields | ClaimReply):
            return record
        return None

    @property
    def phrase(self) -> str | None:
        """The key words of a statement, which are in its quote."""
        return self.record.phrase if isinstance(self.record, DemandRow) else None

    @property
    def condition(self) -> str | None:
        """On what terms an answer is given."""
        return self.record.condition if isinstance(self.record, ResponseFields) else None

    @property
    def says_told(self) -> bool:
        """Whether the row itself says who tells of it."""
        return not isinstance(self.record, DemandRow) and bool(self.record.told_by)

    @property
    def owner(self) -> tuple[str, str]:
        """Kind and id of the record whose file has the row."""
        if self.article_id:
            return ("article", self.article_id)
        return ("demand" if self.kind in ("statement", "answer") else "claim", self.subject)

    @property
    def path(self) -> tuple[str | int, ...]:
        """How to reach the row from the top of that file."""
        return (_LISTS[self.kind], self.row)

    @property
    def sort_key(self) -> tuple[int, int, str, int]:
        """Order by date, then by article and row."""
        return (*self.date.sort_key, self.article_id, self.row)


@dataclass(frozen=True, slots=True)
class ActLinks:
    """What rows are linked with to become acts."""

    articles: Mapping[str, Article]
    events: Mapping[str, Event]
    quotes: Mapping[str, QuoteEntry]
    roles: Roles

    def evidence(self, row: ActRecord, article_id: str | None) -> QuoteEntry | None:
        """The quote that ``row`` rests on."""
        reference = row.quote
        return self.quotes.get(full_reference(reference, article_id)) if reference else None

    def tellers(
        self,
        row: ResponseFields | ClaimRow | ClaimReply,
        quote: QuoteEntry | None,
        by: str,
        parties: Iterable[str],
    ) -> tuple[str, ...]:
        """Who tells of what ``by`` did, where it is not in its own words.

        Words of somebody who neither is the actor nor speaks for it (or for the one of ``parties``
        that the actor speaks for) are told by that somebody, whether or not the row says so.
        """
        named = (row.told_by,) if isinstance(row.told_by, str) else row.told_by or ()
        tellers = named or (quote.speakers if quote else ())
        roles, on = self.roles, quote.date if quote else row.date or UNKNOWN
        names = [by, *(party for party in parties if roles.speaks_for(by, party, on))]
        own = any(roles.is_or_speaks_for(teller, name, on) for teller in tellers for name in names)
        return () if own else tellers

    def date(
        self, row: ActRecord, quote: QuoteEntry | None, article_id: str | None, *, told: bool
    ) -> PartialDate:
        """A row's own date, else its quote's or the event's; where it is ``told`` only its own."""
        if row.date or told:
            return row.date or UNKNOWN
        if quote:
            return quote.date
        if article_id is None:
            return UNKNOWN
        return article_occasion(article_id, self.articles[article_id], self.events).date


def taken_back(quote: QuoteEntry | None) -> bool:
    """Whether ``quote`` is evidence for nothing any more, so that neither is an act on it."""
    return quote is not None and quote.record.state in NOT_EVIDENCE
