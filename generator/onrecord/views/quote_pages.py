"""The page of one quote, and lists of quotes: of the whole desk and of one article."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from onrecord.desk import (
    NOT_CHECKED,
    QuoteEntry,
    article_occasion,
    count_utterances,
    full_reference,
    newest_quotes_first,
)
from onrecord.desk.quotes import Occasion
from onrecord.reading import Segment, word_diff
from onrecord.records import BearsOn, PartialDate, article_quotes_uri, article_uri, fixed

from .acts import ActView, ClaimLine, acts_of, claim_line
from .articles_sources import SHOWN_QUOTES
from .context import Context
from .links import Link, demand_link, topic_link
from .listing import QUOTES_LIMIT, Listed, Part, page_of_number, split_by_date, split_by_number
from .newest import LATEST, OccasionGroup, ShownQuote, by_occasion, quotes_of_article
from .quote_card import QuoteCard
from .source_facts import SourceFacts, source_facts
from .wordings import mostly_same

# Versions that share less are not compared word by word: all words would be marked.
_VERSIONS_ALIKE = 0.15


@fixed
class VersionView:
    """Another quote of the same statement."""

    card: QuoteCard
    differs: str | None  #: how this page's quote differs from it, as noted with this one
    differs_there: str | None  #: how it differs from this page's, as noted with that one
    words: tuple[Segment, ...]  #: those of both, differences marked; empty if not to be compared


@fixed
class QuoteView:
    """The view of a quote's page."""

    card: QuoteCard
    source: SourceFacts
    note: str | None
    source_note: str | None  #: the desk's note on the article, if the words were not compared
    versions: tuple[VersionView, ...]  #: the other quotes of the same statement
    statements: tuple[ActView, ...]  #: statements of demands that are based on it
    answers: tuple[ActView, ...]  #: answers that are based on it
    claims: tuple[ActView, ...]  #: acts on claims that are based on it
    replies: tuple[ActView, ...]  #: the replies to claims for which it is the evidence
    outcomes: tuple[Link, ...]  #: the demands whose outcome it is evidence for
    bears_on_demands: tuple[Link, ...]  #: what it concerns without being evidence for it
    bears_on_claims: tuple[ClaimLine, ...]  #: what it concerns without being evidence for it
    #: the events that it dates differently: name, the date that it gives, the desk's date
    dates: tuple[tuple[str, PartialDate, PartialDate], ...]
    topics: tuple[Link, ...]
    all_of_article: str  #: site path of all quotes of its article
    in_context: str  #: its place on the page of its article
    previous: QuoteCard | None  #: the quote before it in the source
    next: QuoteCard | None  #: the quote after it in the source

    @property
    def evidence(self) -> bool:
        """Whether anything is based on it."""
        acts = (self.statements, self.answers, self.claims, self.replies)
        return any((*acts, self.outcomes, self.dates))


def quote_view(context: Context, entry: QuoteEntry) -> QuoteView:
    """The page of ``entry``."""
    desk, record, indexes = context.desk, entry.record, context.indexes
    reference, about = entry.reference, record.bears_on or BearsOn()
    neighbours = desk.quotes_of_article[entry.article_id]
    acts = desk.acts_by_quote.get(reference, ())
    used = {act.subject for act in acts}
    before, after = neighbours[: entry.order][-1:], neighbours[entry.order + 1 :][:1]
    anchor, uri = context.cards.card(entry).anchor, article_uri(entry.article_id)
    all_of_article = article_quotes_uri(entry.article_id)
    if entry.order >= SHOWN_QUOTES:
        uri = page_of_number(all_of_article, entry.order, QUOTES_LIMIT)

    def demands(demand_ids: Iterable[str]) -> tuple[Link, ...]:
        return tuple(demand_link(desk, demand_id) for demand_id in demand_ids)

    return QuoteView(
        card=context.cards.card(entry),
        source=source_facts(entry.article_id, entry.article, context.people),
        note=None if record.withheld else record.note,
        source_note=None if record.withheld or entry.verdict != NOT_CHECKED else entry.article.note,
        versions=tuple(_versions(context, entry)),
        statements=acts_of(context, acts, "statement"),
        answers=acts_of(context, acts, "answer"),
        claims=acts_of(context, acts, "claim"),
        replies=acts_of(context, acts, "reply"),
        outcomes=demands(indexes.outcomes_by_quote.get(reference, ())),
        bears_on_demands=demands(id_ for id_ in about.demands if id_ not in used),
        bears_on_claims=tuple(claim_line(context, id_) for id_ in about.claims if id_ not in used),
        dates=tuple(
            (event.name, given.date, event.date)
            for event, given in indexes.dates_by_quote.get(reference, ())
        ),
        topics=tuple(topic_link(desk, topic) for topic in record.about),
        all_of_article=all_of_article,
        in_context=f"{uri}#{anchor}",
        previous=next(iter(context.cards.of_items(before)), None),
        next=next(iter(context.cards.of_items(after)), None),
    )


