"""What changed of responses, in articles and in the files of demands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.desk.addresses import demand_uri
from onrecord.desk.desk import Desk
from onrecord.desk.entries import NOT_EVIDENCE, Answer
from onrecord.desk.positions import NONE_FOUND
from onrecord.desk.quotes import full_reference
from onrecord.records import ResponseFields

from .book import Book, Subject
from .pairing import Row, act_keys, compare_rows
from .sides import Side
from .values import Field

_FIELDS = (
    ("response-attribution-changed", Field("by", "actors")),
    ("response-attribution-changed", Field("told_by", "actor")),
    ("response-changed", Field("response", "response")),
    ("response-changed", Field("condition")),
    ("response-changed", Field("quote", "quotes")),
    ("response-changed", Field("date", "date")),
    ("response-changed", Field("searched_through", "date")),
    ("response-changed", Field("searched_in")),
    ("response-changed", Field("asked_on", "date")),
    ("response-wording-changed", Field("note")),
)
# A demand, the article (None in the demand's own file) and the place among its responses.
_Place = tuple[str, str | None, int]


def compare_responses(book: Book) -> None:
    """Responses added, removed and changed; one that rests on a quote taken back is removed."""
    compare_rows(book, "response", _FIELDS, _rows(book.before), _rows(book.after))


def _rows(side: Side) -> Iterator[Row]:
    desk = side.desk
    answers = _answers(desk)
    for place, record in _records(desk):
        demand_id, article_id, index = place
        quote = desk.quotes.get(full_reference(record.quote, article_id)) if record.quote else None
        if demand_id not in desk.demands or (quote and quote.record.state in NOT_EVIDENCE):
            continue
        id_ = side.now("demand", demand_id)
        yield Row(
            about=Subject(
                id=id_,
                uri=demand_uri(id_),
                owner=("article", article_id) if article_id else ("demand", demand_id),
                path=("responses", index),
                gone=side.gone,
                facts=_facts(side, demand_id, record, answers.get(place)),
            ),
            entry=record,
            article_id=article_id,
            keys=_keys(side, id_, article_id, record),
        )


def _records(desk: Desk) -> Iterator[tuple[_Place, ResponseFields]]:
    for article_id, article in desk.articles.items():
        for index, row in enumerate(article.responses):
            for demand_id in dict.fromkeys(row.demand):
                yield (demand_id, article_id, index), row
    for demand_id, demand in desk.demands.items():
        for index, own in enumerate(demand.record.responses):
            yield (demand_id, None, index), own


def _answers(desk: Desk) -> Mapping[_Place, Answer]:
    """One of the answers that each row gives, for its date and its teller."""
    found: dict[_Place, Answer] = {}
    for demand in desk.demands.values():
        searches = (one.none_found for one in demand.positions.values() if one.none_found)
        answers = (answer for one in demand.positions.values() for answer in one.answers)
        for answer in (*searches, *answers, *demand.others):
            found[answer.demand_id, answer.article_id, answer.row] = answer
    return found


def _facts(
    side: Side, demand_id: str, record: ResponseFields, answer: Answer | None
) -> dict[str, str]:
    teller = answer.told_by if answer else record.told_by
    when = answer.date if answer else record.date
    return {
        "demand": side.name("demand", demand_id),
        "by": side.names("actor", record.by),
        "response": record.response,
        "date": str(when or "unknown"),
        "told_by": side.name("actor", teller) if teller else "",
    }


def _keys(
    side: Side, of: str, article_id: str | None, record: ResponseFields
) -> tuple[object, ...]:
    quote = side.reference(record.quote, article_id) if record.quote else None
    by = [side.now("actor", one) for one in record.by]
    where = side.now("article", article_id) if article_id else None
    rest = (record.date, record.condition, record.told_by, record.searched_through, record.note)
    # A search that found nothing does not become an answer: the answer is another row.
    search = record.response == NONE_FOUND
    return act_keys((of, search), where, record.response, by, quote, *rest)
