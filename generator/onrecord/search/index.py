"""The index of the search as files: each small, so that a query fetches only what it needs.

- ``search/meta.json``: the digests of all other files, the numbers of the entries of each kind,
  where each file of terms begins and how large it is, the rules of folding, and the words that say
  little;
- ``search/terms/<n>.txt``: terms in order, one a line, each with the entries that it finds;
- ``search/names/0.txt``: the words of actors' names, those of the actors quoted last first, to
  offer one in place of a word that nothing has, which may be a name spelled otherwise;
- ``search/records/<n>.txt``: what the results show, `BLOCK` entries a file, one a line; of a quote
  the row of its card in ``explore/quotes``, where `explore.py` writes the cards of all quotes.

Names stay the same from build to build; each file begins with its digest, so that a page that was
opened before a new build gets only what is still the same, or notices.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, chain
from pathlib import Path
from typing import NamedTuple, Self

from onrecord.reading.texts import ALONE

from . import browser_files
from .terms import (
    ALIKE,
    BEGINNING,
    KINDS,
    LETTERS,
    MARKS,
    WRITTEN,
    Matches,
    SearchEntry,
    Terms,
    find_matches,
    fold_letters,
    make_terms,
    term_line,
    terms_of,
    words_of,
)

# So many bytes of the words of names are offered in place of a word that nothing has.
NAMES = 60_000

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

_SHORTEST_NAME = 4  # shorter words are too much like too many others


def _months(say: Say) -> list[list[str]]:
    """The names of each month, and their unique beginnings."""
    wholes = [fold_letters(say(f"date.full_months.{number}")) for number in range(1, 13)]
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
    return [fold_letters(ending).replace("_", "") for ending in group.split()]


class Indexed(NamedTuple):
    """An index of entries as plain data: another process may have made it."""

    kinds: dict[str, int]  # how many there are of each
    results: list[str]  # their lines
    names: str  # the words of actors' names, one a line
    terms: list[tuple[str, str]]
    wide: list[str]  # as of `Terms`


class LastIndex(NamedTuple):
    """The index of a site that had as many entries in the same order."""

    indexed: Indexed
    entries: Iterable[SearchEntry]  # as they were where they may be other now, else known

    @classmethod
    def of(cls, site: Path, entries: Iterable[SearchEntry]) -> Self:
        """That of ``site``. Raises OSError, ValueError or KeyError if it cannot be read."""
        lines = partial(browser_files.lines_of, site / "search")
        meta = json.loads((site / "search/meta.json").read_bytes())
        kinds = {kind: end - start for kind, start, end in meta["kinds"]}
        blocks = range(-(-sum(kinds.values()) // browser_files.BLOCK))
        results = [line for number in blocks for line in lines(f"records/{number}")]
        shards = range(len(meta["first"]))
        terms = [line for number in shards for line in lines(f"terms/{number}")]
        names = "".join(f"{name}\n" for name in lines("names/0"))
        known = [(line.partition("\t")[0], line) for line in terms]
        return cls(Indexed(kinds, results, names, known, meta["wide"]), entries)

    def terms(self, entries: Iterable[SearchEntry], numbers: Collection[str]) -> Terms:
        """The terms of ``entries``, as `make_terms` would make them; those that differ anew."""
        beginnings = {f"{beginning}{BEGINNING}" for beginning in self.indexed.wide}
        lines = dict(self.indexed.terms)
        known = {term: lines.pop(term) for term in beginnings}
        now, starts = find_matches(entries, numbers)
        before, _ = find_matches(self.entries, numbers)
        found = _Matches(lines)
        none = Matches.none()
        for term in now.keys() | before.keys():
            old, new = before.get(term, none), now.get(term, none)
            if old == new:
                continue
            lists = [
                sorted({*every}.difference(gone).union(come))
                for every, gone, come in zip(found[term], old, new, strict=True)
            ]
            found[term] = Matches(*lists)
            if any(lists):
                lines[term] = term_line(term, found[term])
            else:
                del lines[term]
            known = {it: line for it, line in known.items() if not term.startswith(it[:-1])}
        return terms_of(lines, found, starts, known)


class _Matches(dict[str, Matches]):
    """What terms find, read from their ``lines`` as it is asked for."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines

    def __missing__(self, term: str) -> Matches:
        lists = [
            *map(browser_files.decode, self._lines.get(term, term).split("\t")[1:]),
            *Matches.none(),
        ]
        return self.setdefault(term, Matches(*lists[:3]))


def make_index(
    entries: Iterable[SearchEntry], numbers: str = "", last: LastIndex | None = None
) -> Indexed:
    """What an index has of ``entries``, grouped by kind in the order of ``KINDS``.

    They are in the order to be shown; ``numbers`` are the words that say how many. Those that
    are known are in the ``last`` index.
    """
    made = Indexed(dict.fromkeys(KINDS, 0), [], "", [], [])
    actors: list[str] = []
    known = last.indexed.results if last else []

    def shown() -> Iterator[SearchEntry]:
        for number, entry in enumerate(entries):
            made.kinds[entry.kind] += 1
            line = known[number] if entry.known else entry.result.line()
            made.results.append(line)
            actors.extend(entry.names if entry.kind == "actors" else ())
            yield entry

    words = frozenset(words_of(numbers))
    terms = last.terms(shown(), words) if last else make_terms(shown(), words)
    names = last.indexed.names if last else "".join(_name_words(actors))
    return made._replace(names=names, terms=[*terms.lines], wide=[*terms.wide])


def index_files(
    found: Indexed, say: Say, cards: browser_files.Digests = (1, []), slots: Sequence[str] = ()
) -> Iterator[browser_files.File]:
    """The files of the index: path below the site's root, and content.

    How people ask in the language of the site, ``say`` has below ``finder``, words set apart by
    spaces and groups by ``|``; ``cards`` are the digests of the cards, and ``slots`` their texts.
    """
    shards = list(browser_files.shard(found.terms))
    texts = [text for _, text in shards]
    parts = {
        "search/names": [found.names],
        "search/terms": texts,
        "search/records": browser_files.blocks_of(found.results),
    }
    digests = {folder: browser_files.digests_of(some) for folder, some in parts.items()}
    files = {"files": {**digests, "explore/quotes": cards}, "slots": slots}
    yield "search/meta.json", _meta(files, found, shards, say)
    for folder, some in parts.items():
        yield from browser_files.numbered_files(folder, some, digests[folder])


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


def _meta(
    files: Mapping[str, object], found: Indexed, shards: Sequence[tuple[str, str]], say: Say
) -> bytes:
    counts, ends = found.kinds, accumulate(found.kinds.values())
    meta = {
        **files,
        "kinds": [[kind, end - counts[kind], end] for kind, end in zip(counts, ends, strict=True)],
        "block": browser_files.BLOCK,
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
    return browser_files.compact_json(meta).encode()
