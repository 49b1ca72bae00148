"""What changed of quotes: whose they are first, then what is said, then how we have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.desk.addresses import quote_uri
from onrecord.desk.entries import NOT_EVIDENCE, QuoteEntry
from onrecord.desk.verdicts import VERDICTS

from .book import Book, Subject
from .sides import Side
from .values import Field

_UNNAMED = frozenset({"anonymous", "background", "unknown"})
_DIFFERING = ("close", "absent")


def _part(value: object, name: str) -> object:
    return getattr(value, name) if value is not None else None


def _differs(quote: QuoteEntry) -> tuple[str, ...]:
    return tuple(same.differs for same in quote.record.same_as if same.differs)


# What everybody may know of a quote, withheld or not.
_FIELDS = (
    ("quote-attribution-changed", Field("speaker", "actor", lambda one: one.record.speaker)),
    ("quote-quoting-changed", Field("quoting", "actor", lambda one: one.record.quoting)),
    ("quote-role-changed", Field("speaking_as", get=lambda one: one.record.speaking_as)),
    ("quote-changed", Field("to", "actors", lambda one: one.record.to)),
    ("quote-changed", Field("via", "texts", lambda one: one.record.via)),
    ("quote-changed", Field("language", "language", lambda one: one.record.language)),
    ("quote-changed", Field("about", "topics", lambda one: one.record.about)),
    (
        "quote-changed",
        Field("translation", "translated_by", lambda one: _part(one.record.translation, "by")),
    ),
    (
        "quote-changed",
        Field("relay", "language", lambda one: _part(one.record.translation, "relay")),
    ),
    (
        "quote-changed",
        Field("bears_on", "demands", lambda one: _part(one.record.bears_on, "demands") or ()),
    ),
    (
        "quote-changed",
        Field("bears_on", "claims", lambda one: _part(one.record.bears_on, "claims") or ()),
    ),
    (
        "quote-changed",
        Field("same_as", "quotes", lambda one: tuple(same.quote for same in one.record.same_as)),
    ),
)
# What repeats the words, or may.
_WORDS = (
    ("quote-text-changed", Field("text", get=lambda one: one.record.words or None)),
    ("quote-gist-changed", Field("gist", get=lambda one: one.record.gist)),
    ("quote-context-changed", Field("context", get=lambda one: one.record.context)),
    ("quote-changed", Field("original", get=lambda one: _part(one.record.original, "text"))),
    (
        "quote-changed",
        Field("original", "language", lambda one: _part(one.record.original, "language")),
    ),
    ("quote-wording-changed", Field("note", get=lambda one: one.record.note)),
)
# What repeats the words of other quotes, or may.
_VERSIONS = (("quote-changed", Field("differs", "texts", _differs, ("same_as",))),)
_SAID = (
    ("quote-changed", Field("date", "date", lambda one: one.date, ("said",))),
    ("quote-changed", Field("place", get=lambda one: one.place, path=("said",))),
    ("quote-changed", Field("event", get=lambda one: one.occasion.name, path=("said", "event"))),
)


def compare_quotes(book: Book) -> None:
    """Quotes added, removed and changed."""
    before, after = _by_reference(book.before), _by_reference(book.after)
    for reference, old in before.items():
        new = after.get(reference)
        if new is None:
            about = _subject(book.before, old, old.reference)
            book.tell("quote-removed", about, old=_shown(book, old, reference))
        else:
            _changed(book, old, new, reference)
    for reference, new in after.items():
        if reference not in before:
            about = _subject(book.after, new, reference)
            book.tell("quote-added", about, new=_shown(book, new, reference))


def _by_reference(side: Side) -> Mapping[str, QuoteEntry]:
    return {side.reference(one.reference): one for one in side.desk.quotes.values()}


def _versions(side: Side, quote: QuoteEntry) -> Iterator[str]:
    """The quotes that ``quote`` names as the same utterance, under the ids of today."""
    for same in quote.record.same_as:
        yield side.reference(same.quote, quote.article_id)


def _subject(side: Side, quote: QuoteEntry, reference: str) -> Subject:
    return Subject(
        id=reference,
        uri=quote_uri(reference),
        owner=("article", quote.article_id),
        path=("quotes", quote.index),
        gone=side.gone,
        facts={
            "speaker": side.name("actor", quote.speaker) if quote.speaker else "",
            "publisher": quote.article.source.publisher,
            "date": str(quote.date),
        },
    )


def _shown(book: Book, quote: QuoteEntry, reference: str) -> str | None:
    """What is shown as said; nothing of a quote that is withheld on either side."""
    if reference in book.withheld:
        return None
    record = quote.record
    return (record.gist if record.form == "indirect" else record.words) or None


def _changed(book: Book, old: QuoteEntry, new: QuoteEntry, reference: str) -> None:
    about = _subject(book.after, new, reference)
    articles = (old.article_id, new.article_id)
    if (old.article_id, old.record) != (new.article_id, new.record):
        book.tell_fields(_FIELDS, about, old, new, articles)
        _said(book, about, old, new)
        _state(book, about, old.record.state, new.record.state)
        _basis(book, about, old.record.basis, new.record.basis)
        _form(book, about, old.record.form, new.record.form)
        if reference not in book.withheld:
            book.tell_fields(_WORDS, about, old, new, articles)
            if not any(
                one in book.withheld
                for side, quote in ((book.before, old), (book.after, new))
                for one in _versions(side, quote)
            ):
                book.tell_fields(_VERSIONS, about, old, new, articles)
        same_article = book.before.now("article", old.article_id) == new.article_id
        if same_article and old.record.id != new.record.id:
            book.tell("quote-renamed", about, old.reference, new.reference, at=("id",))
    _verdict(book, about, book.before.verdict(old), book.after.verdict(new))


def _said(book: Book, about: Subject, old: QuoteEntry, new: QuoteEntry) -> None:
    """Date, place and occasion, where they are the quote's own: else the event tells it once."""
    if old.record.said != new.record.said:
        book.tell_fields(_SAID, about, old, new)


def _state(book: Book, about: Subject, old: str, new: str) -> None:
    if old == new:
        return
    if new in ("withheld", "retracted", "misattributed"):
        kind = f"quote-{new}"
    elif old == "withheld":
        kind = "quote-released"
    elif old in NOT_EVIDENCE:
        kind = "quote-reinstated"
    else:
        kind = "quote-state-changed"
    book.tell(kind, about, old, new, values="state", at=("state",))


def _basis(book: Book, about: Subject, old: str | None, new: str | None) -> None:
    if old == new:
        return
    if (old in _UNNAMED) != (new in _UNNAMED):
        book.tell("quote-anonymity-changed", about, old, new, values="basis", at=("basis",))
    else:
        book.tell("quote-changed", about, old, new, values="basis", at=("basis",), field="basis")


def _form(book: Book, about: Subject, old: str, new: str) -> None:
    if old == new:
        return
    direct = old in ("indirect", "scare") and new in ("direct", "partial")
    kind = "quote-made-direct" if direct else "quote-form-changed"
    book.tell(kind, about, old, new, values="form", at=("form",))


def _verdict(book: Book, about: Subject, old: str, new: str) -> None:
    """Worse is later in ``VERDICTS``; so is it where a first comparison finds a difference."""
    if old == new:
        return
    found = new in _DIFFERING and old not in _DIFFERING
    worse = found or VERDICTS.index(new) > VERDICTS.index(old)
    kind = "quote-verdict-worsened" if worse else "quote-verdict-improved"
    book.tell(kind, about, old, new, values="verdict", at=("text",))
