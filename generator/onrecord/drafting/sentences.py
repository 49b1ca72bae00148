"""A paragraph as tokens: words, marks and whole quotes, each in its sentence, with its use."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal

from .language_words import Cue, Language
from .mark_pairs import Quoted
from .source_text import Span

_TOKEN = re.compile(
    # "Harbour.com" is one word; in "the end.The harbour" a space is missing.
    r"(?:[^\W_]|[$£€#@])+(?:(?:[’'&/-]|\.(?![A-ZÀ-ÖØ-Þ][a-zß-ÿ’']))[^\W_]+)*"
    r"(?:(?<=s)[’'](?=\s+[^\W\d_]))?"
    # A long row of one sign is one mark.
    r"|(?P<sign>[^\w\s])(?P=sign){3,}|\.{3}|-{2,3}|[^\w\s]"
)
# "J" or "J.R": the stop behind it ends no sentence.
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_ENDS_SENTENCE, _LONGEST_CREDIT = ".!?…", 9  # words
_ENDS_PARAGRAPH = frozenset(".!?…:;—") | {"..."}
_DASHES = frozenset({"—", "–", "-", "--", "---", "―"})


@dataclass(slots=True)
class Token:
    """A word, a punctuation mark or a whole quote."""

    kind: Literal["word", "mark", "quote"]
    start: int
    end: int
    text: str
    lower: str  #: a word in lower case, with straight apostrophes
    sentence: int = 0  #: its number in the paragraph
    quote: int = -1  #: of a quote, its number in the text; else -1
    cue: Cue | None = None  #: the verb of speaking that it is, if it is one here
    name: bool = False  #: whether it is a capitalised word that the sentence does not account for
    capital: bool = False  #: whether it is a word with a capital letter

    @property
    def possessive(self) -> bool:
        """Whether it ends in ``'s`` or, as "the dockers' union" does, in ``s'``."""
        return self.lower.endswith(("'s", "s'")) and self.lower != "s'"  # « s'étonne »

    @property
    def bare(self) -> str:
        """The word in lower case, without what makes it possessive."""
        return self.lower.removesuffix("'s").removesuffix("'")

    @property
    def is_dash(self) -> bool:
        """Whether it is a dash of any length."""
        return self.text in _DASHES


