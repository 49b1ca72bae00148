"""Which files a content folder has, what each of them is, and which links lead out of it."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self

from onrecord.diagnostics import Diagnostic, OnrecordError, nearest_to, reason_of

from .texts import shown_path, why_no_id
from .yaml_text import file_fault

# What programs for version control keep for themselves: never read as content, never published.
VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".jj", ".bzr", "CVS"})
NO_FILE = -1  # in place of a size: of a folder, whose times may change, or of where a link leads
_LARGE = 50_000_000  # bytes; a larger file counts as changed when its times are others


class FileState(NamedTuple):
    """Shows whether a file is unchanged."""

    size: int  #: in bytes, or NO_FILE
    modified: int  #: when its content changed last, in nanoseconds
    changed: int  #: when anything of it changed last
    digest: str = ""  #: of its content, if that was asked for

    @classmethod
    def of(cls, status: os.stat_result, size: int | None = None) -> Self:
        """The state of what has this ``status``; NO_FILE for a folder's ``size``."""
        known = status.st_size if size is None else size
        return cls(known, status.st_mtime_ns, status.st_ctime_ns)

    def digest_of(self, name: str) -> str:
        """The digest of the file ``name``; empty for what is large, or no file."""
        small = 0 <= self.size <= _LARGE
        return hashlib.sha256(Path(name).read_bytes()).hexdigest() if small else ""

    def differs(self, name: str, now: "FileState") -> bool:
        """Whether ``name`` says something else ``now``; one of other times may say the same."""
        same = self.size == now.size == NO_FILE or self[:3] == now[:3]
        return not same and (not self.digest or self.digest != now.digest_of(name))


def inside(path: str | Path, folder: str | Path) -> bool:
    """Whether ``path`` is ``folder`` or below it, all symbolic links followed."""
    target, root = os.path.realpath(path), os.path.realpath(folder)
    return target == root or target.startswith(os.path.join(root, ""))  # noqa: PTH118 - text


def links_out(folder: Path) -> Iterator[Path]:
    """Every symbolic link below ``folder`` that leads out of it, in the order of their names.

    What cannot be listed is passed over: nothing of it can be read either.
    """
    folders = [os.fspath(folder)]  # not recursive: folders can be nested deeper than calls
    while folders:
        try:
            with os.scandir(folders.pop()) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name in VERSION_CONTROL:
                continue
            if entry.is_symlink():
                if not inside(entry.path, folder):
                    yield Path(entry.path)
            elif entry.is_dir():
                folders.append(entry.path)


def entries_below(folder: str, *, but: str) -> "Iterator[os.DirEntry[str]]":
    """All below ``folder``, but folders of one name; nothing without a folder.

    Raises OnrecordError if a folder leads elsewhere.
    """
    left = [folder]
    while left:
        try:
            with os.scandir(left.pop()) as listing:
                entries = list(listing)
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir():
                if entry.is_symlink():
                    raise OnrecordError(f"{entry.path} leads elsewhere")
                if entry.name == but:
                    continue
                left.append(entry.path)
            yield entry


