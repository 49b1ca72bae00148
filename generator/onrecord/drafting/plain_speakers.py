"""Who clearly says words in a captured source, if the desk names somebody else.

Only what leaves no doubt counts: the label of a turn with a person's name, a question, or "…," said
Mia Brandt in the same paragraph. Whatever may be read otherwise is passed over.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from onrecord.captures.places import SourceText
from onrecord.captures.verify import SpeakerOf
from onrecord.captures.words_in_texts import words_in
from onrecord.desk.settings import SaidIn, SaidInText
from onrecord.records import SETS_MARKS, UNKNOWN_SPEAKER, Actor, Article, Quote

from .desk_actors import DeskActors, fold, names_of
from .find import find_quotes
from .language_words import code_of, load_language
from .mark_pairs import MarkReader, paragraphs
from .mentions import NOBODY, NOT_ON_DESK, PRONOUN, ROLE, SEVERAL_ON_DESK, SPOKESMAN
from .source_text import Candidate, Span, Turn
from .turn_speakers import NAMELESS
from .turns import Transcript

# Attributions in which a name and a verb of speaking are beside the words.
_BESIDE = frozenset({"after", "before", "object", "inside"})
_BELOW = ("block", "signature")  # a line of its own names the speaker
_OF_NOBODY = (NOT_ON_DESK, SEVERAL_ON_DESK, SPOKESMAN, ROLE)  # why a mention means no actor
_ONE_PERSON = frozenset({"person", "unnamed", "office"})
_MARKS = re.compile('["“”„«»「」『』‘]')
_SINGLE = re.compile("[‘‹›]")
_ENOUGH_MARKS = 4  # in a source that sets speech in marks
_LABEL = 150  # characters between a name and the colon of its label
_SHORT = 8_000  # characters of a text that is read whole
_USUAL = "en"


def plain_speakers(article: Article, source: SourceText, actors: DeskActors) -> SpeakerOf:
    """The speakers that the source of ``article`` shows for its quotes."""
    code = code_of(article.source.language or _USUAL)
    if not code:
        return lambda _quote, _span: {}
    return _PlainSpeakers(article, source.raw, actors, code).found


def said_in(actors: Mapping[str, Actor], language: str) -> SaidIn:
    """A function that finds whom prose in ``language`` quotes, of these ``actors``."""
    code, people = code_of(language), DeskActors(actors)

    def said(text: str) -> list[SaidInText]:
        found: list[SaidInText] = []
        for each in find_quotes(text, people, code).candidates:
            if each.mention and each.rule in (*_BESIDE, *_BELOW):
                speakers: Collection[str] = (each.speaker,) if each.speaker else ()
                if not speakers and each.reason in _OF_NOBODY:
                    mention = text[slice(*each.mention)]
                    speakers = people.described(mention, load_language(code))
                    named = [it for it in speakers if people.is_named(it, text[: each.start])]
                    speakers = named or speakers
                sure = bool(each.speaker) and (each.sure or each.rule == "block")
                # Of a pronoun that means nobody in this text, an earlier one may tell who it is.
                unsaid = each.reason == NOBODY and each.rule in _BESIDE
                known = sure or each.reason in (*_OF_NOBODY, PRONOUN)
                if unsaid or (known and speakers):
                    found += (
                        SaidInText(*span, tuple(sorted(speakers)), each.mention, sure)
                        for span in each.spans
                    )
        return found

    return said if code else lambda _text: ()


class _PlainSpeakers:
    """The speakers of one source in the language ``code``, as far as it leaves no doubt."""

    def __init__(self, article: Article, text: str, actors: DeskActors, code: str) -> None:
        self._text = text
        self._code = code
        self._genre = article.source.genre
        self._people = actors.in_text(article.source.party, article.source.published)

    def found(self, quote: Quote, spans: Sequence[Span]) -> Mapping[str, object]:
        """Fields for the lock's line of ``quote``, which has its words at ``spans``."""
        if quote.form == "scare" or not quote.speaker:
            return {}
        said_by = [each for span in spans if (each := self._said_by(quote, span))]
        others = [each for each in said_by if each not in quote.speaker]
        found: dict[str, object] = {}
        if others or len({*said_by}) == 1:
            found = {"said_by": (others or said_by)[0]}
        unmarked = any(self._is_unmarked(quote, span) for span in spans)
        return found | ({"unmarked": True} if unmarked else {})

    def _said_by(self, quote: Quote, span: Span) -> str | None:
        turn = next((it for it in self._turns if it.words[0] <= span[0] < it.words[1]), None)
        if turn is None:
            return None if self._turns else self._beside(quote, span)
        return self._of_turn(turn, quote, span) if span[1] <= turn.words[1] else None

    @cached_property
    def _transcript(self) -> Transcript:
        return Transcript(self._text, self._people, load_language(self._code))

    @cached_property
    def _turns(self) -> tuple[Turn, ...]:
        return self._transcript.turns()

    @cached_property
    def _heard(self) -> Mapping[Turn, Candidate]:
        return {turn: self._transcript.candidate(turn) for turn in self._turns}

    @cached_property
    def _paragraphs(self) -> tuple[Span, ...]:
        return paragraphs(self._text)

    def _of_turn(self, turn: Turn, quote: Quote, span: Span) -> str | None:
        """Who speaks in a turn; what is no label that is known as one may end it before."""
        found = self._heard[turn]
        speaking = {other.speaker for other in self._heard.values() if other.sure}
        if found.reason == NAMELESS:
            said_by = UNKNOWN_SPEAKER if speaking.issuperset(quote.speaker) else None
        else:
            said_by = found.speaker if found.sure and self._is_one(found.speaker) else None
        if said_by is None or said_by in quote.speaker:
            return self._agreed(said_by, quote) or self._alone(said_by, quote, turn.words)
        before, whole = self._text[turn.words[0] : span[0]], self._text
        for speaker in quote.speaker:
            # Where it has no turn of its own, its label may be one that is not known.
            text = before if speaker in speaking else whole
            for name in self._surnames(speaker):
                if re.search(rf"\b{re.escape(name)}\b[^\n]{{0,{_LABEL}}}:", fold(text)):
                    return None
        return said_by

    def _agreed(self, said_by: str | None, quote: Quote) -> str | None:
        """The speaker whom the desk names too, so that the lock shows a later change."""
        is_named = said_by is not None and quote.speaker == (said_by,) != (UNKNOWN_SPEAKER,)
        return said_by if is_named and self._is_one(said_by) else None

    def _alone(self, said_by: str | None, quote: Quote, place: Span) -> str | None:
        """The only one of several speakers whom the source names at ``place``."""
        text = fold(self._text[slice(*place)])
        others = [name for name in quote.speaker if name not in (said_by, UNKNOWN_SPEAKER)]
        names = {name for actor_id in others for name in self._surnames(actor_id)}
        if not others or any(re.search(rf"\b{re.escape(name)}\b", text) for name in names):
            return None
        return said_by if all(map(self._is_one, others)) else None

    def _beside(self, quote: Quote, span: Span) -> str | None:
        """The actor named beside the marks around the words, in the same paragraph."""
        start, end = self._paragraph(span)
        for found in self._quoted(start, end):
            within = any(first <= span[0] and span[1] <= last for first, last in found.spans)
            if not within or not found.mention or found.rule not in _BESIDE:
                continue
            speaker, mention = found.speaker, self._text[slice(*found.mention)]
            near = start <= found.mention[0] and found.mention[1] <= end
            if near and found.sure and speaker in quote.speaker:
                return self._agreed(speaker, quote) or self._alone(speaker, quote, (start, end))
            if near and not {speaker, found.quoting} & {*quote.speaker}:
                return speaker if self._is_plain(found, mention, quote) else None
        return None

    def _is_plain(self, found: Candidate, mention: str, quote: Quote) -> bool:
        """Whether ``mention`` can only mean the found actor, and nobody whom ``quote`` names."""
        kinds = {self._kind_of(it) for it in quote.speaker}
        if found.sure and self._is_one(found.speaker):
            return any(name in fold(mention).split() for name in self._surnames(found.speaker))
        if found.sure:  # a body; one of its kind may still speak for it
            same_kind = kinds == {self._kind_of(found.speaker)}
            return same_kind and self._people.named(mention) == found.speaker
        return found.reason in (PRONOUN, ROLE) and kinds == {"person"} and self._are_absent(quote)

    def _are_absent(self, quote: Quote) -> bool:
        """Whether the source names none of the speakers of ``quote``."""
        names = {name for speaker in quote.speaker for name in self._surnames(speaker)}
        text = fold(self._text)
        return not any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)

    def _quoted(self, start: int, end: int) -> Iterable[Candidate]:
        """The candidates in a short text, or else in its paragraph from ``start`` to ``end``."""
        if len(self._text) <= _SHORT:
            return self._in_text
        found = find_quotes(self._text[start:end], self._people, self._code).candidates
        return [
            replace(
                each,
                start=each.start + start,
                end=each.end + start,
                mention=each.mention and (each.mention[0] + start, each.mention[1] + start),
                parts=tuple((first + start, last + start) for first, last in each.parts),
            )
            for each in found
        ]

    @cached_property
    def _in_text(self) -> tuple[Candidate, ...]:
        return find_quotes(self._text, self._people, self._code).candidates

    def _is_unmarked(self, quote: Quote, span: Span) -> bool:
        """Whether these words are without marks in a source that sets speech in marks."""
        if self._genre not in SETS_MARKS or quote.form == "indirect" or self._turns:
            return False
        if len(_MARKS.findall(self._text)) < _ENOUGH_MARKS:
            return False
        start, end = self._paragraph(span)
        before = self._text[:start].rstrip()
        if _MARKS.search(self._text, start, end):
            return self._is_between_marks(span, (start, end))
        # What is a paragraph of its own may be set apart instead; not so the headline.
        own = len(words_in(self._text[start:end])) - len(words_in(self._text[slice(*span)])) < 2
        return not before or not (own or before.endswith(":"))

    def _is_between_marks(self, span: Span, paragraph: Span) -> bool:
        """Whether the words are outside all quotes of a paragraph with well-paired marks."""
        text = self._text[slice(*paragraph)]
        if _SINGLE.search(text):
            return False
        quotes = MarkReader(text).read([(0, len(text))])
        start, end = (at - paragraph[0] for at in span)
        return (
            bool(quotes)
            and 2 * len(quotes) == len(_MARKS.findall(text))
            and all(each.closed for each in quotes)
            and all(each.outer[1] <= start or end <= each.outer[0] for each in quotes)
        )

    def _paragraph(self, span: Span) -> Span:
        """The paragraph, or the paragraphs, that ``span`` is in."""
        within = [each for each in self._paragraphs if each[0] < span[1] and span[0] < each[1]]
        return (within[0][0], within[-1][1]) if within else span

    def _kind_of(self, actor_id: str | None) -> str | None:
        actor = self._people.actors.get(actor_id or "")
        return actor.kind if actor else None

    def _is_one(self, actor_id: str | None) -> bool:
        return self._kind_of(actor_id) in _ONE_PERSON

    def _surnames(self, actor_id: str | None) -> Iterator[str]:
        """The last word of each name, which a text probably uses."""
        actor = self._people.actors.get(actor_id or "")
        for name in names_of(actor) if actor else ():
            yield from fold(name).split()[-1:]
