"""Where the quotation marks of a text open and close: nested, single, open, over paragraphs."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .source_text import Span

# Where words begin.
_NOT_SPACE = re.compile(r"\S")
# A line with its place.
_LINE = re.compile(r"[^\r\n]+")
# Every mark that may open or close a quote, and those that typewriters doubled.
_MARK = re.compile(r"''|``|’’|‘‘|[\"“”„‟«»‹›「」『』‘’‚']")
# A row of marks quotes nothing, and neither does an attribute of a tag that was left in the text.
_NO_MARKS = re.compile(r"([\"“”„«»‘’'`])\1{2,}|<[A-Za-z/!][^<>\n]{0,300}>")
_STRAIGHT = dict.fromkeys(('"', "''", "``", "’’", "‘‘"), '"')
_CLOSING = {"“": "”", "„": "“”", "‟": "”", "«": "»", "‹": "›", "「": "」", "『": "』"}
_NEVER_OPENS = "›」』"
_SINGLE = "‘’‚'"
_BEFORE_OPENING = "([{—–-/:,‘'“\"„«"
_AFTER_CLOSING = ".,;:!?)]}—–-/’'…”\"»"
_STRONG_BEFORE = ".,;?!…—–"
_STRONG_AFTER = ".,;:?!)]—–"
_SENTENCE_END = '.?!:…"”’»)]'
# What is around a shorter name in brackets, such as "(hereinafter “Harbour”)".
_OPENED = re.compile(r"\((?:[^\W\d_]+,? |[\"“”«»][^()]{0,40}[\"“”«»],? (?:or|and|ou|et) ){0,3}$")
_CLOSED = re.compile(r",?(?: (?:or|and|ou|et) [^()]{0,60})?\)")
_DEFINING = 80  # characters in which the bracket opens


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks."""

    outer: Span  #: with the marks
    words: Span  #: without them and without the spaces within them
    closed: bool = True  #: whether its closing mark is there
    #: whether it goes on from the paragraph before, whose mark was left open
    continues: bool = False


def is_short_name(text: str, quote: Quoted, small: Container[str]) -> bool:
    """Whether ``quote`` is a name in brackets for what is before: ``Harbour Rail AG (“Harbour”)``.

    A name has capitals but for words that are ``small``, such as articles.
    """
    start, end = quote.outer
    words = text[slice(*quote.words)].split()
    names = [word for word in words if word.lower() not in small]
    if not 0 < len(names) <= 4 or not all(each[0].isupper() for each in names):
        return False
    opened = _OPENED.search(text[max(0, start - _DEFINING) : start])
    return bool(opened and _CLOSED.match(text, end)) and words[-1][-1].isalnum()


@dataclass(slots=True)
class _Mark:
    """One mark, and whether its neighbours let it open or close."""

    start: int
    end: int
    sign: str
    opens: bool
    closes: bool


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of ``text``: its lines, or its blocks where the lines are wrapped by hand."""
    lines = [found.span() for found in _LINE.finditer(text) if found[0].strip()]
    if not _is_wrapped(text, lines):
        return tuple(lines)
    blocks: list[Span] = []
    for start, end in lines:
        if blocks and text.count("\n", blocks[-1][1], start) < 2:
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return tuple(blocks)


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether most line breaks are within a sentence."""
    within = breaks = 0
    for (start, end), (after, _) in pairwise(lines):
        if text.count("\n", end, after) == 1:
            breaks += 1
            within += end - start < 100 and text[end - 1] not in _SENTENCE_END
    return breaks >= 3 and within > 0.6 * breaks and "\n\n" in text.replace("\r", "")


