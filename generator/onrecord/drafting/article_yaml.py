"""A draft as the YAML of an article, or as more of one: what is not sure has a comment ``# ?``."""

import codecs
import re
import shlex
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.editing.positions import PlacedText
from onrecord.editing.references import key_order
from onrecord.editing.yaml_in_place import EditRefused, YamlInPlace
from onrecord.editing.yaml_values import Value, node_of
from onrecord.editing.yaml_writer import YamlWriter
from onrecord.reading.texts import printable
from onrecord.records.fields import UNKNOWN_SPEAKER
from onrecord.records.kinds import KINDS

from .draft import Draft
from .proposals import Proposal, Proposals
from .source_text import ReadSource
from .transcript import letters

_LONGEST = 160  # characters of a text in a comment
_WIDTH = 94  # of a comment, before it is indented
_TITLE = "Untitled draft"
_HEAD = """\
# A draft by `onrecord draft` from {origin}. Nothing in it is confirmed.
# Decide what each "# ?" asks, and delete that comment; `onrecord check` lists what is left. Delete
# the quotes that you do not want. When all is decided, delete `draft`."""
_LIKE = "# like the {kind} {id}: {title}"
_LEFT_OUT = "# In quotation marks, but probably not speech:"
_UNKNOWN = "# Speakers whom the desk does not have; each command makes one:"
_COMMAND = "# onrecord new actor "
# The lines that an article has once, however often it is drafted.
_ONCE = (_COMMAND, _UNKNOWN, _LEFT_OUT, "# “", "# This is ", "# These of its", '# "# " before its')
# What `_doubts` asks of a speaker whom the desk does not have: "…: “Mia Brandt”".
_NAMED = re.compile(r"[ \t]+# \? .*“([^”]+)”[ \t]*")
_NO_QUOTES = "# No quotes were found in this text."
_TRANSCRIPT = "# This is {summary}."
_NO_SENTENCES = """\
# No sentence in it is like a demand or claim of this desk; such sentences would be listed here.
# Write a demand or claim first, then draft again with --into."""
_SENTENCES = """\
# These of its sentences are most like the demands and claims of this desk. To take one, delete the
# "# " before its lines, and before `quotes:` if that is still a comment."""
_GIST = "add the `gist`: what was said, in your own words"
# What a source should have, and what is said of it where the file does not say it.
_MISSING = {
    "publisher": "the file does not say who published it",
    "published": "the file does not say when it was published",
}
_FOR_SHELLS = frozenset('"\\`$!')  # what means something between double quotation marks
_ORDER = key_order(KINDS["article"])
_GUESSED = {
    "publisher": "the host of its address; write the publisher's name",
    "published": "the first date on the page",
    "language": "guessed from the words",
    "genre": "speakers take turns, as in a transcript",
}
_MORE = ("headline", "url", "authors", "language")


