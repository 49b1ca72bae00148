"""What may be the labels of turns in a transcript: names before, above and within lines."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .desk_actors import fold
from .language_words import Language, Words
from .turn_speakers import heads_of

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ \t]{1,2}"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?:[ \t]?[AaPp]\.?[Mm]\b\.?)?"
TIME = rf"[\[(]?(?:{_DAY})?{_CLOCK}(?:[ ]?(?:[–—-]|-->)[ ]?{_CLOCK})?[\])]?"
# What may be before a label: bullets, bold type, a number, a time.
_LEAD = (
    rf"[ \t]{{0,60}}[ \t>*_#•–—-]{{0,6}}(?:(?:\d{{1,4}}[.)]|Q\d{{1,4}}\.?)[ \t]{{1,4}})?"
    rf"(?:{TIME}[ \t]*[-–—:]?[ \t]*)?[\[*_]{{0,3}}"
)
_LABEL = r"(?P<label>[^\W\d_][^:\n\[\]]{0,90}?)"
# A label with its colon: "MIA BRANDT:", "[12:03] Mia Brandt:", "**Brandt** (12:03):".
_LINE = re.compile(
    rf"^{_LEAD}{_LABEL}(?:[ \t]*(?:\[[^\]\n]{{2,60}}\]|\({TIME}\)))?"
    r"[\]*_]{0,3}[ \t]?:[*_]{0,2}(?=\s|$)",
    re.MULTILINE,
)
# A letter alone for questions and answers, and for "reporter": "Q: ", "A.  ".
_LETTER = re.compile(
    r"^[ \t]{0,60}[>*_]{0,6}(?P<label>[QAR])[*_]{0,3}"
    r"(?:[:.][*_]{0,3}[ \t]+|[ \t]{2,}|\t|[ \t]+[–—-][ \t]+|[:.]?[ \t]*\n[ \t]*)(?=\S)",
    re.MULTILINE,
)
# Other letters, and letters with a space alone: "I: ", "R: ", "Q Why?".
_LETTERS = re.compile(
    r"^[ \t]{0,60}[>*_]{0,6}(?P<label>[B-Z](?=[*_]{0,3}:)|[QA](?= [A-ZÀ-Þ“\"]))[*_]{0,3}:?[*_]{0,3}"
    r"[ \t]+(?=\S)",
    re.MULTILINE,
)
_PERSON = r"(?P<label>(?:[^\W\d_]{1,4}\. )?[^\W\d_](?:[^:\n.?!,;\[\]]|(?<=\b[A-Z])\.(?= )){1,80}?)"
# A name on a line of its own above what is said, perhaps with a time or with what somebody is.
_ALONE = re.compile(
    rf"^{_LEAD}{_PERSON}(?:[ \t]+\(?@[\w.]{{2,30}}\)?)?[ \t]{{0,4}}"
    rf"(?:[·•|,]?[ \t]*{TIME}|(?:--|[–—·•|/,])[ \t][^:\n]{{2,80}}(?<![.?!…\s]))?"
    r"[\]*_]{0,3}[ \t]{0,9}$",
    re.MULTILINE,
)
# A name and a dash before what is said: "Mia Brandt – We stay."; or a gap, or the end of a cell.
_DASHED = re.compile(
    rf"^{_LEAD}{_PERSON}[*_]{{0,3}}(?:[ \t]+(?:[–—|>]|--?)[ \t]+|[ ]*\t|[ ]{{2,}})(?!{TIME})(?=\S)",
    re.MULTILINE,
)
# A name in capitals before what is said in its line.
_CAPITALS = re.compile(
    r"^[ \t]*(?P<label>(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+ ){0,3}[A-ZÀ-Þ][A-ZÀ-Þ'’-]+)[ \t]+"
    r"(?![A-ZÀ-Þ]{2})(?=[“\"]?[^\W\d_])",
    re.MULTILINE,
)
# An account behind a time: "[14:02] <mbrandt> we stay", "14:02 mbrandt: we stay".
_CHAT = re.compile(
    rf"^[ \t]*{TIME}[ \t]+(?:From|De)[ \t]+(?P<label>[^:\n]{{2,40}}?)[ \t]+(?:to|à)[ \t]+"
    r"[^:\n]{2,40}:\s+(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
_ACCOUNT = re.compile(
    rf"^[ \t]*{TIME}[ \t]*(?P<sign><)?(?P<label>(?(sign)[^<>\s][^<>\n]{{0,40}}|[\w.@-]{{2,30}}))"
    r"(?(sign)>|:)[ \t]+(?=\S)",
    re.MULTILINE,
)
# The head of a message: who sends it, and more lines such as "To: …" and "Subject: …".
_MESSAGE = re.compile(
    r"^[ \t>]*(?:From|De)[ \t]?:[ \t]*(?P<label>[^\n<\[(]{2,60}?)\"?(?:[ \t]*[<\[(][^\n]*)?[ \t]*\n"
    r"(?:[ \t>]*(?:To|Cc|Bcc|Date|Sent|Subject|Reply-To|Attachments?|Importance|À|Objet|Envoyé)"
    r"(?: le)?[ \t]?:[^\n]*\n){1,8}\s*(?=\S)",
    re.MULTILINE,
)
# A name that may have a title or an initial with a full stop, and no other.
_TITLED = r"(?P<label>(?:[^\W\d_]{1,4}\. )?[^\W\d_](?:[^:\n.?!;\[\]]|(?<=\b[A-Z])\.(?= )){0,110}?)"
# Such a name and a full stop: "Mr. BRANDT. We stay.", "Mia Brandt (Dockers). – We stay."
_STOPPED = re.compile(
    rf"^{_LEAD}{_TITLED}[*_]{{0,3}}\.[*_]{{0,3}}(?P<dash>[ \t]*[–—-](?=[ \t]))?(?=\s|$)",
    re.MULTILINE,
)
# A name and a colon within a line, behind the end of a sentence.
_AMID = re.compile(rf"(?<=[.!?…)\]\"”»*] ){_TITLED} ?: (?=\S)")
# A name in brackets within a line, as captions have it: "We stay. (Mia) Who says so?"
_IN_BRACKETS = re.compile(rf"(?:^|(?<=[.!?…\"”»] ))[(\[]{_PERSON}[)\]] (?=\S)")
# Letters for questions and answers in one paragraph: "Q Who was it? A Nobody."
_IN_PARAGRAPH = re.compile(r"(?:^|(?<=[.!?…] ))(?P<label>[QA])[.:]? (?=[A-ZÀ-Þ“\"])", re.MULTILINE)
# A letter alone for a question within a line, behind such a stop or a dash.
_ASKING = re.compile(r"(?<=[.!?…)\]\"”»*—-] )(?P<label>Q) (?=[^\W\d_a-z]|[\"“(\[—-])")

# Captions have this where somebody else speaks; e-mails quote with it, and with one of it.
_SOMEBODY_ELSE = re.compile(r"^[ \t]*(?P<label>>>)>*[ \t]*(?=\S)", re.MULTILINE)
_QUOTED_ONCE = re.compile(r"^[ \t]*>(?!>)", re.MULTILINE)
_DASH = re.compile(r" [-–—] ")
_COLON = re.compile(r" ?: (?=\S)")
_WORD = re.compile(r"(?<!\w)\S")
_LONGEST_LABEL = 120
_BRACKETS = re.compile(r"\([^)\n]{0,80}\)")  # "(by telephone)"
# Who has an office: "(Mia Brandt)".
_HOLDER = re.compile(
    r"(?<=\w )\((?P<name>(?=[^\W\d_a-z])[^\W\d_][\w.’'-]+(?: [^\W\d_][\w.’'-]+){1,3})"
    r"(?:, [^)\n]+)?\)"
)

_Kind: TypeAlias = Literal["line", "letter", "alone", "amid", "dash", "stop", "account", "caption"]
# Labels that count only where two at least come again and again.
_RECURRING: tuple[tuple[re.Pattern[str], _Kind], ...] = (
    *((_DASHED, "dash"), (_CAPITALS, "dash")),
    *(
        (_STOPPED, "stop"),
        (_LETTERS, "letter"),
        (_IN_BRACKETS, "caption"),
        (_IN_PARAGRAPH, "caption"),
    ),
)


@dataclass(frozen=True, slots=True)
class Label:
    """What may be the label of a turn: where it is, and where the turn's words begin."""

    text: str
    start: int
    end: int
    words: int
    kind: _Kind
    who: str  #: the name without titles, by which the same speaker is known in other labels

    @property
    def key(self) -> str:
        """The label in small letters."""
        return fold(self.text)


