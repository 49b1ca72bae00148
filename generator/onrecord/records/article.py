"""``articles/**/<id>.yml``: one source, annotated."""

from typing import Annotated

from pydantic import Field

from .actors_topics_events import NamedEvent
from .demands_claims import ClaimRow, DemandRow, ResponseRow
from .description import AlsoCalled, ForQuotes, InTable, IsFacet, NotPublished, Record
from .fields import (
    Accepted,
    ActorId,
    Date,
    Flag,
    FormerIds,
    Language,
    Line,
    Many,
    Note,
    Prose,
    QuoteId,
    Speaker,
    Text,
    Title,
    Url,
)
from .quote import Defaults, InheritedFields, Quote
from .vocabulary import CorrectionKind, CorrectionOf, Genre


class Source(Record):
    """Who published what, where and when."""

    publisher: Annotated[
        Line,
        IsFacet(),
        AlsoCalled("source outlet newspaper medium media publication journal editeur"),
    ] = Field(description="Who published the source.")
    published: Annotated[
        Date,
        AlsoCalled(
            "published_on publication_date date_published date_of_publication publie publie_le "
            "date_de_publication"
        ),
    ] = Field(description="When it was published; never taken for the day something was said.")
    headline: Annotated[Line | None, AlsoCalled("titre manchette")] = Field(
        default=None, description="The source's own headline."
    )
    url: Annotated[
        Url | None, AlsoCalled("link address source_url article_url web_address lien adresse")
    ] = Field(default=None, description="The address of the source.")
    authors: Annotated[Many[Line], AlsoCalled("author byline written_by auteur auteurs")] = Field(
        default=(), description="Who wrote it."
    )
    retrieved: Annotated[
        Date | None, AlsoCalled("retrieved_on accessed accessed_on consulte_le")
    ] = Field(default=None, description="The day we read it there.")
    archive_url: Annotated[
        Url | None, AlsoCalled("archive archived_at archive_link lien_d_archive")
    ] = Field(default=None, description="A copy of it in an archive.")
    language: Language | None = Field(
        default=None, description="The language of the text as we have it, as a tag."
    )
    genre: Annotated[
        Genre | None, IsFacet(), AlsoCalled("kind_of_source type_of_source type_de_source")
    ] = Field(default=None, description="What kind of source.")
    via: Many[Line] = Field(
        default=(), description="The agencies or media that it cites as its own source."
    )
    rights: Annotated[Line | None, AlsoCalled("copyright droits")] = Field(
        default=None, description="Whose the source's words are, as the source says."
    )
    party: Annotated[ActorId | None, AlsoCalled("outlet_of")] = Field(
        default=None, description="The actor whose own outlet the publisher is."
    )


class Correction(Record):
    """That a quote of this article was changed, from what to what."""

    date: Date = Field(description="When it was corrected.")
    item: Annotated[QuoteId, InTable(name="quote")] = Field(description="The id of the quote.")
    field: Line = Field(description="Which field of the quote: text, speaker, said.date and so on.")
    was: Text | None = Field(
        default=None, description="What it was; of long words the part that was changed."
    )
    now: Text | None = Field(default=None, description="What it is now, likewise.")
    kind: CorrectionKind = Field(description="What kind of correction.")
    whose: CorrectionOf = Field(description="Who corrects.")
    note: Note = None
    accept: Accepted = ()


class Article(Record):
    """The unit of annotation."""

    title: Annotated[Title, AlsoCalled("article_title titre_de_l_article")] = Field(
        description="A neutral title of ours, never the source's headline."
    )
    source: Annotated[Source, InTable(name="")] = Field(
        description="The source: who published what, where and when."
    )
    summary: Annotated[Prose | None, AlsoCalled("resume")] = Field(
        default=None, description="What it says, in our words, never in the source's sentences."
    )
    added: Annotated[Date | None, AlsoCalled("added_on")] = Field(
        default=None, description="The day we recorded it."
    )
    draft: Annotated[Flag, NotPublished()] = Field(
        default=False,
        description="Whether it is not finished: `true` keeps it out of the site, its data and "
        "every total, while it is checked all the same.",
    )
    formerly: FormerIds = ()
    note: Note = None
    event: NamedEvent | None = Field(
        default=None, description="At what the words were said, unless a quote says otherwise."
    )
    defaults: Annotated[Defaults | None, ForQuotes()] = Field(
        default=None, description="What most of its quotes have in common: any fields of a quote."
    )
    speakers: Annotated[dict[Speaker, InheritedFields], ForQuotes()] = Field(
        default_factory=dict,
        description="What all quotes of a speaker have in common, by the speaker's id.",
    )
    mentions: Many[ActorId] = Field(
        default=(), description="Actors that are named, neither quoted nor acting."
    )
    quotes: Many[Quote] = Field(default=(), description="Words that are taken from it.")
    demands: Many[DemandRow] = Field(default=(), description="That a demand is made here.")
    responses: Many[ResponseRow] = Field(default=(), description="That a demand is answered here.")
    claims: Many[ClaimRow] = Field(
        default=(), description="That something is said to be so, or denied."
    )
    corrections: Many[Correction] = Field(
        default=(), description="What was changed in its quotes after they were published."
    )
    accept: Accepted = ()

    @property
    def withholds(self) -> bool:
        """Whether it withholds words: then its other fields may repeat these."""
        return any(quote.withheld for quote in self.quotes)
