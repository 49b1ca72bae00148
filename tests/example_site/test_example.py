"""The built example site in a real browser, at a subpath, under a strict policy.

The tests know no record by name: they take one of each kind from the desk and look for its facts.
"""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, ViewportSize
from tests.tabs import Tabs

from .conftest import REPOSITORY, Example

# A wide screen, and a phone. No script of the pages asks for the width.
WIDTHS: tuple[ViewportSize, ...] = ({"width": 1280, "height": 844}, {"width": 390, "height": 844})


class Watched:
    """A page of the browser, and everything it complained of."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self._address = address
        page.on("console", self._console)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def stop(self) -> None:
        """Watch no longer: the next test has the page."""
        self.page.remove_listener("console", self._console)
        self.page.remove_listener("requestfailed", self._failed)
        self.page.remove_listener("response", self._response)

    def go(self, uri: str) -> None:
        """Go to a page of the site."""
        self.page.goto(self._address + uri)

    def open(self, uri: str) -> Iterator[str]:
        """Go to a page of the site: what a reader sees at each width in turn, in one line."""
        self.page.set_viewport_size(WIDTHS[0])
        self.go(uri)
        for size in WIDTHS:
            self.page.set_viewport_size(size)
            yield " ".join(self.page.inner_text("main").split())

    def _console(self, message: object) -> None:
        if getattr(message, "type", "") in {"error", "warning"}:
            self.complaints.append(getattr(message, "text", ""))

    def _failed(self, request: Request) -> None:
        # The browser drops what it is still fetching (the icon) when it goes to the next page.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.url}: {request.failure}")

    def _response(self, response: object) -> None:
        url, status = getattr(response, "url", ""), getattr(response, "status", 0)
        if status >= 400:
            self.complaints.append(f"{status} {url}")
        if not url.startswith(self._address):
            self.complaints.append(f"asked another place: {url}")


@contextlib.contextmanager
def watching(tabs: Tabs, example: Example) -> Iterator[Watched]:
    with tabs.open() as tab:
        watched = Watched(tab.page, example.address)
        yield watched
        watched.stop()
        assert [*watched.complaints, *tab.errors] == []


@pytest.fixture
def reader(undrawn: Tabs, example: Example) -> Iterator[Watched]:
    with watching(undrawn, example) as watched:
        yield watched


@pytest.fixture
def clicking_reader(tabs: Tabs, example: Example) -> Iterator[Watched]:
    with watching(tabs, example) as watched:
        yield watched


def test_the_readme_counts_what_the_example_has(example: Example) -> None:
    told = " ".join((REPOSITORY / "README.md").read_text(encoding="utf-8").split())
    found = re.search(r"from (\d+) sources, with (\d+) quotes, of which (\d+) match", told)
    quotes = example.desk.quotes.values()
    matching = [quote for quote in quotes if quote.verdict.startswith("exact")]
    assert found
    assert [*map(int, found.groups())] == [len(example.desk.articles), len(quotes), len(matching)]


def test_home_tells_coverage_and_every_demand(reader: Watched, example: Example) -> None:
    for text in reader.open(""):
        covered = reader.page.locator("main .standfirst time")
        dates = [covered.nth(place).get_attribute("datetime") for place in range(covered.count())]
        assert dates == [str(example.coverage["from"]), str(example.coverage["through"])]
        for demand in example.desk.demands.values():
            assert demand.record.title in text
        assert reader.page.locator("figure.quote-card").count() >= 3


def test_an_actor_shows_roles_totals_and_own_words(reader: Watched, example: Example) -> None:
    desk = example.desk
    actor_id = max(desk.index, key=lambda actor: desk.index[actor].utterances)
    for text in reader.open(f"actors/{actor_id}/"):
        assert reader.page.inner_text("h1") == desk.actors[actor_id].name
        for role in desk.actors[actor_id].roles:
            assert role.title in text
        assert str(desk.index[actor_id].utterances) in text
        # The page of so many quotes shows a few, and the pages that it leads to have them all.
        opening = reader.page.locator("section:has(#leading) figure.quote-card")
        newest = reader.page.locator("section:has(#quotes) figure.quote-card")
        assert (opening.count(), newest.count()) == (1, 6)
        name = desk.actors[actor_id].name
        for card in (opening, *(newest.nth(place) for place in range(6))):
            # What is seen of it need not say again whose page this is; what is read aloud does.
            assert name in (card.get_attribute("aria-label") or "")
            assert len(card.locator(".words, .gist").first.inner_text().split()) > 1
    page = example.site / f"actors/{actor_id}/index.html"
    assert quotes_on_finer_pages(page) == len(desk.index[actor_id].quotes) >= 10


def quotes_on_finer_pages(page: Path) -> int:
    """How many quotes the pages show that this one leads to, and those that they lead to."""
    text = page.read_text(encoding="utf-8")
    parts = re.findall(r'<nav class="parts.*?</nav>', text, re.DOTALL)
    lists = "".join(nav.partition("<ul")[2] for nav in parts)
    found = 0
    for address in re.findall(r'<a href="([^"#]+)"', lists):
        finer = (page.parent / address / "index.html").resolve()
        cards = re.findall(r'<figure class="[^"]*quote-card', finer.read_text(encoding="utf-8"))
        found += len(cards) + quotes_on_finer_pages(finer)
    return found


def test_a_quote_shows_words_speaker_date_place_and_source(
    reader: Watched, example: Example
) -> None:
    quote = next(
        quote
        for quote in example.desk.quotes.values()
        if quote.record.form == "direct" and quote.place and quote.record.context and quote.counts
    )
    for text in reader.open(f"quotes/{quote.article_id}/{quote.record.id}/"):
        words = " ".join(reader.page.locator("blockquote.words").first.inner_text().split())

        assert " ".join(quote.record.text[0].split()) in words
        assert all(example.desk.actors[speaker].name in text for speaker in quote.speakers)
        assert (quote.record.context or "-") in text
        assert (quote.place or "-") in text
        assert quote.article.source.publisher in text
        assert reader.page.locator(f'time[datetime="{quote.date}"]').count() >= 1


def test_an_indirect_quote_shows_the_gist_as_said(reader: Watched, example: Example) -> None:
    quote = next(q for q in example.desk.quotes.values() if q.record.form == "indirect")
    for text in reader.open(f"quotes/{quote.article_id}/{quote.record.id}/"):
        assert " ".join((quote.record.gist or "-").split()) in text
        said = reader.page.locator("figure.quote-card").first
        assert quote.record.text[0][:40] not in said.locator(".gist").inner_text()


def test_the_demands_summary_tells_every_state(reader: Watched, example: Example) -> None:
    for text in reader.open("demands/"):
        for demand in example.desk.demands.values():
            assert demand.record.title in text
        none_found = [
            position
            for demand in example.desk.demands.values()
            for position in demand.positions.values()
            if position.state == "none_found"
        ]
        assert none_found
        assert "No answer found" in text


def test_a_demand_shows_where_it_stands_with_each(reader: Watched, example: Example) -> None:
    demand = next(demand for demand in example.desk.demands.values() if len(demand.addressees) > 1)
    for text in reader.open(f"demands/{demand.id}/"):
        for addressee in demand.addressees:
            assert example.desk.actors[addressee].name in text
        decided = [p.deciding[0] for p in demand.positions.values() if p.deciding]
        for answer in decided:
            if answer.quote and answer.quote.record.form == "direct":
                assert " ".join(answer.quote.record.text[0].split()) in text


def test_a_claim_names_whose_it_is_everywhere(reader: Watched, example: Example) -> None:
    claim_id, claim = next(iter(example.desk.claims.items()))
    name = example.desk.actors[claim.record.by[0]].name
    for _ in reader.open(f"claims/{claim_id}/"):
        assert reader.page.inner_text("h1").startswith(f"Claim by {name}")
        assert reader.page.title().startswith(f"Claim by {name}")


def test_the_sections_are_reached_from_every_page(
    clicking_reader: Watched, example: Example
) -> None:
    quote = next(iter(example.desk.quotes.values()))
    page = clicking_reader.page
    clicking_reader.go(f"quotes/{quote.article_id}/{quote.record.id}/")
    for size in WIDTHS:
        page.set_viewport_size(size)
        for name in ("demands", "actors", "timeline"):
            page.locator(f"header a[href$='/{name}/']").first.click(trial=True)
    page.locator("header a[href$='/timeline/']").first.click()
    assert page.url.endswith("/timeline/")
