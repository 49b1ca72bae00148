"""A draft written: the two files of a new article, or more of an article that is there.

Of a new one the capture, the text of its source, is written first. One that is there gets new
quotes, and speakers who were unknown.
"""

import codecs
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from onrecord.captures.lock import times_path, times_text
from onrecord.captures.places import SourceText
from onrecord.captures.verify import read_capture
from onrecord.diagnostics import Diagnostic, OnrecordError
from onrecord.editing.placed_text import PlacedText, Value
from onrecord.editing.yaml_in_place import EditRefused, YamlInPlace
from onrecord.editing.yaml_writer import key_order
from onrecord.reading import MAX_BYTES, shown_path
from onrecord.records import KINDS, UNKNOWN_SPEAKER, Article
from onrecord.writing.changed_files import put_files
from onrecord.writing.whole_files import write_file

from . import article_yaml
from .draft import Draft
from .likeness import letters
from .program import BY_PROGRAM
from .proposals import Proposal
from .source_text import ReadSource

_ORDER = key_order(KINDS["article"])
# The lines that an article has once, however often it is drafted.
_ONCE = (
    article_yaml.DAY,
    article_yaml.COMMAND,
    article_yaml.UNKNOWN,
    article_yaml.LEFT_OUT,
    "# “",
    "# This is ",
    "# These of its",
    '# "# " before its',
)
# What `doubts_of` asks of a speaker whom the desk does not have: "…: “Mia Brandt”".
_NAMED = re.compile(r"[ \t]+# \? .*“(?P<name>[^”]+)”[ \t]*")
# The same in a line of its own, which names the quote: "# ? want-ten: …: “Mia Brandt”".
_NAMED_BELOW = r"^# \? {id}: .*“(?P<name>[^”\n]+)”[ \t]*(?P<eol>\r?\n|$)"


def without_deleted(draft: Draft, text: str, origin: str) -> tuple[Draft, int]:
    """``draft`` without what somebody has deleted from the article ``text`` since it was drafted.

    Its first lines say that it was drafted from the same source, ``origin``. So what is not in it
    was deleted, but for what a program proposes, and what new actors are reported to have said.

    Returns:
        the draft, and how many quotes are left out.
    """
    if f"{article_yaml.DRAFTED}{article_yaml.shown(origin)}." not in text:
        return draft, 0
    made = {
        actor
        for line in text.splitlines()
        if line.startswith(article_yaml.COMMAND) and (actor := _made_by(line, draft))
    }
    quotes = tuple(
        each
        for each in draft.proposals.quotes
        if each.candidate.rule == BY_PROGRAM
        or (each.candidate.form == "indirect" and each.candidate.speaker in made)
    )
    left_out = len(draft.proposals.quotes) - len(quotes)
    return replace(draft, proposals=replace(draft.proposals, quotes=quotes)), left_out


def article_with(draft: Draft, article: Article, path: Path, content: bytes) -> tuple[bytes, int]:
    """The ``article`` in ``content`` of the file ``path``, with the quotes of ``draft`` at the end.

    Speakers that an earlier draft left unknown are filled in where the desk now has them, and the
    commands that made their actors go.

    Returns:
        the bytes, and how many speakers are filled in.

    Raises:
        EditRefused: it cannot be changed in place.
    """
    file = YamlInPlace(path, content, _ORDER)
    filled = _speakers(draft, file, content.removeprefix(codecs.BOM_UTF8).decode())
    for number, proposal in filled.items():
        file.put(("quotes", number, "speaker"), proposal.candidate.speaker)
    quotes = file.at(("quotes",))
    first = len(quotes) if isinstance(quotes, list) else int(quotes is not None)
    basis = _basis_asked_at(article) if draft.proposals.quotes else ""
    own: dict[str, Value] = {"basis": article_yaml.BASIS} if basis == "quotes" else {}
    for proposal in draft.proposals.quotes:
        file.append(("quotes",), article_yaml.quote_values(proposal) | own)
    if basis == "defaults":
        file.put(("defaults", "basis"), article_yaml.BASIS)
    made = file.content()
    mark = codecs.BOM_UTF8 if made.startswith(codecs.BOM_UTF8) else b""
    text = made.removeprefix(mark).decode()
    remarks = [
        *(article_yaml.day_question(article) if draft.proposals.quotes else ()),
        *article_yaml.actor_commands(draft),
        *article_yaml.transcript_comments(draft.proposals, text),
        *article_yaml.left_out_comments(draft),
    ]
    text, more = _remarked(text, dict(enumerate(draft.proposals.quotes, start=first)), basis)
    remarks = [*more, *remarks]
    text = _decided(text, filled, {number: _id_at(file, number) for number in filled})
    text = _without_made(text, draft)
    if draft.proposals.sentences or draft.proposals.quotes or draft.proposals.again:
        text = article_yaml.without_answered(text)
    there = set(text.splitlines())
    remarks = [line for line in remarks if line not in there or not line.startswith(_ONCE)]
    if remarks:
        eol = "\r\n" if "\r\n" in text else "\n"
        text = "".join((text.rstrip("\r\n"), eol, *(f"{line}{eol}" for line in remarks)))
    made = mark + text.encode()
    if YamlInPlace(path, made, _ORDER).value != file.value:
        raise EditRefused(path, "the comments would change what it says")
    return made, len(filled)


