"""From entries to terms: which entries each word finds, and how strongly.

Three kinds of term share one sorted list, since each is looked up by how it begins:

- ``ines``: a word;
- ``=ines prado``: a whole name, to put an exact name before all else;
- ``o*``: the best entries of all words that begin so, where these are too many to fetch.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .entry import SearchEntry
from .postings import encode
from .tokens import words_of

# A beginning whose terms take more bytes than this gets a term of its own.
WIDE = 48_000
# So many entries of a kind are in it.
BEST = 20

NAME = "="
BEGINNING = "*"


@dataclass(slots=True)
class Matches:
    """The numbers of the entries that a term finds, ascending."""

    strong: list[int] = field(default_factory=list)
    weak: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms of an index.

    Attributes:
        lines: term, strong and weak numbers, set apart by tabs; in the order of `sort_key`.
        wide: the beginnings that have a term of their own.
    """

    lines: tuple[tuple[str, str], ...]
    wide: tuple[str, ...]


def sort_key(term: str) -> bytes:
    """The order in which a browser compares texts: by units of UTF-16."""
    return term.encode("utf-16-be")


def make_terms(entries: Sequence[SearchEntry]) -> Terms:
    """The terms of ``entries``, which are numbered in their order and grouped by kind."""
    found = _find(entries)
    lines = {term: _line(term, matches) for term, matches in found.items()}
    sizes = {term: len(line.encode()) + 1 for term, line in lines.items()}
    wide = sorted(_wide(sizes), key=sort_key)
    starts = _starts(entries)
    order = sorted(found, key=sort_key)
    for beginning in wide:
        term = beginning + BEGINNING
        lines[term] = _line(term, _best(beginning, order, found, starts))
    ordered = sorted(lines, key=sort_key)
    return Terms(tuple((term, lines[term]) for term in ordered), tuple(wide))


def _find(entries: Sequence[SearchEntry]) -> dict[str, Matches]:
    found: defaultdict[str, Matches] = defaultdict(Matches)
    for number, entry in enumerate(entries):
        for word in entry.strong:
            found[word].strong.append(number)
        for word in entry.weak:
            if word not in entry.strong:
                found[word].weak.append(number)
        for name in dict.fromkeys(" ".join(words_of(name)) for name in entry.names):
            if name:
                found[NAME + name].strong.append(number)
    return found


def _line(term: str, matches: Matches) -> str:
    return f"{term}\t{encode(matches.strong)}\t{encode(matches.weak)}"


def _wide(sizes: Mapping[str, int], length: int = 1) -> list[str]:
    """The beginnings whose terms together are too large, from ``length`` characters on."""
    sums: defaultdict[str, int] = defaultdict(int)
    counts: defaultdict[str, int] = defaultdict(int)
    for term, size in sizes.items():
        sums[term[:length]] += size
        counts[term[:length]] += 1
    # A word that is large alone is fetched alone.
    large = {start for start, total in sums.items() if total > WIDE and counts[start] > 1}
    if not large:
        return []
    longer = {
        term: size for term, size in sizes.items() if len(term) > length and term[:length] in large
    }
    return [start for start in large if start != NAME] + _wide(longer, length + 1)


def _best(
    beginning: str, order: Sequence[str], found: Mapping[str, Matches], starts: Sequence[int]
) -> Matches:
    """The first entries of each kind among all that the terms with this beginning find."""
    low = bisect_left(order, sort_key(beginning), key=sort_key)
    high = bisect_left(order, sort_key(beginning + "\uffff"), key=sort_key)
    terms = [found[term] for term in order[low:high]]
    strong = set[int]().union(*(term.strong for term in terms))
    weak = set[int]().union(*(term.weak for term in terms)) - strong
    return Matches(_firsts(sorted(strong), starts), _firsts(sorted(weak), starts))


def _firsts(numbers: Sequence[int], starts: Sequence[int]) -> list[int]:
    """The first ``BEST`` of ``numbers`` of each kind."""
    bounds = [bisect_left(numbers, start) for start in starts] + [len(numbers)]
    return [
        number for low, high in pairwise(bounds) for number in numbers[low : min(high, low + BEST)]
    ]


def _starts(entries: Sequence[SearchEntry]) -> list[int]:
    """The number of the first entry of each kind that there is."""
    kinds = [entry.kind for entry in entries]
    return [number for number, kind in enumerate(kinds) if not number or kinds[number - 1] != kind]
