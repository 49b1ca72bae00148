"""A desk starts from one sheet of quotes."""

import codecs
from pathlib import Path
from typing import Any

import pytest
from tests.tiny_site import TinySite

from onrecord.imports.columns import NAMES, TEMPLATE, folded

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
    run = site.done("import", "quotes.csv", "-o", "content")
    assert "zoe-lukasik, port-authority" in run.stdout
    found = {kind: dict(some) for kind, some in records(site.root / "content").items()}

    assert list(found["articles"]) == ["ferry-news", "post-2031-05-03"]
    rally = found["articles"]["post-2031-05-03"]
    assert rally["title"] == "Post, 2031-05-03"
    first, second = rally["quotes"]
    assert (first["id"], first["speaker"], first["to"]) == (
        "quote-1", ["zoe-lukasik"], ["port-authority"],
    )  # fmt: skip
    assert first["text"] == ["Ten per cent,\nand not a penny less."], "the pages set the marks"
    assert "column I (Quote): the quotation marks around the words of this cell were" in run.stderr
    assert str(first["said"]["date"]) == "2031-05-02"
    assert second["text"] == ["-5 is our answer"]
    assert second["said"] is None
    assert found["actors"]["zoe-lukasik"]["name"] == "Zoë Łukasik"
    assert found["topics"]["pay-hours"]["name"] == "Pay & hours"

    ferry = found["articles"]["ferry-news"]
    assert str(ferry["source"]["published"]) == "unknown", "what is not known stays so"
    assert ferry["quotes"][0]["speaker"] == ["unknown"]
    site.done("check")


def test_what_follows_who_opens_a_link_makes_no_second_article(site: TinySite) -> None:
    sheet = SHEET.replace("https://a.example/,Zo", "https://a.example/?utm_source=mail,Zo")
    site.write("quotes.csv", sheet)
    run = site.done("import", "quotes.csv", "-o", "content")
    assert "what follows who opens this address was left out" in run.stderr
    articles = dict(records(site.root / "content")["articles"])
    assert list(articles) == ["ferry-news", "post-2031-05-03"]
    assert articles["post-2031-05-03"]["source"]["url"] == "https://a.example/"


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + SHEET.encode(),
        SHEET.replace("\n", "\r\n").encode(),
        SHEET.encode("utf-16"),
        SHEET.encode("utf-16-le"),
        b"sep=,\r\n" + SHEET.encode(),
        SHEET.replace("Łukasik", "Lukasik").replace("\n", "\r\n").encode("cp1252"),
    ],
    ids=("bom", "crlf", "utf-16", "utf-16 without a mark", "sep", "windows-1252"),
)
def test_it_may_be_saved_in_many_ways(site: TinySite, data: bytes) -> None:
    windows = b"\x93Ten" in data
    site.write("quotes.csv", SHEET.replace("Łukasik", "Lukasik") if windows else SHEET)
    (site.root / "other.csv").write_bytes(data)
    site.done("import", "quotes.csv", "-o", "one")
    run = site.done("import", "other.csv", "-o", "other")
    assert records(site.root / "one") == records(site.root / "other")
    assert ("it was read as Windows-1252: 'Zoë'" in run.stderr) == windows


def test_kinds_and_names_may_stand_in_a_table_beside_it(site: TinySite) -> None:
    site.write("data/quotes.csv", "publisher;speaker;form;text\nPost;Mia;direct;No.\n")
    site.write("data/actors.csv", "actor;name;kind\nmia-brandt;Mia;person\n")
    site.done("import", "data", "-o", "content")
    found = records(site.root / "content")
    assert [id_ for id_, _ in found["actors"]] == ["mia-brandt"]
    assert found["articles"][0][1]["quotes"][0]["speaker"] == ["mia-brandt"]


def test_a_dry_run_writes_nothing(site: TinySite) -> None:
    site.write("quotes.csv", SHEET)
    run = site.done("import", "quotes.csv", "-o", "content", "--dry-run")
    assert "Would write 5 files" in run.stdout
    assert "articles/ferry-news.yml" in run.stdout
    assert not (site.root / "content").exists()


def test_a_whole_desk_is_not_taken_for_its_content_folder(site: TinySite) -> None:
    site.write("quotes.csv", SHEET)
    run = site.ended(2, "import", "quotes.csv", "-o", ".")
    assert "content" in run.stderr


def article(site: TinySite, sheet: str, *args: str) -> tuple[dict[str, Any], str]:
    """The only article that ``sheet`` makes, and what is said."""
    site.write("q.csv", sheet)
    run = site.done("import", "q.csv", "-o", "content", *args)
    ((_, found),) = records(site.root / "content")["articles"]
    return found, run.stderr


def test_one_name_in_many_spellings_is_one_actor(site: TinySite) -> None:
    names = ["Zoé O'Rell", "Zoe\u0301 O\u2019Rell", "\u200bZOÉ  O\u02bcRELL\ufeff"]
    rows = "".join(f"Post,{name},person,direct,No.\n" for name in names)
    found, _ = article(site, f"publisher,speaker,kind,form,text\n{rows}")
    assert [quote["speaker"] for quote in found["quotes"]] == [["zoe-orell"]] * 3
    ((_, actor),) = records(site.root / "content")["actors"]
    assert actor["name"] == "Zoé O'Rell"


