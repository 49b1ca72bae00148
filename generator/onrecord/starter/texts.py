"""The texts of `templates/starter/`, filled in.

They are YAML, Markdown and workflows, full of braces of their own: so their marks are square, as in
`[= name =]`, and nothing is escaped but where a filter says so.
"""

import json
from functools import cache
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from onrecord.render.templates import packaged_templates

STARTER = "starter"
# Names that tools would pass over, or take for this project's own, lie here under another one.
_DOT = "dot-"


def starter_folder() -> Path:
    """Where the texts lie."""
    return packaged_templates() / STARTER


def files_below(folder: str) -> tuple[PurePosixPath, ...]:
    """Each file in ``folder`` of the starter, as a path from there; not what tools leave behind."""
    top = starter_folder() / folder
    files = sorted(path.relative_to(top) for path in top.rglob("*") if path.is_file())
    return tuple(
        PurePosixPath(path.as_posix())
        for path in files
        if not any(part.startswith("__") or part.endswith("_cache") for part in path.parts)
    )


def dotted(path: PurePosixPath) -> PurePosixPath:
    """``path`` as it is called in a desk: `dot-gitignore` is `.gitignore`."""
    parts = (
        f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part for part in path.parts
    )
    return PurePosixPath(*parts)


def text_of(path: PurePosixPath) -> str:
    """The text at ``path`` of the starter as it is."""
    return (starter_folder() / path).read_text(encoding="utf-8")


def fill(path: PurePosixPath, **values: object) -> str:
    """The text at ``path`` of the starter with ``values`` filled in."""
    return _environment().get_template(path.as_posix()).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - no HTML: these texts become files of the newsroom's
        loader=FileSystemLoader(starter_folder()),
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[=",
        variable_end_string="=]",
        comment_start_string="[#",
        comment_end_string="#]",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["yaml_text"] = _yaml_text
    return environment


def _yaml_text(text: str) -> str:
    """``text`` as a value of YAML, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)  # a JSON text is a YAML text
