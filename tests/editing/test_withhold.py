"""`onrecord withhold`: no place of the desk has the words afterwards, and `check` is content."""

# ruff: noqa: E501 - lines of YAML as they are
import base64
import gzip
import io
import json
import re
import shutil
import zipfile
import zlib
from collections import Counter
from pathlib import Path

import pytest
from tests.editing.conftest import written
from tests.editing.test_corrections import ON, RALLY, REPORT, row
from tests.editing.test_rename import changed, texts
from tests.tiny_site import TinySite

from onrecord.annotate.journal import Journal
from onrecord.annotate.workspace import Workspace
from onrecord.captures.withheld import WithheldDigests, WordsWithheld
from onrecord.desk.settings import Settings
from onrecord.editing.withheld_words import WithheldWords, comments_in
from onrecord.records import Quote

TOLD = "1;Jory Pell of crane nine, who cut the brake line that night"
REASON = ("--reason", "At the request of a docker.")
FULL = """\
  - id: the-name
    speaker: mia-brandt
    text:
      - It was Jory Pell of crane nine
      - who cut the brake line that night
    gist: She names a docker.
    context: She was asked who did it.
    original: {language: fr, text: "C'est Jory Pell de la grue neuf"}
    locator: {page: 3}
    same_as: {quote: report#second-hand, differs: Here with the name Jory Pell.}
    accept: [not-checked, outer-marks]
"""


def quote_of(words: str) -> Quote:
    return Quote.model_construct(text=(words,), original=None, gist=None)


@pytest.fixture(scope="module")
def with_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with words that a quote, its corrections, rows and notes have."""
    desk = written(tmp_path_factory.mktemp("with-words") / "desk")
    desk.edit(RALLY, "demands:\n", f"{FULL}demands:\n")
    desk.edit(
        RALLY,
        "  - {demand: pay-rise",
        "  - demand: pay-rise\n    act: reported\n    by: dock-union\n    quote: the-name\n    phrase: Jory Pell of crane nine\n  - {demand: pay-rise",
    )
    desk.write(RALLY, (desk.root / RALLY).read_text() + """\
corrections:
  - {date: 2031-05-05, item: the-name, field: text, was: It was Jory Pel, now: It was Jory Pell, kind: wording, whose: desk}
  - {date: 2031-05-05, item: all-gates, field: text, was: Every gate, now: All gates, kind: wording, whose: desk}
""")  # fmt: skip
    desk.edit(REPORT, "    text: We want an answer by Friday.\n",
              "    text: We want an answer by Friday.\n    note: The Post has “Jory Pell of crane nine” here.\n")  # fmt: skip
    desk.edit("content/briefings/week.yml", "rally#all-gates]", "rally#the-name]")
    desk.edit("content/events.yml", "report#on-the-third}", "rally#the-name}")
    desk.write("captures/rally.txt", "“It was Jory Pell of crane nine”, she said, “who cut the brake line that night”. “We want an answer by Friday, at the gate.” “All gates stay shut.”")  # fmt: skip
    desk.done("verify")
    return desk.root


@pytest.fixture
def named(with_words: Path, tmp_path: Path) -> TinySite:
    """This desk, to be changed."""
    return TinySite(Path(shutil.copytree(with_words, tmp_path, dirs_exist_ok=True)))


@pytest.fixture(scope="module")
def without_words(with_words: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same desk after the quote was withheld."""
    root = Path(shutil.copytree(with_words, tmp_path_factory.mktemp("without-words") / "desk"))
    TinySite(root).done("withhold", "rally#the-name", *REASON, *ON)
    return root


@pytest.fixture
def withheld(without_words: Path, tmp_path: Path) -> TinySite:
    """This desk, to be changed."""
    return TinySite(Path(shutil.copytree(without_words, tmp_path, dirs_exist_ok=True)))


