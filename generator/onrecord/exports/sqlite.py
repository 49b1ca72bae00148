"""SQLite: the tables with foreign keys, lists as tables of their own, a full-text index, views.

Datasette, which shows such a file, gets its metadata from here, too.

The same desk gives the same bytes under the same version of SQLite: rows are written in one order
in one transaction, and the file is packed at the end.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from onrecord.views.context import SiteInfo, licence_address
from onrecord.views.lines import Catalogue

from .all_tables import TABLES
from .csv_json import KnownRows, SomeRows
from .dictionary import ALL_TABLES, about
from .table import Column, Kind, Table

# Views: what most questions begin with, the joins already made.
QUOTES_FULL = """
CREATE VIEW quotes_full AS
SELECT q.quote, q.text, q.gist, q.form, q.state, q.speaker, (
           SELECT group_concat(name, ', ') FROM (
               SELECT a.name FROM quotes_speaker_actor AS s JOIN actors AS a ON a.actor = s.actor
               WHERE s.quote = q.quote ORDER BY s.position
           )
       ) AS speaker_name, q.speaking_as,
       q.date, q.place, q.event_name, q.context, q.article, r.title AS article_title,
       q.publisher, q.published, q.url, q.verdict, q.checked, q.counts, q.utterance, q.rights,
       q.added, q.address
FROM quotes AS q
JOIN articles AS r ON r.article = q.article
"""

POSITIONS_FULL = """
CREATE VIEW positions_full AS
SELECT p.demand, d.title AS demand_title, d.by AS demanded_by, d.topic, d.strength,
       p.addressee, a.name AS addressee_name, p.state, c.label AS state_label,
       p.conditional, p.told, p.told_by,
       p.date, p.quotes, p.searched_through, d.first_stated, d.last_stated, d.times_stated,
       d.outcome, d.address
FROM positions AS p
JOIN demands AS d ON d.demand = p.demand
JOIN actors AS a ON a.actor = p.addressee
LEFT JOIN codebook AS c ON c.vocabulary = 'position' AND c.word = p.state
"""

CLAIMS_FULL = """
CREATE VIEW claims_full AS
SELECT c.claim, c.by, c.text, c.kind, c.against, s.standing, s.told_by, s.first_asserted,
       s.asserted, s.denied, s.disputed, s.corroborated, s.retracted,
       (SELECT count(*) FROM hearings AS h WHERE h.claim = c.claim AND h.heard) AS heard,
       (SELECT count(*) FROM hearings AS h WHERE h.claim = c.claim) AS accused, c.address
FROM claims AS c
JOIN claim_standings AS s ON s.claim = c.claim
"""

ANSWERS_FULL = """
CREATE VIEW answers_full AS
SELECT w.demand, d.title AS demand_title, w.addressee, w.by, a.name AS by_name, w.response,
       w.relation, w.rank, w.told_by, w.date, w.decides, w.quote, q.text AS quote_text,
       r.condition, r.note, r.article, r.published, r.rights
