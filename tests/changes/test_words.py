"""Two texts word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.texts import word_diff


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("not one inch", "not an inch", "not [-one-]{+an+} inch"),
        ("We will", "We will not", "We will{+ not+}"),
        ("now here", "nowhere", "[-now here-]{+nowhere+}"),
        ("don\u2019t go", "do go", "[-don\u2019t-]{+do+} go"),
        ("Stop.", "Stop!", "Stop[-.-]{+!+}"),
        ("我们要十分之一", "我们要百分之一", "我们要[-十-]{+百+}分之一"),
        ("ขอสิบ", "ขอห้า", "ขอ[-สิบ-]{+ห้า+}"),
        ("", "Words", "{+Words+}"),
        ("same", "same", "same"),
    ],
)
def test_marked(old: str, new: str, marked: str) -> None:
    form = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    segments = word_diff(old, new)
    assert "".join(form[segment.kind].format(segment.text) for segment in segments) == marked


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_is_lost(old: str, new: str) -> None:
    segments = word_diff(old, new)
    assert "".join(segment.text for segment in segments if segment.kind != "added") == old
    assert "".join(segment.text for segment in segments if segment.kind != "removed") == new


def test_a_very_long_text_is_told_whole() -> None:
    old, new = "word " * 4_000, "other " * 4_000
    assert [segment.kind for segment in word_diff(old, new)] == ["removed", "added", "same"]


def test_words_that_recur_cost_nothing() -> None:
    """Comparing them pair by pair would take minutes."""
    old, new = "no " * 3_000 + "way", "never " + "no " * 2_000
    assert [segment.kind for segment in word_diff(old, new)] == ["removed", "added"]
