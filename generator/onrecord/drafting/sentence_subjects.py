"""Who a sentence is about: the subject of a verb, and of a clause."""

from .nouns import NounPhrases, Part

_LONGEST = 60  # tokens that are looked through for a subject
_CLOSES_INSERTION = frozenset({",", "—", "–", "-", "--", ")"})


class Phrases(NounPhrases):
    """Finds subjects in one paragraph."""

    __slots__ = ()

    def subject_of(self, verb: int, start: int) -> Part | None:
        """The subject of the verb at ``verb``, in a clause that begins at ``start`` or later."""
        tokens, language = self._tokens, self._language
        start = max(start, verb - _LONGEST)
        place = self._before_adverbs(verb - 1, start)
        if place < start:
            return None
        token = tokens[place]
        word = token.lower
        if token.text in _CLOSES_INSERTION:
            found = self._around_insertion(place, start)
        elif token.kind != "word":
            found = None
        elif word in language.coordinators:
            found = self.clause_subject(start, place)
        elif word in language.relatives:
            found = self.antecedent(place, start)
        elif word in language.conjunctions or word in language.complementisers:
            found = None
        elif self._governs(place, verb):
            found = self.subject_of(place, start)  # "Brandt says to have called"
        else:
            found = self.ending(place, start)
        return found

    def _governs(self, place: int, verb: int) -> bool:
        """Whether a verb before ``verb`` has its subject: "says to have called"."""
        cue, governed = self._tokens[place].cue, self._tokens[verb].cue
        base = governed is not None and governed.form == "base"
        return cue is not None and cue.form == "finite" and (place < verb - 1 or base)

    def _before_adverbs(self, place: int, start: int) -> int:
        """The last token before auxiliaries, adverbs, objects and times."""
        tokens, language = self._tokens, self._language
        articles = language.determiners - language.adverbs  # « le médicament » is no adverb
        steps = 0
        while place >= start and steps < 8:
            token = tokens[place]
            word = token.lower
            passed = token.kind == "word" and (
                word in language.auxiliaries
                or (language.is_adverb(word) and tokens[place - 1].lower not in articles)
                or self.is_time(place)
                or (
                    word in language.object_pronouns
                    and word not in language.genders
                    and self._some_of_them(place, start) is None
                )
                or (word in language.prepositions and self.is_time(place + 1))
            )
            if not passed or (token.name and not self.is_time(place)):
                aside = self._before_aside(place, start)
                if aside == place:
                    break
                place = aside
            place, steps = place - 1, steps + 1
        return place

    def _before_aside(self, place: int, start: int) -> int:
        """The auxiliary before a phrase that parts it from its verb: "has in the past said"."""
        tokens, language = self._tokens, self._language
        if tokens[place].kind != "word":
            return place
        for at in range(place - 1, max(start, place - 5), -1):
            if tokens[at].kind != "word":
                break
            if tokens[at].lower in language.auxiliaries:
                # "had the previous evening called"
                governed = tokens[at + 1].lower in language.prepositions or self.is_time(place + 1)
                return at if governed and not tokens[at].name else place
        return place

    def antecedent(self, relative: int, start: int) -> Part | None:
        """The phrase that the relative clause from ``relative`` on is about."""
        place = relative - 1 - (self._tokens[relative - 1].text == ",")
        found = (ended := self.ending(place, start)) and self._name_at_end(ended)
        if found is None and place >= start and self._tokens[place].name:  # "by Brandt, for whom"
            found = self._reach_left(place, start), place + 1
        if found and found[0] - 2 >= start and self._tokens[found[0] - 1].text == ",":
            described = self.ending(found[0] - 2, start)
            named = described and self._tokens[described[1] - 1].name
            if described and named and not self._tokens[found[0]].name:
                return described  # "Brandt, the owner of a shop, who"
        return found or (relative, relative + 1)

    def _around_insertion(self, comma: int, start: int) -> Part | None:
        """The subject before what is between commas, dashes or brackets."""
        tokens = self._tokens
        opening = "(" if tokens[comma].text == ")" else tokens[comma].text
        best: Part | None = None
        for place in range(comma - 1, start - 1, -1):
            if tokens[place].text != opening:
                continue
            found = self.ending(place - 1, start)
            if found is None or self.is_time(found[1] - 1):
                continue
            if best is None:
                best = found
                if self._tokens[max(start, found[0] - 1)].text != ",":  # no apposition
                    break
                continue
            named = tokens[found[1] - 1].name or tokens[found[0]].possessive  # not "Paying tribute"
            if named and tokens[found[0]].name and found[0] == self._clause_start(found[0], start):
                return found
        if best is None and opening in (",", "—", "–", "-", "--"):
            best = self.ending(comma - 1, start)
        return best

    def _clause_start(self, place: int, start: int) -> int:
        """The first token of the clause that ``place`` is in, after its conjunctions."""
        tokens, language = self._tokens, self._language
        first = place
        while first > start and tokens[first - 1].kind == "word":
            first -= 1
        while first < place and (
            tokens[first].lower in language.conjunctions or language.is_adverb(tokens[first].lower)
        ):
            first += 1
        return first

    def ending(self, place: int, start: int) -> Part | None:
        """The noun phrase that ends with the token at ``place``."""
        tokens, language = self._tokens, self._language
        if place < start or tokens[place].kind == "quote":
            return None
        if tokens[place].text == ")":
            place = self._before_brackets(place, start)
        token = tokens[max(place, start)]
        if token.lower in language.genders and token.kind == "word":
            return place, place + 1
        if token.lower in language.object_pronouns:
            return self._some_of_them(place, start)
        first = self._reach_left(place, start)
        return self._without_lead(first, place) if first <= place else None

    def _some_of_them(self, place: int, start: int) -> Part | None:
        """``one of them``, which ends at ``place``."""
        tokens, language = self._tokens, self._language
        if place - 2 < start or tokens[place - 1].lower not in language.linking:
            return None
        some = tokens[place - 2].lower in language.alone | language.determiners
        return (place - 2, place + 1) if some else None

    def _before_brackets(self, place: int, start: int) -> int:
        """The token before the brackets that close at ``place``."""
        for opening in range(place - 1, max(start, place - 12) - 1, -1):
            if self._tokens[opening].text == "(":
                return opening - 1
        return place

    def _reach_left(self, place: int, start: int) -> int:
        """How far words go to the left that may belong to one noun phrase."""
        first = place + 1
        while first > start and first > place - 16 and self._belongs(first - 1, place):
            first -= 1
        while first <= place and self._tokens[first].kind == "mark":
            first += 1
        return first

    def _belongs(self, at: int, last: int) -> bool:
        tokens, language = self._tokens, self._language
        token = tokens[at]
        if token.kind == "mark":
            return self.paragraph.is_abbreviated(at) or (at < last and self._is_glued(at))
        if token.kind == "quote":
            return False
        word = token.lower
        if word in language.relatives and at and tokens[at - 1].lower in language.prepositions:
            return False
        if word in language.conjunctions or word in language.complementisers:
            between = at < last and tokens[at - 1].name and tokens[at + 1].name
            return bool(at and between and word in language.coordinators)
        if word in language.genders or (
            word in language.auxiliaries and word not in language.linking
        ):
            return token.name and word not in language.genders
        return not (token.cue and at < last and self._is_verb(at))

    def _without_lead(self, first: int, last: int) -> Part | None:
        """The phrase without adverbs, times and prepositional phrases before it."""
        language = self._language
        for place in range(first, last + 1):
            token = self._tokens[place]
            word = token.lower
            if word in language.prepositions and word not in language.determiners:
                return self._governed(place, last)
            skipped = (
                self.is_time(place)
                or (
                    word in language.openers and word not in language.determiners and not token.name
                )
                or (language.is_adverb(word) and not token.name)
            )
            if not skipped or place == last:
                return place, last + 1
        return None

    def _governed(self, preposition: int, last: int) -> Part | None:
        """The phrase that ends at ``last``, behind one that ``preposition`` governs."""
        tokens, language = self._tokens, self._language
        for place in range(preposition + 1, last):
            if self.is_time(place) and not self.is_time(place + 1):
                return place + 1, last + 1
        place = last
        while place - 1 > preposition and self._goes_on(place - 1, preposition):
            place -= 1
        while place < last and tokens[place].kind == "mark":
            place += 1
        if tokens[last].name and place > preposition + 1:
            return place, last + 1
        for at in range(last - 1, preposition + 1, -1):
            word = tokens[at].lower
            if word in language.determiners and tokens[at - 1].lower not in language.prepositions:
                return at, last + 1
        return None

    # -- of a clause

    def clause_subject(self, start: int, end: int) -> Part | None:
        """The subject of the last clause of the tokens, for a verb that is joined by "and"."""
        tokens = self._tokens
        last = end
        found: Part | None = None
        for place in range(end - 1, max(start, end - _LONGEST) - 1, -1):
            cut = tokens[place].text in (",", ";", "—", "–") or tokens[place].kind == "quote"
            if not cut and place > max(start, end - _LONGEST):
                continue
            first = place + 1 if cut else place
            here = self._first_of(first, last)
            if here and (found is None or tokens[here[0]].name or here[1] < last):
                found = here
                if here[1] < last:
                    break
            last = place
        return found or self.subject(start, end)

    def _first_of(self, start: int, end: int) -> Part | None:
        language = self._language
        place = start
        while place < end and self._is_passed(self._tokens[place].lower):
            place += 1
        token = self._tokens[place] if place < end else None
        if token is None or token.lower in language.not_speakers - language.determiners:
            return None
        found = self.beginning(place, end)
        return None if found and self.is_time(found[1] - 1) else found

    def _is_passed(self, word: str) -> bool:
        language = self._language
        adverb = language.is_adverb(word) and word not in language.prepositions
        return word in language.coordinators or adverb

    def subject(self, start: int, end: int) -> Part | None:
        """The subject of the sentence, roughly: its first phrase that no preposition governs."""
        end = min(end, start + _LONGEST)
        if self._is_introduction(start, end):
            for place in range(start, end):
                if self._tokens[place].text in (",", "—", "–"):
                    found = self._first_of(place + 1, end)
                    if found and not self.is_time(found[0]):
                        return found
        return self._first_phrase(start, end)

    def _is_introduction(self, start: int, end: int) -> bool:
        language = self._language
        if start >= end:
            return False
        first = self._tokens[start]
        word = first.lower
        return (
            (word in language.prepositions and not first.name)
            or word in language.conjunctions - language.coordinators
            or (first.cue is None and word in language.cues and not first.name)
            or word.endswith(tuple(language.verbs.participles))
        )

    def _first_phrase(self, start: int, end: int) -> Part | None:
        tokens, language = self._tokens, self._language
        place = start
        while place < end:
            token = tokens[place]
            if token.kind == "word":
                found = self._phrase_at(place, end)
                if found and not self._is_governed(place, start):
                    return found
                if found:
                    place = found[1]
                    continue
                if token.lower in language.genders and token.lower not in language.object_pronouns:
                    return place, place + 1
            place += 1
        return None

    def _phrase_at(self, place: int, end: int) -> Part | None:
        token, language = self._tokens[place], self._language
        starts = token.name or token.lower in language.determiners or token.lower in language.roles
        found = self.beginning(place, end) if starts else None
        return None if found is None or self.is_time(found[1] - 1) else found

    def _is_governed(self, place: int, start: int) -> bool:
        before = place - 1
        return before >= start and self._tokens[before].lower in self._language.prepositions
