"""A quote: words, who said them, and how we come to have them."""

from typing import Annotated

from pydantic import Field

from . import fields, vocabulary
from .actors_topics_events import NamedEvent
from .description import (
    AlsoCalled,
    InTable,
    Mark,
    Record,
    WrittenAlone,
    fields_of,
    optional,
    several,
)

# Between parts of a quote that the source prints apart.
PARTED = " […] "


class Said(Record):
    """When and where something was said; what is absent comes from the article's event."""

    date: Annotated[
        fields.Date | None, AlsoCalled("date date_said said said_on when dit_le quand")
    ] = optional(
        "When it was said. If missing, the date of the event; write `unknown` to prevent that."
    )
    place: Annotated[
        fields.Line | None, AlsoCalled("place said_in said_at where location lieu ou")
    ] = optional("Where it was said. If missing, the place of the event.")
    event: NamedEvent | None = optional(
        "The event at which it was said, if not the article's; `none` if at no event."
    )
    medium: fields.Line | None = optional(
        "How it was said: in a post, a letter, a speech, an order."
    )


class Original(Record):
    """The words in the language they were said in, as far as the source has them."""

    language: Annotated[fields.Language | None, AlsoCalled("langue_originale")] = optional(
        "The language in which they were said."
    )
    text: Annotated[fields.Quoted | None, AlsoCalled("original original_words mots_originaux")] = (
        optional("The words in that language.")
    )


class Translation(Record):
    """Whose translation the words are, and through which language they came."""

    by: Annotated[
        vocabulary.TranslatedBy | None,
        AlsoCalled("translated_by translation traduit_par traduction"),
    ] = optional("Who translated the words.")
    relay: Annotated[fields.Language | None, AlsoCalled("relay relay_language")] = optional(
        "The language from which it was translated, if not the original's."
    )


class BearsOn(Record):
    """What a quote bears on without being a statement of it or an answer to it."""

    demands: fields.Many[fields.DemandId] = several(
        "Demands it concerns, without making or answering them."
    )
    claims: fields.Many[fields.ClaimId] = several("Claims it concerns.")


class SameAs(WrittenAlone):
    """Another quote of the same statement; written as a reference alone or with what differs."""

    alone = "quote"

    quote: Annotated[fields.Reference, InTable(name="same_as")] = Field(
        description="The other quote."
    )
    differs: fields.Prose | None = optional("How the two differ, in our own words.")


class InheritedFields(Record):
    """What a quote may take from its article's ``speakers`` or ``defaults``."""

    speaking_as: Annotated[
        fields.Line | None, AlsoCalled("role speaker_role function capacity fonction")
    ] = optional("The speaker's role, as the source gives it.")
    form: vocabulary.Form | None = optional("How the source gives the words.")
    gist: Annotated[
        fields.Gist | None, Mark.REVEALS_WORDS, AlsoCalled("in_our_words paraphrase en_substance")
    ] = optional(
        "What was said, in our own words. Required if the form is `indirect`, where readers see "
        "it instead of the words."
    )
    context: Annotated[fields.Prose | None, Mark.REVEALS_WORDS, AlsoCalled("contexte")] = optional(
        "What the speaker was asked or reacted to, in our words, for a fair reading."
    )
    to: Annotated[
        fields.Many[fields.ActorId], AlsoCalled("said_to addressed_to a_qui adresse_a")
    ] = several("To whom it was said.")
    via: Annotated[fields.Many[fields.Line], AlsoCalled("reported_by according_to")] = several(
        "From whom the source has the words, such as an agency."
    )
    said: Said | None = optional("When, where and at what event it was said, if not the article's.")
    language: Annotated[fields.Language | None, AlsoCalled("lang langue")] = optional(
        "The language of the words, if not the source's, as a tag."
    )
    original: Annotated[Original | None, Mark.REVEALS_WORDS] = optional(
        "The words in the language in which they were said."
    )
    translation: Translation | None = optional("How the words were translated.")
    basis: vocabulary.Basis | None = optional(
        "Whether it was on the record, in writing, anonymous and so on."
    )
    about: Annotated[
        fields.Many[fields.TopicId], AlsoCalled("topic topics theme themes sujet sujets")
    ] = several("What it is about.")
    bears_on: BearsOn | None = optional(
        "Demands and claims it concerns, without making or answering them."
    )
    note: Annotated[fields.Note, AlsoCalled("public_note note_for_readers note_publique")] = None
    quoting: fields.ActorId | None = optional(
        "Whose words the speaker is quoting. They never count as that actor's own."
    )
    same_as: fields.Many[SameAs] = several("Other versions of this statement, in other sources.")
    state: Annotated[vocabulary.QuoteState, Mark.FACET, AlsoCalled("etat")] = Field(
        default="live", description="The status of its words."
    )


class Locator(Record):
    """Where in the source the words are."""

    url: fields.Url | None = optional("The address of the exact page or recording with the words.")
    page: fields.Line | None = optional("The printed page number of a document.")
    time: fields.Moment | None = optional("The time in a recording, such as 12:03 or 1:02:30.")


class Defaults(InheritedFields):
    """``defaults``: for every quote of the article."""

    speaker: fields.Speakers = several("Who said them. Several if they said them together.")


class Quote(InheritedFields):
    """One quote, with all that it takes from its article."""

    id: Annotated[fields.Id, AlsoCalled("quote_id")] = Field(
        description="Its id, unique in the article; choose one that says what the words are about."
    )
    text: Annotated[
        fields.Many[fields.Quoted],
        InTable(joined=PARTED),
        Mark.REVEALS_WORDS,
        AlsoCalled(
            "quote quotation words exact_words quoted_words citation mots mots_exacts propos "
            "verbatim"
        ),
    ] = several("The exact words, or a list of parts that the source separates; none if withheld.")
    speaker: Annotated[
        fields.Speakers,
        AlsoCalled("who said_by speaker_name name_of_speaker qui locuteur intervenant dit_par"),
    ] = several(
        "Who said it: an actor, a list of those who said it together, or `unknown`; none for the "
        "writer's own quotation marks."
    )
    form: Annotated[vocabulary.Form, Mark.FACET, AlsoCalled("quote_form form_of_quote forme")] = (
        Field(description="How the source gives the words.")
    )
    locator: Annotated[Locator | None, Mark.REVEALS_WORDS] = optional(
        "Where in the source the words are; none if withheld."
    )
    accept: fields.Accepted = ()

    @property
    def words(self) -> str:
        """The words in one string, parts set apart by an ellipsis in brackets."""
        return PARTED.join(self.text)

    @property
    def exact(self) -> bool:
        """Whether it has words of the speaker, whole or in part, and neither a report nor marks."""
        return self.form in ("direct", "partial")

    @property
    def stands(self) -> bool:
        """Whether its words need no warning; corrected ones need none."""
        return self.state in STANDING

    @property
    def taken_back(self) -> bool:
        """Whether it is evidence for nothing any more."""
        return self.state in TAKEN_BACK

    @property
    def withheld(self) -> bool:
        """Whether the words may not be shown anywhere."""
        return self.state == "withheld"


# States in which the words are what their speaker said, put right or not.
STANDING = frozenset({"live", "corrected"})
# States in which a quote may be shown, but nothing rests on it and no total counts it.
TAKEN_BACK = frozenset({"misattributed", "retracted", "withheld"})
# What a withheld quote has none of.
REVEALING_FIELDS = tuple(name for name, field in fields_of(Quote).items() if field.reveals_words)
