"""The kinds of field that records are made of, each checked as it is read."""

import re
import sys
from collections.abc import Callable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from onrecord.diagnostics import ACCEPTABLE, CODES, Severity, did_you_mean
from onrecord.reading.texts import ID_PATTERN, why_no_web_address

from .dates import PartialDate
from .description import HasKind, HasWords, Mark, RefersTo, Substitute

# Written in the place of a speaker whom the source does not even describe.
UNKNOWN_SPEAKER = "unknown"
# Written in the place of an event's id: there was none. No event may have this id.
NO_EVENT = "none"

# How its ids are spelt is looked at where it is known which ids there are, as with `Id`.
# "quote-id" or "article-id#quote-id".
_REFERENCE = re.compile(r"[^#\n]+(#[^#\n]+)?")
# "en", "pt-BR", "zh-Hant-TW".
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# "Q42".
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
# "12:30Z", "12:30+01:00".
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])")
# Minutes and seconds, hours before them where there are any: "12:03", "75:20", "1:02:03.5".
_MOMENT = re.compile(r"([0-9]{1,3}:[0-5][0-9]|[0-9]{1,3}):[0-5][0-9](\.[0-9]{1,3})?")
# Seconds alone, as addresses of recordings have them: "95", "95s".
_SECONDS = re.compile(r"([0-9]{1,6}) ?s?")
# For editors: the whole check is `why_no_web_address`.
_ADDRESS = re.compile(r"[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+[^\s]*")
_YEAR, _MONTH, _DAY = r"[0-9]{4}", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12][0-9]|3[01])"


def _line(value: str) -> str:
    if "\n" in value or "\r" in value:
        raise PydanticCustomError("line_break", "this field takes one line, without a line break")
    return value.strip()


def _id(value: str) -> str:
    return sys.intern(_line(value))  # many records name it


def _spelt(pattern: str) -> object:
    """Tell editors, through the JSON Schema, how a text of this kind is spelt."""
    return Field(json_schema_extra={"pattern": f"^{pattern}$"})


def _matcher(
    pattern: re.Pattern[str], message: str, meant: Callable[[str], str] = str
) -> AfterValidator:
    """A check against ``pattern``; the hint is what ``meant`` makes of a value, if it is one."""

    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            near = meant(value)
            hint = {"hint": f"write {near}"} if pattern.fullmatch(near) else {}
            raise PydanticCustomError("bad_value", message, {"written": value, **hint})
        return value

    return AfterValidator(check)


def _date(value: object) -> PartialDate:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong_shape", "this field takes a date")
    try:
        return PartialDate.parse(value)
    except ValueError as error:
        raise PydanticCustomError("bad_date", "{why}", {"why": str(error)}) from error


