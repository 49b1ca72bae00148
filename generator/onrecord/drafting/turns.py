"""The turns of a transcript: ``MS. HOLM:``, ``Q``, ``[00:12:03] Mia Brandt:``, lines of names."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import dropwhile
from typing import Literal

from .descriptions import Cast
from .desk_actors import DeskActors, fold
from .language_words import Language
from .source_text import SOMEBODY_ELSE, TURN, Candidate, PlainText, Span, Turn
from .speech import is_cut
from .transcript import TIME, Label, LabelFinder
from .turn_speakers import TurnSpeakers

# The end of a sentence, also of one that is broken off.
_SENTENCE = re.compile(r"(?:[.?!…][\"'”’»)\]*_]*|[—–-])\s*$")
_MARKS = 5  # characters before a headline: "### "
_LONGEST_HEADING = 20  # words
_LONGEST_REMARK = 4  # words: "Members interjecting."
_CLOCK_LINE = re.compile(r"\d{1,2}[:.h ]+\d\d\b[^\n]{0,9}|\d{1,4}")
# Who asks from here on: "BY MR. HALE:", alone in its line; who answers: "WITNESS: PETAR LASIN".
_ASKED_BY = re.compile(
    r"^[ \t]*(?:\d{1,3}[ \t]+)?(?:(?:[A-Z-]*(?: DIRECT)?[ ]?EXAMINATION )?(?:BY|PAR)"
    r"|(?i:[A-Z-]*(?: direct)?[ ]?examination (?:by|par)))[ \t]+"
    r"(?P<asks>[^:\n]{3,40}):?[ \t]*$"
    r"|^[ \t]*(?:\d{1,3}[ \t]+)?(?:WITNESS|TÉMOIN)[ \t]?:[ \t]+"
    r"(?P<answers>[A-ZÀ-Þ\d][A-ZÀ-Þ\d.'’-]+(?:[ ][A-ZÀ-Þ\d.'’-]+){0,4})(?<![.])[ \t]*$",
    re.MULTILINE,
)
_WIDE_GAP = re.compile(r"[ \t\u00a0]{150,}")  # no transcript has it within a line
_TIME_ALONE = re.compile(rf"^[ \t]*{TIME}[ \t]*$", re.MULTILINE)
# What may be a remark of the scribe: "(Laughter.)", "[inaudible]", a line in brackets.
_REMARK = re.compile(r"[*_]{0,2}[(\[](?P<words>[^()\[\]\n]{1,90})[)\]][*_]{0,2}[ \t]*")
_BRACKETED = re.compile(r"(?:[ \t*_]*[(\[][^()\[\]\n]*[)\]][ \t*_.]*)+")
# What agencies and scribes write below a text: "-END-", "###", "-30-", a time.
_LAST_LINE = re.compile(
    r"(?:-?END-?|#[# ]*|\*{3,}|-{1,2}30-{1,2}|\d{1,2}:\d\d)(?: [^\n]{0,40})?"
    r"|(?:Copyright|©)[^\n]{0,200}|(?:\d{1,2}|\*|†)[ ][^\W\d_a-z][^\n]+"
)

# What may be the label of another turn that has lost its line: "We stay. Prime Minister Holm:".
_LABEL_WITHIN = re.compile(
    r"[.!?…][”\"]?\s+(?P<label>[^\W\d_][^.!?:;\n(]{3,90}?)(?:\s*\([^)\n]{0,40}\))?:\s"
)

WITHIN = "another speaker may begin within these words"


class Transcript:
    """Finds the turns of one text."""

    def __init__(self, text: str, people: DeskActors, language: Language) -> None:
        cast = Cast(text, language)
        self._text = text
        parts = list(_ASKED_BY.finditer(text))
        self._parts = {part: [it for it in parts if it[part]] for part in ("asks", "answers")}
        left_out = [found.span() for found in (*parts, *_TIME_ALONE.finditer(text))]
        narrow = _WIDE_GAP.sub(lambda gap: "\n" * len(gap[0]), text)
        self._read = PlainText.of(narrow, [*cast.lines, *left_out])
        self._plain = self._read.text
        self._language = language
        self._labels = LabelFinder(self._plain, text, language, cast.names)
        self._speakers = TurnSpeakers(text, people, language, cast)

    def turns(self) -> tuple[Turn, ...]:
        """The turns, in order; none where the text is no transcript."""
        labels = sorted(self._labels.find(), key=lambda label: (label.start, label.words))
        short = {label.who for label in labels if " " not in label.who}
        named = [
            _surname(label)
            if label.text.isupper() or (_surname(label) in short and self._labels.is_person(label))
            else label.who
            for label in labels
        ]  # ROSA LIND, or Rosa Lind, may be LIND later
        counts = Counter(named)
        sure = [
            label
            for label, name in zip(labels, named, strict=True)
            if self._is_sure(label, counts[name])
        ]
        induced = list(self._labels.induced())
        labels = self._labels_like(sure, labels, induced) if len(sure) > 1 else []
        if 2 * len(induced) > len(labels):
            merged = {label.start: label for label in induced}
            for label in labels:
                same = merged.get(label.start)
                if same is None or not self._plain[label.words : same.words].strip():
                    merged[label.start] = label
            labels = _without_overlaps([merged[start] for start in sorted(merged)])
        labels = self._without_head(labels)
        if not labels:
            return tuple(self._speakers.interview())
        self._speakers.read_head(self._text[: labels[0].start])
        turns = tuple(self._bodies(labels))
        words = [self._text[slice(*turn.words)] for turn in turns]
        spoken = sum(_is_spoken(each, self._language) for each in words)
        if not 3 * spoken >= len(turns) > 1:
            return ()  # a list of prizes
        own = sum(map(self._language.is_addressed, words))
        people = any(map(self._is_somebody, labels))
        return turns if people or 5 * own >= len(turns) else ()  # not so a list of prices

    def _labels_like(
        self, sure: list[Label], labels: Sequence[Label], induced: Sequence[Label]
    ) -> list[Label]:
        """The labels that are like the ``sure`` ones, beside those that were ``induced``."""
        several = len({label.who for label in (*sure, *induced)}) > 1 or len(sure) > 3
        several |= any(label.text == SOMEBODY_ELSE for label in labels)
        people = {
            label.who for label in labels if label.kind == "line" and self._labels.is_person(label)
        }
        several |= len(people) > 1 or sure[0].kind in ("dash", "stop")
        if not (several or sure[0].kind == "letter"):
            return []  # "Related reading: ", twice
        if several or sure[0].kind == "letter":
            names, kinds = {*map(_unnumbered, sure)}, {label.kind for label in sure}
            upper = sure[0].text.isupper()
            sure = [label for label in labels if self._is_like(label, names, kinds, upper=upper)]
        labels = _without_overlaps(sure)
        if any(label.kind != "amid" for label in labels):  # "Guest: Mia Brandt" in the head
            labels = list(dropwhile(lambda label: label.kind == "amid", labels))
        return labels

    def _without_head(self, labels: list[Label]) -> list[Label]:
        """The labels without those in the head of a text: "Minutes of the Board: 4 May 2031"."""
        speakers = Counter(label.who for label in labels)
        first = len(self._text) - len(self._text.lstrip())
        for at, label in enumerate(labels[:-2]):
            end = self._line_start(labels[at + 1])
            words = self._text[label.words : end].strip()
            once = speakers[label.who] == 1
            headline = once and label.start < first + _MARKS
            spoken = self._language.is_addressed(words)
            if _SENTENCE.search(words):
                spoken |= not once or self._is_somebody(label)
            if spoken and (not headline or self._is_somebody(label)):
                return labels[at:]
            if not once and "\n\n" not in self._text[label.end : end].rstrip():
                return labels[at:]
        return labels[-2:]

    def _is_sure(self, label: Label, count: int) -> bool:
        language, key, kind = self._language, label.key, label.kind
        words = key.split()
        if label.text == SOMEBODY_ELSE:
            return count > 2
        again = count > 1
        asks = key in language.questions
        if kind in ("letter", "account") or (asks and kind != "amid"):
            return again or asks or kind == "account"
        known = self._speakers.is_known(label.text)
        upper = label.text.isupper()
        if kind == "alone":
            marked = self._is_marked(label)
            titled = not language.label_titles.isdisjoint({*words} - language.definite)
            titled = (titled or self._labels.is_person(label)) and self._is_apart(label)
            distinct = upper or known or marked or titled
            return distinct and len(words) <= 5 and (again or (known and (upper or marked)))
        if kind == "amid":
            return again
        titled = words[0] in language.label_titles and len(words) > 1
        return known or again or (titled and kind == "line")

    def _is_apart(self, label: Label) -> bool:
        above = self._plain[max(0, label.start - 20) : label.start].rstrip(" *_#[")
        return not above or (above.endswith("\n") and not above[:-1].rstrip(" ")[-1:].strip("\n"))

    def _is_somebody(self, label: Label) -> bool:
        """Whether a label is that of a person or an office, and of no thing or place."""
        words = {word.rstrip(".") for word in label.text.lower().split()}
        words -= self._language.definite
        titled = not words.isdisjoint(self._language.label_titles)
        return titled or self._labels.is_person(label)

    def _is_marked(self, label: Label) -> bool:
        """Whether the label is in bold type or has a time beside it."""
        start = self._plain.rfind("\n", 0, label.start) + 1
        end = self._plain.find("\n", label.end)
        around = self._plain[start : label.start] + self._plain[label.end : end]
        return any(
            sign in around for sign in ("*", "_", "[", ":", " --", " –", " —", "·", "|", "•")
        )

    def _is_like(self, label: Label, names: Set[str], kinds: Set[str], *, upper: bool) -> bool:
        """Whether a label is one of those that are sure, or like them; ``upper``: in capitals."""
        language, kind = self._language, label.kind
        if label.text == SOMEBODY_ELSE or _unnumbered(label) in names:
            return True
        if kind not in kinds:
            return False
        if kind == "letter":
            return label.key in language.questions | language.answers
        if kind == "line" and " " not in label.key:
            known = label.key in language.label_titles | language.stage
            return known or label.text.isupper() == upper
        return kind == "stop" or self._is_like_a_name(label)

    def _is_like_a_name(self, label: Label) -> bool:
        """Whether a label that comes once is one among others that are sure."""
        language = self._language
        words = label.text.split()
        plain = [word.strip(".,").lower() for word in words]
        titled = any(word in language.label_titles or word in language.titles for word in plain)
        if label.kind == "line":
            return titled or len(words) > 1
        if label.kind == "alone":
            told = self._labels.is_person(label) or self._is_marked(label)
            distinct = label.text.isupper() or (told and self._is_apart(label))
            titled = label.key in language.label_titles and self._is_apart(label)
            return titled or (distinct and 1 < len(words) <= 4)
        return titled or all(word[0].isupper() for word in words)

    # -- what is said, and by whom

    def candidate(self, turn: Turn) -> Candidate:
        """The words of a turn, and which actor speaks."""
        actor, name, reason = self._speakers.speaker(turn.label)
        words = self._text[slice(*turn.words)]
        if reason is None and any(map(self._is_label, _LABEL_WITHIN.finditer(words))):
            reason = WITHIN
        form: Literal["direct", "partial"] = "partial" if is_cut(words) else "direct"
        parts = turn.parts if len(turn.parts) > 1 else ()
        at = turn.at if turn.at[1] else None
        return Candidate(
            *turn.words, form, actor, at, name, TURN, reason is None, reason, parts=parts
        )

    def _is_label(self, found: re.Match[str]) -> bool:
        """Whether what was found is names and titles alone, at least two words of them."""
        words = found["label"].replace(",", " ").split()
        names = [word for word in words if word.lower() not in self._language.linking]
        return len(names) > 1 and all(word[0].isupper() for word in names)

    def _bodies(self, labels: Sequence[Label]) -> Iterator[Turn]:
        starts = [*(self._line_start(label) for label in labels[1:]), len(self._text)]
        bounds = [(label.words, end) for label, end in zip(labels, starts, strict=True)]
        spoken = TurnWords(self._text, self._read, self._language, bounds)
        for label, (start, end) in zip(labels, bounds, strict=True):
            if parts := tuple(spoken.parts(start, end)):
                yield Turn(self._asking(label) or label.text, (label.start, label.end), parts)

    def _asking(self, label: Label) -> str | None:
        """Who asks or answers, as a line above says: "BY MR. HALE:", "WITNESS: PETAR LASIN"."""
        if label.kind != "letter":
            return None
        part = "asks" if label.key in self._language.questions else "answers"
        named = self._parts[part]
        at = bisect_left(named, label.start, key=re.Match.start)
        return named[at - 1][part].rstrip() if at else None

    def _line_start(self, label: Label) -> int:
        start = self._plain.rfind("\n", 0, label.start) + 1
        return label.start if label.kind in ("amid", "caption") else start


def _unnumbered(label: Label) -> str:
    """The name of a label such as "P4" or "Speaker 3" without its number."""
    return re.sub(r"\d+", "#", label.who)


def _surname(label: Label) -> str:
    return label.who.split()[-1]


def _is_spoken(words: str, language: Language) -> bool:
    """Whether words end as a sentence does, or people say them to each other."""
    return bool(_SENTENCE.search(words)) or language.is_addressed(words)


def _without_overlaps(labels: Sequence[Label]) -> list[Label]:
    kept: list[Label] = []
    for label in labels:
        if not kept or label.start >= kept[-1].words:
            kept.append(label)
    return kept


def _is_language(found: re.Match[str], before: str) -> bool:
    """Whether brackets at the beginning of a turn have the code of a language: "(SL)"."""
    return not before.strip(" -–—") and found["words"].isupper() and len(found["words"]) < 4


class TurnWords:
    """Finds what is said in the turns of one text, which is ``plain`` besides."""

    def __init__(
        self, text: str, plain: PlainText, language: Language, turns: Sequence[Span]
    ) -> None:
        self._text = text
        self._plain = plain.text
        self._left_out = plain.left_out
        self._language = language
        firsts = [self._plain[start:end].strip().partition("\n\n")[0] for start, end in turns]
        #: whether what people say ends as sentences do, so that a heading does not
        before = self._plain[: turns[0][0]].rpartition("\n")[0].rstrip()
        #: whether questions stand between the turns, in paragraphs of their own
        self._asked = before.endswith("?")
        self._ended = 5 * sum(bool(_SENTENCE.search(first)) for first in firsts) > 4 * len(firsts)

    def parts(self, start: int, end: int) -> Iterator[Span]:
        """What is said in a turn, as remarks such as "(Laughter.)" part it."""
        body = self._plain[start:end].rstrip()
        start += len(body) - len(body.lstrip())
        body = body.lstrip()
        lines = body.split("\n")
        while len(lines) > 1 and self._is_no_speech(lines, last=end == len(self._text)):
            del lines[-1]
        at, end = start, start + len("\n".join(lines))
        remarks = [
            remark.span()
            for remark in _REMARK.finditer(self._plain, start, end)
            if self._is_remark(remark) or _is_language(remark, self._plain[start : remark.start()])
        ]
        first = bisect_right(self._left_out, (start, len(self._text)))
        last = bisect_left(self._left_out, (end, 0), first)
        left_out = [span for span in self._left_out[first:last] if span[1] < end]
        for remark_start, remark_end in sorted([*remarks, *left_out]):
            yield from self._trimmed(at, remark_start)
            at = remark_end
        yield from self._trimmed(at, end)

    def _is_no_speech(self, lines: Sequence[str], *, last: bool) -> bool:
        """Whether the last line of a turn is empty, a heading, a time, or the scribe's remark."""
        line = lines[-1].strip(" \t*_([")
        if not any(map(str.isalnum, line)) or (last and _LAST_LINE.fullmatch(lines[-1].strip())):
            return True
        if line.isupper() and " " in line and not lines[0].isupper():
            return True
        words = {word.strip(".,!?)]") for word in line.lower().split()}
        if lines[-2].strip() or len(words) > _LONGEST_HEADING:
            return False
        closes = line.lower().startswith(tuple(self._language.closings))
        remark = len(words) < _LONGEST_REMARK and not words.isdisjoint(self._language.stage)
        asked = self._asked and line.endswith("?")
        heading = self._ended and not _SENTENCE.search(_REMARK.sub("", lines[-1]))
        return closes or remark or heading or asked or bool(_CLOCK_LINE.fullmatch(line))

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
