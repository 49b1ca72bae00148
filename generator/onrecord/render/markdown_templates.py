"""Markdown from templates: every value is data until it is marked as Markdown.

Text of the content can neither format, link, mention anybody, begin a list or a heading, leave the
cell of a table, nor inject HTML, wherever the Markdown is read (CommonMark and GitHub's extensions:
https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup, escape

from onrecord.reading.texts import with_directions_ended
from onrecord.views.lines import one_line

from .environments import template_environment
from .site import file_name
from .words import Words

# Punctuation that means something somewhere in a line: "*", "[", "<b", "&amp"; "<" and "&" also at
# the end of a text, since another text may follow.
_INLINE = re.compile(r"[\\`*_\[\]~|$]|<(?=[A-Za-z/!?]|$)|&(?=[#A-Za-z]|$)")
# What means something only where a line begins: headings, lists, quotes, rules, tables, and the
# commands of GitLab, which a comment may give.
_LEADING = re.compile(r"^(?:[#>+=:/-]|(\d{1,9})(?=[.)]))")
# What GitHub, GitLab and chats make a mention, an issue, a commit or a link of. They look for it
# in the text that is left once Markdown is read, so no backslash helps: an invisible joiner does.
_REACHING = re.compile(
    r"@(?!\s)|#(?=\w|$)|[!$&](?=\d|$)|[~%](?=[\w\"]|$)|(?<=\bGH)-(?=\d)|:(?=//|$)"
    r"|(?<=www)(?=\.)|:(?=[\w+-]+:)|\[(?=\[|[a-z_]+:)",
    re.IGNORECASE,
)
# What looks like the name of a commit: 7 to 40 hexadecimal digits.
_COMMIT = re.compile(r"\b[0-9a-f]{7,40}\b", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"


class Escaped(str):
    """Markdown that needs no escaping."""

    __slots__ = ()


def escape_markdown(text: str) -> Escaped:
    r"""``text`` on one line, as Markdown that shows it letter by letter.

    >>> print(escape_markdown("# 5 * 3 <b>"))
    \# 5 \* 3 \<b>
    """
    line = _harmless(text)
    line = _REACHING.sub(lambda found: found[0] + _JOINER, line)
    line = _COMMIT.sub(lambda found: _JOINER.join(re.findall(".{1,6}", found[0])), line)
    line = _INLINE.sub(lambda found: "\\" + found[0], line)
    return Escaped(_LEADING.sub(_quiet, line))


def struck(text: str) -> Escaped:
    """``text`` as removed: ``~~struck~~``."""
    return _marked("~~", text)


def strong(text: str) -> Escaped:
    """``text`` as added, or as what counts: ``**strong**``."""
    return _marked("**", text)


def code(text: str) -> Escaped:
    """``text`` in a code span, on one line: where it is, not what it says."""
    line = _harmless(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    room = " " if line.startswith("`") or line.endswith("`") else ""
    return Escaped(f"{fence}{room}{line}{room}{fence}") if line else Escaped()


def link(text: str, address: str) -> Escaped:
    """A link to the absolute ``address``; ``text`` alone if that is no address on the web."""
    shown = text if isinstance(text, Escaped) else escape_markdown(text)
    if not re.match(r"https?://", address):
        return shown
    # What a destination may have in it as it is, but for what ends it; `%` is left as it is.
    safe = quote(_harmless(address), safe="%/:?#@!$&+,;=~-._")
    return Escaped(f"[{shown}]({safe.replace('&', '&amp;')})")


class MarkdownWords:
    """The catalogue for Markdown templates: values that are ``Escaped`` stay what they are."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, key: str, /, **values: object) -> Escaped:
        """The words for ``key``. Raises WordsFault as `Words` does."""
        # Private characters take the place of the values until the phrase around them is escaped.
        names = list(values)
        places: dict[str, object] = {name: f"\ue000{i}\ue001" for i, name in enumerate(names)}
        if "count" in values:  # a plural looks at it
            places["count"] = values["count"]
        phrase = escape_markdown(self._words(key, **places).unescape())
        return Escaped(
            re.sub("\ue000(\\d+)\ue001", lambda at: _finalize(values[names[int(at[1])]]), phrase)
        )

    def __contains__(self, key: object) -> bool:
        return key in self._words


def markdown_environment(
    folders: Sequence[Path], values: Mapping[str, object] | None = None
) -> Environment:
    """An environment with ``values`` for Markdown templates in ``folders`` (an earlier one wins).

    Every printed value is escaped unless it is ``Escaped``; what is not there is an error.
    Templates find the filters `struck`, `strong`, `code` and `to` (``text|to(address)``), `html`
    for text inside a tag, where no Markdown is read, `file_name` for the end of a path, and `made`
    for the output of a macro of theirs, which is Markdown already and nothing else may be.
    """
    environment = template_environment(folders, finalize=_finalize, keep_trailing_newline=True)
    environment.concat = _joined  # type: ignore[method-assign]  # Jinja's own makes a plain string
    environment.filters.update(struck=struck, strong=strong, code=code, to=link)
    environment.filters.update(html=_html, made=Escaped, file_name=file_name)
    environment.globals.update(values or {})
    return environment


def _joined(parts: Iterable[str]) -> Escaped:
    """The text of a block, which is Markdown already; `super()` makes a value of it."""
    return Escaped("".join(parts))


def _finalize(value: object) -> str:
    if isinstance(value, Escaped):
        return value
    if isinstance(value, Markup):  # words from the catalogue: ours, with escaped values in them
        return escape_markdown(value.unescape())
    return escape_markdown(str(value))


def _html(text: str) -> Escaped:
    return Escaped(escape(_harmless(text)))


def _quiet(found: re.Match[str]) -> str:
    # "1. of May" is no list; a digit cannot be escaped, the mark behind it can, but it is not ours.
    return found[0] + _JOINER if found[1] else "\\" + found[0]


def _marked(mark: str, text: str) -> Escaped:
    shown = text if isinstance(text, Escaped) else escape_markdown(text)
    if not shown:
        return Escaped()
    # A joiner on each inner side: marks next to punctuation would else be no marks ("a**,**b").
    first = "" if shown[0].isalnum() else _JOINER
    last = "" if shown[-1].isalnum() else _JOINER
    return Escaped(f"{mark}{first}{shown}{last}{mark}")


def _harmless(text: str) -> str:
    """``text`` on one line, without control characters, what turns its direction ended in it."""
    line = one_line(text)
    if line.isascii() and line.isprintable():
        return line
    return with_directions_ended("".join(_shown(character) for character in line))


def _shown(character: str) -> str:
    refused = unicodedata.category(character) in ("Cc", "Cs")
    return "\N{REPLACEMENT CHARACTER}" if refused else character


def spaced(text: str) -> str:
    """``text`` with one empty line between blocks, however its template is laid out."""
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"
