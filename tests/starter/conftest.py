import shutil
from pathlib import Path

import pytest
from tests.starter.desks import run_in
from tests.tiny_site import TinySite


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk as `onrecord init` makes it; tests take copies."""
    folder = tmp_path_factory.mktemp("init")
    made = run_in(folder, "init", "desk")
    assert made.returncode == 0, made.stderr
    return folder / "desk"


@pytest.fixture
def desk(untouched: Path, tmp_path: Path) -> TinySite:
    return TinySite(shutil.copytree(untouched, tmp_path / "desk"))
