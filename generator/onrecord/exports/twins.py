"""The rows of one page: what its JSON twin has. The rows of a quote are in its article's."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from onrecord.desk.acts import Act
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import KINDS, Actor, Claim, LimitedCache, Subject
from onrecord.views.context import DeskIndexes

from . import derived_tables, table_rows
from .all_tables import TABLES, TWINNED, lists_of
from .csv_json import row_text
from .table import Row

TWIN = "data.json"


MOST_QUOTES = 300  # a twin with the rows of more quotes would have more than half a megabyte


def subjects_of(indexes: DeskIndexes) -> Iterator[Subject]:
    """The subjects of pages with a twin: records without a great many quotes."""
    desk = indexes.desk
    about = Counter(it for quote in desk.quotes.values() for it in {*quote.record.about})
    count: Mapping[str, Callable[[str], int]] = {
        "actor": lambda id_: len(desk.index[id_].quotes),
        "topic": lambda id_: about[id_],
        "demand": lambda id_: len(desk.demands[id_].acts) + len(indexes.on_demand.get(id_, ())),
        "claim": lambda id_: len(desk.claims[id_].acts) + len(indexes.on_claim.get(id_, ())),
        "article": lambda id_: len(desk.articles[id_].quotes),
    }
    for kind in TWINNED:
        for id_ in getattr(desk, KINDS[kind].plural):
            if count[kind](id_) <= MOST_QUOTES:
                yield Subject(kind, id_)


_Line = tuple[str, tuple[object, ...], str]  # a row: its table, its key and its text
_Lines = tuple[_Line, ...]
# The tables of what is derived of a record.
_ASSESSED: Mapping[str, Mapping[str, Callable[[Desk, str], Iterable[Row]]]] = {
    "demand": {"positions": derived_tables.positions},
    "claim": {"claim_standings": derived_tables.standings, "hearings": derived_tables.hearings},
}


class Twins:
    """Makes the twins of a desk; a row that several pages have becomes text once."""

    def __init__(self, indexes: DeskIndexes) -> None:
        self._indexes = indexes
        self._desk = indexes.desk
        self._made: dict[tuple[str, str], _Lines] = LimitedCache(50_000)

    def of(self, subject: Subject) -> dict[str, list[str]]:
        """The rows of ``subject`` as texts, in the order of the tables; none that is empty."""
        lines: dict[str, Callable[[str], Iterator[_Line]]] = {
            "actor": self._actor,
            "demand": self._demand,
            "claim": self._claim,
            "article": self._article,
            "topic": self._topic,
        }
        found: dict[str, dict[tuple[object, ...], str]] = {}
        for table, key, text in lines[subject.kind](subject.id):
            found.setdefault(table, {})[key] = text
        return {name: list(found[name].values()) for name in TABLES if name in found}

    def _actor(self, actor_id: str) -> Iterator[_Line]:
        index = self._desk.index[actor_id]
        yield from self._record("actor", actor_id)
        for table in lists_of(Actor):
            yield from _lines(table, table_rows.list_rows(self._desk, "actor", table, actor_id))
        yield from self._not_withheld(index.quotes)
        yield from self._assessed("demand", *index.demands_made, *index.demands_received)
        yield from self._assessed("claim", *index.claims_made, *index.claims_received)

    def _topic(self, topic_id: str) -> Iterator[_Line]:
        indexes = self._indexes
        yield from self._record("topic", topic_id)
        yield from self._not_withheld(indexes.quotes.get(topic_id, ()))
        yield from self._assessed("demand", *indexes.demands.get(topic_id, ()))
        yield from self._assessed("claim", *indexes.claims.get(topic_id, ()))

    def _demand(self, demand_id: str) -> Iterator[_Line]:
        desk = self._desk
        entry = desk.demands[demand_id]
        yield from self._assessed("demand", demand_id)
        for statement in entry.statements:
            yield from self._act("demand_acts", statement)
        for answer in _answers(entry):
            yield from self._act("responses", answer)
        yield from _lines("answers", derived_tables.answers(desk, demand_id))
        outcome = entry.record.outcome
        evidence = outcome.evidence if outcome else ()
        yield from self._quotes(self._indexes.on_demand.get(demand_id, ()))
        yield from self._quotes(desk.quotes[reference] for reference in evidence)

    def _claim(self, claim_id: str) -> Iterator[_Line]:
        desk = self._desk
        entry = desk.claims[claim_id]
        yield from self._assessed("claim", claim_id)
        for table in lists_of(Claim):
            yield from _lines(table, table_rows.list_rows(desk, "claim", table, claim_id))
        for act in entry.acts:
            yield from self._act("claim_acts", act)
        for reply in entry.record.replies:
            yield from self._evidence(desk.quotes.get(reply.quote) if reply.quote else None)
        yield from self._quotes(self._indexes.on_claim.get(claim_id, ()))

    def _article(self, article_id: str) -> Iterator[_Line]:
        desk = self._desk
        yield from self._record("article", article_id)
        yield from self._quotes(desk.quotes_of_article[article_id])
        for table in table_rows.ACTS:
            yield from _lines(table, table_rows.act_rows(desk, table, article_id))
        yield from _lines("corrections", table_rows.corrections(desk, article_id))

    def _assessed(self, kind: str, *ids: str) -> Iterator[_Line]:
        """Demands with their positions, or claims with their standings and replies."""

        def lines(id_: str) -> Iterator[_Line]:
            yield from self._record(kind, id_)
            for table, rows_of in _ASSESSED[kind].items():
                yield from _lines(table, rows_of(self._desk, id_))

        for id_ in ids:
            yield from self._once(KINDS[kind].plural, id_, lines)

    def _not_withheld(self, quotes: Iterable[QuoteEntry]) -> Iterator[_Line]:
        """The quotes that are not withheld."""
        return self._quotes(quote for quote in quotes if not quote.record.withheld)

    def _act(self, table: str, act: Act) -> Iterator[_Line]:
        """The row of an act, with the words it is based on."""
        row = table_rows.act_row(self._desk, table, act.article_id, act.row, act.subject)
        yield from _lines(table, [row])
        yield from self._evidence(act.quote)

    def _evidence(self, quote: QuoteEntry | None) -> Iterator[_Line]:
        return self._quotes([quote] if quote else [])

    def _quotes(self, quotes: Iterable[QuoteEntry]) -> Iterator[_Line]:
        """Quotes with their parts, their versions and their articles."""
        for quote in quotes:
            yield from self._once("quotes", quote.reference, self._quote)

    def _quote(self, reference: str) -> Iterator[_Line]:
        quote = self._desk.quotes[reference]
        yield from _lines("quotes", [table_rows.quote(quote)])
        yield from _lines("quote_parts", table_rows.quote_parts(quote))
        yield from _lines("same_as", table_rows.same_as(self._desk, quote))
        yield from self._record("article", quote.article_id)

    def _record(self, kind: str, id_: str) -> _Lines:
        row, table = partial(table_rows.record_row, self._desk, kind), KINDS[kind].plural
        return self._once(kind, id_, lambda id_: _lines(table, [row(id_)]))

    def _once(self, what: str, id_: str, make: Callable[[str], Iterator[_Line]]) -> _Lines:
        if (what, id_) not in self._made:
            self._made[what, id_] = tuple(make(id_))
        return self._made[what, id_]


def _lines(table: str, some: Iterable[Row]) -> Iterator[_Line]:
    key = TABLES[table].key
    for row in some:
        yield table, tuple(row[name] for name in key), row_text(row)


def _answers(entry: DemandEntry) -> Iterator[Act]:
    """All answers to a demand, and the searches that found none."""
    for position in entry.positions.values():
        yield from position.answers
        if position.none_found:
            yield position.none_found
    yield from entry.others
