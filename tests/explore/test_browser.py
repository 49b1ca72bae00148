"""Filters as a person uses them: on a strict host, below a folder of it, on both screens."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.explore.crowd import write
from tests.serving import Served, serving
from tests.sharing import build_site, made_once
from tests.tabs import Tabs

from onrecord.desk.desk import Desk
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

WIDE, PHONE = SCREENS = (1280, 900), (390, 844)
DEMANDS, ADDRESSEES = 60, 15


def build(folder: Path) -> None:
    write(folder, DEMANDS, ADDRESSEES)
    build_site(folder)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "crowd", build)


@pytest.fixture(scope="module")
def desk(root: Path) -> Desk:
    desk = load_desk(Settings(root / "content")).desk
    assert desk
    return desk


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[Served]:
    with serving(root / "site") as server:
        yield server


# The script of the filters never asks for the width: so what it counts and keeps is tested on one
# screen, and what is reached, laid out or covered on both.
@pytest.fixture
def page(undrawn: Tabs) -> Iterator[Page]:
    with undrawn.open(*WIDE) as tab:
        yield tab.page
        assert tab.complaints == []


@pytest.fixture
def clicked(tabs: Tabs) -> Iterator[Page]:
    """A page whose test clicks, so that it has to be drawn."""
    with tabs.open(*WIDE) as tab:
        yield tab.page
        assert tab.complaints == []


def sized(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def told(page: Page) -> str:
    return page.locator(".filters [role=status]").inner_text()


def choose(page: Page, facet: str, value: str) -> None:
    page.click(f"[data-facet={facet}] summary")
    page.click(f'[data-facet={facet}] [value="{value}"]')
    page.keyboard.press("Escape")


def count_beside(page: Page, facet: str, value: str) -> int:
    item = page.locator(f'[data-facet={facet}] li:has([value="{value}"]) small')
    return int(item.text_content() or "-1")


def test_a_filter_narrows_the_quotes_and_survives_reload_and_more_take_the_focus(
    clicked: Page, served: Served, desk: Desk
) -> None:
    quotes = desk.quotes.values()
    mine = [quote for quote in quotes if "actor-3" in quote.speakers]
    cards = clicked.locator(".explore-results .quote-card")
    said = f"{len(mine)} of {len(quotes)} quotes"
    clicked.goto(f"{served.url}quotes/")
    for size in SCREENS:
        sized(clicked, size)
        expect(clicked.locator(".filters [role=status]")).to_have_text(
            f"{len(quotes)} of {len(quotes)} quotes"
        )
        choose(clicked, "speaker", "actor-3")
        expect(cards).to_have_count(min(25, len(mine)))
        assert told(clicked) == said
        speakers = clicked.locator(".explore-results .speaker").all_inner_texts()
        assert set(speakers) == {desk.actors["actor-3"].name}
        assert clicked.url.endswith("quotes/?speaker=actor-3")
        if size == PHONE:
            break
        clicked.reload()
        expect(clicked.locator(".filters [role=status]")).to_have_text(said)
        assert not clicked.locator(".explore-all").is_visible()
        clicked.click(".filters [type=reset]")
    for size in SCREENS:
        sized(clicked, size)
        clicked.goto(f"{served.url}quotes/?order=oldest")
        expect(cards).to_have_count(25)
        clicked.get_by_role("button", name="Show more").click()
        expect(cards).to_have_count(50)
        assert cards.nth(25).locator("a").first.evaluate("one => one === document.activeElement")


def test_counts_follow_the_other_filters(page: Page, served: Served, desk: Desk) -> None:
    page.goto(f"{served.url}quotes/?speaker=actor-3&source=Gazette+1")
    expect(page.locator(".explore-results .quote-card").first).to_be_visible()

    mine = [quote for quote in desk.quotes.values() if "actor-3" in quote.speakers]
    for number in range(6):
        publisher = f"Gazette {number}"
        expected = sum(quote.article.source.publisher == publisher for quote in mine)
        assert count_beside(page, "source", publisher) == expected
    here = [
        quote for quote in desk.quotes.values() if quote.article.source.publisher == "Gazette 1"
    ]
    for actor in desk.actors:
        expected = sum(actor in quote.speakers for quote in here)
        item = page.locator(f'[data-facet=speaker] li:has([value="{actor}"])')
        if item.count():
            assert count_beside(page, "speaker", actor) == expected


def test_dates_and_order_and_what_is_said_where_nothing_is_left(
    page: Page, served: Served, desk: Desk
) -> None:
    page.goto(f"{served.url}quotes/?from=2031-02-10&through=2031-02-12&order=oldest")
    expect(page.locator(".explore-results .quote-card").first).to_be_visible()

    fits = [q for q in desk.quotes.values() if "2031-02-10" <= q.date.text <= "2031-02-12"]
    assert told(page).startswith(f"{len(fits)} of ")
    lines = page.locator(".explore-results .who").all_inner_texts()
    assert "\xa0· 10\xa0Feb\xa02031" in lines[0]
    assert "\xa0· 12\xa0Feb\xa02031" in lines[-1]
    page.goto(f"{served.url}quotes/?from=2050-01-01")
    expect(page.locator(".filters [role=status]")).to_contain_text("No quotes match all filters")


def test_cards_of_another_build_are_not_shown(undrawn: Tabs, served: Served) -> None:
    cards = "**/explore/quotes/*.txt?*"
    with undrawn.open(*WIDE) as tab:
        page = tab.page
        page.route(cards, lambda route: route.fulfill(body=f"another\n{route.fetch().text()[9:]}"))
        page.goto(f"{served.url}quotes/?from=2031-02-10")

        failed = page.locator("[data-filters=quotes]").get_attribute("data-failed") or "-"
        expect(page.locator(".filters [role=status]")).to_have_text(failed)
        assert page.locator(".explore-results .quote-card").count() == 0
        assert page.locator(".explore-all").is_visible()
        page.unroute_all(behavior="wait")  # cards may be on their way
        assert set(tab.complaints) == {"another"}


def test_back_undoes_and_clear_leads_to_all(clicked: Page, served: Served) -> None:
    clicked.goto(f"{served.url}quotes/")
    choose(clicked, "source", "Gazette 2")
    choose(clicked, "speaker", "actor-1")
    narrow = told(clicked)
    clicked.go_back()
    expect(clicked.locator(".filters [role=status]")).not_to_have_text(narrow)
    clicked.go_forward()
    expect(clicked.locator(".filters [role=status]")).to_have_text(narrow)
    clicked.click(".filters [type=reset]")
    expect(clicked.locator(".explore-all")).to_be_visible()
    assert clicked.url.endswith("/quotes/")


def test_results_lead_to_their_quotes(clicked: Page, served: Served) -> None:
    clicked.goto(f"{served.url}quotes/?source=Gazette+1")
    clicked.get_by_role("link", name="Source:").first.click()
    expect(clicked.locator("h1")).to_have_count(1)
    assert clicked.url.startswith(f"{served.url}quotes/article-")


def test_the_keyboard_reaches_everything_and_sixty_demands_of_fifteen_stay_within_the_page(
    page: Page, served: Served
) -> None:
    for size in SCREENS:
        sized(page, size)
        page.goto(f"{served.url}demands/")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.locator(".demand-row:visible").count() == DEMANDS
        page.locator("[data-facet=by] summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")  # the first choice, or what narrows them
        if page.locator("[data-facet=by] .find").is_visible():
            page.keyboard.type("crane")
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.wait_for_url("**/demands/?by=*")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        assert page.locator("details.filter[open]").count() == 0


def test_a_filter_of_demands_hides_what_has_nothing_left(
    clicked: Page, served: Served, desk: Desk
) -> None:
    fits = {
        demand.record.title
        for demand in desk.demands.values()
        if any(position.state == "rejected" for position in demand.positions.values())
    }
    clicked.goto(f"{served.url}demands/")
    choose(clicked, "state", "rejected")
    assert told(clicked) == f"{len(fits)} of {DEMANDS} demands"
    for size in SCREENS:
        sized(clicked, size)
        shown = clicked.locator(".demand-row:visible")
        assert set(shown.locator("h4 > a").all_inner_texts()) == fits
        fitting = shown.locator("[data-to]:not(.beside-the-filter) .state")
        assert set(fitting.all_inner_texts()) == {"Rejected"}
        assert shown.locator(".beside-the-filter .state-rejected").count() == 0
        empty = ".demand-group:visible:not(:has(.demand-row:not([hidden])))"
        assert clicked.locator(empty).count() == 0


def test_a_demand_counts_once_however_many_it_is_addressed_to(
    page: Page, served: Served, desk: Desk
) -> None:
    page.goto(f"{served.url}demands/?topic=pay")
    expect(page.locator(".filters [type=reset]")).to_be_visible()

    pay = [demand for demand in desk.demands.values() if demand.record.topic == "pay"]
    for state in ("rejected", "none_found", "not_assessed"):
        expected = sum(any(p.state == state for p in demand.positions.values()) for demand in pay)
        assert count_beside(page, "state", state) == expected


def test_without_scripts_and_from_disk_everything_is_there_and_no_dead_control(
    undrawn: Tabs, served: Served, root: Path
) -> None:
    with undrawn.open(java_script_enabled=False) as tab:
        tab.page.goto(f"{served.url}demands/")
        assert tab.page.locator(".demand-row:visible").count() == DEMANDS
        assert not tab.page.locator(".filters").is_visible()
        tab.page.goto(f"{served.url}quotes/")
        assert tab.page.locator(".explore-all .quote-card:visible").count() >= 12
        assert not tab.page.locator(".filters, .explore-results").first.is_visible()
    with undrawn.open() as tab:
        for name in ("quotes", "demands"):
            tab.page.goto((root / "site" / name / "index.html").as_uri())
            assert not tab.page.locator(".filters").is_visible()


def test_the_script_never_asks_for_the_width(root: Path) -> None:
    for name in ("demands", "explore", "filters"):
        script = (root / f"site/js/{name}.js").read_text(encoding="utf-8")
        assert not re.search("matchMedia|[iI]nnerWidth|clientWidth|ResizeObserver", script)
