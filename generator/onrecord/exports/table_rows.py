"""The rows of every table: the fields of the records, and what is derived of each row.

A row is made of its record by the columns of its table (`Table.row`); the functions here add what
follows from other records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from pydantic import BaseModel

from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry, article_occasion, full_reference, newest_quotes_first
from onrecord.records import KINDS, Article, ClaimRow, DemandRow, PartialDate, ResponseFields, fixed
from onrecord.records.record_kinds import quote_uri

from . import derived_tables
from .all_tables import TABLES, lists_of
from .derived_tables import act_key
from .table import Row, Value, date_text

ACTS = ("demand_acts", "responses", "claim_acts")  # the tables of acts, each a list of articles
_Cells = Mapping[str, Value]


@fixed
class TableRows:
    """The rows of a table, in the order of every file; they are made as they are taken.

    Each of the ``parts`` is a kind of record, ids of that kind, and what makes the rows of one.
    """

    parts: tuple[tuple[str, Iterable[str], Callable[[str], Iterable[Row]]], ...]

    def __call__(self) -> Iterator[Row]:
        """All of them."""
        return (row for _, ids, make in self.parts for id_ in ids for row in make(id_))


def table_rows_of(desk: Desk) -> Mapping[str, TableRows]:
    """The rows of each table."""
    # The newest first, as the page of all quotes has them: its filters count on that.
    quotes = [entry.reference for entry in newest_quotes_first(desk.quotes.values())]
    # By id: the folder of a file is not part of the data.
    articles, demands, claims = sorted(desk.articles), desk.demands, desk.claims
    ids = {name: getattr(desk, kind.plural) for name, kind in KINDS.items()} | {"article": articles}

    def of(kind: str, ids: Iterable[str], make: Callable[[str], Iterable[Row]]) -> TableRows:
        return TableRows(((kind, ids, make),))

    def of_quotes(make: Callable[[QuoteEntry], Iterable[Row]]) -> TableRows:
        return of("quote", quotes, lambda reference: make(desk.quotes[reference]))

    found: dict[str, TableRows] = {}
    for name, kind in KINDS.items():
        found[kind.plural] = of(name, ids[name], partial(_record_rows, desk, name))
        for table in lists_of(kind.model):
            found[table] = of(name, ids[name], partial(list_rows, desk, name, table))
    acts = {table: of("article", articles, partial(act_rows, desk, table)) for table in ACTS}
    own = of("demand", demands, partial(own_responses, desk))
    found |= {
        "quotes": of_quotes(lambda entry: [quote(entry)]),
        "quote_parts": of_quotes(quote_parts),
        "same_as": of_quotes(partial(same_as, desk)),
        **acts,
        "responses": TableRows(acts["responses"].parts + own.parts),
        "corrections": of("article", articles, partial(corrections, desk)),
        "positions": of("demand", demands, partial(derived_tables.positions, desk)),
        "answers": of("demand", demands, partial(derived_tables.answers, desk)),
        "claim_standings": of("claim", claims, partial(derived_tables.standings, desk)),
        "hearings": of("claim", claims, partial(derived_tables.hearings, desk)),
    }
    return {name: found[name] for name in TABLES}


def record_row(desk: Desk, kind: str, id_: str) -> Row:
    """The row of a record in the table of its kind."""
    of, add = KINDS[kind], _DERIVED.get(kind)
    cells: dict[str, Value] = {kind: id_, **(add(desk, id_) if add else {})}
    if of.has_page:
        cells["address"] = of.address(id_)
    return TABLES[of.plural].row(_record(desk, kind, id_), cells)


def _record_rows(desk: Desk, kind: str, id_: str) -> Iterator[Row]:
    yield record_row(desk, kind, id_)


def list_rows(desk: Desk, kind: str, table: str, id_: str) -> Iterator[Row]:
    """The rows of a list that a record has."""
    record, article = _record(desk, kind, id_), id_ if kind == "article" else None
    items = getattr(record, lists_of(type(record))[table].attribute)
    for position, item in enumerate(items, start=1):
        yield TABLES[table].row(item, {kind: id_, "position": position}, article)


def quote(entry: QuoteEntry) -> Row:
    """The row of ``quotes``; of a withheld one none of its words, and the reason as its note."""
    cells: dict[str, Value] = {
        "quote": entry.reference,
        "article": entry.article_id,
        "position": entry.index + 1,
        "counts": entry.counts,
    }
    if entry.record.withheld:
        derived_cells = {column.name: None for column in TABLES["quotes"].columns if column.derived}
        blank = {**derived_cells, **_no_words("quotes")}
        row = TABLES["quotes"].row(entry.record, {**blank, **cells})
        return {name: value for name, value in row.items() if value or name in cells}
    line, source = entry.checked, entry.article.source
    cells |= {
        "speaker_actor": entry.speakers,
        "date": date_text(entry.date),
        "place": entry.place,
        "event": entry.occasion.event,
        "event_name": entry.occasion.name,
        "words_language": entry.language,
        **_checked(entry),
        "abridged": "abridged" in line.flags if line else None,
        "inserted": "inserted" in line.flags if line else None,
        "publisher": source.publisher,
        "url": source.url,
        **_sourced(entry.article),
        "address": quote_uri(entry.reference),
    }
    return TABLES["quotes"].row(entry.record, cells)


def _no_words(table: str) -> _Cells:
    """Empty values for the columns with the words of a quote."""
    return {
        column.name: None
        for column in TABLES[table].written
        if column.source and column.source.path[0].reveals_words
    }


def quote_parts(entry: QuoteEntry) -> Iterator[Row]:
    """The rows of ``quote_parts``: none of words that are in one piece, or withheld."""
    parts = entry.record.text
    if entry.record.withheld or len(parts) < 2:
        return
    for position, text in enumerate(parts, start=1):
        yield {"quote": entry.reference, "position": position, "text": text}


def same_as(desk: Desk, entry: QuoteEntry) -> Iterator[Row]:
    """The rows of ``same_as``; how the words differ only where neither are withheld."""
    for position, same in enumerate(entry.record.same_as, start=1):
        cells: dict[str, Value] = {"quote": entry.reference, "position": position}
        other = full_reference(same.quote, entry.article_id)
        if entry.record.withheld or desk.quotes[other].record.withheld:
            cells["differs"] = None
        yield TABLES["same_as"].row(same, cells, entry.article_id)


def corrections(desk: Desk, article_id: str) -> Iterator[Row]:
    """The rows of ``corrections``; without the words of withheld quotes."""
    for position, correction in enumerate(desk.articles[article_id].corrections, start=1):
        cells: dict[str, Value] = {"article": article_id, "position": position}
        item = full_reference(correction.item, article_id)
        # What its state was is no secret; what anything else was may be the words.
        if desk.quotes[item].record.withheld and correction.field != "state":
            cells |= {"was": None, "now": None}
        yield TABLES["corrections"].row(correction, cells, article_id)


def act_rows(desk: Desk, table: str, article_id: str) -> Iterator[Row]:
    """The rows of ``demand_acts``, ``responses`` or ``claim_acts`` that an article has."""
    acts = getattr(desk.articles[article_id], lists_of(Article)[table].attribute)
    return (act_row(desk, table, article_id, index) for index in range(len(acts)))


def own_responses(desk: Desk, demand_id: str) -> Iterator[Row]:
    """The rows of ``responses`` that a demand's own file has."""
    for index in range(len(desk.demands[demand_id].record.responses)):
        yield act_row(desk, "responses", "", index, demand_id)


