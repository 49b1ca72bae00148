"""What tests of several kinds need."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import ARGUMENTS, UNDRAWN, find_browser
from tests.sharing import PATIENCE_OF_A_PAGE, build_site, keep_what_stays, made_once
from tests.tabs import Tabs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).parents[1]

# Tests keep nothing in the account of whoever runs them.
os.environ.setdefault("ONRECORD_CACHE_SECRET", "of the tests")

# Processes that tests start, and the next run, find compiled what this one compiles.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
keep_what_stays()

# To look often for garbage took an eighth of the time, and a fifth of that until tests begin.
gc.set_threshold(50_000, 20, 50)

# What a shell runs in the background ignores interrupts, and so would the previews that tests end.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# The files that take longest are begun first, so that no process waits for another at the end.
LONGEST = ("test_axe.py", "test_serve.py", "test_wheel.py", "test_reflow.py", "test_panel.py")


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """How many processes run tests: two more than cores, since many wait for a browser."""
    return (yield) + 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; all else stays in its order."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """Never look for garbage among what was imported."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Start Chromium without a screen, with more arguments than those of every test."""
    path = find_browser()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no browser can be had, and this is CI")
        pytest.skip("no browser can be had")  # said by `make test` too
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_OF_A_PAGE * 1000)

    with sync_playwright() as playwright:

        def started(*arguments: str) -> Browser:
            return playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *arguments])

        yield started


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """The browser of the tests."""
    chromium = launch()
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example desk, built strictly by the command a person would use; only to be read."""

    def build(folder: Path) -> None:
        build_site(folder, REPOSITORY / "site_config.yml", "--strict")

    return made_once(tmp_path_factory, "example", build) / "site"


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    """Pages that tests use one after the other."""
    return Tabs(browser)


@pytest.fixture(scope="session")
def undrawn(launch: Callable[..., Browser]) -> Iterator[Tabs]:
    """Pages that are laid out and never drawn: to be read and measured, not clicked."""
    chromium = launch(UNDRAWN)
    yield Tabs(chromium)
    chromium.close()
