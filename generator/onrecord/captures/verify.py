"""The quotes of a desk compared with the captures of their sources.

A capture is the full text of a source, read from a file outside the site.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from onrecord.diagnostics import Diagnostic, nearest_to
from onrecord.reading import file_fault, inside
from onrecord.records import Article, Quote, fixed, quotes_of

from .lock import EXACT, TYPOGRAPHY, LockLine, compared_words, words_digest
from .places import SourceText
from .quote_comparison import QuoteComparison, SurroundingText, compare_words, surroundings
from .withheld import WithheldDigests
from .words_in_texts import WordIndex

MAX_BYTES = 50_000_000

_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")
# How a page begins: "<!doctype html>", "<html", "<body", perhaps behind an XML declaration and
# comments. Nothing that was passed is tried again, so that a hostile file takes linear time.
_HTML = re.compile(
    r"\s*+(?:(?><\?xml[^>]*>|<!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# Ends of elements: many of them in a text show that it is a page without its beginning.
_TAGS = re.compile(r"</(?:p|div|span|a|li|td|article|section)>", re.IGNORECASE)
_MANY_TAGS = 5  # a text may quote a tag or two; a page saved as it is has hundreds
_BEGIN = 100_000  # how much of a text is looked at for them
# Says of a quote at its places in a source, by fields of `LockLine`, what shows who speaks.
SpeakerOf: TypeAlias = Callable[[Quote, Sequence[tuple[int, int]]], Mapping[str, object]]
SpeakersOf: TypeAlias = Callable[[Article, SourceText], SpeakerOf]


@fixed
class Capture:
    """A source's text, and the SHA-256 of its file in hexadecimal digits."""

    text: SourceText
    digest: str


def read_capture(path: Path) -> Capture | Diagnostic:
    """Read the capture ``path``; a diagnostic if nothing can be compared with it."""
    data = _read(path)
    if isinstance(data, Diagnostic):
        return data
    text = _decoded(path, data)
    if isinstance(text, Diagnostic):
        return text
    if not text.strip():
        hint = "save the text of the source in it, or delete it"
        return file_fault("capture-empty", path, "this capture is empty", hint)
    if is_page(text):
        hint = "save the page as text, or copy the text out of the browser"
        return file_fault("capture-html", path, "this capture is an HTML page, not its text", hint)
    return Capture(SourceText(text), hashlib.sha256(data).hexdigest())


def is_page(text: str) -> bool:
    """Whether ``text`` is HTML, whole or in part."""
    return bool(_HTML.match(text)) or len(_TAGS.findall(text[:_BEGIN])) >= _MANY_TAGS


def digests_of_capture(path: Path) -> frozenset[str]:
    """The digests of the capture ``path`` with any line ends; none if it is unreadable."""
    data = _read(path) if path.is_file() else None
    if not isinstance(data, bytes):
        return frozenset()
    plain = data.removeprefix(_BOM).replace(b"\r\n", b"\n")
    alike = (data, plain, plain.replace(b"\n", b"\r\n"))
    return frozenset(hashlib.sha256(each).hexdigest() for each in alike)


def _read(path: Path) -> bytes | Diagnostic:
    hint = "keep only the text of one source in it"
    try:
        if path.is_symlink() and not inside(path, path.parent):
            message = "this capture is a symbolic link that points outside the folder of captures"
        elif not path.is_file():
            message = "this capture is not an ordinary file"
        elif path.stat().st_size > MAX_BYTES:
            message = f"this capture has more than {MAX_BYTES // 1_000_000} MB"
        else:
            return path.read_bytes()
    except OSError as error:
        message = f"this capture cannot be read: {(error.strerror or 'no reason given').lower()}"
        hint = ""
    return file_fault("capture-unreadable", path, message, hint)


def _decoded(path: Path, data: bytes) -> str | Diagnostic:
    hint = "save it as UTF-8"
    if data.startswith(_OTHER_BOMS):
        return file_fault("capture-not-utf8", path, "this capture is in UTF-16, not UTF-8", hint)
    if b"\x00" in data:
        message = "this capture is not a text file: it contains NUL bytes"
        return file_fault("capture-not-utf8", path, message, "save the text of the source in it")
    try:
        return data.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        message = f"this capture is not in UTF-8: byte {error.start + 1} is invalid"
        return file_fault("capture-not-utf8", path, message, hint)


@fixed
class Compared:
    """A quote that was compared just now: its line of the lock, and what no lock has."""

    line: LockLine
    comparison: QuoteComparison


@fixed
class Verification:
    """The result of verifying a desk."""

    compared: tuple[Compared, ...]  # what had a capture, in the order of the articles
    # The new lock, by reference: also what had no capture this time and had one before.
    lines: Mapping[str, LockLine]
    others: Mapping[str, LockLine]  # the lines of the articles that were not asked about
    without: tuple[str, ...]  # the articles for which there is no capture
    # Captures that cannot be used, and such as belong to no article.
    diagnostics: tuple[Diagnostic, ...]
    # The words that are withheld, with those of which only the old lock told the place.
    withheld: WithheldDigests = field(default_factory=WithheldDigests)


def may_be_captured(words: str, folder: Path | None, article: str | None) -> bool:
    """Whether a capture in ``folder`` has the ``words``; that of an ``article`` may be missing."""
    files = sorted(folder.glob(f"{article or '*'}.txt")) if folder else []
    texts = ((file.read_text("utf-8", errors="replace"), None) for file in files)
    return bool(article and not files) or bool(WordIndex(texts).having(words))


