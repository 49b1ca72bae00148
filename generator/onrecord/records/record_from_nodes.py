"""Turns nodes into a typed record, or into its faults and what can be read in spite of them.

Of a record that has a fault, a faulty value is taken out, so that its other faults show in the same
run; where there must be a value, a substitute is put in, and places in lists are kept. Whoever
checks a partial record passes over these faulty places, and no page ever shows one.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from onrecord.diagnostics import Diagnostic
from onrecord.reading import Node, YamlPath, YamlText
from onrecord.reading.nodes import plain
from onrecord.reading.yaml_text import MAX_FAULTS, MORE_FAULTS

from .articles_demands_claims import Article, Source
from .description import fields_of
from .explain import explain, field_at, near_key

M = TypeVar("M", bound=BaseModel)

# The substitute for an id; no id can be spelt so.
NO_ID = "unknown"
# One round takes out what is wrong, one fills in a mapping, one what this mapping must have.
_ROUNDS = 5
# No field takes it: so every broken value shows, also where none need be.
_NOTHING = object()
_NO_NAMES: set[str] = set()
_get, _set = object.__getattribute__, object.__setattr__
# Asked by `isinstance`.
_OF_CLASS = frozenset({"__class__", "__pydantic_decorators__"})


def make_record(model: type[M], node: Node, source: YamlText) -> tuple[M | None, list[Diagnostic]]:
    """Make a record of ``node``, which ``source`` says.

    Returns:
        The record, None if it has a fault, and its faults, each once; none if they only follow
        from `Broken` parts, which had their diagnostic already.
    """
    try:
        return of_plain(model, plain(node)), []
    except ValidationError as error:
        return None, _explained(model, node, source, error)


def of_plain(model: type[M], said: object) -> M:
    """The record of what is ``said``, in texts, lists and dicts; or raise ValidationError."""
    record = model.model_validate(said)
    _keep_small(record)
    return record


def _keep_small(record: BaseModel) -> None:
    """Let ``record``, and those in it, take half the memory.

    Pydantic gives each a dict of its values, and a set with the names of the fields that were
    given, for which nobody asks. Values that are set one by one share the names of the fields with
    all records of a class.
    """
    fields = vars(record)
    object.__delattr__(record, "__dict__")
    _set(record, "__pydantic_fields_set__", _NO_NAMES)
    for name, value in fields.items():
        _set(record, name, value)
    for name in _with_records(type(record)):
        value = fields[name]
        if isinstance(value, BaseModel):
            _keep_small(value)
        elif value:
            for each in value.values() if isinstance(value, dict) else value:
                _keep_small(each)


@cache
def _with_records(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of ``model`` that contain records."""
    return tuple(field.attribute for field in fields_of(model).values() if field.model)


def _explained(
    model: type[BaseModel], node: Node, source: YamlText, error: ValidationError
) -> list[Diagnostic]:
    # By what is said: what several quotes inherit is wrong in one place.
    faults: dict[tuple[object, ...], Diagnostic] = {}
    errors = error.errors(include_url=False, include_input=False)
    misspelt = _misspelt(model, errors)
    for details in errors:
        if details["type"] == "missing" and details["loc"] in misspelt:
            continue
        if fault := explain(model, node, source, details):
            faults.setdefault(fault.sort_key, fault)
        if len(faults) == MAX_FAULTS:
            *most, last = faults.values()
            return [*most, replace(last, hint=MORE_FAULTS)]
    return list(faults.values())


def _misspelt(model: type[BaseModel], errors: list[ErrorDetails]) -> set[tuple[str | int, ...]]:
    """Keys that an unknown key next to them may be meant for: they are there, if badly spelt."""
    unknown = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
    if len(unknown) > MAX_FAULTS:
        return set()
    near = ((loc, near_key(model, loc)) for loc in unknown)
    return {(*loc[:-1], key) for loc, key in near if key}


