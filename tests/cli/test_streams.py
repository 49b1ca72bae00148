"""Output of every kind: another encoding, nobody who reads, a full disk, an interrupt."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.processes import running
from tests.sharing import PATIENCE
from tests.tiny_site import TinySite

from onrecord.cli.main import main

NAME = "Мия Брандт"
WITH = {"diff": ["main"], "export": ["--format", "json", "-o", "x"], "new": ["actor", "x"]}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """A desk whose one error holds letters of several scripts."""
    site = TinySite.at(tmp_path_factory.mktemp("streams") / "harbour")
    site.edit("content/demands/pay-rise.yml", "to: port-authority", f"to: {NAME} é 😀")
    return site


PLAIN = {"NO_COLOR": "1", "COLUMNS": "200"}


def run(site: TinySite, command: str, encoding: str, **more: object) -> tuple[int, bytes, str]:
    """A new Python, which reads its encoding as it begins."""
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", *command.split()],
        cwd=site.root,
        env={**os.environ, "PYTHONIOENCODING": encoding, **PLAIN},
        stdout=more.get("stdout", subprocess.PIPE),  # type: ignore[call-overload]  # a file or a constant
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout or b"", done.stderr.decode("latin-1")


def test_what_an_encoding_lacks_is_written_as_an_escape(broken: TinySite) -> None:
    code, said, errors = run(broken, "check", "cp1252")
    assert (code, errors) == (1, "")
    assert b"pay-rise.yml:3:5: error[" in said
    assert b"\\u041c\\u0438\\u044f" in said


@pytest.mark.parametrize("form", ["json", "gitlab"])
def test_json_stays_json(broken: TinySite, form: str) -> None:
    with contextlib.chdir(broken.root):
        made = CliRunner(charset="cp1252").invoke(main, ["check", "--format", form])
    assert made.exit_code == 1
    assert f"{NAME} é 😀" in str(json.loads(made.stdout_bytes.decode("utf-8")))


@pytest.mark.parametrize("command", ["check", "--help"])
def test_a_full_disk_is_told(broken: TinySite, tmp_path: Path, command: str) -> None:
    errors = tmp_path / "errors"
    streams = {"stdout": "/dev/full", "stderr": str(errors)}
    plain = {**os.environ, **PLAIN}
    with running("onrecord", command, folder=broken.root, environment=plain, **streams) as process:
        process.join(PATIENCE)
        assert process.exitcode == 2
    told = errors.read_text("utf-8")
    assert told == "error: cannot write to standard output: No space left on device\n"


def test_a_reader_that_has_gone_is_no_fault(broken: TinySite) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        _, _, errors = run(broken, "check", "utf-8", stdout=pipe)
    assert errors == ""


def test_an_interrupt_ends_a_command_quietly(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rows.csv")
    errors = tmp_path / "errors"
    command = ("onrecord", "import", "rows.csv", "-o", "made")
    with (
        running(*command, folder=tmp_path, stderr=str(errors)) as process,
        (tmp_path / "rows.csv").open("w"),  # it has begun to read, and waits
    ):
        os.kill(process.pid or 0, signal.SIGINT)
        process.join(PATIENCE)
        assert process.exitcode == 130
    assert errors.read_bytes().strip() == b""
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("name", ["check", "verify", "diff", "brief", "export", "schema", "new"])
def test_an_interrupt_is_told_by_the_exit_code_of_each_command(
    broken: TinySite, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def interrupted(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(click.Command, "invoke", interrupted)
    with contextlib.chdir(broken.root):
        made = CliRunner().invoke(main, [name, *WITH.get(name, [])])
    assert made.exit_code == 130
    assert made.output.strip() == ""
