"""The table of the blocks of all templates, as the reference has it."""

from __future__ import annotations

import re

from jinja2 import Environment, nodes

from onrecord.render.templates import packaged_templates

from .pages import DOCS

FILE = DOCS / "reference" / "templates.md"
_TABLE = re.compile(r"(?:<!-- blocks -->|\| template \| blocks \|\n(?:\|.*\n)+)")
_FOLDERS = ("pages", "cards", "briefing", "changes", "theme")


def written() -> str:
    """The whole page, with the blocks that the templates have."""
    text = FILE.read_text(encoding="utf-8")
    rows = "".join(f"| `{name}` | {', '.join(blocks)} |\n" for name, blocks in _blocks())
    table = f"| template | blocks |\n| --- | --- |\n{rows}"
    assert len(_TABLE.findall(text)) == 1, "the page has one place for the blocks"
    return _TABLE.sub(lambda _: table, text)


def _blocks() -> list[tuple[str, list[str]]]:
    """Each template that has blocks, with their names in order."""
    folder = packaged_templates()
    environment = Environment()  # noqa: S701 - it renders nothing
    found = []
    for path in sorted(path for name in _FOLDERS for path in (folder / name).rglob("*.*")):
        if path.suffix in {".html", ".md", ".txt"} and path.name != "LICENSE.txt":
            tree = environment.parse(path.read_text(encoding="utf-8"))
            names = [f"`{block.name}`" for block in tree.find_all(nodes.Block)]
            found.append((path.relative_to(folder).as_posix(), names))
    return [(name, names) for name, names in found if names]
