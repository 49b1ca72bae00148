"""What the index finds: the words of texts, entries, and the terms that find them.

What two spellings of a word have in common is rules as data, which a browser gets with the index.

Seven kinds of term share one sorted list, since each is looked up by how it begins:

- ``ines``: a word;
- ``=ines prado``: a whole name, to put an exact name before all else;
- ``>ines``: the demands of those who have the word in their name, for a question of what one asks;
- ``<ines``: the demands on them, and their answers, for what one was asked or answered;
- ``#``: what says a number, for a question of how many;
- ``@05-02-2031``: what is of that day; of a month alone, the day is ``00``;
- ``o*``: the best entries of all words that begin so, where these are too many to fetch.
"""

import json
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from types import MappingProxyType
from typing import NamedTuple, Self

from onrecord.reading.texts import ACCENTS, ALONE, PLAIN_LETTERS
from onrecord.records import PartialDate, fixed

from .browser_files import encode

# What differs in writing but not in typing.
LETTERS = {
    **PLAIN_LETTERS,
    "ə": "e",
    "ς": "σ",  # noqa: RUF001 - the letter itself is meant
    "ґ": "г",  # noqa: RUF001 - the letter itself is meant
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ـ": "",
}

# Accents, soft hyphens, joiners and direction marks.
MARKS = f"\u00ad{ACCENTS}\u200b-\u200f\u2060\ufeff"

# Spellings of one sound in names that were carried from one language or script into another: what
# is written, as a regular expression, and what it is like. They are applied in this order.
ALIKE = (
    ("t?s?ch|[sz]h|ts|z", "s"),
    ("[kg]h|ck|[cq]", "k"),
    ("th", "t"),
    ("[wf]|ph", "v"),
    ("o[ueo]", "u"),
    ("ie|ij|[jy]", "i"),
    ("(.)\\1+", "$1"),
)

_MARKS = re.compile(f"[{MARKS}]")  # signs that most people leave out when they type
_LETTERS = str.maketrans(LETTERS)


def fold_letters(text: str) -> str:
    """``text`` without capitals, accents and special letters.

    >>> fold_letters("Gahr Støre, Łukasz, Straße, ЁЛКА")
    'gahr store, lukasz, strasse, елка'
    """
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).lower()).translate(_LETTERS)


LONGEST = 32  # nobody types more of a word; a hostile one must not make a shard of its own

# "U.S." is the word "us", as most people type it.
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}")
_MAY_HAVE_INITIALS = re.compile(r"\.[^\W\d_]\.")  # found in a fraction of the time
# A letter of a script without spaces is a word of its own.
_WORD = re.compile(rf"[{ALONE}]|[^\W_{ALONE}]+")


def words_of(text: str) -> list[str]:
    """The folded words of ``text``, in its order.

    >>> words_of("Inês's 3rd visit")
    ['ines', 's', '3rd', 'visit']
    >>> words_of("the U.S. answer")
    ['the', 'us', 'answer']
    """
    folded = fold_letters(text)
    if _MAY_HAVE_INITIALS.search(folded):
        folded = _INITIALS.sub(lambda initials: initials[0].replace(".", ""), folded)
    words: list[str] = _WORD.findall(folded)
    return words if max(map(len, words), default=0) <= LONGEST else [it[:LONGEST] for it in words]


WRITTEN = re.compile(rf"[\w{MARKS}]+")  # a word as it is written, with its marks


def word_set(texts: Iterable[str | None]) -> frozenset[str]:
    """The folded words of all ``texts`` there are."""
    return frozenset(words_of(" \n ".join(filter(None, texts))))


# In the order in which results are grouped.
KINDS = ("actors", "demands", "claims", "quotes", "articles", "topics")


