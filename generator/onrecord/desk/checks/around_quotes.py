"""Words in quotation marks in our own texts: which quotes have them, and what is around them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from onrecord.captures.words_in_texts import MARKED, TOLD, WordIndex, words_in
from onrecord.desk.desk import Desk
from onrecord.desk.quotes import STANDS, QuoteEntry
from onrecord.desk.settings import SaidInText
from onrecord.reading import shown_text
from onrecord.records import Actor, PartialDate, dates_named, days_named

from .meanings import pattern
from .quoted_words import nearest_words
from .renderings import words_said

SET_APART = (">", "\u2014", "\u2013")  # the signs before what is set apart
FEW = 6  # so many words are no term, and not by chance nearly those of any quote
_BESIDE = 60  # characters in which a text says who said what is around them
_SMALL = 3  # letters of words that any two sentences share
_NEARLY = 0.75  # of the words, in one order
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")
NEAR = 500  # characters before words in which their sentence begins
_SENTENCE_ENDS = re.compile(r"[.!?](?:\s?\u00bb|[\u201d\"])?\s(?![a-z\u00bb\u2014\u2013])|\n\n")


_REFUSED = pattern("rejected_or_cited")
_ANSWERED = pattern("reacted_to")
_UNSAID = re.compile(
    r"\b(?:if|nobody|no one|not|without|ever|si|sans|pas|personne)\b|n['\u2019]t\b", re.IGNORECASE
)
_SUPPOSED = pattern("supposed")
# Right behind the words: who put them into another language.
_TRANSLATED = re.compile(
    r"[^.\u201c\"\u00ab]{0,40}\b(?:translat(?:ed|ion)|traduction|traduit\w*)\b", re.IGNORECASE
)
_NAMED = pattern("names_a_thing")
# Before a name that somebody is given, and how it begins.
_CALLED = re.compile(r"\b(?:call|dub|nam|appel|surnomm)\w*\b[^.:;,]{0,60}$", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:[Tt]he|[Ll]e|[Ll]a|[Ll]['\u2019])\b|[A-Z]")


# What a site says of its own words.
_OURSELVES = re.compile(r"[\s#>*-]*(?:We|Nous|Our|Notre|Nos)\s")
# A line of its own right above the words or their list, and whether a colon ends it.
_ABOVE = re.compile(
    r"(?:^|\n)[#\s*]*(?:(?:Mr|Mrs|Ms|M|Mme)\.? )?([^\n#]{2,200}?)[\s*]*(:?)[\s*]*\n+"
    r"(?:[-*+] [^\n]*\n)*[-*+ \t>]*(?:[\u201c\"\u00ab]\s?)?$"
)
_NEXT = re.compile(r"\n(?:\n|[-*+] )")
_IN_WORDS = pattern("in_whose_words")
_OF_WORDS = re.compile(r"\b(?:words?|mots|termes|quote|citer)\b", re.IGNORECASE)
# A day directly behind the words or their speaker; and one with which their sentence begins.
_ON_A_DAY = re.compile(
    r"(?:[,.]?\s?[\u201d\u00bb\"])?[^\S\n]*,?[^\S\n]*\n?[^\S\n]*"
    r"(?:(?:said|says|wrote|told us|a dit|a d\u00e9clar\u00e9)\s+)?"
    r"(?:\(|(?:on|le)\s|[\u2014\u2013]\s"
    r"|(?:in|en)\s(?=(?:[^\W\d_]{3,9}\s)?\d{4})"
    # In a line that signs the words, behind a role.
    r"|(?:[^\s.,:;|][^\n.,:;|]{2,60},\s|(?<=,\s))(?=\d{1,2}\s))(.{6,20})"
)
_DAY_FIRST = re.compile(
    r"[\s#>*-]*(?:On|Le|In|En|In (?:its|his|her|their|an?|the) [a-z ]{3,40} (?:of|on|dated))"
    r"(?:\s+(?:\d\S*|[^\W\d_a-z]\S*|the|la?|[a-z\u00e0-\u00ff]{3,9}(?=\s\d{4})))+[\s,]*"
)
_YEAR_FIRST = re.compile(r"\d{4}\s")
# Between who speaks and the words.
_RIGHT_BEFORE = re.compile(
    r"^[^,.;\u201c\"\u00ab]*\b(?:on|in|le|en)\s([^,.:;\u201c\"\u00ab]{4,20})[:,]?\s*[\u201c\"\u00ab\u2018]?\s*$"
)
_SAYS_SO = pattern("taken_back")
# Somebody whom a text has not named before; and who says words between two parts of them.
_SOMEBODY = re.compile(r"\b(?:A|An|One|Another|Un|Une)\s[a-z]")
_INTERRUPTS = re.compile(
    r"[,!?\u2013\u2014]\s(?:\w+[ -]){0,4}?(?:said|says|told|added"
    r"|(?:a|ont)[ -](?:t-)?(?:ils?|elles?|on|dit|d\u00e9clar\u00e9|ajout\u00e9|expliqu\u00e9)"
    r"|dit(?:-il|-elle)?)\b"
)


def flowing(part: str) -> str:
    """A paragraph without the ends of its lines; a name in brackets signs what is before it."""
    if not part.startswith(SET_APART):
        part = re.sub(r"(?<!\n)\n(?!\n)", " ", part)
    part = re.sub(r"[ \u00a0\u202f]:(?=\s)", ": ", part)
    return re.sub(r"(?<=[\u201d\"\u00bb]) \((?=[^\W\d_a-z])", "\u2014 ", part)


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence before and after the words from ``start`` to ``end``."""
    before = _SENTENCE_ENDS.split(text[max(0, start - NEAR) : start])[-1]
    last = end - (end > start)  # the mark behind a stop ends the sentence, too
    return before, _SENTENCE_ENDS.split(text[last : end + NEAR])[0][end - last :]


