"""Every page of the built example site, read whole: links, fragments, headings, what it fetches."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from tests.sharing import build_site, made_once

from .html import PageFacts, read_page, target

SECOND_DESK = Path(__file__).parents[1] / "second_desk" / "desk"


@pytest.fixture(scope="session")
def flat_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second desk, which is smaller and has a page of every family, to be read from disk."""

    def build(folder: Path) -> None:
        shutil.copytree(SECOND_DESK, folder, dirs_exist_ok=True)
        with (folder / "site_config.yml").open("a", encoding="utf-8") as config:
            config.write("\nuse_directory_urls: false\n")
        build_site(folder, None, "--strict")

    return made_once(tmp_path_factory, "flat", build) / "site"


@pytest.fixture(scope="module", params=["directory", "flat"])
def site(request: pytest.FixtureRequest, example_site: Path) -> Path:
    flat: Path = request.getfixturevalue("flat_site") if request.param == "flat" else example_site
    return flat


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, PageFacts]:
    return pages_of(site)


@cache
def pages_of(site: Path) -> dict[Path, PageFacts]:
    """What is read of each page of a site, which is read once."""
    # The panel of the search is a part that its script fetches, not a page.
    paths = [path for path in sorted(site.rglob("*.html")) if path.name != "panel.html"]
    found = {path: read_page(path) for path in paths}
    assert len(found) > 50
    return found


def test_every_internal_link_and_fragment_resolves(
    site: Path, pages: dict[Path, PageFacts]
) -> None:
    broken = []
    for page, facts in pages.items():
        if page.name == "404.html":  # it is shown at any address, so its links start at the root
            continue
        for href in dict.fromkeys(facts.links):
            found = target(page, href, site)
            if found is None:
                continue
            path, fragment = found
            if path not in pages:
                if not path.is_file():
                    broken.append(f"{page.relative_to(site)}: {href}")
            elif fragment and fragment not in pages[path].ids:
                broken.append(f"{page.relative_to(site)}: {href} (no such place)")
    assert broken == []


def test_flat_links_name_files(flat_site: Path) -> None:
    """Straight from disk a folder shows its listing, so no link may lead to one."""
    for page, facts in pages_of(flat_site).items():
        if page.name != "404.html":
            folders = [link for link in facts.links if link.split("#")[0].endswith("/")]
            assert [link for link in folders if "://" not in link] == [], page


def test_pages_fetch_only_from_the_site_and_hold_nothing_inline(
    pages: dict[Path, PageFacts],
) -> None:
    for page, facts in pages.items():
        assert not any(address.startswith(("http", "//")) for address in facts.fetched), page
        assert (facts.inline_scripts, facts.inline_styles, facts.handlers) == (0, 0, []), page


def test_ids_are_unique_and_headings_in_order(pages: dict[Path, PageFacts]) -> None:
    for page, facts in pages.items():
        assert len(facts.ids) == len(set(facts.ids)), page
        assert facts.headings[:1] == [1], page
        assert facts.headings.count(1) == 1, page
        steps = zip(facts.headings, facts.headings[1:], strict=False)
        assert all(later - earlier <= 1 for earlier, later in steps), (page, facts.headings)


def test_the_records_are_not_published(site: Path) -> None:
    assert [path for path in site.rglob("*") if path.suffix in {".yml", ".yaml"}] == []
