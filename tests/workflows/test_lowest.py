"""CI tests once with the oldest versions that pyproject.toml allows, and with no other list."""

import tomllib
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import Specifier

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def recipe(target: str) -> str:
    """The commands of a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return makefile.partition(f"\n{target}: ")[2].partition("\n\n")[0]


def test_a_job_tests_with_the_oldest_python_and_dependencies() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text())["jobs"]
    steps = next(
        job["steps"]
        for job in jobs.values()
        if any(step.get("run") == "make test-lowest" for step in job["steps"])
    )
    (python,) = [step["with"]["python-version"] for step in steps if "Python" in step["name"]]
    assert Specifier(PROJECT["requires-python"]).version == python


def test_the_versions_come_from_the_project() -> None:
    assert ".venv-lowest/bin/python -m pytest" in recipe("test-lowest")
    made = recipe(".venv-lowest/.ready")
    assert "--resolution lowest-direct" in made
    assert "--editable '.[test]'" in made


def test_every_dependency_has_a_bound() -> None:
    """Without one the oldest version there ever was would be tested."""
    extras = PROJECT["optional-dependencies"]
    named = [*PROJECT["dependencies"], *extras["test"], *extras["pdf"]]
    unbound = [
        requirement
        for requirement in named
        if Requirement(requirement).name != PROJECT["name"]  # another extra of ours
        and not any(s.operator == ">=" for s in Requirement(requirement).specifier)
    ]
    assert unbound == []
