"""A git repository with the harbour desk, and what changed in it."""

import os
import subprocess
from pathlib import Path, PurePosixPath

from onrecord.changes.changes import Changes
from onrecord.changes.compare import TwoStates, read_two_states
from onrecord.desk.settings import Settings

CONTENT = PurePosixPath("desk/content")
UNION = "desk/content/actors/dock-union.yml"


class Git:
    """A repository with the harbour desk in ``desk/content``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / CONTENT

    def __call__(self, *args: str) -> str:
        who = ("-c", "user.name=Jo", "-c", "user.email=jo@desk.example")
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_COMMITTER_DATE": "2031-05-05T23:30:00+09:00",
            "GIT_AUTHOR_DATE": "2031-05-05T23:30:00+09:00",
        }
        done = subprocess.run(
            ["git", *who, *args],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self, message: str = "More") -> str:
        self("add", "-A")
        self("commit", "-q", "-m", message)
        return self("rev-parse", "HEAD")

    def told(self, base: str, head: str | None = None, *, merge_base: bool = True) -> list[str]:
        changes, _ = between(self, base, head, merge_base=merge_base)
        return [f"{change.kind} {change.id}" for change in changes.changes]


def between(
    git: Git, base: str, head: str | None = None, *, merge_base: bool = True
) -> tuple[Changes, TwoStates]:
    """What changed between which states, read as `onrecord diff` does."""
    with read_two_states(Settings(git.content), base, head, exact=not merge_base) as states:
        _ = states.after.diagnostics  # placed while the files are there
        return states.changes(), states
