"""The files for other hosts: they are well formed, and say the same of the same things."""

import importlib.util
import os
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.serving import POLICY
from tests.workflows.files import CI

MARKER = "<!-- onrecord:changes -->"


@pytest.fixture(scope="module")
def gitlab() -> dict[str, Any]:
    text = (CI / "gitlab" / ".gitlab-ci.yml").read_text(encoding="utf-8")
    pipeline: dict[str, Any] = yaml.safe_load(text)
    return pipeline


def test_gitlab_publishes_and_notes_nothing_of_a_fork(gitlab: dict[str, Any]) -> None:
    for name in ("preview-pages", "remove-preview", "note"):
        *never, rule = gitlab[name]["rules"]
        assert all(rule["when"] == "never" for rule in never), name
        assert "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID" in rule["if"]
        assert "$CI_MERGE_REQUEST_PROJECT_ID == $CI_PROJECT_ID" in rule["if"]
    assert gitlab["publish"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


def test_gitlab_makes_no_pages_of_a_merge_request_unless_asked(gitlab: dict[str, Any]) -> None:
    """Without Premium GitLab takes no notice of the prefix, and would replace the live site."""
    assert gitlab["variables"]["PREVIEW_PAGES"] == "no"
    first = gitlab["preview-pages"]["rules"][0]
    assert first == {"if": '$PREVIEW_PAGES != "yes"', "when": "never"}


def test_what_is_not_on_main_is_built_as_a_preview() -> None:
    netlify = tomllib.loads((CI / "netlify" / "netlify.toml").read_text(encoding="utf-8"))
    assert "onrecord build --strict" in netlify["build"]["command"]
    for context in ("deploy-preview", "branch-deploy"):
        assert netlify["context"][context]["command"].endswith("sh ci/preview.sh")
    wrangler = tomllib.loads((CI / "cloudflare" / "wrangler.toml").read_text(encoding="utf-8"))
    assert wrangler["pages_build_output_dir"] == netlify["build"]["publish"] == "_site"


def test_every_host_sends_the_policy_that_the_pages_are_tested_under() -> None:
    netlify = tomllib.loads((CI / "netlify" / "netlify.toml").read_text(encoding="utf-8"))
    (headers,) = netlify["headers"]
    assert headers["values"]["Content-Security-Policy"] == POLICY
    cloudflare = (CI / "cloudflare" / "ci" / "_headers").read_text(encoding="utf-8")
    assert f"  Content-Security-Policy: {POLICY}\n" in cloudflare


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A checkout of a branch, with an `onrecord` that tells what it was called with."""
    for name, text in {
        "onrecord": 'echo "$@" >> "$CALLS"; mkdir -p _site',
        "python": "exit 0",
    }.items():
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        program.chmod(0o755)
    git = ["git", "-c", "user.name=Desk", "-c", "user.email=desk@example.org"]
    desk = tmp_path / "desk"
    commands: list[list[str | Path]] = [
        ["init", "--quiet", "--initial-branch", "main", tmp_path / "origin"],
        ["-C", tmp_path / "origin", "commit", "--quiet", "--allow-empty", "-m", "The desk"],
        ["clone", "--quiet", tmp_path / "origin", desk],
        ["-C", desk, "commit", "--quiet", "--allow-empty", "-m", "A branch"],
    ]
    for command in commands:
        subprocess.run([*git, *command], check=True, capture_output=True)
    (desk / "ci").mkdir()
    (desk / "ci" / "_headers").write_text("/*\n", encoding="utf-8")
    return desk


def build(desk: Path, script: Path, **values: str) -> str:
    calls = desk.parent / "calls"
    path = f"{desk.parent / 'bin'}:{os.environ['PATH']}"
    env = {"PATH": path, "CALLS": str(calls), "HOME": str(desk.parent), **values}
    subprocess.run(["sh", script], cwd=desk, env=env, check=True, capture_output=True)
    return calls.read_text(encoding="utf-8").splitlines()[-1]


def test_a_preview_is_compared_with_main(desk: Path) -> None:
    netlify, cloudflare = (
        CI / "netlify" / "ci" / "preview.sh",
        CI / "cloudflare" / "ci" / "build.sh",
    )
    main = subprocess.run(
        ["git", "-C", desk.parent / "origin", "rev-parse", "main"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert build(desk, netlify, REVIEW_ID="12", DEPLOY_PRIME_URL="https://12.example") == (
        "build --untrusted --preview pull request 12 -d _site --preview-url https://12.example/"
        f" --against {main}"
    )
    assert build(desk, cloudflare, CF_PAGES_BRANCH="harbour") == (
        f"build --preview branch harbour -d _site --against {main}"
    )
    assert build(desk, cloudflare, CF_PAGES_BRANCH="main") == "build --strict -d _site"
    assert (desk / "_site" / "_headers").is_file()
    # Without the history of main there is a preview all the same.
    (desk.parent / "origin").rename(desk.parent / "gone")
    assert build(desk, netlify, BRANCH="harbour") == (
        "build --untrusted --preview branch harbour -d _site"
    )


class TestNote:
    """scripts/note.py of GitLab, with a GitLab that is a list."""

    @pytest.fixture
    def rows(self) -> list[dict[str, Any]]:
        return [{"id": 1, "author": {"id": 5}, "body": f"{MARKER}\nnot ours"}]

    @pytest.fixture
    def notes(self, rows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> Any:
        path = CI / "gitlab" / "scripts" / "note.py"
        spec = importlib.util.spec_from_file_location("note", path)
        assert spec
        assert spec.loader
        note = importlib.util.module_from_spec(spec)
        monkeypatch.setattr("sys.dont_write_bytecode", True)
        spec.loader.exec_module(note)

        def ask(_self: Any, path: str, method: str = "GET", body: Any = None) -> Any:
            place = path.partition("?")[0]
            assert place in ("user", "projects/9/merge_requests/12/notes") or method == "PUT"
            if method == "POST":
                rows.append({"id": len(rows) + 1, "author": {"id": 7}, **body})
            elif method == "PUT":
                next(row for row in rows if row["id"] == int(path.rpartition("/")[2])).update(body)
            elif place != "user":
                number = int(path[-1])
                return rows[number - 1 : number], str(number + 1) if number < len(rows) else ""
            return {"id": 7}, ""

        monkeypatch.setattr(note.Notes, "_ask", ask)
        environment = {
            "CI_API_V4_URL": "https://gitlab.example/api/v4",
            "ONRECORD_NOTE_TOKEN": "a-token",
            "CI_MERGE_REQUEST_PROJECT_ID": "9",
            "CI_MERGE_REQUEST_IID": "12",
        }
        return note.Notes(environment)

    def test_it_is_written_once_and_then_anew(self, notes: Any, rows: list[dict[str, Any]]) -> None:
        notes.write(f"{MARKER}\nfirst")
        notes.write(f"{MARKER}\nsecond")
        assert [row["body"] for row in rows] == [f"{MARKER}\nnot ours", f"{MARKER}\nsecond"]
