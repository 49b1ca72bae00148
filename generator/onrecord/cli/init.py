"""`onrecord init`: a new desk."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path

import click

from onrecord.reading import shown_path
from onrecord.starter.desk import NAMES, NewDesk, desk_files
from onrecord.starter.place import InTheWay, put_desk
from onrecord.starter.requirement import NAME, BadRequirement, Installed, named, this_copy

from .output import cannot_run, to_stderr, unwritten, warn

_LISTED = 10
_HINT = f"such as '{NAME} @ git+https://git.example.org/newsroom/{NAME}@COMMIT'"
_LOCAL = (
    "requirements.txt names the copy of Onrecord on this computer ({}), which no other computer"
    " has; see the comment in that file"
)


def run(folder: Path, host: str, name: str | None, language: str, requirement: str | None) -> None:
    """Make a desk in ``folder``."""
    if name is not None and not (name.strip() and name.isprintable()):
        cannot_run(["--name takes one line of text that can be printed"])
    installed = _installed(requirement)
    files = desk_files(NewDesk(installed, (name or NAMES[language]).strip(), language, host))
    try:
        put_desk(files, folder)
    except InTheWay as fault:
        cannot_run([_in_the_way(folder, fault.names)])
    except OSError as error:
        cannot_run([f"no desk can be made in {_shown(folder)}: {unwritten(error, folder)}"])
    if installed.local and requirement is None:
        warn(_LOCAL.format(installed.requirement), to_stderr())
    click.echo(_next_steps(folder, len(files)))


def _installed(requirement: str | None) -> Installed:
    if requirement is None:
        return this_copy(distribution(NAME))
    try:
        return named(requirement)
    except BadRequirement as fault:
        cannot_run([f"--requirement: {fault}; hint: {_HINT}"])


def _in_the_way(folder: Path, names: Sequence[str]) -> str:
    if not names:
        return f"{_shown(folder)} is no folder; hint: name a new one"
    listed = [f"  {shown_path(folder / name)}" for name in names[:_LISTED]]
    if len(names) > _LISTED:
        listed.append(f"  and {len(names) - _LISTED:,} more")
    head = f"{_shown(folder)} is not empty, and nothing was written; in the way:"
    return "\n".join([head, *listed, "hint: name a new folder, or move these away"])


def _next_steps(folder: Path, count: int) -> str:
    here = folder.resolve() == Path.cwd()
    steps = [] if here else [f"cd {shlex.quote(str(folder))}"]
    steps += ["onrecord serve", "onrecord new article my-first-article"]
    if here:
        steps.append("onrecord check")
    head = f"Made a desk of {count} files in {_shown(folder)}. Next:"
    return "\n".join([head, *(f"  {step}" for step in steps)])


def _shown(folder: Path) -> str:
    shown = shown_path(folder)
    return "this folder" if folder.resolve() == Path.cwd() else f"{shown}/"
