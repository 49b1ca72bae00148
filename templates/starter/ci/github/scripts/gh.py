"""The few questions that the workflows ask GitHub, through its own client."""

import json
import subprocess
from pathlib import Path
from typing import Any


def api(path: str, *arguments: str, body: dict[str, str] | None = None) -> Any:  # noqa: ANN401  # JSON
    """What GitHub answers at ``path``, read as JSON.

    ``body`` is sent as JSON on the client's input, so that no shell and no argument list ever
    holds a text that somebody else wrote. Raises CalledProcessError where GitHub refuses.
    """
    more = [] if body is None else ["--input", "-"]
    done = subprocess.run(  # noqa: S603  # no shell; the paths are ours
        ["gh", "api", path, *arguments, *more],  # noqa: S607  # where the runner has it
        input=None if body is None else json.dumps(body),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def every(path: str) -> list[Any]:
    """The rows of all pages of a list."""
    return [row for page in api(path, "--paginate", "--slurp") for row in page]


def save(path: str, target: Path) -> None:
    """Write what GitHub answers at ``path``, byte for byte, into the file ``target``."""
    with target.open("wb") as file:
        subprocess.run(["gh", "api", path], stdout=file, check=True)  # noqa: S603, S607  # as above


def is_current(repository: str, number: str, commit: str) -> bool:
    """Whether the pull request is open and ``commit`` is still its newest one."""
    pull = api(f"repos/{repository}/pulls/{number}")
    return bool(pull["state"] == "open" and pull["head"]["sha"] == commit)
