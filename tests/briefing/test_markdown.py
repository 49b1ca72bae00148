"""The Markdown of a briefing: golden, and safe whatever the content says."""

import os
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from onrecord.briefing.compose import compose
from onrecord.briefing.formats import line_markdown, make_markdown
from onrecord.briefing.outline import StyledSpan

from .weeks import WEEK, brief, english, period, weeks

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "week.md": ("", period(), {"id": "week"}),
    "week-published.md": ("https://harbour.example/record/", period(), {"id": "week"}),
    "nothing.md": ("", period("2031-04-25", "2031-04-28"), {}),
}
CommonMark = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.mark.parametrize("name", CASES)
def test_the_markdown_is_as_it_was(name: str, tmp_path: Path) -> None:
    """``UPDATE_GOLDEN=1`` writes what is made now: read the difference."""
    url, days, asked = CASES[name]
    desk = weeks(tmp_path)
    made = make_markdown(brief(desk, days, **asked), *english(desk, url)).data.decode()
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_text(made, encoding="utf-8")
    assert made == (GOLDEN / name).read_text(encoding="utf-8")


HOSTILE = (
    "# <script>alert(1)</script> **b** [l](https://bad.example) @everyone #12 | `x` - 1. &amp;"
)


def test_hostile_content_stays_text(tmp_path: Path) -> None:
    hostile = {
        "demands/crane-checks.yml": f"""
title: '{HOSTILE}'
by: dock-union
to: crane-works
topic: safety
action: do
strength: request
""",
        "briefings/week.yml": f"""
since: 2031-05-02
until: 2031-05-12
bottom_line: '{HOSTILE}'
by: '{HOSTILE}'
date: 2031-05-13
""",
    }
    desk = weeks(tmp_path, hostile)
    made = make_markdown(brief(desk, id="week"), *english(desk)).data.decode()
    html = CommonMark.render(made)
    other = weeks(tmp_path, {})
    clean = CommonMark.render(make_markdown(brief(other, id="week"), *english(other)).data.decode())
    for tag in ("<script", "<h1", "<a ", "<code", "<table", "<ol"):
        assert html.count(tag) == clean.count(tag), tag
    assert "@everyone" not in made
    assert "&lt;script&gt;" in html


def test_quotes_that_a_person_chose_are_said_to_be_chosen(tmp_path: Path) -> None:
    article = """
title: A note on the wall
source: {publisher: Port Archive, published: 2031-04-12, language: fa}
quotes:
  - {id: told, text: 'ده درصد', speaker: brandt, form: indirect, gist: She asked for a tenth.,
     said: {date: 2031-04-10}}
"""
    week = f"{WEEK}quotes: ['wall#told']\n"
    desk = weeks(tmp_path, {"articles/wall.yml": article, "briefings/week.yml": week})
    view = brief(desk, id="week")

    made = make_markdown(view, *english(desk)).data.decode()
    assert "Chosen by us for this briefing, in this order." in made
    assert "The latest of each side" not in made
    (quotation,) = [
        block for block in compose(view, *english(desk)).blocks if block.kind == "quotation"
    ]
    # What is shown of an indirect quote is our sentence, in the language of the site.
    assert (quotation.words.text, quotation.words.language) == (
        "Reported, not quoted: She asked for a tenth.",
        None,
    )


@pytest.mark.parametrize(
    ("spans", "text"),
    [
        (
            (StyledSpan("by "), StyledSpan("Jo", "https://a.example/x")),
            "by [Jo](<https://a.example/x>)",
        ),
        ((StyledSpan("Denied", look="strong"), StyledSpan(": she")), "**Denied**: she"),
        ((StyledSpan("J[o]", "https://a.example/<x>"),), r"[J\[o\]](<https://a.example/%3Cx%3E>)"),
        ((StyledSpan("https://a.example/", "https://a.example/"),), "<https://a.example/>"),
        ((StyledSpan("2. May"),), "2\N{WORD JOINER}. May"),
    ],
)
def test_a_line_keeps_its_links(spans: tuple[StyledSpan, ...], text: str) -> None:
    assert line_markdown(spans) == text


GATE = """
    title: Open the gate
    by: dock-union
    to: port-authority
    topic: pay
    action: do
    strength: demand"""
