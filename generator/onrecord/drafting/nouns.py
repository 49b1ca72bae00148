"""Noun phrases: where the one that begins at a word ends."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from .language_words import Language
from .sentences import ParagraphTokens, Token

# The tokens of a phrase: the first, and the one after the last.
Part: TypeAlias = tuple[int, int]

_JOINS_WORDS = frozenset("-&/")


class NounPhrases(ParagraphTokens):
    """Finds the noun phrases of a paragraph."""

    def beginning(self, at: int, end: int, *, free: bool = False) -> Part | None:
        """The noun phrase that begins at ``at``; with ``free`` also one without an article."""
        if at >= end or self.tokens[at].kind != "word":
            return None
        token = self.tokens[at]
        if token.lower in self.language.complementisers and self._is_clause(at + 1, end):
            return None
        if token.lower in self.language.genders and not self._is_article(at, end):
            return at, at + 1
        if self._is_naming(token):
            return at, self._end_of_name(at, end)
        if self._begins_phrase(token, free=free):
            return at, self._end_of_words(at, end)
        return None

    def _is_clause(self, at: int, end: int) -> bool:
        """Whether a subject begins at ``at``: "that Brandt", not "that man"."""
        language, token = self.language, self.tokens[min(at, end - 1)]
        return token.name or token.lower in language.genders or token.lower in language.determiners

    def _is_article(self, at: int, end: int) -> bool:
        """Whether a pronoun is an article here: "one of the dockers"."""
        language = self.language
        word = self.tokens[at].lower
        return (
            word in language.determiners
            and at + 1 < end
            and (
                self._begins_phrase(self.tokens[at + 1], free=True)
                or self.tokens[at + 1].lower in language.linking
            )
        )

    def _is_naming(self, token: Token) -> bool:
        return token.name or (token.lower in self.language.titles and token.kind == "word")

    def _begins_phrase(self, token: Token, *, free: bool) -> bool:
        language = self.language
        word = token.lower
        if word in language.determiners or word in language.roles or word[:1].isdigit():
            return True
        if not (free and word) or word in language.not_speakers or self._is_function_word(word):
            return False
        return not language.is_adverb(word) and token.cue is None

    def _is_function_word(self, word: str) -> bool:
        language = self.language
        return (
            word in language.conjunctions
            or word in language.prepositions
            or word in language.auxiliaries
            or word in language.complementisers
            or word in language.relatives
            or word in language.object_pronouns
        )

    def _end_of_name(self, at: int, end: int) -> int:
        """Where the name that begins at ``at`` ends, with what it is of and a second name."""
        tokens, language = self.tokens, self.language
        place = at
        while place < end and self._goes_on(place, at):
            place += 1
            if tokens[place - 1].possessive:
                return self._end_of_owned(place, end)
        while place > at + 1 and tokens[place - 1].lower in language.particles:
            place -= 1
        place = self._past_occupation(place, end, at)
        if place + 1 < end and tokens[place].lower in language.linking:
            following = tokens[place + 1]
            lowercase = place > at and not tokens[place - 1].name
            if following.name or lowercase:
                inner = self.beginning(place + 1, end)
                place = inner[1] if inner and not self.is_time(inner[1] - 1) else place
        if place + 1 < end and tokens[place].lower in language.coordinators:
            inner = self.beginning(place + 1, end) if tokens[place + 1].name else None
            follows = inner is not None and inner[1] < end and tokens[inner[1]].cue is not None
            place = inner[1] if inner and not follows else place
        return place

    def _past_occupation(self, at: int, end: int, start: int) -> int:
        """The end of "Conservative radio host Tom Brandt", or of "Brandt supporters"."""
        tokens, language = self.tokens, self.language
        last = at
        for place in range(at, min(end, at + 5)):
            token = tokens[place]
            if token.name:
                name = self._end_of_name(place, end)
                # "Aldmoor cartoonist Tom Brandt said"
                beside = (*tokens[max(0, start - 1) : start], *tokens[name : min(name + 1, end)])
                full = at < place < name - 1 and any(each.cue is not None for each in beside)
                return name if last == place or full else last
            if token.kind != "word" or token.cue or self._is_function_word(token.lower):
                break
            last = place + 1 if is_role(token.lower, language) else last
        return last

    def _goes_on(self, place: int, start: int) -> bool:
        token = self.tokens[place]
        if token.kind == "word":
            particle = token.lower in self.language.particles and place > start
            return self._is_naming(token) or particle
        if token.text == "." or token.kind == "quote":
            within = self.is_abbreviated(place) or self.is_nickname(place)
            return within and place > start
        return token.text in _JOINS_WORDS and place > start and self._is_glued(place)

    def _is_glued(self, place: int) -> bool:
        tokens = self.tokens
        return (
            place + 1 < len(tokens)
            and tokens[place].text in "-/&"
            and tokens[place + 1].capital
            and (tokens[place].text == "&" or tokens[place].start == tokens[place - 1].end)
        )

    def _end_of_owned(self, at: int, end: int) -> int:
        """Where what somebody owns ends: after ``Brandt's``, ``chief lawyer``."""
        place = at
        while place < min(end, at + 6) and self.tokens[place].kind == "word":
            token = self.tokens[place]
            word = token.lower
            if self._is_function_word(word) or (token.cue and token.lower not in self._roles):
                break
            place += 1
        return place

    @property
    def _roles(self) -> frozenset[str]:
        return self.language.roles

    def _end_of_words(self, at: int, end: int) -> int:
        language, tokens = self.language, self.tokens
        place = at + 1
        while place < min(end, at + 10):
            token = tokens[place]
            if token.text == "." and self.is_abbreviated(place):
                place += 1
                continue
            if token.text in _JOINS_WORDS and self._is_glued(place):
                place += 1
                continue
            if token.kind != "word" or self.is_time(place):
                break
            word = token.lower
            heads = tokens[at].lower in language.roles or tokens[at].lower in language.alone
            if word in language.linking and place > at + 1 - heads:
                place += 1
                continue
            if self._is_function_word(word) or word in language.genders or self._is_verb(place):
                break
            place += 1
        while place > at + 1 and self._is_function_word(tokens[place - 1].lower):
            place -= 1
        return place

    def _is_verb(self, place: int) -> bool:
        cue = self.tokens[place].cue
        return cue is not None and (cue.strong or cue.form == "finite")

    def is_function(self, place: int) -> bool:
        """Whether the token at ``place`` can be no verb: a mark, an article, a preposition."""
        token, language = self.tokens[place], self.language
        word = token.lower
        return (
            token.kind != "word"
            or token.capital
            or not word.isalpha()
            or word in language.determiners
            or word in language.prepositions
            or word in language.conjunctions
            or word in language.relatives
            or word in language.roles
            or word in language.titles
            or word in language.manner
            or language.is_adverb(word)
        )

    def is_time(self, place: int) -> bool:
        """Whether the word at ``place`` is a day, a month or the like."""
        token = self.tokens[place]
        return token.bare in self.language.times and not token.name


