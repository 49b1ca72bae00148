"""What a briefing says, block by block.

One outline for Markdown, e-mail, DOCX and PDF: the same words in the same order in each format.
The module of a format is loaded when it is asked for.
"""

import re
from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from operator import attrgetter
from typing import Literal, TypeAlias, cast

from onrecord.briefing.sections.briefing_view import BriefingView
from onrecord.records import fixed
from onrecord.render.site import SiteContext
from onrecord.views.language import direction
from onrecord.views.lines import Catalogue, Line

Look = Literal["", "strong", "quiet", "words"]

# Not allowed in XML at all, or turning the direction of whatever follows.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# All that ends a line or parts words becomes one space: a block is one line of text.
_SPACE = re.compile("[ \t\r\n\x85\u2028\u2029]+")


def tidy(text: str) -> str:
    r"""``text`` on one line, without what no file may hold; a space at its ends stays.

    >>> tidy("a\x00b\nc ")
    'ab c '
    """
    return _SPACE.sub(" ", _HARMFUL.sub("", text))


@fixed
class StyledSpan:
    """A piece of a line."""

    text: str  #: plain text; made tidy
    href: str = ""  #: an absolute address; empty where it leads nowhere
    look: Look = ""  #: `strong` and `quiet` are more and less prominent, `words` are somebody's own
    language: str | None = None  #: of the text, where it is not that of the briefing
    main: bool = False  #: it leads to the words themselves: the link to give if there is room

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", tidy(self.text))
        object.__setattr__(self, "href", _SPACE.sub("", _HARMFUL.sub("", self.href)))

    @property
    def direction(self) -> str | None:
        """``rtl`` where its language is written so."""
        return direction(self.language)


StyledLine = tuple[StyledSpan, ...]


@fixed
class Heading:
    """The heading of a section: level 1, or 2 and 3 within one."""

    text: str
    level: Literal[1, 2, 3] = 1
    kind: Literal["heading"] = "heading"

    @property
    def html_level(self) -> int:
        """Its level where the title of the briefing has the first."""
        return self.level + 1


@fixed
class Paragraph:
    """One paragraph."""

    line: StyledLine
    #: `lead` is the bottom line; `alert` must be seen before it is relied on; `note` says how to
    #: read what is around it
    role: Literal["text", "lead", "alert", "note"] = "text"
    kind: Literal["paragraph"] = "paragraph"


@fixed
class ListItem:
    """A line that may have further ones below it: of a list, or in a cell."""

    lines: tuple[StyledLine, ...]

    @property
    def first(self) -> StyledLine:
        """The line itself."""
        return self.lines[0]

    @property
    def further(self) -> tuple[StyledLine, ...]:
        """The lines below it."""
        return self.lines[1:]

    @property
    def main_address(self) -> str:
        """Where it leads: to the words where a line does, else where the first link does."""
        linked = [span for line in self.lines for span in line if span.href]
        return next((span.href for span in [*filter(attrgetter("main"), linked), *linked]), "")


@fixed
class Bullets:
    """A list."""

    entries: tuple[tuple[StyledLine, ...], ...]  #: each has a line, and may have more below it
    small: bool = False  #: it is to be looked up rather than read
    kind: Literal["bullets"] = "bullets"

    @property
    def items(self) -> tuple[ListItem, ...]:
        """The entries, each with its first line apart."""
        return tuple(map(ListItem, self.entries))


@fixed
class Quotation:
    """Somebody's words, ready to paste."""

    before: tuple[StyledLine, ...]  #: lines that must be read before the words
    words: StyledSpan  #: in marks, in their own language
    after: tuple[StyledLine, ...]  #: whose they are, when and where said, and how we have them
    kind: Literal["quotation"] = "quotation"


@fixed
class TableRow:
    """A row of a table where it is written as a list."""

    labels: tuple[str, ...]  #: the headings of the columns, with the colon of their language
    cells: tuple[ListItem, ...]

    @property
    def name(self) -> ListItem:
        """The subject of the row."""
        return self.cells[0]

    @property
    def named_cells(self) -> tuple[tuple[str, ListItem], ...]:
        """The other cells, each with its label."""
        return tuple(zip(self.labels[1:], self.cells[1:], strict=True))

    @property
    def last(self) -> ListItem:
        """The last cell."""
        return self.cells[-1]

    @property
    def main_address(self) -> str:
        """Where the row leads."""
        return ListItem(tuple(line for cell in self.cells for line in cell.lines)).main_address


@fixed
class BriefingTable:
    """A table with one row of headings."""

    caption: str  #: what it shows, for those who do not see what is above it
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[StyledLine, ...], ...], ...]  #: as many cells each, of a line or more
    widths: tuple[int, ...]
    colon: str  #: what follows a heading where the table is written as a list
    kind: Literal["table"] = "table"

    @property
    def items(self) -> tuple[TableRow, ...]:
        """The rows, as the entries of a list."""
        labels = tuple(heading + self.colon for heading in self.head)
        return tuple(TableRow(labels, tuple(map(ListItem, row))) for row in self.rows)

    @property
    def columns(self) -> tuple[tuple[str, int], ...]:
        """The heading of each column and its width in per cent."""
        every = sum(self.widths)
        shares = (round(100 * width / every) for width in self.widths)
        return tuple(zip(self.head, shares, strict=True))


Block = Heading | Paragraph | Bullets | Quotation | BriefingTable


@fixed
class Outline:
    """A whole briefing."""

    title: str
    about: tuple[StyledLine, ...]
    blocks: tuple[Block, ...]
    foot: str  #: whose it is and as of when: at its end, and at the foot of each page if any
    language: str  #: of our own words
    direction: Literal["ltr", "rtl"]  #: of our own words

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", tidy(self.title).strip())
        object.__setattr__(self, "foot", tidy(self.foot).strip())


def set_line(line: Line, address: Callable[[str], str], look: Look = "") -> StyledLine:
    """``line`` of a view: each piece with its look, or else ``look``; each link with its address.

    ``address`` returns the address of a site path, or an empty text. Names of actors are no links.
    """
    made: list[StyledSpan] = []
    for span in line:
        # What a claim's own file says of a reply is no coded state.
        own = _LOOKS.get(span.role, look) if span.value or span.role != "state" else look
        if span.parts:
            made += set_line(span.parts, address, own)
        else:
            leads = span.uri is not None and span.role != "name"
            href = (address(span.uri or "") if leads else "") or span.address
            is_main = span.role in ("read", "key-words")
            made.append(StyledSpan(span.text, href, own, language=span.language, main=is_main))
    return tuple(made)


_STRONG: Look = "strong"
_LOOKS: Mapping[str, Look] = {
    **dict.fromkeys(("state", "act", "strong"), _STRONG),
    "label": "quiet",
    "key-words": "words",
}

FORMATS = ("markdown", "html", "email", "docx", "pdf")

# These are no text: they go into a file and never onto a terminal.
BINARY = frozenset({"docx", "pdf"})


@fixed
class BriefingFile:
    """A briefing as a file."""

    data: bytes
    boxed: Collection[str] = ()  #: the letters for which a box is shown, because no font has them


# From a briefing, our own words as plain text and the site to a file. It raises `TemplateFault`
# where a template cannot be used.
MakeFile: TypeAlias = Callable[[BriefingView, Catalogue, SiteContext], BriefingFile]


def make_file(form: str) -> MakeFile:
    """The function that makes ``form``, one of ``FORMATS``."""
    module = import_module(f"onrecord.briefing.{'docx' if form == 'docx' else 'formats'}")
    return cast("MakeFile", getattr(module, f"make_{form}"))
