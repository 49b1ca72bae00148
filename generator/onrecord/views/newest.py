"""The newest few quotes of a record's page.

A record of few quotes has them all on its own page, some seen at once and the others at a click.
The own page of more quotes is an index: the newest few are seen, and all are one click away.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from onrecord.desk import QuoteEntry
from onrecord.desk.quotes import Occasion
from onrecord.records import PartialDate, fixed

from .context import Context
from .listing import Part
from .quote_card import QuoteCard, QuoteCards

# So many quotes a page of its own may have, and so many of the newest are seen at once.
FEW, _SEEN = 10, 3


@fixed
class Place:
    """The place of a quote: ``anchor`` on the page ``uri``, or on the picture's (``None``)."""

    uri: str | None
    anchor: str


@fixed
class ShownQuote:
    """A quote on the page of a record."""

    card: QuoteCard
    anchor: str  #: its place there
    named: bool = True  #: whether it says who said it: not below the same role on the actor's page
    with_role: bool = True  #: whether it says the role of that actor, which a page says once
    with_occasion: bool = True  #: whether it says the occasion: not right after one that does
    dated: bool = True  #: whether it says when, which its page may have said of all


@fixed
class NewestQuotes:
    """The newest quotes."""

    seen: tuple[ShownQuote, ...]  #: those shown at once
    more: tuple[ShownQuote, ...]  #: those shown after a click

    @property
    def count(self) -> int:
        """The number of quotes."""
        return len(self.seen) + len(self.more)


def newest_quotes(
    context: Context,
    part: Part[QuoteEntry],
    quotes: Callable[[], Sequence[QuoteEntry]],
    leading: QuoteEntry | None = None,
    seen: int = _SEEN,
) -> NewestQuotes:
    """The newest of a record's own page ``part``, without the one that is ``leading`` there.

    So many of them are ``seen`` at once. ``quotes`` gives all of the list, newest first; called
    only where the page is an index.
    """
    numbered = enumerate(quotes() if part.indexes else part.items, 1)
    others = [(quote, number) for number, quote in numbered if quote is not leading]
    few = others[:seen] if part.indexes else others
    shown = tuple(shown_quote(context, quote, number) for quote, number in few)
    return NewestQuotes(shown[:seen], shown[seen:])


def shown_quote(context: Context, quote: QuoteEntry, number: int) -> ShownQuote:
    """The quote that is ``number`` among those of its page, from 1."""
    return ShownQuote(context.cards.card(quote), f"said-{number}")


# So many of the latest quotes open a list that is split.
LATEST = 12


@fixed
class OccasionGroup:
    """The statements of one occasion, in the order of the sources."""

    date: PartialDate  #: when, local at the place
    name: str | None  #: what it was; `None` if no source names an event
    place: str | None  #: where, if known
    quotes: tuple[ShownQuote, ...]  #: each says its speaker's role only if that is not yet said


def by_occasion(
    quotes: Sequence[QuoteEntry], cards: QuoteCards, page_of: str = ""
) -> tuple[OccasionGroup, ...]:
    """Groups of ``quotes``, which are in the order of ``newest_quotes_first``.

    ``page_of``: the name of the actor whose page it is: the first quote of an occasion says it.
    """
    found = []
    for number, (_, group) in enumerate(groupby(quotes, key=_occasion), 1):
        entries = tuple(group)
        shown = (ShownQuote(cards.card(entry), f"event-{number}") for entry in entries)
        named = tuple(_named_once(quote, page_of) for quote in roles_once(shown))
        first = entries[0]
        found.append(OccasionGroup(first.date, first.occasion.name, first.place, named))
    return tuple(found)


def roles_once(
    quotes: Iterable[ShownQuote], before: Iterable[ShownQuote] = ()
) -> tuple[ShownQuote, ...]:
    """``quotes`` without the roles that a quote ``before`` them on the page says."""
    said = {(quote.card.speakers, quote.card.roles) for quote in before if quote.named}
    found = []
    for quote in quotes:
        who = (quote.card.speakers, quote.card.roles)
        found.append(replace(quote, with_role=not quote.card.speakers or who not in said))
        said.add(who)
    return tuple(found)


def quotes_of_article(
    quotes: Sequence[QuoteEntry], cards: QuoteCards, event: Occasion
) -> tuple[ShownQuote, ...]:
    """``quotes`` on a page of their article, the top of which says its ``event``."""
    shown = (ShownQuote(card, card.anchor) for card in map(cards.card, quotes))
    return tuple(
        replace(quote, dated=not event.name or (entry.date, entry.occasion) != (event.date, event))
        for entry, quote in zip(quotes, roles_once(shown), strict=True)
    )


def _named_once(quote: ShownQuote, name: str) -> ShownQuote:
    """``quote`` without the speaker, if ``name`` is the only one."""
    card = quote.card
    same = card.speaker_names == (name,) and not quote.with_role
    return replace(quote, named=not same or bool(card.quoting) or card.unnamed)


@fixed
class MonthJump:
    """The place where one month begins on a long page."""

    id: str  #: of the heading of the first of them
    date: PartialDate  #: the month; the year, or an unknown date, if no more is known


def month_jumps(groups: Sequence[OccasionGroup]) -> tuple[MonthJump, ...]:
    """The months on a page of quotes; none if it is short, or has only one month."""
    if sum(len(group.quotes) for group in groups) <= LATEST:
        return ()
    return jumps_to_months((f"event-{at}", group.date) for at, group in enumerate(groups, 1))


def jumps_to_months(headings: Iterable[tuple[str, PartialDate]]) -> tuple[MonthJump, ...]:
    """The first of ``headings``, each an id and its date, of each month; none of one month."""
    first: dict[str, str] = {}
    for id_, date in headings:
        first.setdefault(date.text[:7], id_)
    found = tuple(MonthJump(id_, PartialDate.parse(month)) for month, id_ in first.items())
    return found if len(found) > 1 else ()


def _occasion(quote: QuoteEntry) -> tuple[PartialDate, str, str | None]:
    """The same for quotes that are shown as one group."""
    return (quote.date, quote.occasion.key, quote.place)


def places_of(parts: Sequence[Part[QuoteEntry]]) -> dict[str, Place]:
    """The place of each quote of a list, by its reference; its own page is first of ``parts``."""
    own, *finer = parts
    found = {
        quote.reference: Place(None, f"said-{number}") for number, quote in enumerate(own.items, 1)
    }
    for part in finer:
        for number, (_, group) in enumerate(groupby(part.items, key=_occasion), 1):
            place = Place(part.uri, f"event-{number}")
            found.update((quote.reference, place) for quote in group)
    return found
