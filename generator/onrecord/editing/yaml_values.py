"""What a YAML file says as plain values, also after a change; and in which order it has keys."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pydantic import BaseModel

from onrecord.diagnostics import OnrecordError
from onrecord.reading import BrokenNode, MappingEntry, MappingNode, Node, ScalarNode, SequenceNode
from onrecord.records import RecordKind, YamlPath
from onrecord.records.description import own_first
from onrecord.records.explain import field_at

from .placed_text import KeyOrder

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"  # None: nothing is written


def node_of(value: Value) -> Node:
    """``value`` as a node of no place."""
    if isinstance(value, list):
        return SequenceNode(tuple(map(node_of, value)), 0, 0)
    if isinstance(value, dict):
        return mapping_of(value)
    return BrokenNode(0, 0) if value is None else ScalarNode(value, 0, 0)


def mapping_of(values: Mapping[str, Value]) -> MappingNode:
    """``values`` by their keys as a node of no place."""
    entries = {
        name: MappingEntry(ScalarNode(name, 0, 0), node_of(inner)) for name, inner in values.items()
    }
    return MappingNode(entries, 0, 0)


def shown_place(path: YamlPath) -> str:
    """``path`` as people write it: ``quotes[2].speaker``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def value_at(data: Value, path: YamlPath) -> Value:
    """What ``data`` says at ``path``; None where it says nothing."""
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part] if part < len(data) else None
        elif part != 0:
            return None
    return data


def with_value(data: Value, path: YamlPath, new: Value) -> Value:
    """``data`` with ``new`` at ``path``. Raises OnrecordError if something else is in the way."""
    if not path:
        return new
    part, rest = path[0], path[1:]
    if isinstance(part, str) and (data is None or isinstance(data, dict)):
        known = data or {}
        return {**known, part: with_value(known.get(part), rest, new)}
    if isinstance(part, int) and isinstance(data, list) and part < len(data):
        return [*data[:part], with_value(data[part], rest, new), *data[part + 1 :]]
    if part == 0:
        return with_value(data, rest, new)
    raise OnrecordError(f"there is no place for {shown_place(path)}")


def without(data: Value, path: YamlPath) -> Value:
    """``data`` without what is at ``path``."""
    part, rest = path[0], path[1:]
    if isinstance(data, dict) and isinstance(part, str):
        if rest:
            return {**data, part: without(data[part], rest)}
        return {name: value for name, value in data.items() if name != part}
    if isinstance(data, list) and isinstance(part, int):
        inner = [without(data[part], rest)] if rest else []
        return [*data[:part], *inner, *data[part + 1 :]]
    return data


def renamed(data: Value, path: YamlPath, name: str) -> Value:
    """``data`` with the key that ``path`` ends with under another ``name``."""
    part, rest = path[0], path[1:]
    if not isinstance(data, dict):  # the ids of a list are no keys
        return data
    return {
        (name if other == part and not rest else other): (
            renamed(value, rest, name) if other == part and rest else value
        )
        for other, value in data.items()
    }


def stripped(value: Value) -> Value:
    """``value`` without the line breaks at the end of texts: no field keeps them."""
    if isinstance(value, list):
        return [stripped(item) for item in value]
    if isinstance(value, dict):
        return {name: stripped(inner) for name, inner in value.items()}
    return value.rstrip("\n") if value else value


def key_order(kind: RecordKind) -> KeyOrder:
    """In which order the keys are in a file of ``kind``."""

    def order(path: YamlPath) -> Sequence[str]:
        model = record_at(kind, path)
        return [field.name for field in own_first(model)] if model else ()

    return order


def record_at(kind: RecordKind, path: YamlPath) -> type[BaseModel] | None:
    """What the mapping at ``path`` of a file of ``kind`` says; None where it is one by ids."""
    if kind.together and not path:
        return None
    field = field_at(kind.model, path[1:] if kind.together else path)
    if field is None:
        return kind.model
    return None if field.by_id and path[-1] == field.name else field.model
