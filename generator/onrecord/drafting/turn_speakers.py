"""Who speaks in the turns of a transcript: what its labels and its first lines say."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .desk_actors import DeskActors, fold
from .language_words import Language
from .mentions import NOT_ON_DESK
from .names_in_text import in_small_letters
from .source_text import SOMEBODY_ELSE, Span, Turn

NAMELESS = "the label of the turn names nobody"
ANSWER = "the label of the turn says only that it is an answer"
INTERVIEWED = "the label says only that it is an answer; the text begins by naming one interviewee"
BY_INITIALS = "the label of the turn gives only initials"
BY_ROLE = "the label of the turn gives only a role or a surname"

_NAME = r"(?P<name>[^\W\d_][\w.’'-]*(?:[ \t]+[^\W\d_][\w.’'-]*){1,5})"
# A name behind "interview with".
_FULL_NAME = re.compile(rf"[ \t]*{_NAME}")
_WORD = r"[^\W\d_][\w’'-]*"
# Words with capitals, one after the other.
_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]*(?:[ \t]+[^\W\d_a-zß-ÿ][\w’'-]*)+")
# What a label is short for: "RB = Ruth Bannon (host)", "Speaker 1 (Moira Kell, diver)".
_DEFINITION = re.compile(
    r"^[ \t*_•-]*(?P<key>[^\W\d_][\w. ]{0,14}?)[*_]{0,2}[ \t]*(?:[=:–—-]|\t|\()[*_]{0,2}[ \t]*"
    rf"{_NAME}(?:[ \t]*[,;()–—-][^\n]{{0,80}})?(?<![.?!…])[ \t*_]*$",
    re.MULTILINE,
)
# The same the other way round: "Ruth Bannon (RB)".
_IN_BRACKETS = re.compile(r"\((?P<key>[A-Z]{1,4}|(?:[A-Z]\.[ ]?){1,4})\)")
_BEFORE = re.compile(rf"{_NAME}[ \t]*$")
_LONGEST_NAME = 60
# An office with its holder, before a colon: "The Minister for Ports (Mia Brandt):".
_OFFICE = re.compile(
    rf"^[ \t*_]*(?P<key>[^\W\d_][^\n():.]{{3,60}}?)[ \t]*\({_NAME}(?:,[^)\n]*)?\)[*_]*[ \t]*:",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"[^\W\d_]+ (?:\d{1,2}|[A-Za-z])")  # "Speaker 1"
_HEAD = 4_000  # characters within which a text says what its labels are short for
_STEM = 6  # letters of a role by which "Hosted by" is that of a host

_OPENING = '"“«‘'
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_DASH = re.compile(r"[–—-]\s*")
_FEWEST_QUESTIONS = 2  # of an interview without labels
_FEWEST_DASHES = 4  # lines of one that begin with a dash
_LONGEST_HEAD = 8  # paragraphs before the first question
_LONGEST_QUESTION = 70  # words
_LONGEST_ANSWER = 8  # paragraphs
_INITIALS = 3  # letters of a word in capitals that may be no name: "CEO"


class Cast:
    """What the first lines of a text say of its labels."""

    def __init__(self, text: str, language: Language) -> None:
        """Read the head of ``text``."""
        self._language = language
        self.names: dict[str, str] = {}  #: the whole names that labels are short for
        self.lines: list[Span] = []  #: where lines say it
        head = text[:_HEAD]
        for found in _DEFINITION.finditer(head):
            again = len(re.findall(rf"^\W*{re.escape(found['key'])}\b", text, re.MULTILINE))
            if again > 1 and self._define(found["key"], found["name"]):
                self.lines.append(found.span())
        for found in _IN_BRACKETS.finditer(head):
            start = max(0, found.start() - _LONGEST_NAME)
            if before := _BEFORE.search(head[start : found.start()]):
                self._define(found["key"], before["name"])

        holders: dict[str, set[str]] = {}
        for found in _OFFICE.finditer(text):
            holders.setdefault(fold(found["key"]), set()).add(found["name"])
        for office, names in holders.items():
            held = [name for name in names if [*self.persons(name)]]
            titled = not {*office.split()[:2]}.isdisjoint(language.label_titles)
            if len(names) == len(held) == 1 and titled and not [*self.persons(office.title())]:
                self.names.setdefault(office, self.whole_name(held[0]))

    def _define(self, label: str, words: str) -> bool:
        """Note the name that ``words`` give a label; whether they may be one."""
        key, name = fold(label), self.whole_name(words)
        letters = key.replace(" ", "")
        is_key = (
            letters in (_initials(name).lower(), letters[:1])
            or _NUMBERED.fullmatch(label)
            or key in self._language.label_titles | self._language.answers
        )
        if name and is_key:
            self.names.setdefault(key, name)
        return bool(name and is_key)

    def with_role(self, role: str, head: str) -> str | None:
        """Whom the ``head`` calls ``role``: "Hosted by Mia Brandt", "Guest: Sam Okafor"."""
        plain = role.lower()
        if len(plain) <= _INITIALS or plain not in self._language.label_titles:
            return None
        stem = re.escape(plain[:_STEM])
        named = re.finditer(
            rf"\b(?i:{stem}\w*)(?:[ \t](?:by|par))?[ \t]?[:,–—=-]?[ \t]{{1,3}}(?:is |est )?{_NAME}",
            head,
        )
        return next((name for found in named if (name := self.whole_name(found["name"]))), None)

    def whole_name(self, words: str) -> str:
        """The name that ``words`` begin with, behind titles; empty where it is no whole one."""
        language = self._language
        row = re.split(r"(?<=\w{4})\. ", words)[0].split()  # "Mia Brandt. Guest"
        stops = (language.linking | language.determiners) - language.particles
        stops |= language.titles | language.roles | language.label_titles
        plain = [word.lower().rstrip(".,") for word in row]
        # "Aide to the Director Yuri Orlov"; a surname may be a noun, too.
        first = next((at + 1 for at in range(len(row) - 2, -1, -1) if plain[at] in stops), 0)
        named = range(first, len(row))
        of_name = (row[at][0].isupper() or plain[at] in language.particles for at in named)
        end = next((at for at, own in zip(named, of_name, strict=True) if not own), len(row))
        nouns = language.organisations | language.roles | language.label_titles
        body = any(word in language.organisations for word in plain[first:end])
        body = body or nouns.issuperset(plain[end - 1 : end])  # "the Presiding Officer"
        return " ".join(row[first:end]).rstrip(".") if 1 < end - first < 6 and not body else ""

    def persons(self, text: str) -> Iterator[str]:
        """The whole names in ``text`` that no small word such as "by" is before."""
        language = self._language
        small = language.prepositions | language.agents
        for found in _CAPITALS.finditer(text):
            before = text[max(0, found.start() - _LONGEST_NAME) : found.start()].split(" ")
            told = len(before) > 1 and before[-2].lower() in small
            name = "" if told else self.whole_name(found[0])
            if name and fold(name.split()[0]) in language.given_names:
                yield name


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
        """A line without the dash before it and the type around it."""
        words = self._text[slice(*span)]
        return span[1] - len(words.lstrip("–—- \t\u00a0*_")), span[0] + len(words.rstrip("*_ \t"))

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
        found = {
            actor or name: (actor, name) for actor, name in known if _initials(name) == letters
        }
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
        if found is None and len(names) == 2:
            found = people.person(" ".join(names))
        if found or len(names) == 2:
            self._heard[words[-1]] = found
        if found or len(names) != 1:
            return found
        return people.titled(names[0], titles, language)

    # -- the names of labels

    def _name_of(self, label: str) -> str:
        """The fullest name that the text gives whom a label names, in small letters."""
        plain = {word: word.lower().rstrip(".,") for word in label.split()}
        surnames = [word for word, low in plain.items() if low not in self._titles]
        nouns = self._language.organisations | self._language.roles
        named = len(surnames) == 1 and plain[surnames[0]] not in nouns
        if named and (name := self._with_given_name(surnames[0], {*plain.values()})):
            return name
        return in_small_letters(self._cast.whole_name(label) or label, self._text, self._language)

    def _with_given_name(self, surname: str, titles: set[str]) -> str | None:
        """The surname behind the one given name that the text has for it."""
        named = re.compile(rf"\b({_WORD}) {re.escape(surname)}\b", re.IGNORECASE)
        found = {
            fold(match[1]): match[0]
            for match in named.finditer(self._text)
            if match[1][0].isupper() and match[1].lower() not in self._titles
        }
        language = self._language
        for gendered in (language.feminine, language.masculine):
            if len(found) > 1 and gendered & titles:
                found = {given: name for given, name in found.items() if given in gendered}
        if len(found) != 1:
            return None
        return in_small_letters(found.popitem()[1], self._text, language)


def _initials(name: str) -> str:
    return "".join(word[0].upper() for word in name.replace("-", " ").split())
