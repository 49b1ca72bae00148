"""Particulars of articles: the few values of each one that checks across records compare.

They are kept beside what an article says, so that none has to be read that is as it was.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from hashlib import blake2b
from typing import Any, TypeAlias

from onrecord.captures.lock import compared_words, words_digest
from onrecord.captures.words_in_texts import words_in
from onrecord.records import Article, Event, NamedEvent, PartialDate, Quote, Records, YamlPath
from onrecord.records.dates import earliest, latest
from onrecord.records.record_from_nodes import particulars_of_unread
from onrecord.writing.processes import done, usable_processes

from .naming import page_of
from .quotes import saying
from .settings import Coverage

#: Finds plain values (of JSON, without dicts) in an article, of which alone they depend.
Function: TypeAlias = Callable[[Article], Iterable[Any]]
_FUNCTIONS: dict[str, Function] = {}
_AT_ONCE = 250  # articles that one process looks at
ENOUGH = 500  # articles are worth the start of another process
FEW = 5  # words that one speaker says again by chance
MANY = 8  # words that two speakers, or one on another day, say alike by chance
TELLING = 4  # words of a summary or a headline that are nobody else's by chance


def particular(function: Function) -> Function:
    """Keep what ``function`` finds in each article."""
    _FUNCTIONS[function.__name__] = function
    return function


def digest(said: str) -> str:
    """A short digest of ``said``."""
    return blake2b(said.encode(errors="surrogatepass"), digest_size=9).hexdigest()


@particular
def days(article: Article) -> Iterator[str]:
    """The first and the last day of what is said, with that of the source.

    None where a day may be in `events.yml`.
    """
    occasions = (article.event, *(it.said.event for it in article.quotes if it.said))
    if not any(it and it.event for it in occasions):
        yield from map(str, days_in(article, {}))


def days_in(article: Article, events: Mapping[str, Event]) -> tuple[PartialDate, PartialDate]:
    """The first and the last of these days, on a desk with these ``events``."""
    said = [saying("", article, quote, events).date for quote in article.quotes]
    said.append(article.source.published)
    return earliest(said), latest(said)


@particular
def published_in(article: Article) -> Iterator[int]:
    """The year in which the source was published."""
    if day := article.source.published.first:
        yield day.year


class Particulars:
    """The results of functions for each article of a desk."""

    def __init__(self, records: Records) -> None:
        self.records, self._articles = records, records.articles

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """All of them in JSON, by the id of the article."""
        known = {id_: particulars_of_unread(it) for id_, it in self._articles.items()}
        left = [id_ for id_, text in known.items() if not text]
        parts = [left[at : at + _AT_ONCE] for at in range(0, len(left), _AT_ONCE)]
        jobs = [partial(self._found_in, part) for part in parts]
        processes = processes_for(self.records) if len(left) >= ENOUGH else 1
        for part, found in zip(parts, done(jobs, processes), strict=True):
            known |= zip(part, found.decode().split("\n"), strict=True)
        return known

    def _found_in(self, articles: Iterable[str]) -> bytes:
        kept = self.records.kept
        return "\n".join(kept.of(_every, self._articles[id_])[0] for id_ in articles).encode()

    @cached_property
    def found(self) -> list[tuple[str, dict[str, Any]]]:
        """The id of each article, with what each function finds in it."""
        return [(id_, json.loads(text)) for id_, text in self.texts.items()]

    def of(self, function: Function) -> Iterator[tuple[str, list[Any]]]:
        """The id of each article, with what ``function`` finds in it."""
        name = function.__name__
        return ((id_, found[name]) for id_, found in self.found)

    def shared(self, function: Function) -> list[str]:
        """The ids of the articles in which ``function`` finds what is found a second time."""
        times = Counter(value for _, found in self.of(function) for value in found)
        return [id_ for id_, found in self.of(function) if any(times[it] > 1 for it in found)]

    def coverage(self) -> Coverage | None:
        """The days of the desk."""
        events = self.records.events
        every = [
            [*map(PartialDate.parse, found)] or days_in(self._articles[id_], events)
            for id_, found in self.of(days)
        ]
        first = earliest(day for day, _ in every)
        return Coverage(first, latest(day for _, day in every)) if first.known else None

    def years(self) -> tuple[int, ...]:
        """In which each source was published, sorted."""
        return tuple(sorted(year for _, found in self.of(published_in) for year in found))


def processes_for(records: Records) -> int:
    """The number of processes that share the checks; they do not share caches."""
    are_many = len(records.articles) >= ENOUGH and not records.kept.keeps
    return usable_processes() if are_many else 1


def _every(article: Article) -> Iterator[str]:
    yield json.dumps({name: [*find(article)] for name, find in _FUNCTIONS.items()})


@particular
def words_of_quotes(article: Article) -> Iterator[str]:
    """Digests of the words of each quote, and of its original, unless they are few."""
    for quote in article.quotes:
        yield from map(digest, joined_words(quote))
        yield from (digest(" ".join(words)) for words in original_words(quote))


@particular
def longest_words(article: Article) -> Iterator[str]:
    """Digests of the longest words of its quotes, with their speakers and day or event."""
    found = set()
    for quote in article.quotes:
        words, said = {*words_in(quote.words)}, quote.said
        event = (said and said.event) or article.event
        day = (event and event.event) or (said and said.date) or (event and event.date)
        if day and quote.exact and len(words) >= MANY and not quote.withheld:
            longest = sorted(sorted(words), key=len, reverse=True)
            for at in range(2):
                found.add(" ".join((*quote.speaker, str(day), *sorted(longest[at : at + 3]))))
    yield from map(digest, sorted(found))


def joined_words(record: Quote) -> Iterator[str]:
    """The words of a quote that is no mere remark, in one form."""
    if record.exact and not (record.taken_back or record.quoting):
        words = words_in(record.words)
        if len(words) >= FEW:
            yield " ".join(words)


def original_words(record: Quote) -> Iterator[tuple[str, ...]]:
    """The words in the original language, unless they are few."""
    said = record.original.text if record.original and not record.withheld else None
    if said and len(words := tuple(words_in(said))) >= FEW:
        yield words


@particular
def events_described(article: Article) -> Iterator[tuple[YamlPath, str, str]]:
    """The paths of events described in an article, with their names and dates."""
    places: list[tuple[YamlPath, NamedEvent | None]] = [(("event",), article.event)]
    for index, quote in enumerate(article.quotes):
        if quote.said and quote.said.event != article.event:
            places.append((("quotes", index, "said", "event"), quote.said.event))
    for path, event in places:
        if event and event.name:
            yield path, event.name, str(event.date or "")


@particular
def words_compared(article: Article) -> Iterator[tuple[str, str, bool, bool]]:
    """Id and words of each quote, as the lock has them; whether withheld, and whether there."""
    for quote in article.quotes:
        yield quote.id, words_digest(compared_words(quote)), bool(quote.withheld), bool(quote.text)


@particular
def pages_of_places(article: Article) -> Iterator[tuple[int, str]]:
    """The page of the place of each quote, with its index."""
    for index, quote in enumerate(article.quotes if article.source.url else ()):
        if quote.locator and quote.locator.url:
            yield index, page_of(quote.locator.url.partition("#")[0])


@particular
def words_of_summary(article: Article) -> Iterator[str]:
    """The digest of a summary, if it has enough words."""
    words = words_in(article.summary or "")
    if len(words) >= TELLING:
        yield digest(" ".join(words))
