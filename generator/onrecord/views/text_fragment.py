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

# A run of words as every page would print it: letters, digits and plain stops within.
_PLAIN = re.compile(r"[^\W_]+(?:[,;:]? [^\W_]+)*")
# How many words name an end of a run, and how many before a short run tell it from others.
_ENDS = 6
_BEFORE = 3
# Words fewer than these may stand anywhere on a page.
_FEW = 5


def text_fragment(url: str, parts: Sequence[str], prefix: str, suffix: str) -> str:
    """``url`` with a fragment that leads to the words.

    Args:
        url: of the page.
        parts: the words, in the parts in which the source prints them.
        prefix: the characters before them in the source.
        suffix: the characters after them.

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
        directives[0] = _told_apart(directives[0], runs[0], prefix, before=True)
        directives[-1] = _told_apart(directives[-1], runs[-1], suffix, before=False)
    return f"{url}#:~:{'&'.join(f'text={one}' for one in directives)}"


def _directive(run: str) -> str | None:
    """``start,end`` or, for a short run of plain words, the words."""
    plain = [found.group() for found in _PLAIN.finditer(run)]
    if not plain:
        return None
    words = plain[0].split(" ")
    if len(plain) == 1 and len(words) <= 2 * _ENDS:
        return _encoded(plain[0])
    start, end = words[:_ENDS], plain[-1].split(" ")[-_ENDS:]
    if len(plain) == 1:
        end = words[_ENDS:][-_ENDS:]
    return f"{_encoded(' '.join(start))},{_encoded(' '.join(end))}"


def _told_apart(directive: str, run: str, context: str, *, before: bool) -> str:
    """The directive with the nearest plain words beside its run, where they touch it."""
    touches = run[:1].isalnum() if before else run[-1:].isalnum()
    plain = list(_PLAIN.finditer(context))
    if not plain or not touches:
        return directive
    found = plain[-1] if before else plain[0]
    gap = context[found.end() :] if before else context[: found.start()]
    words = found.group().split(" ")
    if before:
        # The first word may be cut off where the context begins.
        words = words[1:] if found.start() == 0 else words
        words = words[-_BEFORE:]
    else:
        words = words[:-1] if found.end() == len(context) else words
        words = words[:_BEFORE]
    if not words or gap.strip():
        return directive
    text = _encoded(" ".join(words))
    return f"{text}-,{directive}" if before else f"{directive},-{text}"


def _encoded(text: str) -> str:
    """Percent-encoded, the three signs of the syntax too."""
    return quote(text, safe="").replace("-", "%2D")