@fixed
class Result:
    """The texts of a result, all of them plain."""

    uri: str
    text: str = ""  # a name, a title, or the words
    facts: str = ""  # one line: who, when, where
    label: str = ""  # what must be known before the text is read, such as whose claim it is
    names: tuple[tuple[str, str], ...] = ()  # other names, each with its language or an empty text
    # Texts that find it, each shown only where a word looked for is in it and in no other.
    more: tuple[str, ...] = ()
    row: int | None = None  # of a quote, its place among the cards of all quotes, which show it

    def line(self) -> str:
        """The result as JSON, without empty values at its end; of a quote its card's row."""
        if self.row is not None:
            return json.dumps([self.row])
        values: list[object] = [self.uri, self.text, self.facts]
        rest: list[object] = [self.label, self.names, self.more]
        while rest and not rest[-1]:
            rest.pop()
        return json.dumps(values + rest, ensure_ascii=False, separators=(",", ":"))


@fixed
class SearchEntry:
    """A result with the words that find it."""

    kind: str
    result: Result
    # Words of its name or title; for a quote, of the names of its speaker and of whom that speaks
    # for.
    strong: Collection[str]
    weak: Collection[str]  # words of its own text
    names: tuple[str, ...] = ()  # whole names, of actors and topics: these are looked up by name
    # Words that it is about or that belong to it, and all others that find it.
    faint: Collection[str] = ()
    # Askers and asked: of a demand and its quotes, the words of the names of those who make it, and
    # of those whom it is made to and who answer it.
    askers: Collection[str] = ()
    asked: Collection[str] = ()
    dates: Collection[PartialDate] = ()  # of what was said or published
    known: bool = False  # whether the last index has it: all else is empty then


WIDE = 48_000  # a beginning whose terms take more bytes than this gets a term of its own
BEST = 20  # so many entries of a kind are in it
NAME = "="
ASKER, ASKED = ">", "<"
DAY = "@"
NUMBER = "#"
_DIGITS = re.compile(r"\d{1,3}|\d{5,}")  # no year of four digits
BEGINNING = "*"


class Matches(NamedTuple):
    """The numbers of the entries that a term finds, ascending."""

    strong: list[int]
    weak: list[int]
    faint: list[int]

    @classmethod
    def none(cls) -> Self:
        """None yet."""
        return cls([], [], [])


@fixed
class Terms:
    """All terms of an index."""

    # Term, strong, weak and faint numbers, set apart by tabs; in the order of `sort_key`.
    lines: tuple[tuple[str, str], ...]
    wide: tuple[str, ...]  # the beginnings that have a term of their own


def sort_key(term: str) -> bytes:
    """The order in which a browser compares texts: by units of UTF-16."""
    return term.encode("utf-16-be")


def make_terms(entries: Iterable[SearchEntry], numbers: Collection[str] = ()) -> Terms:
    """The terms of ``entries``, grouped by kind; ``numbers`` are words that say how many.

    No entry is kept: their words take fifteen times what the terms take.
    """
    found, starts = find_matches(entries, numbers)
    return terms_of(
        {term: term_line(term, matches) for term, matches in found.items()}, found, starts
    )


def terms_of(
    lines: dict[str, str],
    found: Mapping[str, Matches],
    starts: Sequence[int],
    known: Mapping[str, str] = MappingProxyType({}),
) -> Terms:
    """All terms, of which those that find nothing by how they begin have these ``lines``.

    ``found`` has the matches of each, ``starts`` the first number of each kind; of some others the
    lines are ``known``.
    """
    sizes = {term: len(line.encode()) + 1 for term, line in lines.items()}
    words = {term: size for term, size in sizes.items() if not term.startswith(DAY)}
    wide = sorted(_wide(words), key=sort_key)
    order = sorted(lines, key=sort_key)
    best = {}
    for term in (beginning + BEGINNING for beginning in wide):
        line = known.get(term)
        best[term] = line or term_line(term, _best(term[:-1], order, found, starts))
    lines |= best
    ordered = sorted(lines, key=sort_key)
    return Terms(tuple((term, lines[term]) for term in ordered), tuple(wide))


