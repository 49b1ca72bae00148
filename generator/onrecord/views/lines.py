"""Lines of text as spans: what a line says, for writers that each set it in their own way.

A page sets a line as HTML (`templates/cards/line.html`), a feed and a tooltip as plain text
(`plain_text`), a briefing as Markdown, e-mail, DOCX and PDF (`briefing/outline.py`).

A `Catalogue` makes lines of our own words, and plain text of them for what leaves the page.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Literal, Protocol, TypeAlias

from onrecord.reading.texts import with_directions_ended
from onrecord.records import PartialDate, fixed

from .language import direction
from .links import Link

_TITLE_WORDS = 70
# What a text that is cut does not end in: punctuation, and a word of one letter before it.
_LOOSE = " ,;:\u2013\u2014-"
_ONE_LETTER = re.compile(rf"[{_LOOSE}][^\W\d]")
# A sentence is sure to end only after a word in small letters: not after "Gen." or "Sept.".
_SENTENCE_END = re.compile(r"(?<=[a-z\u00df-\u00f6\u00f8-\u00ff]{4}[.!?])\s+(?=[^\W\da-z])")

_Word = Literal["state", "act", "standing", "label", "search", "source", "strong", "key-words"]
SpanRole = Literal["", "who", "name", "title", "read", "speaker", "role", "place"] | _Word

# Surrounds the name of a place; no text of the content has it.
_MARK = "\x00"
# Brackets behind a word, and whether the sentence goes on behind them; an address has no space.
_BRACKETS = re.compile(r"\s\(([^()]*)\)(?P<on>(?=\s\w))?")


@fixed
class Span:
    """A piece of a line."""

    text: str  #: plain text; empty where `parts` say it
    #: what it is: a coded word (`state` of an answer, `act`, `standing` of a claim), `who` said it,
    #: a `name` of an actor, the `title` of a record, the way to `read` the words, a `label`, a
    #: `search`, the `source` of an answer, what is to be set off (`strong`), or somebody's exact
    #: words (`key-words`)
    role: SpanRole = ""
    value: str = ""  #: the coded word
    uri: str | None = None  #: site path of the page it leads to
    date: PartialDate | None = None  #: the date that the text says
    parts: "tuple[Span, ...]" = ()  #: the spans of a piece that belongs together
    address: str = ""  #: of a page elsewhere, for a document that can lead to no page of the site
    language: str | None = None  #: of exact words
    label: str = ""  #: what a link is called where it is read without the line around it

    @property
    def direction(self) -> str | None:
        """``rtl`` where its language is written so."""
        return direction(self.language) if self.language else None

    @property
    def element(self) -> str:
        """What it is in HTML."""
        return "strong" if self.role == "speaker" else "span"

    @property
    def classes(self) -> str:
        """The classes of its element in HTML; empty if it needs none."""
        if self.role in ("", "name", "title", "read"):
            return ""
        if self.role == "source":
            return "answer-source"
        return (
            f"{self.role} {self.role}-{self.value.replace('_', '-')}" if self.value else self.role
        )


Line: TypeAlias = tuple[Span, ...]


class Catalogue(Protocol):
    """The words of a site, as plain unescaped text or as lines with links."""

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for ``key`` with ``values`` in their places."""

    def __contains__(self, key: object) -> bool:
        """Whether there are words for ``key``."""

    def date(self, date: PartialDate) -> str:
        """``date`` in words."""

    def days(self, first: PartialDate, last: PartialDate) -> str:
        """From ``first`` to ``last``: "1 Feb 2022 to 3 Feb 2022"; one date if they are the same."""

    def styled_date(self, order: str, date: PartialDate) -> str:
        """``date`` as a style of references has it: ``year_first`` or ``year_last``."""

    def around(self, count: int) -> Sequence[str]:
        """What a list of ``count`` items has before, between and after them."""

    def language(self, tag: str) -> str:
        """The name of a language; its tag where it has none."""

    def written(self, text: str) -> str:
        """A date as content writes it, in words; any other text as it is."""
        found = PartialDate.found(text)
        return self.date(found) if found else text

    def whole_date(self, date: PartialDate) -> str:
        """``date`` in words that no end of a line parts."""
        return self.date(date).replace(" ", "\u00a0")

    def on(self, date: PartialDate, form: str = "on") -> str:
        """``date`` as a phrase with its preposition: "on 1 Feb 2022", "in Feb 2022".

        ``form`` may also be ``since``, ``up_to``, ``until`` or ``as_of``.
        """
        return self(phrase_of_date(date, form), date=self.date(date))

    def names(self, links: Sequence[Link]) -> str:
        """Names as one phrase: "A, B and C"."""
        return self.phrases([link.text for link in links])

    def names_within(self, links: Sequence[Link]) -> str:
        """The same within a sentence: "the Dock Union and Ferry Line"."""
        return self.phrases([link.within for link in links])

    def names_opening(self, links: Sequence[Link]) -> str:
        """The same at the beginning of a sentence: "The Dock Union and the Ferry Line"."""
        return self.phrases([link.within if n else link.opening for n, link in enumerate(links)])

    def phrases(self, texts: Sequence[str]) -> str:
        """Texts as one phrase: "A, B and C"."""
        if len(texts) == 1:
            return texts[0]
        before, *after = self.around(len(texts))
        said = zip(texts, after, strict=True)
        return "".join([before, *(text for pair in said for text in pair)])

    def phrase(self, key: str, /, **values: Line | str | int) -> Line:
        """The words for ``key``; lines in their places keep their roles and links."""
        lines = {name: value for name, value in values.items() if isinstance(value, tuple)}
        if not lines:
            return (Span(self(key, **values)),)
        marked = {
            name: f"{_MARK}{name}{_MARK}" if name in lines else values[name] for name in values
        }
        made: list[Span] = []
        depth = 0  # of brackets
        for number, piece in enumerate(self(key, **marked).split(_MARK)):
            if number % 2:
                made += _within_brackets(lines[piece]) if depth else lines[piece]
            elif piece:
                made.append(Span(piece))
                depth += piece.count("(") - piece.count(")")
        return tuple(made)

    def dated(self, date: PartialDate) -> Line:
        """``date`` in words."""
        return (Span(self.date(date), date=date),)

    def dated_on(self, date: PartialDate, form: str = "on") -> Line:
        """``date`` as a phrase with its preposition, as `on` has it."""
        return self.phrase(phrase_of_date(date, form), date=self.dated(date))

    def linked(self, actors: Sequence[Link]) -> Line:
        """Names of actors, which lead to their pages, as one phrase: "A, B and C"."""
        return self.listed([(Span(actor.text, "name", uri=actor.uri),) for actor in actors])

    def linked_within(self, actors: Sequence[Link]) -> Line:
        """The same within a sentence: "the Dock Union and Ferry Line"."""
        return self.listed(_within(actors))

    def any_of(self, actors: Sequence[Link]) -> Line:
        """The same of whom something is denied: "the Dock Union or Ferry Line"."""
        *first, last = _within(actors)
        return joined(Span(self("list.or")), [joined(Span(self("list.comma")), first), last])

    def linked_opening(self, actors: Sequence[Link]) -> Line:
        """The same at the beginning of a sentence: "The Dock Union and the Ferry Line"."""
        first: list[Line] = [(Span(actor.opening, "name", uri=actor.uri),) for actor in actors[:1]]
        return self.listed([*first, *_within(actors[1:])])

    def titles(self, records: Sequence[Link]) -> Line:
        """Titles of demands, topics and sources as one phrase."""
        return self.listed([(Span(record.text, "title", uri=record.uri),) for record in records])

    def dotted(self, *lines: Line) -> Line:
        """The lines that are not empty, with a dot between them."""
        return joined(Span(self("answer.dot")), lines)

    def listed(self, lines: Sequence[Line]) -> Line:
        """The lines as one phrase: "A, B and C"."""
        before, *after = self.around(len(lines))
        made = [Span(before)]
        for line, text in zip(lines, after, strict=True):
            made += (*line, Span(text))
        return tuple(span for span in made if span.text or span.parts)


