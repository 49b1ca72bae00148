"""The likeliest speaker of a quote among all whom the sentences around it name.

The rules choose one. What is around every phrase, with weights that ``bench/speaker_weights.py``
learned from annotated news, says whether another is likelier, and how likely the choice is.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from .language_words import Language
from .nouns import Part
from .sentence_subjects import Phrases
from .sentences import ParagraphTokens, Token
from .speech import Attribution

WEIGHTS = Path(__file__).parent / "languages" / "speaker_weights.json"
_MARGIN = 1.0  # how much likelier than the choice of the rules another must be, as a logarithm
_LIKELY = 0.6  # the least share of a choice that is not in doubt
_KEPT = frozenset({"inside", "goes on"})  # rules that leave no choice
_FAR = 60  # tokens from a quote to whoever may have said it
_LONGEST_ASIDE = 25  # tokens between a name and the verb behind its apposition
_STEPS = (0, 1, 2, 3, 4, 6, 10, 18)
_CLOSING = {"(": ")"}


@dataclass(frozen=True, slots=True)
class Choice:
    """Who may have said a quote, and what speaks for it.

    Attributes:
        part: the tokens that name the speaker; ``None`` for whoever is named elsewhere.
        features: what is true of it.
        ruled: whether the rules choose it.
    """

    part: Part | None
    features: Sequence[str]
    ruled: bool


@cache
def speaker_weights() -> Mapping[str, float]:
    """How much each feature speaks for a speaker."""
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


class Ranking:
    """Ranks whom one paragraph names as the speakers of its quotes."""

    __slots__ = ("_classes", "_language", "_phrases", "_tokens", "paragraph")

    def __init__(self, paragraph: ParagraphTokens) -> None:
        self.paragraph = paragraph
        self._tokens = paragraph.tokens
        self._language: Language = paragraph.language
        self._phrases = Phrases(paragraph)
        self._classes: dict[int, str] = {}

    def revised(self, place: int, found: Attribution) -> Attribution:
        """What the rules ``found`` for the quote at ``place``, or what is likelier."""
        if not self.may_revise(found):
            return found
        options = self.options(place, found)
        weights = speaker_weights()
        scores = [sum(weights.get(name, 0.0) for name in each.features) for each in options]
        ruled = next(at for at, each in enumerate(options) if each.ruled)
        best = max(range(len(options)), key=lambda at: scores[at])
        chosen, part = ruled, None
        if scores[best] > scores[ruled] + _MARGIN:
            part = options[best].part
            chosen = best if part else ruled
        share = 1 / sum(math.exp(score - scores[chosen]) for score in scores)
        if part is None:
            return replace(found, contested=found.mention is not None and share < _LIKELY)
        return Attribution(found.rule, self.paragraph.span_of(part), ranked=True, contested=True)

    def may_revise(self, found: Attribution) -> bool:
        """Whether what the rules found leaves a choice."""
        return found.joined is None and found.rule not in _KEPT

    def options(self, place: int, found: Attribution) -> list[Choice]:
        """Everybody who may have said the quote at ``place``, with what the rules ``found``."""
        start, end = self.paragraph.sentence(place)
        number = self._tokens[place].sentence
        first = self.paragraph.sentences[number - 1][0] if number else start
        first, end = max(first, place - _FAR), min(end, place + _FAR)
        start = max(first, start)
        parts = list(self._parts(first, end))
        ruled = self._ruled(found, parts)
        if ruled and ruled not in parts:
            parts = sorted([*parts, ruled])
        context = _Quote(self, place, (first, start, end), parts)
        named = [
            Choice(part, context.features(part, found.rule if part == ruled else ""), part == ruled)
            for part in parts
        ]
        return [*named, Choice(None, context.elsewhere(found.rule, ruled), ruled is None)]

    def _parts(self, start: int, end: int) -> Iterator[Part]:
        """The noun phrases from ``start`` to ``end``."""
        at = start
        while at < end:
            part = self._phrases.beginning(at, end)
            if part:
                yield part
            at = max(part[1] if part else 0, at + 1)

    def _ruled(self, found: Attribution, parts: Sequence[Part]) -> Part | None:
        """The tokens whom the rules chose, if they are near the quote."""
        mention = found.mention
        if mention is None:
            return None
        for part in parts:
            span = self.paragraph.span_of(part)
            if span[0] < mention[1] and mention[0] < span[1]:
                return part
        inside = [
            at
            for at, token in enumerate(self._tokens)
            if token.start < mention[1] and mention[0] < token.end
        ]
        return (inside[0], inside[-1] + 1) if inside else None

    def word_class(self, place: int, start: int, end: int) -> str:
        """What the token at ``place`` is, in a sentence from ``start`` to ``end``."""
        if not start <= place < end:
            return "start" if place < start else "end"
        if place not in self._classes:
            self._classes[place] = self._word_class(self._tokens[place])
        return self._classes[place]

    def _word_class(self, token: Token) -> str:
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

    def phrase_class(self, part: Part) -> str:
        """What kind of phrase ``part`` is: a pronoun, a name, a role."""
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

    def behind(self, part: Part, end: int) -> tuple[int, str]:
        """The token that a phrase is the subject of, past appositions and adverbs; and how."""
        tokens, language = self._tokens, self._language
        place, how = part[1], ""
        mark = tokens[place].text if place < end else ""
        relative = place + (mark == ",")
        if relative < end and tokens[relative].lower in language.relatives - {"that"}:
            place, how = relative + 1, "relative"
        elif mark in (",", "(", "—", "–"):
            close = _CLOSING.get(mark, mark)
            ends = (at for at in range(place + 1, min(end, place + _LONGEST_ASIDE)))
            closed = next((at for at in ends if tokens[at].text == close), None)
            if closed:
                place, how = closed + 1, "apposed"
        first = place
        while place < end and place < first + 6 and self._is_passed(place):
            place += 1
        return place, how

    def _is_passed(self, place: int) -> bool:
        token, language = self._tokens[place], self._language
        if token.kind != "word" or token.cue:
            return False
        return (
            token.lower in language.auxiliaries
            or language.is_adverb(token.lower)
            or token.bare in language.times
        )


class _Quote:
    """What is around one quote and those who may have said it."""

    __slots__ = ("_about", "_after", "_before", "_cues", "_parts", "_place", "_ranking", "_tokens")

    def __init__(
        self, ranking: Ranking, place: int, about: tuple[int, int, int], parts: Sequence[Part]
    ) -> None:
        """Take the quote at ``place``.

        ``about`` is where the sentence before it begins, its own begins, and its own ends.
        """
        self._ranking = ranking
        self._tokens = ranking.paragraph.tokens
        self._place = place
        self._about = about
        self._parts = parts
        self._before = ranking.word_class(place - 1, about[1], about[2])
        self._after = ranking.word_class(place + 1, about[1], about[2])
        if self._after in (",", "-"):
            self._after += ranking.word_class(place + 2, about[1], about[2])
        self._cues = [at for at in range(about[0], about[2]) if self._tokens[at].cue]

    @property
    def _form(self) -> str:
        words = self._tokens[self._place].text
        count = words.count(" ") + 1
        size = "1" if count == 1 else "3" if count < 4 else "8" if count < 9 else "9"
        last = words.rstrip()[-1:]
        ends = last if last == "," else "." if last in tuple(".!?…") else "x"
        return size + ("A" if words[:1].isupper() else "a") + ends

    def elsewhere(self, rule: str, ruled: Part | None) -> list[str]:
        """What speaks for somebody who is not named near the quote."""
        by = rule if ruled is None else "other"
        return [
            "elsewhere",
            f"elsewhere {by}",
            f"elsewhere {self._form}",
            f"elsewhere before {self._before}",
            f"elsewhere after {self._after}",
            f"elsewhere of {min(len(self._parts), 4)}",
        ]

    def features(self, part: Part, rule: str) -> list[str]:
        """What speaks for the phrase ``part``, which the rules choose by ``rule``, if they do."""
        place, tokens, ranking = self._place, self._tokens, self._ranking
        first, start, end = self._about
        left = part[1] <= place
        side = "far" if part[0] < start else "left" if left else "right"
        kind = ranking.phrase_class(part)
        gap = (part[1], place) if left else (place + 1, part[0])
        away = _step(gap[1] - gap[0])
        quotes = sum(token.kind == "quote" for token in tokens[slice(*gap)])
        between = sum(gap[0] <= other[0] < gap[1] for other in self._parts)
        before = ranking.word_class(part[0] - 1, first if side == "far" else start, end)
        following = ranking.word_class(part[1], first, end)
        at, how = ranking.behind(part, end)
        verb = ranking.word_class(at, first, end)
        return [
            f"rule {rule}",
            f"rule {rule} {kind}",
            f"rule {rule} {verb}",
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
            f"how {how}",
            f"around {side} {self._before} {self._after}",
            f"led {side} {self._before} {verb}",
            f"left {side} {self._after}",
            f"form {side} {self._form}",
            f"marked {side} {self._after} {self._form[-1]} {min(away, 3)}",
            *self._of_verb(side, at),
            *self._of_turned(side, part[0]),
        ]

    def _of_verb(self, side: str, verb: int) -> Iterator[str]:
        """What a verb of speaking behind a phrase says."""
        place, tokens = self._place, self._tokens
        cue = tokens[verb].cue if verb < self._about[2] else None
        if cue is None:
            return
        gap = range(min(verb, place) + 1, max(verb, place))
        nearest = all(abs(other - place) >= abs(verb - place) for other in self._cues)
        others = sum(other in gap for other in self._cues)
        inside = [tokens[at].text for at in gap] if verb < place else []
        yield "speaks"
        yield f"speaks {side} {_step(len(gap))}"
        yield f"speaks {side} {nearest} {cue.strong}"
        yield f"speaks {side} {min(others, 3)} {cue.strong}"
        yield f"speaks {',' in inside} {';' in inside or ':' in inside}"
        yield f"speaks {cue.base}"

    def _of_turned(self, side: str, first: int) -> Iterator[str]:
        """What a verb of speaking right before a phrase says: "said Brandt"."""
        verb, tokens = first - 1, self._tokens
        cue = tokens[verb].cue if verb >= self._about[0] else None
        if cue and (verb == self._about[0] or tokens[verb - 1].kind != "word"):
            yield f"turned {side} {cue.strong} {cue.form} {min(abs(verb - self._place), 3)}"


def _step(distance: int) -> int:
    """A distance in tokens, roughly."""
    return max(step for step in _STEPS if step <= distance or not step)
