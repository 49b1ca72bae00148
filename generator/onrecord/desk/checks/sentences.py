"""How many sentences a text has, whatever script it is in."""

from __future__ import annotations

import re

# These end a sentence wherever they stand, with or without a space behind: those of Unicode's
# property Sentence_Terminal that mean nothing else.
_FULL = (
    "\N{IDEOGRAPHIC FULL STOP}\N{HALFWIDTH IDEOGRAPHIC FULL STOP}\N{FULLWIDTH FULL STOP}"
    "\N{DEVANAGARI DANDA}\N{DEVANAGARI DOUBLE DANDA}\N{ARABIC FULL STOP}\N{ETHIOPIC FULL STOP}"
    "\N{ARMENIAN FULL STOP}\N{MYANMAR SIGN SECTION}\N{KHMER SIGN KHAN}\N{MONGOLIAN FULL STOP}"
    "\N{FULLWIDTH QUESTION MARK}\N{FULLWIDTH EXCLAMATION MARK}"
)
# These may stand within one: "Why now?" she asked.
_ASKING = (
    "?!\N{ARABIC QUESTION MARK}"
    "\N{ETHIOPIC QUESTION MARK}\N{DOUBLE EXCLAMATION MARK}\N{DOUBLE QUESTION MARK}"
    "\N{QUESTION EXCLAMATION MARK}\N{EXCLAMATION QUESTION MARK}"
)
_END = re.compile(f"[.\N{HORIZONTAL ELLIPSIS}{_FULL}{_ASKING}]+")
_CLOSING = (
    "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK})]\N{RIGHT CORNER BRACKET}"
    "\N{RIGHT WHITE CORNER BRACKET}\N{FULLWIDTH RIGHT PARENTHESIS}"
    "\N{RIGHT BLACK LENTICULAR BRACKET}"
)
_OPENING = (
    "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}("
    "[\N{INVERTED QUESTION MARK}\N{INVERTED EXCLAMATION MARK}\N{EM DASH}\N{EN DASH}- "
)

# A name follows these, as they are written before one, ...
_TITLES = re.compile(
    "Adm|Brig|Capt|Cmdr|Col|Dr|Gen|Gov|Hon|Lt|Maj|Messrs|Mgr|Mr|Mrs|Ms|Mt|Mx|Pres|Prof|Pvt|Rep|Rev"
    "|Sen|Sgt|Sr|St|Ste"
)
# ... a number these, ...
_COUNTED = re.compile(
    "art|ch|fig|figs|no|nos|nr|p|par|pp|vol|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    re.IGNORECASE,
)
# ... and more of the same sentence these.
_WITHIN = re.compile("al|approx|bzw|ca|cf|etc|eg|ie|incl|usw|vgl|viz|vs|zb", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"[\w.]*$")


def count_sentences(text: str) -> int:
    """How many sentences ``text`` has; where it is doubtful whether one ends, it does not.

    >>> count_sentences("Dr. Ruiz asked for 3.5 per cent. The U.S. envoy did not.")
    2
    """
    ends = [found for found in _END.finditer(text) if _ends(text, found)]
    rest = text[ends[-1].end() :] if ends else text
    return len(ends) + any(character.isalnum() for character in rest)


def _ends(text: str, mark: re.Match[str]) -> bool:
    if any(one in _FULL for one in mark[0]):
        return True
    after = text[mark.end() :].lstrip(_CLOSING)
    following = after.lstrip()
    if not following:
        return True
    if after == following or following.lstrip(_OPENING)[:1].islower():
        return False
    return mark[0] != "." or not _abbreviated(text[: mark.start()], following)


def _abbreviated(before: str, following: str) -> bool:
    """Whether a dot between these belongs to the word before it: "Dr.", "J.", "U.S.", "15."."""
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    initial = (len(word) == 1 and word.isalpha()) or "." in word
    ordinal = word.isdigit() and len(word) <= 2
    counted = bool(_COUNTED.fullmatch(word)) and following[0].isdigit()
    return bool(initial or ordinal or counted or _TITLES.fullmatch(word) or _WITHIN.fullmatch(word))
