"""References to the pages of demands and actors: the page is cited, as of the last day covered."""

from dataclasses import dataclass

from onrecord.records import UNKNOWN

from .actor import ActorView
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
from .demand import DemandView
from .names import Link
from .saying import Catalogue, one_line, raised
from .source_facts import Publication


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
