"""The site of the strike, which most tests of pages read."""

import pytest
from tests.pages.rendering import Site
from tests.views.strike import strike


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(strike(tmp_path_factory.mktemp("strike")))
