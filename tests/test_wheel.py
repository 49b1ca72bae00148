"""What is published: built, installed where nothing else is, and used."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
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


def test_it_works_where_nothing_else_is_installed(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", "--without-pip", "clean", cwd=tmp_path)
    programs = tmp_path / "clean" / "bin"
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python")]
    run(*pip, "install", "--quiet", "--no-compile", str(wheel), cwd=tmp_path)
    assert run(programs / "onrecord", "--version", cwd=tmp_path).startswith("onrecord, version ")
    site = TinySite.at(tmp_path / "harbour")
    run(programs / "onrecord", "build", "--strict", cwd=site.root)
    assert "Mia Brandt" in site.page("actors/mia-brandt/")
    run(programs / "mkdocs", "build", "-f", "site_config.yml", "-d", "again", cwd=site.root)
    assert site.built("again") == site.built("site")
