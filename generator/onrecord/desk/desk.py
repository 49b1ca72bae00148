"""The Desk: the one owner of cross-references and of what is derived, such as an actor's totals."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel

from onrecord.captures.lock import LockLine
from onrecord.reading import YamlPath
from onrecord.records import KINDS, Actor, Article, Briefing, Event, Records, Subject, Topic
from onrecord.records.dates import earliest, latest
from onrecord.records.record_from_nodes import articles_with

from .actors import ActorIndex, NamedActors, Roles, index_actors
from .acts import Act, ActLinks, grouped
from .claims import ClaimStanding, link_claims
from .demands import DemandEntry, link_demands
from .quotes import QuoteEntry, link_quotes
from .settings import Coverage

if TYPE_CHECKING:
    from .differing import Differing


@dataclass(frozen=True)
class Desk:
    """All records, linked. Everything a page shows comes from here."""

    articles: Mapping[str, Article]
    actors: Mapping[str, Actor]
    topics: Mapping[str, Topic]
    events: Mapping[str, Event]
    briefings: Mapping[str, Briefing]
    files: Mapping[tuple[str, str], Path]  #: the YAML file of each record, by kind and id
    roles: Roles
    #: by reference (`article-id#quote-id`), in the order of the articles
    quotes: Mapping[str, QuoteEntry]
    demands: Mapping[str, DemandEntry]
    claims: Mapping[str, ClaimStanding]
    index: Mapping[str, ActorIndex]
    coverage: Coverage | None  #: the days covered; `None` where no date is known at all
    locked: bool = False  #: whether there is a lock, so that a quote not in it is worth a word
    language: str = "en"  #: in which the desk itself writes
    years: tuple[int, ...] = ()  #: in which each of its sources was published, sorted

    def records(self, kind: str) -> Mapping[str, BaseModel]:
        """The records of ``kind``, such as ``actor``, by id; quotes by reference."""
        if kind == "quote":
            return {reference: entry.record for reference, entry in self.quotes.items()}
        if kind == "demand":
            return {id_: entry.record for id_, entry in self.demands.items()}
        if kind == "claim":
            return {id_: entry.record for id_, entry in self.claims.items()}
        found: Mapping[str, BaseModel] = getattr(self, KINDS[kind].plural)
        return found

    def pages_of(
        self, kind: str, id_: str, named: str | None = None
    ) -> Iterator[tuple[Subject, YamlPath]]:
        """The pages of a record, as if its id were ``named``, each with its path in the file."""
        named = named or id_
        yield Subject(kind, named), ()
        if kind == "article":
            yield Subject("article_quotes", named), ("quotes",)
            for quote in self.quotes_of_article[id_]:
                yield Subject("quote", f"{named}#{quote.record.id}"), ("quotes", quote.index)

    def demands_made(self, actor_id: str) -> Mapping[str, tuple[Act, ...]]:
        """The demands of an actor that its side makes on record, by id, with its statements."""
        stated = {id_: self.demands[id_].statements for id_ in self.index[actor_id].demands_made}
        speaks = self.roles.is_or_speaks_for
        return grouped(
            (id_, act)
            for id_, acts in stated.items()
            for act in acts
            if act.states and any(speaks(by, actor_id, act.date) for by in act.by)
        )

    def demands_received(self, actor_id: str) -> list[str]:
        """The ids of the demands addressed to an actor that anybody makes on record."""
        return self.demands_on_record(self.index[actor_id].demands_received)

    def demands_on_record(self, demand_ids: Iterable[str]) -> list[str]:
        """Those that anybody makes in our sources."""
        return [id_ for id_ in demand_ids if self.demands[id_].times_stated]

    def claims_made(self, actor_id: str) -> list[ClaimStanding]:
        """The claims of an actor that it, or somebody of its side, makes on record."""
        near = self.roles.belong_together

        def makes(claim: ClaimStanding) -> bool:
            acts = (act for act in claim.by_act("asserted") if not act.told_by)
            return any(near(by, actor_id, act.date) for act in acts for by in act.by)

        return [*filter(makes, map(self.claims.__getitem__, self.index[actor_id].claims_made))]

    def claims_received(self, actor_id: str) -> list[ClaimStanding]:
        """The claims about an actor that anybody makes on record."""
        found = self.claims_on_record(self.index[actor_id].claims_received)
        return [self.claims[id_] for id_ in found]

    def claims_on_record(self, claim_ids: Iterable[str]) -> list[str]:
        """Those that anybody makes in our sources."""
        return [id_ for id_ in claim_ids if self.claims[id_].standing != "not_asserted"]

    @cached_property
    def quotes_of_article(self) -> Mapping[str, tuple[QuoteEntry, ...]]:
        """The quotes of each article, in the order of its source if known."""
        ordered = sorted(self.quotes.values(), key=lambda quote: quote.order)
        found = grouped((quote.article_id, quote) for quote in ordered)
        return {article_id: found.get(article_id, ()) for article_id in self.articles}

    def quotes_in(self, articles: Iterable[str]) -> list[QuoteEntry]:
        """The quotes of these ``articles``, as they are written."""
        chosen = {*articles}
        return [quote for quote in self.quotes.values() if quote.article_id in chosen]

    @cached_property
    def names(self) -> NamedActors:
        """Finds the actors that a text names."""
        return NamedActors(self.actors)

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


class UnlinkedDesk(Desk):
    """A desk that is linked only when something other than its records is asked for."""

    @classmethod
    def of(
        cls, records: Records, link: Callable[[], Desk], lock: Mapping[str, LockLine] | None = None
    ) -> Self:
        """The desk that ``link`` makes of ``records``."""
        unlinked = cls.__new__(cls)
        kinds = ("article", "actor", "topic", "event", "briefing")
        known: dict[str, Any] = {KINDS[kind].plural: records.of(kind) for kind in kinds}
        known |= {"_link": link, "_lock": lock or {}, "roles": Roles.of(records.actors)}
        object.__setattr__(unlinked, "__dict__", known)
        return unlinked

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - the type of any attribute
        known = object.__getattribute__(self, "__dict__")
        if name not in known and name not in _UNLINKED:
            made = known["_link"]()
            object.__setattr__(self, "__dict__", vars(made))
            object.__setattr__(self, "__class__", Desk)
        return object.__getattribute__(self, name)

    def quotes_in(self, articles: Iterable[str]) -> list[QuoteEntry]:
        """The quotes of ``articles``; few of them are linked."""
        if not (ids := {*articles}):
            return []
        near = ids.union(id_ for id_, _ in articles_with(self.articles.items(), '"same_as"'))
        some = {id_: it for id_, it in self.articles.items() if id_ in near}
        lock: Mapping[str, LockLine] = vars(self)["_lock"]
        linked = link_quotes(some, self.events, lock).values()
        return [quote for quote in linked if quote.article_id in ids]


_UNLINKED = frozenset({"__class__", "__dict__", "names", "quotes_in"})


def build_desk(
    records: Records,
    coverage: Coverage | None,
    lock: Mapping[str, LockLine] | None = None,
    language: str = "en",
    before: "tuple[Desk, Differing] | None" = None,
) -> Desk:
    """Link ``records``. A reference that leads nowhere is left out; ``checks`` report it.

    Of a desk ``before``, of the same settings, stays what does not differ.
    """
    roles = Roles.of(records.actors)
    if before:
        quotes, demands, claims = _relinked(records, lock or {}, roles, *before)
    else:
        quotes = link_quotes(records.articles, records.events, lock or {})
        links = ActLinks(records.articles, records.events, quotes, roles)
        demands, claims = link_demands(records.demands, links), link_claims(records.claims, links)
    articles, events = records.articles, records.events
    published = [article.source.published.first for article in articles.values()]
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
        index=index_actors(
            records.actors,
            quotes.values(),
            ((id_, it.record.by, it.addressees) for id_, it in demands.items()),
            ((id_, it.record.by, it.record.against) for id_, it in claims.items()),
            roles,
            _acting_for_themselves(demands.values(), claims.values()),
        ),
        coverage=coverage or _span(quotes, articles),
        locked=lock is not None,
        language=language,
        years=tuple(sorted(day.year for day in published if day)),
    )


def _acting_for_themselves(
    demands: Iterable[DemandEntry], claims: Iterable[ClaimStanding]
) -> frozenset[tuple[str, str]]:
    """Quotes with which speakers themselves ask, answer or accuse somebody, and each of these."""
    found: list[tuple[Act, Iterable[str]]] = []
    for entry in demands:
        answers = (act for position in entry.positions.values() for act in position.answers)
        found += [(act, entry.addressees) for act in entry.statements]
        found += [(act, entry.record.by) for act in (*answers, *entry.others)]
    for claim in claims:
        by, against = claim.record.by, claim.record.against
        found += [(act, against if act.word == "asserted" else by) for act in claim.acts]
    return frozenset(
        (act.quote.reference, other)
        for act, others in found
        if act.quote and not {*act.by}.isdisjoint(act.quote.speakers)
        for other in others
        if other not in act.by
    )


def part_of(desk: Desk, records: Records) -> Desk:
    """``desk`` reduced to these ``records``, with the links that they have there."""
    articles = records.articles.items()
    quotes = (f"{id_}#{quote.id}" for id_, article in articles for quote in article.quotes)
    return replace(
        desk,
        articles=records.articles,
        briefings=records.briefings,
        quotes={reference: desk.quotes[reference] for reference in quotes},
        demands={id_: desk.demands[id_] for id_ in records.demands},
        claims={id_: desk.claims[id_] for id_ in records.claims},
    )


def _relinked(
    records: Records,
    lock: Mapping[str, LockLine],
    roles: Roles,
    before: Desk,
    differing: "Differing",
) -> tuple[dict[str, QuoteEntry], dict[str, DemandEntry], dict[str, ClaimStanding]]:
    """Quotes, demands and claims; only those that differ are linked again."""
    linked = differing.linked
    some = records.only(linked)
    fresh = link_quotes(some.articles, records.events, lock)
    quotes = {}
    for article_id, article in records.articles.items():
        for reference in (f"{article_id}#{quote.id}" for quote in article.quotes):
            old, new = before.quotes.get(reference), fresh.get(reference)
            quotes[reference] = new if new and new != old else before.quotes[reference]
    near = records.only(differing.to_link())
    links = ActLinks(near.articles, records.events, quotes, roles)
    demands, claims = link_demands(near.demands, links), link_claims(near.claims, links)
    return (
        quotes,
        {
            id_: demands[id_] if ("demand", id_) in linked else before.demands[id_]
            for id_ in records.demands
        },
        {
            id_: claims[id_] if ("claim", id_) in linked else before.claims[id_]
            for id_ in records.claims
        },
    )


def _span(quotes: Mapping[str, QuoteEntry], articles: Mapping[str, Article]) -> Coverage | None:
    """From the first to the last date in the content."""
    dates = [quote.date for quote in quotes.values()]
    dates += [article.source.published for article in articles.values()]
    first = earliest(dates)
    return Coverage(first, latest(dates)) if first.known else None
