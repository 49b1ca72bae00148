"""The reference for editors tells the truth: its examples are read, its tables are the records'.

`UPDATE_DOCS=1 python -m pytest tests/docs/test_content.py` writes the tables again.
"""

import os
import typing
from pathlib import Path

import pytest
from tests.fast_yaml import texts_of

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.diagnostics import as_text
from onrecord.records import vocabulary

from .fields import TABLES, page_with_tables
from .pages import DOCS, ROOT, files, text_of

PAGES = ("files", *dict.fromkeys(page for page, _ in TABLES.values()))
REFERENCE = "\n".join(text_of(f"reference/{page}.md") for page in PAGES)
WORKED = text_of("how-to/annotate.md")
WORDS = {
    name: typing.get_args(words)
    for name, words in vars(vocabulary).items()
    if typing.get_origin(words) is typing.Literal
}


def test_the_examples_are_one_desk_without_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, part in files(REFERENCE):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as written:  # a long file is shown part by part
            written.write(part)
    monkeypatch.chdir(tmp_path)
    loaded = load_desk(Settings(Path("content")))

    said = [
        as_text(diagnostic)
        for diagnostic in loaded.diagnostics
        if diagnostic.severity.value != "notice"
    ]
    assert said == []
    assert loaded.desk is not None
    assert set(loaded.desk.articles) == {"gazette-on-the-talks", "authority-transcript"}


@pytest.mark.parametrize(("path", "part"), files(WORKED))
def test_an_excerpt_stands_in_the_example_desk(path: str, part: str) -> None:
    whole = texts_of((ROOT / path).read_text(encoding="utf-8"))

    assert _within(texts_of(part), whole), part


@pytest.mark.parametrize("page", dict.fromkeys(page for page, _ in TABLES.values()))
def test_the_tables_are_what_the_records_declare(page: str) -> None:
    file = DOCS / "reference" / f"{page}.md"
    if "UPDATE_DOCS" in os.environ:
        file.write_text(page_with_tables(page), encoding="utf-8")
    current = file.read_text(encoding="utf-8") == page_with_tables(page)

    assert current, "write them again: UPDATE_DOCS=1 python -m pytest tests/docs/test_content.py"


def test_every_word_of_every_vocabulary_stands_in_the_reference() -> None:
    assert len(WORDS) > 10
    missing = [word for words in WORDS.values() for word in words if f"`{word}`" not in REFERENCE]
    assert missing == []


def _within(part: object, whole: object) -> bool:
    """Whether ``whole`` says all that ``part`` says; a list may leave items out."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(_within(item, element) for element in whole) for item in part)
    return part == whole