class ParagraphTokens:
    """The tokens of one paragraph.

    Attributes:
        span: where it is in the text.
        tokens: in order.
        quotes: the place of each quote's token, by the quote's number in the text.
        sentences: the first token of each, and the one after its last.
    """

    __slots__ = ("_plain", "language", "quotes", "sentences", "span", "tokens")

    def __init__(
        self,
        text: str,
        span: Span,
        quotes: Sequence[tuple[int, Quoted]],
        language: Language,
        plain: frozenset[str] = frozenset(),
    ) -> None:
        """Read the paragraph at ``span``; ``plain`` has words that are no names in the text."""
        self.span = span
        self.language = language
        self._plain = plain
        self.tokens = list(_tokens(text, span, quotes, language))
        self.quotes = {
            token.quote: place for place, token in enumerate(self.tokens) if token.kind == "quote"
        }
        self._number_sentences()
        numbers = [-1, *(token.sentence for token in self.tokens)]
        starts = [at for at, (last, own) in enumerate(pairwise(numbers)) if last != own]
        self.sentences = list(pairwise([*starts, len(self.tokens)]))
        unnamed = set(self._set_apart())
        for place, token in enumerate(self.tokens):
            token.name = token.capital and place not in unnamed and self._is_name(place)
        for place, token in enumerate(self.tokens):
            token.cue = self.cue_at(place) if token.lower in language.cues else None

    def cue_at(self, place: int) -> Cue | None:
        """The verb of speaking at ``place``, wherever it is used as one."""
        return self.language.cues.get(self.tokens[place].lower)

    def sentence(self, place: int) -> tuple[int, int]:
        """The first token of the sentence at ``place``, and the one after its last."""
        return self.sentences[self.tokens[place].sentence]

    @property
    def is_heading(self) -> bool:
        """Whether no mark ends the paragraph: a headline, a caption, a line that only lists."""
        last = [token.text for token in self.tokens[-2:] if token.text != ")"]
        return bool(last) and self.tokens[-1].kind != "quote" and last[-1] not in _ENDS_PARAGRAPH

    def span_of(self, part: tuple[int, int]) -> Span:
        """Where the tokens ``part`` are in the text."""
        return self.tokens[part[0]].start, self.tokens[part[1] - 1].end

    def is_abbreviated(self, place: int) -> bool:
        """Whether the full stop at ``place`` belongs to an abbreviation or an initial."""
        if not place or self.tokens[place].text != ".":
            return False
        word = self.tokens[place - 1]
        glued = word.kind == "word" and word.end == self.tokens[place].start
        return glued and (
            word.lower in self.language.abbreviations or _INITIALS.fullmatch(word.text) is not None
        )

    def _dateline(self) -> int:
        """The dash behind ``HARROW BAY, June 2 (Dispatch) -`` at the head; -1 without one."""
        first = self.tokens[0].text if len(self.tokens) > 1 else ""
        if not first.isupper() or len(first) < 3:
            return self._agency()
        for place, token in enumerate(self.tokens[:16]):
            if token.is_dash and place and self.tokens[place - 1].end < token.start:
                return place
            if token.kind == "quote" or token.text in ":;!?":
                return -1
        return -1

    def _agency(self) -> int:
        """The end of ``Harrow Bay (Dispatch) -`` or ``(Harrow Bay)`` at the head; else -1."""
        tokens = self.tokens[:_LONGEST_CREDIT]
        opens = next((at for at, token in enumerate(tokens) if token.text == "("), len(tokens))
        closes = next((at for at, token in enumerate(tokens) if token.text == ")"), 0)
        if not opens < closes < len(tokens) - 1 or closes - opens > 4:
            return -1
        words = [token for token in tokens[:closes] if token.kind == "word"]
        named = all(word.capital for word in words[:1] + words[-1:])
        if not named or any(token.text in _ENDS_PARAGRAPH for token in tokens[:closes]):
            return -1
        if tokens[closes + 1].is_dash:
            return closes + 1
        return closes if not opens and tokens[closes + 1].capital else -1

    def _number_sentences(self) -> None:
        number, dateline = 0, self._dateline()
        for place, token in enumerate(self.tokens[:-1]):
            token.sentence = number
            following = self.tokens[place + 1]
            if place == dateline:
                number += 1
            elif place < dateline:
                continue
            elif token.kind == "quote":
                number += self._ends_with_quote(token, place + 1)
            elif token.kind == "mark" and token.text in _ENDS_SENTENCE:
                begins = following.kind == "quote" or following.capital
                if following.start > token.end:
                    begins |= following.text[0] in "[(" or following.text[0].isdigit()
                number += begins and not self.is_abbreviated(place)
        if self.tokens:
            self.tokens[-1].sentence = number

    def _ends_with_quote(self, quote: Token, after: int) -> bool:
        """Whether the sentence ends with ``quote``, whose next token is at ``after``."""
        words = quote.text.rstrip("'’\"”» ")
        following, language = self.tokens[after], self.language
        opens = following.lower in language.openers - language.genders.keys()
        if following.capital and (opens or following.start == quote.end):
            return True
        if not words.endswith((".", "!", "?", "…")):
            return False
        if following.kind == "quote":
            return True
        if not following.capital:
            return False
        return not self._says(after, at_end=words.endswith("."))

    def _says(self, place: int, *, at_end: bool) -> bool:
        """Whether a subject and its verb of speaking follow: ``"Why?" Brandt asked``."""
        language = self.language
        for number in range(place, min(place + 8, len(self.tokens))):
            token = self.tokens[number]
            cue = language.cues.get(token.lower) if not token.capital else None
            if cue and cue.strong and cue.form != "base" and number > place:
                return not at_end or self._ends_sentence(number + 1)
            fits = (
                token.capital
                or token.lower in language.genders
                or token.lower in language.auxiliaries
                or token.lower in language.titles
                or language.is_adverb(token.lower)
                or self.is_abbreviated(number)
            )
            if not fits:
                return False
        return False

    def _ends_sentence(self, place: int) -> bool:
        """Whether only a time follows from ``place`` on: "on Wednesday morning."."""
        for token in self.tokens[place : place + 5]:
            if token.kind != "word":
                return token.text in ".,"
            if token.lower not in self.language.times | self.language.prepositions:
                return False
        return place >= len(self.tokens)

    def _set_apart(self) -> Iterator[int]:
        """The tokens that are no part of a sentence: a dateline, a label or a line in capitals.

        Of a credit, such as ``(Mia Brandt / Dispatch)`` and "By Mia Brandt", too.
        """
        tokens, language = self.tokens, self.language
        yield from range(self._dateline())
        colon = next((at for at, token in enumerate(tokens[:9]) if token.text == ":"), len(tokens))
        words = [token for token in tokens[:colon] if token.kind == "word"]
        known = words and not words[0].possessive and language.is_of_person(words[0].bare)
        shortest = 2 if colon < len(tokens) else 3
        if (
            not known
            and len(words) >= shortest
            and all(word.text.isupper() and len(word.text) > 1 for word in words)
        ):
            yield from range(colon)
        agent = next(
            (at for at, token in enumerate(tokens[:12]) if token.lower in language.agents), -1
        )
        line = agent == 0 and self.is_heading and len(words) < _LONGEST_CREDIT
        if line or (agent > 0 and not self.quotes and tokens[0].text + tokens[-1].text == "()"):
            yield from range(agent, len(tokens))
        for place, token in enumerate(tokens):
            if "/" in token.text and not token.text.isupper():
                yield from self._beside(place)

    def _beside(self, slash: int) -> Iterator[int]:
        """The names joined by a slash: a photographer and an agency."""
        yield slash
        before, behind = range(slash)[::-1], range(slash + 1, len(self.tokens))
        for way in (before[:_LONGEST_CREDIT], behind[:_LONGEST_CREDIT]):
            yield from takewhile(lambda at: self.tokens[at].capital, way)

    def _is_name(self, place: int) -> bool:
        token = self.tokens[place]
        before = self.tokens[place - 1] if place else None
        first = (
            before is None
            or before.sentence != token.sentence
            or before.is_dash
            or before.text in ":([•*"
        )
        if token.lower.partition("'")[0] in self.language.genders:
            return False  # "I'd"
        if token.lower in self.language.times and not self._is_given_name(place):
            return self._is_surname(place)
        following = self.tokens[place + 1 : place + 2]
        plain = token.lower in self._plain and not (following and following[0].capital)
        plain = plain or token.lower in self.language.openers or self._is_participle(place)
        comma = bool(following) and following[0].text == ","
        plain = plain or (comma and self.language.is_adverb(token.lower))  # « Politiquement, »
        pointed = before is not None and before.lower in self.language.demonstratives
        pointed = pointed or self._is_demonym(place)
        return not ((first and plain) or pointed) or (
            self._is_given_name(place) and self.tokens[-1].text != "?"
        )

    def _is_demonym(self, place: int) -> bool:
        """Whether a word describes somebody by origin and is no name: « la Praguoise »."""
        language = self.language
        if not language.articles or not place or not self.tokens[place].capital:
            return False
        article, following = self.tokens[place - 1], self.tokens[place + 1 : place + 2]
        ends = self.tokens[place].lower.endswith(tuple(language.repeats_endings))
        named = any(each.capital or each.text == "-" for each in following)
        return ends and not named and article.text in language.definite

    def _is_participle(self, place: int) -> bool:
        """Whether a verb may begin the sentence: « Interrogé par Brandt, »."""
        language, word = self.language, self.tokens[place].lower
        following = self.tokens[place + 1 : place + 2]
        ends = word.endswith(tuple(language.opener_endings)) and word not in language.given_names
        return ends and bool(following) and following[0].lower in language.prepositions

    def _is_surname(self, place: int) -> bool:
        """Whether a month is used as a surname: "Theresa May", "Ms. May"."""
        before = [token for token in self.tokens[max(0, place - 2) : place] if token.text != "."]
        return bool(before) and before[-1].capital and self.language.is_of_person(before[-1].bare)

    def _is_given_name(self, place: int) -> bool:
        """Whether a month or a verb is used as a given name: "June Aldrich", "Will Hale"."""
        known = self.tokens[place].lower in self.language.given_names
        return known and any(each.capital for each in self.tokens[place + 1 : place + 2])