def phrase_of_date(date: PartialDate, form: str) -> str:
    """The key of the phrase with a preposition that `Catalogue.on` makes."""
    return f"date.{form}.{date.precision if date.known else 'unknown'}"


def capitalized(text: str) -> str:
    """``text`` as a sentence begins, with a capital."""
    return text[:1].upper() + text[1:]


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def shorten(text: str, length: int = _TITLE_WORDS) -> str:
    """``text`` on one line, cut at a word with an ellipsis where it is longer than ``length``.

    It turns the direction of nothing that follows it.

    >>> shorten("We will not work nights", 14)
    'We will not…'
    >>> shorten("Troops on our own \u2013 I repeat \u2013 land", 21)
    'Troops on our own…'
    """
    line = one_line(text)
    if len(line) <= length:
        return with_directions_ended(line)
    cut = (line[: length + 1].rpartition(" ")[0] or line[:length]).rstrip(_LOOSE)
    if _ONE_LETTER.fullmatch(cut[-2:]):
        cut = cut[:-1].rstrip(_LOOSE)
    return with_directions_ended(cut + "…")


def sentences_of(text: str) -> list[str]:
    """The sentences of ``text``."""
    return _SENTENCE_END.split(one_line(text))


def first_sentences(text: str, length: int) -> str:
    """The whole sentences that ``text`` begins with: those within ``length``, and at least one.

    >>> first_sentences("We met Gen. Brandt. The crews went home. Nobody works nights.", 45)
    'We met Gen. Brandt. The crews went home.'
    """
    sentences = sentences_of(text)
    ends = accumulate(len(sentence) + 1 for sentence in sentences)
    return " ".join(sentences[: max(sum(end <= length + 1 for end in ends), 1)])


