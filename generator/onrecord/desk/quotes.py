"""Quotes with what they take from their article, grouped into utterances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.captures.lock import LockLine
from onrecord.records import Article, Event

from .entries import QuoteEntry
from .occasions import saying
from .verdicts import verdict_by_lock


def full_reference(reference: str, article_id: str | None) -> str:
    """``article-id#quote-id`` for a reference that may leave out its own article.

    >>> full_reference("three-demands", "morning-call")
    'morning-call#three-demands'
    """
    if "#" in reference or article_id is None:
        return reference
    return f"{article_id}#{reference}"


def link_quotes(
    articles: Mapping[str, Article],
    events: Mapping[str, Event],
    lock: Mapping[str, LockLine],
) -> dict[str, QuoteEntry]:
    """Every quote by its reference, in the order of the articles."""
    groups = _utterances(articles)
    return {
        entry.reference: entry
        for article_id, article in articles.items()
        for entry in _of_article(article_id, article, events, groups, lock)
    }


def _of_article(
    article_id: str,
    article: Article,
    events: Mapping[str, Event],
    groups: Mapping[str, str],
    lock: Mapping[str, LockLine],
) -> Iterator[QuoteEntry]:
    for index, record in enumerate(article.quotes):
        reference = f"{article_id}#{record.id}"
        when, place, occasion = saying(article_id, article, record, events)
        line = lock.get(reference)
        yield QuoteEntry(
            reference=reference,
            article_id=article_id,
            article=article,
            index=index,
            record=record,
            date=when,
            place=place,
            occasion=occasion,
            language=record.language or article.source.language,
            utterance=groups.get(reference, reference),
            verdict=verdict_by_lock(record, line),
            checked=line,
        )


def _utterances(articles: Mapping[str, Article]) -> dict[str, str]:
    """For each quote in a ``same_as`` group, the first reference of its group."""
    leader: dict[str, str] = {}

    def find(reference: str) -> str:
        while leader.setdefault(reference, reference) != reference:
            leader[reference] = leader[leader[reference]]
            reference = leader[reference]
        return reference

    for article_id, article in articles.items():
        for quote in article.quotes:
            for same in quote.same_as:
                one = find(f"{article_id}#{quote.id}")
                other = find(full_reference(same.quote, article_id))
                leader[max(one, other)] = min(one, other)
    return {reference: find(reference) for reference in list(leader)}
