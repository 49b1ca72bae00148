"""An article that is being typed, and its source as the page shows it, with its quotes in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import takewhile
from typing import Any

from onrecord.captures.edges import begins_within, ends_within
from onrecord.captures.places import SourceText
from onrecord.captures.quotation import compared_words
from onrecord.captures.quote_comparison import CONTEXT, QuoteComparison, compare_words
from onrecord.diagnostics import Diagnostic, OnrecordError, Severity
from onrecord.drafting.candidate import Candidate
from onrecord.reading.files import ContentFile
from onrecord.reading.yaml_text import decode_yaml
from onrecord.records import Article
from onrecord.records.load import Records, load_text
from onrecord.records.quote import Quote
from onrecord.records.vocabulary import SETS_MARKS

from .journal import digest_of

# Quotes are looked for in parts of so many characters: the first are there while others are sought.
PART, FIRST = 200_000, 20_000  # the first part of a text that has several is shorter
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_QUOTES = re.compile(r"quotes:\s*(?:#.*)?$")
_ITEM = re.compile(r" *- ")
_MARKS = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u2018\u2019"


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """A quote of the article, compared with the text of its source.

    Attributes:
        verdict: as `onrecord verify` gives it; empty where there is nothing to compare.
        spans: where its words are in the source, in UTF-16 code units: what a browser counts.
        differences: the words of the quote and those of the source where they differ.
    """

    id: str
    speakers: tuple[str, ...]
    form: str
    words: str
    verdict: str
    spans: tuple[tuple[int, int], ...]
    differences: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """Its attributes by name; of thousands, without a copy of each."""
        return {name: getattr(self, name) for name in _PLACED}


_PLACED = tuple(each.name for each in fields(PlacedQuote))


class ShownSource:
    """The captured text of an article's source, with what was compared with it before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.digest = digest_of(text.encode())
        self.parts = tuple(_parts(text))
        self._compared: dict[tuple[str, ...], QuoteComparison] = {}
        # Where the characters are that a browser counts twice.
        self._wide = [found.start() for found in _WIDE.finditer(text)]
        self._wide_in_browser = [at + before for before, at in enumerate(self._wide)]

    @cached_property
    def _searched(self) -> SourceText:
        return SourceText(self.text)

    def compare(self, words: tuple[str, ...]) -> QuoteComparison:
        """What `onrecord verify` says of ``words``; at once for those that were asked before."""
        if words not in self._compared:
            self._compared[words] = compare_words(words, self._searched)
        return self._compared[words]

    def span_in_browser(self, span: tuple[int, int]) -> tuple[int, int]:
        """``span``, in characters, as a browser counts it."""
        start, end = (at + bisect_left(self._wide, at) for at in span)
        return start, end

    def span_from_browser(self, span: tuple[int, int]) -> tuple[int, int]:
        """``span``, as a browser counts it, in characters.

        Raises:
            OnrecordError: the text is not as long.
        """
        start, end = (at - bisect_left(self._wide_in_browser, at) for at in span)
        if end > len(self.text):
            raise OnrecordError("the text of the source has changed", "reload the page")
        return start, end

    def placed(self, article: Article | None) -> Iterator[PlacedQuote]:
        """The quotes of ``article``, compared with the text."""
        for quote in article.quotes if article else ():
            yield self.place(quote)

    def place(self, quote: Quote) -> PlacedQuote:
        """``quote``, compared with the text."""
        words = compared_words(quote)
        compared = self.compare(words) if words and self.text else None
        return PlacedQuote(
            quote.id,
            tuple(quote.speaker),
            quote.form,
            " ".join(quote.text),
            compared.verdict if compared else "",
            tuple(map(self.span_in_browser, compared.spans)) if compared else (),
            compared.differences if compared else (),
        )

    def form_of(self, start: int, end: int, article: Article | None, near: Candidate | None) -> str:
        """The form of the words at these places.

        It is that of what was found there, in ``near``, or what the marks around the words show; of
        words that a sentence goes on before or behind it is never ``direct``.
        """
        if near and (start, end) in (near.parts or ((near.start, near.end),)):
            return near.form
        before, after = self.text[max(0, start - 1) : start], self.text[end : end + 3]
        is_marked = before and before in _MARKS and after.lstrip(",.!?…")[:1] in tuple(_MARKS)
        genre = article.source.genre if article else None
        is_spoken = near is not None and near.form != "indirect"
        if not (is_marked or is_spoken or (genre and genre not in SETS_MARKS)):
            return "indirect"
        return "direct" if self._is_whole(start, end) else "partial"

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether the words at these places are whole sentences of the source."""
        words = self.text[start:end]
        before = self.text[max(0, start - CONTEXT) : start]
        after = self.text[end : end + CONTEXT]
        cut = begins_within(words, before) or ends_within(words, after, exact=True, prefix=before)
        return not cut and not next(filter(str.isalpha, words), "A").islower()


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of ``text`` begin and end: each between paragraphs, if there are any."""
    start, size = 0, FIRST
    while len(text) - start > PART:
        within = text.find("\n\n", start + size, start + 2 * size)
        end = within + 2 if within >= 0 else text.find("\n", start + size) + 1 or len(text)
        size = PART
        yield start, end
        start = end
    if start < len(text) or not text:
        yield start, len(text)


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A diagnostic of the article's file, as the page shows it."""

    severity: str
    line: int
    column: int
    message: str
    hint: str

    @classmethod
    def of(cls, found: Diagnostic) -> "ShownProblem":
        """The diagnostic ``found``."""
        return cls(found.severity.value, found.line, found.column, found.message, found.hint)


