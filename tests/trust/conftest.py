from pathlib import Path

import pytest
from tests.tiny_site import TinySite


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    return TinySite.at(tmp_path / "harbour")
