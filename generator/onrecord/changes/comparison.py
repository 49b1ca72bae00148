"""A comparison under way: its two sides and the changes found; places are looked up at the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel

from onrecord.records.nodes import locate
from onrecord.records.values import YamlPath

from .change import Change, Spot
from .fields import ComparedField, compared_fields, differing_texts
from .kinds import KINDS
from .sides import Owner, Side, Withheld
from .state import State, shown_in


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """What changes are about: one record as it is on both sides, or on the one that has it.

    Attributes:
        id: as ``Change.id``.
        uri: as ``Change.uri``.
        owner: the record whose file it is in, on the side that ``gone`` tells.
        path: where in that file.
        gone: whether only the older side has it.
        facts: what all changes of it name.
    """

    id: str
    uri: str | None
    owner: Owner
    path: YamlPath = ()
    gone: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


class Comparison:
    """Collects the changes between two sides.

    Attributes:
        before: the older side.
        after: the newer side.
        withheld: quotes whose words are in no change.
    """

    def __init__(self, before: Side, after: Side) -> None:
        self.before = before
        self.after = after
        self.withheld = Withheld.of(before, after)
        self._found: list[tuple[Change, YamlPath]] = []

    def add(
        self,
        kind: str,
        about: ChangedRecord,
        old: str | None = None,
        new: str | None = None,
        *,
        values: str = "text",
        at: YamlPath = (),
        **facts: str,
    ) -> None:
        """Add a change of ``about``; ``at`` is where it is below it."""
        rule = KINDS[kind]
        known = {**about.facts, **facts}
        change = Change(
            kind=kind,
            record=rule.record,
            id=about.id,
            weight=rule.weight,
            facts={name: known[name] for name in rule.facts},
            owner=about.owner,
            row=about.path,
            old=old,
            new=new,
            values=values,
            gone=about.gone,
            uri=about.uri,
        )
        self._found.append((change, (*about.path, *at)))

    def add_fields(
        self,
        record: str,
        about: ChangedRecord,
        old: BaseModel,
        new: BaseModel,
        *,
        articles: tuple[str | None, str | None] = (None, None),
        only: Callable[[ComparedField], bool] | None = None,
    ) -> None:
        """Add each field in which two records differ, of those that ``only`` lets through.

        ``record`` is the kind of record in the table of kinds; references in ``old`` and ``new``
        count from ``articles``.
        """
        for compared in filter(only, compared_fields(record, type(new))):
            was = compared.read(self.before, old, articles[0])
            now = compared.read(self.after, new, articles[1])
            if was.key != now.key:
                kind = (
                    compared.kind(was.text, now.text)
                    if callable(compared.kind)
                    else str(compared.kind)
                )
                texts = differing_texts(was, now)
                facts = {"field": compared.fact} if "field" in KINDS[kind].facts else {}
                self.add(kind, about, *texts, values=compared.values, at=compared.place, **facts)

    def placed(self, before: State, after: State) -> list[Change]:
        """Every change with the place it is written at."""
        # One file after another, so that each is read again only once.
        found = sorted(self._found, key=lambda item: (item[0].gone, item[0].owner))
        return [
            replace(change, spot=_spot(before if change.gone else after, change.owner, path))
            for change, path in found
        ]


def _spot(state: State, owner: Owner, path: YamlPath) -> Spot | None:
    file = state.records.files.get(owner)
    if file is None:
        return None
    line, column, _ = locate(file, path)
    return Spot(shown_in(state.folder, Path(file), state.settings.content), line, column)
