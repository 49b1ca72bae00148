"""All tables, in the order of every file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from onrecord.exports.table import Table

from .articles import OF_ARTICLES
from .derived import DERIVED
from .world import WORLD

TABLES: Mapping[str, Table] = MappingProxyType(
    {table.name: table for table in (*WORLD, *OF_ARTICLES, *DERIVED)}
)
