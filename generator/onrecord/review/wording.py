"""Changes in words: what a comment, a page and the data say of each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Literal

from onrecord.changes.changes import FACT_VALUES, KINDS, Change, Weight
from onrecord.changes.compared_states import ActorNames
from onrecord.diagnostics import Severity
from onrecord.reading import Segment, word_diff
from onrecord.reading.texts import with_directions_ended
from onrecord.records import fixed
from onrecord.views.act_lines import by_account_of
from onrecord.views.lines import Catalogue, capitalized, plain_text, shorten
from onrecord.views.links import Link

from .review import Review

_AROUND = 12  # words kept on each side of a change
_LONG = 600  # characters of one segment
_WHOLE = 1_500  # characters of all segments
_GAP = "…"
# White space that is all that changed must be seen.
_SEEN = str.maketrans({" ": "␣", "\t": "⇥", "\n": "⏎", "\N{NO-BREAK SPACE}": "⍽"})


def _changed_words(old: str, new: str) -> tuple[Segment, ...]:
    """How ``new`` differs from ``old``, word by word; unchanged words are shortened."""
    segments = word_diff(old, new)
    last = len(segments) - 1
    shown = [
        _around(segment, first=index == 0, last=index == last)
        if segment.kind == "same"
        else Segment(segment.kind, _seen(segment.text))
        for index, segment in enumerate(segments)
    ]
    return tuple(_bounded(shown))


def _seen(text: str) -> str:
    if text.isspace():
        return text.translate(_SEEN)
    if len(text) <= _LONG:
        return text
    tail = " " if text[-1:].isspace() else ""
    return (" " if text[:1].isspace() else "") + shorten(text, _LONG) + tail


def _around(segment: Segment, *, first: bool, last: bool) -> Segment:
    words = segment.text.split(" ")
    if first and last:  # nothing changed at all
        return Segment("same", shorten(segment.text, _LONG))
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
        return Segment("same", text)
    half = _LONG // 4  # one endless word, or a script that does without spaces
    start, end = "" if first else text[:half], "" if last else text[-half:]
    return Segment("same", start + _GAP + end)


def _bounded(segments: Sequence[Segment]) -> Iterator[Segment]:
    """``segments`` up to a maximal length."""
    total = 0
    for segment in segments:
        total += len(segment.text)
        if total > _WHOLE and segment is not segments[0]:
            yield Segment("same", f" {_GAP}")
            return
        yield Segment(segment.kind, with_directions_ended(segment.text))


Form = Literal["none", "added", "removed", "replaced", "words"]

_NAME = 160  # characters of a fact
_SHORT = 90  # what fits behind the heading of a change


@fixed
class ChangeText:
    """A change, ready to be laid out; every text is plain."""

    kind: str  #: of the change
    record: str
    weight: str  #: `eyes`, `substance` or `wording`
    label: str  #: what happened, such as "Attribution changed"
    subject: str  #: what it happened to: names, in one phrase; may be empty
    beginning: str  #: the beginning of the quote, unless its words are shown
    #: what to show: nothing, a text that was added, removed or replaced, or the words of a text
    #: that changed
    form: Form
    #: the values in words, shortened if they are long
    old: str
    new: str
    segments: tuple[Segment, ...]  #: of a text whose words changed
    short: bool  #: whether it fits after the heading
    said: bool  #: whether the values are somebody's words, to be shown in quotation marks
    #: the place in the repository; of a removed entry, at the older commit
    file: str | None
    line: int
    gone: bool  #: whether only the older version has it
    uri: str | None  #: the page it is read on, as a site path


# Kinds whose old and new are words that somebody said.
_SAID = frozenset({"quote-added", "quote-removed", "quote-text-changed"})
# Facts that one phrase names together: `changes.about.<record>`.
_TOGETHER: Mapping[str, tuple[str, ...]] = {"position": ("addressee", "demand")}
# Sections whose words need more than the value.
_SECTIONS: Mapping[str, str] = {"translated_by": "changes.translated_by"}
_DATE = re.compile(r"\b\d{4}(?:-\d\d){0,2}\b")  # a day, a month or a year of a role
_IN_LABEL = frozenset({"field"})  # facts that the label of the kind names


def change_text(
    change: Change, say: Catalogue, beginning: str = "", *, words: bool = True
) -> ChangeText:
    """``change`` in the words of ``say``.

    ``beginning`` is how the quote begins that it is about; with ``words``, a changed text is
    compared word by word.
    """
    facts = {
        name: shorten(_put(change.facts.get(name, ""), FACT_VALUES.get(name, "text"), say), _NAME)
        for name in KINDS[change.kind].facts
    }
    form, old, new, segments = _values(change, say, words=words)
    length = sum(len(segment.text) for segment in segments) if segments else len(old) + len(new)
    spot = change.spot
    return ChangeText(
        kind=change.kind,
        record=change.record,
        weight=change.weight.name.lower(),
        label=capitalized(say(f"changes.kind.{change.kind}", **facts)),
        subject=_subject(change, facts, say),
        beginning="" if change.kind in _SAID else beginning,
        form=form,
        old=old,
        new=new,
        segments=segments,
        short=length <= _SHORT and change.kind not in _SAID,
        said=change.kind in _SAID,
        file=spot.file.as_posix() if spot else None,
        line=spot.line if spot else 1,
        gone=change.gone,
        uri=change.uri,
    )


def _subject(change: Change, facts: Mapping[str, str], say: Catalogue) -> str:
    """The names of the record, without unknown ones."""
    known = {name: text for name, text in facts.items() if text}
    parts = []
    together = _TOGETHER.get(change.record, ())
    if together and known.keys() >= set(together):
        named = {name: known.pop(name) for name in together}
        parts.append(say(f"changes.about.{change.record}", **named))
    count = int(known.pop("count", "1"))
    for name, text in known.items():
        if name not in _IN_LABEL and change.facts.get(name) not in (change.old, change.new):
            within = _within(change.facts.get(name)) or text
            according = plain_text(by_account_of([Link(within, None)], say))
            # Of what follows from others: by whose account it is now.
            now = name != "told_by" or KINDS[change.kind].effect == "derived"
            key = f"changes.fact.{name}" if now else "changes.told"
            parts.append(say(key, name=within, according=according))
    if count > 1:
        parts.append(say("changes.fact.count", count=count))
    if change.draft:
        parts.append(say("changes.draft"))
    return say("list.dot").join(dict.fromkeys(parts))  # a publisher may be who speaks


def _within(fact: str | None) -> str:
    """The names of actors within a sentence; empty for any other fact."""
    return shorten(fact.within, _NAME) if isinstance(fact, ActorNames) else ""


def _values(
    change: Change, say: Catalogue, *, words: bool
) -> tuple[Form, str, str, tuple[Segment, ...]]:
    old = None if change.old is None else _put(change.old, change.values, say)
    new = None if change.new is None else _put(change.new, change.values, say)
    if old is None and new is None:
        return "none", "", "", ()
    shown = (shorten(old or "", _LONG), shorten(new or "", _LONG))
    if old is None or new is None:
        return ("added" if old is None else "removed"), *shown, ()
    # What has no spaces is an id or a name of one word: its parts mean nothing.
    if words and change.values == "text" and any(" " in text.strip() for text in (old, new)):
        segments = _changed_words(old, new)
        same = "".join(segment.text for segment in segments if segment.kind == "same")
        if any(map(str.isalnum, same)):  # else they have no word in common
            return "words", *shown, segments
    return "replaced", *shown, ()


def _put(text: str, values: str, say: Catalogue) -> str:
    """``text``, which is of the kind ``values``, in words."""
    if values in ("text", "names") or not text:
        return text
    if values == "date":
        return say.written(text)
    if values == "role":
        return _DATE.sub(lambda found: say.written(found[0]), text)
    if values == "language":
        return say.language(text)
    key = f"{_SECTIONS.get(values, values)}.{text}"
    return say(key) if key in say else text


def review_line(review: Review, say: Catalogue) -> str:
    """The result in a line: "2 errors, 3 warnings (1 new) · 12 changes, 2 need review"."""
    parts = [_problem_line(review, say)]
    extent, changes = review.extent, review.changes.changes
    if extent != "changes":
        parts.append(say(f"changes.verdict.{extent}"))
    else:
        counted = [
            say(f"changes.verdict.{name}", count=count)
            for name, count in (
                ("changes", len(changes)),
                ("eyes", len(review.changes.of_weight(Weight.EYES))),
                ("unread", len({*review.changes.unread_before, *review.changes.unread_after})),
            )
            if count
        ]
        parts.append(say("list.comma").join(counted) or say("changes.verdict.others"))
    return capitalized(say("list.dot").join(part for part in parts if part))


def _problem_line(review: Review, say: Catalogue) -> str:
    parts = []
    for severity in (Severity.ERROR, Severity.WARNING):
        found = review.problems.of(severity)
        fresh = sum(problem.fresh for problem in found)
        if found:
            said = say(f"changes.verdict.{severity.value}s", count=len(found))
            if fresh != len(found):
                said = say("changes.verdict.fresh", counted=said, count=fresh)
            parts.append(said)
    return say("list.comma").join(parts)


def count_lines(review: Review, say: Catalogue) -> Iterator[tuple[str, str]]:
    """The name of each kind of record that changed, and what happened to how many."""
    for record, count in review.changes.counts.items():
        said = [
            say(f"changes.count.{how}", count=number)
            for how, number in asdict(count).items()
            if number
        ]
        yield say(f"changes.record.{record}"), say("list.comma").join(said)


def coverage_lines(review: Review, say: Catalogue) -> tuple[str, str] | None:
    """The days covered before and after, where they changed."""
    if review.effects is None or review.effects.coverage is None:
        return None
    before, after = (
        say.days(coverage.first, coverage.through) if coverage else say("changes.no_days")
        for coverage in review.effects.coverage
    )
    return before, after
