"""What a field is, as its record declares it: type, meaning, references, words, vocabulary.

A record (`Record`) says each of its fields once, in its annotation and its ``Field(...)``. All that
deals with fields in general (schemas, checks, columns, documentation) asks `fields_of` for it.
"""

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo

from .vocabulary import vocabulary_of

# What a value is: `word` is one of a vocabulary, `date` is as precise as it is known, `day` a whole
# day, `time` has its offset from UTC; `boolean` is true or false; `code` is one of a
# diagnostic; `record` has fields of its own.
ValueKind = Literal[
    "id", "text", "word", "date", "day", "time", "language", "url", "boolean", "code", "record"
]
# What an id or a reference can name.
Target = Literal["actor", "topic", "demand", "claim", "event", "quote"]


class Record(BaseModel):
    """A typed, immutable piece of YAML. Unknown keys are errors."""

    # Built when first used: most are only read as parts of an article.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, defer_build=True)


class WrittenAlone(Record):
    """A record that may be written as one of its fields alone: ``event: talks`` is one of these."""

    alone: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _of_alone(cls, data: object) -> object:
        return {cls.alone: data} if isinstance(data, str) else data


def optional(meaning: str, **more: Any) -> Any:  # noqa: ANN401 - of whatever type the field is
    """A field that a record may lack; ``meaning`` says what it is, in a sentence or two."""
    return Field(default=None, description=meaning, **more)


def several(meaning: str) -> Any:  # noqa: ANN401 - as above
    """A field with any number of values, or none."""
    return Field(default=(), description=meaning)


# What an annotation may have besides the type. Where a type is narrowed, the outermost one counts.


class Mark(Enum):
    """What a field is or is not."""

    #: for the newsroom alone: it is in no export and on no page
    NOT_PUBLISHED = "not published"
    #: what only completes the quotes of its article: each has what it takes from there, and it is
    #: checked, exported and shown with the quote
    FOR_QUOTES = "for quotes"
    #: what has or repeats the words of its quote (the one that it is of, or that its row names as
    #: ``quote``): a withheld quote leaves it out
    REVEALS_WORDS = "reveals words"
    #: a text without a line break: a name or a title rather than a passage
    ONE_LINE = "one line"
    #: that by which readers narrow the table of its record
    FACET = "facet"


@dataclass(frozen=True, slots=True)
class HasKind:
    """Says what a text is, where it is not words: an id, a language, an address ..."""

    kind: ValueKind


@dataclass(frozen=True, slots=True)
class HasWords:
    """Says that a field has words, so that none of them may get lost in a YAML comment."""

    exact: bool = False  #: whether it is a name or somebody's very words: in doubt they are cut
    #: whether these are the newsroom's own words, so that its house style applies
    ours: bool = False


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Says that a text is the id of a record, or a reference to a quote."""

    kind: Target
    or_word: str | None = None  #: a word that may be there in the place of an id
    as_evidence: bool = False  #: whether something rests on the quote that it names


@dataclass(frozen=True, slots=True)
class Substitute:
    """Gives a text that takes the place of a value of this type that cannot be read.

    Others take ``unknown``: as an id or a quote's it is refused, as a date it says nothing.
    """

    text: str


@dataclass(frozen=True, slots=True)
class InTable:
    """Says how a field is written in tables, where its path does not."""

    #: instead of the field's own part of the column's name; empty for no part, so that the column
    #: has the name of what is around it
    name: str | None = None
    joined: str | None = None  #: what joins the texts of a list to one text


@dataclass(frozen=True, slots=True)
class AlsoCalled:
    """Gives other names of the field's column in a sheet, in English and French, between spaces."""

    names: str


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """A field of a record; what it says of marks is in their classes."""

    name: str  #: the key in YAML
    attribute: str  #: the name in Python
    meaning: str  #: one or two sentences in plain English
    kind: ValueKind  #: what each value is
    required: bool
    default: object  #: what it is where it is not written
    many: bool  #: whether it is a list; one value may be there without one
    by_id: bool  #: whether it is a mapping by ids
    model: type[BaseModel] | None  #: the record that each value is; None where it is a text
    words: HasWords | None  #: where it has words
    refers_to: RefersTo | None  #: where it names something; of a mapping, what its keys name
    #: the name of the vocabulary of which it is a word, as in `VOCABULARIES`
    vocabulary: str | None
    choices: tuple[str, ...]
    published: bool  #: whether readers of the site and of its data get it
    for_quotes: bool
    reveals_words: bool
    in_table: InTable
    one_line: bool
    facet: bool
    also_called: tuple[str, ...]
    examples: tuple[str, ...]  #: values as people would write them
    substitute: str | None

    @property
    def is_passage(self) -> bool:
        """Whether it has sentences, which a full-text search looks through."""
        return self.words is not None and not self.one_line

    @property
    def is_quoted(self) -> bool:
        """Whether it has somebody's very words."""
        words = self.words if self.is_passage else None
        return words is not None and words.exact and not words.ours


