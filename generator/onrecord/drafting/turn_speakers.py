"""The layout of a transcript as its own lines show it, and who speaks in its turns.

No layout need be known: heads of one kind (signs, a time, a short name, signs) come again and
again, with a few names that take turns, before words that people say to each other.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .descriptions import NAME, Cast, initials
from .desk_actors import DeskActors, fold
from .language_words import Language
from .mentions import NOT_ON_DESK
from .source_text import SOMEBODY_ELSE, Span, Turn
from .written_names import in_small_letters

NAMELESS = "the label of the turn names nobody"
ANSWER = "the label of the turn says only that it is an answer"
INTERVIEWED = "the label says only that it is an answer; the text begins by naming one interviewee"
BY_INITIALS = "the label of the turn gives only initials"
BY_ROLE = "the label of the turn gives only a role or a surname"

# A name behind "interview with".
_FULL_NAME = re.compile(rf"[ \t]*{NAME}")
_WORD = r"[^\W\d_][\w’'-]*"

_OPENING = '"“«‘'
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_DASH = re.compile(r"[–—-]\s*")
_FEWEST_QUESTIONS = 2  # of an interview without labels
_FEWEST_DASHES = 4  # lines of one that begin with a dash
_LONGEST_HEAD = 8  # paragraphs before the first question
_LONGEST_QUESTION = 70  # words
_LONGEST_ANSWER = 8  # paragraphs


_CLOCK = r"\d{1,2}[:.h]\d\d(?:[:.,]\d{1,3}){0,2}(?:[ \t]?[ap]\.?m\b\.?)?"
_STAMP = (
    rf"(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?[ ])?{_CLOCK}(?:[ ]?(?:[–—-]|-->)[ ]?{_CLOCK})?"
)
_TIME = re.compile(rf"[\[(]?{_STAMP}[\])]?", re.IGNORECASE)
_AGO = r"(?:[^\W\d_]{2,9}[ ]){1,2}"  # "Today at"
# What may be behind a name: brackets, an account, a time.
_ASIDE = (
    r"(?:,?[ \t]*(?:\([^()\n]{1,80}\)|\[[^\]\n]{1,60}\]|@[\w.]{2,30}"
    rf"|(?:[–—-][ ]{_AGO}|[([·•|–—,-]?[ \t]*){_STAMP}[)\]]?))"
)
_ABBREVIATED = r"(?-i:(?<=\b[A-Z])|(?<=\b[A-Z][a-z])|(?<=\b[A-Z][a-z]{2}))\."
_SHORT = rf"[^\s:.?!,;()<>\[\]|]|\.(?=\w)|{_ABBREVIATED}|[ ](?=[^\s–—|-])"
_LABEL = rf"(?P<label>@?[^\W\d_](?:{_SHORT}){{0,60}}?)"
_DESCRIBED = r"(?:(?:,|[ ](?:--|[–—·•|/]))[ \t](?!\W?\d)[^:\n?!]{2,80}?(?<![.…”»\"]))?"
_SIGN = (
    r"(?P<sign>[ ]?[:>\])|]{1,3}[*_]{0,2}[ \t]+|[ \t]+(?:[|>]|--?>?|[–—]|=>)[ \t]+"
    r"|[ ]*\t[ \t]*|[ ]{2,}|[*_]{0,3}\.[ ]?[–—-][ ]+)"
)
# A number, and the part in "Q - Mia Brandt".
_PART = r"(?:Q?\d{1,4}[.)]?[ \t]{1,20})?(?:[QA][ ]?[:–—-][ ](?=[^\W\d_]+[ ][^\W\d_]))?"
_START = (
    rf"^(?P<lead>[ \t]*(?:[\[(]?{_STAMP}[\])]?)?[ \t<\[(\]*_#>•|–—-]*){_PART}"
    rf"{_LABEL}{_DESCRIBED}(?P<aside>{_ASIDE}*)"
)
# Heads before what is said in their line, and above it.
_HEADS = tuple(
    re.compile(_START + end, re.MULTILINE | re.IGNORECASE)
    for end in (
        rf"{_SIGN}(?!(?:{_AGO})?{_STAMP}[)\]]?[ \t]*$)(?=\S)",
        r"(?P<sign>(?:(?<=\d)|(?<=\d[)\]]))[ ]|\*\*[ ]|__[ ])[ \t]*(?![ap]\.?m\b)(?=\S)",
        r"[*_:]{0,3}[ \t]*(?P<sign>\n\n?)\s*(?=\S)",
    )
)
_ENDED = re.compile(r"[.?!…—–-][\"'”’»)\]*_]*$")
_PARAGRAPH = 4000  # characters of one at most
_LONG = re.compile(r"\b[^\W\d_]{4,}")
_END = 200  # characters that show how the words before the next head end
_FEWEST_HEADS = 4
_FEWEST_LINES = 5


@dataclass(frozen=True, slots=True)
class Head:
    """The start of a turn."""

    label: str
    aside: str
    line: int  #: where its line begins
    start: int
    words: int  #: where the words begin
    signs: tuple[str, str]  #: the signs around the label, which all heads of a layout have

    @property
    def who(self) -> str:
        """The label in small letters."""
        return " ".join(self.label.lower().split())


def heads_of(text: str, source: str, language: Language) -> list[Head]:
    """The heads of the layout of ``text`` that has the most of them; none where it has none.

    ``source`` is the same text with the times that are alone in their lines.
    """
    layouts: dict[tuple[str, str], list[Head]] = {}
    for head in _below_names([*_all_heads(text, source)]):
        if _may_be_label(head, language):
            layouts.setdefault(head.signs, []).append(head)
    whole = (_with_descriptions(text, [*_with_names(heads)]) for heads in layouts.values())
    meant = (_names(text, heads, language) for heads in whole)
    fit = (heads for heads in meant if _is_conversation(text, heads, language))
    return max(fit, key=len, default=[])


def _names(text: str, heads: Sequence[Head], language: Language) -> list[Head]:
    """The heads without those that come once and have no words, or are no name."""
    counts = Counter(head.who for head in heads)
    of_names = language.prepositions | language.particles | language.definite | language.roles
    of_names |= language.label_titles | language.linking
    small = 2 * sum(head.label.islower() for head in heads) > len(heads)  # names of accounts
    kept: list[Head] = []
    end = len(text)
    for head in reversed(heads):
        stop = text.find("\n\n", head.words, min(end, head.words + _PARAGRAPH))
        stop = end if stop < 0 else stop
        said = _ENDED.search(text[max(head.words, stop - _END) : stop].rstrip())
        words = {word for word in head.label.split() if not word[0].isupper()} - of_names
        named = not words if head.signs[1].isspace() else language.clausal.isdisjoint(words)
        name = small or (head.label[0].isupper() and named)
        if counts[head.who] > 1 or (said and name):
            kept.append(head)
            end = head.line
    return kept[::-1]


def _all_heads(text: str, source: str) -> Iterator[Head]:
    for found in (each for pattern in _HEADS for each in pattern.finditer(text)):
        sign = found["sign"].strip(" ") or found["sign"]
        if source[found.start("sign") : found.end()].strip(" *_:\n"):
            sign = "time" if sign.isspace() else sign
        lead = re.sub(r"\d+", "0", found["lead"].strip())
        if ":" in sign:
            lead = re.sub(r"[^(\[<]", "", _TIME.sub("", found["lead"]))
        yield Head(
            *(found["label"].strip(), found["aside"], found.start()),
            *(found.start("label"), found.end(), (lead, sign)),
        )


def _below_names(heads: Sequence[Head]) -> Iterator[Head]:
    """The heads, and those in the line below a name with the name: "First Minister", a time."""
    names = {head.words: head for head in heads if head.signs[1] == "\n"}
    for head in heads:
        above, sign = names.get(head.line), head.signs[1]
        if above and sign == "time" and head.label.istitle():
            yield replace(head, label=above.label, line=above.line, start=above.start)
        elif above is None or ":" in sign or "\n" in sign:
            yield head


def _with_descriptions(text: str, heads: Sequence[Head]) -> Sequence[Head]:
    """The heads, each with the line below its name, where most have one that says what he is."""
    lines = [text[head.words : text.find("\n", head.words) % (len(text) + 1)] for head in heads]
    described = [", " in line and all(map(str.istitle, _LONG.findall(line))) for line in lines]
    if heads[0].signs[1] != "\n" or 2 * sum(described) < len(heads):
        return heads
    below = {head.words for head, told in zip(heads, described, strict=True) if told}
    return [
        replace(head, words=head.words + len(line) + 1) if told else head
        for head, line, told in zip(heads, lines, described, strict=True)
        if head.line not in below
    ]


def _is_conversation(text: str, heads: Sequence[Head], language: Language) -> bool:
    """Whether a few speakers take turns, in words with "I", "you" or a question."""
    who = [head.who for head in heads]
    counts = Counter(who)
    again = sum(count for count in counts.values() if count > 1)
    several = sum(count > 1 for count in counts.values())
    many = several > 1 or (several == 1 and len(counts) > 2)
    if len(heads) < _FEWEST_HEADS or not many or 3 * again < len(heads):
        return False
    alternate = sum(a != b for a, b in pairwise(who))
    ends = [*(head.start for head in heads[1:]), len(text)]
    bodies = [text[head.words : end] for head, end in zip(heads, ends, strict=True)]
    if 2 * sum(body.lstrip()[:1] in tuple('"“«‘„') for body in bodies) > len(bodies):
        return False  # an article quotes them
    own = sum(language.is_addressed(body) for body in bodies)
    lines = sum(map(bool, map(str.strip, text[heads[0].start :].splitlines())))
    if _FEWEST_LINES * len(heads) < lines:
        return False
    return 2 * alternate >= len(heads) and 4 * own >= len(heads) and own > 1


def _may_be_label(head: Head, language: Language) -> bool:
    first, *more = head.who.split()
    titled = not language.label_titles.isdisjoint(more[:1])
    titled |= first in language.definite and head.label.istitle()
    return titled or first not in language.not_labels


def _with_names(heads: Sequence[Head]) -> Iterator[Head]:
    """The heads with the name in brackets, where another head has it: "The Chair (Mia Brandt)"."""
    labels = {head.label for head in heads}
    for head in heads:
        inside = labels.intersection(re.findall(r"\(([^()]+)\)", head.aside))
        yield replace(head, label=inside.pop(), aside="") if inside else head


class TurnSpeakers:
    """Finds the speakers of the turns of one text, in their order."""

    def __init__(self, text: str, people: DeskActors, language: Language, cast: Cast) -> None:
        self._text = text
        self._people = people
        self._language = language
        self._cast = cast
        self._head = ""  # what is before the first turn
        self._interviewee: tuple[str | None, str] | None = None  # an actor, and the name
        self._in_full: dict[tuple[str | None, str], None] = {}  # actors and names of labels
        self._heard: dict[str, str | None] = {}  # the actor of each surname of a whole name
        self._names: dict[str, str] = {}  # the name of each label
        self._titles = language.titles | language.label_titles
        self._small = language.linking | language.prepositions | self._titles

    def read_head(self, head: str) -> None:
        """Take what is before the first turn, which may say who is interviewed, or who asks."""
        self._head = head
        named = self._said_to_be_interviewed(head)
        actors = {actor for line in head.splitlines() if (actor := self._people.in_label(line))}
        if named is None and len(actors) == 1:
            actor = actors.pop()
            named = actor, self._people.actors[actor].name
        self._interviewee = named or (None if actors else self._only_person(head))

    def _said_to_be_interviewed(self, head: str) -> tuple[str | None, str] | None:
        """Whom the ``head`` of a text names behind words such as "interview with"."""
        lower = head.lower().replace("\u00a0", " ")
        for phrase in sorted(self._language.interviews):
            at = lower.find(phrase)
            named = _FULL_NAME.match(head, at + len(phrase)) if at >= 0 else None
            if named:
                words = [word for word in named["name"].split() if word[0].isupper()]
                name = " ".join(words).rstrip(".")
                if len(words) > 1:
                    return self._people.in_label(name) or self._people.person(name), name
        return None

    def _only_person(self, head: str) -> tuple[str | None, str] | None:
        """The one person whom the ``head`` of a text names, or else its headline."""
        asked_by = rf"(?i:{'|'.join(map(re.escape, self._language.interviewers))})[^\n]*"
        told = re.sub(asked_by, "", head) if self._language.interviewers else head
        for lines in (told, told.strip().partition("\n")[0]):
            persons = set(self._cast.persons(lines))
            if len(persons) == 1:
                name = persons.pop()
                return self._people.person(name), name
        return None

    def interview(self) -> Iterator[Turn]:
        """The turns of an interview without labels: its questions end in ``?``, or have dashes."""
        lines = [found.span() for found in _LINE.finditer(self._text)]
        asks = [self._text[slice(*span)].rstrip(' *_»”"').endswith("?") for span in lines]
        numbers = [number for number, asked in enumerate(asks) if asked]
        dashed = [n for n, span in enumerate(lines) if _DASH.match(self._text, *span)]
        if len(dashed) >= _FEWEST_DASHES and asks[dashed[0]]:
            numbers = dashed[::2]
        if len(numbers) < _FEWEST_QUESTIONS or numbers[0] > _LONGEST_HEAD:
            return
        if any(self._text[start] in _OPENING for start, _ in lines[numbers[0] :]):
            return  # who is quoted is not interviewed
        answers = [range(at + 1, end) for at, end in pairwise([*numbers, len(lines)])]
        brief = all(self._text.count(" ", *lines[at]) < _LONGEST_QUESTION for at in numbers)
        if not brief or not all(0 < len(answer) <= _LONGEST_ANSWER for answer in answers):
            return
        head = self._text[: lines[numbers[0]][0]]
        self._interviewee = self._said_to_be_interviewed(head)
        asked = any(phrase in head.lower() for phrase in self._language.interviewers)
        spoken = ["".join(self._text[slice(*lines[n])] for n in answer) for answer in answers]
        asked |= 2 * sum(self._language.is_addressed(words) for words in spoken) > len(spoken)
        if self._interviewee is None and (asked or len(dashed) >= _FEWEST_DASHES):
            self._interviewee = self._only_person(head)
        if self._interviewee is None:
            return
        at = head.find(self._interviewee[1])
        for number, answer in zip(numbers, answers, strict=True):
            yield Turn(SOMEBODY_ELSE, (0, 0), (self._without_signs(lines[number]),))
            spans = tuple(self._without_signs(lines[n]) for n in answer)
            yield Turn("", (at, at + len(self._interviewee[1])), spans)

    def _without_signs(self, span: Span) -> Span:
        """A line without the dash or the name before it, and the type around it."""
        words = self._text[slice(*span)]
        bare = words.lstrip("–—- \t\u00a0*_")
        if self._interviewee and bare.startswith(f"{self._interviewee[1]} "):
            bare = bare.removeprefix(self._interviewee[1]).lstrip(" *_")
        return span[1] - len(bare), span[0] + len(words.rstrip("*_ \t"))

    def speaker(self, label: str) -> tuple[str | None, str | None, str | None]:
        """The actor and the name that a label means, and why it is not sure."""
        known = self._cast.names.get(fold(label))
        meant = (None if known else self._of_part(label)) or self._named(known or label)
        actor, name, reason = meant
        if name and " " in name and reason != BY_INITIALS:
            self._in_full[actor, name] = None
        return meant

    def _of_part(self, label: str) -> tuple[str | None, str | None, str] | None:
        """Whom a label means that only says what somebody does: "Q", "A", "Host"; else None."""
        key, language = fold(label), self._language
        asks = label == SOMEBODY_ELSE or key in language.questions
        answers = not label or key in language.answers
        if answers and self._interviewee:
            return *self._interviewee, INTERVIEWED
        if named := self._cast.with_role(label, self._head):
            return self.actor(named), named, BY_ROLE
        if asks or answers:
            return None, label.replace(SOMEBODY_ELSE, "") or None, NAMELESS if asks else ANSWER
        return None

    def _named(self, label: str) -> tuple[str | None, str, str | None]:
        actor = self.actor(label)
        if actor is None and (meant := self._by_initials(label)):
            return *meant, BY_INITIALS
        if label not in self._names:
            self._names[label] = self._name_of(label)
        name = self._names[label]
        if actor is None:
            actor = self._people.with_role(label, self._language)
            return actor, name, BY_ROLE if actor else NOT_ON_DESK
        return actor, name, None

    def _by_initials(self, label: str) -> tuple[str | None, str] | None:
        """The one with the initials "M. B.": who has a label in full, or is named in the text."""
        letters = "".join(char for char in label if char.isalpha())
        if len(letters) < 2 or not letters.isupper() or len(letters) > len(label.split()) * 3:
            return None
        named = (
            (actor_id, actor.name)
            for actor_id, actor in self._people.actors.items()
            if actor.kind == "person" and actor.name in self._text
        )
        known = [*self._in_full, *([self._interviewee] if self._interviewee else []), *named]
        found = {actor or name: (actor, name) for actor, name in known if initials(name) == letters}
        return found.popitem()[1] if len(found) == 1 else None

    def is_known(self, label: str) -> bool:
        """Whether a label is that of an actor, or one that the first lines explain."""
        return fold(label) in self._cast.names or self.actor(label) is not None

    def actor(self, label: str) -> str | None:
        """The actor of the desk whom a label names."""
        people, language = self._people, self._language
        words = fold(label.replace(",", " ")).split()
        titles = [word for word in words if word in self._titles]
        names = [word for word in words if word not in titles and word not in language.linking]
        if len(names) == 1 and names[0] in self._heard:
            return self._heard[names[0]]  # somebody else on the desk may have this surname
        found = people.named(label) or people.in_label(label)
        if found or len(names) == 2:
            self._heard[words[-1]] = found
        if found or len(names) != 1:
            return found
        return people.titled(names[0], titles, language)

    # -- the names of labels

    def _name_of(self, label: str) -> str:
        """The fullest name that the text gives whom a label names, in small letters."""
        plain = {word: word.lower().rstrip(".,") for word in label.split()}
        surnames = [word for word, low in plain.items() if low not in self._small]
        nouns = self._language.organisations | self._language.roles
        named = len(surnames) == 1 < len(surnames[0]) and surnames[0][0].isupper()
        named = named and plain[surnames[0]] not in nouns
        if named and (name := self._with_given_name(surnames[0], {*plain.values()})):
            return name
        return in_small_letters(self._cast.whole_name(label) or label, self._text, self._language)

    def _with_given_name(self, surname: str, titles: set[str]) -> str | None:
        """The surname behind the one given name that the text has for it."""
        named = re.compile(rf"\b({_WORD}) {re.escape(surname)}\b", re.IGNORECASE)
        found = {
            fold(match[1]): match[0]
            for match in named.finditer(self._text)
            if match[1][0].isupper() and match[1].lower() not in self._small
        }
        language = self._language
        for gendered in (language.feminine, language.masculine):
            if len(found) > 1 and gendered & titles:
                found = {given: name for given, name in found.items() if given in gendered}
        if len(found) != 1:
            return None
        return in_small_letters(found.popitem()[1], self._text, language)
