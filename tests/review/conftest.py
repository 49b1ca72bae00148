from pathlib import Path

import pytest
from tests.review.repository import Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo.at(tmp_path / "harbour")
