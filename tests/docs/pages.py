"""The Markdown of the documentation, as its tests read it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_BLOCK = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
# The first line of a file's text says which file it is, as a comment of the file itself.
_FILE = re.compile(r"(?:# |\{# |<!-- |/\* )([A-Za-z0-9_./-]+\.[a-z0-9]+)(?: #\}| -->| \*/)?")


def text_of(page: str) -> str:
    """The Markdown of ``page``, a path below ``docs/``."""
    return (DOCS / page).read_text(encoding="utf-8")


def blocks(text: str) -> list[tuple[str, str]]:
    """The fenced blocks of ``text``, in order: language and content."""
    return _BLOCK.findall(text)


def without_blocks(text: str) -> str:
    """``text`` without its fenced blocks."""
    return _BLOCK.sub("", text)


def named_file(block: str) -> tuple[str, str] | None:
    """The path that the first line of ``block`` names, and the lines below it."""
    first, _, rest = block.partition("\n")
    named = _FILE.fullmatch(first)
    return (named[1], rest) if named else None


def files(text: str) -> list[tuple[str, str]]:
    """The YAML files in ``text``: path and content."""
    found = []
    for language, block in blocks(text):
        if language == "yaml":
            named = named_file(block)
            assert named, f"the first line of an example names its file, not: {block[:40]}"
            found.append(named)
    return found


def section(text: str, heading: str) -> str:
    """What stands in ``text`` below ``heading``, without examples, up to the next heading."""
    text = without_blocks(text)
    found = re.search(rf"^#+ {re.escape(heading)}$(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def headings(text: str) -> list[str]:
    """The headings of ``text``."""
    return _HEADING.findall(without_blocks(text))