def test_the_words_are_taken_from_every_place(named: TinySite) -> None:
    before = texts(named.root)
    journal = Journal.of(named.root / "site_config.yml")  # of the page to annotate
    journal.saving("rally", "It was Jory Pell", "It was Jory Pell of crane nine")
    journal.keep("rally", yaml="It was Jory Pell of")
    run = named.done("withhold", "rally#the-name", *REASON, *ON)
    after = texts(named.root)
    assert not list((named.root / ".onrecord").rglob("rally*"))
    differing = changed(before, after)
    assert sorted(differing.pop(RALLY)) == sorted([
        "+    note: At the request of a docker.",
        *(f"-{line}" for line in FULL.splitlines()[2:11]),
        "+    same_as: {quote: report#second-hand}",
        "+    state: withheld",
        "-  - demand: pay-rise", "-    act: reported", "-    by: dock-union", "-    quote: the-name",
        "-    phrase: Jory Pell of crane nine",
        "-  - {date: 2031-05-05, item: the-name, field: text, was: It was Jory Pel, now: It was Jory Pell, kind: wording, whose: desk}",
        "+  - {date: 2031-05-05, item: the-name, field: text, kind: wording, whose: desk}",
        "+  - {date: 2031-05-08, item: the-name, field: state, was: live, now: withheld, kind: state, whose: desk}",
    ])  # fmt: skip
    assert differing.pop(REPORT) == ["-    note: The Post has “Jory Pell of crane nine” here."]
    assert differing.pop("content/briefings/week.yml") == [
        "-evidence: [report#on-the-third, rally#the-name]", "+evidence: [report#on-the-third]",
    ]  # fmt: skip
    assert differing.pop("content/events.yml") == [
        "-  dates_given: {date: 2031-05-03, quote: rally#the-name}"
    ]
    assert set(differing) == {"content/captures.lock"}
    content = "".join(text for name, text in after.items() if name.startswith("content/"))
    for word in ("Pell", "crane", "brake", "names a docker", "who did it", "page: 3"):
        assert word not in content
    assert "demands[0] relied on it, and was removed" in run.stderr
    assert "Git keeps the earlier words" in run.stderr
    assert "captures/rally.txt is the text of the source and has the words" in run.stderr
    found = named.onrecord("check").stdout
    assert "error[" not in found
    assert "accept" not in found
    # `verify` finds nothing more to take out of the lock.
    assert "Nothing to change" in named.onrecord("verify").stdout


