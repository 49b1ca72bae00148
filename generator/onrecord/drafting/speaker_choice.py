"""The speaker of each quote of a text: the likeliest of all who are named in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .language_words import Language
from .mark_pairs import Quoted
from .mentions import Mentions
from .quoted_blocks import Interruptions, label_in, line_speaker
from .ranking import RankedOption, Surroundings, WordClasses, likeliest
from .sentences import Token
from .source_text import Span
from .speech import Attribution
from .subjects import ParsedParagraph

_LIKELY = 0.7  # the least share of a choice that is not in doubt
_BACK = 4  # paragraphs to a speaker who may be carried on
_RECENT = 20  # quotes before, among whose speakers one may be carried on
_BRIEF = 12  # words of a turn in a conversation
_LONGEST_GAP = 4  # tokens between a verb without a subject and its quote
_LONGEST_CLAUSE = 30  # tokens between the parts of one utterance


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A quote with its speaker, for the quotes behind it."""

    paragraph: int
    who: object
    mention: Span
    words: str
    alone: bool


@dataclass(slots=True)
class Attributor:
    """Walks through the paragraphs of a text."""

    text: str
    quotes: Sequence[Quoted]
    paragraphs: Sequence[ParsedParagraph]
    language: Language
    mentions: Mentions
    #: takes the likeliest of the options for the quote of a number
    choose: Callable[[int, Sequence[RankedOption]], tuple[RankedOption, float]] = (
        lambda _, options: likeliest(options)
    )
    #: the attribution of each quote, by its number
    found: dict[int, Attribution] = field(default_factory=dict)
    _spoken: list[_Spoken] = field(default_factory=list)
    _leads: dict[int, tuple[Span, str, list[str]] | None] = field(default_factory=dict)

    def run(self) -> dict[int, Attribution]:
        """Attribute every quote."""
        used: set[int] = set()
        for number, paragraph in enumerate(self.paragraphs):
            if not paragraph.quotes:
                continue
            line = line_speaker(self.paragraphs, number, used)
            classes = WordClasses(paragraph)
            for quote, place in paragraph.quotes.items():
                found = self._attribute(number, classes, quote, place, line)
                self.found[quote] = found
                if found.mention:
                    alone = not classes.outside
                    self._note(number, paragraph.tokens[place], found.mention, alone=alone)
        return self.found

    def _note(self, number: int, token: Token, mention: Span, *, alone: bool) -> None:
        meant = self.mentions.meant(mention)
        who = meant.figure or meant.actor or self.text[slice(*mention)].lower()
        self._spoken.append(_Spoken(number, who, mention, token.text, alone))

    def _attribute(
        self,
        number: int,
        classes: WordClasses,
        quote: int,
        place: int,
        line: tuple[str, Span] | None,
    ) -> Attribution:
        paragraph = self.paragraphs[number]
        chain = self._chain(paragraph, quote)
        certain = self._label(quote) or self._inside(quote)
        certain = certain or (Attribution(*line) if line else None)
        certain = certain or self._second(paragraph, chain, place)
        if certain := certain or self._unsaid(number, place, chain):
            return certain
        near = Surroundings(paragraph, classes, place, chain)
        options = list(_agents(paragraph, place, near.named()))
        options = options or [*near.named(), *self._elsewhere(number, place, near)]
        chosen, share = self.choose(quote, options)
        if chosen.rule == "far" and chosen.mention:
            chosen = self._beside(chosen.mention, options) or chosen
        before = self.found.get(quote - 1) if self.quotes[quote].continues else None
        if before and chosen.rule not in ("before", "after", "object"):
            return Attribution(before.rule and "goes on", before.mention, quote - 1, before.outer)
        joined = self._joined(paragraph, quote, place, chosen.mention)
        rule = chosen.rule
        if chain and chosen.mention == chain[1]:
            same = paragraph.tokens[chain[0]].sentence == paragraph.tokens[place].sentence
            rule = "same sentence" if same else "chain"
        contested = (chosen.mention is not None and share < _LIKELY) or (
            rule == "chain" and joined is None
        )
        told = self._told(paragraph, place)
        if told and chosen.mention in told:
            return Attribution(rule, told[0], joined, told[1], contested=contested)
        return Attribution(rule, chosen.mention, joined, contested=contested)

    def _beside(self, mention: Span, options: Sequence[RankedOption]) -> RankedOption | None:
        """Where whoever is meant is named beside the quote: "said the docker, Mia Brandt"."""
        who = self.mentions.meant(mention).figure
        for each in options:
            if who and each.rule == "after" and each.mention and self._is_of(each.mention, who):
                return each
        return None

    def _label(self, quote: int) -> Attribution | None:
        """A speaker whom a label within the marks names: "MS. HOLM: We stay."."""
        start, end = self.quotes[quote].words
        label = label_in(self.text, (start, end), self.language)
        if label is None:
            return None
        start = end - len(self.text[label[1] + 1 : end].lstrip())
        return Attribution("inside", label, pieces=((start, end),))

    def _inside(self, quote: int) -> Attribution | None:
        """A speaker who is named within the marks, as French allows."""
        if not self.language.speaker_inside:
            return None
        span = self.quotes[quote].words
        words = Interruptions(self.text, span, (), self.language)
        if (found := words.interruption()) is None:
            return None
        who, (first, last) = found
        pieces = [(span[0], words.tokens[first - 1].end)]
        pieces += [(token.start, span[1]) for token in words.tokens[last : last + 1]]
        self.mentions.note_speaker(words.span_of(who))
        return Attribution("inside", words.span_of(who), pieces=tuple(pieces))

    def _chain(self, paragraph: ParsedParagraph, quote: int) -> tuple[int, Span] | None:
        """The last quote before in the paragraph that has a speaker."""
        for number in range(quote - 1, max(-1, quote - _RECENT), -1):
            if number not in paragraph.quotes:
                return None
            found = self.found.get(number)
            if found and found.mention:
                return paragraph.quotes[number], found.mention
        return None

    def _second(
        self, paragraph: ParsedParagraph, chain: tuple[int, Span] | None, place: int
    ) -> Attribution | None:
        """Who alone is between two quotes: "Brandt called it "a joke" and Rivera "a shame"."."""
        at = chain[0] + 1 if chain else place
        at += paragraph.tokens[at].text == ","
        joined = at < place and paragraph.tokens[at].lower in self.language.coordinators
        who = paragraph.beginning(at + 1, place) if joined else None
        if who is None or who[1] != place or not paragraph.is_somebody(who):
            return None
        return Attribution("same sentence", paragraph.span_of(who))

    def _unsaid(
        self, number: int, place: int, chain: tuple[int, Span] | None
    ) -> Attribution | None:
        """Who spoke before, if a sentence has no subject: "Before adding:", « Et de dire : »."""
        paragraph, language = self.paragraphs[number], self.language
        tokens, (start, end) = paragraph.tokens, paragraph.sentence(place)
        if place - start > 2 * _LONGEST_GAP:
            return None
        verb = next((at for at in range(start, place) if tokens[at].cue), place)
        cue = tokens[verb].cue if verb < place else None
        before = [token.lower for token in tokens[start:verb]]
        small = language.coordinators | language.prepositions | language.object_pronouns
        follows = language.speaker_inside and tokens[end - 1].text != "?"
        own = bool(before) and (
            small.issuperset(before) or (follows and before[0] in language.relatives)
        )
        others = any(
            tokens[at].cue and at in paragraph.of_verbs
            for at in range(verb + 1, min(end, place + _LONGEST_CLAUSE))
        )
        if cue is None or not cue.strong or not own or others or place - verb > _LONGEST_GAP:
            return None
        begins = cue.form != "finite" or before[0] in language.relatives
        sentences = [each for each in paragraph.sentences if each[0] < start]
        if chain and begins and (not sentences or chain[0] >= sentences[-1][0]):
            return Attribution("chain", chain[1])
        who = paragraph.reporter(*sentences[-1]) if sentences else None
        if who and begins:
            return Attribution("chain", paragraph.span_of(who))
        last = self._spoken[-1] if self._spoken and begins else None
        if last is None or number - last.paragraph > (0 if sentences else 1):
            return None
        return Attribution("chain", last.mention)

    def _joined(
        self, paragraph: ParsedParagraph, quote: int, place: int, mention: Span | None
    ) -> int | None:
        """The quote before, if only who says it is between the two."""
        tokens, before = paragraph.tokens, self.found.get(quote - 1)
        at = paragraph.quotes.get(quote - 1)
        if before is None or at is None or mention is None or before.mention != mention:
            return None
        between = tokens[at + 1 : place]
        away = tokens[place].sentence - tokens[at].sentence
        says = not between or any(token.cue for token in between)
        if not says or len(between) >= _LONGEST_CLAUSE or away > 1:
            return None
        if away:
            return quote - 1 if paragraph.sentence(place)[0] == place else None
        last = between[-1] if between else None
        joins = last and (
            last.text in ",;" or last.is_dash or last.lower in self.language.coordinators
        )
        return quote - 1 if joins and before.rule in ("after", "same sentence") else None

    def _told(self, paragraph: ParsedParagraph, place: int) -> tuple[Span, Span] | None:
        """Who says that somebody said it, and who did: "Brandt said Okafor told her: …"."""
        tokens = paragraph.tokens
        start = max(paragraph.sentence(place)[0], place - 2 * _LONGEST_CLAUSE)
        verb = next((at for at in range(place - 1, start, -1) if tokens[at].cue), start)
        inner = paragraph.of_verbs.get(verb)
        leads = verb == place - 1 or tokens[place - 1].text in ",:"
        if not leads or inner is None or not tokens[inner[0]].name:
            return None
        at = inner[0] - 1
        at -= at > start and tokens[at].lower in self.language.complementisers
        cue = tokens[at].cue if at > start else None
        outer = paragraph.of_verbs.get(at) if cue and cue.strong else None
        if outer is None or not tokens[outer[0]].name:
            return None
        return paragraph.span_of(outer), paragraph.span_of(inner)

    # -- who is not named near the quote

    def _elsewhere(self, number: int, place: int, near: Surroundings) -> Iterator[RankedOption]:
        """Who speaks before, who is the subject of the paragraph before, and nobody."""
        recent = [each for each in self._spoken[-_RECENT:] if number - each.paragraph <= _BACK]
        if near.chain:
            features = [*near.around("chain"), *(f"chain {each}" for each in near.of_chain())]
            yield RankedOption("chain", near.chain[1], features)
        else:
            words = self.paragraphs[number].tokens[place].text
            last = recent[-1] if recent else None
            other = None if place else self._other(recent, words)
            if number not in self._leads:
                self._leads[number] = self._lead(number)
            lead = self._leads[number]
            same = lead and last and self._is_of(lead[0], last.who)
            away = min(number - last.paragraph, 3) if last else 0
            led = f"{lead[1] if lead else None} {same} {away}"
            for kind, spoken in (("last", last), ("other", other)):
                if spoken:
                    features = list(self._of_speaker(kind, spoken, number, words, recent))
                    features.append(f"{kind} led {led}")
                    yield RankedOption(
                        "carried on", spoken.mention, [*near.around(kind), *features]
                    )
            if lead:
                features = [*lead[2], f"lead led {led}"]
                rule = "carried on" if same else "colon"
                yield RankedOption(rule, lead[0], [*near.around("lead"), *features])
        yield RankedOption("", None, near.around("nobody"))

    @staticmethod
    def _other(recent: Sequence[_Spoken], words: str) -> _Spoken | None:
        """Who spoke before whoever spoke last, if one may answer the other."""
        last = recent[-1] if recent else None
        brief = last and max(last.words.count(" "), words.count(" ")) < _BRIEF
        if last is None or not (brief or last.words.rstrip().endswith("?")):
            return None
        return next((each for each in reversed(recent) if each.who != last.who), None)

    def _is_of(self, mention: Span, who: object) -> bool:
        meant = self.mentions.meant(mention)
        return who in (meant.figure, meant.actor)

    def _of_speaker(
        self, kind: str, spoken: _Spoken, number: int, words: str, recent: Sequence[_Spoken]
    ) -> Iterator[str]:
        """What is true of somebody who said a quote before."""
        last, history = recent[-1], _history(recent)
        away = number - last.paragraph
        asked = last.words.rstrip().endswith("?")
        name = self.text[slice(*spoken.mention)].split()[-1]
        called = name[:1].isupper() and name in words
        yield f"{kind} away {away}"
        yield f"{kind} asked {asked} {history}"
        yield f"{kind} history {history} {last.alone} {away}"
        yield f"{kind} length {_length(last.words)} {_length(words)}"
        spoken_words = [each.words.count(" ") + 1 for each in self._spoken[-_RECENT:]]
        usual = sum(spoken_words) / len(spoken_words)
        style = "short" if usual < 12 else "long" if usual > 18 else "middle"
        yield f"{kind} style {style} {_length(words)} {history}"
        yield f"{kind} style {style} {last.alone} {asked}"
        yield f"{kind} called {called} {asked}"
        yield f"{kind} asks {words.rstrip().endswith('?')} {asked}"

    def _lead(self, number: int) -> tuple[Span, str, list[str]] | None:
        """The subject of the last sentence of the paragraph before."""
        paragraph = self.paragraphs[number - 1] if number else None
        lead = paragraph.lead() if paragraph else None
        if paragraph is None or lead is None:
            return None
        (who, reports), tokens = lead, paragraph.tokens
        kind = WordClasses(paragraph).phrase(who)
        colon = tokens[-1].text if tokens[-1].text in (":", "?") else "."
        size = min(len(paragraph.sentences), 3)
        quotes = min(len(paragraph.quotes), 2)
        how = f"{colon} {reports} {min(quotes, 1)}"
        return (
            paragraph.span_of(who),
            how,
            [
                f"lead {how} {kind}",
                f"lead {how} {size}",
                f"lead {colon} {quotes} {size}",
                f"lead {paragraph.is_heading}",
            ],
        )


