"""Put the site, or the preview of a pull request, on the branch that GitHub Pages shows.

The published site is the root of the branch, the preview of pull request 12 is previews/12/. The
branch is always one commit without history, so that what was taken down is not kept in it. Each
push names the commit it replaces; where somebody else was faster it starts again from theirs, so
nothing is ever lost, in whatever order the workflows run.

Usage: ``pages.py live SITE``, ``pages.py preview SITE NUMBER COMMIT``, ``pages.py remove NUMBER``.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import gh

PREVIEWS = "previews"
# The domain of the site (GitHub itself writes that file) and "this is no Jekyll site".
KEPT = (".git", ".nojekyll", "CNAME", PREVIEWS)
ATTEMPTS = 8
BRANCH = "refs/heads/gh-pages"
# The token reaches git through the environment: in no command line, in no file.
CREDENTIALS = '!f() { echo username=x-access-token; echo "password=$GH_TOKEN"; }; f'
NAME = "github-actions[bot]"
MAIL = "41898282+github-actions[bot]@users.noreply.github.com"


class Failed(Exception):
    """It cannot be published; the message says why."""


def git(folder: Path, *arguments: str, may_fail: bool = False) -> str | None:
    """What git prints; None where it fails and may."""
    settings = {
        "core.hooksPath": os.devnull,
        "core.autocrlf": "false",
        "credential.helper": CREDENTIALS,
        "user.name": NAME,
        "user.email": MAIL,
    }
    options = [part for pair in settings.items() for part in ("-c", "=".join(pair))]
    command = ["git", "-C", str(folder), *options, *arguments]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)  # noqa: S603  # no shell
    if done.returncode and not may_fail:
        raise Failed(f"git {arguments[0]} failed")
    return None if done.returncode else done.stdout.strip()


def put_live(site: Path) -> Callable[[Path], None]:
    """What makes ``site`` the published site and keeps the previews."""
    if not (site / "index.html").is_file():
        raise Failed("the site has no index.html")
    if (site / PREVIEWS).exists():
        raise Failed(f"the site has a page {PREVIEWS}/: that is where previews are")

    def change(branch: Path) -> None:
        for entry in branch.iterdir():
            if entry.name not in KEPT:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        shutil.copytree(site, branch, dirs_exist_ok=True)

    return change


def put_preview(site: Path, number: str) -> Callable[[Path], None]:
    """What makes ``site`` the preview; without a page in it, what takes the last preview away.

    A preview that no longer builds is not left standing: the newest commit may have taken out
    just what nobody should read.
    """

    def change(branch: Path) -> None:
        remove_preview(number)(branch)
        if (site / "index.html").is_file():
            shutil.copytree(site, branch / PREVIEWS / number)

    return change


def remove_preview(number: str) -> Callable[[Path], None]:
    """What takes the preview away; nothing where there is none."""
    if not re.fullmatch(r"[1-9][0-9]{0,9}", number):
        raise Failed(f"{number!a} is not the number of a pull request")

    def change(branch: Path) -> None:
        if (branch / PREVIEWS / number).exists():
            shutil.rmtree(branch / PREVIEWS / number)

    return change


def publish(remote: str, change: Callable[[Path], None], message: str) -> None:
    """Change the branch at ``remote``; begin again where it moved meanwhile. Raises Failed."""
    for attempt in range(ATTEMPTS):
        with tempfile.TemporaryDirectory() as folder:
            if _try_once(Path(folder), remote, change, message):
                return
        time.sleep(random.uniform(0, 2 * attempt))  # noqa: S311  # to keep apart, not to keep secret
    raise Failed(f"the branch moved {ATTEMPTS} times")


def _try_once(branch: Path, remote: str, change: Callable[[Path], None], message: str) -> bool:
    git(branch, "init", "--quiet", "--initial-branch", "gh-pages")
    old = ""
    if git(branch, "ls-remote", remote, BRANCH):
        git(branch, "fetch", "--quiet", "--depth", "1", remote, BRANCH)
        git(branch, "reset", "--quiet", "--hard", "FETCH_HEAD")
        old = git(branch, "rev-parse", "HEAD") or ""
    change(branch)
    if not old and [entry.name for entry in branch.iterdir()] == [".git"]:
        return True  # nothing was ever published, so nothing is removed
    (branch / ".nojekyll").touch()
    # --force: a .gitignore of the desk has no say about the site.
    git(branch, "add", "--all", "--force")
    tree = git(branch, "write-tree")
    if old and tree == git(branch, "rev-parse", f"{old}^{{tree}}"):
        return True
    commit = git(branch, "commit-tree", str(tree), "-m", message)
    lease = f"--force-with-lease={BRANCH}:{old}"
    pushed = git(branch, "push", "--quiet", lease, remote, f"{commit}:{BRANCH}", may_fail=True)
    return pushed is not None


def publish_preview(remote: str, repository: str, site: Path, number: str, commit: str) -> None:
    """Put a preview where the pull request still is what was approved."""
    if not gh.is_current(repository, number, commit):
        raise Failed("the pull request is closed or has a newer commit: nothing is published")
    publish(remote, put_preview(site, number), f"Preview of pull request {number}: {commit}")
    # It may have been closed, and its preview removed, just before the push.
    if gh.api(f"repos/{repository}/pulls/{number}")["state"] != "open":
        publish(remote, remove_preview(number), f"Remove the preview of pull request {number}")


def obey(arguments: list[str]) -> None:
    """Do what the command line says, with the repository that the environment names."""
    remote = os.environ["REMOTE"]
    match arguments:
        case ["live", site]:
            publish(remote, put_live(Path(site)), f"Publish {os.environ['GITHUB_SHA']}")
        case ["preview", site, number, commit]:
            repository = os.environ["GITHUB_REPOSITORY"]
            publish_preview(remote, repository, Path(site), number, commit)
        case ["remove", number]:
            change = remove_preview(number)
            publish(remote, change, f"Remove the preview of pull request {number}")
        case _:
            raise Failed("not a command")


def main() -> int:
    """Publish, or say in the log why not."""
    try:
        obey(sys.argv[1:])
    except Failed as fault:
        sys.stdout.write(f"::error::Not published: {fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
