"""What is still to be decided about an article: the questions about each quote, and the answers.

A question is a comment that begins with ``# ?``. Who has decided takes it out. What changes or
reads a quote raises NoSuchQuote if it is not there, and EditRefused if the file cannot be changed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.diagnostics import OnrecordError
from onrecord.drafting import article_yaml
from onrecord.editing.placed_text import PlacedText, Value, start_of
from onrecord.editing.yaml_in_place import YamlInPlace
from onrecord.editing.yaml_writer import key_order
from onrecord.reading import MappingNode, ScalarNode, SequenceNode, decode_yaml, parse
from onrecord.reading.nodes import open_questions
from onrecord.records import KINDS, Article, YamlPath

ORDER = key_order(KINDS["article"])
_ROWS = ("demands", "responses", "claims")  # the lists of an article whose rows may rest on a quote
_BOM = "\ufeff"
_UNKNOWN: frozenset[YamlPath] = frozenset({("source", "publisher"), ("source", "published")})
SOURCE_FACTS = ("publisher", "published", "headline", "url", "language", "genre")
# A question: the line and the column (from 1) where it is, and what it asks.
_Question = tuple[tuple[int, int], str]


class NoSuchQuote(OnrecordError):
    """The article no longer has a quote with this id."""

    def __init__(self, quote: str) -> None:
        super().__init__(f"there is no quote '{quote}'", "perhaps it was renamed: reload")


def undecided(path: Path, text: str) -> list[tuple[str, list[_Question]]]:
    """The open questions in ``text``, the YAML of the article ``path``, by quote."""
    source, _ = decode_yaml(path, text.encode())
    root = parse(source)[0] if source else None
    if source is None or not isinstance(root, MappingNode):
        return []
    every = sorted(open_questions(source))
    lines = [place[0] for place, _ in every]
    asked = (
        (quote, every[bisect_left(lines, first) : bisect_left(lines, last)])
        for quote, first, last in _stretches(root)
    )
    return [(quote, questions) for quote, questions in asked if questions]


def asked_in(path: Path, text: str) -> list[str]:
    """All open questions in ``text``, the YAML of the article ``path``, each with its key."""
    source = decode_yaml(path, text.encode())[0]
    found = open_questions(source) if source else []
    keys = (
        re.match(r"[\s-]*([a-z_]+):", source.line(place[0]) if source else "") for place, _ in found
    )
    return [
        f"{key[1]}: {asked}" if key else asked for key, (_, asked) in zip(keys, found, strict=True)
    ]


def _stretches(root: MappingNode) -> list[tuple[str, int, int]]:
    """The quotes by id, each with its first line and the line after its last."""
    entry = root.entries.get("quotes")
    if entry is None or not isinstance(entry.value, SequenceNode):
        return []
    items = entry.value.items
    later = (each.key.line for each in root.entries.values() if each.key.line > entry.key.line)
    starts = [item.line for item in items] + [min(later, default=10**9)]
    stretches = []
    for number, item in enumerate(items):
        id_ = item.entries.get("id") if isinstance(item, MappingNode) else None
        if id_ and isinstance(id_.value, ScalarNode):
            stretches.append((id_.value.text, starts[number], starts[number + 1]))
    return stretches


def settled(path: Path, text: str, quote: str) -> str:
    """``text`` without what it asks about ``quote``; every other byte stays."""
    asked = (questions for name, questions in undecided(path, text) if name == quote)
    return _without_comments(text, [place for each in asked for place, _ in each])


def _without_comments(text: str, places: Iterable[tuple[int, int]]) -> str:
    lines = text.splitlines(keepends=True)
    mark = 1 if text.startswith(_BOM) else 0
    for number, column in sorted(places, reverse=True):
        line = lines[number - 1]
        end = line[len(line.rstrip("\r\n")) :]
        before = line[: column - 1 + (mark if number == 1 else 0)].rstrip()
        lines[number - 1] = before + end if before else ""
    return "".join(lines)


def revised(path: Path, text: str, quote: str, values: Mapping[str, Value]) -> str:
    """``text`` with the ``values`` of ``quote`` decided; a key whose value is None is removed."""
    file, number = _with_quote(path, text, quote)
    for key, value in values.items():
        put(file, ("quotes", number, key), value)
    return settled(path, file.content().decode(), quote)


def put(file: YamlInPlace, place: YamlPath, value: Value) -> None:
    """Set ``value`` at ``place``, unless it is there; None takes out what is there."""
    there = file.at(place)
    if value is None and there is not None:
        file.remove(place)
    elif there not in (value, [value]):
        file.put(place, value)


def without_quote(path: Path, text: str, quote: str) -> str:
    """``text`` without ``quote``, the comments on it, and the rows that rest on it."""
    rows = rows_on_quote(_with_quote(path, text, quote)[0], quote)
    text = without_rows(path, text, rows)
    file, number = _with_quote(path, _without_remarks(text, quote), quote)
    file.remove(("quotes", number))
    return file.content().decode()


def _without_remarks(text: str, quote: str) -> str:
    """``text`` without the comments below ``quote`` that are only about it."""
    mark = _BOM if text.startswith(_BOM) else ""
    placed = PlacedText(text.removeprefix(mark))
    number = 0
    while (place := placed.find(("quotes", number))) is not None and not place.in_flow:
        named = placed.find(("quotes", number, "id"))
        if named is not None and named.node.value == quote:
            end = placed.line_end(placed.end(place.node))
            left = start_of(place.node) - placed.line_start(start_of(place.node))
            below = placed.end_with_comments(place.node, left - 1)
            return mark + placed.text[:end] + placed.text[below:]
        number += 1
    return text


def rows_on_quote(file: YamlInPlace, quote: str) -> list[tuple[str, int]]:
    """The rows that rest on ``quote``: the list of each, and its number there."""
    return [
        (name, number)
        for name in _ROWS
        for number, row in enumerate(listed_at(file, name))
        if isinstance(row, dict) and row.get("quote") == quote
    ]


def listed_at(file: YamlInPlace, name: str) -> Sequence[Value]:
    """The items of the list ``name``, which may be one item without a list."""
    there = file.at((name,))
    return there if isinstance(there, list) else [] if there is None else [there]


def without_rows(path: Path, text: str, rows: Iterable[tuple[str, int]]) -> str:
    """``text`` without ``rows``: of each the list, and its number there."""
    file = YamlInPlace(path, text.encode(), ORDER)
    for name, number in sorted(rows, reverse=True):
        file.remove((name, number))
    return file.content().decode()


def quote_in(path: Path, text: str, quote: str) -> Mapping[str, Value]:
    """The values of ``quote`` in ``text``, by their keys."""
    file, number = _with_quote(path, text, quote)
    values = file.at(("quotes", number))
    return values if isinstance(values, dict) else {}


def _with_quote(path: Path, text: str, quote: str) -> tuple[YamlInPlace, int]:
    file = YamlInPlace(path, text.encode(), ORDER)
    for number, item in enumerate(listed_at(file, "quotes")):
        if isinstance(item, dict) and item.get("id") == quote:
            return file, number
    raise NoSuchQuote(quote)


def with_facts(path: Path, text: str, facts: Mapping[YamlPath, Value]) -> str:
    """``text`` in which the article says ``facts``; what it asked of these is decided.

    Whose publisher or day of publication is None is still to be found out.
    """
    file = YamlInPlace(path, text.encode(), ORDER)
    for place, value in facts.items():
        put(file, place, value or ("unknown" if place in _UNKNOWN else None))
    made = file.content().decode()
    if facts.get(("draft",), "") is None:
        made = _without_head(made)
    placed, source = PlacedText(made.removeprefix(_BOM)), decode_yaml(path, made.encode())[0]
    if source is None:
        return made
    own: set[int] = set()
    for place, value in facts.items():
        if value is not None and (found := placed.find(place)):
            line = found.node.start_mark.line + 1
            own.add(line)
            if source.line(line - 1).lstrip().startswith(f"{place[-1]}:"):
                own.add(line - 1)  # a list begins below its key
    within = placed.find(("source",))
    lines = range(within.node.start_mark.line, within.node.end_mark.line + 2) if within else ()
    decided = [
        (line, column)
        for (line, column), _ in open_questions(source)
        if line in own or (line in lines and source.line(line).lstrip().startswith("#"))
    ]
    return _without_comments(made, decided)


def _without_head(text: str) -> str:
    """``text`` without the draft's comments on the article and on words that are no quotes."""
    head = (*article_yaml.HEAD.splitlines()[1:], article_yaml.UNKNOWN)
    lines = article_yaml.without_remarks(text).splitlines(keepends=True)
    return "".join(
        line
        for line in lines
        if not line.startswith((article_yaml.DRAFTED, article_yaml.COMMAND))
        and line.strip() not in head
    )


