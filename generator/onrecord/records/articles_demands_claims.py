"""``articles/**/<id>.yml``, ``demands/<id>.yml`` and ``claims/<id>.yml``, with their rows."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from . import fields, vocabulary
from .actors_topics_events import NamedEvent
from .description import AlsoCalled, InTable, Mark, Record, optional, several
from .quote import Defaults, InheritedFields, Quote


class ResponseFields(Record):
    """How someone answered a demand, or that nobody was found to have done so."""

    by: fields.Many[fields.ActorId] = Field(description="Whose answer.")
    response: Annotated[vocabulary.Response, Mark.FACET] = Field(
        description="What kind of answer; `none_found` only in the demand's own file, "
        "`not_assessed` never."
    )
    condition: fields.Prose | None = optional("The condition of the answer.")
    quote: fields.RestsOn = None
    told_by: fields.ActorId | None = optional(
        "Who reports it, if it is not in the answerer's own words."
    )
    date: fields.DateOfAct = None
    searched_through: fields.SearchedThrough = None
    searched_in: fields.SearchedIn = None
    asked_on: fields.AskedOn = None
    note: fields.Note = None
    accept: fields.Accepted = ()


class Outcome(Record):
    """What was done, as opposed to what was said."""

    value: Annotated[vocabulary.OutcomeValue, InTable(name=""), Mark.FACET] = Field(
        description="What was done, as opposed to what was said."
    )
    assessed_on: fields.Date = Field(description="When the outcome was assessed.")
    assessed_by: fields.Line | None = optional("Who assessed it.")
    evidence: fields.Many[fields.Evidence] = several("The quotes that the outcome is based on.")
    note: fields.Note = None
    accept: fields.Accepted = ()


class Demand(Record):
    """Who wants what of whom."""

    title: fields.Title = Field(
        description="The demand in our own neutral words, as a request: Open the library on "
        "Sundays."
    )
    by: fields.Many[fields.ActorId] = Field(description="Who makes the demand.")
    to: fields.Many[fields.ActorId] = Field(
        description="Who is asked; never those who make the demand."
    )
    topic: Annotated[fields.TopicId, Mark.FACET] = Field(description="What it is about.")
    action: vocabulary.Action = Field(description="What kind of action it asks for.")
    strength: Annotated[vocabulary.Strength, Mark.FACET] = Field(
        description=(
            "How strongly it is made; an ultimatum has a threat, a deadline or a condition."
        )
    )
    condition: fields.Prose | None = optional(
        "The condition on which it is made, or would be dropped."
    )
    deadline: fields.Date | None = optional("By when.")
    part_of: fields.DemandId | None = optional("The larger demand it is a part of.")
    supersedes: fields.DemandId | None = optional("The demand that it replaces.")
    summary: fields.Prose | None = optional("More about it, in our own words.")
    note: fields.Note = None
    formerly: fields.FormerIds = ()
    responses: fields.Many[ResponseFields] = several(
        "Answers that are in no article, above all `none_found`: somebody searched and found no "
        "answer."
    )
    outcome: Outcome | None = optional("What was done, as opposed to what was said.")
    accept: fields.Accepted = ()


class ClaimReply(Record):
    """A reply by an actor whom a claim is against, or that none was found."""

    by: fields.ActorId = Field(description="Whose reply.")
    reply: vocabulary.Reply = Field(description="What kind of reply.")
    quote: fields.RestsOn = None
    told_by: fields.Many[fields.ActorId] = several(
        "Who reports it, if it is not in the replier's own words."
    )
    date: fields.Date | None = optional("When it was given.")
    searched_through: fields.SearchedThrough = None
    searched_in: fields.SearchedIn = None
    asked_on: fields.AskedOn = None
    note: fields.Note = None
    accept: fields.Accepted = ()


class Claim(Record):
    """A claim, in a neutral paraphrase, with whose it is and whom it is against."""

    text: fields.Prose = Field(description="The claim, in neutral words of our own.")
    by: fields.Many[fields.ActorId] = Field(description="Who makes it.")
    against: fields.Many[fields.ActorId] = several("Who is accused or concerned.")
    about: fields.Many[fields.TopicId] = several("What it is about.")
    kind: Annotated[vocabulary.ClaimKind, Mark.FACET] = Field(description="What kind of claim.")
    conflicts_with: fields.Many[fields.ClaimId] = several(
        "Claims that cannot be true if this one is; name each pair only once."
    )
    replies: fields.Many[ClaimReply] = several(
        "Replies by those whom it is against, if they are in no article; or `none_found`."
    )
    note: fields.Note = None
    formerly: fields.FormerIds = ()
    accept: fields.Accepted = ()


class DemandRow(Record):
    """That a demand was stated, modified, withdrawn or reported."""

    demand: fields.Many[fields.DemandId] = Field(description="Which demands.")
    act: vocabulary.DemandAct = Field(
        description="What was done with the demand; `reported` if somebody else says that the "
        "actors in `by` make it."
    )
    by: fields.Many[fields.ActorId] = Field(
        description="Who makes the demand or speaks for its makers; "
        "if `reported`, who is said to make it."
    )
    to: fields.Many[fields.ActorId] = several(
        "Who is asked this time, in addition to the demand's own addressees."
    )
    quote: fields.RestsOn = None
    phrase: Annotated[fields.Quoted | None, Mark.REVEALS_WORDS] = optional(
        "The key words of the demand, exactly as they are in one part of the quote."
    )
    date: fields.DateOfAct = None
    note: fields.Note = None
    accept: fields.Accepted = ()


class ResponseRow(ResponseFields):
    """A response to one or more demands, found in an article."""

    demand: fields.Many[fields.DemandId] = Field(description="Which demands.")


class ClaimRow(Record):
    """That a claim was asserted, denied, disputed, corroborated or retracted."""

    claim: fields.Many[fields.ClaimId] = Field(description="Which claims.")
    act: vocabulary.ClaimAct = Field(description="What was done.")
    by: fields.Many[fields.ActorId] = Field(description="By whom.")
    quote: fields.RestsOn = None
    told_by: fields.Many[fields.ActorId] = several(
        "Who reports it, if it is not in their own words."
    )
    date: fields.DateOfAct = None
    note: fields.Note = None
    accept: fields.Accepted = ()


class Source(Record):
    """Who published what, where and when."""

    publisher: Annotated[
        fields.Line,
        Mark.FACET,
        AlsoCalled("source outlet newspaper medium media publication journal editeur"),
    ] = Field(description="Who published the source.")
    published: Annotated[
        fields.Date,
        AlsoCalled(
            "published_on publication_date date_published date_of_publication publie publie_le "
            "date_de_publication"
        ),
    ] = Field(description="When it was published. It never counts as the day something was said.")
    headline: Annotated[fields.Line | None, AlsoCalled("titre manchette")] = optional(
        "The source's own headline."
    )
    url: Annotated[
        fields.Url | None,
        AlsoCalled("link address source_url article_url web_address lien adresse"),
    ] = optional("The address of the source.")
    authors: Annotated[
        fields.Many[fields.Line], AlsoCalled("author byline written_by auteur auteurs")
    ] = several("Who wrote it.")
    retrieved: Annotated[
        fields.Date | None, AlsoCalled("retrieved_on accessed accessed_on consulte_le")
    ] = optional("The day we read it there.")
    archive_url: Annotated[
        fields.Url | None, AlsoCalled("archive archived_at archive_link lien_d_archive")
    ] = optional("The address of a copy in a web archive.")
    language: fields.Language | None = optional("The language of the text that we have, as a tag.")
    genre: Annotated[
        vocabulary.Genre | None,
        Mark.FACET,
        AlsoCalled("kind_of_source type_of_source type_de_source"),
    ] = optional("What kind of source.")
    via: fields.Many[fields.Line] = several("The agencies or media that it cites as its source.")
    rights: Annotated[fields.Line | None, AlsoCalled("copyright droits")] = optional(
        "Who owns the source's words, as the source says."
    )
    party: Annotated[fields.ActorId | None, AlsoCalled("outlet_of")] = optional(
        "The actor who owns the publisher, if it is a party's outlet."
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
    was: fields.Text | None = optional("The old value; of a long text, only the part that changed.")
    now: fields.Text | None = optional("The new value; of a long text, only the part that changed.")
    kind: vocabulary.CorrectionKind = Field(description="What kind of correction.")
    whose: vocabulary.CorrectionOf = Field(description="Who made the correction.")
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
    summary: Annotated[fields.Prose | None, AlsoCalled("resume")] = optional(
        "What it says, in our own words, never in the source's sentences."
    )
    added: Annotated[fields.Date | None, AlsoCalled("added_on")] = optional(
        "The day we recorded it."
    )
    draft: Annotated[fields.Flag, Mark.NOT_PUBLISHED] = Field(
        default=False,
        description=(
            "If `true`, it is unfinished: it is checked, but the site, its data and "
            "its totals leave it out."
        ),
    )
    formerly: fields.FormerIds = ()
    note: fields.Note = None
    event: NamedEvent | None = optional(
        "The event at which the words were said, unless a quote names another."
    )
    defaults: Annotated[Defaults | None, Mark.FOR_QUOTES] = optional(
        "What most of its quotes have in common: any fields of a quote."
    )
    speakers: Annotated[dict[fields.Speaker, InheritedFields], Mark.FOR_QUOTES] = Field(
        default_factory=dict,
        description="What all quotes of a speaker have in common, by the speaker's id.",
    )
    mentions: fields.Many[fields.ActorId] = several(
        "Actors that the source names, but who neither speak nor act in it."
    )
    quotes: fields.Many[Quote] = several("The words quoted from it.")
    demands: fields.Many[DemandRow] = several("Demands that are made in it.")
    responses: fields.Many[ResponseRow] = several("Demands that are answered in it.")
    claims: fields.Many[ClaimRow] = several("Claims that are made or denied in it.")
    corrections: fields.Many[Correction] = several(
        "What was changed in its quotes after publication."
    )
    accept: fields.Accepted = ()

    @property
    def withholds(self) -> bool:
        """Whether it withholds words: then its other fields may repeat these."""
        return any(quote.withheld for quote in self.quotes)


def quotes_of(articles: Mapping[str, Article]) -> Iterator[tuple[str, Quote]]:
    """Each quote of ``articles``, which are by id, with its reference."""
    for article_id, article in articles.items():
        for quote in article.quotes:
            yield f"{article_id}#{quote.id}", quote