class MarkReader:
    """Reads the quotation marks of one text.

    Attributes:
        dropped: what follows an apostrophe that stands for dropped letters, such as ``em``.
    """

    def __init__(self, text: str, dropped: frozenset[str] = frozenset()) -> None:
        self.dropped = dropped
        self._text = text
        self._plain = _NO_MARKS.sub(lambda found: "~" * len(found[0]), text)
        right, left = self._plain.find("»"), self._plain.find("«")
        self._pending = True  # whether the quote at the end of the paragraph before is open
        # »…«, as German books set them
        self._reversed = right >= 0 and (left < 0 or right < left) and self._opens_word(right)

    def read(self, spans: Sequence[Span]) -> tuple[Quoted, ...]:
        """Every quote in the paragraphs ``spans``, in the order of the text."""
        single = self._singles_first(spans)
        found: list[Quoted] = []
        pending = False
        for start, end in spans:
            self._pending = pending
            quotes = [
                self._trimmed(quote) for quote in self._paragraph((start, end), single=single)
            ]
            quotes = [quote for quote in quotes if quote.words[0] < quote.words[1]]
            first = start + len(self._text[start:end]) - len(self._text[start:end].lstrip())
            if quotes and pending and quotes[0].outer[0] == first:
                quotes[0] = replace(quotes[0], continues=True)
            if quotes:
                pending = not quotes[-1].closed
                found += quotes
            else:
                pending = False
        return tuple(found)

    def inside(self, quote: Quoted) -> tuple[Quoted, ...]:
        """The quotes within ``quote``."""
        return tuple(
            inner
            for inner in map(self._trimmed, self._paragraph(quote.words, single=True))
            if inner.closed and inner.words != quote.words
        )

    def _opens_word(self, at: int) -> bool:
        before = self._plain[at - 1] if at else " "
        after = self._plain[at + 1 : at + 2] or " "
        return before.isspace() and after.isalnum()

    def _singles_first(self, spans: Sequence[Span]) -> bool:
        """Whether the text's primary marks are single, as in British print."""
        counts = {True: 0, False: 0}
        for start, end in spans:
            outer: bool | None = None
            for mark in self._marks(start, end):
                is_single = mark.sign in _SINGLE
                if outer is None and mark.opens and self._may_open(mark):
                    outer = is_single
                    counts[outer] += 1
                elif (
                    outer is is_single and mark.closes and (not is_single or self._is_strong(mark))
                ):
                    outer = None
        return counts[True] > 2 * counts[False]

    def _marks(self, start: int, end: int) -> Iterator[_Mark]:
        plain = self._plain
        words = _NOT_SPACE.search(plain, start, end)
        first = words.start() if words else end
        for found in _MARK.finditer(plain, start, end):
            at, after_at = found.span()
            sign = _STRAIGHT.get(found[0], found[0])
            before = plain[at - 1] if at > start else " "
            after = plain[after_at] if after_at < end else " "
            if sign in _SINGLE and before.isalnum() and after.isalnum():
                continue  # an apostrophe
            opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
            closes = (after.isspace() or after in _AFTER_CLOSING) and not before.isspace()
            if sign == '"' and before.isspace() and after in _STRONG_AFTER:
                opens, closes = False, True  # " We stay ", with spaces within the marks
            if sign == "»" and not self._reversed and at == first:
                if not self._pending:
                    continue  # a bullet
                sign = "«"  # at the head of a paragraph it repeats the opening mark
            if sign in "«»":
                opens, closes = (sign == "»") is self._reversed, (sign == "«") is self._reversed
            yield _Mark(at, after_at, sign, opens, closes)

    def _paragraph(self, span: Span, *, single: bool) -> Iterator[Quoted]:
        marks = list(self._marks(*span))
        at = 0
        while at < len(marks):
            mark = marks[at]
            if not self._may_open(mark):
                at += 1
                continue
            if mark.sign in _SINGLE:
                last = self._single_end(marks, at, single=single)
                reopened = None
            else:
                last, reopened = self._double_end(marks, at)
            if last is not None:
                closing = marks[last]
                yield Quoted((mark.start, closing.end), (mark.end, closing.start))
                at = last + 1
            elif reopened is not None:
                at = reopened
            elif mark.sign in _SINGLE and not (single and self._at_start(mark, span)):
                at += 1
            else:
                yield Quoted((mark.start, span[1]), (mark.end, span[1]), closed=False)
                return

    def _at_start(self, mark: _Mark, span: Span) -> bool:
        """Whether a single mark can begin a quote of several paragraphs."""
        before = self._plain[span[0] : mark.start].rstrip()
        behind = self._plain[mark.end : span[1]]
        follows = self._plain[span[1] : span[1] + 20].lstrip()
        goes_on = follows[:1] == mark.sign and follows[1:2].isalnum()
        begins = goes_on or behind.lstrip("([")[:1].isupper()
        if not before:
            return mark.sign == "‘" or begins
        again = " '" in behind or " ‘" in behind
        return before[-1] in ":.,?!" and begins and not again

    def _may_open(self, mark: _Mark) -> bool:
        if mark.sign in _SINGLE:
            return mark.opens and mark.sign != "’" and not self._is_dropped(mark.end)
        if mark.sign in _NEVER_OPENS:
            return False
        if mark.sign in "”»«":
            return mark.opens and (mark.sign != "”" or not mark.closes)
        return mark.opens or not mark.closes

    def _is_dropped(self, at: int) -> bool:
        word = re.match(r"\w{1,8}", self._plain[at : at + 8])
        return word is not None and bool(
            word[0].lower() in self.dropped or re.fullmatch(r"\d\ds?", word[0])  # "the '90s"
        )

    def _double_end(self, marks: Sequence[_Mark], at: int) -> tuple[int | None, int | None]:
        """The mark that closes the one at ``at``; else the next that opens a quote again."""
        opening = marks[at]
        closing = "«" if opening.sign == "»" else _CLOSING.get(opening.sign, "")
        depth, straight = 0, False
        for number in range(at + 1, len(marks)):
            mark = marks[number]
            if mark.sign in _SINGLE:
                continue
            if opening.sign == '"' or not closing:
                if mark.sign in '"”' and (mark.closes or not mark.opens):
                    return number, None
                if mark.sign == '"':
                    return None, number
            elif mark.sign == opening.sign and not (mark.closes and not mark.opens):
                depth += 1
            elif mark.sign == '"' and (straight or (mark.opens and not mark.closes)):
                straight = not straight  # a quote within, in other marks
            elif mark.sign in closing or (mark.closes and mark.sign in (opening.sign, '"')):
                if not depth:
                    return number, None
                depth -= 1
        # A nested mark that was never closed takes the end of the outer one.
        return (self._last_closing(marks, at, closing) if depth else None), None

    @staticmethod
    def _last_closing(marks: Sequence[_Mark], at: int, closing: str) -> int | None:
        return next(
            (n for n in range(len(marks) - 1, at, -1) if marks[n].sign in closing and closing), None
        )

    def _single_end(self, marks: Sequence[_Mark], at: int, *, single: bool) -> int | None:
        """The mark that closes the single one at ``at``, which is no apostrophe."""
        weak: int | None = None
        inner = False  # whether a quote within this one is open
        for number in range(at + 1, min(len(marks), at + 60)):
            mark = marks[number]
            if mark.sign not in _SINGLE:
                if not single:
                    break
            elif mark.opens and not mark.closes and mark.sign != "’":
                if inner or weak is not None:
                    break
                inner = not self._is_dropped(mark.end)
            elif mark.closes and mark.sign != "‘":
                if self._is_strong(mark):
                    return None if inner else number
                apostrophe = self._plain[mark.start - 1] in "sSnN"
                if not (inner or apostrophe):
                    return number if weak is None else weak
                weak = number if weak is None and not inner else weak
                inner = False
        return None if weak is None or self._goes_on(marks[at], marks[weak]) else weak

    def _goes_on(self, opening: _Mark, mark: _Mark) -> bool:
        """Whether a sentence begins at ``opening`` and continues: 'I miss the drivers' families."""
        before = self._plain[max(0, opening.start - 9) : opening.start].rstrip(" ")[-1:]
        whole = before in ".?!:\n" and self._plain[opening.end].isupper()
        plural = self._plain[mark.start - 1] in "sS" and not self._plain.startswith(" (", mark.end)
        return whole and plural and self._plain.count(" ", opening.end, mark.start) > 2

    def _is_strong(self, mark: _Mark) -> bool:
        before, after = self._plain[mark.start - 1], self._plain[mark.end : mark.end + 1]
        return before in _STRONG_BEFORE or after in _STRONG_AFTER or after in "\r\n"

    def _trimmed(self, quote: Quoted) -> Quoted:
        start, end = quote.words
        words = self._text[start:end]
        start, end = end - len(words.lstrip()), start + len(words.rstrip())
        return replace(quote, words=(min(start, end), end))
