"""The turns of a transcript: how their labels look, what is said in each, and who speaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from .candidate import Candidate, Span
from .desk_actors import DeskActors, fold
from .language_words import Language
from .mentions import NOT_ON_DESK
from .speech import is_cut

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ \t]{1,2}"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?:[ \t]?[AaPp]\.?[Mm]\b\.?)?"
_TIME = rf"[\[(]?(?:{_DAY})?{_CLOCK}[\])]?"
# What may be before a label: bullets, bold type, a number, a time.
_LEAD = (
    rf"[ \t>*_#•–—-]{{0,6}}(?:(?:\d{{1,4}}[.)]|Q\d{{1,4}}\.?)[ \t]{{1,4}})?"
    rf"(?:{_TIME}[ \t]*[-–—:]?[ \t]*)?[\[*_]{{0,3}}"
)
_LABEL = r"(?P<label>[^\W\d_][^:\n\[\]]{0,90}?)"
# A label with its colon: "MIA BRANDT:", "[12:03] Mia Brandt:", "**Brandt** (12:03):".
LINE = re.compile(
    rf"^{_LEAD}{_LABEL}(?:[ \t]*(?:\[[^\]\n]{{2,60}}\]|\({_TIME}\)))?"
    r"[\]*_]{0,3}[ \t]?:[*_]{0,2}(?=\s|$)",
    re.MULTILINE,
)
# A letter alone for questions and answers, and for "reporter": "Q: ", "A.  ".
LETTER = re.compile(
    r"^[ \t>*_]{0,6}(?P<label>[QAR])[*_]{0,3}(?:[:.][*_]{0,3}[ \t]+|[ \t]{2,}|\t)(?=\S)",
    re.MULTILINE,
)
_NAME = r"(?P<label>(?:[^\W\d_]{1,4}\. )?[^\W\d_](?:[^:\n.?!,;\[\]]|(?<=\b[A-Z])\.(?= )){1,80}?)"
# A name on a line of its own above what is said, perhaps with a time or with what somebody is.
ALONE = re.compile(
    rf"^{_LEAD}{_NAME}[ \t]{{0,4}}(?:{_TIME}|(?:--|[–—])[ \t][^:\n]{{2,80}}(?<![.?!…\s]))?"
    r"[\]*_]{0,3}[ \t]{0,9}$",
    re.MULTILINE,
)
# A name and a dash before what is said: "Mia Brandt – We stay."; or the end of a cell.
DASHED = re.compile(
    rf"^{_LEAD}{_NAME}[*_]{{0,3}}(?:[ \t]+(?:[–—]|--?)[ \t]+|\t)(?=\S)", re.MULTILINE
)
# An account behind a time: "[14:02] <mbrandt> we stay", "14:02 mbrandt: we stay".
CHAT = re.compile(
    rf"^[ \t]*{_TIME}[ \t]+(?:From|De)[ \t]+(?P<label>[^:\n]{{2,40}}?)[ \t]+(?:to|à)[ \t]+"
    r"[^:\n]{2,40}:[ \t]+(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
ACCOUNT = re.compile(
    rf"^[ \t]*{_TIME}[ \t]*(?P<sign><)?(?P<label>(?(sign)[^<>\s][^<>\n]{{0,40}}|[\w.@-]{{2,30}}))"
    r"(?(sign)>|:)[ \t]+(?=\S)",
    re.MULTILINE,
)
# A name that may have a title or an initial with a full stop, and no other.
_TITLED = r"(?P<label>(?:[^\W\d_]{1,4}\. )?[^\W\d_](?:[^:\n.?!;\[\]]|(?<=\b[A-Z])\.(?= )){0,110}?)"
# Such a name and a full stop: "Mr. BRANDT. We stay.", "Mia Brandt (Dockers). – We stay."
STOPPED = re.compile(
    rf"^{_LEAD}{_TITLED}[*_]{{0,3}}\.[*_]{{0,3}}(?P<dash>[ \t]+[–—-](?=[ \t]))?(?=\s|$)",
    re.MULTILINE,
)
# A name and a colon within a line, behind the end of a sentence.
AMID = re.compile(rf"(?<=[.!?…)\]\"”»*] ){_TITLED} ?: (?=\S)")
# A letter alone for a question within a line, behind such a stop or a dash.
ASKING = re.compile(r"(?<=[.!?…)\]\"”»*—-] )(?P<label>Q) (?=[^\W\d_a-z]|[\"“(\[—-])")

# The initials of a name, as a label: "MB".
_INITIALS = re.compile(r"[^\W\d_]{2,3}")
# A name behind "interview with".
_FULL_NAME = re.compile(r"[ \t]*(?P<name>[^\W\d_][\w.’'-]*(?:[ \t]+[^\W\d_][\w.’'-]*){1,4})")

# What may be the label of another turn that has lost its line: "We stay. Prime Minister Holm:".
_LABEL_WITHIN = re.compile(
    r"[.!?…][”\"]?\s+(?P<label>[^\W\d_][^.!?:;\n(]{3,90}?)(?:\s*\([^)\n]{0,40}\))?:\s"
)

# The words of a paragraph.
_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")
_FEWEST_QUESTIONS = 3  # of an interview without labels
_LONGEST_HEAD = 8  # paragraphs before the first question
_LONGEST_QUESTION = 70  # words
_LONGEST_ANSWER = 8  # paragraphs

# What may be a remark of the scribe: "(Laughter.)", "[inaudible]", a line in brackets.
_REMARK = re.compile(r"[*_]{0,2}[(\[](?P<words>[^()\[\]\n]{1,90})[)\]][*_]{0,2}[ \t]*")
_BRACKETED = re.compile(r"(?:[ \t*_]*[(\[][^()\[\]\n]*[)\]][ \t*_.]*)+")
# What agencies and scribes write below a text: "-END-", "###", "-30-", a time.
_LAST_LINE = re.compile(
    r"(?:-?END-?|#[# ]*|\*{3,}|-{1,2}30-{1,2}|\d{1,2}:\d\d)(?: [^\n]{0,40})?"
    r"|(?:Copyright|©)[^\n]{0,200}"
)

TURN = "turn"
SOMEBODY_ELSE = ">>"  # the label of a turn in captions that name nobody
NAMELESS = "the label of the turn names nobody"
ANSWER = "the label of the turn says only that it is an answer"
INTERVIEWED = "the label says only that it is an answer; the text begins by naming one interviewee"
BY_INITIALS = "the label of the turn gives only initials"
WITHIN = "another speaker may begin within these words"
BY_ROLE = "the label of the turn gives only a role or a surname"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break."""

    label: str  #: who speaks, as the text has it, without what is in brackets
    at: Span  #: where the label is
    parts: tuple[Span, ...]  #: where the words are, as remarks such as "(Laughter.)" part them

    @property
    def words(self) -> Span:
        """From the first word to the last."""
        return self.parts[0][0], self.parts[-1][1]


