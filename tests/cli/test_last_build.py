"""A build, or a check, of which nothing has changed is not made again; any change makes it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.sharing import PATIENCE
from tests.tiny_site import TinySite

from onrecord.cli import last_build, site_actions
from onrecord.reading.files import FileState

# Other tests make every build: `conftest.py` sees to that.
KEPT = {name: getattr(last_build.LastBuild, name) for name in ("holds", "keep")}
Change = Callable[[TinySite], object]
RECORDS = ".onrecord/build-*.json"


@pytest.fixture(scope="module", autouse=True)
def kept() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, method in KEPT.items():
            patch.setattr(last_build.LastBuild, name, method)
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """A site, built once, with a record of it."""
    site = TinySite.at(tmp_path_factory.mktemp("last") / "harbour")
    site.write("captures/rally.txt", "We want ten per cent.")
    site.write("templates/words/en.yml", "home: {title: Start}\n")
    with pytest.MonkeyPatch.context() as patch:
        # The files are new.
        patch.setattr(last_build, "_FIRST_WRITTEN", -(10**12))
        run = site.onrecord("build")
    assert run.returncode == 0, run.stderr
    return site


@pytest.fixture
def site(built: TinySite) -> Iterator[TinySite]:
    """The site as it was built; what a test changes is put back, with its times."""
    there = {*built.root.rglob("*")}
    before = {path: (path.read_bytes(), path.stat()) for path in there if path.is_file()}
    yield built
    for path in sorted(built.root.rglob("*"), reverse=True):
        if path.is_symlink() or (path not in there and path.is_file()):
            path.unlink()
        elif path not in there:
            path.rmdir()
    for path, (data, status) in before.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


class Built(Exception):
    """A build was made."""


def is_made(site: TinySite, *options: str) -> bool:
    """Whether ``onrecord build`` makes the site again; it is not really made."""

    def build(*_: object, **__: object) -> None:
        raise Built

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_actions, "build", build)
        try:
            run = site.onrecord("build", *options)
        except Built:
            return True
    assert run.returncode == 0
    assert "nothing has changed since the last build" in run.stdout
    return False


def state(root: Path) -> dict[Path, tuple[int, int]]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path: (path.stat().st_mtime_ns, path.stat().st_ctime_ns) for path in files}


def test_a_build_of_which_nothing_changed_says_the_same_and_touches_nothing(site: TinySite) -> None:
    before = state(site.root)
    run = site.onrecord("build")
    assert state(site.root) == before
    assert run.stdout.startswith("Built 19 pages in 0.")
    assert " s into site/; nothing has changed since the last build\n  home 1, " in run.stdout
    assert "to review: " in run.stdout


LOADED = """
import sys
from onrecord.cli.main import main

