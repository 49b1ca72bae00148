"""Keep one note on a merge request of GitLab: write it, or write it anew.

Usage: ``note.py FILE``. The project, the merge request and the token come from the environment.
"""

import json
import os
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MARKER = "<!-- onrecord:changes -->"
LONGEST = 1_000_000  # what GitLab takes


class Notes:
    """The notes of one merge request."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._api = environment["CI_API_V4_URL"]
        self._token = environment["ONRECORD_NOTE_TOKEN"]
        project = environment["CI_MERGE_REQUEST_PROJECT_ID"]
        number = environment["CI_MERGE_REQUEST_IID"]
        self._notes = f"projects/{int(project)}/merge_requests/{int(number)}/notes"

    def write(self, text: str) -> None:
        """Write the note, over ours that is there."""
        ours = self._ours()
        method, path = ("POST", self._notes) if ours is None else ("PUT", f"{self._notes}/{ours}")
        self._ask(path, method, {"body": text})

    def _ours(self) -> int | None:
        me, _ = self._ask("user")
        page = "1"
        while page:
            rows, page = self._ask(f"{self._notes}?per_page=100&page={page}")
            for row in rows:
                if row["author"]["id"] == me["id"] and row["body"].startswith(MARKER):
                    return int(row["id"])
        return None

    def _ask(
        self, path: str, method: str = "GET", body: dict[str, str] | None = None
    ) -> tuple[Any, str]:
        """What GitLab answers, and the number of the next page, if there is one."""
        request = urllib.request.Request(  # noqa: S310  # the address is GitLab's own
            f"{self._api}/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"PRIVATE-TOKEN": self._token, "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310  # as above
            return json.load(answer), answer.headers.get("X-Next-Page") or ""


def main() -> int:
    """Write the file given as the note."""
    (file,) = sys.argv[1:]
    text = Path(file).read_text(encoding="utf-8")
    if not text.startswith(MARKER) or len(text) > LONGEST:
        sys.stdout.write(f"{file} is not what `onrecord diff --format markdown` writes.\n")
        return 1
    Notes(os.environ).write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
