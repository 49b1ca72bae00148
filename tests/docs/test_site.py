"""The documentation builds strictly, asks no other host for anything, and its links hold."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from .pages import DOCS, ROOT

_CONFIG = DOCS / "site" / "mkdocs.yml"
# What a browser fetches by itself.
_FETCHED = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("link", "href"),
}
_IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")


class Page(HTMLParser):
    """The links, the resources and the ids of a built page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif (tag, name) in _FETCHED and value:
                self.fetched.append(value)
            elif (tag, name) == ("a", "href") and value:
                self.links.append(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation, built strictly."""
    folder = tmp_path_factory.mktemp("docs")
    build(load_config(str(_CONFIG), site_dir=str(folder), strict=True))
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """Every page that was built, by its file."""
    files = [file for file in site.rglob("*.html") if file.name != "404.html"]
    return {file: Page(file.read_text(encoding="utf-8")) for file in files}


def test_every_page_is_there_with_all_it_links_to(site: Path, pages: dict[Path, Page]) -> None:
    sources = [
        source for source in DOCS.rglob("*.md") if "site" not in source.relative_to(DOCS).parts
    ]
    assert len(pages) == len(sources) + 1  # and the page of the theme's search
    broken = [
        f"{file.relative_to(site)}: {link}"
        for file, page in pages.items()
        for link in page.links
        if not _leads_somewhere(link, file, pages)
    ]
    assert broken == []


def test_no_page_asks_another_host_for_anything(site: Path, pages: dict[Path, Page]) -> None:
    asked = [link for page in pages.values() for link in page.fetched]
    asked += list(_fetched_by_styles(site))
    assert len(asked) > len(pages)

    assert [link for link in asked if urlsplit(link).netloc] == []


def test_what_builds_the_site_is_not_in_it(site: Path) -> None:
    assert not (site / "site").exists()
    assert (site / "schema" / "article.json").is_file()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_the_pages_beside_the_documentation_link_to_what_is_there(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", (ROOT / name).read_text(encoding="utf-8"))

    assert [link for link in links if "//" not in link and not (ROOT / link).exists()] == []


def test_lists_and_tables_are_read_as_on_a_code_host(pages: dict[Path, Page]) -> None:
    """A list right below a paragraph, or a fence within a list, is none for Python-Markdown."""
    for file in pages:
        html = file.read_text(encoding="utf-8")
        paragraphs = re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", html, re.DOTALL)
        for paragraph in paragraphs:
            assert not re.search(r"^\s*(?:[-*] |\d\. |\| |```|#+ )", paragraph, re.MULTILINE), (
                paragraph
            )
            assert not re.match(r"<code>[a-z]*\n", paragraph), (
                paragraph
            )  # a fence, taken for code in a line


def _leads_somewhere(link: str, file: Path, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(link)
    if parts.netloc:
        return parts.scheme == "https"
    target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file():
        return False
    return not parts.fragment or target not in pages or parts.fragment in pages[target].ids


def _fetched_by_styles(site: Path) -> Iterator[str]:
    for style in site.rglob("*.css"):
        for found in _IN_CSS.findall(style.read_text(encoding="utf-8")):
            link = next(filter(None, found))
            if not link.startswith("data:"):
                yield link


def test_code_in_tables_has_no_backslash_before_a_pipe(pages: dict[Path, Page]) -> None:
    html = "".join(file.read_text(encoding="utf-8") for file in pages)

    assert "{{ card.uri|<wbr>url }}" in html
    assert r"\|" not in html
