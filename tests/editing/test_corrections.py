"""`onrecord correct` and `retract`: the field, and the row that says what was changed."""

# ruff: noqa: E501 - lines of YAML as they are
import pytest
from tests.editing.test_rename import changed, texts
from tests.tiny_site import TinySite

RALLY = "content/articles/rally.yml"
REPORT = "content/articles/2031/report.yml"
ON = ("--date", "2031-05-08")


def row(item: str, field: str, was: str, now: str, kind: str, whose: str = "desk") -> list[str]:
    """The lines of the first correction of an article."""
    values = {"date": "2031-05-08", "item": item, "field": field, "was": was, "now": now,
              "kind": kind, "whose": whose}  # fmt: skip
    lines = [f"    {name}: {value}" for name, value in values.items() if value]
    lines[0] = f"  - {lines[0].strip()}"
    return ["+corrections:", *(f"+{line}" for line in lines)]


@pytest.mark.parametrize(
    ("quote", "kind", "args", "file", "lines"),
    [
        ("rally#by-friday", "wording", ("--was", "at the gate", "--now", "at the north gate"), RALLY,
         ["-      by Friday, at the gate.   # as printed", "+      by Friday, at the north gate.   # as printed",
          *row("by-friday", "text", "at the gate", "at the north gate", "wording")]),
        ("rally#all-gates", "wording", ("--now", "No gate opens.", "--mark"), RALLY,
         ["-    text: All gates stay shut.", "+    text: No gate opens.", "+    state: corrected",
          *row("all-gates", "text", "All gates stay shut.", "No gate opens.", "wording")]),
        ("rally#all-gates", "removal", ("--was", "stay"), RALLY,
         ["-    text: All gates stay shut.", "+    text: All gates shut.",
          *row("all-gates", "text", "stay", "", "removal")]),
        ("rally#all-gates", "attribution", ("--field", "speaker", "--was", "dock-union", "--now", "port-of-aldmoor"), RALLY,
         ["-    speaker: [mia-brandt, dock-union]", "+    speaker: [mia-brandt, port-of-aldmoor]",
          *row("all-gates", "speaker", "dock-union", "port-of-aldmoor", "attribution")]),
        ("rally#all-gates", "attribution", ("--field", "speaker", "--now", "dock-union"), RALLY,
         ["-    speaker: [mia-brandt, dock-union]", "+    speaker: dock-union",
          *row("all-gates", "speaker", "mia-brandt, dock-union", "dock-union", "attribution")]),
        # What a quote takes from its article is written at the quote itself.
        ("rally#all-gates", "other", ("--field", "basis", "--now", "document"), RALLY,
         ["+    basis: document", *row("all-gates", "basis", "on_record", "document", "other")]),
        ("report#on-the-third", "date", ("--field", "date", "--now", "2031-05-02"), REPORT,
         ["-  - {id: on-the-third, speaker: port-of-aldmoor, form: direct, text: We met on the third.}",
          "+  - {id: on-the-third, speaker: port-of-aldmoor, form: direct, text: We met on the third., said: {date: 2031-05-02}}",
          *row("on-the-third", "said.date", "", "2031-05-02", "date")]),
        ("report#second-hand", "date", ("--field", "said.event", "--now", "none"), REPORT,
         ["-    said: {event: harbour-talks}", "+    said: {event: none}",
          *row("second-hand", "said.event", "harbour-talks", "none", "date")]),
        ("rally#all-gates", "other", ("--field", "headline", "--now", "Gates shut", "--whose", "source"), RALLY,
         ["+  headline: Gates shut", *row("all-gates", "source.headline", "", "Gates shut", "other", "source")]),
    ],
)  # fmt: skip
def test_the_field_and_the_row(
    desk: TinySite, quote: str, kind: str, args: tuple[str, ...], file: str, lines: list[str]
) -> None:
    before = texts(desk.root)
    desk.done("correct", quote, "--kind", kind, *args, *ON)
    assert changed(before, texts(desk.root)) == {file: lines}
    found = desk.onrecord("check").stdout
    assert "error[" not in found
    assert "correction-" not in found


def test_a_text_in_parts_and_a_second_correction(desk: TinySite) -> None:
    desk.edit(RALLY, "text: All gates stay shut.", "text: [All gates, stay 'shut']")
    desk.onrecord(
        "correct", "rally#all-gates", "--kind", "wording", "--was", "All", "--now", "The", *ON
    )
    before = texts(desk.root)
    assert "    text: [The gates, stay 'shut']\n" in before[RALLY]
    args = (
        "--kind",
        "wording",
        "--was",
        "The gates",
        "--now",
        "Our gates",
        "--note",
        "Heard again.",
    )
    desk.done("correct", "rally#all-gates", *args, *ON)
    lines = changed(before, texts(desk.root))[RALLY]
    assert lines == [
        "-    text: [The gates, stay 'shut']",
        "+    text: [Our gates, stay 'shut']",
        *(line.replace("whose: desk", "whose: desk") for line in row(
            "all-gates", "text", "The gates", "Our gates", "wording")[1:]),
        "+    note: Heard again.",
    ]  # fmt: skip
    assert "correction-" not in desk.onrecord("check").stdout


