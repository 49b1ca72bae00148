"""One fault in a clean desk is one diagnostic: nothing is said that only follows from it."""

from datetime import date
from pathlib import Path

import pytest
from tests.fast_yaml import values_of

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Coverage, Settings
from onrecord.records import PartialDate

TABLE = values_of(Path(__file__).with_name("one_fault.yml").read_text(encoding="utf-8"))
DESK: dict[str, str] = TABLE["desk"]


def codes(content: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    found = [diagnostic.code for diagnostic in load_desk(Settings(content)).diagnostics]
    return [code for code in found if code != "not-checked"]  # there is no lock


def test_the_desk_is_clean(tmp_path: Path) -> None:
    assert codes(tmp_path, DESK) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    TABLE["edits"],
    ids=[f"{file} {new}" for file, _, new, _ in TABLE["edits"]],
)
def test_one_edit_is_one_fault(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    assert old in DESK[file]
    assert codes(tmp_path, {**DESK, file: DESK[file].replace(old, new, 1)}) == [code]


@pytest.mark.parametrize("file", DESK)
@pytest.mark.parametrize(("text", "code"), [("x: [\n", None), ("<<<<<<< HEAD\n", "merge-markers")])
def test_a_file_that_cannot_be_read_is_one_fault(
    tmp_path: Path, file: str, text: str, code: str | None
) -> None:
    found = codes(tmp_path, {**DESK, file: text})
    assert found == ([code] if code else found[:1])


@pytest.mark.parametrize(
    "first", ["x: [\n", DESK["articles/strike.yml"].replace("stated", "state", 1)]
)
def test_a_first_act_that_cannot_be_read_may_be_before_the_deadline(
    tmp_path: Path, first: str
) -> None:
    again = "demands:\n  - {demand: pay-rise, act: stated, by: dock-union, quote: more}\n"
    files = {
        "demands/pay-rise.yml": DESK["demands/pay-rise.yml"] + "deadline: 2031-05-05\n",
        "articles/later.yml": (DESK["articles/later.yml"] + again)
        .replace(", same_as: strike#ask", "")
        .replace("date: 2031-05-02, event: rally", "date: 2031-05-06"),
    }
    late = codes(tmp_path, {**DESK, **files})
    assert "act-before-first" not in late
    assert len(codes(tmp_path, {**DESK, **files, "articles/strike.yml": first})) == len(late) + 1


def test_a_day_in_doubt_is_told_beside_any_other_fault(tmp_path: Path) -> None:
    other = {"actors/mia.yml": "name: Mia BRANDT\nkind: person\n"}
    wrong = DESK["articles/later.yml"].replace("date: 2031-05-02,", "date: 2031-05-01,")
    assert "said-outside-event" in codes(tmp_path, {**DESK, **other, "articles/later.yml": wrong})


@pytest.mark.parametrize("accept", ["", ", accept: said-after-published"])
def test_what_is_accepted_takes_no_other_warning_away(tmp_path: Path, accept: str) -> None:
    """The site must not say that it covers nothing later, if it does."""
    wrong = DESK["articles/later.yml"].replace(", same_as: strike#ask", "")
    wrong = wrong.replace("{date: 2031-05-02, event: rally}", f"{{date: 2031-07-02}}{accept}")
    codes(tmp_path, {**DESK, "articles/later.yml": wrong})
    covered = Coverage(*map(PartialDate.of, (date(2031, 5, 1), date(2031, 6, 30))))
    found = load_desk(Settings(tmp_path, coverage=covered)).diagnostics
    assert any(it.code == "outside-coverage" for it in found) == bool(accept)
