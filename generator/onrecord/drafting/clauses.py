"""Who is named as the speaker in the sentence of a quote: behind it or before it."""

from .behind import Behind, Hit
from .nouns import Part

_FAR = 45  # tokens from a quote to its verb


class Clauses(Behind):
    """Reads the sentences of one paragraph for the speakers of its quotes."""

    __slots__ = ()

    def named(self, quote: int, start: int, end: int) -> tuple[str, Hit] | None:
        """The speaker whom the sentence from ``start`` to ``end`` names, and by which rule."""
        agent = self._agent(quote, start, end)
        if agent:
            return "after", agent
        open_ended = self._is_open_ended(quote, end)
        after = self.after(quote, end)
        if after is None and open_ended:
            after = self._of_any_verb(quote, end)
        before = self.before(quote, start)
        follows = after is not None and after.near and open_ended
        weaker = before is not None and before.weak and (follows or self._is_by_body(before, after))
        choices = (
            (follows, after),
            (before is not None and before.near and not weaker, before),
            (after is not None and after.near and self.adjoins(after, quote), after),
            (after is not None and after.last and not after.near, after),
            (after is not None and open_ended, after),
            (before is not None, before),
        )
        hit = next((hit for fits, hit in choices if fits), None)
        return (self._rule(hit, before, after), hit) if hit else None

    @staticmethod
    def _rule(hit: Hit, before: Hit | None, after: Hit | None) -> str:
        if not hit.near:
            turned = hit.verb is not None and hit.verb < hit.who[0]
            last = hit is after and hit.last and not (turned and before is None)
            return "at the end" if last else "far"
        if hit is before:
            return "object" if hit.weak else "before"
        return "after"

    def _is_by_body(self, before: Hit, after: Hit | None) -> bool:
        """Whether a body only acts, and somebody says so: "the union wants "a", Brandt said"."""
        if after is None or not after.last:
            return False
        return any(
            token.bare in self._language.organisations for token in self._tokens[slice(*before.who)]
        )

    def _is_open_ended(self, place: int, end: int) -> bool:
        """Whether the sentence goes on behind the quote, so that a speaker may follow."""
        words = self._tokens[place].text.rstrip("'’\"”» ")
        following = self._tokens[place + 1] if place + 1 < end else None
        return words.endswith((",", "?", "!", "—", "–", "…", "-", "...")) or (
            following is not None and (following.text == "," or following.is_dash)
        )

    def _agent(self, quote: int, start: int, end: int) -> Hit | None:
        """Whoever is named behind "by": "described as "a" on Monday by Mia Brandt"."""
        tokens, language = self._tokens, self._language
        if not any(token.lower in language.cues for token in tokens[max(start, quote - 4) : quote]):
            return None
        place = quote + 1
        while place < min(end, quote + 4) and (
            language.is_adverb(tokens[place].lower)
            or self._phrases.is_time(place)
            or (place + 1 < end and self._phrases.is_time(place + 1))
        ):
            place += 1
        if place + 1 >= end or tokens[place].lower not in language.agents:
            return None
        who = self._phrases.beginning(place + 1, end)
        return Hit(who, near=True) if who and self._is_somebody(who) else None

    # -- before the quote

    def before(self, quote: int, start: int) -> Hit | None:
        """The speaker named before the quote at ``quote``, in its sentence from ``start``."""
        start = max(start, quote - _FAR)
        if start >= quote:
            return None
        for place in range(quote - 1, start - 1, -1):
            token = self._tokens[place]
            if token.kind == "word" and (according := self.according(place, quote)):
                return Hit(according, near=True)
            hit = self._of_verb(place, quote, start) if token.cue else None
            if hit and not self._is_question_of_writer(hit, start):
                return self._reported(hit, start) or hit
        if self._tokens[quote - 1].text == ":":
            who = self._phrases.subject(start, quote)
            return Hit(who, near=True) if who else None
        return None

    def _reported(self, inner: Hit, start: int) -> Hit | None:
        """Who says what a clause is about: "Brandt said the offer made on Monday was "a joke""."""
        if self._may_speak(inner):
            return None
        tokens, language = self._tokens, self._language
        for place in range(inner.who[1] - 1, start - 1, -1):
            if tokens[place].kind == "quote" or tokens[place].text == ";":
                return None
            cue = tokens[place].cue
            that = tokens[place + 1].lower in language.complementisers
            if cue is None or cue.form == "base" or not (cue.strong or that):
                continue
            who = self._verb_subject(place, max(place + 1, inner.who[0]), start)
            hit = Hit(who, near=True, verb=place) if who else None
            if hit and self._may_speak(hit):
                return hit
        return None

    def _may_speak(self, hit: Hit) -> bool:
        """Whether a subject is somebody, and not what somebody speaks about."""
        tokens, language = self._tokens, self._language
        last = tokens[hit.who[1] - 1]
        if (gender := language.genders.get(last.lower)) and hit.who[1] - hit.who[0] == 1:
            return not (hit.weak and gender in ("thing", "any"))
        if (last.name or last.lower in language.organisations) and not last.possessive:
            return True
        return self._is_somebody((hit.who[0] + tokens[hit.who[0]].possessive, hit.who[1]))

    def _is_question_of_writer(self, hit: Hit, start: int) -> bool:
        """Whether the writer asks in a clause of its own: "her answer, when I put this to her"."""
        tokens, language = self._tokens, self._language
        first = hit.who[0]
        writer = language.genders.get(tokens[first].lower) == "self"
        return writer and first > start and tokens[first - 1].lower in language.conjunctions

    def _of_verb(self, verb: int, quote: int, start: int) -> Hit | None:
        tokens = self._tokens
        cue = tokens[verb].cue
        who = self._verb_subject(verb, quote, start)
        if cue is None or who is None:
            return None
        between = tokens[verb + 1 : quote]
        quoted = any(token.kind == "quote" for token in between)
        parted = len(between) > 9 or any(token.text in ",;:" for token in between[:-1])
        near = not quoted and (cue.strong or not parted)
        outer = self._outer(who, verb, quote, start)
        return Hit(who, near=near, verb=verb, outer=outer, weak=not cue.strong)

    def _verb_subject(self, verb: int, quote: int, start: int) -> Part | None:
        tokens, language, phrases = self._tokens, self._language, self._phrases
        cue = tokens[verb].cue
        before = tokens[verb - 1].lower if verb > start else ""
        if cue and cue.form == "participle" and before in language.manner:
            return self.quoted_person(verb - 1, start)
        if cue and cue.form == "participle" and before not in language.passive:
            who = phrases.clause_subject(start, verb)
            return who if who and self._is_somebody(who) else self._who_acts(start, verb) or who
        behind = None
        if not before or before == "," or before in language.object_pronouns:
            behind = phrases.beginning(verb + 1, quote)
        named = behind and tokens[behind[0]].lower in language.genders
        if behind and (named or self._is_somebody(behind)):
            timed = tokens[behind[1] - 1].lower in language.times
            leads = behind[1] >= quote - 1 and tokens[quote - 1].text in ",:" and not timed
            told = phrases.subject_of(verb, start) if leads and before == "," else None
            if told and self._is_somebody(told):
                return told  # "The mayor, Tom Brandt, told Rivera: …"
            if leads or (before == tokens[behind[1]].text == ","):
                return behind  # "Rovers, said Paulo Reis, were"
        infinitive = cue is not None and cue.form == "base" and before in language.auxiliaries
        who = None if infinitive or not before else phrases.subject_of(verb, start)
        who = self._who_acts(start, verb) if infinitive else who
        joined = before in language.conjunctions or before in language.auxiliaries
        who = phrases.subject(start, verb) if who is None and joined else who
        last = verb - 1
        while last > start and tokens[last].lower in {",", *language.auxiliaries}:
            last -= 1
        follows = who is not None and tokens[last].kind == "quote"
        turned = phrases.beginning(verb + 1, quote) if follows else None
        return turned if turned and self._is_somebody(turned) else who  # « "A", a dit Brandt »

    def _who_acts(self, start: int, verb: int) -> Part | None:
        """Who acts in a subordinate clause: "talks ended when Brandt left, calling them"."""
        subordinating = self._language.conjunctions - self._language.coordinators
        for place in range(verb - 1, start, -1):
            if self._tokens[place].lower in subordinating:
                who = self._phrases.beginning(place + 1, verb)
                return who if who and self._is_somebody(who) else None
        return None

    def _outer(self, who: Part, verb: int, quote: int, start: int) -> Part | None:
        """Whoever reports the speech: "Brandt" in "Brandt said Okafor told her"."""
        tokens, language = self._tokens, self._language
        if not (tokens[quote - 1].text in ",:" or quote - 1 == verb) or not self._is_firm(verb):
            return None
        place = who[0] - 1
        if place >= start and tokens[place].lower in language.complementisers:
            place -= 1
        if place <= start or not self._is_firm(place):
            return None
        outer = self._phrases.subject_of(place, start)
        pronoun = tokens[who[0]].lower in language.genders
        if outer is None or pronoun or not (tokens[outer[0]].name or outer[1] - outer[0] == 1):
            return None
        return outer

    def _is_firm(self, verb: int) -> bool:
        cue = self._tokens[verb].cue
        return cue is not None and cue.strong and cue.form == "finite"

    # -- without a verb of its own

    def second_speaker(self, quote: int, following: int) -> Part | None:
        """Who is between two quotes: "Brandt called it "a joke" and Rivera "a shame""."""
        at = quote + 1 + (self._tokens[quote + 1].text == ",")
        if self._tokens[at].lower not in self._language.coordinators:
            return None
        who = self._phrases.beginning(at + 1, following)
        return who if who and who[1] == following and self._is_somebody(who) else None

    def sentence_subject(self, start: int, end: int) -> Part | None:
        """The subject of the tokens from ``start`` to ``end``."""
        return self._phrases.subject(start, end)

    def reporter(self, start: int, end: int) -> Part | None:
        """The subject of the last firm verb of speaking between ``start`` and ``end``."""
        for place in range(end - 1, max(start, end - 2 * _FAR) - 1, -1):
            cue = self._tokens[place].cue
            according = self.according(place, end) if self._tokens[place].kind == "word" else None
            if according:
                return according
            if cue and cue.strong:
                who = self._phrases.subject_of(place, start)
                if who is None or who[0] > start or not self._tokens[start].name:
                    who = self._named_behind(place, start, end) or who
                if who is None and cue.form == "participle":
                    who = self._phrases.clause_subject(start, place)
                if who:
                    return who
        return None

    def _named_behind(self, verb: int, start: int, end: int) -> Part | None:
        """The name behind a verb that is turned round: "It rains, said Mia Brandt"."""
        tokens = self._tokens
        turned = verb > start and (tokens[verb - 1].text == "," or tokens[verb - 1].kind == "quote")
        who = self._phrases.beginning(verb + 1, end) if turned else None
        return who if who and (tokens[who[0]].name or who[1] >= end - 1) else None

    def is_attribution(self, start: int, end: int) -> bool:
        """Whether the tokens only say who speaks: a short clause with one verb of speaking."""
        return end - start < 30 and any(token.cue for token in self._tokens[start:end])
