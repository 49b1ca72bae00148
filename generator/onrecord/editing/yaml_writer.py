"""Nodes as YAML that people like to read: in blocks, long texts folded, quotes only where needed.

The reader takes every value as text; other tools do not, so what they would take for a number or a
truth value is quoted, dates aside.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onrecord.reading import BrokenNode, MappingNode, Node, ScalarNode, SequenceNode

WIDTH = 100
# What needs no quotes behind a key or a dash, as far as no sign in it means something.
_PLAIN = re.compile(r"[^\W_][^\n\t\ufeff]*(?<![\s:])")
# What begins a value or a comment.
_MEANS = re.compile(r":\s|\s#")
# What needs no quotes within brackets.
_IN_FLOW = re.compile(r"[^\W_][\w./+-]*")
# What means something within brackets.
_FLOW_SIGNS = re.compile(r"[,?\[\]{}]")
# What other readers of YAML take for a number, a truth value or nothing; and a date, which stays
# plain: each field of ours says what it is.
_NO_TEXT = re.compile(
    r"[-+.\d_]*\d[-+.\d_:eExXoOa-fA-F]*|y|n|yes|no|on|off|true|false|null|~|\.inf|\.nan",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
# Lines that a folded text can have: they begin and end with a sign, and have no tab.
_FOLDABLE = re.compile(r"[^\s](?:[^\t\n]*[^\s])?(?:\n+[^\s](?:[^\t\n]*[^\s])?)*")


# What is written as comments above the item that has this place.
Remarks = Mapping[tuple[int, int], str]


class Indents(NamedTuple):
    """How far a file sets in what is in something else, in columns.

    Attributes:
        mapping: a mapping below its key.
        dash: the dash of an item below the key of its list.
        item: what is behind a dash, counted from it.
    """

    mapping: int = 2
    dash: int = 2
    item: int = 2


USUAL = Indents()


class YamlWriter:
    """Writes nodes as lines, without what ends a line."""

    def __init__(
        self, indents: Indents = USUAL, remarks: Remarks | None = None, *, blanks: bool = False
    ) -> None:
        """Write with ``indents``, and with ``remarks`` as comments above items of lists.

        With ``blanks``, a broken value is a key that is still to be filled in.
        """
        self._blanks = blanks
        self._indents = indents
        self._remarks = remarks or {}

    @property
    def item_indent(self) -> int:
        """How far behind its dash an item begins."""
        return self._indents.item

    def mapping(self, mapping: MappingNode, column: int) -> Iterator[str]:
        """The keys of ``mapping`` with their values, each key in ``column`` (from 0)."""
        for name, entry in mapping.entries.items():
            yield from self.entry(f"{' ' * column}{scalar(name)}:", entry.value, column)

    def entry(self, lead: str, value: Node, column: int) -> Iterator[str]:
        """A key in ``column``, or the dash of an item, with its value behind it.

        Args:
            lead: the line up to the colon or the dash.
            value: what is written behind it or below it.
            column: of the key or the dash, from 0.

        Raises:
            ValueError: a value of it is broken.
        """
        match value:
            case ScalarNode():
                yield from _text(lead, value.text, " " * (column + self._indents.mapping))
            case MappingNode():
                yield lead
                yield from self.mapping(value, column + self._indents.mapping)
            case SequenceNode():
                texts = [item.text for item in value.items if isinstance(item, ScalarNode)]
                flow = f"{lead} [{', '.join(texts)}]"
                if (
                    len(texts) == len(value.items)
                    and len(flow) <= WIDTH
                    and all(map(_flows, texts))
                ):
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
        yield from _comment(self._remarks.get((item.line, item.column), ""), " " * column)
        inner = column + self._indents.item
        lines = self.mapping(item, inner)
        yield f"{' ' * column}-".ljust(inner) + next(lines).lstrip()
        yield from lines


def yaml_of(tree: MappingNode, remarks: Remarks | None = None) -> str:
    """The YAML of ``tree``.

    Args:
        tree: what it says.
        remarks: what is written above items of lists, as comments.

    Raises:
        ValueError: a value of it is broken.
    """
    return "".join(f"{line}\n" for line in YamlWriter(remarks=remarks).mapping(tree, 0))


def _comment(text: str, indent: str) -> Iterator[str]:
    for line in text.splitlines():  # at every character that YAML takes for a line break, too
        yield f"{indent}# {line}".rstrip()


def _text(lead: str, text: str, indent: str) -> Iterator[str]:
    short = f"{lead} {scalar(text)}"
    if len(short) <= WIDTH and "\n" not in text:
        yield short
    elif _FOLDABLE.fullmatch(text) and "\ufeff" not in text:
        yield f"{lead} >-"
        for number, line in enumerate(text.split("\n")):
            if number:
                yield ""  # one empty line for each line break of the text
            if line:
                yield from (indent + part for part in wrapped(line, WIDTH - len(indent)))
    else:
        yield short


def wrapped(line: str, width: int) -> Iterator[str]:
    """``line`` broken at single spaces, where a fold gives the space back."""
    while len(line) > width:
        breaks = [
            found.start()
            for found in re.finditer(r"(?<=\S) (?=\S)", line)
            if found.start() <= width
        ]
        if not breaks:
            # No place was near enough: the first one further on.
            later = re.compile(r"(?<=\S) (?=\S)").search(line, width)
            if later is None:
                break
            breaks = [later.start()]
        yield line[: breaks[-1]]
        line = line[breaks[-1] + 1 :]
    yield line


def _flows(text: str) -> bool:
    return bool(_IN_FLOW.fullmatch(text)) and scalar(text) == text


def in_flow(value: Node) -> str:
    """``value`` in one line, to be put into brackets.

    Raises:
        ValueError: a value of it is broken.
    """
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
    """``text`` as one line: as it is, or in quotation marks where it needs them."""
    plain = _PLAIN.fullmatch(text) and not _MEANS.search(text)
    if plain and (_DATE.fullmatch(text) or not _NO_TEXT.fullmatch(text)):
        return text
    return quoted(text)