@pytest.mark.parametrize(
    ("text", "was", "after", "written"),
    [
        ("We don\u2019t ask.", "don't", "We do ask.", "don\u2019t"),
        ("He said: « Non ! » Then", '"Non!"', "He said: do Then", "« Non ! »"),
        ("Wait—they", "Wait - they", "do", "Wait—they"),
        ("Café\u2019s gates", "Cafe\u0301's", "do gates", "Café\u2019s"),
    ],
)  # fmt: skip
def test_another_typography_is_the_same_words(
    desk: TinySite, text: str, was: str, after: str, written: str
) -> None:
    desk.edit(RALLY, "text: All gates stay shut.", f"text: '{text}'")
    args = ("rally#all-gates", "--kind", "wording", "--was", was, "--now", "do", *ON)
    desk.done("correct", *args)
    now = (desk.root / RALLY).read_text()
    assert f"text: '{after}'" in now
    assert written in now[now.index("was:") :]
    assert "correction-" not in desk.onrecord("check").stdout


@pytest.mark.parametrize("more", [(), ("--was", "All gates stay shut.")])
def test_what_it_says_already_is_no_correction(desk: TinySite, more: tuple[str, ...]) -> None:
    before = texts(desk.root)
    args = ("rally#all-gates", "--kind", "wording", *more, "--now", "All gates stay shut.", *ON)
    assert "is 'All gates stay shut.' already" in desk.ended(2, "correct", *args).stderr
    assert texts(desk.root) == before


def test_what_is_refused_is_shown_where_it_would_be(desk: TinySite) -> None:
    run = desk.onrecord("correct", "rally#all-gates", "--kind", "attribution", "--field", "speaker",
                        "--now", "mia-brant", *ON)  # fmt: skip
    assert f"{RALLY}:17:14: error[unknown-actor]" in run.stderr
    assert "speaker: mia-brant\n" in run.stderr


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("rally#all-gates", "--was", "Every", "--now", "x"), 2, "'Every' is not in its text; hint: it is 'All gates stay shut.'"),
        (("rally#all-gates", "--was", "a", "--now", "x"), 2, "'a' occurs 2 times in its text; hint: give more words"),
        (("rally#all-gates", "--was", "All gates stayed", "--now", "x"), 2, "hint: the nearest words in it are 'All gates stay'"),
        (("rally#all-gates", "--now", "x", "--date", "2031-04-30"), 2,
         "corrected 2031-04-30, before the source was published (2031-05-03); hint: name the right day with --date"),
        (("rally#all-gates",), 2, "give the old value (--was) or the new (--now)"),
        (("rally#all-gates", "--field", "speeker", "--now", "x"), 2, "did you mean 'speaker'?"),
        (("rally#all-gates", "--field", "original", "--now", "x"), 2, "one of original.language, original.text"),
        (("rally#all-gates", "--field", "id", "--now", "x"), 2, "use `onrecord rename quote`"),
        (("rally#all-gates", "--field", "same_as", "--now", "x"), 2, "cannot be corrected by a command"),
        (("rally#all-gates", "--field", "speaker", "--was", "port-of-aldmoor", "--now", "x"), 2, "speaker is not 'port-of-aldmoor'"),
        (("rally#all-gates", "--field", "said.date", "--was", "2031-05-02", "--now", "2031-05-01"), 2, "correct the event, or leave out --was"),
        (("rally#all-gates", "--field", "speaker", "--now", "mia-brant"), 1, "did you mean 'mia-brandt'?"),
        (("rally#all-gates", "--now", "x", "--date", "tomorrow"), 2, "tomorrow"),
        (("rally#all-gate", "--now", "x"), 2, "did you mean 'all-gates'?"),
        (("raly#all-gates", "--now", "x"), 2, "did you mean 'rally'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_corrected(
    desk: TinySite, args: tuple[str, ...], code: int, says: str
) -> None:
    before = texts(desk.root)
    run = desk.onrecord("correct", *args, "--kind", "other", *(() if "--date" in args else ON))
    assert (run.returncode, run.stdout) == (code, "")
    assert says in " ".join(run.stderr.split())
    assert texts(desk.root) == before


def test_a_quote_is_taken_back(desk: TinySite) -> None:
    desk.edit(
        RALLY,
        "    text: All gates stay shut.",
        "    text: All gates stay shut.\n    note: Shouted.",
    )
    before = texts(desk.root)
    run = desk.done("retract", "rally#all-gates", "--note", "The Post took it back.", *ON)
    assert changed(before, texts(desk.root)) == {RALLY: [
        "-    note: Shouted.", "+    note: Shouted. The Post took it back.", "+    state: retracted",
        *row("all-gates", "state", "live", "retracted", "state", "source"),
    ]}  # fmt: skip
    # What relied on it is not touched, and said.
    assert "content/briefings/week.yml: warning[evidence-not-live]" in run.stderr
    again = desk.onrecord("retract", "rally#all-gates", "--note", "Again.", *ON)
    assert (again.returncode, "is already retracted" in again.stderr) == (2, True)
