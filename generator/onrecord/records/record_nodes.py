"""What is done with the nodes of a file: what quotes inherit, texts that are cut, where a value is.

On nodes, so that a value keeps the place where it is written.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from onrecord.diagnostics import Diagnostic
from onrecord.reading import (
    MappingEntry,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    YamlPath,
    YamlText,
    decode_yaml,
    parse,
    read_yaml_text,
    shown_text,
)
from onrecord.reading.nodes import (
    Comment,
    follow_path,
    mapping_at,
    plain,
    text_at,
    texts_at,
    without_texts,
)

from .description import FieldDescription, WrittenAlone, fields_of
from .quote import REVEALING_FIELDS
from .record_kinds import RecordKind

# What only the quote itself can say: the writer's own marks have no speaker, and withheld words
# have no substitute.
_OWN_IF_SCARE = ("speaker",)
_CUT = "put the whole value in quotes; a comment needs two spaces before its # and one after it"


def inherit(article: Node) -> Node:
    """``article`` with each quote completed; unchanged if there is nothing to inherit."""
    if not isinstance(article, MappingNode) or "quotes" not in article.entries:
        return article
    defaults, speakers = mapping_at(article, "defaults"), mapping_at(article, "speakers")
    if defaults is None and speakers is None:
        return article
    key, quotes = article.entries["quotes"]
    if isinstance(quotes, SequenceNode):
        quotes = quotes._replace(
            items=tuple(_complete(item, defaults, speakers) for item in quotes.items)
        )
    else:  # one may be there without a list
        quotes = _complete(quotes, defaults, speakers)
    return article._replace(entries={**article.entries, "quotes": MappingEntry(key, quotes)})


def _complete(quote: Node, defaults: MappingNode | None, speakers: MappingNode | None) -> Node:
    if not isinstance(quote, MappingNode):
        return quote
    own_form = text_at(quote, "form")
    said_by = texts_at(quote, "speaker")
    if not said_by and defaults and own_form != "scare":
        said_by = texts_at(defaults, "speaker")
    result = quote
    of_each = [mapping_at(speakers, speaker) for speaker in said_by] if speakers else []
    if of_speakers := _shared(of_each):
        result = _merge(result, of_speakers)
    if defaults:
        result = _merge(result, defaults)
    own: tuple[str, ...] = _OWN_IF_SCARE if text_at(result, "form") == "scare" else ()
    if text_at(result, "state") == "withheld":
        own += REVEALING_FIELDS
    gone = {key for key in own if key not in quote.entries}
    return result._replace(
        entries={key: entry for key, entry in result.entries.items() if key not in gone}
    )


def _shared(mappings: list[MappingNode | None]) -> MappingNode | None:
    """What all ``mappings`` say alike: a joint statement takes no more from its speakers.

    What one of them alone says, a role for instance, is not true of the others.
    """
    there = [mapping for mapping in mappings if mapping]
    if not there or len(there) < len(mappings):
        return None
    first = there[0]
    entries = {}
    for key, entry in first.entries.items():
        values = [mapping.entries[key].value for mapping in there if key in mapping.entries]
        inner = [value if isinstance(value, MappingNode) else None for value in values]
        if len(values) < len(there):
            continue
        if isinstance(entry.value, MappingNode):
            if shared := _shared(inner):
                entries[key] = MappingEntry(entry.key, shared)
        elif all(plain(value) == plain(entry.value) for value in values):
            entries[key] = entry
    return MappingNode(entries, first.line, first.column) if entries else None


def _merge(over: MappingNode, under: MappingNode) -> MappingNode:
    """``over``, completed from ``under``; mappings key by key."""
    entries = dict(over.entries)
    for key, entry in under.entries.items():
        mine = entries.get(key)
        if mine is None:
            entries[key] = entry
        elif isinstance(mine.value, MappingNode) and isinstance(entry.value, MappingNode):
            if key == "said" and _other_event(mine.value, entry.value):
                continue  # that day and that place are the other event's
            entries[key] = MappingEntry(mine.key, _merge(mine.value, entry.value))
    return MappingNode(entries, over.line, over.column)


def _other_event(over: MappingNode, under: MappingNode) -> bool:
    """Whether both name an event, and not the same."""
    if "event" not in over.entries or "event" not in under.entries:
        return False
    same = text_at(over, "event")
    return same is None or same != text_at(under, "event")


def locate(
    file: Path, path: YamlPath, content: bytes | None = None, *, key: bool = False
) -> tuple[int, int, str]:
    """Line, column and text of the line of the value at ``path`` in ``file``.

    Args:
        file: a YAML file of the content, read again.
        path: from the top of the file, such as ``("quotes", 2, "speaker")``. Where it leads
            further than the file, the deepest node on the way answers. A quote's inherited value
            is found where it is written.
        content: what the file is to have, if that is not what is on the disk.
        key: point at the key of the value instead.
    """
    try:
        status = None if content is not None else file.stat()
    except OSError:
        return 1, 1, ""
    # A file can be another one and keep its time: copied with it, or written twice in one moment.
    state = status and (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    source, root = _tree(file.absolute(), state, content)
    if source is None or root is None:
        return 1, 1, ""
    node, entry, _ = follow_path(root, path)
    place = entry.key if key and entry else node
    return place.line, place.column, source.line(place.line)


def text_of_line(file: Path, line: int) -> str:
    """The text of a ``line`` of ``file``; as `locate` has it."""
    source, _ = read_yaml_text(file)
    return source.line(line) if source else ""


# Faults come file by file: a few trees are enough.
@lru_cache(maxsize=4)
def _tree(
    file: Path,
    state: tuple[int, ...] | None,  # noqa: ARG001 - the key
    content: bytes | None,
) -> tuple[YamlText | None, Node | None]:
    source, _ = read_yaml_text(file) if content is None else decode_yaml(file, content)
    if source is None:
        return None, None
    root, _ = parse(source)
    return source, inherit(root) if root else None


class FieldText(NamedTuple):
    """A text in a file, with the field that it is of."""

    path: YamlPath  # where it is; of a mapping by ids, each key has the path of its value
    text: str
    field: FieldDescription
    line: int
    column: int
    is_key: bool = False  # whether it is such a key


def texts_in(root: Node, kind: RecordKind) -> Iterator[FieldText]:
    """Each text in a file of ``kind``, in the order of the file, with its field.

    The file is asked, not the record: a quote also has what its article says for all quotes, and a
    file whose record has a fault has texts too.
    """
    if not kind.together:
        yield from _texts_of_record(root, kind.model, ())
    elif isinstance(root, MappingNode):
        for id_, entry in root.entries.items():
            yield from _texts_of_record(entry.value, kind.model, (id_,))


def _texts_of_record(node: Node, model: type[BaseModel], path: YamlPath) -> Iterator[FieldText]:
    fields = fields_of(model)
    if isinstance(node, MappingNode):
        for name, entry in node.entries.items():
            if field := fields.get(name):
                yield from _texts_of_value(entry.value, field, (*path, name))
    elif isinstance(node, ScalarNode) and issubclass(model, WrittenAlone):
        yield FieldText(path, node.text, fields[model.alone], node.line, node.column)


def _texts_of_value(node: Node, field: FieldDescription, path: YamlPath) -> Iterator[FieldText]:
    if isinstance(node, SequenceNode):
        for number, item in enumerate(node.items):
            yield from _texts_of_value(item, field, (*path, number))
    elif field.by_id and field.model and isinstance(node, MappingNode):
        for id_, entry in node.entries.items():
            yield FieldText((*path, id_), id_, field, entry.key.line, entry.key.column, is_key=True)
            yield from _texts_of_record(entry.value, field.model, (*path, id_))
    elif field.model:
        yield from _texts_of_record(node, field.model, path)
    elif isinstance(node, ScalarNode):
        yield FieldText(path, node.text, field, node.line, node.column)


def mark_cut_texts(
    kind: RecordKind, root: Node, source: YamlText, comments: Mapping[tuple[int, int], Comment]
) -> tuple[Node, list[Diagnostic]]:
    """``root`` without the texts that lost words to a comment, and a fault for each of them.

    ``comments`` are those that follow scalars of the file, by the places of these.
    """
    faults: dict[tuple[int, int], Diagnostic] = {}
    for found in texts_in(root, kind) if comments else ():
        place, words = (found.line, found.column), found.field.words
        comment = comments.get(place)
        if comment and words and comment.is_cut_text(exact=words.exact):
            lost = shown_text(f"#{comment.text.rstrip()}")
            message = f"{lost} is ignored: a # after a space begins a comment"
            faults[place] = source.fault("cut-by-comment", comment.place, message, _CUT)
    return without_texts(root, faults.keys()) if faults else root, [*faults.values()]