FROM answers AS w
JOIN demands AS d ON d.demand = w.demand
JOIN actors AS a ON a.actor = w.by
JOIN responses AS r ON r.row = w.row
LEFT JOIN quotes AS q ON q.quote = w.quote
"""

VIEWS = (QUOTES_FULL, POSITIONS_FULL, CLAIMS_FULL, ANSWERS_FULL)


# Scripts that set no spaces between words, and Korean, which joins endings to its words.
_RUN_ON = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_LONGEST = 8  # characters of a piece: the longest names; a longer one is found by its parts
# Such scripts have no spaces between words; "\w" lacks some of their characters.
_HAS_RUN_ON = re.compile(f"[{_RUN_ON}]")
_WORD = re.compile(rf"(?:[{_RUN_ON}]|\w)+")
# A character of such a script, or all that is between two of them: "AI" of "AI技術".
_UNIT = re.compile(rf"[{_RUN_ON}]|[^{_RUN_ON}]+")
# Signs of Hebrew and Arabic that most people leave out when they type.
_VOWEL_SIGNS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc]"
)


def with_word_pieces(text: str | None) -> str | None:
    """``text``, and behind it the pieces of it that are words or may be.

    SQLite knows a word by what is around it: spaces and punctuation. Three kinds of word it would
    not find so: those of scripts that set no spaces (Chinese would be one long word), letters that
    have two forms (wide Latin ones, narrow Japanese ones), and Arabic or Hebrew with vowel signs.

    Which pieces of a script without spaces are words is not known, so each one up to ``_LONGEST``
    characters is. (SQLite's `trigram` finds no word of two characters, which most Chinese words
    are.)
    """
    if text is None or text.isascii():
        return text
    plain = _VOWEL_SIGNS.sub("", unicodedata.normalize("NFKC", text))
    words = set(_WORD.findall(text))
    others = dict.fromkeys(word for word in _WORD.findall(plain) if word not in words)
    pieces = dict.fromkeys(piece for form in (text, plain) for piece in _pieces(form))
    return " ".join((text, *(others | pieces)))


def _pieces(text: str) -> list[str]:
    return [
        "".join(units[start:end])
        for word in _WORD.findall(text)
        if _HAS_RUN_ON.search(word)
        for units in [_UNIT.findall(word)]
        for start in range(len(units))
        for end in range(start + 1, min(start + _LONGEST, len(units)) + 1)
    ]


_TYPES: Mapping[Kind, str] = {"integer": "INTEGER", "boolean": "INTEGER"}
_APPLICATION_ID = 0x6F6E7263  # 'onrc': by it programs such as `file` know what a database is
# Rows come table by table and may refer to what comes after them.
_LATER = "DEFERRABLE INITIALLY DEFERRED"


Fill: TypeAlias = Callable[[Table, Iterable[SomeRows]], Iterator[SomeRows]]


@contextmanager
def new_database(path: Path, tables: Sequence[Table], last: Path | None = None) -> Iterator[Fill]:
    """Write the database of all ``tables`` to the new file ``path``, or raise OSError.

    What is given yields the rows of a table, which are written as they are taken; known ones are
    copied from the ``last`` database.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None, uri=True)) as database:
            if last:
                # It stays as it is: it is in a site that is served.
                database.execute("ATTACH ? AS last", [f"{last.absolute().as_uri()}?immutable=1"])
            # Half a file is never kept, so there is nothing to roll back to.
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=ON"):
                database.execute(f"PRAGMA {pragma}")
            database.execute(f"PRAGMA application_id={_APPLICATION_ID}")
            database.execute("BEGIN")
            for statement in chain(*map(_create, tables)):
                database.execute(statement)
            yield partial(_fill, database)
            _index(database)
            for statement in VIEWS:
                database.execute(statement)
            database.execute("COMMIT")
            database.execute("VACUUM")
    except sqlite3.DatabaseError as error:
        raise OSError(f"SQLite: {error}") from error


def _create(table: Table) -> Iterator[str]:
    columns = [_column(column) for column in table.columns]
    keys = [f"PRIMARY KEY ({_names(table.key)})"]
    keys += [
        f"FOREIGN KEY ({_name(column.name)}) REFERENCES {_target(column.to)} {_LATER}"
        for column in table.columns
        if column.to and not column.many
    ]
    yield f"CREATE TABLE {_name(table.name)} ({', '.join([*columns, *keys])}) STRICT"
    for column in table.columns:
        if column.to and not column.many and table.key[:1] != (column.name,):
            name = _name(f"{table.name}_by_{column.name}")
            yield f"CREATE INDEX {name} ON {_name(table.name)} ({_name(column.name)})"
        if column.to and column.many:
            yield from _create_list(table, column)


def _create_list(table: Table, column: Column) -> Iterator[str]:
    """A table of a list's values; without it they could not have foreign keys."""
    name, value, key = _list_name(table, column), _list_value(table, column), _names(table.key)
    place = "place" if "position" in table.key else "position"
    columns = [*(_column(table.column(name)) for name in table.key), f"{place} INTEGER NOT NULL"]
    columns.append(f"{_name(value)} TEXT NOT NULL")
    constraints = [
        f"PRIMARY KEY ({key}, {place})",
        f"FOREIGN KEY ({key}) REFERENCES {_name(table.name)} ({key}) {_LATER}",
        f"FOREIGN KEY ({_name(value)}) REFERENCES {_target(column.to or '')} {_LATER}",
    ]
    yield f"CREATE TABLE {_name(name)} ({', '.join([*columns, *constraints])}) STRICT"
    yield f"CREATE INDEX {_name(f'{name}_by_{value}')} ON {_name(name)} ({_name(value)})"


