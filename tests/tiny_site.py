"""A small site in a temporary folder, for tests of what happens around the pages."""

import contextlib
import logging
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import click
from click.testing import CliRunner
from mkdocs.__main__ import cli as mkdocs
from tests.processes import running
from tests.sharing import PATIENCE

from onrecord.cli.main import main

PLAIN = {"NO_COLOR": "1", "COLUMNS": "200"}
HARBOUR = Path(__file__).parent / "sites" / "harbour"


@dataclass(frozen=True)
class Run:
    """What a command did."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class TinySite:
    """The harbour desk: three actors, one demand, one quote, one Markdown page."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> "TinySite":
        shutil.copytree(HARBOUR, root)
        return cls(root)

    @property
    def config(self) -> Path:
        return self.root / "site_config.yml"

    def write(self, path: str, text: str) -> Path:
        """Put ``text`` at ``path``, in UTF-8."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace ``old``, which must be there, by ``new``."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def page(self, address: str = "", site: str = "site") -> str:
        """The HTML at ``address`` (`actors/x/`) of the built site."""
        name = f"{address}index.html" if address.endswith("/") or not address else address
        return (self.root / site / name).read_text(encoding="utf-8")

    def built(self, site: str = "site") -> dict[str, bytes]:
        """Every file of the built site."""
        folder = self.root / site
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    def run(self, module: str, *args: str) -> Run:
        """Run ``python -m module`` in the folder of the site."""
        with (
            tempfile.TemporaryDirectory() as folder,
            running(
                module,
                *args,
                folder=self.root,
                environment={**os.environ, **PLAIN},
                stdout=f"{folder}/stdout",
                stderr=f"{folder}/stderr",
            ) as process,
        ):
            process.join(PATIENCE)
            code = process.exitcode
            said = [Path(folder, name).read_text("utf-8") for name in ("stdout", "stderr")]
        assert code is not None, f"{module} does not end"
        return Run(code, *said)

    def onrecord(self, *args: str) -> Run:
        """Run our command in the folder of the site, in this process: it is faster."""
        return self._in_process(main, *args)

    def done(self, *args: str) -> Run:
        """Run our command, which must succeed."""
        return self.ended(0, *args)

    def ended(self, code: int, *args: str) -> Run:
        """Run our command, which must end with ``code``."""
        run = self.onrecord(*args)
        assert run.returncode == code, run.stderr
        return run

    def mkdocs(self, *args: str) -> Run:
        """Run the command of MkDocs in the folder of the site, in this process: it is faster."""
        log = logging.getLogger("mkdocs")
        handlers, level, propagates = log.handlers[:], log.level, log.propagate
        # Told which warnings to show, it does not choose for the whole process.
        with mock.patch.object(sys, "warnoptions", ["default"]):
            try:
                return self._in_process(mkdocs, *args)
            finally:
                # The command sets up the log of its process, which here is the tests' own.
                log.handlers[:] = handlers
                log.setLevel(level)
                log.propagate = propagates

    def _in_process(self, command: click.Command, *args: str) -> Run:
        with contextlib.chdir(self.root):
            result = CliRunner(env=PLAIN).invoke(command, args)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Run(result.exit_code, result.stdout, result.stderr)
