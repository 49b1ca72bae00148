"""A fault that shows only once files are linked, before its place is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records.walk import YamlPath


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
