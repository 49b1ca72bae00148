"""A pull request from its first check to its end: the shell of every step, as the files have it.

GitHub, `onrecord` and the network are pretended; the scripts, git and the files are real.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.workflows import fake_github
from tests.workflows.fake_github import COMMIT, FORK_ID, REPOSITORY, FakeGitHub, pull_request
from tests.workflows.files import SCRIPTS, STARTER, read, steps

BODY = "<!-- onrecord:changes -->\\n**Wording only**, thanks @mia"
# Builds a page and tells what it was called with; writes the comment for `diff`.
ONRECORD = f"""#!/bin/sh
echo "$@" >> "$CALLS"
while [ $# -gt 1 ]; do
  case "$1" in
    -d) mkdir -p "$2"; echo '<p>The harbour</p>' > "$2/index.html";;
    -o) printf '{BODY}' > "$2";;
  esac
  shift
done
exit "${{STATUS:-0}}"
"""


@dataclass
class Runner:
    """A folder to work in, what every step has in its environment, and what some ask for."""

    folder: Path
    github: FakeGitHub
    everywhere: dict[str, str]
    values: dict[str, str]

    def run(self, file: str, job: str, step: str, **values: str) -> str:
        """Run the shell of one step; ``values`` are what its expressions come to."""
        workflow = read(STARTER / file)
        (found,) = steps(workflow["jobs"][job], step)
        asked = [workflow, workflow["jobs"][job], found]
        names = {name for part in asked for name in part.get("env", {})}
        known = {**self.values, "SCRIPTS": ".github/scripts", **values}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-euo", "pipefail", "-c", found["run"]],
            cwd=self.folder,
            env={**self.everywhere, **{name: known[name] for name in names}},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=Desk", "-c", "user.email=desk@example.org", *arguments]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=True
        ).stdout.strip()

    def published(self) -> set[str]:
        return set(
            self.git(
                "-C", self.values["REMOTE"], "ls-tree", "-r", "--name-only", "gh-pages"
            ).split()
        )

    def pack(self) -> dict[str, str]:
        """Do what the upload does; what a job is told of the artifact."""
        with zipfile.ZipFile(self.github.archive, "w") as archive:
            for path in sorted((self.folder / "_artifact").rglob("*.*")):
                archive.write(path, path.relative_to(self.folder / "_artifact").as_posix())
        return {
            "ARTIFACT": "7",
            "DIGEST": hashlib.sha256(self.github.archive.read_bytes()).hexdigest(),
        }


def program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A checkout of the pull request, with the scripts where `onrecord init` puts them."""
    for name in ("bin", "desk", "github", "temp"):
        (tmp_path / name).mkdir()
    program(tmp_path / "bin" / "onrecord", ONRECORD)
    gh = f'#!/bin/sh\nexec {sys.executable} {fake_github.__file__} "$@"\n'
    program(tmp_path / "bin" / "gh", gh)
    shutil.copytree(SCRIPTS, tmp_path / "desk" / ".github" / "scripts")
    everywhere = {
        "PATH": f"{tmp_path / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_SHA": COMMIT,
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "FAKE_GITHUB": str(tmp_path / "github"),
        "CALLS": str(tmp_path / "calls"),
    }
    values = {
        "GH_TOKEN": "a-token",
        "REMOTE": str(tmp_path / "remote.git"),
        "BASE_BRANCH": "main",
        "LIVE": "https://newsroom.example/desk/",
        "NUMBER": "12",
        "COMMIT": COMMIT,
    }
    runner = Runner(tmp_path / "desk", FakeGitHub(tmp_path / "github"), everywhere, values)
    runner.git("init", "--quiet", "--bare", values["REMOTE"])
    runner.git("init", "--quiet", "--initial-branch", "main")
    runner.git("commit", "--quiet", "--allow-empty", "-m", "The desk")
    runner.git("update-ref", "refs/remotes/origin/main", "HEAD")
    runner.git("commit", "--quiet", "--allow-empty", "-m", "The pull request")
    return runner


