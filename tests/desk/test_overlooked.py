"""What is easily overlooked is reported: a condition, a weekday, a year; its neighbours are not."""

# ruff: noqa: E501 - lines of YAML as they are

from pathlib import Path
from unittest.mock import patch

import pytest

from onrecord.desk.checks.renderings import check_attributions
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

from .test_agreement import BRANDT, OWED, RALLY, RISE, SOURCE, TEN, TITLE, WEEK
from .test_hurried import ACCEPTED, ANSWERED, BOSS, HILL, OWES, REJECTED
from .test_mistakes import NO
from .test_mixed_up import LINE
from .test_repeats import FILES, codes
from .test_repeats import RALLY as RALLY_TEXT
from .test_senses import OF_SOURCE, said

STOP = ((RISE, "title: Raise the pay", "title: Stop the night work"), (RISE, "action: do", "action: stop"))  # fmt: skip
BY_2040 = (RISE, "title: Raise the pay", "title: Raise the pay by 2040")
KEEP = (RISE, "title: Raise the pay", "title: Keep the gate open for ten years")
TOLD = "form: indirect, gist: {}, text: {}"
AGAIN = "claims:\n  - {claim: owed, act: asserted, by: tom-reed, quote: no}\n"
RECEIVED = "claims/paid.yml", "", "text: {}\nby: port-authority\nkind: opinion\nconflicts_with: owed\n"  # fmt: skip
VERSION = "  - {{id: other, speaker: mia-brandt, same_as: {{quote: ten, differs: The other paper has it otherwise.}}, said: {{date: 2031-05-03}}, text: {}}}\ndemands:\n"
NAMED = "name: Mia Brandt\nkind: person\nsort_name: '{}'\n"


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        # Conditions.
        ([(RALLY, REJECTED, ACCEPTED), (RALLY, NO, "text: 'We agree, provided that the strike ends.'")], "maybe-other-act"),
        ([(RALLY, REJECTED, ACCEPTED + ", condition: if the strike ends"), (RALLY, NO, "text: 'We agree, provided that the strike ends.'")], None),
        ([(RALLY, REJECTED, ACCEPTED), (RALLY, NO, "text: We gladly accept what you have provided.")], None),
        ([(RALLY, NO, TOLD.format("The port pays.", "The port would pay if the strike ended."))], "maybe-sense"),
        ([(RALLY, NO, TOLD.format("The port pays once the strike ends.", "The port would pay if the strike ended."))], None),
        # Answers.
        ([*STOP, (RALLY, REJECTED, ACCEPTED), (RALLY, NO, "text: We will not sign that. Not now.")], "maybe-other-act"),
        ([*STOP, (RALLY, REJECTED, ACCEPTED), (RALLY, NO, "text: We will not work at night again.")], None),
        ([(RALLY, REJECTED, ACCEPTED), (RALLY, NO, "text: The demand of the union is dismissed.")], "other-act"),
        ([(RALLY, NO, "text: The port supports the demand.")], "other-act"),
        ([BY_2040, (RALLY, REJECTED, ACCEPTED), (RALLY, NO, "text: We agree to 2050."), (RALLY, TEN, "text: You must do it by 2040."), OWES], "maybe-number"),
        ([BY_2040, (RALLY, REJECTED, ACCEPTED), (RALLY, NO, "text: We agree to 2040."), (RALLY, TEN, "text: You must do it by 2040."), OWES], None),
        ([KEEP, (RALLY, TEN, "text: Keep it open for ten years."), OWES, (RALLY, REJECTED, ACCEPTED), (RALLY, NO, "text: 'We agree to five years, not ten.'")], "maybe-number"),
        ([KEEP, (RALLY, TEN, "text: Keep it open for ten years."), OWES, (RALLY, REJECTED, ACCEPTED), (RALLY, NO, "text: 'We agree to ten years, not five.'")], None),
        # Who doubts a claim does not make it, but for a claim that doubts.
        ([(OWED, "by: dock-union", "by: [dock-union, port-authority]"), (RALLY, "claims:\n", AGAIN), (RALLY, NO, "text: I have no reason to think that we owe it.")], "other-act"),
        ([(OWED, "by: dock-union", "by: [dock-union, port-authority]"), (OWED, "owes ten per cent", "has no reason to think that it owes a thing"), (RALLY, "claims:\n", AGAIN), (RALLY, NO, "text: I have no reason to think that we owe it.")], None),
        # What shows that something was done.
        ([(RISE, "strength: demand", "strength: demand\n" + ANSWERED.format("not_fulfilled").replace("rally#no", "rally#ten"))], "maybe-other-act"),
        # Posts.
        ([(BOSS[0], "title: Chair, of", "title: Directrice, of"), (BRANDT, "of: dock-union", "of: dock-union, from: 2031-03-20"), (HILL[0], "", HILL[2].replace("Chair", "Directeur"))], None),
        ([(BOSS[0], "title: Chair, of", "title: Présidente, of"), (BRANDT, "of: dock-union", "of: dock-union, from: 2031-03-20"), (HILL[0], "", HILL[2].replace("Chair", "Président"))], "maybe-holder"),
        # Names.
        ([(BRANDT, "name: Mia Brandt\nkind: person\n", NAMED.format("Brandl, Mia"))], "copied"),
        ([(BRANDT, "name: Mia Brandt\nkind: person\n", NAMED.format("Brandt, Mia") + "names: [{name: Mia Brandl}]\n")], None),
        ([(BRANDT, "name: Mia Brandt", "name: Mia Branke")], "maybe-same"),
        ([(BRANDT, "name: Mia Brandt", "name: Mia Brandtt")], None),
        ([("actors/m-brandt.yml", "", "name: M. Brandt\nkind: person\n")], "maybe-same"),
        ([("actors/mia-eva-brandt.yml", "", "name: Mia Eva Brandt\nkind: person\n")], "maybe-same"),
        ([("actors/eva-brandt.yml", "", "name: Eva Brandt\nkind: person\n")], None),
        ([("actors/e-brandt.yml", "", "name: E. M. Brandt\nkind: person\n")], None),
        ([(BRANDT, "name: Mia Brandt", "name: 'Brandt, Mia'")], "placeholder"),
        ([(BRANDT, "name: Mia Brandt", "name: 'Mia Brandt, Jr.'")], None),
        ([(BRANDT, "name: Mia Brandt", "name: 'Mia Brandt, MD'")], None),
        # Titles of people who are nowhere else.
        ([(RALLY, TITLE, "title: The chair of the Quay Club at the harbour\n"), ("actors/quay-club.yml", "", "name: Quay Club\nkind: organisation\n"), (HILL[0], "", HILL[2].replace("dock-union", "quay-club"))], "maybe-sense"),
        ([(RALLY, TITLE, "title: The chair of the Quay Club at the harbour\nmentions: [ann-hill]\n"), ("actors/quay-club.yml", "", "name: Quay Club\nkind: organisation\n"), (HILL[0], "", HILL[2].replace("dock-union", "quay-club"))], None),
        # Claims that cannot both be so.
        ([(*RECEIVED[:2], RECEIVED[2].format("The port owes ten per cent.")), (RALLY, "claims:\n", "claims:\n  - {claim: paid, act: asserted, by: port-authority, quote: no}\n")], "copied"),
        # Bottom lines.
        ([(WEEK, "", LINE.format("The Port Authority refused. The Quay Club wants more.")), ("actors/quay-club.yml", "", "name: Quay Club\nkind: organisation\n")], "maybe-evidence"),
        # Versions.
        ([(RALLY, "demands:\n", VERSION.format("They waited at the gate for days."))], None),
        # Events.
        ([("events.yml", "", "march: {name: March of 5 May, date: 2031-05-04}\n")], "unlikely-date"),
        ([("events.yml", "", "march: {name: March of 4 May, date: 2031-05-04}\n")], None),
        # Twenty, not forty: nothing is denied.
        ([(RALLY, TEN, "text: 'We want ten per cent, not five.', gist: They want ten per cent.")], None),
    ],
)  # fmt: skip
def test_what_is_overlooked(
    tmp_path: Path, edits: list[tuple[str, str, str]], code: str | None
) -> None:
    assert said(tmp_path, *edits) == ([code] if code else [])


