"""The turns of a transcript: ``MS. HOLM:``, ``Q``, ``[00:12:03] Mia Brandt:``, lines of names."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from .desk_actors import DeskActors, fold
from .language_words import Language
from .source_text import SOMEBODY_ELSE, TURN, Candidate, PlainText, Span, Turn
from .speech import is_cut
from .transcript import TIME, Head
from .turn_layout import Layouts
from .turn_speakers import TurnSpeakers
from .written_names import Cast

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

_SURE = 1.5  # a layout that is less likely than this is told as not sure

WITHIN = "another speaker may begin within these words"
WEAK = "the lines of the text show only weakly where its turns begin"


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
        self._language = language
        self._speakers = TurnSpeakers(text, people, language, cast)
        self.layouts = Layouts(self._read.text, language, self._speakers.is_named)
        self._names = self.layouts.names
        self._is_sure = True  # of the layout

    def turns(self) -> tuple[Turn, ...]:
        """The turns, in order; none if the text is no transcript."""
        heads = self._without_first_lines([*map(self._named, self.heads())])
        nameless = all(head.label == SOMEBODY_ELSE for head in heads)
        if nameless and (interview := tuple(self._speakers.interview())):
            return interview
        if not heads:
            return ()
        self._speakers.read_head(self._text[: heads[0].start])
        turns = tuple(self._bodies(heads))
        words = [self._text[slice(*turn.words)] for turn in turns]
        spoken = sum(_is_spoken(each, self._language) for each in words)
        if not 3 * spoken >= len(turns) > 1:
            return ()  # a list of prizes
        own = sum(map(self._language.is_addressed, words))
        people = any(map(self._names.is_somebody, {head.label for head in heads}))
        small = sum(each[0].islower() for each in words)
        listed = not own and 2 * small > len(turns)  # "Mia Brandt: painter, born in 1902."
        return turns if not listed and (people or 5 * own >= len(turns)) else ()  # nor prices

    def _named(self, head: Head) -> Head:
        nameless = head.label == SOMEBODY_ELSE
        return head if nameless else replace(head, label=self._names.named(head))

    def heads(self) -> list[Head]:
        """The heads that begin turns, in order; none if the text is no transcript."""
        chosen = self.layouts.chosen()
        self._is_sure = bool(chosen) and self.layouts.score_of(chosen[0]) > _SURE
        taken: list[Span] = []
        found: list[Head] = []
        for layout in chosen:
            for head in self.layouts.likely_heads(layout):
                at = bisect_left(taken, (head.line, 0))
                before = at and taken[at - 1][1] > head.line
                if not before and (at == len(taken) or taken[at][0] >= head.words):
                    insort(taken, (head.line, head.words))
                    found.append(head)
        lines = {
            head.start: head
            for layout in chosen
            if layout.shape[1].endswith("\n")
            for head in layout.every
        }
        kept: list[Head] = []
        for head in sorted(found, key=lambda head: head.line):
            if kept and kept[-1].words > head.start:
                continue  # it says what the one above is
            below = lines.get(head.words) if head.start in lines else None
            told = below and self._tells(head, below)
            kept.append(replace(head, words=below.words) if below and told else head)
        return kept

    def _tells(self, head: Head, below: Head) -> bool:
        """Whether the line below a name says what somebody does."""
        signs = self.layouts.signs_of_label(below.label)
        named = self.layouts.signs_of_label(head.label)
        near = "\n\n" not in self._text[head.end : below.start]
        near |= not named.isdisjoint(("given name", "known"))
        ended = "." in self._text[below.end : below.words]
        no_name = signs.isdisjoint(("given name", "known", "clause"))
        return near and no_name and not ended and "proper" in signs

    def _without_first_lines(self, heads: list[Head]) -> list[Head]:
        """The heads without those before the first turn: "Minutes of the Board: 4 May 2031"."""
        speakers = Counter(head.who for head in heads)
        first = len(self._text) - len(self._text.lstrip())
        for at, head in enumerate(heads[:-2]):
            end = heads[at + 1].line
            words = self._text[head.words : end].strip()
            once = speakers[head.who] == 1
            somebody = self._names.is_somebody(head.label)
            headline = once and head.start < first + _MARKS
            spoken = self._language.is_addressed(words)
            if _SENTENCE.search(words):
                spoken |= not once or somebody
            if spoken and (not headline or somebody):
                return heads[at:]
            if not once and "\n\n" not in self._text[head.end : end].rstrip():
                return heads[at:]
        return heads[-2:]

    # -- what is said, and by whom

    def candidate(self, turn: Turn) -> Candidate:
        """The words of a turn, and which actor speaks."""
        actor, name, reason = self._speakers.speaker(turn.label)
        words = self._text[slice(*turn.words)]
        if reason is None and any(map(self._is_label, _LABEL_WITHIN.finditer(words))):
            reason = WITHIN
        if reason is None and not self._is_sure:
            reason = WEAK
        form: Literal["direct", "partial"] = "partial" if is_cut(words) else "direct"
        parts = turn.parts if len(turn.parts) > 1 else ()
        at = turn.at if turn.at[1] else None
        return Candidate(
            *turn.words, form, actor, at, name, TURN, reason is None, reason, parts=parts
        )

    def _is_label(self, found: re.Match[str]) -> bool:
        """Whether the match has only names and titles, at least two words."""
        words = found["label"].replace(",", " ").split()
        names = [word for word in words if word.lower() not in self._language.linking]
        return len(names) > 1 and all(word[0].isupper() for word in names)

    def _bodies(self, heads: Sequence[Head]) -> Iterator[Turn]:
        starts = [*(head.line for head in heads[1:]), len(self._text)]
        bounds = [(head.words, end) for head, end in zip(heads, starts, strict=True)]
        spoken = TurnWords(self._text, self._read, self._language, bounds)
        for head, (start, end) in zip(heads, bounds, strict=True):
            if parts := tuple(spoken.parts(start, end)):
                yield Turn(self._asking(head) or head.label, (head.start, head.end), parts)

    def _asking(self, head: Head) -> str | None:
        """Who asks or answers, as a line above says: "BY MR. HALE:", "WITNESS: PETAR LASIN"."""
        if len(head.label) > 1:
            return None
        part = "asks" if head.who in self._language.questions else "answers"
        named = self._parts[part]
        at = bisect_left(named, head.start, key=re.Match.start)
        return named[at - 1][part].rstrip() if at else None


def _is_spoken(words: str, language: Language) -> bool:
    """Whether words end like a sentence, or sound like conversation."""
    return bool(_SENTENCE.search(words)) or language.is_addressed(words)


def _is_language(found: re.Match[str], before: str) -> bool:
    """Whether a bracket at the start of a turn is a language code: "(SL)"."""
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
        """The words of a turn, split at remarks such as "(Laughter.)"."""
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
        """Whether the last line of a turn is empty, a heading, a time, or a scribe's note."""
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
        """Whether bracketed words are a scribe's note: on their own lines, a time, "laughter"."""
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
        words = self._text[start:end].rstrip("| \t\n\u00a0")
        end = start + len(words)
        start = end - len(words.lstrip("*_ \t\n\u00a0"))
        if any(map(str.isalnum, words)):
            yield start, end
