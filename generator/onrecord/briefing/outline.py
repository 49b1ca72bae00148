"""What a briefing says, block by block, and how lines of views become such blocks.

One outline for Markdown, e-mail, DOCX and PDF: the same words in the same order in each.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal, TypeVar

from onrecord.briefing.sections.material import ShortenedList
from onrecord.render.site import SiteContext
from onrecord.views.act_lines import act_labels, act_line, state_line
from onrecord.views.acts import ActView
from onrecord.views.demand_rows import PositionView
from onrecord.views.language import direction
from onrecord.views.lines import Catalogue, Line, Span, dotted, phrase, titles

Look = Literal["", "strong", "quiet", "words"]

# Not allowed in XML at all, or turning the direction of whatever follows.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_SPACE = re.compile("[ \t\r\n\x85\u2028\u2029]+")


def tidy(text: str) -> str:
    r"""``text`` on one line, without what no file may hold; a space at its ends stays.

    >>> tidy("a\x00b\nc ")
    'ab c '
    """
    return _SPACE.sub(" ", _HARMFUL.sub("", text))


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """A piece of a line.

    Attributes:
        text: plain text; made tidy.
        href: an absolute address; empty where it leads nowhere.
        look: ``strong`` and ``quiet`` are more and less prominent, ``words`` are somebody's own.
        language: of the text, where it is not that of the briefing.
        main: it leads to the words themselves: the link to give where there is room for one.
    """

    text: str
    href: str = ""
    look: Look = ""
    language: str | None = None
    main: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", tidy(self.text))
        object.__setattr__(self, "href", _SPACE.sub("", _HARMFUL.sub("", self.href)))

    @property
    def direction(self) -> str | None:
        """``rtl`` where its language is written so."""
        return direction(self.language)


StyledLine = tuple[StyledSpan, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section: level 1, or 2 and 3 within one."""

    text: str
    level: Literal[1, 2, 3] = 1
    kind: Literal["heading"] = "heading"

    @property
    def html_level(self) -> int:
        """Its level where the title of the briefing has the first."""
        return self.level + 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        role: ``lead`` is the bottom line; ``alert`` must be seen before it is relied on; ``note``
            says how to read what is around it.
    """

    line: StyledLine
    role: Literal["text", "lead", "alert", "note"] = "text"
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list.

    Attributes:
        entries: each has a line and may have further ones below it.
        small: it is to be looked up rather than read.
    """

    entries: tuple[tuple[StyledLine, ...], ...]
    small: bool = False
    kind: Literal["bullets"] = "bullets"

    @property
    def items(self) -> tuple[ListItem, ...]:
        """The entries, each with its first line apart."""
        return tuple(map(ListItem, self.entries))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words, ready to paste.

    Attributes:
        before: lines that must be read before the words.
        words: in marks, in their own language.
        after: whose they are, when and where said, and how we have them.
    """

    before: tuple[StyledLine, ...]
    words: StyledSpan
    after: tuple[StyledLine, ...]
    kind: Literal["quotation"] = "quotation"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table where it is written as a list."""

    head: tuple[str, ...]
    cells: tuple[ListItem, ...]

    @property
    def name(self) -> ListItem:
        """What the row is about."""
        return self.cells[0]

    @property
    def named_cells(self) -> tuple[tuple[str, ListItem], ...]:
        """The other cells, each with the heading of its column."""
        return tuple(zip(self.head[1:], self.cells[1:], strict=True))

    @property
    def leading(self) -> tuple[ListItem, ...]:
        """All cells but the last."""
        return self.cells[:-1]

    @property
    def last(self) -> ListItem:
        """The last cell."""
        return self.cells[-1]

    @property
    def main_address(self) -> str:
        """Where the row leads."""
        return ListItem(tuple(line for cell in self.cells for line in cell.lines)).main_address


@dataclass(frozen=True, slots=True)
class BriefingTable:
    """A table with one row of headings.

    Attributes:
        caption: what it shows, for those who do not see what is above it.
        head: the heading of each column.
        rows: as many cells each, of one or more lines.
        widths: shares of the width.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[StyledLine, ...], ...], ...]
    widths: tuple[int, ...]
    kind: Literal["table"] = "table"

    @property
    def items(self) -> tuple[TableRow, ...]:
        """The rows, as the entries of a list."""
        return tuple(TableRow(self.head, tuple(map(ListItem, row))) for row in self.rows)

    @property
    def columns(self) -> tuple[tuple[str, int], ...]:
        """The heading of each column and its width in per cent."""
        return tuple(zip(self.head, self.percentages, strict=True))

    @property
    def percentages(self) -> tuple[int, ...]:
        """The width of each column in per cent."""
        return tuple(round(100 * width / sum(self.widths)) for width in self.widths)


Block = Heading | Paragraph | Bullets | Quotation | BriefingTable


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole briefing.

    Attributes:
        title: of the briefing.
        about: the lines below the title.
        foot: whose it is and as of when: at its end, and at the foot of each page where there are
            pages.
        language, direction: of our own words.
    """

    title: str
    about: tuple[StyledLine, ...]
    blocks: tuple[Block, ...]
    foot: str
    language: str
    direction: Literal["ltr", "rtl"]

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", tidy(self.title).strip())
        object.__setattr__(self, "foot", tidy(self.foot).strip())


