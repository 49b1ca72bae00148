"""The pages of demands as a reader finds them."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.pages.rendering import Site
from tests.views.walkout import walkout

HOSTILE = """
    title: '<script>alert(1)</script>"''& pay'
    by: dock-union
    to: port-authority
    topic: leave
    action: do
    strength: request
    condition: '<img src=x onerror=alert(2)>'
    note: '</p><script>alert(3)</script>'
    responses:
      - {by: port-authority, response: none_found, searched_through: 2031-05-31,
         searched_in: '"><script>alert(4)</script>', note: '<b>bold</b>'}"""


def site(folder: Path, files: Mapping[str, str] | None = None) -> Site:
    return Site(walkout(folder, files))


def test_the_summary_opens_with_coverage_and_sources(tmp_path: Path) -> None:
    text = site(tmp_path).page("demands/").text

    assert text.startswith(
        "Demands Covers 20 Apr 2031 to 20 May 2031. Later events are not included. "
        "In our selection: 4 demands; 4 articles from 3 publishers."
    )


def test_the_summary_tells_ways_of_having_no_answer_apart(tmp_path: Path) -> None:
    text = site(tmp_path).page("demands/").text

    assert "we found no answer, we searched these sources up to 31 May 2031." in text.replace(
        "4 articles", "these sources"
    )
    assert "Return to work ultimatum by Port Authority" in text
    assert "Dock Union Not assessed" in text
    legend = text.partition("An answer is what someone said")[2]
    for word in ("Not assessed", "No answer found", "Not addressed", "No comment"):
        assert word in legend


def test_a_told_answer_never_stands_without_its_teller(tmp_path: Path) -> None:
    account = """
        title: An account
        source: {publisher: Harbour Gazette, published: 2031-05-21}
        quotes: [{id: told, text: They came back., speaker: rivera, form: direct}]
        responses:
          - {demand: return-to-work, by: dock-union, response: accepted, told_by: rivera,
             quote: told, date: 2031-05-18}"""
    page = site(tmp_path, {"articles/account.yml": account}).page("demands/")

    assert "Port Authority Rejected (on condition) · 4 May 2031" in page.text
    assert "Dock Union Accepted, according to Ana Rivera · 18 May 2031" in page.text
    # What was told later than an own answer is on the demand's page.
    assert "Mia Brandt" not in page.text


def test_the_parts_of_the_summary_in_order(tmp_path: Path) -> None:
    page = site(tmp_path).page("demands/")

    assert [id_ for id_ in page.ids if id_ in {"demands", "legend"}] == ["demands", "legend"]
    assert [text for level, text in page.headings if level == 4] == [
        "Raise the pay of the night crews",
        "Return to work",
        "Repair the cranes",
        "Have the cranes checked",
    ]


def test_a_demand_says_where_it_stands_before_anything_else(tmp_path: Path) -> None:
    page = site(tmp_path).page("demands/pay-rise/")

    assert [text for level, text in page.headings if level < 3] == [
        "Raise the pay of the night crews",
        "The demand",
        "The answers",
        "Reactions from others",
        "Asked and answered, by date",
        "All statements",
        "How the answer changed",
        "What happened",
        "Related quotes",
        "Key facts",
        "Articles behind this page",
    ]
    assert page.text.startswith(
        "Demand · Pay Raise the pay of the night crews "
        "Dock Union asked this of Port Authority and Harbour Ministry once, on 1 May 2031, in our "
        "sources. Port Authority rejected it (on condition), in its own words. We "
        "found no answer from Harbour Ministry in our sources up to 31 May 2031. "
        "Port Authority: Rejected (on condition) "
        "Harbour Ministry: No answer found Reactions from others (1)"
    )
    asked, answered = "“Nobody works nights for this.” Mia", "Port Authority: Rejected “No: there"
    assert page.text.index(asked) < page.text.index(answered) < page.text.index("Made once.")
    assert "On condition: until the autumn" in page.text
    member = "From a member of Port Authority; shown for context, not as the group\u2019s"
    assert member in page.text
    assert "Said before the demand was first made in our sources; shown for context" in page.text
    assert "Not from those asked; shown for context" in page.text
    assert "Done in part · assessed on 1 Jun 2031 by The desk" in page.text


def test_a_reported_demand_and_an_end_are_said(tmp_path: Path) -> None:
    strike = site(tmp_path)

    reported = "Demand reported: Port Authority, according to Mia Brandt, to Dock Union"
    assert f"{reported} · date unknown" in strike.page("demands/return-to-work/").text
    assert "Strength ultimatum" in strike.page("demands/return-to-work/").text
    assert "Replaced by Have the cranes checked" in strike.page("demands/crane-repairs/").text


@pytest.mark.parametrize("uri", ["demands/", "demands/hostile/", "topics/leave/", "timeline/"])
def test_hostile_strings_stay_text(tmp_path: Path, uri: str) -> None:
    page = site(tmp_path, {"demands/hostile.yml": HOSTILE}).page(uri)

    assert not {"script", "img", "b"} & set(page.tags)
    if "hostile" in uri:
        assert "<script>alert(1)</script>\"'& pay" in page.text
        assert '"><script>alert(4)</script>' in page.text
    assert not page.unbalanced


def test_very_many_demands_are_split_by_date(tmp_path: Path) -> None:
    files = {}
    for number in range(90):
        month = "2031-02" if number % 2 else "2031-03"
        files[f"demands/extra-{number}.yml"] = f"""
            {{title: Extra {number}, by: dock-union, to: port-authority, topic: leave,
              action: do, strength: request}}"""
        files[f"articles/a-{number}.yml"] = f"""
            title: Article {number}
            source: {{publisher: Harbour Gazette, published: unknown}}
            demands:
              - {{demand: extra-{number}, act: stated, by: dock-union, date: {month}}}"""
    strike = site(tmp_path, files)

    own = strike.page("demands/")
    assert (4, "Extra 1") not in own.headings
    assert "legend" in own.ids
    assert "../topics/leave/" in own.links
    part = strike.page("demands/2031-02/")
    assert part.text.count("Extra ") == 45
    assert "../../demands/#legend" in part.links
    assert strike.planned("demands/2031-02/").title == "Demands, Feb 2031"
