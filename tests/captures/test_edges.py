# ruff: noqa: RUF001 - these marks are what is tested
"""Whether words begin and end with a sentence, told by what is beside them in the source."""

import pytest

from onrecord.captures.edges import begins_within, ends_within, in_marks, masked, negation_before


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("She said: “Some say there is ", "no reason for it."),
        ("Some say ", "Aldmoor is closed."),
        ("She said there was “", "no reason for it"),
        ("“We act,” she said, “", "and we wait."),
        ("all the crews of\n", "the night shift wait."),
        ("If they go, ", "we stay."),
        ("昨天有人说", "价格上涨"),
        ("она сказала, что ", "нет причин."),
        ("她说：“如果下雨，", "我们等。"),
        ("She said: “If they go, ", "Aldmoor is closed."),
    ],
)
def test_a_sentence_begins_before(before: str, words: str) -> None:
    assert begins_within(words, before)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("", "we wait."),
        ("She said: “", "We wait."),
        ("“We act,” she said, “", "We wait."),
        ("We act. ", "We wait."),
        ("“Really?” ", "We wait."),
        ("MIA BRANDT: ", "we wait."),
        ("MIA BRANDT\n", "We wait."),
        ("the first day\n\n", "we wait."),
        ("(Applause.) ", "We wait."),
        ("to all:\n- ", "we wait."),
        ("If they go, ", "[W]e stay."),
        ("If they go, ", "… we stay."),
        ("昨天有人说：", "价格上涨"),
        ("She said, ", "We wait."),
        ("“We act,” she said, ", "Aldmoor waits."),
    ],
)
def test_a_sentence_begins_with_the_words(before: str, words: str) -> None:
    assert not begins_within(words, before)


@pytest.mark.parametrize(
    ("words", "after", "exact"),
    [
        ("We will act", ", from Monday", True),
        ("We will act,", " but not for long", True),
        ("We will act.", " but not for long", False),  # the source has a comma there
        ("We will act", " on Monday.", True),
        ("We will act", "\non Monday.", True),
        ("It cost 3", ".5 million", True),
        ("We ask for one thing", ": pay.", True),
        ("the harbour", "’s crews", True),
        ("价格上涨", "了。", True),
        ("价格上涨。", "，直到五月", False),
        ("We will act.", "; then we wait", False),
        ("We will act.", " – if we must", False),
        ("We act in Port Aldmoor, S.C.", ", from Monday", True),
    ],
)
def test_a_sentence_goes_on(words: str, after: str, exact: bool) -> None:
    assert ends_within(words, after, exact=exact)


@pytest.mark.parametrize(
    ("words", "after", "exact"),
    [
        ("We will act.", " And we wait", True),
        ("We will act.", ",” she said", False),
        ("We will act", ",” she said", True),
        ("We will act", ". And we wait", True),
        ("We will act,", "” she said", True),
        ("We will act", "", True),
        ("We will act", "\n\nShe left", True),
        ("No more ships", ";\n(b) no", True),
        ("We will act!", " she cried", True),
        ("We will act. […]", " and so on", True),
        ("We will act …", " and so on", True),
        ("Nous attendons", "\u00a0», dit-elle", True),
        ("价格上涨了。", "他说", True),
        ("We will act", "\n- We will wait", True),
        ("We will act;", "\n2. We will wait", True),
        ("We will act", "\nTHE CHAIR: Thank you", True),
        ("Ropes are red,", "\nWater is blue", True),
        ("Мы ждём", ", — сказала она", True),
        ("We will act.", " Monday is the day", False),
    ],
)
def test_a_sentence_ends_with_the_words(words: str, after: str, exact: bool) -> None:
    assert not ends_within(words, after, exact=exact)


def test_an_apostrophe_closes_no_double_marks() -> None:
    assert ends_within("We want the crews", "’ pay”", exact=True, prefix="She said: “")
    assert not ends_within("We want the crews", "’ she said", exact=True, prefix="She said: ‘")


def test_marks_are_seen_on_both_sides() -> None:
    assert in_marks("She said: “", "”, and left")
    assert in_marks("elle a dit «\u00a0", "\u00a0».")
    assert not in_marks("She said: “", " and left”")
    assert not in_marks("MIA BRANDT: ", "\n")


def test_words_between_the_dashes_of_a_dialogue_are_whole() -> None:
    words = "No firmaremos nada"
    assert not ends_within(words, " —dijo Eva Holt.", exact=True, prefix="El lunes.\n—")
    assert ends_within(words, " —dijo Eva Holt.", exact=True, prefix="El lunes dijo que ")


@pytest.mark.parametrize(
    ("prefix", "words", "language", "cut"),
    [
        ("“We do not ", "keep the trains", "en", "not"),
        ("“We refuse to ", "keep the trains", "en", "refuse to"),
        ("They refuse “", "to keep the trains", "en", None),  # the writer's word
        ("« Nous refusons de ", "garder les trains", "fr", "refusons de"),
        ("«No ", "queremos guardar los trenes", "es", "No"),
        ("«No ", "solo los trenes", "es", None),
        ("«Non ", "vogliamo tenere i treni", "it", "Non"),
        ("There is no ", "reason to keep the trains", "en", None),
    ],
)
def test_a_word_before_a_quote_turns_it(
    prefix: str, words: str, language: str, cut: str | None
) -> None:
    assert negation_before(prefix, words, language) == cut
    # Nothing of that is lost where the words around are masked.
    assert negation_before(masked(prefix, "", wholly=False)[0], words, language) == cut


def test_words_around_a_quote_are_masked_by_one_letter_or_four() -> None:
    around = "“At 10 o'clock he said, ", ",” not before É. Мы 我們要."
    assert masked(*around, wholly=False) == ("“X 0 x'xxxx x said, ", ",” x xxxx X. X 〇.")
    assert masked(*around, wholly=True)[0] == "“X 0 x'xxxx x xxxx, "
