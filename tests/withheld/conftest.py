"""A desk in a repository: with all words, without those of a quote, with them again."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.changes.repository import Git
from tests.tiny_site import TinySite

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Withheld:
    """The desk, with its words withheld in the working tree.

    Attributes:
        before, after, again: the commits with the words, without them, and with them again.
    """

    site: TinySite
    before: str
    after: str
    again: str


@pytest.fixture(scope="package")
def withheld(tmp_path_factory: pytest.TempPathFactory) -> Withheld:
    root = tmp_path_factory.mktemp("withheld") / "desk"
    shutil.copytree(HERE / "desk", root)
    shutil.copytree(HERE / "before", root, dirs_exist_ok=True)
    site, git = TinySite(root), Git(root)
    site.write(".gitignore", "/captures/\n/site/\n/preview/\n/out/\n/.cache/\n")
    git("init", "-q", "-b", "main")
    site.done("verify")
    before = git.commit("All words")
    # The lock stays as it is: nobody has to have the captures at hand to withhold words.
    shutil.copytree(HERE / "desk", root, dirs_exist_ok=True)
    after = git.commit("Words withheld")
    shutil.copytree(HERE / "before", root, dirs_exist_ok=True)
    again = git.commit("Words released")
    shutil.copytree(HERE / "desk", root, dirs_exist_ok=True)
    git.commit("Words withheld after all")
    return Withheld(site, before, after, again)
