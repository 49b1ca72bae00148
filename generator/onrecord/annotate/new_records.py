"""What the page adds to the desk: actors, roles, demands, claims, topics and events; an article."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from onrecord.diagnostics import OnrecordError, Severity
from onrecord.drafting.article_additions import ArticleFiles
from onrecord.drafting.article_yaml import article_yaml, today
from onrecord.drafting.descriptions import kind_of_name
from onrecord.drafting.draft import DraftOptions, article_id_of, draft_of
from onrecord.drafting.proposals import Proposals, id_of
from onrecord.drafting.source import read_source
from onrecord.drafting.written_names import explained_names
from onrecord.editing.new_record import actor_text, find_id_owner, id_of_name, schema_from
from onrecord.editing.placed_text import Value
from onrecord.editing.yaml_in_place import YamlInPlace
from onrecord.editing.yaml_writer import key_order, mapping_of, modeline, yaml_of
from onrecord.reading import ContentFile, decode_yaml
from onrecord.reading.texts import why_no_id
from onrecord.records import KINDS, VOCABULARIES, Records, load_text
from onrecord.writing.changed_files import put_files
from onrecord.writing.whole_files import write_file

from .page import PART
from .suggestions import Suggestions, known_language
from .typed_article import FieldRefused
from .workspace import Workspace

_ID_WORDS = 6  # of a text without a headline
# The fields of what can be made, in the order of the record; those of ids are lists.
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "demand": ("title", "by", "to", "topic", "action", "strength"),
    "claim": ("text", "by", "against", "about", "kind"),
    "event": ("name", "date", "place"),
    "role": ("title", "of"),
}
_TOPICS = ("topic", "about")  # the fields that name a topic, which may be a new one
# A line that is cut where a mail or a PDF is wide: most lines are as long as the longest.
_NARROWEST, _WIDEST, _FULL = 45, 110, 0.6
_LABEL = re.compile(
    r"[\s>*\u2022\u2013\u2014-]|[^\W\d_a-z][\w.'\u2019-]*(?: [^\W\d_a-z][\w.'\u2019-]*){0,3}:|Q\s"
)


class RecordMaker:
    """Writes new records into the folder of a workspace's desk."""

    def __init__(self, workspace: Workspace, suggestions: Suggestions) -> None:
        self._workspace = workspace
        self._suggestions = suggestions
        self._content = workspace.settings.content

    def kind(self, article: str, name: str) -> str:
        """The probable kind of an actor called ``name``; empty if unknown."""
        record = self._workspace.record(article)
        if record and name == record.source.publisher:
            return "organisation"
        known = known_language(record.source.language if record else None)
        return kind_of_name(name, self._workspace.source(article).text, known) or ""

    def actor(self, name: str, kind: str, article: str = "") -> str:
        """Write a new actor of the desk, with a ``name`` and a ``kind``; returns the id.

        A shorter name that the source of the ``article`` explains is an alias of the whole one.
        """
        if kind not in VOCABULARIES["actor_kind"]:
            raise OnrecordError(f"'{kind}' is not a kind of actor")
        text = self._workspace.source(article).text if article else ""
        explained = explained_names(text) if kind != "person" else {}
        name = explained.get(name.strip(), name)
        alias = next((short for short, whole in explained.items() if whole == name.strip()), "")
        id_ = id_of_name(name)
        if ("actor", id_) in self._suggestions.records.known:
            raise OnrecordError(f"the desk already has an actor '{id_}'", "choose that one")
        self._put("actor", id_, actor_text(name, kind, self._schema("actor", id_), alias))
        return id_

    def make(self, kind: str, sent: Mapping[str, Value]) -> str:
        """Write what was ``sent`` as a new demand, claim or event, or an actor's role; its id."""
        if kind not in _FIELDS:
            raise OnrecordError(f"'{kind}' cannot be made here")
        values = {name: sent[name] for name in _FIELDS[kind] if sent.get(name)}
        if kind == "role":
            return self._give_role(str(sent.get("actor", "")), values)
        named = str(values.get(KINDS[kind].title, ""))
        if not named.strip():
            hint = "say in a few neutral words what it is"
            raise FieldRefused("it has no words yet", hint, KINDS[kind].title or "")
        records = self._suggestions.records
        id_ = id_of(named, [known for of, known in records.known if of == kind])
        topic = next((str(values[name]) for name in _TOPICS if name in values), "")
        ids = {each.name.casefold(): id_ for id_, each in records.topics.items()}
        topic_id = topic if topic in records.topics else ids.get(topic.casefold(), "")
        topic_id = topic_id or (id_of_name(topic) if topic else "")
        values |= {name: topic_id for name in _TOPICS if name in values}
        if kind == "claim" and sent.get("searched") and values.get("against"):
            values |= {"replies": _none_found(values["against"], sent["searched"])}
        text = self._checked(kind, id_, values)
        if topic_id and ("topic", topic_id) not in records.known:
            self._add("topic", topic_id, {"name": topic})
        if KINDS[kind].together:
            self._add(kind, id_, values)
        else:
            self._put(kind, id_, text)
        return id_

    def _checked(self, kind: str, id_: str, values: Mapping[str, Value]) -> str:
        """The text of the record. Raises OnrecordError if a check of its file finds a fault."""
        together = KINDS[kind].together
        text = yaml_of(mapping_of({id_: dict(values)} if together else values))
        found, path = Records(), self._content / KINDS[kind].file(id_)
        source, faults = decode_yaml(path, text.encode())
        if source is not None:
            load_text(found, ContentFile(KINDS[kind].file_kind, id_, path), source)
        for fault in (*faults, *found.diagnostics):
            if fault.severity is Severity.ERROR:
                raise FieldRefused.of(fault, text)
        for name in ("by", "to", "against"):
            ids = values.get(name)
            for actor in ids if isinstance(ids, list) else filter(None, (ids,)):
                self._check_actor(str(actor))
        return modeline(self._schema(kind, id_)) + text

    def _check_actor(self, actor: str) -> None:
        if ("actor", actor) not in self._suggestions.records.known:
            raise OnrecordError(f"the desk has no actor '{actor}'", "add the actor first")

    def _give_role(self, actor: str, role: Mapping[str, Value]) -> str:
        self._check_actor(actor)
        if role.get("of"):
            self._check_actor(str(role["of"]))
        if not role.get("title"):
            raise FieldRefused("the role has no title", "write it as the source gives it", "title")
        path = self._suggestions.records.files["actor", actor]
        self._grow(path, "actor", ("roles",), dict(role))
        return actor

    def _add(self, kind: str, id_: str, values: Mapping[str, Value]) -> None:
        path = self._content / KINDS[kind].file(id_)
        if path.is_file():
            self._grow(path, kind, (id_,), dict(values))
        else:
            self._put(kind, id_, yaml_of(mapping_of({id_: dict(values)})))

    def _grow(self, path: Path, kind: str, place: tuple[str, ...], value: Value) -> None:
        file = YamlInPlace(path, path.read_bytes(), key_order(KINDS[kind]))
        if place == ("roles",):
            file.append(place, value)
        else:
            file.put(place, value)
        write_file(path, file.content())
        self._suggestions.read_desk()

    def _put(self, kind: str, id_: str, text: str) -> None:
        put_files({PurePosixPath(KINDS[kind].file(id_)): text}, self._content)
        self._suggestions.read_desk()

    def _schema(self, kind: str, id_: str) -> str | None:
        desk = self._content.absolute().parent
        return schema_from(self._content / KINDS[kind].file(id_), desk, kind)

    def begin(self, text: str, page: str, new_id: str) -> str:
        """Begin an article with a pasted ``text``, or the HTML ``page`` it comes from; its id.

        The id is ``new_id``, or made of the headline; OnrecordError if there is none, or the desk
        has it.
        """
        # What a browser copies is a part of a page, which does not call itself one.
        read = f"<!doctype html>{page}" if page else text
        source = read_source(read.encode(), "what was pasted")
        plain = unwrapped(source.text)
        source = replace(source, text=plain, times=source.times if plain == source.text else ())
        id_ = new_id or article_id_of(source, " ".join(source.text.split()[:_ID_WORDS]))
        if not id_ or why_no_id(id_):
            why = f"'{id_}' is not an id" if id_ else "the text has no words for an id"
            raise OnrecordError(why, "write one, such as gazette-on-the-talks")
        settings = self._workspace.settings
        if taken := find_id_owner(settings.content, "article", id_):
            hint = "choose another id, or open that article"
            raise FieldRefused(taken[1], hint, "new_id")
        files = ArticleFiles(settings.content, self._workspace.captures, id_)
        # Its quotes are proposed in the margin, and written when they are accepted: what its
        # beginning says of it is enough.
        head, withheld = replace(source, text=source.text[:PART]), self._workspace.withheld
        draft = draft_of(head, self._suggestions.records, DraftOptions(), withheld=withheld)
        draft = replace(draft, proposals=Proposals())
        schema = schema_from(files.article, settings.content.absolute().parent, "article")
        made = article_yaml(draft, "what was pasted", schema, added=today())
        lines = made.splitlines(keepends=True)
        files.write(source, "".join(line for line in lines if not line.startswith("# No quotes")))
        self._suggestions.read_desk()
        return id_


def _none_found(accused: Value, through: Value) -> Value:
    """Rows that say that no reply by the ``accused`` was found until that day."""
    ids = accused if isinstance(accused, list) else [accused] if accused else []
    return [{"by": id_, "reply": "none_found", "searched_through": through} for id_ in ids]


def unwrapped(text: str) -> str:
    """``text`` without line breaks that only fit a paragraph into a width, as those of a mail."""
    paragraphs = re.split(r"(\n[^\S\n]*\n\s*)", text.replace("\r\n", "\n"))
    return "".join(map(_unwrapped, paragraphs))


def _unwrapped(paragraph: str) -> str:
    lines = [line.rstrip() for line in paragraph.split("\n")]
    if len(lines) < 2 or not paragraph.strip():
        return paragraph
    widest = max(map(len, lines))
    full = all(len(line) >= _FULL * widest for line in lines[:-1])
    # Turns, lists and verses begin their lines with something, or a capital letter each.
    apart = any(_LABEL.match(it) for it in lines[1:]) or all(it[:1].isupper() for it in lines)
    broken = any(line.endswith("-") for line in lines[:-1])
    if not _NARROWEST <= widest <= _WIDEST or not full or apart or broken:
        return paragraph
    return " ".join(lines)
