"""The speaker of each quote, by rules in the order of how far they can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .behind import Hit
from .candidate import Span
from .clauses import Clauses
from .language_words import Language
from .mark_pairs import Quoted
from .nouns import Part
from .quoted_blocks import Interruptions, label_in, line_speaker
from .ranking import Ranking
from .sentences import ParagraphTokens
from .speech import Attribution

_BRIEF = 10  # words of a turn in a conversation


@dataclass(slots=True)
class _Before:
    """What the paragraphs before leave for the next one.

    Attributes:
        speaker: of the last quote, and the number of its paragraph.
        asked: whether the last quote is a question.
        other: who spoke before it, and the number of that paragraph.
        brief: whether the last paragraph of quotes is short.
        lead: who speaks in the last sentence before, if it ends in a colon.
        reporter: whose words the paragraph before reports, if it has no quotes.
    """

    speaker: tuple[Span, int] | None = None
    asked: bool = False
    other: tuple[Span, int] | None = None
    brief: bool = False
    lead: Span | None = None
    reporter: Span | None = None


@dataclass(slots=True)
class Attributor:
    """Walks through the paragraphs of a text.

    Attributes:
        found: the attribution of each quote, by its number.
    """

    text: str
    quotes: Sequence[Quoted]
    paragraphs: Sequence[ParagraphTokens]
    language: Language
    found: dict[int, Attribution] = field(default_factory=dict)

    def run(self) -> dict[int, Attribution]:
        """Attribute every quote."""
        before = _Before()
        used: set[int] = set()
        for number, paragraph in enumerate(self.paragraphs):
            if paragraph.quotes:
                line = line_speaker(self.paragraphs, number, used)
                _Reader(self, paragraph, before, line, number).run()
                named = [self.found[quote].mention for quote in paragraph.quotes]
                last = next((mention for mention in reversed(named) if mention), None)
                if last:
                    before.other, before.speaker = before.speaker, (last, number)
                quotes = [paragraph.tokens[place].text for place in paragraph.quotes.values()]
                before.asked = quotes[-1].rstrip().endswith("?")
                before.brief = " ".join(quotes).count(" ") < _BRIEF
            elif before.speaker and (who := self._acts(paragraph)):
                before.speaker = (who, number)  # "She laughs."
            before.lead = self._lead(paragraph)
            before.reporter = self._reporter(paragraph)
        self._of_first_paragraphs()
        return self.found

    @staticmethod
    def _acts(paragraph: ParagraphTokens) -> Span | None:
        """The pronoun of a person that is the subject of a paragraph of one sentence."""
        whole = paragraph.sentences if len(paragraph.sentences) == 1 else ()
        who = next((Clauses(paragraph).sentence_subject(*sentence) for sentence in whole), None)
        person = who and paragraph.language.is_person(paragraph.tokens[who[0]].lower)
        return paragraph.span_of(who) if who and person else None

    def _of_first_paragraphs(self) -> None:
        """A quote at the head of a text, which a later paragraph says whose it is.

        "Ministers were accused of "sleepwalking" on Monday." and then: "Otto Beck said: …".
        """
        quoted = [paragraph for paragraph in self.paragraphs[:5] if paragraph.quotes]
        for paragraph, following in pairwise(quoted[:3]):
            named = next((self.found[quote].mention for quote in following.quotes), None)
            reader = _Reader(self, paragraph, _Before(), None, 0)
            for quote, place in paragraph.quotes.items():
                if named and self.found[quote].mention is None and reader.is_agentless(place):
                    self.found[quote] = Attribution("paragraph after", named)

    @staticmethod
    def _reporter(paragraph: ParagraphTokens) -> Span | None:
        """Who speaks in the last sentence of a paragraph without quotes."""
        if paragraph.quotes or not paragraph.tokens or paragraph.is_heading:
            return None
        who = Clauses(paragraph).reporter(*paragraph.sentences[-1])
        return paragraph.span_of(who) if who else None

    def _lead(self, paragraph: ParagraphTokens) -> Span | None:
        tokens = paragraph.tokens
        if not tokens or tokens[-1].text != ":":
            return None
        start, end = paragraph.sentences[-1]
        clauses = Clauses(paragraph)
        who = clauses.reporter(start, end) or clauses.sentence_subject(start, end)
        return paragraph.span_of(who) if who else None


class _Reader:
    """Reads one paragraph with quotes."""

    __slots__ = (
        "_all",
        "_before",
        "_chain",
        "_clauses",
        "_line",
        "_number",
        "_paragraph",
        "_ranking",
        "_tokens",
    )

    def __init__(
        self,
        attributor: Attributor,
        paragraph: ParagraphTokens,
        before: _Before,
        line: tuple[str, Span] | None,
        number: int,
    ) -> None:
        self._all = attributor
        self._paragraph = paragraph
        self._tokens = paragraph.tokens
        self._before = before
        self._line = line
        self._number = number
        self._clauses = Clauses(paragraph)
        self._ranking = Ranking(paragraph)
        self._chain: int | None = None  # the last quote of the paragraph with a speaker

    def run(self) -> None:
        for quote, place in self._paragraph.quotes.items():
            found = self._attribute(quote, place)
            if self._line is None and (found.mention or not self.is_agentless(place)):
                found = self._ranking.revised(place, found)
            self._all.found[quote] = found
            if found.mention:
                self._chain = quote
        self._second_look()

    def _attribute(self, quote: int, place: int) -> Attribution:
        start, end = self._all.quotes[quote].words
        if label := label_in(self._all.text, (start, end), self._paragraph.language):
            start = end - len(self._all.text[label[1] + 1 : end].lstrip())
            return Attribution("inside", label, pieces=((start, end),))
        if self._all.quotes[quote].continues and quote - 1 in self._all.found:
            before = self._all.found[quote - 1]
            if self._named_here(place) is None:
                rule = before.rule and "goes on"
                return Attribution(rule, before.mention, quote - 1, before.outer)
        return (
            self._inside(quote)
            or self._same_sentence(quote, place)
            or self._named_here(place)
            or self._from_before(quote, place)
        )

    def _inside(self, quote: int) -> Attribution | None:
        """A speaker who is named within the marks, as French allows."""
        language = self._paragraph.language
        if not language.speaker_inside:
            return None
        span = self._all.quotes[quote].words
        words = ParagraphTokens(self._all.text, span, (), language)
        if (found := Interruptions(words).interruption()) is None:
            return None
        hit, (first, last) = found
        pieces = [(span[0], words.tokens[first].start)]
        pieces += [(token.start, span[1]) for token in words.tokens[last : last + 1]]
        return Attribution("inside", words.span_of(hit.who), pieces=tuple(pieces))

    def _mention(self, part: Part) -> Span:
        return self._paragraph.span_of(part)

    def _attribution(self, rule: str, hit: Hit) -> Attribution:
        if hit.outer:
            return Attribution(rule, self._mention(hit.outer), outer=self._mention(hit.who))
        return Attribution(rule, self._mention(hit.who))

    # -- in the sentence of the quote

    def _named_here(self, place: int) -> Attribution | None:
        start, end = self._paragraph.sentence(place)
        choice = self._clauses.named(place, start, end)
        if self._chain is not None and self._is_elliptic(start, place):
            return Attribution("goes on", self._all.found[self._chain].mention)
        if choice is None:
            return None
        named = self._attribution(*choice)
        joined = self._previous(self._tokens[place].quote, place)
        if named.rule == "far" and joined and joined[1].mention == named.mention:
            return replace(named, rule="same sentence")  # said it was "A" and had "B"
        return named

    def _is_elliptic(self, start: int, quote: int) -> bool:
        """Whether a sentence goes on without a subject: "Before adding: …", « Et de citer … »."""
        tokens, language = self._tokens, self._paragraph.language
        joins = language.prepositions | language.coordinators | {*language.elisions}
        at = start
        while at < quote and tokens[at].lower in joins:
            at += 1
        cue = tokens[at].cue if start < at < quote else None
        finite = any(token.cue and token.cue.form == "finite" for token in tokens[start:quote])
        return cue is not None and cue.form != "finite" and not finite

    def _same_sentence(self, quote: int, place: int) -> Attribution | None:
        """``"A," Brandt said, "B."``: the second part of a sentence."""
        previous = self._previous(quote, place)
        if previous is None:
            return None
        at, found = previous
        between = self._tokens[at + 1 : place]
        if other := self._clauses.second_speaker(at, place):
            return Attribution("same sentence", self._mention(other))
        if found.rule not in ("after", "same sentence") or len(between) > 25:
            return None
        last = self._tokens[place - 1]
        joins = (
            last.text in (",", ";")
            or last.is_dash
            or (last.lower in self._paragraph.language.coordinators)
        )
        if not joins:
            return None
        return Attribution("same sentence", found.mention, quote - 1, found.outer)

    def _previous(self, quote: int, place: int) -> tuple[int, Attribution] | None:
        found = self._all.found.get(quote - 1)
        at = self._paragraph.quotes.get(quote - 1)
        if found is None or at is None or found.mention is None:
            return None
        same = self._tokens[at].sentence == self._tokens[place].sentence
        return (at, found) if same else None

    # -- elsewhere

    def _from_before(self, quote: int, place: int) -> Attribution:
        start, _ = self._paragraph.sentence(place)
        previous = self._previous(quote, place)
        if previous and start < place:
            return Attribution("same sentence", previous[1].mention, None, previous[1].outer)
        if self._chain is not None:
            chained = self._chained(quote, place, start)
            if chained:
                return chained
        if start < place:
            agentless = self.is_agentless(place)
            subject = None if agentless else self._clauses.sentence_subject(start, place)
            if subject:
                return Attribution("subject", self._mention(subject))
        elif place and self._chain is None:
            return self._sentence_before(place)
        if self._chain is not None:
            return Attribution("chain", self._all.found[self._chain].mention)
        return Attribution()

    def is_agentless(self, place: int) -> bool:
        """Whether a passive verb is right before a quote: "they were accused of"."""
        language = self._paragraph.language
        start, _ = self._paragraph.sentence(place)
        for verb in range(place - 1, max(start, place - 3), -1):
            cue = language.cues.get(self._tokens[verb].lower)
            if cue and cue.form == "finite":
                before = self._tokens[max(start, verb - 3) : verb]
                return any(token.lower in language.passive for token in before)
        return False

    def _chained(self, quote: int, place: int, start: int) -> Attribution | None:
        """A quote that is a sentence of its own goes on from the last one."""
        if start < place or self._chain is None:
            return None
        chain = self._all.found[self._chain]
        at = self._paragraph.quotes[self._chain]
        only = at + 1 == place or self._clauses.is_attribution(at + 1, place)
        near = self._tokens[place].sentence - self._tokens[at].sentence == 1
        joined = quote - 1 if self._chain == quote - 1 and only and near else None
        return Attribution("chain", chain.mention, joined, chain.outer)

    def _sentence_before(self, place: int) -> Attribution:
        first, end = self._paragraph.sentence(place - 1)
        who = self._clauses.reporter(first, end) or self._clauses.sentence_subject(first, end)
        return Attribution("sentence before", self._mention(who)) if who else Attribution()

    def _second_look(self) -> None:
        """Quotes without a speaker: a line of its own, a later quote, the paragraphs before."""
        numbers = list(self._paragraph.quotes)
        for index, quote in enumerate(numbers):
            found = self._all.found[quote]
            if self._line and (not found.mention or found.rule in ("chain", "")):
                self._all.found[quote] = Attribution(*self._line)
            elif not found.mention:
                self._all.found[quote] = self._elsewhere(quote, numbers[index + 1 : index + 5])

    def _elsewhere(self, quote: int, following: Sequence[int]) -> Attribution:
        place = self._paragraph.quotes[quote]
        text = self._tokens[place].text
        words = text.count(" ") + 1
        whole = text.rstrip("'’\"”» ").endswith((".", "!", "?", "…"))
        later = (self._all.found[number] for number in following)
        named = next((found for found in later if found.rule in ("after", "far")), None)
        if named and words >= 3 and whole:
            return Attribution("later", named.mention)
        if self._before.lead:
            return Attribution("colon", self._before.lead)
        if self._before.reporter and self._tokens[0].kind == "quote" and words >= 4:
            return Attribution("paragraph before", self._before.reporter)
        opens = self._tokens[0].kind == "quote"
        if (last := self._before.speaker) and self._number - last[1] <= 2 and (words >= 5 or opens):
            other = self._before.other
            turns = other and other[1] == self._number - 2 and self._before.brief and words < _BRIEF
            if opens and (self._before.asked or turns):
                return Attribution("carried on", other[0]) if other else Attribution()
            return Attribution("carried on", last[0])
        return Attribution()
