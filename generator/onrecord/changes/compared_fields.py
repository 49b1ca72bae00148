"""A comparison under way: the written fields read from both sides, and the changes found."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import BaseModel

from onrecord.records import FieldDescription, YamlPath, columns_of, fields_of, fixed, locate
from onrecord.records.values import FieldPath

from . import changes
from .changes import KINDS, Change, ChangedRecord, Spot
from .compared_states import Owner, Side, State, Withheld

# The kind of change of a field: its name, or what finds it by the value before and after. `None`
# where a field is compared elsewhere (rows, roles, events) or is no change by itself.
FieldKind: TypeAlias = str | Callable[[str | None, str | None], str]

# By kind of record and path of a field: what is below a path goes with it.
_FIELD_KINDS: Mapping[str, Mapping[str, FieldKind | None]] = {
    "quote": {
        "id": None,
        "speaker": "quote-attribution-changed",
        "quoting": "quote-quoting-changed",
        "speaking_as": "quote-role-changed",
        "text": "quote-text-changed",
        "gist": "quote-gist-changed",
        "context": "quote-context-changed",
        "state": changes.kind_of_state,
        "basis": changes.kind_of_basis,
        "form": changes.kind_of_form,
        **dict.fromkeys(("said.date", "said.place", "said.event")),
    },
    "demand": {
        "title": "demand-reworded",
        "by": "demand-owner-changed",
        "to": "demand-addressees-changed",
        "outcome.value": "demand-outcome-changed",
        "summary": "demand-wording-changed",
        "responses": None,
    },
    "statement": {"demand": None, "by": "statement-attribution-changed"},
    "response": {
        "demand": None,
        "by": "response-attribution-changed",
        "told_by": "response-attribution-changed",
    },
    "claim": {
        "text": "claim-reworded",
        "by": "claim-owner-changed",
        "against": "claim-against-changed",
        "replies": None,
    },
    "claim-act": {
        "claim": None,
        "by": "claim-act-attribution-changed",
        "told_by": "claim-act-attribution-changed",
    },
    "reply": {},
    "actor": {
        "name": "actor-name-changed",
        "kind": changes.kind_of_actor,
        "sort_name": "actor-wording-changed",
        "in_sentence": "actor-wording-changed",
        "summary": "actor-wording-changed",
        "roles": None,
    },
    "article": {
        "title": "article-wording-changed",
        "summary": "article-wording-changed",
        "source": "source-changed",
        **dict.fromkeys(("event", "quotes", "demands", "responses", "claims", "corrections")),
    },
    "briefing": {"bottom_line": "briefing-reworded"},
    "event": {"name": "event-wording-changed"},
    "topic": {"name": "topic-wording-changed", "summary": "topic-wording-changed"},
}
# What the fact `field` says, where it is not the last key of the path.
_FIELD_NAMES: Mapping[str, str] = {
    "added": "recorded",
    "bears_on": "bears_on",
    "original": "original",
    "same_as.quote": "same_as",
    "translation.by": "translation",
}
# Sections of the word catalogue that are not called as the vocabulary.
_SECTIONS = {"actor_kind": "kind", "demand_act": "act"}
# `Change.values` of the kinds of field that are no plain text.
_VALUES = {"date": "date", "day": "date", "language": "language"}
_BY_FIELD = frozenset({"same_as"})  # lists of which each field is compared by itself, not each item


def _field_kind(record: str, path: tuple[str, ...]) -> FieldKind | None:
    """The kind of change that a field of a ``record`` makes; else ``…-changed``."""
    if path[-1] == "formerly":  # its addresses are compared
        return None
    listed = _FIELD_KINDS[record]
    found = next((above for above in _upwards(path) if above in listed), None)
    if found is not None:
        return listed[found]
    return f"{record}-wording-changed" if path[-1] == "note" else f"{record}-changed"


def _field_name(path: tuple[str, ...]) -> str:
    """The value of the fact ``field``; its words are ``changes.field.<name>``."""
    found = next((above for above in _upwards(path) if above in _FIELD_NAMES), None)
    return _FIELD_NAMES[found] if found else path[-1]


def _upwards(path: tuple[str, ...]) -> tuple[str, ...]:
    """A path and its ancestors, the longest first."""
    return tuple(".".join(path[:length]) for length in range(len(path), 0, -1))


@fixed
class Value:
    """The value of a field on one side."""

    key: object  # the same on both sides where nothing changed
    text: str | None  # as `Change.old`; `None` where there is nothing


@fixed
class ComparedField(FieldPath):
    """A field of a kind of record."""

    kind: FieldKind
    fact: str  # what the fact `field` says of it

    @property
    def place(self) -> tuple[str, ...]:
        """Its path below its record; the list's path if it is in a list."""
        keys = self.keys
        lists = (index for index, field in enumerate(self.path[:-1]) if field.many)
        return keys[: next(lists, len(keys)) + 1]

    @property
    def values(self) -> str:
        """As ``Change.values``."""
        target, vocabulary = self.field.refers_to, self.field.vocabulary
        if target and target.kind == "actor":
            return "names"
        if vocabulary:
            return _SECTIONS.get(vocabulary, vocabulary)
        return _VALUES.get(self.field.kind, "text")

    @property
    def repeats_words(self) -> bool:
        """Whether it has words of its quote, or may repeat them."""
        ours = self.field.words is not None and self.field.words.ours
        return self.path[0].reveals_words or ours

    def read(self, side: Side, record: BaseModel, article_id: str | None = None) -> Value:
        """The value in ``record`` of ``side``; references are relative to ``article_id``."""
        values: list[Any] = [record]
        for field in self.path:
            found = (getattr(value, field.attribute) for value in values)
            values = [item for value in found for item in _items(value)]
        return value_of(side, values, self.field, article_id)


