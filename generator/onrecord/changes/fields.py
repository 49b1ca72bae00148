"""The written fields of a record, read so that two sides can be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from onrecord.records.columns import columns_of
from onrecord.records.description import FieldDescription, fields_of

from .kinds import FieldKind, field_kind, field_name
from .sides import Side

# Sections of the word catalogue that are not called as the vocabulary.
_SECTIONS = {"actor_kind": "kind", "demand_act": "act"}
# Lists of which each field is compared by itself, not each item.
_BY_FIELD = frozenset({"same_as"})


@dataclass(frozen=True, slots=True)
class Value:
    """What a field says on one side.

    Attributes:
        key: the same on both sides where nothing changed.
        text: as ``Change.old``; ``None`` where there is nothing.
    """

    key: object
    text: str | None


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field of a kind of record.

    Attributes:
        kind: of the change that it makes.
        path: the fields from the record to this one.
        fact: what the fact ``field`` says of it.
    """

    kind: FieldKind
    path: tuple[FieldDescription, ...]
    fact: str

    @property
    def field(self) -> FieldDescription:
        """The field itself."""
        return self.path[-1]

    @property
    def place(self) -> tuple[str, ...]:
        """Where it is below its record; of what is in a list, where the list is."""
        keys = tuple(field.name for field in self.path)
        lists = (index for index, field in enumerate(self.path[:-1]) if field.many)
        return keys[: next(lists, len(keys)) + 1]

    @property
    def values(self) -> str:
        """As ``Change.values``."""
        field = self.field
        if field.refers_to and field.refers_to.kind == "actor":
            return "names"
        if field.vocabulary:
            return _SECTIONS.get(field.vocabulary, field.vocabulary)
        return {"date": "date", "day": "date", "language": "language"}.get(field.kind, "text")

    @property
    def repeats_words(self) -> bool:
        """Whether it has words of its quote, or may repeat them."""
        ours = self.field.words is not None and self.field.words.ours
        return self.path[0].reveals_words or ours

    def read(self, side: Side, record: BaseModel, article_id: str | None = None) -> Value:
        """What ``record`` of ``side`` says here; ``article_id`` is what references count from."""
        values: list[Any] = [record]
        for field in self.path:
            found = (getattr(value, field.attribute) for value in values)
            values = [item for value in found for item in _items(value)]
        return value_of(side, values, self.field, article_id)


@cache
def compared_fields(record: str, model: type[BaseModel]) -> tuple[ComparedField, ...]:
    """The fields of ``model``, a ``record``, that are not compared elsewhere."""
    found = (
        ComparedField(kind, path, field_name(keys))
        for path in _paths(model)
        if (kind := field_kind(record, keys := tuple(field.name for field in path))) is not None
    )
    return tuple(found)


def _paths(model: type[BaseModel]) -> Iterator[tuple[FieldDescription, ...]]:
    yield from (column.path for column in columns_of(model))
    for field in fields_of(model).values():
        if field.model and field.many and field.published and not field.for_quotes:
            parts = fields_of(field.model).values() if field.name in _BY_FIELD else ()
            yield from ((field, part) for part in parts)
            if not parts:
                yield (field,)


def _items(value: object) -> tuple[object, ...]:
    """The values of a field: those of a list, or the one that is there."""
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def value_of(
    side: Side, values: list[Any], field: FieldDescription, article_id: str | None
) -> Value:
    """``values`` of ``field`` as both sides can compare them, and in plain text."""
    if not values:
        return Value(None, None)
    target = field.refers_to.kind if field.refers_to else None
    key: tuple[str, ...]
    if field.model:
        key = texts = tuple(item_text(side, item) for item in values)
    elif target == "quote":
        key = texts = tuple(side.reference(reference, article_id) for reference in values)
    elif target:
        key = tuple(side.now(target, id_) for id_ in values)
        texts = tuple(side.name(target, id_) for id_ in values)
    else:
        key = texts = tuple(map(str, values))
    joined = field.in_table.joined
    text = (joined or ", ").join(texts)
    # What is one text for the reader differs only where that text does.
    return Value(text if joined else key, text or None)


def item_text(side: Side, item: BaseModel) -> str:
    """An item of a list in one text: ``Port union (en, alias)``, ``Its site https://…``."""
    first, *others = [
        (field, text)
        for field in fields_of(type(item)).values()
        if field.published
        and (text := value_of(side, list(_items(getattr(item, field.attribute))), field, None).text)
    ]
    addresses = "".join(f" {text}" for field, text in others if field.kind == "url")
    rest = ", ".join(text for field, text in others if field.kind != "url")
    return first[1] + addresses + (f" ({rest})" if rest else "")


def differing_texts(old: Value, new: Value) -> tuple[str | None, str | None]:
    """The texts of two values that differ; with their ids where they are called the same."""
    if old.text == new.text and old.text and isinstance(old.key, tuple):
        return f"{old.text} ({_ids(old.key)})", f"{new.text} ({_ids(new.key)})"
    return old.text, new.text


def _ids(key: object) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
