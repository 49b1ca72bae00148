"""The how-to guides do what they say: each is followed in a copy of the harbour desk."""

import re
import sqlite3
from contextlib import closing

from tests.tiny_site import TinySite

from onrecord.diagnostics import Severity
from onrecord.plugin.configuration import load

from .pages import blocks, text_of
from .reader import follow, words_of


def test_a_correction_shows_below_the_words(site: TinySite) -> None:
    text = text_of("how-to/correct.md")
    article = site.root / "content/articles/post-on-the-rally.yml"
    follow(text[: text.index("The article then says this")], site.root)
    written = article.read_text(encoding="utf-8")
    follow(text[text.index("The article then says this") :], site.root)
    assert article.read_text(encoding="utf-8") == written

    page = words_of(site.root / "site/quotes/post-on-the-rally/by-friday/index.html")
    assert "the answer" in page
    assert "retracted" in words_of(site.root / "site/quotes/post-on-the-rally/all-gates/index.html")


def test_records_are_added_and_renamed(site: TinySite) -> None:
    follow(text_of("how-to/change-records.md"), site.root)

    assert site.onrecord("check").returncode == 0


def test_of_a_capture_the_lock_holds_no_more_than_a_few_words(site: TinySite) -> None:
    follow(text_of("how-to/captures.md"), site.root)

    lock = (site.root / "content/captures.lock").read_text(encoding="utf-8")
    assert "exact_after_typography" in lock
    assert "Nobody goes through the north gate" not in lock
    assert "coffee" not in lock


def test_a_saved_page_becomes_an_article(site: TinySite) -> None:
    follow(text_of("how-to/draft.md"), site.root)

    check = site.onrecord("check")
    assert "to-do" not in check.stdout
    assert "error" not in check.stdout


def test_the_queries_of_the_guide_to_the_data_find_what_they_say(site: TinySite) -> None:
    exports, queries = text_of("how-to/data.md").split("## In a spreadsheet")
    follow(exports, site.root)

    sql = next(block for language, block in blocks(queries) if language == "sql")
    asked = [query for query in sql.split(";\n") if query.strip()]
    with closing(sqlite3.connect(site.root / "harbour.sqlite")) as connection:
        answers = [connection.execute(query).fetchall() for query in asked]
    assert [len(rows) for rows in answers] == [1, 1, 1]


def test_the_example_of_a_configuration_is_one(site: TinySite) -> None:
    follow(text_of("reference/configuration.md"), site.root)

    config = load(site.config).plugin.config
    assert config.coverage is not None
    assert str(config.coverage.through) == "2031-06-30"
    assert config.levels == {"outsider-act": Severity.NOTICE}


def test_a_template_a_block_and_a_colour_are_overridden(site: TinySite) -> None:
    follow(text_of("how-to/override-a-template.md"), site.root)

    topics = site.page("topics/")
    assert re.search(r'<li><a href="[^"]*pay/">Pay</a></li>', topics)
    assert "Harbour Gazette, 1 Quay Street" in topics
    assert 'href="../house.css"' in topics
    missing = site.page("404.html")
    assert missing.index("<h1>") < missing.index("Is something missing?")
    demand = site.page("demands/pay-rise/")
    assert demand.index('id="facts"') < demand.index('id="standing"')
    assert "#7a1f3d" in site.page("house.css")


def test_the_pages_come_out_under_another_theme(site: TinySite) -> None:
    follow(text_of("how-to/themes.md"), site.root)

    page = site.page("actors/mia-brandt/")
    assert "css/bootstrap.min.css" in page
    assert "css/onrecord.css" not in page
    assert "We want &lt;ten&gt; per cent" in page
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?//', page)
