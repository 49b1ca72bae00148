"""Keep one comment on a pull request: write it, write it anew, or say that the preview has gone.

Usage: ``comment.py post FOLDER NUMBER COMMIT`` or ``comment.py retire NUMBER``.
"""

import os
import sys
from pathlib import Path
from typing import Any

import artifact
import gh

AUTHOR = "github-actions[bot]"
GONE = "_The pull request is closed and its preview was removed: links to it no longer work._"


def ours(repository: str, number: str) -> dict[str, Any] | None:
    """Our comment on the pull request; somebody else's with the same marker is not ours."""
    rows = gh.every(f"repos/{repository}/issues/{number}/comments?per_page=100")
    return next(
        (
            row
            for row in rows
            if row["user"]
            and row["user"]["login"] == AUTHOR
            and row["user"]["type"] == "Bot"
            and row["body"].startswith(artifact.MARKER)
        ),
        None,
    )


def post(repository: str, number: str, text: str) -> None:
    """Write the comment, over the one that is there."""
    old = ours(repository, number)
    if old is None:
        path, method = f"repos/{repository}/issues/{number}/comments", "POST"
    else:
        path, method = f"repos/{repository}/issues/comments/{old['id']}", "PATCH"
    gh.api(path, "--method", method, body={"body": text})


def retire(repository: str, number: str) -> None:
    """Say at the head of the comment that the preview has gone; nothing where there is none."""
    old = ours(repository, number)
    if old is None or GONE in old["body"]:
        return
    rest = old["body"].removeprefix(artifact.MARKER).lstrip("\n")
    post(repository, number, f"{artifact.MARKER}\n{GONE}\n\n{rest}")


def linked(repository: str) -> tuple[str, str]:
    """What the comment may link to: this repository, and the site with its previews."""
    return f"{os.environ['GITHUB_SERVER_URL']}/{repository}/", os.environ["LIVE"]


def main() -> int:
    """Do what the command line says, in the repository that the environment names."""
    repository = os.environ["GITHUB_REPOSITORY"]
    match sys.argv[1:]:
        case ["post", folder, number, commit]:
            try:
                text = artifact.read_comment(Path(folder), linked(repository))
            except artifact.Refused as fault:
                sys.stdout.write(f"::error::The comment is refused: {fault}\n")
                return 1
            if gh.is_current(repository, number, commit):
                post(repository, number, text)
        case ["retire", number]:
            retire(repository, number)
        case _:
            sys.stdout.write("::error::Not a command\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
