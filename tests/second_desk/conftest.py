"""The second desk: a strike in the harbour of an island that is not on any map."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.tiny_site import TinySite

from onrecord.desk.desk import Desk
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

DESK = Path(__file__).parent / "desk"


@pytest.fixture(scope="package")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], TinySite]:
    """Makes a copy of the desk that can be built and edited."""

    def copy() -> TinySite:
        root = tmp_path_factory.mktemp("belmarre") / "desk"
        shutil.copytree(DESK, root)
        return TinySite(root)

    return copy


@pytest.fixture(scope="package")
def english(copied: Callable[[], TinySite]) -> TinySite:
    """The desk, strictly built."""
    site = copied()
    site.done("build", "--strict")
    return site


@pytest.fixture(scope="package")
def desk() -> Desk:
    """The desk, linked."""
    loaded = load_desk(Settings(DESK / "content"))
    assert loaded.desk, loaded.diagnostics
    return loaded.desk
