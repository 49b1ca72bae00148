"""The turns of a transcript: ``MS. HOLM:``, ``Q``, ``[00:12:03] Mia Brandt:``, lines of names."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .candidate import Candidate
from .desk_actors import DeskActors, fold
from .language_words import Language
from .transcript import Turn, TurnSpeakers

_TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?"
# What may be before a label: bullets, bold type, a time.
_LEAD = rf"[ \t>*_#•–—-]{{0,6}}(?:{_TIME}[ \t]*[-–—:]?[ \t]*)?[\[*_]{{0,3}}"
_LABEL = r"(?P<label>[^\W\d_][^:\n\[\]]{0,90}?)"
# A label with its colon: "MIA BRANDT:", "[12:03] Mia Brandt:", "**Brandt** (12:03):".
_LINE = re.compile(
    rf"^{_LEAD}{_LABEL}(?:[ \t]*[\[(]{_TIME}[\])])?[\]*_]{{0,3}}[ \t]?:[*_]{{0,2}}(?=\s|$)",
    re.MULTILINE,
)
# A letter alone for questions and answers, and for "reporter": "Q: ", "A.  ".
_LETTER = re.compile(
    r"^[ \t>*_]{0,6}(?P<label>[QAR])[*_]{0,3}(?:[:.][*_]{0,3}[ \t]+|[ \t]{2,}|\t)(?=\S)",
    re.MULTILINE,
)
_NAME = r"(?P<label>[^\W\d_][^:\n.?!,;\[\]]{1,50}?)"
# A name on a line of its own above what is said; it has no full stop and no comma.
_ALONE = re.compile(
    rf"^{_LEAD}{_NAME}[ \t]{{0,4}}(?:{_TIME})?[\]*_]{{0,3}}[ \t]{{0,9}}$", re.MULTILINE
)
# A name and a dash before what is said: "Mia Brandt – We stay."
_DASHED = re.compile(rf"^{_LEAD}{_NAME}[*_]{{0,3}}[ \t]+(?:[–—]|--?)[ \t]+(?=\S)", re.MULTILINE)
# A colon that may end a label within a line, and the stop or the dash before such a label.
_AMID = re.compile(r"[\w)] ?: (?=\S)")
_STOP = re.compile(r"[.!?…)\]\"”»*] ")
# A letter alone for a question within a line, behind such a stop or a dash.
_ASKING = re.compile(r"(?<=[.!?…)\]\"”»*—-] )(?P<label>Q) (?=[^\W\d_a-z]|[\"“(\[—-])")
_DASH = re.compile(r" [-–—] ")
# What a label adds to a name: "(by telephone)".
_BRACKETS = re.compile(r"\([^)\n]{0,80}\)")
# What agencies and scribes write below a text: "-END-", "###", "-30-", a time.
_LAST_LINE = re.compile(r"(?:-?END-?|#[# ]*|\*{3,}|-{1,2}30-{1,2}|\d{1,2}:\d\d)(?: [^\n]{0,40})?")
# The end of a sentence, also of one that is broken off.
_SENTENCE = re.compile(r"(?:[.?!…][\"'”’»)\]*_]*|[—–-])\s*$")
_LONG_LINE = 12  # words
_OPENING = "\"“‘'«„"
_SPACES = str.maketrans("\u00a0\u202f\u2007\u2009", "    ")


@dataclass(frozen=True, slots=True)
class _Label:
    """What may be the label of a turn: where it is, and where the turn's words begin."""

    text: str
    start: int
    end: int
    words: int
    kind: Literal["line", "letter", "alone", "amid", "dash"]

    @property
    def key(self) -> str:
        return fold(self.text)


