"""What a feed can contain: what the desk added, when, and which actors and topics it is about.

Also when each page was last changed, for the map of the site.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from onrecord.desk import Act, DemandEntry, Desk, QuoteEntry, grouped
from onrecord.records import (
    Article,
    Correction,
    PartialDate,
    Subject,
    actor_uri,
    demand_uri,
    fixed,
    quote_uri,
    topic_uri,
)
from onrecord.records.dates import latest as latest_date
from onrecord.render import SitePage
from onrecord.views.context import Context


def added_on(article: Article) -> date | None:
    """The first day on which the desk can have recorded ``article``; never later than the truth."""
    # That is the day it gives, or the first of the month it gives; and not before the day of
    # publication, which alone counts where it gives none. `None` where neither is known.
    added, published = article.added, article.source.published
    return latest_day([added.first if added else None, published.first])


def quote_changed(entry: QuoteEntry) -> date | None:
    """When the desk last recorded or corrected a quote."""
    days = (correction.date.first for correction in entry.corrections)
    return latest_day([added_on(entry.article), *days])


def latest_day(days: Iterable[date | None]) -> date | None:
    """The latest of those that are known."""
    return max((day for day in days if day), default=None)


# A feed has so many entries, the newest ones.
NEWEST = 50
SITE = ""

ItemSubject = QuoteEntry | Act | tuple[QuoteEntry, Correction]


@fixed
class Item:
    """Something that the desk added."""

    key: str  #: below the site's address its permanent id: the same whatever else is added
    added: date  #: when it was added first; `updated` when it was changed last
    updated: date
    article: str  #: id of the article it was found in
    subject: ItemSubject  #: what it is; a correction with its quote
    feeds: frozenset[str]  #: the folders of the feeds that have it

    @property
    def order(self) -> tuple[int, int, str]:
        """The newest first; what was added together is together, in the order given."""
        return (-self.updated.toordinal(), -self.added.toordinal(), self.article)


def newest_items(desk: Desk, limit: int = NEWEST) -> dict[str, tuple[Item, ...]]:
    """The newest items of each feed, by its folder (``actors/x/``; the site's own is empty)."""
    feeds: defaultdict[str, list[Item]] = defaultdict(list)
    for item in sorted(_items(desk), key=lambda item: item.order):
        for folder in item.feeds:
            if len(feeds[folder]) < limit:
                feeds[folder].append(item)
    return {folder: tuple(feeds.get(folder, ())) for folder in folders_of_feeds(desk)}


def folders_of_feeds(desk: Desk) -> list[str]:
    """The folders of all feeds: the site's own first, then those of actors, topics and demands."""
    actors, topics = map(actor_uri, desk.actors), map(topic_uri, desk.topics)
    return [SITE, *actors, *topics, *map(demand_uri, desk.demands)]


def _items(desk: Desk) -> Iterator[Item]:
    """Everything with a known day; nobody can say whether the rest is new."""
    days = {id_: added_on(article) for id_, article in desk.articles.items()}
    for quote in desk.quotes.values():
        added, changed = days[quote.article_id], quote_changed(quote)
        if added and changed:
            key = _quote_key(desk, quote)
            yield Item(key, added, max(added, changed), quote.article_id, quote, _of_quote(quote))
        yield from _corrections(desk, quote)
    # Two rows that say the same of the same words get keys by their order.
    seen: Counter[str] = Counter()
    for demand in desk.demands.values():
        for key, article_id, subject, actors in _acts(desk, demand):
            day = days[article_id]
            unique = _numbered(key, seen)
            if day:
                yield Item(unique, day, day, article_id, subject, _of_demand(demand, actors))


def _numbered(key: str, seen: Counter[str]) -> str:
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}-{seen[key]}"


def _corrections(desk: Desk, quote: QuoteEntry) -> Iterator[Item]:
    seen: Counter[str] = Counter()
    for correction in quote.corrections:
        if correction.date.first is None:
            continue
        key = f"{_quote_key(desk, quote)}#corrected-{correction.date}-{correction.kind}"
        day, feeds = correction.date.first, _of_quote(quote)
        yield Item(_numbered(key, seen), day, day, quote.article_id, (quote, correction), feeds)


def _acts(desk: Desk, demand: DemandEntry) -> Iterator[tuple[str, str, Act, tuple[str, ...]]]:
    """Key, article, act and actors of each statement and answer in an article."""
    own = demand_uri(_first(demand.id, demand.record.formerly))
    # One row is an answer towards each addressee for whom it counts.
    rows = grouped(
        ((act.kind, act.article_id, act.row, act.by), act) for act in demand.acts if act.article_id
    )
    for row in rows.values():
        act = row[0]
        reporters = act.told_by if act.kind == "answer" else ()
        actors = (*act.by, *reporters, *(to for each in row for to in each.to))
        yield f"{own}#{_act_key(desk, act)}", act.article_id, act, actors


