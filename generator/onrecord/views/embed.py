"""A quote as HTML for other people's pages: it reads well without any style of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from .attribution import before_words, corrected, gloss, how, provenance, said, when, who
from .language import direction as direction_of
from .publication import Publication
from .quote_card import QuoteCard
from .saying import Say, one_line

# Words that their source took back, that are not those of the one named, or that nobody is named
# as saying: a copy on another page would outlive every correction here.
_REFUSED = frozenset({"retracted", "misattributed"})

_PLACE = "\0"


@dataclass(frozen=True, slots=True)
class Embed:
    """What there is to paste.

    Attributes:
        html: empty where the quote is not for embedding.
        refusal: then why, in a sentence.
    """

    html: str
    refusal: str


def embed(card: QuoteCard, publication: Publication, say: Say) -> Embed:
    """The HTML of ``card``, or why there is none; both are empty for a withheld quote."""
    if card.withheld:
        return Embed("", "")
    if card.state in _REFUSED:
        return Embed("", say(f"embed.none.{card.state}"))
    if card.form == "scare":
        return Embed("", say("embed.none.scare"))
    return Embed("\n".join(_lines(card, publication, say)), "")


def _lines(card: QuoteCard, publication: Publication, say: Say) -> Iterator[str]:
    own = f'lang="{escape(publication.language)}"'
    before = [f"<p>{_text(line)}</p>" for line in before_words(card, say)]
    footer = ["<footer>", *_footer(card, publication, say), "</footer>"]
    if card.form == "indirect":
        # The words are ours: a page that sets marks around a blockquote must not do so here.
        yield from [f"<div {own}>", *before, f"<p>{_text(said(card, say))}</p>", *footer, "</div>"]
        return
    direction = f' dir="{card.direction}"' if card.direction else ""
    ours = direction_of(publication.language) or "ltr"
    language = escape(card.language or publication.language)
    if language != publication.language or direction:
        footer[0] = f'<footer {own} dir="{ours}">' if direction else f"<footer {own}>"
    quote = [
        f'<blockquote cite="{escape(publication.address)}" lang="{language}"{direction}>',
        f"<p>{_text(said(card, say))}</p>",
        *footer,
        "</blockquote>",
    ]
    yield from [f"<div {own}>", *before, *quote, "</div>"] if before else quote


def _footer(card: QuoteCard, publication: Publication, say: Say) -> Iterator[str]:
    lines = [
        gloss(card, say),
        *corrected(card, say),
        say("copy.who", who=who(card, say)),
        one_line(card.context or ""),
        when(card, say),
        how(card, say),
        provenance(card, say),
    ]
    yield from (f"{_text(line)}<br>" for line in lines if line)
    address, coverage = escape(publication.address), publication.coverage
    link = f'<cite><a href="{address}">{_text(publication.name)}</a></cite>'
    if coverage:
        days = {"from": say.date(coverage.first), "through": say.date(coverage.through)}
        link += _text(say("list.dot") + say("theme.coverage", **days))
    yield f"{link}<br>"
    before, _, after = say("embed.corrections", address=_PLACE).partition(_PLACE)
    yield f'{_text(before)}<a href="{address}">{address}</a>{_text(after)}'


def _text(text: str) -> str:
    return escape(text, quote=False)