@pytest.mark.parametrize(
    ("cells", "speakers", "kinds"),
    [
        ("Mia Brandt; Sam Okafor,,person", ["mia-brandt", "sam-okafor"], {"person"}),
        ("Mia Brandt;Dock Union;,,person; organisation", ["mia-brandt", "dock-union"], None),
        ("Mia Brandt; Sam Okafor,mia; sam,person", ["mia", "sam"], {"person"}),
        ("Brandt; Okafor,all,group", ["all"], {"group"}),
    ],
)
def test_several_speak_together_where_semicolons_part_them(
    site: TinySite, cells: str, speakers: object, kinds: set[str] | None
) -> None:
    sheet = f"publisher,speaker,speaker_id,kind,form,text\nPost,{cells},direct,We will talk.\n"
    found, _ = article(site, sheet)
    assert [quote["speaker"] for quote in found["quotes"]] == [speakers]
    actors = {actor["kind"] for _, actor in records(site.root / "content")["actors"]}
    assert actors == (kinds or {"person", "organisation"})


def test_two_people_of_one_name_have_ids_of_their_own(site: TinySite) -> None:
    sheet = (
        "publisher,speaker,speaker_id,kind,form,text\n"
        "Post,Ana Ruíz,,person,direct,No.\nPost,Ana Ruiz,ana-ruiz-clerk,person,direct,Yes.\n"
    )
    found, said = article(site, sheet)
    assert [quote["speaker"] for quote in found["quotes"]] == [["ana-ruiz"], ["ana-ruiz-clerk"]]
    assert "warning[same-name]" in said


def test_rows_that_say_less_are_of_the_article_that_is_known(site: TinySite) -> None:
    sheet = (
        "publisher,published,link,headline,speaker,form,text\n"
        "Post,2031-05-03,,,unknown,direct,One.\n"
        "Post,3 May 2031,https://a.example/,Strike,unknown,direct,Two.\n"
        ",,https://a.example/,,unknown,direct,Three.\n"
        "post,2031-05-03,,Strike,unknown,direct,Four.\n"
    )
    found, _ = article(site, sheet.replace("post,", "Post,"))
    assert [quote["text"] for quote in found["quotes"]] == [
        ["One."],
        ["Two."],
        ["Three."],
        ["Four."],
    ]
    assert found["source"]["url"] == "https://a.example/"


def test_remarks_of_the_desk_are_comments_and_nothing_else(site: TinySite) -> None:
    sheet = (
        "publisher,speaker,form,text,Notes,Public note,Comments\n"
        "Post,unknown,direct,No.,ask again!,As printed.,yaml-language-server: $schema=x\n"
    )
    found, said = article(site, sheet)
    assert found["quotes"][0]["note"] == "As printed."
    (file,) = (site.root / "content/articles").iterdir()
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    assert lines[lines.index("quotes:") + 1 :][:3] == [
        "# Remark: ask again!", "# Remark: yaml-language-server: $schema=x", "- id: quote-1",
    ]  # fmt: skip
    assert "notice[sheet-read]: row 1, column E: 'Notes' is a private remark" in said


def test_what_the_pages_call_things_is_understood(site: TinySite) -> None:
    sheet = (
        "publisher,authors,genre,speaker,kind,form,basis,text,via\n"
        "Post,A. Bell; C. Dee,Compte rendu officiel,Port,Organization,Direct quote,On the record,"
        "No.,Wire; Radio;\n"
        "Post,,official transcript,Port,organisation,FRAGMENT,,at a loss,\n"
    )
    found, _ = article(site, sheet.replace("official transcript", "Compte rendu officiel"))
    first, second = found["quotes"]
    assert (first["form"], first["basis"], second["form"]) == ("direct", "on_record", "partial")
    assert found["source"]["genre"] == "official_transcript"
    assert (found["source"]["authors"], first["via"]) == (["A. Bell", "C. Dee"], ["Wire", "Radio"])


def test_a_sheet_in_french_is_understood(site: TinySite) -> None:
    sheet = (
        "Journal;Publié le;Langue;Intervenant;Type d\u2019intervenant;Forme;Citation;Thème\n"
        "Post\u00a0;3 mai 2031;Français;Mia Brandt;Personne;Citation directe;\u00a0Non.;Pay; pay\n"
    )
    found, _ = article(site, sheet.replace("Pay; pay", '"Pay; pay"'))
    source, (quote,) = found["source"], found["quotes"]
    assert (source["publisher"], source["language"]) == ("Post", "fr")
    assert (quote["text"], quote["form"], quote["about"]) == (["Non."], "direct", ["pay"])


@pytest.mark.parametrize(("order", "date"), [("dmy", "2031-05-03"), ("mdy", "2031-03-05")])
def test_dates_are_in_the_order_that_is_named(site: TinySite, order: str, date: str) -> None:
    sheet = "publisher,published,speaker,form,text\nPost,03/05/2031,unknown,direct,No.\n"
    found, _ = article(site, sheet, "--dates", order)
    assert str(found["source"]["published"]) == date


def test_a_template_is_an_empty_sheet_whose_columns_are_known(site: TinySite) -> None:
    run = site.onrecord("import", "--template")
    assert run.stdout.startswith("Wrote quotes.csv: an empty sheet")
    again = site.onrecord("import", "quotes.csv", "-o", "content")
    assert (again.returncode, "there is nothing to import" in again.stderr) == (2, True)
    assert site.onrecord("import", "--template").returncode == 2, "nothing is overwritten"
    assert {"publisher", "text", "speaker", "form"} <= {NAMES[folded(name)] for name in TEMPLATE}


@pytest.mark.parametrize("args", [[], ["q.csv"], ["-o", "content"]])
def test_a_sheet_and_a_folder_are_needed(site: TinySite, args: list[str]) -> None:
    site.ended(2, "import", *args)
