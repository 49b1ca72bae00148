"""Whatever people write comes through a spreadsheet, and through YAML, as it was."""

import io
import tempfile
from pathlib import Path, PurePosixPath

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from onrecord.desk.desk import build_desk
from onrecord.editing.yaml_writer import yaml_of
from onrecord.exports.all_tables import TABLES
from onrecord.exports.csv_json import csv_rows
from onrecord.exports.table_rows import table_rows_of
from onrecord.imports.importing import import_files
from onrecord.imports.sheet_files import File
from onrecord.reading import MappingEntry, MappingNode, ScalarNode, SequenceNode, YamlText, parse
from onrecord.reading.yaml_text import refused_character
from onrecord.records import Actor, Article, Records, Topic, load_records

from .same import plain

# What CSV, spreadsheets and YAML each take for something else.
SIGNS = some.sampled_from(
    [
        *"=+-@'\"\t;,|>#:&*!%{}[]?~`\\",
        *(
            "''",
            "'=",
            ": ",
            " #",
            "\n",
            "\n\n",
            "\n ",
            "  ",
            "- ",
            "---",
            "no",
            "~",
            "12:30",
            "1e3",
        ),
        *("\u00a0", "\u200d", "\ufeff", "é", "e\u0301", "ש", "漢", "😀", "word"),
    ]
)
WORDS = some.lists(SIGNS, min_size=1, max_size=14).map("".join)
LONG = some.lists(some.sampled_from(["word", "lengthier", "a", "#b", "c:"]), min_size=30).map(
    " ".join
)
TEXT = some.one_of(WORDS, WORDS, LONG, some.text(max_size=20)).filter(
    lambda text: bool(text.strip()) and not refused_character(text) and not text.isspace()
)
LINE = TEXT.filter(lambda text: "\n" not in text and "\r" not in text)


def desk_of(title: str, texts: list[str], authors: list[str], note: str, name: str) -> Records:
    article = Article.model_validate(
        {
            "title": title,
            "note": note,
            "source": {"publisher": name, "published": "2031", "authors": authors},
            "quotes": [{"id": "q", "text": texts, "speaker": "ana", "form": "direct"}],
        }
    )
    records = Records()
    records.articles["a"] = article
    records.actors["ana"] = Actor.model_validate({"name": name, "kind": "person"})
    records.topics["t"] = Topic.model_validate({"name": name, "summary": note})
    return records


def no_schema(_file: PurePosixPath, _kind: str) -> None:
    """There is none."""


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(LINE, some.lists(TEXT, min_size=1, max_size=3), some.lists(LINE, max_size=3), TEXT, LINE)
def test_a_desk_comes_back(
    title: str, texts: list[str], authors: list[str], note: str, name: str
) -> None:
    before = desk_of(title, texts, authors, note, name)
    rows = table_rows_of(build_desk(before, None))
    files = []
    for table, some_rows in rows.items():
        out = io.StringIO()
        _ = [*csv_rows(out, TABLES[table], some_rows(), "2031")]
        files.append(File(f"{table}.csv", table, out.getvalue().encode()))
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder, "content")
        found = import_files(files, content, no_schema)
        assert not found.failed, found.diagnostics
        found.put(content)
        after = load_records(content)
    assert not after.diagnostics
    assert plain(after) == plain(before)


@settings(max_examples=75)
@given(some.lists(TEXT, min_size=1, max_size=4))
def test_yaml_says_what_it_is_made_of(texts: list[str]) -> None:
    scalars = [ScalarNode(text, 1, 1) for text in texts]
    entries = {
        "one": MappingEntry(ScalarNode("one", 1, 1), scalars[0]),
        "many": MappingEntry(ScalarNode("many", 1, 1), SequenceNode(tuple(scalars), 1, 1)),
    }
    written = yaml_of(MappingNode(entries, 1, 1))
    root, faults = parse(YamlText("x.yml", written))
    assert not faults
    assert isinstance(root, MappingNode)
    one, many = root.entries["one"].value, root.entries["many"].value
    assert isinstance(one, ScalarNode)
    assert isinstance(many, SequenceNode)
    assert one.text == texts[0]
    assert [item.text for item in many.items if isinstance(item, ScalarNode)] == texts


@settings(max_examples=50)
@given(some.binary(max_size=120), some.sampled_from(["quotes", "sheet", "actors"]))
def test_no_bytes_are_a_traceback(data: bytes, name: str) -> None:
    found = import_files([File("x.csv", name, data)], Path("nowhere"), no_schema)
    assert found.failed or found.files or not found.counts
