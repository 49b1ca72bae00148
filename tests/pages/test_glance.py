"""The lines of demands on the home page: what each mark says and where it leads."""

import re
from pathlib import Path

from tests.pages.rendering import Page, Site
from tests.pages.test_quote import in_order
from tests.views.walkout import walkout

REPORT = """
    title: The strike in the town
    source: {publisher: Harbour Gazette, published: 2031-05-24}
    defaults: {form: direct, basis: on_record, said: {date: 2031-05-24}}
    quotes:
      - {id: told, text: They want it by summer., speaker: mayor}
      - {id: again, text: Nobody works nights., speaker: brandt}
      - {id: once-more, text: 'Nights, again.', speaker: brandt}
    demands:
      - {demand: pay-rise, act: stated, by: brandt, quote: again}
      - {demand: pay-rise, act: stated, by: brandt, quote: once-more}
      - {demand: crane-checks, act: reported, by: dock-union, quote: told, date: 2031-05-22}
      - {demand: crane-checks, act: stated, by: dock-union, date: unknown}"""


def home(folder: Path) -> Page:
    return Site(walkout(folder, {"articles/town.yml": REPORT})).page("")


def test_each_mark_says_who_and_when_on_what_and_leads_to_the_words(tmp_path: Path) -> None:
    html = home(tmp_path).html
    mark = (
        r'<a(?: class="([^"]*)")? href="([^"]+)" aria-labelledby="(\S+) (\S+)">'
        r'<title id="\3">([^<]+)'
    )
    marks = re.findall(mark, html)
    assert {
        ("", "quotes/union-leaflet/pay/"),
        ("tick far", "quotes/town/again/"),
        ("dot is-rejected", "quotes/authority-answers/no/"),
        ("dot is-partly-accepted is-unnamed", "quotes/authority-answers/clerk/"),
        ("dot is-accepted is-told far", "quotes/union-account/told/"),
    } <= {(look, to) for look, to, *_ in marks}
    titles = dict(re.findall(r'<h3 id="(\w+)"><a [^>]+>([^<]+)', html))
    names = [f"{name} | {titles[of]}" for *_, of, name in marks]
    assert len(names) == len({*names})
    pay = "Raise the pay of the night crews"
    assert f"Made by Mia Brandt, 1 May 2031. | {pay}" in names
    assert f"Rejected (on condition): Ana Rivera, 4 May 2031. | {pay}" in names
    assert (
        f"Partly accepted: A clerk of the authority (unnamed source), 6 May 2031. | {pay}" in names
    )
    assert f"Accepted: Ana Rivera, according to Mia Brandt, 18 May 2031. | {pay}" in names


def test_what_is_told_or_undated_is_said_so(tmp_path: Path) -> None:
    page = home(tmp_path)
    assert re.search(r'<a class="tick is-told far" [^>]+>\s*<title [^<]*according to', page.html)
    in_order(
        page.text,
        "Skip the picture",
        "asked own answer from an unnamed source according to others",
        "All marks more than once that day asked, according to others",
        "Asked by Dock Union",
        "Have the cranes checked",
        "twice since 1 May 2031, and once undated",
        "Port Authority Rejected (on condition) · Ana Rivera, 4 May 2031 “No: there is no money.”",
        "Harbour Ministry No answer found",
        "Asked by Port Authority",
        "Where we found no answer, we searched 5 articles up to 31 May 2031.",
        "We did not ask for comment.",
    )
    # What a link says by itself: who was asked, what was answered, by whom, when, to what.
    link = "Port Authority: Rejected (on condition), Ana Rivera, 4 May 2031 (“Raise the pay of the"
    assert f'aria-label="{link} night crews”)"' in page.html
    assert (3, "Have the cranes checked") in page.headings
    assert not page.unbalanced


def test_what_was_published_after_a_search_was_not_searched(tmp_path: Path) -> None:
    later = """
        title: In June
        source: {publisher: Harbour Gazette, published: 2031-06-05}"""
    files = {"articles/town.yml": REPORT, "articles/june.yml": later}
    assert (
        "we searched 5 articles up to 31 May 2031." in Site(walkout(tmp_path, files)).page("").text
    )
