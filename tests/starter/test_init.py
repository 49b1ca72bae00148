"""`onrecord init`: a desk that builds at once, or nothing at all."""

import json
import os
import re
import shlex
import subprocess
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

import click
import jsonschema
import pytest
import yaml
from packaging.requirements import Requirement
from tests.starter.desks import run_in, tree
from tests.tiny_site import TinySite

from onrecord.cli.main import main
from onrecord.editing.new_desk import (
    HOSTS,
    LANGUAGES,
    NO_HOST,
    desk_files,
    files_below,
    requirement_of_this_copy,
    workflow_files,
)
from onrecord.editing.schemas import FOLDER

_MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_desk_is_strictly_green_and_builds(tmp_path: Path, language: str) -> None:
    run = run_in(tmp_path, "init", "desk", "--language", language, "--ci", "none")
    assert run.returncode == 0, run.stderr
    desk = TinySite(tmp_path / "desk")
    assert desk.onrecord("check", "--strict").stdout == "no problems\n"
    desk.done("build", "--strict")
    home = desk.page()
    assert f'<html lang="{language}"' in home
    # One demand with its answer, two quotes, two actors.
    for address in ("demands/open-on-sundays/", "actors/town-council/", "actors/readers-circle/"):
        assert f'href="{address}"' in home
    assert desk.page("demands/open-on-sundays/").count("gazette-on-sunday-opening/costs-first") > 0


def test_a_desk_without_the_example_is_green_too(tmp_path: Path) -> None:
    run = run_in(tmp_path, "init", "desk", "--empty", "--ci", "none")
    assert run.returncode == 0, run.stderr
    desk = TinySite(tmp_path / "desk")
    assert "no problems\n" in desk.onrecord("check", "--strict").stdout
    content = [path.name for path in (tmp_path / "desk/content").rglob("*") if path.is_file()]
    assert content == [".gitkeep"]
    assert "invented example" not in (tmp_path / "desk/README.md").read_text()


def test_the_example_says_that_it_is_one(untouched: Path) -> None:
    copy = "onrecord @ file:///onrecord"
    english = set(desk_files(copy, "Record").values())
    for language in LANGUAGES:
        assert files_below(f"desk/{language}") == files_below("desk/en")
        if language != "en":  # what a person reads beside the content is in the desk's language
            files = desk_files(copy, "Record", language)
            told = [".gitignore", ".pre-commit-config.yaml", "README.md", "requirements.txt"]
            assert english.isdisjoint(files[PurePosixPath(name)] for name in told)
    assert "is an example" in (untouched / "content/index.md").read_text()
    addresses = re.findall(
        r"https?://[^/\s]+",
        (untouched / "content").joinpath("articles/gazette-on-sunday-opening.yml").read_text(),
    )
    assert set(addresses) == {"https://example.org"}


def test_the_last_lines_are_the_next_three_commands(tmp_path: Path) -> None:
    said = run_in(tmp_path, "init", "été desk/2031").stdout.splitlines()
    assert re.fullmatch(r"Made a desk of \d+ files in été desk/2031/. Next:", said[0])
    commands = [shlex.split(line) for line in said[1:]]
    assert commands[0] == ["cd", "été desk/2031"]
    assert (tmp_path / commands[0][1] / "site_config.yml").is_file()
    assert [command[0] for command in commands[1:]] == ["onrecord", "onrecord"]
    for _, name, *args in commands[1:]:
        subcommand = main.get_command(click.Context(main), name)
        assert subcommand
        subcommand.make_context(name, args)


def test_an_empty_folder_or_one_with_git_only_will_do(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    run = run_in(tmp_path, "init", ".")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("Made a desk of ")
    assert len(run.stdout.splitlines()) == 4
    assert (tmp_path / "content" / "topics.yml").is_file()


def test_what_is_in_the_way_is_listed_and_nothing_is_written(tmp_path: Path) -> None:
    for count in range(12):
        (tmp_path / f"{count:02}.txt").write_text("mine")
    before = tree(tmp_path)
    run = run_in(tmp_path, "init", ".")
    assert (run.returncode, run.stdout) == (2, "")
    assert "this folder is not empty, so nothing was written; in the way:\n  00.txt\n" in run.stderr
    assert "  09.txt\n  and 2 more\nhint: choose a new folder" in run.stderr
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("target", "says"),
    [("file", "file/ is not a folder"), ("file/desk", "file/desk cannot be written: not a dir")],
)
def test_a_file_is_no_place_for_a_desk(tmp_path: Path, target: str, says: str) -> None:
    (tmp_path / "file").write_text("mine")
    run = run_in(tmp_path, "init", target)
    assert run.returncode == 2
    assert says in run.stderr
    assert tree(tmp_path) == {"file": b"mine"}


def test_a_disk_that_fails_midway_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def fail_at_topics(path: Path, target: Path) -> None:
        if target.name == "topics.yml":
            raise OSError(28, "No space left on device")
        link(path, target)

    monkeypatch.setattr(os, "link", fail_at_topics)
    monkeypatch.setattr(Path, "replace", fail_at_topics)
    run = run_in(tmp_path, "init", "new/desk")
    assert run.returncode == 2
    assert "no desk can be made in new/desk/: new/desk/content/topics.yml" in run.stderr
    assert "cannot be written: no space left on device" in run.stderr
    assert tree(tmp_path) == {}


