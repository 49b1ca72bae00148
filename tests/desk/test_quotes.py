"""Quotes: what they inherit, which of them are one utterance, and what is counted."""

# ruff: noqa: E501 - records as they are in a file
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.captures.lock import LockLine
from onrecord.desk.quotes import link_quotes

from .desks import article, good_desk, harbour


def _quote(name: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "text": "We want more.", "speaker": "brandt", "form": "direct"} | fields


def test_a_quote_inherits_key_by_key(tmp_path: Path) -> None:
    files = {
        "articles/news.yml": article(
            event="talks",
            defaults={"form": "direct", "basis": "on_record", "translation": {"by": "host"}},
            speakers={"brandt": {"basis": "document", "translation": {"relay": "pt"}}},
            quotes=[
                {"id": "one", "text": "More.", "speaker": "brandt"},
                {"id": "two", "text": "No.", "speaker": "rivera", "said": {"place": "The gate"}},
                {"id": "three", "text": "Hm.", "speaker": "rivera", "said": {"date": "unknown"}},
            ],
        )
    }
    desk = good_desk(harbour(tmp_path, files))
    one, two, three = (desk.quotes[f"news#{name}"] for name in ("one", "two", "three"))

    assert one.record.basis == "document"
    assert one.record.translation is not None
    assert (one.record.translation.by, one.record.translation.relay) == ("host", "pt")
    assert two.record.basis == "on_record"
    assert (str(two.date), two.place) == ("2031-05-02", "The gate")
    assert (str(three.date), three.place) == ("unknown", None)
    assert one.occasion.key == "talks"


def test_the_day_of_publication_is_never_the_day_it_was_said(tmp_path: Path) -> None:
    desk = good_desk(harbour(tmp_path, {"articles/news.yml": article(quotes=[_quote("one")])}))

    assert str(desk.quotes["news#one"].date) == "unknown"


def test_same_as_groups_utterances_across_articles(tmp_path: Path) -> None:
    files = {
        "articles/a.yml": article(quotes=[_quote("one"), _quote("other")]),
        "articles/b.yml": article(quotes=[_quote("two", same_as="a#one")]),
        "articles/c.yml": article(
            quotes=[_quote("three", same_as=[{"quote": "b#two", "differs": "one word"}])]
        ),
    }
    desk = good_desk(harbour(tmp_path, files))

    group = {desk.quotes[name].utterance for name in ("a#one", "b#two", "c#three")}
    assert group == {"a#one"}
    assert [quote.reference for quote in desk.versions["a#one"]] == ["a#one", "b#two", "c#three"]
    assert desk.index["brandt"].utterances == 2


@pytest.mark.parametrize(
    ("fields", "counted"),
    [
        ({}, 1),
        ({"state": "corrected"}, 1),
        ({"state": "disputed"}, 1),
        ({"form": "indirect", "gist": "that more is wanted"}, 1),
        ({"state": "retracted"}, 0),
        ({"state": "misattributed"}, 0),
        ({"quoting": "rivera"}, 0),
        ({"speaker": "unknown"}, 0),
    ],
)
def test_what_counts_as_an_utterance(fields: dict[str, str], counted: int, tmp_path: Path) -> None:
    files = {"articles/news.yml": article(quotes=[_quote("one", **fields)])}
    desk = good_desk(harbour(tmp_path, files))

    assert desk.index["brandt"].utterances == counted
    assert desk.index["rivera"].utterances == 0


def test_words_of_those_who_speak_for_an_actor_are_counted_apart(tmp_path: Path) -> None:
    quotes = [
        _quote("own", speaker="port-authority"),
        _quote("director", speaker="rivera"),
        _quote("in-time", speaker="okafor", said={"date": "2031-05-03"}),
        _quote("too-late", speaker="okafor", said={"date": "2031-05-04"}),
    ]
    desk = good_desk(harbour(tmp_path, {"articles/news.yml": article(quotes=quotes)}))
    authority = desk.index["port-authority"]

    assert (authority.utterances, authority.utterances_for_it) == (1, 2)
    assert str(desk.index["okafor"].last_heard) == "2031-05-04"


def test_words_to_a_body_are_not_the_words_of_the_body(tmp_path: Path) -> None:
    """A member of it asks it for something, denies what it says, or speaks to it."""
    names = ("asks", "answers", "accuses", "to-it", "for-it")
    rows = {
        "quotes": [_quote(it, speaker="rivera", text=f"We want {it}.") for it in names],
        "demands": [{"demand": "for-director", "act": "stated", "by": "rivera", "quote": "asks"}],
        "responses": [
            {"demand": "of-port", "by": "rivera", "response": "rejected", "quote": "answers"}
        ],
        "claims": [{"claim": "late", "act": "asserted", "by": "rivera", "quote": "accuses"}],
    }
    rows["quotes"][3]["to"] = "port-authority"
    asked = {"topic": "pay", "action": "do", "strength": "demand"}
    files = {
        "articles/news.yml": article(**rows),
        "demands/for-director.yml": {"title": "Pay him", "by": "rivera", "to": "port-authority", **asked},
        "demands/of-port.yml": {"title": "Work", "by": "port-authority", "to": "rivera", **asked},
        "claims/late.yml": {"text": "It is late.", "by": "rivera", "against": "port-authority", "kind": "accusation"},
    }  # fmt: skip
    desk = good_desk(harbour(tmp_path, files))
    spoken = desk.index["port-authority"].spoken_by_others

    assert [it.record.id for it in spoken if it.article_id == "news"] == ["for-it"]


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({"a": 90, "b": 10, "c": 50}, ["b", "c", "a"]),
        # Where one of them was not found, nothing tells where it is.
        ({"a": 90, "b": 10}, ["a", "b", "c"]),
    ],
)
def test_quotes_are_in_the_order_of_their_source_as_far_as_the_lock_knows_it(
    tmp_path: Path, places: dict[str, int], order: list[str]
) -> None:
    rows = article(quotes=[_quote(name, text=f"We want {name}.") for name in "abc"])
    content = harbour(tmp_path, {"articles/news.yml": rows})
    records = good_desk(content)
    lines = {
        name: LockLine(
            quote=name, verdict="exact", flags=(), words="0" * 64, capture="0" * 64,
            spans=((at, at + 9),), prefix="", suffix="", on=date(2031, 5, 5),
        )
        for name, at in ((f"news#{key}", at) for key, at in places.items())
    }  # fmt: skip
    quotes = link_quotes(records.articles, records.events, lines).values()
    found = sorted((q for q in quotes if q.article_id == "news"), key=lambda q: q.order)
    assert [quote.record.id for quote in found] == order