def test_who_follows_in_a_post_does_not_take_back_what_another_says(tmp_path: Path) -> None:
    row = "demands:\n  - {demand: pay-rise, act: withdrawn, by: ann-hill, quote: gone}\n"
    gone = "  - {id: gone, text: We drop it., speaker: mia-brandt, said: {date: 2031-05-05}}\n"
    hill = (HILL[0], "", HILL[2].replace("from: 2031-01-01", "to: 2031-03-01"))
    found = said(tmp_path, hill, (RALLY, "demands:\n", gone + row))
    assert "maybe-other-act" in found


REPORT = (RALLY_TEXT, SOURCE, OF_SOURCE.format("genre: news_report"))


@pytest.mark.parametrize(
    ("beside", "field", "code"),
    [
        # 4 May 2031 is a Sunday.
        ("“{}” Tom Reed said in the hall on Sunday.", "", None),
        ("“{}” Tom Reed said in the hall on Monday.", "", "unlikely-date"),
        ("“{}” Tom Reed said. “On Monday we talk,” he said on Monday.", "", None),
        ("Tom Reed told reporters on Monday: “{}”", "", "unlikely-date"),
        ("« {} », a dit lundi Tom Reed.", "", "unlikely-date"),
        ("“{}” said Tom Reed, who asked not to be named.", "basis: on_record, ", "anonymous-named"),
        ("“{}” said Tom Reed. Others asked not to be named.", "basis: document, ", None),
    ],
)
def test_the_day_and_the_terms_that_a_source_has_beside_the_words(
    tmp_path: Path, beside: str, field: str, code: str | None
) -> None:
    report = REPORT[0].replace(*REPORT[1:])
    with patch.dict(FILES, {RALLY: report}):
        said_so = beside.format("The port will not pay so much.")
        capture = f"“We want ten per cent for each docker.”\n{said_so}\n"
        codes(tmp_path, NO, field + NO, capture)
    desk = load_desk(Settings(tmp_path / "content")).desk
    assert desk
    found = [it.code for it in check_attributions(desk, tmp_path)]
    assert found == ([code] if code else [])


