"""A bottom line is counted in sentences, in the script it is written in."""

from pathlib import Path

import pytest
from tests.fast_yaml import values_of

from onrecord.captures.edges import count_sentences

CASES = values_of((Path(__file__).parent / "sentences.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30] or "empty")
def test_sentences_are_counted(case: dict[str, object]) -> None:
    assert count_sentences(str(case["text"])) == case["count"]
