"""Runs of a text that stand in files, found fast.

A run of ``RUN`` letters holds a whole block of half as many that begins at a multiple of its
length. So only these blocks are looked for, and what is found is measured.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from tests.unpacking import texts

RUN = 200
_BLOCK = RUN // 2
_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def plain(text: str) -> str:
    """``text`` with each run of white space as one space."""
    return " ".join(text.split())


def beside(text: str, spans: Iterable[Sequence[int]]) -> list[str]:
    """What of ``text`` stands in none of ``spans`` (start, end)."""
    pieces, end = [], 0
    for start, stop in sorted(map(tuple, spans)):
        pieces.append(plain(text[end:start]))
        end = max(end, stop)
    return [*pieces, plain(text[end:])]


def found(secrets: Iterable[str], files: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Where ``RUN`` letters of a secret stand in one of ``files``, and which."""
    blocks = [
        (secret, at, secret[at : at + _BLOCK])
        for secret in secrets
        for at in range(0, len(secret) - _BLOCK + 1, _BLOCK)
    ]
    for name, data in files:
        for text in _readings(name, data):
            for secret, at, block in blocks:
                there = text.find(block)
                if there >= 0 and (run := _run(secret, at, text, there)):
                    yield f"{name}: {run}"


def _readings(name: str, data: bytes) -> Iterator[str]:
    """What a reader could take the bytes of a file for, each with single spaces."""
    for content in texts(name, data):
        text = content.decode(errors="replace")
        yield plain(text)
        if "&" in text or "<" in text:
            yield plain(html.unescape(_TAG.sub(" ", text)))
        if "\\" in text:
            letters = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
            yield plain(letters.replace("\\n", " ").replace('\\"', '"'))


def _run(secret: str, at: int, text: str, there: int) -> str:
    """The run around a block that both hold; empty where it is short."""
    start, end = at, at + _BLOCK
    first = there
    while start and first and secret[start - 1] == text[first - 1]:
        start, first = start - 1, first - 1
    last = there + _BLOCK
    while end < len(secret) and last < len(text) and secret[end] == text[last]:
        end, last = end + 1, last + 1
    return secret[start:end] if end - start >= RUN else ""
