"""Quotes and their speakers in a text, and sentences that report speech in its own words."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from onrecord.records import ActorKind

from .desk_actors import DeskActors, fold
from .language_words import Language, load_language
from .mark_pairs import MarkReader, Quoted, paragraphs
from .mentions import NOT_ON_DESK, SPOKESMAN, Meant, Mentions
from .quoted_blocks import QuotedBlocks
from .source_text import TURN, Candidate, Findings, LeftOut, Span, UnknownSpeaker
from .speaker_choice import Attributor
from .speech import CONTESTED, DOUBTS, Attribution, Speech, is_cut
from .subjects import ParsedParagraph
from .turns import Transcript

REPORTED = "the source reports it in its own words"
MAY_BE_NO_SPEECH = "the sentence is about the actor; it may report no speech"
_FEWEST_TOKENS = 5
_LONGEST = 400  # tokens of a sentence
# A word in lower case, and one with a capital that does not begin a sentence.
_LOWER = re.compile(r"(?<![\w’'-])[a-z][a-zà-ÿ]{2,}(?![\w’'-])")
_CAPITAL = re.compile(r"(?<=[\w,;] )[A-ZÀ-Ý][\w]+")
_UNCLOSED = "a quotation mark is missing"


@dataclass(frozen=True, slots=True)
class Indirect:
    """Finds reported speech in the paragraphs of a text."""

    paragraphs: Sequence[ParsedParagraph]
    mentions: Mentions
    #: whether a sentence counts whose subject is an actor, as in a readout that has no quotation
    #: marks at all
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

    def _sentence(self, paragraph: ParsedParagraph, start: int, end: int) -> Candidate | None:
        if not _FEWEST_TOKENS <= end - start <= _LONGEST:
            return None
        who = paragraph.reporter(start, end)
        rule, reason = "reported", REPORTED
        if who is None and self.subjects:
            who = paragraph.subject(start, end)
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


def find_quotes(text: str, people: DeskActors, language: str = "en") -> Findings:
    """Find who says what in ``text``, which is in ``language`` (a tag such as ``en-GB``).

    Deterministic. Every span is in characters of ``text``.

    Raises:
        LanguageFault: there are no words of the language.
    """
    words = load_language(language)
    return _Finder(text, people, words).run()


@dataclass(slots=True)
class _Utterance:
    """Quotes that are one utterance, and who is named as its speaker."""

    runs: tuple[Span, ...]
    found: Attribution
    form: Literal["direct", "partial"] = "direct"
    closed: bool = True


@dataclass(slots=True)
class _Finder:
    text: str
    people: DeskActors
    language: Language
    left_out: list[LeftOut] = field(default_factory=list)
    unknown: dict[str, UnknownSpeaker] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)  # by their names; empty until they are needed

    def run(self) -> Findings:
        transcript = Transcript(self.text, self.people, self.language)
        turns = transcript.turns()
        first = (turns[0].at if turns[0].label else turns[0].words)[0] if turns else -1
        end = self.text.rfind("\n", 0, first) + 1 if turns else len(self.text)
        candidates = [*self._in_prose(end), *map(transcript.candidate, turns)]
        for candidate in candidates:
            self._note_label(candidate)
        candidates.sort(key=lambda candidate: (candidate.start, candidate.end))
        return Findings(tuple(candidates), tuple(self.left_out), tuple(self.unknown.values()))

    def _note_label(self, turn: Candidate) -> None:
        if turn.rule == TURN and turn.reason == NOT_ON_DESK and turn.name and turn.mention:
            words = {word.lower().rstrip(".") for word in turn.name.split()}
            office = words <= self.language.label_titles | self.language.determiners
            kind: ActorKind = "unnamed" if office else "person"
            self.unknown.setdefault(turn.name, UnknownSpeaker(turn.name, *turn.mention, kind))

    def _in_prose(self, end: int) -> list[Candidate]:
        """The findings before ``end``, where the turns of a transcript begin."""
        spans = [span for span in paragraphs(self.text) if span[1] <= end]
        quotes = MarkReader(self.text, self.language.dropped).read(spans)
        read = read_paragraphs(self.text, spans, quotes, self.language)
        mentions = Mentions(self.text, read, self.people, self.language)
        found = Attributor(self.text, quotes, read, self.language, mentions).run()
        utterances = [
            *self._utterances(quotes, read, found),
            *(
                _Utterance(block.runs, Attribution("block", block.mention))
                for block in QuotedBlocks(self.text, read, self.language).find()
            ),
        ]
        spoken = [self._candidate(utterance, mentions) for utterance in utterances]
        indirect = Indirect(read, mentions, subjects=not quotes and not spoken)
        taken = [run for utterance in utterances for run in utterance.runs]
        return [*spoken, *indirect.find(taken)]

    def _utterances(
        self,
        quotes: Sequence[Quoted],
        paragraphs: Sequence[ParsedParagraph],
        found: Mapping[int, Attribution],
    ) -> Iterator[_Utterance]:
        """The quotes that are speech, with the parts of one utterance together."""
        parts: list[int] = []
        speech = Speech(self.text, quotes, paragraphs, self.language)
        for number, quote in enumerate(quotes):
            why = speech.why_not(number, found[number])
            if why:
                self.left_out.append(LeftOut(*quote.words, why))
                continue
            if parts and found[number].joined != parts[-1]:
                yield self._utterance([quotes[part] for part in parts], found[parts[0]])
                parts = []
            parts.append(number)
        if parts:
            yield self._utterance([quotes[part] for part in parts], found[parts[0]])

    def _utterance(self, quotes: Sequence[Quoted], found: Attribution) -> _Utterance:
        first = found.pieces or (quotes[0].words,)
        runs = (*first, *(quote.words for quote in quotes[1:]))
        form = form_of(self.text, quotes[0], quotes)
        return _Utterance(runs, found, form, closed=quotes[-1].closed)

    def _candidate(self, utterance: _Utterance, mentions: Mentions) -> Candidate:
        runs, found = utterance.runs, utterance.found
        meant = mentions.meant(found.mention) if found.mention else Meant(None, None)
        self._note_unknown(meant, found.mention, mentions)
        reason = self._reason(utterance, meant)
        outer = mentions.meant(found.outer).actor if found.outer else None
        return Candidate(
            runs[0][0],
            runs[-1][1],
            utterance.form,
            meant.actor,
            found.mention,
            meant.name,
            found.rule,
            sure=reason is None,
            reason=reason,
            quoting=outer if outer != meant.actor else None,
            parts=runs if len(runs) > 1 else (),
        )

    def _reason(self, utterance: _Utterance, meant: Meant) -> str | None:
        if utterance.found.mention is None:
            return "the text names no speaker"
        found = utterance.found
        doubt = CONTESTED if found.contested else DOUBTS.get(found.rule, "")
        reasons = [doubt, meant.doubt]
        if not utterance.closed:
            reasons.append(_UNCLOSED)
        return "; ".join(filter(None, reasons)) or None

    def _note_unknown(self, meant: Meant, mention: Span | None, mentions: Mentions) -> None:
        several = meant.figure is not None and mentions.are_several(meant.figure)
        unknown = self._unknown(meant, mention) if mention and not several else None
        if unknown:
            self.unknown.setdefault(unknown.name, unknown)

    def _unknown(self, meant: Meant, mention: Span) -> UnknownSpeaker | None:
        """The name that the desk lacks; none for a mere description."""
        figure = meant.figure
        if meant.actor is None and meant.doubt == SPOKESMAN and meant.name and meant.is_role:
            return UnknownSpeaker(meant.name, *mention, kind="unnamed")
        if meant.actor is None and figure is None and meant.doubt == NOT_ON_DESK:
            return self._unknown_body(mention)
        if meant.actor or figure is None:
            return None
        if not self.states:
            demonyms = self.language.demonyms.values()
            self.states = {fold(name) for names in demonyms for name in names}
        known = fold(figure.name) in self.states
        body: ActorKind = "bloc" if known else "organisation"
        person: ActorKind = "state" if known else "person"
        return UnknownSpeaker(figure.name, *mention, kind=body if figure.body else person)

    def _unknown_body(self, mention: Span) -> UnknownSpeaker | None:
        """A body with a name in lower case: "the dockers' union", not "the union"."""
        language = self.language
        words = re.findall(r"[^\W\d_]+[’']?|\S", self.text[slice(*mention)])
        behind = (at for at in range(2, len(words)) if words[at] in language.linking)
        noun = words[next(behind, len(words)) - 1]
        is_body = len(words) > 2 and noun in language.organisations
        if not is_body or words[0].lower() not in language.definite:
            return None
        start = mention[0] + len(words[0])
        name = " ".join(self.text[start : mention[1]].split())
        return UnknownSpeaker(name[0].upper() + name[1:], *mention, kind="organisation")


def form_of(text: str, quote: Quoted, parts: Sequence[Quoted]) -> Literal["direct", "partial"]:
    """Whether the words are whole sentences or only a part of one."""
    words, last = text[slice(*quote.words)], parts[-1]
    if is_cut(text[slice(*last.words)]):
        return "partial"
    count = sum(text[slice(*part.words)].count(" ") + 1 for part in parts)
    (start, _), (_, end) = quote.outer, last.outer
    before, behind = text[max(0, start - 2) : start].strip(), text[end : end + 3].strip()
    whole = words[:1].isupper() or words[:1] in "[(…“‘«" or words[:1].isdigit() or before == ":"
    ends = words.rstrip("'’\"”» ").endswith((".", "!", "?", "…", ",", "—"))
    # « Jamais », a-t-il dit.
    alone = before[-1:] in ("", *".!?…:") and behind[:1] in ("", *".!?…,")
    if whole and (count >= 4 or ends or alone):
        return "direct"
    return "direct" if count >= 12 and ends and before == ":" else "partial"


def read_paragraphs(
    text: str, spans: Sequence[Span], quotes: Sequence[Quoted], language: Language
) -> list[ParsedParagraph]:
    """The paragraphs at ``spans``, each with its quotes."""
    read: list[ParsedParagraph] = []
    number, plain = 0, _plain_words(text)
    for span in spans:
        own: list[tuple[int, Quoted]] = []
        while number < len(quotes) and quotes[number].outer[0] < span[1]:
            own.append((number, quotes[number]))
            number += 1
        read.append(ParsedParagraph(text, span, own, language, plain))
    return read


def _plain_words(text: str) -> frozenset[str]:
    """The words that ``text`` has in lower case and never capitalised within a sentence."""
    names = {word.lower() for word in _CAPITAL.findall(text)}
    return frozenset(_LOWER.findall(text)) - names


class CandidatesByPlace:
    """Looks for candidates by their places, without looking at all of them each time."""

    def __init__(self, findings: Findings) -> None:
        self.candidates = sorted(findings.candidates, key=lambda each: each.start)
        self._ends = list(accumulate((each.end for each in self.candidates), max))

    def find(self, span: Span) -> Candidate | None:
        """The first candidate that has characters of ``span``."""
        start, end = span
        # All before this one end before the words begin.
        for at in range(bisect_right(self._ends, start), len(self._ends)):
            each = self.candidates[at]
            if each.start >= end:
                return None
            if start < each.end:
                return each
        return None
