"""The tables of fields in `docs/reference/`, as the records declare their fields."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from onrecord.records import (
    Actor,
    Article,
    Briefing,
    Claim,
    ClaimRow,
    Correction,
    Demand,
    DemandRow,
    Event,
    NamedEvent,
    Quote,
    ResponseFields,
    ResponseRow,
    Said,
    SameAs,
    Source,
    Topic,
)
from onrecord.records.description import FieldDescription, own_first
from onrecord.records.quote import Defaults, InheritedFields

from .pages import DOCS

# Of each record that has a table: the page, and the heading above it.
TABLES: dict[type[BaseModel], tuple[str, str]] = {
    Topic: ("topics-and-events", "A topic"),
    Event: ("topics-and-events", "An event"),
    Actor: ("actors", "An actor"),
    Demand: ("demands", "A demand"),
    Claim: ("claims", "A claim"),
    Briefing: ("briefings", "A briefing"),
    Article: ("articles", "An article"),
    Source: ("articles", "The source"),
    NamedEvent: ("articles", "The event"),
    DemandRow: ("articles", "Demands"),
    ResponseRow: ("articles", "Responses"),
    ClaimRow: ("articles", "Claims"),
    Quote: ("quotes", "Quotes"),
    Correction: ("quotes", "Corrections"),
}
# Where all is said of a record, and where more is said of one or of a field.
_TOLD_ELSEWHERE: dict[type[BaseModel], tuple[str, str]] = {
    **TABLES,
    ResponseFields: ("articles", "Responses"),
    Defaults: ("articles", "Defaults and speakers"),
    InheritedFields: ("articles", "Defaults and speakers"),
}
_MORE: dict[object, tuple[str, str]] = {
    **{model: place for model, place in _TOLD_ELSEWHERE.items()},  # noqa: C416 - for its type
    Said: ("quotes", "When and where"),
    SameAs: ("quotes", "The same statement in two sources"),
    "form": ("quotes", "Which form"),
    "state": ("quotes", "Withholding a quote"),
    "accept": ("diagnostics", "accept"),
}
_HEAD = "| field | required | takes | meaning |\n| --- | --- | --- | --- |\n"
_TABLE = re.compile(r"^\| field \| required \| .*\n\| --- .*\n(?:\|.*\n)*", re.MULTILINE)
# One value, several.
_TAKES: dict[str, tuple[str, str]] = {
    "actor": ("an actor", "actors"),
    "topic": ("a topic", "topics"),
    "demand": ("a demand", "demands"),
    "claim": ("a claim", "claims"),
    "event": ("an event", "events"),
    "quote": ("a quote", "quotes"),
    "id": ("an id", "ids"),
    "text": ("text", "texts"),
    "date": ("a date", "dates"),
    "day": ("a whole day", "whole days"),
    "time": ("a time", "times"),
    "language": ("a language tag", "language tags"),
    "url": ("an address", "addresses"),
    "boolean": ("`true` or `false`", ""),
    "code": ("a code", "codes"),
    "record": ("keys", "rows of keys"),
}


def page_with_tables(page: str) -> str:
    """The text of ``page`` with its tables as they should be."""
    text = (DOCS / "reference" / f"{page}.md").read_text(encoding="utf-8")
    for model, (of, heading) in TABLES.items():
        if of == page:
            start = re.search(rf"^#+ {re.escape(heading)}$", text, re.MULTILINE)
            assert start, heading
            table = _TABLE.search(text, start.end())
            assert table, f"below '{heading}' of {page}.md is no table of fields"
            text = text[: table.start()] + _table(model, page) + text[table.end() :]
    return text


def _table(model: type[BaseModel], page: str) -> str:
    return _HEAD + "".join(_rows(model, page, ""))


def _rows(model: type[BaseModel], page: str, prefix: str) -> Iterator[str]:
    """A row for each field, and for each of what it holds, where that has no table of its own."""
    for field in own_first(model):
        required = "yes" if field.required else ""
        cells = (f"`{prefix}{field.name}`", required, _takes(field), _meaning(field, page))
        yield f"| {' | '.join(cells)} |\n".replace("|  |", "| |")
        if field.model and field.model not in _TOLD_ELSEWHERE:
            yield from _rows(field.model, page, f"{prefix}{field.name}.")


def _takes(field: FieldDescription) -> str:
    if field.choices:
        *words, last = (f"`{word}`" for word in field.choices)
        return f"{', '.join(words)} or {last}"
    if field.by_id:
        return "keys, by id"
    if field.kind == "text" and not field.published:
        return "codes"
    target = field.refers_to
    one, many = _TAKES[target.kind if target else field.kind]
    or_word = f" or `{target.or_word}`" if target and target.or_word else ""
    return (many if field.many else one) + or_word


def _meaning(field: FieldDescription, page: str) -> str:
    of, heading = _MORE.get(field.model or field.name, ("", ""))
    if not heading:
        return field.meaning
    anchor = re.sub(r"\s+", "-", heading.lower())
    return f"{field.meaning} [{heading}]({'' if of == page else f'{of}.md'}#{anchor})"
