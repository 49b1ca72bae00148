"""The pages of briefings, and the one that stands alone."""

import re
from pathlib import Path

import pytest
from tests.pages.rendering import Page
from tests.views.walkout import walkout

from onrecord.briefing.formats import make_html
from onrecord.render import SiteInfo, Words
from onrecord.render.renderer import Renderer
from onrecord.render.site import SiteContext
from onrecord.render.templates import packaged_templates
from onrecord.site.plan import plan_site

from .weeks import brief, english, period, weeks

SECTIONS = [
    "Summary", "What changed", "The demands and the latest answers", "Quotes to use",
    "Claims, and replies", "Gaps", "Deadlines", "Sources",
    "Corrections",
]  # fmt: skip

OUR_WORDS = re.compile(r"unanswered|ignored|silen|softened|refus|missed|failed to", re.IGNORECASE)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """Home, the list and the briefing of the two weeks."""
    desk = weeks(tmp_path_factory.mktemp("weeks"))
    words = Words.load([packaged_templates()])
    site = SiteInfo("Harbour Record", desk.coverage)
    renderer = Renderer(None, words, True, site)
    planned = {page.uri: page for page in plan_site(SiteContext(desk, words))}
    wanted = ("", "briefings/", "briefings/week/")
    return {uri: Page(renderer.render(planned[uri])) for uri in wanted}


def test_every_section_stands_in_the_order_of_the_view(pages: dict[str, Page]) -> None:
    page = pages["briefings/week/"]
    assert [text for level, text in page.headings if level == 2] == SECTIONS
    assert not page.unbalanced
    assert len(page.ids) == len(set(page.ids))


def test_the_page_says_who_wrote_it_and_why_it_may_hold_no_longer(pages: dict[str, Page]) -> None:
    text = pages["briefings/week/"].text
    assert "Written by Jo Diaz on 13 May 2031." in text
    assert "It may be out of date. Since it was written:" in text
    assert "an answer to the demand Have the cranes checked: Premise denied" in text


def test_said_and_only_added_stand_apart(pages: dict[str, Page]) -> None:
    text = pages["briefings/week/"].text
    said = text.index("Said in this period")
    earlier = text.index("Added in this period, said earlier")
    undated = text.index("Added in this period, said at an unknown date")
    assert said < earlier < text.index("Demand made: Mia Brandt") < undated
    assert undated < text.index("date unknown", undated)


def test_each_quote_says_that_it_was_not_checked(pages: dict[str, Page]) -> None:
    assert pages["briefings/week/"].html.count('<p class="compared">Not checked') == 5


def test_our_own_voice_judges_nobody(pages: dict[str, Page]) -> None:
    own = pages["briefings/week/"].text.replace("The authority refused the pay rise.", "")
    assert not OUR_WORDS.findall(re.sub("“[^”]*”", "", own))


def test_what_was_said_is_there_in_its_first_words(pages: dict[str, Page]) -> None:
    said = pages["briefings/week/"].text.partition("Said in this period")[2]
    assert "“We would pay.”" in said.partition("The demands and the latest answers")[0]
    assert "· quote" not in said.partition("The demands and the latest answers")[0]


def test_the_list_and_home_lead_to_it(pages: dict[str, Page]) -> None:
    assert "week/" in {link.removeprefix("../briefings/") for link in pages["briefings/"].links}
    assert "The summary may be out of date." in pages["briefings/"].text
    assert "briefings/week/" in pages[""].links


def test_a_desk_without_briefings_has_no_pages_of_them(tmp_path: Path) -> None:
    planned = plan_site(SiteContext(walkout(tmp_path), Words.load([packaged_templates()])))
    assert not [page.uri for page in planned if page.uri.startswith("briefings")]


def test_a_page_alone_fetches_nothing_and_leads_nowhere_that_is_not_known(tmp_path: Path) -> None:
    desk = weeks(tmp_path)
    html = make_html(brief(desk, id="week"), *english(desk)).data.decode()
    page = Page(html)
    assert [text for level, text in page.headings if level == 2] == SECTIONS
    assert page.links == []
    assert "\x1a" not in html
    assert not re.findall(r"<(?:script|link|img)\b|url\(|@import|\bon\w+=", html)


def test_a_page_alone_leads_to_the_published_site(tmp_path: Path) -> None:
    desk = weeks(tmp_path)
    html = make_html(
        brief(desk, id="week"), *english(desk, "https://harbour.example/")
    ).data.decode()
    links = Page(html).links
    assert "https://harbour.example/demands/pay-rise/" in links
    assert all(link.startswith("https://") for link in links)


def test_a_page_with_nothing_in_its_range_says_so(tmp_path: Path) -> None:
    desk = weeks(tmp_path)
    view = brief(desk, period("2031-04-25", "2031-04-28"))
    text = Page(make_html(view, *english(desk)).data.decode()).text
    assert "Nothing recorded here was said in this period, and nothing was added" in text
    assert "Nobody has written a summary of this briefing" in text
