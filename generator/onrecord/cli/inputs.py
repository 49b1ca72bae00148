"""What a command reads: the words of a site, its desk, and the files that it is asked about."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from onrecord.desk.desk import Desk
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.diagnostics import ContentErrors, Diagnostic, SeveralErrors, Severity, Tally
from onrecord.diagnostics.report import tally_line
from onrecord.plugin.configuration import Configuration
from onrecord.reading.texts import shown_path
from onrecord.render import Words
from onrecord.render.templates import checked_template_folders

_Identity: TypeAlias = tuple[int, int]


def whole_desk(settings: Settings, *, at: str = "") -> Desk:
    """The desk of ``settings``; ``at`` is its revision, for the message.

    Raises:
        ContentErrors: the content has errors.
    """
    loaded = load_desk(settings)
    if loaded.desk is None:
        errors = [
            diagnostic for diagnostic in loaded.diagnostics if diagnostic.severity is Severity.ERROR
        ]
        where = f" at {at}" if at else ""
        tally = tally_line(Tally.of(errors))
        raise ContentErrors(f"Nothing was written: the content{where} has {tally}", errors)
    return loaded.desk


def site_words(configuration: Configuration) -> tuple[Words, tuple[Path, ...]]:
    """The catalogue of a site, and the folders of its templates.

    Raises:
        TemplateFault: the words or the templates cannot be used.
    """
    setup = configuration.setup
    folders = checked_template_folders(setup.templates)
    return Words.load(folders, setup.options.language), folders


@dataclass(frozen=True)
class Chosen:
    """Files and folders of the content.

    They are known by what they are on the disk and not by their names alone: one file can be
    reached by a link, and by another spelling where capitals or accents do not count.

    Attributes:
        paths: as they were given.
    """

    paths: Sequence[Path]

    def covers(self, file: Path) -> bool:
        """Whether ``file`` is one of them, or below one."""
        shown = shown_path(file)
        if any(shown == name or shown.startswith(f"{name}/") for name in self._names):
            return True
        return not self._chosen.isdisjoint(_with_folders(file))

    def among(self, diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        """What of ``diagnostics`` is about them."""
        files = {diagnostic.file for diagnostic in diagnostics}
        covered = {file for file in files if self.covers(Path(file))}
        return tuple(diagnostic for diagnostic in diagnostics if diagnostic.file in covered)

    def holding_none(self, files: Iterable[Path]) -> list[Path]:
        """Those among the paths that are none of ``files``, and have none below them."""
        held = frozenset().union(*map(_with_folders, files))
        return [path for path in self.paths if held.isdisjoint(_identities(path))]

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(shown_path(path) for path in self.paths)

    @cached_property
    def _chosen(self) -> frozenset[_Identity]:
        return frozenset().union(*map(_identities, self.paths))


def chosen_among(paths: Sequence[Path], configuration: Configuration) -> Chosen | None:
    """What was asked about; ``None`` for the whole content.

    Raises:
        SeveralErrors: a path is none of the content.
    """
    content = configuration.setup.content
    desk = _identities(configuration.setup.file.parent)
    if not all(desk.isdisjoint(_identities(path)) for path in paths):
        return None  # the folder of the whole desk
    if faults := [why for path in paths if (why := _fault(path, content))]:
        raise SeveralErrors(faults)
    return Chosen(paths) if paths else None


def _fault(path: Path, content: Path) -> str | None:
    """Why nothing can be said about ``path``."""
    if not os.path.lexists(path):
        return f"there is no file or folder {shown_path(path)}"
    if _identities(content).isdisjoint(_with_folders(path)):
        hint = f"hint: name files of {shown_path(content)}/"
        return f"{shown_path(path)} is outside the content; {hint}"
    return None


def _with_folders(file: Path) -> Iterator[_Identity]:
    """What ``file`` and every folder around it are on the disk."""
    yield from _identities(file)
    absolute = os.path.abspath(file)  # noqa: PTH100 - resolve() would leave links behind
    for folder in Path(absolute).parents:
        yield from _identities(folder)


def _identities(path: Path) -> frozenset[_Identity]:
    """What ``path`` is on the disk: a link is itself, and what it leads to."""
    found = set()
    for follow in (False, True):
        with suppress(OSError, ValueError):
            status = path.stat(follow_symlinks=follow)
            found.add((status.st_dev, status.st_ino))
    return frozenset(found)
