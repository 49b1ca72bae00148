"""The pictures as a reader finds them: links with names, and a table of the same facts."""

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.desk.desks import article
from tests.pages.rendering import Page, Site
from tests.views.lives import desk_of_acts
from tests.views.strike import strike
from tests.views.walkout import walkout


def figure(page: Page, kind: str) -> str:
    """The HTML of a picture; empty where there is none."""
    found = re.search(rf'<figure class="picture {kind}".*?</figure>', page.html, re.DOTALL)
    return found[0] if found else ""


def marks(html: str) -> list[tuple[str, str]]:
    """Address and name of each mark."""
    return re.findall(r'<a [^>]*href="([^"]*)"><title>([^<]*)</title>', html)


def test_each_mark_is_a_link_with_a_name_that_says_it_all(tmp_path: Path) -> None:
    html = figure(Site(walkout(tmp_path)).page("demands/pay-rise/"), "life")

    found = {name: address for address, name in marks(html)}
    quotes = "../../quotes/"
    assert {
        "Rejected (on condition): Ana Rivera, 4 May 2031": f"{quotes}authority-answers/no/",
        "Accepted: Ana Rivera, according to Mia Brandt, 18 May 2031": (
            f"{quotes}union-account/told/"
        ),
    }.items() <= found.items()
    names = " | ".join(found)
    assert "Partly accepted: A clerk of the authority (unnamed source), 6 May 2031" in names
    assert (
        "Accepted: North Terminal, 5 May 2031. "
        "From a member of Port Authority; shown for context, not as the group\u2019s"
    ) in names
    assert "Said before the demand was first made in our sources" in names
    assert "No answer found in our sources up to 31 May 2031. We did not ask" in names


def test_the_table_holds_the_facts_of_every_mark(tmp_path: Path) -> None:
    html = figure(Site(walkout(tmp_path)).page("demands/pay-rise/"), "life")
    table = html.partition("<table>")[2]

    rows = Page(f"<table>{table}").text
    for address, name in marks(html):
        said = name.partition(". ")[0]
        what, _, rest = said.partition(": ")
        rest = rest.partition(": ")[0]  # words tell it from another of the same day
        assert what in rows
        assert rest.rpartition(", ")[0] in rows
        assert rest.rpartition(", ")[2] in rows
        if not address.startswith("#"):
            assert f'href="{address}"' in table


def test_what_leads_into_the_table_is_there(tmp_path: Path) -> None:
    acts = [f"2031-{month:02}-{day:02}" for month in (3, 4) for day in range(1, 14)]
    page = Site(walkout(tmp_path)).page("demands/pay-rise/")
    assert [address for address, _ in marks(figure(page, "life")) if address.startswith("#")]
    assert "#life-4-1" in page.links
    assert "life-4-1" in page.ids
    page = Site(desk_of_acts(tmp_path / "gate", acts * 2)).page("demands/gate/")

    html = figure(page, "life")
    inside = [address for address, _ in marks(html) if address.startswith("#")]
    assert {address[1:] for address in inside} <= set(page.ids)
    assert [name for name, count in Counter(page.ids).items() if count > 1] == []
    # A date is the heading of its row, for who hears the table cell by cell.
    assert html.count('<tr><th scope="row">') > 1
    assert re.search(r"Demand made: \d+ times, \d+ Mar 2031 to \d+ Mar 2031", html)


def test_an_undated_fact_stands_aside_and_in_the_table(tmp_path: Path) -> None:
    acts = ["2031-05-01", "2031-05-02", "unknown", "unknown"]
    html = figure(Site(desk_of_acts(tmp_path, acts)).page("demands/gate/"), "life")
    assert "2 without a date:" in html
    assert html.count('<span class="visually-hidden">Demand made: </span>Dock Union</a>') == 2
    assert html.partition("<table>")[2].count("date unknown") == 2


@pytest.mark.parametrize("uri", ["demands/crane-checks/", "demands/return-to-work/"])
def test_nothing_is_shown_where_there_is_nothing_to_draw(tmp_path: Path, uri: str) -> None:
    page = Site(walkout(tmp_path)).page(uri)
    assert "picture" not in page.html


def test_hostile_names_stay_text_in_names_of_marks(tmp_path: Path) -> None:
    hostile = """{name: '</title><script>alert(1)</script>"', kind: organisation}"""
    desk = walkout(tmp_path, {"actors/rivera.yml": hostile.replace("organisation", "person")})
    page = Site(desk).page("demands/pay-rise/")
    assert "script" not in page.tags
    assert not page.unbalanced
    assert '</title><script>alert(1)</script>"' in page.text


def test_bars_name_their_time_and_lead_to_the_quotes(tmp_path: Path) -> None:
    quotes = [
        {"id": f"q-{n}", "text": f"Words {n}", "speaker": "rivera", "form": "direct",
         "said": {"date": when}}
        for n, when in enumerate(["2031-03-03", "2031-03-05", "2031-04-20", "2031-04-21"] * 2)
    ]  # fmt: skip
    page = Site(strike(tmp_path, many=article(quotes=quotes))).page("actors/rivera/")

    html = figure(page, "activity")
    assert "On record\u00a0· 8 statements\n" in re.sub("<[^>]*>", "", html)
    units = re.findall(r"<p class=\"unit how\">(.*?)</p>\s*<svg", html)
    assert units == ["One bar for every two weeks", "One bar a week"]  # each with its bars
    found = {name: address for address, name in marks(html)}
    wanted = "3 Mar 2031 to 9 Mar 2031: 4 statements"  # the weeks, as far as they are covered
    assert wanted in found
    anchor = found[wanted].lstrip("#")
    assert re.search(rf'id="{anchor}">\s*<figure.*?5 Mar 2031', page.html, re.DOTALL)
    assert {address[1:] for address, _ in marks(html)} <= set(page.ids)
    assert "<td>" in html.partition("<table>")[2]


def test_no_picture_carries_a_style_or_a_script(tmp_path: Path) -> None:
    html = figure(Site(walkout(tmp_path)).page("demands/pay-rise/"), "life")
    assert not re.search(r"\sstyle=|<script|<style|\son[a-z]+=", html)
    # At most one decimal, with a point.
    numbers = re.findall(r'\s(?:x|x1|x2|width)="([^"]*)%"', html)
    assert numbers
    assert all(re.fullmatch(r"\d{1,3}(\.\d)?", number) for number in numbers)
