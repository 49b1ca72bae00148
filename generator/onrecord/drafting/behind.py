"""Who is named as the speaker behind a quote, in the rest of its sentence."""

from dataclasses import dataclass, replace

from .nouns import Part
from .sentence_subjects import Phrases
from .sentences import ParagraphTokens

_FAR = 45  # tokens from a quote to its verb
_BEFORE_SPEAKER = frozenset({",", "—", "–", "-", "--", "---", "―", "…", ".", "'", "’", ")", "("})


@dataclass(frozen=True, slots=True)
class Hit:
    """A speaker that a sentence names.

    Attributes:
        who: the tokens that name the speaker.
        near: whether the words leave no doubt that the quote is meant.
        weak: whether the verb speaks only because there is a quote behind it.
        last: whether the sentence ends with it, behind a comma.
        verb: the verb of speaking, if there is one.
        outer: the subject of a verb that reports the verb: "Brandt said Okafor had told her".
    """

    who: Part
    near: bool
    verb: int | None = None
    outer: Part | None = None
    weak: bool = False
    last: bool = False


class Behind:
    """Reads what is behind the quotes of one paragraph."""

    __slots__ = ("_language", "_paragraph", "_phrases", "_tokens")

    def __init__(self, paragraph: ParagraphTokens) -> None:
        self._paragraph = paragraph
        self._tokens = paragraph.tokens
        self._language = paragraph.language
        self._phrases = Phrases(paragraph)

    def after(self, quote: int, end: int) -> Hit | None:
        """The speaker named behind the quote at ``quote`` and before ``end``."""
        at, dashed = self._past_marks(quote + 1, end)
        if at >= end or self._tokens[at].kind != "word":
            return None
        if dashed and (signed := self._signature(at, end)):
            return signed
        according = self.according(at, end)
        if according:
            return Hit(according, near=True)
        return self._inverted(at, end) or self._straight(at, end) or self._at_end(at, end)

    def _at_end(self, at: int, end: int) -> Hit | None:
        """``…, said Mia Brandt.`` at the end of the sentence."""
        for place in range(min(end, at + _FAR) - 1, at, -1):
            if self._tokens[place].text != ",":
                continue
            hit = self._inverted(place + 1, end)
            cue = self._tokens[hit.verb].cue if hit and hit.verb else None
            if hit and cue and cue.strong and end - hit.who[1] < 9:
                return replace(hit, near=False, last=True)
        return None

    def _past_marks(self, at: int, end: int) -> tuple[int, bool]:
        first, dashed = at, False
        while at < end and at - first < 4 and self._tokens[at].text in _BEFORE_SPEAKER:
            token = self._tokens[at]
            if token.text == "." and at + 1 < end and self._tokens[at + 1].capital:
                break
            dashed = dashed or token.is_dash
            at += 1
        return at, dashed

    def _signature(self, at: int, end: int) -> Hit | None:
        """``— Mia Brandt, docker`` behind a quote, to the end of the paragraph."""
        behind = self._tokens[at : at + 12]
        says = any(token.cue and token.cue.form != "participle" for token in behind)
        if not self._tokens[at].name or says:
            return None
        who = self._phrases.beginning(at, end)
        if who and len(self._tokens) - who[1] < 16:
            last = who[1] >= len(self._tokens) or self._tokens[who[1]].text in ",(."
            return Hit(who, near=True) if last else None
        return None

    def according(self, at: int, end: int) -> Part | None:
        """Whoever "according to" is followed by."""
        starts = self._tokens[at].lower in self._language.according_starts
        behind = self._tokens[at : min(end, at + 5)] if starts else ()
        following = [token.lower for token in behind]
        for length in range(1, len(following)):
            if " ".join(following[:length]) in self._language.according:
                pronoun = following[length] in self._language.object_pronouns
                who = self._phrases.beginning(at + length, end, free=True)
                return who or ((at + length, at + length + 1) if pronoun else None)
        if following[1:] and following[1] in self._language.relatives and at:
            told = following[0] in self._language.according | self._language.according_first
            return self._phrases.antecedent(at, self._paragraph.sentence(at)[0]) if told else None
        for length in range(2, 5):
            if " ".join(following[:length]) in self._language.according_pronoun:
                return at + 1, at + 2
        first = at == self._paragraph.sentence(at)[0]
        if first and following and following[0] in self._language.according_first:
            who = self._phrases.beginning(at + 1, end)
            if (
                len(following) > 2
                and following[2] == ","
                and self._language.is_person(following[1])
            ):
                return at + 1, at + 2  # "For her, it is"
            if who and who[1] < end and self._tokens[who[1]].text == "," and self._is_somebody(who):
                return who
        return None

    def _is_somebody(self, part: Part) -> bool:
        """Whether a phrase is a name or has a title or a role in it."""
        language = self._language
        return any(
            token.name or token.lower in language.roles or token.lower in language.titles
            for token in self._tokens[slice(*part)]
        )

    def _inverted(self, at: int, end: int) -> Hit | None:
        """``said Mia Brandt``, ``a-t-elle déclaré``."""
        tokens, language = self._tokens, self._language
        place, pronoun = at, None
        while place < min(end, at + 6) and tokens[place].cue is None:
            word = tokens[place].lower
            if word in language.genders and place > at and word not in language.object_pronouns:
                if tokens[place - 1].lower in language.manner:
                    return None
                pronoun = place
            elif self._infinitive(place, end) > place:
                break
            elif not self._may_precede(word):
                return None
            place += 1
        place = self._infinitive(place, end)
        if place >= end or (cue := tokens[place].cue) is None or cue.form == "participle":
            return None
        if pronoun is not None:
            return Hit((pronoun, pronoun + 1), near=True, verb=place)
        who = self._behind_verb(place + 1, end)
        return Hit(who, near=True, verb=place) if who else None

    def _infinitive(self, verb: int, end: int) -> int:
        """The verb of speaking that another governs: « finit par répondre »; else ``verb``."""
        tokens, language = self._tokens, self._language
        if verb + 2 >= end or not language.speaker_inside:
            return verb
        cue, linked = tokens[verb + 2].cue, tokens[verb + 1].lower in language.prepositions
        return verb + 2 if linked and cue and cue.form == "base" else verb

    def quoted_person(self, manner: int, start: int) -> Part | None:
        """Whoever is quoted, "as saying" something, where "as" is at ``manner``."""
        tokens, language = self._tokens, self._language
        for place in range(manner - 1, max(start, manner - 10), -1):
            passive = tokens[place - 1].lower in language.passive
            if tokens[place].lower in language.cues and (passive or place == manner - 1):
                return self._phrases.subject_of(place, start)
            if tokens[place].kind == "quote" or tokens[place].text in ";:":
                break
        return self._phrases.ending(manner - 1, start)

    def _may_precede(self, word: str) -> bool:
        language = self._language
        return (
            word in language.auxiliaries
            or language.is_adverb(word)
            or word in language.object_pronouns
            or word in language.manner
        )

    def _behind_verb(self, at: int, end: int) -> Part | None:
        """The subject behind its verb, perhaps after an adverb or whom it speaks to."""
        tokens, language = self._tokens, self._language
        place = at
        needed = language.cue_with.get(tokens[at - 1].lower, frozenset()) - language.determiners
        if place < end and tokens[place].lower in needed:
            place += 1
        for _ in range(3):
            if place >= end or tokens[place].kind != "word":
                return None
            word = tokens[place].lower
            if not language.is_adverb(word) and word not in language.times:
                break
            place += 1
        if place >= end or tokens[place].lower in language.complementisers:
            return None
        if tokens[place].lower in language.not_speakers - language.determiners:
            return None
        if (
            tokens[place].lower in language.genders
            and tokens[place].lower in language.object_pronouns
        ):
            return None
        return self._phrases.beginning(place, end, free=True)

    def _straight(self, at: int, end: int) -> Hit | None:
        """``Mia Brandt said``, perhaps at a distance."""
        for place in range(at, min(end, at + _FAR)):
            token = self._tokens[place]
            if token.text in ";:":
                return None
            if token.cue is None or place == at:
                continue
            firm = token.cue.strong or token.lower in self._language.cue_with
            if token.cue.form == "base" and not firm:
                continue  # "volunteer coordinator Tom Brandt said"
            who = self._phrases.subject_of(place, at)
            if who:
                who = self._before_relative(at, who)
                near = who[0] <= at + 1 and firm
                return Hit(who, near=near, verb=place, last=self._is_last(who, place, end))
        return None

    def _of_any_verb(self, quote: int, end: int) -> Hit | None:
        """Who is right behind a quote with one more word, which is then a verb of speaking.

        ``"We stay," Brandt beamed``, ``« On reste », se souvient Mia Brandt``.
        """
        tokens, language = self._tokens, self._language
        at, _ = self._past_marks(quote + 1, end)
        pronoun = False
        while at < end and (
            tokens[at].lower in language.object_pronouns or tokens[at].lower in language.auxiliaries
        ):
            at += 1
        if at + 1 < end and tokens[at].lower in language.genders and at > quote + 1:
            pronoun = not self._phrases.is_function(at + 1)  # « … », s'est-il amusé
        named = at < end and (tokens[at].name or tokens[at].lower in language.genders)
        if pronoun or (named and at == quote + 1):
            who = self._phrases.beginning(at, end)
            verb = who[1] if who else end
            fits = who and verb < end and not self._phrases.is_function(verb)
            return Hit(who, near=True) if who and fits else None
        if at + 1 >= end or named or self._phrases.is_function(at):
            return None
        who = self._phrases.beginning(at + 1, end)
        joined = tokens[at + 1].text.startswith("-")  # « s'agace-t-elle »
        if who is None or not language.speaker_inside or not (joined or self._is_somebody(who)):
            return None
        return Hit(who, near=True) if who[1] >= end or tokens[who[1]].text in ",.;:(" else None

    def _before_relative(self, at: int, who: Part) -> Part:
        """The phrase right behind the quote, where ``who`` is only within its relative clause."""
        first = self._phrases.beginning(at, who[0])
        relative = first and self._tokens[first[1]].lower in self._language.relatives
        return first if first and relative else who

    def _is_last(self, who: Part, verb: int, end: int) -> bool:
        """Whether a sentence ends with who said it: "…, Brandt said on Friday."."""
        cue = self._tokens[verb].cue
        firm = cue is not None and cue.strong and cue.form == "finite"
        before = self._tokens[who[0] - 1]
        return firm and end - verb < 9 and (before.text == "," or before.kind == "quote")

    def adjoins(self, hit: Hit, quote: int) -> bool:
        """Whether a name or pronoun and its verb are right behind a quote without a comma."""
        first = self._tokens[hit.who[0]]
        named = first.name or first.lower in self._language.genders
        verb = hit.verb if hit.verb is not None else hit.who[0]
        return named and min(hit.who[0], verb) == quote + 1
