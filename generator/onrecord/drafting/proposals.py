"""What is proposed for an article: quotes that are in the text of the source, word for word.

Each is compared with the text as `onrecord verify` compares it. What is neither exact nor exact but
for typography is not proposed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from onrecord.captures.lock import EXACT, TYPOGRAPHY
from onrecord.captures.places import SourceText
from onrecord.captures.quote_comparison import compare_words
from onrecord.captures.withheld import WithheldDigests
from onrecord.reading.texts import id_like, why_no_id

from .likeness import Alike, LikenessIndex, choose, letters
from .mentions import NOT_ON_DESK
from .source_text import TURN, Candidate, Findings, LeftOut, ReadSource, Span, UnknownSpeaker

# An empty line, which may have spaces in it.
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
# The marks that open a paragraph again in a quote over several.
_OPENING = "\"'\u201c\u2018\u201e\u201a\u00ab\u2039 \u00a0\u202f"
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]|\.)\.$")  # "the U.S.", "and so on ..."
_ID_WORDS, _ID_LENGTH = 4, 40
_SHORTEST_PART = 12  # letters by which a part of a sentence is told from chance
_NAME_WORDS = 12  # of a name that are compared with others
# Letters that are two in ASCII, and what French leaves of a small word before a vowel.
_SPELT = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "Œ": "OE", "Æ": "AE"})
_ELIDED = re.compile(r"\b(?:[a-z]|qu)['\u2019](?=\w)", re.IGNORECASE)
# "We’ll", "don't": what is left of them says nothing either.
_SHORTENED = re.compile(
    r"\b(?:i|you|we|they|he|she|it|that|there|who|what)['\u2019](?:ll|m|ve|re|d|s)\b"
    r"|\b\w+n['\u2019]t\b",
    re.IGNORECASE,
)
# Words that say nothing in an id, in English and in French.
_SMALL = frozenset(
    "a am an and are as at be been being but by can could did do does for from had has have he her "  # noqa: SIM905
    "him his i if in is it its may me might must my of on or our shall she should so than that the "
    "their them then there these they this those to us was we were what which who will with would "
    "you your au aux ce ces dans de des du elle en est et il ils je la le les leur nous on ou par "
    "pas pour que qui se un une vous".split()
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A quote that is proposed."""

    candidate: Candidate  #: where its words are, and whose they are
    id: str  #: made of its words; unique in the article
    text: tuple[str, ...]  #: its words, in the parts in which the source prints them
    time: str | None = None  #: in a recording, where its words begin
    page: int | None = None  #: of a document, on which they begin; from 1
    alike: tuple[Alike, ...] = ()  #: demands and claims that are like it, the likest first
    doubts: tuple[str, ...] = ()  #: what is not sure of it, in plain English: who reads it decides
    #: demands and claims that a program of the newsroom names for it, by kind and id
    links: tuple[tuple[str, str], ...] = ()
    asked: str = ""  #: the question before it, in a transcript


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything that is proposed for an article."""

    quotes: tuple[Proposal, ...] = ()  #: in the order of the text
    sentences: tuple[Proposal, ...] = ()  #: of a long transcript, those that may be worth quoting
    summary: str = ""  #: who speaks how often in a long transcript; else empty
    left_out: tuple[LeftOut, ...] = ()  #: words in quotation marks that seem to be nobody's speech
    unknown_names: tuple[UnknownSpeaker, ...] = ()  #: speakers whom the desk does not have
    unverified: int = 0  #: how many candidates were not in the text as they are; normally none
    #: those that the article has already, with what the desk now knows of them
    again: tuple[Proposal, ...] = ()

    def without_questions(self, withheld: WithheldDigests) -> Self:
        """These without the questions that repeat words which are withheld."""
        quotes, sentences = (
            tuple(replace(each, asked="") if withheld.are_in(each.asked) else each for each in some)
            for some in (self.quotes, self.sentences)
        )
        return replace(self, quotes=quotes, sentences=sentences)


@dataclass(frozen=True, slots=True)
class _Making:
    """What proposals of one article need: their ids, what each is about, what was asked."""

    ids: "NewIds"
    links: Mapping[Span, tuple[tuple[str, str], ...]]
    asked: Mapping[int, str]
    index: LikenessIndex | None


class Proposer:
    """Makes proposals from what was found in one text."""

    def __init__(
        self, source: ReadSource, index: LikenessIndex, capture: SourceText | None = None
    ) -> None:
        """Propose from ``source``; words are compared with ``capture``, which it is without one."""
        self._source = source
        self._index = index
        self._capture = capture or SourceText(source.text)
        self._times = [at for at, _ in source.times]

    def propose(
        self,
        findings: Findings,
        taken_ids: Iterable[str] = (),
        words_there: Iterable[str] = (),
        links: Mapping[Span, tuple[tuple[str, str], ...]] | None = None,
        *,
        turns: bool = False,
    ) -> Proposals:
        """The proposals for ``findings``.

        ``taken_ids`` and ``words_there`` are the ids and the words of quotes that the article has.
        ``links`` says what a program says that candidates are about, by their span. ``turns``: each
        turn of a long transcript is proposed, and not only sentences, and nothing is said of what
        any is like.
        """
        there = {letters(words) for words in words_there}
        parts = [words for words in there if len(words) >= _SHORTEST_PART]
        source = self._source
        authors = source.facts.authors
        chosen = choose(findings.candidates, source.text, self._index, authors)
        making = _Making(
            NewIds(taken_ids), links or {}, chosen.asked, None if turns else self._index
        )
        found: list[list[Proposal]] = []
        again: list[Proposal] = []
        unverified = 0
        for candidates in (chosen.quotes, chosen.spoken if turns else chosen.sentences):
            found.append([])
            for candidate in candidates:
                text = tuple(self._text(candidate))
                if not text:  # only signs in marks, such as '/'
                    continue
                words = letters(" ".join(text))
                if words in there:
                    again.append(Proposal(candidate, "", text, doubts=tuple(_doubts(candidate))))
                elif candidate.form == "indirect" and any(part in words for part in parts):
                    continue  # the article quotes from this sentence
                elif not self._stands(text):
                    unverified += 1
                else:
                    found[-1].append(self._proposal(candidate, text, making))
        speaking = [each.candidate for each in (*found[0], *found[1], *again)]
        speaking += chosen.spoken if chosen.summary else ()
        return Proposals(
            tuple(found[0]),
            tuple(found[1]),
            chosen.summary,
            findings.left_out,
            tuple(_needed(findings.unknown_names, speaking)),
            unverified,
            tuple(again),
        )

    def _proposal(self, candidate: Candidate, text: tuple[str, ...], making: "_Making") -> Proposal:
        named = making.ids.of(" ".join(text))
        times, pages = bisect_right(self._times, candidate.start), self._source.pages
        return Proposal(
            candidate,
            named,
            text,
            time=self._source.times[times - 1][1] if times else None,
            page=bisect_right(pages, candidate.start) or None if len(pages) > 1 else None,
            alike=making.index.nearest(" ".join(text)) if making.index else (),
            doubts=tuple(_doubts(candidate)),
            links=making.links.get((candidate.start, candidate.end), ()),
            asked=making.asked.get(candidate.start, ""),
        )

    def _text(self, candidate: Candidate) -> Iterator[str]:
        """The words of ``candidate``, in the parts in which the source prints them."""
        for start, end in candidate.spans:
            for number, paragraph in enumerate(_PARAGRAPH_END.split(self._source.text[start:end])):
                words = " ".join(paragraph.split())
                if number:
                    words = words.lstrip(_OPENING)
                words = _without_last_stop(words, candidate)
                if any(map(str.isalnum, words)):
                    yield words

    def _stands(self, text: tuple[str, ...]) -> bool:
        """Whether the words are in the source, exactly or but for typography."""
        found = compare_words(text, self._capture)
        return found.verdict in (EXACT, TYPOGRAPHY) and not found.flags


def _without_last_stop(words: str, candidate: Candidate) -> str:
    """``words`` without the final comma or stop that belongs to the source's sentence."""
    if candidate.form == "indirect":
        return words
    words = words.rstrip(",")
    if candidate.form == "partial" and candidate.rule != TURN and not _ABBREVIATED.search(words):
        words = words.removesuffix(".")
    return words.rstrip()