main(["build"], standalone_mode=False)
print(*sorted({NAMES} & set(sys.modules)))
"""
OF_PAGES = ("babel", "jinja2", "mkdocs", "onrecord.records", "pydantic")
# What serves pages, or compares states.
OF_OTHERS = ("http.server", "onrecord.review.review", "watchdog")


@pytest.mark.parametrize(("edited", "names"), [(False, OF_PAGES), (True, OF_OTHERS)])
def test_it_loads_nothing_that_it_does_not_need(
    site: TinySite, names: tuple[str, ...], *, edited: bool
) -> None:
    if edited:
        touched = site.root / "content/articles/rally.yml"
        touched.write_bytes(touched.read_bytes() + b"\n")
    run = subprocess.run(
        [sys.executable, "-c", LOADED.replace("NAMES", ", ".join(map(repr, names)))],
        cwd=site.root,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert "nothing has changed since the last build\n" in run.stdout, run.stderr
    assert run.stdout.splitlines()[-1] == ""


def touch(path: str) -> Change:
    return lambda site: os.utime(site.root / path)


def same_bytes(path: str) -> Change:
    def again(site: TinySite) -> None:
        data = (site.root / path).read_bytes()
        (site.root / path).unlink()
        (site.root / path).write_bytes(data)

    return again


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        touch("content/actors/mia-brandt.yml"),
        same_bytes("content/articles/rally.yml"),
        lambda site: (site.root / "notes").mkdir(exist_ok=True),
        lambda site: site.write("notes/own.txt", "not of the site"),
    ],
)
def test_it_is_not_made_where_all_is_as_it_was(site: TinySite, change: Change) -> None:
    change(site)
    assert not is_made(site)


def same_size(site: TinySite) -> None:
    """Change a letter, and give the file the time that it had."""
    file = site.root / "content/actors/mia-brandt.yml"
    times = file.stat()
    file.write_text(file.read_text().replace("Mia", "Mio"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def led_away(site: TinySite) -> None:
    """Move the captures, with their times, out of the site, and put a link in their place."""
    elsewhere = site.root.parent / "captures"
    shutil.rmtree(elsewhere, ignore_errors=True)
    (site.root / "captures").rename(elsewhere)
    (site.root / "captures").symlink_to(elsewhere)


def cut_off(site: TinySite) -> None:
    (record,) = site.root.glob(RECORDS)
    record.write_bytes(record.read_bytes()[:-20])


def forged(site: TinySite) -> None:
    (record,) = site.root.glob(RECORDS)
    site.edit("content/actors/mia-brandt.yml", "Mia Brandt", "Mia B.")
    proof, _, data = record.read_text().partition("\n")
    file = site.root / "content/actors/mia-brandt.yml"
    digest = FileState(0, 0, 0).digest_of(str(file))
    start = data.index(f'"{file}": [')
    end = data.index("]", start)
    entry = [*FileState.of(file.stat())[:3], digest]
    made = f'"{file}": [{entry[0]}, {entry[1]}, {entry[2]}, "{digest}"'
    record.write_text(f"{proof}\n{data[:start]}{made}{data[end:]}")


CHANGES: dict[str, Change] = {
    "a record": lambda site: site.edit("content/actors/mia-brandt.yml", "Mia Brandt", "Mia B."),
    "a record of the same size and time": same_size,
    "a new record": lambda site: site.write("content/actors/new.yml", "name: N\nkind: person\n"),
    "a record that went": lambda site: (site.root / "content/about.md").unlink(),
    "another name": lambda site: (site.root / "content/about.md").rename(
        site.root / "content/us.md"
    ),
    "the configuration": lambda site: site.write(
        "site_config.yml", f"{site.config.read_text()}\n# new\n"
    ),
    "words": lambda site: site.write("templates/words/en.yml", "home: {title: Begin}\n"),
    "a new template": lambda site: site.write("templates/pages/actor.html", "{{ page.title }}"),
    "a capture": lambda site: site.write("captures/rally.txt", "We want more."),
    "a page of the site": lambda site: site.edit("site/index.html", "<", "< "),
    "a page that went": lambda site: (site.root / "site/404.html").unlink(),
    "a repository in the content": lambda site: site.write("content/.git/HEAD", "ref: x\n"),
    "a file in the site": lambda site: site.write("site/new.txt", "not ours"),
    "a link to a folder": lambda site: (site.root / "content/more").symlink_to(site.root / "site"),
    "a folder in the place of a file": lambda site: (site.root / "content/captures.lock").mkdir(),
    "a folder that leads elsewhere": led_away,
    "a link in the cache": lambda site: (site.root / ".cache/onrecord/x").symlink_to("/"),
    "a record that is cut off": cut_off,
    "a record that is no JSON": lambda site: next(site.root.glob(RECORDS)).write_text("\n"),
    "a record that is gone": lambda site: next(site.root.glob(RECORDS)).unlink(),
    "a forged record": forged,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_makes_it(site: TinySite, change: Change) -> None:
    change(site)
    assert is_made(site)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ONRECORD_CACHE_SECRET", "of another user"), ("TZ", "Asia/Tokyo"), ("LANG", "fr_FR.UTF-8")],
)
def test_so_do_another_environment_and_other_options(
    site: TinySite, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    assert not is_made(site)
    assert is_made(site, "--strict")
    assert is_made(site, "--site-dir", "elsewhere")
    monkeypatch.setenv(name, value)
    assert is_made(site)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("site_name:", "hooks: [hook.py]\nsite_name:"),
        ("site_name:", "copyright: !ENV NOBODY\nsite_name:"),
        ("site_name:", "markdown_extensions: [md_in_html]\nsite_name:"),
        ("plugins:", "plugins:\n  - search"),
    ],
)
def test_no_record_is_kept_where_a_build_rests_on_more_than_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    monkeypatch.setattr(last_build, "_FIRST_WRITTEN", -(10**12))
    site = TinySite.at(tmp_path / "harbour")
    site.write("hook.py", "")
    site.edit("site_config.yml", old, new)
    site.done("build")
    assert not list(site.root.glob(RECORDS))


def is_checked(
    site: TinySite, monkeypatch: pytest.MonkeyPatch, *options: str, anew: bool = True
) -> bool:
    """Whether ``onrecord check`` reads the desk; it says the same as one ``anew``."""
    monkeypatch.setattr(last_build, "_FIRST_WRITTEN", -(10**12))
    said = []
    holds = last_build.LastCheck.holds

    def noted(last: last_build.LastCheck) -> bool:
        said.append(holds(last))
        return said[-1]

    monkeypatch.setattr(last_build.LastCheck, "holds", noted)
    run = site.onrecord("check", *options)
    monkeypatch.setattr(last_build.LastCheck, "holds", lambda _: False)
    again = site.onrecord("check", *options) if anew else run
    monkeypatch.undo()
    assert (run.returncode, run.stdout) == (again.returncode, again.stdout)
    return not any(said)


def test_a_check_of_which_nothing_changed_says_the_same(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.edit("content/actors/mia-brandt.yml", "kind: person", "kind: nobody")
    assert is_checked(site, monkeypatch)
    for options in ((), ("--strict",), ("--format", "json"), ("--format", "github")):
        assert not is_checked(site, monkeypatch, *options)
    assert is_checked(site, monkeypatch, "--untrusted")
    assert is_checked(site, monkeypatch, "content/articles")


def test_any_change_has_the_desk_checked_again(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_checked(site, monkeypatch)
    for change in (
        *("a record", "a record of the same size and time", "a record that went", "words"),
        *("the configuration", "a new template", "a capture", "a repository in the content"),
        "a folder in the place of a file",
    ):
        assert not is_checked(site, monkeypatch, anew=False), f"before {change}"
        CHANGES[change](site)
        assert is_checked(site, monkeypatch), change


@pytest.mark.parametrize("change", ["a link in the cache", "a folder that leads elsewhere"])
def test_so_has_what_leads_elsewhere(
    site: TinySite, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    is_checked(site, monkeypatch)
    assert not is_checked(site, monkeypatch)
    CHANGES[change](site)
    assert is_checked(site, monkeypatch)


def test_words_that_are_withheld_do_not_stay_in_a_record(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_checked(site, monkeypatch)
    assert len(list(site.root.glob(".onrecord/*.json"))) == 2
    for command in (
        ("rename", "quote", "rally#ten-per-cent", "w"),
        ("withhold", "rally#w", "--reason", "A court forbids it.", "--date", "2031-05-20"),
    ):
        site.done(*command)
    assert not list(site.root.glob(".onrecord/*.json"))


@pytest.mark.parametrize("changed", ["content/about.md", "content/actors"])
def test_what_changed_while_the_site_was_built_is_not_passed_over(
    tmp_path: Path, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_build, "_FIRST_WRITTEN", -(10**12))  # the files are new
    site = TinySite.at(tmp_path / "harbour")
    later = 2**63 // 10**9 - 10
    os.utime(site.root / changed, (later, later))  # of a folder: something went
    site.done("build")
    assert not list(site.root.glob(RECORDS))
