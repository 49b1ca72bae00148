"""From a folder of YAML files to trees of nodes that know where they stand."""

from .files import Discovered, Found, discover
from .nodes import Broken, Entry, Mapping, Node, Scalar, Sequence
from .parse import parse
from .source import Source, read_source
from .texts import shown_path, shown_text

__all__ = [
    "Broken",
    "Discovered",
    "Entry",
    "Found",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Source",
    "discover",
    "parse",
    "read_source",
    "shown_path",
    "shown_text",
]
