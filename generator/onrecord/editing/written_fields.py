"""What the YAML of a record names, and in which order its keys are, by the descriptions of fields.

The tree of a file is asked and not the record: a quote's record also has what its article says for
all quotes, and a file whose record has a fault has names too.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import BaseModel

from onrecord.reading import MappingNode, Node, ScalarNode, SequenceNode
from onrecord.records.description import (
    FieldDescription,
    RefersTo,
    WrittenAlone,
    fields_of,
    own_first,
)
from onrecord.records.record_kinds import RecordKind
from onrecord.records.values import YamlPath

from .placed_text import KeyOrder


class FieldText(NamedTuple):
    """A text in a file, with the field that it is of.

    Attributes:
        path: where it is; of a mapping by ids, each key has the path of its value.
        is_key: whether it is such a key.
        line: of the file, from 1.
    """

    path: YamlPath
    text: str
    field: FieldDescription
    line: int
    is_key: bool = False

    @property
    def names(self) -> RefersTo | None:
        """What it names, if it is the id of something or a reference to a quote."""
        return self.field.refers_to


def texts_in(root: Node, kind: RecordKind) -> Iterator[FieldText]:
    """Each text in a file of ``kind``, in the order of the file, with its field."""
    if not kind.together:
        yield from _record(root, kind.model, ())
    elif isinstance(root, MappingNode):
        for id_, entry in root.entries.items():
            yield from _record(entry.value, kind.model, (id_,))


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
    model: type[BaseModel] = kind.model
    by_id = False
    for part in path[1:] if kind.together else path:
        if isinstance(part, int) or by_id:
            by_id = False
            continue
        field = fields_of(model).get(part)
        if field is None or field.model is None:
            return None
        model, by_id = field.model, field.by_id
    return None if by_id else model


def field_at(kind: RecordKind, path: YamlPath) -> FieldDescription | None:
    """The field at ``path`` of a file of ``kind``, if there is one of that name."""
    names = [part for part in path if isinstance(part, str)]
    model = record_at(kind, path[: path.index(names[-1])]) if names else None
    return fields_of(model).get(names[-1]) if model else None


def _record(node: Node, model: type[BaseModel], path: YamlPath) -> Iterator[FieldText]:
    fields = fields_of(model)
    if isinstance(node, MappingNode):
        for name, entry in node.entries.items():
            if field := fields.get(name):
                yield from _value(entry.value, field, (*path, name))
    elif isinstance(node, ScalarNode) and issubclass(model, WrittenAlone):
        yield FieldText(path, node.text, fields[model.alone], node.line)


def _value(node: Node, field: FieldDescription, path: YamlPath) -> Iterator[FieldText]:
    if isinstance(node, SequenceNode):
        for number, item in enumerate(node.items):
            yield from _value(item, field, (*path, number))
    elif field.by_id and field.model and isinstance(node, MappingNode):
        for id_, entry in node.entries.items():
            yield FieldText((*path, id_), id_, field, entry.key.line, is_key=True)
            yield from _record(entry.value, field.model, (*path, id_))
    elif field.model:
        yield from _record(node, field.model, path)
    elif isinstance(node, ScalarNode):
        yield FieldText(path, node.text, field, node.line)
