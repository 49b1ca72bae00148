"""From text to nodes: what is read, where it stands, and what is refused."""

import re
from typing import Any

import pytest
import yaml

from onrecord.reading import (
    BrokenNode,
    MappingEntry,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    YamlText,
    parse,
)

LOADERS: list[type[Any]] = [yaml.SafeLoader]
if hasattr(yaml, "CSafeLoader"):
    LOADERS.append(yaml.CSafeLoader)

pytestmark = pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)


def read(text: str, loader: type[Any]) -> Node:
    root, faults = parse(YamlText("x.yml", text), loader)
    assert not faults
    assert root is not None
    return root


def said(text: str, loader: type[Any]) -> list[tuple[str, int, int]]:
    _, faults = parse(YamlText("x.yml", text), loader)
    return [(fault.code, fault.line, fault.column) for fault in faults]


def value(node: Node, *path: str) -> Node:
    for key in path:
        assert isinstance(node, MappingNode)
        node = node.entries[key].value
    return node


def test_every_node_knows_its_place(loader: type[Any]) -> None:
    root = read("# strike\nname: Rivera\nroles: [chair, speaker]\nunion:\n  - id: 17\n", loader)
    assert root == MappingNode(
        {
            "name": MappingEntry(ScalarNode("name", 2, 1), ScalarNode("Rivera", 2, 7)),
            "roles": MappingEntry(
                ScalarNode("roles", 3, 1),
                SequenceNode((ScalarNode("chair", 3, 9), ScalarNode("speaker", 3, 16)), 3, 8),
            ),
            "union": MappingEntry(
                ScalarNode("union", 4, 1),
                SequenceNode(
                    (
                        MappingNode(
                            {"id": MappingEntry(ScalarNode("id", 5, 5), ScalarNode("17", 5, 9))},
                            5,
                            5,
                        ),
                    ),
                    5,
                    3,
                ),
            ),
        },
        2,
        1,
    )


def test_columns_count_characters_not_bytes(loader: type[Any]) -> None:
    root = read("{é: 'ß', 🛳: 🛳🛳, z: x}\n", loader)
    assert isinstance(root, MappingNode)
    assert [entry.key.column for entry in root.entries.values()] == [2, 10, 17]
    assert [entry.value.column for entry in root.entries.values()] == [5, 13, 20]


@pytest.mark.parametrize("text", ["no", "12:30", "null", "~", "017", "1e3", "2031-05-02", "0x1F"])
def test_a_plain_value_is_its_text(text: str, loader: type[Any]) -> None:
    assert value(read(f"key: {text}\n", loader), "key") == ScalarNode(text, 1, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("key: |\n  one\n  two\n\n", "one\ntwo"),
        ("key: |+\n  one\n\n\n", "one"),
        ("key: >-\n  one\n  two\n", "one two"),
        ("key: 'it''s'\n", "it's"),
        ('key: "one\\ntwo"\n', "one\ntwo"),
        ("key: one\n  two\n", "one two"),
    ],
)
def test_the_styles_of_a_text(text: str, expected: str, loader: type[Any]) -> None:
    scalar = value(read(text, loader), "key")
    assert isinstance(scalar, ScalarNode)
    assert scalar.text == expected


def test_all_faults_of_a_file_at_once(loader: type[Any]) -> None:
    text = "a: &x 1\nb: *x\na: 2\nc: !!str x\nd:\ne: []\nf: {}\ng: [x, '']\n<<: {h: 1}\n"
    assert said(text, loader) == [
        ("alias", 1, 4),
        ("alias", 2, 4),
        ("duplicate-key", 3, 1),
        ("tag", 4, 4),
        ("no-value", 5, 1),
        ("no-value", 6, 1),
        ("no-value", 7, 1),
        ("no-value", 8, 8),
        ("alias", 9, 1),
    ]


def test_a_value_with_a_fault_is_broken_and_its_neighbours_are_read(loader: type[Any]) -> None:
    root, _ = parse(YamlText("x.yml", "name:\nkind: person\n"), loader)
    assert root is not None
    assert isinstance(value(root, "name"), BrokenNode)
    assert value(root, "kind") == ScalarNode("person", 2, 7)


# An article whose second field of a quote is to be spoilt, with what is sound around it.
AROUND = """\
title: Strike
quotes:
  - id: walkout
    {}
    speaker: rivera
  - id: return
    text: We are back.
note: ours
"""


