"""Every template can be read and overridden in part: short lines, blocks, and nothing computed."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from onrecord.render.templates import packaged_templates

FOLDER = packaged_templates()
ENDINGS = {".html", ".md", ".txt", ".typ", ".xml"}
NOT_OURS = {"LICENSE.txt", "README.txt", "document_styles.xml"}
FILES = sorted(
    path
    for path in FOLDER.rglob("*")
    if path.suffix in ENDINGS and path.name not in NOT_OURS and "starter" not in path.parts
)
TEMPLATES = [path for path in FILES if path.suffix != ".typ"]
PAGES = [path for path in FILES if path.parent.name == "pages"]
# What a template may give a name to: a value, what a filter or a macro makes of it, constants.
NAMED = (nodes.Name, nodes.Getattr, nodes.Filter, nodes.Call, nodes.Dict)


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def parsed(path: Path) -> nodes.Template:
    return Environment(trim_blocks=True).parse(path.read_text(encoding="utf-8"))  # noqa: S701 - it renders nothing


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_line_is_longer_than_120_characters(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > 120] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_tests_and_loops_and_computes_nothing(path: Path) -> None:
    tree = parsed(path)
    choices = list(tree.find_all(nodes.CondExpr))
    nested = [one.lineno for one in choices if list(one.find_all(nodes.CondExpr))]
    assert nested == [], "a choice within a choice"
    named = [one for one in tree.find_all(nodes.Assign) if not isinstance(one.node, NAMED)]
    assert [one.lineno for one in named] == [], "what is named here is to be computed in the view"
    spaces = [one.lineno for one in tree.find_all(nodes.Name) if one.name == "namespace"]
    assert spaces == [], "state that loops change"
    adds = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod)
    if path.parent.name in {"pages", "cards", "theme"}:
        assert [one.lineno for one in tree.find_all(adds)] == [], "arithmetic"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_all_that_a_page_shows_is_in_blocks(path: Path) -> None:
    """But for the element around them, and what chooses between them."""
    tree = parsed(path)
    assert list(tree.find_all(nodes.Block))
    outside = [
        one.lineno
        for one in tree.body
        if isinstance(one, nodes.Output)
        and any(not isinstance(part, nodes.TemplateData) for part in one.nodes)
    ]
    assert [line for line in outside if path.name != "briefing_alone.html"] == []


def test_blocks_have_plain_names() -> None:
    blocks = {one.name for path in TEMPLATES for one in parsed(path).find_all(nodes.Block)}
    assert all(block.replace("_", "").isalpha() and block.islower() for block in blocks)
