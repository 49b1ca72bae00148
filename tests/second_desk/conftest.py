"""The second desk: a strike in the harbour of an island that is not on any map."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sharing import made_once
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


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """The desk, strictly built; only to be read."""

    def build(folder: Path) -> None:
        shutil.copytree(DESK, folder, dirs_exist_ok=True)
        TinySite(folder).done("build", "--strict")

    return TinySite(made_once(tmp_path_factory, "belmarre", build))


@pytest.fixture(scope="package")
def desk() -> Desk:
    """The desk, linked."""
    loaded = load_desk(Settings(DESK / "content"))
    assert loaded.desk, loaded.diagnostics
    return loaded.desk
