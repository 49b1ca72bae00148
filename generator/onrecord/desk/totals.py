"""An actor's totals: what this desk chose of its words, counted; never ranked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from onrecord.records import UNKNOWN, PartialDate

from .claims import ClaimStanding
from .demands import DemandEntry
from .quotes import QuoteEntry
from .roles import Roles


@dataclass(slots=True)
class ActorIndex:
    """All that concerns one actor, each list in the order of its kind.

    Attributes:
        quotes: its own words, oldest first (everything it is the speaker of, counted or not).
        spoken_by_others: words of those who speak for it on their dates, oldest first.
        addressed: quotes addressed to it.
        demands_made, demands_received, claims_made, claims_received: ids.
        articles: ids of the articles it occurs in.
    """

    quotes: list[QuoteEntry] = field(default_factory=list)
    spoken_by_others: list[QuoteEntry] = field(default_factory=list)
    addressed: list[QuoteEntry] = field(default_factory=list)
    demands_made: list[str] = field(default_factory=list)
    demands_received: list[str] = field(default_factory=list)
    claims_made: list[str] = field(default_factory=list)
    claims_received: list[str] = field(default_factory=list)
    articles: dict[str, None] = field(default_factory=dict)

    @property
    def utterances(self) -> int:
        """How often it spoke in its own words: a ``same_as`` group is one utterance."""
        return count_utterances(self.quotes)

    @property
    def utterances_for_it(self) -> int:
        """How often those who speak for it spoke."""
        return count_utterances(self.spoken_by_others)

    @property
    def last_heard(self) -> PartialDate:
        """The latest known date of its own words."""
        dates = [quote.date for quote in self.quotes if quote.counts and quote.date.known]
        return max(dates, key=lambda when: when.sort_key[::-1], default=UNKNOWN)


def count_utterances(quotes: Iterable[QuoteEntry]) -> int:
    """How many utterances the countable ones of ``quotes`` are."""
    return len({quote.utterance for quote in quotes if quote.counts})


def index_actors(
    actor_ids: Iterable[str],
    quotes: Iterable[QuoteEntry],
    demands: Mapping[str, DemandEntry],
    claims: Mapping[str, ClaimStanding],
    roles: Roles,
) -> dict[str, ActorIndex]:
    """What concerns each actor, by id."""
    index = {actor_id: ActorIndex() for actor_id in actor_ids}
    _index_quotes(index, quotes, roles)
    wide: defaultdict[str, ActorIndex] = defaultdict(ActorIndex, index)
    for demand_id, demand in demands.items():
        for by in demand.record.by:
            wide[by].demands_made.append(demand_id)
        for to in demand.addressees:
            wide[to].demands_received.append(demand_id)
    for claim_id, claim in claims.items():
        for by in claim.record.by:
            wide[by].claims_made.append(claim_id)
        for against in claim.record.against:
            wide[against].claims_received.append(claim_id)
    return index


def _index_quotes(
    index: Mapping[str, ActorIndex], quotes: Iterable[QuoteEntry], roles: Roles
) -> None:
    for quote in sorted(quotes, key=lambda one: one.sort_key):
        speakers = [speaker for speaker in quote.speakers if speaker in index]
        for speaker in speakers:
            index[speaker].quotes.append(quote)
            index[speaker].articles[quote.article_id] = None
        targets = (roles.spoken_for(speaker, quote.date) for speaker in speakers)
        for target in dict.fromkeys(chain.from_iterable(targets)):
            if target in index and target not in speakers:
                index[target].spoken_by_others.append(quote)
        for to in quote.record.to:
            if to in index:
                index[to].addressed.append(quote)


# In scripts that set no spaces every sign counts as a word.
_WORD = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\\W_]+(?:['\u2019-][^\\W_]+)*")
# Forms whose text is the writer's, not the speaker's.
_PUBLISHERS = frozenset({"indirect", "scare"})


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """How many words of one source are quoted, each utterance once."""

    speakers: int = 0
    publisher: int = 0


def quoted_words(quotes: Iterable[QuoteEntry]) -> QuotedWords:
    """How many words ``quotes``, all of one source, take from it."""
    counts = {True: 0, False: 0}
    for quote in quotes:
        of_publisher = quote.record.form in _PUBLISHERS
        counts[of_publisher] += sum(len(_WORD.findall(part)) for part in quote.record.text)
    return QuotedWords(counts[False], counts[True])
