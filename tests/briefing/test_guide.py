"""The guide to briefings does what it says, followed in a copy of the harbour desk."""

from pathlib import Path

from tests.docs.pages import text_of
from tests.docs.reader import follow, words_of
from tests.tiny_site import TinySite


def test_a_briefing_is_written_as_the_guide_says(tmp_path: Path) -> None:
    site = TinySite.at(tmp_path / "harbour")
    guide = text_of("how-to/briefings.md")
    before, after = guide.split("## Since the last commit")
    follow(before, site.root)

    page = words_of(site.root / "site/briefings/first-week/index.html")
    assert "Written by Jo Diaz on 8 May 2031." in page
    assert "Based on one quote" in page
    text = (site.root / "site/briefings/first-week/briefing.txt").read_text(encoding="utf-8")
    assert text.startswith("# Briefing, 1 May 2031 to 7 May 2031\n")
    home = words_of(site.root / "site/index.html")
    assert "Latest briefing" in home
    assert "Briefing, 1 May 2031 to 7 May 2031" in home

    refused = site.onrecord("brief", "--since-commit", "v1.2")
    assert "is not in a git repository" in refused.stderr
    assert "is not in a git repository" in after