def _tokens(
    text: str, span: Span, quotes: Sequence[tuple[int, Quoted]], language: Language
) -> Iterator[Token]:
    at = span[0]
    for number, quote in quotes:
        yield from _plain(text, (at, quote.outer[0]), language)
        start, end = quote.words
        yield Token("quote", *quote.outer, text[start:end], "", quote=number)
        at = quote.outer[1]
    yield from _plain(text, (at, span[1]), language)


def _plain(text: str, span: Span, language: Language) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, *span):
        word = found[0]
        if not (word[0].isalnum() or (word[0] in "$£€#@" and len(word) > 1)) or found["sign"]:
            sign = found["sign"] or word
            yield Token("mark", found.start(), found.end(), sign, sign)
            continue
        if word.isalnum():  # nothing joins it to another
            lower = word.lower()
            known, capital = language.clitics.get(lower, lower), word[0].isupper()
            yield Token("word", found.start(), found.end(), word, known, capital=capital)
            continue
        yield from _words(word, found.start(), language)


def _words(word: str, at: int, language: Language) -> Iterator[Token]:
    """A word, split if the language joins two: ``a-t-il``, ``l'union``."""
    lower = word.lower().replace("’", "'")
    for cut in _cuts(lower, language):
        begins = word[0].isupper()
        yield Token("word", at, at + cut, word[:cut], lower[:cut], capital=begins)
        word, lower, at = word[cut:], lower[cut:], at + cut
    first, _, rest = word.partition("-")
    capital = (rest if first in language.particles else word)[:1].isupper()  # "al-Amin"
    found = language.clitics.get(lower, lower)
    yield Token("word", at, at + len(word), word, found, capital=capital)


def _cuts(lower: str, language: Language) -> Iterator[int]:
    """The lengths of all parts of a word except the last."""
    apostrophe = lower.find("'") + 1
    if apostrophe and lower[:apostrophe] in language.elisions and apostrophe < len(lower):
        yield apostrophe
        lower = lower[apostrophe:]
    hyphen = lower.find("-")
    if hyphen > 0 and lower[hyphen:] in language.clitics:
        yield hyphen
