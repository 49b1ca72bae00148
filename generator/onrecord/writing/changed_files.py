"""Several files changed, made, moved or taken away in one go: all of them or none."""

import difflib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from onrecord.diagnostics import OnrecordError

from .own_folders import WorkFolder, sweep
from .whole_files import naming_file, put_file, write_file

_LF = "\n"
_LINE_ENDS = ("\r\n", _LF, "\r")
LINE_END = re.compile("|".join(_LINE_ENDS))


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a file has, and what it is to have.

    Attributes:
        file: where it is to be; where it was, if it is taken away.
        before: its bytes now; None where there is no such file.
        after: its bytes then; None to take it away.
        was: where it is now, if it is moved: then ``before`` is what it has there.
    """

    file: Path
    before: bytes | None
    after: bytes | None
    was: Path | None = None


class FilesDiffer(OnrecordError):
    """Files are not what they were when the change was made; nothing was written."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = tuple(files)
        names = ", ".join(map(str, files))
        super().__init__(f"nothing was written, because somebody else has changed {names}")


def change_files(changes: Sequence[FileChange]) -> None:
    """Make ``changes``: all, or none.

    Raises:
        FilesDiffer: a file is not what it was before, or is there already.
        OSError: one cannot be written; the error names it. As with all that ends this, the files
            are as they were.
    """
    if others := [change.file for change in changes if not _is_as_before(change)]:
        raise FilesDiffer(others)
    done: list[FileChange] = []
    with ExitStack() as works:
        made = list(_staged(changes, works))
        try:
            for change, new in made:
                with naming_file(change.file):
                    done.append(change)
                    put_file(new, _place(change.file))
            for change in changes:
                gone = change.file if change.after is None else change.was
                if gone:
                    with naming_file(gone):
                        done.append(FileChange(gone, change.before, None))
                        gone.unlink()
        except BaseException:
            for change in reversed(done):
                _put_back(change)
            raise


def _staged(changes: Sequence[FileChange], works: ExitStack) -> Iterator[tuple[FileChange, Path]]:
    """Each new content in a file next to the place that it will have."""
    folders: dict[Path, WorkFolder] = {}
    for number, change in enumerate(changes):
        if change.after is None:
            continue
        with naming_file(change.file):
            folder = _place(change.file).parent
            if folder not in folders:
                sweep(folder)
                folders[folder] = works.enter_context(WorkFolder(folder))
            new = folders[folder].path / str(number)
            new.write_bytes(change.after)
            if change.was:
                new.chmod(stat.S_IMODE(change.was.stat().st_mode))
        yield change, new


def _is_as_before(change: FileChange) -> bool:
    if change.was and os.path.lexists(change.file):
        return False
    return _content(change.was or change.file) == change.before


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _place(file: Path) -> Path:
    """Where ``file`` is, if it is a link."""
    return Path(os.path.realpath(file))


def _put_back(change: FileChange) -> None:
    before = None if change.was else change.before
    if before is None:
        change.file.unlink(missing_ok=True)
    elif _content(change.file) != before:
        write_file(change.file, before)


def unified_diff(change: FileChange, name: str, was: str) -> Iterator[str]:
    """The lines of a diff that `git apply` takes; what is no UTF-8 is shown as well as possible.

    ``name`` is the file as it is shown, ``was`` its old name.
    """
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
    text = (content or b"").decode(errors="replace")
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


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
