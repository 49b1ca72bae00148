"""A link that opens a page at given words (https://wicg.github.io/scroll-to-text-fragment/).

A browser looks for whole words letter by letter. Marks, dashes and spaces of a page may be others
than those of its capture, so only words are named that hold none: the first and the last of each
run, and what lies between is marked with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from onrecord.captures.quotation import Quotation

# A word as every page would print it, with a stop or comma behind it.
_PLAIN = re.compile(r"[^\W_]+[.,;:!?]?")
# How many words name an end of a run, and how many before a short run tell it from others.
_ENDS = 6
_BEFORE = 3
# Fewer words than these may stand anywhere on a page.
_FEW = 5
# So many plain words in a row name a place; fewer only where there are no more.
_ENOUGH = 3


def text_fragment(url: str, parts: Sequence[str], prefix: str) -> str:
    """``url`` with a fragment that leads to the words.

    Args:
        url: of the page.
        parts: the words, in the parts in which the source prints them.
        prefix: the characters before them in the source.

    Returns:
        ``url`` itself where it has a fragment of its own or no words can be named.
    """
    if urlsplit(url).fragment:
        return url
    runs = [run.words for run in Quotation.broken(parts).runs]
    directives = [one for run in runs if (one := _directive(run))]
    if not directives:
        return url
    if sum(len(run.split()) for run in runs) < _FEW:
        directives[0] = _told_apart(directives[0], runs[0], prefix)
    return f"{url}#:~:{'&'.join(f'text={one}' for one in directives)}"


def _directive(run: str) -> str | None:
    """``start,end`` or, for a short run of plain words, the words."""
    plain = _plain_runs(run)
    if not plain:
        return None
    most = max(map(len, plain))
    named = [words for words in plain if len(words) >= min(_ENOUGH, most)]
    if len(named) == 1 and len(named[0]) <= 2 * _ENDS:
        return _encoded(named[0])
    return f"{_encoded(named[0][:_ENDS])},{_encoded(named[-1][-_ENDS:])}"


def _plain_runs(text: str) -> list[list[str]]:
    """The runs of plain words in ``text``; one that holds a mark or a dash ends a run."""
    runs: list[list[str]] = [[]]
    for word in text.split():
        if _PLAIN.fullmatch(word):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _told_apart(directive: str, run: str, prefix: str) -> str:
    """The directive with the plain words right before its run, where both touch."""
    words = prefix.split()
    # The first may be cut off where the context begins.
    words = words[1:] if prefix[:1].strip() else words
    near = words[-_BEFORE:]
    while near and not all(map(_PLAIN.fullmatch, near)):
        near = near[1:]
    begins_plain = _PLAIN.fullmatch(run.split(maxsplit=1)[0])
    return f"{_encoded(near, whole=True)}-,{directive}" if near and begins_plain else directive


def _encoded(words: Sequence[str], *, whole: bool = False) -> str:
    """Percent-encoded, the signs of the syntax too.

    The last stop or comma is left to the page, unless the words are wanted ``whole``.
    """
    text = " ".join(words)
    text = text if whole else text.rstrip(".,;:!?")
    return quote(text, safe="").replace("-", "%2D")