def _speakers(draft: Draft, file: YamlInPlace, text: str) -> dict[int, Proposal]:
    """The quotes, by number, whose speaker an earlier draft did not know and this one does."""
    placed, rows = PlacedText(text), file.at(("quotes",))
    found: dict[int, Proposal] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        place = placed.find(("quotes", number, "speaker"))
        if not isinstance(row, dict) or row.get("speaker") != UNKNOWN_SPEAKER or place is None:
            continue
        words = row.get("text")
        said = letters(" ".join(map(str, words)) if isinstance(words, list) else str(words))
        same = [quote for quote in draft.proposals.again if letters(" ".join(quote.text)) == said]
        end = placed.end(place.node)
        if place.in_flow:
            asked = _asked_below(text, str(row.get("id")))
        else:
            asked = _NAMED.fullmatch(text[end : placed.line_end(end)])
        names = {quote.candidate.name or "" for quote in same}
        name_there = asked["name"] if asked else ""
        ours = asked and all(name_there in name or name in name_there for name in names if name)
        if ours and "" not in names and len({quote.candidate.speaker for quote in same}) == 1:
            found[number] = same[0]
    return {number: quote for number, quote in found.items() if quote.candidate.speaker}


def _asked_below(text: str, quote_id: str) -> re.Match[str] | None:
    """The question of who speaks, below a quote that is written in brackets."""
    return re.search(_NAMED_BELOW.format(id=re.escape(quote_id)), text, re.MULTILINE)


def _id_at(file: YamlInPlace, number: int) -> str:
    row = file.at(("quotes", number))
    return str(row.get("id")) if isinstance(row, dict) else ""


def _decided(text: str, filled: Mapping[int, Proposal], ids: Mapping[int, str]) -> str:
    """``text`` with the remaining doubts about the speakers that were filled in."""
    placed = PlacedText(text)
    changes: list[tuple[int, int, str]] = []
    for number, proposal in filled.items():
        doubt = article_yaml.doubts_of(proposal).get("speaker")
        if not (place := placed.find(("quotes", number, "speaker"))):
            continue
        end = placed.end(place.node)
        if not place.in_flow:
            changes.append(
                (end, placed.line_end(end), f"  # ? {article_yaml.shown(doubt)}" if doubt else "")
            )
        elif asked := _asked_below(text, ids[number]):
            words = f"{_question(ids[number], doubt)}{asked['eol']}" if doubt else ""
            changes.append((*asked.span(), words))
    return _changed(text, changes)


def _without_made(text: str, draft: Draft) -> str:
    """``text`` without commands that make actors the desk has, and their heading."""
    lines = text.splitlines(keepends=True)
    kept = [line for line in lines if not _has_run(line, draft)]
    if len(kept) == len(lines):
        return text
    following = [*kept[1:], ""]
    return "".join(
        line
        for line, below in zip(kept, following, strict=True)
        if line.rstrip() != article_yaml.UNKNOWN or below.startswith(article_yaml.COMMAND)
    )


def _has_run(line: str, draft: Draft) -> bool:
    """Whether a line is a command that makes an actor the desk has."""
    return line.startswith(article_yaml.COMMAND) and _made_by(line, draft) is not None


def _made_by(line: str, draft: Draft) -> str | None:
    """The actor of the desk that the command in ``line`` makes."""
    try:
        return draft.people.named(shlex.split(line.removeprefix(article_yaml.COMMAND))[0])
    except (ValueError, IndexError):
        return None


def _basis_asked_at(article: Article) -> str:
    """Where a draft asks how new words were said: what most have in common, or each quote.

    Quotes that are there and do not say it must not get an answer. Empty where it is said.
    """
    if article.defaults and article.defaults.basis:
        return ""
    return "defaults" if all(quote.basis for quote in article.quotes) else "quotes"


