"""git as a reader of plain objects: nothing of the repository is run, nothing is fetched.

git obeys the configuration of the repository it works in, and that can name commands to run: file
filters, hooks, an external diff, a file-system monitor. Two rules keep all of them from running,
with every version of git:

- git never looks for the repository itself. The insides of a repository can be committed as plain
  files (``HEAD``, ``config``, ``objects/``, ``refs/``), and git takes a folder with such files for
  a repository. So we look for ``.git``, and hand git the folder.
- git reads objects alone. What is in the working tree is compared by ``differing_files``:
  ``status`` and ``diff`` would run file filters on it.

Of the environment only what says whom git trusts is kept, since a hook of another repository may
have set the rest.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import IO, Self

from onrecord.diagnostics import OnrecordError
from onrecord.reading import shown_text
from onrecord.records import fixed

_CHUNK = 1 << 20
_KEPT = ("GIT_CONFIG_", "GIT_EXEC_PATH")
_SAFE = (
    *("-c", "safe.bareRepository=explicit"),  # git 2.38 and newer; older ones pass it over
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),  # a partial clone must not fetch behind our back
    *("-c", "log.showSignature=false"),  # would run gpg
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
)


class RevisionFault(OnrecordError):
    """Why the content at a revision cannot be read."""


class GitError(OnrecordError):
    """git failed; the message is what it wrote to standard error, in English."""


@fixed
class WorkTree:
    """A working tree and the repository it belongs to."""

    root: Path  # the top folder, without symbolic links
    git_dir: Path  # where the repository is: `.git` in `root`, or what a file of that name says
    # What git calls the bytes of files, by what tells a file and its state; each is read once.
    _ids: dict[tuple[int, ...], str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The working tree that ``folder`` is in.

        A repository that is inside ``folder`` is used only if none around it has files of it: it
        may have come with the content. Raises RevisionFault if git is not installed, ``folder`` is
        in no working tree, or git does not trust the repository.
        """
        if not folder.is_dir():
            raise RevisionFault(f"there is no folder {shown_text(str(folder))}")
        real, inner = folder.resolve(), None
        for root in _candidates(real):
            git_dir = _git_dir(root)
            if git_dir is None:
                continue
            found = cls(root, git_dir)
            if not git_dir.is_relative_to(real):
                if inner is None or git(found, "ls-files", "-z", "--", f"{real}/"):
                    return found
            elif inner is None:
                inner = found
        if inner is None:
            message = f"{shown_text(str(folder))} is not in a git repository"
            hint = "run git init to make one; a downloaded archive has no history"
            raise RevisionFault(message, hint)
        return inner

    def has_bytes(self, file: str, status: os.stat_result, object_id: str) -> bool:
        """Whether ``file``, which has this ``status``, is what git calls ``object_id``."""
        times = status.st_mtime_ns, status.st_ctime_ns
        key = (status.st_dev, status.st_ino, status.st_size, *times)
        if key not in self._ids:
            begun = begin_hash(status.st_size, object_id)
            with open(file, "rb") as read:  # noqa: PTH123 - hot: each file is compared
                while chunk := read.read(_CHUNK):
                    begun.update(chunk)
            self._ids[key] = begun.hexdigest()
        return self._ids[key] == object_id


def begin_hash(size: int, like: str) -> "hashlib._Hash":
    """The hash of an object of ``size`` bytes, begun; its kind is that of the id ``like``."""
    name = "sha1" if len(like) == len(hashlib.sha1().hexdigest()) else "sha256"  # noqa: S324 - git's choice
    return hashlib.new(name, b"blob %d\0" % size, usedforsecurity=False)


def git(tree: WorkTree, *args: str, stdin: IO[bytes] | None = None) -> bytes:
    """What ``git args`` prints in ``tree``.

    Raises GitError if it exits with anything but 0; RevisionFault if git is not installed, or
    cannot be run.
    """
    return _output(git_process(tree, *args, stdin=stdin))


def git_process(
    tree: WorkTree, *args: str, stdin: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """``git args`` running in ``tree``, its output to be read from pipes.

    Raises RevisionFault if git is not installed, or cannot be run.
    """
    place = (f"--git-dir={tree.git_dir}", f"--work-tree={tree.root}")
    return _started(tree.root, (*place, *args), stdin)


def _output(started: subprocess.Popen[bytes]) -> bytes:
    with started as process:
        out, said = process.communicate()
    if process.returncode:
        raise GitError(said.decode(errors="replace").strip())
    return out


def _started(
    folder: Path, args: Sequence[str], stdin: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - a list, no shell; revisions are checked before
            ["git", *_SAFE, *args],  # noqa: S607 - the user's own git, from the PATH
            cwd=folder,
            env=_environment(),
            stdin=stdin or subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except FileNotFoundError:
        message, hint = "git is not installed", "install git, or put it on the PATH"
        raise RevisionFault(message, hint) from None
    except OSError as error:
        raise RevisionFault(f"git cannot be run: {error.strerror}") from None


def _candidates(folder: Path) -> Iterator[Path]:
    """``folder`` and its parents that have a `.git`, the nearest first."""
    listed = os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep)
    ceilings = {Path(name).resolve() for name in listed if name}
    for place in (folder, *folder.parents):
        if place != folder and place in ceilings:
            return
        if os.path.lexists(place / ".git"):
            yield place


def _git_dir(root: Path) -> Path | None:
    """Where the repository is that `.git` in ``root`` is or names; none if it is no repository.

    Here alone git looks for itself, because only then it says whether it trusts the owner. It tries
    `.git` first; what it finds anywhere else is refused.
    """
    try:
        found = _output(_started(root, ("rev-parse", "--absolute-git-dir")))
        link = root / ".git"
        if link.is_file():
            link = root / os.fsdecode(link.read_bytes().removeprefix(b"gitdir:").strip())
        git_dir = Path(os.fsdecode(found.removesuffix(b"\n"))).resolve()
    except GitError as error:
        if "dubious ownership" in error.message:
            message = f"git does not trust the repository {root}: it belongs to another user"
            hint = f"git config --global --add safe.directory {root}"
            raise RevisionFault(message, hint) from None
        return None
    except OSError as error:
        raise RevisionFault(f"{root / '.git'} cannot be read: {error.strerror}") from None
    return git_dir if git_dir == link.resolve() else None


def split_nul(output: bytes) -> Sequence[bytes]:
    """The parts of git's output with ``-z``."""
    return output.split(b"\0")[:-1]


def _environment() -> dict[str, str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("GIT_") or key.startswith(_KEPT)
    }
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ATTR_NOSYSTEM": "1",
    }
