"""References to a quote, in the forms that writers are asked for.

References to the pages of demands and actors: the page is cited, as of the last day covered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records import UNKNOWN, PartialDate

from .actor import ActorView
from .attribution import chain, original, role, translation
from .citation_style import (
    ENDS,
    Citation,
    bibtex,
    in_each_form,
    listed,
    sentences,
    stopped,
    styled_date,
)
from .context import Publication
from .demand import DemandView
from .lines import Catalogue, one_line, raised, shorten
from .names import Link
from .quote_card import QuoteCard
from .source_facts import SourceFacts

_TITLE = 120


def citations(
    card: QuoteCard, source: SourceFacts, publication: Publication, say: Catalogue
) -> tuple[Citation, ...]:
    """The references to ``card``; none to a withheld quote.

    They name the speaker, the source that was read, and our own page as of the last day that the
    desk covers: the same quote has the same reference whenever the site is built.
    """
    if card.withheld:
        return ()
    return in_each_form(_Cited(card, source, publication, say))


@dataclass(frozen=True, slots=True)
class _Cited:
    card: QuoteCard
    source: SourceFacts
    publication: Publication
    say: Catalogue

    def plain(self) -> str:
        card, say = self.card, self.say
        speaker = self._author() or say("quote.unknown")
        if card.speakers:
            speaker += role(card, say)
        when = listed([say.date(card.when), card.place])
        return self._sentences(
            say("cite.said", speaker=speaker, when=when, title=self._title()),
            *map(raised, self._notes()),
            raised(self._source(say.date(self.source.published))),
            self._as_of(self._last_day()),
        )

    def apa(self) -> str:
        say = self.say
        kind = raised(say(f"cite.kind.{self.card.form_label}"))
        about = say("cite.bracket", about="; ".join([kind, *self._about()]))
        title = f"{self._title().rstrip('.')} {about}"
        date = say("cite.parenthesis", text=self._day("year_first", self.card.when))
        names = [apa_name(name) if name else text for text, name in self._authors()]
        author = _with_last(", & ", names)
        return self._sentences(
            *([f"{stopped(author)} {date}", title] if author else [title, date]),
            raised(self._source(self._day("year_last", self.source.published))),
            self._as_of(self._last_day("year_last")),
        )

    def chicago_note(self) -> str:
        parts = [
            listed([self._author(), self._title(","), *self._where()]),
            *self._notes(),
            self._source(self._day("year_last", self.source.published), ","),
            listed([self._as_of(self._last_day("year_last")), self.publication.address]),
        ]
        return stopped("; ".join(parts))

    def chicago(self) -> str:
        return self._sentences(
            self.say.phrases([name or text for text, name in self._authors()[:1]] + self._others()),
            self._title("."),
            listed(self._where()),
            *map(raised, self._notes()),
            raised(self._source(self._day("year_last", self.source.published), ",")),
            self._as_of(self._last_day("year_last")),
        )

    def bibtex(self) -> str:
        card, say = self.card, self.say
        said = listed([say.date(card.when), card.place])
        note = [*map(raised, [*self._notes(), said]), self._as_of(self._last_day())]
        return bibtex(
            key=card.reference.replace("#", ":"),
            authors=[(name or text, name is not None) for text, name in self._authors()],
            title=self._title(),
            date=card.when,
            no_date=say("cite.no_date"),
            fields=(
                ("howpublished", raised(self._source(say.date(self.source.published)))),
                ("note", " ".join(map(stopped, note))),
            ),
            url=self.publication.address,
        )

    def _sentences(self, *parts: str) -> str:
        return sentences(*parts, address=self.publication.address)

    def _author(self) -> str:
        """Who is on record with the words; the publisher for the writer's own marks."""
        return self.say.phrases([text for text, _ in self._authors()])

    def _authors(self) -> list[tuple[str, str | None]]:
        """The name of each author, and as a person's family name comes first, where it may."""
        if self.card.form == "scare":
            return [(self.card.publisher, None)]
        names = (speaker.text for speaker in self.card.speakers)
        return list(zip(names, self.card.cited_as, strict=True))

    def _others(self) -> list[str]:
        """The names of all authors but the first, as people say them."""
        return [text for text, _ in self._authors()[1:]]

    def _title(self, mark: str = "") -> str:
        """The words, as far as a title goes, with the style's ``mark`` inside their marks."""
        card, say = self.card, self.say
        if card.form == "indirect":
            gist = shorten(card.gist or "", _TITLE)
            return gist.rstrip(".") if mark == "," else gist
        words = shorten(f" {say('card.apart')} ".join(card.words), _TITLE)
        if mark and not words.endswith(ENDS[1:]):
            words = words.rstrip(".,") + mark
        return say("card.marks", words=words)

    def _notes(self) -> list[str]:
        """What is to be said of the words beside who, when and where."""
        form = self.card.form_label
        return [*([] if form == "direct" else [self.say(f"cite.kind.{form}")]), *self._about()]

    def _about(self) -> list[str]:
        """State, whose words, in which translation."""
        card, say = self.card, self.say
        about = [
            "" if card.state in {"live", "corrected"} else say(f"state.{card.state}"),
            say("cite.quoting", whose=card.quoting.within) if card.quoting else "",
            say("cite.unknown_speaker") if card.unknown_speaker else "",
            say("cite.unnamed") if card.unnamed else "",
            original(card, say),
            translation(card, say),
        ]
        return [text for text in about if text]

    def _where(self) -> list[str]:
        return [self.card.place or "", self._day("year_last", self.card.when)]

    def _source(self, date: str, mark: str = "") -> str:
        """Where in what the words were read, who wrote and published it, and whom it cites.

        ``mark``: what the style puts inside the marks of a headline.
        """
        source, say = self.source, self.say
        headline = ""
        if source.headline:
            title = one_line(source.headline)
            end = "" if title.endswith(ENDS) else mark
            headline = say("card.marks", words=f"{title}{end}")
        party = say("cite.party", party=source.party.within) if source.party else ""
        page, time = self.card.page, self.card.time
        place = [
            say("cite.page", page=page) if page else "",
            say("cite.time", time=time) if time else "",
        ]
        names = [say.phrases(source.authors), headline, f"{source.publisher}{party}", date, *place]
        address = f" {say('cite.parenthesis', text=source.url)}" if source.url else ""
        where = f"{listed(names)}{chain(self.card, say)}{address}"
        how = {"indirect": "reported_in", "scare": "written_in"}.get(self.card.form, "quoted_in")
        return say(f"cite.{how}", source=where)

    def _last_day(self, order: str = "") -> str:
        coverage = self.publication.coverage
        if coverage is None:
            return ""
        last = coverage.through
        return self._day(order, last) if order else self.say.date(last)

    def _as_of(self, date: str) -> str:
        site = self.publication.name
        return self.say("cite.as_of", site=site, date=date) if date else site

    def _day(self, order: str, date: PartialDate) -> str:
        return styled_date(order, date, self.say)


