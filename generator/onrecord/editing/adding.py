"""New records: actors by their names, and a quote at the end of those of an article."""

import re
from collections.abc import Mapping

from onrecord.desk.quotes import full_reference
from onrecord.diagnostics import OnrecordError
from onrecord.reading import MappingNode, shown_text
from onrecord.reading.texts import id_like, why_no_id

from .desk_edit import DeskEdit
from .yaml_values import Value, node_of
from .yaml_writer import yaml_of

_QUOTES = ("quotes",)
# What each quote has in the end, in the order of a skeleton.
_NEEDED = ("id", "text", "speaker", "form")
_WORDS_OF_ID = 5
# What stands for words left out, typed in either way: each side is a part of its own.
_PARTS = re.compile(r"\s*(?:\[…\]|\[\.\.\.\])\s*")


def id_of_name(name: str) -> str:
    """The id that a name gives: ``justin-trudeau`` of ``Justin Trudeau``.

    Raises:
        OnrecordError: it gives none.
    """
    found = id_like(name)
    if not found:
        message = f"no id can be made from {shown_text(name)}, which has no letter from a to z"
        raise OnrecordError(message, "give one with --id")
    if why := why_no_id(found):
        raise OnrecordError(why[0], "give another with --id")
    return found


def actor_text(name: str, kind: str, schema: str | None) -> str:
    """The file of an actor with nothing but a name and a kind.

    Args:
        name: as the site is to show it.
        kind: what kind of actor.
        schema: the path of the JSON Schema from the file, for editors.

    Raises:
        OnrecordError: the name cannot be shown.
    """
    name = " ".join(name.split())
    if not name.isprintable():
        raise OnrecordError(
            f"{shown_text(name)} cannot be a name", "leave out what cannot be printed"
        )
    head = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    node = node_of({"name": name, "kind": kind})
    return head + (yaml_of(node) if isinstance(node, MappingNode) else "")


def add_quote(
    edit: DeskEdit, article_id: str, quote_id: str | None, given: Mapping[str, str | None]
) -> tuple[str, bool]:
    """Add a quote with what is ``given``; what else it needs is left to be filled in.

    Args:
        edit: takes the change.
        article_id: of the article.
        quote_id: its id; None to make one of its first words, if there are any.
        given: its text, speaker and form, as far as they are known.

    Returns:
        Its reference, empty if it has no id yet; and whether it is complete.

    Raises:
        OnrecordError: there is no such article, or the id is none or is taken.
        EditRefused: the file cannot be changed in place.
    """
    yaml = edit.yaml(edit.file_of("article", article_id))
    there = yaml.at(_QUOTES)
    quotes = there if isinstance(there, list) else [there]
    taken = {quote.get("id") for quote in quotes if isinstance(quote, dict)}
    text = (given.get("text") or "").strip()
    if quote_id is None and text:
        quote_id = _free_id(text, {id_ for id_ in taken if isinstance(id_, str)})
    if quote_id is not None:
        if why := why_no_id(quote_id):
            raise OnrecordError(*why)
        if quote_id in taken:
            message = f"'{article_id}' already has a quote '{quote_id}'"
            raise OnrecordError(message, "choose another id")
    parts: list[Value] = [part for part in _PARTS.split(text) if part]
    values: dict[str, Value] = {
        "id": quote_id,
        "text": parts if len(parts) > 1 else text or None,
        "speaker": given.get("speaker"),
        "form": given.get("form"),
    }
    from_article = {name for name in _NEEDED if yaml.at(("defaults", name)) is not None}
    quote = {name: values[name] for name in _NEEDED if values[name] or name not in from_article}
    if not yaml.at(_QUOTES):
        yaml.put(_QUOTES, [quote])
    else:
        yaml.append(_QUOTES, quote)
    name = full_reference(quote_id, article_id) if quote_id else ""
    return name, all(value is not None for value in quote.values())


def _free_id(text: str, taken: set[str]) -> str | None:
    """An id of the first words of ``text`` that no quote has; None where they give none."""
    found = "-".join(id_like(text).split("-")[:_WORDS_OF_ID])
    if not found or why_no_id(found):
        return None
    free = found
    number = 2
    while free in taken:
        free, number = f"{found}-{number}", number + 1
    return free
