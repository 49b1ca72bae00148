"""The table of cases: small edits to the desk of the harbour strike, and what is told of them."""

import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from tests.desk.desks import write_yaml
from tests.fast_yaml import texts_of

from onrecord.changes.changes import KINDS, Change
from onrecord.changes.compared_fields import compared_fields
from onrecord.changes.compared_states import State, read_state
from onrecord.desk.settings import Settings
from onrecord.records import ClaimReply, ClaimRow, DemandRow, Quote, ResponseFields
from onrecord.records.record_kinds import KINDS as RECORD_KINDS

GONE = "(gone)"


def told_fields() -> set[str]:
    """The names of the fields that a change may be about, where its kind alone does not say it."""
    rows = {
        "quote": Quote,
        "statement": DemandRow,
        "response": ResponseFields,
        "claim-act": ClaimRow,
        "reply": ClaimReply,
    }
    models = {name: kind.model for name, kind in RECORD_KINDS.items()} | rows
    return {
        field.fact
        for record, model in models.items()
        for field in compared_fields(record, model)
        if isinstance(field.kind, str) and "field" in KINDS[field.kind].facts
    }


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one file, as text throughout, as Onrecord reads YAML."""
    file = Path(__file__).parent / "cases" / f"{name}.yml"
    loaded: list[dict[str, Any]] = texts_of(file.read_text(encoding="utf-8"))
    return loaded


def state(content: Path) -> State:
    """The desk at ``content``, as it would lie in a repository."""
    return read_state(Settings(content), PurePosixPath("content"))


def edited(base: Path, edits: Mapping[str, Any], target: Path) -> Path:
    """``base`` copied to ``target`` with ``edits``: the name of a file to what is done to it.

    ``quotes.shout.speaker: okafor`` sets a value, ``quotes.+`` appends one, ``(gone)`` takes away a
    value or a file, ``(new)`` is all of a file's data, ``(text)`` its text, ``(from)`` the file it
    was until now.
    """
    shutil.copytree(base, target)
    for name, changes in edits.items():
        path = target / f"{name}.yml"
        if changes == GONE:
            path.unlink()
            continue
        values = dict(changes)
        path.parent.mkdir(parents=True, exist_ok=True)
        if "(from)" in values:
            (target / f"{values.pop('(from)')}.yml").rename(path)
        if "(text)" in values:
            path.write_text(values["(text)"], encoding="utf-8")
            continue
        data = values.pop("(new)", None) or _read(path)
        for at, value in values.items():
            _set(data, at.split("."), value)
        write_yaml(path, data)
    return target


def _read(path: Path) -> dict[str, Any]:
    loaded = texts_of(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def _set(data: Any, path: list[str], value: Any) -> None:
    *parents, last = path
    for part in parents:
        data = data[_index(data, part)] if isinstance(data, list) else data.setdefault(part, {})
    if isinstance(data, list):
        if last == "+":
            data.append(value)
        elif value == GONE:
            del data[_index(data, last)]
        else:
            data[_index(data, last)] = value
    elif value == GONE:
        del data[last]
    else:
        data[last] = value


def _index(items: list[Any], part: str) -> int:
    """A place by number, or by the id of what stands there."""
    if part.isdigit():
        return int(part)
    return next(index for index, item in enumerate(items) if item["id"] == part)


def told(change: Change) -> dict[str, Any]:
    """A change as the table writes it."""
    row: dict[str, Any] = {"is": f"{change.weight.name.lower()} {change.kind} {change.id}"}
    row["is"] += " (draft)" if change.draft else ""
    if change.old is not None:
        row["old"] = change.old
    if change.new is not None:
        row["new"] = change.new
    if change.values != "text":
        row["values"] = change.values
    facts = {key: value for key, value in change.facts.items() if key != "publisher" and value}
    if facts:
        row["facts"] = facts
    return row
