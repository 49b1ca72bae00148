"""The index of the search as files: each small, so that a query fetches only what it needs.

- ``search/meta.json``: the digest, the numbers of the entries of each kind, where each file of
  terms begins and how large it is, the rules of folding, and the words that say little;
- ``search/terms/<n>.txt``: terms in order, one a line, each with the entries that it finds;
- ``search/names.txt``: the words of actors' names, those of the actors quoted last first, to offer
  one in place of a word that nothing has, which may be a name spelled otherwise;
- ``search/records/<n>.txt``: what the results show, `BLOCK` entries a file, one a line; of a quote
  the row of its card in ``explore/quotes``, where `explore.py` writes the cards of all quotes.

Names stay the same from build to build; each file begins with the digest of the whole, so that a
page that was opened before a new build notices.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice
from types import MappingProxyType
from typing import NamedTuple

from onrecord.reading.texts import ALONE

from .terms import ALIKE, KINDS, LETTERS, MARKS, WRITTEN, SearchEntry, fold, make_terms, words_of

# So many bytes of the words of names are offered in place of a word that nothing has.
NAMES = 60_000

SHARD = 12_000  # a file of terms is closed when it has so many bytes; one term may make it larger
# Results are scattered over all blocks: small ones cost more files, large ones more of a query.
BLOCK = 8
_DIGEST_LENGTH = 12

File = tuple[str, bytes]  # a path below the site's root, and content
Say = Callable[[str], str]  # the words of a site by their keys


# What a question can ask for: what who demands, what was answered, who said what, what is disputed.
_ASKED_FOR = ("asks", "answers", "quotes", "claims", "articles", "other", "numbers")
# Words before a name: to whom something is, of whom, by whom; and what turns it ("was … asked").
_PARTS = ("to", "of", "by", "was", "done")


# "26 January 2022", "January 26th", "Jan 2022", "2022-01-26", "26/1/2022" in folded words.
_DATES = (
    r"(?<= |^)(?:(?:(?<day1>\d\d?)(?:st|nd|rd|th|er)? (?:of |de )?)?(?<name0>MONTH)"
    r"(?: (?<day2>\d\d?)(?:st|nd|rd|th)?)?(?: (?<year1>\d{4}))?"
    r"|(?<year2>\d{4}) (?<month1>\d\d?)(?: (?<day3>\d\d?))?"
    r"|(?<day4>\d\d?) (?<month2>\d\d?) (?<year3>\d{4}))(?= |$)"
)


def _months(say: Say) -> list[list[str]]:
    """Of each month its names, and how its name begins and that of no other does."""
    wholes = [fold(say(f"date.full_months.{number}")) for number in range(1, 13)]
    shorts = [words_of(say(f"date.months.{number}")) for number in range(1, 13)]
    starts = [[whole[:end] for end in range(3, len(whole) + 1)] for whole in wholes]
    counts = Counter(chain(*starts))
    return [
        sorted({*(start for start in some if counts[start] == 1), *words_of(whole), *short})
        for some, whole, short in zip(starts, wholes, shorts, strict=True)
    ]


def _groups(text: str) -> list[list[str]]:
    return [words_of(group) for group in text.split("|") if group.strip()]


def forms_of_words(say: Say) -> dict[str, list[list[str]]]:
    """The rules by which `finder.js` joins the forms of a word."""
    endings = [_endings(group) for group in say("finder.endings").split("|")]
    return {"endings": endings, "forms": _groups(say("finder.forms"))}


def _endings(group: str) -> list[str]:
    return [fold(ending).replace("_", "") for ending in group.split()]


class Indexed(NamedTuple):
    """What an index has of its entries, as plain data: another process may have made it."""

    kinds: dict[str, int]  # how many there are of each
    results: list[str]  # their lines
    actors: list[str]  # names
    terms: list[tuple[str, str]]
    wide: list[str]  # as of `Terms`


def indexed(entries: Iterable[SearchEntry], numbers: str = "") -> Indexed:
    """What an index has of ``entries``, grouped by kind in the order of ``KINDS``.

    They are in the order to be shown; ``numbers`` are the words that say how many.
    """
    made = Indexed(dict.fromkeys(KINDS, 0), [], [], [], [])

    def shown() -> Iterator[SearchEntry]:
        for entry in entries:
            made.kinds[entry.kind] += 1
            made.results.append(entry.result.line())
            made.actors.extend(entry.names if entry.kind == "actors" else ())
            yield entry

    terms = make_terms(shown(), frozenset(words_of(numbers)))
    made.terms.extend(terms.lines)
    made.wide.extend(terms.wide)
    return made


def index_files(
    found: Indexed, say: Say, cards: Mapping[str, object] = MappingProxyType({})
) -> Iterator[File]:
    """The files of the index: path below the site's root, and content.

    How people ask in the language of the site, ``say`` has below ``finder``, words set apart by
    spaces and groups by ``|``; ``cards`` is the digest of the cards, and their texts.
    """
    shards = list(shard(found.terms))
    texts = [text for _, text in shards]
    blocks = blocks_of(found.results)
    names = "".join(_name_words(found.actors))
    digest = build_digest([*texts, *blocks, names])
    yield "search/meta.json", _meta(digest, found, shards, say, cards)
    yield "search/names.txt", f"{digest}\n{names}".encode()
    yield from numbered_files("search/terms", texts, digest)
    yield from numbered_files("search/records", blocks, digest)


_SHORTEST_NAME = 4  # shorter words are too much like too many others


def _name_words(names: Iterable[str]) -> Iterator[str]:
    """The words of actors' ``names`` as they are written, one a line, up to ``NAMES`` bytes.

    Short ones are left out.
    """
    size = 0
    for word in dict.fromkeys(chain.from_iterable(map(WRITTEN.findall, names))):
        if [len(part) >= _SHORTEST_NAME for part in words_of(word)] != [True]:
            continue
        size += len(word.encode()) + 1
        if size > NAMES:
            return
        yield f"{word}\n"


def shard(lines: Iterable[tuple[str, str]], limit: int = SHARD) -> Iterator[tuple[str, str]]:
    """``lines`` (term and line) in runs of about ``limit`` bytes: the first term, and the lines."""
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
    lines, blocks = (f"{result}\n" for result in results), []
    while block := "".join(islice(lines, BLOCK)):
        blocks.append(block)
    return blocks


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
    found: Indexed,
    shards: Sequence[tuple[str, str]],
    say: Say,
    cards: Mapping[str, object],
) -> bytes:
    counts, ends = found.kinds, accumulate(found.kinds.values())
    meta = {
        "digest": digest,
        "kinds": [[kind, end - counts[kind], end] for kind, end in zip(counts, ends, strict=True)],
        "block": BLOCK,
        "cards": dict(cards),
        "first": [first for first, _ in shards],
        "bytes": [len(text.encode()) for _, text in shards],
        "wide": found.wide,
        "stop": sorted({*words_of(say("finder.stop_words"))}),
        "asks": {
            name: sorted(set(words_of(say(f"finder.question.{name}")))) for name in _ASKED_FOR
        },
        "parts": {name: words_of(say(f"finder.parts.{name}")) for name in _PARTS},
        **forms_of_words(say),
        "months": (months := _months(say)),
        "dates": _DATES.replace("MONTH", "|".join(sorted(chain(*months), key=len, reverse=True))),
        "like": _groups(say("finder.alike")),
        "letters": LETTERS,
        "marks": MARKS,
        "alone": ALONE,
        "alike": ALIKE,
    }
    return compact_json(meta).encode()