class FaultyPlaces:
    """Where a record has a fault already, so that nothing more is to be said there.

    Attributes:
        incomplete: a part of the file was lost (a key that is there twice, a merge key), so that
            anything absent may have been written.
    """

    __slots__ = ("_paths", "incomplete")

    def __init__(self, paths: Iterable[YamlPath] = (), *, incomplete: bool = False) -> None:
        self._paths = frozenset(paths)
        self.incomplete = incomplete

    def covers(self, path: YamlPath) -> bool:
        """Whether ``path`` is at or within a faulty place."""
        if not self._paths:
            return False
        return any(path[:length] in self._paths for length in range(len(path) + 1))

    def within(self, path: YamlPath) -> bool:
        """Whether a faulty place is at, around or within ``path``."""
        return self.covers(path) or any(faulty[: len(path)] == path for faulty in self._paths)

    def with_paths(self, paths: Iterable[YamlPath]) -> "FaultyPlaces":
        """These places and others at ``paths``."""
        return FaultyPlaces((*self._paths, *paths), incomplete=self.incomplete)

    def excuses(self, row: YamlPath, *keys: str) -> bool:
        """Whether one of ``keys`` may be in ``row``, though it cannot be read."""
        return self.incomplete or any(self.within((*row, key)) for key in keys)

    def may_hide(self, rows: str, key: str) -> bool:
        """Whether the list ``rows`` may have a row that cannot be read as far as its ``key``."""
        return self.incomplete or any(
            path[:1] == (rows,) and (len(path) < 3 or path[2] == key) for path in self._paths
        )


NOTHING_FAULTY = FaultyPlaces()


@dataclass(frozen=True, slots=True)
class Partial(Generic[M]):
    """A record with faulty places."""

    record: M  #: valid, with a substitute for what must be there and cannot be read
    faulty_places: FaultyPlaces  #: where it is not what the file says
    #: of rules that could not be looked at before the faulty values were out
    faults: list[Diagnostic]


def build_partly(
    model: type[M], node: Node, source: YamlText, *, top: YamlPath = (), incomplete: bool = False
) -> Partial[M] | None:
    """Make what is possible of ``node``, in which `build` found faults; None if hardly anything is.

    ``top`` is the path of ``node`` in its file, put before that of each faulty place;
    ``incomplete`` is as in `FaultyPlaces`.
    """
    repair = _Repair(model, plain(node, broken=_NOTHING), set())
    faults: list[Diagnostic] = []
    for count in range(_ROUNDS):
        try:
            record = model.model_validate(repair.data)
        except ValidationError as error:
            errors = error.errors(include_url=False, include_input=False)
            if len(errors) > MAX_FAULTS * MAX_FAULTS:
                return None  # a spoilt file is not searched
            for details in errors:
                if count and repair.shows(details, incomplete=incomplete):
                    faults += filter(None, [explain(model, node, source, details)])
            if not repair.change(errors):
                return None
        else:
            paths = ((*top, *path) for path in repair.faulty_places)
            return Partial(record, FaultyPlaces(paths, incomplete=incomplete), faults)
    return None


