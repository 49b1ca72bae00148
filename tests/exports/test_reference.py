"""The reference of the data is what is declared."""

import os

from tests.exports.reference import FILE, written


def test_the_page_says_what_is_declared() -> None:
    if "UPDATE_DOCS" in os.environ:
        FILE.write_text(written(), encoding="utf-8")
    current = FILE.read_text(encoding="utf-8") == written()
    assert current, "write it again: UPDATE_DOCS=1 python -m pytest tests/exports/test_reference.py"
