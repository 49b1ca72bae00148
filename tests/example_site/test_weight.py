"""Pages say each thing once; their scripts are few and small."""

import re

from tests.families import busiest
from tests.weight import KILO, MOST_SCRIPTS, MOST_SEARCH, loaded_scripts

from .conftest import Example


def test_the_html_of_a_page_says_each_thing_once(example: Example) -> None:
    pages = busiest(example.site)
    families = ("home", "actor", "demand", "part of a demand")
    sizes = {name: (example.site / pages[name] / "index.html").stat().st_size for name in families}
    assert {name: size for name, size in sizes.items() if size > 60 * KILO} == {}


def test_all_scripts_of_pages_and_that_of_the_search_are_less_than_24_kb(example: Example) -> None:
    scripts = loaded_scripts(example.site)
    assert len(scripts) >= 4
    # Before compression; a browser keeps them from page to page.
    assert sum(script.stat().st_size for script in scripts) < MOST_SCRIPTS
    assert 0 < (example.site / "js/finder.js").stat().st_size < MOST_SEARCH
    pages = example.site.rglob("*.html")
    assert not any("finder.js" in page.read_text(encoding="utf-8") for page in pages)


def test_scripts_are_deferred_classic_files(example: Example) -> None:
    for page in example.site.rglob("*.html"):
        for tag, inside in re.findall(
            r"<script([^>]*)>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL
        ):
            if tag == ' type="application/ld+json"':
                continue  # data for machines, which no browser runs
            assert re.search(r'\ssrc="[^"]+"', tag), page
            assert re.search(r"\sdefer\b", tag), page
            assert "type=" not in tag, page
            assert inside == "", page
