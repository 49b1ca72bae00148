"""What a YAML file says, each part with its place.

Lines and columns count from 1, in characters. Named tuples: immutable, and made twice as fast as
frozen dataclasses, which tells at a million nodes.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class ScalarNode(NamedTuple):
    """A text: every plain, quoted or block value, untyped.

    Attributes:
        text: the value as written (``no``, ``12:30`` and ``~`` are these texts).
        line: of its first character, or of its quotation mark.
        column: likewise.
    """

    text: str
    line: int
    column: int


class SequenceNode(NamedTuple):
    """A list.

    Attributes:
        items: the values in order.
        line: of the first item, or of the opening bracket.
        column: likewise.
    """

    items: tuple[Node, ...]
    line: int
    column: int


class MappingEntry(NamedTuple):
    """One key of a mapping and its value."""

    key: ScalarNode
    value: Node


class MappingNode(NamedTuple):
    """Keys and values, in the order of the file.

    Attributes:
        entries: by the key's text.
        line: of the first key, or of the opening brace.
        column: likewise.
    """

    entries: dict[str, MappingEntry]
    line: int
    column: int


class BrokenNode(NamedTuple):
    """Stands for a value that already has a diagnostic, so that nothing more is said about it."""

    line: int
    column: int


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode | BrokenNode
