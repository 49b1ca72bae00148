"""What a draft asks about a quote goes when it is decided, and nothing else does."""

from pathlib import Path
from typing import Any

import pytest

from onrecord.annotate import decisions
from onrecord.annotate.decisions import NoSuchQuote, revised, settled, undecided, without_quote
from onrecord.drafting.find import CandidatesByPlace
from onrecord.drafting.source_text import Candidate, Findings
from onrecord.reading.nodes import open_questions

FILE = Path("articles/strike.yml")
DRAFT = """\
title: Talks  # ? write a neutral title
draft: true
quotes:
  - id: one
    text: "Is it # ? no"   # ? is it whole
    # ? who else
    speaker: unknown       # ? nobody is named
  - id: two
    text: Stop.
    speaker: mia-brandt  # as the Gazette has it
    form: direct
claims: []  # ? what is claimed
"""


def test_each_question_belongs_to_the_quote_around_it() -> None:
    [(quote, asked)] = undecided(FILE, DRAFT)
    assert quote == "one"
    assert [what for _, what in asked] == ["is it whole", "who else", "nobody is named"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_questions_of_the_quote_go(end: str, mark: str) -> None:
    before = mark + DRAFT.replace("\n", end)
    after = settled(FILE, before, "one")
    assert after == mark + DRAFT.replace("   # ? is it whole", "").replace(
        "    # ? who else\n", ""
    ).replace("       # ? nobody is named", "").replace("\n", end)
    assert undecided(FILE, after) == []


def test_what_is_said_now_takes_the_place_of_what_was_asked() -> None:
    after = revised(FILE, DRAFT, "one", {"speaker": "mia-brandt", "form": "partial"})
    assert "    speaker: mia-brandt\n    form: partial\n  - id: two" in after
    assert after.endswith(DRAFT.partition("  - id: two")[2])


def test_a_quote_is_taken_out_with_its_comments() -> None:
    after = without_quote(FILE, DRAFT, "two")
    assert "Stop." not in after
    assert "claims: []  # ? what is claimed" in after
    with pytest.raises(NoSuchQuote):
        without_quote(FILE, after, "two")


@pytest.mark.parametrize("text", ["", "- a", "quotes: none\n", "quotes: [{text: x}]  # ? who\n"])
def test_what_is_no_article_yet_asks_nothing(text: str) -> None:
    assert undecided(FILE, text) == []


def test_no_comment_on_a_quote_stays_without_it() -> None:
    about = DRAFT.replace("  - id: two", "    # like the demand pay: Pay\n  - id: two")
    assert "# like" not in without_quote(FILE, about, "one")
    assert "# like" in without_quote(FILE, about, "two")


class Counted(tuple[tuple[int, int], str]):
    """A question that counts how often its place is asked for."""

    __slots__ = ()
    asked = 0

    def __getitem__(self, at: Any) -> Any:
        Counted.asked += 1
        return super().__getitem__(at)


def test_questions_are_not_looked_through_for_each_quote(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"  - id: q{n}\n    speaker: unknown   # ? who\n" for n in range(50))
    known = open_questions
    counted = lambda source: [Counted(each) for each in known(source)]  # noqa: E731 - one line
    monkeypatch.setattr(decisions, "open_questions", counted)
    assert len(undecided(FILE, f"title: Late boats\nquotes:\n{rows}")) == 50
    assert Counted.asked <= 100


def test_candidates_are_not_looked_through_for_each_quote() -> None:
    reads: list[int] = []

    class Place(Candidate):
        def __getattribute__(self, name: str) -> Any:
            reads.extend([1] * (name == "start"))
            return super().__getattribute__(name)

    nearest = CandidatesByPlace(
        Findings(tuple(Place(10 * n, 10 * n + 5, "direct") for n in range(60)))
    )
    assert [nearest.find((10 * n + 4, 10 * n + 8)) for n in range(60)] == nearest.candidates
    assert nearest.find((16, 19)) is None
    assert len(reads) < 240
