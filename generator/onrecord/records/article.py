"""``articles/**/<id>.yml``: one source, annotated."""

from typing import Annotated

from pydantic import Field

from . import fields
from .actors_topics_events import NamedEvent
from .demands_claims import ClaimRow, DemandRow, ResponseRow
from .description import AlsoCalled, ForQuotes, InTable, IsFacet, NotPublished, Record
from .quote import Defaults, InheritedFields, Quote
from .vocabulary import CorrectionKind, CorrectionOf, Genre


class Source(Record):
    """Who published what, where and when."""

    publisher: Annotated[
        fields.Line,
        IsFacet(),
        AlsoCalled("source outlet newspaper medium media publication journal editeur"),
    ] = Field(description="Who published the source.")
    published: Annotated[
        fields.Date,
        AlsoCalled(
            "published_on publication_date date_published date_of_publication publie publie_le "
            "date_de_publication"
        ),
    ] = Field(description="When it was published. It never counts as the day something was said.")
    headline: Annotated[fields.Line | None, AlsoCalled("titre manchette")] = Field(
        default=None, description="The source's own headline."
    )
    url: Annotated[
        fields.Url | None,
        AlsoCalled("link address source_url article_url web_address lien adresse"),
    ] = Field(default=None, description="The address of the source.")
    authors: Annotated[
        fields.Many[fields.Line], AlsoCalled("author byline written_by auteur auteurs")
    ] = Field(default=(), description="Who wrote it.")
    retrieved: Annotated[
        fields.Date | None, AlsoCalled("retrieved_on accessed accessed_on consulte_le")
    ] = Field(default=None, description="The day we read it there.")
    archive_url: Annotated[
        fields.Url | None, AlsoCalled("archive archived_at archive_link lien_d_archive")
    ] = Field(default=None, description="The address of a copy in a web archive.")
    language: fields.Language | None = Field(
        default=None, description="The language of the text that we have, as a tag."
    )
    genre: Annotated[
        Genre | None, IsFacet(), AlsoCalled("kind_of_source type_of_source type_de_source")
    ] = Field(default=None, description="What kind of source.")
    via: fields.Many[fields.Line] = Field(
        default=(), description="The agencies or media that it cites as its source."
    )
    rights: Annotated[fields.Line | None, AlsoCalled("copyright droits")] = Field(
        default=None, description="Who owns the source's words, as the source says."
    )
    party: Annotated[fields.ActorId | None, AlsoCalled("outlet_of")] = Field(
        default=None, description="The actor who owns the publisher, if it is a party's outlet."
    )


class Correction(Record):
    """That a quote of this article was changed, from what to what."""

    date: fields.Date = Field(description="When it was corrected.")
    item: Annotated[fields.QuoteId, InTable(name="quote")] = Field(
        description="The id of the quote."
    )
    field: fields.Line = Field(
        description="Which field of the quote: text, speaker, said.date and so on."
    )
    was: fields.Text | None = Field(
        default=None, description="The old value; of a long text, only the part that changed."
    )
    now: fields.Text | None = Field(
        default=None, description="The new value; of a long text, only the part that changed."
    )
    kind: CorrectionKind = Field(description="What kind of correction.")
    whose: CorrectionOf = Field(description="Who made the correction.")
    note: fields.Note = None
    accept: fields.Accepted = ()


class Article(Record):
    """The unit of annotation."""

    title: Annotated[fields.Title, AlsoCalled("article_title titre_de_l_article")] = Field(
        description="A neutral title of our own, never the source's headline."
    )
    source: Annotated[Source, InTable(name="")] = Field(
        description="The source: who published what, where and when."
    )
    summary: Annotated[fields.Prose | None, AlsoCalled("resume")] = Field(
        default=None, description="What it says, in our own words, never in the source's sentences."
    )
    added: Annotated[fields.Date | None, AlsoCalled("added_on")] = Field(
        default=None, description="The day we recorded it."
    )
    draft: Annotated[fields.Flag, NotPublished()] = Field(
        default=False,
        description=(
            "If `true`, it is unfinished: it is checked, but the site, its data and "
            "its totals leave it out."
        ),
    )
    formerly: fields.FormerIds = ()
    note: fields.Note = None
    event: NamedEvent | None = Field(
        default=None,
        description="The event at which the words were said, unless a quote names another.",
    )
    defaults: Annotated[Defaults | None, ForQuotes()] = Field(
        default=None, description="What most of its quotes have in common: any fields of a quote."
    )
    speakers: Annotated[dict[fields.Speaker, InheritedFields], ForQuotes()] = Field(
        default_factory=dict,
        description="What all quotes of a speaker have in common, by the speaker's id.",
    )
    mentions: fields.Many[fields.ActorId] = Field(
        default=(), description="Actors that the source names, but who neither speak nor act in it."
    )
    quotes: fields.Many[Quote] = Field(default=(), description="The words quoted from it.")
    demands: fields.Many[DemandRow] = Field(default=(), description="Demands that are made in it.")
    responses: fields.Many[ResponseRow] = Field(
        default=(), description="Demands that are answered in it."
    )
    claims: fields.Many[ClaimRow] = Field(
        default=(), description="Claims that are made or denied in it."
    )
    corrections: fields.Many[Correction] = Field(
        default=(), description="What was changed in its quotes after publication."
    )
    accept: fields.Accepted = ()

    @property
    def withholds(self) -> bool:
        """Whether it withholds words: then its other fields may repeat these."""
        return any(quote.withheld for quote in self.quotes)
