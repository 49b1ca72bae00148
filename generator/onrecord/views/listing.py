"""A long list as pages of a bearable length: split by date, or by number where there are none.

A list that fits is whole at its own address. A longer one is split by year; a year that is
still too long by month, each coarser page remaining as an index to its finer ones. A month that is
too long is split by day, or by number where that would leave little on a page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from onrecord.records import PartialDate, fixed

T = TypeVar("T")
S = TypeVar("S")
V_co = TypeVar("V_co", covariant=True)

# So many lines make a page; chosen by looking, not by a standard.
PART_LIMIT = 100
# So many quotes are about twenty screens of a phone.
QUOTES_LIMIT = 80

# A page that shows more than one list shows so many of each in full, and of the others so many by
# name.
IN_FULL, BY_NAME = 15, 80

# How many neighbours a numbered page links to on either side, and the first page in all.
_NEIGHBOURS, _MOST_NUMBERED = 4, 400

# The own page of a list leads to so many months at most, else to years only.
_MONTHS = 72

_PREFIX = (4, 7, 10)  # YYYY, YYYY-MM, YYYY-MM-DD

# A month of many days with fewer than so many on each is split by number, not into tiny pages.
_DAYS, _MANY_DAYS, _ON_A_DAY = 2, 5, 3


@fixed
class PartLink:
    """A way from one page of a list to another."""

    uri: str  #: site path
    name: str  #: `2031`, `2031-05`, `2031-05-02`, `unknown` or a page's number
    count: int  #: how many items are there
    current: bool = False  #: whether it is the page it is on
    number: int | None = None  #: of a page that is split by number, from 1
    finer: "tuple[PartLink, ...]" = ()  #: a year's months, on the list's own page if not too many

    @property
    def date(self) -> PartialDate | None:
        """The date of the items; ``None`` for the whole list or a page's number."""
        return PartialDate.parse(self.name) if self.name and self.number is None else None


@fixed
class Part(Generic[T]):
    """One page of a list."""

    uri: str  #: site path of this page
    name: str  #: as in `PartLink`; empty for the whole list
    items: tuple[T, ...]  #: what is on this page; not for templates
    total: int  #: how many items this page and its finer ones have
    finer: tuple[PartLink, ...] = ()  #: the pages this one is an index to
    trail: tuple[PartLink, ...] = ()  #: the coarser pages this one is part of, the whole list first
    date: PartialDate | None = None  #: the date whose items are here; `None` for the whole list
    number: int | None = None  #: of a page that is split by number, from 1

    @property
    def opens(self) -> bool:
        """Whether this is the list's own page."""
        return self.date is None and self.number in (None, 1)

    @property
    def indexes(self) -> bool:
        """Whether this is the own page of a list that is split by date."""
        return self.opens and self.leads_on

    @property
    def leads_on(self) -> bool:
        """Whether it is an index to finer dates."""
        return bool(self.finer) and self.number is None


@fixed
class Jump:
    """A section of a page, and how many things it has."""

    id: str  #: of its heading
    count: int  #: of an actor's own words, where the section is of the actor's acts
    told: int = 0  #: how many more there are by others' account alone
    absent: int = 0  #: how many more there are with which nobody of theirs is on record


@fixed
class Rest(Generic[T]):
    """The items that a page does not show in full, since its list is long."""

    links: tuple[T, ...]  #: the first of it, by name
    count: int  #: how many there are in all

    @property
    def unnamed(self) -> int:
        """The number of items without one of ``links``."""
        return self.count - len(self.links)


def rest_of(items: Sequence[S], link: Callable[[S], T], shown: int = IN_FULL) -> Rest[T]:
    """The rest of ``items`` after the first ``shown``."""
    left = items[shown:]
    return Rest(tuple(map(link, left[:BY_NAME])), len(left))


class Listed(NamedTuple, Generic[T, V_co]):
    """The pages of a list, and what makes the view of each.

    ``figures`` gives what a page after the first shows besides its items, such as how many the
    whole list has, or other items; ``None`` where it shows more than that.
    """

    parts: list[Part[T]]
    page: Callable[[Part[T]], V_co]
    figures: Callable[[Part[T]], object] = lambda _: None


