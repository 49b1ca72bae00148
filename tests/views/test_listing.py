"""Long lists as pages: nothing lost, nothing twice, and links that do not grow with the square."""

import pytest

from onrecord.records import PartialDate
from onrecord.views.listing import split_by_date, split_by_number


def _dates(*texts: str) -> list[PartialDate]:
    return [PartialDate.parse(text) for text in texts]


@pytest.mark.parametrize(
    ("dates", "limit", "uris"),
    [
        ("2031-05-02 2031-06", 2, "x/"),
        ("2031-05-02 2032-06 unknown", 2, "x/ x/2031/ x/2032/ x/unknown/"),
        # What is dated no finer than an index page stands on that page.
        ("2031 2031-05 2031-05-02", 2, "x/ x/2031/ x/2031-05/"),
        ("2031-05-02 2031-05-02", 1, "x/ x/2031/ x/2031-05/ x/2031-05-02/ x/2031-05-02/page/2/"),
        ("unknown unknown", 1, "x/ x/unknown/ x/unknown/page/2/"),
    ],
)
def test_split_by_date(dates: str, limit: int, uris: str) -> None:
    items = _dates(*dates.split())

    parts = split_by_date("x/", items, lambda date: date, limit)

    assert [part.uri for part in parts] == uris.split()
    assert sorted(item.text for part in parts for item in part.items) == sorted(dates.split())


def test_the_own_page_leads_to_months_and_no_page_to_single_items() -> None:
    texts = [f"2031-05-{day:02}" for day in range(1, 9)]
    parts = split_by_date("x/", _dates(*texts, "2031-06-01", "2032"), lambda date: date, 4)

    first = parts[0].finer[0]
    assert [(link.uri, link.count) for link in first.finer] == [
        ("x/2031-05/", 8), ("x/2031-06/", 1),
    ]  # fmt: skip
    # Eight days with one item each make two pages.
    pages = ["x/", "x/2031/", "x/2031-05/", "x/2031-05/page/2/", "x/2031-06/", "x/2032/"]
    assert [part.uri for part in parts] == pages
    busy = split_by_date("x/", _dates(*texts * 3), lambda date: date, 4)
    assert [link.name for link in busy[2].finer] == texts
    # Very many months are only reached by their years.
    months = [f"{year}-{month:02}" for year in range(2020, 2030) for month in range(1, 13)]
    long = split_by_date("x/", _dates(*months), lambda date: date, 4)
    assert not any(link.finer for link in long[0].finer)


def test_a_part_knows_its_date_its_number_and_the_way_up() -> None:
    parts = split_by_date("x/", _dates("2031-05-02", "2031-05-02", "2032"), lambda date: date, 1)
    last = next(part for part in parts if part.uri == "x/2031-05-02/page/2/")

    assert parts[0].opens
    assert last.date
    assert (last.date.text, last.number, last.opens) == ("2031-05-02", 2, False)
    assert [link.uri for link in last.trail] == ["x/", "x/2031/", "x/2031-05/"]


def test_numbered_pages_lead_to_the_ends_and_the_neighbours() -> None:
    parts = split_by_number("x/", range(100), 1)

    assert len(parts[0].finer) == 100
    here = parts[50]
    assert [link.number for link in here.finer] == [1, *range(47, 56), 100]
    assert [link.number for link in here.finer if link.current] == [51]
    assert sum(len(part.finer) for part in parts) < 100 * 13


def test_every_numbered_page_is_two_links_from_the_first_which_stays_short() -> None:
    parts = split_by_number("x/", range(5000), 1)
    linked = [link.number or 0 for link in parts[0].finer]

    assert len(linked) < 500
    reached = {link.number for number in linked for link in parts[number - 1].finer}
    assert reached == {*range(1, 5001)}
