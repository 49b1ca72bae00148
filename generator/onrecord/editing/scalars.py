"""A text of YAML in the place and in the style of another: ways to write it, the nearest first."""

import re
from collections.abc import Iterator
from itertools import takewhile

import yaml

from onrecord.reading import ScalarNode

from .placed_text import PlacedText, is_block, start_of
from .yaml_writer import WIDTH, in_flow, quoted, scalar, wrapped

# In brackets, so that a split keeps the spaces too.
# An id, which no sign of YAML is in.
_SIMPLE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_WORDS = re.compile(r"(\s+)")


def in_its_style(
    placed: PlacedText, node: yaml.ScalarNode, text: str, *, flow: bool
) -> Iterator[str]:
    """Ways to write ``text`` in the place of ``node``; whoever takes one sees that it is read so.

    Args:
        placed: the text that has the node.
        node: the text that is replaced.
        text: what it is to say.
        flow: whether it is within brackets, or a key.
    """
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
    """``raw``, which says ``before``, with ``text``, where both are so plain that all is certain.

    It means the same with marks around it and without, within brackets, and as a key.
    """
    if not (_SIMPLE.fullmatch(before) and _SIMPLE.fullmatch(text) and scalar(text) == text):
        return None
    mark = raw[:1] if raw[:1] in ("'", '"') else ""
    return f"{mark}{text}{mark}" if raw == f"{mark}{before}{mark}" else None


def _in_marks(text: str, style: str | None) -> str | None:
    """``text`` in the marks of ``style``; None where it has none or cannot have them."""
    if style == "'" and text.isprintable():
        return "'{}'".format(text.replace("'", "''"))
    return quoted(text) if style in ("'", '"') else None


def _with_other_words(raw: str, node: yaml.ScalarNode, text: str) -> Iterator[str]:
    """``raw`` with those words replaced that differ, so that its other lines stay."""
    before, after = _WORDS.split(node.value.rstrip("\n")), _WORDS.split(text.rstrip("\n"))
    first = _shared(before, after)
    last = _shared(before[first:][::-1], after[first:][::-1])
    if first + last == len(before):  # words are only added: one that stays is written again
        first, last = (first - 1, last) if first else (first, last - 1)
    gone, new = before[first : len(before) - last], after[first : len(after) - last]
    if any("\n" in part for part in new):
        return
    around = (before[:first], gone, before[len(before) - last :])
    pattern = "".join(
        f"({''.join(_pattern(part, node.style) for part in parts)})" for parts in around
    )
    found = re.search(pattern, raw)
    if found:
        written = "".join(_escaped(part, node.style) for part in new)
        yield raw[: found.start(2)] + written + raw[found.end(2) :]


def _shared(some: list[str], others: list[str]) -> int:
    pairs = zip(some, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


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
    indent = min(len(line) - len(line.lstrip(" ")) for line in filled)
    width = max(*(len(line) - indent for line in filled), WIDTH // 2)
    lines = [header]
    for number, line in enumerate(text.rstrip("\n").split("\n")):
        if node.style == "|":
            lines.append(" " * indent + line if line else "")
            continue
        if number:
            lines.append("")  # one empty line for each line break of the text
        lines += [" " * indent + part for part in wrapped(line, width) if line]
    yield eol.join(lines)
