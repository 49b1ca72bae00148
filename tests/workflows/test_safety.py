"""What a stranger's pull request can and cannot do, read from the workflows themselves."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.workflows.files import OURS, STARTER, WORKFLOWS, jobs, read, steps, uses

BOTH = [OURS, STARTER]
TRUSTED = ["preview.yml", "remove-preview.yml"]
each_workflow = pytest.mark.parametrize(
    "path", WORKFLOWS, ids=lambda path: f"{path.parent.name}/{path.name}"
)
in_both = pytest.mark.parametrize("folder", BOTH, ids=["ours", "starter"])


def strings(value: Any) -> Iterator[str]:
    """Every text in a workflow, keys too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    else:
        yield str(value)


def test_the_auditor_finds_nothing() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    options = ["--offline", "--no-progress", "--persona=auditor", "--no-config"]
    files = [OURS.parent, *STARTER.glob("*.yml")]
    done = subprocess.run([zizmor, *options, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@each_workflow
def test_each_ignored_finding_has_its_reason(path: Path) -> None:
    ignored = re.findall(r"# zizmor: ignore\[[a-z-]+\](.*)", path.read_text(encoding="utf-8"))
    assert all(reason.strip() for reason in ignored)
    assert len(ignored) == (path.name in TRUSTED)


@each_workflow
def test_actions_are_pinned_by_hash_and_come_from_github(path: Path) -> None:
    lines = re.findall(r"^.*\buses:.*$", path.read_text(encoding="utf-8"), re.MULTILINE)
    ours = "actions/[a-z-]+"
    if path.name == "release.yml":  # an index takes uploads from the one that it maintains
        ours += "|pypa/gh-action-pypi-publish"
    pin = re.compile(rf"^\s+(- )?uses: (?:{ours})@[0-9a-f]{{40}} # v\d+\.\d+\.\d+$")
    assert all(pin.match(line) for line in lines), lines


def test_one_version_of_each_action_is_used_everywhere() -> None:
    pins = {
        step["uses"]
        for path in WORKFLOWS
        for _, job in jobs(path)
        for step in job["steps"]
        if "uses" in step
    }
    assert len({pin.split("@")[0] for pin in pins}) == len(pins)


@each_workflow
def test_no_expression_is_pasted_into_a_shell(path: Path) -> None:
    for _, job in jobs(path):
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


@each_workflow
def test_nothing_is_allowed_that_a_job_does_not_ask_for(path: Path) -> None:
    assert read(path)["permissions"] == {}
    for name, job in jobs(path):
        assert "contents" in job["permissions"], name
        assert set(job["permissions"].values()) <= {"read", "write"}


@each_workflow
def test_no_checkout_leaves_its_token_behind(path: Path) -> None:
    for _, job in jobs(path):
        for step in uses(job, "actions/checkout"):
            assert step["with"]["persist-credentials"] is False


@in_both
def test_the_build_of_a_pull_request_can_only_read(folder: Path) -> None:
    workflow = read(folder / "check.yml")
    assert list(workflow["on"]) == ["pull_request"]
    for _, job in jobs(folder / "check.yml"):
        assert set(job["permissions"].values()) == {"read"}
        assert "environment" not in job
    assert not [
        text for text in strings(workflow) if re.search(r"secrets|github\.token|TOKEN", text)
    ]


@each_workflow
def test_a_job_that_may_write_sees_no_code_of_a_pull_request(path: Path) -> None:
    for name, job in jobs(path):
        if "write" not in job["permissions"].values() or path.name == "release.yml":
            continue
        refs = [step["with"].get("ref") for step in uses(job, "actions/checkout")]
        assert set(refs) <= {None, "${{ github.event.repository.default_branch }}"}, name
        assert not uses(job, "actions/download-artifact"), "artifact.py checks, then unpacks"
        # Nothing is installed or run but the scripts that were checked out.
        for step in job["steps"]:
            assert step.get("run", "python3 ").startswith(
                "python3 " + ('"$SCRIPTS/' * ("run" in step))
            )


def test_what_proves_who_publishes_a_release_runs_nothing_of_ours() -> None:
    path = OURS / "release.yml"
    assert read(path)["on"] == {"push": {"tags": ["v*"]}}
    build, publish = (job for _, job in jobs(path))
    assert build["permissions"] == {"contents": "read"}
    assert (publish["permissions"]["id-token"], publish["environment"]) == ("write", "pypi")
    assert publish["needs"] == "build"
    assert not [step for step in publish["steps"] if "run" in step]
    assert "secrets" not in path.read_text(encoding="utf-8")


@in_both
@pytest.mark.parametrize("name", TRUSTED)
def test_what_runs_beside_a_pull_request_is_the_default_branch(folder: Path, name: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert "pull_request.head" not in text
    for _, job in jobs(folder / name):
        (checkout,) = uses(job, "actions/checkout")
        assert checkout["with"]["sparse-checkout"] == "${{ env.SCRIPTS }}"


@in_both
def test_what_comes_from_a_fork_waits_for_a_reviewer(folder: Path) -> None:
    found = dict(jobs(folder / "preview.yml"))
    assert set(found) == {"find", "publish", "comment"}
    gate = found["publish"]["environment"]
    # Only the one answer "false" goes round the gate; none, an empty or another one does not.
    assert gate == (
        "${{ needs.find.outputs.fork == 'false' && 'preview' || 'preview-from-forks' }}"
    )
    assert "write" not in found["find"]["permissions"].values()
    assert found["publish"]["needs"] == "find"
    assert found["comment"]["needs"] == ["find", "publish"]
    # No condition of its own: a comment that need not wait for `publish` would pass by the gate.
    assert "if" not in found["comment"]
    assert "environment" not in found["find"]


@in_both
def test_the_artifact_is_the_one_that_was_looked_up_before_the_gate(folder: Path) -> None:
    found = dict(jobs(folder / "preview.yml"))
    for name in ("publish", "comment"):
        (fetch,) = steps(found[name], "Fetch and check the artifact")
        assert fetch["env"]["ARTIFACT"] == "${{ needs.find.outputs.artifact }}"
        assert fetch["env"]["DIGEST"] == "${{ needs.find.outputs.digest }}"


@in_both
def test_the_program_is_never_run_beside_a_token_that_may_write(folder: Path) -> None:
    found = dict(jobs(folder / "publish.yml"))
    assert found["build"]["permissions"] == {"contents": "read"}
    assert found["publish"]["permissions"]["contents"] == "write"
    assert not [step for step in found["publish"]["steps"] if "pip" in step.get("run", "")]
