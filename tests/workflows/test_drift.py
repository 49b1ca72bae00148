"""A new desk gets the workflows that we use ourselves."""

import pytest
from tests.workflows.files import OURS, ROOT, STARTER

# What may differ: a desk installs a version, we install what is checked out; a desk has the scripts
# in its own .github, ours lie where `onrecord init` finds them.
DIFFERENT = {
    """        env:
          FORK: ${{ github.event.pull_request.head.repo.full_name != github.repository }}
        run: |
          # What is installed can also run. So for a fork, install what our own branch names.
          if [ "$FORK" = true ]; then
            git show "origin/$BASE_BRANCH:requirements.txt" > requirements.txt
          fi
          python -m pip""": "        run: python -m pip",
    "pip install --requirement requirements.txt": "pip install .",
    "SCRIPTS: .github/scripts": "SCRIPTS: templates/starter/ci/github/scripts",
}
SHARED = ["check.yml", "preview.yml", "publish.yml", "remove-preview.yml"]


@pytest.mark.parametrize("name", SHARED)
def test_the_workflows_of_a_desk_are_ours(name: str) -> None:
    """When Dependabot has changed ours, change `templates/starter/ci/github/` in the same way."""
    text = (STARTER / name).read_text(encoding="utf-8")
    for theirs, ours in DIFFERENT.items():
        text = text.replace(theirs, ours)
    assert text == (OURS / name).read_text(encoding="utf-8")


def test_dependabot_is_the_same() -> None:
    ours = ROOT / ".github" / "dependabot.yml"
    assert ours.read_bytes() == (STARTER / "dependabot.yml").read_bytes()


def test_no_workflow_is_missing() -> None:
    assert {path.name for path in OURS.glob("*.yml")} == {*SHARED, "test.yml", "release.yml"}
    assert {path.name for path in STARTER.glob("*.yml")} == {*SHARED, "dependabot.yml"}
