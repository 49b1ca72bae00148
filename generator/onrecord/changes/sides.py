"""One side of a comparison: its desk, its names, and what its ids are called on the newer side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from onrecord.desk.desk import Desk
from onrecord.desk.entries import QuoteEntry
from onrecord.desk.quotes import full_reference

# (kind, id) as in `Desk.files`; a quote's are `quote` and its reference.
Owner = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """A state as the comparison sees it.

    Attributes:
        desk: without what could not be read on either side.
        whole: with everything that is whole here, for names.
        renamed: ids of this side that the other side has under another name.
        verdict: what comparing a quote with its source came to.
        gone: whether this is the older side.
        redirects: former site paths that the configuration leads elsewhere.
    """

    desk: Desk
    whole: Desk
    renamed: Mapping[Owner, str]
    verdict: Callable[[QuoteEntry], str]
    gone: bool
    redirects: frozenset[str] = frozenset()

    def now(self, kind: str, id_: str) -> str:
        """The id under which both sides know the record."""
        return self.renamed.get((kind, id_), id_)

    def reference(self, reference: str, article_id: str | None = None) -> str:
        """The reference under which both sides know the quote."""
        full = full_reference(reference, article_id)
        if not self.renamed or "#" not in full:
            return full
        article, _, quote = full.partition("#")
        return self.renamed.get(("quote", full)) or f"{self.now('article', article)}#{quote}"

    def name(self, kind: str, id_: str) -> str:
        """What the record is called here; its id where it has no name here."""
        desk = self.whole
        called: str | None = None
        match kind:
            case "actor" if actor := desk.actors.get(id_):
                called = actor.name
            case "demand" if demand := desk.demands.get(id_):
                called = demand.record.title
            case "claim" if claim := desk.claims.get(id_):
                called = claim.record.text
            case "topic" if topic := desk.topics.get(id_):
                called = topic.name
            case "event" if event := desk.events.get(id_):
                called = event.name
        return called or id_

    def names(self, kind: str, ids: Iterable[str]) -> str:
        """Several names in one text."""
        return ", ".join(self.name(kind, id_) for id_ in ids)
