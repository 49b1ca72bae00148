"""Ids made of names: small ASCII letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from onrecord.desk.naming import LETTERS, same_name
from onrecord.reading.ids import why_no_id

_LONGEST = 60


def slug(text: str) -> str:
    """``text`` spelt like an id; empty where none of its letters has an ASCII one.

    >>> slug("Łódź Dockers' Union")
    'lodz-dockers-union'
    """
    plain = unicodedata.normalize("NFKD", same_name(text).replace("'", "").translate(LETTERS))
    letters = plain.encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rpartition("-")[0] or words[:_LONGEST]


def unique(made: str, taken: Container[str]) -> str:
    """``made``, with a number behind it where it is taken or no id."""
    found, number = made, 1
    while found in taken or why_no_id(found):
        number += 1
        found = f"{made}-{number}"
    return found
