"""The search as a person uses it, in a browser, on a strict host and below a folder of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from tests.serving import Served, serving
from tests.tiny_site import TinySite

HARBOUR = Path(__file__).parent / "harbour"
WIDE, PHONE = (1280, 800), (390, 844)
PAIRS = yaml.safe_load((Path(__file__).parent / "folding.yml").read_text(encoding="utf-8"))
CONFIG = (
    "site_name: The harbour desk\ndocs_dir: content\ntheme: {name: onrecord}\nplugins: [onrecord]\n"
)


def build(root: Path, config: str = CONFIG) -> TinySite:
    """The desk beside this file, built; and one actor for each spelling."""
    site = TinySite(root)
    shutil.copytree(HARBOUR, root / "content")
    for number, (_, written) in enumerate(PAIRS):
        record = yaml.safe_dump({"name": written, "kind": "person"}, allow_unicode=True)
        site.write(f"content/actors/spelling-{number}.yml", record)
    site.write("site_config.yml", config)
    run = site.onrecord("build")
    assert run.returncode == 0, run.stderr
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    return build(tmp_path_factory.mktemp("search") / "desk")


@pytest.fixture(scope="module")
def served(site: TinySite) -> Iterator[Served]:
    with serving(site.root / "site") as one:
        yield one


on_both_screens = pytest.mark.parametrize(
    "searcher", [WIDE, PHONE], indirect=True, ids=["wide", "phone"]
)


@dataclass(frozen=True)
class Searcher:
    """Someone who looks for things."""

    page: Page
    served: Served

    def look_for(self, query: str) -> str:
        """What is said of it once the results are there."""
        if not self.page.locator("dialog.finder").is_visible():
            self.page.keyboard.press("/")
        self.page.fill("#finder-query", query)
        expect(self.page.locator(".finder-results[aria-busy=false]")).to_be_attached()
        return self.page.inner_text(".finder-status")

    def found(self, kind: str) -> list[str]:
        """The lines of one group: text, then facts."""
        lines = self.page.locator(f'.finder-results [data-kind="{kind}"] li').all_inner_texts()
        return [" | ".join(line.split("\n")) for line in lines]

    def groups(self) -> list[str]:
        return self.page.locator(".finder-results h2").all_inner_texts()


@pytest.fixture
def searcher(
    request: pytest.FixtureRequest, browser: Browser, served: Served
) -> Iterator[Searcher]:
    width, height = getattr(request, "param", WIDE)
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{served.url}demands/double-pay/")
    yield Searcher(page, served)
    context.close()
    assert complaints == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("odegard", "Łucja Ødegård"),
        ("ØDEGÅRD", "Łucja Ødegård"),
        ("луция", "Łucja Ødegård (Луция Одегорд)"),
        ("лУц", "Łucja Ødegård (Луция Одегорд)"),
        ("لوسيا", "Łucja Ødegård (لوسيا)"),
        ("docks lucy", "Łucja Ødegård (Lucy of the Docks)"),
    ],
)
def test_an_actor_is_found_by_any_of_its_names(searcher: Searcher, query: str, shown: str) -> None:
    searcher.look_for(query)

    assert searcher.found("actors") == [f"{shown} | Secretary of the union · last heard 2 May 2031"]


def test_every_spelling_of_the_table_finds_its_name(searcher: Searcher) -> None:
    for typed, written in PAIRS:
        searcher.look_for(typed)
        assert any(one.startswith(written) for one in searcher.found("actors")), typed


@on_both_screens
def test_results_are_grouped_actors_and_demands_first(searcher: Searcher) -> None:
    said = searcher.look_for("night")

    assert searcher.groups() == ["People", "Demands", "Claims", "Quotes", "Articles", "Topics"]
    assert searcher.found("demands") == [
        "Pay double for night shifts | by Dock Union, to Port Authority · first stated 2 May 2031"
    ]
    assert searcher.found("articles") == ["A night of talks | Harbour Gazette · 3 May 2031"]
    assert said == "Results: 6"
    assert searcher.page.locator("mark").first.inner_text().casefold().startswith("night")


def test_an_exact_name_stands_before_longer_ones(searcher: Searcher) -> None:
    """The council was heard of later, and so would be first."""
    for query in ("port authority", "port auth"):
        searcher.look_for(query)
        names = [one.partition(" | ")[0] for one in searcher.found("actors")]
        assert names[:2] == ["Port Authority", "Council of the Port Authority"]
    searcher.look_for("authority")
    assert searcher.found("actors")[0].startswith("Authority of Ports Abroad")


def test_quotes_show_what_was_said_and_what_was_only_reported(searcher: Searcher) -> None:
    searcher.look_for("sign quay")
    (line,) = searcher.found("quotes")
    words, _, facts = line.partition(" | ")
    assert words == "We will not work nights for the same pay, and <b>nobody</b> here will sign."
    assert facts == "Łucja Ødegård · 2 May 2031 · Quay Three"
    assert searcher.page.locator("q.finder-text").count() == 1

    searcher.look_for("marzipan")
    assert searcher.found("quotes")[0].startswith("Reported, not quoted: The employers offered")
    assert searcher.page.locator("q.finder-text").count() == 0

    searcher.look_for("lighthouse")
    assert searcher.found("quotes")[0].startswith("Retracted. The lighthouse is ours.")


def test_words_of_another_language_say_so(searcher: Searcher) -> None:
    searcher.look_for("נעבוד")

    words = searcher.page.locator("q.finder-text")
    assert (words.get_attribute("lang"), words.get_attribute("dir")) == ("he", "auto")


def test_a_claim_says_whose_it_is(searcher: Searcher) -> None:
    searcher.look_for("cranes unsafe")

    assert searcher.found("claims")[0].startswith("Claim by Dock Union: Two cranes were unsafe")


def test_a_long_quote_is_shown_where_the_word_stands(searcher: Searcher) -> None:
    searcher.look_for("comes tariff")

    (line,) = searcher.found("quotes")
    assert line.startswith("… ")
    assert "the road to the harbour comes before the tariff. | Council" in line
    assert "weather" not in line


def test_the_latest_come_first_and_more_can_be_shown(searcher: Searcher) -> None:
    searcher.look_for("tariff holds")
    assert len(searcher.found("quotes")) == 5
    assert searcher.groups() == ["Quotes 5 of 6"]

    searcher.page.click(".finder-results section > button")
    expect(searcher.page.locator(".finder-results li")).to_have_count(6)
    assert "The tariff of March holds." in searcher.found("quotes")[5]
    focused = searcher.page.evaluate("() => document.activeElement.textContent")
    assert focused == "The tariff of March holds."


@on_both_screens
def test_it_works_by_keyboard_alone(searcher: Searcher) -> None:
    page = searcher.page
    page.keyboard.press("/")
    expect(page.locator("#finder-query")).to_be_focused()
    page.keyboard.type("tariff")
    expect(page.locator(".finder-results li")).to_have_count(5)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".finder-results a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#finder-query")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{searcher.served.url}quotes/many-answers/one/")


def test_enter_at_once_goes_to_the_first_result(searcher: Searcher) -> None:
    searcher.page.keyboard.press("/")
    expect(searcher.page.locator("#finder-query")).to_be_focused()
    searcher.page.keyboard.type("dock union")
    searcher.page.keyboard.press("Enter")

    searcher.page.wait_for_url(f"{searcher.served.url}actors/dock-union/")


@on_both_screens
def test_escape_closes_and_gives_the_focus_back(searcher: Searcher) -> None:
    page = searcher.page
    page.locator(".finder-open").focus()
    page.keyboard.press("Enter")
    searcher.look_for("harbour")
    page.keyboard.press("Escape")

    expect(page.locator("dialog.finder")).to_be_hidden()
    expect(page.locator(".finder-open")).to_be_focused()


def test_the_key_can_be_switched_off(searcher: Searcher) -> None:
    page = searcher.page
    page.keyboard.press("/")
    page.get_by_label("Open the search with the key /").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    page.wait_for_timeout(200)

    assert page.locator("dialog.finder").count() == 0
    page.click(".finder-open")
    expect(page.get_by_label("Open the search with the key /")).not_to_be_checked()


@on_both_screens
def test_nothing_found_says_what_to_do(searcher: Searcher) -> None:
    assert searcher.look_for("zeppelin") == "Nothing found for “zeppelin”."
    assert searcher.page.get_by_text("Try fewer letters or another spelling").is_visible()
    assert searcher.look_for("port zeppelin") == (
        "Nothing found for “port zeppelin”. Nothing here has a word that begins “zeppelin”."
    )
    searcher.page.locator(".finder-help").get_by_role("link", name="People").click()
    searcher.page.wait_for_url(f"{searcher.served.url}actors/")


def test_what_is_typed_is_never_markup(searcher: Searcher) -> None:
    said = searcher.look_for("<img src=x onerror=alert(1)> {query} $& zzz")

    assert "<img src=x onerror=alert(1)> {query} $& zzz" in said
    assert searcher.page.locator("dialog img").count() == 0


@on_both_screens
def test_the_panel_fits_its_screen(searcher: Searcher) -> None:
    searcher.look_for("tariff")
    fits = searcher.page.evaluate(
        "() => { const box = document.querySelector('dialog.finder');"
        " return box.scrollWidth <= box.clientWidth && box.getBoundingClientRect().left >= 0"
        " && box.getBoundingClientRect().right <= innerWidth; }"
    )
    assert fits


@on_both_screens
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(searcher: Searcher, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # it has none
        Axe,
    )

    searcher.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its literals
    for query in ("tariff", "zeppelin"):
        searcher.look_for(query)
        found = Axe().run(searcher.page, context="dialog.finder").response["violations"]
        assert [one["id"] for one in found] == []


def test_a_new_build_under_an_open_page_is_noticed(searcher: Searcher, site: TinySite) -> None:
    """The page keeps the old index' facts in mind; the files are of the new one."""
    searcher.look_for("harbour")
    for file in (site.root / "site" / "search").rglob("*"):
        if file.suffix in {".txt", ".json"}:
            text = file.read_text(encoding="utf-8")
            digest = site.page("search/meta.json").partition('"digest":"')[2][:12]
            changed = text.replace(digest, digest[::-1]) if file.name != "meta.json" else text
            file.write_text(changed, encoding="utf-8")
    meta = site.root / "site" / "search" / "meta.json"
    text = meta.read_text(encoding="utf-8")
    digest = text.partition('"digest":"')[2][:12]
    meta.write_text(text.replace(digest, digest[::-1]), encoding="utf-8")

    assert searcher.look_for("lighthouse") == "Results: 1"


