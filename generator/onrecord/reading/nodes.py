"""The nodes of a YAML file: what they are, each with its place, and what they say.

Lines and columns count from 1, in characters. The place of a text is its first character or its
quotation mark; that of a list or a mapping is its first item or key, or its opening bracket. Nodes
are named tuples: immutable, and made twice as fast as frozen dataclasses, which matters at a
million nodes.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

# How to reach a value from the top of a file: ("quotes", 2, "speaker").
YamlPath = tuple[str | int, ...]


class ScalarNode(NamedTuple):
    """A text as written, untyped: ``no``, ``12:30`` and ``~`` are these texts."""

    text: str
    line: int
    column: int


class SequenceNode(NamedTuple):
    """A list."""

    items: "tuple[Node, ...]"
    line: int
    column: int


class MappingEntry(NamedTuple):
    """One key of a mapping and its value."""

    key: ScalarNode
    value: "Node"


class MappingNode(NamedTuple):
    """Keys and values, in the order of the file: ``entries`` is by the key's text."""

    entries: dict[str, MappingEntry]
    line: int
    column: int


class BrokenNode(NamedTuple):
    """A value that already has a diagnostic, so that nothing more is said about it."""

    line: int
    column: int


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode | BrokenNode


def plain(node: Node, *, broken: object = None) -> Any:  # noqa: ANN401 - what pydantic takes
    """``node`` as texts, lists and dicts; ``broken`` where it is."""
    if type(node) is ScalarNode:
        return node.text
    if type(node) is MappingNode:
        return {
            # Hot: most values are texts.
            key: value.text if type(value) is ScalarNode else plain(value, broken=broken)
            for key, (_, value) in node.entries.items()
        }
    if type(node) is SequenceNode:
        return [plain(item, broken=broken) for item in node.items]
    return broken


def mapping_at(parent: MappingNode, key: str) -> MappingNode | None:
    """The mapping at ``key``, if there is one."""
    entry = parent.entries.get(key)
    return entry.value if entry and isinstance(entry.value, MappingNode) else None


def texts_at(parent: MappingNode, key: str) -> tuple[str, ...]:
    """The texts of the list at ``key``, or the one that is there without a list."""
    entry = parent.entries.get(key)
    if entry and isinstance(entry.value, SequenceNode):
        return tuple(item.text for item in entry.value.items if isinstance(item, ScalarNode))
    return (entry.value.text,) if entry and isinstance(entry.value, ScalarNode) else ()


def text_at(parent: MappingNode, key: str) -> str | None:
    """The text at ``key``, if there is one."""
    entry = parent.entries.get(key)
    return entry.value.text if entry and isinstance(entry.value, ScalarNode) else None


def with_values(node: Node, value: Callable[[str, Node], Node]) -> Node:
    """``node`` with what ``value`` makes of each key and its value, if it is a mapping."""
    if not isinstance(node, MappingNode):
        return node
    entries = {
        name: MappingEntry(entry.key, value(name, entry.value))
        for name, entry in node.entries.items()
    }
    return MappingNode(entries, node.line, node.column)


def follow_path(root: Node, path: YamlPath) -> tuple[Node, MappingEntry | None, YamlPath]:
    """Follow ``path`` down from ``root`` as far as it leads.

    A value without a list, where a list is allowed, is its own item 0.

    Returns:
        The deepest node, its entry where it is the value of a key, and the part of the path that
        leads nowhere.
    """
    node: Node = root
    entry: MappingEntry | None = None
    for index, part in enumerate(path):
        if isinstance(node, MappingNode) and isinstance(part, str) and part in node.entries:
            entry = node.entries[part]
            node = entry.value
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.items):
            node, entry = node.items[part], None
        elif part != 0 or not isinstance(node, ScalarNode | MappingNode):
            return node, entry, path[index:]
    return node, entry, ()