@cache
def fields_of(model: type[BaseModel]) -> Mapping[str, FieldDescription]:
    """The fields of ``model`` by their keys in YAML, in the order of their declaration."""
    described = (_describe(name, info) for name, info in model.model_fields.items())
    return {field.name: field for field in described}


def own_first(model: type[BaseModel]) -> list[FieldDescription]:
    """The fields of ``model`` in an order for readers: what it adds to its base, then the others.

    `accept`, which is about the warnings of the others, is last.
    """
    inherited = {name for base in model.__mro__[1:] for name in getattr(base, "model_fields", {})}
    fields = fields_of(model).values()
    return sorted(
        fields, key=lambda field: (field.attribute == "accept", field.attribute in inherited)
    )


def _describe(attribute: str, info: FieldInfo) -> FieldDescription:
    shape = _AnnotationReader()
    shape.read(info.annotation)
    marks = (*shape.marks, *info.metadata)

    def find(mark: type[Any]) -> Any:  # noqa: ANN401 - the mark of that type, which mypy cannot infer
        return next((other for other in reversed(marks) if isinstance(other, mark)), None)

    choices = typing.get_args(shape.type) if typing.get_origin(shape.type) is Literal else ()
    model = shape.type if is_record(shape.type) else None
    substitute: Substitute | None = find(Substitute)
    also_called: AlsoCalled | None = find(AlsoCalled)
    said: HasKind | None = None if model else find(HasKind)
    kind: ValueKind = "record" if model else "word" if choices else "text"
    return FieldDescription(
        name=info.alias or attribute,
        attribute=attribute,
        meaning=info.description or "",
        kind=said.kind if said else kind,
        required=info.is_required(),
        default=None if info.is_required() else info.get_default(call_default_factory=True),
        many=shape.many,
        by_id=shape.by_id,
        model=model,
        words=find(HasWords),
        refers_to=find(RefersTo),
        vocabulary=vocabulary_of(choices) if choices else None,
        choices=choices,
        published=Mark.NOT_PUBLISHED not in marks,
        for_quotes=Mark.FOR_QUOTES in marks,
        reveals_words=Mark.REVEALS_WORDS in marks,
        in_table=find(InTable) or InTable(),
        one_line=Mark.ONE_LINE in marks,
        facet=Mark.FACET in marks,
        also_called=tuple(also_called.names.split()) if also_called else (),
        examples=tuple(map(str, info.examples or ())),
        substitute=substitute.text if substitute else None,
    )


class _AnnotationReader:
    """What is inside ``X | None``, ``Annotated[X, ...]``, a list or a mapping of ``X``."""

    def __init__(self) -> None:
        self.type: Any = None
        self.many = False
        self.by_id = False
        self.marks: list[object] = []

    def read(self, annotation: Any) -> None:  # noqa: ANN401 - types have no type of their own
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is Annotated:
            self.read(arguments[0])
            self.marks += annotation.__metadata__
        elif origin in (typing.Union, types.UnionType):
            (only,) = (inner for inner in arguments if inner is not type(None))
            self.read(only)
        elif origin is tuple:
            self.many = True
            self.read(arguments[0])
        elif origin is dict:
            self.by_id = True
            self.marks += getattr(arguments[0], "__metadata__", ())
            self.read(arguments[1])
        else:
            self.type = annotation


def is_record(kind: object) -> typing.TypeGuard[type[BaseModel]]:
    """Whether ``kind`` is a model of pydantic."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)
