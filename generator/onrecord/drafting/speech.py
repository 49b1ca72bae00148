"""Who is named for a quote, whether it is speech at all, and whether it is whole sentences."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .language_words import Language
from .mark_pairs import Quoted
from .source_text import Span

CONTESTED = "somebody else who is named near it may have said it"

# What may be wrong with a speaker who was found by a rule; rules that are not here are sure.
DOUBTS: Mapping[str, str] = {
    "far": "the verb of speaking is not next to the quote",
    "subject": "the sentence has no verb of speaking; this is its subject",
    "sentence before": "named only in the sentence before",
    "later": "named only in the sentence behind it",
    "carried on": "named only in an earlier paragraph",
    "line before": "named only in the line above",
    "colon": "the paragraph above ends in a colon",
    "block": "there are no quotation marks around it",
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is named as the speaker of a quote."""

    rule: str = ""  #: short name of the rule; empty where none found a speaker
    mention: Span | None = None  #: where the text names the speaker
    #: the quote that this one goes on from, if only the words between interrupt them
    joined: int | None = None
    outer: Span | None = None  #: where the text names whose words the speaker repeats
    #: the words of the quote, where its speaker is named between them
    pieces: tuple[Span, ...] = ()
    contested: bool = False  #: whether somebody else is nearly as likely


TITLE = "it seems to be a title"
NAME = "it seems to be a name"
SIGN = "it is written on a sign"
SCARE = "it seems to be the writer's own wording"
TERM = "the text has it in marks again and again; it seems to be a term"
HEADING = "it seems to be a heading or a caption"
LISTED = "it is one of several words in marks, one after the other"
LEADS = "its line leads to another article"
NO_SPEAKER = "it is short and nobody is named as the speaker"

_LONG_LINE = 300  # characters before or behind a quote that no heading has
_NEAR = 5000  # characters to where a heading's words are said
_DASHES = ("—", "–", "--", " -")
# "U.S" and "harbour-master's" are one word each.
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_FIRM = frozenset({"after", "before", "signature", "same sentence", "goes on", "block", "inside"})
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
    }
)


