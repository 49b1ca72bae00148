"""Whole builds under MkDocs and under its fork, without our commands."""

import logging
import re
from functools import partial
from html.parser import HTMLParser

import pytest
from tests.tiny_site import TinySite

from onrecord.diagnostics import Diagnostic, Severity
from onrecord.plugin.reporting import LogReporter

BUILDERS = ("mkdocs", "properdocs")
CONFIG = ("build", "-f", "site_config.yml")
PAGES = {
    "index.html",
    "actors/index.html",
    "actors/mia-brandt/index.html",
    "actors/dock-union/index.html",
    "demands/index.html",
    "demands/pay-rise/index.html",
    "quotes/rally/ten-per-cent/index.html",
    "about/index.html",
    "404.html",
    "css/onrecord.css",
}


class Text(HTMLParser):
    """The words of a page, without those of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def __str__(self) -> str:
        return " ".join(self.words)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """A site built by MkDocs and by its fork, each into the folder of its name."""
    site = TinySite.at(tmp_path_factory.mktemp("strict") / "harbour")
    for builder in BUILDERS:
        # The fork takes the name of MkDocs, so it begins where MkDocs has not been imported.
        started = site.mkdocs if builder == "mkdocs" else partial(site.run, builder)
        run = started(*CONFIG, "--strict", "-d", builder)
        assert run.returncode == 0, run.stderr
    return site


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_strict_build_is_green_and_publishes_no_record(strict: TinySite, builder: str) -> None:
    built = strict.built(builder)
    assert set(built) >= PAGES
    assert not [name for name in built if name.endswith((".yml", ".yaml", ".lock", ".md"))]


def test_the_fork_and_our_own_command_give_the_same_pages(
    strict: TinySite, harbour_site: TinySite
) -> None:
    assert strict.built("mkdocs") == strict.built("properdocs") == harbour_site.built()


def test_under_the_theme_of_mkdocs_pages_are_whole_and_the_lists_can_be_reached(
    site: TinySite,
) -> None:
    site.edit("site_config.yml", "name: onrecord\n", "{name: mkdocs, highlightjs: false}\n")
    site.edit("site_config.yml", "theme:\n  {", "theme: {")
    run = site.mkdocs(*CONFIG, "--strict")
    assert run.returncode == 0, run.stderr
    page = site.page("actors/dock-union/")
    assert "<title>Dock Union &amp; Friends - Harbour" in page
    assert "Dock Union & Friends" in str(Text(page))
    assert page.rstrip().endswith("</html>")
    quote = site.page("quotes/rally/ten-per-cent/")
    assert "We want <ten> per cent & not a penny less." in str(Text(quote))
    assert "<ten>" not in quote
    for depth, page in (("../../", "actors/mia-brandt/"), ("../", "about/")):
        html = site.page(page)
        for section in ("demands/", "quotes/"):
            assert f'href="{depth}{section}"' in html
    assert re.search(r'href="(\.\./)*actors/" class="nav-link', site.page("about/"))


def test_an_edit_link_leads_to_the_yaml_of_the_page(harbour_site: TinySite) -> None:
    site = harbour_site
    edit = "https://example.org/desk/edit/main/content/"
    assert f'href="{edit}actors/mia-brandt.yml"' in site.page("actors/mia-brandt/")
    assert f'href="{edit}articles/rally.yml"' in site.page("quotes/rally/ten-per-cent/")
    assert f'href="{edit}about.md"' in site.page("about/")
    assert edit not in site.page("actors/")


def test_errors_leave_the_old_site_as_it_was(built: TinySite) -> None:
    site = built
    before = site.built()
    site.edit("content/actors/mia-brandt.yml", "name: Mia", "nmae: Mia")
    run = site.mkdocs(*CONFIG)
    assert run.returncode == 1
    assert "content/actors/mia-brandt.yml:1:1: error[unknown-key]" in run.stderr
    assert "Traceback" not in run.stderr
    assert site.built() == before


def test_a_template_that_cannot_be_compiled_leaves_the_old_site_as_it_was(built: TinySite) -> None:
    site = built
    before = site.built()
    site.write("templates/pages/actor.html", "<h1>\n{% if %}")
    run = site.mkdocs(*CONFIG)
    assert run.returncode == 1
    assert "templates/pages/actor.html:2:1: error[template-fault]" in run.stderr
    assert "Traceback" not in run.stderr
    assert site.built() == before


def test_a_template_that_fails_on_a_page_says_where(site: TinySite) -> None:
    site.write("templates/pages/actor.html", "<h1>\n{{ view.no_such_field }}")
    run = site.mkdocs(*CONFIG)
    assert run.returncode == 1
    assert "templates/pages/actor.html:2:1: error[template-fault]" in run.stderr
    assert "on the page /actors/" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_symbolic_link_out_of_the_content_is_not_followed(site: TinySite) -> None:
    site.write("secrets/key.txt", "hidden")
    (site.root / "content" / "more").symlink_to(site.root / "secrets")
    run = site.mkdocs(*CONFIG)
    assert run.returncode == 1
    assert "error[outside-content]" in run.stderr
    assert site.built() == {}


def test_without_an_address_of_its_own_the_site_has_no_map(built: TinySite) -> None:
    site = built
    assert "<loc>https://harbour.example.org/actors/mia-brandt/</loc>" in site.page("sitemap.xml")
    site.edit("site_config.yml", "site_url: https://harbour.example.org/\n", "")
    site.mkdocs(*CONFIG)
    assert not [name for name in site.built() if name.startswith("sitemap")]


def test_a_missing_page_is_told_under_a_subpath_too_and_own_theme_files_come_first(
    site: TinySite,
) -> None:
    site.edit("site_config.yml", "harbour.example.org/", "example.org/record/")
    site.write(
        "templates/theme/main.html",
        '{% extends "base.html" %}{% block footer %}Printed by the union{% endblock %}',
    )
    site.mkdocs(*CONFIG)
    assert "Printed by the union" in site.page("actors/mia-brandt/")
    page = site.page("404.html")
    assert 'href="/record/css/onrecord.css"' in page
    assert 'href="/record/actors/"' in page
    assert 'href="/record/"' in page


def test_without_directory_urls_every_link_names_a_file(site: TinySite) -> None:
    site.edit("site_config.yml", "docs_dir:", "use_directory_urls: false\ndocs_dir:")
    run = site.mkdocs(*CONFIG, "--strict")
    assert run.returncode == 0, run.stderr
    # The 404 page and the panel of the search are shown at any depth.
    depthless = {"404.html", "search/panel.html"}
    pages = [name for name in site.built() if name.endswith(".html") and name not in depthless]
    assert {"about.html", "actors/mia-brandt/index.html"} <= set(pages)
    for name in pages:
        folder = (site.root / "site" / name).parent
        for link in re.findall(r'href="([^"#:?]+)[^":]*"', site.page(name)):
            assert (folder / link).is_file(), f"{name} links to {link}"


def test_a_dirty_build_makes_only_what_changed(built: TinySite) -> None:
    site = built
    page = site.root / "site/actors/mia-brandt/index.html"
    page.write_text("kept", encoding="utf-8")
    site.mkdocs(*CONFIG, "--dirty")
    assert page.read_text(encoding="utf-8") == "kept"
    site.edit("content/actors/mia-brandt.yml", "Mia Brandt", "Mia Brandt-Ode")
    site.mkdocs(*CONFIG, "--dirty")
    assert "Mia Brandt-Ode" in page.read_text(encoding="utf-8")


def test_the_log_of_mkdocs_counts_the_notices_that_check_lists(
    caplog: pytest.LogCaptureFixture,
) -> None:
    accepted = Diagnostic("outsider-act", Severity.NOTICE, "a.yml", 1, 1, "Mia did not ask")
    only_here = Diagnostic("no-site-url", Severity.NOTICE, "s.yml", 1, 1, "no address")
    warning = Diagnostic("outsider-act", Severity.WARNING, "b.yml", 1, 1, "Jo did not ask")
    with caplog.at_level(logging.INFO):
        LogReporter().report([accepted, only_here, warning, accepted])
    assert [record.message for record in caplog.records] == [
        "s.yml:1:1: notice[no-site-url]: no address",
        "b.yml:1:1: warning[outsider-act]: Jo did not ask",
        "2 notices; `onrecord check` lists them",
    ]
