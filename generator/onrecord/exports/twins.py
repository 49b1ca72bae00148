"""The rows of one page: what its JSON twin has. A quote stands in its article's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.desk.addresses import Subject
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer, QuoteEntry
from onrecord.views.subjects import Subjects

from .json import row_text
from .rows import acts, articles, derived, world
from .table import Row
from .tables.all import TABLES

# The kinds of records whose pages have a twin.
TWINNED = ("actor", "demand", "claim", "article", "topic")
TWIN = "data.json"


def subjects_of(desk: Desk) -> Iterator[Subject]:
    """What all pages that have a twin are about."""
    records: tuple[Iterable[str], ...] = (
        *(desk.actors, desk.demands, desk.claims, desk.articles, desk.topics),
    )
    return (Subject(kind, id_) for kind, ids in zip(TWINNED, records, strict=True) for id_ in ids)


# A row: its table, its key and its text.
_Line = tuple[str, tuple[object, ...], str]


class Twins:
    """Makes the twins of a desk; what many pages have is put into words once."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._made: dict[tuple[str, str], tuple[_Line, ...]] = {}

    def of(self, subject: Subject) -> dict[str, list[str]]:
        """The rows of ``subject`` as texts, in the order of the tables; none that is empty."""
        found: dict[str, dict[tuple[object, ...], str]] = {}
        for table, key, text in self._lines(subject):
            found.setdefault(table, {})[key] = text
        return {name: list(found[name].values()) for name in TABLES if name in found}

    def _lines(self, subject: Subject) -> Iterator[_Line]:
        lines = {
            "actor": self._actor,
            "demand": self._demand,
            "claim": self._claim,
            "article": self._article,
            "topic": self._topic,
        }
        return lines[subject.kind](subject.id)

    def _actor(self, actor_id: str) -> Iterator[_Line]:
        desk = self._subjects.desk
        index = desk.index[actor_id]
        yield from _lines("actors", [world.actor(desk, actor_id)])
        yield from _lines("actor_names", world.actor_names(desk, actor_id))
        yield from _lines("actor_roles", world.actor_roles(desk, actor_id))
        yield from _lines("actor_links", world.actor_links(desk, actor_id))
        yield from self._telling(index.quotes)
        yield from self._stand(*index.demands_made, *index.demands_received)
        yield from self._claimed(*index.claims_made, *index.claims_received)

    def _topic(self, topic_id: str) -> Iterator[_Line]:
        subjects = self._subjects
        yield from _lines("topics", [world.topic(subjects.desk, topic_id)])
        yield from self._telling(subjects.quotes.get(topic_id, ()))
        yield from self._stand(*subjects.demands.get(topic_id, ()))
        yield from self._claimed(*subjects.claims.get(topic_id, ()))

    def _demand(self, demand_id: str) -> Iterator[_Line]:
        desk = self._subjects.desk
        entry = desk.demands[demand_id]
        yield from self._stand(demand_id)
        for one in entry.statements:
            yield from _lines("demand_acts", [acts.demand_act(desk, one.article_id, one.row)])
            yield from self._evidence(one.quote)
        for answer in _answers(entry):
            row = acts.response(desk, answer.article_id, demand_id, answer.row)
            yield from _lines("responses", [row])
            yield from self._evidence(answer.quote)
        yield from _lines("answers", derived.answers(desk, demand_id))
        outcome = entry.record.outcome
        yield from self._quotes(self._subjects.on_demand.get(demand_id, ()))
        yield from self._quotes(desk.quotes[one] for one in (outcome.evidence if outcome else ()))

    def _claim(self, claim_id: str) -> Iterator[_Line]:
        desk = self._subjects.desk
        entry = desk.claims[claim_id]
        yield from self._claimed(claim_id)
        yield from _lines("claim_replies", world.claim_replies(desk, claim_id))
        for one in entry.acts:
            yield from _lines("claim_acts", [acts.claim_act(desk, one.article_id, one.row)])
            yield from self._evidence(one.quote)
        for reply in entry.record.replies:
            yield from self._evidence(desk.quotes.get(reply.quote) if reply.quote else None)
        yield from self._quotes(self._subjects.on_claim.get(claim_id, ()))

    def _article(self, article_id: str) -> Iterator[_Line]:
        desk = self._subjects.desk
        yield from _lines("articles", [articles.article(desk, article_id)])
        yield from self._quotes(desk.quotes_of_article[article_id])
        yield from _lines("demand_acts", acts.demand_acts(desk, article_id))
        yield from _lines("responses", acts.responses(desk, article_id))
        yield from _lines("claim_acts", acts.claim_acts(desk, article_id))
        yield from _lines("corrections", articles.corrections(desk, article_id))

    def _stand(self, *demands: str) -> Iterator[_Line]:
        """Demands, and where they stand."""
        desk = self._subjects.desk
        for demand_id in demands:
            made = self._made.get(("demands", demand_id))
            if made is None:
                made = self._made["demands", demand_id] = (
                    *_lines("demands", [world.demand(desk, demand_id)]),
                    *_lines("positions", derived.positions(desk, demand_id)),
                )
            yield from made

    def _claimed(self, *claims: str) -> Iterator[_Line]:
        """Claims, and what has become of them."""
        desk = self._subjects.desk
        for claim_id in claims:
            made = self._made.get(("claims", claim_id))
            if made is None:
                made = self._made["claims", claim_id] = (
                    *_lines("claims", [world.claim(desk, claim_id)]),
                    *_lines("claim_standings", [derived.standing(desk, claim_id)]),
                    *_lines("hearings", derived.hearings(desk, claim_id)),
                )
            yield from made

    def _telling(self, quotes: Iterable[QuoteEntry]) -> Iterator[_Line]:
        """Quotes without the withheld: there is nothing that they tell of anybody."""
        return self._quotes(quote for quote in quotes if not quote.record.withheld)

    def _evidence(self, quote: QuoteEntry | None) -> Iterator[_Line]:
        return self._quotes([quote] if quote else [])

    def _quotes(self, quotes: Iterable[QuoteEntry]) -> Iterator[_Line]:
        """Quotes with their parts, their versions and their articles."""
        desk = self._subjects.desk
        for quote in quotes:
            made = self._made.get(("quotes", quote.reference))
            if made is None:
                made = self._made["quotes", quote.reference] = (
                    *_lines("quotes", [articles.quote(quote)]),
                    *_lines("quote_parts", articles.quote_parts(quote)),
                    *_lines("same_as", articles.same_as(desk, quote)),
                    *self._source(quote.article_id),
                )
            yield from made

    def _source(self, article_id: str) -> tuple[_Line, ...]:
        made = self._made.get(("articles", article_id))
        if made is None:
            row = articles.article(self._subjects.desk, article_id)
            made = self._made["articles", article_id] = tuple(_lines("articles", [row]))
        return made


def _lines(table: str, rows: Iterable[Row]) -> Iterator[_Line]:
    key = TABLES[table].key
    for row in rows:
        yield table, tuple(row[name] for name in key), row_text(row)


def _answers(entry: DemandEntry) -> Iterator[Answer]:
    """All answers to a demand, and the searches that found none."""
    for position in entry.positions.values():
        yield from position.answers
        if position.none_found:
            yield position.none_found
    yield from entry.others
