"""git as a reader of plain objects: nothing of the repository is run, nothing is fetched.

No hooks, no filters, no external diff, no file-system monitor; of the environment only what says
whom git trusts, since a hook of another repository may have pointed the rest elsewhere.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO

_KEPT = ("GIT_CONFIG_", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_")
_SAFE = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),  # a partial clone must not fetch behind our back
    *("-c", "log.showSignature=false"),  # would run gpg
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
)


class RevisionFault(Exception):
    """Why the content at a revision cannot be read.

    Attributes:
        message: one sentence without a full stop.
        hint: what to do about it; empty where there is nothing to say.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class GitError(Exception):
    """git said no.

    Attributes:
        code: its exit code.
        said: what it wrote to standard error, in English.
    """

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code = code
        self.said = said


def git(folder: Path, *args: str, stdin: IO[bytes] | None = None) -> bytes:
    """What ``git args`` prints in ``folder``.

    Raises:
        GitError: it exits with anything but 0.
        RevisionFault: git is not installed, or cannot be run.
    """
    with git_process(folder, *args, stdin=stdin) as process:
        out, said = process.communicate()
    if process.returncode:
        raise GitError(process.returncode, said.decode(errors="replace").strip())
    return out


def git_process(
    folder: Path, *args: str, stdin: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """``git args`` running in ``folder``, its output to be read from pipes.

    Raises:
        RevisionFault: git is not installed, or cannot be run.
    """
    command = ["git", *_SAFE, *args]
    try:
        return subprocess.Popen(  # noqa: S603 - a list, no shell; revisions are checked before
            command,
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


def split_nul(output: bytes) -> Sequence[bytes]:
    """What git prints with ``-z``, each part."""
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
