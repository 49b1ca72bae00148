"""Two sources for one address: every address that a build writes is known before it begins."""

from pathlib import Path

import pytest
from tests.plugin.test_content_files import faults, put
from tests.tiny_site import TinySite

from onrecord.exports.downloads import DOWNLOADS
from onrecord.plugin.added_files import made_files
from onrecord.plugin.configuration import load
from onrecord.plugin.content_files import address_key
from onrecord.plugin.prepare import FOLDERS, prepare

NFC, NFD = "caf\u00e9.md", "cafe\u0301.md"
TAKEN = {
    "about.md",
    "notes/README.md",
    "files/map.svg",
    NFC,
    *("data/onrecord.json", "DATA/csv/Quotes.csv", "search/meta.json", "explore/meta.json"),
    *("css/onrecord.css", "js/cards.js", "img/icon.svg", "img/own.svg", "search/panel.html"),
    *("feed.xml", "topics/pay/feed.json", "topics/pay/data.json"),
    *("sitemap.xml", "sitemap.xml.gz", "404.html", "Robots.txt", "Quotes/index.html"),
    *("tides.html", "feed.json.md"),
}
FREE = {
    *("about/team.md", "about/index.md", "notes/index.md", "Files/Map.svg", "Files/other.svg", NFD),
    *("data/tides.csv", "search/tides.json", "css/tides.css", "img/tides.svg", "files/feed.xml"),
    *("robots.txt", "quotes/mine.md", "quotes/rally/ten-per-cent/share.png", "files/data.json"),
    "tides.html.md",
}


def test_a_file_at_an_address_that_something_else_has(site: TinySite) -> None:
    site.write("templates/theme/css/onrecord.css", "/* ours, replaced */")
    site.write("templates/theme/img/own.svg", "<svg/>")
    put(site, sorted(TAKEN | FREE))
    said = faults(site, "address-collision")
    assert set(said) == TAKEN
    assert said["about.md"] == (
        "this file would be published at /about/, and so would content/about/index.md"
    )
    assert said["css/onrecord.css"] == (
        "this file would be published at /css/onrecord.css, where the site already has a page or "
        "a file"
    )


def test_a_file_that_a_made_page_needs_as_a_folder(site: TinySite) -> None:
    redirects = "redirects: {map.svg/old: timeline/}\n      "
    site.edit("site_config.yml", "coverage:", f"{redirects}coverage:")
    put(site, ["map.svg", "map-of-gates.svg"])
    assert faults(site, "address-collision") == {
        "map.svg": "this file would be published at /map.svg, but other pages are published below "
        "that address"
    }


def test_without_directory_urls_other_addresses_are_one(site: TinySite) -> None:
    site.edit("site_config.yml", "docs_dir:", "use_directory_urls: false\ndocs_dir:")
    put(site, ["about/index.md", "404.md"])
    assert set(faults(site, "address-collision")) == {"404.md"}


def test_what_is_not_made_takes_no_address(site: TinySite) -> None:
    nothing = "downloads: false\n      search: false\n      "
    site.edit("site_config.yml", "site_url: https://harbour.example.org/\n", "")
    site.edit("site_config.yml", "coverage:", f"{nothing}coverage:")
    put(site, ["feed.xml", "sitemap.xml", "data/onrecord.json", "search/meta.json"])
    assert faults(site, "address-collision") == {}


def test_another_theme_lets_its_files_be_replaced(site: TinySite) -> None:
    site.edit("site_config.yml", "name: onrecord\n", "{name: mkdocs, highlightjs: false}\n")
    site.edit("site_config.yml", "theme:\n  {", "theme: {")
    put(site, ["css/base.css", "img/favicon.ico", "sitemap.xml"])
    assert set(faults(site, "address-collision")) == {"sitemap.xml"}


def test_every_file_of_a_build_is_known(site: TinySite) -> None:
    site.write(
        "content/briefings/week.yml", "since: 2031-05-01\nuntil: 2031-05-31\nbottom_line: X.\n"
    )
    site.edit("site_config.yml", "coverage:", "share_pictures: false\n      coverage:")
    site.done("build")
    setup = load(site.config).setup
    prepared = prepare(setup).prepared
    assert prepared
    built = site.built()
    wanted = {address_key(name) for name in built}
    made = set(made_files(wanted, prepared.site, setup))
    known = made | {f"{uri}index.html" for uri in prepared.pages} | {"about/index.html"}
    assert {name for name in built if not name.startswith(".")} - known == set()
    # `check` plans no pages where all files of the content are elsewhere.
    themes = {path.name for folder in setup.config.theme.dirs for path in Path(folder).iterdir()}
    tops = {name.partition("/")[0] for name in known - {"about/index.html"} if "/" in name}
    assert tops <= FOLDERS | themes
    assert {f"data/{name}" for name in DOWNLOADS} == {
        name for name in built if Path(name).parts[0] == "data" and name != "data/index.html"
    }


@pytest.mark.parametrize("name", ["STRASSE", "stra\u00dfe", "\u0130x", "\u00c5"])
def test_a_key_stays_what_it_is(name: str) -> None:
    assert address_key(address_key(name)) == address_key(name)
