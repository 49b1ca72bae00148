"""What tests of several kinds need."""

from __future__ import annotations

import gc
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings
from tests.browser import ARGUMENTS, UNDRAWN, find_browser
from tests.sharing import PATIENCE_OF_A_PAGE, build_site, keep_what_stays, made_once
from tests.tabs import Tabs
from tests.tiny_site import HARBOUR, TinySite

from onrecord.cli import last_build
from onrecord.share import pictures

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TESTS = Path(__file__).parent
REPOSITORY = TESTS.parent

# Tests keep nothing in the account of whoever runs them.
os.environ.setdefault("ONRECORD_CACHE_SECRET", "of the tests")
# The processes that run tests take all cores.
os.environ["ONRECORD_PROCESSES"] = "1"

# Processes that tests start, and the next run, find compiled what this one compiles.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Temporary files are kept in memory, where there is room and programs may run: on a disk they took
# a fifth of the time. Processes that are started find them in the same place.
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of this run is made in it
ROOM = 2_000_000_000  # bytes; a run needs a quarter
if (
    "TMPDIR" not in os.environ
    and os.access(IN_MEMORY, os.W_OK)
    and shutil.disk_usage(IN_MEMORY).free > ROOM
    and not os.statvfs(IN_MEMORY).f_flag & os.ST_NOEXEC
):
    os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)
keep_what_stays()

settings.register_profile("tests", deadline=None)  # a busy machine is no fault
settings.load_profile("tests")

# To look often for garbage took an eighth of the time, and a fifth of that until tests begin.
gc.set_threshold(50_000, 20, 50)

# What a shell runs in the background ignores interrupts, and so would the previews that tests end.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    """The harbour desk, to be changed."""
    return TinySite.at(tmp_path / "harbour")


@pytest.fixture(scope="session")
def harbour_site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """The harbour desk with its site; only to be read."""

    def build(folder: Path) -> None:
        shutil.copytree(HARBOUR, folder, dirs_exist_ok=True)
        TinySite(folder).done("build", "--strict")

    return TinySite(made_once(tmp_path_factory, "harbour", build))


@pytest.fixture
def built(harbour_site: TinySite, tmp_path: Path) -> TinySite:
    """The harbour desk with its site, to be changed."""
    return TinySite(Path(shutil.copytree(harbour_site.root, tmp_path / "harbour")))


@pytest.fixture(scope="session", autouse=True)
def _every_build_is_made() -> Iterator[None]:
    """Tests change what a build is made with, not only the files that it is made of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(last_build.LastBuild, "holds", lambda _: False)
        patch.setattr(last_build.LastBuild, "keep", lambda *_: None)
        yield


# What is begun first, so that no process waits for another at the end: the files that take longest,
# and those that fork commands, one after the other, since what they fork is made ready only once.
FORKING = (
    "plugin/test_serve",
    "plugin/test_builds",
    "plugin/test_cluster",
    "plugin/test_page_writing",
    "cli/test_streams",
    "cli/test_build",
    "workflows/test_walk",
)
LONGEST = (
    "accessibility/test_families",
    *FORKING,
    "search/test_browser",
    "test_wheel",
    "search/test_panel",
)


@cache
def _browses(file: str) -> bool:
    """Whether the tests in ``file`` ask for a browser."""
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    return bool(re.search(r"from (?:playwright|tests\.tabs|tests\.search\.conftest)\b", text))


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """How many processes run tests: one more than cores, since many wait for a browser."""
    return (yield) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Give each process a file after the other; all that fork to one, all that browse to two.

    So one process makes ready what is forked, and two start browsers: one would be what all the
    others wait for. The length of a file's name happens to part them evenly.
    """
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]  # it has none

    class Scheduling(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = str(super()._split_scope(nodeid))
            if file.removesuffix(".py").endswith(FORKING):
                return "forking"
            return f"browsing {len(file) % 2}" if _browses(file) else file

        def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
            super().mark_test_complete(node, item_index, duration)
            # A file that is done is forgotten: all are counted after each message of a process.
            file = self._split_scope(self.registered_collections[node][item_index])
            if all(self.assigned_work[node][file].values()):
                del self.assigned_work[node][file]

    return Scheduling(config, log) if config.option.dist == "loadfile" else None


def pytest_configure(config: pytest.Config) -> None:
    """Let each process begin elsewhere: in a first run each compiles a part of the tests for all.

    So it is the same as that of the others, the order is put right after.
    """
    number = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if number and config.args == config.getini("testpaths"):
        tests = [str(path) for path in sorted(TESTS.glob("[a-z]*")) if _holds_tests(path)]
        first = len(tests) * int(number) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
        config.args[:] = tests[first:] + tests[:first]


def _holds_tests(path: Path) -> bool:
    return path.is_dir() if not path.suffix else path.match("test_*.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, the others by name; tests stay in the order of their file."""
    longest = [TESTS / f"{name}.py" for name in LONGEST]
    items.sort(key=lambda item: (item.path not in longest, item.path))


def pytest_collection_finish() -> None:
    """Never look for garbage among what was imported."""
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Report of each test whether it passed, and of what is around it only what did not.

    Five messages for each test, two of them alike, took a twentieth of the time of all processes.
    """
    config = item.config
    if "PYTEST_XDIST_WORKER" not in os.environ or config.option.durations is not None:
        return None
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    return True


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
    """The example desk, built strictly by the command a person would use; only to be read.

    Without its pictures for other sites: they take longer than all else.
    """

    def build(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pictures, "plan_pictures", lambda _site, _frame: ())
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


@pytest.fixture(scope="session")
def known_looks() -> set[str]:
    """The looks of texts whose contrast axe-core has found right, on whatever page."""
    return set()
