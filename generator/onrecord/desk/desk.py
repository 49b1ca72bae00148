"""The Desk: the one owner of cross-references and of what is derived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from onrecord.captures.lock import LockLine
from onrecord.records import Actor, Article, Briefing, Event, PartialDate, Topic
from onrecord.records.load import Records

from .claims import ClaimStanding, link_claims
from .demands import DemandEntry, DemandLinker
from .entries import Answer, QuoteEntry
from .quotes import link_quotes
from .roles import Roles
from .settings import Coverage
from .totals import ActorIndex, index_actors


@dataclass(frozen=True)
class Desk:
    """All records, linked. Everything a page shows comes from here.

    Attributes:
        files: the YAML file of each record, by kind and id.
        coverage: the days covered; ``None`` where no date is known at all.
        locked: whether there is a lock, so that a quote not in it is worth a word.
        quotes: by reference (``article-id#quote-id``), in the order of the articles.
        index: what concerns each actor.
        language: in which the desk itself writes.
    """

    articles: Mapping[str, Article]
    actors: Mapping[str, Actor]
    topics: Mapping[str, Topic]
    events: Mapping[str, Event]
    briefings: Mapping[str, Briefing]
    files: Mapping[tuple[str, str], Path]
    roles: Roles
    quotes: Mapping[str, QuoteEntry]
    demands: Mapping[str, DemandEntry]
    claims: Mapping[str, ClaimStanding]
    index: Mapping[str, ActorIndex]
    coverage: Coverage | None
    locked: bool = False
    language: str = "en"

    @cached_property
    def quotes_of_article(self) -> Mapping[str, tuple[QuoteEntry, ...]]:
        """The quotes of each article, in the order they are written."""
        groups: defaultdict[str, list[QuoteEntry]] = defaultdict(list)
        for quote in self.quotes.values():
            groups[quote.article_id].append(quote)
        return {article_id: tuple(groups[article_id]) for article_id in self.articles}

    @cached_property
    def versions(self) -> Mapping[str, tuple[QuoteEntry, ...]]:
        """The quotes of each utterance that more than one quote gives, by its leader."""
        groups: defaultdict[str, list[QuoteEntry]] = defaultdict(list)
        for quote in self.quotes.values():
            groups[quote.utterance].append(quote)
        return {leader: tuple(group) for leader, group in groups.items() if len(group) > 1}

    @cached_property
    def answers_by_quote(self) -> Mapping[str, tuple[Answer, ...]]:
        """The answers that rest on each quote, by its reference."""
        groups: defaultdict[str, list[Answer]] = defaultdict(list)
        for answer in self._answers():
            if answer.quote:
                groups[answer.quote.reference].append(answer)
        return {reference: tuple(answers) for reference, answers in groups.items()}

    @cached_property
    def answers_by_article(self) -> Mapping[str, tuple[Answer, ...]]:
        """The answers found in each article, by its id."""
        groups: defaultdict[str, list[Answer]] = defaultdict(list)
        for answer in self._answers():
            if answer.article_id:
                groups[answer.article_id].append(answer)
        return {article_id: tuple(answers) for article_id, answers in groups.items()}

    def _answers(self) -> Iterator[Answer]:
        for demand in self.demands.values():
            for position in demand.positions.values():
                yield from position.answers
            yield from demand.others


def build_desk(
    records: Records,
    coverage: Coverage | None,
    lock: Mapping[str, LockLine] | None = None,
    language: str = "en",
) -> Desk:
    """Link ``records``. A reference that leads nowhere is left out; ``checks`` report it."""
    roles = Roles.of(records.actors)
    quotes = link_quotes(records.articles, records.events, lock or {})
    articles, events = records.articles, records.events
    demands = DemandLinker(records.demands, articles, events, quotes, roles).link()
    claims = link_claims(records.claims, articles, events, quotes, roles)
    return Desk(
        articles=articles,
        actors=records.actors,
        topics=records.topics,
        events=events,
        briefings=records.briefings,
        files=records.files,
        roles=roles,
        quotes=quotes,
        demands=demands,
        claims=claims,
        index=index_actors(records.actors, quotes.values(), demands, claims, roles),
        coverage=coverage or _span(quotes, articles),
        locked=lock is not None,
        language=language,
    )


def _span(quotes: Mapping[str, QuoteEntry], articles: Mapping[str, Article]) -> Coverage | None:
    """From the first to the last date in the content."""
    dates: list[PartialDate] = [quote.date for quote in quotes.values()]
    dates += [article.source.published for article in articles.values()]
    known = [when for when in dates if when.known]
    if not known:
        return None
    return Coverage(
        min(known, key=lambda when: when.sort_key),
        max(known, key=lambda when: when.sort_key[::-1]),
    )
