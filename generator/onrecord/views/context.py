"""What views are made with: a desk with its indexes, and what pages know of their site."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from onrecord.desk import ClaimStanding, Coverage, DemandEntry, Desk, Roles, count_utterances
from onrecord.desk.acts import Act, grouped
from onrecord.desk.quotes import QuoteEntry, newest_quotes_first
from onrecord.records import UNKNOWN, BearsOn, DateGiven, Event, PartialDate, fixed

from .language import direction
from .links import ActorLinks, Link
from .quote_card import QuoteCards

T = TypeVar("T")
MadeT = TypeVar("MadeT", DemandEntry, ClaimStanding)
QuotesById = Mapping[str, tuple[QuoteEntry, ...]]


@dataclass(frozen=True)
class DeskIndexes:
    """Indexes of a desk, each made once."""

    desk: Desk

    @cached_property
    def demand_order(self) -> tuple[str, ...]:
        """All demands, the first made first, those without a known date last."""
        return tuple(it.id for it in first_made_first(self.desk.demands.values()))

    @cached_property
    def claim_order(self) -> tuple[str, ...]:
        """All claims, the first made first, those without a known date last."""
        return tuple(it.id for it in first_made_first(self.desk.claims.values()))

    @cached_property
    def briefing_order(self) -> tuple[str, ...]:
        """All briefings: the one that ends last first, the shorter before the longer."""
        briefings = self.desk.briefings

        def order(briefing_id: str) -> tuple[int, int, str]:
            briefing = briefings[briefing_id]
            return (-briefing.until.sort_key[1], -briefing.since.sort_key[0], briefing_id)

        return tuple(sorted(briefings, key=order))

    @cached_property
    def demands(self) -> Mapping[str, tuple[str, ...]]:
        """The demands of each topic, in their order."""
        return grouped((self.desk.demands[id_].record.topic, id_) for id_ in self.demand_order)

    @cached_property
    def claims(self) -> Mapping[str, tuple[str, ...]]:
        """The claims about each topic, in their order."""
        about = ((id_, self.desk.claims[id_].record.about) for id_ in self.claim_order)
        return grouped((topic, id_) for id_, topics in about for topic in dict.fromkeys(topics))

    @cached_property
    def quotes(self) -> QuotesById:
        """The quotes about each topic, newest first, by occasion."""
        return grouped(
            (topic, quote)
            for quote in newest_quotes_first(self.desk.quotes.values())
            for topic in dict.fromkeys(quote.record.about)
        )

    @cached_property
    def utterances(self) -> Mapping[str, int]:
        """How many utterances the quotes about each topic are."""
        return {topic: count_utterances(quotes) for topic, quotes in self.quotes.items()}

    @cached_property
    def on_demand(self) -> QuotesById:
        """The quotes that bear on each demand, oldest first."""
        return self._bearing(lambda bears_on: bears_on.demands)

    @cached_property
    def on_claim(self) -> QuotesById:
        """The quotes that bear on each claim, oldest first."""
        return self._bearing(lambda bears_on: bears_on.claims)

    def _bearing(self, ids_of: Callable[[BearsOn], Iterable[str]]) -> QuotesById:
        quotes = [quote for quote in self.desk.quotes.values() if quote.record.bears_on]
        quotes.sort(key=lambda quote: quote.sort_key)
        bearing = ((quote, quote.record.bears_on) for quote in quotes)
        on = ((quote, dict.fromkeys(ids_of(bears_on))) for quote, bears_on in bearing if bears_on)
        return grouped((id_, quote) for quote, ids in on for id_ in ids)

    @cached_property
    def outcomes_by_quote(self) -> Mapping[str, tuple[str, ...]]:
        """The demands with an outcome based on each quote."""
        outcomes = ((id_, demand.record.outcome) for id_, demand in self.desk.demands.items())
        rests_on = ((id_, dict.fromkeys(each.evidence)) for id_, each in outcomes if each)
        return grouped((reference, id_) for id_, evidence in rests_on for reference in evidence)

    @cached_property
    def dates_by_quote(self) -> Mapping[str, tuple[tuple[Event, DateGiven], ...]]:
        """The events for which each quote gives another date than the desk does."""
        events = self.desk.events.values()
        return grouped(
            (given.quote, (event, given)) for event in events for given in event.dates_given
        )

    @cached_property
    def statements_by_actor(self) -> Mapping[str, tuple[Act, ...]]:
        """The statements each actor made for others, who are named as the makers of the demand."""
        return self._by_outsiders(lambda demand: (demand.statements, demand.record.by))

    @cached_property
    def answers_by_actor(self) -> Mapping[str, tuple[Act, ...]]:
        """The answers each actor gave to demands that are not addressed to it."""
        return self._by_outsiders(lambda demand: (demand.answers, demand.addressees))

    def _by_outsiders(
        self, side_of: Callable[[DemandEntry], tuple[Iterable[Act], Collection[str]]]
    ) -> Mapping[str, tuple[Act, ...]]:
        """Acts by actor and by speaker, without those on one side of a demand."""
        return grouped(
            (actor_id, act)
            for acts, insiders in map(side_of, self.desk.demands.values())
            for act in acts
            for actor_id in dict.fromkeys((*act.by, *_own_words(self.desk.roles, act)))
            if actor_id not in insiders
        )


def first_made_first(made: Iterable[MadeT]) -> list[MadeT]:
    """Demands or claims by when they were first made; of one day, the one made most often first."""
    return sorted(made, key=lambda it: (it.first_date.sort_key, -it.times_stated, it.id))


def newest_first(
    items: Iterable[T], date_of: Callable[[T], PartialDate] = attrgetter("date")
) -> list[T]:
    """``items`` with the latest date first and unknown dates last; otherwise as they came."""

    def key(item: T) -> tuple[bool, int, int]:
        when = date_of(item)
        first, last = when.sort_key
        return (not when.known, -last, -first)

    return sorted(items, key=key)


def _own_words(roles: Roles, act: Act) -> tuple[str, ...]:
    """The actors whose own words an act is in, unless they only report it."""
    # What is said of an earlier day tells that the demand was made then.
    retold = act.kind == "statement" and act.quote and act.date.before(act.quote.date)
    reported = act.told_by or not act.own or retold
    quoted = act.quote.speakers if act.quote else ()
    speakers = () if reported else quoted or act.spokespersons
    return roles.voices(speakers, act.by, act.date)


@fixed
class SearchedArticles:
    """The number of our articles that were searched."""

    published: tuple[PartialDate, ...]  #: when each was published

    def up_to(self, day: PartialDate) -> int:
        """The number of articles published by ``day``."""
        return sum(not day.before(date) for date in self.published)


@dataclass(frozen=True)
class Context:
    """A desk with what several views need of it, each made once."""

    desk: Desk

    @property
    def as_of(self) -> PartialDate:
        """The last day that the desk covers."""
        return self.desk.coverage.through if self.desk.coverage else UNKNOWN

    @cached_property
    def searched(self) -> SearchedArticles:
        """The articles in which answers and replies were looked for."""
        published = [article.source.published for article in self.desk.articles.values()]
        return SearchedArticles(tuple(sorted(published, key=attrgetter("sort_key"))))

    @cached_property
    def publishers(self) -> int:
        """The number of publishers of its articles."""
        return len({article.source.publisher for article in self.desk.articles.values()})

    @cached_property
    def people(self) -> ActorLinks:
        """Names of actors as links."""
        return ActorLinks(self.desk)

    @cached_property
    def demands_by(self) -> Mapping[tuple[Link, ...], int]:
        """The number of demands by each actor, or by several together."""
        return Counter(self.people.links(entry.record.by) for entry in self.desk.demands.values())

    @cached_property
    def cards(self) -> QuoteCards:
        """Quote cards."""
        return QuoteCards(self.desk, self.people)

    @cached_property
    def indexes(self) -> DeskIndexes:
        """The desk by topic, demand, claim, actor and quote."""
        return DeskIndexes(self.desk)

    @cached_property
    def act_views(self) -> dict[Hashable, tuple[object, Any]]:
        """The views of acts made so far, by what they show; see ``views/acts.py``."""
        return {}

    @cached_property
    def other(self) -> "tuple[Context, Callable[[Act], bool]] | None":
        """What has the views of acts that are the same, and whether one is; see `take_from`."""
        return None

    def take_from(
        self, other: "Context", quotes: Collection[str], same: Callable[[Act], bool]
    ) -> None:
        """Take views from those of ``other``, another desk.

        These are the cards of ``quotes`` (references), and the acts that are the ``same``.
        """
        self.cards.take_from(other.cards, quotes)
        vars(self)["other"] = other, same

    def make_all(self) -> None:
        """Make now what is made once, so that processes that begin here need not each make it."""
        for holder in (self, self.indexes):
            for name, member in vars(type(holder)).items():
                if isinstance(member, cached_property):
                    getattr(holder, name)
        for quote in self.desk.quotes.values():
            self.cards.card(quote)


@fixed
class SiteInfo:
    """The site, as templates see it (`site`)."""

    name: str  #: plain text
    coverage: Coverage | None = None  #: the first and last day covered; None if nothing is dated
    language: str = "en"  #: of the pages, as in `<html lang>`
    url: str = ""  #: where the site is published, ending in a slash; empty where that is not known
    #: where corrections are suggested: an address with `{title}`, `{body}`, `{reference}` and
    #: `{address}` in it; empty where there is none
    suggest: str = ""
    downloads: bool = False  #: whether it offers its data
    licence: str = ""  #: of the annotations: a name or an address; empty where none is named
    description: str = ""  #: what it is about, in a sentence or two; empty where that is not said

    @property
    def as_of(self) -> str:
        """The last day covered; empty where nothing is dated."""
        return self.coverage.through.text if self.coverage else ""

    @property
    def direction(self) -> str | None:
        """``rtl`` where the language is written so."""
        return direction(self.language)


def licence_address(site: SiteInfo) -> str:
    """The licence of ``site``, if it is an address; else empty."""
    return site.licence if site.licence.startswith(("https://", "http://")) else ""


@fixed
class Publication:
    """The publication of a record, as others name it when they quote from it."""

    name: str  #: of the site, plain text
    coverage: Coverage | None  #: the days it covers; `None` where nothing is dated
    language: str  #: of its own words
    address: str  #: of the record's page, or what is in its place
