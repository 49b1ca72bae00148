"""From nodes to a typed record, or to what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from onrecord.diagnostics import Diagnostic
from onrecord.reading import Mapping, Node, Scalar, Sequence, Source
from onrecord.reading.source import MAX_FAULTS, MORE_FAULTS

from .explain import explain
from .keys import near_key

M = TypeVar("M", bound=BaseModel)


def build(model: type[M], node: Node, source: Source) -> tuple[M | None, list[Diagnostic]]:
    """Make a record of ``node``.

    Args:
        model: the kind of record.
        node: what the file says; `Broken` parts had their diagnostic already.
        source: where it says so.

    Returns:
        The record, None where it has a fault, and its faults, each said once; none where they
        only follow from what is broken.
    """
    try:
        return model.model_validate(plain(node)), []
    except ValidationError as error:
        return None, _explained(model, node, source, error)


def _explained(
    model: type[BaseModel], node: Node, source: Source, error: ValidationError
) -> list[Diagnostic]:
    # By what is said: what several quotes inherit is wrong in one place.
    faults: dict[tuple[object, ...], Diagnostic] = {}
    errors = error.errors(include_url=False, include_input=False)
    misspelt = _misspelt(model, errors)
    for one in errors:
        if one["type"] == "missing" and one["loc"] in misspelt:
            continue
        if fault := explain(model, node, source, one):
            faults.setdefault(fault.sort_key, fault)
        if len(faults) == MAX_FAULTS:
            *most, last = faults.values()
            return [*most, replace(last, hint=MORE_FAULTS)]
    return list(faults.values())


def _misspelt(model: type[BaseModel], errors: list[ErrorDetails]) -> set[tuple[str | int, ...]]:
    """Keys that an unknown key beside them may be meant for: they are there, if badly spelt."""
    unknown = [one["loc"] for one in errors if one["type"] == "extra_forbidden"]
    if len(unknown) > MAX_FAULTS:
        return set()
    near = ((loc, near_key(model, loc)) for loc in unknown)
    return {(*loc[:-1], key) for loc, key in near if key}


def plain(node: Node, *, broken: object = None) -> Any:  # noqa: ANN401 - what pydantic takes
    """``node`` as texts, lists and dicts; ``broken`` where it is."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: plain(entry.value, broken=broken) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item, broken=broken) for item in node.items]
    return broken
