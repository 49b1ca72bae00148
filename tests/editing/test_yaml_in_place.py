"""One file of YAML: only the lines that are meant change, however the file is written."""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from onrecord.editing.new_record import KINDS as NEW
from onrecord.editing.new_record import skeleton
from onrecord.editing.placed_text import value_at, with_value
from onrecord.editing.yaml_in_place import EditRefused, YamlInPlace
from onrecord.editing.yaml_writer import key_order
from onrecord.reading import YamlText, parse
from onrecord.records.description import fields_of
from onrecord.records.record_kinds import BY_FILE_KIND, KINDS
from onrecord.records.record_nodes import texts_in

FILE = Path("content/articles/gazette-on-the-talks.yml")
ARTICLE = """\
# yaml-language-server: $schema=../../.schemas/article.json
title: The Gazette on the talks   # ours
source:
  publisher: Harbour Gazette
  published: 2031-05-03

speakers:
  mia-brandt: {speaking_as: "Chair, dock union", to: [port-of-aldmoor]}

# What was said
quotes:
  - id: by-friday
    text: We want an answer
      by Friday, and not  # not a day later
    speaker: mia-brandt
    about: [wages, 'safety']

  # the second one
  - id: all-gates
    text: >-
      All gates stay shut until the port
      has answered us: every gate.

      That is final.
    speaker: mia-brandt

  - {id: no-report, text: 'It''s late', speaker: rivera, form: direct}
responses:
  - demand: answer-by-friday
    by: port-of-aldmoor
    response: deferred
    quote: no-report
# the end
"""

FLOW = "-  - {id: no-report, text: 'It''s late', speaker: rivera, form: direct}"


def edited(text: str | bytes, kind: str = "article") -> YamlInPlace:
    content = text.encode() if isinstance(text, str) else text
    return YamlInPlace(FILE, content, key_order(BY_FILE_KIND[kind]))