def _needed(
    names: Iterable[UnknownSpeaker], speaking: Iterable[Candidate]
) -> Iterator[UnknownSpeaker]:
    """The ``names`` of those ``speaking``, perhaps in a longer or a shorter form."""
    speak = {each.name for each in speaking if each.speaker is None and each.name}
    within = {part for name in speak for part in _parts(name)}
    surnames = {name.split()[-1].casefold() for name in speak}
    for each in names:
        same = each.name in within or each.name.split()[-1].casefold() in surnames
        if same or not speak.isdisjoint(_parts(each.name)):
            yield each


def _parts(name: str) -> Iterator[str]:
    """Every run of words in ``name`` that includes the first."""
    words = name.split()[:_NAME_WORDS]
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield " ".join(words[start:end])


def _doubts(candidate: Candidate) -> Iterator[str]:
    if candidate.speaker is None and candidate.name and not candidate.reason:
        yield f"the desk has no actor “{candidate.name}”"
    elif candidate.speaker is None:
        name = f": “{candidate.name}”" if candidate.name else ""
        if candidate.name and candidate.name.islower() and candidate.reason == NOT_ON_DESK:
            yield f"the source does not name who speaks{name}"
            return
        yield f"{candidate.reason or 'the text does not say who speaks'}{name}"
    elif not candidate.sure:
        yield candidate.reason or f"“{candidate.name or candidate.speaker}” may be somebody else"


class NewIds:
    """Makes unique ids for new quotes."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Make none of ``taken``."""
        self._taken = set(taken)
        self._last: dict[str, int] = {}  # the number behind the last id of the same words

    def of(self, words: str) -> str:
        """A new id that says what ``words`` are about."""
        base = _base_of(words)
        name, number = base, self._last.get(base, 1)
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._last[base] = number
        self._taken.add(name)
        return name


def id_of(words: str, taken: Iterable[str]) -> str:
    """An id made of ``words`` that is none of ``taken``."""
    return NewIds(taken).of(words)


def _base_of(words: str) -> str:
    """An id made of the meaningful ``words``, or of all of them."""
    spelt = words.translate(_SPELT)
    every = _id_words(_SHORTENED.sub(" ", spelt)) or _id_words(spelt)
    distinctive = [word for word in every if word not in _SMALL]
    if len(distinctive) == 1:
        at = max(0, min(every.index(distinctive[0]), len(every) - 2))
        distinctive = every[at : at + 2]
    distinctive = distinctive or every
    base = "-".join(distinctive[:_ID_WORDS])[:_ID_LENGTH].strip("-") or "quote"
    return f"quote-{base}" if why_no_id(base) else base


def _id_words(text: str) -> list[str]:
    plain = _ELIDED.sub("", text).replace("\u2019", "").replace("'", "")
    return [word for word in id_like(plain).split("-") if word]


def with_doubt(candidate: Candidate, reason: str) -> Candidate:
    """``candidate`` with the ``reason`` why somebody must check it."""
    return replace(candidate, sure=False, reason=reason)
