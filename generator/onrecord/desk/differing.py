"""What may have changed since a desk was linked and checked, because some records changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field
from functools import cached_property
from itertools import chain
from typing import Any, Self, TypeAlias

from pydantic import BaseModel

from onrecord.records import KINDS, Article, Records, fixed
from onrecord.records.record_from_nodes import articles_with, said_by_unread
from onrecord.records.values import EVERY_VALUE, REFERENCES

from .acts import grouped
from .desk import Desk
from .findings import VALUES, Finding
from .particulars import Particulars
from .settings import Coverage

_SUBJECTS = ("demand", "claim")
_Keys: TypeAlias = set[tuple[str, str]]


def _named_in(record: BaseModel) -> Iterator[frozenset[tuple[str, str]]]:
    """Kind and id of all records that ``record`` names; of another's quote, the article."""
    named: _Keys = set()
    for found in REFERENCES(record):
        kind, name = found.field.refers_to.kind if found.field.refers_to else "", str(found.value)
        if kind != "quote":
            named.add((kind, name))
        elif "#" in name:
            named.add(("article", name.partition("#")[0]))
    yield frozenset(named)


_FEW = 40  # ids for which the text of each article can be searched


def differ_in_words(old: Desk, new: Desk, ids: Iterable[str]) -> bool:
    """Whether two desks whose articles ``ids`` differ do so only in words.

    These are the words of an article itself and of its quotes.
    """
    then, now = (
        [*desk.articles, *((name, quote.verdict) for name, quote in desk.quotes.items())]
        for desk in (old, new)
    )
    return then == now and all(
        [*_but_words(old.articles[id_])] == [*_but_words(new.articles[id_])] for id_ in ids
    )


def _but_words(article: Article) -> Iterator[tuple[object, object]]:
    """Its values, each with its place; of words only that there are some."""
    for found in EVERY_VALUE(article):
        own = len(found.path) == 1 or found.path[0] == "quotes"
        is_text = found.path == ("title",) or (own and found.field.is_passage)
        yield found.path, is_text or found.value


class Differing:
    """What may have changed since a desk was linked, because some records changed.

    Attributes:
        changed: kinds and ids of the records that are other than before, old and new.
        linked: those of the records that may be linked in another way.
        checked: those in which checks may find something else, where they look at no more than
            the record and what it is linked with.
    """

    def __init__(self, before: Records, now: Records) -> None:
        """Compare ``now`` with the records ``before``; most of the same are one object."""
        old, new = (
            {(kind, id_): it for kind in KINDS for id_, it in each.of(kind).items()}
            for each in (before, now)
        )
        self._records, self._every = now, new
        self._naming: dict[tuple[str, str], _Keys] = {}
        differ = {
            key
            for key in old.keys() | new.keys()
            if (one := old.get(key)) is not (other := new.get(key)) and one != other
        }
        self.changed = {key: (old.get(key), new.get(key)) for key in differ}
        self._names = {
            key: frozenset[tuple[str, str]]().union(
                *(names for it in pair if it is not None for names in _named_in(it))
            )
            for key, pair in self.changed.items()
        }
        changed = {*differ}
        for _ in range(2):  # an actor speaks for one that is a member of another
            changed |= self.naming(changed, "actor")
        linked = self._with_quotes(changed | self.naming(changed))
        linked |= self._named(linked, *_SUBJECTS)
        self.linked = self._with_related(linked)
        self.checked = self._with_quotes(self.linked | self.naming(_subjects(self.linked)))

    def _names_of(self, key: tuple[str, str]) -> frozenset[tuple[str, str]]:
        """What a record names; before or now, if it is another."""
        names = self._names.get(key)
        if names is None:
            record = self._every.get(key)
            names = frozenset() if record is None else self._records.kept.of(_named_in, record)[0]
            self._names[key] = names
        return names

    def naming(self, keys: _Keys, *kinds: str) -> _Keys:
        """The records, of all ``kinds`` or of these, that name one of ``keys``."""
        if not keys:
            return set()
        among = {
            key
            for key in self._every.keys() | self.changed.keys()
            if key[0] != "article" and (not kinds or key[0] in kinds)
        }
        if not kinds or "article" in kinds:
            among |= self._articles_naming(keys)
        return {key for key in among if not self._names_of(key).isdisjoint(keys)}

    def _articles_naming(self, keys: _Keys) -> _Keys:
        """The articles that may name one of ``keys``: of those that are unread, by their text."""
        unread = self._unread
        for kind, id_ in keys - self._naming.keys() if unread else ():
            if len(self._naming) == _FEW:  # to make all of them takes no longer
                return self._read.union(("article", it) for it, _ in unread)
            part = f'"{id_}#' if kind == "article" else f'"{id_}"'
            among = self._quoting if kind == "article" else unread
            self._naming[kind, id_] = {("article", it) for it, _ in articles_with(among, part)}
        return self._read.union(*(self._naming[key] for key in keys if unread))

    @cached_property
    def _unread(self) -> Sequence[tuple[str, Article]]:
        """The articles that nobody had asked for anything."""
        return [it for it in self._records.articles.items() if said_by_unread(it[1]) is not None]

    @cached_property
    def _read(self) -> _Keys:
        """The other articles, and those that are gone."""
        unread = {("article", id_) for id_, _ in self._unread} - self.changed.keys()
        return {
            key for key in self._every.keys() | self.changed.keys() if key[0] == "article"
        } - unread

    @cached_property
    def _quoting(self) -> Sequence[tuple[str, Article]]:
        """Those that may name a quote of another."""
        return [*articles_with(self._unread, "#")]

    def _named(self, keys: _Keys, *kinds: str) -> _Keys:
        """The records of ``kinds`` that ``keys`` name."""
        return {it for key in keys for it in self._names_of(key) if it[0] in kinds}

    def _with_related(self, keys: _Keys) -> _Keys:
        """``keys``, and the demands and claims that the demands and claims among them name."""
        subjects = _subjects(keys)
        return keys | self._named(subjects, *_SUBJECTS) | self.naming(subjects, *_SUBJECTS)

    def _with_quotes(self, keys: _Keys) -> _Keys:
        """``keys`` with all articles that name each other's quotes, and what names these."""
        articles = found = {key for key in keys if key[0] == "article"}
        while found:
            found = self._named(found, "article") | self.naming(found, "article")
            found -= articles
            articles |= found
        return keys | articles | self.naming(articles)

    def to_link(self) -> _Keys:
        """Everything needed to link what may differ."""
        near = self._with_related(self.linked)
        return near | self.naming(_subjects(near), "article")

    def to_check(self) -> _Keys:
        """Everything needed to check it, linked."""
        return self.checked | self._named(self.checked, "article", *_SUBJECTS)

    def to_link_alone(self) -> _Keys:
        """Everything needed to link what the checks need, without an earlier desk."""
        near = self._with_related(self.to_check())
        return self._with_quotes(near | self.naming(_subjects(near), "article"))