def read(text: str) -> Any:
    """What ``text`` says to another reader than ours."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes only texts, lists and mappings


def difference(before: str, after: str) -> list[str]:
    """The lines that go and come, in their order."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [f"{line[0]}{line[2:]}" for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (("put", ("title",), "On the talks"),
         ["-title: The Gazette on the talks   # ours", "+title: On the talks   # ours"]),
        # A key comes to its place among the others, in the order of its record.
        (("put", ("summary",), "What it says."), ["+summary: What it says."]),
        (("put", ("source", "headline"), "Talks: day 3"), ['+  headline: "Talks: day 3"']),
        (("put", ("event",), "harbour-talks"), ["+event: harbour-talks"]),
        (("put", ("quotes", 0, "note"), "Checked."), ["+    note: Checked."]),
        (("put", ("quotes", 2, "state"), "disputed"),
         [FLOW,
          f"+{FLOW[1:-1]}, state: disputed}}"]),
        (("put", ("quotes", 1, "said", "date"), "2031-05-02"),
         ["+    said:", "+      date: 2031-05-02"]),
        # Of a text over several lines, the line with other words.
        (("put", ("quotes", 0, "text"), "We want an answer by Monday, and not"),
         ["-      by Friday, and not  # not a day later",
          "+      by Monday, and not  # not a day later"]),
        (("put", ("quotes", 1, "text"),
          "All gates stay shut until the port has answered us: every door.\nThat is final."),
         ["-      has answered us: every gate.", "+      has answered us: every door."]),
        (("put", ("quotes", 2, "text"), "It's 'late'"),
         [FLOW,
          "+  - {id: no-report, text: 'It''s ''late''', speaker: rivera, form: direct}"]),
        (("put", ("quotes", 2, "speaker"), "a, b"),
         [FLOW,
          '+  - {id: no-report, text: \'It\'\'s late\', speaker: "a, b", form: direct}']),
        (("append", ("quotes", 0, "about"), "cranes"),
         ["-    about: [wages, 'safety']", "+    about: [wages, 'safety', cranes]"]),
        (("append", ("quotes", 0, "speaker"), "rivera"),
         ["-    speaker: mia-brandt", "+    speaker: [mia-brandt, rivera]"]),
        (("append", ("responses",), {"demand": "a", "by": "b", "response": "accepted"}),
         ["+  - demand: a", "+    by: b", "+    response: accepted"]),
        (("append", ("corrections",), {"date": "2031-05-04", "item": "by-friday"}),
         ["+corrections:", "+  - date: 2031-05-04", "+    item: by-friday"]),
        (("append", ("quotes",), {"id": "more", "text": ["One", "two, and three"]}),
         ["+", '+  - {id: more, text: [One, "two, and three"]}']),
        (("append", ("responses",), {"demand": "b", "condition": "If\nnot"}),
         ["+  - demand: b", "+    condition: >-", "+      If", "+", "+      not"]),
        (("append", ("formerly",), "old-id"), ["+formerly: [old-id]"]),
        (("remove", ("quotes", 0, "text")),
         ["-    text: We want an answer", "-      by Friday, and not  # not a day later"]),
        (("remove", ("quotes", 0, "id")), ["-  - id: by-friday", "-    text: We want an answer",
                                           "+  - text: We want an answer"]),
        (("remove", ("quotes", 0, "about", 1)),
         ["-    about: [wages, 'safety']", "+    about: [wages]"]),
        (("remove", ("quotes", 2, "id")),
         [FLOW,
          "+  - {text: 'It''s late', speaker: rivera, form: direct}"]),
        # What has nothing left in it goes too.
        (("remove", ("responses", 0)),
         ["-responses:", "-  - demand: answer-by-friday", "-    by: port-of-aldmoor",
          "-    response: deferred", "-    quote: no-report"]),
        (("remove", ("quotes", 1)),
         ["-  - id: all-gates", "-    text: >-", "-      All gates stay shut until the port",
          "-      has answered us: every gate.", "-", "-      That is final.",
          "-    speaker: mia-brandt", "-"]),
        (("rename", ("speakers", "mia-brandt"), "m-brandt"),
         ['-  mia-brandt: {speaking_as: "Chair, dock union", to: [port-of-aldmoor]}',
          '+  m-brandt: {speaking_as: "Chair, dock union", to: [port-of-aldmoor]}']),
    ],
)  # fmt: skip
@pytest.mark.parametrize("style", ["as it is", "CRLF", "mark", "no last break"])
def test_only_the_lines_that_are_meant_change(
    change: tuple[Any, ...], lines: list[str], style: str
) -> None:
    before = ARTICLE.removesuffix("# the end\n").encode()
    if style == "CRLF":
        before = before.replace(b"\n", b"\r\n")
    elif style == "mark":
        before = b"\xef\xbb\xbf" + before
    elif style == "no last break":
        before = before.removesuffix(b"\n")
    file = edited(before)
    name, path, *value = change
    if name == "rename":
        file.replace_texts({}, {path: value[0]})
    else:
        getattr(file, name)(path, *value)
    after = file.content()
    assert difference(before.decode(), after.decode()) == lines
    assert before[-1:] == after[-1:] or style == "no last break"
    assert (after.count(b"\n") == after.count(b"\r\n")) == (style == "CRLF")
    assert after.startswith(b"\xef\xbb\xbf") == (style == "mark")


# Ways to write the same: what people and other programs do.
STYLES: dict[str, dict[str, Any]] = {
    "dashes at the margin": {},
    "flow lists": {"default_flow_style": None, "width": 50},
    "one flow": {"default_flow_style": True, "width": 60},
    "wide": {"indent": 6, "width": 40},
    "single quotes": {"default_style": "'", "width": 60},
    "double quotes": {"default_style": '"', "width": 50},
    "literal": {"default_style": "|"},
    "folded": {"default_style": ">", "width": 50},
}
_OPTIONAL = re.compile(r"^( *)# (?!yaml-)( *(?:- )?[a-z_-]+:)", re.MULTILINE)
_BLANK = re.compile(r"^( *(?:- )?[a-z_]+:)(?=  # )", re.MULTILINE)


