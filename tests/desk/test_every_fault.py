"""No fault hides another: whatever else is wrong with a file, its wrong names show too."""

import copy
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fast_yaml import yaml_of

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

OTHERS = {
    "actors/union.yml": "name: Union\nkind: organisation\n",
    "actors/port.yml": "name: Port\nkind: organisation\n",
    "actors/coast.yml": "name: Coast\nkind: organisation\n",
    "actors/quay.yml": "name: Quay\nkind: organisation\n",
    "topics.yml": "pay: {name: Pay}\n",
    "claims/hid-report.yml": "text: It hid a report.\nby: union\nagainst: port\nkind: fact\n",
    "demands/pay-rise.yml": (
        "title: Pay more\nby: union\nto: port\ntopic: pay\naction: do\nstrength: demand\n"
    ),
}
# A sound article, but that nobody is called `nobody`.
ARTICLE: dict[str, Any] = {
    "title": "News",
    "summary": "A rally, and an answer to it.",
    "source": {"publisher": "Gazette", "published": "2031-05-09", "url": "https://gazette.example"},
    "event": {"name": "Rally", "date": "2031-05-08"},
    "defaults": {"basis": "on_record", "about": ["pay"]},
    "speakers": {"union": {"speaking_as": "Secretary"}},
    "mentions": ["coast", "nobody", "quay"],
    "quotes": [
        {"id": "rise", "text": ["A rise", "now"], "speaker": "union", "form": "direct"},
        {"id": "no", "text": "It said no.", "gist": "No.", "speaker": "port", "form": "indirect"},
        {"id": "talks", "text": "talks", "form": "scare"},
        {
            "id": "gone",
            "state": "withheld",
            "speaker": "port",
            "form": "direct",
            "note": "Asked to.",
        },
        {"id": "rise-too", "text": "Rise", "speaker": "union", "form": "direct", "same_as": "rise"},
    ],
    "demands": [{"demand": ["pay-rise"], "act": "stated", "by": ["union"], "quote": "rise"}],
    "responses": [{"demand": "pay-rise", "by": "port", "response": "rejected", "quote": "no"}],
    "claims": [{"claim": "hid-report", "act": "asserted", "by": "union", "quote": "rise"}],
    "corrections": [
        {"date": "2031-05-10", "item": "no", "field": "text", "kind": "wording", "whose": "desk"}
    ],
}
KNOWN = "there is no actor 'nobody'"
# What can be said of one value by itself.
OWN = {
    "bad-date",
    "bad-id",
    "bad-value",
    "line-break",
    "missing-key",
    "no-value",
    "unknown-key",
    "wrong-shape",
}

Path_ = tuple[str | int, ...]


def paths(data: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Every place below the top, but those that hold the known fault."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        path = (*at, key)
        if path == ("mentions", 1):
            continue
        if path != ("mentions",):
            yield path
        if isinstance(value, dict | list):
            yield from paths(value, path)


WRONG = ["Not An Id", "31/02/2031", "two\nlines", "x#y#z"]
BAD = st.one_of(
    st.just(""),  # no value
    st.sampled_from(WRONG),
    st.sampled_from([[], {}, [["x"]], {"no-such": "key"}, [""]]),
)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[dict[str, Any], list[tuple[Path_, str]]]:
    """The article with up to three places spoilt, and which."""
    article = copy.deepcopy(ARTICLE)
    done: list[tuple[Path_, str]] = []
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(sorted(paths(article), key=repr)))
        parent: Any = article
        for part in path[:-1]:
            parent = parent[part]
        key: Any = path[-1]
        how = draw(st.sampled_from(["value", "value", "misspelt", "added"]))
        if how == "misspelt" and isinstance(parent, dict) and path[:-1] != ("speakers",):
            parent[f"{key}x"] = parent.pop(key)
        elif how == "added" and isinstance(parent, dict) and path[:-1] != ("speakers",):
            parent["qqq"] = "x"
        else:
            parent[key] = copy.deepcopy(draw(BAD))  # YAML would write an alias
        done.append((path, how))
    return article, done


@settings(max_examples=75)
@given(spoilt())
def test_a_fault_of_a_value_hides_no_other_and_brings_no_other(
    made: tuple[dict[str, Any], list[tuple[Path_, str]]],
) -> None:
    article, _ = made
    text = yaml_of(article)
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder)
        for name, other in {**OTHERS, "articles/news.yml": text}.items():
            (content / name).parent.mkdir(exist_ok=True)
            (content / name).write_text(other)
        diagnostics = load_desk(Settings(content)).diagnostics
    line = 1 + next(at for at, row in enumerate(text.splitlines()) if row == "- nobody")
    found = [diagnostic for diagnostic in diagnostics if diagnostic.message == KNOWN]
    assert [(diagnostic.line, diagnostic.column) for diagnostic in found] == [(line, 3)]
    second = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.code not in OWN and diagnostic not in found
    ]
    # What is no id leads to none: that is said of it where it stands. A file that withholds words
    # shows no line.
    lines = text.splitlines()
    second = [
        diagnostic
        for diagnostic in second
        if not any(wrong in diagnostic.message + lines[diagnostic.line - 1] for wrong in WRONG)
    ]
    assert second == []
