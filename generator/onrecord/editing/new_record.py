"""New records: one to fill in, an actor by a name, a quote at the end of those of an article.

One to fill in has every field of its kind, those that it needs without a value. A key without a
value is an error with its place: so `onrecord check` leads from blank to blank.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from pydantic import BaseModel

from onrecord.desk.naming import free_id
from onrecord.desk.quotes import full_reference
from onrecord.diagnostics import OnrecordError
from onrecord.reading import MappingNode, discover, parse, read_yaml_text, shown_path, shown_text
from onrecord.reading.nodes import texts_at
from onrecord.reading.texts import id_like, why_no_id
from onrecord.records import PLACES, FieldDescription
from onrecord.records.description import own_first
from onrecord.records.record_kinds import KINDS as RECORD_KINDS

from .desk_edit import DeskEdit
from .new_desk import starter_text
from .placed_text import Value
from .schemas import FOLDER, FOLDER_WITHOUT_IDS
from .yaml_writer import mapping_of, modeline, yaml_of

KINDS = ("article", "actor", "demand", "claim")

_EXAMPLES = PurePosixPath("new", "examples.yml")
_OPENING = """\
# The name of this file is its id, {id}, which is part of a public address. To change it, use
# `onrecord rename`.
# Fill in the empty fields; `onrecord check` lists them. To use another field, remove the "# "
# before it and replace its example. Delete what you do not know."""
_WIDTH = 110
_STEP = "  "
_QUOTES = ("quotes",)
# What each quote has in the end, in the order of a skeleton.
_NEEDED = ("id", "text", "speaker", "form")
_WORDS_OF_ID = 5
# The mark for words left out, typed in either way: each side of it is a part of its own.
_PARTS = re.compile(r"\s*(?:\[…\]|\[\.\.\.\])\s*")


def skeleton(kind: str, id_: str, schema: str | None) -> str:
    """The text of a new file of ``kind``; ``schema`` is the path from it to its JSON Schema."""
    about = _wrapped(_examples()["about"][kind], "")
    fields = _Fields(_examples()).lines(RECORD_KINDS[kind].model, "", None)
    return modeline(schema) + "\n".join([*about, _OPENING.format(id=id_), "", *fields]) + "\n"


def schema_from(file: Path, desk: Path, kind: str) -> str | None:
    """The way from ``file`` to the schema of its ``kind`` in the folder ``desk``, if any."""
    schemas = (folder / f"{kind}.json" for folder in (FOLDER_WITHOUT_IDS, FOLDER))
    schema = next((schema for schema in schemas if (desk / schema).is_file()), None)
    if schema is None or not file.is_relative_to(desk):
        return None
    up = len(file.relative_to(desk).parts) - 1
    return PurePosixPath(*[".."] * up, schema).as_posix()


@cache
def _examples() -> Mapping[str, Any]:
    examples: Mapping[str, Any] = yaml.load(starter_text(_EXAMPLES), yaml.BaseLoader)  # noqa: S506 - it makes only texts, lists and mappings
    return examples


class _Fields:
    """Writes fields as lines of YAML: what is needed as it is, all else as comments."""

    def __init__(self, examples: Mapping[str, Any]) -> None:
        self._examples = examples

    def lines(self, model: type[BaseModel], indent: str, inner: str | None) -> Iterator[str]:
        """The lines for a record, after ``indent``; ``inner`` is before a key that is a comment."""
        fields = [field for field in own_first(model) if self._is_shown(model, field)]
        if inner is None:
            fields.sort(key=lambda field: not self._is_needed(model, field) or bool(field.model))
        after_record = False
        for field in fields:
            if not indent and inner is None and (field.model or after_record):
                yield ""
            after_record = bool(field.model)
            optional = inner is None and not self._is_needed(model, field)
            yield from self._field(model, field, indent, "" if optional else inner)

    def _field(
        self, model: type[BaseModel], field: FieldDescription, indent: str, inner: str | None
    ) -> Iterator[str]:
        before = indent if inner is None else f"{indent}# {inner}"
        example = "" if inner is None else self._example(model, field)
        said = _said(field)
        line = f"{before}{field.name}: {example}".rstrip()
        holds_record = field.model is not None and (field.by_id or not example)
        fits = len(line) + len(said) + 4 <= _WIDTH
        if not holds_record and (inner is None or fits):
            yield f"{line}  # {said}"
            return
        yield from _wrapped(said, before if inner else indent)
        yield f"{before}{field.name}:" if holds_record else line
        if field.model and holds_record:
            yield from self._within(field.model, field, indent, inner, example)

    def _within(
        self,
        model: type[BaseModel],
        field: FieldDescription,
        indent: str,
        inner: str | None,
        id_: str,
    ) -> Iterator[str]:
        """The lines for what is in a field: a record, the first of a list or of a mapping."""
        deeper = _STEP * (1 + (field.many or field.by_id))
        if inner is None:
            place, lines = indent + _STEP, self.lines(model, indent + deeper, None)
        else:
            place, lines = f"{indent}# {inner}{_STEP}", self.lines(model, indent, inner + deeper)
        if field.by_id:
            yield f"{place}{id_}:"
        if not field.many:
            yield from lines
            return
        begun = False
        for line in lines:
            is_key = not line[len(place) :].lstrip().startswith("#")
            yield f"{place}- {line[len(place) + 2 :]}" if is_key and not begun else line
            begun = begun or is_key

    def _is_shown(self, model: type[BaseModel], field: FieldDescription) -> bool:
        some = self._examples["some"].get(model.__name__)
        name = _name(model, field)
        return name not in self._examples["unusual"] and (some is None or field.name in some)

    def _is_needed(self, model: type[BaseModel], field: FieldDescription) -> bool:
        return field.required or _name(model, field) in self._examples["usual"]

    def _example(self, model: type[BaseModel], field: FieldDescription) -> str:
        """A value to show; empty if the field has a record."""
        own = (f"{base.__name__}.{field.name}" for base in model.__mro__)
        examples = self._examples["fields"]
        example = next((examples[name] for name in own if name in examples), "")
        if example or field.model:
            return str(example)
        if field.choices:
            return str(field.default or field.choices[0])
        if field.refers_to:
            return str(self._examples["targets"][field.refers_to.kind])
        return str(self._examples["kinds"][field.kind])


