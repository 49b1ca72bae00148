"""A French site as a person uses it, and a quote in Arabic on it, in a browser."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.desk.desks import HARBOUR, harbour
from tests.languages.phrases import english_left
from tests.serving import Served, serving
from tests.sharing import build_site, made_once
from tests.tabs import Tabs
from tests.views.strike import FILES, RALLY

CLOSED = "البوابة مغلقة. لن نفتحها اليوم."
QUOTES = [
    {"id": "closed", "text": CLOSED, "language": "ar", "speaker": "brandt"},
    {
        "id": "we-stay",
        "text": "We stay at the gate until the port has given us an answer, and we count the days.",
        "language": "en",
        "original": {"language": "ar", "text": CLOSED},
        "translation": {"by": "desk_human"},
        "speaker": "brandt",
    },
]
CONFIG = """\
site_name: Quai
docs_dir: content
theme: {name: onrecord}
plugins:
  - onrecord:
      coverage: {from: 2031-05-01, through: 2031-05-04}
      language: fr
      share_pictures: false
"""
CONTENT = "\n".join(
    [*(file.read_text("utf-8") for file in HARBOUR.rglob("*.yml")), str(FILES), str(QUOTES)]
)


def build(folder: Path) -> None:
    article = copy.deepcopy(RALLY)
    article["quotes"] += QUOTES
    harbour(folder, {**FILES, "articles/rally.yml": article})
    (folder / "site_config.yml").write_text(CONFIG, encoding="utf-8")
    build_site(folder)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(made_once(tmp_path_factory, "quai", build) / "site") as server:
        yield server


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    with tabs.open(width=390, locale="fr-FR") as tab:
        yield tab.page


def spoken(page: Page) -> str:
    """The page as it is after its scripts, without the words of the content's addresses."""
    return re.sub(
        r'\b(?:href|data-(?:address|demand|by|to|topic|cells))="[^"]*"', "", page.content()
    )


def no_english_is_left(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "fr"
    assert english_left(spoken(page), CONTENT) == set()
    expect(page.locator(".site-menu")).to_contain_text("Chronologie")


def test_a_page_and_the_search_speak_french(page: Page, served: Served) -> None:
    page.goto(f"{served.url}demands/pay-rise/")
    no_english_is_left(page)
    page.click("text=Rechercher")
    finder = page.locator("dialog.finder")
    expect(finder).to_be_visible()
    page.keyboard.type("brandt")
    status = finder.locator(".finder-status")
    expect(status).to_have_text(re.compile(r"^Résultats\s: \d+$"))
    expect(finder.locator("h2").first).to_contain_text("Les plus proches")
    expect(finder.locator("li").filter(has_text="Acteur\u00a0: Mia Brandt")).to_have_count(1)
    page.fill("#finder-query", "zzz")
    expect(status).to_have_text(re.compile(r"^Rien trouvé pour «\szzz\s»\. Essayez un nom"))
    assert english_left(finder.evaluate("one => one.outerHTML"), CONTENT) == set()


def test_a_copied_line_keeps_the_spaces_within_french_marks(page: Page, served: Served) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{served.url}articles/rally/")
    page.locator("figure button.copy").first.click()
    expect(page.locator("[role=status].copy-status")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("«\u202f")
    assert "\u202f»" in copied


def test_the_filters_speak_french(page: Page, served: Served) -> None:
    page.goto(f"{served.url}quotes/")
    form = page.locator("form.filters")
    expect(form).to_be_visible()
    status = form.locator("[role=status]")
    expect(status).to_have_text(re.compile(r"^Citations\s: (\d+) sur \1$"))
    page.click("[data-facet=speaker] summary")
    page.check('[data-facet=speaker] [value="brandt"]')
    page.check('[data-facet=speaker] [value="okafor"]')
    expect(page.locator("[data-facet=speaker] .chosen")).to_have_text(
        re.compile(r"\s: Mia Brandt ou Sam Okafor|\s: Sam Okafor ou Mia Brandt")
    )
    results = page.locator(".explore-results")
    expect(results.locator("figure").first).to_contain_text("Source")
    assert english_left(results.evaluate("one => one.outerHTML"), CONTENT) == set()
    # Words in another language than the site's say so here too.
    expect(results.locator("blockquote[lang=ar][dir=rtl]")).to_have_count(1)


def test_arabic_words_run_from_right_to_left_and_stay_in_their_column(
    page: Page, served: Served
) -> None:
    page.goto(f"{served.url}quotes/rally/closed/")
    words = page.locator("blockquote.words")
    assert words.get_attribute("lang") == "ar"
    styles = words.locator("p").evaluate(
        "one => (({direction, textIndent, paddingRight}) => [direction, textIndent, paddingRight])"
        "(getComputedStyle(one))"
    )
    assert styles == ["rtl", "0px", "0px"]
    first, last = _letters(page, "blockquote.words p")
    assert first["left"] > last["left"]  # the opening mark stands right of the closing one
    box = words.bounding_box()
    assert box
    assert abs(first["right"] - (box["x"] + box["width"])) < 2
    assert last["left"] >= box["x"]


def test_an_arabic_original_runs_from_right_to_left_and_the_french_opening_mark_hangs(
    page: Page, served: Served
) -> None:
    """The first letter after « stands over the first letter of the next line."""
    page.goto(f"{served.url}quotes/rally/we-stay/")
    no_english_is_left(page)
    original = page.locator("blockquote.original")
    expect(original).to_have_text(CLOSED)
    assert original.evaluate("one => getComputedStyle(one).direction") == "rtl"
    page.evaluate("document.fonts.ready")
    lefts = page.locator("blockquote.words p").evaluate(
        """one => {
          const text = one.firstChild, range = document.createRange(), lefts = [];
          let top = null;
          for (let place = 2; place < text.length; place += 1) {
            range.setStart(text, place); range.setEnd(text, place + 1);
            const box = range.getBoundingClientRect();
            if (text.data[place].trim() && (top === null || box.top > top + 10)) {
              lefts.push(box.left); top = box.top;
            }
          }
          return lefts;
        }"""
    )
    assert len(lefts) > 1
    assert max(lefts) - min(lefts) < 2.5


def _letters(page: Page, selector: str) -> tuple[dict[str, float], dict[str, float]]:
    """Where the first and the last letter of an element stand."""
    first, last = page.locator(selector).evaluate(
        """one => {
          const text = one.firstChild, range = document.createRange();
          return [0, text.length - 1].map((place) => {
            range.setStart(text, place); range.setEnd(text, place + 1);
            const { left, right } = range.getBoundingClientRect();
            return { left, right };
          });
        }"""
    )
    return first, last
