"""A desk starts from one sheet of quotes."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from tests.tiny_site import TinySite

from .same import records

SHEET = """\
Publisher,Published,Link,Speaker,Kind of speaker,Role,Date,Form,Quote,Topic,To
Post,2031-05-03,https://a.example/,Zoë Łukasik,person,Chair,2031-05-02,direct,"“Ten per cent,
and not a penny less.”",Pay & hours,Port Authority
Post,2031-05-03,https://a.example/,Port Authority,group,,,partial,'-5 is our answer,Pay & hours,
,,,,,,,,,,
Ferry News,,,unknown,,,,direct,Nobody sails.,,
"""


@pytest.fixture
def site(tmp_path: Path) -> TinySite:
    site = TinySite(tmp_path)
    config = "site_name: Desk\ndocs_dir: content\ntheme: {name: onrecord}\nplugins: [onrecord]\n"
    site.write("site_config.yml", config)
    return site


def test_the_sheet_becomes_a_desk(site: TinySite) -> None:
    site.write("quotes.csv", SHEET)
    run = site.onrecord("import", "quotes.csv", "-o", "content")
    assert run.returncode == 0, run.stderr
    assert "zoe-lukasik, port-authority" in run.stdout
    found = {kind: dict(some) for kind, some in records(site.root / "content").items()}

    assert list(found["articles"]) == ["ferry-news", "post-2031-05-03"]
    rally = found["articles"]["post-2031-05-03"]
    assert rally["title"] == "Post, 2031-05-03"
    first, second = rally["quotes"]
    assert (first["id"], first["speaker"], first["to"]) == (
        "quote-1", "zoe-lukasik", ["port-authority"],
    )  # fmt: skip
    assert first["text"] == ["“Ten per cent,\nand not a penny less.”"]
    assert str(first["said"]["date"]) == "2031-05-02"
    assert second["text"] == ["-5 is our answer"]
    assert second["said"] is None
    assert found["actors"]["zoe-lukasik"]["name"] == "Zoë Łukasik"
    assert found["topics"]["pay-hours"]["name"] == "Pay & hours"

    ferry = found["articles"]["ferry-news"]
    assert str(ferry["source"]["published"]) == "unknown", "what is not known stays so"
    assert ferry["quotes"][0]["speaker"] == "unknown"
    assert site.onrecord("check").returncode == 0


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + SHEET.encode(),
        SHEET.replace("\n", "\r\n").encode(),
        SHEET.encode("utf-16"),
        SHEET.encode("utf-16-le"),
        b"sep=,\r\n" + SHEET.encode(),
    ],
    ids=("bom", "crlf", "utf-16", "utf-16 without a mark", "sep"),
)
def test_it_may_be_saved_in_many_ways(site: TinySite, data: bytes) -> None:
    site.write("quotes.csv", SHEET)
    (site.root / "other.csv").write_bytes(data)
    assert site.onrecord("import", "quotes.csv", "-o", "one").returncode == 0
    run = site.onrecord("import", "other.csv", "-o", "other")
    assert run.returncode == 0, run.stderr
    assert records(site.root / "one") == records(site.root / "other")


def test_kinds_and_names_may_stand_in_a_table_beside_it(site: TinySite) -> None:
    site.write("data/quotes.csv", "publisher;speaker;form;text\nPost;Mia;direct;No.\n")
    site.write("data/actors.csv", "actor;name;kind\nmia-brandt;Mia;person\n")
    run = site.onrecord("import", "data", "-o", "content")
    assert run.returncode == 0, run.stderr
    found = records(site.root / "content")
    assert [id_ for id_, _ in found["actors"]] == ["mia-brandt"]
    assert found["articles"][0][1]["quotes"][0]["speaker"] == "mia-brandt"


def test_what_the_folder_holds_is_known(site: TinySite) -> None:
    site.write("content/actors/mia-brandt.yml", "name: Mia Brandt\nkind: person\n")
    site.write("q.csv", "publisher,speaker,form,text\nPost,Mia Brandt,direct,No.\n")
    run = site.onrecord("import", "q.csv", "-o", "content")
    assert run.returncode == 0, run.stderr
    assert "1 article" in run.stdout
    assert len(records(site.root / "content")["actors"]) == 1


def test_nothing_is_overwritten_and_nothing_half_written(site: TinySite) -> None:
    site.write("quotes.csv", SHEET)
    site.write("content/topics.yml", "other: {name: Other}\n")
    run = site.onrecord("import", "quotes.csv", "-o", "content")
    assert run.returncode == 2
    assert "content/topics.yml" in run.stderr
    assert [path.name for path in (site.root / "content").rglob("*")] == ["topics.yml"]


def test_a_dry_run_writes_nothing(site: TinySite) -> None:
    site.write("quotes.csv", SHEET)
    run = site.onrecord("import", "quotes.csv", "-o", "content", "--dry-run")
    assert run.returncode == 0
    assert "Would write 5 files" in run.stdout
    assert "articles/ferry-news.yml" in run.stdout
    assert not (site.root / "content").exists()


def test_a_whole_desk_is_not_taken_for_its_content_folder(site: TinySite) -> None:
    site.write("quotes.csv", SHEET)
    run = site.onrecord("import", "quotes.csv", "-o", ".")
    assert run.returncode == 2
    assert "content" in run.stderr
