"""What the page asks for is done whole, or refused before anything is written."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.annotate.actions import PageActions
from onrecord.annotate.server import RequestRefused
from onrecord.diagnostics import OnrecordError

from .conftest import ARTICLE, SOURCE, DeskFolder

AT = SOURCE.index("Nobody")
QUOTE: dict[str, Any] = {
    "span": [AT + 1, AT + 20],  # the ship before it is two units of a browser
    "parts": [],
    "form": "direct",
    "speaker": None,
    "new_actor": {"name": "Zed Zee", "kind": "person"},
}


def add(desk: DeskFolder, **changed: Any) -> dict[str, Any]:
    actions = PageActions(desk.workspace())
    base = actions.open({"id": "strike"})["digest"]
    return actions.quote({"id": "strike", "base": base, "quote": {**QUOTE, **changed}})


def test_a_quote_comes_with_its_speaker(desk: DeskFolder) -> None:
    assert add(desk)["added"] == "nobody-asked"
    assert "text: Nobody has asked us\n" in desk.file.read_text()
    assert (desk.folder / "content/actors/zed-zee.yml").exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"quote_id": "another-week"},
        {"quote_id": "A b"},
        {"quote_id": "con"},
        {"form": "bogus"},
        {"form": "indirect", "gist": " "},
        {"links": [{"list": "title", "id": "pay-the-wages", "act": "stated"}]},
        {"links": [{"list": "demands", "id": "pay-the-wages", "act": "bogus"}]},
        {"links": [{"list": "demands", "id": "nobody-asked", "act": "stated"}]},
        {"new_actor": {"name": "Mia Brandt", "kind": "person"}},
        {"new_actor": {"name": "Zed\nZee: x", "kind": "ship"}},
        {"new_actor": {"name": "\u202eZed", "kind": "person"}},
        {"new_actor": None, "speaker": "zed-zee"},
        {"span": [0, 10_000]},
        {"span": ["0", 5]},
        {"parts": "all"},
    ],
)
def test_what_no_record_may_have_is_refused_and_nothing_is_written(
    desk: DeskFolder, changed: dict[str, Any]
) -> None:
    with pytest.raises((OnrecordError, RequestRefused)):
        add(desk, **changed)
    assert desk.file.read_text() == ARTICLE
    assert not (desk.folder / "content/actors/zed-zee.yml").exists()
