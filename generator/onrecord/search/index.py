"""The index of the search as files: each small, so that a query fetches only what it needs.

- ``search/meta.json``: the digest, how many entries of each kind there are, where each file of
  terms begins and how large it is, the rules of folding, and the words that say little;
- ``search/terms/<n>.txt``: terms in order, one a line, each with the entries that it finds;
- ``search/names.txt``: the words of actors' names, those of the actors quoted last first, to offer
  one in place of a word that nothing has, which may be a name spelled otherwise;
- ``search/records/<n>.txt``: what the results show, `BLOCK` entries a file, one a line; of a quote
  the row of its card in ``explore/quotes``, where `explore.py` writes the cards of all quotes.

Names stay the same from build to build; each file begins with the digest of the whole, so that a
page that was opened before a new build notices.

Four kinds of term share one sorted list, since each is looked up by how it begins:

- ``ines``: a word;
- ``=ines prado``: a whole name, to put an exact name before all else;
- ``>ines``: the demands of those who have the word in their name, for a question of what one asks;
- ``o*``: the best entries of all words that begin so, where these are too many to fetch.
"""

import hashlib
import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from types import MappingProxyType

from onrecord.reading.texts import ALONE

from .entries import KINDS, SearchEntry
from .tokens import ALIKE, LETTERS, MARKS, encode, fold, name_words, words_of

# A beginning whose terms take more bytes than this gets a term of its own.
WIDE = 48_000
# So many entries of a kind are in it.
BEST = 20
# So many bytes of the words of names are offered in place of a word that nothing has.
NAMES = 60_000

NAME = "="
ASKER = ">"
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
        for word in entry.askers:
            found[ASKER + word].strong.append(number)
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
    return [start for start in large if start not in (NAME, ASKER)] + _wide(longer, length + 1)


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


# A file of terms is closed when it has so many bytes; one term may make it larger.
SHARD = 12_000
# Results are scattered over all blocks: small ones cost more files, large ones more of a query.
BLOCK = 8
_DIGEST_LENGTH = 12

# A path below the site's root, and content.
File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Questions:
    """How a language asks: words set apart by spaces.

    Attributes:
        stop_words: what counts only where a query has no other words.
        asks: words that tell what is asked for and need not be in it, by what that is.
        endings: those that one word can have, groups set apart by ``|``; ``_`` is none.
    """

    stop_words: str = ""
    asks: Mapping[str, str] = field(default_factory=dict)
    endings: str = ""


# What a question can ask for: what who demands, what was answered, who said what, what is disputed.
ASKED = ("asks", "answers", "quotes", "claims", "articles")


def _endings(group: str) -> list[str]:
    return [fold(ending).replace("_", "") for ending in group.split()]


def index_files(
    entries: Iterable[SearchEntry],
    questions: Questions = Questions(),
    cards: Mapping[str, object] = MappingProxyType({}),
) -> Iterator[File]:
    """The files of the index: path below the site's root, and content.

    Args:
        entries: grouped by kind in the order of ``KINDS``, within a kind the first to be shown
            first.
        questions: how the language asks.
        cards: the digest of the cards of quotes, and what each of their texts is.
    """
    numbered = list(entries)
    terms = make_terms(numbered)
    shards = list(shard(terms.lines))
    texts = [text for _, text in shards]
    blocks = blocks_of(entry.result.line() for entry in numbered)
    names = "".join(_name_words(numbered))
    digest = build_digest([*texts, *blocks, names])
    yield "search/meta.json", _meta(digest, numbered, terms, shards, questions, cards)
    yield "search/names.txt", f"{digest}\n{names}".encode()
    yield from numbered_files("search/terms", texts, digest)
    yield from numbered_files("search/records", blocks, digest)


def _name_words(entries: Iterable[SearchEntry]) -> Iterator[str]:
    """The words of actors' names as they are written, one a line, up to ``NAMES`` bytes."""
    names = (name for entry in entries if entry.kind == "actors" for name in entry.names)
    size = 0
    for word in dict.fromkeys(chain.from_iterable(map(name_words, names))):
        size += len(word.encode()) + 1
        if size > NAMES:
            return
        yield f"{word}\n"


def shard(lines: Iterable[tuple[str, str]], limit: int = SHARD) -> Iterator[tuple[str, str]]:
    """``lines`` (term and line, in order) in runs of about ``limit`` bytes.

    Yields:
        The first term of a run, and its lines, each ended by a line break.
    """
    first, size = "", 0
    run: list[str] = []
    for term, line in lines:
        length = len(line.encode()) + 1
        if run and size + length > limit:
            yield first, "".join(run)
            run, size = [], 0
        if not run:
            first = term
        run.append(line + "\n")
        size += length
    if run:
        yield first, "".join(run)


def blocks_of(results: Iterable[str]) -> list[str]:
    """The lines ``results`` in texts of ``BLOCK`` lines."""
    lines = [f"{result}\n" for result in results]
    return ["".join(lines[start : start + BLOCK]) for start in range(0, len(lines), BLOCK)]


def numbered_files(folder: str, texts: Iterable[str], digest: str) -> Iterator[File]:
    """Each of ``texts`` as the file of its number, below a first line with ``digest``."""
    for number, text in enumerate(texts):
        yield f"{folder}/{number}.txt", f"{digest}\n{text}".encode()


def build_digest(texts: Iterable[str]) -> str:
    """What distinguishes the files of one build from those of another."""
    whole = hashlib.sha256()
    for text in texts:
        whole.update(text.encode())
    return whole.hexdigest()[:_DIGEST_LENGTH]


def compact_json(value: object) -> str:
    """``value`` as JSON without white space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _meta(
    digest: str,
    entries: Sequence[SearchEntry],
    terms: Terms,
    shards: Sequence[tuple[str, str]],
    questions: Questions,
    cards: Mapping[str, object],
) -> bytes:
    counts = Counter(entry.kind for entry in entries)
    meta = {
        "digest": digest,
        "kinds": [[kind, counts[kind]] for kind in KINDS],
        "block": BLOCK,
        "cards": dict(cards),
        "first": [first for first, _ in shards],
        "bytes": [len(text.encode()) for _, text in shards],
        "wide": terms.wide,
        "stop": sorted(set(words_of(questions.stop_words))),
        "asks": {part: sorted(set(words_of(text))) for part, text in questions.asks.items()},
        "endings": [_endings(group) for group in questions.endings.split("|")],
        "letters": LETTERS,
        "marks": MARKS,
        "alone": ALONE,
        "alike": ALIKE,
    }
    return compact_json(meta).encode()
