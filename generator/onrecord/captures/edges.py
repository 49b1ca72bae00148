"""Where words and sentences of a source begin and end, by the characters around them.

And whether a word that reverses what is said is left out next to them.

Of sentences only what the characters show is said. An abbreviation before a name looks like the end
of a sentence, and a line of a list has no stop; in doubt the words count as whole.
"""

import re
import unicodedata
from collections.abc import Collection
from itertools import groupby

from .typography import runs_on

_OPENING = (
    "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300e\u301d"
)
_CLOSING = "\"'\u2018\u2019\u201c\u201d\u201f\u00ab\u00bb\u2039\u203a\u300d\u300f\u301e"
_STOPS = ".!?\u2026\u3002\uff01\uff1f\uff0e\u061f\u06d4\u0964\u0965\u0589\u1362\u17d4\u104b"
_COMMAS = ",;\u060c\u3001\uff0c\uff1b"

_SINGLE = "'\u2018\u2019\u201a\u201b"
_DASHES = "\u2010-\u2015-"

# French sets a space before its closing mark; what looks like a mark before a letter is none.
_CLOSES = re.compile(rf"[{_STOPS}{_COMMAS}]?(?:[^\S\n]*[\u00bb\u203a]|[{_CLOSING}])(?!\w)")
# What follows the end of a sentence: a stop, an empty line, the end, a closing bracket ...
_ENDS_HERE = re.compile(
    rf"[{_STOPS}](?!\d)|\s*\n\s*\n|[{_COMMAS}]?\s*$|[{_COMMAS}][^\S\n]*\n|\s*[)\]]"
    # Russian has the writer's words in dashes: "We wait, \u2014 she said".
    rf"|[{_COMMAS}]\s*[\u2013\u2014]\s"
)
# A line of its own: the item of a list, or what begins with a capital.
_NEW_LINE = re.compile(r"[^\S\n]*\n\s*(?:(?P<letter>[^\W\d_])|\(?\w{1,3}[.)]\s|[^\w\s\"'(\[])")
# A comma or colon, but before no dash, or a dash: the sentence goes on.
_GOES_ON = re.compile(rf"[{_COMMAS}:\uff1a](?!\s*[\u2013\u2014])|\s*[{_DASHES}](?=\s)")
# An exact stop that a comma follows is that of an abbreviation.
_ABBREVIATED = re.compile(r"[,;]\s*\w")
_OPENS = re.compile(rf"[{_OPENING}][^\S\n]*$")  # an opening mark right before the words
# Spanish has words between dashes at the beginning of a line: "\u2014We wait \u2014she said".
_DASH_OPENS = re.compile(r"(?:^|\n)[^\S\n]*[\u2013-\u2015]$")
_DASH_CLOSES = re.compile(r"[^\S\n]*[\u2013-\u2015]\w")
# A stop, a colon or a bracket; a mark at the beginning of a line, as before the items of a list.
_MARK = re.compile(
    r"(?P<opens>(?:^|(?<=[\s(\[:\uff1a\uff0c]))[\"\u201c\u201e\u00ab\u00bb](?=[^\s.,])|\u300c|\u00ab|\u201e)"
    '|(?P<closes>["\u201c\u201d\u00ab\u00bb\u300d])'
)
# What is before the beginning of a sentence: nothing, an empty line, a stop with its marks, or a
# line of signs, as the dash before a speaker's words.
_BEGINS_HERE = re.compile(rf"(?:^|\n\s*\n|[{_STOPS}:)\]][{_CLOSING}]?)\s*$|(?:^|\n)[^\w\n]+$")
# An ellipsis, dots or one sign, at the beginning or the end of words.
_LEFT_OUT = re.compile(r"^\W*(?:\.\s?\.|\u2026)|(?:\.\s?\.\s?\.?|\u2026)\W*$")
_SHORT = 3  # characters of what may be the number of an item
_NEAR = 80  # how much of the words shows how they begin and end
# A stop at the end, perhaps with marks and brackets behind it: 'late.")'.
_END_OF_WORDS = re.compile(rf"[{_STOPS}][)\]{_CLOSING}]*$")


