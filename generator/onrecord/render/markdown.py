"""Markdown from templates: every value is data until it is marked as Markdown.

Text of the content can neither format, link, mention anybody, begin a list or a heading, leave the
cell of a table, nor inject HTML, wherever the Markdown is read (CommonMark and GitHub's extensions:
https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from onrecord.views.saying import one_line

# Punctuation that means something somewhere in a line.
_INLINE = re.compile(r"[\\`*_\[\]~|$]|<(?=[A-Za-z/!?])|&(?=[#A-Za-z])")
# What means something only where a line begins: headings, lists, quotes, rules, tables.
_LEADING = re.compile(r"^(?:[#>+=-]|(\d{1,9})(?=[.)]))")
# What GitHub, GitLab and chats make a mention, an issue, a commit or a link of.
_REACHING = re.compile(
    r"@(?=\w)|#(?=\d)|(?<=\w)!(?=\d)|(?<=://)(?=.)|(?<=www)(?=\.)|:(?=[a-z_+-]+:)"
)
_JOINER = "\N{WORD JOINER}"


class Escaped(str):
    """Markdown that needs no escaping."""

    __slots__ = ()


def escape_markdown(text: str) -> Escaped:
    r"""``text`` on one line, as Markdown that shows it letter by letter.

    >>> print(escape_markdown("# 5 * 3 <b>"))
    \# 5 \* 3 \<b>
    """
    line = one_line(text)
    line = _REACHING.sub(lambda found: found[0] + _JOINER, line)
    line = _INLINE.sub(lambda found: "\\" + found[0], line)
    return Escaped(_LEADING.sub(_quiet, line))


def _quiet(found: re.Match[str]) -> str:
    # "1. of May" is no list; a digit cannot be escaped, the mark behind it can, but it is not ours.
    return found[0] + _JOINER if found[1] else "\\" + found[0]


def _finalize(value: object) -> str:
    if isinstance(value, Escaped):
        return value
    if isinstance(value, Markup):  # words from the catalogue: ours, with escaped values in them
        return escape_markdown(value.unescape())
    return escape_markdown(str(value))


def markdown_environment(folders: Sequence[Path]) -> Environment:
    """An environment for Markdown templates in ``folders`` (an earlier one wins).

    Every printed value is escaped unless it is ``Escaped``; what is not there is an error.
    """
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=False,  # noqa: S701 - it is Markdown: `finalize` escapes for that
        finalize=_finalize,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
