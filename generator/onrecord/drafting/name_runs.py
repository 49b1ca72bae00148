"""Where a paragraph has names, and what it says beside them: titles, roles, verbs of speaking."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from .language_words import Language
from .sentences import ParagraphTokens, Token

_AGE = re.compile(r"(?:,| \() ?\d\d?(?=[ ,)])")  # behind a name: ", 58,"
_LONGEST_BODY = 5  # words of a body's name behind "Farmers'"
_LONGEST_INITIALS = 2  # letters of "JD"
_LONGEST_AGAIN = 4  # words of "the New York Republican"
_LONGEST_ROLE = 9  # tokens of "the minister for the ports"


@dataclass(slots=True)
class NameRun:
    """Capitalised words that are one name, and the titles before it."""

    start: int
    end: int
    name: str
    words: list[str]
    titles: list[str]
    nouns: list[str]
    personal: bool = False
    speaks: bool = False
    linked: bool = False  # "Ministry of Defence": no word of it is a surname


class NameRuns:
    """Finds the names of one paragraph, outside its quotes."""

    def __init__(self, text: str, paragraph: ParagraphTokens) -> None:
        self._text = text
        self._paragraph = paragraph
        self._tokens = paragraph.tokens
        self._language = paragraph.language

    def find(self) -> Iterator[NameRun]:
        """Every name, in order."""
        tokens = self._tokens
        place = 0
        while place < len(tokens):
            if not tokens[place].name:
                place += 1
                continue
            end = self._run_end(place)
            if run := self._run(place, end):
                yield run
            place = max(end, place + 1)

    def _run_end(self, start: int) -> int:
        tokens, language = self._tokens, self._language
        place = start + 1
        while place < len(tokens):
            token = tokens[place]
            if place == start + 1 and _is_agency(self._paragraph, start):
                break
            if tokens[place - 1].possessive and not self._is_of_members(start, place):
                break
            agency = tokens[start].bare in language.organisations and self._name_follows(place + 1)
            three = self._name_follows(place + 1) and not self._name_follows(place + 2)
            body = place == start + 1 or tokens[place - 1].bare in language.organisations
            agency = agency or (body and three and language.speaker_inside)
            if (agency or self._is_given_name(place)) and (
                _is_owned(self._paragraph, start) or _is_told(self._paragraph, start, place)
            ):
                break  # "the mayor of Aldmoor Tom Brandt", in French
            party = language.speaker_inside and _is_party(tokens[place - 1])  # « LR du Sénat »
            particle = token.lower in language.particles and self._name_follows(place)
            particle = particle and not party
            within = self._paragraph.is_abbreviated(place) or is_nickname(tokens, place)
            if not (token.name or particle or within):
                linked = _linked_to(self._paragraph, place)
                if linked == place:
                    break
                place = linked
            place += 1
        while place > start + 1 and tokens[place - 1].kind == "mark":
            place -= 1
        return place

    def _is_of_members(self, start: int, place: int) -> bool:
        """Whether the name of a body says whose it is before ``place``: "Farmers' Union"."""
        tokens, language = self._tokens, self._language
        members = tokens[place - 1]
        if not members.lower.endswith(("s'", *(f"{word}'s" for word in language.plurals))):
            return False
        names = takewhile(lambda token: token.name, tokens[place : place + _LONGEST_BODY])
        if not any(token.bare in language.organisations for token in names):
            return False
        known = place > start + 1 or members.bare in language.roles | language.organisations
        article = start > 0 and tokens[start - 1].lower in language.definite
        # "Tom Jones' Council", "the Netherlands' Congress"
        owner = " ".join(token.bare for token in tokens[start:place])
        states = {name.lower() for names in language.demonyms.values() for name in names}
        titles = language.given_names | language.titles - language.organisations
        person = not titles.isdisjoint((tokens[start].bare, members.bare))
        return (known or article) and not person and owner not in states

    def _is_given_name(self, place: int) -> bool:
        first = self._tokens[place].lower.partition("-")[0]  # « Jean-Philippe »
        return first in self._language.given_names and self._name_follows(place + 1)

    def _name_follows(self, place: int) -> bool:
        tokens, particles = self._tokens, self._language.particles
        while place < len(tokens) and tokens[place].lower in particles:
            place += 1
        return place < len(tokens) and tokens[place].name

    def _run(self, start: int, end: int) -> NameRun | None:
        tokens, language = self._tokens, self._language
        titles: list[str] = []
        first = start
        opens = not start or tokens[start - 1].sentence != tokens[start].sentence
        while first < end and (
            language.is_title(tokens[first].bare)
            or (opens and first == start and self._precedes(start, end))
        ):
            titles.append(tokens[first].bare)
            first += 1
            while first < end and tokens[first].kind == "mark":
                first += 1
        linked = any(_linked_to(self._paragraph, at) > at for at in range(first + 1, end))
        within = () if linked else range(first, end - 1)
        later = [at for at in within if tokens[at].bare in language.titles]
        if later and not is_body([token.text for token in tokens[later[-1] + 1 : end]], language):
            titles += [token.bare for token in tokens[first : later[-1] + 1]]
            first = later[-1] + 1
        while first < end and tokens[first].kind == "mark":
            first += 1
        if (
            titles
            and first < end
            and is_body([token.text for token in tokens[first:end]], language)
        ):
            first, titles = start, []  # "National Weather Service"
        while first < end - 2 and _is_post_nominal(tokens[end - 1].text, language):
            end -= 1
        again = (
            tokens[end - 1].lower in language.repeats and len(range(start, end)) < _LONGEST_AGAIN
        )
        if first >= end or (again and start and tokens[start - 1].lower in language.definite):
            return None  # "the Kentucky Republican"
        words = [token.text for token in tokens[first:end] if token.kind == "word"]
        before, behind = (
            _nouns_before(self._paragraph, start, end),
            _nouns_behind(self._paragraph, end),
        )
        nouns = [*titles, *before, *behind, *_whole_role(self._paragraph, start, end)]
        span = self._paragraph.span_of((first, end))
        if tokens[end - 1].possessive:
            kept = len(tokens[end - 1].bare)
            span = span[0], tokens[end - 1].start + kept
            words[-1] = words[-1][:kept]
        name = " ".join(self._text[slice(*span)].split())
        if not name:
            return None
        plain = [title for title in titles if title not in language.demonyms]
        roles = any(language.is_role(noun) for noun in {*nouns} - language.organisations)
        aged = _AGE.match(self._text, span[1]) is not None
        personal = roles or aged or words[0].lower() in language.given_names
        speaks = _is_speaking(self._paragraph, start, end)
        return NameRun(*span, name, words, plain, nouns, personal, speaks, linked)

    def _precedes(self, start: int, end: int) -> bool:
        """Whether a role, or a noun before a full name, begins a sentence: "Forecaster Ian Lee"."""
        if self._tokens[start].bare in self._language.roles:
            return True
        known = self._language.given_names
        words = [token.lower for token in self._tokens[start:end]]
        return len(words) == 3 and words[0] not in known and words[1] in known


def is_body(words: Sequence[str], language: Language) -> bool:
    """Whether a name is that of an organisation or the like."""
    plain = [word.lower().removesuffix("'s").removesuffix("’s") for word in words]
    given = len(plain) > 1 and plain[0] in language.given_names
    if any(word in language.organisations for word in plain[given:]):  # "Bill Brandt"
        return True
    if len(words) > 1:  # "HBC Universal"
        return words[0].isupper() and len(words[0]) > _LONGEST_INITIALS and not words[1].isupper()
    return words[0].isupper() and len(words[0]) > 1


def _is_agency(paragraph: ParagraphTokens, place: int) -> bool:
    """Whether the initials at ``place`` are of somebody who is told: "à l'AFP Mia Brandt"."""
    tokens, language = paragraph.tokens, paragraph.language
    if not 0 < place < len(tokens) - 1 or not tokens[place].text.isupper():
        return False
    before, following = tokens[place - 1], tokens[place + 1]
    elided = before.lower in language.elisions and before.lower in language.determiners
    return (
        elided and len(tokens[place].text) > 1 and following.name and not following.text.isupper()
    )


def _is_told(paragraph: ParagraphTokens, start: int, end: int) -> bool:
    """Whether the one word at ``start`` is a body that is told: « à la Gazette Mia Brandt »."""
    tokens, language = paragraph.tokens, paragraph.language
    body = (
        end == start + 1 and not language.is_title(tokens[start].bare) and language.speaker_inside
    )
    return (
        body
        and start > 1
        and tokens[start - 1].lower in language.determiners
        and any(token.lower in language.prepositions for token in tokens[start - 2 : start])
    )


def _linked_to(paragraph: ParagraphTokens, place: int) -> int:
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


def _whole_role(paragraph: ParagraphTokens, start: int, end: int) -> Iterator[str]:
    """The role right before a name, with whose it is: "the minister for ports Mia Brandt"."""
    tokens, language = paragraph.tokens, paragraph.language
    last = start - (start > 0 and tokens[start - 1].text == ",")
    joins = language.linking | language.determiners | language.prepositions
    if last and tokens[last - 1].lower in joins:
        return  # "the minister for Ports"
    for at in range(last - 1, max(-1, last - _LONGEST_ROLE), -1):
        token, behind = tokens[at], tokens[at + 1 : last]
        verbs = language.auxiliaries - language.prepositions - language.determiners
        if token.kind != "word" or token.cue or token.lower in language.agents | verbs:
            return
        of_name = token.lower in language.prepositions and behind and behind[0].capital
        if token.lower in language.determiners and behind and not of_name:  # « du Sénat »
            noun = behind[0].lower
            if noun in language.organisations:
                yield noun
            elif language.is_role(noun) and end - start > 1:
                yield noun
                yield " ".join(word.lower for word in behind)
            if noun in language.organisations or language.is_role(noun):
                return


def _nouns_before(paragraph: ParagraphTokens, start: int, end: int) -> Iterator[str]:
    """The roles that a text gives before the name from ``start`` to ``end``."""
    tokens, language = paragraph.tokens, paragraph.language
    place = start - 1
    if place > 0 and tokens[place].lower in language.works:
        place -= 1  # "a pilot called Abel Strand"
    apposed = place > 0 and tokens[place].text == ","
    while not apposed and place >= 0 and place > start - 4:
        token = tokens[place]
        if token.kind != "word" or not language.is_role(token.lower):
            return
        yield token.lower
        place -= 1
    for at in range(place - 1, max(-1, place - 9), -1):
        if tokens[at].kind != "word" or tokens[at].cue:
            return
        noun = tokens[at + 1].lower
        if tokens[at].lower not in language.determiners or not language.is_role(noun):
            continue
        owner = tokens[max(0, at - 1) : at + 1]
        if apposed and owner[0].lower in language.agents and not _is_closed(tokens, end):
            return  # "Asked by the mayor, Tom Brandt replied"
        if not any(token.lower in language.linking & language.prepositions for token in owner):
            if noun not in language.organisations:
                yield noun  # "the bishop of Aldmoor, Felix Amend"
                yield from filter(language.is_role, (tokens[at + 2].lower,))  # "prime minister"
            return


def is_nickname(tokens: Sequence[Token], place: int) -> bool:
    """Whether the quote at ``place`` is within a name: Marcia "Cia" Price."""
    if not 0 < place < len(tokens) - 1 or tokens[place].kind != "quote":
        return False
    words = tokens[place].text.split()
    named = tokens[place - 1].name and tokens[place + 1].name
    return named and len(words) < 3 and all(map(str.istitle, words))


def _is_closed(tokens: Sequence[Token], end: int) -> bool:
    """Whether a mark is behind an apposition that ends at ``end``."""
    return end >= len(tokens) or tokens[end].kind == "mark"


def _nouns_behind(paragraph: ParagraphTokens, end: int) -> Iterator[str]:
    """The roles that a text gives behind a name that ends at ``end``."""
    tokens, language = paragraph.tokens, paragraph.language
    if end >= len(tokens) or tokens[end].text not in ",(":
        return
    owners = language.linking & language.prepositions  # "the director of the group"
    for token in tokens[end + 1 : end + 9]:
        if token.kind != "word" or token.cue or token.lower in language.relatives | owners:
            return
        if language.is_role(token.lower):
            yield token.lower


def _is_owned(paragraph: ParagraphTokens, start: int) -> bool:
    """Whether a role with a linking word is before a name: "the mayor of"."""
    tokens, language = paragraph.tokens, paragraph.language
    at = start - 1
    # "the minister of the", « le procureur de la République de »
    while at > 0 and (tokens[at].lower in language.linking or tokens[at].name):
        at -= 1
    return 0 <= at < start - 1 and language.is_role(tokens[at].lower)


def _is_speaking(paragraph: ParagraphTokens, start: int, end: int) -> bool:
    """Whether a verb of speaking is beside a name: "Brandt said", ", said Brandt"."""
    tokens = paragraph.tokens
    turned = start > 1 and (tokens[start - 2].text == "," or tokens[start - 2].kind == "quote")
    following = tokens[end].lower if end < len(tokens) else ""
    turned = turned and following not in paragraph.language.helping  # ", said Brandt had left"
    beside = [*tokens[end : end + 1], *(tokens[start - 1 : start] if turned else ())]
    said = any(token.cue is not None and token.cue.form == "finite" for token in beside)
    return said and not paragraph.is_heading


def _is_party(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isalpha() and token.text.isupper()


def _is_post_nominal(word: str, language: Language) -> bool:
    """Whether a word behind a name is no part of it: "KC", "MP"; "III" is one."""
    return word.isupper() and word.lower() in language.suffixes and not set(word) <= {*"IV"}
