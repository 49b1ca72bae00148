"""The linked facts of a desk: each knows its source, its date and the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from onrecord.captures.lock import LockLine
from onrecord.captures.quotation import EXACT, TYPOGRAPHY, compared_words
from onrecord.captures.runs import joined
from onrecord.records import Article, ClaimReply, PartialDate, Quote, ResponseFields

# A quote in one of these states is shown, but nothing rests on it and no total counts it.
NOT_EVIDENCE = frozenset({"misattributed", "retracted", "withheld"})


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event at which something was said.

    Attributes:
        key: the same for all that was said there: the event's id, or the article's where the
            event is described in place or not at all; behind a slash what is not the article's.
        event: the id in ``events.yml``; ``None`` where it is described in place or not at all.
        name: what it was; ``None`` where the article tells of none.
        date: when; unknown where not told.
        place: where, if told.
        dates_given: all dates that the desk knows for it beside ``date``.
    """

    key: str
    event: str | None
    name: str | None
    date: PartialDate
    place: str | None
    dates_given: tuple[PartialDate, ...] = ()

    def may_be_on(self, day: PartialDate) -> bool:
        """Whether it may have been on ``day``, as far as its dates and that one are known."""
        dates = (self.date, *self.dates_given)
        return not all(date.apart(day) for date in dates)


@dataclass(frozen=True, slots=True)
class QuoteEntry:
    """A quote with all it takes from its article.

    Attributes:
        reference: ``article-id#quote-id``.
        index: its place among the article's quotes, from 0.
        date: when it was said, as far as known.
        utterance: the reference that stands for its group of ``same_as`` quotes.
        verdict: what comparing it with its source came to, one of ``verdicts.VERDICTS``.
        checked: what the lock says of it; ``None`` where it says nothing.
    """

    reference: str
    article_id: str
    article: Article
    index: int
    record: Quote
    date: PartialDate
    place: str | None
    occasion: Occasion
    language: str | None
    utterance: str
    verdict: str
    checked: LockLine | None

    @property
    def speaker(self) -> str | None:
        """The actor who said it; ``None`` if unknown or if these are the writer's own marks."""
        return None if self.record.speaker in (None, "unknown") else self.record.speaker

    @property
    def parts(self) -> tuple[str, ...]:
        """The words, parted only where its source has something between the parts."""
        text, line = self.record.text, self.checked
        if len(text) < 2 or line is None or self.verdict not in (EXACT, TYPOGRAPHY):
            return text
        # The source of words that the desk translated has the original.
        return joined(text, line.spans) if compared_words(self.record) == text else text

    @property
    def words(self) -> str:
        """The words in one string, parts set apart by an ellipsis in brackets."""
        return " […] ".join(self.parts)

    @property
    def counts(self) -> bool:
        """Whether it counts as an utterance of its speaker."""
        record = self.record
        return not (
            record.quoting
            or record.form == "scare"
            or record.state in NOT_EVIDENCE
            or self.speaker is None
        )

    @property
    def sort_key(self) -> tuple[int, int, str, int]:
        """Order by the date said, then by article and place in it."""
        return (*self.date.sort_key, self.article_id, self.index)


class Rank(IntEnum):
    """How near an answer is to the one asked; the lowest rank that has any decides."""

    OWN = 1
    UNNAMED = 2
    TOLD = 3


class Relation(Enum):
    """What the answerer is to the one the demand is addressed to."""

    OWN = "own"
    MEMBER = "member"
    OUTSIDER = "outsider"


@dataclass(frozen=True, slots=True)
class Statement:
    """That a demand was stated, modified, withdrawn or reported by one or more actors."""

    demand_id: str
    act: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    quote: QuoteEntry | None
    date: PartialDate
    article_id: str
    note: str | None
    row: int

    @property
    def states(self) -> bool:
        """Whether it says that the demand stands (a withdrawal is an end, not a statement)."""
        return self.act != "withdrawn"

    @property
    def own(self) -> bool:
        """Whether it is the owner's, not somebody's report that it is."""
        return self.act != "reported"

    @property
    def sort_key(self) -> tuple[int, int, str, int]:
        """Order by date, then by article and row."""
        return (*self.date.sort_key, self.article_id, self.row)


@dataclass(frozen=True, slots=True)
class Answer:
    """One actor's answer to one demand, as far as one addressee is concerned.

    Attributes:
        by: whose answer it is.
        addressee: towards whom it counts; for an outsider's answer the answerer.
        told_by: who tells of it, where it is told.
        early: dated before the demand was first stated.
        late: dated after the demand was withdrawn or superseded.
        article_id: the article it was found in; ``None`` where the demand's own file says it.
    """

    demand_id: str
    addressee: str
    by: str
    record: ResponseFields
    relation: Relation
    rank: Rank
    told_by: str | None
    quote: QuoteEntry | None
    date: PartialDate
    early: bool
    late: bool
    article_id: str | None
    row: int

    @property
    def response(self) -> str:
        """The kind of answer."""
        return self.record.response

    @property
    def speaker(self) -> str:
        """In whose words it came: the quote's speaker, else the one whose answer it is."""
        return (self.quote.speaker if self.quote else None) or self.by

    @property
    def occasion(self) -> str:
        """Where it was given or told, to see whether two rows are one answer."""
        return self.quote.occasion.key if self.quote else self.article_id or ""

    @property
    def sort_key(self) -> tuple[int, int, str, int]:
        """Order by date, then by article and row."""
        return (*self.date.sort_key, self.article_id or "", self.row)


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """That a claim was asserted, denied, disputed, corroborated or retracted.

    Attributes:
        by: whose act it is; those of one row whose act is told apart from the others.
        told_by: who tells of it, where it is not in their own words.
        date: when; what is told is dated only by its row's own date.
    """

    claim_id: str
    act: str
    by: tuple[str, ...]
    told_by: tuple[str, ...]
    quote: QuoteEntry | None
    date: PartialDate
    article_id: str
    note: str | None
    row: int

    @property
    def sort_key(self) -> tuple[int, int, str, int]:
        """Order by date, then by article and row."""
        return (*self.date.sort_key, self.article_id, self.row)


@dataclass(frozen=True, slots=True)
class ReplyEntry:
    """A reply that a claim's own file has, or a search that found none.

    Attributes:
        told_by: who tells of it, where it is not in the replier's own words.
        date: when; what is told is dated only by its own date; unknown for a search.
        row: its place in the file.
    """

    claim_id: str
    record: ClaimReply
    told_by: tuple[str, ...]
    quote: QuoteEntry | None
    date: PartialDate
    row: int

    @property
    def search(self) -> bool:
        """Whether it is a search that found nothing."""
        return self.record.reply == "none_found"