class TurnWords:
    """Finds what is said in the turns of one text, which has ``plain`` spaces besides."""

    def __init__(self, text: str, plain: str, language: Language) -> None:
        self._text = text
        self._plain = plain
        self._language = language

    def parts(self, start: int, end: int) -> Iterator[Span]:
        """What is said in a turn, as remarks such as "(Laughter.)" part it."""
        body = self._text[start:end].rstrip()
        if body.count("**") % 2:
            body = body.removesuffix("**").rstrip()
        lines = body.split("\n")
        while len(lines) > 1 and self._is_no_speech(lines[-1], last=end == len(self._text)):
            del lines[-1]
        at, end = start, start + len("\n".join(lines))
        for remark in _REMARK.finditer(self._plain, start, end):
            if self._is_remark(remark):
                yield from self._trimmed(at, remark.start())
                at = remark.end()
        yield from self._trimmed(at, end)

    def _is_no_speech(self, line: str, *, last: bool) -> bool:
        """Whether a line below a turn is a heading, empty, or the last one of the text."""
        heading = line.isupper() and " " in line.strip()
        return not line.strip() or heading or (last and bool(_LAST_LINE.fullmatch(line.strip())))

    def _is_remark(self, found: re.Match[str]) -> bool:
        """Whether words in brackets are the scribe's: alone in their lines, a time, "laughter"."""
        start, end = (
            self._plain.rfind("\n", 0, found.start()) + 1,
            self._plain.find("\n", found.end()),
        )
        alone = _BRACKETED.fullmatch(self._plain, start, end % (len(self._plain) + 1))
        words = {word.strip(".,") for word in fold(found["words"]).replace("'", " ").split()}
        return (
            bool(alone) or not self._language.stage.isdisjoint(words) or ":" in found["words"][1:3]
        )

    def _trimmed(self, start: int, end: int) -> Iterator[Span]:
        words = self._text[start:end].rstrip()
        end = start + len(words)
        start = end - len(words.lstrip("*_ \t\n\u00a0"))
        if any(map(str.isalnum, words)):
            yield start, end


