"""The values of a record: each with its place and its field, and as cells of flat columns."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal, NamedTuple, TypeVar, dataclass_transform, get_args

from pydantic import BaseModel

from onrecord.reading import YamlPath

from .dates import PartialDate
from .description import FieldDescription, fields_of, own_first

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def fixed(of: type[_Class]) -> type[_Class]:
    """A dataclass whose values nobody changes, as mypy sees to; they are equal if their fields are.

    Were it frozen, Python would see to it too, with a call for each field of each value: for what
    pages are made of, of which there are some dozens on each, that took two thirds of the time. And
    it would compile six functions for each class, which was a tenth of the time of a short command.
    """
    made = dataclass(slots=True, repr=False, eq=False)(of)
    compared = [field.name for field in dataclasses.fields(made) if field.compare]  # type: ignore[arg-type]  # it is one
    of_fields = attrgetter(*compared) if compared else lambda _: ()

    def equal(one: object, other: object) -> bool:
        same = one.__class__ is other.__class__
        return of_fields(one) == of_fields(other) if same else NotImplemented

    own = {"__eq__": equal, "__hash__": lambda one: hash(of_fields(one)), "__repr__": _shown}
    for name in own.keys() - vars(of).keys():
        setattr(made, name, own[name])
    return made


def _shown(one: Any) -> str:  # noqa: ANN401 - a value of such a class
    fields = (f"{it.name}={getattr(one, it.name)!r}" for it in dataclasses.fields(one) if it.repr)
    return f"{type(one).__qualname__}({', '.join(fields)})"


class FieldValue(NamedTuple):
    """One text, date or id in a record."""

    path: YamlPath  #: where it is; the place in a list included
    value: object  #: never a list, a mapping or a record; of a mapping, each id
    field: FieldDescription
    record: BaseModel  #: the innermost record that has it


class ValueFinder:
    """Finds the values of the fields that are wanted, in the order of the fields.

    What is wanted is asked once for each field of each kind of record, not for each value: what
    cannot have such a value is not entered.

    >>> from onrecord.records import Actor, Role
    >>> actor = Actor(name="Mia Brandt", kind="person", roles=(Role(title="Chair", of="union"),))
    >>> ids = ValueFinder(lambda field: field.kind == "id")
    >>> [(found.path, found.value) for found in ids(actor)]
    [(('roles', 0, 'of'), 'union')]
    """

    def __init__(
        self,
        wanted: Callable[[FieldDescription], bool],
        *,
        enters: Callable[[FieldDescription], bool] = lambda _: True,
    ) -> None:
        """Prepare to find the fields that are ``wanted``, in fields that it ``enters`` alone."""
        self._wanted = wanted
        self._enters = enters
        self._plans: dict[type[BaseModel], _Plan] = {}

    def __call__(self, record: BaseModel, path: YamlPath = ()) -> list[FieldValue]:
        """The values in ``record``, which is at ``path`` of its file."""
        found: list[FieldValue] = []
        self._find(record, path, found)
        return found

    # Hot: half a dozen finders look at every record of a desk.
    def _find(self, record: BaseModel, path: YamlPath, found: list[FieldValue]) -> None:
        plan = self._plans.get(type(record)) or self._plan(type(record))
        for (field, is_wanted, is_entered), value in zip(plan.fields, plan.values(record)):  # noqa: B905 - hot; there are more values
            if not value and (value is None or value == ()):
                continue
            if not (field.many or field.by_id):
                if is_wanted:
                    found.append(_new(FieldValue, ((*path, field.name), value, field, record)))
                if is_entered:
                    self._find(value, (*path, field.name), found)
                continue
            for place, item in value.items() if field.by_id else enumerate(value):
                here = (*path, field.name, place)
                if is_wanted:
                    it = place if field.by_id else item
                    found.append(_new(FieldValue, (here, it, field, record)))
                if is_entered:
                    self._find(item, here, found)

    def _plan(self, model: type[BaseModel]) -> "_Plan":
        if model not in self._plans:
            steps = map(self._step, fields_of(model).values())
            fields = tuple(step for step in steps if step.is_wanted or step.is_entered)
            values = attrgetter(*(step.field.attribute for step in fields), *_AT_LEAST)
            self._plans[model] = _Plan(fields, values)
        return self._plans[model]

    def _step(self, field: FieldDescription) -> "_PlannedField":
        model, enters = field.model, self._enters(field)
        is_wanted = enters and (model is None or field.by_id) and self._wanted(field)
        is_entered = model is not None and enters and bool(self._plan(model).fields)
        return _PlannedField(field, is_wanted, is_entered)


class _PlannedField(NamedTuple):
    """A field to look at: for its own values, or for what is in the records within it."""

    field: FieldDescription
    is_wanted: bool
    is_entered: bool


# Asked for less than two names, an `attrgetter` gives no tuple.
_AT_LEAST = ("__class__", "__class__")


class _Plan(NamedTuple):
    """The fields of a record to look at, and what gives their values."""

    fields: tuple[_PlannedField, ...]
    values: Callable[[BaseModel], tuple[Any, ...]]


# A named tuple is made in half the time so.
_new: Any = tuple.__new__
EVERY_VALUE = ValueFinder(lambda _: True)
REFERENCES = ValueFinder(lambda field: field.refers_to is not None)
# What only completes quotes is looked at in each quote that takes it, which accepts it or does not.
OWN_WORDS = ValueFinder(
    lambda field: field.words is not None and field.words.ours,
    enters=lambda field: not field.for_quotes,
)


# What the values of a column are: `ids` and `lines` are lists, all else as in `ValueKind`.
ColumnKind = Literal[
    "id", "ids", "text", "lines", "word", "date", "day", "time", "language", "url", "boolean"
]
Cell = str | bool | tuple[str, ...] | None

_KINDS: dict[str, ColumnKind] = {kind: kind for kind in get_args(ColumnKind)}
_LISTS: dict[str, ColumnKind] = {"id": "ids", "text": "lines"}


@fixed
class FieldPath:
    """A field of a record or of a record within it: the fields that lead to it, itself the last."""

    path: tuple[FieldDescription, ...]

    @property
    def field(self) -> FieldDescription:
        """Its description, with its meaning, vocabulary and what it refers to."""
        return self.path[-1]

    @property
    def keys(self) -> tuple[str, ...]:
        """The way to the value in YAML, such as ``("said", "event", "name")``."""
        return tuple(field.name for field in self.path)


@fixed
class RecordColumn(FieldPath):
    """A column that is a field of a record, or of a record within it that is there once."""

    name: str  #: the keys of the path, joined; as the fields say in `InTable`, where they do
    required: bool
    #: those that lead to the value, one from the other
    attributes: tuple[str, ...] = dataclasses.field(init=False, compare=False, repr=False)
    #: its cell where a record says nothing: a list is empty, any other value None
    empty: tuple[()] | None = dataclasses.field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what each of many rows needs."""
        object.__setattr__(self, "attributes", tuple(step.attribute for step in self.path))
        object.__setattr__(self, "empty", () if self.kind in ("ids", "lines") else None)

    @property
    def meaning(self) -> str:
        """The meaning of its values, in a sentence or two."""
        return self.field.meaning

    @property
    def kind(self) -> ColumnKind:
        """The kind of its values."""
        is_list = self.field.many and self.field.in_table.joined is None
        return (_LISTS if is_list else _KINDS)[self.field.kind]

    def value(self, record: BaseModel) -> object:
        """The value in ``record``, unchanged; None if it is empty."""
        value: object = record
        for attribute in self.attributes:
            if value is None:
                break
            value = getattr(value, attribute)
        return value

    def cell(self, record: BaseModel) -> Cell:
        """The value that ``record`` has there, as a text, a list of texts, or true or false."""
        value: object = record
        for attribute in self.attributes:  # as `value`, without a call for each cell
            if (value := getattr(value, attribute)) is None:
                return self.empty
        if isinstance(value, tuple):
            texts = tuple(map(str, value))
            joined = self.field.in_table.joined
            return texts if joined is None else joined.join(texts) or None
        if isinstance(value, bool):
            return value
        return value.text if isinstance(value, PartialDate) else str(value)