_TOLD = re.compile(r"[\"\u201c\u201d\u00ab\u00bb]|\b(?:said|says|told|added|dit|ajout\u00e9)\b")
_MAY_START = re.compile(
    r"\W*(?:the|an?|we|i|you|they|he|she|it|this|that|these|those|there|our|my|your|and|but|no|yes"
    r"|not?|if|as|in|on|at|what|why|how|when|who|where|is|are|do|will|can|le|la|les|l|nous|je|vous"
    r"|ils?|elles?|on|ce|cette|une?|oui|non|si|c|j|n)\b",
    re.IGNORECASE,
)

_ONLY_WORDS = "(?:only|just|merely|simply|seulement|nur|alleen|solo|s\u00f3lo|solamente|soltanto)"
_ONLY = re.compile(rf"\s*{_ONLY_WORDS}\b", re.IGNORECASE)
# Words that reverse what is said, in a few languages; not where "only" follows.
_NOT = (
    r"\b(?:not|never|cannot|\w+n['\u2019]t|pas|jamais|nicht|niemals|nie|niet|n\u00e3o|inte|ikke"
    r"|\u043d\u0435)\b(?!\s+"
    rf"{_ONLY_WORDS}\b)"
)
# A quote may begin behind these, but not leave out one of them alone: "no reason".
_ALONE = (
    rf"(?:{_NOT}|\b(?:no|nor|neither|without|hardly|ne|sans|ohne|kein\w*|non|\u0431\u0435\u0437)\b)"
)
# What is said along with them, and is not the matter itself.
_WITH = (
    r"(?:will|would|shall|should|can|could|may|might|must|do|does|did|is|are|was|were|am|be|been"
    r"|has|have|had|ever|even|also|still|yet|at|all|\w+ly|wird|werden|ist|sind|hat|haben|kann)"
)
_NOT_BEFORE = re.compile(rf"{_NOT}\s+\Z", re.IGNORECASE)
# Before a verb; in other languages "no" and "non" are another word. And what turns a verb.
_NO_BEFORE = re.compile(r"\bnon?\s+\Z", re.IGNORECASE)
_NO_IS_NOT = frozenset({"es", "it", "ca", "gl"})
_REFUSES_BEFORE = re.compile(
    r"\b(?:refuse|decline)[sd]?\s+(?:to\s+)?\Z|\brefus(?:e|es|ons|ez|ent|\u00e9)\s+(?:de\s+)?\Z",
    re.IGNORECASE,
)
_NEEDED_BEFORE = re.compile(
    rf"(?:{_NOT_BEFORE.pattern}|{_NO_BEFORE.pattern}|{_REFUSES_BEFORE.pattern})", re.IGNORECASE
)
_NOT_AFTER = re.compile(rf"\s+{_NOT}", re.IGNORECASE)
_VERB_BEFORE = re.compile(rf"\b{_WITH}\W*\Z", re.IGNORECASE)
_NOT_ALONE = re.compile(rf"\s*(?:{_WITH}\s+)*{_ALONE}(?:\s+{_WITH})*\s*", re.IGNORECASE)
_BEGINS_NOT = re.compile(rf"\s*(?P<verbs>(?:{_WITH}\s+)*)(?P<word>{_NOT})", re.IGNORECASE)
_ENDS_NOT = re.compile(rf"{_NOT}(?:\s+{_WITH})*\s*\Z", re.IGNORECASE)
_SAYS_NOT = re.compile(_NOT, re.IGNORECASE)
_MAY_SAY_NOT = re.compile(
    rf"{_ALONE}|\b(?:refus|reject|den[yi]|fail|declin|oppos|against|nobody|nothing|none|unable"
    r"|unlikely|unwilling|impossible)",
    re.IGNORECASE,
)
# "not peace but war" is left out as a whole.
_INSTEAD = re.compile(r"\b(?:but|mais|sondern|\u0430)\b", re.IGNORECASE)
_CLAUSE = re.compile(rf"[{_STOPS}{_COMMAS}:()\"\u201c-\u201f\u00ab\u00bb\u2013\u2014]|\s-\s")
_TELLS = frozenset({"said", "says", "told", "dit"})
# In Thai and Lao a vowel before its consonant, and one after it: no word is cut next to them.
_VOWEL_BEFORE = "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"
_VOWEL_AFTER = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
_VIRAMA = 9  # the canonical combining class of the sign that joins two consonants
_NUMBER = re.compile(r"\d[.,:/']\d")  # 1,000 or 12:30
# These end a sentence wherever they are, with or without a space behind: those of Unicode's
# property Sentence_Terminal that mean nothing else.
_FULL_STOPS = (
    "\N{IDEOGRAPHIC FULL STOP}\N{HALFWIDTH IDEOGRAPHIC FULL STOP}\N{FULLWIDTH FULL STOP}"
    "\N{DEVANAGARI DANDA}\N{DEVANAGARI DOUBLE DANDA}\N{ARABIC FULL STOP}\N{ETHIOPIC FULL STOP}"
    "\N{ARMENIAN FULL STOP}\N{MYANMAR SIGN SECTION}\N{KHMER SIGN KHAN}\N{MONGOLIAN FULL STOP}"
    "\N{FULLWIDTH QUESTION MARK}\N{FULLWIDTH EXCLAMATION MARK}"
)
# These may be within a sentence: "Why now?" she asked.
_ASKING = (
    "?!\N{ARABIC QUESTION MARK}\N{ETHIOPIC QUESTION MARK}\N{DOUBLE EXCLAMATION MARK}"
    "\N{DOUBLE QUESTION MARK}\N{QUESTION EXCLAMATION MARK}\N{EXCLAMATION QUESTION MARK}"
)
# Several in a row, such as "?!" or "...", end one sentence.
_END = re.compile(f"[.\N{HORIZONTAL ELLIPSIS}{_FULL_STOPS}{_ASKING}]+")
_BEHIND_ENDS = (
    "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK})]\N{RIGHT CORNER BRACKET}"
    "\N{RIGHT WHITE CORNER BRACKET}\N{FULLWIDTH RIGHT PARENTHESIS}"
    "\N{RIGHT BLACK LENTICULAR BRACKET}"
)
_BEFORE_STARTS = (
    "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}("
    "[\N{INVERTED QUESTION MARK}\N{INVERTED EXCLAMATION MARK}\N{EM DASH}\N{EN DASH}- "
)
# A name follows these, as they are written before one, ...
_BEFORE_NAMES = re.compile(
    "Adm|Brig|Capt|Cmdr|Col|Dr|Gen|Gov|Hon|Lt|Maj|Messrs|Mgr|Mr|Mrs|Ms|Mt|Mx|Pres|Prof|Pvt|Rep|Rev"
    "|Sen|Sgt|Sr|St|Ste"
)
# ... a number these, ...
_BEFORE_NUMBERS = re.compile(
    "art|ch|fig|figs|no|nos|nr|p|par|pp|vol|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec",
    re.IGNORECASE,
)
# ... and more of the same sentence these.
_SHORTENED = re.compile("al|approx|bzw|ca|cf|etc|eg|ie|incl|usw|vgl|viz|vs|zb", re.IGNORECASE)
# The word that a full stop follows, with its own stops: "e.g".
_WORD_BEFORE = re.compile(r"[\w.]*$")


