"""The people and bodies that a text names, and which of its names mean the same one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .candidate import Span
from .desk_actors import fold
from .language_words import Language
from .nouns import (
    is_agency,
    is_owned,
    is_post_nominal,
    is_role,
    is_speaking,
    linked_to,
    nouns_before,
    nouns_behind,
)
from .sentences import ParagraphTokens


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody or something that a text names.

    Attributes:
        name: the fullest name that the text gives.
        surname: folded.
        given: folded given names, if there are any.
        gender: as far as titles, nouns and given names tell.
        body: whether it is an organisation, a place or the like.
        nouns: what the text calls it besides: ``mayor``, ``docker``.
        personal: whether a title, a role or a given name says that it is a person.
        speaks: whether a verb of speaking is beside it.
    """

    name: str
    surname: str
    given: tuple[str, ...] = ()
    gender: Literal["feminine", "masculine", None] = None
    body: bool = False
    nouns: set[str] = field(default_factory=set)
    personal: bool = False
    speaks: bool = False

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
    """A place where a text names a figure.

    Attributes:
        alone: whether it does so only by surname or by one word.
        ambiguous: whether several have this name.
        speaks: whether a verb of speaking is beside it.
    """

    start: int
    end: int
    figure: Figure
    alone: bool = False
    ambiguous: bool = False
    speaks: bool = False


