"""How files are written that a browser fetches while somebody types: small, and of one build.

Lines go into files by their size or their number, each below a first line with a digest, which the
index of the files has, too: a page that was opened before a new build notices files that are other
since. A digest is of one file, or of few in a row, so that those that are the same stay as they
are. Lists of numbers are short texts.
"""

import hashlib
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from pathlib import Path

SHARD = 12_000  # a file of terms is closed when it has so many bytes; one term may make it larger
# Results are scattered over all blocks: small ones cost more files, large ones more of a query.
BLOCK = 8
DIGESTS = 500  # an index has at most so many of a folder: every browser that searches fetches it
_DIGEST_LENGTH = 8

File = tuple[str, bytes]  # a path below the site's root, and content
Digests = tuple[int, list[str]]  # how many files in a row have one digest, and the digests
# Numbers are short printable texts, which need no escaping anywhere. A list of ascending numbers
# (`encode`) is written as the gaps between them, each gap in base 47, the smallest digit first: the
# 94 printable ASCII characters are the digits, of which the lower half ends a gap and the upper
# half says that more follows. Other numbers (`pack`) begin with their smallest digit, too: a
# character from ``]`` on is a digit of base 34 that more follow, one from ``#`` to ``[`` the last
# digit. So a number below 57 takes one character, one below 1,938 two. `filters.js` reads them.
_BASE = 47
_SMALLEST = ord("!")
_GAPS = re.compile("[P-~]*[!-O]")
_NUMBER = (34, ord("]"), ord("#"), 57)


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


def numbered_files(folder: str, texts: Iterable[str], digests: Digests) -> Iterator[File]:
    """Each of ``texts`` as the file of its number, below a first line with its digest."""
    length, firsts = digests
    for number, text in enumerate(texts):
        yield f"{folder}/{number}.txt", f"{firsts[number // length]}\n{text}".encode()


def digests_of(texts: Sequence[str]) -> Digests:
    """The number of adjacent ``texts`` that share a digest, and these digests."""
    length = -(-len(texts) // DIGESTS) or 1
    starts = range(0, len(texts), length)
    return length, [_digest(texts[start : start + length]) for start in starts]


def _digest(texts: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for text in texts:
        whole.update(text.encode() + b"\0")
    return urlsafe_b64encode(whole.digest())[:_DIGEST_LENGTH].decode()


def compact_json(value: object) -> str:
    """``value`` as JSON without white space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lines_of(site: Path, file: str) -> list[str]:
    """The lines of ``file`` in ``site``, which begins with a digest."""
    return (site / f"{file}.txt").read_bytes().decode().split("\n")[1:-1]


def _digits(number: int, base: int, more: int, end: int, most: int) -> str:
    """``number``: digits of ``base`` from ``more`` on; the last is one of ``most`` from ``end``."""
    digits = ""
    while number >= most:
        number, digit = divmod(number, base)
        digits += chr(more + digit)
    return digits + chr(end + number)


_GAP = (_BASE, _SMALLEST + _BASE, _SMALLEST, _BASE)
_SMALLS = _BASE * _BASE
_SMALL = tuple(_digits(gap, *_GAP) for gap in range(_SMALLS))


def encode(numbers: Iterable[int]) -> str:
    """Ascending ``numbers`` (from 0, none twice) as text.

    >>> encode([0, 1, 50]), encode([])
    ('!!Q"', '')
    """
    gaps = (after - before - 1 for before, after in pairwise(chain((-1,), numbers)))
    return "".join([_SMALL[gap] if gap < _SMALLS else _digits(gap, *_GAP) for gap in gaps])


def decode(text: str) -> list[int]:
    """The numbers of which ``encode`` made ``text``.

    >>> decode(encode([0, 1, 50, 5000]))
    [0, 1, 50, 5000]
    """
    numbers, last = list[int](), -1
    for digits in _GAPS.findall(text):
        gap = ord(digits[-1]) - _SMALLEST
        for digit in reversed(digits[:-1]):
            gap = gap * _BASE + ord(digit) - _SMALLEST - _BASE
        last += gap + 1
        numbers.append(last)
    return numbers


def pack(numbers: Iterable[int]) -> str:
    """``numbers`` as one text.

    >>> pack([0, 1, 56, 57])
    '#$[t$'
    """
    return "".join(_digits(number, *_NUMBER) for number in numbers)
