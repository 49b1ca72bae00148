"""A quote withheld: its words are taken from every place of the desk that has them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from pathlib import Path

from onrecord.captures.lock import LOCK
from onrecord.desk.checks.quoted_words import LOCK_CODES
from onrecord.desk.corrections import OF_THE_WORDS, corrected_fields
from onrecord.desk.quotes import full_reference
from onrecord.diagnostics import OnrecordError, SeveralErrors
from onrecord.reading import YamlText, parse, shown_path
from onrecord.reading.files import ContentFile
from onrecord.reading.yaml_text import decode_yaml
from onrecord.records import Article, Quote
from onrecord.records.kinds import BY_FILE_KIND
from onrecord.records.quote import REVEALING_FIELDS
from onrecord.records.values import YamlPath
from onrecord.search.tokens import ALONE

from .correcting import CorrectionNote, set_state
from .desk_edit import DeskEdit
from .references import FieldText, texts_in
from .yaml_in_place import YamlInPlace
from .yaml_values import shown_place

# In scripts without spaces each character is a word.
_WORD = re.compile(rf"[{ALONE}]|[^\W{ALONE}]+")
_ENOUGH = 8  # words in a row that are nobody else's by chance
_FEW = 3  # within quotation marks
# What is in quotation marks of any kind. Straight single ones only where they are no apostrophe.
_MARKED = re.compile(
    '[“"«„‘‹「『]([^“”"«»„‘’‹›「」『』]{1,2000})[”"»“’›」』]'  # noqa: RUF001 - marks are meant
    r"|(?<!\w)'([^\n]{1,2000}?)'(?!\w)"
)
# A sign of a comment: it follows a space or begins the line.
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_LARGEST = 50_000_000  # bytes of a file that is looked through
# What may go where it repeats the words: it is there to say more.
_MAY_GO = frozenset({"note", "differs"})
_GIT = "Git keeps the earlier words: if they must not be found there, rewrite its history"
_LEFT = (
    "nothing was written, since only a person can take the words from these places; "
    "hint: rewrite them, or name every quote with these words in one command"
)


class WithheldWords:
    """The words that are withheld, and whether a text repeats them."""

    def __init__(self, quotes: Iterable[Quote]) -> None:
        """Take the words of ``quotes``, their original and our paraphrase of them."""
        texts = [
            text
            for quote in quotes
            for text in (*quote.text, quote.original.text if quote.original else "", quote.gist)
            if text
        ]
        self._texts = [_joined(text) for text in texts]

    @cached_property
    def _runs(self) -> frozenset[str]:
        """Each run of words that is enough to know them by."""
        runs = set()
        for text in self._texts:
            words = text.split()
            size = min(_ENOUGH, len(words))
            if size >= _FEW:
                runs |= {
                    f" {' '.join(words[at : at + size])} " for at in range(len(words) - size + 1)
                }
        return frozenset(runs)

    def may_be_in(self, text: str) -> bool:
        """Whether ``text`` is worth a closer look."""
        joined = f" {_joined(text)} "
        short = any(f" {words} " in joined for words in self._texts)
        return short or self.are_in(text)

    def are_in(self, text: str) -> bool:
        """Whether ``text`` repeats the words: many in a row, or a few in quotation marks."""
        joined = f" {_joined(text)} "
        if any(run in joined for run in self._runs):
            return True
        for marked in _MARKED.finditer(text):
            passage = _joined(marked[1] or marked[2])
            if passage in self._texts:
                return True
            if passage.count(" ") >= _FEW - 1 and any(
                f" {passage} " in f" {words} " for words in self._texts
            ):
                return True
        return False

    def are_in_id(self, id_: str) -> bool:
        """Whether ``id_`` is made of them: a few of them, in their order."""
        parts = _joined(id_.replace("-", " ")).split()
        return len(parts) >= _FEW and any(_are_in_order(parts, text) for text in self._texts)


def _are_in_order(parts: Sequence[str], text: str) -> bool:
    words = iter(text.replace("'", "").split())
    return all(part in words for part in parts)


def _joined(text: str) -> str:
    """The words of ``text`` without anything between them."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def withhold(
    edit: DeskEdit,
    references: Sequence[str],
    reason: str,
    about: CorrectionNote,
    others: Iterable[Path] = (),
) -> None:
    """Withhold quotes: state, reason and row are written, and their words are taken out.

    Args:
        edit: takes the changes, and a remark for each row that goes.
        references: of the quotes, ``article-id#quote-id``.
        reason: what readers see in the place of the words.
        about: the rest of the rows of corrections.
        others: files outside the content that are published, such as the configuration.

    Raises:
        OnrecordError: there is no such quote, or it is withheld already; or the words are in
            places that only a person can rewrite, which the message lists.
        EditRefused: a file cannot be changed in place.
    """
    found = [edit.quote(reference) for reference in dict.fromkeys(references)]
    words = WithheldWords(quote for _, _, quote in found)
    names = {f"{article_id}#{quote.id}" for article_id, _, quote in found}
    if words.are_in(reason):
        raise OnrecordError("the reason repeats the words", "say why without them")
    for article_id, _, quote in found:
        if words.are_in_id(quote.id):
            reference = f"{article_id}#{quote.id}"
            raise OnrecordError(
                f"the id '{quote.id}' is made of the words, and stays public",
                f"first give it another: onrecord rename quote {reference} withheld-1",
            )
    for article_id, number, quote in found:
        yaml = edit.yaml(edit.file_of("article", article_id))
        article = edit.records.with_partial().articles[article_id]
        _empty_quote(yaml, number, quote)
        _empty_corrections(yaml, article, quote)
        set_state(yaml, (number, quote), "withheld", reason, about)
        _withhold_in_lock(edit, article_id, quote)
    for file in edit.files.values():
        _remove_uses(edit, file, names)
    left = [place for file in edit.files.values() for place in _repeated(edit, file, words)]
    left += _published_files(edit.content, others, words)
    if left:
        raise SeveralErrors([_LEFT, *left])
    for article_id, number, quote in found:
        _remove_accepted(edit, article_id, number, LOCK_CODES.intersection(quote.accept))
    edit.check(edit.changes())
    for article_id, number, quote in found:
        unused = edit.unused_acceptances("article", article_id)
        _remove_accepted(edit, article_id, number, unused & {*quote.accept})
    edit.remarks.append(_GIT)
    captures = {edit.captures / f"{article_id}.txt" for article_id, _, _ in found}
    edit.remarks += [
        f"{shown_path(file)} is the text of the source, and has the words; it is never published"
        for file in sorted(captures)
        if file.exists()
    ]


