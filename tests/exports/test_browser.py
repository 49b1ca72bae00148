"""A filtered view downloads what it shows, under a host that allows nothing from elsewhere."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.explore.test_browser import build
from tests.serving import Served, serving
from tests.sharing import made_once
from tests.tabs import Tabs


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "crowd", build)


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[Served]:
    with serving(root / "site") as server:
        yield server


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    with tabs.open(1280, 900) as tab:
        yield tab.page
        assert tab.complaints == []


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text, strict=True))


@pytest.mark.parametrize(
    ("address", "table", "fits"),
    [
        ("quotes/?speaker=actor-3", "quotes", {"speaker": "actor-3"}),
        ("demands/?to=actor-2", "positions", {"addressee": "actor-2"}),
        ("demands/?state=none_found", "positions", {"state": "none_found"}),
        ("quotes/", "quotes", {}),
    ],
)
def test_the_rows_that_are_left(
    address: str, table: str, fits: dict[str, str], page: Page, served: Served, root: Path,
    tmp_path: Path,
) -> None:  # fmt: skip
    page.goto(served.url + address)
    expect(page.locator(".filters [role=status]")).not_to_have_text("")
    with page.expect_download() as got:
        page.click(".filters a[download]")

    assert got.value.suggested_filename == f"{table}.csv"
    made = tmp_path / "made.csv"
    got.value.save_as(made)
    every = root / f"site/data/csv/{table}.csv"
    expected = [row for row in rows_of(every) if fits.items() <= row.items()]
    assert 0 < len(expected) <= len(rows_of(every))
    kept = rows_of(made)
    key = list(kept[0])[:2]
    assert sorted(kept, key=lambda row: [row[name] for name in key]) == sorted(
        expected, key=lambda row: [row[name] for name in key]
    )
    assert made.read_bytes().startswith(b"\xef\xbb\xbf")
    assert made.read_bytes().endswith(b"\r\n")