class LabelFinder:
    """Finds what may be labels in a text, ``plain`` as labels are read; some are ``known``."""

    def __init__(self, plain: str, source: str, language: Language, known: Collection[str]) -> None:
        self._known = known
        self._plain = plain
        self._source = source
        self._language = language
        #: what may be in a label in small letters
        self.small = language.prepositions | language.particles | language.linking
        self.small |= language.roles | language.titles | language.label_titles

    def find(self) -> Iterator[Label]:
        """All labels of every kind, in no order."""
        yield from self._at(_LINE, "line")
        yield from self._bare(_LETTER, "letter")
        yield from self._bare(_CHAT, "account")
        yield from self._bare(_MESSAGE, "account")
        for found in _ACCOUNT.finditer(self._plain):
            sure: _Kind = "account" if found["sign"] else "line"
            yield self._made(found["label"], *found.span("label"), found.end(), sure)
        if not _QUOTED_ONCE.search(self._plain):
            yield from self._bare(_SOMEBODY_ELSE, "line")
        end = len(self._plain.rstrip())
        yield from (each for each in self._at(_ALONE, "alone") if each.words < end)
        yield from (each for each in self._amid() if not self._is_quoted(each))
        for pattern, kind in _RECURRING:
            read = self._bare if kind == "letter" or pattern is _IN_PARAGRAPH else self._at
            if self._come_again(labels := list(read(pattern, kind))):
                yield from labels

    def induced(self) -> Iterator[Label]:
        """The labels of the layout that the text itself shows."""
        for head in heads_of(self._plain, self._source, self._language):
            text = head.label + ("" if any(map(str.isdigit, head.aside)) else head.aside)
            end = head.start + len(head.label)
            label = self._label(text, head.start, head.words, "line")
            yield label or self._made(head.label, head.start, end, head.words, "line")

    def _bare(self, pattern: re.Pattern[str], kind: _Kind) -> Iterator[Label]:
        """The labels that ``pattern`` finds, whatever their words are."""
        for found in pattern.finditer(self._plain):
            if found["label"] not in self._language.not_labels:
                yield self._made(found["label"], *found.span("label"), found.end(), kind)

    def _come_again(self, labels: Sequence[Label]) -> bool:
        """Whether two speakers come again and again, or one does among others who are plain."""
        again = sum(count > 1 for count in Counter(label.who for label in labels).values())
        titles = self._language.label_titles
        plain = {
            label.who for label in labels if self.is_person(label) or label.key.split()[0] in titles
        }
        return again > 1 or (again == 1 and len(plain) > 2)

    def _at(self, pattern: re.Pattern[str], kind: _Kind) -> Iterator[Label]:
        for found in pattern.finditer(self._plain):
            if kind != "stop" or self._is_before_stop(found):
                label = self._label(found["label"], found.start("label"), found.end(), kind)
                if label:
                    yield label

    def _is_before_stop(self, found: re.Match[str]) -> bool:
        """Whether what is before a full stop is a label, and no end of a wrapped sentence."""
        language = self._language
        label = found["label"]
        names, *more = label.replace("’", "'").lower().split(",")
        words = names.replace(".", "").split()
        named = set(words) - language.label_titles - language.abbreviations
        addressed = any(word in language.genders for part in more for word in part.split())
        if not named and (more or len(words) == 1) and not found["dash"]:
            return False  # "MS. HOLM:", "Mr. Chairman, I yield."
        titled = words[0] in language.label_titles and not addressed
        capitals = any(word.isupper() and len(word) > 2 for word in label.split())
        whole = 1 < len(words) < 5 and label.istitle() and self._has_given_name(words)
        return titled or capitals or whole or bool(found["dash"])

    def _amid(self) -> Iterator[Label]:
        """Labels within a line, where the line breaks of a transcript were lost."""
        labels = list(self._at(_AMID, "amid"))
        yield from labels
        again = {label.text for label in labels if " " in label.text or label.text.isupper()}
        if not again:
            return
        # The same label begins a turn without a stop before it, too: at the beginning, for one.
        known = {label.words for label in labels}
        for colon in _COLON.finditer(self._plain):
            start = max(0, colon.start() - _LONGEST_LABEL)
            words = (
                start + word.start() for word in _WORD.finditer(self._plain[start : colon.start()])
            )
            at = next((at for at in words if self._plain[at : colon.start()] in again), None)
            if at is None or colon.end() in known:
                continue
            # No label is within a sentence such as "We say to Mia Brandt: stay."
            before = {*self._plain[max(0, at - 30) : at].split()[-1:]}
            label = self._plain[at : colon.start()]
            within = before & (self._language.prepositions | self._language.coordinators)
            if label.isupper() or not within:
                yield self._made(label, at, colon.start(), colon.end(), "amid")
        for found in _ASKING.finditer(self._plain):
            yield self._made(found["label"], *found.span("label"), found.end(), "amid")

    def _is_quoted(self, label: Label) -> bool:
        """Whether an article quotes a transcript, of which the label is a part."""
        line = self._plain[: label.start].rpartition("\n")[2]
        return line.rfind("“") > line.rfind("”") or line.rfind("«") > line.rfind("»")

    def _is_abbreviation(self, word: str) -> bool:
        bare = word.strip("*(").rstrip(".").lower()
        initials = len(bare.replace(".", "")) <= bare.count(".") + 1  # "M.B. "
        return bare in self._language.abbreviations or initials

    def _label(self, text: str, start: int, words: int, kind: _Kind) -> Label | None:
        """The label in ``text`` if its words are those of a name, a title or a role."""
        bare = _DASH.split(_BRACKETS.sub("", text), maxsplit=1)[0]
        bare = bare.split(",")[0] if kind == "stop" else bare.rstrip(" *_")
        bare = self._holder(text) or bare
        first, comma, _ = bare.partition(",")
        if comma and kind in ("line", "alone"):
            bare = first  # "Madame PERRIN, adjointe aux finances"
        parts = bare.replace(",", " ").replace("/", " ").split()
        if not parts or len(parts) > 14 or not self._is_labelling(parts, loose=kind == "line"):
            return None
        if self._starts_quote(words):
            return None
        named = bare.split(",")[0].strip()
        return self._made(named, start, start + len(text.rstrip(" *_")), words, kind)

    def _holder(self, text: str) -> str | None:
        """Who has the office that a label names: "The Minister of Ports (Mia Brandt)"."""
        if (holder := _HOLDER.search(text)) is None:
            return None
        before = text[: holder.start()].lower().split()
        titled = self.small.issuperset(before) or before[0] in self._language.label_titles
        office = titled and self._has_given_name(holder["name"].split())
        return holder["name"] if office or before[0] in self._language.definite else None

    def _has_given_name(self, words: Sequence[str]) -> bool:
        """Whether a given name is at the beginning or the end, but for a title."""
        language = self._language
        names = [word.lower() for word in words if word.lower() not in language.titles]
        ends = {name.partition("-")[0] for name in (*names[:1], *names[-1:])}
        return not ends.isdisjoint(language.given_names)

    def _made(self, text: str, start: int, end: int, words: int, kind: _Kind) -> Label:
        key = fold(text)
        titles: Words = frozenset() if kind == "amid" else self._language.label_titles
        names = [word for word in key.split() if word not in titles]
        return Label(text, start, end, words, kind, " ".join(names) or key)

    def _starts_quote(self, words: int) -> bool:
        """Whether the words are one quote in marks: a line of a report, no turn."""
        line = self._plain[words : self._plain.find("\n", words + 2) % (len(self._plain) + 1)]
        return line.strip()[:1] in tuple("\"“‘'«„") and line.strip()[-1:] in tuple("\"”’'»")

    def _is_labelling(self, words: Sequence[str], *, loose: bool) -> bool:
        """Whether words are those of a label; ``loose``: with any nouns behind a title."""
        language = self._language
        first = words[0].lower().rstrip(".")
        if fold(" ".join(words)) in self._known:
            return True
        titled = len(words) > 1 and any(
            word.lower().rstrip(".") in language.label_titles for word in words[:2]
        )  # "An hon. member"
        if (first in language.times and not self._has_given_name(words)) or (
            first in language.not_labels and not titled
        ):
            return False
        for word in words:
            small = word.strip(".’'-–&").lower() in self.small or word in "-–&"
            small |= titled and loose and word.isalpha() and word not in self._language.clausal
            ends = word.endswith(".") and not self._is_abbreviation(word)
            if ends or not (small or word[0].isupper() or word[0] == "#"):
                return word[0].isdigit() and word != words[0]
        return words[0][0].isupper()

    def is_person(self, label: Label) -> bool:
        """Whether a label is the whole name of a person, or has titles alone: "Mr Speaker"."""
        titles = self._language.label_titles
        names = [word for word in label.text.lower().split() if word.rstrip(".") not in titles]
        named = not names or self._has_given_name(names)
        capital = all(word[0].isupper() for word in label.text.split())
        return named and capital and 1 < len(names) < 5