@dataclass(frozen=True, slots=True)
class ContentPlaces:
    """The places of each kind of file in a content folder."""

    folders: Mapping[str, str]  #: the kind of the files in each folder
    files: Mapping[str, str]  #: the kind of each file that is in no folder
    with_subfolders: frozenset[str]  #: the kinds whose files may be in folders within theirs


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A YAML file in a place for its kind; its ``id`` is the stem of its name."""

    kind: str
    id: str
    path: Path


@dataclass(slots=True)
class Discovery:
    """The YAML files of a content folder."""

    #: in the order of their paths, no two with one kind and id
    files: list[ContentFile] = field(default_factory=list)
    #: kind and id of every file that was meant to be a record, refused ones too
    known: set[tuple[str, str]] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)  #: of their names and places
    paths: list[str] = field(default_factory=list)  #: of all files that are there


def discover(
    content: Path,
    places: ContentPlaces,
    before: Discovery | None = None,
    others: Iterable[str] = (),
) -> Discovery:
    """Find every YAML file below ``content``; nothing is read.

    ``before`` is what was there; it is so again where it has the same paths, and no fault. The
    paths of ``others`` count although no file is there.
    """
    result = Discovery()
    result.paths = sorted([*_walk(content, result.diagnostics), *others])
    faulty = result.diagnostics or before is None or before.diagnostics
    if before and not faulty and before.paths == result.paths:
        return before
    seen: dict[tuple[str, str], Path] = {}
    start = len(os.path.join(content, ""))  # noqa: PTH118 - hot, as is all that is done with texts
    for path in sorted(result.paths, key=lambda path: path.split(os.sep)):  # noqa: PTH206
        if not path.lower().endswith((".yml", ".yaml")):
            continue
        parts = path[start:].split(os.sep)  # noqa: PTH206
        found = _content_file(Path(path), parts, places, result.diagnostics)
        if found is None:
            continue
        name = (found.kind, found.id)
        result.known.add(name)
        if fault := _name_fault(found, seen.get(name)):
            result.diagnostics.append(fault)
        else:
            seen[name] = found.path
            result.files.append(found)
    return result


def _walk(content: Path, faults: list[Diagnostic]) -> Iterable[str]:
    """Every file below ``content`` but for dot-files and what links lead out to.

    Dot-folders have no records, but MkDocs may be told to publish them: their links count too.
    """
    folders = [(os.fspath(content), False)]  # not recursive: they can be nested deeper than calls
    while folders:
        folder, hidden = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = [entry for entry in listing if entry.name not in VERSION_CONTROL]
        except OSError as error:
            if not hidden:
                path = Path(error.filename or content)
                message = f"this folder cannot be read: {reason_of(error)}"
                faults.append(file_fault("unreadable-file", path, message))
            continue
        if fault := _git_fault(entries):
            faults.append(fault)
        for entry in entries:
            unread = hidden or entry.name.startswith(".")
            if entry.is_symlink() and (fault := _link_fault(Path(entry.path), content)):
                # An editor marks a file that it has open by a link to nothing.
                if not unread or fault.code == "outside-content":
                    faults.append(fault)
            elif entry.is_dir():
                folders.append((entry.path, unread))
            elif not unread:
                yield entry.path


def _git_fault(entries: Iterable[os.DirEntry[str]]) -> Diagnostic | None:
    """What is wrong with a folder of ``entries`` that git would take for a repository.

    git demands ``HEAD``, ``objects/`` and ``refs/``, the last two here or where ``commondir`` says
    (gitrepository-layout(5)). One of them next to ``HEAD`` is enough for us: nothing else that
    belongs in a content folder has these names, and a later change may add the rest.
    """
    named = {entry.name.lower(): entry for entry in entries}
    head = named.get("head")
    if head is None or not named.keys() & {"objects", "refs", "commondir"}:
        return None
    message = "this file and its neighbours are the internals of a git repository"
    hint = (
        "delete them before you run git here: git would obey their config file, which can run"
        " commands"
    )
    return file_fault("git-repository", Path(head.path), message, hint)


def _link_fault(link: Path, content: Path) -> Diagnostic | None:
    hint = "replace the link with the file itself"
    if not inside(link, content):
        message = "this symbolic link points outside the content folder"
        return file_fault("outside-content", link, message, hint)
    if link.is_dir():
        message = "this symbolic link points to a folder, so its files would be read twice"
        return file_fault("outside-content", link, message, hint)
    if not link.exists():
        message = "this symbolic link is broken: its target does not exist"
        return file_fault("unreadable-file", link, message, hint)
    return None


def _content_file(
    path: Path, parts: Sequence[str], places: ContentPlaces, faults: list[Diagnostic]
) -> ContentFile | None:
    stem, folder = parts[-1].rpartition(".")[0], parts[0]
    if len(parts) == 1 and (kind := places.files.get(f"{stem}.yml")):
        return ContentFile(kind, stem, path)
    kind = places.folders.get(folder) if len(parts) > 1 else None
    if kind and (kind in places.with_subfolders or len(parts) == 2):
        return ContentFile(kind, stem, path)
    if kind:
        hint = f"files of this kind go directly in {folder}/"
    elif len(parts) == 1 and (near := nearest_to(path.name, places.files, 0.75)):
        hint = f"did you mean {near}?"
    elif near := nearest_to(folder, places.folders):
        hint = f"did you mean {near}/{'/'.join(parts[1:]) or path.name}?"
    else:
        known = (*(f"{name}/" for name in places.folders), *places.files)
        hint = f"YAML files go in {', '.join(known)}"
    message = "no YAML file belongs here"
    faults.append(file_fault("unknown-place", path, message, hint))
    return None


def _name_fault(found: ContentFile, first: Path | None) -> Diagnostic | None:
    """The fault in the name of a file; ``first`` has the same id."""
    path = found.path
    if not path.name.endswith(".yml"):
        message = f"YAML files must end in .yml, not {path.suffix}"
        return file_fault("yaml-extension", path, message, f"rename it to {path.stem}.yml")
    if why := why_no_id(found.id):
        return file_fault("bad-id", path, f"the name of a file is its id; {why[0]}", why[1])
    if first:
        message = f"the {found.kind} id '{found.id}' is already used by {shown_path(first)}"
        hint = "rename one of them; an id is part of an address and must be unique"
        return file_fault("duplicate-id", path, message, hint)
    return None