def is_agency(paragraph: ParagraphTokens, place: int) -> bool:
    """Whether the initials at ``place`` are of somebody who is told: "à l'AFP Mia Brandt"."""
    tokens, language = paragraph.tokens, paragraph.language
    if not 0 < place < len(tokens) - 1 or not tokens[place].text.isupper():
        return False
    before, following = tokens[place - 1], tokens[place + 1]
    elided = before.lower in language.elisions and before.lower in language.determiners
    return (
        elided and len(tokens[place].text) > 1 and following.name and not following.text.isupper()
    )


def linked_to(paragraph: ParagraphTokens, place: int) -> int:
    """Where the name goes on that a linking word at ``place`` joins to the name of a body.

    In "Department of the Environment" that is "Environment"; ``place`` where nothing is joined.
    """
    tokens, language = paragraph.tokens, paragraph.language
    if not 0 < place < len(tokens) or tokens[place].lower not in language.linking:
        return place
    head = tokens[place - 1]
    if not head.name or head.bare not in language.organisations:
        return place
    at = place + 1
    while at < len(tokens) and tokens[at].lower in language.determiners and not tokens[at].name:
        at += 1
    return at if at < min(len(tokens), place + 3) and tokens[at].name else place


def nouns_before(paragraph: ParagraphTokens, start: int, end: int) -> Iterator[str]:
    """The roles that a text gives before the name from ``start`` to ``end``."""
    tokens, language = paragraph.tokens, paragraph.language
    place = start - 1
    if place > 0 and tokens[place].lower in language.works:
        place -= 1  # "a pilot called Abel Strand"
    apposed = place > 0 and tokens[place].text == ","
    while not apposed and place >= 0 and place > start - 4:
        token = tokens[place]
        if token.kind != "word" or not is_role(token.lower, language):
            return
        yield token.lower
        place -= 1
    for at in range(place - 1, max(-1, place - 9), -1):
        if tokens[at].kind != "word" or tokens[at].cue:
            return
        noun = tokens[at + 1].lower
        if tokens[at].lower not in language.determiners or not is_role(noun, language):
            continue
        owner = tokens[max(0, at - 1) : at + 1]
        if apposed and owner[0].lower in language.agents and not _is_closed(tokens, end):
            return  # "Asked by the mayor, Tom Brandt replied"
        if not any(token.lower in language.linking & language.prepositions for token in owner):
            if noun not in language.organisations:
                yield noun  # "the bishop of Aldmoor, Felix Amend"
            return


def _is_closed(tokens: Sequence[Token], end: int) -> bool:
    """Whether a mark is behind an apposition that ends at ``end``."""
    return end >= len(tokens) or tokens[end].kind == "mark"


def is_role(word: str, language: Language) -> bool:
    """Whether ``word`` is a role or a title."""
    return word in language.roles or word in language.titles


def nouns_behind(paragraph: ParagraphTokens, end: int) -> Iterator[str]:
    """The roles that a text gives behind a name that ends at ``end``."""
    tokens, language = paragraph.tokens, paragraph.language
    if end >= len(tokens) or tokens[end].text not in ",(":
        return
    owners = language.linking & language.prepositions  # "the director of the group"
    for token in tokens[end + 1 : end + 9]:
        if token.kind != "word" or token.cue or token.lower in language.relatives | owners:
            return
        if is_role(token.lower, language):
            yield token.lower


def is_owned(paragraph: ParagraphTokens, start: int) -> bool:
    """Whether a role with a linking word is before a name: "the mayor of"."""
    tokens, language = paragraph.tokens, paragraph.language
    linked = start > 1 and tokens[start - 1].lower in language.linking
    return linked and is_role(tokens[start - 2].lower, language)


def is_speaking(paragraph: ParagraphTokens, start: int, end: int) -> bool:
    """Whether a verb of speaking is beside a name: "Brandt said", ", said Brandt"."""
    tokens = paragraph.tokens
    turned = start > 1 and (tokens[start - 2].text == "," or tokens[start - 2].kind == "quote")
    beside = [*tokens[end : end + 1], *(tokens[start - 1 : start] if turned else ())]
    said = any(token.cue is not None and token.cue.form == "finite" for token in beside)
    return said and not paragraph.is_heading


def is_post_nominal(word: str, language: Language) -> bool:
    """Whether a word behind a name is no part of it: "KC", "MP"; "III" is one."""
    return word.isupper() and word.lower() in language.suffixes and not set(word) <= {*"IV"}
