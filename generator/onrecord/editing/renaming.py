"""Renames a record or a quote: its file, its old id, and every reference to it."""

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.captures.lock import times_path
from onrecord.desk.quotes import full_reference
from onrecord.diagnostics import ContentErrors, OnrecordError
from onrecord.reading import ContentFile, shown_path
from onrecord.reading.texts import why_no_id
from onrecord.records import BY_FILE_KIND, KINDS, RecordKind, YamlPath, fields_of
from onrecord.records.record_nodes import FieldText, texts_in

from .desk_edit import DeskEdit
from .yaml_in_place import EditRefused

RENAMED = ("actor", "demand", "claim", "article", "topic", "event", "quote")

_FORMERLY = ("formerly",)


def rename(edit: DeskEdit, kind: str, old: str, new: str, pages: list[Path]) -> int:
    """Give the record of ``kind`` (one of ``RENAMED``) the id ``new``; count the references.

    ``old`` is its id, or the reference ``article-id#quote-id`` of a quote. ``edit`` takes the
    changes, and a remark for each place that keeps the old id; ``pages`` are files of other kinds
    that may have it. Raises OnrecordError if there is no such record, or the new id cannot be its
    id; ContentErrors if files that have the old id cannot be changed in place.
    """
    if why := why_no_id(new):
        raise OnrecordError(*why)
    edit.refuse_withheld(new)
    if kind == "quote":
        names = _rename_quote(edit, old, new)
    else:
        names = _Renamed(kind, old, new)
        _rename_record(edit, KINDS[kind], old, new)
    count = 0
    unsound: list[EditRefused] = []
    for file in edit.files.values():
        try:
            count += _rename_in(edit, file, names)
        except EditRefused as refused:
            unsound.append(refused)
    if unsound:
        message = "Nothing was written: these files have the old id, but cannot be changed"
        faults = [fault for refused in unsound for fault in refused.diagnostics]
        raise ContentErrors(f"{message}: {', '.join(each.file for each in unsound)}", faults)
    edit.remarks += _remarks(edit, kind, names.written, pages)
    return count


class _Renamed:
    """What names the record, and what names it afterwards."""

    def __init__(self, kind: str, old: str, new: str) -> None:
        self._kind, self._old, self._new = kind, old, new
        self._article, _, quote = old.partition("#")
        # As a whole word, which it is where it names something.
        self.written = re.compile(rf"(?<![\w-]){re.escape(quote or old)}(?![\w-])")

    def new_name(self, found: FieldText, article_id: str | None) -> str | None:
        """The replacement of a text (perhaps of ``article_id``) that names the record."""
        target, text = found.field.refers_to, found.text.strip()
        if target is None:
            return None
        if self._kind not in ("article", "quote"):
            return self._new if (target.kind, text) == (self._kind, self._old) else None
        if target.kind != "quote":
            return None
        if self._kind == "article":
            article, sign, quote = text.partition("#")
            return f"{self._new}#{quote}" if sign and article == self._old else None
        if full_reference(text, article_id) != self._old:
            return None
        return f"{self._article}#{self._new}" if "#" in text else self._new


def _rename_quote(edit: DeskEdit, old: str, new: str) -> _Renamed:
    article_id, number, quote = edit.quote(old)
    article = edit.records.with_partial().articles[article_id]
    if quote.id == new:
        raise OnrecordError(f"'{old}' has this id already")
    if any(other.id == new for other in article.quotes):
        raise OnrecordError(f"'{article_id}' already has a quote '{new}'", "choose another id")
    edit.yaml(edit.file_of("article", article_id)).put(("quotes", number, "id"), new)
    lines = edit.lock_lines(article_id)
    if old in lines:
        reference = f"{article_id}#{new}"
        moved = lines[old].model_copy(update={"quote": reference})
        edit.change_lock({old: None, reference: moved})
    lost = "A quote has no `formerly`: if its old address was published, it no longer works"
    edit.remarks.append(lost)
    return _Renamed("quote", old, new)


def _rename_record(edit: DeskEdit, kind: RecordKind, old: str, new: str) -> None:
    file = edit.file_of(kind.name, old)
    _refuse_taken(edit, kind, old, new)
    yaml = edit.yaml(file)
    if kind.together:
        yaml.replace_texts({}, {(old,): new})
    if "formerly" in fields_of(kind.model):
        former = yaml.at(_FORMERLY)
        former = former if isinstance(former, list) else [former]
        if new in former:  # it gets an earlier id back
            yaml.remove((*_FORMERLY, former.index(new)))
        if old not in former:
            yaml.append(_FORMERLY, old)
    elif kind.has_page:
        line = f"{kind.address(old)}: {kind.address(new)}"
        hint = f"to redirect its old address, add '{line}' to `redirects` in the configuration"
        edit.remarks.append(f"A {kind.name} has no `formerly`: {hint}")
    if not kind.together:
        edit.move(file.path, file.path.with_name(f"{new}.yml"))
    if kind.name == "article":
        _rename_sources(edit, old, new)


def _refuse_taken(edit: DeskEdit, kind: RecordKind, old: str, new: str) -> None:
    if old == new:
        raise OnrecordError(f"the {kind.name} '{old}' has this id already")
    if new in kind.reserved:
        raise OnrecordError(f"'{new}' cannot be the id of an {kind.name}", "choose another id")
    records = edit.records.with_partial()
    if (kind.name, new) in records.known:
        path = records.files.get((kind.name, new))
        place = f" of {shown_path(path)}" if path else ""
        raise OnrecordError(f"'{new}' is the id{place}", "choose another id")
    for id_, record in records.of(kind.name).items():
        if id_ != old and new in getattr(record, "formerly", ()):
            path = records.files[kind.name, id_]
            raise OnrecordError(f"'{new}' was once the id of {shown_path(path)}", "choose another")


def _rename_sources(edit: DeskEdit, old: str, new: str) -> None:
    """Rename the capture of an article's source, and its quotes in the lock."""
    capture = edit.captures / f"{old}.txt"
    for path in (capture, times_path(capture)):
        if path.is_file():
            edit.move(path, path.with_name(f"{new}{path.suffix}"))
    lines = edit.lock_lines(old)
    if lines:
        moved = {name: f"{new}#{name.partition('#')[2]}" for name in lines}
        fresh = {to: lines[name].model_copy(update={"quote": to}) for name, to in moved.items()}
        edit.change_lock({**dict.fromkeys(lines), **fresh})


def _rename_in(edit: DeskEdit, file: ContentFile, names: _Renamed) -> int:
    content = edit.bytes_of(file.path)
    if not names.written.search(content.decode(errors="replace")):
        return 0
    # Only what is sound as a whole has all of its references in the tree.
    root = edit.yaml(file).root
    article_id = file.id if file.kind == "article" else None
    texts: dict[YamlPath, str] = {}
    keys: dict[YamlPath, str] = {}
    for found in texts_in(root, BY_FILE_KIND[file.kind]):
        name = names.new_name(found, article_id)
        if name is not None:
            (keys if found.is_key else texts)[found.path] = name
    if texts or keys:
        edit.yaml(file).replace_texts(texts, keys)
    return len(texts) + len(keys)


def _remarks(
    edit: DeskEdit, kind: str, written: re.Pattern[str], pages: list[Path]
) -> Iterator[str]:
    """Places in pages and settings with the old id, which may mean something else there."""
    for page in (*sorted(edit.content.rglob("*.md")), *pages):
        try:
            lines = page.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        for number, line in enumerate(lines, start=1):
            if written.search(line):
                yield f"{shown_path(page)}:{number} still has the old id of the {kind}"
