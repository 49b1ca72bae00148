"""A node of JSON-LD: how it is made, and how it stands in a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable

from onrecord.records import PartialDate

Node = dict[str, object]
"""A node object (https://www.w3.org/TR/json-ld11/#node-objects)."""

Address = Callable[[str], str]
"""From a site path to an address: in full, or relative to the page where the site has none."""

_NOTHING: tuple[object, ...] = (None, "", [], {})
# Nothing in a script may look like a tag, a comment or an entity; two characters end lines in
# JavaScript, which some readers of JSON still are.
_DANGEROUS = re.compile("[<>&\u2028\u2029]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def node(type_: str | list[str], **properties: object) -> Node:
    """A node of ``type_``; a property without a value is left out, ``id`` becomes ``@id``."""
    made: Node = {"@type": type_}
    for name, value in properties.items():
        kept = list(value) if isinstance(value, tuple) else value
        if kept not in _NOTHING:
            made["@id" if name == "id" else name] = one_or_all(kept)
    return made


def one_or_all(value: object) -> object:
    """A list of one as that one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def known(date: PartialDate | None) -> str | None:
    """``date`` as ISO 8601 has it, no more precise than it is known."""
    return date.text if date and date.known else None


def json_ld(nodes: Iterable[Node]) -> str:
    """``nodes`` as the text of a `<script type="application/ld+json">`: nothing in it ends it."""
    document = {"@context": "https://schema.org", "@graph": list(nodes)}
    return _DANGEROUS.sub(lambda found: f"\\u{ord(found[0]):04x}", _ENCODER.encode(document))
