"""What is at a path: where it begins and ends in a YAML text, and what plain values have there.

Nodes of `reading` know only where they begin.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import yaml

from onrecord.diagnostics import OnrecordError
from onrecord.reading.yaml_text import FASTEST_LOADER
from onrecord.records import YamlPath

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"  # None: nothing is written
_BLOCK = ("|", ">")


# The names of the keys that a mapping may have, in the order of a record; by its path.
KeyOrder: TypeAlias = Callable[[YamlPath], Sequence[str]]


class Indents(NamedTuple):
    """The indents of a file, in columns."""

    mapping: int = 2  # a mapping below its key
    dash: int = 2  # the dash of an item below the key of its list
    item: int = 2  # what is behind a dash, counted from it


USUAL = Indents()


class ValueInFile(NamedTuple):
    """A value in a text."""

    node: yaml.Node
    path: YamlPath  # how it is reached; without the 0 of a value that has no list around it
    parent: yaml.Node | None  # the list or mapping that has it; None for the root
    number: int  # its place among the items or entries of that
    in_flow: bool  # whether it is within brackets

    @property
    def key(self) -> yaml.Node | None:
        """The key of the value, if it has one."""
        if not isinstance(self.parent, yaml.MappingNode):
            return None
        key: yaml.Node = self.parent.value[self.number][0]
        return key


class PlacedText:
    """A text of YAML, read by `parse` before, with the places of its parts (characters)."""

    def __init__(self, text: str) -> None:
        """Find the parts of ``text``. Raises yaml.YAMLError if it is no YAML."""
        self.text = text
        self.eol = "\r\n" if "\r\n" in text else "\n"
        self.root: Any = yaml.compose(text, Loader=FASTEST_LOADER)

    def find(self, path: YamlPath) -> ValueInFile | None:
        """The value at ``path``; a value without a list is its own item 0."""
        place = ValueInFile(self.root, (), None, 0, in_flow=False)
        if self.root is None:
            return None
        for part in path:
            inner = _inner(place, part)
            if inner is None:
                return None
            place = inner
        return place

    def end(self, node: yaml.Node) -> int:
        """The end of ``node``: after its last character, without the blank lines below it."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        start, end = start_of(node), int(node.end_mark.index)
        if not is_block(node):
            return end
        header = self.text[start : self.line_end(start)].partition("#")[0]
        lines = self.text[start:end].splitlines(keepends=True)
        if "+" not in header:  # blank lines at the end are a part of the text
            while len(lines) > 1 and not lines[-1].strip():
                lines.pop()
        return start + len("".join(lines).removesuffix("\n").removesuffix("\r"))

    def end_with_comments(self, node: yaml.Node, column: int) -> int:
        """The end of ``node``, or of comments on it: below it, and right of ``column``."""
        end = line = self.line_end(self.end(node))
        while (start := self.next_line(line)) < len(self.text):
            line = self.line_end(start)
            said = self.text[start:line]
            if said.lstrip().startswith("#") and len(said) - len(said.lstrip()) > column:
                end = line
            elif said.strip():
                break
            if line == len(self.text):
                break
        return end

    def line_start(self, index: int) -> int:
        """The start of the line of ``index``."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """The end of the line of ``index``, before its line break."""
        end = self.text.find("\n", index)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > index and self.text[end - 1] == "\r" else end

    def next_line(self, index: int) -> int:
        """The start of the line below that of ``index``, or the end of the text."""
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end + 1

    def is_blank_above(self, index: int) -> bool:
        """Whether the line above that of ``index`` is there and blank, comments between aside."""
        start = self.line_start(index)
        while start:
            above = self.line_start(start - 1)
            line = self.text[above:start].strip()
            if not line.startswith("#"):
                return not line
            start = above
        return False

    def dash(self, items: yaml.Node, number: int) -> int:
        """The dash of a list item outside brackets."""
        first = start_of(items)
        if not number:
            return first
        column = int(items.start_mark.column)
        line = self.line_start(start_of(items.value[number]))
        while self.text[line : line + column].strip() or self.text[line + column] != "-":
            line = self.line_start(line - 1)
        return line + column

    def entry_start(self, place: ValueInFile) -> int:
        """The start of the entry or item with the value: its key or its dash."""
        if place.key is not None:
            return start_of(place.key)
        if place.in_flow or place.parent is None:
            return start_of(place.node)
        return self.dash(place.parent, place.number)

    def behind_sign(self, place: ValueInFile) -> int:
        """The place after the colon or the dash before the value."""
        if place.key is not None:
            return self.text.index(":", int(place.key.end_mark.index)) + 1
        return self.entry_start(place) + 1

    def removal(self, place: ValueInFile, parent: yaml.Node) -> tuple[int, int, str]:
        """The stretch that goes if a value goes with its key or dash, and what takes its place."""
        if place.in_flow:
            return self._removal_in_flow(place, parent)
        text, start, end = self.text, self.entry_start(place), self.end(place.node)
        first, until = self.line_start(start), self.next_line(end)
        if text[first:start].strip():  # behind a dash: what follows comes into its place
            behind = parent.value[1]
            follows = start_of(behind[0]) if isinstance(behind, tuple) else self.dash(parent, 1)
            comments = text[until : self.line_start(follows)]
            return first, follows, (comments if comments.strip() else "") + text[first:start]
        was_apart = not first or self.is_blank_above(first)
        while was_apart and until < len(text) and not text[until : self.next_line(until)].strip():
            until = self.next_line(until)
        if until < len(text):
            return first, until, ""
        if was_apart:  # at the end of the text no blank line stays
            ended = self.eol if text.endswith("\n") else ""
            return len(text[:first].rstrip(" \t\r\n")), until, ended
        if not text.endswith("\n") and first:
            first = self.line_end(self.line_start(first - 1))
        return first, until, ""

    def _removal_in_flow(self, place: ValueInFile, parent: yaml.Node) -> tuple[int, int, str]:
        """An entry or item within brackets, with a comma beside it."""
        if place.number:
            before = parent.value[place.number - 1]
            before = before[1] if isinstance(before, tuple) else before
            return self.end(before), self.end(place.node), ""
        behind = parent.value[1]
        behind = behind[0] if isinstance(behind, tuple) else behind
        return self.entry_start(place), start_of(behind), ""

    def indents(self) -> Indents:
        """The indents of this text, by its first example of each kind."""
        found: dict[str, int] = {}
        for parent, child in _pairs(self.root):
            right = int(child.start_mark.column - parent.start_mark.column)
            in_mapping = isinstance(parent, yaml.MappingNode)
            if isinstance(child, yaml.SequenceNode):
                if in_mapping:
                    found.setdefault("dash", right)
            elif in_mapping:
                found.setdefault("mapping", right)
            elif right > 1:
                found.setdefault("item", right)
        return USUAL._replace(**found)


def _inner(place: ValueInFile, part: str | int) -> ValueInFile | None:
    node = place.node
    in_flow = place.in_flow or bool(getattr(node, "flow_style", False))
    if isinstance(node, yaml.MappingNode) and isinstance(part, str):
        for number, (key, value) in enumerate(node.value):
            if key.value == part:
                return ValueInFile(value, (*place.path, part), node, number, in_flow)
        return None
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        if part >= len(node.value):
            return None
        return ValueInFile(node.value[part], (*place.path, part), node, part, in_flow)
    return place if part == 0 else None


def _pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Each list or mapping outside brackets, with its parent."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return
    for part in node.value:
        value = part[1] if isinstance(part, tuple) else part
        if isinstance(value, yaml.CollectionNode) and not value.flow_style:
            yield node, value
            yield from _pairs(value)


def start_of(node: yaml.Node) -> int:
    """The start of ``node``."""
    return int(node.start_mark.index)


def is_block(node: yaml.Node) -> bool:
    """Whether ``node`` is a text below a ``|`` or a ``>``."""
    return isinstance(node, yaml.ScalarNode) and node.style in _BLOCK


def is_empty(node: yaml.Node) -> bool:
    """Whether nothing is written there, or nothing within brackets."""
    return not node.value and (not isinstance(node, yaml.ScalarNode) or not node.style)


def key_above(mapping: yaml.MappingNode, name: str, order: Sequence[str]) -> int | None:
    """The number of the entry below which the key ``name`` belongs; None for the first."""
    names = [key.value for key, _ in mapping.value]
    if name not in order:
        return len(names) - 1
    before = set(order[: order.index(name)])
    return max((number for number, other in enumerate(names) if other in before), default=None)


def shown_place(path: YamlPath) -> str:
    """``path`` as people write it: ``quotes[2].speaker``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def value_at(data: Value, path: YamlPath) -> Value:
    """The value at ``path`` in ``data``, if any."""
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
