"""Nodes as YAML that people like to read: in blocks, long texts folded, quotes only where needed.

The reader takes every value as text; other tools do not, so what they would take for a number or a
truth value is quoted, dates aside.
"""

import json
import re
from collections.abc import Iterator, Mapping

from onrecord.reading import BrokenNode, MappingNode, Node, ScalarNode, SequenceNode

_WIDTH = 100
_INDENT = "  "
# What needs no quotes behind a key or a dash, as far as no sign in it means something.
_PLAIN = re.compile(r"[^\W_][^\n\t\ufeff]*(?<![\s:])")
_MEANS = re.compile(r":\s|\s#")
_IN_FLOW = re.compile(r"[^\W_][\w./+-]*")
_NO_TEXT = re.compile(
    r"[-+.\d_]*\d[-+.\d_:eExXoOa-fA-F]*|y|n|yes|no|on|off|true|false|null|~|\.inf|\.nan",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
# Lines that a folded text can have: they begin and end with a sign, and have no tab.
_FOLDABLE = re.compile(r"[^\s](?:[^\t\n]*[^\s])?(?:\n+[^\s](?:[^\t\n]*[^\s])?)*")


# What is written as comments above the item that has this place.
Remarks = Mapping[tuple[int, int], str]


def yaml_of(tree: MappingNode, remarks: Remarks | None = None) -> str:
    """The YAML of ``tree``.

    Args:
        tree: what it says.
        remarks: what is written above items of lists, as comments.

    Raises:
        ValueError: a value of it is broken.
    """
    return "".join(f"{line}\n" for line in _mapping(tree, "", remarks or {}))


def _mapping(mapping: MappingNode, indent: str, remarks: Remarks) -> Iterator[str]:
    for name, entry in mapping.entries.items():
        yield from _entry(f"{indent}{_scalar(name)}:", entry.value, indent, remarks)


def _entry(lead: str, value: Node, indent: str, remarks: Remarks) -> Iterator[str]:
    """A key, or the dash of an item, with its value."""
    match value:
        case ScalarNode():
            yield from _text(lead, value.text, indent + _INDENT)
        case MappingNode():
            yield lead
            yield from _mapping(value, indent + _INDENT, remarks)
        case SequenceNode():
            texts = [item.text for item in value.items if isinstance(item, ScalarNode)]
            flow = f"{lead} [{', '.join(texts)}]"
            if len(texts) == len(value.items) and len(flow) <= _WIDTH and all(map(_flows, texts)):
                yield flow
            else:
                yield lead
                for item in value.items:
                    yield from _item(item, indent + _INDENT, remarks)
        case BrokenNode():
            raise ValueError("a broken value has no YAML")


def _item(item: Node, indent: str, remarks: Remarks) -> Iterator[str]:
    if isinstance(item, MappingNode):
        yield from _comment(remarks.get((item.line, item.column), ""), indent)
        lines = _mapping(item, indent + _INDENT, remarks)
        yield f"{indent}- {next(lines).lstrip()}"
        yield from lines
    else:
        yield from _entry(f"{indent}-", item, indent, remarks)


def _comment(text: str, indent: str) -> Iterator[str]:
    for line in text.splitlines():  # at every character that YAML takes for a line break, too
        yield f"{indent}# {line}".rstrip()


def _text(lead: str, text: str, indent: str) -> Iterator[str]:
    short = f"{lead} {_scalar(text)}"
    if len(short) <= _WIDTH and "\n" not in text:
        yield short
    elif _FOLDABLE.fullmatch(text) and "\ufeff" not in text:
        yield f"{lead} >-"
        for number, line in enumerate(text.split("\n")):
            if number:
                yield ""  # one empty line for each line break of the text
            if line:
                yield from (indent + part for part in _wrapped(line, _WIDTH - len(indent)))
    else:
        yield short


def _wrapped(line: str, width: int) -> Iterator[str]:
    """``line`` broken at single spaces, where a fold gives the space back."""
    while len(line) > width:
        breaks = [
            found.start()
            for found in re.finditer(r"(?<=\S) (?=\S)", line)
            if found.start() <= width
        ]
        if not breaks:
            later = re.compile(r"(?<=\S) (?=\S)").search(line, width)
            if later is None:
                break
            breaks = [later.start()]
        yield line[: breaks[-1]]
        line = line[breaks[-1] + 1 :]
    yield line


def _flows(text: str) -> bool:
    return bool(_IN_FLOW.fullmatch(text)) and _scalar(text) == text


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and not _MEANS.search(text)
    if plain and (_DATE.fullmatch(text) or not _NO_TEXT.fullmatch(text)):
        return text
    return json.dumps(text, ensure_ascii=False).replace("\ufeff", "\\ufeff")
