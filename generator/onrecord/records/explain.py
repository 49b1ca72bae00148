"""What pydantic says is wrong, in plain words and at its place in the file."""

import math
import re
from collections.abc import Mapping

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from onrecord.diagnostics import CODES, Diagnostic, did_you_mean, nearest_to
from onrecord.reading import YamlText, shown_text
from onrecord.reading.nodes import (
    BrokenNode,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    YamlPath,
    follow_path,
)
from onrecord.reading.syntax import COMMA
from onrecord.reading.tree import is_cut_off
from onrecord.reading.typos import begins_like_a_key, odd_space, odd_space_fault

from .dates import hint_for_date
from .description import FieldDescription, fields_of

# How like a known word another must be to be taken for it.
NEAR = 0.7
# Words that people use for keys which they do not resemble, besides those that fields are also
# called in a sheet.
_MEANT = {
    "statement": ("text",),
    "who": ("by",),
    "actor": ("speaker", "by"),
    "translated_by": ("translation",),
    "topic": ("about",),
    "topics": ("about",),
    "link": ("links",),
    "website": ("links", "url"),
    "date": ("published",),
    "day": ("published", "date"),
    "type": ("kind", "form", "genre"),
    "where": ("place",),
    "when": ("date",),
    "addressee": ("to",),
    "target": ("to",),
    "comment": ("note",),
    "notes": ("note",),
}
_SHAPES = {
    "string_type": "one text",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
}
_HINTS = {
    "bad-date": "write a date as 2031-05-07, 2031-05, 2031 or unknown",
    "line-break": "write it on one line, or with >- instead of |",
}


def explain(
    model: type[BaseModel], root: Node, source: YamlText, error: ErrorDetails
) -> Diagnostic | None:
    """The diagnostic for one ``error`` of validating ``root`` as ``model``.

    Returns:
        None where it only follows from what has a diagnostic already.
    """
    kind, location = error["type"], error["loc"]
    if kind == "extra_forbidden":
        return _unknown_key(model, root, source, location)
    if kind == "missing":
        return _missing_key(model, root, source, location)
    node, entry, _ = follow_path(root, location)
    if isinstance(node, BrokenNode):
        return None
    if location[-1:] == ("[key]",) and entry:
        node = entry.key
    if kind == "literal_error" and isinstance(node, ScalarNode):
        return _bad_word(node, source, error)
    if kind in _SHAPES or kind == "literal_error":
        return _wrong_shape(model, node, source, error)
    return _model_fault(node, source, error)


def _unknown_key(
    model: type[BaseModel], root: Node, source: YamlText, location: YamlPath
) -> Diagnostic | None:
    node, entry, _ = follow_path(root, location)
    key = str(location[-1])
    place = entry.key if entry else node
    if entry and isinstance(entry.value, BrokenNode) and is_cut_off(source, entry.key):
        return None
    message = f"there is no key {shown_text(key)} here"
    before = source.line(place.line)[: place.column - 1]
    if before.rstrip().endswith(",") and " " in key:
        return source.fault("unknown-key", _place(place), message, COMMA)
    if _belongs_to_valueless(model, root, location):
        return None
    begins_line = not before.strip()
    hint = _outer_hint(model, root, location) if begins_line else ""
    near = near_key(model, location)
    keys = ", ".join(known_keys(model, location[:-1]))
    hint = hint or (f"did you mean '{near}'? " if near else "") + f"keys here: {keys}"
    return source.fault("unknown-key", _place(place), message, hint)


def _belongs_to_valueless(model: type[BaseModel], root: Node, location: YamlPath) -> bool:
    """Whether the key at ``location`` is one of a key above it that has no value for this reason.

    That one has its diagnostic.
    """
    around, key = location[:-1], str(location[-1])
    node, _, rest = follow_path(root, around)
    if not isinstance(node, MappingNode) or rest:
        return False
    before = list(node.entries)[: list(node.entries).index(key)] if key in node.entries else []
    for name in reversed(before):
        if isinstance(node.entries[name].value, BrokenNode):
            return name in known_keys(model, around) and key in known_keys(model, (*around, name))
        if name in known_keys(model, around):
            return False
    return False


def _outer_hint(model: type[BaseModel], root: Node, location: YamlPath) -> str:
    """Where the key at ``location`` belongs, if that is further left."""
    key = str(location[-1])
    around = location[:-1]
    inner, _, _ = follow_path(root, around)
    if not isinstance(inner, MappingNode) or list(inner.entries)[-1] != key:
        return ""
    while around:
        around = around[:-1]
        node, _, _ = follow_path(root, around)
        belongs = key in known_keys(model, around)
        if belongs and isinstance(node, MappingNode) and key not in node.entries:
            return f"start it in column {node.column}, where '{key}' belongs"
    return ""