@pytest.mark.parametrize(
    ("field", "column", "message"),
    [
        ("text: 'We stop", 11, "this quotation mark is never closed"),
        ("text: 'We' stop", 16, "this follows a value that has already ended"),
        ("text: [We stop", 11, "this [ is not closed, or a comma is missing between its items"),
        ("text: We said: stop", 18, "this value contains a second ': ', or the line above is"),
        ("text: *We* stop", 14, "a * here would be an alias, which is not allowed"),
        ("text: @us stop", 11, "a text without quotes cannot begin like this"),
        ("text: - We stop", 11, "a list cannot begin here"),
        ("text: | We stop", 13, "only a line break may follow | or >"),
        ("We stop", 5, "this line has no ': '"),
        ("  text: We stop", 7, "this line is indented further than the key above it"),
        (" text: We stop", 6, "this line is indented further than the key above it"),
        ("\ttext: We stop", 5, "this line is indented with a tab; only spaces may indent"),
        ("text #1: We stop", 10, "the text after this # is ignored"),
        ("text: {de: Wir #1, en: We}", 20, "the text after this # is ignored"),
    ],
)
def test_an_entry_that_is_no_yaml_hides_nothing_around_it(
    field: str, column: int, message: str, loader: type[Any]
) -> None:
    root, (fault,) = parse(YamlText("x.yml", AROUND.format(field)), loader)
    assert fault.message.startswith(message)
    assert (fault.line, fault.column) == (4, column)
    quotes = value(root, "quotes") if root else None
    assert isinstance(quotes, SequenceNode)
    assert value(quotes.items[0], "id") == ScalarNode("walkout", 3, 9)
    assert value(quotes.items[0], "speaker") == ScalarNode("rivera", 5, 14)
    assert value(quotes.items[1], "text") == ScalarNode("We are back.", 7, 11)
    assert root is not None
    assert value(root, "note") == ScalarNode("ours", 8, 7)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (AROUND.format("text:We stop"), [(4, 10)]),
        (AROUND.format("text = We stop"), [(4, 10)]),
        (AROUND.format("text\uff1aWe stop"), [(4, 9)]),
        (AROUND.format("text; We stop"), [(4, 9)]),
        (AROUND.format("text: We stop").replace("    text", "text", 1), [(4, 1)]),
        (AROUND.format("text: We stop").replace("    text: We stop", "  text: We stop"), [(4, 1)]),
        (AROUND.format("text: We stop").replace("- id:", "-id:"), [(3, 4), (6, 4)]),
        (AROUND.format("text: We stop").replace("- id:", "\u2013 id:"), [(3, 3), (6, 3)]),
        (AROUND.format("text: We stop").replace("- id:", "\u2022 id:", 1), [(3, 3)]),
        (AROUND.format("text: We stop").replace("- id: ", "- id:", 1), [(3, 8)]),
        (AROUND.format("text: We stop").replace("title: ", "title:"), [(1, 7)]),
        (AROUND.format("text:We stop").replace("title: ", "title:"), [(1, 7), (4, 10)]),
        (AROUND.format("text: We stop").replace("note: ", "note:"), [(8, 6)]),
    ],
)
def test_a_slip_is_told_and_the_file_is_read_as_it_was_meant(
    text: str, places: list[tuple[int, int]], loader: type[Any]
) -> None:
    root, faults = parse(YamlText("x.yml", text), loader)
    assert [(fault.line, fault.column) for fault in faults] == places
    quotes = value(root, "quotes") if root else None
    assert isinstance(quotes, SequenceNode)
    walkout, returned = quotes.items
    for key, meant in (("id", "walkout"), ("text", "We stop"), ("speaker", "rivera")):
        scalar = value(walkout, key)
        assert isinstance(scalar, ScalarNode)
        assert scalar.text == meant
    assert isinstance(returned, MappingNode)
    assert list(returned.entries) == ["id", "text"]


@pytest.mark.parametrize(
    "text",
    [
        "note: at 10:30 the pier:closed\n",
        "note: it said\n  pier:closed to all\n",
        "note:\n  \u2013 We stop.\n  \u2013 You do not.\n",
        "note: |\n  -one\n  title:two\n  \u2013 three\n",
        "to:\n  - union\n  - -5 degrees\n",
        "note: '-x'\n",
        "links:\n  - https://port.example/a\n",
        "{'https://port.example/a': b, c: 'd:e'}\n",
    ],
)
def test_what_looks_like_a_slip_and_is_none(text: str, loader: type[Any]) -> None:
    assert said(text, loader) == []


