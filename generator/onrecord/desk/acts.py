"""Acts: a demand stated or answered, a claim asserted, denied or replied to."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from enum import Enum, IntEnum
from typing import Generic, Literal, TypeAlias, TypeVar

from onrecord.records import (
    UNKNOWN,
    Article,
    ClaimReply,
    ClaimRow,
    DemandRow,
    Event,
    PartialDate,
    ResponseFields,
    fixed,
)

from .actors import Roles
from .quotes import QuoteEntry, article_occasion, full_reference

ActKind: TypeAlias = Literal["statement", "answer", "claim", "reply"]
ActRecord: TypeAlias = DemandRow | ResponseFields | ClaimRow | ClaimReply

NONE_FOUND = "none_found"

# How we have the words of an act, the nearest first: quoted, in a paraphrase, or not at all.
Wording: TypeAlias = Literal["exact", "paraphrased", "unquoted"]

# The list of a file that has the rows of each kind.
_LISTS = {"statement": "demands", "answer": "responses", "claim": "claims", "reply": "replies"}

K = TypeVar("K")
T = TypeVar("T")
RowT = TypeVar("RowT", bound=ActRecord)
RowT_co = TypeVar("RowT_co", bound=ActRecord, covariant=True)


def only(values: Iterable[T]) -> T | None:
    """The value that all of ``values`` are; ``None`` where there are several, or none."""
    found = {*values}
    return found.pop() if len(found) == 1 else None


def grouped(pairs: Iterable[tuple[K | None, T]]) -> Mapping[K, tuple[T, ...]]:
    """The values by key; values without a key are left out."""
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


class Rank(IntEnum):
    """How directly the words come from the actor; the lowest rank of any answer decides."""

    OWN = 1
    UNNAMED = 2
    TOLD = 3


class Relation(Enum):
    """The relation of the answerer to the addressee of the demand."""

    OWN = "own"
    MEMBER = "member"
    OUTSIDER = "outsider"


@fixed
class Act:
    """One act on one demand or claim, as a row of the content records it."""

    #: `statement` of a demand, `answer` to one, `claim` for what is said of a claim in an article,
    #: `reply` for what the claim's own file has
    kind: ActKind
    subject: str  #: id of the demand or the claim
    word: str  #: the act (`stated`, `denied`), the response or the reply
    #: whose act it is; a row in which some act themselves and others report the rest is two acts
    by: tuple[str, ...]
    #: whom a statement addresses; for an answer the one addressee towards whom it counts (for an
    #: outsider's answer the answerer)
    to: tuple[str, ...]
    told_by: tuple[str, ...]  #: according to whom, where it is not in its own words
    quote: QuoteEntry | None  #: the words it is based on
    date: PartialDate  #: when; what is reported is dated only by its row's own date
    record: ActRecord  #: the row, with its note, its condition and what was searched
    #: the article it was found in; empty where the file of its demand or claim has it
    article_id: str
    row: int  #: its place in the list of that file, from 0
    rank: Rank = Rank.OWN
    relation: Relation = Relation.OWN
    early: bool = False  #: dated before the demand was first stated
    #: an answer of which it is not known whether it was before or after that
    unordered: bool = False
    late: bool = False  #: dated after the demand was withdrawn or superseded

    @property
    def states(self) -> bool:
        """Whether a statement says that the demand is made (a withdrawal ends it)."""
        return self.word != "withdrawn"

    @property
    def own(self) -> bool:
        """Whether a statement is its owner's, not somebody's report that it is."""
        return self.rank is not Rank.TOLD

    @property
    def addressee(self) -> str:
        """Towards whom an answer counts."""
        return self.to[0]

    @property
    def spokespersons(self) -> tuple[str, ...]:
        """Who gives it in its own words, as the row's ``told_by`` has them."""
        return () if self.told_by else named_tellers(self.record)

    @property
    def speakers(self) -> tuple[str, ...]:
        """In whose words it is: the quote's speakers, else who gives it, else whose act it is."""
        quoted = self.quote.speakers if self.quote else ()
        return quoted or self.spokespersons or self.by[:1]

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
    def wording(self) -> Wording:
        """How we have its words."""
        if self.quote is None:
            return "unquoted"
        return "exact" if self.quote.record.exact else "paraphrased"

    @property
    def says_told(self) -> bool:
        """Whether the row itself says who tells of it."""
        return bool(named_tellers(self.record))

    @property
    def utterance(self) -> Hashable:
        """Identifies a statement in all its versions, also without quoted words."""
        return self.quote.utterance if self.quote else (self.article_id, self.row)

    @property
    def owner(self) -> tuple[str, str]:
        """Kind and id of the record whose file has the row."""
        if self.article_id:
            return ("article", self.article_id)
        return ("demand" if self.kind in ("statement", "answer") else "claim", self.subject)

    @property
    def path(self) -> tuple[str | int, ...]:
        """The path of the row in that file."""
        return (_LISTS[self.kind], self.row)

    @property
    def sort_key(self) -> tuple[int, int, str, int]:
        """Order by date, then by article and row."""
        return (*self.date.sort_key, self.article_id, self.row)


