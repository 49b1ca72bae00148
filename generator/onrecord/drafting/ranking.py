"""What is true of everybody who may have said a quote, and who is the likeliest.

What is around the quote and around each phrase are features. ``bench/draft_weights.py`` learned
from annotated texts how much each feature speaks for a speaker.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from .language_words import Language
from .nouns import Part
from .sentences import Token
from .source_text import Span
from .subjects import ParsedParagraph, within

WEIGHTS = Path(__file__).parent / "languages"
_FAR = 60  # tokens from a quote to whoever may have said it
_NEAR = 5  # tokens from a quote to whoever must have said it
_SAID = 1.2  # how much likelier nobody must be: annotators leave out what a draft should not
_STEPS = (0, 1, 2, 3, 4, 6, 10, 18)


@dataclass(frozen=True, slots=True)
class RankedOption:
    """Somebody who may have said a quote."""

    rule: str  #: where he is named: `after` the quote, `carried on` from a paragraph before …
    mention: Span | None  #: where the text names him; `None` if nobody is named
    features: Sequence[str]  #: what is true of him


@cache
def learned_weights(what: Literal["speaker", "speech", "turn"]) -> Mapping[str, float]:
    """The weight of each sign for a speaker, for speech, or for a turn."""
    path = WEIGHTS / f"{what}_weights.json"
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def weight(what: str, signs: Iterable[str]) -> float:
    """The sum of the weights of ``signs`` in a transcript."""
    weights = learned_weights("turn")
    return sum(weights.get(f"{what} {sign}", 0.0) for sign in signs)


def likeliest(options: Sequence[RankedOption]) -> tuple[RankedOption, float]:
    """The likeliest of ``options``, and how likely it is."""
    weights = learned_weights("speaker")
    scores = [
        sum(weights.get(name, 0.0) for name in each.features) - _SAID * (each.mention is None)
        for each in options
    ]
    best = max(range(len(options)), key=scores.__getitem__)
    rivals: dict[Span | None, float] = {}  # the score of each mention, which may be two options
    for option, score in zip(options, scores, strict=True):
        rivals[option.mention] = max(score, rivals.get(option.mention, score))
    return options[best], 1 / sum(math.exp(score - scores[best]) for score in rivals.values())


class WordClasses:
    """What the words and the phrases of one paragraph are, roughly.

    Attributes:
        outside: how many words are outside its quotes.
        first_quote: the place of its first quote.
    """

    def __init__(self, paragraph: ParsedParagraph) -> None:
        self._tokens = paragraph.tokens
        self._language: Language = paragraph.language
        self._classes: dict[int, str] = {}
        self.outside = sum(token.kind == "word" for token in paragraph.tokens)
        self.first_quote = min(paragraph.quotes.values(), default=-1)

    def word(self, place: int, start: int, end: int) -> str:
        """Describes the token at ``place`` in a sentence from ``start`` to ``end``."""
        if not start <= place < end:
            return "start" if place < start else "end"
        if place not in self._classes:
            self._classes[place] = self._word(self._tokens[place])
        return self._classes[place]

    def _word(self, token: Token) -> str:
        language, word = self._language, token.lower
        if token.kind != "word":
            return token.kind if token.kind == "quote" else "-" if token.is_dash else token.text[:1]
        if token.cue:
            return ("strong " if token.cue.strong else "weak ") + token.cue.form
        classes = (
            ("verb", language.cues),
            ("that", language.complementisers),
            ("pronoun", language.genders),
            ("relative", language.relatives),
            ("auxiliary", language.auxiliaries),
            ("and", language.coordinators),
            ("as", language.manner),
            ("by", language.agents),
            ("of", language.linking & language.prepositions),
            ("preposition", language.prepositions),
            ("conjunction", language.conjunctions),
            ("determiner", language.determiners),
            ("name", {word} if token.name else ()),
            ("adverb", {word} if language.is_adverb(word) else ()),
            ("time", language.times),
        )
        participle = word.endswith(tuple(language.verbs.participles))
        last = "participle" if participle else "word"
        return next((name for name, words in classes if word in words), last)

    def phrase(self, part: Part) -> str:
        """The kind of the phrase ``part``: a pronoun, a name, a role."""
        tokens, language = self._tokens[slice(*part)], self._language
        last, words = tokens[-1], [token.bare for token in tokens]
        if len(tokens) == 1 and last.lower in language.genders:
            return language.genders[last.lower]
        if last.possessive:
            return "owner"
        names = sum(token.name for token in tokens)
        body = any(word in language.organisations for word in words)
        role = any(word in language.roles or word in language.titles for word in words)
        if last.name:
            return "body" if body else "titled" if role else "full name" if names > 1 else "surname"
        if role or body:
            return "role" if role else "of body"
        if names:
            return "with name"
        return "number" if words[0][:1].isdigit() or words[0] in language.times else "noun"


class Surroundings:
    """What is around one quote and around those who are named near it."""

    def __init__(
        self,
        paragraph: ParsedParagraph,
        classes: WordClasses,
        place: int,
        chain: tuple[int, Span] | None,
    ) -> None:
        """Take the quote at ``place``.

        ``chain`` is where the quote before it in its paragraph is, and its speaker is named.
        """
        self._paragraph = paragraph
        self._tokens = paragraph.tokens
        self._classes = classes
        self._place = place
        self.chain = chain
        number = self._tokens[place].sentence
        sentences = paragraph.sentences
        start, end = sentences[number]
        first = sentences[number - 1][0] if number else start
        self._first = max(first, place - _FAR)
        self._start, self._end = max(self._first, start), min(end, place + _FAR)
        self._last = min(sentences[min(number + 1, len(sentences) - 1)][1], place + _FAR)
        self._before = classes.word(place - 1, self._start, self._end)
        if place == start:
            asked = place and self._tokens[place - 1].text == "?"
            self._before = "asked" if asked else "start" if place else "head"
        mark = classes.word(place + 1, self._start, self._end)
        mark = mark if mark in (",", "-") else ""
        verb = paragraph.past_adverbs(place + 1 + len(mark), self._end)
        self._after = mark + classes.word(verb, self._start, self._end)
        self._cues = [at for at in range(self._first, self._last) if self._tokens[at].cue]
        of_verbs = paragraph.of_verbs
        self._verbs = {
            of_verbs[verb][0]: verb
            for verb in sorted(self._cues, key=lambda at: -abs(at - place))
            if verb in of_verbs
        }
        self._parts = within(paragraph.phrases, self._first, self._last)
        around = ((self._first, start), (start, place), (place + 1, end), (end, self._last))
        self._subjects = [paragraph.subject(*each) for each in around]

    def named(self) -> Iterator[RankedOption]:
        """Everybody who is named near the quote."""
        for part in self._parts:
            features, rule = self._of_phrase(part)
            yield RankedOption(rule, self._paragraph.span_of(part), features)

    def around(self, kind: str) -> list[str]:
        """What is true of the quote, for somebody who is named elsewhere: ``kind`` says where."""
        outside, first = self._classes.outside, self._classes.first_quote == self._place
        return [
            kind,
            f"{kind} {self._form}",
            f"{kind} before {self._before}",
            f"{kind} after {self._after}",
            f"{kind} of {min(len(self._parts), 4)}",
            f"{kind} alone {not outside} {first}",
            f"{kind} in {step(outside)} {first}",
        ]

    @property
    def _form(self) -> str:
        words = self._tokens[self._place].text
        count = words.count(" ") + 1
        size = "1" if count == 1 else "3" if count < 4 else "8" if count < 9 else "9"
        last = words.rstrip()[-1:]
        ends = last if last == "," else "." if last in tuple(".!?…") else "x"
        return size + ("A" if words[:1].isupper() else "a") + ends

    def _of_phrase(self, part: Part) -> tuple[list[str], str]:
        place, tokens, classes = self._place, self._tokens, self._classes
        paragraph = self._paragraph
        first, start, end = self._first, self._start, self._end
        left = part[1] <= place
        side = "far" if part[0] < start else "left" if left else "right"
        side, end = ("next", self._last) if part[0] >= end else (side, end)
        kind = classes.phrase(part)
        gap = (part[1], place) if left else (place + 1, part[0])
        away = step(gap[1] - gap[0])
        quotes = sum(token.kind == "quote" for token in tokens[slice(*gap)])
        between = sum(gap[0] <= other[0] < gap[1] for other in self._parts)
        bound = first if side == "far" else self._end if side == "next" else start
        told = part[0] in paragraph.told
        before = "according" if told else classes.word(part[0] - 1, bound, end)
        following = classes.word(part[1], first, end)
        verbs = list(paragraph.verbs(part, end))
        own = (each for each in verbs if paragraph.of_verbs.get(each, part) == part)
        at = next((each for each in own if each < end and tokens[each].cue), verbs[0])
        verb = classes.word(at, first, end)
        features = [
            f"kind {kind}",
            f"kind {side} {kind}",
            f"away {side} {away}",
            f"quotes {side} {min(quotes, 2)}",
            f"between {side} {min(between, 4)}",
            f"before {before}",
            f"before {side} {before} {kind}",
            f"verb {verb}",
            f"verb {side} {verb} {kind}",
            f"verb {before} {verb}",
            f"following {side} {following}",
            f"around {side} {self._before} {self._after}",
            f"led {side} {self._before} {verb}",
            f"left {side} {self._after}",
            f"form {side} {self._form}",
            f"first {side} {part in self._subjects} {self._before}",
            f"first {side} {part in self._subjects} {verb}",
            f"marked {side} {self._after} {self._form[-1]} {min(away, 3)}",
            *([f"told {side}", f"told {side} {self._form}"] if told else ()),
            *([f"agent {side}", f"agent {side} {self._before}"] if self._is_agent(part) else ()),
            *self._of_verb("speaks", side, at if at < end and tokens[at].cue else None),
            *self._of_verb("subject", side, self._verbs.get(part[0])),
            *self._of_chain(side, part),
        ]
        return features, self._rule(side, part, self._verbs.get(part[0], at), end)

    def _is_agent(self, part: Part) -> bool:
        """Whether a passive verb says that it is done by a phrase: "described by Brandt as"."""
        verb, by = self._tokens[part[0] - 2 : part[0]] if part[0] > 1 else (None, None)
        language = self._paragraph.language
        passive = verb is not None and verb.cue is None and verb.lower in language.cues
        return passive and by is not None and by.lower in language.agents

    def _rule(self, side: str, part: Part, verb: int, end: int) -> str:
        """The rule by which the phrase names a speaker."""
        if side in ("far", "next"):
            return "sentence before" if side == "far" else "later"
        tokens = self._tokens
        cue = tokens[verb].cue if self._first <= verb < end else None
        told = part[0] in self._paragraph.told
        if side == "right":
            return "after" if cue or told or part[0] - self._place < _NEAR else "far"
        if cue is None:
            return "before" if told or tokens[self._place - 1].text == ":" else "subject"
        return "before" if cue.strong else "object"

    def _of_verb(self, name: str, side: str, verb: int | None) -> Iterator[str]:
        """Features of the verb of speaking that has the phrase as its subject."""
        place, tokens = self._place, self._tokens
        cue = tokens[verb].cue if verb is not None else None
        if cue is None or verb is None:
            return
        gap = range(min(verb, place) + 1, max(verb, place))
        nearest = all(abs(other - place) >= abs(verb - place) for other in self._cues)
        others = sum(other in gap for other in self._cues)
        inside = [tokens[at].text for at in gap] if verb < place else []
        yield f"{name} {cue.form}"
        yield f"{name} {side} {cue.strong} {step(len(gap))}"
        yield f"{name} {side} {nearest} {cue.strong}"
        yield f"{name} {side} {min(others, 3)} {cue.strong}"
        yield f"{name} {',' in inside} {';' in inside or ':' in inside}"
        yield f"{name} {cue.base}"

    def _of_chain(self, side: str, part: Part) -> Iterator[str]:
        """Whether the phrase names the speaker of the quote before."""
        if self.chain is None:
            return
        span, mention = self._paragraph.span_of(part), self.chain[1]
        if span[0] < mention[1] and mention[0] < span[1]:
            yield f"chain {side}"
            yield from (f"chain {each}" for each in self.of_chain())
        else:
            yield f"no chain {side}"

    def of_chain(self) -> Iterator[str]:
        """What is between the quote before and this one."""
        if self.chain is None:
            return
        tokens, at = self._tokens, self.chain[0]
        between = tokens[at + 1 : self._place]
        sentences = min(tokens[self._place].sentence - tokens[at].sentence, 3)
        who = self._subjects[0]  # of the sentence before
        other = self._classes.phrase(who) if who and who[0] > at else ""
        cues = sum(token.cue is not None for token in between)
        yield f"{sentences} {min(cues, 2)} {step(len(between))}"
        yield f"{sentences} {self._before} {self._after}"
        yield f"{sentences} {self._form}"
        yield f"{sentences} behind {other}"


def step(distance: int) -> int:
    """A distance in tokens, roughly."""
    return max(step for step in _STEPS if step <= distance or not step)


def share(number: int, whole: int) -> str:
    """A share of a whole, roughly."""
    part = number / whole if whole else 0
    steps = ((0, "none"), (0.34, "some"), (0.67, "half"), (0.95, "most"))
    return next((name for step, name in steps if part <= step), "all")
