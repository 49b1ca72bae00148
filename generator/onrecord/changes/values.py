"""A field of a record, read so that two sides can be compared and told apart in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from .sides import Side

# How a value is read: `text`, `texts`, `date`, `quotes` (references), `<kind>` or `<kind>s` (ids of
# records: actor, topic, demand, claim, event), or the section of the catalogue it is a key of.
_OF_RECORDS = ("actor", "topic", "demand", "claim", "event")


@dataclass(frozen=True, slots=True)
class Value:
    """What a field says on one side.

    Attributes:
        key: the same on both sides where nothing changed.
        text: as ``Change.old``; ``None`` where there is nothing.
    """

    key: object
    text: str | None


ABSENT = Value(None, None)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record.

    Attributes:
        name: as in the YAML, and in ``kinds.FIELDS``.
        how: how its values are read (see above).
        get: from a record (or an entry of the desk) to the value; by name where absent.
        path: where it stands in the record's YAML; its name where absent.
    """

    name: str
    how: str = "text"
    get: Callable[[Any], Any] | None = None
    path: tuple[str, ...] | None = None

    def read(self, side: Side, record: object, article_id: str | None = None) -> Value:
        """What ``record`` of ``side`` says here; ``article_id`` is what references count from."""
        value = (self.get or attrgetter(self.name))(record)
        return read(side, value, self.how, article_id)

    @property
    def values(self) -> str:
        """As ``Change.values``."""
        plain = self.how in ("texts", "quotes") or self.how.removesuffix("s") in _OF_RECORDS
        return "text" if plain else self.how

    @property
    def place(self) -> tuple[str, ...]:
        """Where it stands below the record."""
        return (self.name,) if self.path is None else self.path


def read(side: Side, value: Any, how: str, article_id: str | None = None) -> Value:  # noqa: ANN401 - any field of any record
    """``value`` as both sides can compare it, and in plain text."""
    if value is None or value == ():
        return ABSENT
    if how == "quotes":
        many = (value,) if isinstance(value, str) else value
        references = tuple(side.reference(one, article_id) for one in many)
        return Value(references, ", ".join(references))
    kind = how.removesuffix("s")
    if kind in _OF_RECORDS:
        ids = (value,) if isinstance(value, str) else tuple(value)
        return Value(tuple(side.now(kind, one) for one in ids), side.names(kind, ids))
    if how == "texts":
        return Value(tuple(value), ", ".join(value))
    return Value(str(value), str(value))


def told_apart(old: Value, new: Value) -> tuple[str | None, str | None]:
    """The texts of two values that differ; with their ids where they are called the same."""
    if old.text == new.text and old.text and isinstance(old.key, tuple):
        return f"{old.text} ({_ids(old.key)})", f"{new.text} ({_ids(new.key)})"
    return old.text, new.text


def _ids(key: object) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
