"""The downloads on a built site: their page, a twin beside each page, and how to have none."""

import json
import posixpath
import re
from pathlib import Path

import pytest
from tests.tiny_site import TinySite

LINK = re.compile(r'<link rel="alternate" type="application/json" href="([^"]+)">')
FOOT = re.compile(
    r'<a class="twin" href="([^"]+)" type="application/json">This page as data \(JSON\)</a>'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    site = TinySite.at(tmp_path_factory.mktemp("data-site") / "harbour")
    _option(site, "licence: https://licence.example/by?a=1&b=<2>")
    site.done("build", "-d", "site")
    return site


def _option(site: TinySite, line: str) -> None:
    """Put an option below the plugin's name."""
    site.edit("site_config.yml", "  - onrecord:\n", f"  - onrecord:\n      {line}\n")


def test_the_page_leads_to_every_file(site: TinySite) -> None:
    page = site.page("data/")
    built = {name.removeprefix("data/") for name in site.built() if name.startswith("data/")}
    linked = {
        posixpath.normpath(f"data/{href}").removeprefix("data/")
        for href in re.findall(r'href="([^"]+)" download', page)
    }
    assert linked == built - {"index.html"}
    assert {"onrecord.json", "onrecord.sqlite", "onrecord-csv.zip", "csv/quotes.csv"} <= built


def test_the_page_begins_with_the_tables_that_most_come_for(site: TinySite) -> None:
    links = re.findall(r'<a href="([^"]+)" download>([^<]+)</a>', site.page("data/"))
    assert links[0] == ("../data/csv/demands.csv", "All demands (CSV)")
    assert ("../data/csv/quotes.csv", "All quotes (CSV)") in links[:6]


def test_the_page_says_on_what_terms(site: TinySite) -> None:
    page = site.page("data/")
    assert '<a href="https://licence.example/by?a=1&amp;b=&lt;2&gt;">' in page
    assert "licence covers the annotations only." in page


@pytest.mark.parametrize("family", ["actors", "demands", "articles"])
def test_a_page_links_to_its_twin(site: TinySite, family: str) -> None:
    folder = next(page for page in sorted((site.root / "site" / family).iterdir()) if page.is_dir())
    page = (folder / "index.html").read_text(encoding="utf-8")
    twin = json.loads((folder / "data.json").read_bytes())
    (href,) = LINK.findall(page)
    assert FOOT.findall(page) == [href]
    assert (folder / href).resolve() == (folder / "data.json").resolve()
    assert twin["subject"]["address"] == f"{family}/{folder.name}/"
    assert (folder / twin["$schema"]).resolve().is_file()


def test_a_list_has_no_twin(site: TinySite) -> None:
    assert not LINK.findall(site.page("actors/"))
    assert not FOOT.findall(site.page("actors/"))


def test_a_site_can_do_without(tmp_path: Path) -> None:
    site = TinySite.at(tmp_path / "harbour")
    _option(site, "downloads: false")
    site.done("build", "-d", "site")
    built = site.built()
    assert not [name for name in built if name.startswith("data/") or name.endswith("data.json")]
    for page in ("quotes/", "actors/dock-union/"):
        assert "data/" not in site.page(page)
        assert "data.json" not in site.page(page)
