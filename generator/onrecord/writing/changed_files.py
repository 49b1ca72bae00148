"""Changes, makes, moves or removes several files at once: all of them or none."""

import difflib
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onrecord.diagnostics import OnrecordError

from .own_folders import WorkFolder, sweep
from .whole_files import naming_file, put_file, write_file

_LF = "\n"
_LINE_ENDS = ("\r\n", _LF, "\r")
LINE_END = re.compile("|".join(_LINE_ENDS))


@dataclass(frozen=True, slots=True)
class FileChange:
    """The old and the new content of a file."""

    file: Path  # where it is to be; where it was, if it is taken away
    before: bytes | None  # its bytes now; None where there is no such file
    after: bytes | None  # its bytes then; None to take it away
    was: Path | None = None  # where it is now, if it is moved: then `before` is what it has there


def extended(file: Path, entries: str) -> FileChange:
    """``entries`` as lines at the end of ``file``; every byte that is there stays."""
    before = file.read_bytes()
    line_break = b"\r\n" if b"\r\n" in before else b"\n"
    ended = before.endswith(b"\n") or not before
    lines = entries.encode().replace(b"\n", line_break)
    return FileChange(file, before, before + (b"" if ended else line_break) + lines)


class FilesExist(OnrecordError):
    """There is something in the place of files to be written."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = tuple(paths)
        count = len(self.paths)
        super().__init__(f"nothing was written, because {count} of the files already exist")


def existing_paths(files: Iterable[PurePosixPath], folder: Path) -> list[Path]:
    """The places of ``files`` in ``folder`` where something is already."""
    return [path for file in files if os.path.lexists(path := folder / file)]


def put_files(files: Mapping[PurePosixPath, str], folder: Path) -> None:
    """Write the texts ``files``, by path, into ``folder``: all, or none and over nothing."""
    change_files([FileChange(folder / file, None, text.encode()) for file, text in files.items()])


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write the texts ``files``, by their names, into ``folder``, over those that are there."""
    places = {folder / name: text.encode() for name, text in files.items()}
    change_files([FileChange(file, _content(file), text) for file, text in places.items()])


def change_files(changes: Sequence[FileChange]) -> None:
    """Make ``changes``: all, or none. None is begun before there is room for all.

    Raises FilesExist if there is something in the place of a file that is made or moved;
    OnrecordError if a file is not what it was before; OSError, which names it, if one cannot be
    written. As with all that ends this, the files and folders are as they were.
    """
    new = (change.file for change in changes if change.before is None or change.was)
    if taken := [file for file in new if os.path.lexists(file)]:
        raise FilesExist(taken)
    there = (change for change in changes if change.before is not None)
    if others := [each.file for each in there if _content(each.was or each.file) != each.before]:
        names = ", ".join(map(str, others))
        raise OnrecordError(f"nothing was written, because somebody else has changed {names}")
    done: list[FileChange] = []
    folders: list[Path] = []
    try:
        with ExitStack() as works:
            for change, staged in list(_staged(changes, works, folders)):
                with naming_file(change.file):
                    if change.before is None:
                        _move(staged, change.file)
                        done.append(change)
                    else:
                        done.append(change)
                        put_file(staged, _place(change.file))
            for change in changes:
                gone = change.file if change.after is None else change.was
                if gone:
                    with naming_file(gone):
                        done.append(FileChange(gone, change.before, None))
                        gone.unlink()
    except BaseException:
        for change in reversed(done):
            _put_back(change)
        for folder in reversed(folders):
            with suppress(OSError):  # somebody else has put something into it
                folder.rmdir()
        raise


def _staged(
    changes: Sequence[FileChange], works: ExitStack, made: list[Path]
) -> Iterator[tuple[FileChange, Path]]:
    """Each new content in a file next to its later place, in a folder that is ``made``."""
    folders: dict[Path, WorkFolder] = {}
    for number, change in enumerate(changes):
        if change.after is None:
            continue
        with naming_file(change.file.parent):
            _make_folder(change.file.parent, made)
        with naming_file(change.file):
            folder = _place(change.file).parent
            if folder not in folders:
                sweep(folder)
                folders[folder] = works.enter_context(WorkFolder(folder))
            staged = folders[folder].path / str(number)
            staged.write_bytes(change.after)
            if change.was:
                staged.chmod(stat.S_IMODE(change.was.stat().st_mode))
        yield change, staged


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        made.append(path)
    if not folder.is_dir():
        raise NotADirectoryError(20, "there is a file in the place of a folder", str(folder))


def _move(file: Path, place: Path) -> None:
    """Move ``file`` to a free place; somebody else may have been faster."""
    try:
        os.link(file, place)
    except FileExistsError as error:
        raise FilesExist([place]) from error
    except OSError:  # a file system without links
        try:
            place.touch(exist_ok=False)
        except FileExistsError as error:
            raise FilesExist([place]) from error
        try:
            file.replace(place)
        except OSError:
            place.unlink()
            raise


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _place(file: Path) -> Path:
    """The target of ``file``, if it is a link."""
    return Path(os.path.realpath(file))


def _put_back(change: FileChange) -> None:
    before = None if change.was else change.before
    if before is None:
        change.file.unlink(missing_ok=True)
    elif _content(change.file) != before:
        write_file(change.file, before)


def unified_diff(change: FileChange, name: str, was: str) -> Iterator[str]:
    """The lines of a diff that `git apply` takes, of a file shown as ``name``, before ``was``."""
    yield f"diff --git a/{was} b/{name}\n"
    if change.was:
        yield f"rename from {was}\nrename to {name}\n"
    elif change.before is None:
        yield "new file mode 100644\n"
    elif change.after is None:
        yield "deleted file mode 100644\n"
    if change.before == change.after:
        return
    before, after = _lines(change.before), _lines(change.after)
    heads = (
        "/dev/null" if change.before is None else f"a/{was}",
        "/dev/null" if change.after is None else f"b/{name}",
    )
    for line in difflib.unified_diff(before, after, *heads):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(content: bytes | None) -> list[str]:
    return list(io.StringIO((content or b"").decode(errors="replace")))


def with_old_line_ends(before: str, after: str) -> str:
    r"""``after``, whose lines end in a line feed; lines that are in ``before`` end as they did.

    >>> with_old_line_ends("a\r\nb\r\n", "a\nc\nb\n")
    'a\r\nc\r\nb\r\n'
    """
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    ends = LINE_END.findall(before)
    if set(ends) <= {_LF}:
        return mark + after
    old, new = LINE_END.split(before.removeprefix(mark)), after.split(_LF)
    usual = max(_LINE_ENDS, key=ends.count)
    lines = [line + usual for line in new]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for first, second, count in matcher.get_matching_blocks():
        for number in range(min(count, len(ends) - first)):
            lines[second + number] = new[second + number] + ends[first + number]
    lines[-1] = new[-1]
    return mark + "".join(lines)
