"""What can be read of a record that has a fault. What is said of it: see the golden cases."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from onrecord.reading import YamlText, parse
from onrecord.records import Actor, Article, Briefing
from onrecord.records.load import load_records
from onrecord.records.record_from_nodes import FaultyPlaces, Partial, build_partly, substitute_for

HEAD = "title: Strike\nsource: {publisher: Gazette, published: 2031}\n"


def part(model: type[BaseModel], text: str) -> Partial[BaseModel]:
    source = YamlText("x.yml", text)
    root, _ = parse(source)
    assert root is not None
    partial = build_partly(model, root, source)
    assert partial is not None
    return partial


def article(text: str) -> tuple[Article, FaultyPlaces]:
    partial = part(Article, text)
    assert isinstance(partial.record, Article)
    return partial.record, partial.faulty_places


def test_a_faulty_value_is_taken_out_and_the_rest_stays() -> None:
    record, faulty = article(f"{HEAD}added: May\nmentions: [rivera]\nsumary: x\n")
    assert record.added is None
    assert record.mentions == ("rivera",)
    assert faulty.covers(("added",))
    assert not faulty.covers(("mentions", 0))


def test_places_in_lists_are_kept() -> None:
    record, faulty = article(f"{HEAD}mentions: [[], rivera, '', okafor]\n")
    assert (record.mentions[1], record.mentions[3]) == ("rivera", "okafor")
    assert [faulty.covers(("mentions", place)) for place in range(4)] == [True, False, True, False]


def test_a_row_that_is_none_keeps_its_place() -> None:
    rows = "quotes:\n  - just words\n  - {id: b, text: x, speaker: rivera, form: direct}\n"
    record, faulty = article(HEAD + rows)
    assert record.quotes[1].id == "b"
    assert faulty.covers(("quotes", 0, "form"))


def test_what_is_required_has_a_substitute_for() -> None:
    record, faulty = article("quotes: {text: x, speaker: rivera}\ndemands: {act: stated}\n")
    assert record.quotes[0].speaker == ("rivera",)
    assert record.demands[0].demand == ()
    for path in (("title",), ("source", "published"), ("quotes", 0, "id"), ("demands", 0, "by")):
        assert faulty.covers(path)


def test_a_value_that_stands_alone_is_its_own_item() -> None:
    _, faulty = article(
        f"{HEAD}mentions: {{a: b}}\nquotes: {{id: a, form: direct, text: {{no: x}}}}\n"
    )
    assert faulty.covers(("mentions", 0))
    assert faulty.excuses(("quotes", 0), "text")
    assert not faulty.excuses(("quotes", 0), "speaker")


def test_an_unknown_key_excuses_the_one_it_may_be_meant_for() -> None:
    quote = "quotes: {id: a, form: direct, text: x, speeker: rivera}\n"
    _, faulty = article(HEAD + quote)
    assert faulty.excuses(("quotes", 0), "speaker")
    assert not faulty.excuses(("quotes", 0), "gist")


def test_a_broken_value_is_a_hole_also_where_none_need_be() -> None:
    _, faulty = article(f"{HEAD}quotes: {{id: a, form: direct, text: x, speaker: }}\n")
    assert faulty.excuses(("quotes", 0), "speaker")


def test_two_faults_of_one_mapping_do_not_take_its_neighbours_along() -> None:
    speakers = 'speakers:\n  "a\\nb": {form: dirct, to: [{c: d}]}\n  rivera: {to: okafor}\n'
    record, _ = article(HEAD + speakers)
    assert list(record.speakers) == ["rivera"]


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("{place: Pier, date: May}", ["missing-key"]),
        ("{nam: Rally, date: May}", []),  # it has a name, badly spelt
        ("{name: [Rally], date: May}", []),
        ("{name: Rally, date: May}", []),
    ],
)
def test_a_rule_of_a_row_shows_once_its_faulty_values_are_out(event: str, said: list[str]) -> None:
    assert [fault.code for fault in part(Article, f"{HEAD}event: {event}\n").faults] == said


def test_every_required_field_of_every_kind_has_a_substitute_for() -> None:
    part(Briefing, "by: x\n")
    part(Actor, "links: [{}, x]\nroles: {from: x}\nnames: x\n")
    assert substitute_for(Article, ("corrections", 0, "kind")) == "wording"
    assert substitute_for(Article, ("quotes", 0, "same_as", 0, "quote")) == "unknown#unknown"


def test_of_what_is_no_mapping_there_is_nothing_to_read() -> None:
    source = YamlText("x.yml", "- a\n- b\n")
    root, _ = parse(source)
    assert root is not None
    assert build_partly(Article, root, source) is None


def test_partial_records_stand_apart(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "rivera.yml").write_text("name: Rivera\nkind: persn\n")
    (tmp_path / "actors" / "okafor.yml").write_text("name: Okafor\nkind: person\n")
    (tmp_path / "events.yml").write_text("rally: {name: Rally, date: soon}\n")
    records = load_records(tmp_path)
    assert list(records.actors) == ["okafor"]
    assert records.partial.actors["rivera"].name == "Rivera"
    assert set(records.with_partial().actors) == {"rivera", "okafor"}
    assert records.faulty_places["event", "rally"].covers(("rally", "date"))  # with its id


def test_where_nothing_is_wrong_nothing_is_copied(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "okafor.yml").write_text("name: Okafor\nkind: person\n")
    records = load_records(tmp_path)
    assert records.with_partial() is records