def _remarked(text: str, added: Mapping[int, Proposal], basis: str) -> tuple[str, list[str]]:
    """``text`` with the comments of its quotes, by number; those that it has no place for.

    ``basis`` is where it asks for the basis.
    """
    placed = PlacedText(text)
    eol = "\r\n" if "\r\n" in text else "\n"
    without_place: list[str] = []
    more: list[tuple[int, str]] = []
    if basis == "defaults" and (place := placed.find(("defaults", "basis"))):
        more.append((placed.line_end(placed.end(place.node)), f"  # ? {article_yaml.BASIS_DOUBT}"))
    for number, proposal in added.items():
        item = placed.find(("quotes", number))
        doubts, comments = (
            article_yaml.doubts_of(proposal),
            list(article_yaml.quote_comments(proposal)),
        )
        doubts |= {"basis": article_yaml.BASIS_DOUBT} if basis == "quotes" else {}
        if item is None or item.in_flow or item.node.start_mark.line == 0:
            without_place += (_question(proposal.id, doubt) for doubt in doubts.values())
            without_place += comments
            continue
        for name, doubt in doubts.items():
            if place := placed.find(("quotes", number, name)):
                more.append(
                    (placed.line_end(placed.end(place.node)), f"  # ? {article_yaml.shown(doubt)}")
                )
        indent = " " * item.node.start_mark.column
        end = placed.line_end(placed.end(item.node))
        more.append((end, "".join(f"{eol}{indent}{comment}" for comment in comments)))
    return _changed(text, ((at, at, words) for at, words in more)), without_place


def _question(quote_id: str, doubt: str) -> str:
    """The question about a quote whose own lines have no place for a comment."""
    return f"# ? {quote_id}: {article_yaml.shown(doubt)}"


def _changed(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """``text`` with ``changes`` at some places, which do not overlap."""
    parts: list[str] = []
    at = 0
    for start, end, words in sorted(changes, key=lambda change: change[0]):
        parts += (text[at:start], words)
        at = end
    return "".join((*parts, text[at:]))


def check_size(path: Path, data: bytes) -> None:
    """Refuse ``data`` for the article ``path`` if no command could read it again.

    Raises:
        OnrecordError: it is too large.
    """
    if len(data) > MAX_BYTES:
        size, most = f"{len(data) / 1_000_000:,.1f}", MAX_BYTES // 1_000_000
        why = f"{shown_path(path)} would have {size} MB, and an article has at most {most} MB"
        raise OnrecordError(why, "split the source into parts, and draft an article from each")


class ArticleFiles:
    """Where an article and its capture are, or are to be.

    Attributes:
        article: the file of the article, where a new one is put.
        capture: the file of the text of its source.
    """

    def __init__(self, content: Path, captures: Path, id_: str) -> None:
        self._content = content
        self._name = PurePosixPath(KINDS["article"].file(id_))
        self.article = content / self._name
        self.capture = captures / f"{id_}.txt"

    def captured_text(self) -> SourceText | None:
        """The text of the capture; ``None`` where there is none.

        Raises:
            OnrecordError: it cannot be used.
        """
        if not (self.capture.exists() or self.capture.is_symlink()):
            return None
        found = read_capture(self.capture)
        if isinstance(found, Diagnostic):
            raise OnrecordError(f"{found.file}: {found.message}", found.hint)
        return found.text

    def write(self, source: ReadSource, text: str) -> None:
        """Write the capture and the ``text`` of the article: both or neither, never over others.

        Raises:
            OnrecordError: there is another capture, or the article is there.
            OSError: they cannot be written.
        """
        there = self.captured_text()
        if there is not None and there.raw != source.text:
            hint = "choose another id, or move this file away"
            raise OnrecordError(f"{shown_path(self.capture)} already has a different text", hint)
        with self.captured(source):
            put_files({self._name: text}, self._content)

    @contextmanager
    def captured(self, source: ReadSource) -> Iterator[None]:
        """The capture is there in the block; one that was made for it goes if the block fails.

        Raises:
            OSError: it cannot be written.
        """
        is_new = self.captured_text() is None
        if is_new:
            put_files({PurePosixPath(self.capture.name): source.text}, self.capture.parent)
        times = times_path(self.capture)
        try:
            if source.times:
                write_file(times, times_text(source.text, source.times))
            yield
        except BaseException:
            for path in (self.capture, times) if is_new else ():
                with suppress(OSError):
                    path.unlink()
            raise