def act_row(desk: Desk, table: str, article_id: str, index: int, demand_id: str = "") -> Row:
    """One row of those, by its index from 0 in the article, else in the demand's file."""
    name = lists_of(Article)[table].attribute
    owner = desk.articles[article_id] if article_id else desk.demands[demand_id].record
    act: DemandRow | ClaimRow | ResponseFields = getattr(owner, name)[index]
    evidence = desk.quotes.get(full_reference(act.quote, article_id or None)) if act.quote else None
    article = desk.articles[article_id] if article_id else evidence.article if evidence else None
    cells: dict[str, Value] = {
        "row": act_key(article_id, demand_id, name, index),
        "article": article_id or None,
        "position": index + 1,
        "counts": evidence is None or not evidence.record.taken_back,
        **_checked(evidence),
        **_sourced(article),
    }
    if evidence and evidence.record.withheld:
        cells |= _no_words(table)
    if isinstance(act, DemandRow):
        own = act.date or act.act == "reported"
        cells["dated"] = date_text(act.date if own else _date_of(desk, article_id, act))
    elif isinstance(act, ClaimRow):
        cells["dated"] = date_text(_claim_date(desk, article_id, index))
    elif not article_id:
        cells["demand"] = (demand_id,)
    return TABLES[table].row(act, cells, article_id or None)


