"""The panel of the search as a person uses it: by keyboard, on a phone, where something fails."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.axe import in_light_and_dark
from tests.search.conftest import CONFIG, SCREENS, WIDE, Searcher, build, searching
from tests.serving import Served, serving
from tests.tabs import Tabs
from tests.tiny_site import TinySite


def test_it_works_by_keyboard_alone_on_any_screen(searcher: Searcher) -> None:
    page = searcher.page
    for size in SCREENS:
        searcher.sized(size)
        page.keyboard.press("/")
        expect(page.locator("#finder-query")).to_be_focused()
        page.keyboard.type("tariff")
        expect(page.locator(".finder-results li")).to_have_count(5)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.locator(".finder-results [data-href=uri]").nth(1)).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.locator("#finder-query")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{searcher.served.url}quotes/many-answers/one/")
        page.keyboard.press("/")
        page.keyboard.type("dock union")  # while the panel is still being fetched
        expect(page.locator("#finder-query")).to_have_value("dock union")
        page.keyboard.press("Enter")  # at once goes to the first result
        page.wait_for_url(f"{searcher.served.url}actors/dock-union/")


def test_the_panel_fits_its_screen_and_escape_gives_the_focus_back(searcher: Searcher) -> None:
    page = searcher.page
    for size in SCREENS:
        searcher.sized(size)
        searcher.close()
        page.locator(".finder-open").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#finder-query")).to_be_focused()
        searcher.look_for("tariff")
        assert page.evaluate(
            "() => { const box = document.querySelector('dialog.finder');"
            " return box.scrollWidth <= box.clientWidth && box.getBoundingClientRect().left >= 0"
            " && box.getBoundingClientRect().right <= innerWidth; }"
        )
        page.keyboard.press("Escape")
        expect(page.locator("dialog.finder")).to_be_hidden()
        expect(page.locator(".finder-open")).to_be_focused()
    searcher.sized(WIDE)


def test_the_key_can_be_switched_off(clicking_searcher: Searcher) -> None:
    page = clicking_searcher.page
    page.keyboard.press("/")
    page.get_by_label("Press / to search").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    page.wait_for_timeout(200)

    assert page.locator("dialog.finder").count() == 0
    page.click(".finder-open")
    expect(page.get_by_label("Press / to search")).not_to_be_checked()


def test_nothing_found_says_what_to_do(clicking_searcher: Searcher) -> None:
    searcher = clicking_searcher
    for size in SCREENS:
        searcher.sized(size)
        assert searcher.look_for("zeppelin") == (
            "Nothing found for “zeppelin”. Try a name, a date or another word."
        )
        assert searcher.groups() == ["Topics"], "they say what there is to look for"
        assert searcher.page.get_by_text("Check the spelling, try fewer words").is_visible()
        assert searcher.look_for("blimp zeppelin") == (
            "Nothing found for “blimp zeppelin”. Try a name, a date or another word."
            " No entry contains a word starting with “blimp”."
            " No entry contains a word starting with “zeppelin”."
        )
        lists = searcher.page.locator(".finder-help").get_by_role("link")
        assert {"Demands", "Timeline", "Sources", "Data"} <= set(lists.all_inner_texts())
        searcher.page.locator(".finder-help").get_by_role("link", name="Actors").click()
        searcher.page.wait_for_url(f"{searcher.served.url}actors/")


def test_what_is_typed_wrong_is_looked_for_as_it_is_spelled_here(searcher: Searcher) -> None:
    for typed, meant in {
        "Luzja": "Łucja",
        "odegrad": "Ødegård",
        "otegard": "Ødegård",
        "marzipen": "marzipan",
    }.items():
        said = searcher.look_for(typed)
        shown = f"No results for “{typed}”; showing results for “{meant}” instead. Results:"
        assert said.startswith(shown)
        assert searcher.results(), typed
        assert searcher.page.locator("#finder-query").input_value() == typed
    said = searcher.look_for("Odegart harbour")
    shown = "No results for “Odegart harbour”; showing results for “Ødegård harbour” instead."
    assert said.startswith(shown)
    assert searcher.look_for("Oedegaart").startswith("Nothing found")
    assert searcher.look_for("zebra").startswith("Nothing found"), "a short word is like too many"


def test_what_is_typed_is_never_markup(searcher: Searcher) -> None:
    said = searcher.look_for("<img src=x onerror=alert(1)> {query} $& zzz")

    assert "<img src=x onerror=alert(1)> {query} $& zzz" in said
    assert searcher.page.locator("dialog img").count() == 0


@pytest.mark.parametrize("query", ["night", "zeppelin"])
def test_axe_finds_nothing(searcher: Searcher, query: str, known_looks: set[str]) -> None:
    searcher.look_for(query)
    found = in_light_and_dark(searcher.page, "dialog.finder", narrow=390, known=known_looks)
    searcher.sized(WIDE)
    assert found == []


def test_a_new_build_under_an_open_page_is_noticed(
    undrawn: Tabs, site: TinySite, tmp_path: Path
) -> None:
    """The page keeps the old index' facts in mind; the files are of the new one."""
    built = tmp_path / "site"
    shutil.copytree(site.root / "site", built)
    listed = json.loads((built / "search/meta.json").read_text(encoding="utf-8"))["files"]
    digests = [
        digest for of in ("names", "terms", "records") for digest in listed[f"search/{of}"][1]
    ]
    with serving(built) as served, searching(undrawn, served, WIDE, "") as searcher:
        searcher.look_for("harbour")
        for file in (built / "search").rglob("*"):
            if file.suffix in {".txt", ".json"}:
                text = file.read_text(encoding="utf-8")
                for digest in digests:
                    text = text.replace(digest, digest[::-1])
                file.write_text(text, encoding="utf-8")

        assert searcher.look_for("lighthouse") == "Results: 1"


def test_without_the_index_it_says_so(undrawn: Tabs, served: Served) -> None:
    with searching(undrawn, served, WIDE) as searcher:
        index = "**/search/meta.json"
        searcher.page.route(index, lambda route: route.fulfill(status=200, body="{"))
        assert searcher.look_for("harbour").startswith("The search could not be loaded.")


def test_without_javascript_and_from_a_disk_there_is_no_dead_control(
    undrawn: Tabs, served: Served, site: TinySite
) -> None:
    with undrawn.open(java_script_enabled=False) as tab:
        tab.page.goto(served.url)
        expect(tab.page.locator(".finder-open")).to_be_hidden()
        expect(tab.page.locator(".site-menu a").first).to_be_visible()
    with undrawn.open() as tab:
        tab.page.goto((site.root / "site" / "index.html").as_uri())
        expect(tab.page.locator(".finder-open")).to_be_hidden()


def test_it_works_on_the_page_for_missing_ones_and_without_directory_urls(
    tabs: Tabs, tmp_path: Path
) -> None:
    config = CONFIG + "use_directory_urls: false\n"
    flat = build(tmp_path / "desk", config)
    with serving(flat.root / "site", prefix="/") as served, tabs.open() as tab:
        page = tab.page
        page.goto(f"{served.url}404.html")
        page.keyboard.press("/")
        page.fill("#finder-query", "dock union")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served.url}actors/dock-union/index.html")
        page.keyboard.press("/")
        page.locator(".finder-help").get_by_role("link", name="Demands").click()
        page.wait_for_url(f"{served.url}demands/index.html")


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    off = build(tmp_path / "desk", CONFIG.replace("share_pictures", "search"))

    assert not (off.root / "site" / "search").exists()
    assert "finder-open" not in off.page()
    assert "search.js" not in off.page()
