"""How many sentences a text has, whatever script it is in."""

from __future__ import annotations

import re

# Full stops, question and exclamation marks: `.` may also end an abbreviation, the others always
# end something. The full stops of other scripts come from Unicode's property Sentence_Terminal.
_FULL = "。｡．।॥۔።։။។᠃"
_ASKING = "?!？！؟፧‼⁇⁈⁉"
_END = re.compile(rf"[.…{_FULL}{_ASKING}]+")
_CLOSING = "\"'”’»›)]」』）】"

# After these a name, a number or more of the same sentence follows.
_ABBREVIATIONS = frozenset(
    "adm al art assn bp brig bros ca capt cf ch cie cmdr co col comm corp dept dr eds ed eg est etc "
    "ex fig figs fr gen gov hon ie inc jr lt ltd maj mgr mlle mm mme mr mrs ms mt mx no nos nr op p "
    "par pp pres prof pvt ref rep rev sen sgt sr st ste str usw v vgl vol vs zb "
    "jan feb mar apr jun jul aug sept sep oct nov dec janv févr avr juil déc "
    "mon tue wed thu fri sat sun".split()
)
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
    if after == following or following.lstrip("\"'“‘«‹([¿¡—–- ")[:1].islower():
        return False
    return mark[0] != "." or not _abbreviated(text[: mark.start()])


def _abbreviated(before: str) -> bool:
    """Whether a dot after ``before`` belongs to its last word: "Dr.", "J.", "U.S.", "15."."""
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    short = len(word) == 1 and word.isalpha()
    ordinal = word.isdigit() and len(word) <= 2
    return short or ordinal or "." in word or word.casefold() in _ABBREVIATIONS
