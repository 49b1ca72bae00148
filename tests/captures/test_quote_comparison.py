"""When a quote stands in its source; the table is `quote_comparisons.yml`."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fast_yaml import values_of

from onrecord.captures.lock import CLOSE, EXACT, TYPOGRAPHY
from onrecord.captures.places import SourceText
from onrecord.captures.quotation import NEAR
from onrecord.captures.quote_comparison import CONTEXT, SurroundingText, compare_words

CASES = values_of((Path(__file__).parent / "quote_comparisons.yml").read_text(encoding="utf-8"))
SAID = "We won't - not now, not ever - go back \"quietly\" to the old café: that's all, I say"


def as_parts(quote: object) -> list[str]:
    return [str(part) for part in quote] if isinstance(quote, list) else [str(quote)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_verdict(case: dict[str, Any]) -> None:
    source = case["source"]
    result = compare_words(as_parts(case["quote"]), SourceText(source))
    assert result.verdict == case["verdict"]
    assert result.apart == case.get("apart", False)
    if "flags" in case:
        assert list(result.flags) == case["flags"]
    if "found" in case:
        assert " ".join(source[a:b] for a, b in result.spans) == " ".join(case["found"])
    if "differ" in case:
        assert [list(pair) for pair in result.differences] == case["differ"]


def test_the_context_is_what_stands_around_the_words() -> None:
    before, after = "a" * 40, "z" * 40
    result = compare_words(["our words"], SourceText(f"{before} our words {after}"))
    assert result.context == SurroundingText("a" * (CONTEXT - 1) + " ", " " + "z" * (CONTEXT - 1))


def test_of_two_places_the_one_in_the_known_context_is_taken() -> None:
    text = SourceText("On Monday she said: no. On Tuesday he said: no. Then all went home.")
    known = SurroundingText("n Tuesday he said: ", ". Then all")
    assert compare_words(["no"], text).spans == ((20, 22),)
    assert compare_words(["no"], text, known).spans == ((44, 46),)


@pytest.mark.parametrize(("gap", "verdict"), [(NEAR - 10, EXACT), (NEAR + 10, "absent")])
def test_what_is_left_out_has_a_limit(gap: int, verdict: str) -> None:
    text = SourceText(f"We shall stay {'and ' * (gap // 4)}until Sunday")
    assert compare_words(["We shall stay … until Sunday"], text).verdict == verdict


def test_a_first_part_that_stands_twice_does_not_hide_the_right_one() -> None:
    far = "x " * NEAR
    text = SourceText(f"We say {far} We say it now")
    assert compare_words(["We say … now"], text).spans == ((4008, 4014), (4018, 4021))


SWAPS = {
    " ": [" ", "\n", "\u00a0", "  ", "\n    "],
    "-": ["-", "\u2013", "\u2014", "--"],
    "'": ["'", "\u2019"],
    '"': ['"', "\u201c", "\u201d"],
    "é": ["é", "e\u0301"],
}


@given(st.data())
def test_typography_never_matters(data: st.DataObject) -> None:
    typeset = "".join(
        data.draw(st.sampled_from(SWAPS[char])) if char in SWAPS else char for char in SAID
    )
    result = compare_words([SAID], SourceText(f"He stood up. {typeset}. He left."))
    assert result.verdict in (EXACT, TYPOGRAPHY)
    assert result.flags == ()


@given(st.integers(0, len(SAID) - 1), st.sampled_from("xQ7"))
def test_a_changed_letter_always_matters(index: int, letter: str) -> None:
    changed = SAID[:index] + letter + SAID[index + 1 :]
    result = compare_words([SAID], SourceText(f"He stood up. {changed}. He left."))
    assert result.verdict == CLOSE


@given(st.integers(0, len(SAID.split()) - 1))
def test_a_dropped_word_always_matters(index: int) -> None:
    words = SAID.split(" ")
    if not any(char.isalnum() for char in words[index]):
        return  # a dash is typography
    kept = " ".join(words[:index] + words[index + 1 :])
    result = compare_words([kept], SourceText(f"He stood up. {SAID}. He left."))
    # What is left of the first or the last word dropped stands there, whole.
    assert (result.verdict == EXACT) == (index in (0, len(words) - 1))


def test_an_exact_place_elsewhere_does_not_hide_the_right_one_over_a_line() -> None:
    source = f"To go back now. {'x ' * NEAR} We say again that we will not\ngo back now. No."
    result = compare_words(["We say again … go back now"], SourceText(source))
    assert (result.verdict, result.flags) == (EXACT, ("abridged",))
    wrapped = SourceText(
        f"go back now. {'x ' * NEAR} We say again that no one will go\nback now. No."
    )
    result = compare_words(["We say again … go back now"], wrapped)
    assert (result.verdict, result.flags) == (TYPOGRAPHY, ("abridged",))
    assert wrapped.raw[slice(*result.spans[1])] == "go\nback now"


def test_a_nearer_place_that_leads_nowhere_does_not_hide_the_right_one() -> None:
    # The first "stay" after "We" is too far from "Sunday"; the second is not.
    text = SourceText(f"We stay {'and ' * 300}stay {'and ' * 300}until Sunday")
    assert compare_words(["We … stay … until Sunday"], text).verdict == EXACT


@pytest.mark.parametrize(
    ("source", "touching"),
    [
        ("“We are not leaving.\n\n“We never will.”", True),
        ("“We are not leaving.” “We never will.”", True),
        ("We are not leaving. We never will.", True),
        ("“We are not leaving,” she said. “We never will.”", False),
        ("We are not leaving. No. We never will.", False),
    ],
)
def test_a_part_reaches_to_the_next_where_nothing_lies_between(source: str, touching: bool) -> None:
    (_, end), (start, _) = compare_words(
        ["We are not leaving.", "We never will."], SourceText(source)
    ).spans
    assert (end == start) == touching


def test_a_sentence_that_was_split_at_its_comma_is_no_quote_in_parts() -> None:
    source = SourceText("“We read it, and it is a summary of nothing,” she said. “We stay.”")
    split = compare_words(["We read it", "and it is a summary of nothing", "We stay."], source)
    assert (split.verdict, split.differences) == (CLOSE, (("[…]", ","),))
    whole = ["We read it, and it is a summary of nothing,", "We stay."]
    assert compare_words(whole, source).verdict == EXACT
