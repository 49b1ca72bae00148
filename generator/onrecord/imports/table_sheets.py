"""Sheets that are tables of the data: their rows as trees of nodes, as the YAML of records says it.

Where each column goes in a record follows from the fields: a new field needs nothing here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from pydantic import BaseModel

from onrecord.diagnostics import did_you_mean
from onrecord.exports.all_tables import TABLES, lists_of
from onrecord.exports.dictionary import ALL_TABLES
from onrecord.exports.table import AS_OF, Column, Table
from onrecord.reading import (
    BrokenNode,
    MappingEntry,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    shown_text,
)
from onrecord.records import WrittenAlone, fields_of
from onrecord.records.explain import NEAR
from onrecord.records.record_kinds import BY_PLURAL

from .columns import cell_node, column_names, folded, report_missing
from .sheet import Rows, Sheet, SheetRow, Workbook, rows_below

# Tables that say nothing of their own: all that they have follows from others.
LEFT_OUT = frozenset(table.name for table in ALL_TABLES if table.derived)
# A plain sheet of quotes or articles may well have the name of a table: these columns differ.
_OF_QUOTES = frozenset({"quote", "article", "id", "text"})
_OF_A_PLAIN_ONE = frozenset({"text", "quote", "speaker"})
_POSITION = "position"
# What every row of these needs, though an export may leave it out.
_NEEDED = {"quotes": {"form": "direct, partial, indirect or scare"}}
_PARTS = "quote_parts"

# What a tree is made of: the entries of a mapping, some of them mappings again.
_Tree = dict[str, "MappingEntry | _Tree"]
RecordTrees = Mapping[tuple[str, str], MappingNode]  # the tree of a record, by its kind and id


def is_table(sheet: Sheet) -> bool:
    """Whether ``sheet`` is a table of the data, rather than a plain sheet of quotes."""
    if sheet.name not in TABLES:
        return False
    there = {folded(cell.text) for cell in sheet.header}
    if sheet.name == "quotes":
        return there.issuperset(_OF_QUOTES)
    return sheet.name != "articles" or there.isdisjoint(_OF_A_PLAIN_ONE)


def take_table(book: Workbook, sheet: Sheet) -> list[SheetRow]:
    """The rows of the table that ``sheet`` is."""
    table = TABLES[sheet.name]
    derived = frozenset({column.name for column in table.columns if column.derived} | {AS_OF.name})
    known = {column.name: column.name for column in table.columns if not column.derived}
    names = column_names(book, sheet, known, derived)
    for name in known:
        column = table.column(name)
        if _is_needed(column) and name not in names:
            report_missing(book, sheet, name, known, f"add it: {column.meaning}")
    return rows_below(book, sheet, names)


def _is_needed(column: Column) -> bool:
    """Whether a sheet made by hand must have it, since every exported row does."""
    if column.source:
        return column.required and column.source.field.required
    return column.required and column.name != _POSITION


def _in_order(book: Workbook, rows: Iterable[SheetRow]) -> list[SheetRow]:
    """``rows`` by their positions; unchanged if there are none."""
    placed: list[tuple[int, SheetRow]] = []
    for row in rows:
        text = row.text(_POSITION)
        if not text:
            placed.append((1 << 60, row))
        elif text.isascii() and text.isdecimal():
            placed.append((int(text[:18]), row))
        else:
            cell = row.cells[_POSITION]
            message = f"{shown_text(cell.text)} is not a position"
            hint = "write a whole number from 1, or nothing"
            book.fault("sheet-value", cell.place, message, hint)
    return [row for _, row in sorted(placed, key=lambda place: place[0])]


class TreeMaker:
    """Joins the rows of all tables: rows of lists and parts go to their owners."""

    def __init__(self, book: Workbook, rows: Rows) -> None:
        self._book = book
        self._rows = {name: _in_order(book, some) for name, some in rows.items()}
        self._parts = self._grouped(TABLES["quotes"], TABLES[_PARTS])
        self._lists = {
            owner.name: {name: self._grouped(owner, TABLES[name]) for name in lists_of(owner.model)}
            for owner in TABLES.values()
            if owner.model
        }

    def trees(self) -> RecordTrees:
        """The tree of every record, in the order of the rows; the workbook takes the faults."""
        found: dict[tuple[str, str], MappingNode] = {}
        for kind in (BY_PLURAL[name] for name in TABLES if name in BY_PLURAL):
            table = TABLES[kind.plural]
            for row in self._rows.get(table.name, ()):
                id_ = row.text(kind.name)
                if not id_:
                    self._lacks(table, table.column(kind.name), row)
                elif (kind.name, id_) in found:
                    message = f"there is already a row for {shown_text(id_)}"
                    place = row.place(kind.name)
                    self._book.fault("duplicate-id", place, message, "merge the two rows")
                else:
                    article = id_ if kind.name == "article" else None
                    tree = self._fields(table, kind.model, row, article)
                    self._put_lists(tree, table, id_, article)
                    found[kind.name, id_] = _mapping(tree, row.place(table.key[0]))
        self._report_unowned(found)
        return found

    def _put_lists(self, tree: _Tree, owner: Table, key: str, article: str | None) -> None:
        for name, field in lists_of(owner.model).items() if owner.model else ():
            rows = self._lists[owner.name][name][key]
            if rows and field.model:
                items = [self._item(TABLES[name], field.model, row, article) for row in rows]
                _put(tree, (field.name,), _sequence(items))

    def _item(
        self, table: Table, model: type[BaseModel], row: SheetRow, article: str | None
    ) -> Node:
        tree = self._fields(table, model, row, article)
        if table.name == "quotes":
            self._put_lists(tree, table, _reference(row), article)
        made = _mapping(tree, row.place(*table.key, "id"))
        alone = model.alone if issubclass(model, WrittenAlone) else ""
        return made.entries[alone].value if list(made.entries) == [alone] else made

    def _fields(
        self, table: Table, model: type[BaseModel], row: SheetRow, article: str | None
    ) -> _Tree:
        tree: _Tree = {}
        for column in table.written:
            source = column.source
            # A demand's own responses do not say to which demand.
            if source and source.path[0].attribute in model.model_fields:
                node = self._value(table, column, row, article)
                if node and node[:1] != (source.field.default,):  # that goes without saying
                    _put(tree, source.keys, node)
        _put_alone(tree, model)
        return tree

    def _value(
        self, table: Table, column: Column, row: SheetRow, article: str | None
    ) -> Node | None:
        cell = row.cells.get(column.name)
        node = cell_node(self._book, column, cell) if cell else None
        if table.name == "quotes" and column.name == "text":
            node = self._parts_of(row) or node
        if node is None:
            if _is_needed(column) or column.name in _NEEDED.get(table.name, ()):
                self._lacks(table, column, row)
                return BrokenNode(*row.place(*table.key))
            return None
        if not (article and column.names == "quote" and isinstance(node, ScalarNode)):
            return node
        owner, _, item = node.text.rpartition("#")
        if owner == article or (table.name == "corrections" and not owner):
            return node._replace(text=item)
        if table.name != "corrections":
            return node
        message = f"{shown_text(node.text)} is a quote of another article"
        hint = f"the ids of this article's quotes begin with {article}#"
        self._book.fault("sheet-row", node[1:], message, hint)
        return BrokenNode(node.line, node.column)

    def _parts_of(self, row: SheetRow) -> Node | None:
        """The parts of a quote, if the source prints them separately."""
        column = TABLES[_PARTS].column("text")
        cells = [it.cells["text"] for it in self._parts[_reference(row)] if "text" in it.cells]
        parts = [node for cell in cells if (node := cell_node(self._book, column, cell))]
        return _sequence(parts) if parts else None

    def _lacks(self, table: Table, column: Column, row: SheetRow) -> None:
        missing_too = (table.name, column.name) in self._book.missing_columns
        if missing_too or row.line in self._book.refused_lines:
            return
        meaning = _NEEDED.get(table.name, {}).get(column.name, column.meaning)
        message = f"this row has nothing in '{column.name}'"
        place = row.place(*table.key)
        self._book.fault("sheet-value", place, message, meaning, about="row")

    def _grouped(self, owner: Table, table: Table) -> defaultdict[str, list[SheetRow]]:
        groups: defaultdict[str, list[SheetRow]] = defaultdict(list)
        for row in self._rows.get(table.name, ()):
            if table.name == "responses" and (owner.name == "articles") != ("article" in row.cells):
                continue
            groups[row.text(_owner_column(owner, table))].append(row)
        return groups

    def _report_unowned(self, found: Collection[tuple[str, str]]) -> None:
        """Note rows without an owner."""
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for kind, id_ in found:
            ids[kind].add(id_)
        of_articles = self._lists["articles"]["quotes"].values()
        ids["quote"] = {_reference(row) for rows in of_articles for row in rows}
        for owner, lists in self._lists.items():
            for name, groups in lists.items():
                self._report(TABLES[owner], TABLES[name], groups, ids[TABLES[owner].key[0]])
        self._report(TABLES["quotes"], TABLES[_PARTS], self._parts, ids["quote"])

    def _report(
        self, owner: Table, table: Table, groups: Mapping[str, list[SheetRow]], there: set[str]
    ) -> None:
        kind, column = owner.key[0], _owner_column(owner, table)
        for key, rows in groups.items():
            if key in there:
                continue
            hint = did_you_mean(key, there, NEAR) or f"every {kind} needs its own row"
            message = f"there is no {kind} {shown_text(key)} for this row"
            if not key:
                message = f"this row does not say of which {kind} it is"
            if not there:
                hint = f"import all tables together: this row belongs to one of '{owner.name}'"
            for row in rows:
                if (table.name, column) not in self._book.missing_columns:
                    self._book.fault("sheet-row", row.place(column), message, hint)
                    if not there:
                        return


def _reference(row: SheetRow) -> str:
    """The full reference of a row of ``quotes``."""
    return f"{row.text('article')}#{row.text('id')}"


def _owner_column(owner: Table, table: Table) -> str:
    """The column of ``table`` that names the owner of a row."""
    key = f"{owner.name}.{owner.key[0]}"
    return next(column.name for column in table.columns if column.to == key)


def _sequence(items: Iterable[Node]) -> SequenceNode:
    """A list, at the place of its first item; there is one."""
    found = tuple(items)
    return SequenceNode(found, found[0].line, found[0].column)


def _put(tree: _Tree, path: tuple[str, ...], node: Node) -> None:
    *above, name = path
    for part in above:
        inner = tree.setdefault(part, {})
        assert isinstance(inner, dict)  # noqa: S101 - a path leads through no value
        tree = inner
    tree[name] = MappingEntry(ScalarNode(name, node.line, node.column), node)


def _put_alone(tree: _Tree, model: type[BaseModel]) -> None:
    """Replace each inner record that is only one of its fields by that field."""
    for name, inner in list(tree.items()):
        inner_model = fields_of(model)[name].model
        if isinstance(inner, dict) and inner_model:
            _put_alone(inner, inner_model)
            if issubclass(inner_model, WrittenAlone) and list(inner) == [inner_model.alone]:
                tree[name] = inner[inner_model.alone]


def _mapping(tree: _Tree, place: tuple[int, int]) -> MappingNode:
    entries: dict[str, MappingEntry] = {}
    for name, value in tree.items():
        if isinstance(value, dict):
            inner = _mapping(value, place)
            first = next(iter(inner.entries.values())).key
            inner = inner._replace(line=first.line, column=first.column)
            entries[name] = MappingEntry(ScalarNode(name, first.line, first.column), inner)
        else:
            entries[name] = value
    return MappingNode(entries, *place)
