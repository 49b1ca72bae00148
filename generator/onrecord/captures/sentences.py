"""Whether words begin and end where sentences of their source do, by the characters around them.

Only what the characters show is said. An abbreviation before a name looks like the end of a
sentence, and a line of a list has no stop; in doubt the words count as whole.
"""

from __future__ import annotations

import re

_OPENING = (
    "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300e\u301d"
)
_CLOSING = "\"'\u2018\u2019\u201c\u201d\u201f\u00ab\u00bb\u2039\u203a\u300d\u300f\u301e"
_STOPS = ".!?\u2026\u3002\uff01\uff1f\uff0e\u061f\u06d4\u0964\u0965\u0589\u1362\u17d4\u104b"
_COMMAS = ",;\u060c\u3001\uff0c\uff1b"

# French sets a space before its closing mark; what looks like a mark before a letter is none.
_CLOSES = re.compile(rf"[{_STOPS}{_COMMAS}]?(?:[^\S\n]*[\u00bb\u203a]|[{_CLOSING}])(?!\w)")
_ENDS_HERE = re.compile(
    rf"[{_STOPS}](?!\d)|\s*\n\s*\n|[{_COMMAS}]?\s*$|[{_COMMAS}][^\S\n]*\n|\s*[)\]]"
)
_OPENS = re.compile(rf"[{_OPENING}][^\S\n]*$")
# A stop, a colon or a bracket; a mark at the beginning of a line, as before the items of a list.
_BEGINS_HERE = re.compile(rf"(?:^|\n\s*\n|[{_STOPS}:)\]][{_CLOSING}]?)\s*$|(?:^|\n)[^\w\n]+$")
_LEFT_OUT = re.compile(r"^\W*(?:\.\s?\.|\u2026)|(?:\.\s?\.\s?\.?|\u2026)\W*$")
_END_OF_WORDS = re.compile(rf"[{_STOPS}][)\]{_CLOSING}]*$")


def begins_within(words: str, prefix: str) -> bool:
    """Whether a sentence of the source begins before ``words``.

    Args:
        words: the first part of a quote.
        prefix: the characters before it; empty at the beginning of the source.
    """
    first = next((char for char in words if char.isalnum()), "")
    if not first or words.lstrip().startswith("[") or _LEFT_OUT.match(words):
        return False
    before = prefix.rstrip()
    small = first.islower()
    if marked := _OPENS.search(prefix):
        # Words that a sentence of the writer takes up: there was "no reason at all for this".
        lead = prefix[: marked.start()].rstrip()
        return small and bool(lead) and (lead[-1].isalnum() or lead[-1] in _COMMAS)
    if _BEGINS_HERE.search(prefix):
        return False
    last = before[-1:]
    if "\n" in prefix[len(before) :] and not small:
        return False  # a line of its own: a heading, the name of a speaker
    return last.isalnum() or (small and last in _COMMAS)


def ends_within(words: str, suffix: str, *, exact: bool) -> bool:
    """Whether a sentence of the source goes on after ``words``.

    Args:
        words: the last part of a quote.
        suffix: the characters after it; empty at the end of the source.
        exact: whether the last stop of ``words`` is that of the source (it may be a comma there).
    """
    if words.rstrip().endswith("]") or _LEFT_OUT.search(words.rstrip()):
        return False
    if _CLOSES.match(suffix):
        return False
    following = suffix.lstrip()[:1]
    if _END_OF_WORDS.search(words.rstrip()):
        if exact or words.rstrip()[-1] != ".":
            return False
        return following.islower()
    return not _ENDS_HERE.match(suffix)


def in_marks(prefix: str, suffix: str) -> bool:
    """Whether the source has quotation marks around the words between ``prefix`` and ``suffix``."""
    return bool(_OPENS.search(prefix) and _CLOSES.match(suffix))
