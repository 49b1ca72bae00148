"""Quotes of a draft that somebody still has to decide: what is asked of each, and the answer.

A question is a comment that begins with ``# ?``. Who has decided takes it out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.diagnostics import OnrecordError
from onrecord.editing.written_fields import key_order
from onrecord.editing.yaml_in_place import YamlInPlace
from onrecord.editing.yaml_values import Value
from onrecord.reading import MappingNode, ScalarNode, SequenceNode, parse
from onrecord.reading.comments import open_questions
from onrecord.reading.yaml_text import decode_yaml
from onrecord.records.record_kinds import KINDS


class NoSuchQuote(OnrecordError):
    """The article has no quote of this id any more."""

    def __init__(self, quote: str) -> None:
        super().__init__(f"there is no quote '{quote}'", "perhaps it was renamed: reload")


@dataclass(frozen=True, slots=True)
class Undecided:
    """A quote about which something is asked.

    Attributes:
        places: of the questions: line and column, from 1.
        questions: what is asked, in the order of the file.
    """

    quote: str
    places: tuple[tuple[int, int], ...]
    questions: tuple[str, ...]


def undecided(path: Path, text: str) -> list[Undecided]:
    """The quotes in ``text``, the YAML of the article ``path``, that are still to be decided."""
    source, _ = decode_yaml(path, text.encode())
    root = parse(source)[0] if source else None
    if source is None or not isinstance(root, MappingNode):
        return []
    questions = open_questions(source)
    found = []
    for quote, first, last in _stretches(root):
        asked = [(place, what) for place, what in questions if first <= place[0] < last]
        if asked:
            places, words = zip(*asked, strict=True)
            found.append(Undecided(quote, tuple(places), tuple(words)))
    return found


def _stretches(root: MappingNode) -> list[tuple[str, int, int]]:
    """The quotes by id, each with its first line and the first one that is not its own."""
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
    places = [
        place for each in undecided(path, text) if each.quote == quote for place in each.places
    ]
    lines = text.splitlines(keepends=True)
    mark = 1 if text.startswith("\ufeff") else 0
    for number, column in sorted(places, reverse=True):
        line = lines[number - 1]
        end = line[len(line.rstrip("\r\n")) :]
        before = line[: column - 1 + (mark if number == 1 else 0)].rstrip()
        lines[number - 1] = before + end if before else ""
    return "".join(lines)


def revised(path: Path, text: str, quote: str, values: dict[str, Value]) -> str:
    """``text`` in which ``quote`` has ``values``, decided.

    Raises:
        NoSuchQuote: as it says.
        EditRefused: the file cannot be changed in place.
    """

    def revise(file: YamlInPlace, number: int) -> None:
        for key, value in values.items():
            if file.at(("quotes", number, key)) != value:
                file.put(("quotes", number, key), value)

    return settled(path, _changed(path, text, quote, revise), quote)


def without(path: Path, text: str, quote: str) -> str:
    """``text`` without ``quote``.

    Raises:
        NoSuchQuote: as it says.
        EditRefused: the file cannot be changed in place, or says nothing else.
    """
    return _changed(path, text, quote, lambda file, number: file.remove(("quotes", number)))


def _changed(path: Path, text: str, quote: str, change: Callable[[YamlInPlace, int], None]) -> str:
    file = YamlInPlace(path, text.encode(), key_order(KINDS["article"]))
    quotes = file.at(("quotes",))
    items: Sequence[Value] = quotes if isinstance(quotes, list) else [quotes]
    for number, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") == quote:
            change(file, number)
            return file.content().decode()
    raise NoSuchQuote(quote)
