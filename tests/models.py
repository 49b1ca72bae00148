"""The records of a kind: what tests about every field go through."""

from collections.abc import Iterator

from pydantic import BaseModel

from onrecord.records.description import fields_of


def models_of(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """``model`` and each record within it, once, in the order of the fields."""
    seen: dict[type[BaseModel], None] = {}
    left = [model]
    while left:
        here = left.pop(0)
        if here not in seen:
            seen[here] = None
            left += [field.model for field in fields_of(here).values() if field.model]
    yield from seen
