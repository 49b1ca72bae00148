"""Which keys a record takes at a place."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TypeAlias

from pydantic import BaseModel

from .description import FieldDescription, fields_of

Location: TypeAlias = tuple[str | int, ...]

# How like a known word another must be to be taken for it.
NEAR = 0.7
# Words that people use for keys which they do not resemble.
_MEANT = {
    "quote": ("text",),
    "quotation": ("text",),
    "words": ("text",),
    "statement": ("text",),
    "who": ("speaker", "by"),
    "actor": ("speaker", "by"),
    "said_by": ("speaker",),
    "role": ("speaking_as",),
    "translated_by": ("translation",),
    "topic": ("about",),
    "topics": ("about",),
    "link": ("url", "links"),
    "website": ("links", "url"),
    "date": ("published",),
    "day": ("published", "date"),
    "newspaper": ("publisher",),
    "outlet": ("publisher",),
    "medium": ("publisher",),
    "type": ("kind", "form", "genre"),
    "where": ("place",),
    "when": ("date",),
    "addressee": ("to",),
    "target": ("to",),
    "comment": ("note",),
    "notes": ("note",),
}


def field_at(model: type[BaseModel], location: Location) -> FieldDescription | None:
    """The field at ``location`` below ``model``, or the one whose list or mapping has it."""
    found: FieldDescription | None = None
    here: type[BaseModel] | None = model
    for part in location:
        # An id of a mapping (`speakers`) is no field of the record that belongs to it.
        if here and isinstance(part, str) and part in fields_of(here):
            found = fields_of(here)[part]
            here = found.model
    return found


def known_keys(model: type[BaseModel], location: Location) -> tuple[str, ...]:
    """The keys that may be at ``location`` below ``model``, in the order of its fields."""
    field = field_at(model, location)
    here = field.model if field else model
    return tuple(fields_of(here)) if here else ()


def known_words(model: type[BaseModel], location: Location) -> tuple[str, ...]:
    """The words of which the field at ``location`` takes one; none where it takes others."""
    field = field_at(model, location)
    return field.choices if field and field.name == location[-1] else ()


def near_key(model: type[BaseModel], location: Location) -> str | None:
    """The key that the unknown one at ``location`` may be meant for."""
    key, known = str(location[-1]).lower(), known_keys(model, location[:-1])
    near = get_close_matches(key, known, 1, cutoff=NEAR)
    return next(iter(near or [name for name in _MEANT.get(key, ()) if name in known]), None)
