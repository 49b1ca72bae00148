"""A sheet adds to a desk that is there, and changes nothing in it."""

from pathlib import Path

import pytest
from tests.starter.desks import tree
from tests.tiny_site import TinySite

from .same import records

HEADER = "publisher,published,speaker,kind,form,text,topic\n"
SHEET = HEADER + "Ferry News,2031-05-04,{speaker},person,direct,Nobody sails.,{topic}\n"


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    """The harbour desk, with an alias of one of its actors."""
    site = TinySite.at(tmp_path / "desk")
    site.edit("content/actors/mia-brandt.yml", "kind: person", "kind: person\nnames: {name: M. B.}")
    return site


def imported(site: TinySite, speaker: str = "Mia Brandt", topic: str = "Ferries") -> str:
    """Import one row; what was written."""
    site.write("q.csv", SHEET.format(speaker=speaker, topic=topic))
    run = site.done("import", "q.csv", "-o", "content")
    return run.stdout


@pytest.mark.parametrize("topics", ["a: {name: A}", "# ours\r\na:\r\n  name: A\r\n", "# none\n"])
def test_what_is_new_is_added_and_every_byte_stays(site: TinySite, topics: str) -> None:
    file = site.root / "content/topics.yml"
    file.write_bytes(topics.encode())
    before = tree(site.root / "content")
    assert imported(site, "Ana Ruíz").startswith("Wrote 3 files in content/: 1 topic, 1 actor, 1")
    after = tree(site.root / "content")
    assert after.keys() - before.keys() == {
        "actors/ana-ruiz.yml", "articles/ferry-news-2031-05-04.yml",
    }  # fmt: skip
    assert file.read_bytes().startswith(topics.encode())
    assert {path for path in before if before[path] != after[path]} == {"topics.yml"}
    topic_ids = [id_ for id_, _ in records(site.root / "content")["topics"]]
    assert topic_ids[-1] == "ferries"


@pytest.mark.parametrize("speaker", ["mia brandt", "mia-brandt", "m. b."])
def test_actors_and_topics_are_known_by_all_their_names(site: TinySite, speaker: str) -> None:
    topic = records(site.root / "content")["topics"][0][1]["name"]
    assert "Wrote 1 file in content/: 1 article" in imported(site, speaker, topic.upper())


def test_a_second_import_of_the_same_sheet_has_nothing_to_write(site: TinySite) -> None:
    imported(site)
    before = tree(site.root / "content")
    assert "the desk already has all of it (1 record)" in imported(site)
    assert tree(site.root / "content") == before


def test_what_says_something_else_is_told_and_nothing_is_written(site: TinySite) -> None:
    imported(site)
    before = tree(site.root / "content")
    sheet = SHEET.format(speaker="Ana Ruíz", topic="Ferries")
    site.write("q.csv", sheet + "Ferry News,2031-05-04,Mia Brandt,,direct,One more.,\n")
    run = site.ended(1, "import", "q.csv", "-o", "content")
    assert (
        "error[sheet-exists]: row 2: the desk already has the article 'ferry-news-2031-05-04', in"
        " content/articles/ferry-news-2031-05-04.yml, which differs from this in: quotes"
    ) in run.stderr
    assert tree(site.root / "content") == before


def test_an_id_that_somebody_has_is_a_question(site: TinySite) -> None:
    site.write("content/actors/brandt.yml", "name: Jon Brandt\nkind: person\n")
    site.write("q.csv", SHEET.format(speaker="Brandt", topic=""))
    run = site.ended(1, "import", "q.csv", "-o", "content")
    assert "is 'Brandt' the same as 'Jon Brandt' (content/actors/brandt.yml)?" in run.stderr


def test_a_file_that_cannot_be_added_to_is_left_and_the_lines_are_given(site: TinySite) -> None:
    site.write("content/topics.yml", "{pay: {name: Pay}}\n")
    before = tree(site.root / "content")
    site.write("q.csv", SHEET.format(speaker="Ana Ruíz", topic="Ferries"))
    run = site.ended(2, "import", "q.csv", "-o", "content")
    assert "a program cannot add to content/topics.yml" in run.stderr
    assert "  ferries:\n    name: Ferries" in run.stderr
    assert tree(site.root / "content") == before


def test_a_desk_takes_its_own_export_back(site: TinySite) -> None:
    site.done("export", "--format", "csv", "-o", "data.zip")
    run = site.onrecord("import", "data.zip", "-o", "content")
    assert (run.returncode, "Nothing to write" in run.stdout) == (0, True), run.stderr
