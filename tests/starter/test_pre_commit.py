"""The hook that newsrooms name, and the one that comes with a new desk, which is the same."""

import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.tiny_site import TinySite

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def hook() -> Any:
    (only,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return only


def test_it_has_what_pre_commit_asks_for(hook: Any) -> None:
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == (
        "onrecord-check", "python", False,
    )  # fmt: skip


def test_it_runs_when_a_file_is_deleted_too(hook: Any) -> None:
    """Pre-commit shows a hook no deleted file: one that asks for files would be passed over."""
    assert hook["always_run"] is True


def test_its_entry_finds_what_is_wrong(hook: Any, desk: TinySite) -> None:
    program, *args = shlex.split(hook["entry"])
    assert program == "onrecord"
    desk.done(*args)
    desk.edit("content/demands/open-on-sundays.yml", "to: town-council", "to: town-counsel")
    run = desk.ended(1, *args)
    assert "error[unknown-actor]" in run.stdout


def test_a_new_desk_has_the_same_hook(hook: Any, desk: TinySite) -> None:
    config = yaml.safe_load((desk.root / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (repo,) = config["repos"]
    (own,) = repo["hooks"]
    assert repo["repo"] == "local"
    del own["additional_dependencies"]
    assert own.items() <= hook.items()
