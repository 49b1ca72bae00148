"""Where a text has the runs of a quote, or the words that are most like them."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from onrecord.diagnostics import OnrecordError
from onrecord.records import fixed

from .edges import begins_word, ends_word
from .quotation import Gaps, QuoteRuns, Run, RunPlace, Spans, in_order
from .typography import OPTIONAL, SINGLE, STOPS, Composed, Folded, marks_agree, small_letters

# How many places of all runs are looked at before a quote counts as too much to compare.
MOST_PLACES: Final = 500_000
_A_PLACE = 64  # how many characters of a run are looked at for the price of one place
# Where a quote ends in a stop, the source may not have one of these: they say something else.
_ASKS = ("?", "!", "\u061f")
# A number with its signs ("1,000"), a word with its apostrophes and hyphens ("can't"), or a sign.
_WORDS = re.compile(r"\d+(?:[.,:/']\d+)+|\w+(?:['\u2019-]\w+)*|[^\w\s]")
# Of a hundred: a likeness of letters, as rapidfuzz measures it, that is lower is chance.
_LIKE = 75.0
_VERY_LIKE = 88.0  # from here on the letters alone will do, as in "now here" for "nowhere"
_LONG = 60  # so many letters are not like others by chance
_SAME_WORDS = 0.6  # how much of the words must be the same where the letters are not very like
_ROOM = 40  # characters around the place of the likest letters that may belong to the words


class TooManyPlaces(OnrecordError):
    """The text has the runs of a quote at too many places to compare them."""

    message = "the parts of this quote are in too many places"


class SourceText:
    """The full text of a source, ready to be searched. Spans count the characters of ``raw``."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def composed(self) -> Composed:
        """The text in NFC."""
        return Composed(self.raw)

    @cached_property
    def folded(self) -> Folded:
        """The text without its typography."""
        return Folded(self.composed.text)

    def folded_span(self, span: tuple[int, int]) -> tuple[int, int]:
        """About where ``span`` of the text as it was read is in the folded text."""
        place, start_of = self.composed.place, self.folded.start
        every = range(len(self.folded.text))
        start, end = (bisect_left(every, at, key=lambda it: place(start_of(it))) for at in span)
        return start, end

    def span(self, place: RunPlace) -> tuple[int, int]:
        """``place`` in characters of the text as it was read."""
        composed, folded = self.composed, self.folded
        return composed.place(folded.start(place.start)), composed.place(folded.end(place.end))

    def written(self, place: RunPlace) -> str:
        """The text at ``place``."""
        start, end = self.span(place)
        return self.raw[start:end]

    def letter_by_letter(self, quotation: QuoteRuns, *, leaving_out: bool) -> Iterator[Spans]:
        """Every way in which the text has all runs in order, letter by letter.

        What is in doubt is left to `in_any_typography`. With ``leaving_out``, every ellipsis must
        leave something out. Both raise TooManyPlaces.
        """
        if all(run.same for run in quotation.runs):
            search = _Search(self.raw)
            gaps = Gaps(quotation.runs, self.raw) if leaving_out else None
            places = search.each(quotation.runs, search.letter_by_letter)
            for way in in_order(places, gaps):
                yield tuple((place.start, place.end) for place in way)

    def in_any_typography(self, quotation: QuoteRuns, *, leaving_out: bool) -> Iterator[Spans]:
        """Every way in which the text has all runs in order, whatever the typography."""
        text = self.folded.text
        search = _Search(text, self)
        gaps = Gaps(quotation.runs, text) if leaving_out else None
        for way in in_order(search.each(quotation.runs, search.folded), gaps):
            yield tuple(self.span(place) for place in way)

    def anywhere(self, run: Run) -> RunPlace | None:
        """The first place of ``run``, in whatever typography."""
        return next(_Search(self.folded.text, self).folded(run), None)


class _Search:
    """Looks for the runs of one quote, and counts what it looks at."""

    def __init__(self, text: str, of: SourceText | None = None) -> None:
        self._text = text
        self._of = of
        self._looked_at = 0
        self._known: dict[Run, list[RunPlace]] = {}

    def letter_by_letter(self, run: Run) -> Iterator[RunPlace]:
        """Each place of ``run`` in the text as it was read."""
        text, words = self._text, run.words
        for at in self._found(words):
            end = at + len(words)
            plain = not (_in_doubt(text[end : end + 1]) or _in_doubt(text[at - 1 : at]))
            if plain and self._between_edges(run, at, end):
                yield RunPlace(at, end)

    def folded(self, run: Run) -> Iterator[RunPlace]:
        """Each place of ``run`` in the folded text."""
        of, text = self._of, self._text
        assert of is not None  # noqa: S101 - only a text that was folded is looked at here
        words = Folded(run.words).text
        stop = words[-1:] if run.last and len(words) > 1 and words[-1] in STOPS else ""
        words = words[:-1] if stop else words
        marked = OPTIONAL.search(run.words) is not None
        for at in self._found(words) if words else ():
            end = at + len(words)
            if not self._between_edges(run, at, end) or self._within_letter(of, at, end):
                continue
            if stop and text.startswith(_ASKS, end):
                continue
            if stop and text.startswith(stop, end):  # another one is behind the words
                end += 1
            place = RunPlace(at, end)
            if not marked or marks_agree(run.words, of.written(place)):
                yield place

    def each(
        self, runs: Sequence[Run], places_of: Callable[[Run], Iterator[RunPlace]]
    ) -> Iterator[Iterable[RunPlace]]:
        """The places of each of ``runs``; those of equal ones are looked for only once."""
        if len(runs) == 1:
            yield places_of(runs[0])
            return
        for run in runs:
            alike = replace(run, same=True, part=0, breaks=())
            if alike in self._known:
                self._count(len(self._known[alike]))
            else:
                self._known[alike] = list(places_of(run))
            yield self._known[alike]

    def _count(self, places: int) -> None:
        self._looked_at += places
        if self._looked_at > MOST_PLACES:
            raise TooManyPlaces

    def _found(self, words: str) -> Iterator[int]:
        price = 1 + len(words) // _A_PLACE
        at = self._text.find(words)
        while at >= 0:
            self._count(price)
            yield at
            at = self._text.find(words, at + 1)

    def _between_edges(self, run: Run, start: int, end: int) -> bool:
        text = self._text
        if not run.open_end and not ends_word(text, end):
            return False
        return _opens(run.opening, text, start) if run.opening else begins_word(text, start)

    def _within_letter(self, of: SourceText, start: int, end: int) -> bool:
        """Whether an apostrophe next to the words is written as a letter, such as the okina."""
        return any(
            self._text[at : at + 1] == "'" and of.written(RunPlace(at, at + 1)).isalpha()
            for at in (start - 1, end)
        )


