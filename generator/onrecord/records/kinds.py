"""The kinds of records: what each is called, where its files are, and where its pages are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from pydantic import BaseModel

from onrecord.reading.files import ContentPlaces

from .actors_topics_events import Actor, Briefing, Event, Topic
from .article import Article
from .demands_claims import Claim, Demand
from .fields import NO_EVENT


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record.

    Attributes:
        name: such as ``actor``.
        plural: such as ``actors``: of its folder or file, of its table, of its pages.
        model: what a record says.
        title: the field that names a record for people.
        together: whether all are in one file, each under its id.
        has_page: whether each record has a page of its own.
        reserved: ids that none may have, as they say something else where they are named.
        with_subfolders: whether its files may be in folders within its folder.
    """

    name: str
    plural: str
    model: type[BaseModel]
    title: str
    together: bool = False
    has_page: bool = True
    reserved: tuple[str, ...] = ()
    with_subfolders: bool = False

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
KINDS: Mapping[str, RecordKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            RecordKind("article", "articles", Article, "title", with_subfolders=True),
            RecordKind("actor", "actors", Actor, "name"),
            RecordKind("demand", "demands", Demand, "title"),
            RecordKind("claim", "claims", Claim, "text"),
            RecordKind("briefing", "briefings", Briefing, "bottom_line"),
            RecordKind("topic", "topics", Topic, "name", together=True),
            RecordKind(
                "event", "events", Event, "name", together=True, has_page=False,
                reserved=(NO_EVENT,),
            ),
        )
    }
)  # fmt: skip
BY_PLURAL: Mapping[str, RecordKind] = MappingProxyType(
    {kind.plural: kind for kind in KINDS.values()}
)
BY_FILE_KIND: Mapping[str, RecordKind] = MappingProxyType(
    {kind.file_kind: kind for kind in KINDS.values()}
)
PLACES = ContentPlaces(
    folders={kind.plural: kind.name for kind in KINDS.values() if not kind.together},
    files={f"{kind.plural}.yml": kind.plural for kind in KINDS.values() if kind.together},
    with_subfolders=frozenset(kind.name for kind in KINDS.values() if kind.with_subfolders),
)
