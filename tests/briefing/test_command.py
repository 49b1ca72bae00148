"""`onrecord brief`: what it writes, what it refuses, and with which exit code."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from tests.tiny_site import TinySite

from onrecord.briefing.arguments import TimeBefore, named_day

WEEK = """
since: 2031-05-01
until: 2031-05-07
bottom_line: The union wants ten per cent.
by: Jo Diaz
date: 2031-05-08
evidence: rally#ten-per-cent
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """The harbour desk with a briefing on its first week."""
    made = TinySite.at(tmp_path_factory.mktemp("brief") / "harbour")
    made.write("content/briefings/first-week.yml", WEEK)
    return made


def test_the_range_ends_where_the_coverage_does(site: TinySite) -> None:
    run = site.onrecord("brief", "--since", "2031-05-01")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("# Briefing, 1 May 2031 to 31 May 2031\n")
    assert "Nobody has written a summary" in run.stdout
    assert "https://harbour.example.org/demands/pay-rise/" in run.stdout


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        (("--from", "2031-05-01", "--through", "2031-05-07"), "1 May 2031 to 7 May 2031"),
        (("--since", "7d"), "24 May 2031 to 31 May 2031"),
        (("--from", "2W"), "17 May 2031 to 31 May 2031"),
        (("--since", "0d"), "31 May 2031"),
        (("--since", "1w", "--until", "2031-05-20"), "13 May 2031 to 20 May 2031"),
        (("--since", "2031-05-03", "--through", "3w"), "3 May 2031 to 10 May 2031"),
        (("--from", "2031-05-03", "--to", "2031-05-10"), "3 May 2031 to 10 May 2031"),
    ],
)
def test_days_may_be_counted_back_from_the_last_one(
    site: TinySite, asked: tuple[str, ...], days: str
) -> None:
    run = site.onrecord("brief", *asked)
    assert run.stdout.startswith(f"# Briefing, {days}\n")


@pytest.mark.parametrize(
    ("text", "day"),
    [("1m", "2032-02-29"), ("13m", "2031-02-28"), ("1y", "2031-03-31"), ("30d", "2032-03-01")],
)
def test_a_month_back_is_the_same_day_or_the_last_of_a_shorter_month(text: str, day: str) -> None:
    before = named_day(text)
    assert isinstance(before, TimeBefore)
    assert before.of(date(2032, 3, 31)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2 May 2031", "write 2031-05-02"),
        ("03/05/2031", "write 2031-05-03 or 2031-03-05"),
        ("yesterday", "write a day such as 2031-05-01"),
        ("1.5d", "write a day such as 2031-05-01"),
    ],
)
def test_what_is_no_day_is_answered_with_one(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match=f"is not a date; {hint}"):
        named_day(text)
    assert named_day("2 weeks") == named_day("2w")


@pytest.mark.parametrize(
    "asked", [("--since", "2031-05-01", "--until", "2031-05-07"), ("--briefing", "first-week")]
)
def test_a_record_on_the_same_days_brings_its_bottom_line(
    site: TinySite, asked: tuple[str, ...]
) -> None:
    run = site.onrecord("brief", *asked)
    assert "The union wants ten per cent.\n\nWritten by Jo Diaz on 8 May 2031." in run.stdout


def test_a_scope_of_its_own_has_no_bottom_line_of_another(site: TinySite) -> None:
    scope = ("--actor", "dock-union", "--topic", "pay")
    run = site.onrecord("brief", "--since", "2031-05-01", "--until", "2031-05-07", *scope)
    assert "Only about:" in run.stdout
    assert "Only on:" in run.stdout
    assert "Jo Diaz" not in run.stdout


@pytest.mark.parametrize(("form", "begins"), [("html", b"<!doctype html>"), ("markdown", b"# Br")])
def test_it_writes_a_file(site: TinySite, form: str, begins: bytes, tmp_path: Path) -> None:
    file = tmp_path / f"briefing.{form}"
    run = site.onrecord("brief", "--briefing", "first-week", "--format", form, "-o", str(file))
    assert (run.returncode, run.stdout) == (0, "")
    assert file.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), ["the first day is missing"]),
        (("--since", "last week"), ["'last week' is not a date; write a day such as 2031-05-01"]),
        (("--since", "today"), ["'today' is not a date", "before the last day covered: 7d"]),
        (("--since", "7 parsecs"), ["'7 parsecs' is not a date"]),
        (("--from", "9999y"), ["there is no day 9999y before 2031-05-31"]),
        (("--since", "2031-05"), ["'2031-05' is not a whole day"]),
        (("--since", "2031-02-30"), ["February 2031 has 28 days"]),
        (("--since", "1w", "--to", "47969"), ["/ '--to'", "write 2031-05-01 if you mean that"]),
        (("--since", "1w", "-o", "week.pdf"), ["another format than markdown", "--format pdf"]),
        (
            ("--from", "2031-05-09", "--through", "2031-05-02"),
            ["the range ends (2031-05-02) before it begins (2031-05-09): swap the two days"],
        ),
        (
            ("--since", "2031-05-01", "--actor", "dock-onion", "--topic", "pai"),
            [
                "there is no actor 'dock-onion': did you mean dock-union?",
                "there is no topic 'pai': did you mean pay?",
            ],
        ),
        (("--briefing", "frist-week"), ["no briefing 'frist-week': did you mean first-week?"]),
        (
            ("--briefing", "first-week", "--since", "2031-05-01", "--topic", "pay"),
            ["remove --since (or --from), --topic"],
        ),
        (("--since", "2031-05-01", "--format", "docx"), ["docx is not text: name a file"]),
        (("--since", "2031-05-01", "-o", "content"), ["content is a folder"]),
        (
            ("--since", "2031-05-01", "-o", "no/where.md"),
            ["no/where.md cannot be written: no such"],
        ),
        (("--since", "2031-05-01", "-f", "no.yml"), ["there is no file no.yml"]),
        (("--since-commit", "main"), ["is not in a git repository"]),
    ],
)
def test_what_cannot_be_says_why(site: TinySite, asked: tuple[str, ...], said: list[str]) -> None:
    run = site.ended(2, "brief", *asked)
    assert run.stdout == ""
    for words in said:
        assert words in run.stderr


