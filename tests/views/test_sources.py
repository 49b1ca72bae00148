"""Sources: publishers with their articles, whose outlet each is, and how much was taken."""

from pathlib import Path

from onrecord.views.articles_sources import sources_list
from onrecord.views.context import Context
from onrecord.views.source_check import CheckCounts

from .walkout import walkout

_VERDICTS = (("exact", 4), ("exact_after_typography", 3), ("close", 2), ("absent", 1), ("stale", 9))


def test_publishers_with_what_was_taken_from_each(tmp_path: Path) -> None:
    views = sources_list(Context(walkout(tmp_path)))
    (part,) = views.parts

    page = views.page(part)

    assert (page.articles, page.publishers, page.quotes, page.parties) == (4, 3, 13, 2)
    assert [(publisher.name, publisher.articles, publisher.quotes) for publisher in page.shown] == [
        ("Dock Union", 1, 1),
        ("Harbour Gazette", 2, 6),
        ("Port Authority", 1, 6),
    ]
    assert [[link.text for link in publisher.parties] for publisher in page.shown] == [
        ["Dock Union"],
        [],
        ["Port Authority"],
    ]
    assert [
        (publisher.checked.checked, publisher.checked.matching) for publisher in page.shown
    ] == [(0, 0), (0, 0), (0, 0)]
    assert (CheckCounts(_VERDICTS, 0).checked, CheckCounts(_VERDICTS, 0).matching) == (10, 7)
    assert [(row.genre, row.articles, row.quotes, row.of_parties) for row in page.genres] == [
        (None, 1, 2, 0),
        ("document", 1, 1, 1),
        ("news_report", 1, 4, 0),
        ("official_statement", 1, 6, 1),
    ]


def test_a_publisher_that_goes_on_over_a_page_says_so(tmp_path: Path) -> None:
    views = sources_list(Context(walkout(tmp_path)), 2)

    pages = [views.page(part) for part in views.parts]

    shown = [
        [(publisher.name, publisher.continued, publisher.articles) for publisher in page.shown]
        for page in pages
    ]
    assert shown == [
        [("Dock Union", False, 1), ("Harbour Gazette", False, 2)],
        [("Harbour Gazette", True, 2), ("Port Authority", False, 1)],
    ]
    assert [bool(page.genres) for page in pages] == [True, False]
    # The first page has the table of all publishers, each with the page of its first article.
    assert [(publisher.name, publisher.uri) for publisher in pages[0].listed] == [
        ("Dock Union", "sources/"),
        ("Harbour Gazette", "sources/"),
        ("Port Authority", "sources/page/2/"),
    ]
    assert not pages[1].listed
