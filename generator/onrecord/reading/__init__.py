"""From a folder of YAML files to trees of nodes that know their line and column."""

from .files import discover
from .parse import parse
from .texts import shown_path, shown_text
from .tree import BrokenNode, MappingEntry, MappingNode, Node, ScalarNode, SequenceNode
from .yaml_text import YamlText, read_yaml_text

__all__ = [
    "BrokenNode",
    "MappingEntry",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "YamlText",
    "discover",
    "parse",
    "read_yaml_text",
    "shown_path",
    "shown_text",
]