def is_of_somebody_else(before: str, after: str) -> bool:
    """Whether a sentence says that words in marks are rejected, answered, cited or our own."""
    is_refused = _REFUSED.search(before + after)
    return bool(_OURSELVES.match(before) or is_refused or _ANSWERED.search(before))


def line_above(text: str, start: int, end: int) -> tuple[str, bool]:
    """The heading or last line above words in a paragraph or an item of their own.

    And whether a colon ends it; nothing where more is said beside the words.
    """
    found = _ABOVE.search(text, max(0, start - NEAR), start)
    behind = _NEXT.split(text[end : end + NEAR], maxsplit=1)[0]
    if not found or any(map(str.isalpha, behind)):
        return "", False
    return found[1], bool(found[2])


def in_words_of(before: str) -> str:
    """The actor in "in the words of …" ``before`` a passage; empty without one."""
    found = _IN_WORDS.search(before)
    return found[1] if found and _OF_WORDS.search(found[0]) else ""


def is_supposed(text: str, start: int) -> bool:
    """Whether words at ``start`` are what somebody would say."""
    return bool(_SUPPOSED.search(sentence_around(text, start, start)[0]))


def is_translated(after: str) -> bool:
    """Whether words in marks are in another language than they were said, by what is behind."""
    return bool(_TRANSLATED.match(after))


def may_be_unsaid(before: str, words: str) -> bool:
    """Whether ``words`` in marks are a title, a term or a name, or may not have been said."""
    long = [it for it in words.split() if len(it) > 3]
    is_title = words[-1:].isalnum() and len(long) > 1 and all(it[0].isupper() for it in long)
    named, few = _NAMED.search(before), len(words_in(words)) < FEW
    is_called = _CALLED.search(before) and few and _DEFINITE.match(words)
    is_term = named and (few or not named["article"])
    return bool(is_title or is_called or is_term or _UNSAID.search(before))


def dates_beside(text: str, start: int, said: SaidInText, year: int) -> set[PartialDate]:
    """The dates directly beside words at ``start`` or beside the name of who ``said`` them.

    They are in the ``year`` where the text names none.
    """
    after = _ON_A_DAY.match(text, max(said.end, said.mention[1]))
    # A year before a name may be taken for a part of it.
    year_first = _YEAR_FIRST.match(text, said.mention[0])
    named_at = min(start, year_first.end() if year_first else said.mention[0])
    before = sentence_around(text, named_at, named_at)[0]
    between = _RIGHT_BEFORE.search(text[said.mention[1] : start])
    places = [found[1] for found in (after, between) if found]
    places += [before] if _DAY_FIRST.fullmatch(before) else []
    days = {PartialDate.of(it) for place in places for it in days_named(place, year)}
    return days or {it for place in places for it in dates_named(place)}


def are_taken_back(text: str, start: int, end: int) -> bool:
    """Whether the paragraph of words from ``start`` to ``end`` says that they were taken back."""
    return bool(_SAYS_SO.search(paragraph_around(text, start, end)))


def paragraph_around(text: str, start: int, end: int) -> str:
    """The rest of the paragraph around the words from ``start`` to ``end``."""
    return text[:start].rpartition("\n\n")[2] + text[end:].partition("\n\n")[0]


def is_interrupted(words: str) -> bool:
    """Whether words in marks may have those of the writer among them."""
    return bool(_INTERRUPTS.search(words))


