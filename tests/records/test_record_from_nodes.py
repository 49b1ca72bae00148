"""What validation says, in plain words. Most of it: see the golden cases."""

from sys import getsizeof
from typing import Any, Self

import pytest
from pydantic import BaseModel, model_validator
from pydantic_core import PydanticCustomError

from onrecord.diagnostics import Diagnostic
from onrecord.reading import YamlText, parse
from onrecord.records.actors_topics_events import Actor
from onrecord.records.articles_demands_claims import Article
from onrecord.records.description import Record
from onrecord.records.fields import Line, Many
from onrecord.records.record_from_nodes import make_record


def faults_of(model: type[BaseModel], text: str) -> list[Diagnostic]:
    source = YamlText("x.yml", text)
    root, _ = parse(source)
    assert root is not None
    return make_record(model, root, source)[1]


class Shift(Record):
    """A rule over a row, which points at one of its keys."""

    begins: Line
    ends: Line | None = None
    crew: Many[Line] = ()

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if not self.ends:
            context: dict[str, Any] = {"field": "begins", "hint": "shifts end"}
            raise PydanticCustomError("text_missing", "a shift that begins must end", context)
        return self


def test_a_models_own_rule_has_its_code_its_place_and_its_hint() -> None:
    (fault,) = faults_of(Shift, "crew: rivera\nbegins: noon\n")
    assert (fault.code, fault.line, fault.column) == ("text-missing", 2, 1)
    assert fault.message == "a shift that begins must end"
    assert fault.hint == "shifts end"
    assert fault.excerpt == "begins: noon"


def test_a_rule_over_a_row_waits_until_its_values_are_there() -> None:
    assert faults_of(Shift, "begins: noon\nends:\n") == []


def test_what_is_broken_has_been_told_already() -> None:
    assert faults_of(Actor, "name:\nkind:\nroles: []\n") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: x\nkind: person\nnames: A B\n", (3, 8)),
        ("name: x\nkind: person\nnames: [{name: a}, A B]\n", (3, 20)),
        ("name: x\nkind: person\nroles: {title: Chair, from: A B}\n", (3, 29)),
        ("name: x\nkind: person\nroles:\n  - title: Chair\n    from: A B\n", (5, 11)),
    ],
)
def test_one_value_may_stand_alone_and_keeps_its_place(text: str, place: tuple[int, int]) -> None:
    (fault,) = faults_of(Actor, text)
    assert (fault.line, fault.column) == place


def test_a_key_of_free_keys_is_pointed_at() -> None:
    text = 'title: x\nsource: {publisher: P, published: 2031}\nspeakers:\n  "a\\nb": {to: x}\n'
    (fault,) = faults_of(Article, text)
    assert (fault.code, fault.line, fault.column) == ("line-break", 4, 3)


def test_long_and_unprintable_values_are_cut_and_escaped() -> None:
    (fault,) = faults_of(Actor, f'name: x\nkind: person\nwikidata: "a\\nb{"c" * 999}"\n')
    assert len(fault.message) < 120
    assert fault.message.startswith("'a\\nbccc")


def test_pydantic_does_not_speak() -> None:
    text = "name: [x]\nkind: {a: b}\nroles: x\nlinks: [[x]]\nsummary: [x]\nwikidata: {a: b}\nx: y\n"
    for fault in faults_of(Actor, text):
        for word in ("Input should", "pydantic", "dictionary", "tuple", "instance", "Extra"):
            assert word not in fault.message + fault.hint


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2 May 2031", "write 2031-05-02"),
        ("May 2031", "write 2031-05"),
        ("vendredi 2 mai 2031", "write 2031-05-02"),
        ("31/12/2031", "write 2031-12-31"),
        ("2031/05/02", "write 2031-05-02"),
        ("2031-5-2", "write 2031-05-02"),
        ("2031-13-05", "write 2031-05-13"),
        ("20310502", "write 2031-05-02"),
        ("05/06/2031", "write 2031-06-05 or 2031-05-06, whichever is meant"),
        (
            "47973",
            "a spreadsheet turns 2031-05-05 into this number: write 2031-05-05 if you mean that",
        ),
        (
            "1935705600",
            "programs turn 2031-05-05 into this number: write 2031-05-05 if you mean that",
        ),
        ("2/5/31", "write a date as 2031-05-07, 2031-05, 2031 or unknown"),
        ("2031-02-30", "write a date as 2031-05-07, 2031-05, 2031 or unknown"),
        ("last week", "write a date as 2031-05-07, 2031-05, 2031 or unknown"),
    ],
)
def test_the_hint_for_a_date_is_the_date(written: str, hint: str) -> None:
    text = f"title: Strike\nsource: {{publisher: Herald, published: {written}}}\n"
    (fault,) = faults_of(Article, text)
    assert (fault.code, fault.hint) == ("bad-date", hint)


def test_a_word_that_is_missing_is_named_with_the_words_it_may_be() -> None:
    (fault,) = faults_of(Actor, "name: Mia Brandt\n")
    assert fault.hint == "one of: person, state, organisation, bloc, office, group, unnamed"


class FreshActor(Actor):
    """An actor whose class no other test has used: one that sets its fields in another order ends
    the sharing of their names."""


def test_records_take_less_memory_than_pydantic_gives_them() -> None:
    root, _ = parse(
        YamlText("x.yml", "name: Ana\nkind: person\nroles: [{title: Chair, of: union}]\n")
    )
    assert root is not None
    made, _ = make_record(FreshActor, root, YamlText("x.yml", ""))
    plain = FreshActor.model_validate(
        made and made.model_dump(by_alias=True, exclude_defaults=True)
    )
    assert made == plain
    assert getsizeof(vars(made)) < getsizeof(vars(plain))
    assert made.model_fields_set is made.roles[0].model_fields_set
    changed = made.model_copy(update={"name": "Bea"})
    assert (changed.name, made.name, made.model_fields_set) == ("Bea", "Ana", set())
