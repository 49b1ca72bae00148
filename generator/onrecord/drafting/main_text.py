"""Where a saved web page has its text, apart from menus and comments; the day at a text's head.

The text is in the smallest element that has most of the prose of the page. Of 130 saved pages with
a known text (Mozilla's Readability has them as its tests) it finds the words with an F1 of 0.96.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from .html_tree import BLOCKS, UNREAD, Element, block_texts
from .page_facts import dated

# What authors of pages call the text (its class or id), and what they call all else around it.
_TEXT = re.compile(r"article|body|blog|content|entry|main|page|post|prose|story|text|transcript")
_OTHER = re.compile(
    r"-ad-|\bads?\b|\bad[s_-]|advert|banner|breadcrumb|byline|caption|combx|comment|contact|cookie|disqus|"
    r"footer|footnote|gdpr|masthead|media|menu|\bmeta\b|modal|newsletter|outbrain|pager|popup|"
    r"print-only|promo|recirc|related|remark|rss|scroll|share|sharing|shoutbox|sidebar|skip|social|"
    r"sponsor|subscri|taboola|\btags?\b|teaser|toolbar|widget"
)
# What is called like the above may be the article all the same where its name has one of these.
_MAYBE = re.compile(r"\bbody\b|article|column|content|\bmain\b|story|text")
# What shows nobody these words, or only to who hears the page.
_HIDDEN = re.compile(
    r"(?<![\w-])(?:hidden|visually-?hidden|sr-only|(?:screen-reader|assistive)(?:-text|-only))(?![\w-])"
)
_NEVER = frozenset({"nav", "footer", "aside", "figure"})
_ROLES = frozenset({"navigation", "complementary", "banner", "contentinfo", "search", "dialog"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Characters of a paragraph that is prose; an item of a list or a table needs three times as many.
_LONG = 80
# How much of the prose of a page is in its text, and how much one has that is never dropped.
_MOST = 0.75
_MUCH = 0.25
_FEW_COMMAS = 10
_FIRST_LINES = 6  # among which a line with a date is
# Words beside a date that such a line has at most, and characters of a place before one.
_WORDS_BESIDE, _PLACE = 6, 60
# What is before a date at the head of a text: "LONDON, ", "Radio Estuary, ", "GENEVA (AP) — ".
_PLACED = re.compile(
    r"(?:[^\W\d_][\w.’'-]*[ ,]{1,2}){1,5}(?:\([^)]{2,30}\) ?)?(?:[–—-]{1,2} )?(?:[Ll]e )?"
)
_WEEKDAY = re.compile(
    r"(?i)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|(?:lun|mar|mercre|jeu|vendre|same)di) $"
)
_BEHIND_DATE = re.compile(r",? ?(?:\([^)]{2,30}\))? ?[–—-]")


def main_text(page: Element) -> str:
    """The main text of ``page``, with empty lines between paragraphs; empty without one."""
    body = next(page.find_all("body"), page)
    dropped = _unlikely(body)
    prose = _prose(body, dropped)
    best: Element | None = body if prose[body] else None
    inner = best
    while inner:
        best = inner
        most = (each for each in _inside(best) if prose[each] >= _MOST * prose[best])
        inner = next((each for each in most if not _is_paragraph(each)), None)
    if best is None:  # notes, a list or a table
        return _joined(body, dropped) or _joined(body, set())
    marked = [
        element
        for element in best.walk()
        if "articlebody" in element.attributes.get("itemprop", "").lower()
        and prose[element] > _MUCH * prose[best]
    ]
    best = marked[0] if len(marked) == 1 else best
    much = {element for element in best.walk() if prose[element] > _MUCH * prose[best]}
    return _joined(best, dropped | _furniture(best) - much)


def _joined(element: Element, dropped: set[Element]) -> str:
    return "\n\n".join(block_texts(element, frozenset(dropped)))


def _inside(element: Element) -> Iterator[Element]:
    return (child for child in element.children if isinstance(child, Element))


def _unlikely(body: Element) -> set[Element]:
    """Elements that are no text of the article, by their tag, their role or their names.

    What has a good part of all prose is kept, whatever its author calls it.
    """
    prose = _prose(body, set())
    return {
        element
        for element in body.walk()
        if element is not body
        and element.tag != "article"
        and prose[element] <= _MOST * prose[body]
        and (
            _is_around_text(element)
            or (
                (_is_named_other(element) or _HIDDEN.search(element.names))
                and prose[element] <= _MUCH * prose[body]
            )
        )
    }


def _is_around_text(element: Element) -> bool:
    if element.tag == "header":
        return not _within(element, "article", "main")
    return element.tag in _NEVER or element.attributes.get("role") in _ROLES


def _is_named_other(element: Element) -> bool:
    names = element.names
    return (
        element.tag in BLOCKS
        and bool(_OTHER.search(names))
        and not _MAYBE.search(names)
        and not _within(element, "table", "code")
    )


def _within(element: Element, *tags: str) -> bool:
    parent = element.parent
    while parent:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _prose(body: Element, dropped: set[Element]) -> defaultdict[Element, float]:
    """The number of characters in long paragraphs of each element, without links."""
    found: defaultdict[Element, float] = defaultdict(float)
    for element in _kept(body, dropped):
        length = len(element.text()) if _is_paragraph(element) else _inline_length(element)
        if length < (3 * _LONG if element.tag in ("li", "td") else _LONG):
            continue
        counted = length * max(0.0, 1 - 2 * _link_share(element))
        above: Element | None = element
        while above and above is not body.parent:
            found[above] += counted
            above = above.parent
    return found


def _kept(body: Element, dropped: set[Element]) -> Iterator[Element]:
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element not in dropped and not element.hidden:
            yield element
            waiting += _inside(element)


def _is_paragraph(element: Element) -> bool:
    """Whether it is a paragraph: by its tag, or a block with text and no blocks in it."""
    if element.tag in ("p", "pre", "td", "blockquote", "li", "dd"):
        return True
    is_block = element.tag in ("div", "section")
    return is_block and not any(child.tag in BLOCKS for child in _inside(element))


def _inline_length(element: Element) -> int:
    """The number of characters in an element itself, outside the blocks in it."""
    if element.tag not in ("div", "section", "article", "main", "body"):
        return 0
    return sum(
        len(child.strip() if isinstance(child, str) else child.text())
        for child in element.children
        if isinstance(child, str) or (child.tag not in BLOCKS and child.tag not in UNREAD)
    )


def _link_share(element: Element) -> float:
    length = len(element.text())
    linked = sum(len(link.text()) for link in element.find_all("a"))
    return linked / length if length else 0.0


def _furniture(best: Element) -> set[Element]:
    """Elements within the text that are not part of it: lists of links, adverts."""
    found: set[Element] = set()
    for element in best.walk():
        if element is best or element.tag not in BLOCKS:
            continue
        links = _link_share(element)
        named_other = bool(_OTHER.search(element.names))
        if element.tag in ("p", "blockquote", "pre", *_HEADINGS):
            is_other = named_other and links > 0.5
        else:
            text = element.text()
            is_other = (
                (links > 0.5 and (len(text) < 500 or element.tag in ("ul", "ol")))
                or (named_other and not _TEXT.search(element.names) and links > 0.2)
                or (element.tag == "form" and text.count(",") < _FEW_COMMAS)
            )
        if is_other:
            found.add(element)
    return found


def day_at_head(text: str) -> str | None:
    """The day that a line with little else names at the head of a text, or its dateline."""
    lines = [line.strip() for line in text[:2_000].splitlines() if line.strip()]
    for number, line in enumerate(lines[:_FIRST_LINES]):
        if (found := dated(line)) is None:
            continue
        day, start, end = found
        words = (line[:start] + line[end:]).split()
        beside = [word for word in words if any(map(str.isalpha, word))]
        # A headline that has a date may be about that day.
        apart = not start or line[start - 2] in ",–—-" or _WEEKDAY.search(line[:start])
        alone = len(beside) <= _WORDS_BESIDE and (number or apart)
        place = start < _PLACE and _PLACED.fullmatch(line[:start])
        placed = place and _BEHIND_DATE.match(line, end)
        sentence = line[-1] in ".?!" and line[-3:-1].lower() != ".m"  # "2:05 P.M."
        if placed or (alone and not sentence):
            return day
    return None
