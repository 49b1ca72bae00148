"""From text to nodes: what is read, where it stands, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from onrecord.reading import Broken, Entry, Mapping, Node, Scalar, Sequence, Source, parse

LOADERS: list[type[Any]] = [yaml.SafeLoader]
if hasattr(yaml, "CSafeLoader"):
    LOADERS.append(yaml.CSafeLoader)

pytestmark = pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)


def read(text: str, loader: type[Any]) -> Node:
    root, faults = parse(Source("x.yml", text), loader)
    assert not faults
    assert root is not None
    return root


def said(text: str, loader: type[Any]) -> list[tuple[str, int, int]]:
    _, faults = parse(Source("x.yml", text), loader)
    return [(fault.code, fault.line, fault.column) for fault in faults]


def value(node: Node, *path: str) -> Node:
    for key in path:
        assert isinstance(node, Mapping)
        node = node.entries[key].value
    return node


def test_every_node_knows_its_place(loader: type[Any]) -> None:
    root = read("# strike\nname: Rivera\nroles: [chair, speaker]\nunion:\n  - id: 17\n", loader)
    assert root == Mapping(
        {
            "name": Entry(Scalar("name", 2, 1), Scalar("Rivera", 2, 7)),
            "roles": Entry(
                Scalar("roles", 3, 1),
                Sequence((Scalar("chair", 3, 9), Scalar("speaker", 3, 16)), 3, 8),
            ),
            "union": Entry(
                Scalar("union", 4, 1),
                Sequence(
                    (Mapping({"id": Entry(Scalar("id", 5, 5), Scalar("17", 5, 9))}, 5, 5),), 5, 3
                ),
            ),
        },
        2,
        1,
    )


def test_columns_count_characters_not_bytes(loader: type[Any]) -> None:
    root = read("{é: 'ß', 🛳: 🛳🛳, z: x}\n", loader)
    assert isinstance(root, Mapping)
    assert [entry.key.column for entry in root.entries.values()] == [2, 10, 17]
    assert [entry.value.column for entry in root.entries.values()] == [5, 13, 20]


@pytest.mark.parametrize("text", ["no", "12:30", "null", "~", "017", "1e3", "2031-05-02", "0x1F"])
def test_a_plain_value_is_its_text(text: str, loader: type[Any]) -> None:
    assert value(read(f"key: {text}\n", loader), "key") == Scalar(text, 1, 6)


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
    assert isinstance(scalar, Scalar)
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
    root, _ = parse(Source("x.yml", "name:\nkind: person\n"), loader)
    assert root is not None
    assert isinstance(value(root, "name"), Broken)
    assert value(root, "kind") == Scalar("person", 2, 7)


def test_a_syntax_error_ends_a_file(loader: type[Any]) -> None:
    root, faults = parse(Source("x.yml", "a:\nb: [1\nc:\n"), loader)
    assert root is None
    assert [fault.code for fault in faults] == ["no-value", "yaml-syntax"]


def test_an_opening_mark_is_pointed_at_not_the_end_of_the_file(loader: type[Any]) -> None:
    assert said("a: 1\nb: 'it\n" + "c: 1\n" * 99, loader) == [("yaml-syntax", 2, 4)]


@pytest.mark.parametrize("text", ["a: b\n\tc: d\n", "a:\n\t- b\n", "\ta: b\n"])
def test_a_tab_is_named(text: str, loader: type[Any]) -> None:
    _, (fault,) = parse(Source("x.yml", text), loader)
    assert fault.message == "a tab stands where only spaces may indent"


def test_no_message_speaks_like_a_parser(loader: type[Any]) -> None:
    texts = ["a: [", "a: {", "a: b: c", "a: @", "a: *", "a: &", "a: !<", "- a\nb", "a:\n b\n- c"]
    for text in texts:
        _, faults = parse(Source("x.yml", text), loader)
        assert faults, text
        for word in ("token", "node", "flow", "block", "scalar", "expected", "context"):
            assert word not in faults[-1].message, text


def test_only_so_many_faults_are_listed(loader: type[Any]) -> None:
    _, faults = parse(Source("x.yml", "[" + "'', " * 1000 + "]"), loader)
    assert len(faults) == 50
    assert faults[-1].hint == "this file has more faults than are listed"


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
