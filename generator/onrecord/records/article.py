"""``articles/**/<id>.yml``: one source, annotated."""

from __future__ import annotations

from pydantic import Field

from .demand import ResponseFields
from .fields import Code, Date, Id, Language, Line, Many, Prose, Record, Reference, Url
from .quote import Defaults, InheritedFields, Quote
from .topic import NamedEvent
from .vocabulary import ClaimAct, CorrectionKind, CorrectionOf, DemandAct, Genre


class Source(Record):
    """Who published what, where and when."""

    publisher: Line
    published: Date
    headline: Line | None = None
    url: Url | None = None
    authors: Many[Line] = ()
    retrieved: Date | None = None
    archive_url: Url | None = None
    language: Language | None = None
    genre: Genre | None = None
    via: Many[Line] = ()
    rights: Line | None = None
    party: Id | None = None


class DemandRow(Record):
    """That a demand was stated, modified, withdrawn or reported."""

    demand: Many[Id]
    act: DemandAct
    by: Many[Id]
    to: Many[Id] = ()
    quote: Reference | None = None
    date: Date | None = None
    note: Prose | None = None
    accept: Many[Code] = ()


class ResponseRow(ResponseFields):
    """A response to one or more demands, found in an article."""

    demand: Many[Id]


class ClaimRow(Record):
    """That a claim was asserted, denied, disputed, corroborated or retracted.

    Attributes:
        told_by: who tells of it, where it is not in the actor's own words.
    """

    claim: Many[Id]
    act: ClaimAct
    by: Many[Id]
    quote: Reference | None = None
    told_by: Many[Id] = ()
    date: Date | None = None
    note: Prose | None = None
    accept: Many[Code] = ()


class Correction(Record):
    """That a quote of this article was changed, from what to what."""

    date: Date
    item: Id
    field: Line
    was: Prose | None = None
    now: Prose | None = None
    kind: CorrectionKind
    whose: CorrectionOf
    note: Prose | None = None
    accept: Many[Code] = ()


class Article(Record):
    """The unit of annotation."""

    title: Line
    source: Source
    summary: Prose | None = None
    added: Date | None = None
    formerly: Many[Id] = ()
    note: Prose | None = None
    event: NamedEvent | None = None
    defaults: Defaults | None = None
    speakers: dict[Id, InheritedFields] = Field(default_factory=dict)
    mentions: Many[Id] = ()
    quotes: Many[Quote] = ()
    demands: Many[DemandRow] = ()
    responses: Many[ResponseRow] = ()
    claims: Many[ClaimRow] = ()
    corrections: Many[Correction] = ()
    accept: Many[Code] = ()

    @property
    def withholds(self) -> bool:
        """Whether words of it are withheld: then what stands beside others may be these."""
        return any(quote.withheld for quote in self.quotes)
