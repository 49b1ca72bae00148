"""A draft as the YAML of an article: what is not sure has a comment ``# ?``."""

import shlex
import textwrap
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice

from onrecord.editing.placed_text import Value
from onrecord.editing.yaml_writer import YamlWriter, node_of
from onrecord.reading import printable
from onrecord.records import UNKNOWN_SPEAKER, Article, PartialDate

from .draft import Draft
from .proposals import Proposal, Proposals
from .source_text import ReadSource

_MOST_LEFT_OUT = 100  # that a draft lists
_LONGEST = 160  # characters of a text in a comment
_WIDTH = 94  # of a comment, before it is indented
UNTITLED = "Untitled draft"
HEAD = """\
# A draft by `onrecord draft` from {origin}. Nothing in it is confirmed.
# Decide what each "# ?" asks, and delete that comment; `onrecord check` lists what is left. Delete
# the quotes that you do not want. When all is decided, delete `draft`."""
DRAFTED = "# A draft by `onrecord draft` from "
_LIKE = "# like the {kind} {id}: {title}"
_TOLD = "# an answer or claim in it has `by: {by}` and `told_by: {told_by}`"
LEFT_OUT = "# In quotation marks, but probably not speech:"
UNKNOWN = "# Speakers whom the desk does not have; each command makes one:"
COMMAND = "# onrecord new actor "
_NO_QUOTES = "# No quotes were found in this text."
_TRANSCRIPT = "# This is {summary}."
_TRANSCRIPT_BEGINS = "# This is a transcript of "
_NO_SENTENCES = """\
# No sentence in it is like a demand or claim of this desk; such sentences would be listed here.
# Write a demand or claim first, then draft again with --into."""
_SENTENCES = """\
# These of its sentences are most like the demands and claims of this desk. To take one, delete the
# "# " before its lines, and before `quotes:` if that is still a comment."""
DAY = (
    "# ? on which day was it said? Write `event` with its date, or `said` in `defaults` or a quote"
)
BASIS = "on_record"
BASIS_DOUBT = "on the record, by name? Else `document` for words in writing, or another"
_GIST = "add the `gist`: what was said, in your own words"
# What a source should have, and what is said of it where the file does not say it.
_MISSING = {
    "publisher": "the file does not say who published it",
    "published": "the file does not say when it was published",
}
_FOR_SHELLS = frozenset('"\\`$!')  # what means something between double quotation marks
_GUESSED = {
    "publisher": "the host of its address; write the publisher's name",
    "published": "the first date on the page",
    "language": "guessed from the words",
    "genre": "speakers take turns, as in a transcript",
}
_OF_MAIL = "from the head of the e-mail"
_SENDER = "from the head of the file, or an e-mail address in it"
_HOSTED = ("HTML", "e-mail")
_IN_HEAD = ("publisher", "published", "headline")
_MORE = ("headline", "url", "authors", "language")


def today() -> date:
    """The day on which an article that is made now was added."""
    return datetime.now(tz=UTC).date()


