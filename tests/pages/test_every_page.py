"""What holds for every page: whole HTML, links that lead somewhere, nothing from afar."""

import posixpath
import re
from collections import Counter
from itertools import pairwise

import pytest
from tests.pages.rendering import Page, Site

from onrecord.render.templates import packaged_templates


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    return {uri: site.page(uri) for uri in site.pages}


def test_the_site_has_the_pages_of_the_contract(site: Site) -> None:
    wanted = {
        "", "actors/", "actors/brandt/", "quotes/", "quotes/rally/", "quotes/rally/ten-percent/",
        "articles/", "articles/rally/", "quotes/rally/hidden/",
    }  # fmt: skip
    assert wanted <= site.pages.keys()


def test_tags_match_and_ids_are_unique(pages: dict[str, Page]) -> None:
    for uri, page in pages.items():
        assert page.unbalanced == [], uri
        assert [name for name, count in Counter(page.ids).items() if count > 1] == [], uri


def test_one_h1_and_no_level_left_out(pages: dict[str, Page]) -> None:
    for uri, page in pages.items():
        levels = [level for level, _ in page.headings]
        assert levels.count(1) == 1, uri
        assert levels[0] == 1, uri
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert all(text.strip() for _, text in page.headings), uri


def test_every_internal_link_and_fragment_leads_somewhere(
    site: Site, pages: dict[str, Page]
) -> None:
    for uri, page in pages.items():
        for link in page.links:
            if link.startswith("https://"):
                continue
            path, _, fragment = link.partition("#")
            path = path.partition("?")[0]
            target = posixpath.normpath(posixpath.join("/", uri, path)).strip("/")
            target = f"{target}/" if target else ""
            assert target in site.pages, (uri, link)
            assert not fragment or fragment in pages[target].ids, (uri, link)


def test_links_that_leave_the_site_say_nothing_of_where_from(pages: dict[str, Page]) -> None:
    for page in pages.values():
        for tag in re.findall(r'<a [^>]*href="https?://[^>]*>', page.html):
            assert 'rel="noopener noreferrer"' in tag


def test_no_script_no_style_no_handler(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert not {"script", "style", "iframe", "img", "object"} & set(page.tags)
        assert not re.search(r"<[^>]+\s(on\w+|style)=", page.html)


def test_titles_and_descriptions_are_unique_and_plain(site: Site) -> None:
    titles = Counter(page.title for page in site.pages.values())
    assert {title: count for title, count in titles.items() if count > 1} == {}
    assert all(page.title.strip() and page.description.strip() for page in site.pages.values())


def test_templates_hold_no_words_of_their_own() -> None:
    """Every word comes from the catalogue, so that a newsroom can say it in its own way."""
    folder = packaged_templates()
    found = {}
    for template in sorted([*folder.glob("pages/*.html"), *folder.glob("cards/*.html")]):
        text = template.read_text(encoding="utf-8")
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
        spoken = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*[A-Za-z][^"]*)"', text)
        spoken += re.findall(r"[A-Za-z]+", re.sub(r'<[^>]*>|\b[a-z-]+="[^"]*"', " ", text))
        if spoken:
            found[template.name] = spoken
    assert found == {}
