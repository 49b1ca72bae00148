"""A built site as others find it: the map, `robots.txt`, links to feeds, data in the pages."""

from __future__ import annotations

import gzip
import json
import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.serving import serving
from tests.tiny_site import TinySite

from onrecord.plugin import generated_files

if TYPE_CHECKING:
    from tests.tabs import Tabs

RALLY = "content/articles/rally.yml"
HIDDEN = """\
  - id: hidden
    speaker: mia-brandt
    state: withheld
    note: A court forbids it.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    site = TinySite.at(tmp_path_factory.mktemp("published") / "harbour")
    site.edit(RALLY, "title: A rally", "added: 2031-05-20\ntitle: A rally")
    site.edit(RALLY, "demands:\n", f"{HIDDEN}demands:\n")
    site.done("build")
    return site


def test_the_map_says_when_pages_changed_and_leaves_out_what_none_may_index(site: TinySite) -> None:
    found = dict(
        re.findall(
            r"<loc>https://harbour.example.org/([^<]*)</loc>(?:<lastmod>([^<]*)</lastmod>)?",
            site.page("sitemap.xml"),
        )
    )
    assert found["quotes/rally/ten-per-cent/"] == "2031-05-20"
    assert found["actors/mia-brandt/"] == found["demands/pay-rise/"] == found[""] == "2031-05-20"
    assert found["about/"] == ""  # nobody knows
    assert "quotes/rally/hidden/" not in found


def test_the_packed_map_is_the_same_whenever_it_is_packed(site: TinySite) -> None:
    packed = site.built()["sitemap.xml.gz"]
    assert gzip.decompress(packed) == site.built()["sitemap.xml"]
    assert packed[4:8] == bytes(4)  # no time in it


def test_a_map_with_more_than_a_map_may_have_is_parted(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = re.findall("<url>.*</url>", site.page("sitemap.xml"))
    monkeypatch.setattr(generated_files, "MAPPED", len(whole) // 2)
    site.done("build", "--site-dir", "parted")
    made = site.built("parted")
    index = made["sitemap.xml"].decode()
    parts = re.findall("<loc>https://harbour.example.org/([^<]*)</loc>", index)
    assert parts == [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    assert "<sitemapindex " in index
    found = [re.findall("<url>.*</url>", made[part].decode()) for part in parts]
    assert list(chain.from_iterable(found)) == whole
    assert max(map(len, found)) <= len(whole) // 2
    assert gzip.decompress(made["sitemap.xml.gz"]).decode() == index


def test_everyone_may_read_everything(site: TinySite) -> None:
    assert site.page("robots.txt") == (
        "User-agent: *\nAllow: /\n\nSitemap: https://harbour.example.org/sitemap.xml\n"
    )


def test_a_page_names_its_own_feeds_and_those_of_the_site(site: TinySite) -> None:
    page = site.page("actors/mia-brandt/")
    heads = re.findall(
        r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">', page
    )
    own = "Mia Brandt \N{EN DASH} Harbour &lt;desk&gt;"
    assert heads == [
        ("application/atom+xml", own, "../../actors/mia-brandt/feed.xml"),
        ("application/feed+json", own, "../../actors/mia-brandt/feed.json"),
        ("application/atom+xml", "Harbour &lt;desk&gt;", "../../feed.xml"),
        ("application/feed+json", "Harbour &lt;desk&gt;", "../../feed.json"),
    ]
    foot = page[page.index("<footer") :]
    assert '<a href="../../actors/mia-brandt/feed.xml" type="application/atom+xml">Atom</a>' in foot
    assert {"feed.xml", "actors/mia-brandt/feed.json"} <= set(site.built())


def test_the_data_of_a_page_is_no_script_to_a_strict_host(site: TinySite, tabs: Tabs) -> None:
    with serving(site.root / "site") as served, tabs.open() as tab:
        tab.page.goto(f"{served.url}quotes/rally/ten-per-cent/")
        text = tab.page.locator('script[type="application/ld+json"]').text_content()
        assert tab.complaints == []
    quote = json.loads(text or "")["@graph"][0]
    assert quote["text"] == "We want <ten> per cent & not a penny less."
    assert "<" not in (text or "")


def test_a_site_may_have_a_robots_txt_of_its_own(tmp_path: Path) -> None:
    site = TinySite.at(tmp_path / "harbour")
    site.write("content/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.edit("site_config.yml", "site_url: https://harbour.example.org/\n", "")
    site.done("build")
    assert site.page("robots.txt") == "User-agent: *\nDisallow: /private/\n"
    assert not [name for name in site.built() if "feed." in name]
    assert 'rel="alternate"' not in site.page()