def asking_for_day(text: str, article: Article | None) -> str:
    """``text`` that asks once, above its quotes, when they were said, until a day is given."""
    asked = text.splitlines(keepends=True)
    lines = [line for line in asked if line.strip() != article_yaml.DAY]
    if _is_dated(article):
        return "".join(lines)
    at = next((number for number, line in enumerate(lines) if line.startswith("quotes:")), None)
    if at is None or any(line.strip() == article_yaml.DAY for line in asked[: at + 1]):
        return text
    end = lines[at][len(lines[at].rstrip("\r\n")) :] or "\n"
    return "".join((*lines[:at], article_yaml.DAY + end, *lines[at:]))


def _is_dated(article: Article | None) -> bool:
    """Whether the article, or each quote itself, says when all its words were said."""
    if article is None or not any(article_yaml.day_question(article)):
        return article is not None
    said = [quote.said for quote in article.quotes]
    return bool(said) and all(
        each and (each.date or (each.event and (each.event.date or each.event.listed)))
        for each in said
    )


def facts_of(article: Article | None, asked: Iterable[str] = ()) -> dict[str, str]:
    """What ``article`` says of itself and of its source, as the page asks for it.

    What its draft still asks, as `asked_in` has it, is not said yet where it is only supposed.
    """
    if article is None:
        return {}
    source, said = article.source, article.defaults.said if article.defaults else None
    event = article.event or (said.event if said else None)
    known = {
        "title": "" if article.title == article_yaml.UNTITLED else article.title,
        **{name: getattr(source, name) for name in SOURCE_FACTS},
        "authors": "; ".join(source.authors),
        "event": event.event if event else None,
        "event_name": event.name if event else None,
        "event_date": event.date if event else None,
        "event_place": event.place if event else None,
        "said": said.date if said else None,
    }
    known["basis"] = article.defaults.basis if article.defaults else None
    for name in {each.partition(":")[0] for each in asked} & {"publisher", "published", "basis"}:
        known[name] = None if name == "basis" or known[name] == "unknown" else known[name]
    return {name: "" if value is None else str(value) for name, value in known.items()}


def form_of_quote(path: Path, text: str, quote: str) -> dict[str, Any]:
    """The values of the form when ``quote`` is opened again, with its rows."""
    file = _with_quote(path, text, quote)[0]
    rows = []
    for name, number in rows_on_quote(file, quote):
        row = file.at((name, number))
        values = row if isinstance(row, dict) else {}
        word = values.get("response" if name == "responses" else "act")
        subject = values.get("claim" if name == "claims" else "demand")
        by = values.get("by")
        rows.append({"list": name, "number": number, "id": subject, "word": word, "by": by})
    return {"values": quote_in(path, text, quote), "rows": rows}