@pytest.mark.parametrize(
    ("words", "source", "is_told"),
    [
        ("We wait here for you.", "“We wait here for you,” he said.", True),
        ("We wait here for you.", "He said: “We wait here for you.”", True),
        ("We wait here for you", "He said “We wait here for you” and left.", False),
        ("A disgrace to us all.", "He called it “A disgrace to us all.”", False),
        ("Never again.", "“Never again,” he said.", False),
    ],
)
def test_whole_sentences_that_are_called_a_part(
    tmp_path: Path, words: str, source: str, is_told: bool
) -> None:
    with patch.dict(FILES, {RALLY: REPORT[0].replace(*REPORT[1:])}):
        found = codes(tmp_path, NO, f"form: partial, text: {words}", source)
    assert ("words-marked" in found) == is_told


@pytest.mark.parametrize(
    ("words", "source", "is_told"),
    [
        ("Aldmoor will leave.", "Mr. REED: If you go, Aldmoor will leave.", True),
        ("Aldmoor will leave.", "Mr. REED: You go. Aldmoor will leave.", False),
        ("We will leave.", "Mr. REED: As you know, We will leave.", False),
    ],
)
def test_a_sentence_that_begins_before_a_name(
    tmp_path: Path, words: str, source: str, is_told: bool
) -> None:
    with patch.dict(FILES, {RALLY: REPORT[0].replace(SOURCE, OF_SOURCE.format("genre: official_transcript"))}):  # fmt: skip
        found = codes(tmp_path, NO, f"text: {words}", source)
    assert ("sentence-cut" in found) == is_told