def _subjects(keys: _Keys) -> _Keys:
    """The demands and claims among ``keys``."""
    return {key for key in keys if key[0] in _SUBJECTS}


def may_differ(
    differing: Differing, looks_at: Callable[[Article], object] | None, kinds: Iterable[str]
) -> bool:
    """Whether a record of ``kinds`` changed, or what a check ``looks_at`` in an article."""
    for (kind, _), (old, new) in differing.changed.items():
        if kind != "article":
            if kind in kinds:
                return True
        elif looks_at and not (
            isinstance(old, Article) and isinstance(new, Article) and looks_at(old) == looks_at(new)
        ):
            return True
    return False


ByRecord: TypeAlias = Mapping[tuple[str, str], Sequence[Finding]]


def by_record(findings: Iterable[Finding]) -> ByRecord:
    """The ``findings``, by kind and id of their records."""
    return grouped(((it.kind, it.id), it) for it in findings)


def with_anew(old: ByRecord, anew: ByRecord, records: Set[tuple[str, str]]) -> ByRecord:
    """The findings of ``old``, updated with those found ``anew`` in ``records``."""
    kept = {key: old[key] for key in old.keys() - records}
    return kept | {key: anew[key] for key in anew.keys() & records}


@fixed
class KeptFindings:
    """The findings of a desk without errors, kept for the check after an edit."""

    within: Sequence[Finding]  #: in one record and what it is linked with
    between: Mapping[str, Sequence[Finding]]  #: by each check of what is between records
    days: Sequence[str]  #: the first and the last that the desk covers; none if there is none
    years: Sequence[int]  #: in which each source was published
    places: dict[Finding, tuple[int, int]] = field(default_factory=dict)  #: lines and columns

    def as_json(self) -> object:
        """These, to be written as JSON."""
        between = {name: [*map(self._row, found)] for name, found in self.between.items()}
        return [[*map(self._row, self.within)], between, self.days, self.years]

    def _row(self, finding: Finding) -> tuple[Any, ...]:
        return *VALUES(finding), self.places.get(finding)

    @classmethod
    def of_json(cls, said: Any) -> Self:  # noqa: ANN401 - what JSON has
        """What was written so."""
        within, between, days, years = said
        places: dict[Finding, tuple[int, int]] = {}

        def found(rows: Iterable[Sequence[Any]]) -> Iterator[Finding]:
            for code, kind, id_, path, *rest, place in rows:
                finding = Finding(code, kind, id_, tuple(path), *rest)
                if place:
                    places[finding] = place[0], place[1]
                yield finding

        by_check = {name: [*found(of_check)] for name, of_check in between.items()}
        return cls([*found(within)], by_check, days, years, places)

    def places_but_of(self, articles: Set[str]) -> dict[Finding, tuple[int, int]]:
        """Lines and columns of what was found in other records than these ``articles``."""
        return {
            finding: place
            for finding, place in self.places.items()
            if not (finding.kind == "article" and finding.id in articles)
        }


@fixed
class Checked:
    """A desk and its findings."""

    depends: tuple[object, ...]  #: all that it depends on beside the records
    records: Records
    particulars: Particulars  #: of its articles
    desk: Desk
    coverage: Coverage | None
    years: tuple[int, ...]
    #: by kind and id of records, what depends on nothing else than what these are linked with
    within: Mapping[tuple[str, str], Sequence[Finding]] = field(default_factory=dict)
    between: Mapping[str, Sequence[Finding]] = field(default_factory=dict)  #: by check
    first: Sequence[Finding] = ()  #: faults from which others follow
    whole: bool = True  #: whether all of it was looked at

    @property
    def sound(self) -> bool:
        """Whether there is no fault from which others follow."""
        return not self.first

    @property
    def findings(self) -> Iterator[Finding]:
        """All of them."""
        return chain(self.first, *self.between.values(), *self.within.values())

    def texts(self) -> Mapping[str, str]:
        """The particulars of its articles, by the path of each."""
        files = self.records.files
        return {str(files["article", id_]): it for id_, it in self.particulars.texts.items()}

    def kept(self, places: dict[Finding, tuple[int, int]]) -> KeptFindings:
        """These, for an edit in a later process."""
        days = (str(self.coverage.first), str(self.coverage.through)) if self.coverage else ()
        return KeptFindings([*chain(*self.within.values())], self.between, days, self.years, places)