def all_fields(kind: str) -> str:
    """A file with every field of ``kind``, with comments at the ends of lines and between them."""
    text = _BLANK.sub(r"\1 x", skeleton(kind, "x", None))
    return _OPTIONAL.sub(r"\1\2", text)


EVERY = {kind: all_fields(kind) for kind in NEW}


def places(text: str, kind: str) -> list[tuple[str | int, ...]]:
    root, _ = parse(YamlText(FILE.as_posix(), text))
    assert root is not None
    return [found.path for found in texts_in(root, BY_FILE_KIND[kind]) if not found.is_key]


@pytest.mark.parametrize("kind", NEW)
def test_every_field_can_be_changed_added_and_taken_out(kind: str) -> None:
    file = edited(EVERY[kind], kind)
    reached: set[tuple[str, ...]] = set()
    for path in places(EVERY[kind], kind):
        names = tuple(part for part in path if isinstance(part, str))
        if names[-2:] in {other[-2:] for other in reached}:
            continue  # the same field of another row
        file.remove(path)
        file.put(path[:-1] if path[-1] == 0 else path, "another-word")
        assert file.at(path) == "another-word"
        reached.add(names)
    assert read(file.content().decode()) == file.value
    assert {name for name, *_ in reached} >= set(fields_of(KINDS[kind].model)) - {"accept"}


WORDS = some.lists(
    some.sampled_from(
        ["ports", "no", "12:30", "it's", 'so "called"', "a: b", "#1", "- x", "{y}", "[z", "é😀",
         "end,", "2031", "@at", "%", "\\n", "&a", "*b", "!c", "> d", "| e", "''", "? f", "~"]
    ),
    min_size=1, max_size=30,
).map(" ".join)  # fmt: skip
VALUES = WORDS | some.lists(WORDS, min_size=1, max_size=3) | some.builds(
    lambda text, more: {"note": text, "to": more}, WORDS, some.lists(WORDS, min_size=1, max_size=2)
)  # fmt: skip


@some.composite
def changes(draw: some.DrawFn) -> tuple[str, str, tuple[str | int, ...], Any]:
    """A text in some style, and what is to happen where."""
    style = draw(some.sampled_from(sorted(STYLES)))
    data = read(ARTICLE)
    for place in draw(some.lists(some.sampled_from(places(ARTICLE, "article")), max_size=4)):
        data = with_value(data, place, draw(WORDS))
    text: str = yaml.dump(data, sort_keys=False, allow_unicode=True, **STYLES[style])
    path = draw(some.sampled_from(places(text, "article")))
    path = path[: draw(some.integers(max(1, len(path) - 1), len(path)))]
    doing = draw(some.sampled_from(["put", "append", "remove"]))
    if doing == "append":
        path = draw(some.sampled_from([("quotes",), ("corrections",), ("quotes", 0, "about")]))
    text = text.replace("\n", "\r\n") if draw(some.booleans()) else text
    value = draw(VALUES)
    if isinstance(value, list) and (doing == "append" or isinstance(path[-1], int)):
        value = value[0]  # no record has lists of lists
    return text, doing, path, value


def wanted(data: Any, doing: str, path: tuple[str | int, ...], value: Any) -> Any:
    """What is to come of ``data``."""
    if doing == "append":
        return with_value(data, path, [*(value_at(data, path) or []), value])
    if doing == "put":
        return with_value(data, path, value)
    while path:
        *outer, last = path
        holder: Any = value_at(data, tuple(outer))
        del holder[last]
        if holder:
            return data
        path = tuple(outer)
    return data


def untouched(before: list[str], after: list[str]) -> Iterator[int]:
    """The numbers of the lines that stay, at the beginning and at the end."""
    number = 0
    while number < min(len(before), len(after)) and before[number] == after[number]:
        yield (number := number + 1) - 1
    rest = 1
    while rest <= len(before) - number and rest <= len(after) and before[-rest] == after[-rest]:
        yield len(before) - rest
        rest += 1


