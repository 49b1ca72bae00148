"""Every id and reference in the content leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.desk.finding import Finding, YamlPath
from onrecord.records import NO_EVENT, Actor, Article, Claim, Demand, ResponseFields
from onrecord.records.load import Records
from onrecord.records.quote import InheritedFields, Quote

from .names import Names


def check_references(records: Records, names: Names) -> Iterator[Finding]:
    """``unknown-…`` for each name that leads nowhere."""
    for article_id, article in records.articles.items():
        yield from _Owner("article", article_id, names).article(article)
    for actor_id, actor in records.actors.items():
        yield from _Owner("actor", actor_id, names).actor(actor)
    for demand_id, demand in records.demands.items():
        yield from _Owner("demand", demand_id, names).demand(demand)
    for claim_id, claim in records.claims.items():
        yield from _Owner("claim", claim_id, names).claim(claim)
    for briefing_id, briefing in records.briefings.items():
        owner = _Owner("briefing", briefing_id, names)
        yield from owner.quotes(briefing.evidence, ("evidence",))
        yield from owner.many("topic", briefing.topics, ("topics",))
        yield from owner.many("actor", briefing.actors, ("actors",))
    for event_id, event in records.events.items():
        owner = _Owner("event", event_id, names)
        if event_id == NO_EVENT:
            message = f"'{NO_EVENT}' cannot be an event: elsewhere it says that there was none"
            yield Finding("bad-id", "event", event_id, (event_id,), message, "add a word", key=True)
        for index, given in enumerate(event.dates_given):
            yield from owner.quotes((given.quote,), (event_id, "dates_given", index, "quote"))


class _Owner:
    """Looks names up for one record."""

    def __init__(self, kind: str, name: str, names: Names) -> None:
        self._owner = (kind, name)
        self._names = names

    def one(self, kind: str, name: str | None, path: YamlPath) -> Iterator[Finding]:
        if name is not None:
            yield from self._names.unknown(kind, name, self._owner, path)

    def many(self, kind: str, names: Iterable[str], path: YamlPath) -> Iterator[Finding]:
        for index, name in enumerate(names):
            yield from self.one(kind, name, (*path, index))

    def quotes(self, references: Iterable[str], path: YamlPath) -> Iterator[Finding]:
        for index, reference in enumerate(references):
            yield from self._names.unknown_quote(reference, self._owner, (*path, index))

    def article(self, article: Article) -> Iterator[Finding]:
        yield from self.one("actor", article.source.party, ("source", "party"))
        if article.event:
            yield from self.one("event", article.event.listed, ("event", "event"))
        yield from self.many("actor", article.mentions, ("mentions",))
        if article.defaults:
            yield from self._words(article.defaults, ("defaults",))
            yield from self._speaker(article.defaults.speaker, ("defaults", "speaker"))
        for speaker, fields in article.speakers.items():
            path: YamlPath = ("speakers", speaker)
            if speaker != "unknown":
                yield from self._names.unknown("actor", speaker, self._owner, path, key=True)
            yield from self._words(fields, path)
        for index, quote in enumerate(article.quotes):
            yield from self._quote(quote, ("quotes", index))
        yield from self._rows(article)

    def _quote(self, quote: Quote, path: YamlPath) -> Iterator[Finding]:
        yield from self._speaker(quote.speaker, (*path, "speaker"))
        yield from self._words(quote, path)

    def _speaker(self, speaker: str | None, path: YamlPath) -> Iterator[Finding]:
        if speaker != "unknown":
            yield from self.one("actor", speaker, path)

    def _words(self, fields: InheritedFields, path: YamlPath) -> Iterator[Finding]:
        yield from self.many("actor", fields.to, (*path, "to"))
        yield from self.one("actor", fields.quoting, (*path, "quoting"))
        yield from self.many("topic", fields.about, (*path, "about"))
        if fields.said and fields.said.event:
            yield from self.one(
                "event", fields.said.event.listed, (*path, "said", "event", "event")
            )
        if fields.bears_on:
            demands, claims = fields.bears_on.demands, fields.bears_on.claims
            yield from self.many("demand", demands, (*path, "bears_on", "demands"))
            yield from self.many("claim", claims, (*path, "bears_on", "claims"))
        for index, same in enumerate(fields.same_as):
            yield from self.quotes((same.quote,), (*path, "same_as", index, "quote"))

    def _rows(self, article: Article) -> Iterator[Finding]:
        for index, act in enumerate(article.demands):
            path: YamlPath = ("demands", index)
            yield from self.many("demand", act.demand, (*path, "demand"))
            yield from self.many("actor", act.by, (*path, "by"))
            yield from self.many("actor", act.to, (*path, "to"))
            yield from self._evidence(act.quote, path)
        for index, response in enumerate(article.responses):
            yield from self.many("demand", response.demand, ("responses", index, "demand"))
            yield from self._response(response, ("responses", index))
        for index, row in enumerate(article.claims):
            path = ("claims", index)
            yield from self.many("claim", row.claim, (*path, "claim"))
            yield from self.many("actor", row.by, (*path, "by"))
            yield from self.many("actor", row.told_by, (*path, "told_by"))
            yield from self._evidence(row.quote, path)
        for index, correction in enumerate(article.corrections):
            yield from self.quotes((correction.item,), ("corrections", index, "item"))

    def _response(self, row: ResponseFields, path: YamlPath) -> Iterator[Finding]:
        yield from self.many("actor", row.by, (*path, "by"))
        yield from self.one("actor", row.told_by, (*path, "told_by"))
        yield from self._evidence(row.quote, path)

    def _evidence(self, reference: str | None, path: YamlPath) -> Iterator[Finding]:
        if reference is not None:
            yield from self.quotes((reference,), (*path, "quote"))

    def actor(self, actor: Actor) -> Iterator[Finding]:
        for index, role in enumerate(actor.roles):
            yield from self.one("actor", role.of, ("roles", index, "of"))

    def demand(self, demand: Demand) -> Iterator[Finding]:
        yield from self.many("actor", demand.by, ("by",))
        yield from self.many("actor", demand.to, ("to",))
        yield from self.one("topic", demand.topic, ("topic",))
        yield from self.one("demand", demand.part_of, ("part_of",))
        yield from self.one("demand", demand.supersedes, ("supersedes",))
        for index, row in enumerate(demand.responses):
            yield from self._response(row, ("responses", index))
        if demand.outcome:
            yield from self.quotes(demand.outcome.evidence, ("outcome", "evidence"))

    def claim(self, claim: Claim) -> Iterator[Finding]:
        yield from self.many("actor", claim.by, ("by",))
        yield from self.many("actor", claim.against, ("against",))
        yield from self.many("topic", claim.about, ("about",))
        yield from self.many("claim", claim.conflicts_with, ("conflicts_with",))
        for index, reply in enumerate(claim.replies):
            yield from self.one("actor", reply.by, ("replies", index, "by"))
            yield from self.many("actor", reply.told_by, ("replies", index, "told_by"))
            yield from self._evidence(reply.quote, ("replies", index))
