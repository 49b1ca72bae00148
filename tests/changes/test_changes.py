"""Where changes stand, how many they are, what verdicts came to, what is never told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field
from tests.desk.desks import harbour
from tests.pages.rendering import Site
from tests.views.strike import FILES

from onrecord.changes.changed_records import addresses, changed_record
from onrecord.changes.changes import Changes, Count
from onrecord.changes.compare import compare
from onrecord.changes.compared_fields import Comparison
from onrecord.changes.compared_states import Side, State
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import Demand
from onrecord.records.fields import ActorId, Line, Many

from .table import GONE, edited, state

Compare = Callable[[dict[str, Any]], Changes]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> State:
    return state(harbour(tmp_path_factory.mktemp("base"), FILES))


@pytest.fixture
def after_edit(base: State, tmp_path: Path) -> Compare:
    """The changes that an edit of the base makes."""

    def run(edit: dict[str, Any]) -> Changes:
        return compare(base, state(edited(base.settings.content, edit, tmp_path / "after")))

    return run


def test_a_change_stands_where_the_value_is_written(after_edit: Compare, tmp_path: Path) -> None:
    edit = {"articles/rally": {"quotes.no-money.text": "There is no gold"}}
    change, missing = after_edit(edit).changes
    text = (tmp_path / "after/articles/rally.yml").read_text(encoding="utf-8").split("\n")
    assert change.spot is not None
    assert change.spot.file == Path("content/articles/rally.yml")
    assert text[change.spot.line - 1][change.spot.column - 1 :] == "There is no gold"
    assert missing.spot is not None
    assert missing.kind == "correction-missing"
    assert text[missing.spot.line - 1][missing.spot.column - 1 :] == "id: no-money"


def test_what_is_gone_stands_where_it_was(after_edit: Compare, base: State) -> None:
    change = next(
        change
        for change in after_edit({"articles/rally": {"quotes.shout": GONE}}).changes
        if change.kind == "quote-removed"
    )
    text = (base.settings.content / "articles/rally.yml").read_text(encoding="utf-8").split("\n")
    assert change.gone
    assert change.spot is not None
    assert text[change.spot.line - 1][change.spot.column - 1 :] == "id: shout"


def test_an_inherited_value_stands_where_it_is_written(after_edit: Compare, tmp_path: Path) -> None:
    changes = after_edit({"articles/rally": {"defaults.basis": "document"}}).changes
    lines = {change.spot.line for change in changes if change.spot}
    text = (tmp_path / "after/articles/rally.yml").read_text(encoding="utf-8").split("\n")
    assert {text[line - 1].strip() for line in lines} == {"basis: document"}
    assert len(changes) == 9  # every quote but the one that says its own


def test_a_record_counts_once_however_much_of_it_changed(after_edit: Compare) -> None:
    edit = {
        "articles/rally": {
            "quotes.no-money.text": "There is no gold",
            "quotes.no-money.speaker": "rivera",
            "quotes.shout": GONE,
        }
    }
    changes = after_edit(edit)
    assert changes.counts["quote"] == Count(added=0, removed=1, changed=1)
    assert "position" not in changes.counts  # it follows from others


def test_each_row_about_one_demand_counts_once(after_edit: Compare) -> None:
    again = {"demand": "pay-rise", "act": "stated", "by": "dock-union", "quote": "ten-percent"}
    edit = {
        "articles/rally": {
            "demands.0.date": "2031-05-01",
            "demands.0.note": "By loudspeaker.",
            "demands.+": {**again, "date": "2031-05-03"},
        },
        "articles/flash": {"demands": [{**again, "quote": "more-pay"}]},
    }
    assert after_edit(edit).counts["statement"] == Count(added=2, removed=0, changed=1)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("exact", "close", "quote-verdict-worsened"),
        ("exact", "stale", "quote-verdict-worsened"),
        ("not_checked", "absent", "quote-verdict-worsened"),
        ("not_checked", "exact", "quote-verdict-improved"),
        ("absent", "close", "quote-verdict-improved"),
        ("exact", "exact", None),
    ],
)
def test_verdicts(base: State, old: str, new: str, kind: str | None) -> None:
    def verdict(of_this: str) -> Callable[[QuoteEntry], str]:
        return lambda quote: of_this if quote.reference == "rally#no-money" else "exact"

    before, after = replace(base, verdict=verdict(old)), replace(base, verdict=verdict(new))
    changes = compare(before, after).changes
    assert [(change.kind, change.old, change.new) for change in changes] == (
        [(kind, old, new)] if kind else []
    )


def test_no_word_of_a_withheld_quote_is_in_any_change(after_edit: Compare) -> None:
    """Not even where the article is renamed at the same time."""
    words = ("ten percent", "right now", "Asked what", "drum", "ده")
    hidden = {
        "(from)": "articles/rally",
        "quotes.ten-percent": {"id": "ten-percent", "speaker": "brandt", "state": "withheld"},
        "quotes.ten-percent.form": "direct",
    }
    changes = after_edit({"articles/march": hidden})
    assert "quote-withheld" in {change.kind for change in changes.changes}
    said = repr([change for change in changes.changes if change.id.endswith("#ten-percent")])
    assert not [word for word in words if word in said]


def test_a_quote_that_is_withheld_is_no_worse_than_its_source(base: State, tmp_path: Path) -> None:
    row = {"id": "ten-percent", "speaker": "brandt", "form": "direct", "state": "withheld"}
    hidden = {"quotes.ten-percent": row}
    after = state(edited(base.settings.content, {"articles/rally": hidden}, tmp_path / "after"))
    exact = replace(base, verdict=lambda _: "exact")
    left = replace(after, verdict=lambda it: "not_checked" if it.record.withheld else "exact")
    kinds = {change.kind for change in compare(exact, left).changes}
    assert "quote-withheld" in kinds
    assert "quote-verdict-worsened" not in kinds


def test_addresses_are_those_of_the_site(base: State) -> None:
    side = Side(base.records, base.desk, base.records, {}, base.verdict, gone=False)
    families = ("actors", "articles", "claims", "demands", "topics")
    pages = set(Site(base.desk).pages)
    known = set(addresses(side))
    assert known <= pages
    records = {uri for uri in pages if uri.startswith(families) and uri.count("/") == 2}
    assert records <= known


def test_an_actor_who_takes_the_place_of_another_is_not_the_same(after_edit: Compare) -> None:
    """Files that look alike are no reason to hide whose words a quote was."""
    changes = after_edit(
        {
            "actors/ferrer": {"(from)": "actors/okafor", "name": "Lea Ferrer"},
            "articles/rally": {"quotes.no-money.speaker": "ferrer"},
        }
    )
    told = {(change.kind, change.old, change.new) for change in changes.changes}
    assert ("quote-attribution-changed", "Sam Okafor", "Lea Ferrer") in told


def test_a_field_that_no_table_lists_is_told_from_its_description(base: State) -> None:
    class Berthed(Demand):
        berth: Line | None = Field(default=None, description="At which berth.")
        seen_by: Many[ActorId] = Field(default=(), description="Who saw it.")

    side = Side(base.records, base.desk, base.records, {}, base.verdict, gone=False)
    comparison = Comparison(replace(side, gone=True), side)
    id_, demand = next(iter(base.records.demands.items()))
    old = Berthed.model_construct(**dict(demand), berth="East")
    new = old.model_copy(update={"berth": "West", "seen_by": ("brandt",)})
    comparison.add_fields("demand", changed_record(side, "demand", id_), old, new)

    told = [
        (change.kind, change.facts["field"], change.old, change.new)
        for change in comparison.placed(base, base)
    ]
    assert told == [
        ("demand-changed", "berth", "East", "West"),
        ("demand-changed", "seen_by", None, "Mia Brandt"),
    ]


MOVED = {
    "(from)": "articles/rally",
    "quotes.ten-percent": {
        "id": "a-promise",
        "speaker": "brandt",
        "form": "direct",
        "state": "withheld",
    },
}


def test_a_quote_that_may_be_withheld_now_is_withheld_under_each_of_its_references(
    base: State, tmp_path: Path
) -> None:
    """Its article and its id were changed in one go: any quote that is gone may be this one."""
    after = state(edited(base.settings.content, {"articles/march": MOVED}, tmp_path / "after"))
    withheld = compare(base, after).withheld
    assert "rally#ten-percent" in withheld.before
    assert "march#a-promise" in withheld.after
    assert "rally#no-money" not in withheld.before


def test_words_that_are_withheld_in_another_article_are_not_told(after_edit: Compare) -> None:
    moved = {"id": "nothing", "speaker": "okafor", "state": "withheld", "form": "direct"}
    changes = after_edit(
        {"articles/rally": {"quotes.no-money": GONE}, "articles/flash": {"quotes.+": moved}}
    )
    assert "quote-removed" in {change.kind for change in changes.changes}
    assert "There is no money" not in repr(changes)


def test_a_row_does_not_tell_words_of_a_quote_that_is_gone_where_others_are_withheld(
    base: State, tmp_path: Path
) -> None:
    def rally(folder: str, note: str, *, first: State = base, **edits: Any) -> State:
        values = {"demands.0.note": note, **edits}
        return state(edited(first.settings.content, {"articles/rally": values}, tmp_path / folder))

    before = rally("before", "She asked for ten percent.")
    quote = before.records.articles["rally"].demands[0].quote
    withheld = {"id": "nothing", "speaker": "brandt", "state": "withheld", "form": "direct"}
    after = rally("after", "Taken out.", first=before, **{f"quotes.{quote}": withheld})
    assert "ten percent" not in repr(compare(before, after))


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        ("There is no money this year", ("There is no money", "There is no money this year")),
        # Other words under the same id may be instead of those that are withheld.
        ("We have said all that we have to say", (None, None)),
    ],
)
def test_an_edit_is_told_beside_a_quote_that_is_renamed_and_withheld(
    after_edit: Compare, edit: str, shown: tuple[str | None, str | None]
) -> None:
    hidden = {"id": "taken-out", "speaker": "brandt", "state": "withheld", "form": "direct"}
    edits = {"quotes.ten-percent": hidden, "quotes.no-money.text": edit}
    changes = after_edit({"articles/rally": edits}).changes
    told = {change.kind: change for change in changes if change.id == "rally#no-money"}
    assert told["correction-missing"].facts["corrected"] == "text"
    assert (told["quote-text-changed"].old, told["quote-text-changed"].new) == shown
