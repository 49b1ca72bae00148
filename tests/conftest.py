"""What tests of several kinds need."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.browser import ARGUMENTS, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    path = find_browser()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no browser can be had, and this is CI")
        pytest.skip("no browser can be had")  # said by `make test` too
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()
