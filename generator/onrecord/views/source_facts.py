"""Sources: who published what, where and when, how they give words, and how they are cited."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from onrecord.captures.edges import in_marks
from onrecord.captures.lock import BY_THE_DESK
from onrecord.desk import STANDS, QuoteEntry, grouped, only
from onrecord.records import SETS_MARKS, Article, PartialDate, Quote, article_uri, fixed

from .language import direction
from .lines import Catalogue, Line, Span
from .links import ActorLinks, Link

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even behind a backslash: a brace of the text must have none of its own.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
        **{mark: f"\\{mark}" for mark in "&%$#_"},
    }
)
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


@fixed
class SourceFacts:
    """The known facts of one source."""

    article: Link  #: our page about it
    publisher: str
    published: PartialDate
    party: Link | None  #: the actor who runs the publisher
    chain: tuple[str, ...]  #: who reported it to the source
    headline: str | None
    authors: tuple[str, ...]
    language: str | None
    genre: str | None
    url: str | None  #: the address of the source
    archive_url: str | None  #: the address of a copy in a web archive
    retrieved: PartialDate | None
    rights: str | None
    draft: bool  #: whether its article is a draft; it is shown only where drafts are wanted
    translated: Literal["all", "some", "none"]  #: how many are in a translation it published
    translated_from: tuple[str, ...]  #: these languages, as far as they are known

    @property
    def direction(self) -> str | None:
        """``rtl`` where its language is written so."""
        return direction(self.language)

    def line(self, say: Catalogue) -> Line:
        """Our title, publisher, date and genre."""
        date = {"date": say.dated(self.published)} if self.published.known else {}
        key = f"briefing.sources.{'dated' if date else 'undated'}"
        outlet = self.party if self.party and self.party.text != self.publisher else None
        party = say.phrase("source.outlet", party=say.linked_within([outlet])) if outlet else ()
        title = Span(self.article.text, "title", uri=self.article.uri, address=self.url or "")
        who = say.phrase(key, publisher=(Span(self.publisher), *party), **date)
        genre = say.phrase(f"genre.{self.genre}") if self.genre else ()
        draft: Line = (Span(say("card.draft"), "strong"),) if self.draft else ()
        return say.dotted((title,), who, genre, draft)


def source_facts(article_id: str, article: Article, people: ActorLinks) -> SourceFacts:
    """The facts about the source of ``article``."""
    source = article.source
    translated = [quote for quote in article.quotes if _published_translated(quote)]
    languages = (quote.original.language for quote in translated if quote.original)
    share: Literal["all", "some"] = "all" if len(translated) == len(article.quotes) else "some"
    return SourceFacts(
        article=Link(article.title, article_uri(article_id)),
        publisher=source.publisher,
        published=source.published,
        party=people.link(source.party) if source.party else None,
        chain=source.via,
        headline=source.headline,
        authors=source.authors,
        language=source.language,
        genre=source.genre,
        url=source.url,
        archive_url=source.archive_url,
        retrieved=source.retrieved,
        rights=source.rights,
        draft=article.draft,
        translated=share if translated else "none",
        translated_from=tuple(dict.fromkeys(found for found in languages if found)),
    )


def _published_translated(quote: Quote) -> bool:
    """Whether the source itself translates the words."""
    by = quote.translation.by if quote.translation else None
    return by is not None and by != "none" and by not in BY_THE_DESK


Setting = Literal["marks", "transcript", "written", "translated", "plain"]
"""In marks; as a transcript prints them; as words that were written; in the desk's translation; or
in a way that is not known."""

_WRITTEN = frozenset({"official_statement", "document"})


def setting_of(entry: QuoteEntry) -> Setting:
    """How the source of ``entry`` presents its words, if known."""
    record, genre = entry.record, entry.article.source.genre
    if record.translation and record.translation.by in BY_THE_DESK:
        return "translated"
    if record.basis == "document" or genre in _WRITTEN:
        return "written"
    if genre == "official_transcript":
        return "transcript"
    line = entry.checked if entry.verdict in STANDS else None
    if line and (line.prefix or line.suffix):
        return "marks" if in_marks(line.prefix, line.suffix) else "plain"
    return "marks" if genre in SETS_MARKS else "plain"


@fixed
class PublisherCount:
    """A publisher with how many of the quotes are from it."""

    name: str
    party: Link | None  #: the actor whose own outlet it is, where each of the quotes says the same
    quotes: int
    articles: int


def publishers(quotes: Iterable[QuoteEntry], people: ActorLinks) -> tuple[PublisherCount, ...]:
    """The publishers of ``quotes`` by name."""
    by_name = grouped((quote.article.source.publisher, quote) for quote in quotes)

    def counted(name: str) -> PublisherCount:
        party_id = only(quote.article.source.party for quote in by_name[name])
        party = people.link(party_id) if party_id else None
        articles = len({quote.article_id for quote in by_name[name]})
        return PublisherCount(name, party, len(by_name[name]), articles)

    return tuple(map(counted, sorted(by_name, key=str.casefold)))


# The typography of references: lists, stops, the dates of the styles, entries for BibTeX.
ENDS = (".", "!", "?", "…")
# Marks that may close a title, and the spaces that some languages set before them.
_CLOSING = (
    "\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}»“\"'"
    "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
)


def with_commas(parts: Iterable[str | None]) -> str:
    """``parts`` with commas, but where a title brings its own."""
    text = ""
    for part in filter(None, parts):
        if text:
            text += " " if text.rstrip(_CLOSING).endswith((",", "!", "?", "…")) else ", "
        text += part
    return text


def stopped(text: str) -> str:
    """``text`` with a stop, unless it has an end of its own."""
    return text if text.rstrip(_CLOSING).endswith(ENDS) else f"{text}."


def bibtex(
    *,
    key: str,
    authors: Sequence[tuple[str, bool]],
    title: str,
    date: PartialDate,
    no_date: str,
    fields: Mapping[str, str],
    url: str,
) -> str:
    """An entry ``@misc``; an empty text of ``fields`` is left out.

    The ``key`` has ASCII letters, digits, hyphens and colons. ``authors`` says of each name whether
    it is a person's with the family name first. The ``title`` is kept as it is written; the ``url``
    is escaped only where it would end the field; ``no_date`` says that the year is unknown.
    """
    rows: list[tuple[str, str]] = []
    if authors:
        rows.append(("author", " and ".join(_author(*author) for author in authors)))
    rows.append(("title", f"{{{_braced(title)}}}"))
    rows += _date(date, no_date)
    rows += [(name, _braced(text)) for name, text in fields.items() if text]
    if url:
        rows.append(("url", f"{{{url.translate(_IN_ADDRESS)}}}"))
    lines = ",\n".join(f"  {name} = {value}" for name, value in rows)
    return f"@misc{{{key},\n{lines}\n}}"


def escaped_tex(text: str) -> str:
    r"""``text`` as TeX reads it.

    >>> print(escaped_tex("50 % of A_B & {C}"))
    50 \% of A\_B \& {\textbraceleft}C{\textbraceright}
    """
    return text.translate(_ESCAPES)


def _braced(text: str) -> str:
    return f"{{{escaped_tex(text)}}}"


def _date(date: PartialDate, no_date: str) -> list[tuple[str, str]]:
    if date.first is None:
        return [("year", _braced(no_date))]
    rows = [("year", f"{{{date.first.year:04}}}")]
    if date.precision in {"month", "day"}:
        rows.append(("month", _MONTHS[date.first.month - 1]))
    if date.precision == "day":
        rows.append(("day", f"{{{date.first.day}}}"))
    return rows


def _author(name: str, person: bool) -> str:  # noqa: FBT001 - private, and a pair with the name
    # Another name than a person's is one word: BibTeX would look for a family name in it.
    return f"{{{_braced(name)}}}" if not person or " and " in name else _braced(name)
