"""The how-to guides do what they say: each is followed in a copy of the harbour desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.tiny_site import TinySite

from .pages import text_of
from .reader import follow, words_of


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    return TinySite.at(tmp_path / "harbour")


def test_a_correction_shows_below_the_words(site: TinySite) -> None:
    follow(text_of("how-to/correct.md"), site.root)

    page = words_of(site.root / "site/quotes/post-on-the-rally/by-friday/index.html")
    assert "We want the answer by Friday." in page
    assert "retracted" in words_of(site.root / "site/quotes/post-on-the-rally/all-gates/index.html")


def test_captures_stay_out_of_the_site(site: TinySite) -> None:
    follow(text_of("how-to/captures.md"), site.root)

    kept = (site.root / "captures/post-on-the-gate.txt").read_text(encoding="utf-8")
    whole = re.findall(r"Nobody goes through.*", kept)[0].encode()
    assert not [name for name, data in site.built().items() if whole in data]


def test_a_template_a_block_and_a_colour_are_overridden(site: TinySite) -> None:
    follow(text_of("how-to/override-a-template.md"), site.root)

    topics = site.page("topics/")
    assert re.search(r'<li><a href="[^"]*pay/">Pay</a></li>', topics)
    assert "Harbour Gazette, 1 Quay Street" in topics
    assert 'href="../house.css"' in topics
    assert "#7a1f3d" in site.page("house.css")


def test_the_pages_come_out_under_another_theme(site: TinySite) -> None:
    follow(text_of("how-to/themes.md"), site.root)

    page = site.page("actors/mia-brandt/")
    assert "css/bootstrap.min.css" in page
    assert "css/onrecord.css" not in page
    assert "We want &lt;ten&gt; per cent" in page
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?//', page)