class Names:
    """The names of actors as sentences have them."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._whole = [
            (name, id_)
            for id_, actor in actors.items()
            for name in (actor.name, *(it.name for it in actor.names))
            if name.strip()
        ]
        people = {it for it, actor in actors.items() if actor.kind == "person"}
        self._short = [(it.split()[-1] if id_ in people else it, id_) for it, id_ in self._whole]

    def named_in(self, text: str) -> Sequence[str]:
        """The actors that ``text`` names outside quotation marks, people by their last word."""
        ours = MARKED.sub(" ", text)
        return [id_ for name, id_ in self._short if name in ours]

    def may_be_meant(self, text: str, start: int) -> bool:
        """Whether a pronoun near the words at ``start`` may mean an actor named before it."""
        before = text[max(0, start - NEAR) : start].rstrip(' \u201c"\u00ab\u00a0\u202f')
        said = [it for it in before.splitlines() if it.strip() and not it.startswith("#")]
        found = [before.rfind(name) + len(name) for name, _ in self._short if name in before]
        return not said or bool(found and not _SOMEBODY.search(before, max(found)))

    def above(self, text: str, start: int, end: int) -> str | None:
        """Who speaks, by the line above words in a paragraph or an item of their own."""
        line, is_led = line_above(text, start, end)
        actor_id = dict(self._whole).get(line)
        if is_led and not actor_id and len(named := {*self.named_in(line)}) == 1:
            # Who is named first in what a colon ends, and alone.
            first = {it for name, it in (*self._whole, *self._short) if line.startswith(name)}
            actor_id = next(iter(named & first), None)
        return actor_id


class Held(NamedTuple):
    """What has the words of a passage."""

    quotes: Sequence[QuoteEntry]
    ours: bool = False  #: whether a headline, a title or a name has them, too, which is no quote
    #: whether they are sentences of one article that are not beside each other, as far as is known
    apart: bool = False

    def __bool__(self) -> bool:
        return bool(self.quotes) or self.ours


class DeskWords:
    """Everything quoted on the desk, and its headlines and titles."""

    def __init__(self, desk: Desk) -> None:
        titles = [*(it.source.headline for it in desk.articles.values())]
        titles += [it.title for it in desk.articles.values()]
        titles += [it.record.title for it in desk.demands.values()]
        titles += [it.record.text for it in desk.claims.values()]
        titles += [it.name for it in desk.topics.values()]
        titles += [it.name for it in desk.events.values()]
        quoted = ((it, quote) for quote in desk.quotes.values() for it in words_said(quote))
        ours = ((it, None) for it in titles if it)
        together = (it for quotes in desk.quotes_of_article.values() for it in _together(quotes))
        self._words: WordIndex[QuoteEntry | None] = WordIndex([*quoted, *together, *ours])

    def holding(self, passage: str) -> Held:
        """What has all of the words, or the first of several sentences that one article has."""
        found = self._words.having(passage)
        if found:
            return Held([it for it in found if it], None in found)
        sentences = _BETWEEN_SENTENCES.split(passage)
        each = [self._words.having(it) for it in sentences if len(words_in(it)) >= TOLD]
        homes = [{it and it.article_id for it in owners} for owners in each]
        if len(each) > 1 and all(each) and set.intersection(*homes):
            return Held([it for it in each[0] if it], None in each[0], apart=True)
        return Held(())


def _together(quotes: Sequence[QuoteEntry]) -> Iterator[tuple[str, QuoteEntry]]:
    """Words that several parts share, or several quotes that are next to each other."""
    if not quotes:
        return
    words, first, last = "", quotes[0], quotes[0]
    for quote in quotes:
        own = " ".join(quote.record.text)
        is_next = words and _are_beside(last, quote)
        words, first = (f"{words} {own}", first) if is_next else (own, quote)
        if is_next or len(quote.record.text) > 1:
            yield words, first
        last = quote


def _are_beside(quote: QuoteEntry, other: QuoteEntry) -> bool:
    """Whether ``other`` directly follows ``quote`` in the source, perhaps after "he said"."""
    lines = [it.checked for it in (quote, other) if it.checked and it.verdict in STANDS]
    if len(lines) < 2 or not all(it.spans for it in lines) or quote.speakers != other.speakers:
        return False
    return 0 <= lines[1].spans[0][0] - lines[0].spans[-1][1] <= _BESIDE


def nearest_in(quotes: Iterable[QuoteEntry], passage: str) -> str:
    """The words of one of ``quotes`` that are nearly those of ``passage``, as a hint; or none."""
    words = words_in(passage)
    distinctive = {it for it in words if len(it) > _SMALL}
    texts = [
        text
        for quote in quotes
        for text in words_said(quote)
        if len(distinctive.intersection(words_in(text))) > len(distinctive) / 2
    ]
    near = nearest_words(passage.strip(" ,.;:!?"), tuple(texts)) if texts else None
    if near and SequenceMatcher(None, words, words_in(near)).ratio() >= _NEARLY:
        return f"the nearest words are {shown_text(near)}: correct it"
    return ""