def is_one_sentence(text: str) -> bool:
    """Whether ``text`` has the end of a sentence in it at its own end alone.

    >>> is_one_sentence("for Gen. Brandt."), is_one_sentence("for the crews. They went")
    (True, False)
    """
    return len(sentences_of(text)) == 1


def text_of(line: Line) -> str:
    """The text of ``line``, letter by letter."""
    return "".join(span.text or text_of(span.parts) for span in line)


def plain_text(line: Line) -> str:
    """``line`` as plain text, with a plain space before what hangs at its end."""
    return text_of(line).replace("\u00a0· ", " · ")


def _within_brackets(line: Line) -> Line:
    return tuple(
        replace(span, text=without_brackets(span.text), parts=_within_brackets(span.parts))
        for span in line
    )


def without_brackets(text: str) -> str:
    """``text`` with dashes in the place of brackets: it is put within brackets."""
    while "(" in text and (found := _BRACKETS.search(text)):
        goes_on = " \N{EN DASH}" if found["on"] is not None else ""
        before, after = text[: found.start()], text[found.end() :]
        text = f"{before} \N{EN DASH} {found[1]}{goes_on}{after}"
    return text


def merged(line: Line) -> Line:
    """``line`` with neighbours that are text alone as one span."""
    made: list[Span] = []
    for span in line:
        if made and all(piece == Span(piece.text) for piece in (made[-1], span)):
            made[-1] = Span(made[-1].text + span.text)
        else:
            made.append(span)
    return tuple(made)


def joined(between: Span, lines: Iterable[Line]) -> Line:
    """The lines that are not empty, with a span between them."""
    made: list[Span] = []
    for line in filter(None, lines):
        made += [between, *line] if made else line
    return tuple(made)


def _within(actors: Iterable[Link]) -> list[Line]:
    return [(Span(actor.within, "name", uri=actor.uri),) for actor in actors]
