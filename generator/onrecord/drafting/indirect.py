"""Sentences in which a source reports, in its own words, what an actor of the desk said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .candidate import Candidate, Span
from .clauses import Clauses
from .mentions import Meant, Mentions
from .nouns import Part
from .sentence_subjects import Phrases
from .sentences import ParagraphTokens

REPORTED = "the source reports it in its own words"
MAY_BE_NO_SPEECH = "the sentence is about the actor; it may report no speech"
_FEWEST_TOKENS = 5
_LONGEST = 400  # tokens of a sentence


@dataclass(frozen=True, slots=True)
class Indirect:
    """Finds reported speech in the paragraphs of a text.

    Attributes:
        subjects: whether a sentence counts whose subject is an actor, as in a readout that has no
            quotation marks at all.
    """

    paragraphs: Sequence[ParagraphTokens]
    mentions: Mentions
    subjects: bool = False

    def find(self, taken: Sequence[Span]) -> Iterator[Candidate]:
        """Every such sentence, in order, that has no words of ``taken``: those in other forms."""
        others = sorted(taken)
        at = 0
        for paragraph in self.paragraphs:
            for sentence in paragraph.sentences:
                start, end = paragraph.span_of(sentence)
                while at < len(others) and others[at][1] <= start:
                    at += 1
                if at == len(others) or others[at][0] >= end:
                    found = self._sentence(paragraph, *sentence)
                    if found:
                        yield found

    def _sentence(self, paragraph: ParagraphTokens, start: int, end: int) -> Candidate | None:
        if not _FEWEST_TOKENS <= end - start <= _LONGEST:
            return None
        who = speaker_of(paragraph, start, end)
        rule, reason = "reported", REPORTED
        if who is None and self.subjects:
            who = Clauses(paragraph).sentence_subject(start, end)
            rule, reason = "reported subject", MAY_BE_NO_SPEECH
        if who is None:
            return None
        mention = paragraph.span_of(who)
        meant = self.mentions.meant(mention)
        if meant.actor is None or (rule != "reported" and meant.doubt):
            return None
        return _candidate(paragraph.span_of((start, end)), mention, meant, rule, reason)


def _candidate(span: Span, mention: Span, meant: Meant, rule: str, reason: str) -> Candidate:
    reasons = "; ".join(filter(None, (reason, meant.doubt)))
    return Candidate(
        *span, "indirect", meant.actor, mention, meant.name, rule, sure=False, reason=reasons
    )


def speaker_of(paragraph: ParagraphTokens, start: int, end: int) -> Part | None:
    """Who says what the sentence reports; none if it reports no speech."""
    clauses, phrases = Clauses(paragraph), Phrases(paragraph)
    tokens = paragraph.tokens
    for place in range(start, end):
        according = clauses.according(place, end)
        if according:
            return according
        if tokens[place].cue and _reports(paragraph, place, end):
            who = _subject(phrases, paragraph, place, start, end)
            if who:
                return who
    return None


def _reports(paragraph: ParagraphTokens, verb: int, end: int) -> bool:
    """Whether the verb says that what follows, or what is before, was said."""
    language, tokens = paragraph.language, paragraph.tokens
    cue = tokens[verb].cue
    following = tokens[verb + 1] if verb + 1 < end else None
    if cue is None or cue.form == "base":
        return False
    if following is not None and following.kind == "quote":
        return False
    named_fact = following is not None and following.lower in language.complementisers
    if cue.form == "participle":
        return tokens[verb - 1].text == "," and (cue.strong or named_fact)
    return cue.strong or named_fact


def _subject(
    phrases: Phrases, paragraph: ParagraphTokens, verb: int, start: int, end: int
) -> Part | None:
    tokens = paragraph.tokens
    cue = tokens[verb].cue
    if cue and cue.form == "participle":
        return phrases.clause_subject(start, verb)
    if verb > start and tokens[verb - 1].text == ",":
        behind = phrases.beginning(verb + 1, end)
        if behind and (tokens[behind[0]].name or behind[1] >= end - 1):
            return behind
    return phrases.subject_of(verb, start)
