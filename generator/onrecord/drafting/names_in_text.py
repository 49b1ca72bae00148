"""The people and bodies that a text names, and which of its names mean the same one."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .desk_actors import fold
from .language_words import Language
from .name_runs import NameRun, NameRuns, is_body
from .sentences import ParagraphTokens
from .source_text import Span
from .written_names import explained_names

_FEWEST_INITIALS = 3
# Behind a body's name: " (HDA)".
_BRACKET = re.compile(r" \([^()]{1,20}\)")
_LONGEST_ASIDE = 150  # characters between a name and the second role behind it
_CLAUSE = re.compile(r"[^.;:?!\n]*")
_MAIL = re.compile(r"[\w.+-]+@((?:[a-z\d-]+\.)+[a-z]{2,})\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,4}")
# Whose addresses anybody can have.
_ANYBODYS = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|live|yahoo|ymail|aol|icloud|gmx|web|proton(?:mail)?|orange"
    r"|wanadoo|free|laposte|sfr|btinternet|mail)\."
)


def sender_of(text: str) -> tuple[str, str]:
    """Who sends ``text``, by the one host of its e-mail addresses: the name in it, and the host.

    Each is empty where the text does not tell it.

    >>> sender_of("Dock Workers Union calls for talks. Contact: press@dwu.example")
    ('Dock Workers Union', 'dwu.example')
    >>> sender_of("Harbour Watch calls for talks. Contact: press@harbourwatch.example")
    ('Harbour Watch', 'harbourwatch.example')
    """
    hosts = {host.lower() for host in _MAIL.findall(text) if not _ANYBODYS.match(host.lower())}
    if len(hosts) != 1:
        return "", ""
    host = hosts.pop()
    labels = {label.replace("-", "") for label in host.split(".")[:-1]}
    for short, whole in explained_names(text).items():
        if short.lower() in labels:
            return whole, host
    names = Counter(
        found[0]
        for found in _CAPITALS.finditer(_MAIL.sub("", text))
        if not labels.isdisjoint(_short_names(found[0].split()))
    )
    return max(names, key=lambda name: (names[name], len(name)), default=""), host


def _short_names(words: Sequence[str]) -> set[str]:
    """The names in an address: its first word, all its words, their first letters."""
    letters = "".join(word[0] for word in words).lower()
    short = {fold(words[0]), fold("".join(words))}
    return short | ({letters} if len(letters) >= _FEWEST_INITIALS else set())


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody or something that a text names."""

    name: str  #: the fullest name that the text gives
    surname: str  #: folded; empty of somebody who is only described
    given: tuple[str, ...] = ()  #: folded given names, if there are any
    #: as far as titles, nouns and given names tell
    gender: Literal["feminine", "masculine", None] = None
    body: bool = False  #: whether it is an organisation, a place or the like
    #: what the text calls it besides: `mayor`, `docker`
    nouns: set[str] = field(default_factory=set)
    suffix: str = ""  #: what tells it from another of its name: `jr`
    personal: bool = False  #: whether a title, a role or a given name says that it is a person
    speaks: bool = False  #: whether a verb of speaking is beside it

    @property
    def is_human(self) -> bool:
        """Whether something says that it is a person."""
        return not self.body and (self.personal or (self.speaks and bool(self.given)))

    @property
    def may_be_human(self) -> bool:
        """Whether it is more than one capitalised word that only acts."""
        return not self.body and bool(self.personal or self.speaks or self.given)


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a text names a figure."""

    start: int
    end: int
    figure: Figure
    alone: bool = False  #: whether it does so only by surname or by one word
    ambiguous: bool = False  #: whether several have this name
    speaks: bool = False  #: whether a verb of speaking is beside it


class NamesInText:
    """All names of a text, outside its quotes.

    Attributes:
        at: where they are, in order.
        figures: whom they mean, in the order in which the text names them first.
    """

    def __init__(
        self, text: str, paragraphs: Sequence[ParagraphTokens], language: Language
    ) -> None:
        self._language = language
        self.figures: list[Figure] = []
        self._by_surname: dict[str, list[Figure]] = {}
        self._by_given: dict[str, list[Figure]] = {}
        runs = [run for paragraph in paragraphs for run in NameRuns(text, paragraph).find()]
        for run in runs:
            if len(run.words) > 1 or run.titles:
                self._add(run)
        self._explained = explained_names(text)
        self.at: list[Named] = []
        recent: dict[str, Figure] = {}
        for run in runs:
            named = self._assign(run, recent)
            recent[named.figure.surname] = named.figure
            named.figure.personal |= run.personal
            named.figure.speaks |= run.speaks
            self.at.append(named)
        self._starts = [named.start for named in self.at]

    def called(self, words: str) -> Figure | None:
        """The one figure of this name or surname."""
        parts = fold(words).split()
        given = tuple(parts[:-1])
        found = self._by_surname.get(parts[-1], ()) if parts else ()
        fitting = [figure for figure in found if _same_given(figure.given, given)]
        return fitting[0] if len(fitting) == 1 else None

    def in_full(self, name: str) -> Figure:
        """The figure of a whole name that a text may have only within quoted words."""
        figure = self.called(name)
        if figure is None:
            words = name.split()
            given = tuple(map(fold, words[:-1]))
            run = NameRun(0, 0, name, words, [], [])
            figure = Figure(name, fold(words[-1]), given, self._gender(run), personal=True)
            self._register(figure)
        elif not figure.given:
            figure.name = name
        return figure

    def inside(self, span: Span) -> Sequence[Named]:
        """The names that begin within ``span``, or that it begins within."""
        first = bisect_left(self._starts, span[0])
        if first and self.at[first - 1].end > span[0]:
            first -= 1
        return self.at[first : bisect_left(self._starts, span[1])]

    def before(self, place: int) -> Iterator[Named]:
        """The names before ``place``, the nearest first."""
        for number in range(bisect_right(self._starts, place - 1) - 1, -1, -1):
            yield self.at[number]

    def behind(self, place: int) -> Sequence[Named]:
        """The names from ``place`` on."""
        return self.at[bisect_left(self._starts, place) :]

    def right_behind(self, place: int, text: str) -> Named | None:
        """The name that follows ``place`` in apposition, after a mark and perhaps a title."""
        bracket = _BRACKET.match(text, place)
        place = bracket.end() if bracket else place
        first = bisect_left(self._starts, place)
        if first == len(self.at) or self.at[first].start - place > 40:
            return None
        gap = text[place : self.at[first].start].lower()
        if gap.lstrip(" ").startswith((". ", ".\n")) or "\n\n" in gap:
            return None  # another sentence begins
        between = gap.replace(".", " ").replace("’", "'").replace("'", "' ").split()
        marks = {",", "—", "–", "-", "("}
        small = marks | self._language.determiners
        titled = all(word in small or self._language.is_title(word.rstrip(",")) for word in between)
        parted = not between or between[0] in marks or text[place] == ","
        return self.at[first] if titled and parted else None

    def with_role(self, body: Named, text: str) -> Named | None:
        """Who has a role in a ``body`` named before him: "Harbour board member Mia Brandt"."""
        for named in self.behind(body.end)[:1]:
            between = text[body.end : named.start].lower().split()
            roles = any(map(self._language.is_role, between[-1:]))
            if roles and named.figure.given and not named.figure.body:
                return named
        return None

    def right_before(self, place: int, text: str) -> Named | None:
        """Who is named before a comma that is right before ``place``."""
        last = next(self.before(place), None)
        return last if last and text[last.end : place] == ", " else None

    def apposed_to(self, place: int, text: str) -> Named | None:
        """Whose second role begins at ``place``: "Brandt, a docker and a former mayor, said"."""
        last = text[max(0, place - _LONGEST_ASIDE) : place].split()[-1:]
        if self._language.coordinators.isdisjoint(last):
            return None
        for named in self.before(place):
            between = text[named.end : place]
            if len(between) > _LONGEST_ASIDE or not _CLAUSE.fullmatch(between):
                return None
            first = between[2:].partition(" ")[0].lower()
            if between.startswith(", ") and first in self._language.indefinite:
                return named if named.figure.may_be_human else None
        return None

    # -- who is who

    def _add(self, run: NameRun) -> None:
        words = [word for word in run.words if word.lower() not in self._language.suffixes]
        if not words or (len(words) > 5 and not run.linked):
            return
        name = run.name
        surname, given = self._parts(run)
        if not given and surname in self._by_given:
            return  # "Dame Honor", who was named in full before
        gender = self._gender(run)
        known = sorted(self._by_surname.get(surname, ()), key=lambda each: each.gender != gender)
        for figure in known:
            other = gender and figure.gender and gender != figure.gender
            other = other or figure.suffix != self._suffix(run)
            if _same_given(figure.given, given) and not other:
                figure.nouns.update(run.nouns)
                figure.gender = figure.gender or gender
                if len(given) > len(figure.given):
                    figure.name, figure.given = name, given
                    self._by_given.setdefault(given[0], []).append(figure)
                return
        figure = Figure(
            name,
            surname,
            given,
            gender,
            is_body(run.words, self._language),
            set(run.nouns),
            self._suffix(run),
        )
        self._register(figure)

    def _register(self, figure: Figure) -> None:
        self.figures.append(figure)
        self._by_surname.setdefault(figure.surname, []).append(figure)
        if figure.given:
            self._by_given.setdefault(figure.given[0], []).append(figure)

    def _gender(self, run: NameRun) -> Literal["feminine", "masculine", None]:
        language = self._language
        surname = bool(run.titles) and len(run.words) == 1  # "Mr Lara"
        given = "" if surname else run.words[0].lower()
        for word in (*run.titles, given, given.partition("-")[0], *run.nouns):
            of_women, of_men = word in language.feminine, word in language.masculine
            if of_women != of_men:  # Dominique is either
                return "feminine" if of_women else "masculine"
        return None

    def _parts(self, run: NameRun) -> tuple[str, tuple[str, ...]]:
        """The surname and the given names; the whole name of a body such as a ministry."""
        if run.linked:
            return fold(run.name), ()
        words = [word for word in run.words if word.lower() not in self._language.suffixes]
        surname = fold(words[-1]) if words else fold(run.words[0])
        given = words[:-1]
        if len(words) == 2 and words[0].lower() in self._language.definite:
            given = []  # « La Rochelle »
        elif len(words) == 2 and self._is_surname(words):
            given = []  # "De Wever"
        return surname, tuple(map(fold, given))

    def _is_surname(self, words: Sequence[str]) -> bool:
        """Whether two words are a whole surname; the text has the person's full name."""
        particle, surname = map(fold, words)
        known = (figure.given[-1:] for figure in self._by_surname.get(surname, ()))
        return particle in self._language.particles and any(given == (particle,) for given in known)

    def _suffix(self, run: NameRun) -> str:
        last = run.words[-1].lower().rstrip(".")
        return last if len(run.words) > 1 and last in self._language.suffixes else ""

    def _assign(self, run: NameRun, recent: dict[str, Figure]) -> Named:
        surname, given = self._parts(run)
        called, alone = self._by_surname.get(surname, ()), not given
        found = [each for each in called if _same_given(each.given, given)]
        suffix = self._suffix(run)
        found = [each for each in found if each.suffix == suffix] or found
        if not found and alone:
            found = self._by_given.get(surname, []) or self._by_initials(run.name)
            found = found if len(found) == 1 else []
        if not found:
            name = self._explained.get(run.name, run.name)
            body = name != run.name or is_body(run.words, self._language)
            figure = Figure(name, surname, given, self._gender(run), body)
            self._register(figure)
            return Named(run.start, run.end, figure, alone, speaks=run.speaks)
        gender = self._gender(run) if run.titles else None
        fitting = [each for each in found if gender and each.gender == gender] or found
        fitting = [each for each in fitting if set(run.titles) & each.nouns] or fitting
        last = recent.get(surname)
        figure = last if last in fitting and last is not None else fitting[0]
        figure.nouns.update(run.nouns)
        ambiguous = alone and len(fitting) > 1
        return Named(run.start, run.end, figure, alone, ambiguous, run.speaks)

    def _by_initials(self, name: str) -> list[Figure]:
        """The bodies whose initials are a name: ``HDA`` for Harbour Development Agency."""
        if not name.isupper() or len(name) < _FEWEST_INITIALS:
            return []
        small = self._language.linking | self._language.determiners
        found = [
            figure
            for figure in self.figures
            if "".join(word[0] for word in figure.name.split() if word not in small) == name
        ]
        for figure in found:
            figure.body = True
        return found


def _same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two given names may belong to one person."""
    if not one or not other:
        return True
    short, long = sorted((one[0], other[0]), key=len)
    return long.startswith(short)
