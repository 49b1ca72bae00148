"""The ids of an article's quotes: each is an address, and stands once."""

from __future__ import annotations

from onrecord.diagnostics import Diagnostic
from onrecord.reading import Mapping, Node, Scalar, Sequence, Source, shown_text
from onrecord.reading.ids import is_id, why_no_id


def quote_id_faults(article: Node, source: Source) -> list[Diagnostic]:
    """Ids that two quotes have, and ids that no address can have.

    Looked for on nodes, so that other faults do not hide these.
    """
    faults: list[Diagnostic] = []
    seen: dict[str, Scalar] = {}
    for node in _ids(article):
        place = (node.line, node.column)
        first = seen.setdefault(node.text, node)
        if first is not node:
            taken = shown_text(node.text)
            message = f"the quote id {taken} belongs to the quote on line {first.line} already"
            hint = "rename the newer of the two; an id is an address and stands once"
            faults.append(source.fault("duplicate-id", place, message, hint))
        # What is not even spelt like an id is told with the fields.
        if is_id(node.text) and (why := why_no_id(node.text)):
            faults.append(source.fault("bad-id", place, *why))
    return faults


def _ids(article: Node) -> list[Scalar]:
    entry = article.entries.get("quotes") if isinstance(article, Mapping) else None
    if entry is None:
        return []
    quotes = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
    entries = [quote.entries.get("id") for quote in quotes if isinstance(quote, Mapping)]
    return [one.value for one in entries if one and isinstance(one.value, Scalar)]