def _empty_quote(yaml: YamlInPlace, number: int, quote: Quote) -> None:
    versions = (("same_as", place, "differs") for place in range(len(quote.same_as)))
    for path in (*((field,) for field in REVEALING_FIELDS), *versions):
        if yaml.at(("quotes", number, *path)) is not None:
            yaml.remove(("quotes", number, *path))


def _empty_corrections(yaml: YamlInPlace, article: Article, quote: Quote) -> None:
    """Take the words from what was corrected in them."""
    for number, row in enumerate(article.corrections):
        fields = corrected_fields(row)
        if row.item == quote.id and (not fields or fields & OF_THE_WORDS):
            for name in ("was", "now"):
                if yaml.at(("corrections", number, name)) is not None:
                    yaml.remove(("corrections", number, name))


def _remove_accepted(edit: DeskEdit, article_id: str, number: int, codes: Set[str]) -> None:
    """Take out warnings that the quote accepts and that there are only of words."""
    yaml = edit.yaml(edit.file_of("article", article_id))
    path = ("quotes", number, "accept")
    accepted = yaml.at(path)
    written = [accepted] if isinstance(accepted, str) else list(accepted or ())
    for place, code in reversed(list(enumerate(written))):
        if code in codes:
            yaml.remove((*path, place))


def _withhold_in_lock(edit: DeskEdit, article_id: str, quote: Quote) -> None:
    """Take out its line, and from the others of the article the characters around their words."""
    lines = edit.lock_lines(article_id)
    if lines:
        bare = {"prefix": "", "suffix": ""}
        others = {name: line.model_copy(update=bare) for name, line in lines.items()}
        edit.change_lock({**others, f"{article_id}#{quote.id}": None})


