"""Quotes with all that they inherit from their article and its event, grouped into statements.

A quote has what comparing it with the text of its source showed, as far as the lock says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple, Self

from onrecord.captures.lock import (
    ABSENT,
    CLOSE,
    EXACT,
    TYPOGRAPHY,
    LockLine,
    compared_words,
    words_digest,
)
from onrecord.captures.quotation import join_touching_parts
from onrecord.records import (
    NO_ID,
    PARTED,
    UNKNOWN,
    UNKNOWN_SPEAKER,
    Article,
    Correction,
    Event,
    NamedEvent,
    PartialDate,
    Quote,
    Records,
    Said,
    fixed,
)


@fixed
class Occasion:
    """The event at which something was said."""

    #: the same for all that was said there: the event's id, or the article's where the event is
    #: described in place or not at all; behind a slash what is not the article's
    key: str
    #: the id in `events.yml`; `None` where it is described in place or not at all
    event: str | None
    name: str | None  #: what it was; `None` where the article names none
    date: PartialDate
    place: str | None
    #: all dates that the desk knows for it besides `date`
    dates_given: tuple[PartialDate, ...] = ()

    def may_be_on(self, day: PartialDate) -> bool:
        """Whether it may have been on ``day``, as far as both dates are known."""
        return not all(date.apart(day) for date in (self.date, *self.dates_given))


class Saying(NamedTuple):
    """When, where and at what a quote was said."""

    date: PartialDate
    place: str | None
    occasion: Occasion


def article_occasion(article_id: str, article: Article, events: Mapping[str, Event]) -> Occasion:
    """The event an article is about."""
    return _occasion(article_id, article.event, events)


def shared_occasion(
    event_id: str,
    events: Mapping[str, Event],
    on: PartialDate | None = None,
    place: str | None = None,
) -> Occasion:
    """An event of ``events.yml`` as an occasion; unknown where there is none of that id."""
    event = events.get(event_id)
    if event is None:
        return Occasion(event_id, None, None, on or UNKNOWN, place)
    given = (event.date, *(other.date for other in event.dates_given))
    return Occasion(event_id, event_id, event.name, on or event.date, place or event.place, given)


def saying(article_id: str, article: Article, quote: Quote, events: Mapping[str, Event]) -> Saying:
    """When, where and at what ``quote`` was said.

    A quote of another day than an event that it only inherits was not said there; nor, as far as
    is known, is one of an unknown day. What a writer has in marks is of the day of the source; with
    a speaker, its form is wrong, and an error.
    """
    default, said = article_occasion(article_id, article, events), quote.said
    if quote.form == "scare" and not quote.speaker:
        default = Occasion(f"{article_id}/", None, None, article.source.published, None)
    if said is None:
        return Saying(default.date, default.place, default)
    levels = _Levels.of(article, quote)
    occasion, place = default, said.place
    if said.event:
        occasion = _occasion(f"{article_id}/{said.event.name or ''}", said.event, events)
    is_apart = said.date and not (said.date.known and occasion.may_be_on(said.date))
    if is_apart and levels.date < levels.event:
        occasion = _occasion(f"{article_id}/", None, events)
        place = place if levels.place < levels.event else None
    return Saying(said.date or occasion.date, place or occasion.place, occasion)


def _occasion(key: str, event: NamedEvent | None, events: Mapping[str, Event]) -> Occasion:
    if event is None or event.none:
        return Occasion(key, None, None, UNKNOWN, None)
    if event.event:
        return shared_occasion(event.event, events, event.date, event.place)
    return Occasion(key, None, event.name, event.date or UNKNOWN, event.place)


class _Levels(NamedTuple):
    """How far from a quote its ``said`` is written: 0 at the quote itself, then as in ``of``."""

    date: int
    place: int
    event: int

    @classmethod
    def of(cls, article: Article, quote: Quote) -> Self:
        speakers = [article.speakers.get(speaker) for speaker in quote.speaker]
        lower = (speakers[0] if speakers and all(speakers) else None, article.defaults)
        said = [fields.said if fields else None for fields in lower]
        return cls(*(_level(key, quote.said, said) for key in cls._fields))


def _level(key: str, own: Said | None, lower: list[Said | None]) -> int:
    """1 if the value comes from ``speakers``, 2 from ``defaults``, 3 from the article."""
    value = getattr(own, key)
    if value is None:
        return len(lower) + 1
    for level, said in enumerate(lower, start=1):
        if (given := getattr(said, key, None)) is not None:
            return level if given == value else 0
    return 0


@fixed
class QuoteEntry:
    """A quote with all that it inherits from its article."""

    reference: str
    article_id: str
    article: Article
    index: int  #: its place among the article's quotes, from 0
    #: its place in the source, from 0; as written, where not all of them were found there
    order: int
    record: Quote
    date: PartialDate  #: when it was said, as far as known
    place: str | None
    occasion: Occasion
    language: str | None
    utterance: str  #: the first reference of its group of `same_as` quotes
    verdict: str  #: what comparing it with its source showed, one of `VERDICTS`
    checked: LockLine | None  #: what the lock says of it; `None` where it says nothing
    #: the actors who said it; none if unknown or if these are the writer's own marks
    speakers: tuple[str, ...] = field(init=False, compare=False)
    #: whether it counts as a statement of its speaker
    counts: bool = field(init=False, compare=False)
    #: orders by the date said, then by article and place in it
    sort_key: tuple[int, int, str, int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Compute what every page needs."""
        record = self.record
        speakers = tuple(speaker for speaker in record.speaker if speaker != UNKNOWN_SPEAKER)
        taken = record.quoting or record.form == "scare" or record.taken_back or not speakers
        object.__setattr__(self, "speakers", speakers)
        object.__setattr__(self, "counts", not taken)
        by_date = (*self.date.sort_key, self.article_id, self.order)
        object.__setattr__(self, "sort_key", by_date)

    @property
    def speaker_unknown(self) -> bool:
        """Whether the source does not even describe who said it."""
        return UNKNOWN_SPEAKER in self.record.speaker

    @property
    def corrections(self) -> list[Correction]:
        """The rows of its article that correct it, as they are written."""
        return [row for row in self.article.corrections if row.item == self.record.id]

    @property
    def parts(self) -> tuple[str, ...]:
        """The words, parted only where its source has something between the parts."""
        text, line = self.record.text, self.checked
        if len(text) < 2 or line is None or self.verdict not in (EXACT, TYPOGRAPHY):
            return text
        # The source of words that the desk translated has the original.
        return (
            join_touching_parts(text, line.spans) if compared_words(self.record) == text else text
        )

    @property
    def words(self) -> str:
        """The words in one string, parts set apart by an ellipsis in brackets."""
        return PARTED.join(self.parts)


