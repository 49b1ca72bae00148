"""The rows of one page: what its JSON twin has. A quote stands in its article's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer, QuoteEntry
from onrecord.views.links import actor_uri, article_uri, claim_uri, demand_uri, topic_uri
from onrecord.views.subjects import Subjects

from .rows import acts, articles, derived, world
from .rows.values import Row
from .tables.all import TABLES

# The address of the page of each table's rows.
PAGES: Mapping[str, Callable[[str], str]] = {
    "actors": actor_uri,
    "demands": demand_uri,
    "claims": claim_uri,
    "articles": article_uri,
    "topics": topic_uri,
}
TWIN = "data.json"


@dataclass(frozen=True, slots=True)
class Subject:
    """A page that has a twin.

    Attributes:
        table: ``actors``, ``demands``, ``claims``, ``articles`` or ``topics``.
        id: of the row that the page is of.
    """

    table: str
    id: str

    @property
    def address(self) -> str:
        """The site path of its page."""
        return PAGES[self.table](self.id)

    @property
    def uri(self) -> str:
        """The site path of the twin."""
        return self.address + TWIN

    def told(self) -> dict[str, str]:
        """It as the twin says it."""
        return {"table": self.table, "id": self.id, "address": self.address}


def subjects_of(desk: Desk) -> Iterator[Subject]:
    """All pages that have a twin."""
    ids: Mapping[str, Iterable[str]] = {
        "actors": desk.actors,
        "demands": desk.demands,
        "claims": desk.claims,
        "articles": desk.articles,
        "topics": desk.topics,
    }
    for table, some in ids.items():
        for id_ in some:
            yield Subject(table, id_)


def twin(subject: Subject, subjects: Subjects) -> dict[str, list[Row]]:
    """The rows of ``subject`` by table, in the order of the tables; none that is empty."""
    rows = _Rows(subjects)
    {
        "actors": rows.actor,
        "demands": rows.demand,
        "claims": rows.claim,
        "articles": rows.article,
        "topics": rows.topic,
    }[subject.table](subject.id)
    return rows.in_order()


@dataclass(slots=True)
class _Rows:
    """Rows that come together, each once."""

    subjects: Subjects
    found: dict[str, dict[tuple[object, ...], Row]] = field(default_factory=dict)

    def in_order(self) -> dict[str, list[Row]]:
        return {name: list(self.found[name].values()) for name in TABLES if name in self.found}

    def add(self, table: str, rows: Iterable[Row]) -> None:
        of = self.found.setdefault(table, {})
        key = TABLES[table].key
        for row in rows:
            of.setdefault(tuple(row[name] for name in key), row)
        if not of:
            del self.found[table]

    def actor(self, actor_id: str) -> None:
        desk = self.subjects.desk
        index = desk.index[actor_id]
        self.add("actors", [world.actor(desk, actor_id)])
        self.add("actor_names", world.actor_names(desk, actor_id))
        self.add("actor_roles", world.actor_roles(desk, actor_id))
        self.add("actor_links", world.actor_links(desk, actor_id))
        # Whose the withheld ones are is not told anywhere in the data.
        self.quotes(quote for quote in index.quotes if not quote.record.withheld)
        for demand_id in (*index.demands_made, *index.demands_received):
            self.stands(demand_id)
        for claim_id in (*index.claims_made, *index.claims_received):
            self.claimed(claim_id)

    def topic(self, topic_id: str) -> None:
        subjects = self.subjects
        self.add("topics", [world.topic(subjects.desk, topic_id)])
        about = subjects.quotes.get(topic_id, ())
        self.quotes(quote for quote in about if not quote.record.withheld)
        for demand_id in subjects.demands.get(topic_id, ()):
            self.stands(demand_id)
        for claim_id in subjects.claims.get(topic_id, ()):
            self.claimed(claim_id)

    def demand(self, demand_id: str) -> None:
        desk = self.subjects.desk
        entry = desk.demands[demand_id]
        self.stands(demand_id)
        for one in entry.statements:
            self.add("demand_acts", [acts.demand_act(desk, one.article_id, one.row)])
            self.evidence(one.quote)
        answers = [one for position in entry.positions.values() for one in position.answers]
        searches = [one.none_found for one in entry.positions.values() if one.none_found]
        for answer in (*answers, *searches, *entry.others):
            self.answer(answer)
        self.add("answers", derived.answers(desk, demand_id))
        self.quotes(self.subjects.on_demand.get(demand_id, ()))
        self.quotes(desk.quotes[one] for one in self.outcome_evidence(demand_id))

    def claim(self, claim_id: str) -> None:
        desk = self.subjects.desk
        self.claimed(claim_id)
        self.add("claim_replies", world.claim_replies(desk, claim_id))
        for one in desk.claims[claim_id].acts:
            self.add("claim_acts", [acts.claim_act(desk, one.article_id, one.row)])
            self.evidence(one.quote)
        for reply in desk.claims[claim_id].record.replies:
            self.evidence(desk.quotes.get(reply.quote) if reply.quote else None)
        self.quotes(self.subjects.on_claim.get(claim_id, ()))

    def article(self, article_id: str) -> None:
        desk = self.subjects.desk
        self.add("articles", [articles.article(desk, article_id)])
        self.quotes(desk.quotes_of_article[article_id])
        self.add("demand_acts", acts.demand_acts(desk, article_id))
        self.add("responses", acts.responses(desk, article_id))
        self.add("claim_acts", acts.claim_acts(desk, article_id))
        self.add("corrections", articles.corrections(desk, article_id))

    def stands(self, demand_id: str) -> None:
        """A demand and where it stands."""
        desk = self.subjects.desk
        self.add("demands", [world.demand(desk, demand_id)])
        self.add("positions", derived.positions(desk, demand_id))

    def claimed(self, claim_id: str) -> None:
        """A claim and what has become of it."""
        desk = self.subjects.desk
        self.add("claims", [world.claim(desk, claim_id)])
        self.add("claim_standings", [derived.standing(desk, claim_id)])
        self.add("hearings", derived.hearings(desk, claim_id))

    def answer(self, answer: Answer) -> None:
        desk, found = self.subjects.desk, answer
        row = acts.response(desk, found.article_id, found.demand_id, found.row)
        self.add("responses", [row])
        self.evidence(answer.quote)

    def evidence(self, quote: QuoteEntry | None) -> None:
        if quote:
            self.quotes([quote])

    def quotes(self, quotes: Iterable[QuoteEntry]) -> None:
        desk = self.subjects.desk
        for quote in quotes:
            self.add("quotes", [articles.quote(quote)])
            self.add("quote_parts", articles.quote_parts(quote))
            self.add("same_as", articles.same_as(desk, quote))
            self.add("articles", [articles.article(desk, quote.article_id)])

    def outcome_evidence(self, demand_id: str) -> tuple[str, ...]:
        outcome = self.subjects.desk.demands[demand_id].record.outcome
        return outcome.evidence if outcome else ()
