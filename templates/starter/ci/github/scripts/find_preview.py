"""Find the pull request and the artifact that belong to a finished run of "Check".

Everything here is asked of GitHub; nothing is taken from the artifact, which a stranger may have
made. Without a pull request, an artifact or a gate for forks there is no output and nothing
follows.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import gh

ARTIFACT = "preview"
GATE = "preview-from-forks"
LARGEST = 900_000_000  # bytes, packed; unpacked, a site of more does not fit GitHub Pages


def pull_request(repository: str, run: Mapping[str, str]) -> dict[str, Any] | None:
    """The open pull request that ``run`` was about; None where its branch has moved on."""
    head = quote(f"{run['OWNER']}:{run['BRANCH']}", safe="")
    base = quote(run["BASE"], safe="")
    rows = gh.every(f"repos/{repository}/pulls?state=open&per_page=100&base={base}&head={head}")
    return next((row for row in rows if _is_of(row, run)), None)


def _is_of(row: dict[str, Any], run: Mapping[str, str]) -> bool:
    head = row["head"]
    return (
        head["sha"] == run["COMMIT"]
        and head["repo"] is not None
        and str(head["repo"]["id"]) == run["HEAD_REPOSITORY"]
    )


def artifact(repository: str, run_id: str) -> dict[str, Any] | None:
    """The newest artifact of the run, if it has left one."""
    answer = gh.api(f"repos/{repository}/actions/runs/{run_id}/artifacts?name={ARTIFACT}")
    rows = [row for row in answer["artifacts"] if row["name"] == ARTIFACT and not row["expired"]]
    # A run that was started again has one of each attempt.
    return max(rows, key=lambda row: int(row["id"]), default=None)


def is_guarded(repository: str) -> bool:
    """Whether the gate for forks asks somebody.

    GitHub makes an environment that is missing by itself, and then lets everybody through.
    """
    found = gh.api(f"repos/{repository}/environments?per_page=100")["environments"]
    rules = [rule for row in found if row["name"] == GATE for rule in row["protection_rules"] or []]
    return any(rule["type"] == "required_reviewers" and rule["reviewers"] for rule in rules)


def changes_beside_content(repository: str, number: int) -> int:
    """How many changed files are no content: they may change the program that built the preview."""
    rows = gh.every(f"repos/{repository}/pulls/{number}/files?per_page=100")
    return sum(not row["filename"].startswith("content/") for row in rows)


def outputs(repository: str, run: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """What the next jobs need, or nothing; and one line for a person."""
    pull = pull_request(repository, run)
    if pull is None:
        return {}, "No open pull request has this commit as its newest one."
    found = artifact(repository, run["RUN"])
    if found is None or not re.fullmatch(r"sha256:[0-9a-f]{64}", found["digest"]):
        return {}, "The run left no preview."
    if int(found["size_in_bytes"]) > LARGEST:
        return {}, f"The preview is larger than {LARGEST:,} bytes: nothing is published."
    is_fork = run["HEAD_REPOSITORY"] != run["REPOSITORY_ID"]
    if is_fork and not is_guarded(repository):
        return {}, f"A fork, and no reviewers at the environment {GATE}: nothing is published."
    number = int(pull["number"])
    values = {
        "number": str(number),
        "fork": "true" if is_fork else "false",
        "artifact": str(int(found["id"])),
        "digest": found["digest"].removeprefix("sha256:"),
    }
    beside = changes_beside_content(repository, number)
    origin = "a fork" if is_fork else "a branch of this repository"
    return values, (
        f"Pull request {number}, {origin}, commit {run['COMMIT']}: "
        f"{found['size_in_bytes']:,} bytes; {beside} changed files are not in content/."
    )


def main() -> int:
    """Read the run from the environment; write the outputs and the summary of the job."""
    values, line = outputs(os.environ["GITHUB_REPOSITORY"], os.environ)
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        file.writelines(f"{key}={value}\n" for key, value in values.items())
    with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    sys.stdout.write(f"::notice::{line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
