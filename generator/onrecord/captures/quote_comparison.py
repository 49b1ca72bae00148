"""A quote compared with the text of its source: the verdict, and where the words are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from onrecord.reading.texts import shared_start
from onrecord.records import PARTED, fixed

from .edges import leaves_negation_out, masked
from .lock import ABSENT, CLOSE, EXACT, TYPOGRAPHY
from .places import SourceText, TooManyPlaces, nearest
from .quotation import (
    ABRIDGED,
    INSERTED,
    QuoteRuns,
    Run,
    RunPlace,
    Spans,
    breaks_not_in_source,
    leaves_words_out,
    only_marks,
    touching_runs,
)
from .typography import STOPS

# How many characters before and after a quote distinguish it from the same words elsewhere.
CONTEXT = 32
_PLACES = 100  # how many places of a quote are looked at to find the one meant
# Words that are not found are compared in pieces of so many characters, and only so many in all.
_PIECE = 500
_COMPARED = 5_000
_WORD = re.compile(r"\w+")  # for counting: "can't" is two


@fixed
class SurroundingText:
    """The characters before and after words, at most ``CONTEXT`` each."""

    prefix: str
    suffix: str

    def likeness(self, other: "SurroundingText") -> int:
        """The number of equal characters next to the words; ``other`` may be masked."""
        prefix, suffix = self.prefix, self.suffix
        if masked(other.prefix, other.suffix, wholly=True) == (other.prefix, other.suffix):
            prefix, suffix = masked(prefix, suffix, wholly=True)
        before = shared_start(prefix[::-1], other.prefix[::-1])
        return before + shared_start(suffix, other.suffix)


@fixed
class QuoteComparison:
    """The result of comparing."""

    verdict: str  # `exact`, `exact_after_typography`, `close` or `absent`
    flags: tuple[str, ...] = ()  # `abridged`, `inserted`, sorted
    # Where the runs are, in characters (Unicode code points) of the text, end excluded; the nearest
    # words where it is close; none where it is absent. Where only white space and quotation marks
    # are between two parts, the first reaches to the second.
    spans: tuple[tuple[int, int], ...] = ()
    context: SurroundingText = SurroundingText("", "")  # around all of them
    # The quote's words and the text's where they differ.
    differences: tuple[tuple[str, str], ...] = ()
    apart: bool = False  # the text has every run, but not in this order within reach of each other
    too_many: bool = False  # the runs are at too many places to be compared
    negated: bool = False  # the quote says the opposite, for a negation between its runs


def compare_words(
    parts: Sequence[str],
    text: SourceText,
    before: SurroundingText | None = None,
    last: tuple[int, int] | None = None,
    *,
    nearly: bool = True,
) -> QuoteComparison:
    """Compare the words of a quote, in the ``parts`` that its source prints, with its ``text``.

    Among equal places decides the context ``before``, of the last time; the nearest words are first
    looked for at ``last``, where they were. Others are absent without ``nearly``.
    """
    whole, broken = QuoteRuns.whole(parts), QuoteRuns.broken(parts)
    # Broken at its ellipses alone, and at its brackets too.
    dots = [QuoteRuns.abridged(parts)] if INSERTED in broken.flags else []
    try:
        for quotation in (whole, *(way for way in (*dots, broken) if way.runs and way.flags)):
            fits = quotation.runs and quotation.letters <= 2 * len(text.raw) + CONTEXT
            if fits and (found := _found(text, quotation, before)):
                return found
        return _not_found(text, broken, last) if nearly else QuoteComparison(ABSENT)
    except TooManyPlaces:
        return QuoteComparison(ABSENT, _sorted(broken.flags), too_many=True)


def _found(
    text: SourceText, quotation: QuoteRuns, before: SurroundingText | None
) -> QuoteComparison | None:
    """The comparison, if the text has all runs in order, exactly or in other typography."""
    spans = _placed(text, quotation, before, leaving_out=True)
    if not spans and ABRIDGED in quotation.flags:
        spans = _placed(text, quotation, before, leaving_out=False)
    if not spans:
        return None
    same = (
        run.same and text.raw[start:end] == run.words
        for run, (start, end) in zip(quotation.runs, spans, strict=True)
    )
    verdict = EXACT if all(same) else TYPOGRAPHY
    flags, differences = _breaks(text, quotation, spans)
    return QuoteComparison(
        CLOSE if differences else verdict,
        _sorted(flags),
        _touching(text, quotation, spans),
        surroundings(text, spans),
        differences,
        negated=_is_negated(text, quotation, spans),
    )


def _placed(
    text: SourceText, quotation: QuoteRuns, before: SurroundingText | None, *, leaving_out: bool
) -> Spans | None:
    ways = (text.letter_by_letter, text.in_any_typography)
    found = (_chosen(text, way(quotation, leaving_out=leaving_out), before) for way in ways)
    return next(filter(None, found), None)


def _chosen(
    text: SourceText, ways: Iterable[Spans], before: SurroundingText | None
) -> Spans | None:
    """The one of ``ways`` whose context is that of ``before``, else the first."""
    best, likeness = None, -1
    for count, spans in enumerate(ways):
        if before is None or count == _PLACES:
            return best or spans
        like = surroundings(text, spans).likeness(before)
        if like > likeness:
            best, likeness = spans, like
    return best


def _breaks(
    text: SourceText, quotation: QuoteRuns, spans: Spans
) -> tuple[set[str], tuple[tuple[str, str], ...]]:
    """The meanings of breaks that the source does not have, and of those that omit nothing."""
    flags: set[str] = set()
    differences: list[tuple[str, str]] = []
    for number, run in enumerate(quotation.runs):
        if not run.breaks:
            continue
        start = spans[number - 1][1] if number else None
        ours, instead = breaks_not_in_source(run.breaks, text.raw, start, spans[number][0])
        dots = [each for each in ours if each.flag == ABRIDGED]
        if number and dots and not leaves_words_out(instead):
            differences += [(each.text, "") for each in dots]
            ours = [each for each in ours if each.flag != ABRIDGED]
        flags |= {each.flag for each in ours}
        if number and _words(instead) > sum(_words(each.text) for each in run.breaks) and ours:
            flags.add(ABRIDGED)  # brackets for more words than they have leave some out
    # A sentence that YAML split at its commas is not a quote in parts.
    commas = (between.strip() for _, between in _between_parts(text, quotation, spans))
    differences += [(PARTED.strip(), it) for it in commas if it and set(it) <= set(STOPS)]
    for number, breaks in quotation.endings:
        end = spans[number][1] if number >= 0 else None
        flags |= {each.flag for each in breaks_not_in_source(breaks, text.raw, end, None)[0]}
    return flags, tuple(differences)


def _is_negated(text: SourceText, quotation: QuoteRuns, spans: Spans) -> bool:
    """Whether a negation between two runs is omitted, or added in brackets."""
    return any(
        leaves_negation_out(
            text.raw[max(0, end - CONTEXT) : end],
            text.raw[end:start],
            text.raw[start : start + CONTEXT],
            "".join(each.text for each in run.breaks),
        )
        for run, (_, end), (start, _) in zip(quotation.runs[1:], spans, spans[1:], strict=False)
    )


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _touching(text: SourceText, quotation: QuoteRuns, spans: Spans) -> Spans:
    """``spans``; a part extends to the next one if only marks are between them."""
    made = list(spans)
    for number, between in _between_parts(text, quotation, spans):
        if only_marks(between):
            made[number] = (spans[number][0], spans[number + 1][0])
    return tuple(made)


def _between_parts(
    text: SourceText, quotation: QuoteRuns, spans: Spans
) -> Iterator[tuple[int, str]]:
    """The last run of each part, with what the source has between it and the next part."""
    for number in touching_runs(quotation):
        between = text.raw[spans[number][1] : spans[number + 1][0]]
        if quotation.runs[number].words[-1] in STOPS and between[:1] in STOPS:
            between = between[1:]  # the quote has another stop there
        yield number, between


def _not_found(
    text: SourceText, quotation: QuoteRuns, last: tuple[int, int] | None
) -> QuoteComparison:
    """Close if the text has each run, or nearly so, anywhere; else absent."""
    last = text.folded_span(last) if last else None
    flags = _sorted(quotation.flags)
    spans: list[tuple[int, int]] = []
    differences: list[tuple[str, str]] = []
    room = _COMPARED
    for run in chain.from_iterable(map(_pieces, quotation.runs)):
        if place := text.anywhere(run):
            spans.append(text.span(place))
            continue
        room -= len(run.words)
        near = nearest(run.words, text.folded, last) if room > 0 else None
        if near is None or not near.differences:
            # Without a difference there is only a piece of a word.
            return QuoteComparison(ABSENT, flags)
        spans.append(text.span(RunPlace(near.start, near.end)))
        differences += near.differences
    if not differences:
        return QuoteComparison(ABSENT, flags, apart=bool(spans))
    return QuoteComparison(
        CLOSE, flags, tuple(spans), surroundings(text, spans), tuple(differences)
    )


def _pieces(run: Run) -> Iterator[Run]:
    """``run`` in pieces short enough to compare word by word."""
    words = run.words
    while len(words) > _PIECE:
        cut = words.rfind(" ", _PIECE // 2, _PIECE)
        cut = cut if cut > 0 else _PIECE
        yield replace(run, words=words[:cut].strip() or words[:cut], last=False)
        words = words[cut:].strip()
    yield replace(run, words=words or run.words[-1:])


def _sorted(flags: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(flags))


def surroundings(text: SourceText, spans: Sequence[tuple[int, int]]) -> SurroundingText:
    """The characters of ``text`` around all of ``spans``."""
    start, end = spans[0][0], spans[-1][1]
    return SurroundingText(text.raw[max(0, start - CONTEXT) : start], text.raw[end : end + CONTEXT])
