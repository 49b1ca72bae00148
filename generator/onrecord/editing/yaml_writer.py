"""Values as nodes, and nodes as YAML that is easy to read: blocks, long texts folded, few quotes.

The reader takes every value as text; other tools do not, so what they would take for a number or a
truth value is quoted, dates aside.

A text in the place of another keeps its style: ways to write it so, the nearest first.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

import yaml
from pydantic import BaseModel

from onrecord.reading import BrokenNode, MappingEntry, MappingNode, Node, ScalarNode, SequenceNode
from onrecord.reading.texts import shared_start
from onrecord.records import RecordKind, YamlPath
from onrecord.records.description import own_first
from onrecord.records.explain import field_at

from .placed_text import USUAL, Indents, KeyOrder, PlacedText, Value, is_block, start_of

WIDTH = 100
# What needs no quotes behind a key or a dash, unless a sign in it means something.
_PLAIN = re.compile(r"[^\W_][^\n\t\ufeff]*(?<![\s:])")
# What begins a value or a comment.
_MEANS = re.compile(r":\s|\s#")
_IN_FLOW = re.compile(r"[^\W_][\w./+-]*")  # what needs no quotes within brackets
_FLOW_SIGNS = re.compile(r"[,?\[\]{}]")  # what means something within brackets
# What other readers of YAML take for a number, a truth value or nothing; and a date, which stays
# plain: each field of ours says what it is.
_NO_TEXT = re.compile(
    r"[-+.\d_]*\d[-+.\d_:eExXoOa-fA-F]*|y|n|yes|no|on|off|true|false|null|~|\.inf|\.nan",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
# Lines that a folded text can have: they begin and end with a sign, and have no tab.
_FOLDABLE = re.compile(r"[^\s](?:[^\t\n]*[^\s])?(?:\n+[^\s](?:[^\t\n]*[^\s])?)*")
_FOLD = re.compile(r"(?<=\S) (?=\S)")
_SIMPLE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")  # an id, which no sign of YAML is in
_WORDS = re.compile(r"(\s+)")  # in brackets, so that a split keeps the spaces too


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


def key_order(kind: RecordKind) -> KeyOrder:
    """In which order the keys are in a file of ``kind``."""

    def order(path: YamlPath) -> Sequence[str]:
        model = record_at(kind, path)
        return [field.name for field in own_first(model)] if model else ()

    return order


def record_at(kind: RecordKind, path: YamlPath) -> type[BaseModel] | None:
    """The mapping at ``path`` of a file of ``kind``; None if it is one by ids."""
    if kind.together and not path:
        return None
    field = field_at(kind.model, path[1:] if kind.together else path)
    if field is None:
        return kind.model
    return None if field.by_id and path[-1] == field.name else field.model


# What is written as comments above the item that has this place.
Remarks = Mapping[tuple[int, int], str]


class YamlWriter:
    """Writes nodes as lines, without what ends a line."""

    def __init__(
        self, indents: Indents = USUAL, remarks: Remarks | None = None, *, blanks: bool = False
    ) -> None:
        """Write ``remarks`` above items of lists; with ``blanks``, broken values as keys alone."""
        self._blanks = blanks
        self._indents = indents
        self._remarks = remarks or {}

    @property
    def item_indent(self) -> int:
        """The columns between a dash and its item."""
        return self._indents.item

    def mapping(self, mapping: MappingNode, column: int) -> Iterator[str]:
        """The keys of ``mapping`` with their values, each key in ``column`` (from 0)."""
        for name, entry in mapping.entries.items():
            yield from self.entry(f"{' ' * column}{scalar(name)}:", entry.value, column)

    def entry(self, lead: str, value: Node, column: int) -> Iterator[str]:
        """A key or dash in ``column`` (from 0) with its ``value``; ``lead`` is the line so far."""
        match value:
            case ScalarNode():
                yield from _text(lead, value.text, " " * (column + self._indents.mapping))
            case MappingNode():
                yield lead
                yield from self.mapping(value, column + self._indents.mapping)
            case SequenceNode():
                texts = [item.text for item in value.items if isinstance(item, ScalarNode)]
                flow = f"{lead} [{', '.join(texts)}]"
                are_plain = all(_IN_FLOW.fullmatch(it) and scalar(it) == it for it in texts)
                if are_plain and len(texts) == len(value.items) and len(flow) <= WIDTH:
                    yield flow
                else:
                    yield lead
                    for item in value.items:
                        yield from self.item(item, column + self._indents.dash)
            case BrokenNode():
                if not self._blanks:
                    raise ValueError("a broken value has no YAML")
                yield lead

    def item(self, item: Node, column: int) -> Iterator[str]:
        """An item of a list, with its dash in ``column`` (from 0)."""
        if not isinstance(item, MappingNode):
            yield from self.entry(f"{' ' * column}-", item, column)
            return
        remark = self._remarks.get((item.line, item.column), "")
        for line in remark.splitlines():  # at every character that YAML takes for a line break, too
            yield f"{' ' * column}# {line}".rstrip()
        inner = column + self._indents.item
        lines = self.mapping(item, inner)
        yield f"{' ' * column}-".ljust(inner) + next(lines).lstrip()
        yield from lines


def modeline(schema: str | None) -> str:
    """The first line of a file, which names its JSON Schema; empty without one."""
    return f"# yaml-language-server: $schema={schema}\n" if schema else ""


def yaml_of(tree: MappingNode, remarks: Remarks | None = None) -> str:
    """The YAML of ``tree``, with ``remarks`` as comments above items of lists."""
    return "".join(f"{line}\n" for line in YamlWriter(remarks=remarks).mapping(tree, 0))


def _text(lead: str, text: str, indent: str) -> Iterator[str]:
    short = f"{lead} {scalar(text)}"
    if len(short) <= WIDTH and "\n" not in text:
        yield short
    elif _FOLDABLE.fullmatch(text) and "\ufeff" not in text:
        yield f"{lead} >-"
        yield from _folded(text, indent, WIDTH - len(indent))
    else:
        yield short


def _folded(text: str, indent: str, width: int) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield ""  # one empty line for each line break of the text
        if line:
            yield from (indent + part for part in wrapped(line, width))


def wrapped(line: str, width: int) -> Iterator[str]:
    """``line`` broken at single spaces, where a fold gives the space back."""
    start = last = 0  # where a part begins, and the last place at which it may end
    for found in _FOLD.finditer(line):
        at = found.start()
        if at - start > width and last > start:
            yield line[start:last]
            start = last + 1
        if at - start > width:  # no place was near enough: the first one further on
            yield line[start:at]
            start = at + 1
        last = at
    if len(line) - start > width and last > start:
        yield line[start:last]
        start = last + 1
    yield line[start:]


def in_flow(value: Node) -> str:
    """``value`` in one line, to be put into brackets."""
    match value:
        case ScalarNode():
            line = scalar(value.text)
            needs_marks = line[:1] != '"' and _FLOW_SIGNS.search(line)
            return quoted(value.text) if needs_marks else line
        case MappingNode():
            entries = value.entries.items()
            parts = (f"{scalar(name)}: {in_flow(entry.value)}" for name, entry in entries)
            return f"{{{', '.join(parts)}}}"
        case SequenceNode():
            return f"[{', '.join(map(in_flow, value.items))}]"
        case BrokenNode():
            raise ValueError("a broken value has no YAML")


def quoted(text: str) -> str:
    """``text`` in double quotation marks."""
    return json.dumps(text, ensure_ascii=False).replace("\ufeff", "\\ufeff")


def scalar(text: str) -> str:
    """``text`` as one line, in quotation marks if it needs them."""
    plain = _PLAIN.fullmatch(text) and not _MEANS.search(text)
    if plain and (_DATE.fullmatch(text) or not _NO_TEXT.fullmatch(text)):
        return text
    return quoted(text)


def in_its_style(
    placed: PlacedText, node: yaml.ScalarNode, text: str, *, flow: bool
) -> Iterator[str]:
    """Ways to write ``text`` in the place of ``node``; ``flow``: within brackets, or as a key."""
    raw = placed.text[start_of(node) : placed.end(node)]
    eol = placed.eol
    if "\n" in raw:
        yield from _with_other_words(raw, node, text)
    if is_block(node):
        yield from _as_block(raw, node, text, eol)
        return
    if "\n" in text:
        yield quoted(text)
        return
    line = _in_marks(text, node.style)
    if line is None:
        line = in_flow(ScalarNode(text, 0, 0)) if flow else scalar(text)
    if "\n" in raw:
        below = raw.splitlines()[1:]
        indent = min(len(part) - len(part.lstrip()) for part in below if part.strip())
        width = max(max(map(len, below)) - indent, WIDTH // 2)
        yield f"{eol}{' ' * indent}".join(wrapped(line, width))
    if node.style or len(line) + node.start_mark.column <= WIDTH or flow:
        yield line
        yield quoted(text)


def as_simple(raw: str, before: str, text: str) -> str | None:
    """``raw``, the spelling of ``before``, made to say ``text``, if both are plain enough."""
    if not (_SIMPLE.fullmatch(before) and _SIMPLE.fullmatch(text) and scalar(text) == text):
        return None
    mark = raw[:1] if raw[:1] in ("'", '"') else ""
    return f"{mark}{text}{mark}" if raw == f"{mark}{before}{mark}" else None


def _in_marks(text: str, style: str | None) -> str | None:
    """``text`` in the marks of ``style``; None if that is not possible."""
    if style == "'" and text.isprintable():
        return "'{}'".format(text.replace("'", "''"))
    return quoted(text) if style in ("'", '"') else None


def _with_other_words(raw: str, node: yaml.ScalarNode, text: str) -> Iterator[str]:
    """``raw`` with only the differing words replaced, so that its other lines stay."""
    before, after = _WORDS.split(node.value.rstrip("\n")), _WORDS.split(text.rstrip("\n"))
    first = shared_start(before, after)
    last = shared_start(before[first:][::-1], after[first:][::-1])
    if first + last == len(before):  # words are only added: one that stays is written again
        first, last = (first - 1, last) if first else (first, last - 1)
    gone, new = before[first : len(before) - last], after[first : len(after) - last]
    if any("\n" in part for part in new):
        return
    around = (before[:first], gone, before[len(before) - last :])
    pattern = "".join(f"({''.join(_pattern(it, node.style) for it in parts)})" for parts in around)
    found = re.search(pattern, raw)
    if found:
        written = "".join(_escaped(part, node.style) for part in new)
        yield raw[: found.start(2)] + written + raw[found.end(2) :]


def _pattern(part: str, style: str | None) -> str:
    return r"\s+" if part.isspace() else re.escape(_escaped(part, style))


def _escaped(part: str, style: str | None) -> str:
    if style == "'":
        return part.replace("'", "''")
    return quoted(part)[1:-1] if style == '"' else part


def _as_block(raw: str, node: yaml.ScalarNode, text: str, eol: str) -> Iterator[str]:
    """``text`` below the same ``|`` or ``>``."""
    header, *below = raw.splitlines()
    filled = [line for line in below if line.strip()]
    if not filled:
        return
    indent = " " * min(len(line) - len(line.lstrip(" ")) for line in filled)
    width = max(*(len(line) - len(indent) for line in filled), WIDTH // 2)
    text = text.rstrip("\n")
    as_written = (indent + line if line else "" for line in text.split("\n"))
    lines = as_written if node.style == "|" else _folded(text, indent, width)
    yield eol.join([header, *lines])
