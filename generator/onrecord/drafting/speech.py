"""Who is named for a quote, whether it is speech at all, and whether it is whole sentences."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .candidate import Span
from .language_words import Language
from .mark_pairs import Quoted

RANKED = "likeliest"  # the rule of a speaker who is likelier than whom another rule found
CONTESTED = "somebody else who is named near it may have said it"

# What may be wrong with a speaker who was found by a rule; rules that are not here are sure.
DOUBTS: Mapping[str, str] = {
    "far": "the verb of speaking is not next to the quote",
    "subject": "the sentence has no verb of speaking; this is its subject",
    "sentence before": "named only in the sentence before",
    "later": "named only after a later quote of the paragraph",
    "paragraph after": "named only in a later paragraph",
    "carried on": "named only in an earlier paragraph",
    "paragraph before": "named only in the paragraph before, which reports what was said",
    "line before": "named only in the line above",
    "colon": "the paragraph above ends in a colon",
    "block": "there are no quotation marks around it",
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is named as the speaker of a quote.

    Attributes:
        rule: short name of the rule; empty where none found a speaker.
        mention: where the text names the speaker.
        joined: the quote that this one goes on from, if only the words between interrupt them.
        outer: where the text names whose words the speaker repeats.
        pieces: the words of the quote, where its speaker is named between them.
        ranked: whether somebody likelier than whom the rule found was taken.
        contested: whether somebody else is nearly as likely.
    """

    rule: str = ""
    mention: Span | None = None
    joined: int | None = None
    outer: Span | None = None
    pieces: tuple[Span, ...] = ()
    ranked: bool = False
    contested: bool = False


TITLE = "it seems to be a title"
NAME = "it seems to be a name"
SIGN = "it is written on a sign"
SCARE = "it seems to be the writer's own wording"
NO_SPEAKER = "it is short and nobody is named as the speaker"

_DASHES = ("—", "–", "--", " -")
# "U.S" and "harbour-master's" are one word each.
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_FIRM = frozenset(
    {"after", "before", "signature", "same sentence", "goes on", "block", "inside", "at the end"}
)
_LOOSE = frozenset(
    {
        "object",
        "subject",
        "far",
        "sentence before",
        "later",
        "chain",
        "carried on",
        "colon",
        "paragraph before",
    }
)


def why_not(text: str, quote: Quoted, found: Attribution, language: Language) -> str:
    """Why ``quote`` is no speech; empty if it is."""
    words = text[slice(*quote.words)]
    count = words.count(" ") + 1
    if found.mention is None and not _is_written(text, quote, found, language):
        return "" if count >= 5 or _is_paragraph(text, quote) else NO_SPEAKER
    if why := _is_no_utterance(text, quote, found, language):
        return why
    if found.rule in _FIRM:
        epithet = found.rule == "same sentence" and _is_epithet(text, quote, language)
        return SCARE if epithet else ""
    if found.rule in _LOOSE and 1 < count <= 12 and _is_title_case(words, language):
        return TITLE
    if found.rule == "object" or _is_sentence(words):
        return ""
    few = 4 if found.rule == "subject" else 3
    return SCARE if count <= few and found.rule in _LOOSE else ""


def _is_no_utterance(text: str, quote: Quoted, found: Attribution, language: Language) -> str:
    """Why words are nobody's utterance, by what is around them; empty if they may be one."""
    if _is_written(text, quote, found, language):
        return SIGN
    if _is_name(text, quote, language):
        return NAME
    short = text[slice(*quote.words)].count(" ") < 6
    return TITLE if short and _is_work(text, quote, found, language) else ""


def _is_name(text: str, quote: Quoted, language: Language) -> bool:
    """Whether words are within a name or those of a body: Ed "Rex" Lee, the group "Our Port"."""
    words = text[slice(*quote.words)].split()
    before = text[max(0, quote.outer[0] - 60) : quote.outer[0]].rsplit("\n", maxsplit=1)[-1].split()
    behind = text[quote.outer[1] : quote.outer[1] + 20].split("\n", maxsplit=1)[0]
    following = behind.split()[:1]
    if not before or not words[0][0].isupper() or not words[-1][-1].isalnum() or len(words) > 6:
        return False
    last = [word.lower() for word in before[-2:]]
    if len(words) < 3 and before[-1].istitle() and following and behind[0] == " ":
        timed = following[0].lower().strip(".,") in language.times
        return following[0].istitle() and not timed and all(word.istitle() for word in words)
    owned = len(last) > 1 and last[1] in language.linking and last[0] in language.roles
    owned = owned and last[1] in language.prepositions
    return owned or (last[-1] in language.organisations and before[-1].islower())


