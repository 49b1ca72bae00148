"""Withholds a quote: removes its words from every place of the desk that has them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from pathlib import Path

from onrecord.captures.lock import LOCK, LockLine
from onrecord.captures.quiet_reports import without_few
from onrecord.captures.verify import withheld_on_desk
from onrecord.captures.withheld import WithheldDigests
from onrecord.desk.checks.quoted_words import LOCK_CODES
from onrecord.desk.corrections import OF_THE_WORDS, corrected_fields
from onrecord.desk.quotes import full_reference
from onrecord.diagnostics import OnrecordError, SeveralErrors
from onrecord.reading import ContentFile, YamlText, decode_yaml, parse, shown_path
from onrecord.records import BY_FILE_KIND, Article, Correction, Quote, YamlPath, quotes_of
from onrecord.records.quote import REVEALING_FIELDS
from onrecord.records.record_nodes import FieldText, texts_in

from . import withheld_words
from .correcting import CorrectionNote, check_possible, set_state
from .desk_edit import DeskEdit
from .placed_text import shown_place
from .withheld_words import FEW_WORDS, SOME_WORDS, PlacesOfDesk, WithheldWords
from .yaml_in_place import YamlInPlace

_OF_ID = 4  # words in a row that an id, which is a public address, has by no chance
# What may go where it repeats the words: it is there to say more.
_MAY_GO = frozenset({"note", "differs"})
# The begin of a line of a diff that goes, up to its key.
_KEY = re.compile(r"-[ ]*(?:- +)?(?:\w+:)?")
_IN_PART = " in part: see whether it can stay as it is"
_GIT = "Git keeps the earlier words: to remove them there too, rewrite its history"
_LEFT = (
    "nothing was written: these places repeat the words, and only a person can rewrite them; "
    "hint: rewrite them, or withhold all quotes with these words in one command"
)


def withhold(
    edit: DeskEdit,
    references: Sequence[str],
    reason: str,
    about: CorrectionNote,
    places: PlacesOfDesk,
) -> tuple[WithheldWords, WithheldDigests]:
    """Withhold the quotes ``references``: write state, reason and row, and remove their words.

    ``edit`` takes the changes, and a remark for each row that is removed. Readers see ``reason`` in
    place of the words; ``about`` is the rest of the rows of corrections. The words may also be in
    ``places``. Returns the words, and the digests by which they, and those withheld before, are
    recognised. Raises OnrecordError if a quote is not there or is withheld already, or if the words
    are in places that only a person can rewrite; EditRefused if a file cannot be changed in place.
    """
    found = {reference: edit.quote(reference) for reference in dict.fromkeys(references)}
    names = {*found}
    articles: Mapping[str, Article] = edit.records.with_partial().articles
    earlier = {
        name: [
            text
            for _, row in _rows_on_words(articles[article_id], quote)
            for text in filter(None, (row.was, row.now))
        ]
        for name, (article_id, _, quote) in found.items()
    }
    quotes = {name: quote for name, (_, _, quote) in found.items()}
    words = WithheldWords(quotes.values(), chain.from_iterable(earlier.values()))
    digests = withheld_on_desk(articles, edit.captures).with_quotes(
        {name: withheld_words.texts_of(quote, earlier[name]) for name, quote in quotes.items()}
    )
    for article_id, _, _ in found.values():
        check_possible(articles[article_id], about)
    if words.are_in(reason):
        raise OnrecordError("the reason repeats the words", "write it without them")
    for name, quote in quotes.items():
        if words.are_in_id(quote.id):
            message = "the id of a quote is made of the words, and would stay public"
            known = without_few(name, digests)
            hint = f"change it first: onrecord rename quote {known} withheld-1"
            raise OnrecordError(message, hint)
    for article_id, number, quote in found.values():
        yaml = edit.yaml(edit.file_of("article", article_id))
        _empty(yaml, articles[article_id], (number, quote), words)
        set_state(yaml, (number, quote), "withheld", reason, about)
    _withhold_in_lock(edit, names, words)
    for file in edit.files.values():
        _remove_uses(edit, file, names)
    left = [place for file in edit.files.values() for place in _repeated(edit, file, words)]
    left += _ids(edit, words)
    left += _published_files(edit, places.published, words)
    if left:
        raise SeveralErrors([_LEFT, *(without_few(it, digests) for it in left)])
    for article_id, number, quote in found.values():
        _remove_accepted(edit, article_id, number, LOCK_CODES.intersection(quote.accept))
    edit.check(edit.changes())
    for article_id, number, quote in found.values():
        unused = edit.unused_acceptances("article", article_id)
        _remove_accepted(edit, article_id, number, unused & {*quote.accept})
    edit.remarks.append(_GIT)
    edit.remarks += _versions(articles, names)
    edit.remarks += _captures(edit, {article_id for article_id, _, _ in found.values()}, words)
    edit.remarks += withheld_words.copies_elsewhere(places, (edit.content, edit.captures), words)
    return words, digests


def diff_without_words(lines: Iterable[str]) -> Iterator[str]:
    """The ``lines`` of a diff; of those that go, only the key: they may have the words."""
    for line in lines:
        key = _KEY.match(line)
        yield f"{key[0]} …\n" if key and not line.startswith("--- ") else line


def _rows_on_words(article: Article, quote: Quote) -> Iterator[tuple[int, Correction]]:
    """The rows that corrected withheld words, or may have, with their places."""
    for number, row in enumerate(article.corrections):
        fields = corrected_fields(row)
        if row.item == quote.id and (not fields or fields & OF_THE_WORDS):
            yield number, row


def _empty(
    yaml: YamlInPlace, article: Article, found: tuple[int, Quote], words: WithheldWords
) -> None:
    """Remove the words from the quote and from its corrections."""
    number, quote = found
    versions = (("same_as", place, "differs") for place in range(len(quote.same_as)))
    for path in (*((field,) for field in REVEALING_FIELDS), *versions):
        yaml.take_out(("quotes", number, *path))
    for number, row in _rows_on_words(article, quote):
        names = ["was", "now"]
        if row.note and words.share(row.note, FEW_WORDS):
            names.append("note")
        for name in names:
            yaml.take_out(("corrections", number, name))


def _remove_accepted(edit: DeskEdit, article_id: str, number: int, codes: Set[str]) -> None:
    """Remove accepted warnings of the quote that are only about its words."""
    yaml = edit.yaml(edit.file_of("article", article_id))
    path = ("quotes", number, "accept")
    accepted = yaml.at(path)
    written = [accepted] if isinstance(accepted, str) else list(accepted or ())
    for place, code in reversed(list(enumerate(written))):
        if code in codes:
            yaml.remove((*path, place))


def _withhold_in_lock(edit: DeskEdit, names: Set[str], words: WithheldWords) -> None:
    """Remove the lines of the quotes, and words in other lines that may be theirs."""
    articles = {name.partition("#")[0] for name in names}
    changed: dict[str, LockLine | None] = {}
    for name, line in edit.lock_lines().items():
        shares = any(words.share(around, FEW_WORDS) for around in (line.prefix, line.suffix))
        if name in names:
            changed[name] = None
        elif shares or name.partition("#")[0] in articles:
            changed[name] = line.masked(wholly=shares)
    if changed:
        edit.change_lock(changed)


def _texts(file: ContentFile, content: bytes) -> list[FieldText]:
    source, _ = decode_yaml(file.path, content)
    root = parse(source)[0] if isinstance(source, YamlText) else None
    return list(texts_in(root, BY_FILE_KIND[file.kind])) if root else []


def _remove_uses(edit: DeskEdit, file: ContentFile, names: set[str]) -> None:
    """Remove rows and references that use a quote, and how another version differs."""
    content = edit.content_of(file)
    if not any(name.partition("#")[2].encode() in content for name in names):
        return
    for path in reversed(list(_uses(file, content, names))):
        yaml = edit.yaml(file)
        if yaml.at(path) is None:
            continue
        if path[-1] != "differs":
            what = f"{shown_path(file.path)}: {shown_place(path)}"
            edit.remarks.append(f"{what} relied on it, and was removed")
        yaml.remove(path)


def _uses(file: ContentFile, content: bytes, names: set[str]) -> Iterator[YamlPath]:
    """Rows and references that use a quote, and what differs in another version."""
    article_id = file.id if file.kind == "article" else None
    for found in _texts(file, content):
        target = found.field.refers_to
        if target is None or target.kind != "quote":
            continue
        if full_reference(found.text.strip(), article_id) not in names:
            continue
        if target.as_evidence:
            yield found.path if found.field.many else found.path[:-1]
        elif found.path[-1] == "quote":
            yield (*found.path[:-1], "differs")


def _repeated(edit: DeskEdit, file: ContentFile, words: WithheldWords) -> Iterator[str]:
    """Remove notes that repeat the words, and report other repetitions."""
    content = edit.content_of(file)
    text = content.decode(errors="replace")
    if not words.may_be_in(text):
        return
    for number, comment in withheld_words.comments_in(text):
        if words.are_in(comment) or words.share(comment, SOME_WORDS):
            yield f"{shown_path(file.path)}:{number}: a comment repeats the words"
    notes: list[YamlPath] = []
    for found in _texts(file, content):
        is_part = found.field.is_quoted and words.contain(found.text)
        if not is_part and not words.are_in(found.text):
            if found.field.refers_to is None and words.share(found.text, SOME_WORDS):
                edit.remarks.append(f"{_place(edit, file, found)}{_IN_PART}")
            continue
        if found.path[-1] in _MAY_GO:
            notes.append(found.path)
        else:
            yield _place(edit, file, found)
    for path in reversed(notes):
        place = f"{shown_path(file.path)}: {shown_place(path)}"
        edit.remarks.append(f"{place} repeated the words, and was removed")
        edit.yaml(file).remove(path)


def _place(edit: DeskEdit, file: ContentFile, repeated: FieldText) -> str:
    """Where the file has the text now."""
    before = _texts(file, edit.bytes_of(file.path))
    line = next((found.line for found in before if found.text == repeated.text), 1)
    what = shown_place(repeated.path)
    if file.kind == "article" and repeated.path[0] == "quotes":
        quote = edit.yaml(file).at((*repeated.path[:2], "id"))
        what = f"{'.'.join(map(str, repeated.path[2:3]))} of {file.id}#{quote}"
    return f"{shown_path(file.path)}:{line}: {what} repeats the words"


def _ids(edit: DeskEdit, words: WithheldWords) -> Iterator[str]:
    """The records whose id, which is in addresses, repeats the words."""
    for kind, id_ in sorted(edit.records.known):
        if words.are_in(id_) or words.share(id_, _OF_ID):
            yield f"the id of the {kind} '{id_}' repeats the words: first use `onrecord rename`"


def _published_files(edit: DeskEdit, others: Iterable[Path], words: WithheldWords) -> Iterator[str]:
    """Published files beside the records that have the words in their text or name."""
    within = (file for place in others for file in (place, *sorted(place.rglob("*"))))
    for file in (*sorted(edit.content.rglob("*")), *within):
        if file in edit.files or file.name == LOCK:
            continue
        names = [*withheld_words.names_in(file, edit.content)]
        if any(map(words.are_in, names)):
            yield f"the name of {shown_path(file)} repeats the words"
        elif words.are_in_file(file):
            yield f"{shown_path(file)} repeats the words"
        elif any(words.share(name, SOME_WORDS) for name in names):
            edit.remarks.append(f"the name of {shown_path(file)} repeats the words{_IN_PART}")
        elif any(words.share(text, SOME_WORDS) for text in withheld_words.texts_in_file(file)):
            edit.remarks.append(f"{shown_path(file)} repeats the words{_IN_PART}")
        elif file.is_file() and withheld_words.cannot_be_read(file):
            edit.remarks.append(f"{shown_path(file)} cannot be searched: look through it yourself")


def _versions(articles: Mapping[str, Article], names: Set[str]) -> Iterator[str]:
    """Versions of those quotes that are not withheld."""
    quotes = dict(quotes_of(articles))
    pairs = [
        (name, full_reference(other.quote, name.partition("#")[0]))
        for name, quote in quotes.items()
        for other in quote.same_as
    ]
    linked = {b for a, b in pairs if a in names} | {a for a, b in pairs if b in names}
    withheld = {name for name, quote in quotes.items() if quote.withheld}
    for reference in sorted(linked - names - withheld):
        yield f"{reference} is another version of these words: see whether it can stay as it is"


def _captures(edit: DeskEdit, articles: Set[str], words: WithheldWords) -> Iterator[str]:
    """The captures that have the words."""
    for file in sorted(edit.captures.rglob("*")):
        if file.stem in articles or words.are_in_file(file):
            name = shown_path(file)
            yield f"{name} is the text of the source and has the words; it is never published"
