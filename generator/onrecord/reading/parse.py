"""From text to nodes, in one pass over the parser's events.

The tree is built from events and not by the library's composer: that one crashes on deep nesting,
follows aliases, and does not report duplicate keys.
"""

from __future__ import annotations

from typing import Any

import yaml

from onrecord.diagnostics import Diagnostic

from .nodes import Broken, Entry, Mapping, Node, Scalar, Sequence
from .source import MAX_FAULTS, MORE_FAULTS, Source, refused_character
from .syntax import is_depth_limit, syntax_fault
from .texts import shown_text

MAX_DEPTH = 20
# libyaml is ten times faster, and not everywhere.
FASTEST: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SCALAR: type[Any] = yaml.ScalarEvent
_MAPPING_END: type[Any] = yaml.MappingEndEvent
_BLOCK = ("|", ">")

_FILL_IN = "write one, or delete the key"
_COMMENT = "a # after a space begins a comment: a text that begins with it goes in quotes"
_QUOTE_IT = "a text that begins with this character goes in quotes"


class _StopError(Exception):
    """Nothing more is to be learnt from this file."""


def parse(source: Source, loader: type[Any] = FASTEST) -> tuple[Node | None, list[Diagnostic]]:
    """Build the tree of ``source``.

    Args:
        source: the text.
        loader: the PyYAML loader whose events are used.

    Returns:
        The root, or None where the file says nothing or cannot be parsed to its end, and all that
        is wrong with its YAML. Where something is wrong the root may hold `Broken` nodes.
    """
    faults: list[Diagnostic] = []
    root = None
    try:
        root = _Walk(source, loader(source.text), faults).document()
    except _StopError:
        pass
    except yaml.YAMLError as error:
        if is_depth_limit(error) and loader is not yaml.SafeLoader:
            # libyaml 0.2.6 reads ahead, and refuses 1,000 levels before it gives us the first.
            return parse(source, yaml.SafeLoader)
        faults.append(syntax_fault(source, error))
    except (ValueError, OverflowError):
        # The pure-Python scanner hands the number in `"\UFFFFFFFF"` to chr() as it is.
        message = "an escape in a double-quoted text names no character"
        faults.append(source.fault("yaml-syntax", (1, 1), message))
    return root, faults


