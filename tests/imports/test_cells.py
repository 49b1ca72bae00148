"""What people type into single cells, and what it is taken for."""

import pytest

from onrecord.exports.table import Column
from onrecord.imports.columns import COLUMNS, cell_node, meanings_of_headers, word_for
from onrecord.imports.row_speakers import speakers_of
from onrecord.imports.sheet import Workbook
from onrecord.imports.sheet_files import Cell
from onrecord.reading import ScalarNode
from onrecord.records.dates import possible_dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2031-05-02", {"2031-05-02"}),
        ("2031", {"2031"}),
        ("Unknown", {"unknown"}),
        ("2031/5/2", {"2031-05-02"}),
        ("2031-05-02 00:00:00", {"2031-05-02"}),
        ("31.12.2030", {"2030-12-31"}),
        ("12/31/2030", {"2030-12-31"}),
        ("05/05/2031", {"2031-05-05"}),
        ("05/2031", {"2031-05"}),
        ("2 May 2031", {"2031-05-02"}),
        ("Friday, May 2nd, 2031", {"2031-05-02"}),
        ("1er août 2031", {"2031-08-01"}),
        ("Sept. 2031", {"2031-09"}),
        ("2 de mayo de 2031", {"2031-05-02"}),
        ("2. März 2031", {"2031-03-02"}),
        ("3 марта 2031", {"2031-03-03"}),
        ("piątek, 2 maja 2031", {"2031-05-02"}),
        ("vrijdag 2 mei 2031", {"2031-05-02"}),
        ("2031年5月2日", {"2031-05-02"}),
        ("".join(chr(0x660 + int(digit)) for digit in "2031") + "-05-02", {"2031-05-02"}),
        ("2031\u221205\u221202", {"2031-05-02"}),
        ("\u201c2031-05-02\u201d\u200b", {"2031-05-02"}),
        ("2031-05-02 (in the morning)", {"2031-05-02"}),
        ("03/05/2031", {"2031-05-03", "2031-03-05"}),
        ("02/05/31", set()),
        ("30/02/2031", set()),
        ("31 June 2031", set()),
        ("after 2 May 2031", set()),
        ("May", set()),
        ("soon", set()),
    ],
)
def test_a_date_has_the_meanings_that_it_can_have(text: str, dates: set[str]) -> None:
    assert set(possible_dates(text).values()) == dates


@pytest.mark.parametrize(
    ("vocabulary", "text", "word"),
    [
        ("form", "Direct quote", "direct"),
        ("form", "Partial quote", "partial"),
        ("form", "citation directe", "direct"),
        ("genre", "News agency report", "wire_copy"),
        ("response", "rejected", "rejected"),
        ("actor_kind", "État", "state"),
        ("translated_by", "speaker office", "speaker_office"),
        ("form", "drect", "drect"),
    ],
)
def test_a_label_is_taken_for_its_word(vocabulary: str, text: str, word: str) -> None:
    assert word_for(vocabulary, text) == word


def test_a_field_that_is_new_keeps_its_own_name_and_takes_what_a_spreadsheet_writes() -> None:
    theme = Column("theme", "boolean", "A field of the name that another column also has.")
    assert meanings_of_headers([theme, *COLUMNS])["theme"] == "theme"
    node = cell_node(Workbook(), theme, Cell("TRUE", 1, 1))
    assert isinstance(node, ScalarNode)
    assert node.text == "true"


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("Mia Brandt", "person", 1),
        ("Mia Brandt; Sam Okafor", None, 2),
        ("Mia Brandt / Sam Okafor / Ana Ruíz", "person", 3),
        ("Mia Brandt/Sam Okafor", "person", 2),
        ("Mia Brandt\nSam Okafor", None, 2),
        ("Mia Brandt und Sam Okafor", "person", 2),
        ("Mia Brandt & Sam Okafor", "person", 2),
        ("Union, Port", "group", 2),
        ("Brandt, Mia", "person", 1),
        ("Mia Brandt, Sam Okafor", "person", 2),
        ("Mia Brandt, leader of the union", "person", 1),
        ("Mia Brandt with Sam Okafor", "person", 2),
        ("Mia Brandt, Ana Ruíz and Sam Okafor", "person", 3),
        ("Mia Brandt • Sam Okafor", "person", 2),
        ("Mia Brandt \u2014 Sam Okafor", "person", 2),
        ("Mia Brandt-Okafor", "person", 1),
        ("Ortega y Gasset", "person", 1),
        ("Ministry of Trade and Industry", "office", 1),
        ("Biel/Bienne", "state", 1),
        ("Andersson", "person", 1),
        ("Union and Port", "bloc", 2),
        ("Union and Harbour", "bloc", 1),
        ("Trade & Port Union", "organisation", 1),
    ],
)
def test_speakers_are_as_many_as_a_cell_names(text: str, kind: str | None, count: int) -> None:
    known = {"Union", "Port", "Trade & Port Union"}
    assert len(speakers_of(text, kind, known.__contains__)) == count