@dataclass(slots=True)
class _Repair:
    """Data on its way to validity."""

    model: type[BaseModel]
    data: Any  #: texts, lists and dicts; changed in place
    faulty_places: set[YamlPath]  #: the paths of what was changed

    def shows(self, error: ErrorDetails, *, incomplete: bool) -> bool:
        """Whether ``error`` is a rule of a row broken by the row itself, not by a repair."""
        needs = error.get("ctx", {}).get("needs", ())
        places = FaultyPlaces(self.faulty_places, incomplete=incomplete)
        return bool(needs) and not places.excuses(error["loc"], *needs)

    def change(self, errors: Iterable[ErrorDetails]) -> bool:
        """Take out what is wrong and put in what is missing; False if that cannot be done."""
        gone: set[YamlPath] = set()
        for error in errors:
            location = error["loc"]
            if any(location[:length] in gone for length in range(len(location))):
                continue
            if error["type"] == "missing":
                done = self._put_in(location)
            else:
                done = self._take_out(location, gone)
            if not done:
                return False
            if error["type"] == "extra_forbidden":
                self._misspelt(location)
        return True

    def _put_in(self, location: YamlPath) -> bool:
        row, _, _, reached = self._reach(location[:-1])
        if not isinstance(row, dict) or reached != location[:-1]:
            return False
        row[location[-1]] = substitute_for(self.model, location)
        self.faulty_places.add(location)
        return True

    def _take_out(self, location: YamlPath, gone: set[YamlPath]) -> bool:
        _, parent, key, reached = self._reach(location)
        if isinstance(parent, list):
            parent[key] = substitute_for(self.model, reached)
        elif isinstance(parent, dict):
            del parent[key]
            while reached[-1] != key:  # it was there without a list
                reached = reached[:-1]
        else:
            return False
        self.faulty_places.add(reached)
        gone.add(reached)
        return True

    def _misspelt(self, location: YamlPath) -> None:
        """The key that an unknown one may be meant for is there, if badly spelt."""
        row, near = self._reach(location[:-1])[0], near_key(self.model, location)
        if near and isinstance(row, dict) and near not in row:
            self.faulty_places.add((*location[:-1], near))

    def _reach(self, location: YamlPath) -> tuple[Any, Any, Any, YamlPath]:
        """The deepest value towards ``location``, what has it under which key, and its path."""
        node, parent, key = self.data, None, None
        for index, part in enumerate(location):
            inside = isinstance(node, dict) and part in node
            if inside or (isinstance(node, list) and isinstance(part, int) and part < len(node)):
                node, parent, key = node[part], node, part
            elif part != 0 or isinstance(node, list):  # else it is there without a list
                return node, parent, key, location[:index]
        return node, parent, key, location


def substitute_for(model: type[BaseModel], path: YamlPath) -> Any:  # noqa: ANN401 - what pydantic takes
    """A neutral value for ``path`` of a ``model``."""
    field = field_at(model, path)
    if field is None:
        return NO_ID
    if field.many and path[-1] == field.name:
        return []
    if field.model:
        return {}
    return field.choices[0] if field.choices else field.substitute or NO_ID


class UnreadArticle(Article, defer_build=True):
    """An article that is known to be without faults, and is parsed only when something needs it.

    From then on it is an `Article` like any other; but its source can be had alone.
    """

    @classmethod
    def of(cls, said: str, particulars: str = "") -> Self:
        """The article that is ``said`` in JSON; what is known of its ``particulars``, in JSON."""
        unread = cls.__new__(cls)
        _set(unread, "__dict__", {"said": said, "particulars": particulars})
        return unread

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - the type of any attribute
        """The attribute ``name`` of the article."""
        if name in _OF_CLASS:
            return _get(self, name)
        known = _get(self, "__dict__")
        if name == "source":
            if name not in known:
                known[name] = of_plain(Source, json.loads(known["said"])[name])
            return known[name]
        said = json.loads(known["said"])
        made = of_plain(Article, said | {"source": known.get("source", said["source"])})
        for part in ("__dict__", *BaseModel.__slots__, "__class__"):
            _set(self, part, _get(made, part))
        return getattr(self, name)


def particulars_of_unread(record: BaseModel) -> str:
    """The particulars of ``record`` in JSON, if it is an unread article."""
    return _get(record, "__dict__")["particulars"] if type(record) is UnreadArticle else ""


def said_by_unread(record: BaseModel) -> str | None:
    """The content of ``record`` in JSON, if it is an unread article."""
    return _get(record, "__dict__")["said"] if type(record) is UnreadArticle else None


def articles_with(
    articles: Iterable[tuple[str, Article]], *parts: str
) -> Iterator[tuple[str, Article]]:
    """Those of ``articles``, with their ids, that may have one of ``parts`` of JSON in their text.

    Of those that nobody has asked for anything only what has one; these stay so.
    """
    for id_, article in articles:
        said = said_by_unread(article)
        if said is None or any(part in said for part in parts):
            yield id_, article
