"""An address that was once public still leads somewhere, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.serving import serving
from tests.tiny_site import TinySite

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def redirect(site: TinySite, pairs: str) -> None:
    site.edit("site_config.yml", "coverage:", f"redirects: {{{pairs}}}\n      coverage:")


def test_a_browser_goes_on_to_the_present_address(site: TinySite, browser: Browser) -> None:
    redirect(site, 'old/gate: "quotes/rally/ten-per-cent/#source", was/home: ""')
    site.edit("content/actors/mia-brandt.yml", "name:", "formerly: m-brandt\nname:")
    site.done("build", "--strict")
    with serving(site.root / "site") as host:
        page = browser.new_page()
        for old, new in {
            "old/gate/": "quotes/rally/ten-per-cent/#source",
            "was/home/": "",
            "actors/m-brandt/": "actors/mia-brandt/",
        }.items():
            page.goto(host.url + old)
            page.wait_for_url(host.url + new)
        page.close()


def test_it_says_where_it_leads_and_is_in_no_index(site: TinySite) -> None:
    redirect(site, "old/gate/index.html: actors/mia-brandt")
    site.onrecord("build")
    page = site.page("old/gate/")
    assert '<meta http-equiv="refresh" content="0; url=../../actors/mia-brandt/">' in page
    assert 'rel="canonical" href="https://harbour.example.org/actors/mia-brandt/"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<a href="../../actors/mia-brandt/">Mia Brandt</a>' in page


def test_straight_from_disk_it_names_the_file(site: TinySite) -> None:
    redirect(site, "old/gate/: actors/mia-brandt/")
    site.edit("site_config.yml", "docs_dir:", "use_directory_urls: false\ndocs_dir:")
    site.onrecord("build")
    assert "url=../../actors/mia-brandt/index.html" in site.page("old/gate/")


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ("actors/mia-brandt/: actors/dock-union/", "error[redirect-taken]"),
        ("old/: actors/nobody/", "warning[broken-link]"),
    ],
)
def test_a_redirect_that_cannot_be(site: TinySite, pairs: str, said: str) -> None:
    redirect(site, pairs)
    assert f"site_config.yml:11:19: {said}" in site.onrecord("check").stdout


@pytest.mark.parametrize(
    "pairs",
    [
        '"../old/": actors/mia-brandt/',
        "old/: https://elsewhere.example/",
        "old/: //elsewhere.example/",
        '"old/\\"><script>": actors/mia-brandt/',
        "old/: old/",
        "old/: older/, older/: actors/mia-brandt/",
        'old/: "javascript:alert(1)"',
    ],
)
def test_only_addresses_of_this_site(site: TinySite, pairs: str) -> None:
    redirect(site, pairs)
    run = site.ended(2, "check")
    assert "redirects" in run.stderr


def test_a_page_beside_the_records_can_be_the_target(site: TinySite) -> None:
    redirect(site, "who-we-are/: about/")
    site.done("check", "--strict")
