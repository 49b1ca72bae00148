"""CONTRIBUTING says how a field is added: its steps, followed to the letter in a copy."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .pages import ROOT, section

DESK = ROOT / "tests" / "sites" / "harbour"


def test_the_steps_add_a_field_everywhere(tmp_path: Path) -> None:
    steps = section((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), "a field")
    (record, template) = re.findall(r"\(`((?:generator|templates)/[^`]+)`\)", steps)
    pattern = r"^\s*(?:\d\..*?: ?)?`([^`]*\bmotto\b[^`]*)`$"
    declared, shown, said = re.findall(pattern, steps, re.MULTILINE)
    for folder in ("generator", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)  # what is compiled, too
    site = Path(shutil.copytree(DESK, tmp_path / "site"))
    _insert(tmp_path / record, "    sort_name: ", f"    {declared}\n")
    _insert(tmp_path / template, "</header>", f"{shown}\n")
    for language in ("en", "fr"):
        words = tmp_path / "templates" / "words" / f"{language}.yml"
        _insert(words, "  description: ", f"  {said}\n", after="\nactor:\n")
    actor = next((site / "content" / "actors").glob("*.yml"))
    actor.write_text(f"{actor.read_text('utf-8')}motto: Ships first\n", encoding="utf-8")

    _run(tmp_path, "schema actor -o schemas", "build -d built", "new actor mia")

    schema = json.loads((site / "schemas" / "actor.json").read_text("utf-8"))
    assert schema["properties"]["motto"]["description"] == "What it says of itself."
    page = (site / "built" / "actors" / actor.stem / "index.html").read_text("utf-8")
    assert "<p>Motto: Ships first</p>" in page
    data = json.loads((site / "built" / "data" / "onrecord.json").read_text("utf-8"))
    assert [row.get("motto") for row in data["tables"]["actors"] if "motto" in row] == [
        "Ships first"
    ]
    assert "motto:" in (site / "content" / "actors" / "mia.yml").read_text("utf-8")


def _insert(file: Path, before: str, text: str, after: str = "") -> None:
    whole = file.read_text(encoding="utf-8")
    place = whole.index(before, whole.index(after))
    file.write_text(whole[:place] + text + whole[place:], encoding="utf-8")


# One process for all, since most of its time goes into imports.
_COMMANDS = """
import sys
from onrecord.cli.main import main
for command in sys.argv[1:]:
    try:
        main(command.split())
    except SystemExit as done:
        if done.code:
            raise
"""


def _run(folder: Path, *commands: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _COMMANDS, *commands],
        cwd=folder / "site",
        env={**os.environ, "PYTHONPATH": str(folder / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
