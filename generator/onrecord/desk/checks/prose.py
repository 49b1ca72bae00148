"""What our own prose says of others' words: what is in quotation marks, by whom, on which day.

The prose of records and the pages of a site are read alike. What cannot be known is not judged:
words in marks that nobody is plainly said to have spoken may be a title or a term.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Self

from pydantic import BaseModel

from onrecord.captures.withheld import MARKED, words_in
from onrecord.desk.desk import Desk, count_utterances
from onrecord.desk.findings import Finding
from onrecord.desk.quotes import QuoteEntry
from onrecord.desk.settings import SaidIn, SaidInText, Settings
from onrecord.reading import shown_text
from onrecord.records import Actor, Briefing
from onrecord.records.dates import PartialDate, days_named
from onrecord.records.load import Records
from onrecord.records.values import FieldValue, ValueFinder, YamlPath

from .quoted_words import nearest_words
from .renderings import NUMBER_WORDS, evidence_of, words_of

_OURS = ValueFinder(
    lambda field: field.words is not None and field.words.ours and field.name != "differs",
    enters=lambda field: not field.for_quotes,
)
_LEFT_OUT = re.compile(r"\[[^\[\]]*\]|\u2026|\.(?:\s?\.){2,}")
_TOLD = 3  # words within quotation marks that are no name of something
_MANY = 6  # words that are not by chance nearly those of any quote
_MOST, _LONGEST = 1_000, 20_000  # passages and paragraphs of a page, and characters of one
_NEAR = 500  # characters before words in which their sentence begins
_SMALL = 3  # letters of words that any two sentences share
_NEARLY = 0.75  # of the words, in one order
_COPY = "copy what a quote of this desk has, or remove the marks"
# Lines that Markdown sets apart, but for who is named below them.
_BLOCK = re.compile(r"^>(?! ?[\u2014\u2013-]).*(?:\n>(?! ?[\u2014\u2013-]).*)*", re.MULTILINE)
_SET_APART = (">", "\u2014", "\u2013")
# A paragraph or an item of a list; with what is set apart, the line that says who said it.
_PIECE = re.compile(
    r"[^\n](?:[^\n]|\n(?!\n|[ \t]*(?:[-*+]|\d+[.)])\s))*"
    r"(?:(?<=[.!?\u201d\u00bb\"])\n\n+(?=[\u2014\u2013] ?[^\W\d_a-z])[^\n]+)?"
)
_DIGIT = re.compile(r"\d")
# A day directly behind the words or their speaker; and one with which their sentence begins.
_ON_A_DAY = re.compile(
    r"[\s,.\u201d\u00bb\"]*(?:(?:said|says|wrote|told us)\s+)?(?:\(|(?:on|le)\s)(.{6,20})",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.!?]\s(?!\u00bb)|\n\n")
_SENTENCE_ENDS = re.compile(r"[.!?](?:\s?\u00bb|[\u201d\"])?\s(?!\u00bb)|\n\n")
# Words that are rejected or denied: somebody else said them, or nobody did.
_REFUSED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|disput\w*|refut\w*|never|d\u00e9men\w*|nie|nient|niait"
    r"|jamais|rejet\w*|r\u00e9fut\w*|contest\w*)\b",
    re.IGNORECASE,
)
# An article right before the marks: a few words in them are the name of something.
_ARTICLE = re.compile(r"(?:^|\s)(?:an?|une?)\s+[\u201c\"\u00ab]\s?$", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"[\s#>*-]*(?:On|Le)(?:\s+(?:\d\S*|[^\W\d_a-z]\S*|the|la?|[a-z\u00e0-\u00ff]{3,9}(?=\s\d{4})))+[\s,]*"
)
# What a site says of its own words.
_OURSELVES = re.compile(r"[\s#>*-]*(?:We|Nous|Our|Notre|Nos)\s")
# How much a site says that it has, all in all.
_HAS = re.compile(
    r"\b(?:(?:this|the|our|ce|le|notre) (?:site|record|desk|collection|archive|registre|dossier)"
    r"|we|nous)\s(?:has|have|holds?|contains?|lists?|comprises?|compte|contient|comprend|avons)\s"
    rf"(?:all |now )?(\d[\d.,\u00a0\u202f]*|{'|'.join(NUMBER_WORDS)})\s"
    r"(articles|quotes|demands|claims|actors|citations|demandes|exigences|acteurs)\b",
    re.IGNORECASE,
)
_ENGLISH = {"exigences": "demands", "demandes": "demands", "citations": "quotes"}
_ENGLISH |= {"acteurs": "actors"}


class RecordLink(NamedTuple):
    """Where words of a page lead to a record: a kind such as ``quotes``, and an id."""

    start: int
    end: int
    kind: str
    id: str


class ProseFault(NamedTuple):
    """What is wrong with the words at ``start`` of a text."""

    start: int
    code: str
    message: str
    hint: str


def check_quoted_in_prose(records: Records, prose: "Prose") -> Iterator[Finding]:
    """Words in quotation marks in the prose of records that no quote has so."""
    for kind, id_, top, record in records.all():
        for found in records.kept.of(_marked, record, top):
            like = _rendered(prose.desk, kind, id_, record)
            is_bottom_line = found.field.name == "bottom_line"
            article = id_ if kind == "article" else None
            for fault in prose.faults(str(found.value), like, article, all_known=is_bottom_line):
                yield Finding(fault.code, kind, id_, found.path, fault.message, fault.hint)


def _marked(record: BaseModel, top: YamlPath) -> Iterator[FieldValue]:
    """Our own words that have something in quotation marks."""
    return (found for found in _OURS(record, top) if passages_in(str(found.value)))


def passages_in(text: str) -> Sequence[tuple[int, int]]:
    """Where ``text`` has words in quotation marks, in parts where something is left out."""
    found = []
    for marked in MARKED.finditer(text):
        start, last = marked.span(1 if marked[1] else 2)
        for gap in (*_LEFT_OUT.finditer(text, start, last), None):
            end = gap.start() if gap else last
            if len(words_in(text[start:end])) >= _TOLD:
                found.append((start, end))
            start = gap.end() if gap else last
    return found


def _rendered(desk: Desk, kind: str, id_: str, record: object) -> Iterable[QuoteEntry]:
    """The quotes that the own words of a record are about."""
    if isinstance(record, Briefing):
        return evidence_of(desk, record)
    if kind == "article":
        return desk.quotes_of_article.get(id_, ())
    demand, claim = (desk.demands.get(id_), desk.claims.get(id_))
    subject = demand if kind == "demand" else claim if kind == "claim" else None
    acts = subject.acts if subject else ()
    return {act.quote.reference: act.quote for act in acts if act.quote}.values()


@dataclass(frozen=True)
class Prose:
    """What the desk has of others' words, with which its prose is compared; read when needed."""

    desk: Desk
    #: makes, of the actors, what finds whom a text quotes; without it nobody is
    find: Callable[[Mapping[str, Actor]], SaidIn] | None = None
    captures: Path | None = None  #: the folder of the sources' texts, if there may be one

    @classmethod
    def of(cls, desk: Desk, settings: Settings) -> Self:
        """What the prose of ``desk`` is compared with."""
        return cls(desk, settings.find_said, settings.withheld)

    def faults_of_page(self, text: str, links: Sequence[RecordLink]) -> Iterator[ProseFault]:
        """Where the page ``text`` says otherwise than the desk, with ``links`` to its records."""
        yield from self.faults(text, self.desk.quotes.values(), links=links, least=_MANY)
        for block in islice(_BLOCK.finditer(text), _MOST):
            passage = block[0].replace(">", " ")
            if passages_in(passage) or self._holding(passage):
                continue
            near = self._nearest(passage, self.desk.quotes.values())
            if near and len(words_in(passage)) >= _MANY:
                message = f"{shown_text(passage.strip())} is set as a quotation, but in no quote"
                yield ProseFault(block.start(), "misquoted", message, near)
        yield from check_counts(text, self.desk)

    def faults(
        self,
        text: str,
        like: Iterable[QuoteEntry],
        article: str | None = None,
        links: Sequence[RecordLink] = (),
        *,
        least: int = _TOLD,
        all_known: bool = False,
    ) -> Iterator[ProseFault]:
        """Where ``text`` says otherwise than the quotes; it may render those in ``like``.

        What it quotes in marks is in a quote or in a source: in that of its ``article``, if it is
        prose of one. It is in a quote in any case if ``all_known``. By chance fewer words than
        ``least`` are nearly those of a quote.
        """
        said = self._said_in(text)
        places = [*passages_in(text)]
        places += [it[:2] for it in said if not any(_overlap(it, place) for place in places)]
        for start, end in places[:_MOST]:
            passage = text[start:end]
            whose = next((it for it in said if _overlap(it, (start, end))), None)
            link = next((it for it in links if it.start <= start and end <= it.end), None)
            speaker = link.id if link and link.kind == "actors" else whose and whose.speaker
            speaker = speaker if speaker in self.desk.actors else None
            held, shown = self._holding(passage), shown_text(passage)
            quotes = [it for it in held if it]
            near = "" if held else self._nearest(passage, like)
            before = _SENTENCE_ENDS.split(text[max(0, start - _NEAR) : start])[-1]
            around = before + _SENTENCE_ENDS.split(text[end : end + _NEAR])[0]
            is_name = _ARTICLE.search(before) and len(words_in(passage)) < _MANY
            is_said = not (_OURSELVES.match(before) or _REFUSED.search(around) or is_name)
            told = len(words_in(passage)) >= least or speaker
            led = [it for it in quotes if link and f"{it.reference}#".startswith(f"{link.id}#")]
            if link and not (led if link.kind == "quotes" else held or speaker):
                message = f"{shown} leads to '{link.id}', which has no such words"
                yield ProseFault(start, "misquoted", message, near or _COPY)
            elif held:
                # Whoever is named beside the speaker may only have heard the words.
                speakers = {id_ for it in quotes for id_ in it.speakers}
                is_of_others = is_said and speakers.isdisjoint(self._named_in(around))
                if speaker and len(quotes) == len(held) and is_of_others:
                    yield from self._of_others(start, shown, speaker, quotes)
                if whose:
                    yield from self._of_another_day(text, start, shown, whose, quotes)
            elif (near and told) or all_known:
                message = f"{shown} is in quotation marks, but in no quote"
                yield ProseFault(start, "misquoted", message, near or _COPY)
            elif speaker and is_said and not self._is_in_source(passage, article):
                message = f"{shown} is given to '{speaker}', but is in no quote"
                yield ProseFault(start, "misquoted", message, _COPY)

    def _said_in(self, text: str) -> Sequence[SaidInText]:
        """Whom ``text`` quotes; it takes long to import, and most marks are of no speech.

        Each paragraph is read alone, so that no name elsewhere leaves a doubt.
        """
        found: list[SaidInText] = []
        for piece in islice(_PIECE.finditer(text), _MOST):
            part, at = piece[0], piece.start()
            if len(part) < _LONGEST and self._is_told(part) and self._find:
                found += (
                    SaidInText(start + at, end + at, speaker, (first + at, last + at))
                    for start, end, speaker, (first, last) in self._find(part)
                )
        return found

    def _is_told(self, part: str) -> bool:
        """Whether it matters who speaks in a sentence of ``part``, which names an actor."""
        return any(map(self._matters, _SENTENCES.split(part))) or (
            part.startswith(_SET_APART) and bool(self._named_in(part))
        )

    def _named_in(self, text: str) -> Sequence[str]:
        """The actors that ``text`` names outside quotation marks."""
        ours = MARKED.sub(" ", text)
        return [id_ for name, id_ in self._names if name in ours]

    def _matters(self, sentence: str) -> bool:
        """Whether words in marks have a day, or somebody is named who did not say them."""
        passages = passages_in(sentence)
        named = self._named_in(sentence) if passages else ()
        for start, end in passages if named else ():
            held = self._holding(sentence[start:end])
            quotes = [it for it in held if it]
            others = (not any(self._may_be_of(id_, it) for it in quotes) for id_ in named)
            if len(quotes) == len(held) and (_DIGIT.search(sentence) or any(others)):
                return True
        return False

    @cached_property
    def _find(self) -> SaidIn | None:
        return self.find(self.desk.actors) if self.find else None

    @cached_property
    def _names(self) -> Sequence[tuple[str, str]]:
        """What actors are called in a sentence, people also by their last word, and their ids."""
        return [
            (name.split()[-1] if actor.kind == "person" else name, id_)
            for id_, actor in self.desk.actors.items()
            for name in (actor.name, *(it.name for it in actor.names))
            if name.strip()
        ]

    def _nearest(self, passage: str, like: Iterable[QuoteEntry]) -> str:
        """The words of a quote that are nearly those of ``passage``, as a hint; or none."""
        words = words_in(passage)
        telling = {it for it in words if len(it) > _SMALL}
        texts = [
            text
            for quote in like
            for text in words_of(quote)
            if len(telling.intersection(words_in(text))) > len(telling) / 2
        ]
        near = nearest_words(passage.strip(" ,.;:!?"), tuple(texts)) if texts else None
        if near and SequenceMatcher(None, words, words_in(near)).ratio() >= _NEARLY:
            return f"the nearest words are {shown_text(near)}: correct it"
        return ""

    def _of_others(
        self, start: int, shown: str, speaker: str, quotes: Sequence[QuoteEntry]
    ) -> Iterator[ProseFault]:
        """Words that are given to ``speaker`` and that only others have said."""
        if not any(self._may_be_of(speaker, quote) for quote in quotes):
            quote = quotes[0]
            message = f"{shown} is given to '{speaker}', but '{quote.reference}' has it as words"
            message = f"{message} of {' and '.join(map(repr, quote.speakers))}"
            hint = "name who said it, or quote what this actor said"
            yield ProseFault(start, "other-speaker", message, hint)

    def _may_be_of(self, actor_id: str, quote: QuoteEntry) -> bool:
        """Whether the words are the actor's, or of one of whom the other speaks."""
        actors = self.desk.actors
        if not quote.speakers or actor_id in {*quote.speakers, quote.record.quoting}:
            return True
        mine, *theirs = (
            {it, *(role.of for role in actors[it].roles if role.of)}
            for it in (actor_id, *quote.speakers)
        )
        both_people = {actors[it].kind for it in (actor_id, *quote.speakers)} == {"person"}
        return not both_people and any(mine & each for each in theirs)

    def _of_another_day(
        self, text: str, start: int, shown: str, said: SaidInText, quotes: Sequence[QuoteEntry]
    ) -> Iterator[ProseFault]:
        """A day directly beside the words or their speaker, on which nobody said them."""
        after = _ON_A_DAY.match(text, max(said.end, said.mention[1]))
        named_at = min(start, said.mention[0])
        before = _SENTENCE_ENDS.split(text[max(0, named_at - _NEAR) : named_at])[-1]
        year = min((it.date.first.year for it in quotes if it.date.first), default=1)
        named = set(days_named(after[1], year) if after else ())
        if _DAY_FIRST.fullmatch(before):
            named |= days_named(before, year)
        known = [quote.date for quote in quotes]
        if len(named) != 1 or not known or any(it.precision != "day" for it in known):
            return
        day = PartialDate.of(named.pop())
        published = [it.article.source.published for it in quotes]
        if day not in (*known, *published) and not any(it.occasion.may_be_on(day) for it in quotes):
            message = f"{shown} is dated {day}, but '{quotes[0].reference}' was said {known[0]}"
            yield ProseFault(start, "unlikely-date", message, "correct the day")

    def _is_in_source(self, passage: str, article: str | None) -> bool:
        """Whether a captured source has the words; that of an ``article`` may not be captured."""
        words = f" {' '.join(words_in(passage))} "
        folder = self.captures
        files = sorted(folder.glob(f"{article or '*'}.txt")) if folder else []
        if article and not files:
            return True
        for file in files:
            text = file.read_text("utf-8", errors="replace")
            if f" {' '.join(words_in(text))} ".find(words) >= 0:
                return True
        return False

    def _holding(self, passage: str) -> list[QuoteEntry | None]:
        """The quotes that have all of the words, or of the first of several sentences that have."""
        sentences = re.split(r"(?<=[.!?])\s+", passage)
        each = [self._having(it) for it in sentences if len(words_in(it)) >= _TOLD]
        return self._having(passage) or (each[0] if len(each) > 1 and all(each) else [])

    def _having(self, passage: str) -> list[QuoteEntry | None]:
        """The quotes that have all of the words in a row; ``None`` for each title that has."""
        words, (text, starts, quotes) = f" {' '.join(words_in(passage))} ", self._every_word
        found, at = [], text.find(words)
        while at >= 0:
            found.append(quotes[bisect(starts, at) - 1])
            at = text.find(words, at + 1)
        return found

    @cached_property
    def _every_word(self) -> tuple[str, list[int], list[QuoteEntry | None]]:
        """All that is quoted on the desk, its headlines and its titles, as words alone."""
        desk = self.desk
        titles = [
            *(
                it
                for article in desk.articles.values()
                for it in (article.source.headline, article.title)
            ),
            *(it.record.title for it in desk.demands.values()),
            *(it.record.text for it in desk.claims.values()),
            *(it.name for it in desk.topics.values()),
            *(it.name for it in desk.events.values()),
        ]
        texts = [(it, quote) for quote in desk.quotes.values() for it in words_of(quote)]
        pieces, starts, quotes, at = [], [], [], 0
        for words, quote in (*texts, *((it, None) for it in titles if it)):
            piece = f" {' '.join(words_in(words))} ."
            pieces.append(piece)
            starts.append(at)
            quotes.append(quote)
            at += len(piece)
        return "".join(pieces), starts, quotes


def _overlap(said: SaidInText, place: tuple[int, int]) -> bool:
    return said.start < place[1] and place[0] < said.end


def check_counts(text: str, desk: Desk) -> Iterator[ProseFault]:
    """Where ``text`` says that the site has more or less than it has."""
    has = {kind: {len(desk.records(kind))} for kind in ("article", "demand", "claim", "actor")}
    has["quote"] = {len(desk.quotes), count_utterances(desk.quotes.values())}
    for found in _HAS.finditer(text):
        what = _ENGLISH.get(found[2].casefold(), found[2].casefold())
        number = NUMBER_WORDS.get(found[1].casefold()) or re.sub(r"\D", "", found[1])
        known = has[what.removesuffix("s")]
        if int(number) not in known:
            code = "other-number" if int(number) > max(known) else "maybe-number"
            message = f"this says {number} {found[2]}, but the desk has {max(known)}"
            yield ProseFault(found.start(1), code, message, "correct the number")
