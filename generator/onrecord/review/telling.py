"""Changes in words: what a comment, a page and the data say of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from onrecord.changes.change import Change
from onrecord.changes.kinds import FACT_VALUES, KINDS
from onrecord.changes.words import Piece
from onrecord.records import PartialDate
from onrecord.views.saying import Say, raised, shorten

from .pieces import changed_words, excerpt, share_words

Form = Literal["none", "added", "removed", "replaced", "words"]

_NAME = 160  # characters of a fact
_SHORT = 90  # what fits behind the heading of a change


@dataclass(frozen=True, slots=True)
class Told:
    """A change, ready to be laid out; every text is plain.

    Attributes:
        kind: of the change.
        weight: ``eyes``, ``substance`` or ``wording``.
        label: what happened, such as "Attribution changed".
        subject: to what: names, in one phrase; may be empty.
        opening: how the quote begins that it is about, unless its words are shown.
        form: what there is to show: nothing, a text that came or went, one in place of another, or
            the words of a text that changed.
        old, new: the values in words, cut where they are long.
        pieces: of a text whose words changed.
        short: whether that fits behind the heading.
        said: whether the values are words that somebody said, to stand in marks.
        file, line: where it is written, in the repository; at the older commit where it is gone.
        gone: whether it is only in the older state.
        uri: the page it is read on, as a site path.
    """

    kind: str
    record: str
    weight: str
    label: str
    subject: str
    opening: str
    form: Form
    old: str
    new: str
    pieces: tuple[Piece, ...]
    short: bool
    said: bool
    file: str | None
    line: int
    gone: bool
    uri: str | None


# Kinds whose old and new are words that somebody said.
_SAID = frozenset({"quote-added", "quote-removed", "quote-text-changed"})
# Facts that one phrase names together: `changes.about.<record>`.
_TOGETHER: Mapping[str, tuple[str, ...]] = {"position": ("addressee", "demand")}
# Sections whose words need more than the value.
_SECTIONS: Mapping[str, str] = {"translated_by": "changes.translated_by"}
# Facts that the label of the kind names.
_IN_LABEL = frozenset({"field"})


def tell(change: Change, say: Say, opening: str = "", *, words: bool = True) -> Told:
    """``change`` in the words of ``say``.

    Args:
        change: any change.
        say: our own words.
        opening: how the quote begins that it is about.
        words: whether a changed text is compared word by word.
    """
    facts = {
        name: shorten(_put(change.facts.get(name, ""), FACT_VALUES.get(name, "text"), say), _NAME)
        for name in KINDS[change.kind].facts
    }
    form, old, new, pieces = _values(change, say, words=words)
    length = sum(len(piece.text) for piece in pieces) if pieces else len(old) + len(new)
    spot = change.spot
    return Told(
        kind=change.kind,
        record=change.record,
        weight=change.weight.name.lower(),
        label=raised(say(f"changes.kind.{change.kind}", **facts)),
        subject=_subject(change, facts, say),
        opening="" if change.kind in _SAID else opening,
        form=form,
        old=old,
        new=new,
        pieces=pieces,
        short=length <= _SHORT and change.kind not in _SAID,
        said=change.kind in _SAID,
        file=spot.file.as_posix() if spot else None,
        line=spot.line if spot else 1,
        gone=change.gone,
        uri=change.uri,
    )


def _subject(change: Change, facts: Mapping[str, str], say: Say) -> str:
    """Names that tell which record it is; what is not known is left out."""
    known = {name: text for name, text in facts.items() if text}
    parts = []
    together = _TOGETHER.get(change.record, ())
    if together and known.keys() >= set(together):
        named = {name: known.pop(name) for name in together}
        parts.append(say(f"changes.about.{change.record}", **named))
    count = int(known.pop("count", "1"))
    parts += [
        say(f"changes.fact.{name}", name=text)
        for name, text in known.items()
        if name not in _IN_LABEL and change.facts.get(name) not in (change.old, change.new)
    ]
    if count > 1:
        parts.append(say("changes.fact.count", count=count))
    return say("list.dot").join(parts)


def _values(change: Change, say: Say, *, words: bool) -> tuple[Form, str, str, tuple[Piece, ...]]:
    old = None if change.old is None else _put(change.old, change.values, say)
    new = None if change.new is None else _put(change.new, change.values, say)
    if old is None and new is None:
        return "none", "", "", ()
    if old is None or new is None:
        return ("added" if old is None else "removed"), excerpt(old or ""), excerpt(new or ""), ()
    # What has no spaces is an id or a name of one word: its parts tell nothing.
    if words and change.values == "text" and any(" " in text.strip() for text in (old, new)):
        pieces = changed_words(old, new)
        if share_words(pieces):
            return "words", excerpt(old), excerpt(new), pieces
    return "replaced", excerpt(old), excerpt(new), ()


def _put(text: str, values: str, say: Say) -> str:
    """``text``, which is of the kind ``values``, in words."""
    if values == "text" or not text:
        return text
    if values == "date":
        return _dated(text, say.date)
    key = f"{_SECTIONS.get(values, values)}.{text}"
    return say(key) if key in say else text


def _dated(text: str, say: Callable[[PartialDate], str]) -> str:
    try:
        return say(PartialDate.parse(text))
    except ValueError:  # no date: as it is
        return text
