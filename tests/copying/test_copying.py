"""Copying from quotes, as a person does it in a browser."""

from pathlib import Path

from playwright.sync_api import Page, Route, expect
from tests.axe import in_light_and_dark

from .conftest import Reader

QUOTE = "quotes/rally/ten-percent/"
LINE = (
    "“We want ten percent” […] “and we want it now,” Mia Brandt said on 2 May 2031 "
    "(Harbour Gazette, citing Coast Wire; translated by the publisher, via Arabic). "
)
RECORD = (
    "“We want ten percent” […] “and we want it now”\n"
    "— Mia Brandt, Secretary of the Dock Union, to Ana Rivera and Sam Okafor\n"
    "Asked what the union wants.\n"
    "2 May 2031, Harbour office · Talks at the harbour office\n"
    "Said in Persian · English translation by the publisher, via Arabic\n"
    "Reported by Harbour Gazette on 3 May 2031, citing Coast Wire\n"
)
ROW = ".copying > button.copy >> nth=0"
ON_ROW = "document.activeElement === document.querySelector('.copying > button.copy')"
CITE, EMBED = ".copying summary >> nth=0", ".copying summary >> nth=1"


FORMS = {
    "link": ("http://127.0.0.1", QUOTE),
    "context": ("http://127.0.0.1", "articles/rally/#quote-ten-percent"),
    "plain": ("Mia Brandt, Secretary of the Dock Union, 2 May 2031", QUOTE),
    "apa": ("Brandt, M. (2031, May 2). “We want ten percent […] and", QUOTE),
    "chicago_note": ("Mia Brandt, “We want ten percent […] and we want it now,”", f"{QUOTE}."),
    "chicago": ("Brandt, Mia. “We want ten percent […] and we want it now.”", QUOTE),
    "bibtex": ("@misc{rally:ten-percent,\n  author = {Brandt, Mia},\n", f"{QUOTE}}}\n}}"),
}


def test_the_page_of_a_quote_copies_a_line_the_full_record_each_link_and_each_reference(
    reader: Reader,
) -> None:
    reader.open(QUOTE)
    page = reader.page
    before = page.locator(EMBED).bounding_box()
    page.click(CITE)
    assert page.locator(EMBED).bounding_box() == before, "to open one moves no other action"
    page.click(EMBED)
    assert page.locator("#copy-embed").is_visible()
    assert not page.locator("#copy-apa").is_visible(), "to open one closes the other"
    assert page.locator(EMBED).bounding_box() == before
    page.click(CITE)
    for form, (begins, ends) in FORMS.items():
        button = page.locator(f".copy-form:has(#copy-{form}) button")
        button.click()
        expect(button).to_have_text("Copied")
        copied = reader.clipboard
        assert copied.startswith(begins), form
        assert copied.endswith(ends), form
        assert "[the address" not in copied
        assert form in {"link", "context"} or "Harbour desk, as of" in copied
    page.click(".copying > [data-copy=copy-attribution]")
    expect(page.locator(".copying > [data-copy=copy-attribution]")).to_have_text("Copied")
    assert reader.told == "Copied"
    assert reader.clipboard == RECORD + reader.address(QUOTE)
    page.click(ROW)
    expect(page.locator(ROW)).to_have_text("Copied")
    assert reader.clipboard == LINE + reader.address(QUOTE)


def test_everything_is_reached_by_keyboard_alone(reader: Reader) -> None:
    reader.open(QUOTE)
    page = reader.page
    page.locator(".copying > a").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert reader.told == "Copied"
    assert reader.clipboard == LINE + reader.address(QUOTE)
    assert page.evaluate(ON_ROW)

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the full record
    page.keyboard.press("Enter")
    assert page.locator("#copy-apa").is_visible()
    for _ in range(6):  # past both links, the line, the record and the plain form
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(":focus")).to_have_text("Copied")
    assert reader.clipboard.startswith("Brandt, M.")


def later(page: Page) -> None:
    """Let two seconds pass on the clock of the page, not on ours."""
    page.clock.fast_forward(2_000)


def test_a_button_says_that_it_has_copied_and_then_what_it_does(new_reader: Reader) -> None:
    page = new_reader.page
    page.clock.install()
    new_reader.open(QUOTE)
    page.click(ROW)
    expect(page.locator(ROW)).to_have_text("Copied")
    later(page)
    expect(page.locator(ROW)).to_have_text("Copy quote")


def test_a_card_copies_the_address_at_which_the_site_is_published(new_reader: Reader) -> None:
    page, published = new_reader.page, "https://desk.example/record/"

    def with_canonical(route: Route) -> None:
        answer = route.fetch()
        link = f'<head><link rel="canonical" href="{published}articles/rally/">'
        route.fulfill(response=answer, body=answer.text().replace("<head>", link))

    page.route("**/articles/rally/", with_canonical)
    new_reader.open("articles/rally/")
    card = page.locator("figure.quote-card", has=page.get_by_text("We want ten"))
    card.get_by_role("button", name="Copy: Mia Brandt, “We want ten percent").click()
    assert new_reader.told == "Copied"
    assert new_reader.clipboard == LINE + published + QUOTE


