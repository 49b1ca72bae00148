"""The kinds of records: what each is called, where its files are, and where its pages are.

Addresses are a contract with everyone who links to them. Each is a site path (``actors/x/``; the
home page is the empty one); the renderer makes it relative to the page it is on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pydantic import BaseModel

from onrecord.reading.files import ContentPlaces

from .actors_topics_events import Actor, Briefing, Event, Topic
from .articles_demands_claims import Article, Claim, Demand
from .fields import NO_EVENT


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record."""

    name: str
    plural: str  #: such as `actors`: of its folder or file, of its table, of its pages
    model: type[BaseModel]  #: what a record says
    title: str  #: the field that names a record for people
    together: bool = False  #: whether all are in one file, each under its id
    has_page: bool = True  #: whether each record has a page of its own
    #: ids that none may have, as they say something else where they are named
    reserved: tuple[str, ...] = ()
    with_subfolders: bool = False  #: whether its files may be in folders within its folder

    @property
    def file_kind(self) -> str:
        """The name of its files' kind: of one record, or of all together."""
        return self.plural if self.together else self.name

    def file(self, id_: str) -> PurePosixPath:
        """The file of a record in the content folder, unless in a folder within its folder."""
        if self.together:
            return PurePosixPath(f"{self.plural}.yml")
        return PurePosixPath(self.plural, f"{id_}.yml")

    def top(self, id_: str) -> tuple[str, ...]:
        """The path of a record in its file."""
        return (id_,) if self.together else ()

    def address(self, id_: str) -> str:
        """The site path of the page of a record; the kind has pages."""
        return f"{self.plural}/{id_}/"


# In the order in which they are looked at.
KINDS: Mapping[str, RecordKind] = {
    kind.name: kind
    for kind in (
        RecordKind("article", "articles", Article, "title", with_subfolders=True),
        RecordKind("actor", "actors", Actor, "name"),
        RecordKind("demand", "demands", Demand, "title"),
        RecordKind("claim", "claims", Claim, "text"),
        RecordKind("briefing", "briefings", Briefing, "bottom_line"),
        RecordKind("topic", "topics", Topic, "name", together=True),
        RecordKind(
            "event", "events", Event, "name", together=True, has_page=False, reserved=(NO_EVENT,)
        ),
    )
}
BY_PLURAL: Mapping[str, RecordKind] = {kind.plural: kind for kind in KINDS.values()}
BY_FILE_KIND: Mapping[str, RecordKind] = {kind.file_kind: kind for kind in KINDS.values()}
PLACES = ContentPlaces(
    folders={kind.plural: kind.name for kind in KINDS.values() if not kind.together},
    files={f"{kind.plural}.yml": kind.plural for kind in KINDS.values() if kind.together},
    with_subfolders=frozenset(kind.name for kind in KINDS.values() if kind.with_subfolders),
)

actor_uri = KINDS["actor"].address
article_uri = KINDS["article"].address
demand_uri = KINDS["demand"].address
claim_uri = KINDS["claim"].address
topic_uri = KINDS["topic"].address
briefing_uri = KINDS["briefing"].address


def quote_uri(reference: str) -> str:
    """``quotes/<article-id>/<quote-id>/`` for ``article-id#quote-id``."""
    return f"quotes/{reference.replace('#', '/', 1)}/"


def article_quotes_uri(article_id: str) -> str:
    """``quotes/<article-id>/``."""
    return f"quotes/{article_id}/"


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a page."""

    #: of a record, such as `actor` or `quote`; `article_quotes` for the list of an article's
    #: quotes; else `home`, `list`, `data`, `changes` or `redirect`
    kind: str
    #: of the record (of a quote its reference), the name of the list, or the address that a
    #: redirect leads from
    id: str = ""

    @property
    def uri(self) -> str:
        """The site path of the record's own page."""
        if self.kind == "quote":
            return quote_uri(self.id)
        if self.kind == "article_quotes":
            return article_quotes_uri(self.id)
        return KINDS[self.kind].address(self.id)

    @property
    def article(self) -> str:
        """The id of the article that the page of an article, its quotes or one of them is of."""
        return self.id.partition("#")[0]

    @property
    def section(self) -> str:
        """The list that the page belongs to, such as ``actors``; its kind if it is in none."""
        if self.kind == "list":
            return self.id
        if self.kind in ("quote", "article_quotes"):
            return "quotes"
        return KINDS[self.kind].plural if self.kind in KINDS else self.kind

    @property
    def above(self) -> tuple[str, ...]:
        """The site paths of the pages above a record's own, its list first; without home's."""
        if self.kind == "quote":
            return (f"{self.section}/", article_quotes_uri(self.article))
        in_list = self.kind in KINDS or self.kind == "article_quotes"
        return (f"{self.section}/",) if in_list else ()
