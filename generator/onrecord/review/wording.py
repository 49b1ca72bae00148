"""Changes in words: what a comment, a page and the data say of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.changes.change import Change
from onrecord.changes.kinds import FACT_VALUES, KINDS
from onrecord.changes.words import Piece, word_diff
from onrecord.records import PartialDate
from onrecord.views.saying import Catalogue, raised, shorten

_AROUND = 12  # words kept on each side of a change
_LONG = 600  # characters of one piece
_WHOLE = 1_500  # characters of all pieces
_GAP = "…"
# White space that is all that changed must be seen.
_SEEN = str.maketrans({" ": "␣", "\t": "⇥", "\n": "⏎", "\N{NO-BREAK SPACE}": "⍽"})


def changed_words(old: str, new: str) -> tuple[Piece, ...]:
    """How ``new`` differs from ``old``, word by word, what stayed cut to what stands around."""
    pieces = word_diff(old, new)
    last = len(pieces) - 1
    shown = [
        _around(piece, first=index == 0, last=index == last)
        if piece.kind == "same"
        else Piece(piece.kind, _seen(piece.text))
        for index, piece in enumerate(pieces)
    ]
    return tuple(_bounded(shown))


def share_words(pieces: Sequence[Piece]) -> bool:
    """Whether the two texts have a word in common: else one simply stands for the other."""
    return any(
        piece.kind == "same" and any(character.isalnum() for character in piece.text)
        for piece in pieces
    )


def excerpt(text: str) -> str:
    """``text`` on one line, its beginning where it is long."""
    return shorten(text, _LONG)


def _seen(text: str) -> str:
    if text.isspace():
        return text.translate(_SEEN)
    if len(text) <= _LONG:
        return text
    tail = " " if text[-1:].isspace() else ""
    return (" " if text[:1].isspace() else "") + shorten(text, _LONG) + tail


def _around(piece: Piece, *, first: bool, last: bool) -> Piece:
    words = piece.text.split(" ")
    if first and last:  # nothing changed at all
        return Piece("same", shorten(piece.text, _LONG))
    if first and len(words) > _AROUND + 2:
        kept = [_GAP, *words[-_AROUND:]]
    elif last and len(words) > _AROUND + 2:
        kept = [*words[:_AROUND], _GAP]
    elif len(words) > 2 * _AROUND + 2:
        kept = [*words[:_AROUND], _GAP, *words[-_AROUND:]]
    else:
        kept = words
    text = " ".join(kept)
    if len(text) <= _LONG:
        return Piece("same", text)
    # One endless word, or a script that does without spaces.
    half = _LONG // 4
    start, end = "" if first else text[:half], "" if last else text[-half:]
    return Piece("same", start + _GAP + end)


def _bounded(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """``pieces`` as far as they are not too much together."""
    total = 0
    for piece in pieces:
        total += len(piece.text)
        if total > _WHOLE and piece is not pieces[0]:
            yield Piece("same", f" {_GAP}")
            return
        yield piece


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


def tell(change: Change, say: Catalogue, opening: str = "", *, words: bool = True) -> Told:
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


def _subject(change: Change, facts: Mapping[str, str], say: Catalogue) -> str:
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


def _values(
    change: Change, say: Catalogue, *, words: bool
) -> tuple[Form, str, str, tuple[Piece, ...]]:
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


def _put(text: str, values: str, say: Catalogue) -> str:
    """``text``, which is of the kind ``values``, in words."""
    if values == "text" or not text:
        return text
    if values == "date":
        return _dated(text, say.date)
    if values == "language":
        return say.language(text)
    key = f"{_SECTIONS.get(values, values)}.{text}"
    return say(key) if key in say else text


def _dated(text: str, say: Callable[[PartialDate], str]) -> str:
    try:
        return say(PartialDate.parse(text))
    except ValueError:  # no date: as it is
        return text
