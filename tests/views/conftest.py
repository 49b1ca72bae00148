"""The desk of the strike, which most tests of views read."""

import pytest
from tests.views.strike import strike

from onrecord.desk.desk import Desk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return strike(tmp_path_factory.mktemp("strike"))