def test_from_the_first_check_to_the_end(runner: Runner, tmp_path: Path) -> None:
    base = runner.git("rev-parse", "origin/main")
    # check.yml: untrusted.
    runner.run("check.yml", "check", "Check the content")
    runner.run("check.yml", "check", "Build the preview")
    runner.run("check.yml", "check", "Describe the changes", BUILT="success")
    links = "--live-url https://newsroom.example/desk/"
    preview = "--preview-url https://newsroom.example/desk/previews/12/"
    assert (tmp_path / "calls").read_text(encoding="utf-8").splitlines() == [
        "check --untrusted --strict --format github",
        f"build --untrusted --preview pull request 12 --against {base} {preview} -d _artifact/site",
        f"diff --untrusted {base} HEAD --format markdown {links} {preview} -o _artifact/comment.md",
    ]

    # preview.yml: trusted. The pull request comes from a fork, and the gate has a reviewer.
    artifact = runner.pack()
    runner.github.save(
        pulls=[pull_request(repository_id=FORK_ID)],
        artifacts=[
            {
                "id": 7,
                "name": "preview",
                "digest": f"sha256:{artifact['DIGEST']}",
                "size_in_bytes": 900,
                "expired": False,
            }
        ],
        environments=[
            {
                "name": "preview-from-forks",
                "protection_rules": [{"type": "required_reviewers", "reviewers": [{}]}],
            }
        ],
        files=["content/articles/harbour.yml"],
    )
    finished = {"RUN": "5", "BRANCH": "harbour", "OWNER": "stranger", "BASE": "main"}
    ids = {"HEAD_REPOSITORY": str(FORK_ID), "REPOSITORY_ID": "100"}
    runner.run("preview.yml", "find", "Find the pull request", **finished, **ids)
    outputs = (tmp_path / "output").read_text(encoding="utf-8").splitlines()
    assert outputs == ["number=12", "fork=true", "artifact=7", f"digest={artifact['DIGEST']}"]

    runner.run("preview.yml", "publish", "Fetch and check", **artifact)
    runner.run("preview.yml", "publish", "Publish it")
    assert runner.published() == {".nojekyll", "previews/12/index.html"}
    runner.run("preview.yml", "comment", "Write the comment")
    (comment,) = runner.github.state["comments"]
    assert comment["body"].endswith("**Wording only**, thanks @\u2060mia")

    # publish.yml: the site beside the preview.
    runner.run("publish.yml", "build", "Build the site")
    runner.run("publish.yml", "publish", "Fetch and check", **runner.pack())
    runner.run("publish.yml", "publish", "Publish it")
    assert runner.published() == {".nojekyll", "index.html", "previews/12/index.html"}

    # remove-preview.yml
    runner.github.close()
    runner.run("remove-preview.yml", "remove", "Remove the preview")
    runner.run("remove-preview.yml", "remove", "Say so in the comment")
    assert runner.published() == {".nojekyll", "index.html"}
    (comment,) = runner.github.state["comments"]
    assert "preview was removed" in comment["body"]


def test_where_the_preview_does_not_build_the_comment_has_no_link_to_it(
    runner: Runner, tmp_path: Path
) -> None:
    runner.run("check.yml", "check", "Describe the changes", BUILT="failure")
    assert "--preview-url" not in (tmp_path / "calls").read_text(encoding="utf-8")


@pytest.mark.parametrize(("status", "is_kept"), [("0", True), ("1", True), ("2", False)])
def test_content_with_errors_still_has_its_comment(
    runner: Runner, status: str, is_kept: bool
) -> None:
    """`onrecord diff` says 1 where the content has errors, 2 where it could not compare."""
    runner.everywhere["STATUS"] = status
    if is_kept:
        runner.run("check.yml", "check", "Describe the changes", BUILT="failure")
    else:
        with pytest.raises(AssertionError):
            runner.run("check.yml", "check", "Describe the changes", BUILT="failure")