def verify(
    articles: Mapping[str, Article],
    folder: Path,
    before: Mapping[str, LockLine],
    today: date,
    progress: Callable[[int, int], None] | None = None,
    *,
    only: Collection[str] | None = None,
    speakers_of: SpeakersOf | None = None,
) -> Verification:
    """Compare the quotes of ``articles`` with the captures ``<article-id>.txt`` of ``folder``.

    ``before`` is the old lock, ``today`` the date of new lines. ``progress`` is called with the
    number of articles done and of all. ``only`` these articles (ids) are compared, if it is given.
    ``speakers_of`` finds who speaks in a source; without it, speakers are not compared.
    """
    asked = articles if only is None else {name: articles[name] for name in only}
    withheld = withheld_on_desk(articles, folder, before)
    compared: list[Compared] = []
    lines: dict[str, LockLine] = {}
    without: list[str] = []
    diagnostics = list(_unknown_captures(folder, articles)) if only is None else []
    for count, (article_id, article) in enumerate(asked.items(), start=1):
        path = folder / f"{article_id}.txt"
        capture = read_capture(path) if path.exists() or path.is_symlink() else None
        if isinstance(capture, Capture):
            of_desk = before, today, speakers_of, withheld
            found = list(_article(article_id, article, capture, *of_desk))
            compared += found
            lines.update((quote.line.quote, quote.line) for quote in found)
        else:
            # They cannot be compared this time; a withheld one has no line any more.
            names = (f"{article_id}#{it.id}" for it in article.quotes if compared_words(it))
            lines.update((name, before[name]) for name in names if name in before)
            if capture is None:
                without.append(article_id)
            else:
                diagnostics.append(capture)
        if progress:
            progress(count, len(asked))
    # What was not asked about is as it was; of words withheld since then there is no line.
    gone = {name for name, quote in quotes_of(articles) if not compared_words(quote)}
    others = {
        name: line
        for name, line in before.items()
        if only is not None and _article_of(line) not in asked and name not in gone
    }
    lines, others = (
        {name: _masked(line, articles, withheld) for name, line in each.items()}
        for each in (lines, others)
    )
    return Verification(
        tuple(compared), lines, others, tuple(without), tuple(diagnostics), withheld
    )


def withheld_on_desk(
    articles: Mapping[str, Article], folder: Path, before: Mapping[str, LockLine] | None = None
) -> WithheldDigests:
    """The words that ``articles`` withhold, as far as ``folder`` or the lock has them."""

    def quote_of(name: str) -> Quote | None:
        article_id = name.partition("#")[0]
        some = {article_id: articles[article_id]} if article_id in articles else {}
        return dict(quotes_of(some)).get(name)

    def is_released(name: str) -> bool:
        quote = quote_of(name)
        return quote is not None and not quote.withheld

    known = WithheldDigests.read(folder, is_released)
    texts: dict[str, list[str]] = {}
    for name, line in (before or {}).items():
        quote = quote_of(name)
        if quote and quote.withheld and name not in known.quotes:
            capture = read_capture(folder / f"{_article_of(line)}.txt")
            if isinstance(capture, Capture) and capture.digest == line.capture:
                texts[name] = [capture.text.raw[start:end] for start, end in line.spans]
    return known.with_quotes(texts) if texts else known


def _article_of(line: LockLine) -> str:
    return line.quote.partition("#")[0]


def _masked(line: LockLine, articles: Mapping[str, Article], withheld: WithheldDigests) -> LockLine:
    """``line`` without the words around its own, if these may be withheld."""
    article = articles.get(_article_of(line))
    if withheld.are_near(line.prefix, line.suffix):
        return line.masked(wholly=True)
    return line.masked() if article is not None and article.withholds else line


def _article(
    article_id: str,
    article: Article,
    capture: Capture,
    before: Mapping[str, LockLine],
    today: date,
    speakers_of: SpeakersOf | None,
    withheld: WithheldDigests,
) -> Iterator[Compared]:
    speaker_of = speakers_of(article, capture.text) if speakers_of else None
    for quote in article.quotes:
        words = compared_words(quote)
        if not words:
            continue
        reference = f"{article_id}#{quote.id}"
        old = before.get(reference)
        result = compare_words(words, capture.text, _context_of(old, capture) if old else None)
        line = LockLine(
            quote=reference,
            verdict=result.verdict,  # type: ignore[arg-type]  # the same four words
            flags=result.flags,  # type: ignore[arg-type]  # the same two
            words=words_digest(words),
            capture=capture.digest,
            spans=result.spans,
            prefix=result.context.prefix,
            suffix=result.context.suffix,
            on=today,
            negated=result.negated,
        )
        if speaker_of and result.spans and result.verdict in (EXACT, TYPOGRAPHY):
            line = line.model_copy(update=speaker_of(quote, result.spans))
        if old and old.same_outcome(line):
            line = line.model_copy(update={"on": old.on})
        hides = withheld.are_around(capture.text.raw, result.spans)
        yield Compared(line.masked(wholly=True) if hides else line, result)


def _context_of(line: LockLine, capture: Capture) -> SurroundingText | None:
    """The text around the words of an old ``line``, if it is known."""
    if line.spans and line.capture == capture.digest:
        return surroundings(capture.text, line.spans)
    has_context = line.spans and (line.prefix or line.suffix)
    return SurroundingText(line.prefix, line.suffix) if has_context else None


def _unknown_captures(folder: Path, articles: Mapping[str, Article]) -> Iterator[Diagnostic]:
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in articles:
            near = nearest_to(path.stem, articles)
            hint = f"did you mean '{near}.txt'?" if near else "name it after the article's file"
            message = f"there is no article '{path.stem}' for this capture"
            yield file_fault("capture-unknown", path, message, hint)
