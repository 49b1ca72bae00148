"""The tree of a YAML file, each part with its place, built in one walk over the parser's events.

Events, and not the library's composer: that one crashes on deep nesting, follows aliases, and does
not report duplicate keys.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from onrecord.diagnostics import Diagnostic

from .nodes import BrokenNode, MappingEntry, MappingNode, Node, ScalarNode, SequenceNode
from .syntax import COMMA, ESCAPES
from .texts import shown_text
from .typos import TypoFound, missing_space
from .yaml_text import (
    MAX_FAULTS,
    MORE_FAULTS,
    StopReading,
    YamlEvent,
    YamlText,
    indent_of,
    refused_character,
)

MAX_DEPTH = 20

_new: Any = tuple.__new__  # a named tuple is made in half the time so
_SCALAR: type[Any] = yaml.ScalarEvent
_MAPPING_END: type[Any] = yaml.MappingEndEvent
_BLOCK = ("|", ">")
_COMMENT_FOLLOWS = re.compile(r"[:-]\s+#")  # in the place of a value: "title: # x", "- # x"
_WORD_BELOW = re.compile(r"\s+#[^\s#]")  # a line of its own: "  #word"
_KEY_BELOW = re.compile(r" *[a-z_]+:(?: |$)")  # "  name: x"
_DASH = re.compile(r" *- ")  # how an item of a list begins
_ROW = re.compile(r" *(?:- +)*- ")  # the same, with those that it is in

_FILL_IN = "write one, or delete the key"
_INDENT_BELOW = f"{_FILL_IN}; indent what belongs to it"
_COMMENT = (
    "write the value before the #, which begins a comment; put a text that begins with # in quotes"
)
_LIST = "write a list in [ ]; put a text that begins with { in quotes"
_FURTHER = "this line is indented further than the item above, so it becomes part of it"
_AS_ABOVE = "start it in the same column as the item above, or put the whole item in quotes"
_QUOTE_IT = "remove it; if a text begins like this, put the text in quotes"


class TreeBuilder:
    """The state of one walk over the events of one file, of which ``lost`` lines were left out."""

    __slots__ = ("_faults", "_next", "_source", "lost")

    def __init__(
        self, source: YamlText, loader: YamlEvent, faults: list[Diagnostic], lost: set[int]
    ) -> None:
        self._source = source
        self.lost = lost
        self._next = loader.get_event
        self._faults = faults

    def document(self) -> Node | None:
        """The root of the tree, if there is one.

        Raises:
            StopReading: nothing more is to be learnt from this file.
            TypoFound: a typo that can be put right.
            yaml.YAMLError: the parser gave up.
        """
        self._next()  # the stream starts
        event = self._next()
        if type(event) is not yaml.StreamEndEvent:
            event = self._next()
        if type(event) is yaml.StreamEndEvent or _says_nothing(event):
            message, hint = "this file is empty", "fill it in, or delete it"
            if not self.lost:
                self._faults.append(self._source.fault("empty-file", (1, 1), message, hint))
            return None
        root = self._node(event, 0, None)
        self._next()  # the document ends
        event = self._next()
        if type(event) is not yaml.StreamEndEvent:
            message = "a second document begins here; a file can have only one"
            self._fault("second-document", event, message, "split the file, or delete this line")
        return root

    # This and `_mapping` are hot: a million calls for ten thousand articles.
    def _node(self, event: YamlEvent, depth: int, key: ScalarNode | None) -> Node:
        if type(event) is _SCALAR and event.anchor is None and event.tag is None:
            text: str = event.value
            if event.style or not text or text.isspace():
                return self._scalar(event, key)
            mark = event.start_mark
            if text[0] == "-":
                self._check_dash(event)
            node: ScalarNode = _new(ScalarNode, (text, mark.line + 1, mark.column + 1))
            return node
        return self._other(event, depth, key)

    def _mapping(
        self, start: YamlEvent, depth: int, outer: ScalarNode | None
    ) -> MappingNode | BrokenNode:
        entries: dict[str, MappingEntry] = {}
        repeated: list[tuple[int, MappingEntry]] = []  # with how many keys are before each
        is_flow, is_cut = start.flow_style, False
        next_event = self._next
        event = next_event()
        if type(event) is _MAPPING_END:
            return self._no_value(start, outer, "pair of braces")
        while type(event) is not _MAPPING_END:
            key = self._key(event, depth)
            event = next_event()
            is_empty = is_flow and key is not None and _is_empty(event)
            if key is not None and is_empty and (entries or is_cut_off(self._source, key)):
                value: Node = self._cut_by_comma(event, key, is_list=not entries, said=is_cut)
                is_cut = True
            else:
                value = self._node(event, depth, key)
                is_cut = False
            if key is not None:
                if key.text == "<<":
                    self._merge_key(key)
                elif key.text in entries:
                    repeated.append((len(entries) + len(repeated), MappingEntry(key, value)))
                else:
                    entries[key.text] = _new(MappingEntry, (key, value))
            event = next_event()
        mark = start.start_mark
        if repeated:
            self._repeated_keys(repeated, entries, is_flow=is_flow)
        if is_cut and all(type(entry.value) is BrokenNode for entry in entries.values()):
            return BrokenNode(mark.line + 1, mark.column + 1)
        return MappingNode(entries, mark.line + 1, mark.column + 1)

    def _sequence(
        self, start: YamlEvent, depth: int, key: ScalarNode | None
    ) -> SequenceNode | BrokenNode:
        items: list[Node] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._node(event, depth, None))
            if type(event) is _SCALAR and event.start_mark.line != event.end_mark.line:
                self._check_dashes(event)
        if not items:
            return self._no_value(start, key, "list")
        mark = start.start_mark
        return SequenceNode(tuple(items), mark.line + 1, mark.column + 1)

    def _check_dash(self, event: YamlEvent) -> None:
        """Report a plain text that begins with a dash, like an item without its space."""
        mark = event.start_mark
        is_first = not self._source.line(mark.line + 1)[: mark.column].strip()
        if is_first and (typo := missing_space(mark.line + 1, mark.column, event.value)):
            raise TypoFound(typo)

    def _check_dashes(self, event: YamlEvent) -> None:
        """Report a plain text over several lines if one begins like an item of the list."""
        if event.style:
            return
        for line in range(event.start_mark.line + 2, event.end_mark.line + 2):
            if match := _DASH.match(self._source.line(line)):
                self._add("yaml-syntax", (line, match.end() - 1), _FURTHER, _AS_ABOVE)
                return

    def _other(self, event: YamlEvent, depth: int, key: ScalarNode | None) -> Node:
        kind = type(event)
        if kind is yaml.AliasEvent:
            message = f"an alias ({shown_text(event.anchor)}) is not allowed; write the value"
            return self._broken("alias", event, message, _QUOTE_IT)
        if event.anchor is not None:
            message = f"an anchor ({shown_text(event.anchor)}) is not allowed here"
            self._fault("alias", event, message, _QUOTE_IT)
        if event.tag is not None:
            message = f"a tag ({shown_text(event.tag)}) is not allowed; the field decides the type"
            self._fault("tag", event, message, _QUOTE_IT)
        if kind is _SCALAR:
            if not event.value:  # the mark is the whole of it
                return BrokenNode(*_place(event))
            return self._scalar(event, key)
        if depth == MAX_DEPTH:
            self._fault("too-deep", event, f"there are more than {MAX_DEPTH} levels of nesting")
            raise StopReading
        if kind is yaml.MappingStartEvent:
            return self._mapping(event, depth + 1, key)
        return self._sequence(event, depth + 1, key)

    def _scalar(self, event: YamlEvent, key: ScalarNode | None) -> ScalarNode | BrokenNode:
        text: str = event.value
        style = event.style
        if style == '"' and (refused := refused_character(text)):
            code, message, _ = refused
            return self._broken(code, event, f"{message}, written as an escape", ESCAPES)
        if style in _BLOCK:
            text = text.rstrip("\n")
        if not text or text.isspace():
            return self._no_value(event, key, "value")
        return ScalarNode(text, *_place(event))

    def _key(self, event: YamlEvent, depth: int) -> ScalarNode | None:
        if type(event) is _SCALAR:
            text: str = event.value
            if not text:
                self._fault("yaml-syntax", event, "this value has no key")
                return None
            if text.isidentifier() and event.anchor is None and event.tag is None:
                mark = event.start_mark
                key: ScalarNode = _new(ScalarNode, (text, mark.line + 1, mark.column + 1))
                return key
        node = self._node(event, depth, None)
        if type(node) is ScalarNode:
            if not event.style and (":" in node.text or node.text[0] == "-"):
                mark = event.start_mark
                if typo := missing_space(mark.line + 1, mark.column, event.value):
                    raise TypoFound(typo)
            return node
        if not isinstance(node, BrokenNode):
            hint = "put it in quotes if it begins with [ or {"
            self._fault("yaml-syntax", event, "a key must be a single text value", hint)
        return None

    def _merge_key(self, key: ScalarNode) -> None:
        message = "a merge key (<<) is not allowed; write the keys themselves"
        hint = "in an article, use `defaults` and `speakers` instead"
        self._add("alias", key[1:], message, hint)
        self.lost.add(key.line)

    def _repeated_keys(
        self,
        repeated: Sequence[tuple[int, MappingEntry]],
        entries: Mapping[str, MappingEntry],
        *,
        is_flow: bool,
    ) -> None:
        """Report repeated keys of a mapping; several in a row probably begin a new row."""
        top = next(iter(entries.values())).key
        is_row = _ROW.fullmatch(self._source.line(top.line)[: top.column - 1]) is not None
        row: list[str] = []
        begins, last = 0, -1
        for number, (key, value) in repeated:
            if number != last + 1 or key.text in row:
                row, begins = [], key.line
            row.append(key.text)
            last = number
            following = any(it == number + 1 for it, _ in repeated) or len(row) > 1
            first = entries[key.text]
            hint = "keep one of the two"
            if isinstance(value, SequenceNode) and isinstance(first.value, SequenceNode):
                hint = f"move its rows up to those of line {first.key.line}, and delete this key"
            elif not is_flow and top.column > len("- ") and (following or key.text == top.text):
                column = top.column - len("- ")
                where = f"of line {begins}" if is_row else f"of the lines {top.line} and {begins}"
                hint = f"if a new row begins there, put `-` in column {column} {where}; else {hint}"
                hint = hint if is_row or following else "keep one of the two"
            message = f"the key {shown_text(key.text)} is repeated (first on line {first.key.line})"
            self._add("duplicate-key", key[1:], message, hint)

    def _no_value(self, event: YamlEvent, key: ScalarNode | None, what: str) -> BrokenNode:
        broken = BrokenNode(*_place(event))
        line = broken.line if key is None else key.line
        if line in self.lost or line + 1 in self.lost:
            return broken  # what was left out has been reported
        begins = self._source.line(line)
        is_comment = what == "value" and _COMMENT_FOLLOWS.search(begins)
        if key is None:
            message = "an item of a list is empty" if what == "value" else f"this {what} is empty"
            hint = _COMMENT if is_comment else "fill it in, or delete it"
            self._add("no-value", broken, message, hint)
        else:
            state = "has no value" if what == "value" else f"has an empty {what}"
            below = self._source.line(line + 1)
            is_comment = is_comment or _WORD_BELOW.match(below)
            has_key_below = what == "value" and _KEY_BELOW.match(below)
            is_in_line = has_key_below and indent_of(below) == key.column - 1
            hint = _COMMENT if is_comment else _INDENT_BELOW if is_in_line else _FILL_IN
            self._add("no-value", key[1:], f"the key {shown_text(key.text)} {state}", hint)
        return broken

    def _cut_by_comma(
        self, event: YamlEvent, key: ScalarNode, *, is_list: bool, said: bool
    ) -> BrokenNode:
        if is_list:
            self._add("no-value", key[1:], "{ } needs keys with values, and this has none", _LIST)
        elif not said:  # of several commas in one value the first is reported
            message = f"the key {shown_text(key.text)} has no value"
            hint = COMMA if is_cut_off(self._source, key) else _FILL_IN
            self._add("no-value", key[1:], message, hint)
        return BrokenNode(*_place(event))

    def _broken(self, code: str, event: YamlEvent, message: str, hint: str) -> BrokenNode:
        self._fault(code, event, message, hint)
        return BrokenNode(*_place(event))

    def _fault(self, code: str, event: YamlEvent, message: str, hint: str = "") -> None:
        self._add(code, _place(event), message, hint)

    def _add(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> None:
        last = len(self._faults) + 1 == MAX_FAULTS
        hint = MORE_FAULTS if last else hint
        self._faults.append(self._source.fault(code, place, message, hint))
        if last:
            raise StopReading


def is_cut_off(source: YamlText, key: ScalarNode) -> bool:
    """Whether ``key``, which has no value, has no colon either: a comma cut it off from a text."""
    behind = source.line(key.line)[key.column - 1 :]
    return re.match(rf"['\"]?{re.escape(key.text)}['\"]?\s*:", behind) is None


def _place(event: YamlEvent) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _says_nothing(event: YamlEvent) -> bool:
    return type(event) is yaml.ScalarEvent and not event.value and not event.style


def _is_empty(event: YamlEvent) -> bool:
    """Whether nothing is written where a value is expected."""
    return _says_nothing(event) and event.anchor is None and event.tag is None