def test_the_items_of_a_list_without_their_spaces(loader: type[Any]) -> None:
    root, faults = parse(YamlText("x.yml", "to:\n  -union\n  -port\nkind:x\n"), loader)
    assert [(fault.line, fault.column) for fault in faults] == [(2, 4), (3, 4), (4, 6)]
    assert root is not None
    assert isinstance(value(root, "to"), SequenceNode)


def test_a_slip_within_braces(loader: type[Any]) -> None:
    root, (fault,) = parse(YamlText("x.yml", "source: {publisher:Post, language: en}\n"), loader)
    assert (fault.line, fault.column) == (1, 20)
    assert root is not None
    assert value(root, "source", "publisher") == ScalarNode("Post", 1, 21)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("to: {union, port}\n", "{ } needs keys with values", "write a list in [ ]"),
        ("- demand: pay, by: union}\n", "this line has a } without its {", "add the {"),
        ("a: {b: c}}\n", "this line has a } without its {", "add the {"),
        ("a: {b: c]\n", "this ] cannot close a {", "write }"),
        ("a: [b,, c]\n", "this comma has nothing before it", "delete it"),
        ("a: ? b\n", "a text without quotes cannot begin", "put the whole value in quotes"),
        (
            "a: 'It's late'\n",
            "this ' ends the text that a ' began",
            'write it twice, or put the whole text in "…"',
        ),
        (
            'a: "a "b" c"\n',
            'this " ends the text that a " began',
            'write \\" for it, or put the whole text in',
        ),
        (
            "a:\n  - b: c\n d: e\n",
            "this line is indented like neither",
            "start it in column 1 or 5",
        ),
        (
            "a: {b: 'The port's end', c: d}\n",
            "this ' ends the text that a ' began",
            "write it twice",
        ),
        (
            "a: 'Ten' is said, not more\n",
            "this follows a value that has already ended",
            "put the whole value in quotes",
        ),
        (
            "a:\n  - b: c\n    b: d\n",
            "the key 'b' is repeated (first on line 2)",
            "if a new row begins there, put `-` in column 3 of line 3; else keep one of the two",
        ),
        (
            "a:\n  b: c\n  b: d\n",
            "the key 'b' is repeated (first on line 2)",
            "keep one of the two",
        ),
        (
            "a: b\n=======\nc: d\n",
            "this file has markers of an unfinished git merge",
            "keep one of the two",
        ),
    ],
)
def test_what_is_said_of_other_slips(text: str, message: str, hint: str, loader: type[Any]) -> None:
    _, (fault,) = parse(YamlText("x.yml", text), loader)
    assert fault.message.startswith(message)
    assert fault.hint.startswith(hint)


@pytest.mark.parametrize(
    "text",
    [
        "q:\n  - id: a\n    text: x\n    id: b\n    text: y\n",
        "q:\n  - id: a\n    text: x\n    text: y\n    id: b\n",
        "q:\r\n  - id: a\r\n    text: x\r\n    id: b\r\n    text: y\r\n",
        "q:\n    id: a\n    text: x\n    id: b\n    text: y\n",
        "q:\n    id: a\n    text: x\n\n  - id: b\n    text: y\n",
        "q:\n  id: a\n    text: x\n  - id: b\n    text: y\n",
        "q:\n  - id: a\n    text: x\n  id: b\n    text: y\n",
        "q:\n  - {id: a, text: x}\n    {id: b, text: y}\n",
    ],
)
def test_a_row_without_its_dash_is_whole_once_the_hint_is_followed(
    text: str, loader: type[Any]
) -> None:
    _, faults = parse(YamlText("x.yml", text.replace("\r", "")), loader)
    lines = text.splitlines()
    if found := re.search(r"column (\d+)(?: of \D+(\d+)(?: and (\d+))?)?", faults[0].hint):
        column, *numbers = (int(it) for it in found.groups() if it)
        for number in numbers or [faults[0].line]:
            line = lines[number - 1]
            lines[number - 1] = f"{line[: column - 1]}-{line[column:]}"
    else:
        assert faults[0].hint == "type - and a space there"
        line, column = lines[faults[0].line - 1], faults[0].column - 1
        lines[faults[0].line - 1] = f"{line[:column]}- {line[column:]}"
    root, faults = parse(YamlText("x.yml", "\n".join(lines)), loader)
    assert faults == []
    assert isinstance(root, MappingNode)
    rows = root.entries["q"].value
    assert isinstance(rows, SequenceNode)
    assert [[*row.entries] for row in rows.items if isinstance(row, MappingNode)] in (
        [["id", "text"], ["id", "text"]],
        [["id", "text"], ["text", "id"]],
    )


