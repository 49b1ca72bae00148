"""`onrecord build`: what it says, what it leaves, how it ends."""

import os
import pty
import select
import signal
import time
from pathlib import Path

import pytest
from tests.processes import running
from tests.sharing import PATIENCE
from tests.tiny_site import TinySite

from onrecord.cli.main import Stop
from onrecord.diagnostics import CODES, Diagnostic, OnrecordError
from onrecord.plugin.prepare import Preparation
from onrecord.plugin.site_build import serve_site
from onrecord.records import Records


def beside(folder: Path) -> list[str]:
    """The names in ``folder``."""
    return sorted(path.name for path in folder.iterdir())


def test_a_build_says_what_it_made_and_what_needs_eyes(site: TinySite) -> None:
    run = site.done("build")
    assert " pages in " in run.stdout
    assert "into site/" in run.stdout
    assert "demands 2" in run.stdout
    assert "to review: nothing" in run.stdout
    assert run.stderr == ""


def test_a_build_without_a_change_touches_nothing(built: TinySite) -> None:
    before = (built.root / "site").stat().st_mtime_ns
    assert "nothing has changed" in built.onrecord("build").stdout
    assert (built.root / "site").stat().st_mtime_ns == before


def test_a_failed_build_leaves_the_old_site_and_nothing_else(built: TinySite) -> None:
    site = built
    before, names = site.built(), beside(site.root)
    site.edit("content/articles/rally.yml", "speaker: mia-brandt", "speaker: mia-brant")
    run = site.ended(1, "build")
    assert "content/articles/rally.yml:" in run.stderr
    assert "did you mean 'mia-brandt'" in run.stderr
    assert "Nothing was built: the content has 1 error\n" in run.stderr
    assert run.stdout == ""
    assert site.built() == before
    assert beside(site.root) == names


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder nobody can write in")
def test_a_folder_that_cannot_be_written_is_named(site: TinySite) -> None:
    run = site.ended(2, "build", "-d", "/proc/record")
    assert "error: the site cannot be written there: /proc/record cannot be written: " in run.stderr
    assert "hint: choose a writable folder" in run.stderr


@pytest.mark.parametrize("address", ["harbour", ":8000", "256.1.1.1:8000", "127.0.0.1:80000"])
def test_a_preview_refuses_at_once_what_is_no_address(site: TinySite, address: str) -> None:
    with pytest.raises(OnrecordError, match=f"^--address {address}: ") as fault:
        serve_site(site.config, address=address)
    assert (fault.value.exit_code, bool(fault.value.hint)) == (2, True)


def test_a_template_that_fails_leaves_the_old_site(built: TinySite) -> None:
    site = built
    before = site.built()
    template = site.write("templates/pages/actor.html", "{{ view.no_such_field }}")
    run = site.ended(1, "build")
    assert "templates/pages/actor.html:1:1: error[template-fault]" in run.stderr
    template.unlink()
    # Of the theme, too.
    site.write("templates/theme/main.html", "\n{% if %}")
    for run in (site.onrecord("build"), site.mkdocs("build", "-f", "site_config.yml")):
        assert run.returncode == 1
        assert "templates/theme/main.html:2:1: error[template-fault]" in run.stderr
    site.write("templates/theme/main.html", "\n\n{{ nothing.at_all }}")
    for run in (
        site.onrecord("build"),
        site.mkdocs("build", "-f", "site_config.yml", "-d", "other"),
    ):
        assert run.returncode == 1
        assert "templates/theme/main.html:3:1: error[template-fault]" in run.stderr
        assert "Traceback" not in run.stderr
    assert site.built() == before


def test_a_warning_fails_a_strict_build_only(site: TinySite) -> None:
    site.edit("content/about.md", "actors/mia-brandt/", "actors/nobody/")
    strict = site.ended(1, "build", "--strict")
    assert "content/about.md:6:26: warning[broken-link]" in strict.stderr
    assert not (site.root / "site").exists()
    run = site.done("build")
    assert "to review: 1 warning (broken-link 1)" in run.stdout


