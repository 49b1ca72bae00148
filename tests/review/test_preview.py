"""A preview says what it is on every page, is found by nobody, and works wherever it is put."""

import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from tests.review.repository import Repo
from tests.serving import serving
from tests.tiny_site import TinySite

from onrecord.plugin.configuration import load

HEAD = re.compile(r'<meta name="robots" content="noindex">')
BANNER = re.compile(
    r'<aside class="preview-banner" aria-label="Preview">\s*<p>'
    r"<strong>Preview of pull request &lt;12&gt;, not the published site\.</strong> "
    r"Commit [0-9a-f]{7,}, with uncommitted changes\. "
    r'<a href="([^"]*)"'
)
OF = "pull request <12>"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """The harbour desk with some edits, built as a preview against what was committed."""
    repo = Repo.at(tmp_path_factory.mktemp("preview") / "harbour")
    site = repo.site
    site.edit("site_config.yml", "https://example.org/desk", "https://github.com/harbour/desk")
    site.edit("content/articles/rally.yml", "not a penny less", "not one <b>penny</b> less")
    site.edit("content/demands/pay-rise.yml", "title: Raise", "title: Raise <i>now</i>")
    site.write("content/robots.txt", "User-agent: *\nAllow: /\n")
    site.done("build", "--preview", OF, "--against", "main")
    return site


def pages(site: TinySite) -> dict[str, str]:
    built = site.built()
    return {name: body.decode() for name, body in built.items() if name.endswith(".html")}


def test_every_page_says_so_and_keeps_search_engines_away(preview: TinySite) -> None:
    found = {name: html for name, html in pages(preview).items() if "/panel" not in name}
    assert {"index.html", "404.html", "about/index.html", "changes/index.html"} <= found.keys()
    for name, html in found.items():
        assert len(HEAD.findall(html)) == 1, name
        assert len(BANNER.findall(html)) == 1, name
    assert preview.page("robots.txt") == "User-agent: *\nDisallow: /\n"


def test_links_to_several_pages_have_several_names(preview: TinySite) -> None:
    links = re.findall(
        r'<p class="provenance"><a href="([^"]+)">(.*?)</a>', pages(preview)["changes/index.html"]
    )
    assert len({to for to, _ in links}) > 1
    for name in {name for _, name in links}:
        assert len({to.partition("#")[0] for to, its in links if its == name}) == 1, name


def test_nothing_is_made_of_the_address_of_the_published_site(preview: TinySite) -> None:
    for name, body in preview.built().items():
        assert b"harbour.example.org" not in body, name
    for name, html in pages(preview).items():
        assert not re.search(r'rel="canonical"|property="og:|name="twitter:', html), name
    assert not list((preview.root / "site").rglob("*.png"))
    assert not (preview.root / "site" / "sitemap.xml").exists()


@pytest.mark.parametrize("prefix", ["/", "/two/folders/"])
def test_every_link_holds_wherever_it_is_served(preview: TinySite, prefix: str) -> None:
    with serving(preview.root / "site", prefix) as served:
        seen: dict[str, str] = {}
        waiting = [served.url, f"{served.url}404.html"]
        while waiting:
            url = waiting.pop()
            if url in seen:
                continue
            try:
                with urlopen(url) as answer:  # noqa: S310 - our own server
                    seen[url] = answer.headers.get_content_type()
                    body = answer.read()
            except HTTPError as error:
                pytest.fail(f"{url}: {error.code}")
            if seen[url] == "text/html":
                links = re.findall(r'(?:href|src)="([^"]+)"', body.decode())
                there = (urldefrag(urljoin(url, link)).url for link in links)
                waiting += [url for url in there if url.startswith("http://127.0.0.1")]
        below = [url for url in seen if not url.startswith(served.url)]
    assert below == []
    assert len(seen) > 25
    assert f"{served.url}changes/" in seen


