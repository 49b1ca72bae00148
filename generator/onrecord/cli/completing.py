"""What a shell offers for the id of a record; where something is broken, nothing, silently."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.reading import Entry, Mapping, Scalar, parse, read_source

_DOCS_DIR = "docs"  # where MkDocs looks unless told otherwise


def known_ids(kind: str, config_file: Path, incomplete: str) -> list[str]:
    """The ids of a ``kind`` that begin with ``incomplete``.

    Args:
        kind: ``actors``, ``demands``, ``claims``, ``briefings``, ``topics`` or ``events``.
        config_file: the configuration of the desk.
        incomplete: what is typed already.
    """
    content = _content(config_file)
    listed = content / f"{kind}.yml"
    ids: Iterable[str] = _entries(listed) if listed.is_file() else _stems(content / kind)
    return sorted(one for one in ids if one.startswith(incomplete))


def _content(config_file: Path) -> Path:
    """The content folder; MkDocs, which knows better, takes too long for a key press."""
    named = _entries(config_file).get("docs_dir")
    given = named.value.text if named and isinstance(named.value, Scalar) else _DOCS_DIR
    return config_file.parent / given


def _stems(folder: Path) -> Iterable[str]:
    return (path.stem for path in folder.glob("*.yml"))


def _entries(file: Path) -> dict[str, Entry]:
    source, _ = read_source(file)
    root = parse(source)[0] if source else None
    return root.entries if isinstance(root, Mapping) else {}
