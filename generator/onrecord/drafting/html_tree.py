"""A saved web page as a tree: what it says of itself, and the blocks of text in it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

# Elements without an end tag, and those that hold nothing that is read.
_EMPTY = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
UNREAD = frozenset(
    "button canvas datalist embed iframe math noscript object script select style svg template "  # noqa: SIM905
    "textarea title".split()
)
# What begins a paragraph of its own.
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "  # noqa: SIM905
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary "
    "table tbody tfoot thead tr ul".split()
)
# An open element that the start of another one ends, as HTML has it.
_ENDED_BY = {
    "p": BLOCKS,
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr"}),
    "td": frozenset({"td", "th", "tr"}),
    "th": frozenset({"td", "th", "tr"}),
    "option": frozenset({"option"}),
}
# What an end tag or an implied end does not reach beyond.
_WALLS = frozenset({"table", "body", "html"})
# Deeper elements are taken for their parent's, so that no page is too deep to be walked.
_DEEPEST = 150
# What a browser shows around the text of an element.
_CELL = "\x1e"  # the end of a cell, for which a tab is written
_AROUND = {"q": ("\u201c", "\u201d"), "td": (" ", _CELL), "th": (" ", _CELL)}
# What HTML shows as one space. A no-break space is none of them.
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\0"  # no page has it


class Element:
    """An element of a page, with its children: elements and texts."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    def find_all(self, *tags: str) -> Iterator["Element"]:
        """The elements with one of these ``tags``."""
        return (element for element in self.walk() if element.tag in tags)

    def text(self) -> str:
        """All text that is read, on one line."""
        return _SPACE.sub(" ", "".join(_texts(self))).strip()

    @property
    def is_plain(self) -> bool:
        """Whether it has no elements, only text."""
        return all(isinstance(child, str) for child in self.children)

    def raw_text(self) -> str:
        """The text directly in it, as it is: of a script, all of it."""
        return "".join(child for child in self.children if isinstance(child, str))

    @property
    def names(self) -> str:
        """Its class and id, by which authors of pages say what it is for."""
        return f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}".lower()

    @property
    def hidden(self) -> bool:
        """Whether a reader does not see it."""
        style = self.attributes.get("style", "").replace(" ", "").lower()
        return (
            "hidden" in self.attributes
            or self.attributes.get("aria-hidden") == "true"
            or "display:none" in style
            or "visibility:hidden" in style
        )


class _Builder(HTMLParser):
    """Builds the tree; what is never closed ends where its parent ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("html", {}, None)
        self.comments: list[str] = []
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}
        if tag == "html":
            self.root.attributes = attributes | self.root.attributes
            return
        self._end_implied(tag)
        parent = self._open[-1]
        element = Element(tag, attributes, parent)
        parent.children.append(element)
        if tag not in _EMPTY and len(self._open) < _DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # in HTML the slash says nothing
        if self._open[-1].tag == tag and tag not in BLOCKS:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].tag == tag:
                del self._open[index:]
                return
            if self._open[index].tag in _WALLS:
                return

    def handle_data(self, data: str) -> None:
        parent = self._open[-1]
        lines = data.split("\n") if any(each.tag == "pre" for each in self._open) else [data]
        for number, line in enumerate(lines):
            parent.children += [Element("br", {}, parent), line] if number else [line]

    def handle_comment(self, data: str) -> None:
        if len(self.comments) < 20:
            self.comments.append(data)

    def _end_implied(self, tag: str) -> None:
        for index in range(len(self._open) - 1, 0, -1):
            if tag in _ENDED_BY.get(self._open[index].tag, ()):
                del self._open[index:]
                return
            if self._open[index].tag in BLOCKS or self._open[index].tag in _WALLS:
                return


def parse_page(html: str) -> tuple[Element, list[str]]:
    """The tree of ``html``, whatever is wrong with it, and its first comments."""
    builder = _Builder()
    # `HTMLParser` refuses some `<![…`: to a browser each of them is a comment that ends with `>`.
    builder.feed(html.replace("<![", "<!x["))
    builder.close()
    return builder.root, builder.comments


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br" or child.tag in BLOCKS:
            yield " "
            yield from _texts(child)
            yield " "
        elif child.tag not in UNREAD:
            yield from _texts(child)


def block_texts(element: Element, leave_out: frozenset[Element] = frozenset()) -> Iterator[str]:
    """The paragraphs of ``element``, each on one line but for `<br>`; none is empty."""
    inline: list[str] = []
    for text in _pieces(element, leave_out):
        if text is None:
            yield from _paragraphs("".join(inline))
            inline.clear()
        else:
            inline.append(text)
    yield from _paragraphs("".join(inline))


def _pieces(element: Element, leave_out: frozenset[Element]) -> Iterator[str | None]:
    """The texts in ``element``, ``_BREAK`` for `<br>`, and None at the edges of blocks."""
    for child in element.children:
        if isinstance(child, str):
            yield child.replace(_BREAK, " ").replace(_CELL, " ")
        elif child.tag == "br":
            yield _BREAK
        elif child.tag not in UNREAD and child not in leave_out and not child.hidden:
            before, after = (
                (None, None) if child.tag in BLOCKS else _AROUND.get(child.tag, ("", ""))
            )
            yield before
            yield from _pieces(child, leave_out)
            yield after


def _paragraphs(text: str) -> Iterator[str]:
    lines = "\n".join(
        "\t".join(filter(None, (_SPACE.sub(" ", cell).strip() for cell in line.split(_CELL))))
        for line in text.split(_BREAK)
    )
    # Two breaks in a row begin a paragraph, where authors write no `<p>`.
    return (part.strip() for part in re.split(r"\n{2,}", lines) if part.strip())
