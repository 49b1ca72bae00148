"""An article is annotated in a browser, by keyboard alone."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import ndiff
from socket import socket

import pytest
from playwright.sync_api import Page, Route, expect
from tests.axe import in_light_and_dark
from tests.tabs import Tab, Tabs

from onrecord.drafting.article_yaml import DAY
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words

from .conftest import ARTICLE, SOURCE, DeskFolder, serving

ASKED = (
    "# ? on which day was it said? Write `event` with its date, or `said` in `defaults` or a quote"
)
STAY = "We will stay out until the wages are paid"


@pytest.fixture
def tab(undrawn: Tabs, desk: DeskFolder) -> Iterator[Tab]:
    with undrawn.open() as opened, serving(desk) as address:
        opened.page.goto(address)
        expect(opened.page.locator("#proposal")).to_be_focused()
        yield opened
        opened.page.evaluate("removeEventListener('beforeunload', () => {})")


@pytest.fixture
def page(tab: Tab) -> Page:
    return tab.page


def said(page: Page, text: str) -> None:
    """The page has said ``text``."""
    expect(page.locator("#state")).to_have_text(text)


def changed_lines(desk: DeskFolder) -> list[str]:
    """The lines of the article that are not as they were, ``+`` or ``-`` before each."""
    now = desk.file.read_text().splitlines()
    return [line for line in ndiff(ARTICLE.splitlines(), now) if line[0] in "+-"]


def select(page: Page, words: str) -> None:
    """Select ``words`` in the source, the last letter by keyboard, and choose them."""
    source = page.locator("#source")
    source.focus()
    source.evaluate(
        """(element, words) => {
          const node = element.firstChild.firstChild;
          const at = element.textContent.indexOf(words);
          getSelection().setBaseAndExtent(node, at, node, at + words.length - 1);
        }""",
        words,
    )
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")


def test_a_proposal_is_accepted_and_the_file_gets_its_lines(page: Page, desk: DeskFolder) -> None:
    expect(page.locator("#proposal-words")).to_contain_text(STAY)
    # Whoever does not see the page hears the words, and whose they are.
    heard = re.compile(rf"{STAY}.*Mia Brandt · direct quote")
    expect(page.locator("#proposal")).to_have_accessible_description(heard)
    # Nothing is accepted that is not on the screen.
    page.locator("#source").evaluate("element => { element.style.paddingTop = '3000px'; }")
    page.locator("main > section").first.evaluate("pane => { pane.scrollTop = 0; }")
    page.keyboard.press("a")
    said(page, "Look at it first, then accept.")
    assert changed_lines(desk) == []
    page.keyboard.press("a")
    said(page, "Added stay-out-until-wages")
    assert changed_lines(desk) == [
        f"+ {DAY}",
        "+   - id: stay-out-until-wages",
        "+     text:",
        f"+       - {STAY}",
        "+       - All of them.",
        "+     speaker: mia-brandt",
        "+     form: direct",
    ]


def test_a_key_that_is_pressed_twice_decides_once_and_the_focus_stays(
    page: Page, desk: DeskFolder
) -> None:
    page.evaluate(
        """() => document.addEventListener('focusout', () => setTimeout(() => {
          if (document.activeElement === document.body) document.title = 'lost';
        }))"""
    )
    for key in "aa":  # the next one is not on the screen yet
        page.keyboard.press(key)
    said(page, "Added stay-out-until-wages")
    expect(page.locator("#proposal-words")).to_have_text("Nobody has asked us")
    page.keyboard.press("e")
    page.locator("#speaker").fill("Mia Brandt")
    page.keyboard.press("Control+Enter")
    said(page, "Added nobody-asked")
    expect(page.locator("#source")).to_be_focused()
    assert desk.file.read_text().count("- id:") == 3
    assert page.title() != "lost"


def test_a_refused_proposal_does_not_come_again(page: Page, desk: DeskFolder) -> None:
    title = page.locator("#proposal-title")
    expect(title).to_have_text("Proposal 1 of 2")
    page.keyboard.press("n")
    expect(title).to_have_text("Proposal 2 of 2")
    page.keyboard.press("r")
    expect(title).to_have_text("Proposal 1 of 1")
    page.reload()
    expect(title).to_have_text("Proposal 1 of 1")
    assert changed_lines(desk) == []
    page.keyboard.press("r")  # by mistake: undone as a save is, in the order of both
    said(page, "Refused. Still to decide: 0")
    select(page, "out of reach")
    page.locator("#speaker").fill("Mia Brandt")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#form")).to_be_hidden()
    page.keyboard.press("Control+Z")
    said(page, "Undone")
    assert changed_lines(desk) == []
    expect(page.locator("#proposal")).to_be_hidden()
    page.keyboard.press("Control+Z")
    expect(page.locator("#proposal-words")).to_contain_text(STAY)
    expect(page.locator("#proposal")).to_be_focused()


def test_words_are_selected_and_linked_by_keyboard_and_cannot_be_changed(
    page: Page, desk: DeskFolder
) -> None:
    source = page.locator("#source")
    words = source.inner_text()
    source.focus()
    page.keyboard.type("xyz")
    page.keyboard.press("Backspace")
    page.keyboard.press("Control+X")
    assert source.inner_text() == words
    select(page, "tay out until the wages are pai")
    expect(page.locator("#words-chosen")).to_have_text("stay out until the wages are paid")
    expect(page.locator("#verdict")).to_have_text("matches word for word")
    expect(page.locator("#speaker")).to_be_focused()
    page.keyboard.type("mia brandt")
    demands = page.locator("#link optgroup").first.locator("option")
    expect(demands.first).to_have_text("Pay the wages")
    page.locator("#link").select_option("demand pay-the-wages")
    page.locator("#act").select_option(label="Demand made")
    page.keyboard.press("Alt+2")
    page.keyboard.press("Control+Enter")
    said(page, "Added stay-out-until-wages")
    assert changed_lines(desk) == [
        f"+ {DAY}",
        "+   - id: stay-out-until-wages",
        "+     text: stay out until the wages are paid",
        "+     speaker: mia-brandt",
        "+     form: partial",
        "+ demands:",
        "+   - demand: pay-the-wages",
        "+     act: stated",
        "+     by: mia-brandt",
        "+     quote: stay-out-until-wages",
    ]


def test_the_verdict_does_not_wait_for_the_server(undrawn: Tabs, desk: DeskFolder) -> None:
    desk.file.write_text(ARTICLE.replace("another week ", "another year "))
    capture = desk.folder / "captures/strike.txt"
    capture.write_text(SOURCE.replace("us,”", "us,” and we won't pay 3,000\nto anybody,"))
    with undrawn.open() as tab, serving(desk) as address:
        page = tab.page
        page.goto(address)
        expect(page.locator("#proposal")).to_be_focused()
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)  # what is asked for after it waits, too

        page.route("**/api/look", hold, times=1)
        for words, whole, verdict in (
            ("we won", "we won't", "matches word for word"),
            ("pay 3", "pay 3,000", "matches word for word"),
            ("000\nto any", "3,000 to anybody", "matches apart from punctuation"),
        ):
            select(page, words)
            expect(page.locator("#words-chosen")).to_have_text(whole)
            expect(page.locator("#verdict")).to_have_text(verdict)
            page.keyboard.press("Escape")
        # Of a quote that is changed the verdict is its own, not that of where it nearly is.
        page.locator("#quotes button").last.press("Enter")
        with page.expect_response(lambda found: found.url.endswith("/quote_again")):
            held[0].continue_()
        expect(page.locator("#words-chosen")).to_contain_text("another year")
        expect(page.locator("#link option")).not_to_have_count(1)  # the server has answered
        expect(page.locator("#verdict")).to_have_text("some words differ")


def test_the_words_of_the_form_are_found_in_a_source_that_was_captured_again(
    page: Page, desk: DeskFolder
) -> None:
    capture = desk.folder / "captures/strike.txt"
    select(page, "Nobody has asked us")
    page.locator("#speaker").fill("Mia Brandt")
    expect(page.locator("#verdict")).to_have_text("matches word for word")  # that was looked up
    capture.write_text(f"Corrected.\n\n{SOURCE}")
    page.keyboard.press("Control+Enter")
    said(page, "The file was changed elsewhere and is shown as it is now. Nothing was added yet.")
    expect(page.locator("#verdict")).to_have_text("matches word for word")
    capture.write_text(SOURCE.replace("Nobody has asked us", "No"))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#verdict")).to_have_text("not found in the source")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#form-problem")).to_contain_text("no longer in the source")
    page.keyboard.press("Alt+W")
    select(page, "out of reach")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#form")).to_be_hidden()
    assert "+     text: out of reach" in changed_lines(desk)
    assert "+     speaker: mia-brandt" in changed_lines(desk)


def test_a_speaker_whom_the_desk_does_not_have_is_made(page: Page, desk: DeskFolder) -> None:
    select(page, "Nobody has asked us")
    speaker = page.locator("#speaker")
    expect(speaker).to_have_value("Ana Rivera")
    expect(page.locator("#speaker-found")).to_have_text("not an actor of this desk")
    expect(page.locator("#actor-kind")).to_have_value("person")
    expect(page.locator("#actor-kind-hint")).to_have_text("a guess from the name and the text")
    page.locator("#actor-kind").press("p")  # whoever chooses it does not go on to the next with a p
    expect(page.locator("#actor-kind-hint")).to_be_empty()
    page.keyboard.press("Control+Enter")
    said(page, "Added nobody-asked")
    made = desk.folder / "content/actors/ana-rivera.yml"
    modeline, _, record = made.read_text().partition("\n")
    assert modeline.endswith("/.onrecord/schema/actor.json")
    assert record == "name: Ana Rivera\nkind: person\n"
    assert "+     speaker: ana-rivera" in changed_lines(desk)
    expect(page.locator("#quotes li").last).to_contain_text("Ana Rivera")


def test_a_reported_sentence_is_chosen_whole_and_asks_for_its_gist(page: Page) -> None:
    sentence = "The harbour master 🚢 has an “out of reach” boat."
    select(page, sentence)
    expect(page.locator("#words-chosen")).to_have_text(sentence)
    page.keyboard.press("Alt+1")
    expect(page.locator("[name=form]").first).to_be_focused()
    page.keyboard.press("Alt+3")
    expect(page.locator("#gist")).to_be_focused()
    page.keyboard.press("Escape")
    select(page, "“Nobody has asked us,”")
    expect(page.locator("#words-chosen")).to_have_text("Nobody has asked us")


def test_what_somebody_does_with_a_demand_of_others_is_asked(page: Page, desk: DeskFolder) -> None:
    select(page, "Nobody has asked us")
    page.locator("#speaker").fill("Port of Aldmoor")
    for demand, act in (("open-the-port", "demands stated"), ("pay-the-wages", "")):
        page.locator("#link").select_option(f"demand {demand}")
        expect(page.locator("#act")).to_have_value(act)
    # Whoever is asked answers: the answers are first.
    expect(page.locator("#act option").nth(1)).to_have_text("Not addressed")
    page.keyboard.press("Control+Enter")
    # What is wrong is said beside the field, and heard there.
    expect(page.locator("#act")).to_be_focused()
    expect(page.locator("p:has(#act) + p")).to_have_text("Choose: What they do")
    expect(page.locator("#act")).to_have_accessible_description("Choose: What they do")
    page.locator("#act").select_option("responses rejected")
    page.keyboard.press("Control+Enter")
    said(page, "Added nobody-asked")
    assert "+     response: rejected" in changed_lines(desk)


def test_whose_act_it_is_is_asked_in_its_own_words(page: Page) -> None:
    select(page, "Nobody has asked us")
    page.locator("#speaker").fill("Dock Union")
    page.locator("#link").select_option("claim nobody-asked")
    label = page.locator("#whose-label")
    for act, asks in (
        ("claims denied", "Who denies it?"),
        ("claims retracted", "Who takes it back?"),
    ):
        page.locator("#act").select_option(act)
        expect(label).to_have_text(asks)
    page.locator("#link").select_option("demand pay-the-wages")
    page.locator("#act").select_option("responses no_comment")
    expect(label).to_have_text("Who declines to comment?")


def test_the_event_of_one_quote_is_that_of_all_others_if_somebody_says_so(
    page: Page, desk: DeskFolder
) -> None:
    select(page, "Nobody has asked us")
    page.locator("#speaker").fill("Port of Aldmoor")
    page.locator("#quote-when").select_option("new")
    page.locator("#quote-event").fill("Pay talks")
    page.locator("#quote-day").fill("soon")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#quote-day")).to_be_focused()
    expect(page.locator("#quote-day")).to_have_accessible_description(re.compile("not a date"))
    page.locator("#quote-day").fill("2031-05-03")
    page.locator("#when-all").press("Space")
    page.keyboard.press("Control+Enter")
    said(page, "Added nobody-asked")
    expect(page.locator("#yaml")).to_have_value(re.compile("^event: pay-talks$", re.MULTILINE))
    assert "said:" not in desk.file.read_text()
    select(page, "out of reach")
    expect(page.locator("#quote-when option").nth(1)).to_have_text("not at “Pay talks”")


def test_letters_of_somebody_who_types_decide_nothing(page: Page, desk: DeskFolder) -> None:
    page.locator("#proposal").press_sequentially("a refined demand", delay=30)
    expect(page.locator("#state")).to_contain_text("Nothing was done.")
    page.wait_for_timeout(300)  # as long as a letter waits
    expect(page.locator("#form")).to_be_hidden()
    assert changed_lines(desk) == []
    page.wait_for_timeout(900)
    page.keyboard.press("e")
    expect(page.locator("#form-title")).to_have_text("Proposed quote")


def test_what_a_new_record_mends_is_not_to_fix_any_more(page: Page) -> None:
    select(page, "Nobody has asked us")
    page.locator("#speaker").fill("Mia Brandt")
    page.locator("#link").select_option("demand pay-the-wages")
    page.locator("#act").select_option("responses rejected")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#problems")).to_contain_text("'mia-brandt' was not asked")
    page.keyboard.press("m")
    page.locator("#make-kind").select_option("role")
    for name, value in (("actor", "Mia Brandt"), ("role", "Adviser"), ("of", "Port of Aldmoor")):
        page.locator(f"#make-{name}").fill(value)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#problems")).not_to_contain_text("was not asked")


def make(page: Page, kind: str, fields: dict[str, str]) -> None:
    """Make a demand or a claim from the form."""
    page.keyboard.press("Alt+M")
    page.locator("#make-kind").select_option(kind)
    for name, value in fields.items():
        field = page.locator(f"#make-{name}")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.keyboard.press("Control+Enter")


def test_nothing_is_typed_that_can_be_known_and_no_demand_is_lost(
    page: Page, desk: DeskFolder
) -> None:
    source = SOURCE.replace("Ana Rivera of the port authority", "Norwegian Minister Ana Rivera")
    (desk.folder / "captures/strike.txt").write_text(source, "utf-8")
    page.reload()
    expect(page.locator("#proposal")).to_be_focused()
    select(page, "Nobody has asked us")
    expect(page.locator("#speaker")).to_have_value("Ana Rivera")
    role, of = page.locator("#actor-role"), page.locator("#actor-of")
    for kind, title, state in (("group", "", ""), ("person", "Minister", "Norway")):
        page.locator("#actor-kind").select_option(kind)
        expect(role).to_have_value(title)
        expect(of).to_have_value(state)
    hint = "In the source: “Norwegian Minister Ana Rivera”"
    expect(role).to_have_accessible_description(hint)
    # A demand of somebody in a role is that of whom it is for; a claim is the speaker's own.
    asked = {"to": "Port of Aldmoor", "topic": "Pay", "action": "do", "strength": "request"}
    page.keyboard.press("Alt+M")
    expect(page.locator("#make-new-0")).to_have_value("state")  # that of Norway is guessed
    page.keyboard.press("Escape")
    make(page, "demand", {"demand": "Ask the ministry", **asked})
    expect(page.locator("#act")).to_be_focused()
    expect(page.locator("#form-new")).to_be_empty()  # Norway was made with the demand
    make(page, "demand", {"demand": "Ask the minister", **asked})
    expect(page.locator("#links")).to_contain_text("Ask the ministry · Demand made · Ana Rivera")
    claimed = {"against": "Dock Union", "claim_kind": "accusation", "searched": "2031-05-03"}
    make(page, "claim", {"claim": "The union never asks.", **claimed})
    expect(page.locator("#links li")).to_have_count(2)
    page.keyboard.press("Control+Enter")
    said(page, "Added nobody-asked")
    content = desk.folder / "content"
    assert "by: norway\n" in (content / "demands/ask-minister.yml").read_text()
    claim = (content / "claims/union-never-asks.yml").read_text()
    assert "by: ana-rivera\n" in claim
    assert "by: dock-union\n    reply: none_found\n    searched_through: 2031-05-03\n" in claim
    assert "title: Minister\n    of: norway" in (content / "actors/ana-rivera.yml").read_text()
    added = "\n".join(changed_lines(desk))
    assert all(f" {id_}\n" in added for id_ in ("ask-ministry", "ask-minister", "union-never-asks"))


def open_yaml(page: Page) -> None:
    page.locator("#yaml-part summary").press("Enter")


def test_the_yaml_is_compared_while_it_is_typed_and_saved(page: Page, desk: DeskFolder) -> None:
    open_yaml(page)
    yaml = page.locator("#yaml")
    yaml.fill(ARTICLE.replace("for another week ", "for another year "))
    expect(page.locator("#quotes li").first).to_contain_text("some words differ")
    yaml.fill(ARTICLE.replace("title: The strike goes on", "titel: The strike goes on"))
    expect(page.locator("#problems")).to_contain_text("Line 2")
    page.keyboard.press("Control+S")
    said(page, "Saved")
    assert changed_lines(desk) == ["- title: The strike goes on", "+ titel: The strike goes on"]
    page.locator("#undo").press("Enter")
    said(page, "Undone")
    assert changed_lines(desk) == []
    page.locator("#redo").press("Enter")
    said(page, "Redone")
    expect(yaml).to_have_value(ARTICLE.replace("title:", "titel:", 1))


def test_what_somebody_else_wrote_is_shown_and_stays(page: Page, desk: DeskFolder) -> None:
    open_yaml(page)
    page.locator("#yaml").fill(ARTICLE + "note: mine\n")
    desk.file.write_text(ARTICLE + "note: theirs\n")
    page.keyboard.press("Control+S")
    said(page, "Not saved, since the file was changed elsewhere")
    expect(page.locator("#theirs")).to_contain_text("note: theirs")
    expect(page.locator("#yaml")).to_have_value(ARTICLE + "note: mine\n")
    assert "note: theirs" in desk.file.read_text()
    page.locator("#keep-mine").press("Enter")
    said(page, "Saved")
    assert changed_lines(desk) == ["+ note: mine"]
    # A quote is added to it, once it was shown.
    desk.file.write_text(ARTICLE + "note: theirs\n")
    select(page, "Nobody has asked us")
    page.locator("#speaker").fill("Mia Brandt")
    page.keyboard.press("Control+Enter")
    said(page, "The file was changed elsewhere and is shown as it is now. Nothing was added yet.")
    page.keyboard.press("Control+Enter")
    said(page, "Added nobody-asked")
    assert "+ note: theirs" in changed_lines(desk)
    assert "+     speaker: mia-brandt" in changed_lines(desk)
    # Whoever types of the article itself goes on there, and saves with the same keys.
    page.keyboard.press("f")
    page.locator("#fact-title").fill("The strike is over")
    desk.file.write_text(desk.file.read_text().replace("theirs", "others'"))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#facts-problem")).to_contain_text("Nothing was added yet.")
    expect(page.locator("#fact-title")).to_be_focused()
    page.keyboard.press("Control+Enter")
    said(page, "Saved")
    assert {"+ title: The strike is over", "+ note: others'"} < {*changed_lines(desk)}


def test_what_was_typed_survives_the_browser_and_the_command_and_others_work_survives_it(
    undrawn: Tabs, desk: DeskFolder
) -> None:
    with undrawn.open() as tab:
        with serving(desk) as address:
            tab.page.goto(address)
            expect(tab.page.locator("#proposal")).to_be_focused()
            open_yaml(tab.page)
            with tab.page.expect_response("**/api/keep"):
                tab.page.locator("#yaml").fill(ARTICLE + "note: half a")
            tab.page.goto("about:blank")
        with serving(desk) as address:
            tab.page.goto(address)
            said(tab.page, "What you typed last time, and did not save, has been restored.")
            expect(tab.page.locator("#yaml")).to_have_value(ARTICLE + "note: half a")
            tab.page.goto("about:blank")
        assert changed_lines(desk) == []
        desk.file.write_text(ARTICLE + "note: theirs\n")
        with serving(desk) as address:
            tab.page.goto(address)
            expect(tab.page.locator("#yaml")).to_have_value(ARTICLE + "note: half a")
            tab.page.keyboard.press("Control+S")
            expect(tab.page.locator("#theirs")).to_contain_text("note: theirs")
    assert desk.file.read_text() == ARTICLE + "note: theirs\n"


@contextmanager
def command(desk: DeskFolder, port: int) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The command itself in a process, and the address that it printed.

    It begins as anew: to make ready what is forked takes longer than to begin twice.
    """
    (desk.folder / "site_config.yml").write_text(
        "site_name: A desk\ndocs_dir: content\ntheme: {name: onrecord}\nplugins: [onrecord]\n"
    )
    run = (sys.executable, "-m", "onrecord", "annotate", "--no-browser", "-a", f"127.0.0.1:{port}")
    with subprocess.Popen(run, cwd=desk.folder, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            said = ""
            while "Ctrl+C" not in said and (line := process.stdout.readline()):
                said += line.decode()
            yield process, said.split()[2]
        finally:
            process.kill()


def test_what_is_typed_survives_a_command_that_is_killed(undrawn: Tabs, desk: DeskFolder) -> None:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with undrawn.open() as tab:
        page = tab.page
        with command(desk, port) as (process, address):
            page.goto(address)
            expect(page.locator("#proposal")).to_be_focused()
            open_yaml(page)
            yaml = page.locator("#yaml")
            with page.expect_response("**/api/keep"):
                yaml.fill(ARTICLE + "note: half")
            process.kill()
            process.wait()
            yaml.press_sequentially(" a no")
            expect(page.locator("#state")).to_contain_text("is no longer running")
            select(page, "out of reach")
            page.locator("#context").fill("Of the wages.")
            page.locator("#begin").press("Enter")
            page.locator("#pasted").fill("“No,” she said.")
            page.locator("#begin-go").press("Enter")
            expect(page.locator("#begin-problem")).to_contain_text("is no longer running")
            page.keyboard.press("Escape")
        with command(desk, port) as (_, address):
            yaml.press_sequentially("te")  # on the page of the command that is gone
            expect(page.locator("#state")).to_contain_text("printed last")
            expect(yaml).to_have_value(ARTICLE + "note: half a note")
            page.on("dialog", lambda dialog: dialog.accept())
            page.goto("about:blank")
            page.goto(address)
            expect(page.locator("#begin-problem")).to_contain_text("has been restored")
            expect(page.locator("#pasted")).to_have_value("“No,” she said.")
            page.keyboard.press("Escape")
            expect(page.locator("#context")).to_have_value("Of the wages.")
            expect(page.locator("#yaml")).to_have_value(ARTICLE + "note: half a note")
    kept = desk.workspace().kept("strike")  # and now the command has it, too
    assert kept["yaml"] == ARTICLE + "note: half a note"
    assert changed_lines(desk) == []


def test_the_desk_is_checked_once_for_all_that_was_saved_meanwhile(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/problems", hold)
    with page.expect_request("**/api/problems"):
        page.keyboard.press("a")
    said(page, "Added stay-out-until-wages")
    for keys, done in (("Control+Z", "Undone"), ("Control+Shift+Z", "Redone")):
        page.keyboard.press(keys)
        said(page, done)
    assert len(held) == 1
    held[0].continue_()
    for _ in range(200):
        if len(held) < 2:
            page.wait_for_timeout(20)
    assert len(held) == 2
    held[1].continue_()


def test_axe_finds_nothing_and_nothing_is_loaded_from_elsewhere(tab: Tab) -> None:
    page, known = tab.page, set[str]()

    def faults(within: str | None = None) -> list[str]:
        found = in_light_and_dark(page, within, narrow=768, known=known)
        assert page.evaluate("document.documentElement.scrollWidth") <= 768
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        return found

    page.set_viewport_size({"width": 1280, "height": 900})
    select(page, "out of reach")
    expect(page.locator("#verdict")).not_to_be_empty()
    page.locator("#link").select_option("demand pay-the-wages")
    page.locator("#facts-part summary").press("Enter")
    open_yaml(page)
    page.locator("#speaker").focus()
    page.keyboard.press("Alt+W")  # other words
    assert faults() == []
    for kind in ("demand", "claim", "role", "actor", "event"):
        page.locator("#link-new").focus()
        page.keyboard.press("Enter")
        page.locator("#make-kind").select_option(kind)
        if kind == "demand":
            page.locator("#make-to").fill("Nobody yet")  # whom the desk has not got
        assert faults("#make-dialog") == [], kind
        page.keyboard.press("Escape")
        expect(page.locator("#link-new")).to_be_focused()
    for opener, dialog in (("#begin", "#begin-dialog"), ("#help", "#keys")):
        page.locator(opener).press("Enter")
        assert faults(dialog) == [], dialog
        page.keyboard.press("Escape")
    page.locator("#speaker").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#form")).to_be_hidden()
    for key in "s/":  # a sentence, and words that are sought
        page.keyboard.press(key)
    page.keyboard.type("harbour")
    expect(page.locator("#found")).not_to_be_empty()
    assert faults() == []
    assert tab.complaints == []


DRAFTED = """\
title: The strike goes on
source: {publisher: Gazette, published: 2031-05-04}
draft: true
quotes:
  - id: stay-out
    text: We will stay out until the wages are paid
    speaker: unknown  # ? the desk has no such actor: “Mia Brandt”
    form: partial
    # like the demand pay-the-wages: Pay the wages
  - id: another-week
    text: The strike goes on for another week
    speaker: dock-union  # ? a pronoun
    form: indirect
    gist: It continues.
  - id: nobody
    text: Nobody has asked us
    speaker: unknown  # ? the desk has no such actor: “Ana Rivera”
    form: partial
"""


def test_a_draft_is_decided_quote_by_quote(undrawn: Tabs, desk: DeskFolder) -> None:
    desk.file.write_text(DRAFTED)
    with undrawn.open() as tab, serving(desk) as address:
        page = tab.page
        page.goto(address)
        expect(page.locator("#proposal")).to_be_focused()
        expect(page.locator("#proposal-words")).to_have_text("The strike goes on for another week")
        expect(page.locator("#proposal-why")).to_contain_text("a pronoun")
        page.keyboard.press("a")
        said(page, "Decided: another-week")
        expect(page.locator("#proposal-words")).to_contain_text("We will stay out")
        expect(page.locator("#proposal-who")).to_contain_text("Mia Brandt")
        page.keyboard.press("a")  # the desk has her meanwhile
        said(page, "Decided: stay-out")
        while page.locator("#proposal-words").inner_text() != "Nobody has asked us":
            page.keyboard.press("n")
        page.keyboard.press("r")
        said(page, "Removed nobody")
    decided = DRAFTED.replace("dock-union  # ? a pronoun", "dock-union")
    decided = decided.replace("unknown  # ? the desk has no such actor: “Mia Brandt”", "mia-brandt")
    assert desk.file.read_text() == decided.partition("  - id: nobody")[0]


def test_the_key_that_begins_an_article_is_no_text_of_it(undrawn: Tabs, desk: DeskFolder) -> None:
    """Without an article the page has begun one already when somebody presses the key."""
    desk.file.unlink()
    with undrawn.open() as tab, serving(desk) as address:
        tab.page.goto(address)
        pasted = tab.page.locator("#pasted")
        expect(pasted).to_be_focused()
        tab.page.keyboard.type("bbb")
        expect(pasted).to_have_value("bb")


def test_what_is_missing_is_asked_for_and_no_speaker_is_lost_in_silence(
    page: Page, desk: DeskFolder
) -> None:
    select(page, "The strike goes on for another week, the union said")
    page.keyboard.press("Alt+3")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#form-problem")).to_contain_text("reported speech needs a gist")
    expect(page.locator("#gist")).to_be_focused()
    assert changed_lines(desk) == []
    page.keyboard.press("Escape")
    expect(page.locator("#form")).to_be_hidden()
    select(page, "Nobody has asked us")
    page.locator("#speaker").fill("Xyr Rivera")  # of whom nothing tells what they are
    page.keyboard.press("Control+Enter")
    expect(page.locator("#form-problem")).to_contain_text("No actor is named “Xyr Rivera”")
    assert changed_lines(desk) == []
    page.locator("#actor-kind").select_option("unknown")
    page.keyboard.press("Control+Enter")
    said(page, "Added nobody-asked")
    assert "+     speaker: unknown" in changed_lines(desk)
    page.keyboard.press("Control+Z")
    said(page, "Undone")
    select(page, "Nobody has asked us")
    page.locator("#actor-kind").select_option("person")
    page.locator("#actor-of").fill("Quay Nine")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#form-problem")).to_contain_text("Quay Nine")
    expect(page.locator("#actor-role")).to_be_focused()
    with page.expect_response("**/api/keep"):
        page.keyboard.type("Chair")
    page.reload()  # what is asked of the form is asked again
    said(page, "The form is as you left it.")
    page.locator("#context").press("Control+Enter")
    expect(page.locator("#form-problem")).to_contain_text("what kind of actor Quay Nine is")
    assert changed_lines(desk) == []
    page.keyboard.press("o")
    page.keyboard.press("Control+Enter")
    said(page, "Added nobody-asked")
    actors = desk.folder / "content/actors"
    assert "kind: organisation" in (actors / "quay-nine.yml").read_text()
    assert "of: quay-nine" in (actors / "ana-rivera.yml").read_text()


def test_the_focus_stays_where_somebody_is_at_work(page: Page, desk: DeskFolder) -> None:
    (desk.folder / "content/articles/other.yml").write_text(ARTICLE)
    (desk.folder / "captures/other.txt").write_text(
        (desk.folder / "captures/strike.txt").read_text()
    )
    asked: list[Route] = []
    page.route("**/api/proposals", lambda route: asked.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page.locator("#article").fill("other")
    with page.expect_request("**/api/proposals"):
        page.locator("#article").press("Enter")
    page.locator("#source").press("f")
    expect(page.locator("#fact-title")).to_be_focused()
    with page.expect_response("**/api/proposals"):
        asked[0].continue_()
    expect(page.locator("#proposal")).to_be_visible()
    expect(page.locator("#fact-title")).to_be_focused()


def test_what_was_typed_of_the_article_is_not_lost(page: Page, desk: DeskFolder) -> None:
    other = desk.folder / "content/articles/other.yml"
    other.write_text(ARTICLE.replace("The strike", "Another strike"))
    page.keyboard.press("f")
    page.locator("#fact-title").fill("Half a ti")
    page.locator("#fact-published").fill("2031-05-05")
    page.locator("#article-when").select_option("other")
    with page.expect_response("**/api/keep"):
        page.locator("#article-day").fill("2031-05-01")
    page.locator("#proposal").focus()
    page.keyboard.press("a")
    said(page, "Added stay-out-until-wages")
    expect(page.locator("#fact-title")).to_have_value("Half a ti")
    select(page, "out of reach")
    page.locator("#context").fill("Of the wages.")
    page.locator("#article").fill("other")
    page.locator("#article").press("Enter")
    said(page, "Opened other")
    expect(page.locator("#fact-title")).to_have_value("Another strike goes on")
    expect(page.locator("#article-day")).to_have_value("")
    expect(page.locator("#article")).not_to_be_focused()  # it is open once the focus has moved on
    page.locator("#article").fill("strike")
    page.locator("#article").press("Enter")
    said(page, "The form is as you left it.")
    page.reload()
    said(page, "The form is as you left it.")
    expect(page.locator("#context")).to_have_value("Of the wages.")
    page.keyboard.press("Alt+W")
    for _ in " reach":
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator("#words-chosen")).to_have_text("out of")
    expect(page.locator("#again")).to_be_focused()
    expect(page.locator("#context")).to_have_value("Of the wages.")
    page.keyboard.press("Escape")
    assert page.evaluate("getSelection().toString()") == "out of"
    expect(page.locator("#fact-title")).to_have_value("Half a ti")
    expect(page.locator("#article-day")).to_have_value("2031-05-01")
    page.keyboard.press("f")
    page.locator("#fact-title:focus").press("Control+Enter")
    said(page, "Saved")
    text = desk.file.read_text()
    assert "published: 2031-05-05" in text
    assert "date: 2031-05-01" in text
    # Enter goes on to what is still open.
    page.locator("#fact-publisher").fill("")
    for field, following in (("title", "publisher"), ("publisher", "basis")):
        page.locator(f"#fact-{field}").press("Enter")
        expect(page.locator(f"#fact-{following}")).to_be_focused()
    page.locator("#fact-basis").select_option("on_record")
    page.keyboard.press("Enter")
    expect(page.locator("#facts-save")).to_be_focused()


def test_an_id_that_is_typed_stays_while_another_article_is_opened(
    page: Page, desk: DeskFolder
) -> None:
    (desk.folder / "content/articles/other.yml").write_text(ARTICLE)
    asked: list[Route] = []
    page.route("**/api/open", lambda route: asked.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    page.locator("#article").fill("other")
    with page.expect_request("**/api/open"):
        page.locator("#article").press("Enter")
    page.locator("#article").fill("stri")
    for route in asked:
        route.continue_()
    said(page, "Opened other")
    expect(page.locator("#article")).to_have_value("stri")


def test_sentences_of_a_source_that_is_wrapped_by_hand_are_whole(
    undrawn: Tabs, desk: DeskFolder
) -> None:
    capture = desk.folder / "captures/strike.txt"
    line = "We will not go back to work before the wages\nof the winter are paid in full.  "
    capture.write_text(
        f"The strike\n\n{line}This\nis what we say.\n\u00a0  \n{line}\nNo more\nof it.\n"
    )
    with undrawn.open() as tab, serving(desk) as address:
        tab.page.goto(address)
        expect(tab.page.locator("#source")).to_contain_text("what we say")
        # The text is there first; keys mean something once the article is open.
        expect(tab.page.locator("#quotes-title")).not_to_be_empty()
        tab.page.locator("#source").focus()
        tab.page.keyboard.press("j")
        for key in "sS":
            tab.page.keyboard.press(key)
        chosen = tab.page.evaluate("getSelection().toString()")
        assert chosen.split() == f"{line} This is what we say.".split()
        tab.page.keyboard.press("j")
        tab.page.keyboard.press("s")
        assert tab.page.evaluate("getSelection().toString()").split() == line.split()


PAGE = """<meta charset='utf-8'><h1 style="color: red">Talks begin</h1>
<p style="color: red">“We are ready to talk,” Mia Brandt said.</p><script>alert(1)</script>"""


def test_an_article_begins_with_a_page_from_the_clipboard_and_is_not_begun_again(
    page: Page, desk: DeskFolder
) -> None:
    page.keyboard.press("b")
    expect(page.locator("#pasted")).to_be_focused()
    page.locator("#pasted").fill("“No,” she said.")
    page.locator("#begin-id").fill("strike")
    page.locator("#begin-go").press("Enter")
    expect(page.locator("#begin-problem")).to_contain_text("'strike' is the id of")
    page.locator("#pasted").fill(" ")
    page.locator("#begin-go").press("Enter")
    expect(page.locator("#begin-problem")).to_contain_text("what was pasted is empty")
    assert changed_lines(desk) == []
    page.locator("#pasted").fill("")
    page.evaluate(
        """html => {
          const data = new DataTransfer();
          data.setData('text/html', html);
          data.setData('text/plain', 'Talks begin');
          const event = new ClipboardEvent('paste', { clipboardData: data });
          document.getElementById('pasted').dispatchEvent(event);
        }""",
        PAGE,
    )
    page.locator("#begin-id").fill("talks-begin")
    page.locator("#begin-go").press("Enter")
    expect(page.locator("#proposal-words")).to_have_text("We are ready to talk")
    capture = (desk.folder / "captures/talks-begin.txt").read_text()
    assert not any(word in capture for word in ("alert", "color"))
    written = (desk.folder / "content/articles/talks-begin.yml").read_text()
    assert "draft: true" in written
    page.keyboard.press("a")
    said(page, "Added ready-talk")
    assert "speaker: mia-brandt" in (desk.folder / "content/articles/talks-begin.yml").read_text()
    # Of a long text only the beginning is laid out.
    page.locator("#begin").press("Enter")
    paste = """count => {
      const data = new DataTransfer();
      data.setData('text/plain', 'We stay out, she said. '.repeat(count) + 'The end.');
      const event = new ClipboardEvent('paste', { clipboardData: data, cancelable: true });
      document.getElementById('pasted').dispatchEvent(event);
    }"""
    page.evaluate(paste, 400_000)
    page.locator("#begin-id").fill("long")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#begin-problem")).to_contain_text("More than 8 MB")
    page.locator("#pasted").fill("")
    page.evaluate(paste, 10_000)
    expect(page.locator("#begin-problem")).to_contain_text("All 230008 characters")
    assert len(page.locator("#pasted").input_value()) < 21_000
    page.locator("#begin-go").press("Enter")
    said(page, "Opened long")
    assert len((desk.folder / "captures/long.txt").read_text().strip()) == 230_008


def test_every_text_that_the_script_says_is_in_each_catalogue() -> None:
    script = (packaged_templates() / "annotate/annotate.js").read_text("utf-8")
    keys = set(re.findall(r"\b(?:say|text)\('(\w+)'", script))
    assert "look_first" in keys
    for language in ("en", "fr"):
        own = Words.load([packaged_templates()], language)
        assert {key for key in keys if f"annotate.script.{key}" not in own} == set()
