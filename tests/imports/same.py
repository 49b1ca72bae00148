"""Whether two content folders hold the same records, however their YAML is written."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from onrecord.records import Records, load_records

KINDS = ("articles", "actors", "demands", "claims", "briefings", "topics", "events")


def records(content: Path) -> dict[str, list[tuple[str, Any]]]:
    """All records in their order; articles by their ids, which may lie in any folder."""
    loaded = load_records(content)
    assert not loaded.diagnostics
    return plain(loaded)


def plain(loaded: Records) -> dict[str, list[tuple[str, Any]]]:
    """The records as plain data, references in full, without what is inherited from or accepted."""
    found = {
        kind: [
            (id_, _plain(record, id_ if kind == "articles" else None))
            for id_, record in getattr(loaded, kind).items()
        ]
        for kind in KINDS
    }
    found["articles"].sort(key=lambda pair: pair[0])
    return found


def _plain(value: object, article: str | None) -> Any:
    if isinstance(value, BaseModel):
        return {
            name: _full(part, article) if name == "quote" else _plain(part, article)
            for name, part in value
            if name not in ("defaults", "speakers", "accept")  # what a desk accepts stays with it
        }
    if isinstance(value, tuple):
        return [_plain(part, article) for part in value]
    return value


def _full(reference: object, article: str | None) -> str | None:
    if not isinstance(reference, str) or "#" in reference:
        return reference if isinstance(reference, str) else None
    return f"{article}#{reference}"