AT_THE_GATE = """
    title: At the gate
    added: 2031-05-06
    source: {publisher: Port Authority, published: 2031-05-05, genre: official_statement,
             party: port-authority}
    defaults: {form: direct, basis: on_record, said: {date: 2031-05-05}}
    quotes: [{id: soon, text: We may open it., speaker: clerk, said: {date: 2031-05-01}},
             {id: open, text: We open it., speaker: rivera},
             {id: hid, text: They hid it., speaker: brandt},
             {id: again, text: They did hide it., speaker: brandt},
             {id: rope, text: Ropes cost twice as much., speaker: mayor},
             {id: no, text: We hid nothing., speaker: rivera}]
    demands: [{demand: gate, act: stated, by: dock-union, date: 2031-04-20}]
    responses:
      - {demand: gate, by: clerk, response: considering, quote: soon}
      - {demand: gate, by: rivera, response: accepted, quote: open, condition: until the autumn}
      - {demand: gate, by: port-authority, response: rejected, told_by: mayor, date: 2031-05-06}
    claims:
      - {claim: hid-report, act: asserted, by: brandt, quote: hid}
      - {claim: hid-report, act: asserted, by: brandt, quote: again}
      - {claim: hid-report, act: denied, by: rivera, quote: no}
      - {claim: ropes, act: asserted, by: mayor, quote: rope}
      - {claim: ropes, act: retracted, by: mayor, date: 2031-05-06}
    corrections:
      - {date: 2031-05-07, item: hid, field: context, kind: other, whose: desk}"""
ROPES = "{text: Ropes cost twice., by: mayor, about: safety, kind: fact}"
HID = """
    text: The authority hid a report on the cranes.
    by: dock-union
    against: port-authority
    about: safety
    kind: accusation
    replies:
      - {by: port-authority, reply: denied, quote: at-the-gate#no}
      - {by: port-authority, reply: denied, told_by: mayor}"""
# What limits an answer is said with it, and nothing is said twice.
SAID = [
    "**Under consideration** (unnamed source), 1 May 2031 → **Accepted** (on condition), 5 May",
    "— **Accepted**: Ana Rivera · 5 May 2031 (on condition: until the autumn)",
    "- **Rejected**: Port Authority, according to The Mayor",
    "- **Stated**: Mia Brandt · 5 May 2031 · **Stated**: Mia Brandt · 1 May 2031\n",
    "- **Denied**: Ana Rivera · 5 May 2031\n",
    "· Ropes cost twice.\n",
    "  - Denied: Port Authority, according to The Mayor\n",
    "Mia Brandt, 5 May 2031 (among the quotes of this briefing): Corrected",
    "Published by Port Authority on 5 May 2031 · Not checked against the source.",
    "This site covers ",
]
NOT_SAID = ["Reported by others", "run by Port Authority", "Port Authority: Denied", "· Denied ·"]
NOT_SAID += ["Claim by The Mayor: Ropes cost twice.\n"]
# What was withdrawn is no quote to use, nor is that the latest which came before on one day.
OFFERED = ["We hid nothing.", "They did hide it."]


def test_what_limits_is_said_and_nothing_twice(tmp_path: Path) -> None:
    files = {
        "demands/gate.yml": GATE,
        "articles/at-the-gate.yml": AT_THE_GATE,
        "claims/ropes.yml": ROPES,
        "claims/hid-report.yml": HID,
    }
    desk = weeks(tmp_path, files)
    made = make_markdown(brief(desk, period("2031-05-05", "2031-05-07")), *english(desk))
    text = made.data.decode().replace("\N{WORD JOINER}", "")
    assert [line for line in SAID if line not in text] == []
    assert [line for line in NOT_SAID if line in text] == []
    quotes = text[text.index("\n## Quotes") : text.index("\n## Claims")]
    assert [words for words in OFFERED if words not in quotes] == []
    assert "Ropes cost" not in quotes


def test_what_an_asterisk_means_is_said_in_the_first_section_that_has_one(tmp_path: Path) -> None:
    claims = """
        title: On the report
        source: {publisher: Harbour Gazette, published: 2031-05-11}
        claims: [{claim: hid-report, act: denied, by: port-authority, note: As heard.,
                  date: DAY}]"""
    for day, section in (("2031-05-10", "What changed"), ("2031-04-20", "Claims, and replies")):
        days = weeks(tmp_path / day, {"articles/denial.yml": claims.replace("DAY", day)})
        made = make_markdown(brief(days, period("2031-05-06")), *english(days)).data.decode()
        key = made.index("An asterisk")
        assert made.count("An asterisk") == 1
        assert made.rfind("\n## ", 0, key) == made.index(f"\n## {section}")
        assert "\\*" not in made[:key]
        assert "\\*" in made[key + 20 :]


def test_without_an_asterisk_nothing_is_said_of_one(tmp_path: Path) -> None:
    desk = weeks(tmp_path)
    assert "asterisk" not in make_markdown(brief(desk), *english(desk)).data.decode()