def article_yaml(draft: Draft, origin: str, schema: str | None = None) -> str:
    """The text of a new article.

    Args:
        draft: what is proposed.
        origin: what the source was read from, as the first line says.
        schema: the path of the JSON Schema of articles, from the file; for editors.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += _HEAD.format(origin=_shown(origin)).splitlines()
    lines += _entry("title", _TITLE, 0, "write a neutral title, never the source's headline")
    lines += _source(draft.source, draft.party)
    lines += ["draft: true", *(_names(draft))]
    proposals = draft.proposals
    lines += ["quotes:"] if proposals.quotes else []
    for proposal in proposals.quotes:
        lines += _item(proposal)
    lines += _transcript(proposals)
    lines += _left_out(draft)
    return "".join(f"{line}\n" for line in lines)


def _source(source: ReadSource, party: str | None) -> Iterator[str]:
    facts = dict(source.facts.known())
    yield "source:"
    for name in ("publisher", "published"):
        if name not in facts:
            facts = {name: "unknown", **facts}
    order = ("publisher", "published", *facts)
    for name in dict.fromkeys(order):
        value = facts[name]
        doubt = _MISSING[name] if value == "unknown" and name in _MISSING else ""
        if value and name in source.facts.guessed and not doubt:
            doubt = _GUESSED.get(name, "from the properties of the file")
            if name == "headline" and source.kind != "DOCX" and "genre" in source.facts.guessed:
                doubt = "the first line of the text"
        elif name == "genre":
            doubt = "from what the page calls itself"
        yield from _entry(name, list(value) if isinstance(value, tuple) else value, 2, doubt)
    if party:
        yield from _entry("party", party, 2)
    if missing := [name for name in _MORE if name not in facts]:
        yield f"  # ? not in the file; add what you know: {', '.join(missing)}"


def _names(draft: Draft) -> Iterator[str]:
    """The commands that make the actors whom the desk does not have."""
    unknown = draft.proposals.unknown_names
    if unknown:
        yield _UNKNOWN
    for each in unknown:
        name = _shown(each.name)
        quoted = shlex.quote(name) if set(name) & _FOR_SHELLS else f'"{name}"'
        yield f"{_COMMAND}{quoted} --kind {each.kind}"


def _item(proposal: Proposal) -> Iterator[str]:
    """The lines of a quote in a list, with its comments."""
    doubts = _doubts(proposal)
    lines = [
        line
        for name, value in _values(proposal).items()
        for line in _entry(name, value, 4, doubts.get(name, ""))
    ]
    yield f"  - {lines[0].lstrip()}"
    yield from lines[1:]
    yield from (f"    {comment}" for comment in _comments(proposal))


def _values(proposal: Proposal) -> dict[str, Value]:
    """The fields of a quote, in the order of the record."""
    candidate, text = proposal.candidate, list(proposal.text)
    values: dict[str, Value] = {
        "id": proposal.id,
        "text": text[0] if len(text) == 1 else [*text],
        "speaker": candidate.speaker or UNKNOWN_SPEAKER,
        "form": candidate.form,
    }
    if proposal.time:
        values["locator"] = {"time": proposal.time}
    if candidate.quoting:
        values["quoting"] = candidate.quoting
    return values


def _doubts(proposal: Proposal) -> dict[str, str]:
    """What is not sure of a quote, by the field that it is about."""
    doubts = {"speaker": "; ".join(proposal.doubts)}
    if proposal.candidate.form == "indirect":
        doubts["form"] = _GIST
    return {name: doubt for name, doubt in doubts.items() if doubt}


def _comments(proposal: Proposal) -> Iterator[str]:
    """What may help to annotate a quote: nothing of it is a row."""
    if proposal.asked:
        yield from _wrapped(f"# asked: {_shown(proposal.asked)}")
    if proposal.page:
        yield f"# on page {proposal.page} of the file"
    for kind, id_ in proposal.links:
        yield f"# {kind} {id_}, as the program proposes"
    for alike in proposal.alike:
        yield from _wrapped(_LIKE.format(kind=alike.kind, id=alike.id, title=_shown(alike.title)))


def _wrapped(comment: str) -> list[str]:
    """The lines of a comment that is indented as one in a quote is; later ones further in."""
    return textwrap.wrap(
        comment, _WIDTH, subsequent_indent="#   ", break_long_words=False, break_on_hyphens=False
    )


def _transcript(proposals: Proposals, there: str = "") -> Iterator[str]:
    """What may be taken of a long transcript, as comments; that there is nothing to quote.

    Sentences that are such comments in ``there`` are passed over.
    """
    if proposals.summary:
        summary = _TRANSCRIPT.format(summary=_shown(proposals.summary, 2 * _LONGEST))
        lines = _wrapped(summary)
        yield from () if lines[0] in there else lines
    sentences = [each for each in proposals.sentences if f"#   - id: {each.id}" not in there]
    if sentences:
        yield from _SENTENCES.splitlines()
        yield from () if proposals.quotes or proposals.again else ("# quotes:",)
        yield from (f"# {line}" for each in sentences for line in _item(each))
    elif proposals.summary and not proposals.sentences and not proposals.again:
        yield from _NO_SENTENCES.splitlines()
    elif not (proposals.quotes or proposals.again or proposals.sentences):
        yield _NO_QUOTES


def _left_out(draft: Draft) -> Iterator[str]:
    """At the end: what was seen and is not proposed."""
    text = draft.source.text
    if draft.proposals.left_out:
        yield _LEFT_OUT
    for each in draft.proposals.left_out:
        yield f"# “{_shown(text[each.start : each.end], 40)}”: {_shown(each.why)}"
    if draft.program and (refused := draft.program[1].refused):
        yield f"# Refused of what {_shown(draft.program[0])} proposed:"
        yield from (f"# line {each.line}: {_shown(each.why)}" for each in refused)


def _entry(name: str, value: Value, column: int, doubt: str = "") -> list[str]:
    """The lines of a key with its value, and what is not sure of it."""
    lines = list(YamlWriter().entry(f"{' ' * column}{name}:", node_of(value), column))
    if doubt:
        lines[0] += f"  # ? {_shown(doubt)}"
    return lines


def _shown(text: str, most: int = _LONGEST) -> str:
    """``text`` as a part of a comment: one line, cut where it is long."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def article_with(draft: Draft, path: Path, content: bytes) -> tuple[bytes, int]:
    """The article ``content`` of the file ``path``, with the quotes of ``draft`` at their end.

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
    for proposal in draft.proposals.quotes:
        file.append(("quotes",), _values(proposal))
    made = file.content()
    mark = codecs.BOM_UTF8 if made.startswith(codecs.BOM_UTF8) else b""
    text = made.removeprefix(mark).decode()
    remarks = [*_names(draft), *_transcript(draft.proposals, text), *_left_out(draft)]
    for number, proposal in reversed(list(enumerate(draft.proposals.quotes, start=first))):
        text, more = _remarked(text, number, proposal)
        remarks = [*more, *remarks]
    for number, proposal in filled.items():
        text = _decided(text, number, proposal)
    text = _without_made(text, draft)
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
        asked = _NAMED.fullmatch(text[end : placed.line_end(end)])
        names = {quote.candidate.name or "" for quote in same}
        ours = asked and all(asked[1] in name or name in asked[1] for name in names if name)
        if ours and "" not in names and len({quote.candidate.speaker for quote in same}) == 1:
            found[number] = same[0]
    return {number: quote for number, quote in found.items() if quote.candidate.speaker}


def _decided(text: str, number: int, proposal: Proposal) -> str:
    """``text`` with what is still not sure of a speaker that was filled in, if anything is."""
    placed = PlacedText(text)
    if place := placed.find(("quotes", number, "speaker")):
        end = placed.end(place.node)
        doubt = _doubts(proposal).get("speaker")
        rest = text[placed.line_end(end) :]
        text = text[:end] + (f"  # ? {_shown(doubt)}" if doubt else "") + rest
    return text


def _without_made(text: str, draft: Draft) -> str:
    """``text`` without the commands that make actors whom the desk has, and their head."""
    lines = text.splitlines(keepends=True)
    kept = [line for line in lines if not _has_run(line, draft)]
    if len(kept) == len(lines):
        return text
    following = [*kept[1:], ""]
    return "".join(
        line
        for line, below in zip(kept, following, strict=True)
        if line.rstrip() != _UNKNOWN or below.startswith(_COMMAND)
    )


def _has_run(line: str, draft: Draft) -> bool:
    """Whether a line is the command that makes an actor whom the desk has."""
    if not line.startswith(_COMMAND):
        return False
    try:
        name = shlex.split(line.removeprefix(_COMMAND))[0]
    except (ValueError, IndexError):
        return False
    return draft.people.named(name) is not None


def _remarked(text: str, number: int, proposal: Proposal) -> tuple[str, Iterable[str]]:
    """``text`` with the comments of its quote ``number``; those that it has no place for."""
    placed = PlacedText(text)
    item = placed.find(("quotes", number))
    doubts = _doubts(proposal)
    comments = list(_comments(proposal))
    if item is None or item.in_flow or item.node.start_mark.line == 0:
        every = [*(f"# ? {proposal.id}: {_shown(doubt)}" for doubt in doubts.values()), *comments]
        return text, every
    eol = "\r\n" if "\r\n" in text else "\n"
    indent = " " * item.node.start_mark.column
    ends = [
        (placed.line_end(placed.end(item.node)), "".join(f"{eol}{indent}{c}" for c in comments))
    ]
    for name, doubt in doubts.items():
        if place := placed.find(("quotes", number, name)):
            ends.append((placed.line_end(placed.end(place.node)), f"  # ? {_shown(doubt)}"))
    for at, added in sorted(ends, key=lambda end: end[0], reverse=True):
        text = text[:at] + added + text[at:]
    return text, ()