@pytest.mark.parametrize(
    ("codes", "strict", "why"),
    [
        (("maybe-same", "same-words"), True, "1 warning, and warnings fail a strict build"),
        (("maybe-same", "same-words", "unknown-key"), True, "1 error, 1 warning"),
        (("maybe-same", "same-words", "unknown-key"), False, "1 error"),
    ],
)
def test_a_failed_build_says_what_stops_it(codes: tuple[str, ...], strict: bool, why: str) -> None:
    found = tuple(Diagnostic(code, CODES[code], "a.yml", 1, 1, "wrong") for code in codes)
    refusal = Preparation(None, found, Records()).refusal(strict=strict, serving=False)
    assert refusal == f"Nothing was built: the content has {why}"


def test_a_warning_of_mkdocs_fails_a_strict_build_too(site: TinySite) -> None:
    site.edit("content/about.md", "demands/pay-rise/index.md", "demands/pay-cut/index.md")
    strict = site.ended(1, "build", "--strict")
    assert "demands/pay-cut/index.md" in strict.stderr
    run = site.done("build")
    assert "1 of MkDocs" in run.stdout


def test_the_site_may_go_elsewhere(site: TinySite, tmp_path: Path) -> None:
    site.done("build", "-d", str(tmp_path / "public"))
    assert (tmp_path / "public" / "index.html").is_file()
    assert not (site.root / "site").exists()