@cache
def columns_of(model: type[BaseModel]) -> tuple[RecordColumn, ...]:
    """The columns of a table of ``model``: the fields that it adds to its base, then the others.

    Lists of records have tables of their own; what is not published, and what only completes the
    quotes of an article, has none.
    """
    return tuple(_columns(model, (), "", required=True))


class Written:
    """What a record says, for templates: each published field by the name of its column.

    So a template shows a new field without a view that hands it on:
    ``{{ view.written.wikidata }}``, ``{{ card.written.said_medium }}``. Ids are ids, dates are
    dates; a list is a list. A name that is no column is a fault of the template.
    """

    __slots__ = ("_hides_words", "_record")

    def __init__(self, record: BaseModel, *, hides_words: bool = False) -> None:
        """Show ``record``; if it ``hides_words``, without what repeats a withheld quote."""
        self._record = record
        self._hides_words = hides_words

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Written) and self._said == other._said

    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def _said(self) -> tuple[object, ...]:
        """All that templates can show."""
        model = type(self._record)
        return model, *(self[name] for name in _by_name(model))

    def __dir__(self) -> Iterable[str]:
        """The names of the columns, for who misspells one."""
        return _by_name(type(self._record))

    def __getattr__(self, name: str) -> object:
        """As templates read it."""
        if name not in _by_name(type(self._record)):
            raise AttributeError(f"there is no column '{name}'", name=name, obj=self)
        return self[name]

    def __getitem__(self, name: str) -> object:
        column = _by_name(type(self._record))[name]
        if self._hides_words and any(field.reveals_words for field in column.path):
            return None
        return column.value(self._record)


@cache
def _by_name(model: type[BaseModel]) -> dict[str, RecordColumn]:
    return {column.name: column for column in columns_of(model)}


def _columns(
    model: type[BaseModel], path: tuple[FieldDescription, ...], prefix: str, *, required: bool
) -> Iterator[RecordColumn]:
    for field in own_first(model):
        if not field.published or field.for_quotes:
            continue
        here = (*path, field)
        part = field.name if field.in_table.name is None else field.in_table.name
        name = "_".join(filter(None, (prefix, part)))
        is_required = required and (field.required or bool(field.default))
        if field.model is None:
            yield RecordColumn(here, name, is_required)
        elif not field.many:
            yield from _columns(field.model, here, name, required=is_required)
