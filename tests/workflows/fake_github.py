"""A GitHub with one pull request, for the scripts of the workflows; as a program it is ``gh``.

What it knows is a JSON file, so that one test can ask it from several processes.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

REPOSITORY = "newsroom/desk"
REPOSITORY_ID = 100
FORK_ID = 200
COMMIT = "c" * 40
BOT = {"login": "github-actions[bot]", "type": "Bot"}


def pull_request(number: int = 12, repository_id: int = REPOSITORY_ID) -> dict[str, Any]:
    head = {"sha": COMMIT, "ref": "harbour", "repo": {"id": repository_id}}
    return {"number": number, "state": "open", "head": head}


class FakeGitHub:
    """Answers what the scripts ask. ``state`` may be changed by a test at any time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "github.json"
        self.archive = folder / "artifact.zip"
        if not self.file.exists():
            self.save(pulls=[pull_request()], comments=[], environments=[], artifacts=[], files=[])

    @property
    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        return state

    def save(self, **values: Any) -> None:
        old = self.state if self.file.exists() else {}
        self.file.write_text(json.dumps({**old, **values}), encoding="utf-8")

    def close(self) -> None:
        (pull,) = self.state["pulls"]
        self.save(pulls=[{**pull, "state": "closed"}])

    def api(self, path: str, *arguments: str, body: dict[str, str] | None = None) -> Any:
        """What ``gh api`` prints, read as JSON; a list comes as pages."""
        place = path.partition("?")[0].removeprefix(f"repos/{REPOSITORY}/").split("/")
        return self._write(place, arguments, body) if body else self._read(place)

    def _read(self, place: list[str]) -> Any:
        state = self.state
        answers = {
            "pulls": [[pull for pull in state["pulls"] if pull["state"] == "open"]],
            "files": [[{"filename": name} for name in state["files"]]],
            "environments": {"environments": state["environments"]},
            "artifacts": {"artifacts": state["artifacts"]},
            # Two pages: what is looked for may be on the second.
            "comments": [state["comments"][:1], state["comments"][1:]],
        }
        if place[-1].isdigit():
            return next(pull for pull in state["pulls"] if pull["number"] == int(place[-1]))
        return answers[place[-1]]

    def _write(self, place: list[str], arguments: tuple[str, ...], body: dict[str, str]) -> Any:
        comments = self.state["comments"]
        if arguments[:2] == ("--method", "POST"):
            assert place == ["issues", "12", "comments"]
            return self._comment({"id": len(comments) + 1, "user": BOT, **body})
        assert place[:2] == ["issues", "comments"]
        assert arguments[:2] == ("--method", "PATCH")
        old = next(row for row in comments if row["id"] == int(place[2]))
        return self._comment({**old, **body})

    def _comment(self, comment: dict[str, Any]) -> dict[str, Any]:
        others = [row for row in self.state["comments"] if row["id"] != comment["id"]]
        self.save(comments=sorted([*others, comment], key=lambda row: int(row["id"])))
        return comment

    def download(self, _path: str, target: Path) -> None:
        shutil.copyfile(self.archive, target)


def main() -> None:
    """Be ``gh api PATH [--method M] [--paginate --slurp] [--input -]``."""
    path, *arguments = sys.argv[2:]
    github = FakeGitHub(Path(os.environ["FAKE_GITHUB"]))
    if path.endswith("/zip"):
        sys.stdout.buffer.write(github.archive.read_bytes())
        return
    body = json.load(sys.stdin) if "--input" in arguments else None
    json.dump(github.api(path, *arguments, body=body), sys.stdout)


if __name__ == "__main__":
    main()