def begins_within(words: str, prefix: str) -> bool:
    """Whether a sentence of the source begins between the characters ``prefix`` and ``words``."""
    first = next((char for char in words if char.isalnum()), "")
    if not first or words.lstrip().startswith("[") or _LEFT_OUT.match(words[:_NEAR]):
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
    # Behind a comma of the same line, a name goes on with its sentence.
    goes_on = (
        small
        or _is_open(prefix)
        or (last == "," and not (_MAY_START.match(words) or _TOLD.search(prefix)))
    )
    return last.isalnum() or (last in _COMMAS and goes_on)


def ends_within(words: str, suffix: str, *, exact: bool, prefix: str = "") -> bool:
    """Whether a sentence of the source goes on after ``words``, the last part of a quote.

    ``suffix`` are the characters after them, ``prefix`` those before the first part. ``exact``:
    the last stop of ``words`` is that of the source; else ``suffix`` begins with another stop or
    comma, if the source has one.
    """
    words = words.rstrip()[-_NEAR:]
    in_dashes = _DASH_OPENS.search(prefix) and _DASH_CLOSES.match(suffix)
    if words.endswith("]") or in_dashes or _LEFT_OUT.search(words):
        return False
    # Within double marks a single one that seems to close is an apostrophe: "the dockers' pay".
    in_double = _OPENS.search(prefix) and not opens_single(prefix)
    if _CLOSES.match(suffix) and not (in_double and suffix[:1] in ("'", "\u2019")):
        return False
    if not _END_OF_WORDS.search(words):
        # Something else begins on a line below: in doubt, on one that is not just wrapped.
        below = _NEW_LINE.match(suffix)
        is_new = below and (below["letter"] is None or below["letter"].isupper())
        return not (_ENDS_HERE.match(suffix) or is_new)
    if exact:
        return words[-1] == "." and bool(_ABBREVIATED.match(suffix))
    if words[-1] not in ".\u3002\u06d4\u0964":  # another stop is always the source's
        return False
    return suffix.lstrip()[:1].islower() or bool(_GOES_ON.match(suffix))


