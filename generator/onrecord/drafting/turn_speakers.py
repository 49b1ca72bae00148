"""Who speaks in the turns of a transcript: whom their labels mean."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from .desk_actors import DeskActors, fold
from .language_words import Language
from .mentions import NOT_ON_DESK
from .source_text import SOMEBODY_ELSE, Span, Turn
from .transcript import PART, Head
from .written_names import NAME, Cast, in_small_letters, initials

NAMELESS = "the label of the turn names nobody"
ANSWER = "the label of the turn says only that it is an answer"
INTERVIEWED = "the label says only that it is an answer; the text begins by naming one interviewee"
BY_INITIALS = "the label of the turn gives only initials"
BY_ROLE = "the label of the turn gives only a role or a surname"

_BRACKETS = re.compile(r"\([^)\n]{0,80}\)")  # "(by telephone)"
_NUMBER = re.compile(r"\.? ?\d+$")
_PARTED = re.compile(r" (?:[-–—]{1,2}|[|·•/]) ")
# Who has an office: "(Mia Brandt)".
_HOLDER = re.compile(
    r"(?<=\w )\((?P<name>(?=[^\W\d_a-z])[^\W\d_][\w.’'-]+(?: [^\W\d_][\w.’'-]+){1,3})"
    r"(?:, [^)\n]+)?\)"
)
# A name behind "interview with".
_FULL_NAME = re.compile(rf"[ \t]*{NAME}")
_WORD = r"[^\W\d_][\w’'-]*"

_OPENING = '"“«‘'
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_DASH = re.compile(r"[–—-]\s*")
_ELSEWHERE, _LABELS = 100_000, 30  # characters that are read, and labels that are looked for
_FEWEST_QUESTIONS = 2  # of an interview without labels
_FEWEST_DASHES = 4  # lines of one that begin with a dash
_LONGEST_NAME = 5  # words, and one more
_LONGEST_HEAD = 8  # paragraphs before the first question
_LONGEST_QUESTION = 70  # words
_LONGEST_ANSWER = 8  # paragraphs


class LabelNames:
    """The names in the labels of one text, some of which are known."""

    def __init__(self, text: str, language: Language, is_known: Callable[[str], bool]) -> None:
        self._text = text
        self._language = language
        self._is_known = is_known
        #: what may be in a label in small letters
        self.small = language.prepositions | language.particles | language.linking
        self.small |= language.roles | language.titles | language.label_titles | language.definite
        self._never = language.clausal - language.definite - language.particles

    def named(self, head: Head) -> str:
        """Who the label of a head says that speaks, without what he is."""
        whole = self._text[head.start : head.words]
        if (holder := _HOLDER.search(whole)) and self._is_office(whole[: holder.start()], holder):
            return holder["name"]
        label = PART.sub("", head.label, count=1) if PART.match(head.label) else head.label
        bare = _PARTED.split(_BRACKETS.sub("", label), maxsplit=1)[0]
        return bare.split(",")[0].strip(" *_") or head.label

    def _is_office(self, before: str, holder: re.Match[str]) -> bool:
        """Whether the words ``before`` the name of a holder are an office."""
        words = before.lower().split()
        titles, names = self._language.label_titles, holder["name"].split()
        titled = self.small.issuperset(words) or words[0] in titles
        office = titled and (self.has_given_name(names) or names[0].lower() in titles)
        return office or words[0] in self._language.definite

    def has_given_name(self, words: Sequence[str]) -> bool:
        """Whether a given name is at the beginning or the end, but for a title."""
        language = self._language
        names = [word.lower() for word in words if word.lower() not in language.titles]
        ends = {name.partition("-")[0] for name in (*names[:1], *names[-1:])}
        return not ends.isdisjoint(language.given_names)

    def is_somebody(self, label: str) -> bool:
        """Whether a label is that of a person or an office, and of no thing or place."""
        words = {word.rstrip(".") for word in label.lower().split()} - self._language.definite
        return not words.isdisjoint(self._language.label_titles) or self._is_person(label)

    def _is_person(self, label: str) -> bool:
        titles = self._language.label_titles
        names = [word for word in label.lower().split() if word.rstrip(".") not in titles]
        capital = all(word[0].isupper() for word in label.split())
        return capital and 1 < len(names) < 5 and self.has_given_name(names)

    def elsewhere(self, heads: Sequence[Head]) -> int:
        """The percentage of labels where no turn begins, as in a report."""
        labels = {head.label for head in heads[:_LABELS]}
        count = sum(head.start < _ELSEWHERE and head.label in labels for head in heads)
        text = self._text[:_ELSEWHERE]
        return 100 * (sum(map(text.count, labels)) - count) // max(1, count)

    def signs(self, label: str) -> Iterator[str]:
        """Features for or against a speaker's label."""
        language = self._language
        words = _BRACKETS.sub("", label.partition(",")[0]).split()
        low = [word.lower().strip(".’'*_") for word in words]
        if not words or not low[0]:
            return
        first, key = " ".join(words), fold(_NUMBER.sub("", label))
        titles = language.label_titles
        rows = list(zip(words, low, strict=True))
        told = {
            "capitals": first.isupper() and len(first) > 2,
            "initials": first.isupper() and len(first) < 3,
            "small letters": label.islower(),
            "letter": len(key) == 1,
            "question": key in language.questions,
            "answer": key in language.answers,
            "known": self._is_known(label),
            "given name": self.has_given_name([word for word in low if word]),
            "title": not titles.isdisjoint(low[:2]),
            "title within": not titles.isdisjoint(low[2:]) and titles.isdisjoint(low[:2]),
            "no label": low[0] in language.not_labels and titles.isdisjoint(low),
            "proper": all(not word[0].islower() or plain in self.small for word, plain in rows),
            "clause": any(
                p in self._never and (word.islower() or label.isupper()) for word, p in rows
            ),
            "remark": not language.stage.isdisjoint(low),
            "time": low[0] in language.times,
            "number": any(map(str.isdigit, label)),
            "own": low[0] in language.own,
        }
        yield from (sign for sign, is_true in told.items() if is_true)
        yield f"words {max(size for size in (1, 2, 3, 5, 8) if size <= len(words))}"


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
        """The only person that the ``head`` of a text names, or else its headline."""
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
        """A line without its dash or name, and without marks of type."""
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
        """The actor of a label that is only a part, such as "Q", "A" or "Host"; else None."""
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
        """The actor with the initials "M. B.", who has a full label or is named in the text."""
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

    def is_named(self, label: str) -> bool:
        """Whether a label is a name of an actor, or one that the first lines explain."""
        return fold(label) in self._cast.names or self._people.named(label) is not None

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
        """The fullest name in the text for a label, in small letters."""
        plain = {word: word.lower().rstrip(".,") for word in label.split()}
        surnames = [word for word, low in plain.items() if low not in self._small]
        nouns = self._language.organisations | self._language.roles
        named = len(surnames) == 1 < len(surnames[0]) and surnames[0][0].isupper()
        named = named and plain[surnames[0]] not in nouns
        if named and (name := self._with_given_name(surnames[0], {*plain.values()})):
            return name
        whole = self._cast.whole_name(label) or self._behind_office(label) or label
        return in_small_letters(whole, self._text, self._language)

    def _behind_office(self, label: str) -> str | None:
        """The full name behind an office "of" something: "President of Arland Mia Brandt"."""
        words, language = label.split(), self._language
        plain = [word.lower() for word in words]
        joined = next((at for at, word in enumerate(plain) if word in language.linking), 0)
        if not joined or self._titles.isdisjoint(plain[:joined]):
            return None
        given = (
            at for at in range(joined + 2, len(words) - 1) if plain[at] in language.given_names
        )
        first = next(given, len(words))
        return " ".join(words[first:]) if 1 < len(words) - first < _LONGEST_NAME else None

    def _with_given_name(self, surname: str, titles: set[str]) -> str | None:
        """The surname with its given name, if the text has only one for it."""
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
