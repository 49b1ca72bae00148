"""From nodes to a typed record, or to what is wrong with it."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from onrecord.diagnostics import Diagnostic
from onrecord.reading import Mapping, Node, Scalar, Sequence, Source

from .explain import explain

M = TypeVar("M", bound=BaseModel)


def build(model: type[M], node: Node, source: Source) -> tuple[M | None, list[Diagnostic]]:
    """Make a record of ``node``.

    Args:
        model: the kind of record.
        node: what the file says; `Broken` parts had their diagnostic already.
        source: where it says so.

    Returns:
        The record, None where it has a fault, and its faults, each said once.
    """
    try:
        return model.model_validate(plain(node)), []
    except ValidationError as error:
        faults = [explain(model, node, source, one) for one in error.errors(include_url=False)]
    # What several quotes inherit is wrong in one place.
    said = {fault.sort_key: fault for fault in reversed(faults) if fault is not None}
    return None, list(reversed(said.values()))


def plain(node: Node) -> Any:  # noqa: ANN401 - what pydantic takes
    """``node`` as texts, lists and dicts; None where it is broken."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return None
