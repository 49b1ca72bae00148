"""JSON Schemas of files: of each kind, for editors and CI; and those that know the ids of a desk.

An editor's YAML server has typed the values before the schema sees them, where we read texts: so a
text may be a number, a boolean or null there, and an id or a date an integer. With the ids of a
desk, an editor completes them and shows names.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from pydantic import BaseModel

from onrecord.reading import inside
from onrecord.reading.texts import ID_PATTERN, MAX_LENGTH, REFUSED_IDS
from onrecord.records import (
    BY_FILE_KIND,
    KINDS,
    Article,
    Defaults,
    NamedEvent,
    Quote,
    Records,
    load_records,
)
from onrecord.records.description import FieldDescription, WrittenAlone, fields_of
from onrecord.writing.whole_files import write_file

Schema: TypeAlias = dict[str, Any]

KINDS_OF_FILES = ("article", "actor", "demand", "claim", "topics", "events", "briefing")

_ALONE = {model.__name__: model.alone for model in WrittenAlone.__subclasses__()}
# What a quote must have in the end and its article may give.
_INHERITED = frozenset(Defaults.model_fields)
_EITHER = {NamedEvent.__name__: NamedEvent.either}  # an event described in place has a name
# What an editor may take a text for that we read as written.
_MISTAKEN = {"number": "1", "boolean": "no", "null": "null"}
_WORD = ["string", "integer"]
_ANNOTATIONS = ("title", "default", "description", "examples")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_for(kind: str) -> Schema:
    """The JSON Schema (draft 2020-12) of the files of ``kind``, one of ``KINDS_OF_FILES``."""
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
    """``raw`` for an editor: a key without a value is never valid."""
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
        return _text_field(kept)
    return kept


def _text_field(raw: Schema) -> Schema:
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
    """An id that is defined here; those ``reserved`` are refused."""
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


# Below the folder of the configuration; git leaves out all that is in its first part.
FOLDER = PurePosixPath(".onrecord", "schema")
# Schemas without the ids of the desk; a desk that has this folder uses these instead.
FOLDER_WITHOUT_IDS = PurePosixPath(".schemas")
_IGNORED = "# Made again by `onrecord serve`, `annotate` and `schema --desk`.\n*\n"

_LONGEST = 100  # characters of a name
_MOST = 20_000  # ids of one kind: an editor takes no longer list
_WORDS = {"unknown": "the source does not say who", "none": "there was no event"}


def desk_schemas(records: Records) -> dict[str, str]:
    """The texts of the schemas of all kinds of files, by the names of their files."""
    known = _KnownIds(records.with_partial())
    return {f"{kind}.json": _text(desk_schema(kind, known)) for kind in KINDS_OF_FILES}


def desk_schema_text(kind: str, records: Records) -> str:
    """The text of the schema of files of ``kind``, which knows what is in ``records``."""
    return _text(desk_schema(kind, _KnownIds(records.with_partial())))


def keep_fresh(desk: Path, content: Path, records: Records) -> list[Path]:
    """Update the schemas of ``desk``, its folder, in ``FOLDER``, but not within its ``content``."""
    folder = desk / FOLDER
    if inside(folder, content):
        return []
    folder.mkdir(parents=True, exist_ok=True)
    ignored = {folder.parent / ".gitignore": _IGNORED}
    texts = {folder / name: text for name, text in desk_schemas(records).items()}
    return write_changed({**ignored, **texts})


def refresh(desk: Path, content: Path) -> None:
    """Update the schemas of ``desk`` after a change of its ``content``, if there are any.

    That they cannot be written is no error: the change is made, and only editors need them.
    """
    if (desk / FOLDER).is_dir():
        with suppress(OSError):
            keep_fresh(desk, content, load_records(content))


def write_changed(texts: Mapping[Path, str]) -> list[Path]:
    """Write the ``texts`` that differ from their files; gives the files written."""
    written = []
    for file, text in texts.items():
        if not file.is_file() or file.read_bytes() != text.encode():
            write_file(file, text)
            written.append(file)
    return written


def desk_schema(kind: str, known: "_KnownIds") -> Schema:
    """The JSON Schema of files of ``kind``, with ids in the place of their spelling."""
    schema = schema_for(kind)
    model = BY_FILE_KIND[kind].model
    definitions: Schema = schema["$defs"]
    used: dict[str, Schema] = {}
    for inner in _models(model):
        record = definitions.get(inner.__name__, schema)
        if issubclass(inner, WrittenAlone):
            record = record["anyOf"][1]
        properties: Schema = record["properties"]
        for name, field in fields_of(inner).items():
            if (ids := known.of(field, properties[name], article=kind == "article")) is None:
                continue
            key, found = ids
            used[key] = found
            properties[name] = _naming(properties[name], field, key, found)
        if issubclass(inner, WrittenAlone):
            definitions[inner.__name__]["anyOf"][0] = properties[inner.alone]
    definitions |= used
    return schema


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """``model`` and each record within it, once."""
    found: dict[type[BaseModel], None] = {}
    left = [model]
    while left:
        here = left.pop()
        if here not in found:
            found[here] = None
            left += [field.model for field in fields_of(here).values() if field.model]
    yield from found


def _naming(before: Schema, field: FieldDescription, key: str, found: Schema) -> Schema:
    """The schema of a field that takes the ids ``found``, which are at ``key``."""
    ids: Schema = {"$ref": f"#/$defs/{key}"}
    if field.by_id:  # editors complete keys that are named one by one, and mark no others
        inner: Schema = next(iter(before["patternProperties"].values()))
        named = zip(found["enum"], found["enumDescriptions"], strict=True)
        keys = {id_: {"description": name, **inner} for id_, name in named}
        return {**before, "propertyNames": ids, "properties": keys}
    said = {"description": before["description"]}
    if not field.many:
        return {**said, **ids}
    return {**said, "anyOf": [ids, {"type": "array", "items": ids, "minItems": 1}]}


class _KnownIds:
    """The ids of a desk, as lists for an editor to choose from."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def of(
        self, field: FieldDescription, before: Schema, *, article: bool
    ) -> tuple[str, Schema] | None:
        """The ids that a field with the schema ``before`` may name, with names; None for no list.

        In an ``article``, its own quotes are named without it.
        """
        target = field.refers_to
        if target is None or (field.model and not field.by_id):
            return None
        if target.kind == "quote":
            return self._references(before, article=article)
        names = self._names(target.kind)
        if not names or target.kind in self._records.unlisted or len(names) > _MOST:
            return None
        word = {target.or_word: _WORDS[target.or_word]} if target.or_word else {}
        key = f"{target.kind}-id{'-or-word' if word else ''}"
        return key, _choices({**names, **word})

    def _references(self, before: Schema, *, article: bool) -> tuple[str, Schema] | None:
        only: Any = before["anyOf"][0] if "anyOf" in before else before
        spelling = str(only.get("pattern", ""))
        if "#" not in spelling or not self._quotes or len(self._quotes) > _MOST:
            return None  # it names a quote of its own article
        choices = _choices(self._quotes)
        if not article:
            return "quote-reference", choices
        own = {"type": ["string", "integer"], "pattern": "^[^#]+$"}
        return "quote-reference", {"anyOf": [choices, own]}

    def _names(self, kind: str) -> dict[str, str]:
        """The name of each record of ``kind``, by id."""
        names: dict[str, str] = {}
        for id_ in sorted(id_ for of, id_ in self._records.known if of == kind):
            record = self._records.find(kind, id_)
            name = str(getattr(record, KINDS[kind].title, "") or "")
            what = str(getattr(record, "kind", "") or "") if kind == "actor" else ""
            names[id_] = _cut(f"{name} ({what})" if what else name)
        return names

    @cached_property
    def _quotes(self) -> dict[str, str]:
        """Speaker and date of each quote; not its words, which may be withheld one day."""
        return {
            f"{article_id}#{quote.id}": _said(quote, article)
            for article_id, article in sorted(self._records.articles.items())
            for quote in article.quotes
        }


def _said(quote: Quote, article: Article) -> str:
    day = (quote.said and quote.said.date) or article.source.published
    return _cut(", ".join((*quote.speaker, day.text, article.source.publisher)))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _choices(names: Mapping[str, str]) -> Schema:
    """One of the ids; an editor reads an id of digits as a number."""
    pairs: list[tuple[str | int, str]] = []
    for id_, name in names.items():
        is_number = id_.isdecimal() and str(int(id_)) == id_
        pairs += [(id_, name), *([(int(id_), name)] if is_number else [])]
    return {"enum": [id_ for id_, _ in pairs], "enumDescriptions": [name for _, name in pairs]}


def _text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
