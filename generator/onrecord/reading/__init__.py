"""From a folder of YAML files to trees of nodes that know their line and column."""

from .files import ContentFile, discover, entries_below, inside, links_out
from .nodes import BrokenNode, MappingEntry, MappingNode, Node, ScalarNode, SequenceNode, YamlPath
from .parse import parse
from .texts import Segment, may_have, printable, shown_path, shown_text, without_accents, word_diff
from .yaml_text import MAX_BYTES, YamlText, check_bounds, decode_yaml, file_fault, read_yaml_text
