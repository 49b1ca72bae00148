"""The turns of a transcript: who speaks in each, and which may be worth quoting.

Nobody quotes every turn of an hour. Of a long transcript those sentences are marked that are most
like the demands and claims of the desk, for a person to take what is wanted.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from .candidate import Candidate, Span
from .desk_actors import DeskActors, fold
from .language_words import Language
from .likeness import LikenessIndex
from .mentions import NOT_ON_DESK
from .speech import is_cut

# The initials of a name, as a label: "MB".
_INITIALS = re.compile(r"[^\W\d_]{2,3}")
# A name behind "interview with".
_FULL_NAME = re.compile(r"[ \t]*(?P<name>[^\W\d_][\w.’'-]*(?:[ \t]+[^\W\d_][\w.’'-]*){1,4})")

# What may be the label of another turn that has lost its line: "We stay. Prime Minister Holm:".
_LABEL_WITHIN = re.compile(
    r"[.!?…][”\"]?\s+(?P<label>[^\W\d_][^.!?:;\n(]{3,90}?)(?:\s*\([^)\n]{0,40}\))?:\s"
)

TURN = "turn"
NAMELESS = "the label of the turn names nobody"
ANSWER = "the label of the turn says only that it is an answer"
INTERVIEWED = "the label says only that it is an answer; the text begins by naming one interviewee"
BY_INITIALS = "the label of the turn gives only initials"
WITHIN = "another speaker may begin within these words"
BY_ROLE = "the label of the turn gives only a role or a surname"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break.

    Attributes:
        label: who speaks, as the text has it, without what is in brackets.
        at: where the label is.
        words: where the words are.
    """

    label: str
    at: Span
    words: Span


class TurnSpeakers:
    """Finds the speakers of the turns of one text, in their order."""

    def __init__(self, text: str, people: DeskActors, language: Language) -> None:
        self._text = text
        self._people = people
        self._language = language
        self._interviewee: tuple[str | None, str] | None = None  # an actor, and the name
        self._heard: dict[str, str] = {}  # the actor of each surname that a label has given in full

    def read_head(self, head: str) -> None:
        """Take what is before the first turn, which may say who is interviewed."""
        self._interviewee = self._interviewee_in(head)

    def _interviewee_in(self, head: str) -> tuple[str | None, str] | None:
        """Who is interviewed, as the ``head`` of the text says; else its one actor."""
        lower = head.lower().replace("\u00a0", " ")
        for phrase in sorted(self._language.interviews):
            at = lower.find(phrase)
            named = _FULL_NAME.match(head, at + len(phrase)) if at >= 0 else None
            if named:
                words = [word for word in named["name"].split() if word[0].isupper()]
                name = " ".join(words).rstrip(".")
                if len(words) > 1:
                    return self._people.in_label(name) or self._people.person(name), name
        actors = {actor for line in head.splitlines() if (actor := self._people.in_label(line))}
        if len(actors) != 1:
            return None
        actor = actors.pop()
        return actor, self._people.actors[actor].name

    def candidate(self, turn: Turn) -> Candidate:
        """The words of a turn, and which actor speaks."""
        key = fold(turn.label)
        language = self._language
        actor = self.actor(turn.label)
        reason, name = None, turn.label
        if key in language.questions or key in language.answers:
            actor, reason = None, NAMELESS if key in language.questions else ANSWER
            if reason == ANSWER and self._interviewee:
                (actor, name), reason = self._interviewee, INTERVIEWED
        elif actor is None:
            actor = self._people.with_role(turn.label, language)
            reason = BY_ROLE if actor else NOT_ON_DESK
            if initialled := self._of_initials(turn.label):
                actor, reason = initialled, BY_INITIALS
        words = self._text[slice(*turn.words)]
        if reason is None and any(map(self._is_label, _LABEL_WITHIN.finditer(words))):
            reason = WITHIN
        form: Literal["direct", "partial"] = "partial" if is_cut(words) else "direct"
        return Candidate(*turn.words, form, actor, turn.at, name, TURN, reason is None, reason)

    def _is_label(self, found: re.Match[str]) -> bool:
        """Whether what was found is names and titles alone, at least two words of them."""
        words = found["label"].replace(",", " ").split()
        names = [word for word in words if word.lower() not in self._language.linking]
        return len(names) > 1 and all(word[0].isupper() for word in names)

    def _of_initials(self, label: str) -> str | None:
        """The one person of the desk with these initials whose full name is in the text."""
        if not label.isupper() or not _INITIALS.fullmatch(label):
            return None
        found = {
            actor_id
            for actor_id, actor in self._people.actors.items()
            if actor.kind == "person"
            and "".join(word[0] for word in actor.name.split()).upper() == label
            and actor.name in self._text
        }
        return found.pop() if len(found) == 1 else None

    def actor(self, label: str) -> str | None:
        """The actor of the desk whom a label names."""
        people, language = self._people, self._language
        found = people.named(label) or people.in_label(label)
        words = fold(label.replace(",", " ")).split()
        if found:
            self._heard[words[-1]] = found
            return found
        titles = [
            word for word in words if word in language.titles or word in language.label_titles
        ]
        names = [word for word in words if word not in titles and word not in language.linking]
        if not names or len(names) > 2:
            return None
        if len(names) == 2:
            return people.person(" ".join(names))
        if names[0] in self._heard:
            return self._heard[names[0]]
        return people.titled(names[0], titles, language)


