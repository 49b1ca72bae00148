"""The newest few quotes of a record's page.

A record of few quotes has them all on its own page, some seen at once and the others at a click.
The own page of more quotes is an index: the newest few are seen, and all are one click away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.desk.quotes import QuoteEntry
from onrecord.records import PartialDate

from .context import Context
from .listing import Part
from .quote_card import QuoteCard, QuoteCards

# So many quotes a page of its own may have, and so many of the newest are seen at once.
FEW, _SEEN = 10, 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote is: ``anchor`` on the page ``uri``, or on that of the picture (``None``)."""

    uri: str | None
    anchor: str


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A quote on the page of a record.

    Attributes:
        anchor: its place there.
        named: whether it says who said it: not on the page of that actor, below the same role.
        with_role: whether it says the role of that actor, which a page says once.
        with_occasion: whether it says on what occasion, which the quote before it may have said.
    """

    card: QuoteCard
    anchor: str
    named: bool = True
    with_role: bool = True
    with_occasion: bool = True


@dataclass(frozen=True, slots=True)
class NewestQuotes:
    """The newest quotes.

    Attributes:
        seen: those shown at once.
        more: those shown after a click.
    """

    seen: tuple[ShownQuote, ...]
    more: tuple[ShownQuote, ...]


def newest_quotes(
    context: Context,
    part: Part[QuoteEntry],
    quotes: Callable[[], Sequence[QuoteEntry]],
    leading: QuoteEntry | None = None,
    seen: int = _SEEN,
) -> NewestQuotes:
    """The newest of a record's own page ``part``, without the one that is ``leading`` there.

    So many of them are ``seen`` at once.

    ``quotes`` gives all of the list, newest first; called only where the page is an index.
    """
    shown = [
        (number, quote)
        for number, quote in enumerate(quotes() if part.indexes else part.items, 1)
        if quote is not leading
    ]
    more = () if part.indexes else shown[seen:]
    return NewestQuotes(
        *(
            tuple(shown_quote(context, quote, number) for number, quote in few)
            for few in (shown[:seen], more)
        )
    )


def shown_quote(context: Context, quote: QuoteEntry, number: int) -> ShownQuote:
    """The quote that is ``number`` among those of its page, from 1."""
    return ShownQuote(context.cards.card(quote), anchor_of(number))


def anchor_of(number: int) -> str:
    """The place of a quote on the page of a record: its number among the quotes, from 1."""
    return f"said-{number}"


# So many of the latest quotes open a list that is split.
LATEST = 12


@dataclass(frozen=True, slots=True)
class OccasionGroup:
    """What was said on one occasion, in the order of the sources.

    Attributes:
        date: when, local at the place.
        name: what it was; ``None`` if no source names an event.
        place: where, if known.
    """

    date: PartialDate
    name: str | None
    place: str | None
    cards: tuple[QuoteCard, ...]


def latest_or_all(
    part: Part[QuoteEntry], quotes: Callable[[], Sequence[QuoteEntry]], cards: QuoteCards
) -> tuple[OccasionGroup, ...]:
    """The groups of a page; where a list's own page is only an index, its latest quotes.

    ``quotes`` gives all quotes of the list, newest first; called only where they are needed.
    """
    return by_occasion(quotes()[:LATEST] if part.indexes else part.items, cards)


def by_occasion(quotes: Sequence[QuoteEntry], cards: QuoteCards) -> tuple[OccasionGroup, ...]:
    """Groups of ``quotes``, which are in the order of ``newest_quotes_first``."""
    groups = (tuple(group) for _, group in groupby(quotes, key=_occasion))
    return tuple(
        OccasionGroup(
            group[0].date, group[0].occasion.name, group[0].place, tuple(map(cards.card, group))
        )
        for group in groups
    )


@dataclass(frozen=True, slots=True)
class MonthJump:
    """The quotes of one month on a long page.

    Attributes:
        id: of the heading of the first of them.
        date: the month; the year, or an unknown date, if no more is known.
    """

    id: str
    date: PartialDate


def month_jumps(groups: Sequence[OccasionGroup]) -> tuple[MonthJump, ...]:
    """The months on a page of quotes; none where it is short, or all are of one month."""
    first: dict[str, int] = {}
    for number, group in enumerate(groups, 1):
        first.setdefault(group.date.text[:7], number)
    if len(first) == 1 or sum(len(group.cards) for group in groups) <= LATEST:
        return ()
    return tuple(
        MonthJump(f"event-{number}", PartialDate.parse(month)) for month, number in first.items()
    )


def _occasion(quote: QuoteEntry) -> tuple[PartialDate, str, str | None]:
    """The same for quotes that are shown as one group."""
    return (quote.date, quote.occasion.key, quote.place)


def places_of(parts: Sequence[Part[QuoteEntry]]) -> dict[str, Place]:
    """Where each quote of a list is shown, by its reference; its own page is first of ``parts``."""
    found: dict[str, Place] = {}
    for part in parts:
        if part is parts[0]:
            for number, quote in enumerate(part.items, 1):
                found[quote.reference] = Place(None, anchor_of(number))
            continue
        for number, (_, group) in enumerate(groupby(part.items, key=_occasion), 1):
            place = Place(part.uri, f"event-{number}")
            found.update((quote.reference, place) for quote in group)
    return found
