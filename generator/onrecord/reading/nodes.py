"""The nodes of a YAML file, each with its place, what they say, and the comments beside them.

Lines and columns count from 1, in characters. The place of a text is its first character or its
quotation mark; that of a list or a mapping is its first item or key, or its opening bracket. Nodes
are named tuples: immutable, and made twice as fast as frozen dataclasses, which matters at a
million nodes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeAlias

import yaml

from .yaml_text import FASTEST_LOADER, PARSING_ERRORS, YamlEvent, YamlText

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


def without_texts(node: Node, places: Set[tuple[int, int]]) -> Node:
    """``node`` with broken values where there are texts at ``places`` (line and column)."""
    if isinstance(node, SequenceNode):
        return node._replace(items=tuple(without_texts(item, places) for item in node.items))
    if isinstance(node, MappingNode):
        entries = {
            name: entry._replace(value=without_texts(entry.value, places))
            for name, entry in node.entries.items()
        }
        return node._replace(entries=entries)
    is_gone = isinstance(node, ScalarNode) and (node.line, node.column) in places
    return BrokenNode(node.line, node.column) if is_gone else node


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


Style: TypeAlias = Literal["plain", "quoted", "block"]

# A file without a match has no comment that could be lost words: most files have none.
_CANDIDATE = re.compile(r"\S[ \t]+#|^[ \t]+#[^\s#]", re.MULTILINE)
# What follows a value on its line: perhaps brackets and commas, then the comment, "], # two".
_SAME_LINE = re.compile(r"(?P<closed>[,\]}]?)[ \t,\]}]*?(?P<gap>[ \t]+)#(?P<text>.*)")
# A line that is a comment without a space behind its sign, as the rest of a text is: "  #word".
_LINE_BELOW = re.compile(r"(?P<indent> +)#(?P<text>\S.*)")
# The first line of a block text with a comment: "| # words".
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*(?P<gap>[ \t]+)#(?P<text>.*)")

# What makes a comment a remark: a note to oneself or to a tool, "TODO mend".
_TASK = re.compile(r"#*\s*(TODO|FIXME|XXX|NB|noqa|yamllint)\b")
_DISABLED_KEY = re.compile(r"[a-z_]+:(\s|$)")  # "note: x"
_RULER = re.compile(r"[#=*_~-]*(\s|$)")  # nothing, or a line drawn, "-----"
_NUMBER = re.compile(r"\s+\d+(?![\w-])")  # " 4", as in "page # 4"
# How a value ends that is finished: a stop and marks or brackets behind it, 'late.")'.
_ENDED = re.compile(r"[.!?…。！？｡؟۔।][\"'”’“‘»«›‹)\]）」』]*$")  # noqa: RUF001 - of many scripts
# And one that goes on: a comma, a colon, a dash, an opening bracket or mark at its end.
_GOES_ON = re.compile(r"[,;:(\[{“„«‹–—-]$")  # noqa: RUF001 - dashes and marks are meant
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"), ("「", "」"))
# A "#" within a word is none: it needs a space before it.
_SIGN = re.compile(r"(?:^|(?<=[ \t]))#", re.MULTILINE)
_Mark: TypeAlias = tuple[int, int]  # a line from 1, a column from 0
# What marks a comment as a question that somebody must decide: "# ? who said it".
_QUESTION = re.compile(r"#(?<![^ \t\n]#)[ \t]?\?(?=[ \t]|$)(?=(?P<text>.*))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment after a value."""

    place: tuple[int, int]  #: line and column of its `#`
    text: str
    gap: int  #: how many characters of white space precede it; 0 on a line of its own
    value: str  #: the text before it
    style: Style  #: how this text is written

    def is_cut_text(self, *, exact: bool) -> bool:
        """Whether this looks like words that belong to the value, and not like a remark.

        A remark has a space after its ``#``; two before it, or a finished value. So ``#1`` and
        ``page # 4`` are words. In doubt, it belongs to a value
        that is a name or a quotation (``exact``).
        """
        if _TASK.match(self.text):
            return False
        if not _RULER.match(self.text):
            return True
        if self.gap != 1:
            return False
        if _NUMBER.match(self.text):
            return True
        return self.style == "plain" and self._interrupts(exact=exact)

    def _interrupts(self, *, exact: bool) -> bool:
        """Whether the value seems unfinished, so that text after one space may belong to it."""
        value, text = self.value.rstrip(), self.text.rstrip()
        if _ENDED.search(value):
            return False
        is_open = any(value.count(left) > value.count(right) for left, right in _PAIRS)
        is_sentence = " " in value and bool(_ENDED.search(text))
        return exact or is_open or is_sentence or bool(_GOES_ON.search(value))