def test_a_link_in_the_place_of_the_site_is_refused(site: TinySite, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (site.root / "site").symlink_to(tmp_path / "public")
    run = site.ended(2, "build")
    assert "site is a symbolic link; hint: name the folder itself" in run.stderr
    assert beside(tmp_path / "public") == []


def test_a_folder_that_is_no_site_is_not_replaced(site: TinySite, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.doc").write_text("years of work")
    run = site.ended(2, "build", "-d", str(tmp_path / "home"))
    assert "is not empty, and not a site made by Onrecord" in run.stderr
    assert beside(tmp_path / "home") == ["thesis.doc"]


def test_another_folder_may_be_the_current_one(site: TinySite, tmp_path: Path) -> None:
    site.edit("content/demands/pay-rise.yml", "action: do", "action: dance")
    run = TinySite(tmp_path).onrecord("build", "-f", "harbour/site_config.yml")
    assert run.returncode == 1
    assert "harbour/content/demands/pay-rise.yml:5:9: error[" in run.stderr


def test_a_build_that_is_told_to_stop_leaves_nothing_behind(site: TinySite) -> None:
    site.write("content/slow.md", "# Slow\n")
    site.write(
        "hook.py",
        """\
import pathlib, time
def on_page_markdown(markdown, **_):
    pathlib.Path("begun").touch()
    time.sleep(600)
""",
    )
    site.edit("site_config.yml", "docs_dir:", "hooks: [hook.py]\ndocs_dir:")
    before = beside(site.root)
    with running("onrecord", "build", folder=site.root) as process:
        deadline = time.monotonic() + PATIENCE
        while not (site.root / "begun").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(process.pid or 0, signal.SIGTERM)
        process.join(PATIENCE)
        assert process.exitcode == 128 + signal.SIGTERM
    left = set(beside(site.root)) - set(before) - {"__pycache__", ".cache", "begun"}
    assert left == set()


def test_a_signal_that_comes_twice_does_not_interrupt_what_is_being_closed() -> None:
    stop = Stop()
    with pytest.raises(KeyboardInterrupt):
        stop.hear(signal.SIGTERM, None)
    stop.hear(signal.SIGTERM, None)
    with pytest.raises(KeyboardInterrupt):  # Ctrl+C, by somebody who does not want to wait
        stop.hear(signal.SIGINT, None)


def test_on_a_terminal_a_long_build_shows_how_far_it_is(site: TinySite) -> None:
    hook = "import time\ndef on_nav(nav, **_):\n    time.sleep(1)\n"
    site.write("hook.py", hook)
    site.edit("site_config.yml", "docs_dir:", "hooks: [hook.py]\ndocs_dir:")
    assert "Rendering" in _on_a_terminal(site)
    assert "Rendering" not in site.onrecord("build").stderr


def _on_a_terminal(site: TinySite) -> str:
    mine, its = pty.openpty()
    terminal = os.ttyname(its)
    environment = {**os.environ, "TERM": "xterm"}
    with running(
        "onrecord", "build", folder=site.root, stderr=terminal, environment=environment
    ) as process:
        said = b""
        while process.is_alive():
            if select.select([mine], [], [], 0.05)[0]:
                said += os.read(mine, 65536)
        while select.select([mine], [], [], 0)[0]:
            said += os.read(mine, 65536)
        assert process.exitcode == 0, said.decode()
    os.close(its)
    os.close(mine)
    return said.decode()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("through: 2031-05-31", "through: 2030-01-01", "ends (2030-01-01) before it begins"),
        ("from: 2031-05-01", "from: May", "'May' is not a date"),
        ("from: 2031-05-01", "from: 2031-05-32", "'2031-05-32' is neither a date nor a number"),
        ("{from: 2031-05-01, through: 2031-05-31}", "2031", "Expected {from:"),
        ("coverage:", "levels: {no-such-code: notice}\n      coverage:", "no diagnostic with"),
        ("coverage:", "levels: {not-cheked: notice}\n      coverage:", "mean 'not-checked'?"),
        ("coverage:", "drafts: yess\n      coverage:", "'drafts': expected true or false"),
        ("docs_dir:", "doc_dir:", "site_config.yml:2: there is no setting 'doc_dir'; hint: did"),
        ("  - onrecord:", "  - onrecrod:", "installed; did you mean 'onrecord'?"),
        ("coverage:", "levels: {unknown-actor: notice}\n      coverage:", "is an error"),
        ("coverage:", "levels: {outsider-act: low}\n      coverage:", "expected error, warning or"),
        ("docs_dir: content", "docs_dir: nowhere", "nowhere"),
        ("  - onrecord:", "  - search:", "'onrecord' is missing from 'plugins'"),
        ("site_name: Harbour <desk>", "", "site_name"),
        ("site_name:", "site_name: [", "site_config.yml"),
        ("name: onrecord", "name: no-such-theme", "no-such-theme"),
    ],
)
def test_a_fault_of_the_configuration_is_told_and_ends_with_2(
    site: TinySite, old: str, new: str, message: str
) -> None:
    site.edit("site_config.yml", old, new)
    assert message in site.ended(2, "check").stderr


@pytest.mark.parametrize("command", ["build", "serve"])
def test_each_command_tells_it(site: TinySite, command: str) -> None:
    text = site.config.read_text("utf-8")
    for old, new, message in (
        ("docs_dir: content", "docs_dir: nowhere", "nowhere"),
        ("  - onrecord:", "  - search:", "'onrecord' is missing from 'plugins'"),
        ("from: 2031-05-01", "from: May", "'May' is not a date"),
        ("site_name:", "site_name: [", "site_config.yml"),
    ):
        assert old in text
        site.write("site_config.yml", text.replace(old, new))
        assert message in site.ended(2, command).stderr


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_without_a_configuration_nothing_can_run(site: TinySite, command: str) -> None:
    run = site.ended(2, command, "-f", "absent.yml")
    assert "there is no file absent.yml" in run.stderr


def test_an_option_of_the_plugin_that_does_not_exist_is_a_warning(site: TinySite) -> None:
    site.edit("site_config.yml", "coverage:", "covrage: 1\n      coverage:")
    assert "covrage" in site.onrecord("build").stderr
    site.ended(2, "build", "--strict")