@fixed
class LinkedRow(Generic[RowT_co]):
    """A row of the content with the words it is based on."""

    record: RowT_co
    article_id: str
    index: int
    quote: QuoteEntry | None
    date: PartialDate  #: its own date, else its quote's or the event's

    @property
    def speakers(self) -> tuple[str, ...]:
        """In whose words it is; none where there are no words or nobody is known."""
        return self.quote.speakers if self.quote else ()

    def date_as(self, rank: Rank) -> PartialDate:
        """Its date as an act of ``rank``: a report by others has only the date of its row."""
        return self.date if rank is not Rank.TOLD else self.record.date or UNKNOWN

    def act(  # noqa: PLR0913 - all that is not in the row
        self,
        kind: ActKind,
        subject: str,
        word: str,
        by: tuple[str, ...],
        *,
        rank: Rank | None = None,
        to: tuple[str, ...] = (),
        told_by: tuple[str, ...] = (),
        relation: Relation = Relation.OWN,
        early: bool = False,
        unordered: bool = False,
        late: bool = False,
    ) -> Act:
        """The row as one act on ``subject``."""
        rank = rank or (Rank.TOLD if told_by else Rank.OWN)
        return Act(
            kind=kind,
            subject=subject,
            word=word,
            by=by,
            to=to,
            told_by=told_by,
            quote=self.quote,
            date=self.date_as(rank),
            record=self.record,
            article_id=self.article_id,
            row=self.index,
            rank=rank,
            relation=relation,
            early=early,
            unordered=unordered,
            late=late,
        )


@fixed
class ActLinks:
    """What rows are linked with to become acts."""

    articles: Mapping[str, Article]
    events: Mapping[str, Event]
    quotes: Mapping[str, QuoteEntry]
    roles: Roles

    def rows(
        self, article_id: str, rows: Iterable[RowT], *, lost: bool = False
    ) -> Iterator[LinkedRow[RowT]]:
        """Each of ``rows`` that is an act; ``article_id`` is empty where no article has them.

        ``lost``: in place of these those that are none any more, as their words were taken back.
        """
        for index, row in enumerate(rows):
            reference = row.quote and full_reference(row.quote, article_id or None)
            quote = self.quotes.get(reference) if reference else None
            if taken_back(quote) is lost:
                date = row.date or (quote.date if quote else self._date_of_event(article_id))
                yield LinkedRow(row, article_id, index, quote, date)

    def _date_of_event(self, article_id: str) -> PartialDate:
        if not article_id:
            return UNKNOWN
        return article_occasion(article_id, self.articles[article_id], self.events).date

    def tellers(
        self, found: LinkedRow[ActRecord], by: str, parties: Iterable[str]
    ) -> tuple[str, ...]:
        """According to whom ``by`` did what ``found`` records; nobody where it is in its own words.

        Words of somebody who neither is the actor nor speaks for it (or for the one of ``parties``
        that the actor speaks for) are reported by that somebody, whether or not the row says so. So
        are words that somebody gives as the actor's, also where both speak for the same.
        """
        row, roles = found.record, self.roles
        tellers = named_tellers(row) or found.speakers
        on = found.quote.date if found.quote else row.date or UNKNOWN
        quoting = found.quote is not None and found.quote.record.quoting is not None
        bodies = () if quoting else parties
        names = [by, *(body for body in bodies if roles.speaks_for(by, body, on))]
        own = any(roles.is_or_speaks_for(teller, name, on) for teller in tellers for name in names)
        return () if own else tellers


def named_tellers(row: ActRecord) -> tuple[str, ...]:
    """Who reports it, as the row itself says."""
    if isinstance(row, DemandRow) or not row.told_by:
        return ()
    return (row.told_by,) if isinstance(row.told_by, str) else row.told_by


def taken_back(quote: QuoteEntry | None) -> bool:
    """Whether ``quote`` no longer counts as evidence, and acts based on it do not count either."""
    return quote is not None and quote.record.taken_back