def _claim_date(desk: Desk, article_id: str, index: int) -> PartialDate:
    """The date of an act on claims; a report is dated only by its row."""
    act = desk.articles[article_id].claims[index]
    entries = [
        entry
        for claim_id in act.claim
        for entry in desk.claims[claim_id].acts
        if (entry.article_id, entry.row) == (article_id, index)
    ]
    if not entries:  # its quote is nobody's evidence
        return act.date or _date_of(desk, article_id, act)
    return next((entry.date for entry in entries if not entry.told_by), entries[0].date)


def _date_of(desk: Desk, article_id: str, act: DemandRow | ClaimRow) -> PartialDate:
    quoted = full_reference(act.quote, article_id) if act.quote else None
    if quoted and quoted in desk.quotes:
        return desk.quotes[quoted].date
    return article_occasion(article_id, desk.articles[article_id], desk.events).date


def _sourced(article: Article | None) -> dict[str, Value]:
    """When the source of a row appeared and was recorded, and whose words it has."""
    source = article.source if article else None
    return {
        "published": date_text(source.published) if source else None,
        "added": date_text(article.added) if article else None,
        "rights": source.rights if source else None,
    }


def _checked(entry: QuoteEntry | None) -> dict[str, Value]:
    """The result of comparing a row's words with the source; nothing if they are withheld."""
    if entry is None or entry.record.withheld:
        return {"utterance": None, "verdict": None, "checked": None}
    line = entry.checked
    return {
        "utterance": entry.utterance,
        "verdict": entry.verdict,
        "checked": line.on.isoformat() if line else None,
    }


def _of_actor(desk: Desk, actor_id: str) -> _Cells:
    index = desk.index[actor_id]
    last = index.last_heard
    return {
        "utterances": index.utterances,
        "utterances_for_it": index.utterances_for_it,
        "demands_made": len(desk.demands_made(actor_id)),
        "demands_received": len(desk.demands_received(actor_id)),
        "claims_made": len(desk.claims_made(actor_id)),
        "claims_received": len(desk.claims_received(actor_id)),
        "last_heard": date_text(last) if last.known else None,
    }


def _of_demand(desk: Desk, demand_id: str) -> _Cells:
    entry = desk.demands[demand_id]
    return {
        "addressees": entry.addressees,
        "first_stated": date_text(entry.first.date) if entry.first else None,
        "last_stated": date_text(entry.last.date) if entry.last else None,
        "withdrawn": date_text(entry.ended.date) if entry.ended else None,
        "times_stated": entry.times_stated,
    }


def _of_article(desk: Desk, article_id: str) -> _Cells:
    article = desk.articles[article_id]
    listed = article.event.listed if article.event else None
    return {"event": listed, "quotes": len(article.quotes)}


# What follows from other records, or from more than one field, by the kind of record.
_DERIVED: Mapping[str, Callable[[Desk, str], _Cells]] = {
    "actor": _of_actor,
    "demand": _of_demand,
    "claim": lambda desk, id_: {"conflicts": desk.claims[id_].conflicts},
    "article": _of_article,
}


def _record(desk: Desk, kind: str, id_: str) -> BaseModel:
    if kind == "demand":
        return desk.demands[id_].record
    if kind == "claim":
        return desk.claims[id_].record
    record: BaseModel = getattr(desk, KINDS[kind].plural)[id_]
    return record
