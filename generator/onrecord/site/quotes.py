"""The pages of quotes and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.desk.entries import QuoteEntry
from onrecord.render.words import Words
from onrecord.views.maker import Maker
from onrecord.views.names import quote_uri
from onrecord.views.quote import quote_view
from onrecord.views.quotes import QuotesViews
from onrecord.views.source_facts import setting_of

from .page import SitePage, Wording, shorten

# The states that a title must not leave out: whoever reads it alone would take the words as said.
_MARKED = frozenset({"disputed", "misattributed", "retracted"})


def plan_quotes(maker: Maker, words: Words) -> Iterator[SitePage]:
    """``quotes/``, its parts and ``quotes/<article-id>/<quote-id>/``."""
    say = Wording(words)
    views = QuotesViews(maker)
    for part in views.parts():
        yield SitePage(
            uri=part.uri,
            template="pages/quotes.html",
            title=say.titled(say("quotes.title"), part),
            description=say("quotes.description"),
            source=None,
            view=partial(views.page, part),
            scripts=("filters", "explore") if part.opens else (),
        )
    for entry in maker.desk.quotes.values():
        yield _quote(entry, maker, say)


def _quote(entry: QuoteEntry, maker: Maker, say: Wording) -> SitePage:
    withheld = entry.record.withheld
    return SitePage(
        uri=quote_uri(entry.reference),
        template="pages/quote.html",
        title=quote_title(entry, maker, say),
        description=say(
            "quote.description",
            publisher=entry.article.source.publisher,
            date=say.date(entry.date),
            article=entry.article.title,
        ),
        # An edit link would lead to the history of the words.
        source=None if withheld else maker.desk.files.get(("article", entry.article_id)),
        view=partial(quote_view, maker, entry),
        noindex=withheld,
    )


def quote_title(entry: QuoteEntry, maker: Maker, say: Wording) -> str:
    """Whose words, how we have them, and their beginning: true even where it is read alone."""
    record = entry.record
    speaker = maker.people.link(entry.speaker).text if entry.speaker else say("quote.unknown")
    if record.withheld:
        return say("quote.titles.withheld", article=entry.article.title)
    words = shorten(record.gist or "" if record.form == "indirect" else entry.words)
    if record.quoting:
        whose = maker.people.link(record.quoting).text
        title = say("quote.titles.quoting", teller=speaker, whose=whose, words=words)
    elif record.form == "scare":
        publisher = entry.article.source.publisher
        key = "written" if setting_of(entry) == "written" else "scare"
        title = say(f"quote.titles.{key}", publisher=publisher, words=words)
    elif record.form == "indirect":
        title = say("quote.titles.indirect", speaker=speaker, words=words)
    else:
        title = say("quote.titles.said", speaker=speaker, words=words)
    if record.state in _MARKED:
        return say(f"quote.titles.{record.state}", title=title)
    return title