class _Walk:
    """The state of one walk over the events of one file."""

    __slots__ = ("_faults", "_next", "_source")

    # PyYAML's loaders and events are two families of classes without a common type.
    def __init__(self, source: Source, loader: Any, faults: list[Diagnostic]) -> None:  # noqa: ANN401
        self._source = source
        self._next = loader.get_event
        self._faults = faults

    def document(self) -> Node | None:
        self._next()  # the stream starts
        event = self._next()
        if type(event) is not yaml.StreamEndEvent:
            event = self._next()
        if type(event) is yaml.StreamEndEvent or _says_nothing(event):
            message, hint = "this file says nothing", "fill it in or delete it"
            self._faults.append(self._source.fault("empty-file", (1, 1), message, hint))
            return None
        root = self._node(event, 0, None)
        self._next()  # the document ends
        event = self._next()
        if type(event) is not yaml.StreamEndEvent:
            message = "a second document begins here; a file holds one"
            self._fault("second-document", event, message, "split the file, or delete this line")
        return root

    # This and `_mapping` are hot: a million calls for ten thousand articles.
    def _node(self, event: Any, depth: int, key: Scalar | None) -> Node:  # noqa: ANN401
        if type(event) is _SCALAR and event.anchor is None and event.tag is None:
            text: str = event.value
            if event.style or not text or text.isspace():
                return self._scalar(event, key)
            mark = event.start_mark
            return Scalar(text, mark.line + 1, mark.column + 1)
        return self._other(event, depth, key)

    def _mapping(self, start: Any, depth: int, outer: Scalar | None) -> Mapping | Broken:  # noqa: ANN401
        entries: dict[str, Entry] = {}
        next_event = self._next
        event = next_event()
        if type(event) is _MAPPING_END:
            return self._no_value(start, outer, "mapping")
        while type(event) is not _MAPPING_END:
            key = self._key(event, depth)
            value = self._node(next_event(), depth, key)
            if key is not None:
                if key.text in entries or key.text == "<<":
                    self._refused_key(key, entries)
                else:
                    entries[key.text] = Entry(key, value)
            event = next_event()
        mark = start.start_mark
        return Mapping(entries, mark.line + 1, mark.column + 1)

    def _sequence(self, start: Any, depth: int, key: Scalar | None) -> Sequence | Broken:  # noqa: ANN401
        items: list[Node] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._node(event, depth, None))
        if not items:
            return self._no_value(start, key, "list")
        mark = start.start_mark
        return Sequence(tuple(items), mark.line + 1, mark.column + 1)

    def _other(self, event: Any, depth: int, key: Scalar | None) -> Node:  # noqa: ANN401
        kind = type(event)
        if kind is yaml.AliasEvent:
            message = f"an alias ({shown_text(event.anchor)}) stands here; write the value"
            return self._broken("alias", event, message, _QUOTE_IT)
        if event.anchor is not None:
            message = f"an anchor ({shown_text(event.anchor)}) stands here; there are no aliases"
            self._fault("alias", event, message, _QUOTE_IT)
        if event.tag is not None:
            message = f"a tag ({shown_text(event.tag)}) stands here; the field decides the type"
            self._fault("tag", event, message, _QUOTE_IT)
        if kind is _SCALAR:
            return self._scalar(event, key)
        if depth == MAX_DEPTH:
            self._fault("too-deep", event, f"there are more than {MAX_DEPTH} levels of nesting")
            raise _StopError
        if kind is yaml.MappingStartEvent:
            return self._mapping(event, depth + 1, key)
        return self._sequence(event, depth + 1, key)

    def _scalar(self, event: Any, key: Scalar | None) -> Scalar | Broken:  # noqa: ANN401
        text: str = event.value
        style = event.style
        if style == '"' and (refused := refused_character(text)):
            code, message, hint = refused
            return self._broken(code, event, f"{message}, written as an escape", hint)
        if style in _BLOCK:
            text = text.rstrip("\n")
        if not text or text.isspace():
            return self._no_value(event, key, "value")
        mark = event.start_mark
        return Scalar(text, mark.line + 1, mark.column + 1)

    def _key(self, event: Any, depth: int) -> Scalar | None:  # noqa: ANN401
        if type(event) is _SCALAR and not event.value:
            self._fault("yaml-syntax", event, "a value without a key stands here")
            return None
        node = self._node(event, depth, None)
        if type(node) is Scalar:
            return node
        if not isinstance(node, Broken):
            message, hint = "a key is one text", "in quotes, if it begins with [ or {"
            self._fault("yaml-syntax", event, message, hint)
        return None

    def _refused_key(self, key: Scalar, entries: dict[str, Entry]) -> None:
        if key.text == "<<":
            message = "a merge key (<<) stands here; write the keys themselves"
            self._add("alias", key[1:], message, "articles have `defaults` and `speakers` for this")
            return
        first = entries[key.text].key.line
        message = f"the key {shown_text(key.text)} stands here again, after line {first}"
        self._add("duplicate-key", key[1:], message, "keep one of the two")

    def _no_value(self, event: Any, key: Scalar | None, what: str) -> Broken:  # noqa: ANN401
        mark = event.start_mark
        broken = Broken(mark.line + 1, mark.column + 1)
        if key is None:
            message = "an item of a list is empty" if what == "value" else f"this {what} is empty"
            self._add("no-value", broken, message, "fill it in or delete it")
        else:
            state = "has no value" if what == "value" else f"has an empty {what}"
            line = self._source.line(key.line)
            hint = _COMMENT if ": #" in line else _FILL_IN
            self._add("no-value", key[1:], f"the key {shown_text(key.text)} {state}", hint)
        return broken

    def _broken(self, code: str, event: Any, message: str, hint: str) -> Broken:  # noqa: ANN401
        self._fault(code, event, message, hint)
        mark = event.start_mark
        return Broken(mark.line + 1, mark.column + 1)

    def _fault(self, code: str, event: Any, message: str, hint: str = "") -> None:  # noqa: ANN401
        mark = event.start_mark
        self._add(code, (mark.line + 1, mark.column + 1), message, hint)

    def _add(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> None:
        last = len(self._faults) + 1 == MAX_FAULTS
        hint = MORE_FAULTS if last else hint
        self._faults.append(self._source.fault(code, place, message, hint))
        if last:
            raise _StopError


def _says_nothing(event: Any) -> bool:  # noqa: ANN401
    return type(event) is yaml.ScalarEvent and not event.value and not event.style
