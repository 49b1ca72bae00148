"""Somebody who does what a page of the documentation says, to the letter.

A block whose first line names a file (`# content/topics.yml`) is that file. A `console` block is
commands (after `$`) and all that each prints, on both streams: `…` is any text of a line, and a
line of `…` alone any lines.
"""

import contextlib
import re
import shlex
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from click.testing import CliRunner
from tests.tiny_site import PLAIN

from onrecord.cli.main import main

from .pages import blocks, named_file


def follow(text: str, folder: Path) -> Path:
    """Do all that ``text`` says, from ``folder`` on; the folder in which the reader ends."""
    for language, block in blocks(text):
        named = named_file(block)
        if named:
            file = folder / named[0]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(named[1], encoding="utf-8")
        else:
            assert language == "console", f"neither a file nor commands: {block}"
            for command, shown in _commands(block):
                folder = _run(folder, command, shown)
    return folder


def words_of(page: Path) -> str:
    """What is read on a built page."""
    html = page.read_text(encoding="utf-8")
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def _commands(block: str) -> Iterator[tuple[str, list[str]]]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, shown


def _pattern(line: str) -> str:
    return re.escape(line).replace("…", r"[^\n]*")


def _run(folder: Path, command: str, shown: list[str]) -> Path:
    """Run ``command`` in ``folder``; the folder in which the reader is then."""
    name, *args = shlex.split(command)
    if name == "cd":
        return folder / args[0]
    if name == "rm":
        for path in args:
            (folder / path).unlink()
        return folder
    assert name == "onrecord", command
    with contextlib.chdir(folder):
        result = CliRunner(env=PLAIN).invoke(main, args)
    assert result.exit_code == any("error[" in line for line in shown), result.output
    lines = (".*" if line.strip() == "…" else _pattern(line) + "\n" for line in shown)
    assert re.fullmatch("".join(lines), result.output, re.DOTALL), result.output
    return folder
