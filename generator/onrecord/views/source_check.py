"""Whether the words of a quote were found in the text of its source, as pages say it.

A link that opens a page at given words (https://wicg.github.io/scroll-to-text-fragment/).

A browser looks for whole words letter by letter, and finds none over the end of a paragraph or of a
line. Marks, dashes and spaces of a page may be others than those of its capture, and a new sentence
may begin a paragraph. So only words are named that hold no mark and lie within a sentence: the
first and the last of each run, and the words between are marked with them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from urllib.parse import quote, urlsplit

from onrecord.captures.lock import ABSENT, BY_THE_DESK, CLOSE, compared_words
from onrecord.captures.quotation import INSERTED, QuoteRuns
from onrecord.captures.typography import runs_on
from onrecord.desk import NOT_CHECKED, STANDS, VERDICTS, QuoteEntry
from onrecord.records import PartialDate, fixed

_STOPS = ".,;:!?\u060c\u061b\u061f\u06d4\u0964"
# A word as every page would print it, with a stop or comma behind it; the vowel signs of scripts
# such as Devanagari and Thai belong to it. A PDF's letters and what stretches a word do not.
_PLAIN = re.compile(
    "(?:[^\\W_\u0640\u02bb-\u02bd\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufeff\uff01-\uff9f]"
    "|[\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u102b-\u103e\u17b6-\u17d3])+"
    f"[{_STOPS}]?"
)
# Where a page may begin a new line or paragraph: the end of a sentence, a stop or mark of a script
# that sets no spaces.
_MAY_BREAK = re.compile(
    "(?<=[.!?\u2026\u061f\u06d4\u0964])[\"'\u2019\u201d\u00bb)]?\\s+"
    "|[\u3000-\u3004\u3008-\u301f\uff01-\uff0f\uff1a-\uff20\uff5b-\uff65]+"
)
# How many words name an end of a run, and how many before a short run tell it from others.
_ENDS = 6
_BEFORE = 3
# Fewer words than these may be anywhere on a page.
_FEW = 5
# So many plain words in a row name a place; fewer only where there are no more.
_ENOUGH = 3
# In a script without spaces a phrase is one word to us, and so many letters are as good as three.
_LETTERS = 6


def text_fragment(url: str, parts: Sequence[str], prefix: str) -> str:
    """``url`` with a fragment that leads to the words, if they can be named and it has none yet.

    ``parts`` are the words as the source prints them, ``prefix`` the characters before them there.
    """
    if urlsplit(url).fragment:
        return url
    runs = [run.words for run in QuoteRuns.broken(parts).runs]
    directives = [directive for run in runs if (directive := _directive(run))]
    if not directives:
        return url
    if sum(_weight(run.split()) for run in runs) < _FEW:
        directives[0] = _set_apart(directives[0], runs[0], prefix)
    return f"{url}#:~:{'&'.join(f'text={directive}' for directive in directives)}"


def _directive(run: str) -> str | None:
    """``start,end`` or, for a few plain words, the words."""
    plain = _plain_runs(run)
    if not plain:
        return None
    most, ends = max(map(_weight, plain)), (plain[0], plain[-1])
    named = [words for words in plain if _weight(words) >= min(_ENOUGH, most)]
    # Two words do at the very start and end.
    named = [words for words in plain if words in named or (words in ends and len(words) > 1)]
    if len(named) == 1 and len(named[0]) <= _ENOUGH:
        return _encoded(named[0])
    # A line of the page may end anywhere between the first words and the last.
    most = min(_ENDS, len(named[0]) // 2) if len(named) == 1 else _ENDS
    return f"{_encoded(named[0][:most])},{_encoded(named[-1][-most:])}"


def _weight(words: Sequence[str]) -> int:
    """How many words these are; a long phrase of a script without spaces is more than one."""
    phrases = [word for word in words if len(word) >= _LETTERS and runs_on(word[0])]
    return len(words) + (_ENOUGH - 1) * len(phrases)


def _plain_runs(text: str) -> list[list[str]]:
    """The runs of plain words in ``text``."""
    # One that holds a mark or a dash ends a run, and so does whatever may be the end of a line.
    runs: list[list[str]] = [[]]
    for line in chain.from_iterable(map(_MAY_BREAK.split, text.splitlines())):
        for word in line.split():
            if _PLAIN.fullmatch(word):
                runs[-1].append(word)
            elif runs[-1]:
                runs.append([])
        runs.append([])
    return [run for run in runs if run]


def _set_apart(directive: str, run: str, prefix: str) -> str:
    """The directive with the plain words right before its run, where both touch."""
    lines = [line for line in prefix.splitlines() if line.strip()]
    words = lines[-1].split() if lines else []
    # The first may be cut off where the context begins.
    words = words[1:] if len(lines) == 1 and prefix[:1].strip() else words
    near = words[-_BEFORE:]
    while near and not all(map(_PLAIN.fullmatch, near)):
        near = near[1:]
    begins_plain = _PLAIN.fullmatch(run.split(maxsplit=1)[0])
    return f"{_encoded(near, whole=True)}-,{directive}" if near and begins_plain else directive


def _encoded(words: Sequence[str], *, whole: bool = False) -> str:
    """Percent-encoded, the signs of the syntax too."""
    # The last stop or comma is left to the page, unless the words are wanted `whole`.
    text = " ".join(words)
    text = text if whole else text.rstrip(_STOPS)
    return quote(text, safe="").replace("-", "%2D")


_COMPARED = STANDS | {CLOSE, ABSENT}


@fixed
class CheckView:
    """The result of comparing a quote with its source."""

    verdict: str  #: `exact`, `exact_after_typography`, `close`, `absent`, `stale` or `not_checked`
    on: PartialDate | None  #: the day it was compared; `None` if it was not, or was edited since
    #: `abridged` (the quote leaves words out), `inserted` (words in its brackets are added), as far
    #: as the source does not have them itself; of words that were not compared whether there are
    #: words in brackets
    flags: tuple[str, ...]
    original: bool  #: whether the words compared are the original ones: the desk translated them
    shown_in_lists: bool  #: whether a card in a list shows it: only if any quote was compared

    @property
    def wording(self) -> str:
        """The key of its sentence below ``check``."""
        return "original" if self.original and self.verdict in STANDS else self.verdict


def check_view(entry: QuoteEntry, *, locked: bool) -> CheckView:
    """The result for ``entry``, on a desk that has a lock or not."""
    line = entry.checked if entry.verdict in _COMPARED else None
    translation = entry.record.translation
    return CheckView(
        verdict=entry.verdict,
        on=PartialDate.of(line.on) if line else None,
        flags=line.flags if line else _without_source(entry),
        original=bool(translation and translation.by in BY_THE_DESK),
        shown_in_lists=locked,
    )


def _without_source(entry: QuoteEntry) -> tuple[str, ...]:
    """What the words alone show: nobody speaks in brackets, but a document may have them."""
    parts, genre = entry.record.text, entry.article.source.genre
    ours = genre != "document" and entry.record.form != "indirect"
    bracketed = ours and any("[" in part for part in parts)
    return (INSERTED,) if bracketed and INSERTED in QuoteRuns.broken(parts).flags else ()


def source_url(entry: QuoteEntry) -> str | None:
    """The address of the source."""
    locator = entry.record.locator
    return (locator.url if locator else None) or entry.article.source.url


def read_url(entry: QuoteEntry) -> str | None:
    """The address of the source, leading to the words where these can be named."""
    url = source_url(entry)
    if url is None or entry.record.withheld or entry.verdict in (CLOSE, ABSENT):
        return url
    line = entry.checked if entry.verdict in STANDS else None
    prefix = "" if line is None or entry.article.withholds or line.is_masked else line.prefix
    return text_fragment(url, compared_words(entry.record), prefix)


@fixed
class CheckCounts:
    """The results of comparing a set of quotes."""

    verdicts: tuple[tuple[str, int], ...]  #: each that occurs, the best first, with its number
    abridged: int  #: how many of those found in their source leave words out

    @property
    def compared(self) -> bool:
        """Whether any was compared at all."""
        return any(verdict != NOT_CHECKED for verdict, _ in self.verdicts)

    @property
    def checked(self) -> int:
        """The number of quotes compared since their words were last edited."""
        return sum(number for verdict, number in self.verdicts if verdict in _COMPARED)

    @property
    def matching(self) -> int:
        """The number of these that match, word for word or except for punctuation."""
        return sum(number for verdict, number in self.verdicts if verdict in STANDS)


def check_counts(quotes: Iterable[QuoteEntry]) -> CheckCounts:
    """The results for ``quotes``; withheld ones are not compared."""
    shown = [quote for quote in quotes if not quote.record.withheld]
    counts = Counter(quote.verdict for quote in shown)
    return CheckCounts(
        tuple((verdict, counts[verdict]) for verdict in VERDICTS if counts[verdict]),
        sum(quote.checked is not None and "abridged" in quote.checked.flags for quote in shown),
    )
