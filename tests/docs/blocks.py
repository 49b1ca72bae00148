"""The table of the blocks and macros of all templates, as the reference has it."""

import re
from collections.abc import Iterable

from jinja2 import Environment, nodes

from onrecord.render.environments import CachedParts
from onrecord.render.templates import packaged_templates

from .pages import DOCS

FILE = DOCS / "reference" / "templates.md"
_TABLE = re.compile(r"\| template \| blocks \|(?: macros \|)?\n(?:\|.*\n)+")
_FOLDERS = ("pages", "cards", "briefing", "changes", "theme")


def written() -> str:
    """The whole page, with the blocks and macros that the templates have."""
    text = FILE.read_text(encoding="utf-8")
    rows = "".join(f"| `{name}` | {blocks} | {macros} |\n" for name, blocks, macros in _parts())
    table = f"| template | blocks | macros |\n| --- | --- | --- |\n{rows}"
    assert len(_TABLE.findall(text)) == 1, "the page has one place for the blocks"
    return _TABLE.sub(lambda _: table, text)


def _parts() -> list[tuple[str, str, str]]:
    """Each template that has blocks, with their names in order; of a card also its macros."""
    folder = packaged_templates()
    environment = Environment(extensions=[CachedParts])  # noqa: S701 - it renders nothing
    found = []
    for path in sorted(path for name in _FOLDERS for path in (folder / name).rglob("*.*")):
        if path.suffix in {".html", ".md", ".txt"} and path.name != "LICENSE.txt":
            tree = environment.parse(path.read_text(encoding="utf-8"))
            blocks = (*_frame(tree), *tree.find_all(nodes.Block))
            macros = tree.find_all(nodes.Macro) if path.parent.name == "cards" else ()
            found.append((path.relative_to(folder).as_posix(), _listed(blocks), _listed(macros)))
    return [row for row in found if row[1]]


def _listed(parts: Iterable[nodes.Block | nodes.Macro]) -> str:
    return ", ".join(dict.fromkeys(f"`{part.name}`" for part in parts))


def _frame(tree: nodes.Template) -> list[nodes.Block]:
    """The blocks of the frame of lists, where ``tree`` extends it."""
    extended = tree.find(nodes.Extends)
    if not extended or extended.template != nodes.Const("pages/list.html"):
        return []
    text = (packaged_templates() / "pages/list.html").read_text(encoding="utf-8")
    return list(Environment(extensions=[CachedParts]).parse(text).find_all(nodes.Block))  # noqa: S701 - it renders nothing
