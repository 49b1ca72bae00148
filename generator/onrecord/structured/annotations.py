"""Quotes as W3C Web Annotations of their sources (https://www.w3.org/TR/annotation-model/)."""

import json
from collections.abc import Iterator, Mapping, Sequence

from onrecord.captures.lock import LockLine
from onrecord.captures.quotation import QuoteRuns, compared_words
from onrecord.desk.desk import Desk
from onrecord.desk.quotes import STANDS, QuoteEntry
from onrecord.records import Source
from onrecord.records.record_kinds import article_uri, quote_uri

from .json_ld import Address, Node

ANNOTATIONS = "annotations.json"
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotations_uri(article_id: str) -> str:
    """``articles/<id>/annotations.json``."""
    return f"{article_uri(article_id)}{ANNOTATIONS}"


def annotated(desk: Desk) -> dict[str, tuple[QuoteEntry, ...]]:
    """The articles with the quotes whose words are in the source, as the lock has it."""
    found = {
        article_id: tuple(quote for quote in quotes if _is_in_source(quote))
        for article_id, quotes in desk.quotes_of_article.items()
    }
    return {article_id: quotes for article_id, quotes in found.items() if quotes}


def annotation_page(
    article_id: str, quotes: Sequence[QuoteEntry], site_name: str, address: Address
) -> bytes:
    """The file of annotations of one article, as JSON; the words of each are in the source."""
    page: Node = {
        "@context": _CONTEXT,
        "id": address(annotations_uri(article_id)),
        "type": "AnnotationPage",
        "items": [_annotation(quote, site_name, address) for quote in quotes],
    }
    return f"{json.dumps(page, ensure_ascii=False, indent=1)}\n".encode()


def _is_in_source(entry: QuoteEntry) -> bool:
    return (
        not entry.record.withheld
        and entry.verdict in STANDS
        and entry.checked is not None
        and bool(_runs(entry, entry.checked))
        # Nobody can go and look where there is no address.
        and entry.article.source.url is not None
    )


def _annotation(entry: QuoteEntry, site_name: str, address: Address) -> Node:
    page = address(quote_uri(entry.reference))
    targets = list(_targets(entry))
    return {
        "id": f"{page}#annotation",
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"type": "Organization", "name": site_name},
        "body": {"id": page, "type": "Text", "format": "text/html"},
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _targets(entry: QuoteEntry) -> Iterator[Node]:
    """A target for each run of words; its two selectors are two ways to the same place."""
    line, source = entry.checked, entry.article.source
    assert line is not None  # noqa: S101 - its words are in the source
    state = _state(source)
    runs = _runs(entry, line)
    # What is next to the words may be those that another quote withholds.
    shows_around = not entry.article.withholds
    for number, (words, (start, end)) in enumerate(runs):
        quoted: Node = {"type": "TextQuoteSelector", "exact": words}
        if number == 0 and shows_around:
            quoted["prefix"] = line.prefix
        if number == len(runs) - 1 and shows_around:
            quoted["suffix"] = line.suffix
        position: Node = {"type": "TextPositionSelector", "start": start, "end": end}
        target: Node = {
            "type": "SpecificResource",
            "source": source.url,
            "selector": [quoted, position],
        }
        yield target | ({"state": state} if state else {})


def _runs(entry: QuoteEntry, line: LockLine) -> list[tuple[str, tuple[int, int]]]:
    """The words of each run with its place; what the quote leaves out is in none of them.

    An ellipsis or a bracket may be the source's own: what fits the places better counts.
    """
    parts, letters = compared_words(entry.record), sum(end - start for start, end in line.spans)
    fitting = [
        quotation
        for quotation in (
            QuoteRuns.whole(parts),
            QuoteRuns.abridged(parts),
            QuoteRuns.broken(parts),
        )
        if len(quotation.runs) == len(line.spans)
    ]
    if not fitting:
        return []
    best = min(fitting, key=lambda quotation: abs(quotation.letters - letters))
    return [(run.words, span) for run, span in zip(best.runs, line.spans, strict=True)]


def _state(source: Source) -> Mapping[str, object] | None:
    """When the text was taken from the source, to the day (or less) that is known; its copy."""
    state: Node = {"type": "TimeState"}
    when = source.retrieved
    if when and when.first and when.last:
        state["sourceDateStart"] = f"{when.first.isoformat()}T00:00:00Z"
        state["sourceDateEnd"] = f"{when.last.isoformat()}T23:59:59Z"
    if source.archive_url:
        state["cached"] = source.archive_url
    return state if len(state) > 1 else None