# A transcript with more turns, or more words in them, is long.
_MOST_TURNS, _MOST_WORDS = 12, 500
_MOST_SENTENCES = 20
_FEWEST_WORDS, _ENOUGH_WORDS = 5, 12
# A sentence ends at a stop before a capital; "the U.S. President" has none.
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\.[A-Z])[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s+[^\sa-z]|\s*$)"
)
_CLOSING = " \"'”’»)]"
_NAMES = 8  # of speakers in a summary


@dataclass(frozen=True, slots=True)
class TranscriptChoice:
    """What is chosen of the candidates of one text.

    Attributes:
        quotes: what is proposed: what is no turn, and the turns of a short transcript.
        sentences: those of a long one that may be worth quoting, in the order of the text.
        asked: the question before each turn or sentence, by where that begins.
        summary: who speaks how often, of a long one; else empty.
        spoken: the turns, without those that only ask.
    """

    quotes: tuple[Candidate, ...]
    sentences: tuple[Candidate, ...]
    asked: dict[int, str]
    summary: str
    spoken: tuple[Candidate, ...] = ()


def choose(
    candidates: Sequence[Candidate], text: str, index: LikenessIndex, authors: Collection[str] = ()
) -> TranscriptChoice:
    """Choose among ``candidates``, found in ``text`` by ``authors``, what is proposed."""
    turns = [candidate for candidate in candidates if candidate.rule == TURN]
    asking = _interviewers(turns, text, {fold(author) for author in authors})
    spoken = [turn for turn in turns if not _asks(turn, asking)]
    answers = " ".join(letters(text[turn.start : turn.end]) for turn in spoken)
    others = [
        candidate
        for candidate in candidates
        if candidate.rule != TURN and letters(text[candidate.start : candidate.end]) not in answers
    ]
    asked = dict(_questions(turns, text, asking))
    words = sum(len(text[turn.start : turn.end].split()) for turn in spoken)
    if len(spoken) <= _MOST_TURNS and words <= _MOST_WORDS:
        quotes = sorted([*others, *spoken], key=lambda candidate: candidate.start)
        return TranscriptChoice(tuple(quotes), (), asked, "")
    sentences = _likest(list(_sentences(spoken, text)), text, index)
    starts = {turn.start: asked[turn.start] for turn in spoken if turn.start in asked}
    for sentence in sentences:
        turn = next(turn for turn in spoken if turn.start <= sentence.start < turn.end)
        if turn.start in starts:
            asked[sentence.start] = starts[turn.start]
    names = Counter(turn.name or "" for turn in turns)
    shown = ", ".join(f"{name} {count}" for name, count in names.most_common(_NAMES))
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    summary = f"a transcript of {len(turns)} turns: {shown}{more}"
    return TranscriptChoice(tuple(others), tuple(sentences), asked, summary, tuple(spoken))


def letters(words: str) -> str:
    """``words`` by which the same ones are known in other typography."""
    return "".join(char for char in words.casefold() if char.isalnum())


def _interviewers(turns: Sequence[Candidate], text: str, authors: Collection[str]) -> set[str]:
    """The labels of those who only ask: who wrote the text, or asks in half of the turns or more.

    An actor of the desk is one only as the author; if nobody were left, nobody is.
    """
    counts: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    known: set[str] = set()
    for turn in turns:
        name = turn.name or ""
        counts[name] += 1
        questions[name] += text[turn.start : turn.end].rstrip(_CLOSING).endswith("?")
        known |= {name} if turn.speaker else set()
    asking = {
        name
        for name, count in counts.items()
        if fold(name) in authors or (name not in known and 1 < count <= 2 * questions[name])
    }
    left = {turn.name for turn in turns if turn.reason != NAMELESS} - asking
    return asking if left else set()


def _asks(turn: Candidate, asking: Collection[str]) -> bool:
    return turn.reason == NAMELESS or (turn.name or "") in asking


def _questions(
    turns: Sequence[Candidate], text: str, asking: Collection[str]
) -> Iterator[tuple[int, str]]:
    """What is asked before each turn that follows one of an interviewer."""
    for before, turn in pairwise(turns):
        if _asks(before, asking) and not _asks(turn, asking):
            yield turn.start, " ".join(text[before.start : before.end].split())


def _sentences(turns: Sequence[Candidate], text: str) -> Iterator[Candidate]:
    """The sentences of the turns of actors; of everybody's, where the desk has none of them."""
    known = [turn for turn in turns if turn.speaker]
    for turn in known or turns:
        start = turn.start
        for end in [*(found.end() for found in _END.finditer(text, start, turn.end)), turn.end]:
            words = text[start:end]
            lead = len(words) - len(words.lstrip())
            if len(words.split()) >= _FEWEST_WORDS and "\n\n" not in words.strip():
                form: Literal["direct", "partial"] = "partial" if is_cut(words) else "direct"
                last = start + len(words.rstrip())
                yield replace(turn, start=start + lead, end=last, form=form)
            start = end


def _likest(sentences: Sequence[Candidate], text: str, index: LikenessIndex) -> list[Candidate]:
    """The sentences that are most like demands and claims, in the order of the text."""
    scored: list[tuple[float, Candidate]] = []
    for sentence in sentences:
        words = text[sentence.start : sentence.end]
        likeness = sum(alike.likeness for alike in index.nearest(words))
        if likeness:
            scored.append((likeness * min(1.0, len(words.split()) / _ENOUGH_WORDS), sentence))
    scored.sort(key=lambda pair: (-round(pair[0], 6), pair[1].start))
    chosen = [sentence for _, sentence in scored[:_MOST_SENTENCES]]
    return sorted(chosen, key=lambda sentence: sentence.start)