def test_a_name_is_a_text_whatever_is_in_it(tmp_path: Path) -> None:
    name = 'The "port": #1 \\ {strike} & <b>'
    assert run_in(tmp_path, "init", "desk", "--name", name).returncode == 0
    desk = TinySite(tmp_path / "desk")
    assert yaml.safe_load(desk.config.read_text())["site_name"] == name
    desk.done("check", "--strict")


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "bell\a"])
def test_a_name_takes_one_printable_line(tmp_path: Path, name: str) -> None:
    run = run_in(tmp_path, "init", "desk", "--name", name)
    assert run.returncode == 2
    assert "--name takes one line" in run.stderr
    assert tree(tmp_path) == {}


def test_git_never_takes_captures_nor_what_is_built(desk: TinySite) -> None:
    subprocess.run(["git", "init", "--quiet", "."], cwd=desk.root, check=True)
    ignored = [
        ".onrecord/schema/actor.json",
        "captures/a.txt",
        "site/index.html",
        ".cache/onrecord/x",
        ".venv/bin/python",
    ]
    kept = ["content/topics.yml", ".vscode/settings.json"]
    run = subprocess.run(
        ["git", "check-ignore", *ignored, *kept],
        cwd=desk.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stdout.split() == ignored


def test_editors_find_the_schema_of_every_file(untouched: Path) -> None:
    settings = json.loads((untouched / ".vscode/settings.json").read_text())["yaml.schemas"]
    found = {
        file.relative_to(untouched).as_posix(): schema
        for schema, pattern in settings.items()
        for file in untouched.glob(pattern)
    }
    content = {path for path in tree(untouched / "content") if path.endswith(".yml")}
    assert set(found) == {f"content/{path}" for path in content}
    assert {PurePosixPath(path).stem for path in settings} == {
        path.stem for path in (untouched / FOLDER).iterdir()
    }
    for name, schema in found.items():
        text = (untouched / name).read_text()
        modeline = _MODELINE.match(text)
        assert modeline, f"{name} names no schema for editors other than VS Code"
        assert (untouched / name).parent.joinpath(modeline[1]).resolve() == untouched / schema
        stored = json.loads((untouched / schema).read_text())
        read = json.loads(json.dumps(yaml.safe_load(text), default=str))
        jsonschema.validate(read, stored)


def test_an_editor_knows_the_ids_of_a_new_desk(untouched: Path) -> None:
    schema = json.loads((untouched / FOLDER / "article.json").read_text())
    assert "readers-circle" in schema["$defs"]["actor-id"]["enum"]


def installs(desk: Path) -> str:
    """The only requirement of a desk, which its hook has as well."""
    lines = (desk / "requirements.txt").read_text(encoding="utf-8").splitlines()
    (requirement,) = (line for line in lines if not line.startswith("#"))
    hooks = yaml.safe_load((desk / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert hooks["repos"][0]["hooks"][0]["additional_dependencies"] == [requirement]
    return requirement


def test_it_installs_the_copy_that_made_it(tmp_path: Path) -> None:
    run = run_in(tmp_path, "init", "desk", "--ci", "none")
    assert installs(tmp_path / "desk") == requirement_of_this_copy(distribution("onrecord"))
    comment = (tmp_path / "desk/requirements.txt").read_text(encoding="utf-8")
    only_here = "file:" in comment
    assert ("cannot install it" in comment) == only_here
    assert ("which other computers do not have" in run.stderr) == only_here


def test_it_installs_what_is_named(tmp_path: Path) -> None:
    spec = "onrecord @ git+https://git.example/onrecord@v2"
    run = run_in(tmp_path, "init", "desk", "--ci", "none", "--requirement", spec)
    assert (run.returncode, run.stderr) == (0, "")
    assert Requirement(installs(tmp_path / "desk")) == Requirement(spec)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("git+https://git.example/onrecord", "is not a requirement that pip understands"),
        ("onrecrod==0.1.0", "would install onrecrod, not onrecord"),
        ("onrecord==0.1.0\nother", "one line"),
        ("", "is not a requirement"),
    ],
)
def test_what_is_no_requirement_is_refused(tmp_path: Path, spec: str, said: str) -> None:
    run = run_in(tmp_path, "init", "desk", "--requirement", spec)
    assert run.returncode == 2
    assert said in run.stderr
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("host", [host for host in HOSTS if host != NO_HOST])
def test_workflow_files_come_as_they_are_and_the_readme_names_them(
    tmp_path: Path, host: str
) -> None:
    assert run_in(tmp_path, "init", "desk", "--ci", host).returncode == 0
    files = workflow_files(host)
    assert files
    readme = (tmp_path / "desk/README.md").read_text()
    for path, text in files.items():
        assert (tmp_path / "desk" / path).read_text(encoding="utf-8") == text
        assert (f"`{path}`" in readme) == (path.suffix in {".yml", ".toml"})


def test_files_for_github_go_where_github_looks() -> None:
    files = set(map(str, workflow_files("github")))
    assert ".github/workflows/check.yml" in files
    assert all(path.startswith(".github/") for path in files)


def test_without_a_host_there_is_no_workflow(tmp_path: Path) -> None:
    assert run_in(tmp_path, "init", "desk", "--ci", "none").returncode == 0
    assert not (tmp_path / "desk/.github").exists()
    assert "Automatic publishing" not in (tmp_path / "desk/README.md").read_text()
