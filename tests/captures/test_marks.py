# ruff: noqa: RUF001 - these marks are what is tested
"""Quotation marks copied along with the words, and those that belong to them."""

import pytest

from onrecord.captures.quotation_marks import (
    QuotationMarks,
    marks_of,
    words_after_single_mark,
    words_outside_marks,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We wait.”", "We wait."),
        ('"We wait."', "We wait."),
        ("„Wir warten.“", "Wir warten."),
        ("»Wir warten.«", "Wir warten."),
        ("«\u00a0Nous attendons\u00a0»", "Nous attendons"),
        ("”Vi väntar.”", "Vi väntar."),
        ("「待つ。」", "待つ。"),
        ("““We wait.””", "We wait."),
        ('"“We wait.”"', "We wait."),
        ("‘We don’t wait.’", "We don’t wait."),
        ("'at a loss'", "at a loss"),
        ("“We wait”.", "We wait"),
        ("We wait.”", "We wait."),
        ("“We wait.\n\n“We stay.”", "We wait.\n\nWe stay."),
        ("“‘Never’ is long.”", "‘Never’ is long."),
        ("“We said ‘no’.”", "We said ‘no’."),
        ("›Wir warten‹", "Wir warten"),
        ("″We wait″", "We wait"),
        ("``We wait''", "We wait"),
        ("״נמתין״", "נמתין"),
        ("“We wait.” “We stay.”", "We wait. We stay."),
        ("“We wait.”[1]", "We wait."),
        ("“We wait.” (applause)", "We wait."),
        ("We don’t wait.’", "We don’t wait."),
        ("‘We don’t wait.", "We don’t wait."),
    ],
)
def test_marks_around_all_of_it_are_not_the_words(text: str, words: str) -> None:
    assert marks_of(text).words == words


@pytest.mark.parametrize(
    "text",
    [
        "‘Never’ is a long time.",
        "They told us ‘never’, and so we wait.",
        "“Never” is not the same as “not now”",
        "“Never,” they told us, and “soon”.",
        "The dockers’ fund, the crews’ fund, and ‘the rest’ of it",
        "She told us “we will",
        "「A」と「B」の違い",
        "He said “we go”",
        "'Tis for the boys'",
        'a 12" pipe and a 5" one',
        "No “if”, no “but”.",
        'צה"ל ומג"ב כאן',
        "“Never” (never!)",
        "It is the dockers’, not the crews’, and ‘the rest’ is",
        "Что ж, — сказал я себе, — мы ждём.",
        "“",
        "",
    ],
)
def test_marks_within_the_words_stay(text: str) -> None:
    found = marks_of(text)
    assert (found.words, found.between) == (text, None)


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("We act,” she said. “While others talk", "she said."),
        ("“We act,” she said. “We wait.”", "she said."),
        ('"We act," she said. "We wait."', "she said."),
        ("„Wir handeln“, sagte sie. „Wir warten.“", ", sagte sie."),
        ("«Nous partons», dit-elle, «demain.»", ", dit-elle,"),
        ("“We act” — she paused — “or fall.”", "— she paused —"),
        ("We act,” she said.", "she said."),
        ("She said: “We act.", "She said:"),
        ("We act,’ she said. ‘We wait.", "she said."),
        ("「待つ」と言った。「動く」", "と言った。"),
        ("““Never,” she said. “So be it.””", None),
        ("‘We don’t act,’ Ms. Brandt’s aide said. ‘We wait.’", "Ms. Brandt’s aide said."),
        ("We act’, she said. ‘We wait.", "she said."),
        ("Wir handeln‘, sagte sie. ‚Wir warten.", "sagte sie."),
        ("›Wir handeln‹, sagte sie. ›Wir warten.‹", ", sagte sie."),
        ("We act,'' she said. ``We wait.", "she said."),
        ("«نعمل»، قالت، «وننتظر.»", "، قالت،"),
        ("Мы действуем, — сказала она. — Мы ждём.", "сказала она."),
        ("Nous agissons, a-t-elle dit, et nous attendons.", "a-t-elle dit,"),
    ],
)
def test_the_words_of_the_writer_between_two_pieces(text: str, between: str | None) -> None:
    assert marks_of(text).between == between


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("“We wait,” she said.", "she said."),
        ("She said: “We wait.”", "She said:"),
        ("“Never” is long.", None),
        ("“We wait.”", None),
        ("We say “no”.", None),
    ],
)
def test_words_beside_a_quotation_may_be_those_of_the_writer(text: str, beside: str | None) -> None:
    assert words_outside_marks(text) == beside


def test_a_single_mark_that_the_source_opened_closes_behind_a_stop() -> None:
    assert words_after_single_mark("We don’t wait,’ she said.") == "she said."
    assert words_after_single_mark("It is the dockers’ pay.") is None


def test_two_whole_pieces_may_be_a_dialogue_that_somebody_tells() -> None:
    assert marks_of("“Why?” I asked. “Because,” he said.").paired
    assert not marks_of("We act,” she said. “We wait.").paired


def test_more_marks_than_a_quotation_has_take_no_time() -> None:
    text = "“" * 20_000 + "a"

    assert marks_of(text) == QuotationMarks(text)
    assert words_outside_marks(text) is None
