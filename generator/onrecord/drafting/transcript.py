"""What may be heads of turns in a transcript: how lines begin, and the names in it.

A head is a label, such as a name or "Q", with signs around it: "[12:03] Mia Brandt: ". Which signs
a transcript has, and so which of these heads begin turns, ``turn_layout.py`` learns from the text.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TypeAlias

from .language_words import Language
from .source_text import SOMEBODY_ELSE, Span

_CLOCK = r"\d{1,2}[:.h]\d\d(?:[:.,]\d{1,3}){0,2}(?:[ ]?[apAP]\.?[mM]\b\.?)?"
_STAMP = (
    rf"(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?[ ])?{_CLOCK}(?:[ ]?(?:[–—-]|-->)[ ]?{_CLOCK})?"
)
TIME = rf"\\?[\[(<]?{_STAMP}(?!\w)\\?[\])>]?"
_AGO = r"(?:(?i:today|yesterday|on|at|aujourd.hui|hier|le|à)[ ]){1,2}"
# What may be before a label: bullets, bold type, a number, a time.
_LEAD = re.compile(
    rf"(?:{TIME}[ \t]*[:–—|-]?|Q?\d{{1,4}}[.)]?(?=[ \t])|[ \t]+|_|[^\w\s\"“”«»‘’'@])*"
)
_TIMES = re.compile(TIME)
_DASHES = "–—-"
_TOKEN = re.compile(
    rf"(?P<T>{TIME}|(?:[–—-][ ])?{_AGO}{_CLOCK})"
    r"|(?P<A>·|\([^()\n]{1,80}\)|\[[^\]\n]{1,60}\]|@[\w.]{2,30}|<[^<>\s]{3,60}>)"
    r"|(?P<word>[^\W\d_]+(?=\d\d:\d\d)|[^\W_](?:[\w’'&]|[./+-](?=\w))*)"
    r"|(?P<gap>\t[ \t]*|[ ]{2,})|(?P<space>[ ])|(?P<sign>[^\w\s]|_)"
)
PART = re.compile(r"[QA][ ]?[:–—-][ ](?=[^\W\d_]+[ ][^\W\d_])")  # in "Q - Mia Brandt"
_LINE = re.compile(r"[^\n]*\S[^\n]*")
# What is between a label on a line of its own and the words below it.
_BELOW = re.compile(
    rf"\s*(?:(?:{TIME}|(?:\([^()\n]{{1,80}}\)[ \t]*){{1,2}}(?=\n))\s*)?(?:{TIME}\s+)?"
)
# Captions have a mark where somebody else speaks; e-mails quote with one of them.
_MARK = re.compile(
    rf"[ \t]*(?:{TIME}[ \t]*)?(?P<mark>>>(?=[> \t]*\S)|[–—-])[> \t]*(?=[^\W_]|[\"“«(\[])"
)
_QUOTED_ONCE = re.compile(r"^[ \t]*>(?!>)", re.MULTILINE)
_FIRST_WORD = re.compile(r"[^\W_][\w’'-]*\.?(?= )")
_LONGEST = 130  # characters of a line that are read
_LONG_LABEL = 40  # characters
_FEW_WORDS = 4  # of one with a full stop on a line of its own
_MOST_WORDS = 14  # of a label
_ABBREVIATED = 4  # letters of a word that a full stop may abbreviate
_WITHIN = frozenset(",.–—-A/#&'’T*_|·")  # signs within a label
_PREFIX = 4  # words of a label that no sign follows

_NAME = r"(?:[^\W\d_]{1,4}\. )?[^\W\d_](?:[^:\n.?!;\[\]]|(?<=\b[A-Z])\.(?= )){0,60}?"
# A name and a colon within a line; "Q" for a question.
_AMID = re.compile(
    rf"(?<=[.?!…)\]\"”»*—-] )(?=[^a-zà-ÿ:\n][^:\n]{{0,67}}: )(?P<label>{_NAME}) ?: (?=\S)"
)
_ASKING = re.compile(r"(?<=[.?!…)\]\"”»*—-] )(?P<label>Q) (?=[^\W\d_a-z]|[\"“(\[—-])")
_COLON = re.compile(r" ?: (?=\S)")
_LONG = re.compile(r"[^\W\d_]{4,}")
_WORD_AT = re.compile(r"(?<!\w)\S")
# Letters for questions and answers in one paragraph: "Q Who was it? A Nobody."
_IN_PARAGRAPH = re.compile(r"(?:^|(?<=[.?!…] ))(?P<label>[QA])[.:]? (?=[A-ZÀ-Þ“\"])", re.MULTILINE)
# A name in brackets within a line, as captions have it: "We stay. (Mia) Who says so?"
_IN_BRACKETS = re.compile(rf"(?:^|(?<=[.?!…\"”»] ))[(\[](?P<label>{_NAME})[)\]] (?=\S)")
# The head of a message: who sends it, and more lines such as "To: …" and "Subject: …".
_MESSAGE = re.compile(
    r"^[ \t>]*(?:From|De)[ \t]?:[ \t]*(?P<label>[^\n<\[(]{2,60}?)\"?(?:[ \t]*[<\[(][^\n]*)?[ \t]*\n"
    r"(?:[ \t>]*(?:To|Cc|Bcc|Date|Sent|Subject|Reply-To|Attachments?|Importance|À|Objet|Envoyé)"
    r"(?: le)?[ \t]?:[^\n]*\n){1,8}\s*(?=\S)",
    re.MULTILINE,
)
_CHAT = re.compile(
    rf"^[ \t]*{TIME}[ \t]+(?i:From|De)[ \t]+(?P<label>[^:\n]{{2,40}}?)[ \t]+(?i:to|à)[ \t]+"
    r"[^:\n]{2,40}:\s+(?=\S)",
    re.MULTILINE,
)

#: The signs before and behind a label, as far as all heads of a layout have them.
Shape: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """A possible head of a turn."""

    label: str
    line: int  #: where its line begins, or itself if it is within a line
    start: int
    end: int  #: where the label ends
    words: int  #: where the words behind it begin
    shape: Shape

    @property
    def who(self) -> str:
        """The label in small letters, without what is behind a comma."""
        return _who(self.label)


@lru_cache(maxsize=50_000)  # it is asked for again and again
def _who(label: str) -> str:
    return " ".join(label.lower().partition(",")[0].split())


@dataclass(frozen=True)
class Layout:
    """The heads of one shape: those that are likely, by which it is weighed, and all."""

    shape: Shape
    likely: Sequence[Head]
    every: Sequence[Head]

    @cached_property
    def counts(self) -> Counter[str]:
        """The number of occurrences of each label."""
        return Counter(head.who for head in self.every)


def shapes(text: str, language: Language) -> Mapping[Shape, Sequence[Head]]:
    """Everything in ``text`` that may be a head, one of each line and shape."""
    found: dict[Shape, dict[int, Head]] = {}
    for head in _heads(text, language):
        found.setdefault(head.shape, {}).setdefault(head.line, head)
    heads: dict[Shape, Sequence[Head]] = {}
    heads |= {shape: [*lines.values()] for shape, lines in found.items()}
    heads |= {shape: _described(text, every) for shape, every in heads.items() if "\n" in shape[1]}
    for sign in (":", "Q"):
        if inner := heads.pop(("amid", sign), None):
            first = heads.get(("", sign), ())
            if merged := _merged(text, inner, first):
                heads["amid", sign] = merged
    return heads


def _described(text: str, every: Sequence[Head]) -> Sequence[Head]:
    """The heads with the role below their names, if most have one."""
    ends = [text.find("\n", head.words) % (len(text) + 1) for head in every]
    rows = [text[head.words : end] for head, end in zip(every, ends, strict=True)]
    told = [", " in row and all(map(str.istitle, _LONG.findall(row))) for row in rows]
    if 2 * sum(told) < len(every):
        return every
    below = {head.words for head, is_told in zip(every, told, strict=True) if is_told}
    return [
        replace(head, words=end + 1) if is_told else head
        for head, end, is_told in zip(every, ends, told, strict=True)
        if head.line not in below
    ]


def _merged(text: str, inner: Sequence[Head], first: Sequence[Head]) -> Sequence[Head]:
    """Heads within lines and at line starts together, unless one kind has all of them."""
    counts = Counter(head.label for head in inner)
    again = {head.words for head in inner if counts[head.label] > 1}
    first = [head for head in first if head.words not in again or len(head.label) < _LONG_LABEL]
    own = {head.words for head in first}
    within = [head for head in inner if head.words not in own]
    amid = [head for head in within if text[head.line - 1 : head.line] not in ("", "\n")]
    return sorted([*within, *first], key=lambda head: head.line) if len(amid) > 1 else ()


def _heads(text: str, language: Language) -> Iterator[Head]:
    lines = [found.span() for found in _LINE.finditer(text)]
    quoted = bool(_QUOTED_ONCE.search(text))
    for line in lines:
        if (mark := _MARK.match(text, *line)) and not (quoted and mark["mark"] == ">>"):
            sign = mark["mark"].replace("—", "-").replace("–", "-")
            yield Head(SOMEBODY_ELSE, line[0], *mark.span("mark"), mark.end(), ("", sign))
        yield from _of_line(text, *line, language)
    yield from _without_signs(text, lines, language.not_labels | language.own)
    yield from _within_lines(text, language.prepositions | language.coordinators)


@lru_cache(maxsize=10_000)
def _shape(signs: tuple[str, ...], *, ends: bool) -> str:
    """The signs that identify a layout; ``ends``: whether they end the line."""
    if ":" in signs:
        return ":"
    plain = ["–" if sign in _DASHES else "*" if sign == "_" else sign for sign in signs]
    plain = [sign for sign in plain if sign not in ",'’/&#+\ufe0f"]
    if ends:
        return "".join(sign for sign in "T*" if sign in plain) + "\n"
    kept = "".join(dict.fromkeys(plain))
    for weak in "A*":
        kept = kept.replace(weak, "") if kept.strip(weak) else kept
    return kept


def _before(marks: str) -> tuple[str, str]:
    """The brackets before a label, and all signs before it."""
    brackets = re.sub(r"[^\[(<{]", "", _TIMES.sub("", marks))[-1:]
    signs = "T" * bool(_TIMES.search(marks)) + "*" * ("*" in marks or "_" in marks)
    return brackets, brackets + signs + "#" * ("#" in marks) + "-" * bool({*"•–—-"} & {*marks})


def _of_line(text: str, start: int, end: int, language: Language) -> Iterator[Head]:
    """The heads at the beginning of one line: before each sign, and the whole line."""
    stop = min(end, start + _LONGEST)
    lead = _LEAD.match(text, start, stop)
    first = lead.end() if lead else start
    brackets, marks = _before(text[start:first])
    for at in (first, part.end()) if (part := PART.match(text, first, end)) else (first,):
        if at >= end or not (text[at].isalpha() or text[at] == "@"):
            continue
        for label_end, words, sign in _cuts(text, at, stop, end):
            abbreviated = sign == "." and _is_abbreviated(text[at:label_end], language)
            if (at == first or sign.endswith("\n")) and not abbreviated:
                shape = brackets if sign == ":" else marks, sign
                yield Head(text[at:label_end], start, at, label_end, words, shape)


def _cuts(  # noqa: C901  one loop over the tokens of a label
    text: str, first: int, stop: int, end: int
) -> Iterator[tuple[int, int, str]]:
    """Where a label that begins at ``first`` may end, where its words begin, and the signs."""
    signs: list[str] = []
    label_end, words, last, last_sign = first, 0, "", 0
    for token in _TOKEN.finditer(text, first, stop):
        kind, value = token.lastgroup, token[0]
        if kind == "word" or (value[0] == "@" and token.start() == first):
            if signs and _is_cut_in(signs, value):  # "Q    — considering it?"
                yield label_end, last_sign, _shape(tuple(signs[:-1]), ends=False)
            elif signs and (sign := _shape(tuple(signs), ends=False)):
                yield label_end, token.start(), sign
            elif words and not signs and _is_capitals(text[first:label_end], value):
                yield label_end, token.start(), "^"
            if not _WITHIN.issuperset(signs) or ("." in signs and len(last) > _ABBREVIATED):
                return
            words += 1
            if words > _MOST_WORDS:
                return
            label_end, last, signs = token.end(), value, []
        elif value in '?!;…"“”«‘':
            if value in '"“«‘' and (sign := _shape(tuple(signs), ends=False)):
                yield label_end, token.start(), sign
            return
        elif kind != "space":
            last_sign = token.start()
            signs.append({"gap": "  ", "sign": value}.get(kind or "", kind or ""))
    below = _BELOW.match(text, end)
    stopped = "." in signs and len(last) > _ABBREVIATED
    whole = stop == end and (not stopped or words <= _FEW_WORDS)
    if whole and words and below and below.end() < len(text):
        yield label_end, below.end(), "." * stopped + _shape(tuple(signs), ends=True)


def _is_cut_in(signs: Sequence[str], word: str) -> bool:
    """Whether the dash before ``word`` marks an interruption and not a label."""
    dash = word[0].islower() and len(signs) > 1 and signs[-1] in _DASHES
    return dash and not {":", "  "}.isdisjoint(signs[:-1])


def _is_abbreviated(label: str, language: Language) -> bool:
    """Whether a stop after a label only abbreviates its last word: "Mr", "M", not "Q"."""
    last = label.rsplit(" ", 1)[-1].lower()
    letter = len(last) == 1 and last not in language.questions | language.answers
    return letter or last in language.abbreviations


def _is_capitals(label: str, after: str) -> bool:
    """Whether a label in capitals ends before a word in small letters or of one letter."""
    if any(map(str.islower, label)) or not any(map(str.isalpha, label)):
        return False
    word = any(map(str.islower, after)) or after in ("A", "I", "O", "Y", "À", "Ô")
    return word and (len(label) > 1 or after[0].isupper())


def _without_signs(text: str, lines: Sequence[Span], never: Collection[str]) -> Iterator[Head]:
    """Line starts that recur, as names without a sign after them do."""
    found: list[tuple[int, bool, list[Span]]] = []
    for start, end in lines:
        lead = _LEAD.match(text, start, min(end, start + _LONGEST))
        at = first = lead.end() if lead else start
        prefixes: list[Span] = []
        while len(prefixes) < _PREFIX and (word := _FIRST_WORD.match(text, at, end)):
            if not (word[0][0].isupper() or word[0][0].isdigit()) or word[0].lower() in never:
                break
            prefixes.append((first, word.end()))
            at = word.end() + 1
        found.append((start, bool(_TIMES.search(text, start, first)), prefixes))
    counts = Counter(text[slice(*span)] for *_, spans in found for span in spans)
    for line, timed, spans in found:
        best: Span | None = None
        for span in spans:
            count = counts[text[slice(*span)]]
            if count > 1 and (best is None or 5 * count >= 3 * counts[text[slice(*best)]]):
                best = span
        if best:
            yield Head(text[slice(*best)], line, *best, best[1] + 1, ("T" * timed, " "))


def _within_lines(text: str, never: Collection[str]) -> Iterator[Head]:
    """Heads within the lines of a transcript without line breaks; messages."""
    found = [*_AMID.finditer(text), *_ASKING.finditer(text)]
    inner = [_amid(each, ":") for each in found if not _is_quoted(text, each.start())]
    yield from inner
    again = {head.label for head in inner if " " in head.label or head.label.isupper()}
    known = {head.words for head in inner}
    # The same label begins a turn without a stop before it, too.
    for colon in _COLON.finditer(text) if again else ():
        start = max(0, colon.start() - _LONGEST)
        places = (start + word.start() for word in _WORD_AT.finditer(text[start : colon.start()]))
        at = next((place for place in places if text[place : colon.start()] in again), None)
        if at is None or colon.end() in known:
            continue
        label, before = text[at : colon.start()], text[max(0, at - 30) : at].split()
        if (
            label.isupper() or not before or before[-1] not in never
        ):  # "We say to Mia Brandt: stay."
            yield Head(label, at, at, colon.start(), colon.end(), ("amid", ":"))
    for sign, pattern in (("Q", _IN_PARAGRAPH), ("()", _IN_BRACKETS)):
        yield from (_amid(each, sign) for each in pattern.finditer(text))
    for sign, pattern in (("mail", _MESSAGE), ("chat", _CHAT)):
        yield from (_amid(each, sign) for each in pattern.finditer(text))


def _is_quoted(text: str, place: int) -> bool:
    """Whether an article quotes a transcript that has this label."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    return line.rfind("“") > line.rfind("”") or line.rfind("«") > line.rfind("»")


def _amid(found: re.Match[str], sign: str) -> Head:
    return Head(found["label"], found.start(), *found.span("label"), found.end(), ("amid", sign))