@dataclass(slots=True)
class _Run:
    """Capitalised words that are one name, and the titles before it."""

    start: int
    end: int
    name: str
    words: list[str]
    titles: list[str]
    nouns: list[str]
    personal: bool = False
    speaks: bool = False
    linked: bool = False  # "Ministry of Defence": no word of it is a surname


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
        runs = [run for paragraph in paragraphs for run in self._runs(text, paragraph)]
        for run in runs:
            if len(run.words) > 1 or run.titles:
                self._add(run)
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

    def right_before(self, place: int, text: str) -> Named | None:
        """The name with a comma behind it right before ``place``: "Mia Brandt, an analyst"."""
        number = bisect_left(self._starts, place) - 1
        named = self.at[number] if number >= 0 else None
        return named if named and text[named.end : place] == ", " else None

    def right_behind(self, place: int, text: str) -> Named | None:
        """The name that follows ``place`` in apposition, after a mark and perhaps a title."""
        first = bisect_left(self._starts, place)
        if first == len(self.at) or self.at[first].start - place > 40:
            return None
        gap = text[place : self.at[first].start].lower()
        if gap.startswith((". ", ".\n")) or "\n\n" in gap:
            return None  # another sentence begins
        between = gap.replace(".", " ").split()
        marks = {",", "—", "–", "-", "("}
        small = marks | self._language.determiners
        titled = all(word in small or self._is_title(word.rstrip(",")) for word in between)
        parted = not between or between[0] in marks or text[place] == ","
        return self.at[first] if titled and parted else None

    # -- finding names

    def _runs(self, text: str, paragraph: ParagraphTokens) -> Iterator[_Run]:
        tokens = paragraph.tokens
        place = 0
        while place < len(tokens):
            if not tokens[place].name:
                place += 1
                continue
            end = self._run_end(paragraph, place)
            if run := self._run(text, paragraph, place, end):
                yield run
            place = max(end, place + 1)

    def _run_end(self, paragraph: ParagraphTokens, start: int) -> int:
        tokens, language = paragraph.tokens, self._language
        place = start + 1
        while place < len(tokens):
            token = tokens[place]
            if tokens[place - 1].possessive or (place == start + 1 and is_agency(paragraph, start)):
                break
            if self._is_given_name(paragraph, place) and is_owned(paragraph, start):
                break  # "the mayor of Aldmoor Tom Brandt", in French
            particle = token.lower in language.particles and self._name_follows(paragraph, place)
            within = paragraph.is_abbreviated(place) or paragraph.is_nickname(place)
            if not (token.name or particle or within):
                linked = linked_to(paragraph, place)
                if linked == place:
                    break
                place = linked
            place += 1
        while place > start + 1 and tokens[place - 1].kind == "mark":
            place -= 1
        return place

    def _is_given_name(self, paragraph: ParagraphTokens, place: int) -> bool:
        known = paragraph.tokens[place].lower in self._language.given_names
        return known and self._name_follows(paragraph, place + 1)

    def _name_follows(self, paragraph: ParagraphTokens, place: int) -> bool:
        tokens, particles = paragraph.tokens, self._language.particles
        while place < len(tokens) and tokens[place].lower in particles:
            place += 1
        return place < len(tokens) and tokens[place].name

    def _run(self, text: str, paragraph: ParagraphTokens, start: int, end: int) -> _Run | None:
        tokens, language = paragraph.tokens, self._language
        titles: list[str] = []
        first = start
        opens = not start or tokens[start - 1].sentence != tokens[start].sentence
        while first < end and (
            self._is_title(tokens[first].bare)
            or (opens and first == start and self._precedes(paragraph, start, end))
        ):
            titles.append(tokens[first].bare)
            first += 1
            while first < end and tokens[first].kind == "mark":
                first += 1
        linked = any(linked_to(paragraph, at) > at for at in range(first + 1, end))
        within = () if linked else range(first, end - 1)
        later = [at for at in within if tokens[at].bare in language.titles]
        if later and not self._is_body([token.text for token in tokens[later[-1] + 1 : end]]):
            titles += [token.bare for token in tokens[first : later[-1] + 1]]
            first = later[-1] + 1
        while first < end and tokens[first].kind == "mark":
            first += 1
        if titles and first < end and self._is_body([token.text for token in tokens[first:end]]):
            first, titles = start, []  # "National Weather Service"
        while first < end - 2 and is_post_nominal(tokens[end - 1].text, language):
            end -= 1
        if first >= end:
            return None
        words = [token.text for token in tokens[first:end] if token.kind == "word"]
        before, behind = nouns_before(paragraph, start, end), nouns_behind(paragraph, end)
        nouns = [*titles, *before, *behind]
        span = paragraph.span_of((first, end))
        if tokens[end - 1].possessive:
            kept = len(tokens[end - 1].bare)
            span = span[0], tokens[end - 1].start + kept
            words[-1] = words[-1][:kept]
        name = " ".join(text[slice(*span)].split())
        if not name:
            return None
        plain = [title for title in titles if title not in language.demonyms]
        personal = words[0].lower() in language.given_names or any(
            is_role(noun, language) and noun not in language.organisations for noun in nouns
        )
        speaks = is_speaking(paragraph, start, end)
        return _Run(*span, name, words, plain, nouns, personal, speaks, linked)

    def _precedes(self, paragraph: ParagraphTokens, start: int, end: int) -> bool:
        """Whether a role, or a noun before a full name, begins a sentence: "Forecaster Ian Lee"."""
        if paragraph.tokens[start].bare in self._language.roles:
            return True
        known = self._language.given_names
        words = [token.lower for token in paragraph.tokens[start:end]]
        return len(words) == 3 and words[0] not in known and words[1] in known

    def _is_title(self, word: str) -> bool:
        language = self._language
        return word in language.titles or word in language.demonyms or word in language.former

    # -- who is who

    def _is_body(self, words: Sequence[str]) -> bool:
        language = self._language
        plain = [word.lower().removesuffix("'s").removesuffix("’s") for word in words]
        given = len(plain) > 1 and plain[0] in language.given_names
        if any(word in language.organisations for word in plain[given:]):  # "Bill Brandt"
            return True
        return len(words) == 1 and words[0].isupper() and len(words[0]) > 1

    def _add(self, run: _Run) -> None:
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
            if _same_given(figure.given, given) and not other:
                figure.nouns.update(run.nouns)
                figure.gender = figure.gender or gender
                if len(given) > len(figure.given):
                    figure.name, figure.given = name, given
                    self._by_given.setdefault(given[0], []).append(figure)
                return
        figure = Figure(name, surname, given, gender, self._is_body(run.words), set(run.nouns))
        self._register(figure)

    def _register(self, figure: Figure) -> None:
        self.figures.append(figure)
        self._by_surname.setdefault(figure.surname, []).append(figure)
        if figure.given:
            self._by_given.setdefault(figure.given[0], []).append(figure)

    def _gender(self, run: _Run) -> Literal["feminine", "masculine", None]:
        language = self._language
        given = run.words[0].lower()
        for word in (*run.titles, given, given.partition("-")[0], *run.nouns):
            of_women, of_men = word in language.feminine, word in language.masculine
            if of_women != of_men:  # Dominique is either
                return "feminine" if of_women else "masculine"
        return None

    def _parts(self, run: _Run) -> tuple[str, tuple[str, ...]]:
        """The surname and the given names; the whole name of a body such as a ministry."""
        if run.linked:
            return fold(run.name), ()
        words = [word for word in run.words if word.lower() not in self._language.suffixes]
        surname = fold(words[-1]) if words else fold(run.words[0])
        return surname, tuple(fold(word) for word in words[:-1])

    def _assign(self, run: _Run, recent: dict[str, Figure]) -> Named:
        surname, given = self._parts(run)
        called, alone = self._by_surname.get(surname, ()), not given
        found = [each for each in called if _same_given(each.given, given)]
        if not found and alone:
            found = self._by_given.get(surname, [])
            found = found if len(found) == 1 else []
        if not found:
            body = self._is_body(run.words)
            figure = Figure(run.name, surname, given, self._gender(run), body)
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


def _same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two given names may be those of one person."""
    if not one or not other:
        return True
    short, long = sorted((one[0], other[0]), key=len)
    return long.startswith(short)
