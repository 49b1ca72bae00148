"""Addresses of a line, a commit and a page, wherever the desk is kept."""

from pathlib import PurePosixPath

import pytest

from onrecord.review.review import ReviewLinks

FILE = PurePosixPath("content/articles/rally day.yml")


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "line", "commit"),
    [
        ("https://github.com/h/d/", "edit/main/", "/h/d/blob/abc/{}#L3", "/h/d/commit/abc"),
        ("https://gitlab.com/h/d.git", "", "/h/d/-/blob/abc/{}#L3", "/h/d/-/commit/abc"),
        ("https://git.h.example/d", "-/edit/main/", "/d/-/blob/abc/{}#L3", "/d/-/commit/abc"),
        ("https://codeberg.org/h/d", "", "/h/d/src/commit/abc/{}#L3", "/h/d/commit/abc"),
        ("https://bitbucket.org/h/d", "", "/h/d/src/abc/{}#lines-3", "/h/d/commits/abc"),
    ],
)
def test_a_line_and_a_commit(repo_url: str, edit_uri: str, line: str, commit: str) -> None:
    places = ReviewLinks(repo_url, edit_uri)
    source, page = places.source(FILE, 3, "abc"), places.commit("abc")
    assert source
    assert source.endswith(line.format("content/articles/rally%20day.yml"))
    assert page
    assert page.endswith(commit)


@pytest.mark.parametrize(
    "repo_url", ["", "https://git.h.example/d", "javascript:github.com", "github.com/h/d"]
)
def test_no_link_is_better_than_one_that_leads_nowhere(repo_url: str) -> None:
    places = ReviewLinks(repo_url)
    assert places.source(FILE, 3, "abc") is places.commit("abc") is None


def test_a_page() -> None:
    places = ReviewLinks(preview_url="https://p.example/12", directory_urls=False)
    assert places.preview("actors/x/") == "https://p.example/12/actors/x/index.html"
    assert places.live("actors/x/") is None
