"""The Desk: the one owner of cross-references and of what is derived."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from onrecord.captures.lock import LockLine
from onrecord.records import Actor, Article, Briefing, Event, PartialDate, Topic
from onrecord.records.load import Records

from .acts import Act, ActLinks
from .claims import ClaimStanding, link_claims
from .demands import DemandEntry, link_demands
from .quotes import QuoteEntry, link_quotes
from .roles import Roles
from .settings import Coverage
from .totals import ActorIndex, index_actors

K = TypeVar("K")
T = TypeVar("T")


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
        found = grouped((quote.article_id, quote) for quote in self.quotes.values())
        return {article_id: found.get(article_id, ()) for article_id in self.articles}

    @cached_property
    def versions(self) -> Mapping[str, tuple[QuoteEntry, ...]]:
        """The quotes of each utterance that more than one quote gives, by its leader."""
        found = grouped((quote.utterance, quote) for quote in self.quotes.values())
        return {leader: quotes for leader, quotes in found.items() if len(quotes) > 1}

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Every statement, answer, act on a claim and reply, in this order.

        An answer is there once for each addressee towards whom it counts. Searches that found
        nothing are among the replies, and among the answers only where an outsider's was searched.
        """
        demands, claims = self.demands.values(), self.claims.values()
        return (
            *(act for demand in demands for act in demand.statements),
            *(act for demand in demands for act in demand.answers),
            *(act for claim in claims for act in claim.acts),
            *(act for claim in claims for act in claim.replies),
        )

    @cached_property
    def acts_by_quote(self) -> Mapping[str, tuple[Act, ...]]:
        """The acts that rest on each quote, by its reference."""
        return grouped((act.quote.reference if act.quote else None, act) for act in self.acts)

    @cached_property
    def acts_by_article(self) -> Mapping[str, tuple[Act, ...]]:
        """The acts found in each article, by its id."""
        return grouped((act.article_id or None, act) for act in self.acts)


def grouped(pairs: Iterable[tuple[K | None, T]]) -> Mapping[K, tuple[T, ...]]:
    """What stands under each key; nothing of what has none."""
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


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
    links = ActLinks(articles, events, quotes, roles)
    demands, claims = link_demands(records.demands, links), link_claims(records.claims, links)
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
