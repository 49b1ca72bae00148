"""The pictures in a browser: at every width each mark can be hit, and none lies over another."""

import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.desk.desks import article
from tests.pages.rendering import Site
from tests.tabs import Tabs
from tests.views.lives import desk_of_acts
from tests.views.strike import strike
from tests.views.walkout import walkout

from onrecord.render.templates import packaged_templates

FRAME = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="stylesheet" href="css/onrecord.css"><link rel="stylesheet" href="css/pictures.css">'
    "</head><body><main>{}</main></body></html>"
)
BUSY = [f"2031-{4 + n // 28:02}-{n % 28 + 1:02}" for n in range(56)] + ["2031-04", "unknown"]
ANSWERS = [(when, "port-authority", ("rejected", "counter")[n % 2]) for n, when in enumerate(BUSY)]
SPOKEN = [
    {"id": f"q-{n}", "text": f"Words {n}", "speaker": "rivera", "form": "direct",
     "said": {"date": when}}
    for n, when in enumerate(BUSY)
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    shutil.copytree(packaged_templates() / "theme" / "css", folder / "css")
    desks = {
        "quiet": (Site(walkout(folder / "quiet")), "demands/pay-rise/"),
        "busy": (Site(desk_of_acts(folder / "busy", BUSY, ANSWERS)), "demands/gate/"),
        "heard": (Site(strike(folder / "heard", many=article(quotes=SPOKEN))), "actors/rivera/"),
    }
    for name, (site, uri) in desks.items():
        (folder / f"{name}.html").write_text(FRAME.format(site.page(uri).html), encoding="utf-8")
    return folder


WIDTHS = (320, 390, 700, 1280)


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    with tabs.open() as tab:
        yield tab.page


# Left, top, right and bottom of each link that is shown, and whether it is drawn.
BOXES = """() => [...document.querySelectorAll('.picture .plot a')]
    .map(link => [link.getBoundingClientRect(), link.closest('svg') !== null])
    .filter(([box]) => box.width > 0)
    .map(([box, drawn]) => [box.left, box.top, box.right, box.bottom, drawn])"""
NEARLY = 0.1  # of a pixel


@pytest.mark.parametrize("name", ["quiet", "busy", "heard"])
def test_links_are_large_enough_and_lie_apart(page: Page, pages: Path, name: str) -> None:
    page.goto((pages / f"{name}.html").as_uri())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        boxes = page.evaluate(BOXES)
        assert sum(drawn for *_, drawn in boxes) >= 2
        for left, top, right, bottom, drawn in boxes:
            assert max(right - left, bottom - top) >= 24 - NEARLY, width
            if drawn:
                assert min(right - left, bottom - top) >= 24 - NEARLY, width
        for first, second in combinations(boxes, 2):
            apart = first[2] <= second[0] + NEARLY or second[2] <= first[0] + NEARLY
            apart = apart or first[3] <= second[1] + NEARLY or second[3] <= first[1] + NEARLY
            assert apart, (width, first, second)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width


def test_the_keyboard_reaches_each_mark_and_its_name_is_told(page: Page, pages: Path) -> None:
    page.goto((pages / "quiet.html").as_uri())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(".lane-addressee .strip a:visible").first.focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.strip') !== null"), width
        named = page.get_by_role("link", name="Rejected (on condition): Ana Rivera, 4 May 2031")
        assert named.count() == 1, width


def test_paper_shows_the_table(page: Page, pages: Path) -> None:
    page.set_viewport_size({"width": 680, "height": 900})
    page.goto((pages / "quiet.html").as_uri())
    height = "document.querySelector('.picture-table').getBoundingClientRect().height"
    assert page.evaluate(height) < 50
    page.emulate_media(media="print")
    assert page.evaluate(height) > 200