def _texts(file: ContentFile, content: bytes) -> list[FieldText]:
    source, _ = decode_yaml(file.path, content)
    root = parse(source)[0] if isinstance(source, YamlText) else None
    return list(texts_in(root, BY_FILE_KIND[file.kind])) if root else []


def _remove_uses(edit: DeskEdit, file: ContentFile, names: set[str]) -> None:
    """Remove the rows and references that rely on a quote, and how another version differs."""
    content = edit.content_of(file)
    if not any(name.partition("#")[2].encode() in content for name in names):
        return
    for path in reversed(list(_uses(file, content, names))):
        yaml = edit.yaml(file)
        if yaml.at(path) is None:
            continue
        if path[-1] != "differs":
            what = f"{shown_path(file.path)}: {shown_place(path)}"
            edit.remarks.append(f"{what} relied on it, and is gone")
        yaml.remove(path)


def _uses(file: ContentFile, content: bytes, names: set[str]) -> Iterator[YamlPath]:
    """Rows and references that rely on a quote, and what differs in another version."""
    article_id = file.id if file.kind == "article" else None
    for found in _texts(file, content):
        target = found.names
        if target is None or target.kind != "quote":
            continue
        if full_reference(found.text.strip(), article_id) not in names:
            continue
        if target.as_evidence:
            yield found.path if found.field.many else found.path[:-1]
        elif found.path[-1] == "quote":
            yield (*found.path[:-1], "differs")


def _repeated(edit: DeskEdit, file: ContentFile, words: WithheldWords) -> Iterator[str]:
    """Take out notes that repeat the words; what else does is said."""
    content = edit.content_of(file)
    if not words.may_be_in(content.decode(errors="replace")):
        return
    for number, comment in comments_in(content.decode(errors="replace")):
        if words.are_in(comment):
            yield f"{shown_path(file.path)}:{number}: a comment repeats the words"
    notes: list[YamlPath] = []
    for found in _texts(file, content):
        if found.field.kind != "text" or not words.are_in(found.text):
            continue
        if found.path[-1] in _MAY_GO:
            notes.append(found.path)
        else:
            yield _place(edit, file, found)
    for path in reversed(notes):
        edit.remarks.append(
            f"{shown_path(file.path)}: {shown_place(path)} repeated the words, and is gone"
        )
        edit.yaml(file).remove(path)


def _place(edit: DeskEdit, file: ContentFile, repeated: FieldText) -> str:
    """Where the file, as it is now, has the text."""
    before = _texts(file, edit.bytes_of(file.path))
    line = next((found.line for found in before if found.text == repeated.text), 1)
    what = shown_place(repeated.path)
    if file.kind == "article" and repeated.path[0] == "quotes":
        quote = edit.yaml(file).at((*repeated.path[:2], "id"))
        what = f"{'.'.join(map(str, repeated.path[2:3]))} of {file.id}#{quote}"
    return f"{shown_path(file.path)}:{line}: {what} repeats the words"


def comments_in(text: str) -> Iterator[tuple[int, str]]:
    """What may be a comment, with the number of its line; lines of comments alone are one."""
    begun, said = 0, ""
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        sign = _COMMENT.search(line)
        if sign and not line[: sign.start()].strip():
            begun, said = begun or number, f"{said} {line[sign.end() :]}"
            continue
        if said:
            yield begun, said
        begun, said = 0, ""
        if sign:
            yield number, line[sign.end() :]


def _published_files(content: Path, others: Iterable[Path], words: WithheldWords) -> list[str]:
    """The texts that are published beside the records, and repeat the words."""
    found = []
    files = [file for file in sorted(content.rglob("*")) if file.suffix != ".yml"]
    for file in (*files, *others):
        try:
            if file.name == LOCK or not file.is_file() or file.stat().st_size > _LARGEST:
                continue
            data = file.read_bytes()
        except OSError:
            continue
        if b"\0" not in data and words.are_in(data.decode("utf-8", errors="replace")):
            found.append(f"{shown_path(file)} repeats the words")
    return found
