"""Which keys a record takes at a place."""

from __future__ import annotations

import typing
from difflib import get_close_matches

from pydantic import BaseModel

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


def known_keys(model: type[BaseModel], location: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand at ``location`` below ``model``, in the order of its fields."""
    here = _model_at(model, location)
    if here is None:
        return ()
    return tuple(field.alias or name for name, field in here.model_fields.items())


def _model_at(model: type[BaseModel], location: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The record at ``location`` below ``model``."""
    here: type[BaseModel] | None = model
    for part in location:
        if here is None or not isinstance(part, str):
            continue
        fields = {field.alias or name: field for name, field in here.model_fields.items()}
        # A mapping by free keys (`speakers`) has a part more than there are models.
        here = _model_of(fields[part].annotation) if part in fields else here
    return here


def _words_of(annotation: object) -> typing.Iterator[str]:
    if typing.get_origin(annotation) is typing.Literal:
        yield from typing.get_args(annotation)
        return
    for inner in typing.get_args(annotation):
        yield from _words_of(inner)


def known_words(model: type[BaseModel], location: tuple[str | int, ...]) -> tuple[str, ...]:
    """The words of which the field at ``location`` takes one; none where it takes others."""
    here = _model_at(model, location[:-1])
    fields = (
        {field.alias or name: field for name, field in here.model_fields.items()} if here else {}
    )
    field = fields.get(str(location[-1]))
    return tuple(_words_of(field.annotation)) if field else ()


def near_key(model: type[BaseModel], location: tuple[str | int, ...]) -> str | None:
    """The key that the unknown one at ``location`` may be meant for."""
    key, known = str(location[-1]).lower(), known_keys(model, location[:-1])
    near = get_close_matches(key, known, 1, cutoff=NEAR)
    return next(iter(near or [name for name in _MEANT.get(key, ()) if name in known]), None)


def _model_of(annotation: object) -> type[BaseModel] | None:
    """The record inside ``Name | None``, ``tuple[Name, ...]`` or ``dict[str, Name]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_of(inner) for inner in typing.get_args(annotation))
    return next((model for model in found if model), None)