def test_lines_below_a_row_that_may_be_anything_are_no_rows_without_dashes(
    loader: type[Any],
) -> None:
    said = [
        parse(YamlText("x.yml", text), loader)[1][0].hint
        for text in (
            "q:\n  - a\n  b\n",
            "q:\n  a: x\n    b: y\nc: z\n",
            "q:\n  - a: x\n    b: y\n  c: z\n    d: z\n",
            "q:\n  - x\nq:\n  - y\n",
        )
    ]
    assert said == [
        "type `- ` before it if it is another item; else begin it two columns further on",
        "start it in column 3, or put the value above in quotes",
        "start it in column 5",
        "move its rows up to those of line 1, and delete this key",
    ]


def test_several_entries_that_are_no_yaml_are_all_told(loader: type[Any]) -> None:
    text = "a: [1\nb: 2\nc: 'x\nd: 3\ne: y: z\nf:\n"
    root, faults = parse(YamlText("x.yml", text), loader)
    assert [(fault.code, fault.line) for fault in faults] == [
        ("yaml-syntax", 1),
        ("yaml-syntax", 3),
        ("yaml-syntax", 5),
        ("no-value", 6),
    ]
    assert root is not None
    assert (value(root, "b"), value(root, "d")) == (ScalarNode("2", 2, 4), ScalarNode("3", 4, 4))


def test_a_mark_that_closes_too_late_is_told_with_the_line_where_it_opens(
    loader: type[Any],
) -> None:
    text = "text: 'We stop\nnote: Rivera's own\nkind: person\n"
    root, (fault,) = parse(YamlText("x.yml", text), loader)
    assert fault.message == "this ends the text that begins on line 1"
    assert (fault.line, fault.column) == (2, 13)
    assert root is not None
    assert value(root, "note") == ScalarNode("Rivera's own", 2, 7)


def test_a_list_indented_too_far_is_no_longer_item(loader: type[Any]) -> None:
    text = "to:\n  - union\n    - port\n"
    _, (fault,) = parse(YamlText("x.yml", text), loader)
    assert (fault.line, fault.column) == (3, 5)
    assert fault.message.startswith("this line is indented further than the item above")
    assert said("to:\n  - We came,\n    and stayed\n", loader) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("said: {place: Pier 4, Aldmoor, date: 2031}", "a comma inside { } ends a value"),
        ("said: {place: Pier 4, old, Aldmoor}", "a comma inside { } ends a value"),
        ("said: {place: Pier 4, date: }", "write one, or delete the key"),
        ("said:\n  place:\n  date: 2031", "write one, or delete the key"),
        ("text: #1 in the harbour", "write the value before the #, which begins a comment"),
        ("text:\n  #1 in the harbour", "write the value before the #, which begins a comment"),
        ("- #1 in the harbour", "write the value before the #, which begins a comment"),
    ],
)
def test_why_a_key_has_no_value(text: str, hint: str, loader: type[Any]) -> None:
    _, (fault,) = parse(YamlText("x.yml", text), loader)
    assert fault.code == "no-value"
    assert fault.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("name:\u00a0Rivera\nkind: person\n", [(1, 6)]),
        ("name: Rivera\nkind:\u202fperson\n", [(2, 6)]),
        ("name\u00a0: Rivera\n", [(1, 5)]),
        ("roles:\n  -\u00a0title: Chair\n    of: union\n", [(2, 4)]),
        ("roles:\n  - title:\u00a0Chair\n    of: union\n", [(2, 11)]),
        ("roles:\n  - title: Chair\n\u00a0\u00a0\u00a0 of: union\n", [(3, 1)]),
        ("role: {title:\u00a0Chair, of:\u3000union}\n", [(1, 14), (1, 25)]),
        ("name: Rivera\n\u200bkind: person\n", [(2, 1)]),
        ("id: r\nname:\u200eRivera\nkind:\u00adperson\n", [(2, 6), (3, 6)]),
        ("roles:\n  - title: Chair\n\u00a0    of: union\n", [(3, 1)]),
        ("roles:\n  - title: Chair\n   \u200bof: union\n    from: 2031\n", [(3, 4)]),
        ("name: Ana\u00a0Rivera\nnote: '\u00a0- Il dit\u00a0: non'\n", []),
        ("note: |\n  name:\u00a0Rivera\n  \u00a0-\u00a0x\n", []),
        ("note: Il dit\n  ceci:\u00a0non\n", []),
        ("list:\n  - ceci:\u00a0non\n", []),
    ],
)
def test_spaces_that_yaml_takes_for_letters(
    text: str, places: list[tuple[int, int]], loader: type[Any]
) -> None:
    root, faults = parse(YamlText("x.yml", text), loader)
    assert [(fault.line, fault.column) for fault in faults] == places
    assert {fault.code for fault in faults} <= {"no-break-space"}
    assert isinstance(root, MappingNode)
    assert all(key.isascii() and key.strip() == key for key in root.entries)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: Rivera\n<<<<<<< HEAD\nkind: person\n=======\nkind: grup\n>>>>>>> edit\n", 2),
        ("name: Rivera\nkind: person\n>>>>>>> edit\n", 3),
        ("<<<<<<< ours\na: 1\n||||||| base\na: 0\n=======\na: 2\n>>>>>>> theirs\n", 1),
        ("name: Rivera\nnote: |\n  <<<<<<< HEAD\n  =======\n", 0),
        ("name: Rivera\nnote: see <<<<<<< HEAD\n", 0),
    ],
)
def test_a_merge_that_was_not_finished(text: str, line: int, loader: type[Any]) -> None:
    assert said(text, loader) == ([("merge-markers", line, 1)] if line else [])