def _agents(
    paragraph: ParsedParagraph, place: int, named: Iterable[RankedOption]
) -> Iterator[RankedOption]:
    """Who is behind a quote and its passive verb: "called "a joke" by its chair, Mia Brandt"."""
    tokens, language = paragraph.tokens, paragraph.language
    start, end = paragraph.sentence(place)
    small = language.manner | language.determiners | language.prepositions
    before = range(place - 1, max(start, place - 4) - 1, -1)
    verb = next((tokens[at].lower for at in before if tokens[at].lower not in small), "")
    cue = language.cues.get(verb)
    by = place + 1 < end and tokens[place + 1].lower in language.agents
    who = paragraph.beginning(place + 2, end) if by and cue and cue.form == "finite" else None
    if who and paragraph.is_somebody(who):
        first, last = paragraph.span_of(who)
        last += 0 if tokens[who[1] - 1].name else len(", ")
        starts = range(first, last + 1)
        found = [each for each in named if each.mention and each.mention[0] in starts]
        yield from (replace(each, rule="after") for each in found[-1:])
        return
    # "a plan described by analysts as "a gamble"", « un plan qualifié par des élus de « pari » »
    joined = place > start and tokens[place - 1].lower in language.manner | language.linking
    part = next((each for each in paragraph.phrases if joined and each[1] == place - 1), None)
    if part and part[0] - 2 > start and tokens[part[0] - 1].lower in language.agents:
        mention = paragraph.span_of(part) if tokens[part[0] - 2].lower in language.cues else None
        yield from (
            replace(each, rule="before") for each in named if mention and each.mention == mention
        )


def _history(recent: Sequence[_Spoken]) -> str:
    """How speakers took turns: ``a`` said the last quote, ``b`` one before."""
    turns = [each.who for each in recent]
    changed = [who for at, who in enumerate(turns) if not at or who != turns[at - 1]]
    names = {changed[-1]: "a"}
    signs = [names.setdefault(who, "b" if len(names) == 1 else "c") for who in reversed(changed)]
    return "".join(signs[:3])


def _length(words: str) -> str:
    count = words.count(" ") + 1
    return "short" if count < 7 else "long" if count > 20 else "middle"