def _act_key(desk: Desk, act: Act) -> str:
    article = _first(act.article_id, desk.articles[act.article_id].formerly)
    words = act.quote.record.id if act.quote else ""
    return "-".join(filter(None, (act.word, article, words, *act.by)))


def _quote_key(desk: Desk, quote: QuoteEntry) -> str:
    article: Article = desk.articles[quote.article_id]
    return quote_uri(f"{_first(quote.article_id, article.formerly)}#{quote.record.id}")


def _first(own: str, formerly: tuple[str, ...]) -> str:
    """The first id of a record; the key of a feed entry must never change."""
    return formerly[0] if formerly else own


def _of_quote(quote: QuoteEntry) -> frozenset[str]:
    record = quote.record
    folders = {SITE, *map(topic_uri, record.about)}
    folders |= {demand_uri(id_) for id_ in (record.bears_on.demands if record.bears_on else ())}
    folders |= set(map(actor_uri, quote.speakers))
    return frozenset(folders)


def _of_demand(demand: DemandEntry, actors: tuple[str, ...]) -> frozenset[str]:
    own = (SITE, demand_uri(demand.id), topic_uri(demand.record.topic))
    return frozenset((*own, *map(actor_uri, actors)))


class Modified:
    """The dates of pages: the newest day on which an article was recorded or corrected.

    A page has none where one of its articles has none: it may have been changed after all others.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._desk = context.desk
        self._articles = {
            article_id: _article(article) for article_id, article in self._desk.articles.items()
        }
        self._all = self._latest(self._articles)

    def of(self, page: SitePage) -> PartialDate | None:
        """When ``page`` changed last; ``None`` where that is not known."""
        # A part of a page may be as it was when the page itself is not.
        if page.part:
            return None
        if page.subject.kind in ("home", "list", "data"):
            # Briefings have days of their own.
            return None if page.subject.id == "briefings" else self._all
        articles = self._of(page.subject)
        return self._latest(articles) if articles is not None else None

    def _of(self, subject: Subject) -> Iterable[str] | None:
        """The articles that a record's page is based on; ``None`` for any other page."""
        articles: Mapping[str, Callable[[str], Iterable[str]]] = {
            "article": lambda article_id: [article_id],
            "quote": self._of_quote,
            "demand": lambda demand_id: self._of_demand(self._desk.demands[demand_id]),
            "actor": self._of_actor,
            "claim": self._of_claim,
            "topic": self._of_topic,
        }
        return articles[subject.kind](subject.id) if subject.kind in articles else None

    def _of_quote(self, reference: str) -> Iterator[str]:
        quote = self._desk.quotes[reference]
        yield from _articles_of(self._desk.versions.get(quote.utterance, (quote,)))

    def _of_demand(self, demand: DemandEntry) -> Iterator[str]:
        yield from _articles_of(demand.acts)
        yield from _articles_of(self._context.indexes.on_demand.get(demand.id, ()))

    def _of_claim(self, claim_id: str) -> Iterator[str]:
        yield from _articles_of(self._desk.claims[claim_id].acts)
        yield from _articles_of(self._context.indexes.on_claim.get(claim_id, ()))

    def _of_actor(self, actor_id: str) -> Iterator[str]:
        index, indexes = self._desk.index[actor_id], self._context.indexes
        yield from _articles_of((*index.quotes, *index.spoken_by_others))
        for demand_id in (*index.demands_made, *index.demands_received):
            yield from self._of_demand(self._desk.demands[demand_id])
        for claim_id in (*index.claims_made, *index.claims_received):
            yield from self._of_claim(claim_id)
        yield from _articles_of(indexes.statements_by_actor.get(actor_id, ()))
        yield from _articles_of(indexes.answers_by_actor.get(actor_id, ()))

    def _of_topic(self, topic_id: str) -> Iterator[str]:
        indexes = self._context.indexes
        yield from _articles_of(indexes.quotes.get(topic_id, ()))
        for demand_id in indexes.demands.get(topic_id, ()):
            yield from self._of_demand(self._desk.demands[demand_id])
        for claim_id in indexes.claims.get(topic_id, ()):
            yield from self._of_claim(claim_id)

    def _latest(self, article_ids: Iterable[str]) -> PartialDate | None:
        dates = [self._articles[article_id] for article_id in set(article_ids)]
        known = [date for date in dates if date]
        return latest_date(known) if known and len(known) == len(dates) else None


class _Found(Protocol):
    @property
    def article_id(self) -> str | None: ...


def _articles_of(rows: Iterable[_Found]) -> Iterator[str]:
    """The articles of ``rows``, without rows in a record itself."""
    return (row.article_id for row in rows if row.article_id)


def _article(article: Article) -> PartialDate | None:
    dates = [correction.date for correction in article.corrections]
    dates += [article.added] if article.added else []
    newest = latest_date(dates)
    return newest if newest.known else None
