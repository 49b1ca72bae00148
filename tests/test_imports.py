"""Imports go one way, and MkDocs stays in its package."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import onrecord

PACKAGE = Path(onrecord.__file__).parent

# What a package may import: itself and what stands in an earlier row.
ROWS = (
    {"diagnostics"},
    {"writing"},
    {"reading"},
    {"records"},
    {"captures"},
    {"desk"},
    {"changes"},
    {"views"},
    {"render", "search"},
    {"exports"},
    {"share"},
    {"briefing"},
    {"site"},
    {"editing"},
    {"review", "imports", "drafting"},
    {"annotate"},
    {"plugin"},
    {"cli"},
)
RANK = {name: rank for rank, row in enumerate(ROWS) for name in row}
FREE = {"__init__", "__main__", "theme"}
MODULES = sorted(PACKAGE.rglob("*.py"))


@dataclass(frozen=True)
class Imports:
    """The absolute names that a module imports.

    Attributes:
        first: as soon as it is imported itself.
        all: at any time, within its functions too.
    """

    first: frozenset[str]
    all: frozenset[str]


@cache
def imports(module: Path) -> Imports:
    """What a module of the package imports."""
    parts = ("onrecord", *module.relative_to(PACKAGE).with_suffix("").parts)
    tree = ast.parse(module.read_text(encoding="utf-8"))
    first = frozenset(name for node in tree.body for name in _names(node, parts))
    return Imports(
        first, frozenset(name for node in ast.walk(tree) for name in _names(node, parts))
    )


def _names(node: ast.AST, parts: tuple[str, ...]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = ".".join(parts[: -node.level]) if node.level else ""
        name = ".".join(filter(None, (base, node.module)))
        if node.module:  # else the names are modules of the package that is being imported
            yield name
        yield from (f"{name}.{alias.name}" for alias in node.names)


def run_script(script: str, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *args]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def package_of(module: Path) -> str:
    """The package that has a module, or its own name where it is in none."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("package", sorted(RANK))
def test_imports_go_one_way(package: str) -> None:
    for module in (path for path in MODULES if package_of(path) == package):
        for name in imports(module).all:
            other = name.removeprefix("onrecord.").split(".")[0]
            if name.startswith("onrecord.") and other in RANK and other != package:
                assert RANK[other] < RANK[package], f"{module} may not import {name}"


def test_every_package_has_its_place_and_only_the_plugin_imports_mkdocs() -> None:
    assert set(map(package_of, MODULES)) == {*RANK, *FREE}
    elsewhere = [module for module in MODULES if "plugin" not in module.parts]
    assert len(elsewhere) > len(MODULES) / 2
    named = {module: {name.split(".")[0] for name in imports(module).all} for module in elsewhere}
    assert [module for module in elsewhere if "mkdocs" in named[module]] == []


def test_a_command_that_builds_nothing_does_without_mkdocs() -> None:
    script = (
        "import sys; from onrecord.cli.main import main; "
        "main(sys.argv[1:], standalone_mode=False); "
        "sys.exit('mkdocs' in sys.modules)"
    )
    run = run_script(script, "schema", "actor")
    assert run.returncode == 0, run.stderr


def test_a_check_does_without_what_makes_pages() -> None:
    script = (
        "import sys; from onrecord.cli.main import main; "
        "main(sys.argv[1:], standalone_mode=False); "
        "sys.exit(' '.join({'onrecord.site', 'onrecord.exports', 'onrecord.plugin.plugin', "
        "'onrecord.drafting', 'rapidfuzz', 'typst', 'wsgiref'} & set(sys.modules)) or 0)"
    )
    run = run_script(script, "check", "-f", str(PACKAGE.parent.parent / "site_config.yml"))
    assert run.returncode == 0, run.stderr


def name_of(module: Path) -> str:
    parts = ("onrecord", *module.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def test_each_module_can_be_imported_first() -> None:
    """No module needs, on its way to another, itself."""
    modules = {name_of(path): path for path in MODULES}
    graph = {
        name: {
            imported for imported in imports(path).first if imported in modules and imported != name
        }
        for name, path in modules.items()
    }
    list(TopologicalSorter(graph).static_order())  # a CycleError names the circle


def test_a_package_only_imports_what_it_offers() -> None:
    """Logic is in modules, whose names say what it does; a version can be nowhere else."""
    names = [path for path in MODULES if path.name == "__init__.py" and path.parent != PACKAGE]
    bodies = {path: ast.parse(path.read_text(encoding="utf-8")).body for path in names}
    assert len(names) > len(ROWS)
    # The docstring comes first, and `__all__` is a list of names.
    kinds = {type(node) for body in bodies.values() for node in body[1:]}
    assert kinds == {ast.ImportFrom, ast.Assign}


def test_each_class_has_a_name_of_its_own() -> None:
    places: dict[str, list[Path]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(path.relative_to(PACKAGE))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_module_gives_a_name_two_values(module: Path) -> None:
    """Where two modules become one, the second value would count for what the first meant."""
    body = ast.parse(module.read_text(encoding="utf-8")).body
    named = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    named += [node.target for node in body if isinstance(node, ast.AnnAssign)]
    names = [target.id for target in named if isinstance(target, ast.Name)]
    assert len(names) == len({*names})


def test_the_picture_of_the_architecture_has_the_packages_in_this_order() -> None:
    text = (PACKAGE.parent.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    _, _, below = text.partition("Each package imports only what is above it:")
    picture = below.partition("| package")[0]
    rows = [re.split(r"\s{2,}", line.strip())[0].split(" ── ") for line in picture.splitlines()]
    drawn = [set(row) for row in rows if set(row) & RANK.keys()]
    assert drawn == [ROWS[0] | ROWS[1], *ROWS[2:]]  # the first two are one line of it
