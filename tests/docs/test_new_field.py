"""CONTRIBUTING says how a field is added: its steps, followed to the letter in a copy."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .pages import ROOT, section

DESK = ROOT / "tests" / "sites" / "harbour"
WHO = "-c user.name=Mia -c user.email=mia@example.org"


def test_the_steps_add_a_field_everywhere(tmp_path: Path) -> None:
    steps = section((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), "a field")
    (record, template) = re.findall(r"\(`((?:generator|templates)/[^`]+)`\)", steps)
    declared, shown, said, named, copied = re.findall(r"`([^`]*\btone\b[^`]*)`", steps)
    for folder in ("generator", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)  # what is compiled, too
    site = Path(shutil.copytree(DESK, tmp_path / "site"))
    _insert(tmp_path / record, "    gist: ", f"    {declared}\n", after="\nclass InheritedFields")
    _insert(tmp_path / template, "  {% if card.context %}", f"{shown}\n")
    pasted = tmp_path / "generator/onrecord/views/attribution.py"
    _insert(pasted, "    yield text_of(when(", f"    {copied}\n", after="def _about_words(")
    for language in ("en", "fr"):
        words = tmp_path / "templates" / "words" / f"{language}.yml"
        _insert(words, "  quoting: ", f"  {said}\n", after="\ncard:\n")
        _insert(words, "    relay: ", f"    {named}\n", after="\n  field:\n")
    for command in ("init -q", "add .", f"{WHO} commit -qm before"):
        subprocess.run(["git", *command.split()], cwd=site, check=True)
    article = site / "content" / "articles" / "rally.yml"
    spoken = article.read_text("utf-8").replace("    to: ", "    tone: dry\n    to: ")
    article.write_text(spoken, encoding="utf-8")

    sheet = "Publisher,Speaker,Kind,Form,Quote,Tone\nPost,Mia,person,direct,No.,loud\n"
    (site / "sheet.csv").write_text(sheet, encoding="utf-8")
    commands = (
        "schema article -o schemas", "build -d built", "diff HEAD",
        "export --format csv -o tables", "import tables -o imported", "new article ferry",
        "import sheet.csv -o plain",
    )  # fmt: skip

    told = _run(tmp_path, *commands)

    schema = json.loads((site / "schemas" / "article.json").read_text("utf-8"))
    meaning = schema["$defs"]["Quote"]["properties"]["tone"]["description"]
    assert meaning == "In which tone it was said."
    page = (site / "built" / "quotes" / "rally" / "ten-per-cent" / "index.html").read_text("utf-8")
    assert "<p>Tone: dry</p>" in page
    data = json.loads((site / "built" / "data" / "onrecord.json").read_text("utf-8"))
    assert [row["tone"] for row in data["tables"]["quotes"]] == ["dry"]
    feed = (site / "built" / "feed.json").read_text("utf-8")
    assert "\nTone: dry\n" in json.loads(feed)["items"][0]["content_text"]
    assert "tone: dry" in (site / "imported" / "articles" / "rally.yml").read_text("utf-8")
    assert "tone: loud" in (site / "plain" / "articles" / "post.yml").read_text("utf-8")
    assert "tone:" in (site / "content" / "articles" / "ferry.yml").read_text("utf-8")
    assert "**Quote changed: tone**" in told


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


def _run(folder: Path, *commands: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _COMMANDS, *commands],
        cwd=folder / "site",
        env={**os.environ, "PYTHONPATH": str(folder / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
