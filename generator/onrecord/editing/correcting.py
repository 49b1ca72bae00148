"""Corrects a field or the state of a quote, and writes the row that records it."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import BaseModel

from onrecord.captures.typography import Composed, Folded, composed
from onrecord.desk.checks.dates import is_too_early
from onrecord.desk.checks.quoted_words import nearest_words
from onrecord.desk.corrections import NAMES, fields_named
from onrecord.diagnostics import OnrecordError, did_you_mean
from onrecord.reading import shown_text
from onrecord.records import Article, PartialDate, Quote, YamlPath
from onrecord.records.description import FieldDescription, WrittenAlone, fields_of
from onrecord.records.explain import field_at

from .desk_edit import DeskEdit
from .placed_text import Value
from .yaml_in_place import YamlInPlace

_CORRECTIONS = ("corrections",)
_NOT_OWN = "the quote has none: if its page shows one, correct the event, or leave out --was"
_COMMA = re.compile(r"\s*,\s*")  # between the values of a list that is given as one text
_PROSE = "text"  # of these a part can be corrected; any other value is replaced as a whole


class FieldChange(NamedTuple):
    """The change of a field."""

    field: str  # as a correction names it
    was: str | None  # the old value, or the part of a text that changes; None for all of it
    now: str | None  # the new value or part; None to take it out


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """The other values of a row of ``corrections``."""

    date: str  # when, as it is written
    kind: str
    whose: str
    note: str | None = None


def correct(edit: DeskEdit, reference: str, change: FieldChange, about: CorrectionNote) -> None:
    """Change a field of the quote ``reference``, or of its article, and write the row.

    Raises OnrecordError if it does not say what it was, EditRefused as for any change in place.
    """
    was, now = change.was, change.now
    article_id, number, quote = edit.quote(reference)
    article: Article = edit.records.with_partial().articles[article_id]
    yaml = edit.yaml(edit.file_of("article", article_id))
    field_name, path = _field(change.field, number)
    field = field_at(Article, path)
    is_alone = field and field.model and issubclass(field.model, WrittenAlone)
    if field is None or (field.model and not (is_alone and not field.many and not field.by_id)):
        raise OnrecordError(f"'{field_name}' cannot be corrected by a command", "change it by hand")
    said = _said(quote if path[0] == "quotes" else article, field_name, field)
    if was is None and now is None:
        hint = "give the old value (--was) or the new (--now)"
        raise OnrecordError("there is nothing to change", hint)
    if was is None:
        was = (" […] " if field.is_quoted else ", ").join(said) or None
        values = _values(now or "", field)
    elif field.kind == _PROSE:
        values, was = _with_part(said, was, now, field_name)
    else:
        values = _changed(said, was, now, field, field_name)
    if was is not None and was == now:
        raise OnrecordError(f"{field_name} is {shown_text(was)} already", "give another with --now")
    check_possible(article, about)
    _put(yaml, path, values, field)
    _add_row(yaml, quote, field_name, (was, now), about)
    if field_name == "text":
        edit.remarks.append("Its words have changed: run `onrecord verify`")


def mark_corrected(edit: DeskEdit, reference: str) -> None:
    """Say in the state of a quote that we corrected it."""
    article_id, number, _ = edit.quote(reference)
    yaml = edit.yaml(edit.file_of("article", article_id))
    yaml.put(("quotes", number, "state"), "corrected")


def retract(edit: DeskEdit, reference: str, about: CorrectionNote) -> None:
    """Say that a quote was taken back, and why: its words stay, and no longer count."""
    article_id, number, quote = edit.quote(reference)
    yaml = edit.yaml(edit.file_of("article", article_id))
    check_possible(edit.records.with_partial().articles[article_id], about)
    note = yaml.at(("quotes", number, "note"))
    if isinstance(note, str) and about.note:
        note = f"{note.rstrip()} {about.note}"
    set_state(yaml, (number, quote), "retracted", note or about.note, about)


def set_state(
    yaml: YamlInPlace, found: tuple[int, Quote], state: str, note: Value, about: CorrectionNote
) -> None:
    """Give the quote another ``state`` and ``note``, and write the row; an error if it has it."""
    number, quote = found
    if quote.state == state:
        raise OnrecordError(f"the quote '{quote.id}' is already {state}")
    yaml.put(("quotes", number, "state"), state)
    if note:
        yaml.put(("quotes", number, "note"), note)
    row = CorrectionNote(about.date, about.kind, about.whose)
    _add_row(yaml, quote, "state", (quote.state, state), row)


def check_possible(article: Article, about: CorrectionNote) -> None:
    """Refuse a day before that of the source."""
    published = article.source.published
    if is_too_early(PartialDate.parse(about.date), published):
        message = f"corrected {about.date}, before the source was published ({published})"
        raise OnrecordError(message, "name the right day with --date")


def _field(name: str, number: int) -> tuple[str, YamlPath]:
    """The only field that ``name`` can mean, and its path."""
    meant = fields_named(name)
    if not meant:
        hint = did_you_mean(name.strip().casefold(), NAMES) or "such as text, speaker, said.date"
        raise OnrecordError(f"a quote has no field {shown_text(name)}", hint)
    if len(meant) > 1:
        raise OnrecordError(f"'{name}' may be several fields", f"one of {', '.join(sorted(meant))}")
    (field_name,) = meant
    if field_name == "id":
        raise OnrecordError("an id cannot be corrected like this", "use `onrecord rename quote`")
    parts = tuple(field_name.split("."))
    if parts[0] == "source" or field_name in ("title", "summary"):
        return field_name, parts
    return field_name, ("quotes", number, *parts)


def _said(record: BaseModel, field_name: str, field: FieldDescription) -> list[str]:
    """The values that the record has now, including those from its article."""
    value: object = record
    for part in field_name.split("."):
        described = fields_of(type(value)).get(part) if isinstance(value, BaseModel) else None
        value = getattr(value, described.attribute) if described else None
    if field.model and isinstance(value, BaseModel):
        alone: str = getattr(field.model, "alone", "")
        value = getattr(value, alone) or getattr(value, "name", None)
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return [] if value is None else [str(value)]


def _values(text: str, field: FieldDescription) -> list[str]:
    """The values in ``text``: ids of a list separated by commas, anything else unchanged."""
    if not text:
        return []
    return _COMMA.split(text) if field.many and field.kind != _PROSE else [text]


def _changed(
    said: list[str], was: str, now: str | None, field: FieldDescription, name: str
) -> list[str]:
    """``said`` with ``now`` in place of ``was``."""
    gone, new = _values(was, field), _values(now or "", field)
    if not gone or not all(value in said for value in gone):
        hint = f"it is {shown_text(', '.join(said))}" if said else _NOT_OWN
        raise OnrecordError(f"{name} is not {shown_text(was)}", hint)
    at = said.index(gone[0])
    kept = [value for value in said if value not in gone]
    return [*kept[:at], *new, *kept[at:]]


def _with_part(said: list[str], was: str, now: str | None, name: str) -> tuple[list[str], str]:
    """``said`` with ``now`` in place of ``was``, and ``was`` as it is spelt there."""
    found = _places(said, was) or _places_in_any_typography(said, was)
    if len(found) != 1:
        if found:
            times, hint = f"occurs {len(found)} times in", "give more words around it"
        elif (near := nearest_words(was, tuple(said))) and near != was:
            times, hint = "is not in", f"the nearest words in it are {shown_text(near)}"
        else:
            times, hint = "is not in", f"it is {shown_text(' […] '.join(said) or 'empty')}"
        raise OnrecordError(f"{shown_text(was)} {times} its {name}", hint)
    ((number, start, end),) = found
    before, written, behind = said[number][:start], said[number][start:end], said[number][end:]
    text = f"{before}{now or ''}{behind}"
    if now is None:
        text = re.sub(r"  +", " ", text).strip()
    return [*said[:number], *([text] if text else []), *said[number + 1 :]], written


def _places(said: list[str], was: str) -> list[tuple[int, int, int]]:
    """Where ``was`` is in ``said``: the number of the text, begin and end."""
    # Spaces and line breaks count as the same.
    pattern = re.compile(r"\s+".join(map(re.escape, was.split())))
    return [
        (number, *found.span())
        for number, text in enumerate(said)
        for found in pattern.finditer(text)
        if found[0]
    ]


def _places_in_any_typography(said: list[str], was: str) -> list[tuple[int, int, int]]:
    """The same, ignoring the typography of marks, dashes, spaces and the like."""
    words = Folded(composed(was)).text.strip()
    places = []
    for number, text in enumerate(said):
        whole = Composed(text)
        folded = Folded(whole.text)
        for found in re.finditer(re.escape(words), folded.text) if words else ():
            start, end = folded.start(found.start()), folded.end(found.end())
            places.append((number, whole.place(start), whole.place(end)))
    return places


def _put(yaml: YamlInPlace, path: YamlPath, values: list[str], field: FieldDescription) -> None:
    """Write ``values`` at ``path``, changing as few lines as possible."""
    before = yaml.at(path)
    if not values:
        yaml.take_out(path)
    elif isinstance(before, list) and len(before) == len(values):
        for number, value in enumerate(values):
            if before[number] != value:
                yaml.put((*path, number), value)
    else:
        yaml.put(path, [*values] if field.many and len(values) > 1 else values[0])


def _add_row(
    yaml: YamlInPlace,
    quote: Quote,
    field_name: str,
    values: tuple[str | None, str | None],
    about: CorrectionNote,
) -> None:
    was, now = values
    row = {
        "date": about.date,
        "item": quote.id,
        "field": field_name,
        "was": was,
        "now": now,
        "kind": about.kind,
        "whose": about.whose,
        "note": about.note,
    }
    yaml.append(_CORRECTIONS, {name: value for name, value in row.items() if value})
