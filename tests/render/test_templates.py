"""Every template can be read and overridden in part: short lines, blocks, and nothing computed."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from tests.docs.pages import DOCS

from onrecord.render.environments import CachedParts
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
# What a site overrides in part: all that sets HTML, but for what it replaces as a whole.
IN_PART = [
    path
    for path in FILES
    if path.suffix == ".html" and path.name not in {"main.html", "open_graph.html", "opening.html"}
]
CARDS = [path for path in IN_PART if path.parent.name == "cards"]
# What a template may give a name to: a value, what a filter or a macro makes of it, constants.
NAMED = (nodes.Name, nodes.Getattr, nodes.Filter, nodes.Call, nodes.Dict)
# Filters of Jinja and of MkDocs that only set what they are given; ours are in the reference.
FORMATS = {"e", "join", "length", "replace", "safe", "script_tag", "striptags"}
REFERENCE = DOCS / "reference/templates.md"
ORDERS = {"lt", "lteq", "gt", "gteq"}
ADDS = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod)
# Elements that a phrase has: a macro of these is changed as a whole, so it needs no blocks.
PHRASE = {
    "a",
    "bdi",
    "br",
    "button",
    "code",
    "del",
    "ins",
    "mark",
    "q",
    "small",
    "span",
    "strong",
} | {*("svg", "circle", "g", "line", "path", "rect", "text", "title", "use")}
_TAG = re.compile(r"<([a-z][a-z0-9]*)")


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


@cache
def parsed(path: Path) -> nodes.Template:
    environment = Environment(trim_blocks=True, extensions=[CachedParts])  # noqa: S701 - it renders nothing
    return environment.parse(path.read_text(encoding="utf-8"))


def lines(found: Iterable[nodes.Node]) -> list[int]:
    return [node.lineno for node in found]


def test_no_line_is_longer_than_120_characters() -> None:
    lines_of = {name(path): path.read_text(encoding="utf-8").splitlines() for path in FILES}
    assert [of for of, text in lines_of.items() if max(map(len, text)) > 120] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_tests_and_loops_and_computes_nothing(path: Path) -> None:
    tree = parsed(path)
    choices = [node for node in tree.find_all(nodes.CondExpr) if node.find(nodes.CondExpr)]
    assert lines(choices) == [], "a choice within a choice"
    computed = [node for node in tree.find_all(nodes.Assign) if not isinstance(node.node, NAMED)]
    assert lines(computed) == [], "what is named here is to be computed in the view"
    spaces = [node for node in tree.find_all(nodes.Name) if node.name == "namespace"]
    assert lines(spaces) == [], "state that loops change"
    assert lines(tree.find_all(ADDS)) == [], "arithmetic"
    compared = [node for node in tree.find_all(nodes.Operand) if node.op in ORDERS]
    assert lines(compared) == [], "whether it is more or less is for the view"
    assert lines(tree.find_all(nodes.Slice)) == [], "a part of a list is for the view"
    sentences = [node for node in tree.find_all(nodes.Concat) if node.find(nodes.Call)]
    assert lines(sentences) == [], "words are put together by the catalogue"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_filters_only_set_what_they_are_given(path: Path) -> None:
    tree = parsed(path)
    found = list(tree.find_all(nodes.Filter))
    ours = set(re.findall(r"^\| `(\w+)` \|", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE))
    assert {node.name for node in found} <= FORMATS | ours
    # How many there are is told to the words, and tested by nothing.
    counts = [node.value for node in tree.find_all(nodes.Keyword) if node.key == "count"]
    lengths = [node for node in found if node.name == "length"]
    assert lines(node for node in lengths if not any(node is count for count in counts)) == []


def outside_blocks(body: Iterable[nodes.Node], text: list[str]) -> Iterator[nodes.Node]:
    """What ``body`` writes between tags, but not in a block; ``text`` is what is before it."""
    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                if isinstance(part, nodes.TemplateData):
                    text.append(part.data)
                elif not _in_a_tag(text) and not _is_call(part):
                    yield part
        elif not isinstance(node, nodes.Block | nodes.Macro | nodes.AssignBlock | nodes.CallBlock):
            yield from outside_blocks(node.iter_child_nodes(), text)


def _in_a_tag(text: list[str]) -> bool:
    before = "".join(text)
    return before.rfind("<") > before.rfind(">")


def _is_call(node: nodes.Node) -> bool:
    """Whether ``node`` calls a macro, which has blocks of its own or is a phrase."""
    called = node.node if isinstance(node, nodes.Call) else None
    return isinstance(called, nodes.Name) and called.name != "t"


def elements(node: nodes.Node) -> set[str]:
    return {tag for data in node.find_all(nodes.TemplateData) for tag in _TAG.findall(data.data)}


@pytest.mark.parametrize("path", IN_PART, ids=name)
def test_all_that_a_template_shows_is_in_blocks(path: Path) -> None:
    """But for the elements around them, and phrases, which are macros of their own."""
    tree = parsed(path)
    macros = [macro for macro in tree.find_all(nodes.Macro) if elements(macro) - PHRASE]
    if path in CARDS:
        assert list(tree.find_all(nodes.Block))
    found = list(outside_blocks(tree.body, []))
    for macro in macros if path.parent.name in {"cards", "search"} else ():
        assert list(macro.find_all(nodes.Block)), macro.name
        found += outside_blocks(macro.body, [])
    assert lines(found) == []


@pytest.mark.parametrize("path", IN_PART, ids=name)
def test_a_template_says_at_its_head_what_it_is_given_and_which_blocks_it_has(path: Path) -> None:
    opening = re.match(r"\{#-?(.*?)-?#\}", path.read_text(encoding="utf-8"), re.DOTALL)
    assert opening, "a comment opens it"
    if path.parent.name == "pages":
        assert re.search(r"`view(\.part)?`[:,]", opening[1])
    if path.parent.name in {"pages", "cards"}:
        blocks = dict.fromkeys(block.name for block in parsed(path).find_all(nodes.Block))
        assert f"Blocks: {', '.join(blocks)}." in " ".join(opening[1].split())


def test_blocks_have_plain_names() -> None:
    blocks = {block.name for path in TEMPLATES for block in parsed(path).find_all(nodes.Block)}
    assert all(block.replace("_", "").isalpha() and block.islower() for block in blocks)