def comments_after_values(source: YamlText) -> dict[tuple[int, int], Comment]:
    """The first comment after each scalar of ``source``, by the place where the scalar begins.

    Only comments that might be words of the value are looked for: those on its line, and those on
    the next line of their own that begin like ``#word`` and are indented as the value would be.
    """
    found: dict[tuple[int, int], Comment] = {}
    text = source.parsed
    if (" #" not in text and "\t#" not in text) or not _CANDIDATE.search(text):
        return found
    try:
        for event in _scalars(source):
            if comment := _comment_after(source, event):
                start = event.start_mark
                found[start.line + 1, start.column + 1] = comment
    except PARSING_ERRORS:
        pass  # `parse` says what is wrong; what came before it has been read
    return found


def _scalars(source: YamlText) -> Iterator[Any]:
    for event in yaml.parse(source.parsed, Loader=FASTEST_LOADER):
        if isinstance(event, yaml.ScalarEvent):
            yield event


def _comment_after(source: YamlText, event: YamlEvent) -> Comment | None:
    start, end = event.start_mark, event.end_mark
    if event.style in ("|", ">"):
        head = _BLOCK_HEAD.match(source.line(start.line + 1), start.column)
        if head:
            return _comment(head, start.line + 1, event.value, "block")
        return _comment_below(source, event, end.line + 1, "block")
    style: Style = "quoted" if event.style else "plain"
    found = _SAME_LINE.match(source.line(end.line + 1), end.column)
    if found and found["closed"] == "}" and not found["text"][:1].isdigit():
        return None  # no text ends there; a number may belong to one
    if found:
        # What is behind a bracket or a comma is as far from the words as behind a quote.
        return _comment(found, end.line + 1, event.value, "quoted" if found["closed"] else style)
    if source.line(end.line + 1)[end.column :].strip():
        return None
    return _comment_below(source, event, end.line + 2, style)


def _comment(match: re.Match[str], line: int, value: str, style: Style) -> Comment:
    gap = 2 if "\t" in match["gap"] else len(match["gap"])
    return Comment((line, match.start("text")), match["text"], gap, value, style)


def _comment_below(source: YamlText, event: YamlEvent, number: int, style: Style) -> Comment | None:
    start = event.start_mark
    before = source.line(start.line + 1)[: start.column]
    alone = not before.strip(" -")
    least = start.column if alone else len(before) - len(before.lstrip(" -")) + 1
    while not (line := source.line(number)).strip() and number <= event.end_mark.line + 2:
        number += 1
    match = _LINE_BELOW.fullmatch(line)
    if match and len(match["indent"]) >= least and not _DISABLED_KEY.match(match["text"]):
        return Comment((number, match.start("text")), match["text"], 0, event.value, style)
    return None


def open_questions(source: YamlText) -> list[tuple[tuple[int, int], str]]:
    """The comments of ``source`` that begin with ``# ?``: line and column, and what they ask."""
    text = source.parsed
    found = list(_QUESTION.finditer(text))
    if not found:
        return []
    words: list[tuple[_Mark, _Mark]] = []
    try:
        for event in _scalars(source):
            start, end = event.start_mark, event.end_mark
            begins = (start.line + 1, start.column)
            if event.style in ("|", ">"):
                begins = (start.line + 2, 0)  # behind its sign a comment may follow
            words.append((begins, (end.line + 1, end.column)))
    except PARSING_ERRORS:
        pass
    questions = []
    line, counted = 1, 0
    for match in found:
        line += text.count("\n", counted, match.start())
        counted = match.start()
        begin = text.rfind("\n", 0, match.start()) + 1
        signs = (sign.start() for sign in _SIGN.finditer(text, begin, match.start() + 1))
        comment = next((at - begin for at in signs if not _is_word(words, (line, at - begin))), -1)
        if comment == match.start() - begin:  # and not a part of another comment
            questions.append(((line, comment + 1), match["text"].strip()))
    return questions


def _is_word(words: list[tuple[_Mark, _Mark]], place: _Mark) -> bool:
    """Whether what is at ``place`` is a part of one of ``words``, by where these begin and end.

    They are in the order of the text, and none is within another.
    """
    before = bisect_right(words, place, key=itemgetter(0))
    return before > 0 and place < words[before - 1][1]