def _versions(context: Context, entry: QuoteEntry) -> Iterator[VersionView]:
    for other in context.desk.versions.get(entry.utterance, ()):
        if other.reference != entry.reference:
            differs, there = _differs(entry, other), _differs(other, entry)
            words = _marked(entry, other)
            yield VersionView(context.cards.card(other), differs, there, words)


def _differs(quote: QuoteEntry, other: QuoteEntry) -> str | None:
    """The note on the difference; none for a withheld quote, since it reveals its words."""
    hidden = quote.record.withheld or other.record.withheld
    for same in () if hidden else quote.record.same_as:
        if full_reference(same.quote, quote.article_id) == other.reference:
            return same.differs
    return None


def _marked(quote: QuoteEntry, other: QuoteEntry) -> tuple[Segment, ...]:
    """The words of both, if they are similar enough to compare word by word."""
    unlike = quote.language and other.language and quote.language != other.language
    hidden = quote.record.withheld or other.record.withheld
    if hidden or unlike or "indirect" in (quote.record.form, other.record.form):
        return ()
    pieces = word_diff(quote.words, other.words)
    longest = max(len(quote.words), len(other.words))
    return pieces if mostly_same(pieces, longest, _VERSIONS_ALIKE) else ()


# Who said it where nobody is named; no actor can have these as an id.
UNKNOWN, NOBODY = "unknown", "-"

Values = tuple[str, ...]


# In the order in which the page offers them.
FACETS: Mapping[str, Callable[[QuoteEntry], Values]] = {
    "speaker": lambda quote: quote.record.speaker or (NOBODY,),
    "topic": lambda quote: tuple(dict.fromkeys(quote.record.about)),
    "source": lambda quote: (quote.article.source.publisher,),
    "form": lambda quote: (quote.record.form,),
    "verdict": lambda quote: (quote.verdict,),
}


def distinguishing_facets(quotes: Iterable[QuoteEntry]) -> tuple[str, ...]:
    """The names of those facets in which ``quotes`` differ."""
    every = list(quotes)

    def differ(values_of: Callable[[QuoteEntry], Values]) -> bool:
        return len({value for quote in every for value in values_of(quote)}) > 1

    return tuple(name for name, values_of in FACETS.items() if differ(values_of))


@fixed
class QuotesView:
    """One page of the list of all quotes."""

    part: Part[QuoteEntry]  #: links to the other pages; `part.items` is not for templates
    #: the quotes of this page, newest first; where it `indexes` finer pages, the latest of them
    groups: tuple[OccasionGroup, ...]
    quotes: int  #: how many the desk has
    utterances: int  #: how many statements of their speakers they are; versions count once
    facets: tuple[str, ...]  #: by what the list can be filtered, on its own page


@fixed
class ArticleQuotesView:
    """One page of the quotes of an article, in the order of its file."""

    part: Part[QuoteEntry]
    source: SourceFacts
    event: Occasion  #: as on the page of the article
    shown: tuple[ShownQuote, ...]
    all_quotes: str  #: site path of the page with all of them


def quotes_list(context: Context, limit: int = QUOTES_LIMIT) -> Listed[QuoteEntry, QuotesView]:
    """The list of all quotes, newest first."""
    quotes = context.desk.quotes.values()
    ordered, utterances = newest_quotes_first(quotes), count_utterances(quotes)

    def page(part: Part[QuoteEntry]) -> QuotesView:
        # The own page of a list that is split is only an index, with the latest quotes.
        shown = ordered[:LATEST] if part.indexes else part.items
        groups = by_occasion(shown, context.cards)
        facets = distinguishing_facets(quotes) if part.opens else ()
        return QuotesView(part, groups, len(quotes), utterances, facets)

    parts = split_by_date("quotes/", ordered, lambda quote: quote.date, limit)
    return Listed(parts, page, lambda _: (len(quotes), utterances))


def article_quote_parts(
    context: Context, article_id: str, limit: int = QUOTES_LIMIT
) -> list[Part[QuoteEntry]]:
    """The pages of an article's quotes."""
    quotes = context.desk.quotes_of_article[article_id]
    return split_by_number(article_quotes_uri(article_id), quotes, limit)


def article_quotes_view(
    context: Context, article_id: str, part: Part[QuoteEntry]
) -> ArticleQuotesView:
    """One page of an article's quotes."""
    article = context.desk.articles[article_id]
    event = article_occasion(article_id, article, context.desk.events)
    return ArticleQuotesView(
        part,
        source_facts(article_id, article, context.people),
        event,
        quotes_of_article(part.items, context.cards, event),
        article_quotes_uri(article_id),
    )
