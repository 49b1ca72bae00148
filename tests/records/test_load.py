"""From a folder to records. What is said of faults: see the golden cases."""

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.reading import YamlText, parse
from onrecord.records import FilesRead, Records, load_records

STRIKE = """\
# yaml-language-server: $schema=../../docs/schema/article.json
title: Strike at the pier
source: {publisher: Harbour Gazette, published: 2031-05, language: no}
event: walk-out
speakers:
  rivera: {speaking_as: Chair}
quotes:
  id: 17
  text: [We will be back, on Monday]
  speaker: rivera
  form: direct
demands: {demand: pay-rise, act: stated, by: rivera, quote: 17}
"""


def load(tmp_path: Path, files: dict[str, str]) -> Records:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return load_records(tmp_path)


def test_an_article(tmp_path: Path) -> None:
    records = load(tmp_path, {"articles/strike.yml": STRIKE})
    assert not records.diagnostics
    article = records.articles["strike"]
    assert article.source.language == "no"
    assert article.source.published.precision == "month"
    assert article.event is not None
    assert article.event.event == "walk-out"
    (quote,) = article.quotes
    assert (quote.id, quote.text) == ("17", ("We will be back", "on Monday"))
    assert quote.speaking_as == "Chair"
    assert article.demands[0].by == ("rivera",)
    assert records.files["article", "strike"] == tmp_path / "articles/strike.yml"


def test_topics_and_events_are_records_of_one_file(tmp_path: Path) -> None:
    records = load(
        tmp_path,
        {
            "topics.yml": "wages: {name: Wages}\nshifts: {name: Shifts}\n",
            "events.yml": "walk-out: {name: Walk-out, date: 2031-05-02, time: 12:30+02:00}\n",
        },
    )
    assert list(records.topics) == ["wages", "shifts"]
    assert records.events["walk-out"].time == "12:30+02:00"
    assert records.files["event", "walk-out"] == tmp_path / "events.yml"
    assert ("topic", "wages") in records.known


def test_a_file_with_a_fault_gives_no_record_and_its_id_is_known(tmp_path: Path) -> None:
    files = {
        "actors/rivera.yml": "name: Rivera\nkind: persn\n",
        "actors/okafor.yml": "name: Okafor\nkind: person\n",
        "actors/union.yml": "name: Union\nkind: group\nsummary:\n",  # only its YAML is at fault
    }
    records = load(tmp_path, files)
    assert list(records.actors) == ["okafor"]
    assert {("actor", "rivera"), ("actor", "union")} < records.known


def test_one_topic_with_a_fault_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    records = load(tmp_path, {"topics.yml": "wages: {nam: Wages}\nshifts: {name: Shifts}\n"})
    assert list(records.topics) == ["shifts"]
    assert ("topic", "wages") in records.known


@pytest.mark.parametrize("name", ["topics.yml", "topics.yaml"])
def test_topics_that_cannot_be_read_might_be_any(tmp_path: Path, name: str) -> None:
    assert load(tmp_path, {name: "wages: {\n"}).unlisted == {"topic"}


def test_no_topics_at_all_are_none(tmp_path: Path) -> None:
    assert not load(tmp_path, {"actors/rivera.yml": "name: R\nkind: person\n"}).unlisted


def test_what_many_quotes_inherit_is_wrong_once(tmp_path: Path) -> None:
    quotes = "".join(f"  - {{id: q{i}, text: x, speaker: rivera}}\n" for i in range(9))
    article = f"title: S\nsource: {{publisher: P, published: 2031}}\nquotes:\n{quotes}"
    records = load(tmp_path, {"articles/strike.yml": article + "defaults: {form: dirct}\n"})
    assert [(diagnostic.code, diagnostic.line) for diagnostic in records.diagnostics] == [
        ("bad-value", 13)
    ]


def test_progress_is_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        load(tmp_path, {f"actors/{name}.yml": "name: A\nkind: person\n"})
    told: list[tuple[int, int]] = []
    load_records(tmp_path, lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_file_is_parsed_again_only_where_its_bytes_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"actors/{name}.yml": f"name: {name}\nkind: person\n" for name in "abc"}
    load(tmp_path, {**files, "topics.yml": "pay: {name: Pay}\nhours: {nam: Hours}\n"})
    parsed: list[str] = []

    def noted(source: YamlText) -> object:
        parsed.append(source.file.rpartition("/")[2])
        return parse(source)

    monkeypatch.setattr("onrecord.records.record_set.parse", noted)
    read = FilesRead()
    first = load_records(tmp_path, read=read)
    assert sorted(parsed) == ["a.yml", "b.yml", "c.yml", "topics.yml"]
    parsed.clear()
    (tmp_path / "actors/a.yml").write_text("name: d\nkind: person\n")
    (tmp_path / "actors/b.yml").unlink()
    again = load_records(tmp_path, read=read)
    assert parsed == ["a.yml"]
    fresh = load_records(tmp_path)
    assert again.faulty_places.keys() == fresh.faulty_places.keys()
    assert replace(again, faulty_places={}) == replace(fresh, faulty_places={})
    assert first.diagnostics == again.diagnostics != []
    assert again.actors["a"].name == "d"