def _missing_key(
    model: type[BaseModel], root: Node, source: YamlText, location: YamlPath
) -> Diagnostic | None:
    node, _, _ = follow_path(root, location[:-1])
    if _has_lost_lines(root, location[:-1], source):
        return None  # it may be in what could not be read
    message = f"the key '{location[-1]}' is missing here"
    field = field_at(model, location)
    words = field.choices if field and field.name == location[-1] else ()
    hints = [f"one of: {', '.join(words)}"] if words else []
    if location[0] == "quotes" and location[-1] in known_keys(model, ("defaults",)):
        hints.append("it can also be in `defaults` or `speakers`")
    return source.fault("missing-key", _place(node), message, "; ".join(hints))


def _has_lost_lines(root: Node, location: YamlPath, source: YamlText) -> bool:
    """Whether lines of the mapping at ``location`` were left out of the file."""
    if not source.lost:
        return False
    begin, end = 1, math.inf
    node = root
    for part in location:
        siblings: list[int] = []
        if isinstance(node, MappingNode):
            siblings = [entry.key.line for entry in node.entries.values()]
        elif isinstance(node, SequenceNode):
            siblings = [item.line for item in node.items]
        node, entry, _ = follow_path(node, (part,))
        begin = entry.key.line if entry else node.line
        end = min((line for line in siblings if line > begin), default=end)
    return any(begin <= line < end for line in source.lost)


def _wrong_shape(
    model: type[BaseModel], node: Node, source: YamlText, error: ErrorDetails
) -> Diagnostic:
    if isinstance(node, ScalarNode) and begins_like_a_key(node.text):
        return odd_space_fault(source, _place(node), node.text)
    expected = _SHAPES.get(error["type"], "one text")
    found = "a text" if isinstance(node, ScalarNode) else "keys with values"
    found = found if isinstance(node, ScalarNode | MappingNode) else "a list"
    name = _key_name(error["loc"])
    keys = known_keys(model, error["loc"]) if error["type"] == "model_type" else ()
    hint = f"keys here: {', '.join(keys)}" if keys else ""
    if expected == "one text" and not isinstance(node, ScalarNode):
        mark = "{" if isinstance(node, MappingNode) else "["
        hint = f"write one value; put a text that begins with {mark} in quotes"
    message = f"{name} takes {expected}, not {found}"
    return source.fault("wrong-shape", _place(node), message, hint)


def _bad_word(node: ScalarNode, source: YamlText, error: ErrorDetails) -> Diagnostic:
    words = re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", "")))
    message = f"{shown_text(node.text)} is not a value of {_key_name(error['loc'])}"
    choices = f"one of: {', '.join(words)}" if words else ""
    hint = f"{did_you_mean(node.text.lower(), words, NEAR)} {choices}".strip()
    return source.fault("bad-value", _place(node), message, hint)


def _model_fault(node: Node, source: YamlText, error: ErrorDetails) -> Diagnostic | None:
    """A fault that a model itself raised: its type is the code, its message is plain."""
    context = error.get("ctx", {})
    code = error["type"].replace("_", "-")
    code = code if code in CODES else "bad-value"
    place = _place(node)
    if isinstance(node, MappingNode):
        # A rule over a row would only follow from what is broken in it.
        if any(isinstance(entry.value, BrokenNode) for entry in node.entries.values()):
            return None
        field = node.entries.get(str(context.get("field")))
        place = _place(field.key) if field else place
    message, hint = error["msg"], str(context.get("hint", _HINTS.get(code, "")))
    if isinstance(node, ScalarNode):
        if code == "bad-date":
            hint = hint_for_date(node.text) or hint
        message = message.replace(f"'{node.text}'", shown_text(node.text))
        if code != "bad-date" and (space := odd_space(node.text)):
            hint = f"it contains {space}; type it again"
    return source.fault(code, place, message.removeprefix("Value error, "), hint)


def _key_name(location: YamlPath) -> str:
    """The nearest key, as the name of what is at ``location``."""
    names = (shown_text(part) for part in reversed(location) if isinstance(part, str))
    return next(names, "this")


def _place(node: Node) -> tuple[int, int]:
    return node.line, node.column


def field_at(model: type[BaseModel], location: YamlPath) -> FieldDescription | None:
    """The field at ``location`` below ``model``, or the one with the list or mapping there."""
    found: FieldDescription | None = None
    here: type[BaseModel] | None = model
    for part in location:
        # An id of a mapping (`speakers`) is no field of the record that belongs to it.
        if here and isinstance(part, str) and part in fields_of(here):
            found = fields_of(here)[part]
            here = found.model
    return found


def known_keys(model: type[BaseModel], location: YamlPath) -> tuple[str, ...]:
    """The keys that may be at ``location`` below ``model``, in the order of its fields."""
    return tuple(_fields_at(model, location))


def _fields_at(model: type[BaseModel], location: YamlPath) -> Mapping[str, FieldDescription]:
    field = field_at(model, location)
    here = field.model if field else model
    return fields_of(here) if here else {}


def near_key(model: type[BaseModel], location: YamlPath) -> str | None:
    """The key that the unknown one at ``location`` may be meant for."""
    key, known = str(location[-1]).lower(), _fields_at(model, location[:-1])
    meant = [name for name, field in known.items() if key in field.also_called]
    meant += [name for name in _MEANT.get(key, ()) if name in known]
    return nearest_to(key, known, NEAR) or next(iter(meant), None)