def _is_sentence(words: str) -> bool:
    """Whether the words begin with a capital and end as a sentence does."""
    return words[:1].isupper() and words.endswith((".", "!", "?", "…", ","))


def _is_paragraph(text: str, quote: Quoted) -> bool:
    """Whether a sentence in marks is a whole paragraph."""
    start, end = quote.outer
    line = text[text.rfind("\n", 0, start) + 1 : start] + text[end:].partition("\n")[0]
    return not line.strip() and _is_sentence(text[slice(*quote.words)])


def _is_epithet(text: str, quote: Quoted, language: Language) -> bool:
    """Whether it is one word between an article and a noun: ``its "buy" rating``."""
    before = text[max(0, quote.outer[0] - 20) : quote.outer[0]].lower().split()
    behind = text[quote.outer[1] : quote.outer[1] + 2]
    one = " " not in text[slice(*quote.words)]
    noun = behind[:1] == " " and behind[1:].islower()
    return one and noun and bool(before) and before[-1] in language.determiners


def _is_written(text: str, quote: Quoted, found: Attribution, language: Language) -> bool:
    """Whether a sign is named right before the words, and nobody says them behind it."""
    before = text[max(0, quote.outer[0] - 60) : quote.outer[0]].rsplit("\n", maxsplit=1)[-1]
    clause = re.split(r"[.!?»”\"]\s", before)[-1]
    names = any(word.strip(",:;") in language.signs for word in clause.lower().split())
    if found.mention:
        said_by = text[slice(*found.mention)].lower().split()
        if said_by[-1] in language.signs:
            return True  # "a placard said"
    return names and found.rule not in ("after", "before", "same sentence", "inside")


def _is_work(text: str, quote: Quoted, found: Attribution, language: Language) -> bool:
    """Whether a word such as "titled" is right before it, or before a title an owner's name."""
    before = text[max(0, quote.outer[0] - 40) : quote.outer[0]].rsplit("\n", maxsplit=1)[-1]
    if not before.endswith((" ", "\u00a0")):
        return False
    last = before.split()[-1].lower().replace("’", "'") if before.split() else ""
    words = text[slice(*quote.words)]
    may_be = last.endswith("'s") or last in language.prepositions or last in language.works
    said = found.rule in _FIRM or found.rule == "object"  # "what she called" names no work
    certain = last in language.works and not (said and last in language.cues)
    return certain or (may_be and _is_title_case(words.rstrip("."), language))


def _is_title_case(words: str, language: Language) -> bool:
    found = list(_WORD.findall(words))
    if not found or not words[0].isupper() or words.endswith("!"):
        return False
    small = language.prepositions | language.determiners | language.conjunctions
    return all(word[0].isupper() or word[0].isdigit() or word in small for word in found) and (
        sum(word[0].isupper() for word in found) > 1
    )


def form_of(text: str, quote: Quoted, parts: Sequence[Quoted]) -> Literal["direct", "partial"]:
    """Whether the words are whole sentences or only a part of one."""
    words = text[slice(*quote.words)]
    if is_cut(text[slice(*(parts or (quote,))[-1].words)]):
        return "partial"
    count = sum(text[slice(*part.words)].count(" ") + 1 for part in parts or (quote,))
    before = text[max(0, quote.outer[0] - 2) : quote.outer[0]].strip()
    whole = words[:1].isupper() or words[:1] in "[(…“‘«" or words[:1].isdigit() or before == ":"
    ends = words.rstrip("'’\"”» ").endswith((".", "!", "?", "…", ",", "—"))
    if whole and (count >= 4 or ends):
        return "direct"
    return "direct" if count >= 12 and ends and before == ":" else "partial"


def is_cut(words: str) -> bool:
    """Whether a dash says that somebody was interrupted, or goes on after it."""
    bare = words.strip(" \"'’‘“”«»\u00a0")
    return bare.endswith(_DASHES) or bare.startswith(_DASHES[:-1])