def test_without_the_index_it_says_so(searcher: Searcher) -> None:
    searcher.page.route("**/search/meta.json", lambda route: route.fulfill(status=200, body="{"))

    assert searcher.look_for("harbour").startswith("The search could not be loaded.")


def test_without_javascript_there_is_no_dead_control(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url)

    expect(page.locator(".finder-open")).to_be_hidden()
    expect(page.locator(".site-sections a").first).to_be_visible()
    context.close()


def test_from_a_disk_there_is_no_dead_control(browser: Browser, site: TinySite) -> None:
    page = browser.new_page()
    page.goto((site.root / "site" / "index.html").as_uri())

    expect(page.locator(".finder-open")).to_be_hidden()
    page.close()


def test_it_works_on_the_page_for_missing_ones_and_without_directory_urls(
    browser: Browser, tmp_path: Path
) -> None:
    config = CONFIG + "use_directory_urls: false\n"
    flat = build(tmp_path / "desk", config)
    with serving(flat.root / "site", prefix="/") as served:
        page = browser.new_page()
        page.goto(f"{served.url}404.html")
        page.keyboard.press("/")
        page.fill("#finder-query", "dock union")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served.url}actors/dock-union/index.html")
        page.keyboard.press("/")
        page.locator(".finder-help").get_by_role("link", name="Demands").click()
        page.wait_for_url(f"{served.url}demands/index.html")
        page.close()


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    off = build(tmp_path / "desk", CONFIG.replace("[onrecord]", "[{onrecord: {search: false}}]"))

    assert not (off.root / "site" / "search").exists()
    assert "finder-open" not in off.page()
    assert "search.js" not in off.page()