def find_matches(
    entries: Iterable[SearchEntry], numbers: Collection[str]
) -> tuple[dict[str, Matches], list[int]]:
    """The matches of each term, and the number of the first entry of each kind."""
    found: defaultdict[str, Matches] = defaultdict(Matches.none)
    starts: dict[str, int] = {}
    for number, entry in enumerate(entries):
        starts.setdefault(entry.kind, number)
        if entry.known:
            continue
        for word in entry.strong:
            found[word].strong.append(number)
        for word in frozenset(entry.weak).difference(entry.strong):
            found[word].weak.append(number)
        years = {date.text[:4] for date in entry.dates if date.known}
        for word in years.union(entry.faint).difference(entry.strong, entry.weak):
            found[word].faint.append(number)
        for term in _signed(entry, numbers):
            found[term].strong.append(number)
        for day in {_day(date) for date in entry.dates if date.precision in ("day", "month")}:
            matches = found[DAY + day]
            numbers_of = {"quotes": matches.strong, "articles": matches.weak}
            numbers_of.get(entry.kind, matches.faint).append(number)
        for name in dict.fromkeys(" ".join(words_of(name)) for name in entry.names):
            if name:
                found[NAME + name].strong.append(number)
    return found, [*starts.values()]


def _signed(entry: SearchEntry, numbers: Collection[str]) -> Iterator[str]:
    """The terms of ``entry`` that are no words: who asks, who is asked, whether it counts."""
    if any(word in numbers or _DIGITS.fullmatch(word) for word in chain(entry.strong, entry.weak)):
        yield NUMBER
    for sign, words in ((ASKER, entry.askers), (ASKED, entry.asked)):
        yield from (sign + word for word in words)


def _day(date: PartialDate) -> str:
    """``date`` as it is searched: by its month, and perhaps its day and its year."""
    year, month, *day = date.text.split("-")
    return "-".join([month, *(day or ["00"]), year])


def term_line(term: str, matches: Matches) -> str:
    """The line of ``term`` in its file."""
    numbers = [matches.strong, matches.weak, *([matches.faint] if matches.faint else [])]
    return "\t".join([term, *map(encode, numbers)])


def _wide(sizes: Mapping[str, int], length: int = 1) -> list[str]:
    """Prefixes whose terms together are too large, from ``length`` characters on."""
    sums: defaultdict[str, int] = defaultdict(int)
    counts: defaultdict[str, int] = defaultdict(int)
    for term, size in sizes.items():
        sums[term[:length]] += size
        counts[term[:length]] += 1
    # A word that is large alone is fetched alone.
    large = {start for start, total in sums.items() if total > WIDE and counts[start] > 1}
    if not large:
        return []
    longer = {it: size for it, size in sizes.items() if len(it) > length and it[:length] in large}
    signs = (NAME, ASKER, ASKED, NUMBER)
    return [start for start in large if start not in signs] + _wide(longer, length + 1)


def _best(
    beginning: str, order: Sequence[str], found: Mapping[str, Matches], starts: Sequence[int]
) -> Matches:
    """The first entries of each kind for all terms with this prefix."""
    low = bisect_left(order, sort_key(beginning), key=sort_key)
    high = bisect_left(order, sort_key(beginning + "\uffff"), key=sort_key)
    terms = [found[term] for term in order[low:high]]
    strong = set[int]().union(*(term.strong for term in terms))
    weak = set[int]().union(*(term.weak for term in terms)) - strong
    return Matches(_firsts(sorted(strong), starts), _firsts(sorted(weak), starts), [])


def _firsts(numbers: Sequence[int], starts: Sequence[int]) -> list[int]:
    """The first ``BEST`` of ``numbers`` of each kind."""
    bounds = [bisect_left(numbers, start) for start in starts] + [len(numbers)]
    return [it for low, high in pairwise(bounds) for it in numbers[low : min(high, low + BEST)]]