def test_an_opening_mark_is_pointed_at_not_the_end_of_the_file(loader: type[Any]) -> None:
    assert said("a: 1\nb: 'it\n" + "c: 1\n", loader) == [("yaml-syntax", 2, 4)]


@pytest.mark.parametrize("text", ["a: b\n\tc: d\n", "a:\n\t- b\n", "\ta: b\n"])
def test_a_tab_is_named(text: str, loader: type[Any]) -> None:
    _, (fault,) = parse(YamlText("x.yml", text), loader)
    assert fault.message == "this line is indented with a tab; only spaces may indent"


def test_no_message_speaks_like_a_parser(loader: type[Any]) -> None:
    texts = ["a: [", "a: {", "a: b: c", "a: @", "a: *", "a: &", "a: !<", "- a\nb", "a:\n b\n- c"]
    for text in texts:
        _, faults = parse(YamlText("x.yml", text), loader)
        assert faults, text
        for word in ("token", "node", "flow", "block", "scalar", "expected", "context"):
            assert word not in faults[-1].message, text


def test_only_so_many_faults_are_listed(loader: type[Any]) -> None:
    typos = "".join(f"  - id: q{number}\n    text:No\n    form: direct\n" for number in range(60))
    for text in ("[" + "'', " * 1000 + "]", f"quotes:\n{typos}"):
        _, faults = parse(YamlText("x.yml", text), loader)
        assert len(faults) == 50
        assert faults[-1].hint == "this file has more problems than are listed"


def test_depth_is_bounded(loader: type[Any]) -> None:
    assert said("[" * 20 + "x" + "]" * 20, loader) == []
    assert said("[" * 21 + "x" + "]" * 21, loader) == [("too-deep", 1, 21)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 1500, (1, 21)),
        ("[" * 1500 + "]" * 1500, (1, 21)),
        ("{a: " * 1500, (1, 81)),
        ("- " * 1500 + "x", (1, 41)),
        ("? " * 1500 + "x", (1, 41)),
        ("".join(f"{' ' * depth}a:\n" for depth in range(1500)), (21, 21)),
        ("name: Rivera\nroles: " + "[" * 1500, (2, 27)),
    ],
    ids=["unclosed lists", "lists", "mappings", "dashes", "question marks", "blocks", "a value"],
)
def test_a_limit_of_the_parser_is_never_met_before_ours(
    text: str, place: tuple[int, int], loader: type[Any]
) -> None:
    assert said(text, loader) == [("too-deep", *place)]
