"""JSON Schema of each kind of file, for editors and CI.

An editor's YAML server has typed the values before the schema sees them, where we read texts: so a
text may be a number, a boolean or null there, and an id or a date an integer.
"""

import json
import re
from typing import Any, TypeAlias

from onrecord.reading.texts import ID_PATTERN, MAX_LENGTH, REFUSED_IDS

from .actors_topics_events import NamedEvent
from .description import WrittenAlone
from .quote import Defaults
from .record_kinds import BY_FILE_KIND

Schema: TypeAlias = dict[str, Any]

KINDS = ("article", "actor", "demand", "claim", "topics", "events", "briefing")

_ALONE = {model.__name__: model.alone for model in WrittenAlone.__subclasses__()}
# What a quote must have in the end and its article may give.
_INHERITED = frozenset(Defaults.model_fields)
# An event described in place has a name.
_EITHER = {NamedEvent.__name__: NamedEvent.either}
# What an editor may take a text for that we read as written.
_MISTAKEN = {"number": "1", "boolean": "no", "null": "null"}
_WORD = ["string", "integer"]
_ANNOTATIONS = ("title", "default", "description", "examples")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_for(kind: str) -> Schema:
    """The JSON Schema (draft 2020-12) of the files of ``kind``.

    Args:
        kind: one of ``KINDS``.
    """
    of = BY_FILE_KIND[kind]
    raw = of.model.model_json_schema(by_alias=True)
    definitions = {name: _record(name, inner) for name, inner in raw.pop("$defs", {}).items()}
    if "Quote" in definitions:
        definitions["Quote"]["properties"]["id"] |= _own_id()
    root = _record(of.model.__name__, raw)
    definitions["accept"] = _field(raw["properties"]["accept"])
    if of.together:
        definitions[of.model.__name__] = root
        root = {
            "description": f"{root['description']} By id.",
            "type": "object",
            "minProperties": 1,
            "propertyNames": _own_id(of.reserved),
            "additionalProperties": {"$ref": f"#/$defs/{of.model.__name__}"},
        }
    head = {"$schema": _DIALECT, "$id": f"{kind}.json", "title": f"Onrecord: {kind}"}
    return {**head, **root, "$defs": definitions}


def schema_text(kind: str) -> str:
    """The schema as it is committed in ``docs/schema/``."""
    return json.dumps(schema_for(kind), ensure_ascii=False, indent=2) + "\n"


def _record(name: str, raw: Schema) -> Schema:
    # A docstring in one line.
    summary = " ".join(raw.get("description", "").replace("``", "'").split())
    properties: Schema = {}
    for key, value in raw["properties"].items():
        # The codes are listed once in each schema.
        said = {"$ref": "#/$defs/accept"} if key == "accept" else _field(value)
        properties[key] = {"description": value["description"], **said}
    result: Schema = {
        "description": summary,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    required = [key for key in raw.get("required", []) if name != "Quote" or key not in _INHERITED]
    result |= {"required": required} if required else {"minProperties": 1}
    if name in _EITHER:
        result["anyOf"] = [{"required": [key]} for key in _EITHER[name]]
    if name in _ALONE:
        return {"description": summary, "anyOf": [properties[_ALONE[name]], result]}
    return result


def _field(raw: Schema) -> Schema:
    """``raw`` as an editor's values need it; a key without a value is never right."""
    kept = {key: value for key, value in raw.items() if key not in _ANNOTATIONS}
    if "anyOf" in kept:
        (only,) = [_field(choice) for choice in kept["anyOf"] if choice.get("type") != "null"]
        return only
    if kept.get("type") == "array":
        item = _field(kept["items"])
        return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}
    if kept.get("type") == "object":
        return {**kept, "minProperties": 1, "additionalProperties": False}
    if kept.get("type") == "string" and "enum" not in kept:
        return _text(kept)
    return kept


def _text(raw: Schema) -> Schema:
    pattern = raw.get("pattern", r"\S")
    if "unknown" in pattern:  # a date: a year alone is a number there
        return {"type": _WORD, "pattern": pattern, "minimum": 1, "maximum": 9999}
    if ID_PATTERN in pattern:
        return {"type": _WORD, "pattern": pattern, "minimum": 0}
    if "format" in raw:
        return raw
    types = [type_ for type_, text in _MISTAKEN.items() if re.search(pattern, text)]
    return {"type": ["string", *types] if types else "string", "pattern": pattern}


def _own_id(reserved: tuple[str, ...] = ()) -> Schema:
    """An id that is given here, not one that is named; those ``reserved`` are refused too."""
    refused = "|".join((REFUSED_IDS, *reserved))
    return {
        "type": _WORD,
        "pattern": f"^{ID_PATTERN}$",
        "maxLength": MAX_LENGTH,
        "not": {
            "anyOf": [
                {"pattern": f"^({refused})$", "type": "string"},
                {"minimum": 1000, "maximum": 9999, "type": "integer"},
            ]
        },
    }
