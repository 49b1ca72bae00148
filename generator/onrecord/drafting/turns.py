"""The turns of a transcript: ``MS. HOLM:``, ``Q``, ``[00:12:03] Mia Brandt:``, lines of names."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .candidate import Candidate
from .desk_actors import DeskActors, fold
from .language_words import Language, Words
from .transcript import (
    ACCOUNT,
    ALONE,
    AMID,
    ASKING,
    CHAT,
    DASHED,
    LETTER,
    LINE,
    SOMEBODY_ELSE,
    STOPPED,
    Turn,
    TurnSpeakers,
    TurnWords,
)

# Captions have this where somebody else speaks; e-mails quote with it, and with one of it.
_SOMEBODY_ELSE = re.compile(r"^[ \t]*(?P<label>>>)>*[ \t]*(?=\S)", re.MULTILINE)
_QUOTED_ONCE = re.compile(r"^[ \t]*>(?!>)", re.MULTILINE)
_DASH = re.compile(r" [-–—] ")
# What a label adds to a name: "(by telephone)".
_BRACKETS = re.compile(r"\([^)\n]{0,80}\)")
# Who has an office: "(Mia Brandt)".
_HOLDER = re.compile(r"\((?P<name>[^\W\d_][\w.’'-]+(?: [^\W\d_][\w.’'-]+){1,3})\)")
# The end of a sentence, also of one that is broken off.
_SENTENCE = re.compile(r"(?:[.?!…][\"'”’»)\]*_]*|[—–-])\s*$")
# What a line ends in that the next one does not go on from.
_BROKEN_OFF = re.compile(r"[.?!…:\n–—-][\"'”’»)\]]*$|[)\]]$")
_DOTTED = re.compile(r"(?:[^\W\d_]\. ?){2,4}")  # "M.B."
_LONG_LINE = 12  # words
_OPENING = "\"“‘'«„"
_SPACES = str.maketrans("\u00a0\u202f\u2007\u2009", "    ")

_Kind: TypeAlias = Literal["line", "letter", "alone", "amid", "dash", "stop", "account"]
# Labels that count only where two at least come again and again.
_RECURRING: tuple[tuple[re.Pattern[str], _Kind], ...] = ((DASHED, "dash"), (STOPPED, "stop"))


@dataclass(frozen=True, slots=True)
class _Label:
    """What may be the label of a turn: where it is, and where the turn's words begin."""

    text: str
    start: int
    end: int
    words: int
    kind: _Kind
    who: str  #: the name without titles, by which the same speaker is known in other labels

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
        # What may be in a label in small letters.
        self._small = language.prepositions | language.particles | language.linking
        self._small |= language.determiners | language.coordinators
        self._small |= language.roles | language.titles | language.label_titles

    def turns(self) -> tuple[Turn, ...]:
        """The turns, in order; none where the text is no transcript."""
        labels = sorted(self._labels(), key=lambda label: (label.start, label.words))
        counts = Counter(map(_surname, labels))
        sure = [label for label in labels if self._is_sure(label, counts[_surname(label)])]
        if len(sure) < 2:
            return tuple(self._speakers.interview())
        several = len({label.who for label in sure}) > 1 or len(sure) > 3
        several |= any(label.text == SOMEBODY_ELSE for label in labels)
        people = {label.who for label in labels if label.kind == "line" and self._is_person(label)}
        several |= len(people) > 1
        if not (several or sure[0].kind == "letter" or self._is_speaker(sure[0])):
            return ()  # "Related reading: ", twice
        if several or sure[0].kind == "letter":
            sure = [label for label in labels if self._is_like(label, sure)]
        labels = _without_overlaps(sure)
        self._speakers.read_head(self._text[: labels[0].start])
        turns = tuple(self._bodies(labels))
        spoken = sum(_is_spoken(self._text[slice(*turn.words)]) for turn in turns)
        return turns if 3 * spoken >= len(turns) > 1 else ()  # not so a list of prizes

    def _labels(self) -> Iterator[_Label]:
        yield from self._at(LINE, "line")
        for found in LETTER.finditer(self._plain):
            span = found.span("label")
            yield _Label(found["label"], *span, found.end(), "letter", found["label"].lower())
        for found in CHAT.finditer(self._plain):
            yield self._made(found["label"], *found.span("label"), found.end(), "account")
        for found in ACCOUNT.finditer(self._plain):
            kind: _Kind = "account" if found["sign"] else "line"
            yield self._made(found["label"], *found.span("label"), found.end(), kind)
        if not _QUOTED_ONCE.search(self._plain):
            for found in _SOMEBODY_ELSE.finditer(self._plain):
                span = found.span("label")
                yield _Label(SOMEBODY_ELSE, *span, found.end(), "line", SOMEBODY_ELSE)
        end = len(self._plain.rstrip())
        yield from (label for label in self._at(ALONE, "alone") if label.words < end)
        yield from (label for label in self._amid() if not self._is_quoted(label))
        for pattern, kind in _RECURRING:
            labels = list(self._at(pattern, kind))
            counts = Counter(label.who for label in labels)
            if sum(count > 1 for count in counts.values()) > 1:
                yield from labels

    def _at(self, pattern: re.Pattern[str], kind: _Kind) -> Iterator[_Label]:
        for found in pattern.finditer(self._plain):
            if kind == "dash" and self._is_named_alone(found):
                continue  # "Mia Brandt -- Harbour Union -- Chair", alone in its line
            if kind != "stop" or self._is_before_stop(found):
                label = self._label(found["label"], found.start("label"), found.end(), kind)
                if label:
                    yield label

    def _is_named_alone(self, found: re.Match[str]) -> bool:
        """Whether what is behind a name and a dash is only what somebody is."""
        line = ALONE.match(self._plain, found.start())
        words = self._plain[found.end() : line.end()].split() if line else []
        return bool(words) and all(word[0].isupper() or len(word) < 4 for word in words)

    def _is_before_stop(self, found: re.Match[str]) -> bool:
        """Whether what is before a full stop is a label, and no end of a wrapped sentence."""
        language = self._language
        start, label = found.start(), found["label"]
        above = self._plain[max(0, start - 40) : start].rstrip(" \t").removesuffix("\n")
        above = above.rstrip(" \t*_")
        if above and not _BROKEN_OFF.search(above) and not found[0].startswith("    "):
            return False
        names, *more = label.replace("’", "'").lower().split(",")
        words = names.replace(".", "").split()
        named = set(words) - language.label_titles - language.abbreviations
        addressed = any(word in language.genders for part in more for word in part.split())
        if not named and (more or len(words) == 1) and not found["dash"]:
            return False  # "MS. HOLM:", "Mr. Chairman, I yield."
        titled = words[0] in language.label_titles and not addressed
        capitals = any(word.isupper() and len(word) > 2 for word in label.split())
        return titled or capitals or bool(found["dash"])

    def _amid(self) -> Iterator[_Label]:
        """Labels within a line, where the line breaks of a transcript were lost."""
        labels = list(self._at(AMID, "amid"))
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
                yield self._made(found["label"], *found.span("label"), found.end(), "amid")
        for found in ASKING.finditer(self._plain):
            yield self._made(found["label"], *found.span("label"), found.end(), "amid")

    def _is_quoted(self, label: _Label) -> bool:
        """Whether an article quotes a transcript, of which the label is a part."""
        line = self._plain.rfind("\n", 0, label.start) + 1
        last = {mark: self._plain.rfind(mark, line, label.start) for mark in "“”«»"}
        return last["“"] > last["”"] or last["«"] > last["»"]

    def _is_abbreviation(self, text: str) -> bool:
        words = text.split()
        word = words[-1].strip("*(").rstrip(".").lower() if words else ""
        initials = len(word.replace(".", "")) <= word.count(".") + 1  # "M.B. "
        return text.endswith(". ") and (word in self._language.abbreviations or initials)

    def _label(self, text: str, start: int, words: int, kind: _Kind) -> _Label | None:
        """The label in ``text`` if its words are those of a name, a title or a role."""
        bare, *behind = _DASH.split(_BRACKETS.sub("", text), maxsplit=1)
        if any(char.isdigit() for part in behind for char in part):
            return None  # "The Long Quay — Episode 41"
        bare = bare.split(",")[0] if kind == "stop" else bare.rstrip(" *_")
        holder = _HOLDER.search(text)
        if holder and text.split(maxsplit=1)[0].lower() in self._language.definite:
            bare = holder["name"]  # "The Minister of Ports (Mia Brandt)"
        first, comma, _ = bare.partition(",")
        titled = (
            first.split()[:1]
            and first.split()[0].lower().rstrip(".") in self._language.label_titles
        )
        if comma and kind == "line" and titled and len(first.split()) > 1:
            bare = first  # "Madame PERRIN, adjointe aux finances"
        parts = bare.replace(",", " ").replace("/", " ").split()
        if not parts or len(parts) > 14 or not self._is_labelling(parts):
            return None
        if self._starts_quote(words):
            return None
        named = bare.split(",")[0].strip()
        bare = named if self._names_somebody(named) else bare
        return self._made(bare.strip(), start, start + len(text.rstrip(" *_")), words, kind)

    def _made(self, text: str, start: int, end: int, words: int, kind: _Kind) -> _Label:
        key = fold(text)
        titles: Words = frozenset() if kind == "amid" else self._language.label_titles
        names = [word for word in key.split() if word not in titles]
        return _Label(text, start, end, words, kind, " ".join(names) or key)

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
        titled = len(words) > 1 and any(
            word.lower().rstrip(".") in language.label_titles for word in words[:2]
        )  # "An hon. member"
        if first in language.times or (first in language.not_labels and not titled):
            return False
        for word in words:
            small = word.strip(".’'-–&").lower() in self._small or word in "-–&"
            ends = word.endswith(".") and not self._is_abbreviation(f"{word} ")
            if ends or not (small or word[0].isupper() or word[0] == "#"):
                return word[0].isdigit() and word != words[0]
        return words[0][0].isupper()

    # -- which labels are some

    def _is_sure(self, label: _Label, count: int) -> bool:
        language, key, kind = self._language, label.key, label.kind
        words = key.split()
        if label.text == SOMEBODY_ELSE:
            return False
        again = count > 1
        asks = key in language.questions
        if kind in ("letter", "account") or (asks and kind != "amid"):
            return again or asks or kind == "account"
        known = self._speakers.actor(label.text) is not None
        upper = label.text.isupper()
        if kind == "alone":
            marked = self._is_marked(label)
            titled = any(word in language.label_titles for word in words)
            titled = (titled or self._is_person(label)) and self._is_apart(label)
            distinct = (upper or known or marked or titled) and len(words) <= 5
            return distinct and (again or (known and (upper or marked)))
        if kind == "amid":
            return (again and (known or upper)) or (len(words) > 1 and (known or again))
        titled = words[0] in language.label_titles and len(words) > 1
        return known or again or (titled and kind == "line")

    def _is_person(self, label: _Label) -> bool:
        """Whether a label is the whole name of a person, or has titles alone: "Mr Speaker"."""
        titles = self._language.label_titles
        names = [word for word in label.text.lower().split() if word.rstrip(".") not in titles]
        named = not names or names[0] in self._language.given_names
        names = names or label.who.split()
        capital = all(word[0].isupper() for word in label.text.split())
        return named and capital and 1 < len(names) < 5

    def _is_apart(self, label: _Label) -> bool:
        above = self._plain[max(0, label.start - 20) : label.start].rstrip(" *_#[")
        return not above or (above.endswith("\n") and not above[:-1].rstrip(" ")[-1:].strip("\n"))

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
        return any(sign in around for sign in ("*", "_", "[", ":", " --", " –", " —"))

    def _is_like(self, label: _Label, sure: Sequence[_Label]) -> bool:
        """Whether a label is one of the sure ones, or like them."""
        language, kind = self._language, label.kind
        if label.text == SOMEBODY_ELSE or any(label.who == other.who for other in sure):
            return True
        if all(kind != other.kind for other in sure):
            return False
        if kind == "letter":
            return label.key in language.questions | language.answers
        if kind == "line" and " " not in label.key:
            upper = label.text.isupper()
            alike = all(upper and other.text.isupper() for other in sure)
            short = upper == sure[0].text.isupper() and all(" " not in other.key for other in sure)
            known = label.key in language.label_titles or _DOTTED.fullmatch(label.text)
            return alike or short or bool(known)
        return kind == "stop" or self._is_like_a_name(label)

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
            told = self._is_person(label) or self._is_marked(label)
            distinct = label.text.isupper() or (told and self._is_apart(label))
            titled = label.key in language.label_titles and self._is_apart(label)
            return titled or (distinct and 1 < len(words) <= 4)
        # "Clara Voss", and of those with a title "Foreign Minister Clara Voss of Veldland", too.
        named = len(words) > 1 and words[-1][0].isupper() and plain[0] not in language.openers
        capital = titled or all(word[0].isupper() for word in words)
        return plain[0] in language.questions or (named and capital)

    # -- what is said, and by whom

    def candidate(self, turn: Turn) -> Candidate:
        """The words of a turn, and which actor speaks."""
        return self._speakers.candidate(turn)

    def _bodies(self, labels: Sequence[_Label]) -> Iterator[Turn]:
        spoken = TurnWords(self._text, self._plain, self._language)
        starts = [*(self._line_start(label) for label in labels[1:]), len(self._text)]
        for label, end in zip(labels, starts, strict=True):
            if parts := tuple(spoken.parts(label.words, end)):
                yield Turn(label.text, (label.start, label.end), parts)

    def _line_start(self, label: _Label) -> int:
        start = self._plain.rfind("\n", 0, label.start) + 1
        return label.start if label.kind == "amid" else start


def _surname(label: _Label) -> str:
    """By what a speaker is counted: ROSA LIND may be LIND later."""
    return label.who.split()[-1] if label.text.isupper() else label.who


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