class Transcript:
    """Finds the turns of one text."""

    def __init__(self, text: str, people: DeskActors, language: Language) -> None:
        self._text = text
        self._plain = text.translate(_SPACES)
        self._language = language
        self._speakers = TurnSpeakers(text, people, language)

    def turns(self) -> tuple[Turn, ...]:
        """The turns, in order; none where the text is no transcript."""
        labels = sorted(self._labels(), key=lambda label: (label.start, label.words))
        counts = Counter(label.key for label in labels)
        sure = [label for label in labels if self._is_sure(label, counts[label.key])]
        if len(sure) < 2:
            return ()
        several = len({label.key for label in sure}) > 1 or len(sure) > 3
        if not (several or sure[0].kind == "letter" or self._is_speaker(sure[0])):
            return ()  # "Related reading: ", twice
        if several or sure[0].kind == "letter":
            sure = [label for label in labels if self._is_like(label, sure, labels)]
        labels = _without_overlaps(sure)
        self._speakers.read_head(self._text[: labels[0].start])
        turns = tuple(self._bodies(labels))
        spoken = sum(_is_spoken(self._text[slice(*turn.words)]) for turn in turns)
        return turns if 3 * spoken >= len(turns) else ()  # not so a list of prizes

    def _labels(self) -> Iterator[_Label]:
        for found in _LINE.finditer(self._plain):
            label = self._label(found["label"], found.start("label"), found.end(), "line")
            if label:
                yield label
        for found in _LETTER.finditer(self._plain):
            span = found.span("label")
            yield _Label(found["label"], *span, words=found.end(), kind="letter")
        for found in _ALONE.finditer(self._plain):
            label = self._label(found["label"], found.start("label"), found.end(), "alone")
            if label and self._plain[found.end() :].strip():
                yield label
        yield from self._amid()
        yield from self._dashed()

    def _dashed(self) -> Iterator[_Label]:
        """Labels before a dash, where two at least come again and again."""
        found = [
            label
            for match in _DASHED.finditer(self._plain)
            if (label := self._label(match["label"], match.start("label"), match.end(), "dash"))
        ]
        counts = Counter(label.key for label in found)
        if sum(count > 1 for count in counts.values()) > 1:
            yield from found

    def _amid(self) -> Iterator[_Label]:
        """Labels within a line, where the line breaks of a transcript were lost."""
        labels = list(self._behind_stops())
        yield from labels
        again = {label.text for label in labels if " " in label.text or label.text.isupper()}
        if not again:
            return
        # The same label begins a turn without a stop before it, too: at the beginning, for one.
        known = {label.words for label in labels}
        name = "|".join(map(re.escape, sorted(again, key=len, reverse=True)))
        for found in re.finditer(rf"(?<!\w)(?P<label>{name}) ?: (?=\S)", self._plain):
            before = self._plain[max(0, found.start() - 30) : found.start()].split()[-1:]
            # No label is within a sentence such as "We say to Mia Brandt: stay."
            within = {*before} & (self._language.prepositions | self._language.coordinators)
            if found.end() not in known and (found["label"].isupper() or not within):
                yield _Label(found["label"], *found.span("label"), found.end(), "amid")
        for found in _ASKING.finditer(self._plain):
            yield _Label(found["label"], *found.span("label"), found.end(), "amid")

    def _behind_stops(self) -> Iterator[_Label]:
        for found in _AMID.finditer(self._plain):
            end = found.start() + 1
            before = self._plain[max(0, end - 110) : end]
            line = before.rfind("\n") + 1
            stop = max((cut.end() for cut in _STOP.finditer(before, line)), default=0)
            while stop > 3 and self._is_abbreviation(before[:stop]):
                stop = max((cut.end() for cut in _STOP.finditer(before, line, stop - 1)), default=0)
            if stop:
                label = self._label(before[stop:], end - len(before) + stop, found.end(), "amid")
                if label:
                    yield label

    def _is_abbreviation(self, text: str) -> bool:
        words = text.split()
        word = words[-1].strip("*(").rstrip(".").lower() if words else ""
        return text.endswith(". ") and (word in self._language.abbreviations or len(word) == 1)

    def _label(
        self, text: str, start: int, words: int, kind: Literal["line", "alone", "amid", "dash"]
    ) -> _Label | None:
        """The label in ``text`` if its words are those of a name, a title or a role."""
        bare, *behind = _DASH.split(_BRACKETS.sub("", text), maxsplit=1)
        if any(char.isdigit() for part in behind for char in part):
            return None  # "The Long Quay — Episode 41"
        bare = bare.rstrip(" *_")
        parts = bare.replace(",", " ").replace("/", " ").split()
        if not parts or len(parts) > 14 or not self._is_labelling(parts):
            return None
        if self._starts_quote(words):
            return None
        named = bare.split(",")[0].strip()
        bare = named if self._names_somebody(named) else bare
        return _Label(bare.strip(), start, start + len(text.rstrip(" *_")), words, kind)

    def _names_somebody(self, label: str) -> bool:
        """Whether a label has more than titles before its comma."""
        words = [word.strip(".").lower() for word in label.split()]
        return any(word not in self._language.titles for word in words)

    def _starts_quote(self, words: int) -> bool:
        """Whether the words are one quote in marks: a line of a report, no turn."""
        line = self._plain[words : self._plain.find("\n", words + 2) % (len(self._plain) + 1)]
        return line.strip()[:1] in tuple(_OPENING) and line.strip()[-1:] in tuple("\"”’'»")

    def _is_labelling(self, words: Sequence[str]) -> bool:
        language = self._language
        first = words[0].lower().rstrip(".")
        if first in language.times:
            return False
        if first in language.not_labels and not (len(words) > 1 and first in language.label_titles):
            return False
        for word in words:
            plain = word.strip(".’'-–&").lower()
            small = plain in language.prepositions or plain in language.particles
            small = small or plain in language.linking
            small = small or plain in language.determiners or plain in language.coordinators
            small = small or plain in language.roles or plain in language.titles
            ends = word.endswith(".") and not self._is_abbreviation(f"{word} ")
            if ends or not (
                word[0].isupper() or small or word in ("-", "–", "&") or word[0] == "#"
            ):
                return word[0].isdigit() and word != words[0]
        return words[0][0].isupper()

    # -- which labels are some

    def _is_sure(self, label: _Label, count: int) -> bool:
        key = label.key
        words = key.split()
        language = self._language
        if label.kind == "letter":
            return key in language.questions or count > 1
        known = self._speakers.actor(label.text) is not None
        if label.kind == "alone":
            upper = label.text.isupper()
            marked = self._is_marked(label)
            titled = any(word in language.label_titles for word in words)
            titled = titled and self._plain[: label.start].endswith("\n\n")
            distinct = (upper or known or marked or titled) and len(words) <= 5
            return distinct and (count > 1 or (known and (upper or marked)))
        if label.kind == "amid":
            again = count > 1 and (known or label.text.isupper())
            return again or (len(words) > 1 and (known or count > 1))
        if key in language.questions or key in language.answers:
            return count > 1 or key in language.questions
        titled = words[0] in language.label_titles and (len(words) > 1 or count > 1)
        return known or count > 1 or titled

    def _is_speaker(self, label: _Label) -> bool:
        """Whether a label is an actor's or in capitals, or has a title."""
        if label.kind == "amid":
            return False  # an article quotes "PARTICIPANT: … MS. HOLM: … PARTICIPANT: …"
        titled = label.key.split()[0] in self._language.label_titles
        return titled or label.text.isupper() or self._speakers.actor(label.text) is not None

    def _is_marked(self, label: _Label) -> bool:
        """Whether the label is in bold type or has a time beside it."""
        start = self._plain.rfind("\n", 0, label.start) + 1
        end = self._plain.find("\n", label.end)
        around = self._plain[start : label.start] + self._plain[label.end : end]
        return any(sign in around for sign in "*_[(:")

    def _is_like(self, label: _Label, sure: Sequence[_Label], labels: Sequence[_Label]) -> bool:
        """Whether a label is one of the sure ones, or like them."""
        if any(label.key == other.key for other in sure):
            return True
        if all(label.kind != other.kind for other in sure):
            return False
        if label.kind == "letter":
            return label.key in self._language.questions | self._language.answers
        if label.kind == "line" and " " not in label.key:
            short = sum(" " not in other.key for other in sure)
            parts = {word for other in labels for word in other.key.split()[1:]}
            alike = label.text.isupper() == sure[0].text.isupper() and 2 * short > len(sure)
            titled = label.key in self._language.label_titles
            return titled or label.key in parts or (alike and short == len(sure))
        return self._is_like_a_name(label)

    def _is_like_a_name(self, label: _Label) -> bool:
        """Whether a label that comes once is one among others that are sure."""
        language = self._language
        words = label.text.split()
        plain = [word.strip(".,").lower() for word in words]
        if any(word in language.coordinators for word in plain) or len(words) > 9:
            return False
        titled = any(word in language.label_titles or word in language.titles for word in plain)
        if label.kind == "line":
            return titled or len(words) > 1
        if label.kind == "alone":
            return label.text.isupper() and 1 < len(words) <= 4
        # "Clara Voss", and of those with a title "Foreign Minister Clara Voss of Veldland", too.
        named = words[-1][0].isupper() and (titled or words[-2:][0][0].isupper()) and len(words) > 1
        if plain[0] in language.openers or not named:
            return plain[0] in language.questions
        return titled or all(word[0].isupper() for word in words)

    # -- what is said, and by whom

    def candidate(self, turn: Turn) -> Candidate:
        """The words of a turn, and which actor speaks."""
        return self._speakers.candidate(turn)

    def _bodies(self, labels: Sequence[_Label]) -> Iterator[Turn]:
        starts = [*(self._line_start(label) for label in labels[1:]), len(self._text)]
        for label, end in zip(labels, starts, strict=True):
            words = self._text[label.words : end]
            body = words.strip().lstrip("*_ \n")
            if body.count("**") % 2:
                body = body.removesuffix("**").rstrip()
            last = body.rfind("\n") + 1
            if last and end == len(self._text) and _LAST_LINE.fullmatch(body, last):
                body = body[:last].rstrip()
            if body:
                start = label.words + words.index(body)
                yield Turn(label.text, (label.start, label.end), (start, start + len(body)))

    def _line_start(self, label: _Label) -> int:
        start = self._plain.rfind("\n", 0, label.start) + 1
        return label.start if label.kind == "amid" else start


def _is_spoken(words: str) -> bool:
    """Whether words end as a sentence does, or have a line as long as one."""
    return bool(_SENTENCE.search(words)) or any(
        line.count(" ") >= _LONG_LINE for line in words.splitlines()
    )


def _without_overlaps(labels: Sequence[_Label]) -> list[_Label]:
    kept: list[_Label] = []
    for label in labels:
        if not kept or label.start >= kept[-1].words:
            kept.append(label)
    return kept
