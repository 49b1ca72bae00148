"""Words that YAML takes for a comment, in the fields that hold words."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping as Lookup
from typing import Annotated, Any

from pydantic import BaseModel

from onrecord.diagnostics import Diagnostic
from onrecord.reading import Broken, Entry, Mapping, Node, Scalar, Sequence, Source, shown_text
from onrecord.reading.comments import Comment

from .description import Words

_HINT = "put the whole value in quotes; a remark has two spaces before its # and one after it"


def mark_cut_texts(
    kind: Any,  # noqa: ANN401 - what may stand at an annotation
    root: Node,
    source: Source,
    comments: Lookup[tuple[int, int], Comment],
) -> tuple[Node, list[Diagnostic]]:
    """``root`` without the texts that lost words to a comment, and a fault for each of them.

    Args:
        kind: the type that the fields of ``root`` are described by.
        root: what the file says.
        source: the file.
        comments: what follows the scalars of the file, by their places.
    """
    if not comments:
        return root, []
    search = _Search(source, comments)
    return search.visit(root, kind, ()), search.faults


class _Search:
    """One walk over the nodes of a file and the types of its fields."""

    def __init__(self, source: Source, comments: Lookup[tuple[int, int], Comment]) -> None:
        self.faults: list[Diagnostic] = []
        self._source = source
        self._comments = comments

    def visit(self, node: Node, annotation: Any, metadata: typing.Iterable[Any]) -> Node:  # noqa: ANN401
        """``node``, which is described by ``annotation`` with ``metadata`` beside it."""
        if isinstance(node, Broken):
            return node
        kind, metadata = _plain_kind(annotation, metadata, node)
        if isinstance(node, Scalar):
            return self._scalar(node, metadata)
        if isinstance(node, Sequence):
            inner = (typing.get_args(kind) or (None,))[0]
            items = tuple(self.visit(item, inner, ()) for item in node.items)
            return Sequence(items, node.line, node.column)
        entries = {
            name: Entry(entry.key, self.visit(entry.value, *_field(kind, name)))
            for name, entry in node.entries.items()
        }
        return Mapping(entries, node.line, node.column)

    def _scalar(self, node: Scalar, metadata: typing.Iterable[Any]) -> Node:
        comment = self._comments.get((node.line, node.column))
        words = next((one for one in metadata if isinstance(one, Words)), None)
        if comment is None or words is None or not comment.is_cut_text(exact=words.exact):
            return node
        lost = shown_text(f"#{comment.said.rstrip()}")
        message = f"{lost} is not read: a # after a space begins a comment"
        self.faults.append(self._source.fault("cut-by-comment", comment.place, message, _HINT))
        return Broken(node.line, node.column)


def _plain_kind(
    annotation: Any,  # noqa: ANN401
    metadata: typing.Iterable[Any],
    node: Node,
) -> tuple[Any, typing.Iterable[Any]]:
    """The type that fits ``node`` inside ``X | None``, ``Annotated[X, …]`` and a list of one."""
    while True:
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is Annotated:
            # What is said last, of a narrower type, comes first.
            annotation, metadata = arguments[0], tuple(reversed(annotation.__metadata__))
        elif origin in (typing.Union, types.UnionType):
            options = [one for one in arguments if one is not type(None)]
            fitting = [one for one in options if _is_record(one) == isinstance(node, Mapping)]
            annotation = (fitting or options)[0]
        elif origin is tuple and not isinstance(node, Sequence):
            annotation = arguments[0]
        else:
            return annotation, metadata


def _field(kind: Any, name: str) -> tuple[Any, typing.Iterable[Any]]:  # noqa: ANN401
    if not _is_record(kind):  # a mapping by free keys
        return (typing.get_args(kind) or (None,))[-1], ()
    for field_name, field in kind.model_fields.items():
        if name == (field.alias or field_name):
            return field.annotation, tuple(reversed(field.metadata))
    return None, ()


def _is_record(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
