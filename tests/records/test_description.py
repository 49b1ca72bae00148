"""A field is said once: what follows from its declaration."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel
from tests.models import models_of

from onrecord.records import Actor, Article, Claim, Correction, Demand, Quote, SameAs, Written
from onrecord.records.description import FieldDescription, RefersTo, fields_of
from onrecord.records.record_kinds import KINDS, RecordKind
from onrecord.records.values import Cell, ValueFinder, columns_of

ARTICLE = Article.model_validate(
    {
        "title": "The Gazette on the talks",
        "source": {"publisher": "Harbour Gazette", "published": "2031-05", "authors": "J. Doe"},
        "event": "harbour-talks",
        "defaults": {"form": "direct", "note": "For all."},
        "speakers": {"brandt": {"to": ["port-authority"]}},
        "quotes": [
            {
                "id": "a-tenth",
                "text": ["a tenth", "and not a cent less"],
                "speaker": "brandt",
                "form": "partial",
                "gist": "She asks for a tenth.",
                "said": {"event": {"name": "Walk-out", "date": "unknown"}},
                "same_as": "record#tenth",
            }
        ],
        "demands": {"demand": "pay-rise", "act": "stated", "by": "brandt", "quote": "a-tenth"},
        "accept": ["quoted-much"],
    }
)


def _cells(record: BaseModel) -> dict[str, Cell]:
    return {column.name: column.cell(record) for column in columns_of(type(record))}


def _fields() -> Iterator[tuple[type[BaseModel], FieldDescription]]:
    for kind in KINDS.values():
        for model in models_of(kind.model):
            for field in fields_of(model).values():
                yield model, field


def test_every_field_says_what_it_means_in_a_sentence() -> None:
    bad = [
        f"{model.__name__}.{field.name}"
        for model, field in _fields()
        if not field.meaning[:1].isupper() or not field.meaning.endswith(".")
    ]
    assert bad == []


def test_every_coded_field_has_a_named_vocabulary() -> None:
    coded = {field.vocabulary for _, field in _fields() if field.kind == "word"}
    assert None not in coded
    assert {"form", "claim_act", "outcome"} <= coded


def test_a_field_is_described_by_its_annotation() -> None:
    speaker, by = fields_of(Quote)["speaker"], fields_of(Claim)["by"]
    assert speaker.refers_to == RefersTo("actor", or_word="unknown")
    assert (by.many, by.required, by.refers_to) == (True, True, RefersTo("actor"))
    assert fields_of(Actor)["kind"].choices[0] == "person"
    assert (fields_of(Demand)["deadline"].kind, fields_of(Demand)["note"].kind) == ("date", "text")
    speakers = fields_of(Article)["speakers"]
    assert (speakers.by_id, speakers.for_quotes, speakers.kind) == (True, True, "record")
    assert not fields_of(Article)["accept"].published


def test_a_walk_finds_what_refers_to_something_with_its_place() -> None:
    found = ValueFinder(lambda field: field.refers_to is not None)(ARTICLE)
    assert [(value.path, value.value) for value in found] == [
        (("event", "event"), "harbour-talks"),
        (("speakers", "brandt"), "brandt"),
        (("speakers", "brandt", "to", 0), "port-authority"),
        (("quotes", 0, "same_as", 0, "quote"), "record#tenth"),
        (("quotes", 0, "speaker", 0), "brandt"),
        (("demands", 0, "demand", 0), "pay-rise"),
        (("demands", 0, "by", 0), "brandt"),
        (("demands", 0, "quote"), "a-tenth"),
    ]


def test_a_walk_leaves_out_what_it_does_not_enter() -> None:
    ours = ValueFinder(
        lambda field: field.words is not None and field.words.ours,
        enters=lambda field: not field.for_quotes,
    )
    assert [value.path for value in ours(ARTICLE)] == [("title",), ("quotes", 0, "gist")]


@pytest.mark.parametrize(
    ("model", "some"),
    [
        (Article, {"publisher": "text", "authors": "lines", "event": "id", "event_date": "date"}),
        (Quote, {"said_event": "id", "said_event_name": "text", "text": "text", "via": "lines"}),
        (Demand, {"outcome": "word", "outcome_evidence": "ids", "by": "ids"}),
        (SameAs, {"same_as": "id", "differs": "text"}),
        (Correction, {"quote": "id", "date": "date"}),
    ],
)
def test_columns_follow_from_the_fields(model: type[BaseModel], some: dict[str, str]) -> None:
    columns = {column.name: column for column in columns_of(model)}
    assert {name: columns[name].kind for name in some} == some
    assert not {"accept", "defaults", "speakers", "quotes", "source", "responses"} & set(columns)


def test_the_cells_of_a_record() -> None:
    cells = _cells(ARTICLE)
    assert cells["publisher"] == "Harbour Gazette"
    assert cells["published"] == "2031-05"
    assert (cells["authors"], cells["via"]) == (("J. Doe",), ())
    assert (cells["event"], cells["event_name"]) == ("harbour-talks", None)
    quote = _cells(ARTICLE.quotes[0])
    assert list(quote)[:3] == ["id", "text", "speaker"]
    assert quote["text"] == "a tenth […] and not a cent less"
    assert (quote["said_event_date"], quote["said_place"]) == ("unknown", None)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_knows_its_title_and_its_files(kind: RecordKind) -> None:
    assert fields_of(kind.model)[kind.title].words
    together = kind.name in ("topic", "event")
    file = f"{kind.plural}.yml" if together else f"{kind.plural}/brandt.yml"
    assert kind.file("brandt").as_posix() == file
    assert kind.top("brandt") == (("brandt",) if together else ())


def test_what_two_records_say_is_the_same_if_readers_see_no_difference() -> None:
    """So a review names the page on which a field that a template shows has changed."""
    actor = Actor(name="Mia Brandt", kind="person")
    noted = actor.model_copy(update={"note": "She led the strike."})
    accepting = actor.model_copy(update={"accept": ("same-name",)})

    assert Written(actor) == Written(accepting)
    assert Written(actor) != Written(noted)