def _fill(
    database: sqlite3.Connection, table: Table, rows: Iterable[SomeRows]
) -> Iterator[SomeRows]:
    names = [column.name for column in table.columns]
    between = {it.name: "\n" if it.kind == "lines" else "; " for it in table.columns}
    insert = _insert(table.name, len(names))
    lists = {
        column.name: _insert(_list_name(table, column), len(table.key) + 2)
        for column in table.columns
        if column.to and column.many
    }
    for row in rows:
        if isinstance(row, KnownRows):
            for statement in _copies(table):
                database.execute(statement, [row.first, row.last])
            yield row
            continue
        cells = [row.get(name) for name in names]
        for place, value in enumerate(cells):
            if isinstance(value, tuple):
                cells[place] = between[names[place]].join(value) or None
        database.execute(insert, cells)
        for name, statement in lists.items():
            values = row.get(name)
            if isinstance(values, tuple) and values:
                key = [row[part] for part in table.key]
                rest = ([*key, place, item] for place, item in enumerate(values, start=1))
                database.executemany(statement, rest)
        yield row


def _copies(table: Table) -> Iterator[str]:
    """SQL that copies rows of ``table`` and their lists from the last database, in order."""
    of = f"last.{_name(table.name)}"
    yield (
        f"INSERT INTO {_name(table.name)} SELECT * FROM {of}"  # noqa: S608 - names of ours
        " WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
    )
    for column in table.columns:
        if column.to and column.many:
            name, key = _name(_list_name(table, column)), _names(table.key)
            place = "place" if "position" in table.key else "position"
            yield (
                f"INSERT INTO {name} SELECT list.* FROM {of} AS row"  # noqa: S608 - likewise
                f" CROSS JOIN last.{name} AS list USING ({key})"
                f" WHERE row.rowid BETWEEN ? AND ? ORDER BY row.rowid, list.{place}"
            )


def _index(database: sqlite3.Connection) -> None:
    searched = TABLES["quotes"].passages
    columns = ", ".join(searched)
    database.execute(
        f'CREATE VIRTUAL TABLE quotes_fts USING fts5({columns}, content="quotes", '
        "tokenize='unicode61 remove_diacritics 2')"
    )
    database.create_function("indexed", 1, with_word_pieces, deterministic=True)
    texts = ", ".join(f"indexed({name})" for name in searched)
    database.execute(
        f"INSERT INTO quotes_fts (rowid, {columns}) SELECT rowid, {texts} FROM quotes"  # noqa: S608 - names of ours
    )
    database.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('optimize')")


def _column(column: Column) -> str:
    kind = _TYPES.get(column.kind, "TEXT")
    return f"{_name(column.name)} {kind}{' NOT NULL' if column.required else ''}"


def _target(to: str) -> str:
    table, _, column = to.partition(".")
    return f"{_name(table)} ({_name(column)})"


def _list_name(table: Table, column: Column) -> str:
    return f"{table.name}_{column.name}"


def _list_value(table: Table, column: Column) -> str:
    """``actor`` for a list of actors; ``other_claim`` in a table of claims."""
    value = (column.to or "").partition(".")[2]
    return f"other_{value}" if value in (*table.key, "position") else value


def _insert(name: str, count: int) -> str:
    return f"INSERT INTO {_name(name)} VALUES ({', '.join('?' * count)})"  # noqa: S608 - names of ours


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _name(name: str) -> str:
    return f'"{name}"'


def datasette(site: SiteInfo, say: Catalogue) -> dict[str, object]:
    """The metadata for ``datasette onrecord.sqlite -m datasette.json``: title, terms, columns."""
    texts = about(site, say)
    targets = (column.to for table in ALL_TABLES for column in table.columns)
    named = {to.partition(".")[0] for to in targets if to}
    terms: dict[str, object] = {"license": texts["licence"]}
    if address := licence_address(site):
        terms["license_url"] = address
    if site.url:
        terms |= {"source": site.name, "source_url": site.url}
    return {
        "title": site.name,
        "description": texts["rights"],
        **terms,
        "databases": {
            "onrecord": {
                "tables": {it.name: _datasette(it, has_label=it.name in named) for it in ALL_TABLES}
            }
        },
    }


def _datasette(table: Table, *, has_label: bool) -> dict[str, object]:
    described: dict[str, object] = {
        "description": table.meaning,
        "columns": {column.name: column.meaning for column in table.columns},
        "facets": table.facets,
        "sort_desc": table.latest_by,
        "label_column": table.label if has_label else None,
    }
    return {name: value for name, value in described.items() if value}
