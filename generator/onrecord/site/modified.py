"""When the desk last changed what a page shows, as far as its records tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.desk.demands import DemandEntry
from onrecord.records import Article, PartialDate
from onrecord.views.maker import Maker

_LISTS = frozenset(
    {"demands", "actors", "quotes", "claims", "articles", "topics", "timeline", "sources", "data"}
    | {"corrections"}
)


class Modified:
    """The dates of pages: the newest day on which an article was recorded or corrected.

    A page has none where one of its articles has none: it may have been changed after all others.
    """

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._desk = maker.desk
        self._articles = {one: _article(article) for one, article in self._desk.articles.items()}
        self._all = self._latest(self._articles)

    def of(self, uri: str) -> PartialDate | None:
        """When the page at the site path ``uri`` changed last; ``None`` where that is not known."""
        match uri.split("/"):
            case [""]:
                return self._all
            case [name, ""] if name in _LISTS:
                return self._all
            case [family, own, ""] | [family, own, _, ""]:
                articles = self._of(family, own, uri)
                return self._latest(articles) if articles is not None else None
            case _:
                return None

    def _of(self, family: str, own: str, uri: str) -> Iterable[str] | None:
        """The articles that a record's page rests on; ``None`` for any other page."""
        desk, rest = self._desk, uri.removeprefix(f"{family}/{own}/")
        if family == "quotes" and (quote := desk.quotes.get(f"{own}#{rest[:-1]}")):
            return [one.article_id for one in desk.versions.get(quote.utterance, (quote,))]
        # A part of a page may be as it was when the page itself is not.
        if rest:
            return None
        if family == "articles" and own in desk.articles:
            return [own]
        if family == "demands" and (demand := desk.demands.get(own)):
            return self._of_demand(demand)
        for name, records, articles in (
            ("actors", desk.index, self._of_actor),
            ("claims", desk.claims, self._of_claim),
            ("topics", desk.topics, self._of_topic),
        ):
            if family == name and own in records:
                return articles(own)
        return None

    def _of_demand(self, demand: DemandEntry) -> Iterator[str]:
        yield from (one.article_id for one in demand.statements)
        answers = [one for position in demand.positions.values() for one in position.answers]
        yield from (one.article_id for one in (*answers, *demand.others) if one.article_id)
        yield from (one.article_id for one in self._maker.subjects.on_demand.get(demand.id, ()))

    def _of_claim(self, claim_id: str) -> Iterator[str]:
        yield from (one.article_id for one in self._desk.claims[claim_id].acts)
        yield from (one.article_id for one in self._maker.subjects.on_claim.get(claim_id, ()))

    def _of_actor(self, actor_id: str) -> Iterator[str]:
        index, evidence = self._desk.index[actor_id], self._maker.evidence
        yield from (one.article_id for one in (*index.quotes, *index.spoken_by_others))
        for demand_id in (*index.demands_made, *index.demands_received):
            yield from self._of_demand(self._desk.demands[demand_id])
        for claim_id in (*index.claims_made, *index.claims_received):
            yield from self._of_claim(claim_id)
        yield from (one.article_id for one in evidence.statements_by_actor.get(actor_id, ()))
        answers = evidence.answers_by_actor.get(actor_id, ())
        yield from (one.article_id for one in answers if one.article_id)

    def _of_topic(self, topic_id: str) -> Iterator[str]:
        subjects = self._maker.subjects
        yield from (one.article_id for one in subjects.quotes.get(topic_id, ()))
        for demand_id in subjects.demands.get(topic_id, ()):
            yield from self._of_demand(self._desk.demands[demand_id])
        for claim_id in subjects.claims.get(topic_id, ()):
            yield from self._of_claim(claim_id)

    def _latest(self, article_ids: Iterable[str]) -> PartialDate | None:
        dates = [self._articles[one] for one in set(article_ids)]
        known = [one for one in dates if one]
        return _newest(known) if known and len(known) == len(dates) else None


def _article(article: Article) -> PartialDate | None:
    """When it was recorded, or corrected after that."""
    dates = [one.date for one in article.corrections]
    dates += [article.added] if article.added else []
    known = [one for one in dates if one.known]
    return _newest(known) if known else None


def _newest(dates: Iterable[PartialDate]) -> PartialDate:
    return max(dates, key=lambda one: one.sort_key[::-1])
