"""A quote: words, who said them, and how we come to have them."""

from __future__ import annotations

from pydantic import model_validator

from .fields import Code, Date, Id, Language, Line, Many, Prose, Quoted, Record, Reference
from .topic import NamedEvent
from .vocabulary import Basis, Form, QuoteState, TranslatedBy


class Said(Record):
    """When and where something was said; what is absent comes from the article's event.

    Attributes:
        event: another event than the article's; ``none`` where it was said at none.
    """

    date: Date | None = None
    place: Line | None = None
    event: NamedEvent | None = None


class Original(Record):
    """The words in the language they were said in, as far as the source has them."""

    language: Language | None = None
    text: Quoted | None = None


class Translation(Record):
    """Whose translation the words are, and through which language they came."""

    by: TranslatedBy | None = None
    relay: Language | None = None


class BearsOn(Record):
    """What a quote bears on without being a statement of it or an answer to it."""

    demands: Many[Id] = ()
    claims: Many[Id] = ()


class SameAs(Record):
    """Another quote of the same utterance; written as a reference alone or with what differs."""

    quote: Reference
    differs: Prose | None = None

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, data: object) -> object:
        return {"quote": data} if isinstance(data, str) else data


class InheritedFields(Record):
    """What a quote may take from its article's ``speakers`` or ``defaults``."""

    speaking_as: Line | None = None
    form: Form | None = None
    gist: Quoted | None = None
    context: Prose | None = None
    to: Many[Id] = ()
    via: Many[Line] = ()
    said: Said | None = None
    language: Language | None = None
    original: Original | None = None
    translation: Translation | None = None
    basis: Basis | None = None
    about: Many[Id] = ()
    bears_on: BearsOn | None = None
    note: Prose | None = None
    quoting: Id | None = None
    same_as: Many[SameAs] = ()
    state: QuoteState = "live"


class Defaults(InheritedFields):
    """``defaults``: for every quote of the article."""

    speaker: Id | None = None


class Quote(InheritedFields):
    """One quote as it stands after inheritance.

    Attributes:
        text: the exact words, in the parts in which the source prints them; absent if withheld.
        speaker: an actor's id, or ``unknown``; absent for the writer's own scare marks.
        form: ``direct``, ``partial``, ``indirect`` or ``scare``.
    """

    id: Id
    text: Many[Quoted] = ()
    speaker: Id | None = None
    form: Form
    accept: Many[Code] = ()

    @property
    def words(self) -> str:
        """The words in one string, parts set apart by an ellipsis in brackets."""
        return " […] ".join(self.text)

    @property
    def withheld(self) -> bool:
        """Whether the words may not be shown anywhere."""
        return self.state == "withheld"