def _name(model: type[BaseModel], field: FieldDescription) -> str:
    return f"{model.__name__}.{field.name}"


def _said(field: FieldDescription) -> str:
    """The meaning of a field, and its allowed words."""
    if not field.choices:
        return field.meaning
    *words, last = field.choices
    meaning = field.meaning.removesuffix(".")
    lead = f"{meaning}. One of" if set(":;") & set(meaning) else meaning
    return f"{lead}: {', '.join(words)} or {last}"


def _wrapped(text: str, before: str) -> list[str]:
    mark = f"{before}# "
    return textwrap.wrap(text, _WIDTH, initial_indent=mark, subsequent_indent=mark)


def find_id_owner(content: Path, kind: str, id_: str) -> tuple[Path, str] | None:
    """The file that has or had the id ``id_``; and which of the two."""
    former = None
    for file in discover(content, PLACES).files:
        if file.kind != kind:
            continue
        if file.id == id_:
            return file.path, f"'{id_}' is the id of {shown_path(file.path)}"
        if former is None and id_ in _former_ids(file.path, id_):
            former = file.path
    return (former, f"'{id_}' was once the id of {shown_path(former)}") if former else None


def _former_ids(path: Path, sought: str) -> tuple[str, ...]:
    # Reading ten thousand articles takes seconds; looking for a word in them does not.
    try:
        raw = path.read_bytes()
    except OSError:
        return ()
    if sought.encode() not in raw or b"formerly" not in raw:
        return ()
    source, _ = read_yaml_text(path)
    root = parse(source)[0] if source else None
    return texts_at(root, "formerly") if isinstance(root, MappingNode) else ()


def id_of_name(name: str) -> str:
    """The id that a name gives, or an error: ``justin-trudeau`` of ``Justin Trudeau``."""
    found = id_like(name)
    if not found:
        message = f"no id can be made from {shown_text(name)}, which has no letter from a to z"
        raise OnrecordError(message, "give one with --id")
    if why := why_no_id(found):
        raise OnrecordError(why[0], "give another with --id")
    return found


def actor_text(name: str, kind: str, schema: str | None, alias: str = "") -> str:
    """The file of an actor with only a name, if it can be shown, a kind, and perhaps an alias."""
    name = " ".join(name.split())
    if not name.isprintable():
        hint = "leave out what cannot be printed"
        raise OnrecordError(f"{shown_text(name)} cannot be a name", hint)
    names: dict[str, Value] = {"names": [{"name": alias, "kind": "alias"}]} if alias else {}
    return modeline(schema) + yaml_of(mapping_of({"name": name, "kind": kind, **names}))


def add_quote(
    edit: DeskEdit, article_id: str, quote_id: str | None, given: Mapping[str, str | None]
) -> tuple[str, bool]:
    """Add a quote with the text, speaker and form that are ``given``, and blanks for the rest.

    Without a ``quote_id``, the id is made from the first words, if there are any. Returns its
    reference, empty if it has no id yet, and whether it is complete. Raises OnrecordError if there
    is no such article or the id cannot be its id; EditRefused if the file cannot be changed in
    place.
    """
    file = edit.yaml(edit.file_of("article", article_id))
    there = file.at(_QUOTES)
    quotes = there if isinstance(there, list) else [there]
    taken = {quote.get("id") for quote in quotes if isinstance(quote, dict)}
    text = (given.get("text") or "").strip()
    if quote_id is None and text:
        quote_id = _free_id(text, {id_ for id_ in taken if isinstance(id_, str)})
    if quote_id is not None:
        if why := why_no_id(quote_id):
            raise OnrecordError(*why)
        edit.refuse_withheld(quote_id)
        if quote_id in taken:
            message = f"'{article_id}' already has a quote '{quote_id}'"
            raise OnrecordError(message, "choose another id")
    parts: list[Value] = [part for part in _PARTS.split(text) if part]
    values: dict[str, Value] = {
        "id": quote_id,
        "text": parts if len(parts) > 1 else text or None,
        "speaker": given.get("speaker"),
        "form": given.get("form"),
    }
    from_article = {name for name in _NEEDED if file.at(("defaults", name)) is not None}
    quote = {name: values[name] for name in _NEEDED if values[name] or name not in from_article}
    if not file.at(_QUOTES):
        file.put(_QUOTES, [quote])
    else:
        file.append(_QUOTES, quote)
    name = full_reference(quote_id, article_id) if quote_id else ""
    return name, all(value is not None for value in quote.values())


def _free_id(text: str, taken: set[str]) -> str | None:
    """A free id made of the first words of ``text``; None if they give none."""
    found = "-".join(id_like(text).split("-")[:_WORDS_OF_ID])
    return free_id(found, taken) if found and not why_no_id(found) else None