def _in_doubt(char: str) -> bool:
    """Whether a character beside words may hide where they end: unseen, a mark, an apostrophe."""
    return bool(char) and (not char.isprintable() and not char.isspace()) | (char in SINGLE)


def _opens(opening: str, text: str, start: int) -> bool:
    """Whether the word at ``start`` is one that the brackets ``opening`` may begin, "[w]orkers"."""
    if len(opening) > 1 or begins_word(text, start):
        return True
    letter = text[start - 1]
    return _plain(letter) == _plain(opening) and begins_word(text, start - 1)


def _plain(letter: str) -> str:
    return Composed(letter.lower()).text[:1].casefold()


@fixed
class Nearest:
    """The words in a folded text nearly those of a quote, and what differs, as written."""

    start: int
    end: int
    differences: tuple[tuple[str, str], ...]


def nearest(words: str, text: Folded, last: tuple[int, int] | None = None) -> Nearest | None:
    """The place in ``text`` that is nearest to ``words``; first looked for near ``last``."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - most desks are checked without

    said = Folded(words)
    ours, theirs = said.small, text.small
    if not ours or not theirs or len(ours) > 2 * len(theirs):
        return None
    found = None
    if last:
        room, least = 2 * len(ours), _LIKE if len(ours) > _LONG else _VERY_LIKE
        found = _likest_letters(ours, theirs, max(last[0] - room, 0), last[1] + room, least)
    found = found or _likest_letters(ours, theirs, 0, len(theirs), _LIKE)
    if found is None:
        return None
    mine = list(_WORDS.finditer(said.text))
    quoted, room = _texts(mine), found[1] - found[0] + _ROOM
    around = _WORDS.finditer(text.text, max(0, found[0] - room), found[1] + room)
    span = _span(quoted, list(around))
    printed = _texts(span)
    likeness = fuzz.ratio(small_letters(" ".join(quoted)), small_letters(" ".join(printed)))
    same = SequenceMatcher(None, _all_small(quoted), _all_small(printed), autojunk=False).ratio()
    if likeness < _LIKE or (likeness < _VERY_LIKE and same < _SAME_WORDS):
        return None
    written = _written(said, mine), _written(text, span)
    differences = tuple(_differences(quoted, printed, *written))
    return Nearest(span[0].start(), span[-1].end(), differences)


def _likest_letters(
    ours: str, text: str, start: int, end: int, least: float
) -> tuple[int, int] | None:
    """Where ``text``, from ``start`` to ``end``, has the letters most similar to ``ours``."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - as above

    found = fuzz.partial_ratio_alignment(ours, text[start:end], score_cutoff=least)
    return (start + found.dest_start, start + found.dest_end) if found else None


def _span(ours: Sequence[str], around: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The words of ``around`` that correspond to ``ours``, from first to last."""
    theirs = _all_small([word[0] for word in around])
    matcher = SequenceMatcher(None, _all_small(ours), theirs, autojunk=False)
    *blocks, _ = matcher.get_matching_blocks()
    if not blocks:
        return _likest(ours, around)
    first, last = blocks[0], blocks[-1]
    start = max(0, first.b - first.a)
    end = last.b + len(ours) - last.a
    return around[start:end]


def _likest(ours: Sequence[str], around: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The run of words with the most similar letters to ``ours``, if no word is the same."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - as above

    said = "".join(ours).lower()
    runs = [
        around[start : start + count]
        for count in range(max(1, len(ours) - 1), len(ours) + 2)
        for start in range(max(1, len(around) - count + 1))
    ]
    return max(runs, key=lambda run: fuzz.ratio(said, "".join(word[0] for word in run).lower()))


def _written(text: Folded, words: Sequence[re.Match[str]]) -> list[str]:
    """``words`` of ``text`` in their original spelling."""
    return [text.source[text.start(it.start()) : text.end(it.end())] for it in words]


def _differences(
    ours: list[str], theirs: list[str], written: list[str], printed: list[str]
) -> Iterator[tuple[str, str]]:
    """Where the folded words ``ours`` and ``theirs`` differ, both in their original spelling."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        mine, other = written[a:b], printed[c:d]
        if kind != "equal":
            yield " ".join(mine), " ".join(other)
        else:
            pairs = zip(mine, other, strict=True)
            yield from (pair for pair in pairs if not marks_agree(*pair))


def _texts(words: Sequence[re.Match[str]]) -> list[str]:
    return [word[0] for word in words]


def _all_small(words: Sequence[str]) -> list[str]:
    return [word.casefold() for word in words]
