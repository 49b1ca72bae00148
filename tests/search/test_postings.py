"""Lists of numbers as text."""

from hypothesis import given
from hypothesis import strategies as st
from tests.search.decoding import decode

from onrecord.search.browser_files import encode


@given(st.sets(st.integers(0, 10_000_000)))
def test_what_is_written_is_read(numbers: set[int]) -> None:
    text = encode(sorted(numbers))

    assert list(decode(text)) == sorted(numbers)
    assert all("!" <= character <= "~" for character in text)


def test_a_word_that_is_everywhere_costs_one_character_an_entry() -> None:
    assert len(encode(range(30_000))) == 30_000