def article_yaml(
    draft: Draft, origin: str, schema: str | None = None, *, added: date | None = None
) -> str:
    """The text of a new article.

    ``origin`` is what the source was read from, for the first line; ``schema`` is the path from the
    file to the JSON Schema of articles, for editors; ``added`` is the day on which we record it.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += HEAD.format(origin=shown(origin)).splitlines()
    lines += _entry("title", UNTITLED, 0, "write a neutral title, never the source's headline")
    lines += _source(draft.source, draft.party)
    published = PartialDate.parse(draft.source.facts.published or "unknown").first
    if added and (published is None or published <= added):  # not where it is a day ahead of us
        lines += _entry("added", added.isoformat(), 0)
    lines += ["draft: true", *day_question()]
    lines += ["defaults:", *_entry("basis", BASIS, 2, BASIS_DOUBT), *actor_commands(draft)]
    proposals = draft.proposals
    lines += ["quotes:"] if proposals.quotes else []
    for proposal in proposals.quotes:
        lines += _item(proposal)
    lines += transcript_comments(proposals)
    lines += left_out_comments(draft)
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
            doubt = _OF_MAIL if source.kind == "e-mail" and name in _IN_HEAD else doubt
            doubt = _SENDER if name == "publisher" and source.kind not in _HOSTED else doubt
            if name == "genre" and value == "official_statement":
                doubt = "it calls itself a press release"
            if (
                name == "headline"
                and source.kind not in ("DOCX", "e-mail")
                and "genre" in source.facts.guessed
            ):
                doubt = "the first line of the text"
        elif name == "genre":
            doubt = "from what the page calls itself"
        yield from _entry(name, list(value) if isinstance(value, tuple) else value, 2, doubt)
    if party:
        yield from _entry("party", party, 2)
    if missing := [name for name in _MORE if name not in facts]:
        yield f"  # ? not in the file; add what you know: {', '.join(missing)}"


def day_question(article: Article | None = None) -> Iterator[str]:
    """What is asked where ``article``, or a new one, does not tell when all its words were said.

    Neither the day of publication nor the date of one of its quotes tells it of another quote.
    """
    event = article and article.event
    said = article and article.defaults and article.defaults.said
    by_event = event and (event.date or event.listed)
    by_default = said and (said.date or (said.event and (said.event.date or said.event.listed)))
    if not (by_event or by_default):
        yield DAY


def actor_commands(draft: Draft) -> Iterator[str]:
    """The commands that make the actors whom the desk does not have."""
    unknown = draft.proposals.unknown_names
    if unknown:
        yield UNKNOWN
    for each in unknown:
        name = shown(each.name)
        quoted = shlex.quote(name) if set(name) & _FOR_SHELLS else f'"{name}"'
        yield f"{COMMAND}{quoted} --kind {each.kind}"


def _item(proposal: Proposal) -> Iterator[str]:
    """The lines of a quote in a list, with its comments."""
    doubts = doubts_of(proposal)
    lines = [
        line
        for name, value in quote_values(proposal).items()
        for line in _entry(name, value, 4, doubts.get(name, ""))
    ]
    yield f"  - {lines[0].lstrip()}"
    yield from lines[1:]
    yield from (f"    {comment}" for comment in quote_comments(proposal))


def quote_values(proposal: Proposal) -> dict[str, Value]:
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


def doubts_of(proposal: Proposal) -> dict[str, str]:
    """The doubts about a quote, by field."""
    doubts = {"speaker": "; ".join(proposal.doubts)}
    if proposal.candidate.form == "indirect":
        doubts["form"] = _GIST
    return {name: doubt for name, doubt in doubts.items() if doubt}


def quote_comments(proposal: Proposal) -> Iterator[str]:
    """Comments that help to annotate a quote; none of them is a row."""
    if proposal.asked:
        yield from _wrapped(f"# asked: {shown(proposal.asked)}")
    if proposal.page:
        yield f"# on page {proposal.page} of the file"
    for kind, id_ in proposal.links:
        yield f"# {kind} {id_}, as the program proposes"
    for alike in proposal.alike:
        yield from _wrapped(_LIKE.format(kind=alike.kind, id=alike.id, title=shown(alike.title)))
    candidate = proposal.candidate
    if candidate.quoting and candidate.speaker and proposal.alike:
        yield _TOLD.format(by=candidate.quoting, told_by=candidate.speaker)


def _wrapped(comment: str) -> list[str]:
    """The lines of a comment, indented as in a quote; later lines further."""
    return textwrap.wrap(
        comment, _WIDTH, subsequent_indent="#   ", break_long_words=False, break_on_hyphens=False
    )


def transcript_comments(proposals: Proposals, there: str = "") -> Iterator[str]:
    """What may be taken of a long transcript, as comments; that there is nothing to quote.

    Sentences that are such comments in ``there`` are passed over.
    """
    if proposals.summary:
        summary = _TRANSCRIPT.format(summary=shown(proposals.summary, 2 * _LONGEST))
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


def without_answered(text: str) -> str:
    """``text`` without the comments that say that there is nothing to quote."""
    stale = {*_NO_SENTENCES.splitlines(), _NO_QUOTES}
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if line.rstrip() not in stale)


def without_remarks(text: str) -> str:
    """``text`` of an article that is finished, without what its draft says below the quotes.

    These are what was in quotation marks and is no speech, and what a transcript has besides.
    """
    heads = (LEFT_OUT, *_NO_SENTENCES.splitlines(), *_SENTENCES.splitlines(), _NO_QUOTES)
    kept: list[str] = []
    dropping = False
    for line in text.splitlines(keepends=True):
        is_head = line.rstrip() in heads or line.startswith(_TRANSCRIPT_BEGINS)
        dropping = is_head or (dropping and line.startswith(("# “", "#   ", "# quotes:")))
        kept += () if dropping else (line,)
    return "".join(kept)


def left_out_comments(draft: Draft) -> Iterator[str]:
    """At the end: what was seen and is not proposed."""
    text = draft.source.text
    if draft.proposals.left_out:
        yield LEFT_OUT
    lines = dict.fromkeys(
        f"# “{shown(text[each.start : each.end], 40)}”: {shown(each.why)}"
        for each in draft.proposals.left_out
    )
    yield from islice(lines, _MOST_LEFT_OUT)
    if len(lines) > _MOST_LEFT_OUT:
        yield f"# “…”: and {len(lines) - _MOST_LEFT_OUT:,} more"
    if draft.program and (refused := draft.program[1].refused):
        yield f"# Refused of what {shown(draft.program[0])} proposed:"
        yield from (f"# line {each.line}: {shown(each.why)}" for each in refused)


def _entry(name: str, value: Value, column: int, doubt: str = "") -> list[str]:
    """The lines of a key with its value and its doubt."""
    lines = list(YamlWriter().entry(f"{' ' * column}{name}:", node_of(value), column))
    if doubt:
        lines[0] += f"  # ? {shown(doubt)}"
    return lines


def shown(text: str, most: int = _LONGEST) -> str:
    """``text`` as a part of a comment: one line, shortened if it is long."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"
