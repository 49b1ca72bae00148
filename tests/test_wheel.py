"""What is published: built, installed where nothing else is, and used."""

import os
import subprocess
import sys
import zipfile
from email import message_from_bytes
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from tests.tiny_site import TinySite

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """What ``command`` prints; it sees no environment but its own."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    clean.pop("VIRTUAL_ENV", None)
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, as a publisher does."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run(*build, cwd=folder)
    (only,) = folder.glob("*.whl")
    return only


def test_the_wheel_holds_the_package_and_the_templates_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"onrecord"}
    assert {
        "onrecord/py.typed",
        "onrecord/templates/theme/mkdocs_theme.yml",
        "onrecord/templates/theme/css/onrecord.css",
        "onrecord/templates/pages/actor.html",
        "onrecord/templates/words/en.yml",
    } <= names
    assert not [name for name in names if "__pycache__" in name]


def test_its_licence_names_that_of_the_fonts(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name: name.partition(".dist-info/")[2] for name in archive.namelist()}
        (about,) = (name for name, within in names.items() if within == "METADATA")
        said = archive.read(about).decode()
    assert "License-Expression: MIT AND OFL-1.1\n" in said
    fonts = {name for name in names.values() if name.endswith("fonts/LICENSE.txt")}
    assert fonts == {
        "licenses/templates/share/fonts/LICENSE.txt",
        "licenses/templates/theme/fonts/LICENSE.txt",
    }


def needed(wheel: Path) -> set[str]:
    """What ``wheel`` needs, and what that needs in turn, each in a version that is asked for."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        asked = message_from_bytes(archive.read(name)).get_all("Requires-Dist", [])
    seen: set[tuple[str, str]] = set()
    todo = [(Requirement(line), "") for line in asked]
    while todo:
        requirement, extra = todo.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        there = metadata.distribution(requirement.name)
        assert there.version in requirement.specifier, f"{requirement}: {there.version} is here"
        new = {(there.name, wanted) for wanted in ("", *requirement.extras)} - seen
        seen |= new
        todo += [(Requirement(line), wanted) for _, wanted in new for line in there.requires or ()]
    return {name for name, _ in seen}


def lend(name: str, packages: Path) -> None:
    """Link what belongs to the distribution ``name``, which is installed here, in ``packages``."""
    there = metadata.distribution(name)
    for first in {file.parts[0] for file in there.files or ()} - {"..", "__pycache__"}:
        (packages / first).symlink_to(str(there.locate_file(first)))


def test_it_works_where_nothing_else_is_installed(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", "--without-pip", "clean", cwd=tmp_path)
    programs = tmp_path / "clean" / "bin"
    (packages,) = (tmp_path / "clean").glob("lib/python*/site-packages")
    for name in needed(wheel):
        lend(name, packages)
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "install", "--quiet"]
    run(*pip, "--no-index", "--no-deps", "--no-compile", str(wheel), cwd=tmp_path)
    site = TinySite.at(tmp_path / "harbour")
    run(programs / "onrecord", "build", "--strict", cwd=site.root)
    assert "Mia Brandt" in site.page("actors/mia-brandt/")
    (point,) = packages.glob("onrecord-*.dist-info/entry_points.txt")
    assert "[mkdocs.plugins]" in point.read_text(encoding="utf-8")  # `onrecord build` asks for it
