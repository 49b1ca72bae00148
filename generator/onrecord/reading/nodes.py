"""What a YAML file says, each part with its place.

Lines and columns count from 1, in characters. The place of a text is its first character or its
quotation mark; that of a list or a mapping is its first item or key, or its opening bracket. Named
tuples: immutable, and made twice as fast as frozen dataclasses, which matters at a million nodes.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class ScalarNode(NamedTuple):
    """A text as written, untyped: ``no``, ``12:30`` and ``~`` are these texts."""

    text: str
    line: int
    column: int


class SequenceNode(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class MappingEntry(NamedTuple):
    """One key of a mapping and its value."""

    key: ScalarNode
    value: Node


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