class Speech:
    """Tells what is said from other words in quotation marks, in one text."""

    def __init__(self, text: str, quotes: Sequence[Quoted], language: Language) -> None:
        self._text = text
        self._language = language
        self._times = Counter(map(self._term, quotes))
        self._singles = sum(map(self._is_single, quotes))
        self._doubles = len(quotes) - self._singles
        self._blank_lines = "\n\n" in text
        self._listed = set(self._lists(quotes))

    def why_not(self, quote: Quoted, found: Attribution) -> str:
        """Why ``quote`` is no speech; empty if it is."""
        if why := self._is_repeated(quote, found):
            return why
        if found.mention is None and not self._is_written(quote, found):
            words = self._words(quote)
            spoken = words.count(" ") >= 4 or self._is_paragraph(quote)
            if spoken:
                return TITLE if self._is_title_case(words) else ""
            return self._is_no_utterance(quote, found) or NO_SPEAKER
        return self._is_no_utterance(quote, found) or self._is_wording(quote, found)

    def _is_wording(self, quote: Quoted, found: Attribution) -> str:
        """Why words are rather the writer's than the speaker's; empty if they are his."""
        words = self._words(quote)
        count = words.count(" ") + 1
        if found.rule in _FIRM:
            epithet = found.rule == "same sentence" and self._is_epithet(quote)
            return SCARE if epithet else ""
        if found.rule in _LOOSE and 1 < count <= 12 and self._is_title_case(words):
            return TITLE
        if found.rule == "object" or _is_sentence(words):
            return ""
        return SCARE if count <= 3 + (found.rule == "subject") and found.rule in _LOOSE else ""

    def _words(self, quote: Quoted) -> str:
        return self._text[slice(*quote.words)]

    def _line(self, quote: Quoted) -> tuple[str, str]:
        """What is before and behind ``quote`` in its line, as far as it matters."""
        start, end = quote.outer
        before = self._text[max(0, start - _LONG_LINE) : start].rpartition("\n")[2]
        return before, self._text[end : end + _LONG_LINE].partition("\n")[0]

    # -- what repeats or only names what is said elsewhere

    def _is_repeated(self, quote: Quoted, found: Attribution) -> str:
        """Why words say nothing new: a term, a heading, a line that leads elsewhere; else empty."""
        before, _ = self._line(quote)
        label, colon, _ = before.partition(":")
        lead = label.split() if len(before) < _LONG_LINE else []
        if colon and 0 < len(lead) < 5 and lead[0].lower() in self._language.teasers:
            return LEADS
        term = self._term(quote)
        said = found.rule in ("after", "before", "object", "inside")
        begins = not before.strip() or before.rstrip()[-1] in '.?!:»”"'
        if term and self._times[term] > 1 + said and not (said and begins):
            return TERM
        if quote.outer[0] in self._listed:
            return LISTED
        return HEADING if self._is_heading(quote, found) else ""

    def _is_heading(self, quote: Quoted, found: Attribution) -> bool:
        """Whether words are in a headline, a heading or a caption: no mark ends its line.

        It is the first line, or in single marks among double ones, or says what is said near it.
        """
        before, behind = self._line(quote)
        start, end = quote.outer
        last = behind.rstrip(" ”»\"'’") or self._words(quote)
        ends = last.endswith((".", "?", "!", "…", ":")) or len(behind) == _LONG_LINE
        following = self._text[end + len(behind) : end + len(behind) + 99]
        wrapped = self._blank_lines and following[:2].strip(" \n")
        if ends or wrapped or not quote.closed or found.rule in ("signature", "line before"):
            return False
        if len(before) == start and following.strip():
            return True
        if self._is_single(quote) and self._doubles > self._singles:
            return True
        near = self._text[max(0, start - _NEAR) : end + _NEAR].lower()
        return not (before + behind).strip() and near.count(self._words(quote).lower()) > 1

    def _lists(self, quotes: Sequence[Quoted]) -> Iterator[int]:
        """Where three short quotes or more begin that only commas and "and" part."""
        row: list[int] = []
        last = 0
        for quote in quotes:
            between = self._text[last : min(quote.outer[0], last + 20)].replace(",", " ").split()
            if not set(between) <= self._language.coordinators or quote.outer[0] > last + 20:
                yield from row if len(row) > 2 else ()
                row = []
            last = quote.outer[1]
            row = [*row, quote.outer[0]] if self._words(quote).count(" ") < 3 else []
        yield from row if len(row) > 2 else ()

    def _term(self, quote: Quoted) -> str:
        """Up to three words without a mark at their end, which may be a term; else nothing."""
        words = self._words(quote)
        if words.count(" ") > 2 or not words[-1:].isalnum():
            return ""
        return " ".join(word.removesuffix("s") for word in words.lower().split())

    def _is_single(self, quote: Quoted) -> bool:
        return self._text[quote.outer[0]] in "'‘" and quote.words[0] - quote.outer[0] == 1

    # -- what is written or named

    def _is_no_utterance(self, quote: Quoted, found: Attribution) -> str:
        """Why words are nobody's utterance, by what is around them; empty if they may be one."""
        if self._is_written(quote, found):
            return SIGN
        if self._is_name(quote):
            return NAME
        if self._is_called_so(quote, found):
            return SCARE
        short = self._words(quote).count(" ") < 6
        return TITLE if short and self._is_work(quote, found) else ""

    def _is_name(self, quote: Quoted) -> bool:
        """Whether words are within a name or that of a body: Ed "Rex" Lee, the group "Our Port"."""
        language = self._language
        words = self._words(quote).split()
        before, behind = self._line(quote)
        named = before[-60:].split()
        following = behind[:20].split()[:1]
        if not named or not words[0][0].isupper() or not words[-1][-1].isalnum() or len(words) > 6:
            return False
        last = [word.lower() for word in named[-2:]]
        called = self._language.works.intersection(word.lower() for word in named[-3:-1])
        if (
            called
            and len(words) < 3
            and (named[-1].istitle() or last[-1] in self._language.object_pronouns)
        ):
            return all(map(str.istitle, words))  # they call him "Nick"
        if len(words) < 3 and named[-1].istitle() and following and behind[0] == " ":
            timed = following[0].lower().strip(".,") in language.times
            return following[0].istitle() and not timed and all(word.istitle() for word in words)
        owned = len(last) > 1 and last[1] in language.linking and last[0] in language.roles
        owned = owned and last[1] in language.prepositions
        return owned or (last[-1] in language.organisations and named[-1].islower())

    def _is_called_so(self, quote: Quoted, found: Attribution) -> bool:
        """Whether a noun is in marks behind an article, and no verb of speaking is before it.

        « les « îlots de fraîcheur » sont ouverts », but not « il dénonce un « scandale » ».
        """
        language, noun = self._language, self._words(quote)
        before, behind = self._line(quote)
        words = before.lower().replace("’", "'").replace("'", "' ").split()[-5:]
        short = noun.count(" ") < 3 and noun[0].islower() and not set(noun) & set(",.;:!?(")
        if not (language.articles and short and words and words[-1] in language.definite):
            return False
        joins = language.prepositions | language.adverbs | language.determiners
        verb = next((word for word in reversed(words) if word not in joins), "")
        turned = found.rule == "after" and behind.lstrip()[:1] == ","
        return verb not in language.cues and not turned

    def _is_paragraph(self, quote: Quoted) -> bool:
        """Whether a sentence in marks is a whole paragraph."""
        return not "".join(self._line(quote)).strip() and _is_sentence(self._words(quote))

    def _is_epithet(self, quote: Quoted) -> bool:
        """Whether it is one word between an article and a noun: ``its "buy" rating``."""
        before, behind = self._line(quote)
        noun = behind[:1] == " " and behind[1:2].islower()
        article = before.lower().split()[-1:]
        one = " " not in self._words(quote)
        return one and noun and bool(article) and article[0] in self._language.determiners

    def _is_written(self, quote: Quoted, found: Attribution) -> bool:
        """Whether a sign is named right before the words, and nobody says them behind it."""
        signs = self._language.signs
        clause = re.split(r"[.!?»”\"]\s", self._line(quote)[0][-60:])[-1]
        names = any(word.strip(",:;") in signs for word in clause.lower().split())
        if found.mention and self._text[slice(*found.mention)].lower().split()[-1] in signs:
            return True  # "a placard said"
        return names and found.rule not in ("after", "before", "same sentence", "inside")

    def _is_work(self, quote: Quoted, found: Attribution) -> bool:
        """Whether a word such as "titled" or an owner is before it, or "show" behind."""
        language = self._language
        before, behind = self._line(quote)
        words = self._words(quote).rstrip(".")
        following = re.match(r" ([^\W\d_]+)", behind)
        if following and following[1] in language.works - language.cues.keys():
            return all(word[0].isupper() for word in words.split())
        if not before.endswith((" ", "\u00a0")) or not before.split():
            return False
        last = before.split()[-1].lower().replace("’", "'")
        may_be = last.endswith(("'s", "s'"))
        may_be = may_be or last in language.prepositions or last in language.works
        said = found.rule in _FIRM or found.rule == "object"  # "what she called" names no work
        certain = last in language.works and not (said and last in language.cues)
        return certain or (may_be and self._is_title_case(words))

    def _is_title_case(self, words: str) -> bool:
        language = self._language
        found = list(_WORD.findall(words))
        if not found or not words[0].isupper() or words.endswith("!"):
            return False
        small = language.prepositions | language.determiners | language.conjunctions
        return sum(word[0].isupper() for word in found) > 1 and all(
            word[0].isupper() or word[0].isdigit() or word in small for word in found
        )


def _is_sentence(words: str) -> bool:
    """Whether the words begin with a capital and end as a sentence does."""
    return words[:1].isupper() and words.endswith((".", "!", "?", "…", ","))


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
