"""Where in a file a value stands, found again when a fault shows later."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from onrecord.reading import Entry, Mapping, Node, Scalar, Sequence, Source, parse, read_source

from .inherit import inherit

YamlPath = tuple[str | int, ...]


def locate(file: Path, path: YamlPath, *, key: bool = False) -> tuple[int, int, str]:
    """Line, column and text of the line of the value at ``path`` in ``file``.

    Args:
        file: a YAML file of the content, read again.
        path: from the top of the file, such as ``("quotes", 2, "speaker")``. Where it leads
            further than the file, the deepest node on the way answers. A quote's inherited value
            is found where it is written.
        key: point at the key of the value instead.
    """
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        return 1, 1, ""
    source, root = _tree(file.absolute(), changed)
    if source is None or root is None:
        return 1, 1, ""
    node, entry, _ = walk(root, path)
    place = entry.key if key and entry else node
    return place.line, place.column, source.line(place.line)


def walk(root: Node, path: YamlPath) -> tuple[Node, Entry | None, YamlPath]:
    """Follow ``path`` down from ``root`` as far as it leads.

    A value that stands alone where a list is allowed is its own item 0.

    Returns:
        The deepest node, its entry where it is the value of a key, and the part of the path that
        leads nowhere.
    """
    node: Node = root
    entry: Entry | None = None
    for index, part in enumerate(path):
        if isinstance(node, Mapping) and isinstance(part, str) and part in node.entries:
            entry = node.entries[part]
            node = entry.value
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node, entry = node.items[part], None
        elif part != 0 or not isinstance(node, Scalar | Mapping):
            return node, entry, path[index:]
    return node, entry, ()


# Faults come file by file: a few trees are enough.
@lru_cache(maxsize=4)
def _tree(file: Path, changed: int) -> tuple[Source | None, Node | None]:  # noqa: ARG001 - the key
    source, _ = read_source(file)
    if source is None:
        return None, None
    root, _ = parse(source)
    return source, inherit(root) if root else None
