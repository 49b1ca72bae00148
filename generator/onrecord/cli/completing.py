"""What a shell offers for the id of a record; where something is broken, nothing, silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from onrecord.reading import Entry, Mapping, Scalar, parse, read_source

from .options import CONFIG_FILE

Completing = Callable[[click.Context, click.Parameter, str], list[str]]

_DOCS_DIR = "docs"  # where MkDocs looks unless told otherwise


def complete_ids(kind: str) -> Completing:
    """For ``shell_complete`` of a parameter that takes the id of a ``kind``.

    Args:
        kind: ``actors``, ``demands``, ``claims``, ``briefings``, ``topics`` or ``events``.
    """

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
        content = _content(Path(ctx.params.get("config_file") or CONFIG_FILE))
        listed = content / f"{kind}.yml"
        ids: Iterable[str] = _entries(listed) if listed.is_file() else _stems(content / kind)
        return sorted(one for one in ids if one.startswith(incomplete))

    return complete


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