def set_line(line: Line, address: Callable[[str], str], look: Look = "") -> StyledLine:
    """``line`` of a view with the look of each piece and the whole address of each page.

    Args:
        line: what is said; names of actors lead nowhere.
        address: gives the address of a site path; empty where it is not known.
        look: of what has none of its own.
    """
    made: list[StyledSpan] = []
    for span in line:
        # What a claim's own file says of a reply is no coded state.
        own = _LOOKS.get(span.role, look) if span.value or span.role != "state" else look
        if span.parts:
            made += set_line(span.parts, address, own)
        else:
            leads = span.uri is not None and span.role != "name"
            href = span.address or (address(span.uri or "") if leads else "")
            is_main = span.role == "read"
            made.append(StyledSpan(span.text, href, own, language=span.language, main=is_main))
    return tuple(made)


_LOOKS: Mapping[str, Look] = {
    "state": "strong",
    "act": "strong",
    "strong": "strong",
    "label": "quiet",
    "key-words": "words",
}


T = TypeVar("T")
SPACE: Line = (Span(" "),)


def quiet(line: Line) -> Line:
    """``line`` in less prominent type, except for what is strong in it."""
    return (Span("", "label", parts=line),) if line else ()


def strong(text: str) -> Line:
    """``text`` in strong type."""
    return (Span(text, "strong"),)


@dataclass(frozen=True, slots=True)
class Blocks:
    """Makes blocks in the words of one site, with whole addresses where the site's is known."""

    say: Catalogue
    site: SiteContext

    def set(self, line: Line) -> StyledLine:
        """``line`` as the outline has it."""
        return set_line(line, self.site.address)

    def paragraph(
        self, line: Line, role: Literal["text", "lead", "alert", "note"] = "text"
    ) -> Paragraph:
        """One paragraph."""
        return Paragraph(self.set(line), role)

    def note(self, key: str, /, **values: str | int) -> Paragraph:
        """The words for ``key``, which say how to read what is around them."""
        return self.paragraph(phrase(self.say, key, **values), "note")

    def bullets(
        self,
        entries: Iterable[Iterable[Line]],
        rows: ShortenedList[T] | None = None,
        *,
        small: bool = False,
    ) -> Bullets:
        """A list; its last entry says how many of ``rows`` are left out."""
        more = self.more(rows) if rows else ()
        every = [*entries, *([(quiet(more),)] if more else [])]
        return Bullets(tuple(tuple(map(self.set, lines)) for lines in every), small)

    def more(self, rows: ShortenedList[T]) -> Line:
        """How many of ``rows`` are left out, leading to all; nothing where all are shown."""
        words = self.say("briefing.more", count=rows.more) if rows.more else ""
        return (Span(words, "title", uri=rows.uri),) if words else ()

    def listed(
        self,
        name: str,
        rows: ShortenedList[T],
        entry: Callable[[T], Iterable[Line]],
        *,
        small: bool = False,
    ) -> Iterator[Block]:
        """A section that is a list: how to read it and its rows, or that there are none."""
        if not rows:
            yield self.note(f"briefing.{name}.none")
            return
        if f"briefing.{name}.how" in self.say:
            yield self.note(f"briefing.{name}.how")
        yield self.bullets(map(entry, rows.items), rows, small=small)

    def act(self, act: ActView, *, labels: bool = True) -> Line:
        """One act; where the site's address is known, with one way to its words."""
        shown = replace(act, uris=act.uris[:1])
        return act_line(shown, self.say, read=bool(self.site.info.url), labels=labels)

    def act_on(self, act: ActView) -> Line:
        """An act with what it is about; somebody's report of an answer is called one."""
        say = self.say
        told = act.kind == "answer" and act.told_by
        begins = (*phrase(say, "briefing.changes.told_act"), *SPACE) if told else ()
        about = [titles(say, act.demands), *(claim.line(say) for claim in act.claims)]
        labels = map(quiet, act_labels(act, say))
        return dotted(say, (*begins, *self.act(act, labels=False)), *about, *labels)

    def state(self, position: PositionView) -> Iterator[Line]:
        """The position of one addressee; later reports by others are below, set apart."""
        lines, say = position.deciding_lines, self.say
        if (len(lines) > 1 and position.composed) or not (lines or position.search):
            yield state_line(position.state, say=say)
        yield from map(self.act, lines)
        if position.search and not lines:
            yield self.act(position.search)
        for act in position.later_account_lines:
            key = "told_later" if act.told_by else "unnamed_later"
            label = phrase(say, f"position.{key}")
            yield quiet((*label, *SPACE, *self.act(act)))
