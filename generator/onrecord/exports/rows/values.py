"""The parts that several kinds of row are made of."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.desk.entries import NOT_EVIDENCE, QuoteEntry
from onrecord.desk.quotes import full_reference
from onrecord.desk.verdicts import verdict_of
from onrecord.exports.table import Value
from onrecord.records import Article, PartialDate


def told(when: PartialDate | None) -> str | None:
    """A date as it is written; none where it is not."""
    return None if when is None else when.text


def references(written: Iterable[str], article_id: str | None) -> tuple[str, ...]:
    """References to quotes, each in full."""
    return tuple(full_reference(one, article_id) for one in written)


def reference(written: str | None, article_id: str | None) -> str | None:
    """A reference to a quote in full; none where there is none."""
    return full_reference(written, article_id) if written else None


def sourced(article: Article | None) -> dict[str, Value]:
    """When the source of a row appeared, when the desk recorded it, and whose its words are."""
    source = article.source if article else None
    return {
        "published": told(source.published) if source else None,
        "added": told(article.added) if article else None,
        "rights": source.rights if source else None,
    }


def checked(quote: QuoteEntry | None) -> dict[str, Value]:
    """What comparing the words that a row rests on came to; nothing where they are withheld."""
    if quote is None or quote.record.withheld:
        return {"utterance": None, "verdict": None, "checked": None}
    line = quote.checked
    return {
        "utterance": quote.utterance,
        "verdict": verdict_of(quote),
        "checked": line.on.isoformat() if line else None,
    }


def counts(quote: QuoteEntry | None) -> bool:
    """Whether anything may rest on a row with this evidence."""
    return quote is None or quote.record.state not in NOT_EVIDENCE