@cache
def compared_fields(record: str, model: type[BaseModel]) -> tuple[ComparedField, ...]:
    """The fields of ``model``, a ``record``, that are not compared elsewhere."""
    return tuple(
        ComparedField(path, kind, _field_name(keys))
        for path in _paths(model)
        if (kind := _field_kind(record, keys := tuple(field.name for field in path))) is not None
    )


def _paths(model: type[BaseModel]) -> Iterator[tuple[FieldDescription, ...]]:
    yield from (column.path for column in columns_of(model))
    for field in fields_of(model).values():
        if field.model and field.many and field.published and not field.for_quotes:
            parts = fields_of(field.model).values() if field.name in _BY_FIELD else ()
            yield from ((field, part) for part in parts)
            if not parts:
                yield (field,)


def _items(value: object) -> tuple[object, ...]:
    """The values of a field: of a list, or the only one."""
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
        key = texts = tuple(_item_text(side, item) for item in values)
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


def _item_text(side: Side, item: BaseModel) -> str:
    """An item of a list as one text: ``Port union (en, alias)``, ``Its site https://…``."""
    first, *others = [
        (field, text)
        for field in fields_of(type(item)).values()
        if field.published
        and (text := value_of(side, list(_items(getattr(item, field.attribute))), field, None).text)
    ]
    addresses = "".join(f" {text}" for field, text in others if field.kind == "url")
    rest = ", ".join(text for field, text in others if field.kind != "url")
    return first[1] + addresses + (f" ({rest})" if rest else "")


def _differing_texts(old: Value, new: Value) -> tuple[str | None, str | None]:
    """The texts of two different values; with their ids if the texts are the same."""
    keys = (old.key, new.key)
    if old.text and old.text == new.text:
        before, after = (f" ({', '.join(key)})" if isinstance(key, tuple) else "" for key in keys)
        return old.text + before, new.text + after
    return old.text, new.text


class Comparison:
    """Collects the changes between two sides.

    Attributes:
        withheld: quotes whose words are in no change.
    """

    def __init__(self, before: Side, after: Side) -> None:
        self.before = before
        self.after = after
        self.withheld = Withheld.of(before, after)
        self._found: list[tuple[Change, YamlPath]] = []

    def add(
        self,
        kind: str,
        about: ChangedRecord,
        old: str | None = None,
        new: str | None = None,
        *,
        values: str = "text",
        at: YamlPath = (),
        **facts: str,
    ) -> None:
        """Add a change of ``about``; ``at`` is where it is below it."""
        rule = KINDS[kind]
        known = {**about.facts, **facts}
        change = Change(
            kind=kind,
            record=rule.record,
            id=about.id,
            weight=rule.weight,
            facts={name: known[name] for name in rule.facts},
            owner=about.owner,
            row=about.path,
            old=old,
            new=new,
            values=values,
            gone=about.gone,
            uri=about.uri,
        )
        self._found.append((change, (*about.path, *at)))

    def add_fields(
        self,
        record: str,
        about: ChangedRecord,
        old: BaseModel,
        new: BaseModel,
        *,
        articles: tuple[str | None, str | None] = (None, None),
        hidden: Callable[[ComparedField], bool] | None = None,
        told: bool = False,
    ) -> None:
        """Add each field in which two records differ.

        Of what is ``hidden``, at most that it differs is ``told``.

        ``record`` is the kind of record in the table of kinds; references in ``old`` and ``new``
        count from ``articles``.
        """
        for compared in compared_fields(record, type(new)):
            is_hidden = hidden is not None and hidden(compared)
            if is_hidden and not told:
                continue
            was = compared.read(self.before, old, articles[0])
            now = compared.read(self.after, new, articles[1])
            if was.key != now.key:
                kind = compared.kind
                kind = kind if isinstance(kind, str) else kind(was.text, now.text)
                texts = (None, None) if is_hidden else _differing_texts(was, now)
                facts = {"field": compared.fact} if "field" in KINDS[kind].facts else {}
                self.add(kind, about, *texts, values=compared.values, at=compared.place, **facts)

    def placed(self, before: State, after: State) -> list[Change]:
        """Every change with the place it is written at."""
        # One file after another, so that each is read again only once.
        found = sorted(self._found, key=lambda item: (item[0].gone, item[0].owner))
        return [
            replace(change, spot=_spot(before if change.gone else after, change.owner, path))
            for change, path in found
        ]


def _spot(state: State, owner: Owner, path: YamlPath) -> Spot | None:
    if (file := state.records.files.get(owner)) is None:
        return None
    line, column, _ = locate(file, path, state.records.unwritten.get(file))
    below = Path(file).relative_to(state.settings.content).as_posix()
    return Spot(Path(state.folder / below), line, column)