STALE = "stale"
NOT_CHECKED = "not_checked"

# From the best to the worst; `stale` is a quote edited after it was compared.
VERDICTS = (EXACT, TYPOGRAPHY, CLOSE, ABSENT, STALE, NOT_CHECKED)
# The words are in the source.
STANDS = frozenset({EXACT, TYPOGRAPHY})


def verdict_by_lock(quote: Quote, line: LockLine | None) -> str:
    """The verdict for ``quote`` by ``line`` of the lock; its words may have been edited since."""
    return verdict_of(words_digest(compared_words(quote)) if line else "", line)


def verdict_of(words: str, line: LockLine | None) -> str:
    """The verdict by ``line`` of the lock for a quote with ``words``, as a digest."""
    if line is None:
        return NOT_CHECKED
    return line.verdict if line.words == words else STALE


def full_reference(reference: str, article_id: str | None) -> str:
    """``article-id#quote-id`` for a reference that may leave out its own article.

    >>> full_reference("three-demands", "morning-call")
    'morning-call#three-demands'
    """
    if "#" in reference or article_id is None:
        return reference
    return f"{article_id}#{reference}"


def link_quotes(
    articles: Mapping[str, Article], events: Mapping[str, Event], lock: Mapping[str, LockLine]
) -> dict[str, QuoteEntry]:
    """Every quote by its reference, in the order of the articles."""
    groups, found = _utterances(articles), {}
    for article_id, article in articles.items():
        orders = _in_source(article_id, article, lock)
        for index, record in enumerate(article.quotes):
            reference = f"{article_id}#{record.id}"
            when, place, occasion = saying(article_id, article, record, events)
            line = lock.get(reference)
            found[reference] = QuoteEntry(
                reference=reference,
                article_id=article_id,
                article=article,
                index=index,
                order=orders[index],
                record=record,
                date=when,
                place=place,
                occasion=occasion,
                language=record.language or article.source.language,
                utterance=groups.get(reference, reference),
                verdict=verdict_by_lock(record, line),
                checked=line,
            )
    return found


def _in_source(article_id: str, article: Article, lock: Mapping[str, LockLine]) -> Sequence[int]:
    """The place of each quote of an article in its source, if the lock has all of them."""
    lines = [lock.get(f"{article_id}#{quote.id}") for quote in article.quotes]
    starts = [line.spans[0] for line in lines if line and line.spans]
    if len(starts) < len(lines):
        return range(len(lines))
    places = sorted(range(len(starts)), key=lambda index: (starts[index], index))
    return sorted(range(len(starts)), key=places.__getitem__)


def _utterances(articles: Mapping[str, Article]) -> dict[str, str]:
    """For each quote in a ``same_as`` group, the first reference of its group."""
    leader: dict[str, str] = {}

    def find(reference: str) -> str:
        while leader.setdefault(reference, reference) != reference:
            leader[reference] = leader[leader[reference]]
            reference = leader[reference]
        return reference

    for article_id, article in articles.items():
        for quote in article.quotes:
            for same in quote.same_as:
                first, second = sorted(
                    (find(f"{article_id}#{quote.id}"), find(full_reference(same.quote, article_id)))
                )
                leader[second] = first
    return {reference: find(reference) for reference in list(leader)}


def newest_quotes_first(quotes: Iterable[QuoteEntry]) -> list[QuoteEntry]:
    """The latest date first and unknown dates last; what was said together stays together."""

    def order(quote: QuoteEntry) -> tuple[bool, int, int, str, str, str, int]:
        first, last = quote.date.sort_key
        together = (quote.occasion.key, quote.place or "", quote.article_id, quote.order)
        return (not quote.date.known, -last, -first, *together)

    return sorted(quotes, key=order)


class Quotes:
    """The quotes of all articles before they are linked, sorted once one of them is asked for."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._of: dict[str, dict[str, tuple[int, Quote]]] = {}

    def find(self, reference: str) -> tuple[int, Quote] | None:
        """The quote of ``reference`` and its place in its article, if there is one."""
        article_id, _, quote_id = reference.partition("#")
        article = self._records.articles.get(article_id)
        if article is None or quote_id == NO_ID:
            return None
        if article_id not in self._of:
            found = {quote.id: (index, quote) for index, quote in enumerate(article.quotes)}
            self._of[article_id] = found
        return self._of[article_id].get(quote_id)

    def clear(self, article_id: str, index: int, *fields: str) -> bool:
        """Whether the form and ``fields`` of a quote can be read."""
        faulty = self._records.faulty_places_of("article", article_id)
        return not faulty.excuses(("quotes", index), "form", *fields)
