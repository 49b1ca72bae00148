"""Invented texts of many kinds: who says what in them is found."""

import pytest

from . import marked_texts as texts

SPOKEN = (
    "houses",
    "french-houses",
    "wire",
    "british",
    "french",
    "french-clauses",
    "clauses",
    "prose",
    "descriptions",
    "french-descriptions",
    "transcripts",
    "french-transcripts",
)


@pytest.mark.parametrize("kind", SPOKEN)
def test_who_says_what(kind: str) -> None:
    for text in texts.marked_texts(kind):
        assert list(texts.faults(text)) == [], text.name


def test_the_bars() -> None:
    quotes, speakers = texts.scores(texts.marked_texts(*SPOKEN))
    assert quotes.f1 >= 97
    assert speakers.f1 >= 92


# Whole articles of many kinds, with all that a draft still gets wrong. Nothing was fitted to them.
ARTICLES = ("articles", "french-articles", "unseen", "french-unseen")


@pytest.mark.parametrize(
    ("kinds", "found", "right"), [(ARTICLES, 97, 89), (("french-news",), 96, 91)]
)
def test_whole_articles(kinds: tuple[str, ...], found: float, right: float) -> None:
    quotes, speakers = texts.scores(texts.marked_texts(*kinds))
    assert quotes.f1 >= found
    assert speakers.f1 >= right


@pytest.mark.parametrize("kind", SPOKEN)
def test_every_candidate_is_a_slice_without_marks(kind: str) -> None:
    for text in texts.marked_texts(kind):
        for candidate in text.find().candidates:
            for start, end in candidate.parts or ((candidate.start, candidate.end),):
                words = text.text[start:end]
                assert words == words.strip(), text.name
                assert words, text.name
            if candidate.mention:
                assert text.text[slice(*candidate.mention)].strip(), text.name
            assert candidate.sure is (candidate.reason is None), text.name


@pytest.mark.parametrize("text", texts.marked_texts("indirect"), ids=lambda text: text.name)
def test_reported_speech_of_actors(text: texts.MarkedText) -> None:
    wanted, found = texts.reported(text)
    assert found == wanted
