"""The parts of a quote between which its source has nothing are one."""

import pytest
from tests.fast_yaml import values_of

from onrecord.captures.places import SourceText
from onrecord.captures.quotation import join_touching_parts
from onrecord.captures.quote_comparison import compare_words

CASES = values_of(
    """
    - [[We wait., Then we go.], "“We wait.\\n\\n“Then we go.”", [We wait. Then we go.]]
    - [[We wait., Then we go., And how.], "We wait. Then we go. No. And how.",
       [We wait. Then we go., And how.]]
    - [["We wait,", Then we go.], "“We wait,” she said. “Then we go.”", ["We wait,", Then we go.]]
    - [[We wait, Then we go.], "We wait. Then we go.", [We wait, Then we go.]]
    - [[We … wait., Then we go.], "We will wait. Then we go.", [We … wait. Then we go.]]
    - [[We wait …, Then we go.], "We wait. Then we go.", [We wait …, Then we go.]]
    - [[我们在等。, 然后走。], "我们在等。\\n然后走。", [我们在等。然后走。]]
    - [[我们, 接受], 我们不接受, [我们, 接受]]
    """
)


@pytest.mark.parametrize(("parts", "source", "shown"), CASES)
def test_parts_are_set_apart_only_where_something_is_between(
    parts: list[str], source: str, shown: list[str]
) -> None:
    spans = compare_words(parts, SourceText(source)).spans
    assert join_touching_parts(parts, spans) == tuple(shown)


def test_without_knowing_parts_stay_apart() -> None:
    assert join_touching_parts(["We wait.", "Then we go."], ()) == ("We wait.", "Then we go.")
