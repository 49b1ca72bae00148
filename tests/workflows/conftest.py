"""The scripts of the workflows, and a GitHub that they may ask."""

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.workflows.fake_github import FakeGitHub
from tests.workflows.files import SCRIPTS


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Gives a script as a module, as ``script("pages")``."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    # Bytecode beside the templates would be packed into the wheel.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in ("gh", "artifact", "comment", "find_preview", "pages"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: Any) -> FakeGitHub:
    """A GitHub with pull request 12, which the scripts of this process ask."""
    (tmp_path / "github").mkdir()
    github = FakeGitHub(tmp_path / "github")
    client = script("gh")
    monkeypatch.setattr(client, "api", github.api)
    monkeypatch.setattr(client, "save", github.download)
    return github
