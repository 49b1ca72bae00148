"""The two sides of a comparison: what each has, its names, its ids, and what is withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Self, TypeAlias

from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry, full_reference
from onrecord.records.kinds import KINDS
from onrecord.records.load import Records

# (kind, id) as in `Desk.files`; a quote's are `quote` and its reference.
Owner: TypeAlias = tuple[str, str]


class ActorNames(str):
    """Names of actors as one text, such as "Dock Union, Ferry Line".

    Attributes:
        within: the same within a sentence: "the Dock Union, Ferry Line".
    """

    __slots__ = ("within",)
    within: str

    def __new__(cls, text: str, within: str = "") -> Self:
        """Keep both."""
        made = super().__new__(cls, text)
        made.within = within
        return made


@dataclass(frozen=True, slots=True)
class Side:
    """A state as the comparison sees it.

    Attributes:
        records: without what could not be read on either side.
        desk: the same, linked.
        whole: everything that is whole here, for names.
        renamed: ids of this side that the other side has under another name.
        verdict: what comparing a quote with its source came to.
        gone: whether this is the older side.
        redirects: former site paths that the configuration leads elsewhere.
    """

    records: Records
    desk: Desk
    whole: Records
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

    @property
    def quotes(self) -> Mapping[str, QuoteEntry]:
        """The quotes, by the reference under which both sides know them."""
        return {self.reference(name): quote for name, quote in self.desk.quotes.items()}

    def name(self, kind: str, id_: str) -> str:
        """What the record is called here; its id where it has no name here."""
        record = self.whole.find(kind, id_)
        return str(getattr(record, KINDS[kind].title)) if record else id_

    def actors(self, ids: Iterable[str]) -> ActorNames:
        """The names of actors in one text."""
        texts, within = [], []
        for id_ in ids:
            actor, name = self.whole.actors.get(id_), self.name("actor", id_)
            texts.append(name)
            within.append((actor and actor.in_sentence) or name)
        return ActorNames(", ".join(texts), ", ".join(within))


@dataclass(frozen=True, slots=True)
class Withheld:
    """Quotes whose words may not be shown, since one of the two states withholds them.

    They are withheld in one state and perhaps not in the other; or they are gone, and others are
    withheld under an id that is new: words can be withheld and their id changed in one go, or they
    can move to another article, so that any quote that is gone may be one of these.

    Attributes:
        before: their references in the older state.
        after: their references as the newer state has them, also of those that are gone.
    """

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()

    @classmethod
    def of(cls, before: Side, after: Side) -> Withheld:
        """What ``before`` or ``after`` withholds, or may."""
        older, newer = before.quotes, after.quotes
        withheld = {
            reference
            for quotes in (older, newer)
            for reference, quote in quotes.items()
            if quote.record.withheld
        }
        if not withheld <= older.keys():
            withheld |= older.keys() - newer.keys()
        own = {name for name in before.desk.quotes if before.reference(name) in withheld}
        return cls(frozenset(own), frozenset(withheld))
