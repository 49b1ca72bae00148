"""A quote compared with the text of its source: the verdict, and where the words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .nearest import nearest
from .places import Place, Text
from .quotation import Quotation
from .verdict import ABSENT, CLOSE, EXACT, TYPOGRAPHY

# How many characters before and after a quote tell it from the same words elsewhere.
CONTEXT = 32
# How many places of a quote are looked at to find the one meant.
_PLACES = 100


@dataclass(frozen=True, slots=True)
class Context:
    """The characters before and after words, at most ``CONTEXT`` each."""

    prefix: str
    suffix: str

    def likeness(self, other: Context) -> int:
        """How many characters next to the words are the same in both."""
        return _common(self.prefix[::-1], other.prefix[::-1]) + _common(self.suffix, other.suffix)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing came to.

    Attributes:
        verdict: ``exact``, ``exact_after_typography``, ``close`` or ``absent``.
        flags: ``abridged``, ``inserted``, sorted.
        spans: where the runs stand, in characters (Unicode code points) of the text, end excluded;
            the nearest words where it is close; none where it is absent.
        context: around all of them.
        differences: the quote's words and the text's where they differ.
        apart: every run stands in the text, but not in this order within reach of each other.
    """

    verdict: str
    flags: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    context: Context = Context("", "")
    differences: tuple[tuple[str, str], ...] = ()
    apart: bool = False


def compare(parts: Sequence[str], text: Text, before: Context | None = None) -> Comparison:
    """Compare the words of a quote with the text of its source.

    Args:
        parts: the words, in the parts in which the source prints them.
        text: of the source.
        before: the context in which they were found last, to tell equal places apart.
    """
    whole, broken = Quotation.whole(parts), Quotation.broken(parts)
    for quotation in (whole, broken) if broken.runs else (whole,):
        fits = quotation.runs and quotation.letters <= 2 * len(text.raw) + CONTEXT
        if fits and (places := _chosen(text, quotation, before)):
            return _found(text, quotation, places)
    return _not_found(text, broken)


def _chosen(text: Text, quotation: Quotation, before: Context | None) -> tuple[Place, ...] | None:
    """Of all places the one in the context of before, else the first."""
    best, likeness = None, -1
    for count, places in enumerate(text.all(quotation)):
        if before is None or count == _PLACES:
            return best or places
        like = _context(text, [text.span(place) for place in places]).likeness(before)
        if like > likeness:
            best, likeness = places, like
    return best


def _found(text: Text, quotation: Quotation, places: Sequence[Place]) -> Comparison:
    flags = set(quotation.flags)
    end = 0
    for run, place in zip(quotation.runs, places, strict=True):
        if run.flags and not text.has_gap(run, end, place.start):
            flags |= run.flags
        end = place.end
    spans = [text.span(place) for place in places]
    verdict = EXACT if all(place.exact for place in places) else TYPOGRAPHY
    return Comparison(verdict, tuple(sorted(flags)), tuple(spans), _context(text, spans))


def _not_found(text: Text, quotation: Quotation) -> Comparison:
    """Close if each run stands somewhere or nearly does; else absent."""
    flags = set(quotation.flags).union(*(run.flags for run in quotation.runs))
    spans: list[tuple[int, int]] = []
    differences: list[tuple[str, str]] = []
    for run in quotation.runs:
        if place := next(text.places(run), None):
            spans.append(text.span(place))
            continue
        near = nearest(run.words, text.composed)
        if near is None:
            return Comparison(ABSENT, tuple(sorted(flags)))
        spans.append(text.span(Place(near.start, near.end, exact=False)))
        differences += near.differences
    if not differences:
        return Comparison(ABSENT, tuple(sorted(flags)), apart=bool(spans))
    context = _context(text, spans)
    return Comparison(CLOSE, tuple(sorted(flags)), tuple(spans), context, tuple(differences))


def _context(text: Text, spans: Sequence[tuple[int, int]]) -> Context:
    start, end = spans[0][0], spans[-1][1]
    return Context(text.raw[max(0, start - CONTEXT) : start], text.raw[end : end + CONTEXT])


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
