"""The home page, the lists, and an article's page."""

from tests.pages.rendering import Site
from tests.pages.test_quote import in_order


def test_home(site: Site) -> None:
    in_order(
        site.page("").text,
        "Harbour desk",
        "in their own words, and what was said in reply.",
        "2 May 2031 to 3 May 2031",
        "2 demands by Dock Union",
        "11 quotes from",
        "1 of 2 articles was published by a party to the dispute",
        "Asked and answered, at a glance",
        "Asked by Dock Union",
        "Raise the pay of dockers",
        "Port Authority Rejected",
        "Answers in their own words",
        "Raise the pay of dockers: Rejected",
        "There is no money",
    )


def test_a_markdown_page_opens_home(site: Site) -> None:
    page = site.page("", markdown="<h1>Our strike desk</h1><p>Welcome.</p>")
    assert page.headings[0] == (1, "Our strike desk")
    assert [level for level, _ in page.headings].count(1) == 1
    untitled = site.page("", markdown="<p>Welcome.</p>")
    assert untitled.headings[0] == (1, "Harbour desk")
    assert "Welcome." in untitled.text


def test_people_are_counted_and_never_ranked(site: Site) -> None:
    in_order(
        site.page("actors/").text,
        "9 actors.",
        "People",
        "Ana Rivera, Director, Port Authority",
        "Mia Brandt, Secretary, Dock Union 2 statements, last 2 May 2031",
        "Inês Prado",
        "Sam Okafor",
        "Organisations",
        "Dock Union one demand made · 2 statements by representatives, last 2 May 2031",
        "Unnamed sources",
    )


def test_an_article(site: Site) -> None:
    in_order(
        site.page("articles/rally/").text,
        "Rally at the north gate",
        "Reported by Harbour Gazette on 3 May 2031, citing Coast Wire",
        "The union states its demand",
        "About: Talks at the harbour office, Harbour office, 2 May 2031",
        "10 quotes. The selection is ours.",
        "Demands made in this article",
        "Answers to demands",
        "Claims",
        "Stated: Sam Okafor · 2 May 2031 · quote (words disputed) The strike fund is empty.",
        "Corrections",
        "Quote no-money",
        "Harbour Police",
        "Headline Dockers want more",
        "Authors Jo Diaz",
        "Rights All rights reserved",
    )


def test_the_words_of_a_party_are_marked_as_such(site: Site) -> None:
    words = "Published by Port Radio (run by Port Authority) on 2 May 2031"
    assert words in site.page("quotes/flash/more-pay/").text
    assert "run by" not in site.page("quotes/").text


def test_an_articles_quotes_can_be_linked_to_one_by_one(site: Site) -> None:
    page = site.page("quotes/rally/")
    assert page.ids[0] == "quote-ten-percent"
    assert len(page.ids) == 10
