"""Comments as a reviewer reads them: each case is an edit (.yml) and the comment on it (.md).

With ONRECORD_GOLDEN=write in the environment the comments are written anew: read what changed.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from tests.fast_yaml import values_of
from tests.review.repository import Repo

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*.yml"))
FORGE = "repo_url: https://github.com/harbour/desk"


def edit(repo: Repo, files: dict[str, list[list[str]]]) -> None:
    for file, pairs in files.items():
        for old, new in pairs:
            repo.site.edit(file, old, new)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_comment(case: Path, repo: Repo) -> None:
    told: dict[str, Any] = values_of(case.read_text(encoding="utf-8"))
    repo.site.edit("site_config.yml", "repo_url: https://example.org/desk", FORGE)
    edit(repo, told.get("before", {}))
    repo.commit("Before")
    base = repo.git("rev-parse", "HEAD")
    repo.git("switch", "-q", "-c", "branch")
    for file, text in told.get("write", {}).items():
        repo.site.write(file, text)
    edit(repo, told.get("edit", {}))
    repo.commit("After")
    head = repo.git("rev-parse", "HEAD")

    run = repo.diff(*told["arguments"], "branch")

    # Hashes follow from the whole example; which of the two it is is what matters.
    said = run.stdout
    for commit, name in ((base, "BASE"), (head, "HEAD")):
        said = said.replace(commit, name).replace(commit[:7], name.lower())
    golden = case.with_suffix(".md")
    if os.environ.get("ONRECORD_GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert run.returncode == (1 if case.stem == "errors" else 0)
