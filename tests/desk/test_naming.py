# ruff: noqa: RUF001 - these letters are what is tested
"""Which names are the same, and which are only alike."""

import pytest

from onrecord.desk.naming import alike, clean_name, same_name


@pytest.mark.parametrize(
    ("one", "other", "same", "like"),
    [
        ("Zoé", "Zoe\u0301", True, True),
        ("Mia Brandt", "\u200bmia \u00a0BRANDT\ufeff", True, True),
        ("Sean O'Rell", "Sean O’Rell", True, True),
        ("Anne-Lise", "Anne\u2011Lise", True, True),
        ("ﬁnn", "Finn", True, True),
        ("Zoë Łukasik", "Zoe Lukasik", False, True),
        ("Королёв", "Королев", False, True),
        ("J. Smith", "J Smith", False, True),
        ("Mia Brandt", "Mia Brand", False, False),
        ("राम", "रमा", False, False),
    ],
)
def test_two_spellings(one: str, other: str, same: bool, like: bool) -> None:
    assert (same_name(one) == same_name(other)) == same
    assert (alike(one) == alike(other)) == like


def test_a_name_is_kept_without_what_nobody_sees() -> None:
    assert clean_name("\u200b Zoe\u0301  O’Rell\u00ad\ufeff") == "Zoé O’Rell"
    assert clean_name("می\u200cخواهم") == "می\u200cخواهم", "Persian spells with this joiner"
