"""A desk in a git repository, for tests of what changed."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.tiny_site import Run, TinySite

# The same commits everywhere: nobody's name, no hooks, no signatures.
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Desk",
    "GIT_AUTHOR_EMAIL": "desk@harbour.example",
    "GIT_AUTHOR_DATE": "2031-05-04T12:00:00+00:00",
    "GIT_COMMITTER_NAME": "Desk",
    "GIT_COMMITTER_EMAIL": "desk@harbour.example",
    "GIT_COMMITTER_DATE": "2031-05-04T12:00:00+00:00",
}


@dataclass(frozen=True)
class Repo:
    """The harbour desk, committed as ``main``."""

    site: TinySite

    @classmethod
    def at(cls, root: Path) -> "Repo":
        repo = cls(TinySite.at(root))
        repo.git("init", "-q", "-b", "main")
        repo.commit("The rally")
        return repo

    def git(self, *args: str) -> str:
        done = subprocess.run(
            ["git", *args],
            cwd=self.site.root,
            env={**os.environ, **_GIT},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def diff(self, *args: str) -> Run:
        return self.site.onrecord("diff", *args)