class TurnSpeakers:
    """Finds the speakers of the turns of one text, in their order."""

    def __init__(self, text: str, people: DeskActors, language: Language) -> None:
        self._text = text
        self._people = people
        self._language = language
        self._interviewee: tuple[str | None, str] | None = None  # an actor, and the name
        self._in_full: dict[tuple[str | None, str], None] = {}  # actors and names of labels
        self._heard: dict[str, str | None] = {}  # the actor of each surname of a whole name

    def read_head(self, head: str) -> None:
        """Take what is before the first turn, which may say who is interviewed."""
        self._interviewee = self._interviewee_in(head)

    def _interviewee_in(
        self, head: str, *, only_named: bool = False
    ) -> tuple[str | None, str] | None:
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
        if len(actors) != 1 or only_named:
            return None
        actor = actors.pop()
        return actor, self._people.actors[actor].name

    def interview(self) -> Iterator[Turn]:
        """The answers of an interview without labels, in which every question ends in ``?``."""
        lines = [found.span() for found in _PARAGRAPH.finditer(self._text)]
        asks = [self._text[slice(*span)].rstrip(' *_»”"').endswith("?") for span in lines]
        numbers = [number for number, asked in enumerate(asks) if asked]
        if len(numbers) < _FEWEST_QUESTIONS or numbers[0] > _LONGEST_HEAD:
            return
        answers = [range(at + 1, end) for at, end in pairwise([*numbers, len(lines)])]
        brief = all(self._text.count(" ", *lines[at]) < _LONGEST_QUESTION for at in numbers)
        if not brief or not all(0 < len(answer) <= _LONGEST_ANSWER for answer in answers):
            return
        head = self._text[: lines[numbers[0]][0]]
        self._interviewee = self._interviewee_in(head, only_named=True)
        if self._interviewee is None:
            return
        at = head.find(self._interviewee[1])
        for answer in answers:
            yield Turn("", (at, at + len(self._interviewee[1])), tuple(lines[n] for n in answer))

    def candidate(self, turn: Turn) -> Candidate:
        """The words of a turn, and which actor speaks."""
        key = fold(turn.label)
        language = self._language
        actor = self.actor(turn.label)
        reason: str | None = None
        name: str | None = turn.label
        if not turn.label and self._interviewee:
            (actor, name), reason = self._interviewee, INTERVIEWED
        elif turn.label == SOMEBODY_ELSE:
            actor, name, reason = None, None, NAMELESS
        elif key in language.questions or key in language.answers:
            actor, reason = None, NAMELESS if key in language.questions else ANSWER
            if reason == ANSWER and self._interviewee:
                (actor, name), reason = self._interviewee, INTERVIEWED
        elif actor is None and (meant := self._by_initials(turn.label)):
            (actor, name), reason = meant, BY_INITIALS
        elif actor is None:
            actor = self._people.with_role(turn.label, language)
            reason = BY_ROLE if actor else NOT_ON_DESK
            if initialled := self._of_initials(turn.label):
                actor, reason = initialled, BY_INITIALS
        if name and " " in name and reason != BY_INITIALS:
            self._in_full[actor, name] = None
        words = self._text[slice(*turn.words)]
        if reason is None and any(map(self._is_label, _LABEL_WITHIN.finditer(words))):
            reason = WITHIN
        form: Literal["direct", "partial"] = "partial" if is_cut(words) else "direct"
        parts = turn.parts if len(turn.parts) > 1 else ()
        sure = reason is None
        return Candidate(*turn.words, form, actor, turn.at, name, TURN, sure, reason, parts=parts)

    def _is_label(self, found: re.Match[str]) -> bool:
        """Whether what was found is names and titles alone, at least two words of them."""
        words = found["label"].replace(",", " ").split()
        names = [word for word in words if word.lower() not in self._language.linking]
        return len(names) > 1 and all(word[0].isupper() for word in names)

    def _by_initials(self, label: str) -> tuple[str | None, str] | None:
        """The one who is interviewed, or has a label in full, with the initials "M. B."."""
        letters = "".join(char for char in label if char.isalpha())
        if len(letters) < 2 or not letters.isupper() or len(letters) > len(label.split()) * 3:
            return None
        known = [*self._in_full, *([self._interviewee] if self._interviewee else [])]
        found = {
            meant for meant in known if letters == "".join(map(_first_letter, _parts(meant[1])))
        }
        return found.pop() if len(found) == 1 else None

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
        words = fold(label.replace(",", " ")).split()
        titles = [
            word for word in words if word in language.titles or word in language.label_titles
        ]
        names = [word for word in words if word not in titles and word not in language.linking]
        if len(names) == 1 and names[0] in self._heard:
            return self._heard[names[0]]  # somebody else on the desk may have this surname
        found = people.named(label) or people.in_label(label)
        if found is None and len(names) == 2:
            found = people.person(" ".join(names))
        if found or len(names) == 2:
            self._heard[words[-1]] = found
        if found or len(names) != 1:
            return found
        return people.titled(names[0], titles, language)


def _parts(name: str) -> list[str]:
    return name.replace("-", " ").split()


def _first_letter(word: str) -> str:
    return word[0].upper()
