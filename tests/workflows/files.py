"""The workflow files: ours, and those a new desk gets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.fast_yaml import values_of

ROOT = Path(__file__).parent.parent.parent
CI = ROOT / "templates" / "starter" / "ci"
STARTER = CI / "github"
SCRIPTS = STARTER / "scripts"
OURS = ROOT / ".github" / "workflows"
WORKFLOWS = sorted([*OURS.glob("*.yml"), *STARTER.glob("[!d]*.yml")])


def read(path: Path) -> dict[str, Any]:
    """A workflow; its key ``on`` is a text, which YAML 1.1 takes for a truth value."""
    workflow: dict[Any, Any] = values_of(path.read_text(encoding="utf-8"))
    return {"on": workflow.pop(True, None), **workflow}


def jobs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from read(path)["jobs"].items()


def steps(job: dict[str, Any], name: str = "") -> list[dict[str, Any]]:
    """The steps of a job, or those whose name begins with ``name``."""
    return [step for step in job["steps"] if step.get("name", "").startswith(name)]


def uses(job: dict[str, Any], action: str) -> list[dict[str, Any]]:
    return [step for step in job["steps"] if step.get("uses", "").startswith(action + "@")]
