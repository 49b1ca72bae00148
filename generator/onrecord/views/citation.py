"""References to quotes and to the pages of demands and actors, in the forms writers are asked for.

They name our own page as of the last day that the desk covers: the same record has the same
reference whenever the site is built.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.records import UNKNOWN, PartialDate

from .actor import ActorView
from .attribution import chain, original, role, translation
from .context import Publication
from .demand import DemandView
from .lines import Catalogue, capitalized, one_line, shorten, text_of
from .quote_card import QuoteCard
from .source_facts import ENDS, SourceFacts, bibtex, stopped, with_commas

_TITLE = 120


# `plain`, `apa`, `chicago_note`, `chicago` (the bibliography) or `bibtex`, and a reference so.
Citations = tuple[tuple[str, str], ...]


def cited_uri(cited: QuoteCard | DemandView | ActorView) -> str:
    """The site path of the page that references to ``cited`` lead to."""
    if isinstance(cited, QuoteCard):
        return cited.uri
    return (cited.head.link if isinstance(cited, DemandView) else cited.link).uri or ""


def citations(
    cited: QuoteCard | DemandView | ActorView,
    publication: Publication,
    say: Catalogue,
    source: SourceFacts | None = None,
) -> Citations:
    """The references to a quote, or to the page of a demand or an actor; none to a withheld quote.

    Those to a quote name the speaker and the ``source`` that was read. Raises TypeError without.
    """
    if isinstance(cited, QuoteCard):
        if source is None:
            raise TypeError("references to a quote name its source, which is not given")
        return () if cited.withheld else _forms(_CitedQuote(publication, say, cited, source))
    if isinstance(cited, ActorView):
        link, kind, about = cited.link, "actor", say("cite_page.actor")
    else:
        head = cited.head
        by, to = say.names_within(head.by), say.names_within(head.to)
        link, kind, about = head.link, "demand", say("cite_page.demand", by=by, to=to)
    return _forms(_CitedPage(publication, say, f"{kind}:{link.id}", link.text, about))


@dataclass(frozen=True)
class _Cited:
    """What references of every kind say."""

    publication: Publication
    say: Catalogue

    def _sentences(self, *parts: str) -> str:
        """``parts`` as sentences, and our address as it is."""
        shown = map(stopped, filter(None, parts))
        return " ".join([*shown, self.publication.address]).rstrip()

    def _day(self, order: str, date: PartialDate) -> str:
        return self.say.styled_date(order, date)

    def _last_day(self, order: str = "") -> str:
        """The last day covered, in our own words or as a style has it."""
        if self.publication.coverage is None:
            return ""
        return self._day(order, self._through) if order else self.say.date(self._through)

    @property
    def _through(self) -> PartialDate:
        coverage = self.publication.coverage
        return coverage.through if coverage else UNKNOWN

    @property
    def _of_every_entry(self) -> dict[str, str]:
        return {"no_date": self.say("cite.no_date"), "url": self.publication.address}

    def _in_marks(self, title: str, mark: str = "") -> str:
        """A title in marks, with the style's ``mark`` where the language has it."""
        line = one_line(title)
        return self.say("cite.in_marks", words=line, mark="" if line.endswith(ENDS) else mark)