def _is_open(prefix: str) -> bool:
    """Whether ``prefix`` opens a quotation and does not close it."""
    marks = list(_MARK.finditer(prefix))
    return bool(marks) and marks[-1].lastgroup == "opens"


def opens_single(prefix: str) -> bool:
    """Whether the last mark of ``prefix`` is a single one that opens directly before the words."""
    return bool(_OPENS.search(prefix)) and prefix.rstrip()[-1] in _SINGLE


def in_marks(prefix: str, suffix: str) -> bool:
    """Whether the source has quotation marks around the words between ``prefix`` and ``suffix``."""
    return bool(_OPENS.search(prefix) and _CLOSES.match(suffix))


def negation_before(prefix: str, words: str, language: str = "") -> str | None:
    """The word directly before ``words`` in ``language`` that say the opposite without it."""
    ways = [_NOT_BEFORE, _REFUSES_BEFORE, *((_NO_BEFORE,) if language in _NO_IS_NOT else ())]
    found = (
        None if _ONLY.match(words) else next(filter(None, (it.search(prefix) for it in ways)), None)
    )
    return found[0].strip() if found else None


def negation_after(words: str, suffix: str) -> str | None:
    """The word after ``words`` that say the opposite without it; not in "peace not war"."""
    found = _NOT_AFTER.match(suffix)
    if found is None:
        return None
    word = found[0].strip()
    needs_verb = word.casefold() in ("not", "never", "cannot")
    return None if needs_verb and not _VERB_BEFORE.search(words[-_NEAR:]) else word


def masked(prefix: str, suffix: str, *, wholly: bool) -> tuple[str, str]:
    """``prefix`` and ``suffix`` of words without the words in them, for what is checked here.

    Marks, spaces and capitals stay. Unless ``wholly``, so do a negation right next to the words and
    a verb such as "said" that leads to them. What is masked already stays as it is.
    """
    before, after = (
        (None, None) if wholly else (_NEEDED_BEFORE.search(prefix), _NOT_AFTER.match(suffix))
    )
    start, end = before.start() if before else len(prefix), after.end() if after else 0
    kept = _TELLS if not wholly and prefix.rstrip()[-1:] in _COMMAS else frozenset[str]()
    return (
        _without_letters(prefix[:start], kept) + prefix[start:],
        suffix[:end] + _without_letters(suffix[end:]),
    )


def _without_letters(text: str, kept: Collection[str] = ()) -> str:
    """``text`` with one letter for a short word, four for a longer one, and 0 for a number."""
    runs = groupby(text, lambda it: it.isspace() or unicodedata.category(it)[0] in "PZ")
    parts = ((is_between, "".join(run)) for is_between, run in runs)
    return "".join(it if is_between or it in kept else _stand_in(it) for is_between, it in parts)