@settings(max_examples=100, derandomize=True,
          suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
@given(changes())
def test_whatever_the_style_the_file_says_what_is_meant_and_all_other_lines_stay(
    case: tuple[str, str, tuple[str | int, ...], Any],
) -> None:
    text, doing, path, value = case
    file = edited(text)
    getattr(file, doing)(path, *(() if doing == "remove" else (value,)))
    after = file.content().decode()
    data = read(text)
    assert read(after) == wanted(data, doing, path, value)
    lines = text.splitlines(keepends=True)
    stay = set(untouched(lines, after.splitlines(keepends=True)))
    changed = [number for number in range(len(lines)) if number not in stay]
    assert len(changed) <= 1 or changed[-1] - changed[0] <= _height(text, path)


def _height(text: str, path: tuple[str | int, ...]) -> int:
    """Over how many lines the value at ``path`` is written, or what has nothing else."""
    node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    heights: list[int] = []
    for part in path:
        entries = dict(enumerate(node.value))
        if isinstance(part, str):
            entries = {key.value: value for key, value in node.value}
        if part not in entries:
            break
        lone = len(node.value) == 1
        node = entries[part]
        height = node.end_mark.line - node.start_mark.line + 1
        heights = [*heights, height] if lone else [height]
    return max(heights, default=1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("title: [a\n", "it is not valid YAML"),
        ("title: a\ntitle: b\n", "it is not valid YAML"),
        ("title: &a b\nsummary: *a\n", "it is not valid YAML"),
        ("", "it is not valid YAML"),
        ("title: a\x00\n", "it is not valid YAML"),
    ],
)
def test_what_is_not_sound_is_refused(text: str, why: str) -> None:
    with pytest.raises(EditRefused, match=why) as refused:
        edited(text)
    assert refused.value.diagnostics


def test_nobody_gets_a_text_that_would_say_something_else() -> None:
    file = edited("title: a\n")
    file.put(("title",), "a line\u2028and another")
    with pytest.raises(EditRefused):
        file.content()
    with pytest.raises(EditRefused, match="nothing would be left"):
        edited("title: a\n").remove(("title",))


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("quotes:\n", ("quotes",), "quotes:\n  - id: a\n"),
        ("quotes: []  # none yet\n", ("quotes",), "quotes:  # none yet\n  - id: a\n"),
        ("quotes: # none\n\ntitle: x\n", ("quotes",), "quotes: # none\n  - id: a\n\ntitle: x\n"),
        ("quotes:\n  id: b\n  # c\n  text: |\n    d\n\ntitle: x\n", ("quotes",),
         "quotes:\n  - id: b\n    # c\n    text: |\n      d\n  - id: a\n\ntitle: x\n"),
        ("quotes: {id: b}\n", ("quotes",), "quotes: [{id: b}, {id: a}]\n"),
        ("quotes:\n-   id: b\n    text: x", ("quotes",),
         "quotes:\n-   id: b\n    text: x\n-   id: a"),
        ("{title: x, accept: [y]}\n", ("quotes",), "{title: x, quotes: [{id: a}], accept: [y]}\n"),
    ],
)  # fmt: skip
def test_a_list_is_begun_where_there_is_none(
    before: str, path: tuple[str | int, ...], after: str
) -> None:
    file = edited(before)
    file.append(path, {"id": "a"})
    assert file.content().decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: a\nsource:\n  publisher: b\n  # ? the date\n", "quotes:\n  - id: q\n"),
        ("title: a\nsource:\n  publisher: b  # c\n\n    # ? the date\n", "quotes:\n  - id: q\n"),
        ("title: a\nquotes:\n  - id: x\n    # ? who\n", "  - id: q\n"),
    ],
)
def test_a_comment_stays_with_what_it_is_about(before: str, after: str) -> None:
    file = YamlInPlace(Path("articles/a.yml"), f"{before}\n# end\n".encode(), lambda _: ())
    file.append(("quotes",), {"id": "q"})
    assert file.content().decode() == f"{before}{after}\n# end\n"