def _refusal(message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("bad_value", "{why}", {"why": message, "hint": hint})


def _flag(value: object) -> bool:
    if value not in ("true", "false"):
        raise _refusal(f"'{value}' is neither true nor false", "write true, or remove it")
    return value == "true"


def _web_address(value: str) -> str:
    if why := why_no_web_address(value):
        raise _refusal(f"'{value}' is not a web address: {why[0]}", why[1])
    return value


def _moment(value: str) -> str:
    value = value.strip()
    if _MOMENT.fullmatch(value):
        return value
    hint = "write minutes:seconds or hours:minutes:seconds, such as 12:03 or 1:02:30"
    if seconds := _SECONDS.fullmatch(value):
        minutes, rest = divmod(int(seconds[1]), 60)
        hint = f"write {minutes}:{rest:02} if these are seconds"
    raise _refusal(f"'{value}' is not a time in a recording", hint)


def _many(value: object) -> object:
    return (value,) if isinstance(value, str | dict) else value


def _check_speakers(speakers: tuple[str, ...]) -> tuple[str, ...]:
    if len(speakers) > 1 and UNKNOWN_SPEAKER in speakers:
        message = f"'{UNKNOWN_SPEAKER}' cannot be one of several speakers"
        raise _refusal(message, "name only the known speakers")
    if twice := next((speaker for speaker in speakers if speakers.count(speaker) > 1), None):
        raise _refusal(f"'{twice}' is named twice", "name each speaker once")
    return speakers


def _check_whole_day(value: PartialDate) -> PartialDate:
    if value.precision != "day":
        message = "this field takes a whole day, such as 2031-05-02"
        raise PydanticCustomError("bad_date", message, {"hint": "add the day"})
    return value


def _check_accepted(code: str) -> str:
    """A code that a row may accept.

    Raises:
        PydanticCustomError: there is none such, or it is no warning about a row.
    """
    if code in ACCEPTABLE:
        return code
    hint = did_you_mean(code, ACCEPTABLE) or "write a code that `onrecord check` shows in []"
    message = f"there is no warning '{code}'"
    if CODES.get(code) is Severity.ERROR:
        message, hint = f"'{code}' is an error, and only warnings can be accepted", "fix it"
    elif code in CODES:
        message, hint = f"'{code}' is a warning that a row cannot accept", "remove it"
    raise _refusal(message, hint)


# Words: of others (`Line`, `Text`), their very words (`Quoted`), names, or our own (`Title`,
# `Prose`, `Gist`).
Line = Annotated[
    str, AfterValidator(_line), _spelt(r"[^\n\r]*\S[^\n\r]*\n*"), HasWords(), Mark.ONE_LINE
]
Text = Annotated[str, AfterValidator(str.strip), HasWords()]
ProperName = Annotated[Line, HasWords(exact=True)]
Quoted = Annotated[Text, HasWords(exact=True)]
Title = Annotated[Line, HasWords(ours=True)]
Prose = Annotated[Text, HasWords(ours=True)]
Gist = Annotated[Text, HasWords(exact=True, ours=True)]
Date = Annotated[
    PartialDate,
    PlainValidator(_date),
    WithJsonSchema({"type": "string", "pattern": f"^({_YEAR}(-{_MONTH}(-{_DAY})?)?|unknown)$"}),
    HasKind("date"),
]
Day = Annotated[
    Date,
    AfterValidator(_check_whole_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_YEAR}-{_MONTH}-{_DAY}$"}),
    Substitute("0001-01-01"),
    HasKind("day"),
]
# Whether it is spelt like an id is looked at where it is known which ids there are: then the hint
# can name one.
Id = Annotated[str, AfterValidator(_id), _spelt(ID_PATTERN), HasKind("id")]
ActorId = Annotated[Id, RefersTo("actor")]
Speaker = Annotated[Id, RefersTo("actor", or_word=UNKNOWN_SPEAKER)]
TopicId = Annotated[Id, RefersTo("topic")]
DemandId = Annotated[Id, RefersTo("demand")]
ClaimId = Annotated[Id, RefersTo("claim")]
EventId = Annotated[Id, RefersTo("event", or_word=NO_EVENT)]
# A quote of the same article.
QuoteId = Annotated[Id, RefersTo("quote")]
# A quote of any article.
Reference = Annotated[
    str,
    _matcher(
        _REFERENCE, "'{written}' does not name a quote; write 'quote-id' or 'article-id#quote-id'"
    ),
    _spelt(rf"(?:{ID_PATTERN}#)?{ID_PATTERN}"),
    Substitute("unknown#unknown"),
    HasKind("id"),
    RefersTo("quote"),
]
Evidence = Annotated[Reference, RefersTo("quote", as_evidence=True)]
Language = Annotated[
    str,
    _matcher(
        LANGUAGE,
        "'{written}' is not a language tag (BCP 47), such as 'en' or 'pt-BR'",
        lambda value: value.replace("_", "-"),
    ),
    _spelt(LANGUAGE.pattern),
    HasKind("language"),
]
Wikidata = Annotated[
    str,
    _matcher(
        _WIKIDATA,
        "'{written}' is not a Wikidata item, such as 'Q42'",
        lambda value: value.rpartition("/")[2],
    ),
    _spelt(_WIKIDATA.pattern),
]
Time = Annotated[
    str,
    _matcher(_TIME, "'{written}' is not a time with its offset, such as '12:30+01:00'"),
    _spelt(_TIME.pattern),
    HasKind("time"),
]
# Where in a recording something is, from its beginning.
Moment = Annotated[str, AfterValidator(_moment), _spelt(_MOMENT.pattern), Substitute("0:00")]
Url = Annotated[
    str,
    AfterValidator(_web_address),
    _spelt(_ADDRESS.pattern),
    Substitute("https://unknown.invalid/"),
    HasKind("url"),
]
Flag = Annotated[
    bool,
    PlainValidator(_flag),
    WithJsonSchema({"type": "boolean"}),
    Substitute("false"),
    HasKind("boolean"),
]
# A warning that a row accepts.
Code = Annotated[
    str,
    AfterValidator(_check_accepted),
    WithJsonSchema({"type": "string", "enum": list(ACCEPTABLE)}),
    Substitute(ACCEPTABLE[0]),
    HasKind("code"),
    Mark.NOT_PUBLISHED,
]

T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_many)]
# Those who said something together.
Speakers = Annotated[Many[Speaker], AfterValidator(_check_speakers)]

# Fields that several records have.
FormerIds = Annotated[
    Many[Id], Field(description="Its earlier ids; their addresses redirect to it.")
]
Note = Annotated[
    Prose | None, Field(description="What readers should know about it, in our own words.")
]
RestsOn = Annotated[Evidence | None, Field(description="The quote it is based on.")]
DateOfAct = Annotated[
    Date | None,
    Field(
        description="When, if not on the date of the quote or the event. "
        "If others report it, it has only this date."
    ),
]
SearchedThrough = Annotated[
    Date | None, Field(description="The last day searched; required with `none_found`.")
]
SearchedIn = Annotated[
    Line | None, Field(description="Where we searched; if missing, in our sources.")
]
AskedOn = Annotated[Date | None, Field(description="When we asked for comment, if we did.")]
Accepted = Annotated[
    Many[Code], Field(description="Codes of warnings that do not apply here; never published.")
]
