"""Noun phrases: where the one that begins at a word ends; and which words are verbs of speaking."""

from typing import TypeAlias

from .language_words import Cue
from .name_runs import is_nickname
from .sentences import ParagraphTokens, Token

# The tokens of a phrase: the first, and the one after the last.
Part: TypeAlias = tuple[int, int]

_JOINS_WORDS = frozenset("-&/")
_LONGEST_NAME = 40  # tokens, with all that it is of and the names behind an "and"


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
            nobody = self._is_impersonal(at, end) or self._is_addressed(at, end)
            nobody = nobody or self.is_emphasis(at)
            return None if nobody else (at, at + 1)
        if self._is_naming(token):
            return at, self._end_of_name(at, end)
        if self._begins_phrase(token, free=free):
            last = self._end_of_words(at, end)
            return None if last == at + 1 and self._is_bare_article(token) else (at, last)
        return None

    def is_emphasis(self, at: int) -> bool:
        """Whether a pronoun repeats the subject: « le conseil a, lui, refusé »."""
        around = self.tokens[max(0, at - 1) : at + 2]
        marks = len(around) == 3 and (around[0].text, around[2].text) == (",", ",")
        return marks and self.language.speaker_inside and around[1].lower in self.language.genders

    def _is_bare_article(self, token: Token) -> bool:
        """Whether a word is an article without a noun: « l' » in « l'a coupé la juge »."""
        language, word = self.language, token.lower
        articles = language.determiners - language.alone - language.genders.keys()
        return language.speaker_inside and word in articles

    def _is_clause(self, at: int, end: int) -> bool:
        """Whether a subject begins at ``at``: "that Brandt", not "that man"."""
        language, token = self.language, self.tokens[min(at, end - 1)]
        return token.name or token.lower in language.genders or token.lower in language.determiners

    def _is_impersonal(self, at: int, end: int) -> bool:
        """Whether a pronoun refers to nobody: « il y a », « il faut »."""
        behind = [token.lower for token in self.tokens[at + 1 : min(end, at + 3)]]
        return any(" ".join(behind[:count]) in self.language.impersonal for count in (1, 2))

    def _is_addressed(self, at: int, end: int) -> bool:
        """Whether a pronoun is the object of the verb after it: « nous assure Brandt »."""
        language, verb = self.language, self.tokens[min(at + 1, end - 1)]
        both = language.speaker_inside and self.tokens[at].lower in language.object_pronouns
        return both and verb.cue is not None

    def _is_article(self, at: int, end: int) -> bool:
        """Whether a pronoun is used as an article: "one of the dockers"."""
        language = self.language
        word = self.tokens[at].lower
        if at + 1 == end:
            return False
        of_something = self.tokens[at + 1].lower in language.linking  # « celui de la ville »
        return of_something or (
            word in language.determiners and self._begins_phrase(self.tokens[at + 1], free=True)
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
        """The end of the name that begins at ``at``, with its complement and a second name."""
        tokens, language = self.tokens, self.language
        place, end = at, min(end, at + _LONGEST_NAME)
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
            behind = place + 2 < end and tokens[place + 2].name
            body = behind and tokens[place - 1].bare in language.organisations
            of_body = behind and language.is_role(following.lower)  # "Brandt of pollsters Harbour"
            if following.name or lowercase or body or of_body:
                inner = self.beginning(place + 1, end)
                place = inner[1] if inner and not self.is_time(inner[1] - 1) else place
                place = self._past_occupation(place, end, at) if body else place
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
            last = place + 1 if language.is_role(token.lower) else last
        return last

    def _goes_on(self, place: int, start: int) -> bool:
        token = self.tokens[place]
        if token.kind == "word":
            particle = token.lower in self.language.particles and place > start
            return self._is_naming(token) or particle
        if token.text == "." or token.kind == "quote":
            within = self.is_abbreviated(place) or is_nickname(self.tokens, place)
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
        """The end of what somebody owns: after ``Brandt's``, ``chief lawyer``."""
        place = at
        while place < min(end, at + 6) and self.tokens[place].kind == "word":
            token = self.tokens[place]
            word = token.lower
            if self._is_function_word(word) or (token.cue and token.lower not in self._roles):
                break
            if place > at and (self.is_time(place) or self._acts(place, end)):
                break
            place += 1
        while place > at + 1 and self.language.is_adverb(self.tokens[place - 1].lower):
            place -= 1
        return place

    @property
    def _roles(self) -> frozenset[str]:
        return self.language.roles

    def _end_of_words(self, at: int, end: int) -> int:
        language, tokens = self.language, self.tokens
        place = at + 1
        while place < min(end, at + 10):
            token = tokens[place]
            if self._is_joined(place) or (place == at + 2 and self._is_described(at, end)):
                place += 1
                continue
            if self._is_bracketed(place, end):
                place += 3  # « le maire (PS) de la ville »
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
            if place > at + 1 and (self._acts(place, end) or self._governs(place, end)):
                break
            place += 1
        verb = place < end and tokens[place].cue is not None
        while place > at + 1 and (
            self._is_function_word(tokens[place - 1].lower)
            or (verb and language.is_adverb(tokens[place - 1].lower))
        ):
            place -= 1
        return place

    def _is_joined(self, place: int) -> bool:
        """Whether a mark at ``place`` is part of a word: of an abbreviation, between two words."""
        text = self.tokens[place].text
        return (text == "." and self.is_abbreviated(place)) or (
            text in _JOINS_WORDS and self._is_glued(place)
        )

    def _is_bracketed(self, place: int, end: int) -> bool:
        """Whether a bracketed name is between somebody's role and its complement."""
        words = self.tokens[place : min(end, place + 4)]
        bracket = len(words) == 4 and (words[0].text, words[2].text) == ("(", ")")
        return (
            bracket
            and self.language.is_role(self.tokens[place - 1].lower)
            and words[1].capital
            and words[3].lower in self.language.linking & self.language.prepositions
        )

    def _is_described(self, at: int, end: int) -> bool:
        """Whether a comma parts adjectives from ``at`` on: "the lanky, bespectacled professor"."""
        language = self.language
        words = [token.lower for token in self.tokens[at : min(at + 5, end)]]
        if len(words) < 5 or words[2] != "," or words[0] not in language.determiners:
            return False
        others = language.roles | language.organisations | language.determiners
        return words[4] in language.roles and others.isdisjoint(words[1:4]) and words[3].isalpha()

    def _governs(self, place: int, end: int) -> bool:
        """Whether a verb and its object begin here: "the plan changed his life", "aiming to"."""
        language = self.language
        word, following = self.tokens[place].lower, self.tokens[min(place + 1, end - 1)].lower
        endings = tuple(ending for ending in language.verbs.endings.get("", ()) if len(ending) > 1)
        objects = (
            following in language.determiners
            or following in language.object_pronouns
            or following in language.auxiliaries & language.prepositions
        )
        return objects and word.endswith(endings)

    def _acts(self, place: int, end: int) -> bool:
        """Whether the word after somebody's role may be a verb: "the mayor brought it up"."""
        tokens, language = self.tokens, self.language
        word = tokens[place].lower
        if tokens[place - 1].lower not in language.persons or language.speaker_inside:
            return False  # in French an adjective may be behind the noun
        noun = tokens[place].capital or language.is_role(word) or word in language.organisations
        return not noun and (place + 1 >= end or tokens[place + 1].cue is None)

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
        token, times = self.tokens[place], self.language.times
        dated = token.lower.isdigit() and place + 1 < len(self.tokens)
        dated = dated and self.tokens[place + 1].lower in times  # « le 5 janvier »
        return dated or (token.bare in times and not token.name)

    # -- verbs of speaking

    def cue_at(self, place: int) -> Cue | None:
        """The verb of speaking at ``place``, if the word there is used as one."""
        token, language = self.tokens[place], self.language
        cue = language.cues[token.lower]
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if token.capital:
            return None
        needed = language.cue_with.get(token.lower)
        if needed is not None and (following is None or following.lower not in needed):
            return None
        if not place:
            return cue
        before = self.tokens[place - 1]
        if before.kind == "word" and self._is_noun(before, place, cue):
            return None
        if before.lower in language.conjunctions - language.coordinators - language.adverbs:
            return None if cue.form == "finite" and not before.capital else cue
        return None if cue.form == "finite" and self._is_passive(place) else cue

    def _is_noun(self, before: Token, place: int, cue: Cue) -> bool:
        language = self.language
        if before.lower in language.prepositions and before.lower not in language.auxiliaries:
            # "a folder of emails"; "in order to", but « pour dire »
            return cue.form == "finite" or (cue.form == "base" and not language.speaker_inside)
        elided = before.lower in language.object_pronouns and before.lower in language.determiners
        if elided:  # the French "l'" and "la" may be either
            return self.tokens[place].lower in language.repeats and cue.form == "finite"
        alone = before.lower in language.alone - language.complementisers
        if alone and cue.form == "finite":
            return False  # "another told"
        return (before.lower in language.determiners or before.possessive) and not (
            before.lower in language.genders
            or (cue.strong and cue.form == "finite" and before.lower in language.relatives)
        )

    def _is_passive(self, place: int) -> bool:
        number = place - 1
        while number >= 0 and self.language.is_adverb(self.tokens[number].lower):
            number -= 1
        if number < 0 or self.tokens[number].lower not in self.language.passive:
            return False
        reflexive = self.language.object_pronouns - self.language.genders.keys()
        return not number or self.tokens[number - 1].lower not in reflexive  # « s'est dit »