@dataclass(frozen=True, slots=True)
class TypedArticle:
    """What can be read of an article in a text that somebody types.

    Attributes:
        lines: of the text.
        items: the number of the line in which each quote begins, from 0, and of the first line
            behind them all; empty where they are not one below the other.
        version: tells one text of the article from those before it.
    """

    file: ContentFile
    yaml: str
    lines: Sequence[str]
    items: Sequence[int]
    article: Article | None
    problems: Sequence[Diagnostic]
    version: int


class TypedArticles:
    """The articles that are open, as they were read last."""

    def __init__(self) -> None:
        """Begin with none."""
        self._last: dict[str, TypedArticle] = {}
        self._versions = 0

    def read(
        self, file: ContentFile, yaml: str, version: int = 0
    ) -> tuple[TypedArticle, int | None]:
        """What ``yaml`` says, the text of the article's ``file``, and what is wrong with it.

        What was asked last is not read again: much is asked of one text.

        Returns:
            what was read, and the number of the quote that alone changed since ``version``.
        """
        last = self._last.get(file.id)
        if last and last.file == file and last.yaml == yaml:
            return last, None
        self._versions += 1
        number = None
        changed = self._with_one_changed(last, yaml) if last and last.file == file else None
        if last and changed:
            read, number = changed
            number = number if last.version == version else None
        else:
            found, problems = _parsed(file, yaml)
            lines = yaml.splitlines()
            items = _items(lines)
            whole = found is not None and len(items) == len(found.quotes) + 1
            items = items if whole else ()
            read = TypedArticle(file, yaml, lines, items, found, problems, self._versions)
        self._last[file.id] = read
        return read, number

    def _with_one_changed(self, last: TypedArticle, yaml: str) -> tuple[TypedArticle, int] | None:
        """``last`` with one quote read anew, where ``yaml`` changes nothing else of it."""
        if not last.items or last.article is None:
            return None
        lines = yaml.splitlines()
        same = sum(1 for _ in takewhile(_is_same, zip(last.lines, lines, strict=False)))
        ends = zip(reversed(last.lines[same:]), reversed(lines[same:]), strict=False)
        end = len(last.lines) - sum(1 for _ in takewhile(_is_same, ends))
        number = bisect_right(last.items, same) - 1
        if not 0 <= number < len(last.items) - 1 or end > last.items[number + 1]:
            return None
        first, more = last.items[number], len(lines) - len(last.lines)
        behind = last.items[number + 1] + more
        head = lines[: last.items[0]]
        found, problems = _parsed(last.file, "\n".join([*head, *lines[first:behind], ""]))
        before = last.article.quotes[number]
        faulty = any(each.severity is Severity.ERROR for each in (*last.problems, *problems))
        alone = _items(["quotes:", *lines[first:behind]]) == (1, 1 + behind - first)
        if (
            found is None
            or faulty
            or not alone
            or [each.id for each in found.quotes] != [before.id]
        ):
            return None
        quotes = list(last.article.quotes)
        quotes[number] = found.quotes[0]
        own = [
            replace(each, line=each.line - len(head) + first)
            for each in problems
            if each.line > len(head)
        ]
        others = [
            each if each.line <= first else replace(each, line=each.line + more)
            for each in last.problems
            if not first < each.line <= last.items[number + 1]
        ]
        items = [at if at <= first else at + more for at in last.items]
        article = last.article.model_copy(update={"quotes": tuple(quotes)})
        problems = sorted([*others, *own], key=lambda each: (each.line, each.column))
        read = replace(
            last, yaml=yaml, lines=lines, items=items, article=article, problems=problems,
            version=self._versions,
        )  # fmt: skip
        return read, number


def _is_same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _items(lines: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the lines in which the quotes begin, and of the first behind them all."""
    start = next((at for at, line in enumerate(lines) if _QUOTES.match(line)), None)
    if start is None:
        return ()
    items: list[int] = []
    lead = ""
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if not items and (found := _ITEM.match(line)):
            lead = found[0]
        if lead and line.startswith(lead):
            items.append(at)
        elif line.strip() and not line.lstrip().startswith("#"):
            if not items:
                return ()
            if len(line) - len(line.lstrip()) < len(lead):
                return (*items, at)
    return (*items, len(lines)) if items else ()


def _parsed(file: ContentFile, yaml: str) -> tuple[Article | None, Sequence[Diagnostic]]:
    records = Records()
    source, faults = decode_yaml(file.path, yaml.encode(errors="replace"))
    if source is not None:
        load_text(records, file, source, sound=not faults)
    found = records.articles.get(file.id) or records.partial.articles.get(file.id)
    return found, [*faults, *records.diagnostics]