@dataclass(frozen=True)
class _CitedQuote(_Cited):
    """A quote; what several references say of it is made once."""

    card: QuoteCard
    source: SourceFacts

    def plain(self) -> str:
        card, say = self.card, self.say
        speaker = self._author or say("quote.unknown")
        if card.speakers:
            speaker += text_of(role(card, say))
        when, as_of = with_commas([say.date(card.when), card.place]), self._as_of(self._last_day())
        said = say("cite.said", speaker=speaker, when=when, title=self._title())
        notes = (capitalized(note) for note in self._notes if note != say("cite.unknown_speaker"))
        return self._sentences(said, *notes, self._source_in_words, as_of)

    def apa(self) -> str:
        say = self.say
        kind = capitalized(say(f"cite.kind.{self.card.form_label}"))
        about = say("cite.bracket", about=say("list.semicolon").join([kind, *self._about]))
        title = f"{self._title().rstrip('.')} {about}"
        date = say("cite.parenthesis", text=self._day("year_first", self.card.when))
        names = [apa_name(name) if name else text for text, name in self._authors]
        author = ", & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
        return self._sentences(
            *([f"{stopped(author)} {date}", title] if author else [title, date]),
            capitalized(self._source(self._day("year_last", self.source.published))),
            self._as_of(self._last_day("year_last")),
        )

    def chicago_note(self) -> str:
        parts = [
            with_commas([self._author, self._title(","), *self._where()]),
            *self._notes,
            self._source_in_style,
            with_commas([self._as_of(self._last_day("year_last")), self.publication.address]),
        ]
        return stopped(self.say("list.semicolon").join(parts))

    def chicago(self) -> str:
        # Of the first alone the family name comes first.
        authors = enumerate(self._authors)
        names = [text if number else name or text for number, (text, name) in authors]
        notes, source = map(capitalized, self._notes), capitalized(self._source_in_style)
        where, as_of = with_commas(self._where()), self._as_of(self._last_day("year_last"))
        title = self._title(".")
        return self._sentences(self.say.phrases(names), title, where, *notes, source, as_of)

    def bibtex(self) -> str:
        card, say = self.card, self.say
        said = with_commas([say.date(card.when), card.place])
        note = [*map(capitalized, [*self._notes, said]), self._as_of(self._last_day())]
        fields = {"howpublished": self._source_in_words, "note": " ".join(map(stopped, note))}
        return bibtex(
            key=card.reference.replace("#", ":"),
            authors=[(name or text, name is not None) for text, name in self._authors],
            title=self._title(),
            date=card.when,
            fields=fields,
            **self._of_every_entry,
        )

    @cached_property
    def _author(self) -> str:
        """Who is on record with the words; the publisher for the writer's own marks."""
        return self.say.phrases([text for text, _ in self._authors])

    @cached_property
    def _authors(self) -> list[tuple[str, str | None]]:
        """The name of each author, and as a person's family name comes first, where it may."""
        if self.card.form == "scare":
            return [(self.card.publisher, None)]
        names = (speaker.text for speaker in self.card.speakers)
        return list(zip(names, self.card.cited_as, strict=True))

    def _title(self, mark: str = "") -> str:
        """The words, as far as a title goes, with the ``mark`` where the language has it."""
        say, words = self.say, self._words
        if self.card.form == "indirect":
            return words.rstrip(".") if mark == "," else words
        if not mark or words.endswith(ENDS[1:]):
            return say("card.marks", words=words)
        return say("cite.in_marks", words=words.rstrip(".,"), mark=mark)

    @cached_property
    def _words(self) -> str:
        """The first of the words, or of the gist."""
        card, apart = self.card, f" {self.say('card.apart')} "
        said = card.gist or "" if card.form == "indirect" else apart.join(card.words)
        return shorten(said, _TITLE)

    @cached_property
    def _notes(self) -> list[str]:
        """What is to be said of the words but for who, when and where."""
        form = self.card.form_label
        return [*([] if form == "direct" else [self.say(f"cite.kind.{form}")]), *self._about]

    @cached_property
    def _about(self) -> list[str]:
        """The state of the words, who quotes whom, and the translation."""
        card, say = self.card, self.say
        about = [
            "" if card.stands else say(f"state.{card.state}"),
            say("card.quoting_whom", whose=card.quoting.within) if card.quoting else "",
            say("cite.unknown_speaker") if card.unknown_speaker else "",
            say("cite.unnamed") if card.unnamed else "",
            original(card, say),
            translation(card, say),
        ]
        return [text for text in about if text]

    def _where(self) -> list[str]:
        return [self.card.place or "", self._day("year_last", self.card.when)]

    @cached_property
    def _source_in_words(self) -> str:
        return capitalized(self._source(self.say.date(self.source.published)))

    @cached_property
    def _source_in_style(self) -> str:
        """The source as both styles of Chicago have it."""
        return self._source(self._day("year_last", self.source.published), ",")

    def _source(self, date: str, mark: str = "") -> str:
        """Where in what the words were read, who wrote and published it, and whom it cites."""
        # `mark`: what the style puts inside the marks of a headline.
        source, say = self.source, self.say
        headline = self._in_marks(source.headline, mark) if source.headline else ""
        outlet = source.party and source.party.text != source.publisher
        party = say("cite.party", party=source.party.within) if source.party and outlet else ""
        page, time, publisher = self.card.page, self.card.time, f"{source.publisher}{party}"
        on_page = say("cite.page", page=page) if page else ""
        at = say("cite.time", time=time) if time else ""
        names = [say.phrases(source.authors), headline, publisher, date, on_page, at]
        address = f" {say('cite.parenthesis', text=source.url)}" if source.url else ""
        where = f"{with_commas(names)}{chain(self.card, say)}{address}"
        how = {"indirect": "reported_in", "scare": "written_in"}.get(self.card.form, "quoted_in")
        return say(f"cite.{how}", source=where)

    def _as_of(self, date: str) -> str:
        site = self.publication.name
        return self.say("cite.as_of", site=site, date=date) if date else site