def _stand_in(word: str) -> str:
    if word[0].isdigit():
        return "0"
    letter = "x" if word[0].islower() else "\u3007"  # a character that has no capital form
    rest = "xxx" if len(word) > _SHORT else ""
    return f"{'X' if word[0].isupper() else letter}{rest}"


def may_say_not(text: str) -> bool:
    """Whether ``text`` has a word that denies, refuses or is against something."""
    return bool(_MAY_SAY_NOT.search(text))


def leaves_negation_out(before: str, between: str, after: str, instead: str) -> bool:
    """Whether a quote with ``instead`` for ``between`` in its source says the opposite.

    ``before`` and ``after`` are the source's words on either side; ``instead`` is empty between
    parts.
    """
    if _SAYS_NOT.search(instead):
        return not _MAY_SAY_NOT.search(between)
    if _MAY_SAY_NOT.search(instead):
        return False
    # Of other clauses nothing is known: they may be left out as they are.
    clauses = _CLAUSE.split(between)
    first, last = clauses[0], clauses[-1]
    is_only = _ONLY.match(after)
    alone = _NOT_ALONE.fullmatch(first) or _NOT_ALONE.fullmatch(last) or _ENDS_NOT.search(last)
    if alone and not is_only:
        return True
    found = _BEGINS_NOT.match(first)
    if found is None or is_only or _INSTEAD.search(between):
        return False
    has_verb = found["verbs"] or re.search("cannot|['\u2019]", found["word"], re.IGNORECASE)
    return bool(has_verb or _VERB_BEFORE.search(before[-_NEAR:]))


def ends_word(text: str, place: int) -> bool:
    """Whether a word may end at ``place``: not before the apostrophe within "can't"."""
    if not 0 < place < len(text):
        return True
    if text[place] == "'" and _in_word(text[place - 1]):
        after = text[place + 1 : place + 2]
        if after.isalpha() and not runs_on(after):
            return False
    return begins_word(text, place)


def begins_word(text: str, place: int) -> bool:
    """Whether a word may begin at ``place``: where one may end, but for some apostrophes."""
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if _is_mark(after):
        return before.isspace()
    if before in _VOWEL_BEFORE or after in _VOWEL_AFTER or unicodedata.combining(before) == _VIRAMA:
        return False
    # A sign within a number, such as 1,000, 5.3 or 12:30.
    if any(_NUMBER.match(text, max(0, place - back)) for back in (1, 2)):
        return False
    if not _in_word(before) or not _in_word(after):
        return True
    return runs_on(before) or runs_on(after)


def _in_word(char: str) -> bool:
    # A mark (an accent, a vowel sign) belongs to the letter before it.
    return char.isalnum() or _is_mark(char)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def count_sentences(text: str) -> int:
    """How many sentences ``text`` has; where it is doubtful whether one ends, it does not.

    >>> count_sentences("Dr. Ruiz asked for 3.5 per cent. The U.S. envoy did not.")
    2
    """
    ends = [found for found in _END.finditer(text) if _ends(text, found)]
    rest = text[ends[-1].end() :] if ends else text
    return len(ends) + any(character.isalnum() for character in rest)


def _ends(text: str, mark: re.Match[str]) -> bool:
    if not set(_FULL_STOPS).isdisjoint(mark[0]):
        return True
    after = text[mark.end() : mark.end() + _NEAR].lstrip(_BEHIND_ENDS)
    following = after.lstrip()
    if not following:
        return True
    if after == following or following.lstrip(_BEFORE_STARTS)[:1].islower():
        return False
    return mark[0] != "." or not _abbreviated(
        text[max(0, mark.start() - _NEAR) : mark.start()], following
    )


def _abbreviated(before: str, following: str) -> bool:
    """Whether a dot between these belongs to the word before it: "Dr.", "J.", "U.S.", "15."."""
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    initial = (len(word) == 1 and word.isalpha()) or "." in word
    ordinal = word.isdigit() and len(word) <= 2
    counted = bool(_BEFORE_NUMBERS.fullmatch(word)) and following[0].isdigit()
    return bool(
        initial or ordinal or counted or _BEFORE_NAMES.fullmatch(word) or _SHORTENED.fullmatch(word)
    )
