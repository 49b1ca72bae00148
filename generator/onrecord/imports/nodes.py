"""The rows of all tables as trees of nodes: what the YAML of each record would say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping as Map
from difflib import get_close_matches

from onrecord.exports.table import Column
from onrecord.exports.tables.all import TABLES
from onrecord.reading import Broken, Entry, Mapping, Node, Scalar, Sequence
from onrecord.reading.texts import shown_text
from onrecord.records.keys import NEAR

from .shapes import LISTS, PATHS, RECORDS, places
from .sheet import Book, Row
from .tables import MAY_LACK, Rows, in_order
from .values import node_of

_Tree = dict[str, "Entry | _Tree"]
_QUOTE = "quotes.quote"
# What every row of these needs, though an export may leave it out.
_NEEDED = {"quotes": {"form": "direct, partial, indirect or scare"}}


class Trees:
    """The tree of every record, by its table and id, in the order of the rows."""

    def __init__(self, book: Book, rows: Rows) -> None:
        self._book = book
        self._rows = {name: in_order(book, some) for name, some in rows.items()}
        self._parts = self._grouped("quote_parts", "quote")
        self._lists = {
            table: {sub: self._grouped(sub, _owner_column(table, sub)) for sub in lists}
            for table, lists in LISTS.items()
        }

    def all(self) -> dict[tuple[str, str], Mapping]:
        """The trees."""
        found: dict[tuple[str, str], Mapping] = {}
        for table in RECORDS:
            for row in self._rows.get(table, ()):
                key = row.text(table_key(table))
                if key is None:
                    if (table, table_key(table)) not in self._book.lacking:
                        self._lacks(table, TABLES[table].column(table_key(table)), row)
                elif (table, key := key.strip()) in found:
                    message = f"there is a row for {shown_text(key)} already"
                    place = row.place(table_key(table))
                    self._book.fault("duplicate-id", place, message, "make one row of both")
                else:
                    found[table, key] = self._record(table, key, row)
        self._orphans(found)
        return found

    def _record(self, table: str, key: str, row: Row) -> Mapping:
        article = key if table == "articles" else None
        tree = self._fields(table, row, article)
        for sub, field in LISTS.get(table, {}).items():
            if items := [self._item(sub, one, article) for one in self._lists[table][sub][key]]:
                first = items[0]
                place = (first.line, first.column)
                entry = Entry(Scalar(field, *place), Sequence(tuple(items), *place))
                tree[field] = entry
        return _mapping(tree, row.place(table_key(table)))

    def _item(self, table: str, row: Row, article: str | None) -> Node:
        tree = self._fields(table, row, article)
        if table == "quotes":
            self._quote(tree, row, article or "")
        made = _mapping(tree, row.place(*TABLES[table].key, "id"))
        if table == "same_as" and list(made.entries) == ["quote"]:
            return made.entries["quote"].value
        return made

    def _quote(self, tree: _Tree, row: Row, article: str) -> None:
        reference = _reference(row)
        column = TABLES["quote_parts"].column("text")
        cells = [one.cells["text"] for one in self._parts[reference] if "text" in one.cells]
        parts = [part for cell in cells if (part := node_of(self._book, column, cell))]
        if parts:
            place = (parts[0].line, parts[0].column)
            text = Entry(Scalar("text", *place), Sequence(tuple(parts), *place))
            # In its place, behind the id.
            rest = {name: one for name, one in tree.items() if name not in ("id", "text")}
            own = {"id": tree["id"]} if "id" in tree else {}
            tree.clear()
            tree.update({**own, "text": text, **rest})
        if others := self._lists["quotes"]["same_as"][reference]:
            items = tuple(self._item("same_as", one, article) for one in others)
            place = (items[0].line, items[0].column)
            tree["same_as"] = Entry(Scalar("same_as", *place), Sequence(items, *place))

    def _fields(self, table: str, row: Row, article: str | None) -> _Tree:
        tree: _Tree = {}
        left_out = places(table, TABLES[table].key)
        if table == "responses" and article is None:
            left_out |= {"demand"}
        for column in TABLES[table].columns:
            if column.derived or column.name in left_out:
                continue
            node = self._value(table, column, row, article)
            if node is not None:
                path = PATHS.get(table, {}).get(column.name, (column.name,))
                _put(tree, path, node)
        if isinstance(state := tree.get("state"), Entry) and state.value[:1] == ("live",):
            del tree["state"]  # it goes without saying
        owner = tree if table == "articles" else tree.get("said")
        if isinstance(owner, dict) and table in ("articles", "quotes"):
            event = owner.get("event")
            if isinstance(event, dict) and list(event) == ["event"]:
                owner["event"] = event["event"]
        return tree

    def _value(self, table: str, column: Column, row: Row, article: str | None) -> Node | None:
        cell = row.cells.get(column.name)
        node = node_of(self._book, column, cell) if cell else None
        if node is None:
            needed = column.required and column.name not in MAY_LACK
            if needed or column.name in _NEEDED.get(table, ()):
                if (table, column.name) not in self._book.lacking:
                    self._lacks(table, column, row)
                return Broken(*row.place(*TABLES[table].key))
            return None
        if table == "corrections" and column.name == "quote" and isinstance(node, Scalar):
            return self._item_of(node, article or "")
        if column.to == _QUOTE and article:
            return _local(node, article)
        return node

    def _item_of(self, node: Scalar, article: str) -> Node:
        owner, _, item = node.text.rpartition("#")
        if owner in ("", article):
            return node._replace(text=item)
        message = f"{shown_text(node.text)} is a quote of another article"
        self._book.fault(
            "sheet-row", node[1:], message, f"quotes of this one begin with {article}#"
        )
        return Broken(node.line, node.column)

    def _lacks(self, table: str, column: Column, row: Row) -> None:
        if row.line in self._book.spoilt:
            return
        meaning = _NEEDED.get(table, {}).get(column.name, column.meaning)
        message = f"this row has nothing in '{column.name}'"
        place = row.place(*TABLES[table].key)
        self._book.fault("sheet-value", place, message, meaning, about="row")

    def _grouped(self, table: str, column: str) -> defaultdict[str, list[Row]]:
        groups: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._rows.get(table, ()):
            if table == "responses" and (column == "demand") == ("article" in row.cells):
                continue
            groups[(row.text(column) or "").strip()].append(row)
        return groups

    def _orphans(self, found: Iterable[tuple[str, str]]) -> None:
        """Note rows that belong to no record."""
        known = set(found)
        rows = self._lists["articles"]["quotes"].values()
        quotes = {_reference(row) for some in rows for row in some}
        for owner, lists in self._lists.items():
            for sub, groups in lists.items():
                there = quotes if owner == "quotes" else {id_ for of, id_ in known if of == owner}
                self._unowned(sub, groups, there, owner)
        self._unowned("quote_parts", self._parts, quotes, "quotes")

    def _unowned(
        self, table: str, groups: Map[str, list[Row]], there: set[str], owner: str
    ) -> None:
        kind, column = owner.removesuffix("s"), _owner_column(owner, table)
        for key, rows in groups.items():
            if key in there:
                continue
            near = get_close_matches(key, there, 1, cutoff=NEAR)
            hint = f"did you mean '{near[0]}'?" if near else f"every {kind} has a row of its own"
            message = f"there is no {kind} {shown_text(key)} for this row"
            if not key:
                message = f"this row does not say of which {kind} it is"
            for row in rows:
                if (table, column) not in self._book.lacking:
                    self._book.fault("sheet-row", row.place(column), message, hint)


_OWN = ("demands", "responses")
_BY_ARTICLE = frozenset({"quotes", "demand_acts", "responses", "claim_acts", "corrections"})


def table_key(table: str) -> str:
    """The column of the id in a table of records."""
    return TABLES[table].key[0]


def _reference(row: Row) -> str:
    """The full reference of a row of ``quotes``."""
    return f"{(row.text('article') or '').strip()}#{(row.text('id') or '').strip()}"


def _owner_column(table: str, sub: str) -> str:
    """The column of the table ``sub`` that names the row of ``table`` it belongs to."""
    if (table, sub) == _OWN:
        return "demand"
    return "article" if sub in _BY_ARTICLE else TABLES[sub].key[0]


def _local(node: Node, article: str) -> Node:
    """A reference as it is written in its own article."""
    if isinstance(node, Scalar):
        return node._replace(text=node.text.removeprefix(f"{article}#"))
    return node


def _put(tree: _Tree, path: tuple[str, ...], node: Node) -> None:
    *above, name = path
    for part in above:
        inner = tree.setdefault(part, {})
        assert isinstance(inner, dict)  # noqa: S101 - a path leads through no value
        tree = inner
    tree[name] = Entry(Scalar(name, node.line, node.column), node)


def _mapping(tree: _Tree, place: tuple[int, int]) -> Mapping:
    entries: dict[str, Entry] = {}
    for name, one in tree.items():
        if isinstance(one, dict):
            inner = _mapping(one, place)
            first = next(iter(inner.entries.values())).key
            inner = inner._replace(line=first.line, column=first.column)
            one = Entry(Scalar(name, first.line, first.column), inner)  # noqa: PLW2901 - the same, built
        entries[name] = one
    return Mapping(entries, *place)
