"""Whom a pronoun means: the subjects of the sentences before it, by how near they are."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .language_words import Language
from .names_in_text import Figure, Named, NamesInText
from .source_text import Span
from .subjects import ParsedParagraph

SOMEBODY = "somebody"  # of either gender
_FIRST = "first"  # of two who were named
_LATTER = "latter "  # before the gender of whoever was named last

_SENTENCES_BACK = 8
_PARAGRAPH = 1.4  # sentences that a subject of the same paragraph is nearer
_SAME = 1.0  # sentences that a subject of the same sentence is nearer
_WHOLE = 0.5  # sentences that the subject of a paragraph of one sentence is nearer
_KNOWN = 0.5  # sentences that a figure is nearer whose gender is known to fit
_NAMED = 1.4  # sentences that a subject is nearer which is no pronoun, one sentence before
_PREFERRED = 4.0  # sentences that a figure is nearer whom a noun fits
_OTHER = 1.5  # sentences that a name which is no subject is farther
_INTRODUCED = 1.4  # sentences that such a name is nearer where the text has it first, in full
_NOT_ONE = 3.0  # sentences that a name is farther behind a pronoun of another
_BESIDE = 3  # characters between a pronoun and somebody else right before it
_HEADING = 4.0  # sentences that those are farther who are named in a heading
_SPOKE = 1.0  # sentences that who spoke last is nearer
_HUMAN = 3.0  # sentences that a figure is nearer of which something says that it is a person


@dataclass(slots=True)
class _Subject:
    """The subject of a sentence, which may be a whole paragraph: whom later pronouns may mean."""

    start: int
    sentence: int
    span: Span
    reports: bool
    whole: bool
    named: bool
    paragraph: Span
    figure: Figure | None = None
    unnamed: bool = False  # whether it is somebody without a name: "a docker"
    titled: bool = False  # whether a name is behind other words: "the mayor Mia Brandt"
    other: float = 0.0  # how much farther it is as it is no subject
    acts: bool = True  # whether it is a subject, or a part of one
    governed: bool = False  # whether a preposition is before it: "On the Brandt, she said"


class Antecedents:
    """Finds whom the pronouns of one text mean."""

    def __init__(
        self, paragraphs: Sequence[ParsedParagraph], names: NamesInText, language: Language
    ) -> None:
        """Take the ``paragraphs`` of a text, and its ``names``."""
        self._names = names
        self._language = language
        self._learn_genders(paragraphs)
        subjects = list(_subjects(paragraphs))
        others = self._others(paragraphs, subjects)
        self._subjects = sorted([*subjects, *others], key=lambda each: each.start)
        self._starts = [subject.start for subject in self._subjects]
        self._sentences = [
            paragraph.span_of(sentence)[0]
            for paragraph in paragraphs
            for sentence in paragraph.sentences
        ]

    def resolve(self, figure_at: Callable[[Span], Figure | str | None]) -> None:
        """Find whom the subjects mean, in their order.

        ``figure_at`` gives the figure of a mention, or the gender of a pronoun.
        """
        for number, subject in enumerate(self._subjects):
            if subject.figure:
                continue
            found = figure_at(subject.span)
            if isinstance(found, str):
                found = self.of(subject.start, found, number)
            subject.figure = found

    def add(self, span: Span, figure: Figure) -> None:
        """Add who is named at ``span``, within quoted words."""
        at = bisect_left(self._starts, span[0])
        sentence = bisect_right(self._sentences, span[0])
        subject = _Subject(
            span[0], sentence, span, reports=True, whole=False, named=True, paragraph=span
        )
        subject.figure = figure
        self._subjects.insert(at, subject)
        self._starts.insert(at, span[0])

    def _others(
        self, paragraphs: Sequence[ParsedParagraph], subjects: Sequence[_Subject]
    ) -> Iterator[_Subject]:
        """People named in a sentence but not as its subject: "worked with Mia Brandt"."""
        taken = [subject.span for subject in subjects]
        introduced: set[Figure] = set()
        number = 0
        for paragraph in paragraphs:
            for sentence in paragraph.sentences:
                number += 1
                pronouns = self._pronouns(paragraph, sentence)
                governed = set(_governed(paragraph, sentence))
                for named in self._names.inside(paragraph.span_of(sentence)):
                    figure, span = named.figure, (named.start, named.end)
                    first = figure not in introduced and not named.alone
                    other = _is_another(named, pronouns)
                    if not paragraph.is_heading:
                        introduced.add(figure)
                    at = bisect_right(taken, (named.start, named.end))
                    within = taken[at - 1] if at and taken[at - 1][1] >= named.end else None
                    # But of "The only vote came from Mia Brandt", its end is one of her own.
                    owned = within and (within[0] == named.start or within[1] > named.end)
                    if owned and not figure.body:
                        continue
                    farther = 0.0 if named.speaks else _OTHER - _INTRODUCED * (first and not other)
                    farther += _NOT_ONE * other
                    farther += _HEADING * paragraph.is_heading
                    whole = len(paragraph.sentences) == 1
                    yield _Subject(
                        named.start,
                        number,
                        span,
                        reports=named.speaks,
                        whole=whole,
                        named=True,
                        paragraph=paragraph.span,
                        figure=figure,
                        other=farther,
                        acts=bool(owned) or named.speaks,
                        governed=named.start in governed,
                    )

    def _pronouns(self, paragraph: ParsedParagraph, sentence: tuple[int, int]) -> dict[str, int]:
        """The first pronoun of each gender in a sentence."""
        genders = self._language.genders
        tokens = reversed(paragraph.tokens[slice(*sentence)])
        return {genders[each.lower]: each.start for each in tokens if each.lower in genders}

    def _learn_genders(self, paragraphs: Sequence[ParsedParagraph]) -> None:
        """Learn from sentences that name only one person: "Brandt said she was tired"."""
        votes: Counter[tuple[Figure, str]] = Counter()
        for paragraph in paragraphs:
            for start, end in paragraph.sentences:
                inside = self._names.inside(paragraph.span_of((start, end)))
                people = {mention.figure for mention in inside if mention.figure.is_human}
                if len(people) != 1:
                    continue
                figure = people.pop()
                for token in paragraph.tokens[start:end]:
                    for gender, words in self._language.gendered.items():
                        if token.lower in words and token.start > inside[0].start:
                            votes[figure, gender] += 1
        for figure in self._names.figures:
            feminine, masculine = votes[figure, "feminine"], votes[figure, "masculine"]
            if figure.gender is None and feminine != masculine:
                figure.gender = "feminine" if feminine > masculine else "masculine"

    def of(
        self,
        place: int,
        gender: str,
        number: int | None = None,
        prefers: Callable[[Figure], bool] = lambda _: False,
        *,
        named: bool = False,
    ) -> Figure | None:
        """Whom a pronoun at ``place`` means; only subjects before ``number`` count, if given.

        One who fits better, as ``prefers`` says, is preferred to a nearer one. With ``named`` it
        is nobody who is only described.
        """
        if gender in ("plural", "any"):
            return None
        if gender == _FIRST or gender.startswith(_LATTER):
            return self._in_order(place, gender)
        last = bisect_left(self._starts, place) if number is None else number
        here = bisect_right(self._sentences, place)
        best, score = None, -1e9
        for at in range(last - 1, -1, -1):
            subject = self._subjects[at]
            away = here - subject.sentence
            if away > _SENTENCES_BACK:
                break
            figure = subject.figure
            if gender == "thing" and figure is None and away == 1 and best is None:
                return None  # "The brigade published a report. It read"
            value = _nearness(subject, place, away)
            if figure and self._may_mean(subject, figure, place, gender, prefers, named=named):
                value += _KNOWN * (figure.gender == gender) + _HUMAN * figure.is_human
                value += _PREFERRED * prefers(figure) + _SPOKE * subject.reports - subject.other
                value += _NAMED * (subject.titled and away == 1 and not named)
            elif figure is None and subject.unnamed and subject.span[0] < place and not named:
                value += _HUMAN  # "a docker" is nobody who has a name
            else:
                continue
            if value > score:
                best, score = figure, value
        if best and gender in ("feminine", "masculine") and best.gender is None:
            best.gender = "feminine" if gender == "feminine" else "masculine"
        return best

    def _may_mean(
        self,
        subject: _Subject,
        figure: Figure,
        place: int,
        gender: str,
        prefers: Callable[[Figure], bool],
        *,
        named: bool,
    ) -> bool:
        """Whether a pronoun at ``place``, or a description of somebody ``named``, fits a figure."""
        if subject.span[0] >= place or (named and not figure.surname):
            return False
        if named and gender == "thing" and not (subject.acts or prefers(figure)):
            return False  # "on the road A54 … the council"
        beside = not subject.other and place - subject.span[1] < _BESIDE
        if beside and not named:
            return False  # "Brandt, he said"
        if gender == "thing" and subject.reports and not (figure.given or figure.personal):
            return True  # "Harbour said": no word tells that it is a company
        # In French a pronoun may mean a body that spoke.
        bodies = subject.reports and "thing" not in self._language.genders.values()
        return _fits(figure, gender, bodies=bodies)

    def _in_order(self, place: int, gender: str) -> Figure | None:
        """Whom "the latter" or "the former" at ``place`` means: the last or the previous name."""
        wanted = SOMEBODY if gender == _FIRST else gender.removeprefix(_LATTER)
        before = self._names.before(place)
        people = (named for named in before if _fits(named.figure, wanted))
        last = next(people, None)
        spoke = self._subjects[: bisect_left(self._starts, place)]
        for subject in reversed(spoke):
            figure, described = subject.figure, subject.figure and not subject.figure.surname
            if last and subject.start < last.start:
                break
            if gender != _FIRST and figure and described and subject.reports:
                return (
                    figure if _fits(figure, wanted) else None
                )  # "a docker said … according to him"
        if gender != _FIRST or last is None:
            return last.figure if last else None
        return next((each.figure for each in people if each.figure is not last.figure), None)


def _governed(paragraph: ParsedParagraph, sentence: tuple[int, int]) -> Iterator[int]:
    """Where words after a preposition begin, perhaps after an article."""
    tokens, start = paragraph.tokens, sentence[0]
    for at in range(start + 1, sentence[1]):
        article = tokens[at - 1].lower in paragraph.language.determiners
        if paragraph.is_governed(at - article, start) and not tokens[at].possessive:
            yield tokens[at].start


def _is_another(named: Named, pronouns: Mapping[str, int]) -> bool:
    """Whether "he" before a name is somebody else: "Asked what he would tell Tom Brandt"."""
    own = (named.figure.gender,) if named.figure.gender else ("feminine", "masculine")
    return any(pronouns.get(gender, named.start) < named.start for gender in own)


def gender_of(lower: str, language: Language) -> str | None:
    """The gender of a pronoun, or of a phrase such as "the latter"; ``None`` of other words."""
    for gender, phrases in language.latter.items():
        if lower in phrases:
            return _LATTER + (SOMEBODY if gender == "any" else gender)
    if lower in language.first_named:
        return _FIRST
    known = language.genders.get(language.clitics.get(lower, lower))
    if known is None and lower in language.object_pronouns:
        own = (gender for gender, words in language.gendered.items() if lower in words)
        return next(own, None)  # "I asked her"
    return known


def _nearness(subject: _Subject, place: int, away: int) -> float:
    """How near a subject is to ``place``, in sentences, of which it is ``away``."""
    near = _SAME * (not away and not subject.governed) + _WHOLE * (subject.whole and away == 1)
    near += _PARAGRAPH * (place < subject.paragraph[1]) + _NAMED * (subject.named and away == 1)
    return near - away


def gender_of_owner(word: str, language: Language) -> str | None:
    """The gender of the owner whom ``word`` means: of "her" in "her post"."""
    if word not in language.determiners:
        return None
    owners = [gender for gender, words in language.gendered.items() if word in words]
    return None if not owners else owners[0] if len(owners) == 1 else SOMEBODY  # « son »


def _fits(figure: Figure, gender: str, *, bodies: bool = False) -> bool:
    if gender == "thing" or (bodies and figure.body):
        return figure.body
    if gender == SOMEBODY:
        return figure.may_be_human
    return figure.may_be_human and figure.gender in (None, gender)


def _subjects(paragraphs: Sequence[ParsedParagraph]) -> Iterator[_Subject]:
    """The subjects of all sentences, in order; who speaks after who only acts."""
    number = 0
    for paragraph in paragraphs:
        for start, end in paragraph.sentences:
            number += 1
            reporter = paragraph.reporter(start, end)
            subject = paragraph.subject(start, end)
            asks = paragraph.tokens[end - 1].text == "?"
            parts = {part: part == reporter for part in (subject, reporter) if part}
            for part, reports in sorted(parts.items()):
                span = paragraph.span_of(part)
                whole = len(paragraph.sentences) == 1
                has_name = any(token.name for token in paragraph.tokens[slice(*part)])
                named = paragraph.tokens[part[0]].name
                speaks = reports and not asks
                other = _HEADING * paragraph.is_heading
                relative = part != subject and paragraph.is_governed(part[0], start)
                other += _OTHER * (relative and part[0] not in paragraph.told)
                first, language = paragraph.tokens[part[0]].lower, paragraph.language
                nouns = (token.lower in language.roles for token in paragraph.tokens[slice(*part)])
                unnamed = first in language.indefinite and any(nouns)
                yield _Subject(
                    span[0],
                    number,
                    span,
                    speaks,
                    whole,
                    named,
                    paragraph.span,
                    unnamed=unnamed and not has_name,
                    titled=has_name and not named,
                    other=other,
                )