def test_the_environment_may_say_it_and_without_it_is_the_site_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Repo.at(tmp_path / "harbour").site
    option = "preview: {of: !ENV [DESK_OF, ''], against: !ENV DESK_AGAINST, url: !ENV DESK_URL}"
    site.edit("site_config.yml", "coverage:", f"{option}\n      coverage:")
    assert load(site.config).plugin.config.preview is None
    monkeypatch.setenv("DESK_OF", "12")
    monkeypatch.setenv("DESK_URL", "https://p.example/pr/12")
    site.done("build")
    assert "Preview of 12, not the published site." in site.page()
    assert "without a revision to compare with" in site.page("changes/")
    # Where the preview will be is for the page that stands for missing ones.
    assert 'href="/pr/12/css/onrecord.css"' in site.page("404.html")
    assert 'href="/pr/12/changes/"' in site.page("404.html")
    assert 'href="../../css/onrecord.css"' in site.page("actors/mia-brandt/")
    monkeypatch.setenv("DESK_AGAINST", "nowhere")
    run = site.ended(2, "build")
    assert "there is no revision 'nowhere'" in run.stderr


def test_the_page_of_changes(preview: TinySite) -> None:
    html = preview.page("changes/")
    # The warning is of the code in the words.
    assert '<p class="lead">1 warning\u00a0· 3 changes, 2 need review</p>' in html
    assert "not <del>a</del><ins>one</ins> <ins>&lt;b&gt;</ins>penny<ins>&lt;/b&gt;</ins>" in html
    assert "Raise <ins>&lt;i&gt;now&lt;/i&gt; </ins>the pay of dockers" in html
    assert html.index("Needs review") < html.index("Demand reworded")
    assert '<a href="../quotes/rally/ten-per-cent/">' in html
    assert "4 pages whose own record changed" in html  # the quote, its article twice, the demand
    assert "<h3><code>content/demands/pay-rise.yml</code></h3>" in html
    # Its lines are in no commit yet: no link would lead to them.
    assert "content/articles/rally.yml:15" in html
    assert "/blob/" not in html
    assert 'aria-current="page">What changes' in html


def test_without_what_to_compare_with_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    site = TinySite.at(tmp_path / "harbour")
    site.done("build", "--preview", "x", "--against", "main")
    html = site.page("changes/")
    assert "There is nothing to compare with" in html
    assert "not built in a git repository" in html
    assert "Commit" not in html


def test_another_theme_says_so_too(tmp_path: Path) -> None:
    site = TinySite.at(tmp_path / "harbour")
    site.edit("site_config.yml", "name: onrecord", "name: readthedocs")
    assert (
        site.onrecord("build", "--preview", "x", "--preview-url", "https://h.example/p/").returncode
        == 0
    )
    for name, there in (("actors/mia-brandt/", "../../changes/"), ("404.html", "/p/changes/")):
        html = site.page(name)
        assert HEAD.search(html)
        assert "<strong>Preview of x, not the published site.</strong>" in html
        assert f'<a href="{there}">What changes</a>' in html


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("true", "expected a text such as 'pull request 12'"),
        ("{of: x, agianst: main}", "not agianst"),
        ("{of: x, url: p.example}", "Expected an address such as"),
        ("[x]", "expected a text"),
    ],
)
def test_an_option_that_says_nothing_useful_is_a_fault(
    tmp_path: Path, option: str, message: str
) -> None:
    site = TinySite.at(tmp_path / "harbour")
    site.edit("site_config.yml", "coverage:", f"preview: {option}\n      coverage:")
    run = site.ended(2, "check")
    assert message in run.stderr


def test_what_would_stand_in_its_place_is_refused(tmp_path: Path) -> None:
    site = TinySite.at(tmp_path / "harbour")
    site.write("content/changes.md", "# Ours\n")
    assert "changes.md" not in site.onrecord("check").stdout
    site.edit("site_config.yml", "coverage:", "preview: x\n      coverage:")
    run = site.ended(1, "check")
    assert "content/changes.md:1:1: error[address-collision]" in run.stdout


@pytest.mark.parametrize("arguments", [("--against", "main"), ("--preview", " ")])
def test_an_option_alone_is_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert TinySite.at(tmp_path / "harbour").onrecord("build", *arguments).returncode == 2
