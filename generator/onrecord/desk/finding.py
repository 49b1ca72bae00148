"""A fault that shows only once files are linked, before its place is looked up."""

from __future__ import annotations

from dataclasses import dataclass

# How to reach a value from the top of a file: ("quotes", 2, "speaker").
YamlPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in the record ``(kind, id)`` at ``path``.

    Attributes:
        key: point at the key instead of the value.
    """

    code: str
    kind: str
    id: str
    path: YamlPath
    message: str
    hint: str = ""
    key: bool = False