FRIDAY = "    text: We want an answer by Friday.\n"
# What is written where, and the place that is named.
KEPT_BY_HAND = {
    "in most places": [
        (RALLY, "title: The rally", "title: It was Jory Pell of crane nine", f"{RALLY}:1: title"),
        ("content/claims/late-pay.yml", "text: The port pays late.",
         "text: A docker - who cut the brake line that night - is paid late.", "content/claims/late-pay.yml:1: text"),
        (REPORT, FRIDAY, "    text: Who cut the brake line that night?\n", f"{REPORT}:9: text of report#second-hand"),
        (RALLY, "  # the deadline", "  # was: it was Jory Pell\n  # of crane nine", f"{RALLY}:11: a comment"),
        ("content/index.md", "# Harbour", "# “Jory Pell of crane nine”", "content/index.md"),
        # A link to the words in a page has them, escaped.
        (REPORT, "published: 2031-05-04", "published: 2031-05-04, url: 'https://harbour.example/#:~:text=It%20was%20Jory%20Pell%20of%20crane%20nine'",
         f"{REPORT}:2: source.url"),
        # So has one to their first and their last ones.
        (RALLY, "published: 2031-05-03", "published: 2031-05-03\n  archive_url: 'https://harbour.example/#:~:text=It%20was%20Jory,of%20crane%20nine'",
         f"{RALLY}:5: source.archive_url"),
    ],
    "in other forms": [
        ("content/index.md", "# Harbour", "# who *cut* the _brake_ <b>li</b>ne that night", "content/index.md"),
        (REPORT, FRIDAY, "    text: Jory Pell of crane nine\n", f"{REPORT}:9: text of report#second-hand"),
        (REPORT, "    form: direct\n", "    form: direct  # not Jory Pell of crane nine\n", f"{REPORT}:8: a comment"),
        (REPORT, "id: on-the-third", "id: who-cut-the-brake-line-that-night", "id of report#…"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("kept", KEPT_BY_HAND.values(), ids=KEPT_BY_HAND)
def test_where_only_a_person_can_take_them_out_nothing_is_written(
    named: TinySite, kept: list[tuple[str, str, str, str]]
) -> None:
    for file, old, new, _ in kept:
        named.edit(file, old, new)
    before = texts(named.root)
    run = named.onrecord("withhold", "rally#the-name", *REASON, *ON)
    assert (run.returncode, run.stdout) == (2, "")
    assert [place for *_, place in kept if f"{place} repeats the words" not in run.stderr] == []
    assert texts(named.root) == before


def test_several_at_once(named: TinySite) -> None:
    named.edit(REPORT, "text: We want an answer by Friday.", "text: It was Jory Pell of crane nine")
    both = ("rally#the-name", "report#second-hand")
    run = named.done("withhold", *both, *REASON, *ON, "--dry-run")
    assert [line for line in row("second-hand", "state", "live", "withheld", "state")
            if line not in run.stdout.splitlines()] == []  # fmt: skip


def test_what_cannot_be_withheld(named: TinySite) -> None:
    args = ("withhold", "rally#the-name", *ON, "--reason", "It was Jory Pell of crane nine.")
    assert "the reason repeats the words" in named.onrecord(*args).stderr
    named.done("withhold", "rally#the-name", *REASON, *ON)
    again = named.onrecord("withhold", "rally#the-name", *REASON, *ON)
    assert (again.returncode, "is already withheld" in again.stderr) == (2, True)
    named.ended(2, "withhold", "rally#nobody", *REASON)


def _docx(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        # An entry made so has no time of now, which would be in the name of the test.
        entry = zipfile.ZipInfo("word/document.xml")
        file.writestr(entry, text.replace("brake", "<w:t>bra</w:t><w:t>ke</w:t>"))
    return packed.getvalue()


def test_files_that_are_published_as_they_are_are_named(named: TinySite) -> None:
    files = {
        "content/note.txt": TOLD.encode(),
        "content/files/rows.csv": TOLD.encode("utf-16"),
        "content/files/rows.json": json.dumps(TOLD.replace(" ", "\u00a0")).encode(),
        "content/a.html": TOLD.replace("brake", "<b>brake</b>").replace("cut", "&#99;ut").encode(),
        "content/files/plan.docx": _docx(TOLD),
        "content/notes.yml": TOLD.encode(),  # of no record: `check` says so
        "content/.rally.yml.swp": b"\0\1" + TOLD.encode(),
        "content/who-cut-the-brake-line-that-night.jpg": b"\xff\xd8",
        "templates/about.html": TOLD.encode(),
    }
    for name, content in files.items():
        named.write(name, "").write_bytes(content)
    run = named.ended(2, "withhold", "rally#the-name", *REASON, *ON)
    told = " ".join(run.stderr.replace("the name of ", "").split())
    # A log may be public: a name that is made of the words is shown without them.
    shown = [name.replace("who-cut-the-brake-line-that-night", "…") for name in files]
    assert [name for name in shown if f"{name} repeats the words" not in told] == []


def test_what_is_left_elsewhere_is_said(named: TinySite) -> None:
    named.write("captures/report.txt", TOLD)
    named.write("drafts/letter.txt", TOLD)
    named.write("site/index.html", "")
    named.write("content/plan.pdf", "%PDF")
    run = named.done("withhold", "rally#the-name", *REASON, *ON)
    said = " ".join(run.stderr.split())
    for remark in (
        "captures/report.txt is the text of the source and has the words",
        "drafts/letter.txt has the words, too",
        "site was made with the words",
        "content/plan.pdf cannot be searched",
        "report#second-hand is another version of these words",
    ):
        assert remark in said


def test_no_line_of_the_lock_has_the_words(named: TinySite) -> None:
    told = "We met on the third. It was Jory Pell of crane nine. We want an answer by Friday."
    named.write("captures/report.txt", told)
    named.done("verify")
    lock = named.root / "content/captures.lock"
    assert "Jory Pell" in lock.read_text()
    both = ("rally#the-name", "rally#all-gates")
    named.done("withhold", *both, *REASON, *ON)
    for gone in ("Jory", *both):
        assert gone not in lock.read_text()
    assert "report#on-the-third" in lock.read_text()


CUT = "in the source this sentence begins earlier"


@pytest.mark.parametrize("with_captures", [False, True])
def test_what_is_next_to_other_quotes_is_checked_without_the_words(
    named: TinySite, with_captures: bool
) -> None:
    """What the writer left out of another quote is still seen, and no word of the source kept."""
    named.edit(RALLY, "text: All gates stay shut", "text: gates stay shut")
    named.write("captures/rally.txt", "“Jory Pell did it, not all gates stay shut,” she said. “It was Jory Pell of crane nine”, “who cut the brake line that night”.")  # fmt: skip
    named.onrecord("verify")
    assert CUT in named.onrecord("check").stdout
    run = named.onrecord("withhold", "rally#the-name", *REASON, *ON)
    assert run.returncode == 0, run.stderr
    if with_captures:
        named.onrecord("verify")
    lock = named.root / "content/captures.lock"
    line = next(
        it for it in map(json.loads, lock.read_text().splitlines()) if "rally#all" in it["quote"]
    )
    assert (line["prefix"], line["suffix"]) == (
        "“Xxxx Xxxx x x, x x ",
        ",” x xxxx. “X x Xxxx Xxxx x",
    )
    found = named.onrecord("check").stdout
    assert CUT in found
    assert NEXT_TO_QUOTES not in found
    before = lock.read_text()
    shutil.rmtree(named.root / "captures")
    named.onrecord("verify")
    assert lock.read_text() == before


def test_what_the_page_to_annotate_kept_of_any_article_is_deleted(named: TinySite) -> None:
    journal = Journal.of(named.root / "site_config.yml")
    journal.keep("report", refused=["“It was Jory Pell of crane nine”"])
    journal.keep("rallies", refused=["All gates"])
    journal.saving("rally-as-it-was", "", f"text: {TOLD}".replace("a", "a\u00ad"))
    named.done("withhold", "rally#the-name", *REASON, *ON)
    kept = {file.name for file in (named.root / ".onrecord/annotate").iterdir()}
    assert kept == {".gitignore", "rallies.kept.json"}


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_log_has_the_words(named: TinySite, form: str) -> None:
    named.write("cut-the-brake-line-that.txt", TOLD)
    named.write("captures/it-was-jory-pell.txt", TOLD)
    named.write("content/files/Jory Pell of crane nine, who cut.txt", "")
    args = ("withhold", "rally#the-name", *REASON, *ON, "--format", form)
    for dry in (["--dry-run"], []):
        run = named.done(*args, *dry)
        for word in ("Pell", "crane", "brake"):
            assert word.casefold() not in (run.stdout + run.stderr).casefold()
        assert "-    text: …" in run.stdout or (form == "text" and not dry)


def test_the_configuration_is_looked_through(named: TinySite) -> None:
    config = named.root / "site_config.yml"
    config.write_text(config.read_text() + "site_description: It was “Jory Pell of crane nine”.\n")
    run = named.ended(2, "withhold", "rally#the-name", *REASON, *ON)
    assert "site_config.yml repeats the words" in " ".join(run.stderr.split())


def test_an_id_that_is_made_of_the_words_is_changed_first(named: TinySite) -> None:
    named.done("rename", "quote", "rally#the-name", "was-jory-pell")
    run = named.ended(2, "withhold", "rally#was-jory-pell", *REASON, *ON)
    assert "onrecord rename quote rally#… withheld-1" in " ".join(run.stderr.split())
    assert "pell" not in run.stderr


NEXT_TO_QUOTES = "warning[maybe-withheld]: the lock has words next to quotes of this article"
SOURCE = "We met on the third. It was Jory Pell of crane nine. We want an answer by Friday."


@pytest.mark.parametrize("by_hand", [False, True])
def test_words_that_are_withheld_are_known_again(named: TinySite, by_hand: bool) -> None:
    lock, captures = named.root / "content/captures.lock", named.root / "captures"
    if by_hand:  # the old lock still says where the words are in the capture
        named.edit(RALLY, FULL, FULL[: FULL.index("    text:")] + "    state: withheld\n    note: At the request of a docker.\n")  # fmt: skip
        text = (named.root / RALLY).read_text()
        text = text.replace(text[text.index("  - demand: pay-rise\n") : text.index("  - {demand: pay-rise")], "")  # fmt: skip
        named.write(RALLY, text[: text.index("corrections:")])
        named.edit("content/briefings/week.yml", ", rally#the-name", "")
        named.edit(
            "content/events.yml", "  dates_given: {date: 2031-05-03, quote: rally#the-name}\n", ""
        )
        assert NEXT_TO_QUOTES in named.onrecord("check").stdout
        named.write("page.txt", "“It was Jory Pell of crane nine,” Mia Brandt said.")
        assert "Jory" not in named.onrecord("draft", "page.txt", "--stdout").stdout
    else:
        named.done("withhold", "rally#the-name", *REASON, *ON)
    # Another source has them, next to a quote that stays.
    named.write("captures/report.txt", SOURCE)
    run = named.onrecord("verify")
    assert "report#on-the-third" in lock.read_text(), run.stderr
    assert "Jory" not in lock.read_text()
    assert "Nothing to change" in named.onrecord("verify").stdout
    assert NEXT_TO_QUOTES not in named.onrecord("check").stdout
    kept = (captures / "withheld.jsonl").read_text()
    assert "rally#the-name" in kept
    assert "jory" not in kept.casefold()
    # Nothing proposes them again, under whatever title.
    named.write(
        "page.txt", "“It was Jory Pell of crane nine,” Mia Brandt said. “All gates stay shut.”"
    )
    run = named.onrecord("draft", "page.txt", "--stdout")
    assert "All gates stay shut" in run.stdout
    assert "Jory" not in run.stdout + run.stderr
    assert "1 quote left out: the words are withheld on this desk" in " ".join(run.stderr.split())
    # Once they are shown again, they are quotes as others are.
    named.edit(RALLY, "    state: withheld\n", "    text: It was Jory Pell of crane nine\n")
    assert "Jory" in named.onrecord("draft", "page.txt", "--stdout").stdout


def test_a_page_that_was_open_cannot_bring_the_words_back(named: TinySite) -> None:
    article = named.root / RALLY
    old = article.read_text()
    workspace = Workspace(Settings(named.root / "content"), named.root / "captures", Journal.of(named.root / "site_config.yml"))  # fmt: skip
    opened = workspace.open("rally")["digest"]
    (named.root / "captures/rally.txt").unlink()  # then the records alone know of it
    named.done("withhold", "rally#the-name", *REASON, *ON)
    now = workspace.open("rally")
    with pytest.raises(WordsWithheld):
        workspace.keep("rally", f"{old}# typed", opened)
    with pytest.raises(WordsWithheld):
        workspace.save("rally", now["digest"], old)
    with pytest.raises(WordsWithheld):  # under another id
        workspace.keep("rally", f"{now['yaml']}# It was Jory Pell of crane nine\n", now["digest"])
    workspace.keep("rally", f"{now['yaml']}# All gates stay shut, they say\n", now["digest"])
    kept = "".join(file.read_text() for file in (named.root / ".onrecord").rglob("*.json*"))
    assert "Jory" not in kept
    assert "All gates stay shut, they say" in kept


SURELY = ("error[withheld-words]", "withheld on this desk")
PERHAPS = ("warning[maybe-withheld]", "withheld on this desk")
INDEX, TOPICS = "content/index.md", "content/topics.yml"
HOME = "templates/pages/home.html"


# Edits of a desk, and what is said of each.
REPEATED = {
    "plainly": (SURELY, [
        (REPORT, FRIDAY, "    text: “It was Jory\u00a0Pell of crane nine”\n"),
        (RALLY, "title: The rally", "title: A docker who *cut* the brake line that night"),
        (INDEX, "# Harbour", "# «It was Jory Pell of crane nine»"),
        ("site_config.yml", "site_name:", "site_description: “Jory Pell of crane nine”\nsite_name:"),
        ("templates/words/en.yml", "", "home: {more: It was Jory Pell of crane nine}"),
    ]),
    "in parts and in comments": (SURELY, [
        (REPORT, FRIDAY, "    text: [It was Jory Pell, who cut the brake]\n"),
        (REPORT, "    form: direct\n", "    form: direct\n    context: Of “Jory Pell of crane nine”.\n"),
        (REPORT, "text: We met on the third.", "text: who cut the brake line"),
        (RALLY, "# the deadline", "# It was Jory Pell of crane nine"),
    ]),
    "perhaps": (PERHAPS, [
        (RALLY, "title: The rally", "title: A docker who cut the brake line\nformerly: jory-pell-of-crane-nine"),
        ("content/topics.yml", "Wages", "Who cut the brake line"),
        (INDEX, "# Harbour", "# who <b>cut</b> the br&#97;ke&nbsp;line"),
        (REPORT, FRIDAY, "    text: 'It was Jory Pell […] that. Night!'\n"),
        ("content/alphabet.md", "", "# who \u0441ut the br\u0430ke line"),
        ("content/capitals.md", "", "# who \u1d04\u1d1c\u1d1b the brake line <!-- \u0441ut -->"),
        ("content/tags.md", "", "# who c\U000e0061ut the brake line"),
        ("content/lines.md", "", "Who cut the bra-\nke line"),
    ]),
    "as anybody may": (None, [
        (REPORT, FRIDAY, "    text: [It was Jory, the old line]\n"),
        (REPORT, "text: We met on the third.", "text: It was that night"),
        (RALLY, "title: The rally", "title: It was Jory who spoke that night"),
        (INDEX, "# Harbour", "# She names a line of crane nine"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("said", "edits"), REPEATED.values(), ids=REPEATED)
def test_what_repeats_them_later_is_reported(
    withheld: TinySite, said: tuple[str, str] | None, edits: list[tuple[str, str, str]]
) -> None:
    for file, old, new in edits:
        withheld.edit(file, old, new) if old else withheld.write(file, new)
    added = Counter(file for file, *_ in edits) + Counter(
        file for file, _, new in edits if "formerly" in new
    )
    for command in ("check", "build"):
        run = withheld.onrecord(command)
        told = run.stdout + run.stderr
        for word in ("Pell", "brake", "crane"):
            assert word not in told
        lines = [line for line in told.splitlines() if PERHAPS[1] in line]
        if said is None:
            assert lines == []
        else:
            assert all(said[0] in line for line in lines)
            assert Counter(line.partition(":")[0] for line in lines) == added
        assert (run.returncode == 0) == (said is not SURELY), told


def test_no_report_of_another_fault_has_them(withheld: TinySite) -> None:
    edits = [
        (REPORT, "speaker: mia-brandt", "speaker: Jory Pell of crane nine", "unknown-actor"),
        (REPORT, "form: direct", "form: Jory Pell of crane nine", "bad-value"),
        (RALLY, "about: [wages]", "about: [Jory Pell of crane nine]", "unknown-topic"),
        (RALLY, "id: all-gates", "id: Jory Pell of crane nine", "bad-id"),
        (RALLY, "demand: pay-rise", "demand: jory-pell-of-crane-nine", "unknown-demand"),
        (TOPICS, "wages:", "It was Jory Pell of crane nine: x\nwages:", "bad-id"),
    ]
    withheld.write(HOME, "{% block x %}It was Jory Pell of crane nine")
    run = withheld.onrecord("check")
    assert "error[template-fault]" in run.stdout
    (withheld.root / HOME).unlink()
    for file, old, new, _ in edits:
        withheld.edit(file, old, new)
    more = withheld.onrecord("check")
    for file, _, _, code in edits:
        assert re.search(rf"^{file}:.*error\[{code}\]", more.stdout, re.MULTILINE), code
    for word in ("Pell", "pell", "crane"):
        assert word not in run.stdout + run.stderr + more.stdout + more.stderr


def test_a_name_of_a_folder_and_what_is_packed_are_read(withheld: TinySite) -> None:
    words = b"It was Jory Pell of crane nine"
    packed = {
        "It was Jory Pell of crane nine/a.txt": b"",
        "files/ItWasJoryPellOfCraneNine.txt": b"",
        "files/b.pdf": b"%PDF-1.4\nstream\n" + zlib.compress(words) + b"\nendstream",
        "files/c.txt.gz": gzip.compress(words),
        "files/d.css": b"a{b:url(data:text/plain;base64," + base64.b64encode(words) + b")}",
        "files/other.txt": b"They met.",
    }
    for name, content in packed.items():
        file = withheld.root / "content" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    told = withheld.onrecord("check").stdout
    assert told.count(SURELY[0]) == len(packed) - 1
    assert "other.txt" not in told


def test_a_few_of_the_words_are_a_notice(withheld: TinySite) -> None:
    for old, name, said in (
        ("Wages", "The crane and the brake line", False),  # two words are anybody's
        ("The crane and the brake line", "That of crane nine", False),
        ("That of crane nine", "What was Jory Pell of?", True),
    ):
        withheld.edit("content/topics.yml", old, name)
        run = withheld.onrecord("check")
        assert ("notice[some-withheld]" in run.stdout) is said, name
        assert "Pell" not in run.stdout


def test_a_few_of_the_words_are_noticed_wherever_they_are(withheld: TinySite) -> None:
    few = "Jory Pell of crane"
    withheld.edit(RALLY, "# the deadline", f"# {few}")
    withheld.edit(
        INDEX, "# Harbour", "# Harbour\n\nThey saw J**or**y Pe**l**l of cra**n**e.\n\n# More"
    )
    withheld.edit(REPORT, "text: We want an answer by Friday.", f"text: We ask {few} and all.")
    withheld.edit("content/topics.yml", "wages:", "jory-pell-of-crane: {name: Night}\nwages:")
    withheld.write("content/JoryPellOfCrane.txt", "They met.")
    withheld.write("content/data.csv", "They met,Jory%2520Pell%2520of%2520crane\n")
    told = withheld.onrecord("check", "--format", "json").stdout
    found = {each["file"]: each["code"] for each in json.loads(told)["diagnostics"]}
    assert found["content/topics.yml"] == "maybe-withheld"  # an id is an address
    for file in (RALLY, INDEX, REPORT, "content/….txt", "content/data.csv"):
        assert found[file] == "some-withheld", file
    assert not any(word in told for word in ("Pell", "pell", "Jory"))


def test_no_new_id_or_name_has_the_words(withheld: TinySite) -> None:
    before = texts(withheld.root / "content")
    for command in (
        ("new", "actor", "jory-pell-of-crane-nine"),
        ("new", "actor", "Jory Pell of crane nine", "--kind", "person"),
        ("new", "quote", "rally", "jory-pell-of-crane"),
        ("rename", "quote", "rally#all-gates", "jory-pell-of-crane"),
        ("rename", "actor", "mia-brandt", "jory-pell-of-crane"),
    ):
        run = withheld.onrecord(*command)
        assert run.returncode == 2, command
        assert "withheld on this desk" in run.stderr
        assert "ell" not in run.stderr.replace("tell", "")
    assert texts(withheld.root / "content") == before
    withheld.done("new", "actor", "Jory Ford of the gate", "--kind", "person")


def test_a_sheet_with_the_words_is_not_imported(withheld: TinySite) -> None:
    sheet = "publisher,published,speaker,form,text\nWire,{},Mia Brandt,direct,It was Jory Pell of crane nine\n"
    for published, said in (
        ("2031-05-05", "words in this are withheld"),
        ("5 Floreal", "bad-date"),
    ):
        withheld.write("sheet.csv", sheet.format(published))
        run = withheld.onrecord("import", "sheet.csv", "-o", "content")
        assert run.returncode
        assert said in run.stderr
        assert "Pell" not in run.stderr


def test_no_picture_of_the_words_is_kept(named: TinySite) -> None:
    kept = named.write(f".cache/onrecord/share/{'0' * 40}-{'0' * 32}.png", "")
    other = named.write(".cache/onrecord/share/mine.png", "")
    named.done("withhold", "rally#the-name", *REASON, *ON)
    assert (kept.exists(), other.exists()) == (False, True)


LEFT = "zorbulate quinstern vembrackle"


# Rows that can stand together, and each that lets nothing be read beside it.
ROWS = [
    [f"text: {LEFT}", f"text: >\n      {LEFT}", f"txt: {LEFT}", f"{LEFT}: x", f"form: {LEFT}",
     f"to: {LEFT}", f"said: {{date: {LEFT}}}", f"accept: [{LEFT}]", f"# ? {LEFT}",
     f"same_as: {{quote: {LEFT}, differs: {LEFT}}}"],
    [f"text: said {LEFT}: {LEFT}"], [f'text: "{LEFT}'], ["text: *zorbulate"], ["text: !zorbulate x"],
]  # fmt: skip


@pytest.mark.parametrize("rows", ROWS, ids=map(str, range(len(ROWS))))
@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
def test_no_report_has_words_that_were_left_in_the_row(
    desk: TinySite, rows: list[str], form: str
) -> None:
    for number, left in enumerate(rows):
        desk.edit(RALLY, "demands:\n", f"  - id: left-{number}\n    state: withheld\n    note: No.\n    speaker: mia-brandt\n    {left}\ndemands:\n")  # fmt: skip
    run = desk.onrecord("check", "--format", form)
    assert run.stdout.count("articles/rally.yml") >= len(rows)
    for word in LEFT.split():
        assert word not in run.stdout + run.stderr


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("我们绝不会后退一步", "Says 我们绝不会后退一步 aloud"),
        ("Never again", "She said 'Never again' twice"),
        ("Never again", "She said 「Never again」 twice"),
    ],
)  # fmt: skip
def test_words_are_known_in_any_script_and_between_any_marks(words: str, text: str) -> None:
    assert WithheldWords([quote_of(words)]).are_in(text)
    assert not WithheldWords([quote_of("Never again")]).are_in(
        "the dockers' 'bus' never came again"
    )


def test_words_are_known_with_lines_and_with_letters_that_are_nothing_between_them() -> None:
    words = "It was Jory Pell of crane nine"
    for text in ("\u0332".join(words), words.replace(" ", "\u3164"), words.replace(" ", "\uffa0")):
        assert WithheldWords([quote_of(words)]).are_in(text)
        assert WithheldDigests().with_quotes({"a#b": [words]}).are_in(text)


@pytest.mark.parametrize("sign", [" ", ".", "-", "*", "\u00b7"])
def test_words_are_known_whose_letters_are_spaced(sign: str) -> None:
    known = WithheldDigests().with_quotes({"a#b": ["It was Jory Pell of crane nine"]})
    spaced = ["  ".join(sign.join(word) for word in it.split()) for it in (
        "was Jory Pell of crane nine", "was Ida Holm of crane nine",
    )]  # fmt: skip
    assert [known.repeated_in(f"Note: {it} there") is not None for it in spaced] == [True, False]


def test_words_are_known_without_their_accents_and_apostrophes() -> None:
    said = "We\u2019ll never close the café\u2019s northern gate"
    known = WithheldDigests().with_quotes({"a#b": [said]})
    for text in ("Well never close the cafes northern gate", "We'll never close the cafe's gate"):
        assert known.repeated_in(text) is not None
        assert WithheldWords([quote_of(said)]).share(text, 5)
    assert known.repeated_in("We closed the café at the northern gate") is None


@pytest.mark.parametrize("line", ["a: b\t# {}", "a: b#c  # {}", "# {}", "a: [x]  # {}"])
def test_each_comment_is_looked_at(line: str) -> None:
    said = "it was Jory Pell of crane nine"
    assert [words.strip() for _, words in comments_in(line.format(said))] == [said]
