"""One thing that can be found: the names and words it is found by, and what is shown of it."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from onrecord.views.lines import one_line

# In the order in which results are grouped.
KINDS = ("actors", "demands", "claims", "quotes", "articles", "topics")


@dataclass(frozen=True, slots=True)
class Result:
    """What a result shows, all of it plain text.

    Attributes:
        uri: site path.
        text: a name, a title, or the words.
        facts: one line: who, when, where.
        label: what must be known before the text is read, such as whose claim it is.
        language: of the text, where it is not ours.
        quoted: whether the text is somebody's very words, and so is set in quotation marks.
        names: other names, each with its language or an empty text.
    """

    uri: str
    text: str
    facts: str
    label: str = ""
    language: str = ""
    quoted: bool = False
    names: tuple[tuple[str, str], ...] = ()

    def line(self) -> str:
        """The result as one line of JSON: an array without the empty values at its end."""
        values: list[object] = [self.uri, self.text, self.facts]
        more: list[object] = [self.label, self.language, int(self.quoted), self.names]
        while more and not more[-1]:
            more.pop()
        return json.dumps(values + more, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A result with the words that find it.

    Attributes:
        kind: one of ``KINDS``.
        strong: words of its name or title; for a quote, of its speaker's names.
        weak: all other words that find it.
        names: whole names, of actors and topics: these are looked up by name.
    """

    kind: str
    result: Result
    strong: Collection[str]
    weak: Collection[str]
    names: tuple[str, ...] = ()


# Long enough that the words looked for are mostly within, short enough for a page of results.
_EXCERPT_LENGTH = 300


def excerpt(text: str, length: int = _EXCERPT_LENGTH) -> str:
    """``text`` on one line, ended by an ellipsis at a word where it is longer than ``length``.

    >>> excerpt("We will not work nights", 14)
    'We will not …'
    """
    line = one_line(text)
    if len(line) <= length:
        return line
    return (line[:length].rpartition(" ")[0] or line[: length - 1]) + " …"


def join_facts(*parts: str | None) -> str:
    """The parts there are, set apart by middle dots."""
    return " · ".join(filter(None, parts))
