"""Who has an id already."""

from __future__ import annotations

from pathlib import Path

from onrecord.reading import Mapping, Node, Scalar, Sequence, discover, parse, read_source

_FORMERLY = "formerly"


def who_has(content: Path, kind: str, id_: str) -> tuple[Path, bool] | None:
    """The file in ``content`` whose id is or once was ``id_``, and whether it once was.

    An old id is an address that leads on: a new record there would take it away.
    """
    former = None
    for found in discover(content).files:
        if found.kind != kind:
            continue
        if found.id == id_:
            return found.path, False
        if former is None and id_ in _former_ids(found.path, id_):
            former = found.path
    return (former, True) if former else None


def _former_ids(path: Path, sought: str) -> tuple[str, ...]:
    # Reading ten thousand articles takes seconds; looking for a word in them does not.
    try:
        raw = path.read_bytes()
    except OSError:
        return ()
    if sought.encode() not in raw or _FORMERLY.encode() not in raw:
        return ()
    source, _ = read_source(path)
    root = parse(source)[0] if source else None
    entry = root.entries.get(_FORMERLY) if isinstance(root, Mapping) else None
    return _texts(entry.value) if entry else ()


def _texts(node: Node) -> tuple[str, ...]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item.text for item in items if isinstance(item, Scalar))
