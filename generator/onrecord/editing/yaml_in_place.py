"""Changes to the text of one YAML file that leave every other byte as it is.

Each change replaces one stretch of the text. At the end the text is read again, and must say what
was meant and nothing else: if it does not, the change is refused and nobody gets the text.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import yaml

from onrecord.diagnostics import Diagnostic, OnrecordError
from onrecord.reading import BrokenNode, MappingNode, Node, decode_yaml, parse, shown_path
from onrecord.reading.nodes import plain
from onrecord.records import YamlPath

from .placed_text import (
    KeyOrder,
    PlacedText,
    Value,
    ValueInFile,
    is_empty,
    key_above,
    renamed,
    shown_place,
    start_of,
    stripped,
    value_at,
    with_value,
    without,
)
from .yaml_writer import WIDTH, YamlWriter, as_simple, in_flow, in_its_style, node_of, scalar

_BOM = b"\xef\xbb\xbf"
_BY_HAND = "change this file by hand"
# A key that is still to be filled in keeps nobody from changing another.
_ALLOWED = frozenset({"no-value"})


class EditRefused(OnrecordError):
    """A file cannot be changed in place, perhaps for ``diagnostics``; nothing was written."""

    exit_code = 1

    def __init__(self, path: Path, why: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        hint = "fix these problems first" if diagnostics else _BY_HAND
        super().__init__(f"{shown_path(path)} cannot be changed in place: {why}", hint)
        self.diagnostics = tuple(diagnostics)
        self.file = shown_path(path)


class YamlInPlace:
    """A YAML file on its way from one text to another.

    A path leads to a value from the top of the file, as in ``("quotes", 2, "speaker")``; a value
    that is written without a list is its own item 0. ``root`` is what it said before any change.
    Each change raises EditRefused if there is no such place, or nothing else would be left.
    """

    def __init__(self, path: Path, content: bytes, order: KeyOrder) -> None:
        """Begin with the ``content`` of the file ``path``, if it is valid YAML."""
        self._path, self._order = path, order
        self._bom = _BOM if content.startswith(_BOM) else b""
        self.root = self._root_of(content)
        self._wanted: Value = plain(self.root)
        self._text = content.removeprefix(_BOM).decode()
        self._placed_text: PlacedText | None = None

    @property
    def value(self) -> Value:
        """The data of the file after the changes so far."""
        return self._wanted

    def at(self, path: YamlPath) -> Value:
        """The value at ``path``, if any."""
        return value_at(self._wanted, path)

    def content(self) -> bytes:
        """The bytes of the changed file, if they say what was meant and nothing else."""
        content = self._bom + self._text.encode()
        if stripped(plain(self._root_of(content))) != stripped(self._wanted):
            raise EditRefused(self._path, "the result would not say what was meant")
        return content

    def put(self, path: YamlPath, value: Value) -> None:
        """Set what is at ``path``; a missing key is added in its place among the others."""
        place = self._placed.find(path)
        if place is not None:
            self._replace(place, value)
        else:
            self._insert(path, value)
        self._wanted = with_value(self._wanted, path, value)

    def append(self, path: YamlPath, item: Value) -> None:
        """Add ``item`` to the list at ``path``, which need not be there or be written as a list."""
        place, before = self._placed.find(path), self.at(path)
        if place is None or is_empty(place.node):
            self.put(path, [item])
        elif isinstance(place.node, yaml.SequenceNode):
            self._append(place.node, item)
            items = before if isinstance(before, list) else []
            self._wanted = with_value(self._wanted, path, [*items, item])
        elif isinstance(place.node, yaml.MappingNode):
            self._make_list(place)
            self._wanted = with_value(self._wanted, path, [before])
            self.append(path, item)
        else:
            self.put(path, [before, item])

    def remove(self, path: YamlPath) -> None:
        """Take out the key or item at ``path``, and whatever has nothing left in it then."""
        place = self._placed.find(path)
        while place and place.parent and len(place.parent.value) == 1:
            place = self._placed.find(place.path[:-1])
        if place is None or place.parent is None:
            raise EditRefused(self._path, "nothing would be left in it")
        self._splice(*self._placed.removal(place, place.parent))
        self._wanted = without(self._wanted, place.path)

    def take_out(self, path: YamlPath) -> None:
        """Remove what is at ``path``, if anything is."""
        if self.at(path) is not None:
            self.remove(path)

    def replace_texts(
        self, texts: Mapping[YamlPath, str], keys: Mapping[YamlPath, str] | None = None
    ) -> None:
        """Set each of ``texts``, and rename each of ``keys``, at once."""
        changes = []
        for path, text in texts.items():
            place = self._found(path)
            if not isinstance(place.node, yaml.ScalarNode):
                raise EditRefused(self._path, "it has a list or a mapping instead of a text")
            changes.append(self._text_change(place, place.node, text))
            self._wanted = with_value(self._wanted, place.path, text)
        for path, name in sorted((keys or {}).items(), key=lambda pair: -len(pair[0])):
            place = self._found(path)
            if not isinstance(place.key, yaml.ScalarNode):
                raise EditRefused(self._path, "there is no such key")
            changes.append(self._text_change(place, place.key, name))
            self._wanted = renamed(self._wanted, place.path, name)
        for start, end, new in sorted(changes, reverse=True):
            self._splice(start, end, new)

    @property
    def _placed(self) -> PlacedText:
        if self._placed_text is None:
            try:
                self._placed_text = PlacedText(self._text)
            except yaml.YAMLError as error:
                raise EditRefused(self._path, "the result would not be valid YAML") from error
        return self._placed_text

    @property
    def _writer(self) -> YamlWriter:
        return YamlWriter(self._placed.indents(), blanks=True)

    def _root_of(self, content: bytes) -> Node:
        source, faults = decode_yaml(self._path, content)
        root, more = parse(source) if source else (None, [])
        serious = [fault for fault in (*faults, *more) if fault.code not in _ALLOWED]
        if serious or root is None:
            raise EditRefused(self._path, "it is not valid YAML", serious)
        return root

    def _found(self, path: YamlPath) -> ValueInFile:
        place = self._placed.find(path)
        if place is None:
            raise EditRefused(self._path, f"it has nothing at {shown_place(path)}")
        return place

    def _splice(self, start: int, end: int, new: str) -> None:
        self._text = self._text[:start] + new + self._text[end:]
        self._placed_text = None

    def _lines(self, lines: list[str]) -> str:
        return self._placed.eol.join(lines)

    def _insert(self, path: YamlPath, value: Value) -> None:
        """Add the key that ``path`` ends with."""
        place, name = self._placed.find(path[:-1]), path[-1] if path else 0
        if isinstance(name, int):
            raise EditRefused(self._path, f"it has nothing at {shown_place(path)}")
        if place is None or is_empty(place.node):
            if place is None:
                self._insert(path[:-1], {name: value})
            else:
                self._replace(place, {name: value})
            return
        mapping = place.node
        if not isinstance(mapping, yaml.MappingNode):
            raise EditRefused(self._path, f"'{name}' cannot be added to it")
        above = key_above(mapping, name, self._order(path[:-1]))
        node = node_of(value)
        if mapping.flow_style or place.in_flow:
            new = f"{scalar(name)}: {in_flow(node)}"
            if above is None:
                start = start_of(mapping.value[0][0])
                self._splice(start, start, f"{new}, ")
            else:
                end = self._placed.end(mapping.value[above][1])
                self._splice(end, end, f", {new}")
            return
        column = int(mapping.start_mark.column)
        lines = list(self._writer.entry(f"{' ' * column}{scalar(name)}:", node, column))
        if above is None:
            start = start_of(mapping.value[0][0])
            self._splice(start, start, self._lines([*lines, " " * column])[column:])
            return
        key, value_above = mapping.value[above]
        apart = above > 0 and not column and self._placed.is_blank_above(start_of(key))
        end = self._placed.end_with_comments(value_above, column)
        self._splice(end, end, self._lines(["", *([""] if apart else []), *lines]))

    def _append(self, items: yaml.SequenceNode, item: Value) -> None:
        last, column = len(items.value) - 1, int(items.start_mark.column)
        if items.flow_style:
            end = self._placed.end(items.value[last])
            self._splice(end, end, f", {in_flow(node_of(item))}")
            return
        apart = last > 0 and self._placed.is_blank_above(self._placed.dash(items, last))
        lines = self._item_like(items.value[last], node_of(item), column)
        end = self._placed.end_with_comments(items.value[last], column)
        self._splice(end, end, self._lines(["", *([""] if apart else []), *lines]))

    def _item_like(self, other: yaml.Node, item: Node, column: int) -> Iterable[str]:
        """An item below another; within brackets too, if it fits."""
        blanks = isinstance(item, MappingNode) and any(
            isinstance(entry.value, BrokenNode) for entry in item.entries.values()
        )
        if isinstance(other, yaml.MappingNode) and other.flow_style and not blanks:
            line = f"{' ' * column}-".ljust(column + self._writer.item_indent) + in_flow(item)
            widest = self._placed.end(other) - self._placed.line_start(start_of(other))
            if len(line) <= max(WIDTH, widest):
                return [line]
        return self._writer.item(item, column)

    def _make_list(self, place: ValueInFile) -> None:
        """Put the only mapping at a place into a list."""
        node, end = place.node, self._placed.end(place.node)
        if place.in_flow or getattr(node, "flow_style", False):
            self._splice(start_of(node), end, f"[{self._text[start_of(node) : end]}]")
            return
        column, right = int(node.start_mark.column), self._writer.item_indent
        start = start_of(node) - column
        lines = self._text[start:end].splitlines(keepends=True)
        moved = [f"{' ' * right}{line}" if line.strip() else line for line in lines]
        moved[0] = f"{' ' * column}-".ljust(column + right) + lines[0][column:]
        self._splice(start, end, "".join(moved))

    def _replace(self, place: ValueInFile, value: Value) -> None:
        """Write ``value`` in the place of another."""
        node, placed = place.node, self._placed
        if isinstance(node, yaml.ScalarNode) and isinstance(value, str) and not is_empty(node):
            self._splice(*self._text_change(place, node, value))
            return
        if place.in_flow:
            self._splice(start_of(node), placed.end(node), in_flow(node_of(value)))
            return
        if place.parent is None:
            raise EditRefused(self._path, "it would be replaced as a whole")
        self._splice(*self._rewritten(place, place.parent, value))

    def _rewritten(
        self, place: ValueInFile, parent: yaml.Node, value: Value
    ) -> tuple[int, int, str]:
        """The text after the colon or dash before the value, rewritten; comments stay."""
        placed, node = self._placed, node_of(value)
        column, start = int(parent.start_mark.column), placed.behind_sign(place)
        lead = self._text[placed.line_start(start) : start]
        if place.key is None and isinstance(node, MappingNode):
            first, *below = self._writer.item(node, column)
            first = lead + first[column + 1 :]
        else:
            first, *below = self._writer.entry(lead, node, column)
        end, comment = max(start, placed.end(place.node)), ""
        if start_of(place.node) > placed.line_end(start):
            comment = self._text[start : placed.line_end(start)]
        elif below:
            comment, end = self._text[end : placed.line_end(end)], placed.line_end(end)
        return start, end, self._lines([first[len(lead) :] + comment, *below])

    def _text_change(
        self, place: ValueInFile, node: yaml.ScalarNode, text: str
    ) -> tuple[int, int, str]:
        """The range of a text, and ``text`` in its style."""
        start, end = start_of(node), self._placed.end(node)
        is_key = node is place.key
        if (raw := as_simple(self._text[start:end], node.value, text)) is not None:
            return start, end, raw
        for raw in in_its_style(self._placed, node, text, flow=place.in_flow or is_key):
            if self._reads(start, end, raw, place, text, is_key=is_key):
                return start, end, raw
        if place.in_flow or is_key or place.parent is None:
            raise EditRefused(self._path, "a text cannot be written there")
        return self._rewritten(place, place.parent, text)

    def _reads(
        self, start: int, end: int, raw: str, place: ValueInFile, text: str, *, is_key: bool
    ) -> bool:
        """Whether ``raw`` is read as ``text`` there."""
        try:
            placed = PlacedText(self._text[:start] + raw + self._text[end:])
        except yaml.YAMLError:
            return False
        if is_key:
            found = placed.find((*place.path[:-1], text))
            return found is not None
        found = placed.find(place.path)
        node = found.node if found else None
        return isinstance(node, yaml.ScalarNode) and stripped(node.value) == stripped(text)
