"""What our own prose says of others' words: what is in quotation marks, by whom, on which day.

The prose of records and the pages of a site are read alike. What cannot be known is not judged:
words in marks that nobody is plainly said to have spoken may be a title or a term.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Self

from onrecord.captures.edges import may_say_not
from onrecord.captures.verify import may_be_captured
from onrecord.captures.words_in_texts import MARKED, TOLD, lone_mark, passages_in, words_in
from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry
from onrecord.desk.settings import ProseFault, RecordLink, SaidIn, SaidInText, Settings
from onrecord.reading import shown_text
from onrecord.records import UNKNOWN, Actor

from . import around_quotes as around
from .around_quotes import DeskWords, Held, Names, is_of_somebody_else, nearest_in, sentence_around
from .briefings import other_counts
from .dates import later_than
from .gists import cut_of

_MOST, _LONGEST = 1_000, 20_000  # passages and paragraphs of a page, and characters of one
_SHOWN = 3  # quotes of one phrase that a message names
_COPY = "copy the words of a quote exactly, or remove the quotation marks"
# Lines that Markdown sets apart, but for who is named below them.
_BLOCK = re.compile(r"^>(?! ?[\u2014\u2013-]).*(?:\n>(?! ?[\u2014\u2013-]).*)*", re.MULTILINE)
# A paragraph or an item of a list; with what is set apart, the line that says who said it.
_PIECE = re.compile(
    r"[^\n](?:[^\n]|\n(?!\n|[ \t]*(?:[-*+]|\d+[.)])\s))*"
    r"(?:(?<=[.!?\u201d\u00bb\"])\n\n+(?=[\u2014\u2013] ?[^\W\d_a-z])[^\n]+)?"
)


@dataclass(frozen=True)
class Prose:
    """Quoted words of the desk, to compare its prose with; read when needed."""

    desk: Desk
    #: makes, of the actors, what finds whom a text quotes; without it nobody is
    find: Callable[[Mapping[str, Actor]], SaidIn] | None = None
    captures: Path | None = None  #: the folder of the sources' texts, if there may be one

    @classmethod
    def of(cls, desk: Desk, settings: Settings) -> Self:
        """The words to compare the prose of ``desk`` with."""
        return cls(desk, settings.find_said, settings.withheld)

    def faults_of_page(self, text: str, links: Sequence[RecordLink]) -> Iterator[ProseFault]:
        """Contradictions between the page ``text`` and the desk; ``links`` lead to records."""
        yield from self.faults(text, self.desk.quotes.values(), links=links, least=around.FEW)
        for block in islice(_BLOCK.finditer(text), _MOST):
            passage = block[0].replace(">", " ")
            if passages_in(passage):
                continue
            if held := self._words.holding(passage):
                place = block.start() + 2, block.end()
                whose = None if held.ours else self._headed(text, *place)
                yield from self._of_others(text, place, None, whose, held.quotes)
                if "\n>\n" not in block[0]:
                    yield from self._apart(passage, place[0], held)
                continue
            near = nearest_in(self.desk.quotes.values(), passage)
            if near and len(words_in(passage)) >= around.FEW:
                message = f"{shown_text(passage.strip())} is set as a quotation, but is in no quote"
                yield ProseFault(block.start(), "misquoted", message, near)
        yield from other_counts(text, self.desk)
        for start, message in later_than(self.desk, text):
            yield ProseFault(start, "unlikely-date", message, "correct the date")

    def faults(
        self,
        text: str,
        like: Iterable[QuoteEntry],
        article: str | None = None,
        links: Sequence[RecordLink] = (),
        *,
        least: int = TOLD,
        all_known: bool = False,
    ) -> Iterator[ProseFault]:
        """Where ``text`` says otherwise than the quotes; it may render those in ``like``.

        What it quotes in marks is in a quote or in a source: in that of its ``article``, if it is
        prose of one. It is in a quote in any case if ``all_known``. By chance fewer words than
        ``least`` are nearly those of a quote.
        """
        pieces = [it for it in islice(_PIECE.finditer(text), _MOST) if len(it[0]) < _LONGEST]
        yield from _lone_marks(text, pieces)
        # What an article without a capture quotes may be in its source.
        capture = self.captures / f"{article}.txt" if self.captures else None
        known = article is None or bool(capture and capture.is_file())
        said = self._said_in(pieces, known=known)
        marked = passages_in(text)
        whole_marks = [it.span(1 if it[1] else 2) for it in MARKED.finditer(text)] if marked else []
        # Where the speaker is named within the marks, the words are the parts around the name.
        parted = [it for it in marked if sum(_overlap(each, it) for each in said) > 1]
        places = [it for it in marked if it not in parted]
        places += [it[:2] for it in said if not any(_overlap(it, place) for place in places)]
        for start, end in places[:_MOST]:
            passage = text[start:end].strip()
            whose = next((it for it in said if _overlap(it, (start, end))), None)
            whose = whose or self._headed(text, start, end) or self._worded(text, start, end)
            link = next((it for it in links if it.start <= start and end <= it.end), None)
            held, shown = self._words.holding(passage), shown_text(passage)
            quotes = held.quotes
            near = "" if held or around.is_supposed(text, start) else nearest_in(like, passage)
            speaker = self._speaker(link, whose)
            given = repr(speaker) if speaker else self._described(text, whose, passage)
            told = len(words_in(passage)) >= least or speaker
            led = [it for it in quotes if link and f"{it.reference}#".startswith(f"{link.id}#")]
            if link and not (led if link.kind == "quotes" else held or speaker):
                message = f"{shown} leads to '{link.id}', which has no such words"
                yield ProseFault(start, "misquoted", message, near or _COPY)
            elif held:
                yield from self._apart(passage, start, held)
                if not held.ours:
                    yield from self._of_others(text, (start, end), speaker, whose, quotes)
                    whole = next((it for it in whole_marks if it[0] <= start < it[1]), None)
                    if whole and not any(whole[0] <= it[0] < start for it in places):
                        yield from self._of_less(text, whole, quotes)
                if whose:
                    yield from self._of_another_day(text, start, shown, whose, quotes)
                if not held.ours and not (link and link.kind == "quotes"):
                    yield from self._taken_back(text, (start, end), quotes)
            elif (near and told) or all_known:
                message = f"{shown} is in quotation marks, but is in no quote"
                yield ProseFault(start, "misquoted", message, near or _COPY)
            elif given and self._is_missing(text, (start, end), article):
                message = f"{shown} is attributed to {given}, but is in no quote"
                yield ProseFault(start, "misquoted", message, _COPY)

    def _speaker(self, link: RecordLink | None, whose: SaidInText | None) -> str | None:
        """The actor to whom words are plainly given: by the link that they are, or the text."""
        if link and link.kind == "actors" and link.id in self.desk.actors:
            return link.id
        return whose.speakers[0] if whose and whose.sure else None

    def _described(self, text: str, whose: SaidInText | None, words: str) -> str:
        """Those to whom a title or a pronoun gives the words; it may mean one of several."""
        mention = text[slice(*whose.mention)] if whose else ""
        is_name = any(it[0].isupper() for it in mention.split()[1:])
        if whose is None or is_name or len(words_in(words)) <= TOLD:
            return ""
        if whose.speakers:
            return f"{_listed(whose.speakers, 'or')} ({shown_text(mention)})"
        is_meant = self._names.may_be_meant(text, min(whose.mention[0], whose.start))
        return shown_text(mention) if is_meant else ""

    def _is_missing(self, text: str, place: tuple[int, int], article: str | None) -> bool:
        """Whether words at ``place`` are told as somebody's and are in no source."""
        passage, (before, after) = text[slice(*place)].strip(), sentence_around(text, *place)
        is_said = not (
            is_of_somebody_else(before, after)
            or around.may_be_unsaid(before, passage)
            or around.is_translated(after)
        )
        return is_said and not may_be_captured(passage, self.captures, article)

    def _headed(self, text: str, start: int, end: int) -> SaidInText | None:
        """Words in a paragraph or an item of their own, below a line that says who speaks."""
        actor_id = self._names.above(text, start, end)
        return SaidInText(start, end, (actor_id,), (start, start)) if actor_id else None

    def _worded(self, text: str, start: int, end: int) -> SaidInText | None:
        """Words behind "in the words of" an actor."""
        whom = around.in_words_of(sentence_around(text, start, end)[0])
        named = {*self._names.named_in(whom)}
        return SaidInText(start, end, (named.pop(),), (start, start)) if len(named) == 1 else None

    def _said_in(self, pieces: Sequence[re.Match[str]], *, known: bool) -> Sequence[SaidInText]:
        """Whom ``pieces`` of a text quote; what finds it takes long to import.

        Each is read alone, so that no name elsewhere leaves a doubt.
        """
        found, before = [], ""
        for piece in pieces:
            at, part = piece.start(), around.flowing(piece[0])
            find = self._find if self._is_told(part, known=known) else None
            said = find(part) if find else ()
            if find and before and any(not it.speakers for it in said):
                at -= len(before)  # a pronoun may mean whom the piece before names
                said = [it for it in find(before + part) if it.start >= len(before)]
            found += [
                it._replace(
                    start=it.start + at,
                    end=it.end + at,
                    mention=(it.mention[0] + at, it.mention[1] + at),
                )
                for it in said
            ]
            before = "" if part.startswith("#") else f"{part}\n\n"
        return found

    def _is_told(self, part: str, *, known: bool) -> bool:
        """Whether it matters who speaks in ``part``: words in marks have a day, or another name."""
        if (part.startswith(around.SET_APART) or "\n" in part) and self._names.named_in(part):
            return True
        for start, end in passages_in(part):
            passage, beside = part[start:end], "".join(sentence_around(part, start, end))
            held = self._words.holding(passage)
            named = self._names.named_in(beside if held else f"{beside} {passage}")
            others = (not any(self._may_be_of(id_, it) for it in held.quotes) for id_ in named)
            told = any(map(str.isalpha, beside)) or around.is_interrupted(passage)
            says = told and (held or known) and len(words_in(passage)) > TOLD
            matters = any(map(str.isdigit, beside)) or any(others) if named else says
            if matters and not held.ours:
                return True
        return False

    @cached_property
    def _find(self) -> SaidIn | None:
        return self.find(self.desk.actors) if self.find else None

    @cached_property
    def _names(self) -> Names:
        return Names(self.desk.actors)

    @cached_property
    def _words(self) -> DeskWords:
        return DeskWords(self.desk)

    def _of_others(
        self,
        text: str,
        place: tuple[int, int],
        speaker: str | None,
        whose: SaidInText | None,
        quotes: Sequence[QuoteEntry],
    ) -> Iterator[ProseFault]:
        """Words at ``place`` that are given to others than those who have said them."""
        named = (speaker,) if speaker else whose.speakers if whose else ()
        before, after = sentence_around(text, *place)
        if not named or is_of_somebody_else(before, after):
            return
        # Whoever is named beside the speaker may only have heard the words.
        whole = around.paragraph_around(text, *place)
        beside = self._names.named_in(before + after if speaker else whole)
        speakers = {id_ for it in quotes for id_ in it.speakers}
        lead = before if any(map(str.isalpha, before)) else around.line_above(text, *place)[0]
        if not speaker and any(self._is_titled(it, lead) for it in speakers):
            return
        others = not any(self._may_be_of(it, quote) for it in named for quote in quotes)
        if others and speakers.isdisjoint(beside):
            message = f"{shown_text(text[slice(*place)].strip())} is attributed to"
            held = [f"'{it.reference}' attributes it to {_listed(it.speakers)}" for it in quotes]
            message = f"{message} {_listed(named, 'or')}, but {', and '.join(held[:_SHOWN])}"
            hint = "name who said it, or quote what this actor said"
            yield ProseFault(place[0], "other-speaker", message, hint)

    def _is_titled(self, actor_id: str, before: str) -> bool:
        """Whether ``before`` has a title of the actor: "the mayor" of the Mayor of Aldmoor."""
        actor, words = self.desk.actors.get(actor_id), {*words_in(before)}
        titles = (words_in(it.title.partition(" of ")[0]) for it in actor.roles) if actor else ()
        return any(words.issuperset(it) for it in titles if it)

    def _of_less(
        self, text: str, place: tuple[int, int], quotes: Sequence[QuoteEntry]
    ) -> Iterator[ProseFault]:
        """Words that leave out what turns their sense: a negation, or a condition."""
        words, (before, after) = text[slice(*place)], sentence_around(text, *place)
        denied = may_say_not(before + after) or around.may_be_unsaid(before, words)
        denied = denied or "?" in text[place[1] : place[1] + 2]
        cuts = [cut_of(quote, words, denied=denied) for quote in quotes]
        if cuts and cuts[0] and all(cuts):
            yield ProseFault(place[0], *cuts[0])

    def _apart(self, passage: str, start: int, held: Held) -> Iterator[ProseFault]:
        """Sentences in one pair of marks that are not next to each other in the source."""
        if held.apart and held.quotes and not may_be_captured(passage, self.captures, None):
            article = held.quotes[0].article_id
            message = f"{shown_text(passage.strip())} joins sentences that are apart in '{article}'"
            hint = "write […] where words are left out, keep their order, or quote each of them"
            yield ProseFault(start, "misquoted", message, hint)

    def _taken_back(
        self, text: str, place: tuple[int, int], quotes: Sequence[QuoteEntry]
    ) -> Iterator[ProseFault]:
        """Words that nobody stands by any more, where the paragraph does not say so."""
        live = any(not it.record.taken_back for it in quotes)
        if not live and not around.are_taken_back(text, *place):
            message = f"{shown_text(text[slice(*place)].strip())} is in '{quotes[0].reference}',"
            hint = "say so beside the words, link them to the quote, or remove them"
            message = f"{message} which is {quotes[0].record.state}"
            yield ProseFault(place[0], "evidence-not-live", message, hint)

    def _may_be_of(self, actor_id: str, quote: QuoteEntry) -> bool:
        """Whether the words are the actor's, or of one of whom the other speaks."""
        speakers = quote.speakers
        return (
            not speakers
            or actor_id == quote.record.quoting
            or any(self.desk.roles.share_words(actor_id, it) for it in speakers)
        )

    def _of_another_day(
        self, text: str, start: int, shown: str, said: SaidInText, quotes: Sequence[QuoteEntry]
    ) -> Iterator[ProseFault]:
        """A date directly beside the words or their speaker, on which nobody said them."""
        year = min((it.date.first.year for it in quotes if it.date.first), default=1)
        named = around.dates_beside(text, start, said, year)
        known = [it for quote in quotes for it in (quote.date, quote.article.source.published)]
        on = named.pop() if len(named) == 1 and known else UNKNOWN
        elsewhere = not any(it.occasion.may_be_on(on) for it in quotes)
        if elsewhere and all(on.apart(it) for it in known):
            message = f"{shown} is dated {on}, but '{quotes[0].reference}' was said {known[0]}"
            yield ProseFault(start, "unlikely-date", message, "correct the date")


def _lone_marks(text: str, pieces: Iterable[re.Match[str]]) -> Iterator[ProseFault]:
    for piece in pieces:
        lone = lone_mark(piece[0], text[piece.end() : piece.end() + _LONGEST])
        if lone is not None:
            message = "the other quotation mark of this pair is missing"
            hint = "write the other one too, or remove this one"
            yield ProseFault(piece.start() + lone, "misquoted", message, hint)


def _listed(names: Iterable[str], word: str = "and") -> str:
    return f" {word} ".join(map(repr, names))


def _overlap(said: SaidInText, place: tuple[int, int]) -> bool:
    return said.start < place[1] and place[0] < said.end
