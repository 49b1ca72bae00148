"""The index as files: each small, so that a query fetches only what it needs.

- ``search/meta.json``: the digest, how many entries of each kind there are, where each file of
  terms begins and how large it is, and the rules of folding;
- ``search/terms/<n>.txt``: terms in order, one a line (`terms`);
- ``search/records/<n>.txt``: what the results show, `BLOCK` entries a file, one a line.

Names stay the same from build to build; each file begins with the digest of the whole, so that a
page that was opened before a new build notices.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .entry import KINDS, SearchEntry
from .terms import Terms, make_terms
from .tokens import ALONE, LETTERS, MARKS

# A file of terms is closed when it holds so many bytes; one term may make it larger.
SHARD = 12_000
# Results are scattered over all blocks: small ones cost more files, large ones more of a query.
BLOCK = 8
_DIGEST_LENGTH = 12

# A path below the site's root, and content.
File = tuple[str, bytes]


def index_files(entries: Iterable[SearchEntry]) -> Iterator[File]:
    """The files of the index: path below the site's root, and content.

    Args:
        entries: grouped by kind in the order of ``KINDS``, within a kind the first to be shown
            first.
    """
    numbered = list(entries)
    terms = make_terms(numbered)
    shards = list(shard(terms.lines))
    texts = [text for _, text in shards]
    blocks = blocks_of(entry.result.line() for entry in numbered)
    digest = digest_of([*texts, *blocks])
    yield "search/meta.json", _meta(digest, numbered, terms, shards)
    yield from numbered_files("search/terms", texts, digest)
    yield from numbered_files("search/records", blocks, digest)


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


def digest_of(texts: Iterable[str]) -> str:
    """What distinguishes the files of one build from those of another."""
    whole = hashlib.sha256()
    for text in texts:
        whole.update(text.encode())
    return whole.hexdigest()[:_DIGEST_LENGTH]


def compact_json(value: object) -> str:
    """``value`` as JSON without white space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _meta(
    digest: str, entries: Sequence[SearchEntry], terms: Terms, shards: Sequence[tuple[str, str]]
) -> bytes:
    counts = Counter(entry.kind for entry in entries)
    meta = {
        "digest": digest,
        "kinds": [[kind, counts[kind]] for kind in KINDS],
        "block": BLOCK,
        "first": [first for first, _ in shards],
        "bytes": [len(text.encode()) for _, text in shards],
        "wide": terms.wide,
        "letters": LETTERS,
        "marks": MARKS,
        "alone": ALONE,
    }
    return compact_json(meta).encode()