def split_by_date(
    uri: str,
    items: Sequence[T],
    date_of: Callable[[T], PartialDate],
    limit: int = PART_LIMIT,
    own_limit: int | None = None,
) -> list[Part[T]]:
    """Split ``items`` (in the order they are to be shown) into pages under ``uri``.

    The first part is the list's own page. A page has at most ``limit`` items, but for what is
    dated no finer than an index page, which is on that page. The list's own page, which may show
    more than the list, has at most ``own_limit``.
    """
    own = limit if own_limit is None else min(limit, own_limit)
    return list(_Splitter(uri, date_of, limit, own).split("", items, 0, ()))


def split_by_number(uri: str, items: Sequence[T], limit: int = PART_LIMIT) -> list[Part[T]]:
    """Split ``items`` without dates: the list's own page, then ``page/2/`` and so on."""
    return _numbered(uri, "", items, limit, ())


def page_of_number(uri: str, place: int, limit: int = PART_LIMIT) -> str:
    """The page on which `split_by_number` puts the item at ``place``, counted from 0."""
    number = place // limit + 1
    return uri if number == 1 else f"{uri}page/{number}/"


@fixed
class _Splitter(Generic[T]):
    base: str
    date_of: Callable[[T], PartialDate]
    limit: int
    own_limit: int

    def split(
        self, name: str, items: Sequence[T], level: int, trail: tuple[PartLink, ...]
    ) -> Iterator[Part[T]]:
        """The page called ``name`` (empty for the whole list) and its finer ones."""
        uri = self._uri(name)
        if len(items) <= (self.limit if name else self.own_limit):
            yield Part(uri, name, tuple(items), len(items), (), trail, _date(name))
            return
        groups: defaultdict[str, list[T]] = defaultdict(list)
        if level < len(_PREFIX) and name != "unknown":
            for item in items:
                when = self.date_of(item)
                groups[when.text[: _PREFIX[level]] if when.known else when.text].append(item)
        own = groups.pop(name, [])
        many = level == _DAYS and len(groups) >= _MANY_DAYS
        sparse = many and len(items) < len(groups) * _ON_A_DAY
        if not groups or sparse:
            yield from _numbered(uri, name, items, self.limit, trail)
            return
        here = PartLink(uri, name, len(items))
        pages = {
            key: list(self.split(key, group, level + 1, (*trail, here)))
            for key, group in groups.items()
        }
        firsts = {key: found[0] for key, found in pages.items() if not name}
        months = {key: () if each.number else each.finer for key, each in firsts.items()}
        if sum(map(len, months.values())) > _MONTHS:
            months = {}
        finer = tuple(
            PartLink(self._uri(key), key, len(group), finer=months.get(key, ()))
            for key, group in groups.items()
        )
        yield Part(uri, name, tuple(own), len(items), finer, trail, _date(name))
        for found in pages.values():
            yield from found

    def _uri(self, name: str) -> str:
        return f"{self.base}{name}/" if name else self.base


def _numbered(
    uri: str, name: str, items: Sequence[T], limit: int, trail: tuple[PartLink, ...]
) -> list[Part[T]]:
    chunks = [items[start : start + limit] for start in range(0, len(items), limit)] or [items]
    if len(chunks) == 1:
        return [Part(uri, name, tuple(items), len(items), (), trail, _date(name))]
    uris = [page_of_number(uri, here, 1) for here in range(len(chunks))]

    def page(here: int) -> Part[T]:
        called = f"{name} {here + 1}".strip() if here else name
        links = tuple(
            PartLink(uris[other], str(other + 1), len(chunks[other]), other == here, other + 1)
            for other in _near(here, len(chunks))
        )
        shown = tuple(chunks[here])
        return Part(uris[here], called, shown, len(items), links, trail, _date(name), here + 1)

    return [page(here) for here in range(len(chunks))]


def _near(here: int, count: int) -> list[int]:
    """The pages that page ``here`` links to.

    The first page links to every page or, in a long list, to evenly spaced ones. Each other page
    links to both ends and to its neighbours, as many as lie between two of those.
    """
    # Were it all on each, the links would grow with the square of the list.
    apart = -(-count // _MOST_NUMBERED)
    around = max(_NEIGHBOURS, apart // 2)
    near = {*range(0, count, apart), count - 1} if here == 0 else {0, count - 1}
    near.update(range(max(0, here - around), min(count, here + around + 1)))
    return sorted(near)


def _date(name: str) -> PartialDate | None:
    return PartialDate.parse(name) if name else None
