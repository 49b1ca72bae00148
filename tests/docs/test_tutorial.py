"""The tutorial, done as it is written: files written, commands run, pages looked at."""

import re
from pathlib import Path

import pytest
import yaml

from .pages import text_of
from .reader import follow, words_of

TUTORIAL = text_of("tutorial.md")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which somebody followed the tutorial to its end."""
    return follow(TUTORIAL, tmp_path_factory.mktemp("tutorial"))


def test_what_the_tutorial_says_of_a_page_stands_there(done: Path) -> None:
    told = re.findall(r"^\| `(site/[^`]+)` \| \*(.+)\* \|$", TUTORIAL, re.MULTILINE)
    assert len(told) > 3
    for page, words in told:
        assert words in words_of(done / page), page


def test_the_words_in_the_tutorial_are_those_of_its_article(done: Path) -> None:
    """What the annotation gives as the source's words does stand in the article as printed."""
    printed = " ".join(re.findall(r"^> ?(.*)$", TUTORIAL, re.MULTILINE))
    article = (done / "content/articles/courier-on-the-cabins.yml").read_text(encoding="utf-8")
    texts = [quote["text"] for quote in yaml.safe_load(article)["quotes"]]
    parts = [part for text in texts for part in (text if isinstance(text, list) else [text])]

    assert len(parts) == 4
    assert [part for part in parts if part not in printed] == []


def test_of_the_example_nothing_is_left(done: Path) -> None:
    assert not list((done / "site").glob("actors/readers-circle"))