def _with_last(mark: str, names: Sequence[str]) -> str:
    """``names`` with commas between them and ``mark`` before the last of several."""
    return mark.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


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


def demand_citations(
    view: DemandView, publication: Publication, say: Catalogue
) -> tuple[Citation, ...]:
    """The references to the page of a demand."""
    head = view.head
    about = say("cite_page.demand", by=say.names_within(head.by), to=say.names_within(head.to))
    key = f"demand:{_id(head.link)}"
    return in_each_form(_CitedPage(key, head.link.text, about, publication, say))


def actor_citations(
    view: ActorView, publication: Publication, say: Catalogue
) -> tuple[Citation, ...]:
    """The references to the page of an actor."""
    key, about = f"actor:{_id(view.link)}", say("cite_page.actor")
    return in_each_form(_CitedPage(key, view.link.text, about, publication, say))


def _id(link: Link) -> str:
    """The last part of a page's address."""
    return (link.uri or "").rstrip("/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class _CitedPage:
    """A page whose author is the site.

    Attributes:
        key: for BibTeX.
        name: of the demand or the actor.
        about: what the page is, in a phrase.
    """

    key: str
    name: str
    about: str
    publication: Publication
    say: Catalogue

    def plain(self) -> str:
        last = self.publication.coverage
        as_of = self._as_of(self.say.date(last.through) if last else "")
        return sentences(
            listed([self._title(), self.about]),
            listed([self.publication.name, as_of]),
            address=self.publication.address,
        )

    def apa(self) -> str:
        say, last = self.say, self.publication.coverage
        date = styled_date("year_first", last.through if last else UNKNOWN, say)
        about = say(
            "cite.bracket", about="; ".join(filter(None, [raised(self.about), self._day()]))
        )
        return sentences(
            f"{stopped(self.publication.name)} {say('cite.parenthesis', text=date)}",
            f"{one_line(self.name).rstrip('.')} {about}",
            address=self.publication.address,
        )

    def chicago_note(self) -> str:
        parts = [self.publication.name, self._title(","), self.about, self._day()]
        return stopped(listed([*parts, self.publication.address]))

    def chicago(self) -> str:
        return sentences(
            self.publication.name,
            self._title("."),
            raised(self.about),
            raised(self._day()),
            address=self.publication.address,
        )

    def bibtex(self) -> str:
        last = self.publication.coverage
        as_of = raised(self._as_of(self.say.date(last.through) if last else ""))
        return bibtex(
            key=self.key,
            authors=[(self.publication.name, False)] if self.publication.name else [],
            title=one_line(self.name),
            date=last.through if last else UNKNOWN,
            no_date=self.say("cite.no_date"),
            fields=(("note", sentences(raised(self.about), as_of, address="")),),
            url=self.publication.address,
        )

    def _title(self, mark: str = "") -> str:
        """The name in marks, with the style's ``mark`` inside them."""
        name = one_line(self.name)
        return self.say("card.marks", words=name if name.endswith(ENDS) else f"{name}{mark}")

    def _day(self) -> str:
        last = self.publication.coverage
        return self._as_of(styled_date("year_last", last.through, self.say)) if last else ""

    def _as_of(self, date: str) -> str:
        return self.say("cite_page.as_of", date=date) if date else ""
