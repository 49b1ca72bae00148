from collections.abc import Iterator

import pytest
from tests.sharing import DRAW

from onrecord.share.typesetter import DrawingJob


@pytest.fixture(scope="package", autouse=True)
def _each_picture_is_drawn() -> Iterator[None]:
    """Elsewhere a picture that was drawn is kept for the next test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DrawingJob, "_drawn", DRAW)
        yield
