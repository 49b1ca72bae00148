"""A way through the values of a record, each with its place and the description of its field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel

from .description import FieldDescription, fields_of

# How to reach a value from the top of a file: ("quotes", 2, "speaker").
YamlPath: TypeAlias = tuple[str | int, ...]


class FieldValue(NamedTuple):
    """One text, date or id in a record.

    Attributes:
        path: where it is; the place in a list included.
        value: never a list, a mapping or a record; of a mapping, each id.
        field: what it is.
        record: the innermost record that has it.
    """

    path: YamlPath
    value: object
    field: FieldDescription
    record: BaseModel


class ValueFinder:
    """Finds the values of the fields that are wanted, in the order of the fields.

    What is wanted is asked once for each field of each kind of record, not for each value: what
    cannot have such a value is not entered.

    >>> from onrecord.records import Actor, Role
    >>> actor = Actor(name="Mia Brandt", kind="person", roles=(Role(title="Chair", of="union"),))
    >>> [(found.path, found.value) for found in Walk(lambda field: field.kind == "id")(actor)]
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
        self._plans: dict[type[BaseModel], tuple[_Step, ...]] = {}

    def __call__(self, record: BaseModel, path: YamlPath = ()) -> Iterator[FieldValue]:
        """The values in ``record``, which is at ``path`` of its file."""
        for step in self._plan(type(record)):
            field = step.field
            value = getattr(record, field.attribute)
            if value is None or value == ():
                continue
            for place, item in _items(field, value):
                here = (*path, field.name, *place)
                if step.is_wanted:
                    yield FieldValue(here, place[0] if field.by_id else item, field, record)
                if step.is_entered:
                    yield from self(item, here)

    def _plan(self, model: type[BaseModel]) -> tuple[_Step, ...]:
        if model not in self._plans:
            steps = map(self._step, fields_of(model).values())
            self._plans[model] = tuple(step for step in steps if step.is_wanted or step.is_entered)
        return self._plans[model]

    def _step(self, field: FieldDescription) -> _Step:
        model, enters = field.model, self._enters(field)
        is_wanted = enters and (model is None or field.by_id) and self._wanted(field)
        return _Step(field, is_wanted, model is not None and enters and bool(self._plan(model)))


class _Step(NamedTuple):
    """A field to look at: for its own values, or for what is in the records that it holds."""

    field: FieldDescription
    is_wanted: bool
    is_entered: bool


def _items(field: FieldDescription, value: Any) -> Iterable[tuple[YamlPath, Any]]:  # noqa: ANN401
    """The values of a field, each with its place in a list or its id in a mapping, if any."""
    if field.by_id:
        return (((id_,), item) for id_, item in value.items())
    if field.many:
        return (((index,), item) for index, item in enumerate(value))
    return (((), value),)