def test_content_with_errors_is_reported_and_nothing_written(tmp_path: Path) -> None:
    broken = TinySite.at(tmp_path / "harbour")
    broken.edit("content/demands/pay-rise.yml", "to: port-authority", "to: port-authorty")
    run = broken.ended(1, "brief", "--since", "2031-05-01", "-o", "out.md")
    assert "error[unknown-actor]" in run.stderr
    assert "Nothing was written: the content has 1 error" in run.stderr
    assert not (broken.root / "out.md").exists()


def test_a_spoilt_template_is_reported(tmp_path: Path) -> None:
    spoilt = TinySite.at(tmp_path / "harbour")
    spoilt.write("templates/briefing/briefing.md", "{{ nothing }}")
    run = spoilt.ended(1, "brief", "--since", "2031-05-01")
    assert "templates/briefing/briefing.md:1:1: error[template-fault]" in run.stderr


def test_a_letter_that_no_font_has_is_reported_where_it_is_written(tmp_path: Path) -> None:
    site = TinySite.at(tmp_path / "harbour")
    site.write("content/briefings/first-week.yml", WEEK.replace("ten per cent", "\U000f0000"))
    run = site.done("brief", "--briefing", "first-week", "--format", "pdf", "-o", "out.pdf")
    assert "first-week.yml:4:14: warning[letter-without-font]" in run.stderr
    assert "U+F0000" in run.stderr
    assert (site.root / "out.pdf").read_bytes().startswith(b"%PDF")


def _git(folder: Path, *args: str) -> None:
    who = {"NAME": "Jo", "EMAIL": "jo@example.org", "DATE": "2031-05-04T12:00:00Z"}
    named = {
        f"GIT_{person}_{key}": value
        for person in ("AUTHOR", "COMMITTER")
        for key, value in who.items()
    }
    subprocess.run(
        ["git", *args], cwd=folder, check=True, capture_output=True, env={**os.environ, **named}
    )


def test_what_was_added_since_a_commit_is_told_apart(tmp_path: Path) -> None:
    desk = TinySite.at(tmp_path / "harbour")
    _git(desk.root, "init", "-q", "-b", "main")
    _git(desk.root, "add", ".")
    _git(desk.root, "commit", "-qm", "First")
    desk.write(
        "content/articles/minute.yml",
        "title: A minute\n"
        "source: {publisher: Port Archive, published: 2031-05-03}\n"
        "defaults: {form: direct, basis: document, said: {date: 2031-05-01}}\n"
        "quotes: [{id: nothing, text: Not now., speaker: port-authority}]\n"
        "responses:\n"
        "  - {demand: pay-rise, by: port-authority, response: deferred, quote: nothing}\n",
    )
    run = desk.done("brief", "--since-commit", "HEAD")
    assert run.stdout.startswith("# Briefing, 4 May 2031 to 31 May 2031\n")
    added = run.stdout.index("### Added in this period, said earlier")
    assert run.stdout.index("**Deferred**: Port Authority") > added
    # What was there already is not told again, and the dates of sources do not matter.
    assert "**Demand made**" not in run.stdout
    assert "do not say when they were added" not in run.stdout

    run = desk.ended(2, "brief", "--since-commit", "mian")
    assert "there is no revision 'mian' here; hint: did you mean 'main'?" in run.stderr


def test_content_that_had_errors_at_a_commit_is_reported(tmp_path: Path) -> None:
    desk = TinySite.at(tmp_path / "harbour")
    good = (desk.root / "content/demands/pay-rise.yml").read_text(encoding="utf-8")
    desk.write("content/demands/pay-rise.yml", "title: [")
    _git(desk.root, "init", "-q")
    _git(desk.root, "add", ".")
    _git(desk.root, "commit", "-qm", "Broken")
    desk.write("content/demands/pay-rise.yml", good)
    run = desk.ended(1, "brief", "--since-commit", "HEAD")
    assert "Nothing was written: the content at HEAD has" in run.stderr


def test_with_a_lock_only_what_stands_in_its_source_is_offered(tmp_path: Path) -> None:
    desk = TinySite.at(tmp_path / "harbour")
    desk.write("captures/rally.txt", "“We want <ten> per cent & not a penny less.” So she said.")
    desk.write(  # there is no capture of this one
        "content/articles/radio.yml",
        "title: On the radio\n"
        "source: {publisher: Port Radio, published: 2031-05-05}\n"
        "defaults: {form: direct, basis: on_record, said: {date: 2031-05-05}}\n"
        "quotes: [{id: later, text: We will see., speaker: port-authority}]\n",
    )
    desk.done("verify")
    made = desk.onrecord("brief", "--since", "2031-05-01").stdout
    assert "Matches its source, checked " in made
    assert "We will see." not in made
    assert "- One of 2 quotes has not been checked against its source" in made.replace("[", "")
