"""When the desk last changed what a page shows, as far as its records say."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from onrecord.desk.demands import DemandEntry
from onrecord.records import Article, PartialDate
from onrecord.records.record_kinds import Subject
from onrecord.render import SitePage
from onrecord.views.context import Context


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
        """The articles that a record's page rests on; ``None`` for any other page."""
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
        yield from _articles_of(self._context.subjects.on_demand.get(demand.id, ()))

    def _of_claim(self, claim_id: str) -> Iterator[str]:
        yield from _articles_of(self._desk.claims[claim_id].acts)
        yield from _articles_of(self._context.subjects.on_claim.get(claim_id, ()))

    def _of_actor(self, actor_id: str) -> Iterator[str]:
        index, subjects = self._desk.index[actor_id], self._context.subjects
        yield from _articles_of((*index.quotes, *index.spoken_by_others))
        for demand_id in (*index.demands_made, *index.demands_received):
            yield from self._of_demand(self._desk.demands[demand_id])
        for claim_id in (*index.claims_made, *index.claims_received):
            yield from self._of_claim(claim_id)
        yield from _articles_of(subjects.statements_by_actor.get(actor_id, ()))
        yield from _articles_of(subjects.answers_by_actor.get(actor_id, ()))

    def _of_topic(self, topic_id: str) -> Iterator[str]:
        subjects = self._context.subjects
        yield from _articles_of(subjects.quotes.get(topic_id, ()))
        for demand_id in subjects.demands.get(topic_id, ()):
            yield from self._of_demand(self._desk.demands[demand_id])
        for claim_id in subjects.claims.get(topic_id, ()):
            yield from self._of_claim(claim_id)

    def _latest(self, article_ids: Iterable[str]) -> PartialDate | None:
        dates = [self._articles[article_id] for article_id in set(article_ids)]
        known = [date for date in dates if date]
        return _newest(known) if known and len(known) == len(dates) else None


class _Found(Protocol):
    @property
    def article_id(self) -> str | None: ...


def _articles_of(rows: Iterable[_Found]) -> Iterator[str]:
    """Where ``rows`` were found, but those of a record itself."""
    return (row.article_id for row in rows if row.article_id)


def _article(article: Article) -> PartialDate | None:
    dates = [correction.date for correction in article.corrections]
    dates += [article.added] if article.added else []
    known = [date for date in dates if date.known]
    return _newest(known) if known else None


def _newest(dates: Iterable[PartialDate]) -> PartialDate:
    return max(dates, key=lambda date: date.sort_key[::-1])
