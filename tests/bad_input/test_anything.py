"""Whatever a file holds, reading it gives records or diagnostics and never an exception."""

import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.diagnostics import CODES, as_text
from onrecord.reading import YamlText, parse, read_yaml_text
from onrecord.records import Actor, Article, Demand, Event
from onrecord.records.record_from_nodes import build_partly, make_record
from onrecord.records.record_nodes import inherit

KEYS = ["title", "source", "quotes", "defaults", "speakers", "id", "form", "said", "event", "name"]
PIECES = st.one_of(
    st.sampled_from(
        [": ", "- ", "\n", "\n  ", "\n\t", "'", '"', "[", "]", "{", "}", ",", "#", "?"]
    ),
    st.sampled_from(
        ["&a", "*a", "!t", "|", ">-", "---\n", "...\n", "%", "<<", "@", "\\", "\r", "~"]
    ),
    st.sampled_from(KEYS),
    st.text(max_size=4),
)
YAMLISH = st.lists(PIECES, max_size=40).map("".join)
LEAVES = st.one_of(st.text(max_size=8), st.sampled_from(["direct", "2031", "unknown", "a", ""]))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=4)), inner, max_size=5),
    ),
    max_leaves=25,
)
MODELS: list[Any] = [Article, Actor, Demand, Event]


def check(source: YamlText, loader: type[Any]) -> None:
    root, faults = parse(source, loader)
    if root is None:
        assert faults
    else:
        for model in MODELS:
            faults = faults + make_record(model, inherit(root), source)[1]
            if partial := build_partly(model, inherit(root), source):
                faults = faults + partial.faults
    lines = source.text.count("\n") + 1
    for fault in faults:
        assert fault.code in CODES
        assert 1 <= fault.line <= lines + 1
        assert fault.column >= 1
        assert fault.message.isprintable(), fault.message
        as_text(fault)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yml"
        path.write_bytes(data)
        source, faults = read_yaml_text(path)
        if source is None:
            assert faults
        else:
            check(source, yaml.SafeLoader)


@given(YAMLISH)
def test_any_text(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yml"
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        source, _ = read_yaml_text(path)
        if source is not None:
            check(source, yaml.SafeLoader)
            if hasattr(yaml, "CSafeLoader"):
                check(source, yaml.CSafeLoader)


@settings(max_examples=75)
@given(TREES)
def test_any_shape(tree: object) -> None:
    """Trees that are sound YAML, and seldom what the fields expect."""
    text = yaml.safe_dump(tree, allow_unicode=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yml"
        path.write_text(text, encoding="utf-8", newline="")
        source, _ = read_yaml_text(path)
        assert source is not None
        check(source, yaml.SafeLoader)
