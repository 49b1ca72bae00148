"""Words after a # that YAML takes for a comment, and remarks that are nothing but remarks."""

from pathlib import Path

import pytest

from onrecord.records.load import load_records

QUOTE = """\
title: Strike
source: {{publisher: Dockside Herald, published: 2031-05-03}}
quotes:
  - id: walkout
    speaker: unknown
    form: direct
    {}
"""


def lost(tmp_path: Path, text: str) -> list[str]:
    """What `cut-by-comment` says is not read."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "strike.yml").write_text(text)
    diagnostics = load_records(tmp_path).diagnostics
    assert {fault.code for fault in diagnostics} <= {"cut-by-comment"}
    for fault in diagnostics:
        assert text.split("\n")[fault.line - 1][fault.column - 1] == "#"
    return [fault.message.partition(" is ignored")[0] for fault in diagnostics]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("text: We are #1 in the harbour.", "'#1 in the harbour.'"),
        ("text: We stop.  #strike", "'#strike'"),
        ("text: 'We are' #1 in the harbour", "'#1 in the harbour'"),
        ("text: Meet us at pier # 4 at noon.", "'# 4 at noon.'"),
        ("text: We are # one in the harbour", "'# one in the harbour'"),
        ("text: What the #$%! is this?", "'#$%! is this?'"),
        ("text: We are\n      the port #1", "'#1'"),
        ("text: We are the port\n      #1", "'#1'"),
        ("text:\n      - We are #1\n      - We stay", "'#1'"),
        ("text:\n      - We are the port\n        #1\n      - We stay", "'#1'"),
        ("text: |\n      We are\n     #1", "'#1'"),
        ("text: > #strike goes on\n      We stay.", "'#strike goes on'"),
        ("text: We stay.\n    said: {place: Pier} #4", "'#4'"),
        ("text: We stay.\n    said: {place: Pier #4\n      }", "'#4'"),
        ("text: We stay.\n    original:\n      text: Wir sind # eins.", "'# eins.'"),
        ("text: We stay.\n    speaking_as: Head of pier #4", "'#4'"),
        ("text: We stay.\n    via: [Wire One, Wire #2\n      ]", "'#2'"),
        ("text: We stay.\n    context: Asked (at pier # four).", "'# four).'"),
        ("text: We stay.\n    note: It is on page # four of it.", "'# four of it.'"),
    ],
)
def test_words_after_a_hash_are_missed(tmp_path: Path, fields: str, expected: str) -> None:
    assert lost(tmp_path, QUOTE.format(fields)) == [expected]


@pytest.mark.parametrize(
    "fields",
    [
        "text: We stop.  # as printed",
        "text: We stop. # as printed",
        "text: unbearable  # in the writer's marks",
        "text: 'We stop' # as printed",
        "text: '#1 in the harbour'",
        "text: We stop. # TODO compare\n    context: Asked about pay #TODO",
        "text: |\n      We are\n      # one\n      #1",
        "text: > # folded\n      We are #1",
        "text: See https://port.example/#pier4 or pier#4",
        "text: We stop.\n    #context: Asked about pay\n    note: ours",
        "text:\n      # first\n      - We stop\n      #- We go\n      - We stay",
        "text: We stop.\n    said:\n      date: 2031 # unsure\n      place: Pier\n      #event: x",
        "text: We stop.  ### checked ###",
        "text: We stop.\n    to: unknown #1",
    ],
)
def test_a_remark_stays_one(tmp_path: Path, fields: str) -> None:
    assert lost(tmp_path, QUOTE.format(fields)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Strike", "title: Pier #4 is closed", ["'#4 is closed'"]),
        ("title: Strike", "title: Pier # 4 is closed", ["'# 4 is closed'"]),
        ("title: Strike", "title: Strike  # first draft", []),
        ("title: Strike", "title: Strike # first draft", []),
        ("title: Strike", "title: Strike # 2nd draft, 2031-05-03", []),
        ("quotes:", "event: {name: Rally # 4\n  }\nquotes:", ["'# 4'"]),
        ("quotes:", "defaults:\n  speaking_as: Head #1\nquotes:", ["'#1'"]),
        ("quotes:", "speakers:\n  unknown:\n    speaking_as: Head #1\nquotes:", ["'#1'"]),
    ],
)
def test_the_fields_of_an_article(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert lost(tmp_path, QUOTE.format("text: We stop.").replace(old, new)) == expected
