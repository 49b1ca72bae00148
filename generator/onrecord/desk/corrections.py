"""What the ``field`` of a correction names, and whether the quote says what the correction does."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from onrecord.captures.places import SourceText
from onrecord.captures.quote_comparison import compare_words
from onrecord.records import (
    NO_EVENT,
    Actor,
    Correction,
    Event,
    PartialDate,
    Quote,
    Source,
    Topic,
    columns_of,
    fields_of,
    fixed,
    possible_dates,
)
from onrecord.records.quote import InheritedFields

from .desk import Desk
from .quotes import STANDS, QuoteEntry, full_reference

# What repeats the words of a quote, or may, or leads to them.
OF_THE_WORDS = frozenset(
    ".".join(column.keys)
    for column in columns_of(Quote)
    if column.path[0].reveals_words and column.kind != "language"
)
# The fields within each field that has some.
_WITHIN_FIELDS = {
    field.name: tuple(f"{field.name}.{name}" for name in fields_of(field.model))
    for field in fields_of(Quote).values()
    if field.model and not field.many
}
# Fields that hold fields of their own, and other names for a field: what is meant may be any.
_GROUPS: Mapping[str, tuple[str, ...]] = {
    **_WITHIN_FIELDS,
    # The words of a translation are the quote's own.
    "translation": (*_WITHIN_FIELDS["translation"], "text"),
    "words": ("text",),
    **{name.removeprefix("said."): (name,) for name in _WITHIN_FIELDS["said"]},
}
_ALONE = frozenset(
    (set(Quote.model_fields) | set(InheritedFields.model_fields) | {"title", "summary"})
    - set(_GROUPS)
)
_WITHIN = frozenset(name for names in _GROUPS.values() for name in names)
# Of the article's source: `source.headline`, or `headline` where no quote has a field of that name.
_OF_SOURCE = frozenset(Source.model_fields)
NAMES = tuple(sorted(_ALONE | _WITHIN | set(_GROUPS) | _OF_SOURCE))
# Where a sentence ends: at the end of a text; and behind some words, perhaps after a closing mark.
_END = re.compile(r"[.!?\u2026\u3002]\W*\Z")
_ENDS = re.compile(r".?\W?[.!?\u2026\u3002]", re.DOTALL)
# Between the names of several fields.
_SEPARATORS = re.compile(r"\s*[,;]\s*")


@fixed
class FieldContent:
    """The content of a field of a quote."""

    texts: tuple[str, ...]  #: each value, as a person would write it
    agrees: Callable[[str], bool]  #: whether a text that somebody wrote says the same


def corrected_fields(correction: Correction) -> frozenset[str]:
    """The fields that ``correction`` may be about; none if the field does not exist."""
    return fields_named(correction.field)


def fields_named(name: str) -> frozenset[str]:
    """The fields that ``name`` may mean in a correction, if any."""
    name = name.strip().casefold()
    if name in _GROUPS:
        return frozenset(_GROUPS[name])
    if name in _ALONE or name in _WITHIN:
        return frozenset({name})
    name = name.removeprefix("source.")
    return frozenset({f"source.{name}"}) if name in _OF_SOURCE else frozenset()


def content_of_field(desk: Desk, quote: QuoteEntry, field: str) -> FieldContent:
    """The content of ``field`` in ``quote``, one of ``corrected_fields``."""
    read = _READERS.get(field)
    if read:
        return read(desk, quote)
    owner, _, name = field.rpartition(".")
    if owner == "source":
        return _any(getattr(quote.article.source, name))
    holder = getattr(quote.record, owner) if owner else quote.record
    value = getattr(holder, name, None)
    target = None if owner else fields_of(Quote)[name].refers_to
    named = _NAMED.get(target.kind) if target else None
    if named is None:
        return _any(value)
    return named(desk, value if isinstance(value, tuple) else filter(None, (value,)))


def shown_value(desk: Desk, correction: Correction, value: str) -> str:
    """``value`` of ``correction`` for readers: names instead of ids."""
    named: dict[str, Mapping[str, Actor | Topic | Event]] = {
        **dict.fromkeys(("speaker", "to", "quoting"), desk.actors),
        "about": desk.topics,
        "said.event": desk.events,
    }
    fields, ids = corrected_fields(correction), _SEPARATORS.split(value)
    records = next((named[field] for field in fields if field in named), {})
    return ", ".join(records[id_].name for id_ in ids) if {*ids} <= {*records} else value


def reason_for(quote: QuoteEntry) -> str | None:
    """Why ``quote`` was taken back or withheld: its own note, else the note of the correction."""
    notes = (
        row.note
        for row in reversed(quote.corrections)
        if row.kind in ("state", "removal") or corrected_fields(row) == {"state"}
    )
    return quote.record.note or next(filter(None, notes), None)


def untrue(desk: Desk, quote: QuoteEntry, rows: Sequence[Correction]) -> Sequence[Correction]:
    """Corrections of ``quote`` whose ``now`` is not true.

    It is neither what the quote says, nor what a later row says that it was; or there is none, and
    the quote still says what it was. Rows of one day may be written in either order.
    """
    oldest_first = sorted(rows, key=lambda row: row.date.sort_key)
    other_way = sorted(rows, key=lambda row: row.date.sort_key, reverse=True)[::-1]
    return min((_untrue(desk, quote, order) for order in (oldest_first, other_way)), key=len)


def _untrue(desk: Desk, quote: QuoteEntry, rows: list[Correction]) -> list[Correction]:
    found = []
    for index, row in enumerate(rows):
        fields = corrected_fields(row)
        said = [content_of_field(desk, quote, field) for field in fields]
        later = [other for other in rows[index + 1 :] if fields & corrected_fields(other)]
        if row.now is None:
            # What was taken out, and nothing put in its place, must be gone.
            still = row.was and not later and all(value.agrees(row.was) for value in said)
            found += [row] if still else []
        elif not (
            any(_true(row, value) for value in said) or any(_was(row.now, other) for other in later)
        ):
            found.append(row)
    return found


def _true(row: Correction, said: FieldContent) -> bool:
    if not row.now or not said.agrees(row.now):
        return False
    # A part of the words is enough, but not where more was to go than is gone.
    shortened = row.was and words_are_in(row.now, row.was) and not words_are_in(row.was, row.now)
    return not (shortened and row.was and said.agrees(row.was))


def _was(now: str, later: Correction) -> bool:
    """Whether ``later`` says that it was what ``now`` says, in whole or in part."""
    return later.was is None or words_are_in(now, later.was) or words_are_in(later.was, now)


def words_are_in(part: str, whole: str) -> bool:
    """Whether the words of ``part`` are in ``whole``, but for typography.

    A part that ends a sentence ends one there, too.
    """
    if _folded(part) == _folded(whole):
        return True
    found = compare_words((part,), SourceText(whole))
    if found.verdict not in STANDS:
        return False
    start, end = found.spans[0][0], found.spans[-1][1]
    ended, behind = _END.search(part), whole[end - 1 :]
    outside = whole[:start] + whole[end:]
    return not (ended and any(map(str.isalnum, outside))) or bool(_ENDS.match(behind))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _words(value: str | None) -> FieldContent:
    """Words, or a part of them."""
    return FieldContent(
        (value,) if value else (), lambda text: bool(value) and words_are_in(text, value or "")
    )


def _date(value: PartialDate) -> FieldContent:
    def agrees(text: str) -> bool:
        found = PartialDate.found(text)
        return found == value if found else str(value) in possible_dates(text).values()

    return FieldContent((str(value),), agrees)


def _one_of(values: Iterable[str | None]) -> FieldContent:
    known = tuple(value for value in values if value)
    folded = {_word(value) for value in known}
    return FieldContent(known, lambda text: _word(text) in folded)


def _word(text: str) -> str:
    """A word of a vocabulary or an id, as people also write it."""
    return _name(text).replace(" ", "_")


def _name(text: str) -> str:
    return _folded(text).casefold()


def _actors(desk: Desk, ids: Iterable[str]) -> FieldContent:
    found = {id_: desk.actors.get(id_) for id_ in ids}
    return _several(
        {
            id_: (actor.name, *(name.name for name in actor.names)) if actor else ()
            for id_, actor in found.items()
        }
    )


def _topics(desk: Desk, ids: Iterable[str]) -> FieldContent:
    return _several({id_: (desk.topics[id_].name,) if id_ in desk.topics else () for id_ in ids})


def _many(values: Iterable[str]) -> FieldContent:
    return _several(dict.fromkeys(values, ()))


def _several(names: Mapping[str, tuple[str, ...]]) -> FieldContent:
    """Values by their ids, each under any of its names; a text may list some of them."""
    known = {_name(name) for id_, others in names.items() for name in (id_, *others)}

    def agrees(text: str) -> bool:
        parts = _SEPARATORS.split(text.strip())
        return _name(text) in known or all(_name(part) in known for part in parts if part)

    return FieldContent(tuple(names), agrees)


def _any(value: object) -> FieldContent:
    if isinstance(value, PartialDate):
        return _date(value)
    if isinstance(value, tuple):
        return _many(map(str, value))
    text = str(value) if value is not None else ""
    word, words = _one_of((text,)), _words(text)
    return FieldContent(words.texts, lambda written: word.agrees(written) or words.agrees(written))


# Of fields that say ids: the records that these are of are meant by any of their names.
_NAMED: Mapping[str, Callable[[Desk, Iterable[str]], FieldContent]] = {
    "actor": _actors,
    "topic": _topics,
}
_READERS: Mapping[str, Callable[[Desk, QuoteEntry], FieldContent]] = {
    "text": lambda _, quote: _words(quote.record.words),
    "language": lambda _, quote: _one_of((quote.language,)),
    "via": lambda _, quote: _many((*quote.record.via, *quote.article.source.via)),
    "same_as": lambda _, quote: _many(
        full_reference(same.quote, quote.article_id) for same in quote.record.same_as
    ),
    "said.date": lambda _, quote: _date(quote.date),
    "said.place": lambda _, quote: _words(quote.place),
    "said.event": lambda _, quote: _one_of((quote.occasion.name or NO_EVENT, quote.occasion.event)),
    "title": lambda _, quote: _words(quote.article.title),
    "summary": lambda _, quote: _words(quote.article.summary),
}