def test_the_card_is_the_same_in_lists_filters_and_the_search(new_reader: Reader) -> None:
    reader, page, seen = new_reader, new_reader.page, []
    page.clock.install()

    def see(place: str) -> None:
        card = page.locator(f"{place} figure.quote-card", has_text="We want ten").first
        card.locator("button.copy").click()
        expect(card.locator("button.copy")).to_have_text("Copied")
        later(page)
        expect(card.locator("button.copy")).to_have_text("Copy")
        lines = [" ".join(line.split()) for line in card.inner_text().splitlines()]
        links = card.locator("a").evaluate_all("links => links.map(({ href }) => href)")
        actions = card.locator("[aria-label]").evaluate_all(
            "all => all.map((one) => one.getAttribute('aria-label'))"
        )
        named = card.get_attribute("aria-label")
        seen.append((named, list(filter(None, lines)), links, actions, reader.clipboard))

    for uri in ("topics/pay/", "articles/rally/", "quotes/rally/", "actors/brandt/"):
        reader.open(uri)
        card = page.locator("main figure.quote-card", has_text="We want ten").first
        card.locator("button.copy").click()
        assert reader.told == "Copied"
        assert reader.clipboard == LINE + reader.address(QUOTE)
    reader.open("topics/pay/")
    see("main")
    reader.open("quotes/?speaker=brandt")
    see(".explore-results")
    page.keyboard.press("/")
    page.fill("#finder-query", "ten percent")
    see(".finder")
    assert seen[1] == seen[2]
    assert seen[0] == seen[1]
    name, lines, *_, copied = seen[0]
    assert name == "Mia Brandt, “We want ten percent […] and we want it…”"
    assert lines[1].startswith("Mia Brandt, Secretary of the Dock Union · 2 May 2031")
    assert copied == LINE + reader.address(QUOTE)


EMBEDDED = {
    "ten-percent": "“We want ten percent” […] “and we want it now”",
    "cold-soup": "Reported, not quoted: The soup was cold.",
    "never": "Sam Okafor, attributing these words to Ana Rivera:",
}


def test_an_embed_reads_well_on_a_bare_page(reader: Reader, embedded: Page) -> None:
    for quote, words in EMBEDDED.items():
        address = reader.address(f"quotes/rally/{quote}/")
        reader.open(f"quotes/rally/{quote}/")
        reader.page.click(EMBED)
        reader.page.click(".copy-form:has(#copy-embed) button")
        assert reader.told == "Copied"
        embedded.set_content(f"<!doctype html><title>Elsewhere</title>{reader.clipboard}")
        lines = embedded.inner_text("body").splitlines()
        assert lines[0] == words
        said = "\n".join(lines)
        covers = "Covers 1 May 2031 to 4 May 2031. Later events are not included."
        assert "Reported by Harbour Gazette on 3 May 2031" in said
        assert f"Harbour desk · {covers}" in said
        assert lines[-1] == f"Corrections at {address}"
        assert embedded.locator(f"a[href='{address}']").count() == 2


def test_where_a_page_is_given_no_clipboard_it_copies_what_it_selects(new_reader: Reader) -> None:
    new_reader.page.add_init_script(
        "window.kept = navigator.clipboard;"
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
    )
    new_reader.open(QUOTE)
    new_reader.page.click(ROW)
    assert new_reader.told == "Copied"
    assert new_reader.page.evaluate("window.kept.readText()") == LINE + new_reader.address(QUOTE)
    assert new_reader.page.evaluate(ON_ROW)


def test_where_nothing_can_copy_the_text_is_left_selected(new_reader: Reader) -> None:
    new_reader.page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "document.execCommand = () => false;"
    )
    new_reader.open(QUOTE)
    new_reader.page.click(ROW)
    assert new_reader.told.startswith("This browser does not allow copying from the page.")
    selected = new_reader.page.evaluate("getSelection().toString()")
    assert selected == LINE + new_reader.address(QUOTE)


def test_without_scripts_no_button_is_shown_and_every_text_can_be_read(
    plain_reader: Reader,
) -> None:
    plain_reader.open(QUOTE)
    page = plain_reader.page
    assert page.locator("button.copy:visible").count() == 0
    page.click(CITE)
    shown = page.locator("#copy-attribution").inner_text()
    assert shown.replace("\u00a0· ", " · ").startswith(RECORD)
    assert page.locator("#copy-bibtex").is_visible()
    assert "[the address of this page]" in page.locator("#copy-apa").inner_text()
    page.click(EMBED)
    assert page.locator("#copy-embed").inner_text().startswith("<blockquote cite=")


def test_axe_finds_nothing(reader: Reader, known_looks: set[str]) -> None:
    page = reader.page
    reader.open(QUOTE)
    for summary in (CITE, EMBED):
        page.set_viewport_size({"width": 1280, "height": 844})
        page.click(summary)
        page.click("details[open] button.copy >> nth=0")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert in_light_and_dark(page, ".copying", narrow=390, known=known_looks) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_script_is_small_and_holds_no_words(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert len(text.encode()) < 6700
    assert "Copied" not in text
    assert "innerHTML" not in text
