"""What takes long to make is made once, however many processes the tests run in."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import EntryPoints, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mkdocs.plugins
import mkdocs.utils
from jinja2 import Environment

from onrecord.cli.main import main as onrecord
from onrecord.plugin import configuration, reporting
from onrecord.render import CompiledTemplates, words
from onrecord.render.environments import _key
from onrecord.render.templates import packaged_templates
from onrecord.share.cache import Missing
from onrecord.share.typesetter import DrawingJob, Typesetter

if TYPE_CHECKING:
    import pytest
    from jinja2.bccache import Bucket

# Seconds after which what a test waits for is taken to hang, however busy the machine is.
PATIENCE = 300
COMPILED = "ONRECORD_TESTS_COMPILED"  # the folder, in the environment of all processes of a run
PATIENCE_OF_A_PAGE = 60  # less, since a page that is wrong makes many tests wait


class SharedTemplates(CompiledTemplates):
    """What is compiled, also by other processes of this run: in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give ``bucket`` the code that any process compiled of its text, if one did."""
        super().load_bytecode(bucket)
        if bucket.code is None:
            with suppress(FileNotFoundError), self._file(bucket).open("rb") as file:
                bucket.load_bytecode(file)
            super().dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of ``bucket`` for all."""
        super().dump_bytecode(bucket)
        file = self._file(bucket)
        part = file.with_suffix(f".{os.getpid()}")
        with part.open("wb") as made:  # not by `write_bytes`, which some tests have fail
            made.write(bucket.bytecode_to_string())
        part.replace(file)  # nobody reads half of it

    def _is_kept(self, bucket: Bucket) -> bool:  # noqa: ARG002 - as it is called
        return False  # tests keep nothing in the account of whoever runs them

    def _file(self, bucket: Bucket) -> Path:
        # A set is in another order in each process.
        key = [sorted(part) if isinstance(part, frozenset) else part for part in _key(bucket)]
        return self._folder / sha256(repr([*key, bucket.checksum]).encode()).hexdigest()


def keep_what_stays() -> None:
    """Let the sites of this process share what is the same for each: a command makes it once."""
    _keep_compiled()
    _keep_catalogues()
    _keep_installed()
    _keep_pictures()


def _keep_compiled() -> None:
    """Let every environment of Jinja, MkDocs' too, keep what it compiles for the next one."""
    if COMPILED not in os.environ:
        os.environ[COMPILED] = tempfile.mkdtemp(prefix="onrecord-compiled-")
        atexit.register(shutil.rmtree, os.environ[COMPILED], ignore_errors=True)
    compiled = SharedTemplates(Path(os.environ[COMPILED]))
    kept = property(lambda _: compiled, lambda _, __: None)
    Environment.bytecode_cache = kept  # type: ignore[assignment]  # for those that are not made yet


def _keep_catalogues() -> None:
    """Keep our catalogues of words as they were read; those of a site may change."""
    read, ours = words._read, packaged_templates()
    kept = cache(read)

    def read_once(file: Path, language: str) -> Any:
        return (kept if ours in file.parents else read)(file, language)

    words._read = read_once


def _keep_installed() -> None:
    """Keep the plugins, themes and extensions that are installed."""

    @cache
    def found(group: str, _where: tuple[str, ...]) -> EntryPoints:
        return entry_points(group=group)

    def found_once(*, group: str) -> EntryPoints:
        return found(group, tuple(sys.path))

    for module in (mkdocs.plugins, mkdocs.utils, configuration, reporting):
        vars(module)["entry_points"] = found_once


DRAW = DrawingJob._drawn


def _keep_pictures() -> None:
    """Keep the pictures that our template made: it takes a quarter of a small build."""
    ours, kept = packaged_templates(), dict[tuple[str, ...], bytes | Missing]()

    def drawn_once(job: DrawingJob, typesetter: Typesetter, quote: str) -> bytes | Missing:
        key = (job.template, job.head, str(job.tried), quote)
        if ours not in Path(job.template).parents:
            return DRAW(job, typesetter, quote)
        if key not in kept:
            kept[key] = DRAW(job, typesetter, quote)
        return kept[key]

    DrawingJob._drawn = drawn_once  # type: ignore[method-assign, assignment]  # the same names


def build_site(folder: Path, config: Path | None = None, *options: str) -> None:
    """Build `site` in ``folder``, by the command a person would use but in this process.

    Raises:
        SystemExit: it failed; it has said why.
    """
    config = config or folder / "site_config.yml"
    try:
        onrecord(["build", "-f", str(config), "-d", str(folder / "site"), *options])
    except SystemExit as done:
        if done.code:
            raise


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that ``make`` fills, which the first process that asks for it does.

    Nobody may write into it: to change something, copy it.

    Args:
        factory: pytest's `tmp_path_factory`.
        name: of the folder, and so of what is in it.
        make: fills the folder that it is given.

    Raises:
        RuntimeError: another process failed at it; its own test says why.
        TimeoutError: another process is still at it.
    """
    ours = factory.getbasetemp()
    # Each process of pytest-xdist has a folder of its own in that of the run.
    folder = (ours.parent if os.environ.get("PYTEST_XDIST_WORKER") else ours) / "made-once" / name
    done, failed = folder.with_suffix(".done"), folder.with_suffix(".failed")
    try:
        folder.mkdir(parents=True)  # only one process can
    except FileExistsError:
        _wait(done, failed)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder


def _wait(done: Path, failed: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not done.exists():
        if failed.exists():
            raise RuntimeError(f"another process could not make {done.stem}")
        if time.monotonic() > until:
            raise TimeoutError(f"another process is still making {done.stem}")
        time.sleep(0.05)
