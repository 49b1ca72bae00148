"""When two names are the same, and when they are so alike that one may be a slip for the other."""

from __future__ import annotations

import re
import unicodedata

from onrecord.captures.typography import NO_WIDTH

# Latin letters that are no letter with a mark, as people type them without their keyboard.
LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "\u0131": "i", "ħ": "h", "ŋ": "n",
    }
)  # fmt: skip
_APOSTROPHES = re.compile("['`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")
# Accents and points, which people leave out; the vowel signs of Indian scripts are letters.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0640]"
)
_BETWEEN = re.compile(r"[\W_]+")


def clean_name(name: str) -> str:
    """``name`` as it should be kept: composed, single spaces, without what nobody sees.

    A joiner between two letters stays: Persian and Indian scripts spell with it.
    """
    text = re.sub(
        NO_WIDTH.pattern, lambda found: found[0] if found[0] in "\u200c\u200d" else "", name
    )
    return " ".join(unicodedata.normalize("NFC", text).split()).strip("\u200c\u200d")


def same_name(name: str) -> str:
    """What all spellings of one name share: Unicode forms, apostrophes, hyphens, spaces, capitals.

    >>> same_name("Sean  O\u2019Rell") == same_name("SEAN O'Rell")
    True
    """
    text = unicodedata.normalize("NFKC", NO_WIDTH.sub("", name)).casefold()
    text = _HYPHENS.sub("-", _APOSTROPHES.sub("'", text))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def alike(name: str) -> str:
    """What names share that differ in accents and punctuation at most.

    Names that are alike may be of two people: that is for an editor to say.

    >>> alike("Amélie Roche-Łuk, Jr.")
    'amelie roche luk jr'
    """
    text = _APOSTROPHES.sub("", same_name(name)).translate(LETTERS)
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", _BETWEEN.sub(" ", plain).strip())
