"""Whose words a sentence has: the subjects of its verbs of speaking."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from .nouns import NounPhrases, Part

_LONGEST_ASIDE = 25  # tokens between a name and the verb behind its apposition
_LONGEST = 60  # tokens that are looked through for a subject
_LONGEST_VERB = 8  # tokens of « a-t-elle d’ores et déjà déclaré »
_CLOSINGS = 3  # of what may be around an apposition: "Brandt, a docker, 40,"
_CLOSING = {"(": ")"}
_ASIDES = (",", "(", "—", "–", "-", "--")


def within(parts: Sequence[Part], start: int, end: int) -> Sequence[Part]:
    """Those of the ordered ``parts`` that begin from ``start`` to ``end``."""
    return parts[bisect_left(parts, (start, 0)) : bisect_left(parts, (end, 0))]


class ParsedParagraph(NounPhrases):
    """A paragraph with who speaks in its sentences."""

    @cached_property
    def told(self) -> Mapping[int, Part]:
        """Whom each "according to" names, by the first token of the phrase."""
        found = (self._according(at, self.sentence(at)[1]) for at in range(len(self.tokens)))
        return {part[0]: part for part in found if part}

    @cached_property
    def phrases(self) -> Sequence[Part]:
        """All noun phrases, in order; of two that overlap, the subject of a verb of speaking."""
        subjects = {*self.of_verbs.values()}
        taken = {at for part in subjects for at in range(*part)}
        others = (part for part in self._chunks if taken.isdisjoint(range(*part)))
        return sorted([*subjects, *others])

    @cached_property
    def _chunks(self) -> Sequence[Part]:
        return list(self._all_chunks())

    @cached_property
    def of_verbs(self) -> Mapping[int, Part]:
        """The subject of each verb of speaking that has one, by the place of the verb."""
        return dict(self._all_subjects())

    def _all_chunks(self) -> Iterator[Part]:
        for start, end in self.sentences:
            at = start
            while at < end:
                part = self.told.get(at) or self.beginning(at, end)
                if part and not any(place in self.told for place in range(at + 1, part[1])):
                    yield part
                    at = part[1]
                else:
                    at += 1

    def _all_subjects(self) -> Iterator[tuple[int, Part]]:
        tokens = self.tokens
        for start, end in self.sentences:
            straight = self._straight(start, end)
            for verb in range(start, end):
                if tokens[verb].cue:
                    who, at = straight.get(verb), self._before_verb(verb, start)
                    quoted = at > start and tokens[at].text == "," and tokens[at - 1].quote >= 0
                    if who is None or quoted or not self._is_person(who):
                        turned = at < start or tokens[at].kind != "word"
                        found = self.turned(verb, end) if turned else None
                        if found and (who is None or self._is_person(found[1])):
                            who = found[1]
                    who = who or self._joined_subject(verb, start)
                    if who:
                        yield verb, who

    def _straight(self, start: int, end: int) -> dict[int, Part]:
        """The phrase that is the subject of each verb from ``start`` to ``end`` behind it."""
        found: dict[int, Part] = {}
        parts = within(self._chunks, start, end)
        follows = {part: self._relative(part, end) for part in parts}
        for part, at in follows.items():
            owner = self._owner(part) if at else None
            if owner:  # "the support of Brandt, who said"
                found.setdefault(self.past_adverbs(at + 1, end), owner)
        nearest: dict[int, tuple[int, Part]] = {}
        for number, part in enumerate(self._ungoverned(start, end)):
            for passed, verb in enumerate(self.verbs(part, end)):
                # « … la rivale, dont l'avocat, Me Brandt, dénonce »; but "Brandt, a docker, said"
                if verb not in nearest or passed < nearest[verb][0]:
                    nearest[verb] = passed * bool(number), part
        for verb, (_, part) in nearest.items():
            found.setdefault(verb, part)
        for part, at in follows.items():
            if at:  # "with Brandt, who said"
                found.setdefault(self.past_adverbs(at + 1, end), part)
        return found

    def _relative(self, part: Part, end: int) -> int:
        """Where "who" is behind a phrase; 0 if nowhere."""
        at = part[1] + (part[1] < end and self.tokens[part[1]].text == ",")
        return at if at < end and self.tokens[at].lower in self.language.relatives else 0

    def _owner(self, part: Part) -> Part | None:
        """The whole name at the end of a phrase that is of no person: "the support of Brandt"."""
        tokens, joins = self.tokens, self.language.linking & self.language.prepositions
        behind = (at for at in range(part[1] - 2, part[0], -1) if tokens[at].lower in joins)
        name = next(behind, part[1]) + 1, part[1]
        named = name[1] - name[0] > 1 and all(token.name for token in tokens[slice(*name)])
        return name if named and not self.is_somebody((part[0], name[0] - 1)) else None

    def _joined_subject(self, verb: int, start: int) -> Part | None:
        """The subject of a verb that has none of its own: "…, describing", "and added"."""
        tokens, language = self.tokens, self.language
        start = max(start, verb - _LONGEST)
        if verb == start:
            return None
        subject = self.subject(start, verb)
        before = [part for part in self._ungoverned(start, verb) if self._is_person(part)]
        quoted = tokens[verb - 1].lower in language.manner  # "quoted Brandt as saying"
        if before and (quoted or subject is None or not self._is_person(subject)):
            return before[-1]
        return subject

    def _ungoverned(self, start: int, end: int) -> list[Part]:
        """The phrases from ``start`` to ``end`` that no preposition governs, but for times."""
        return [
            part
            for part in within(self._chunks, start, end)
            if not self.is_governed(part[0], start) and not self.is_time(part[1] - 1)
        ]

    def _is_person(self, part: Part) -> bool:
        return self.is_somebody(part) or self.tokens[part[0]].lower in self.language.genders

    def verbs(self, part: Part, end: int) -> Iterator[int]:
        """The tokens that may be the verb of a phrase, past appositions and adverbs."""
        tokens, language = self.tokens, self.language
        place = part[1]
        mark = tokens[place].text if place < end else ""
        relative = place + (mark == ",")
        if relative < end and tokens[relative].lower in language.relatives:
            yield self.past_adverbs(relative + 1, end)
        yield self.past_adverbs(place, end)
        others = language.prepositions | language.determiners | language.object_pronouns
        helps = place + 1 < end and tokens[place + 1].lower in language.auxiliaries - others
        if mark == "," and helps:
            return  # « Cet élu, a été entendu, … », which is no aside
        close, closed = _CLOSING.get(mark, mark), 0
        ends = range(place + 1, min(end, place + _LONGEST_ASIDE)) if mark in _ASIDES else ()
        for at in ends:
            if tokens[at].text == close:
                comma = close != "," and at + 1 < end and tokens[at + 1].text == ","
                first, verb = at + 1 + comma, self.past_adverbs(at + 1 + comma, end)
                yield verb
                closed += 1
                if verb < end and tokens[verb].kind == "quote" and verb > first:
                    break  # « Brandt, un docker, a « nié les faits », a dit le procureur »
            if closed == _CLOSINGS or (closed and tokens[at].cue):
                break

    def past_adverbs(self, place: int, end: int) -> int:
        """The token from ``place`` on that is no auxiliary, adverb, object or time."""
        language, last = self.language, min(end, place + _LONGEST_VERB)
        while place < last:
            if self.is_emphasis(place + 1):
                place += 3
                continue
            token = self.tokens[place]
            joins = place > 0 and token.lower in language.coordinators
            passed = (
                (joins and language.is_adverb(self.tokens[place - 1].lower))
                or token.lower in language.helping
                or token.lower in language.object_pronouns
                or language.is_adverb(token.lower)
                or token.bare in language.times
            )
            if token.kind != "word" or token.cue or not passed:
                break
            place += 1
        return place

    def _before_verb(self, verb: int, start: int) -> int:
        """The token before a verb and what belongs to it: a mark, if its subject is behind it."""
        tokens, language = self.tokens, self.language
        at = verb - 1
        for governor in (verb - 1, verb - 2):
            if self.tokens[max(governor, 0)].cue and self._infinitive(governor, verb + 1) == verb:
                at = governor - 1
        small = language.auxiliaries | language.object_pronouns | language.manner
        while at >= start and (tokens[at].lower in small or language.is_adverb(tokens[at].lower)):
            at -= 1
        return at

    def turned(self, at: int, end: int) -> tuple[int, Part] | None:
        """The verb of speaking at ``at`` or near, and its subject: ``a-t-elle déclaré``."""
        tokens, language = self.tokens, self.language
        place, pronoun = at, None
        small = language.auxiliaries | language.object_pronouns | language.manner
        while place < min(end, at + _LONGEST_VERB) and tokens[place].cue is None:
            word = tokens[place].lower
            joined = word in language.coordinators and language.is_adverb(tokens[place - 1].lower)
            if word in language.genders and place > at and word not in language.object_pronouns:
                pronoun = place
            elif self._infinitive(place, end):
                break
            elif word not in small and not language.is_adverb(word) and not joined:
                return self._of_any_verb(place, end)
            place += 1
        place = self._infinitive(place, end) or place
        if place >= end or (cue := tokens[place].cue) is None or cue.form == "participle":
            return None
        if pronoun:
            return place, (pronoun, pronoun + 1)
        behind = self._past_addressed(place + 1, end)
        word = tokens[behind].lower if behind < end else ""
        if word in language.complementisers or word in language.not_speakers - language.determiners:
            return None
        who = self.beginning(behind, end, free=True)
        return (place, who) if who else None

    def _past_addressed(self, at: int, end: int) -> int:
        """The token from ``at`` on that is neither the rest of a verb nor whom it speaks to."""
        tokens, language = self.tokens, self.language
        needed = language.cue_with.get(tokens[at - 1].lower, frozenset()) - language.determiners
        at += at < end and tokens[at].lower in needed
        aside = at + 1 < end and tokens[at].text == "," and language.speaker_inside
        if aside and tokens[at + 1].lower in language.prepositions:
            behind = self._past_phrase(at + 2, end)  # « relève, de son côté, Brandt »
            at = behind if tokens[behind - 1].text == "," else at
        while at < end:
            word, own = tokens[at].lower, tokens[min(at + 1, end - 1)].lower
            if language.is_adverb(word) or word in language.times:
                at += 1
            elif word in language.prepositions and language.speaker_inside:
                at = self._past_phrase(at + 1, end)
            elif word in language.prepositions and own in language.determiners:
                at += 3
            else:
                break
        return at

    def _past_phrase(self, at: int, end: int) -> int:
        """The token behind the noun of a preposition: « de son côté », « dès midi »."""
        tokens, language = self.tokens, self.language
        joins = language.prepositions | language.determiners | {*language.elisions}
        while at < end and tokens[at].lower in joins:
            at += 1
        at += at < end
        while at < end and all(each.text[1:].isupper() for each in tokens[at - 1 : at + 1]):
            at += 1  # « sur RADIO UN le maire »
        while at < end and tokens[at - 1].lower[:1].islower() and not tokens[at - 1].capital:
            word = tokens[at]
            if word.kind != "word" or word.capital or word.lower in joins | language.times:
                break
            at += 1
        return at + (at < end and tokens[at].text == ",")

    def _infinitive(self, verb: int, end: int) -> int:
        """The verb that another governs: « tient à préciser », « veut croire »; else 0."""
        first = self.tokens[verb + 1].cue if 0 <= verb < min(end, len(self.tokens)) - 1 else None
        if first and first.form == "base" and self.language.speaker_inside:
            return verb + 1
        behind = self.tokens[verb + 1 : min(end, verb + 3)]
        governs = len(behind) == 2 and behind[0].lower in self.language.prepositions
        cue = behind[1].cue if governs and self.language.speaker_inside else None
        return verb + 2 if cue and cue.form == "base" else 0

    def _of_any_verb(self, at: int, end: int) -> tuple[int, Part] | None:
        """A word that no list has as a verb: « s'emporte Mia Brandt, », « se défend-il »."""
        tokens = self.tokens
        if at + 1 >= end or self.is_function(at) or not self.language.speaker_inside:
            return None
        if tokens[at + 1].text.startswith("-"):
            return at, (at + 1, at + 2)
        own = at and tokens[at - 1].lower in self.language.object_pronouns
        who = self.beginning(at + 1, end) if own else None
        return (at, who) if who and tokens[who[0]].name else None

    def _according(self, at: int, end: int) -> Part | None:
        """Whoever "according to" at ``at`` is followed by."""
        tokens, language = self.tokens, self.language
        if tokens[at].lower not in language.according_starts:
            return None
        following = [token.lower for token in tokens[at : min(end, at + 5)]]
        for length in range(1, len(following)):
            if " ".join(following[:length]) in language.according:
                pronoun = following[length] in language.object_pronouns
                who = self.beginning(at + length, end, free=True)
                return who or ((at + length, at + length + 1) if pronoun else None)
        for length in range(2, 5):
            if " ".join(following[:length]) in language.according_pronoun:
                return at + 1, at + 2
        first = at == self.sentence(at)[0]
        behind = tokens[at - 1].text == "," or tokens[at - 1].lower in language.conjunctions
        if (first or behind) and following[0] in language.according_first:
            if following[2:3] == [","] and language.is_person(following[1]):
                return at + 1, at + 2  # "For her, it is"
            who = self.beginning(at + 1, end)
            mark = tokens[who[1]].text if who and who[1] < end else ""
            first |= following[1] in language.given_names  # « Si, pour Mia Brandt, le »
            if who and (mark == ":" or (mark == "," and first)) and self.is_somebody(who):
                return who
        return None

    def is_somebody(self, part: Part) -> bool:
        """Whether a phrase is a name or has a title or a role in it."""
        return any(
            token.name or self.language.is_role(token.lower) for token in self.tokens[slice(*part)]
        )

    # -- of a sentence

    def reporter(self, start: int, end: int) -> Part | None:
        """Who says what the sentence from ``start`` to ``end`` reports."""
        for place in range(end - 1, start - 1, -1):
            token = self.tokens[place]
            if place in self.told:
                return self.told[place]
            cue, last = token.cue, place + 1 == end
            that = not last and self.tokens[place + 1].lower in self.language.complementisers
            if place in self.of_verbs and cue and cue.form != "base" and (cue.strong or that):
                return self.of_verbs[place]
        return None

    def subject(self, start: int, end: int) -> Part | None:
        """The subject of a sentence, roughly: its first phrase that no preposition governs."""
        phrases = self._ungoverned(start, min(end, start + _LONGEST))
        for thing, who in pairwise(phrases):
            if self._is_cleft(thing, who, end):
                return who
        if self._is_introduction(start, end):
            marked = (part for part in phrases if start < part[0])
            behind = [part for part in marked if self.tokens[part[0] - 1].text in (",", "—", "–")]
            phrases = behind or phrases
        return phrases[0] if phrases else None

    def _is_cleft(self, thing: Part, who: Part, end: int) -> bool:
        """Whether a sentence says who did something: "It was Mia Brandt who began"."""
        language, verb = self.language, thing[1]
        follows = who[0] == verb + 1 and self._relative(who, end) > 0
        says = follows and self.tokens[verb].lower in language.passive
        return says and self.tokens[thing[0]].lower in language.pronouns.get("thing", ())

    def lead(self) -> tuple[Part, bool] | None:
        """Who speaks in the last sentence, or whom it is about; and whether he speaks."""
        if not self.tokens:
            return None
        start, end = self.sentences[-1]
        reporter = self.reporter(start, end)
        who = reporter or self.subject(start, end)
        return (who, reporter is not None) if who else None

    def is_governed(self, place: int, start: int) -> bool:
        """Whether a preposition is before ``place``."""
        return place > start and self.tokens[place - 1].lower in self.language.prepositions

    def _is_introduction(self, start: int, end: int) -> bool:
        language = self.language
        if start >= end or (first := self.tokens[start]).name:
            return False
        word = first.lower
        return (
            word in language.prepositions
            or word in language.conjunctions - language.coordinators
            or (first.cue is None and word in language.cues)
            or word.endswith(tuple(language.verbs.participles))
        )