@dataclass(frozen=True)
class _CitedPage(_Cited):
    """A page whose author is the site."""

    key: str  #: for BibTeX
    name: str  #: of the demand or the actor
    about: str  #: what the page is, in a phrase

    def plain(self) -> str:
        site = with_commas([self.publication.name, self._as_of()])
        return self._sentences(with_commas([self._in_marks(self.name), self.about]), site)

    def apa(self) -> str:
        say, about = self.say, filter(None, [capitalized(self.about), self._as_of("year_last")])
        in_brackets = say("cite.bracket", about=say("list.semicolon").join(about))
        date = say("cite.parenthesis", text=self._day("year_first", self._through))
        return self._sentences(
            f"{stopped(self.publication.name)} {date}",
            f"{one_line(self.name).rstrip('.')} {in_brackets}",
        )

    def chicago_note(self) -> str:
        title, as_of = self._in_marks(self.name, ","), self._as_of("year_last")
        site = self.publication
        return stopped(with_commas([site.name, title, self.about, as_of, site.address]))

    def chicago(self) -> str:
        title, as_of = self._in_marks(self.name, "."), capitalized(self._as_of("year_last"))
        return self._sentences(self.publication.name, title, capitalized(self.about), as_of)

    def bibtex(self) -> str:
        site = self.publication
        note = " ".join(map(stopped, filter(None, map(capitalized, (self.about, self._as_of())))))
        authors, title = [(site.name, False)] if site.name else [], one_line(self.name)
        fields, date, own = {"note": note}, self._through, self._of_every_entry
        return bibtex(key=self.key, authors=authors, title=title, date=date, fields=fields, **own)

    def _as_of(self, order: str = "") -> str:
        date = self._last_day(order)
        return self.say("cite_page.as_of", date=date) if date else ""


def _forms(cited: _CitedQuote | _CitedPage) -> Citations:
    """The references in the order in which pages offer them."""
    forms = (cited.plain, cited.apa, cited.chicago_note, cited.chicago, cited.bibtex)
    return tuple((form.__name__, form()) for form in forms)


def apa_name(sorted_name: str) -> str:
    """A person's name with the given names as initials.

    >>> apa_name("Le Bon, Anne-Marie J."), apa_name("Leyen, Ursula von der")
    ('Le Bon, A.-M. J.', 'Leyen, U. von der')
    """
    family, comma, given = sorted_name.partition(",")
    if not comma:
        return sorted_name
    return f"{family}, {' '.join('-'.join(_initials(name)) for name in given.split())}"


def _initials(name: str) -> Iterator[str]:
    for part in name.split("-"):
        # A particle, and a script without capitals, has no initials.
        yield f"{part[0]}." if part[:1].isupper() else part
