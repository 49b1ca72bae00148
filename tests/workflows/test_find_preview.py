"""Which pull request a finished build belongs to, and whether it may go on at all."""

from typing import Any

import pytest
from tests.workflows.fake_github import (
    COMMIT,
    FORK_ID,
    REPOSITORY,
    REPOSITORY_ID,
    FakeGitHub,
    pull_request,
)

DIGEST = "a" * 64
ARTIFACT = {
    "id": 7,
    "name": "preview",
    "digest": f"sha256:{DIGEST}",
    "size_in_bytes": 1_234_567,
    "expired": False,
}
REVIEWERS = {"type": "required_reviewers", "reviewers": [{"type": "User"}]}
GATE = {"name": "preview-from-forks", "protection_rules": [REVIEWERS]}


@pytest.fixture
def found(script: Any, github: FakeGitHub) -> Any:
    github.save(artifacts=[ARTIFACT], files=["content/articles/a.yml", "requirements.txt"])

    def found(fork: bool = False, **changed: str) -> tuple[dict[str, str], str]:
        run = {
            "RUN": "5",
            "COMMIT": COMMIT,
            "BRANCH": "harbour",
            "OWNER": "newsroom",
            "BASE": "main",
            "HEAD_REPOSITORY": str(FORK_ID if fork else REPOSITORY_ID),
            "REPOSITORY_ID": str(REPOSITORY_ID),
            **changed,
        }
        outputs: tuple[dict[str, str], str] = script("find_preview").outputs(REPOSITORY, run)
        return outputs

    return found


def test_a_branch_of_the_repository_goes_on(found: Any) -> None:
    outputs, line = found()
    assert outputs == {"number": "12", "fork": "false", "artifact": "7", "digest": DIGEST}
    assert "1,234,567 bytes; 1 changed files are not in content/." in line


def test_a_fork_goes_on_to_the_gate(found: Any, github: FakeGitHub) -> None:
    github.save(pulls=[pull_request(repository_id=FORK_ID)], environments=[GATE])
    assert found(fork=True)[0]["fork"] == "true"


@pytest.mark.parametrize(
    "environments",
    [
        [],
        [{**GATE, "name": "preview"}],
        [{**GATE, "protection_rules": []}],
        [{**GATE, "protection_rules": None}],
        [{**GATE, "protection_rules": [{**REVIEWERS, "reviewers": []}]}],
        [{**GATE, "protection_rules": [{"type": "wait_timer", "wait_timer": 30}]}],
    ],
)
def test_where_the_gate_asks_nobody_a_fork_stops(
    found: Any, github: FakeGitHub, environments: list[Any]
) -> None:
    github.save(pulls=[pull_request(repository_id=FORK_ID)], environments=environments)
    outputs, line = found(fork=True)
    assert outputs == {}
    assert "no reviewers" in line


def test_the_commit_of_somebody_elses_fork_is_not_the_pull_request(
    found: Any, github: FakeGitHub
) -> None:
    """Whoever copies a commit into a fork of their own must not get at the pull request."""
    github.save(environments=[GATE])
    assert found(fork=True)[0] == {}


@pytest.mark.parametrize("state", [{"pulls": []}, {"artifacts": []}])
def test_without_pull_request_or_artifact_it_stops(
    found: Any, github: FakeGitHub, state: dict[str, Any]
) -> None:
    github.save(**state)
    assert found()[0] == {}


def test_an_older_commit_stops(found: Any) -> None:
    assert found(COMMIT="d" * 40)[0] == {}


def test_a_fork_that_is_gone_stops(found: Any, github: FakeGitHub) -> None:
    pull = pull_request()
    github.save(pulls=[{**pull, "head": {**pull["head"], "repo": None}}])
    assert found()[0] == {}


def test_the_newest_attempt_counts(found: Any, github: FakeGitHub) -> None:
    github.save(artifacts=[{**ARTIFACT, "id": 9}, ARTIFACT])
    assert found()[0]["artifact"] == "9"


def test_the_name_of_a_branch_stays_one_value(
    found: Any, monkeypatch: pytest.MonkeyPatch, script: Any
) -> None:
    asked = []

    def every(path: str) -> list[Any]:
        asked.append(path)
        return []

    monkeypatch.setattr(script("gh"), "every", every)
    found(BRANCH="a&head=other:branch#$(reboot)")
    assert asked[0].endswith("&head=newsroom%3Aa%26head%3Dother%3Abranch%23%24%28reboot%29")
