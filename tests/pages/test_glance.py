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


OF_PAY = "(“Raise the pay of the night crews”)"


def test_each_mark_says_who_and_when_and_leads_to_the_words(tmp_path: Path) -> None:
    html = home(tmp_path).html
    marks = re.findall(r'<a class="((?:made|dot)[^"]*)" href="([^"]+)">\s*<title>([^<]+)', html)
    assert {
        ("made", "quotes/union-leaflet/pay/", "Made by Mia Brandt, 1 May 2031 " + OF_PAY),
        ("made far", "quotes/town/again/"),
        ("dot is-rejected", "quotes/authority-answers/no/"),
        ("dot is-partly-accepted is-unnamed", "quotes/authority-answers/clerk/"),
        ("dot is-accepted is-told far", "quotes/union-account/told/"),
    } <= {mark if mark[2].startswith("Made by") else mark[:2] for mark in marks}
    names = [name for _, _, name in marks]
    assert len(names) == len({*names})
    assert f"Rejected (on condition): Ana Rivera, 4 May 2031 {OF_PAY}" in names
    assert (
        f"Partly accepted: A clerk of the authority (unnamed source), 6 May 2031 {OF_PAY}" in names
    )
    assert f"Accepted: Ana Rivera, according to Mia Brandt, 18 May 2031 {OF_PAY}" in names


def test_what_is_told_or_undated_is_said_so(tmp_path: Path) -> None:
    page = home(tmp_path)
    assert re.search(r'<a class="made is-told far" [^>]+>\s*<title>[^<]*according to', page.html)
    in_order(
        page.text,
        "Skip the picture",
        "asked or repeated answered themselves by an unnamed source according to others",
        "All marks more than once that day asked, according to others",
        "Where no answer was found, we had searched 5 articles up to 31 May 2031.",
        "We did not ask for comment.",
        "Asked by Dock Union 3 demands",
        "Have the cranes checked",
        "made or repeated twice since 1 May 2031 · once more, date unknown",
        "Port Authority Rejected (on condition) · Ana Rivera, 4 May 2031“No: there is no money.”",
        "Harbour Ministry No answer found",
        "Asked by Port Authority",
    )
    assert (3, "Have the cranes checked") in page.headings
    assert not page.unbalanced
