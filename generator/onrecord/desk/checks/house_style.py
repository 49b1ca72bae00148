"""Our own prose: plain words, and nobody accused or quoted without what belongs beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from onrecord.captures.verify import Capture, read_capture
from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding, YamlPath
from onrecord.desk.house_style import HouseStyle
from onrecord.records import Claim, Quote
from onrecord.records.load import Records

from .unread import Unread

# What the desk itself writes; a claim's text is its own paraphrase, a quote's never.
_OURS = frozenset(
    {"title", "summary", "note", "gist", "context", "differs", "bottom_line", "condition"}
)
# What is written there is somebody else's.
_THEIRS = frozenset({"source", "roles", "links", "original", "names"})
# What is written there is looked at in each quote that takes it, which accepts it or does not.
_TAKEN = frozenset({"defaults"})
_HIDDEN = frozenset({"anonymous", "background"})
# So many words in a row are no chance.
_RUN = 8
_WORDS = re.compile(r"\w+")


def check_words(records: Records, style: HouseStyle) -> Iterator[Finding]:
    """Loaded words in titles, summaries, notes, contexts and gists."""
    kinds: dict[str, Mapping[str, BaseModel]] = {
        "article": records.articles,
        "actor": records.actors,
        "demand": records.demands,
        "claim": records.claims,
        "briefing": records.briefings,
        "topic": records.topics,
        "event": records.events,
    }
    for kind, many in kinds.items():
        for id_, record in many.items():
            top: YamlPath = (id_,) if kind in ("topic", "event") else ()
            for path, text in _ours(record, top):
                for found in style.loaded(text):
                    hint = f"say: {found.instead}" if found.instead else "leave it out"
                    message = f"'{found.word}' takes a side, and here the desk itself speaks"
                    yield Finding("loaded-word", kind, id_, path, message, hint)


def _ours(record: BaseModel, path: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    """The texts of ``record`` that are the desk's own, with where they stand."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        here: YamlPath = (*path, name)
        if name in _THEIRS or name in _TAKEN or value is None:
            continue
        if isinstance(value, str):
            if name in _OURS or (name == "text" and isinstance(record, Claim)):
                yield here, value
        elif isinstance(value, BaseModel):
            yield from _ours(value, here)
        elif isinstance(value, tuple) and not isinstance(record, Quote):
            for index, one in enumerate(value):
                if isinstance(one, BaseModel):
                    yield from _ours(one, (*here, index))


def check_hearing(desk: Desk, unread: Unread) -> Iterator[Finding]:
    """Accusations without a reply or a search for one."""
    for claim_id, claim in desk.claims.items():
        if claim.record.kind != "accusation" or unread.may_assert(claim_id):
            continue
        for index, hearing in enumerate(claim.hearings):
            noted = any(one.by == hearing.accused for one in claim.record.replies)
            if noted or not hearing.open:
                continue
            message = f"no reply of '{hearing.accused}' stands beside this accusation"
            hint = "add it to 'replies', or 'none_found' with the last day searched"
            path = ("against", index)
            yield Finding("accusation-unheard", "claim", claim_id, path, message, hint)


def check_described(desk: Desk) -> Iterator[Finding]:
    """Anonymous words of which nothing tells from what side they come."""
    for quote in desk.quotes.values():
        record = quote.record
        if record.basis not in _HIDDEN or record.withheld:
            continue
        if record.speaker == "unknown" and not record.speaking_as:
            message = "nothing describes the one who speaks here without a name"
            hint = "give 'speaking_as' as the source describes them, or an actor of kind unnamed"
            path: YamlPath = ("quotes", quote.index, "id")
            yield Finding("anonymous-undescribed", "article", quote.article_id, path, message, hint)


def check_summaries(desk: Desk, captures: Path) -> Iterator[Finding]:
    """Summaries that repeat their source, as far as it is among the captures."""
    for article_id, article in desk.articles.items():
        if article.summary is None:
            continue
        capture = read_capture(captures / f"{article_id}.txt")
        if isinstance(capture, Capture) and (
            run := _repeated(article.summary, capture.text.composed)
        ):
            message = f"these {_RUN} words stand in the source: '{run}'"
            hint = "tell it in words of your own, or quote it"
            yield Finding("summary-copied", "article", article_id, ("summary",), message, hint)


def _repeated(ours: str, theirs: str) -> str | None:
    """The first run of words that stands in both."""
    words = _WORDS.findall(ours)
    folded = [word.casefold() for word in words]
    source = f" {' '.join(word.casefold() for word in _WORDS.findall(theirs))} "
    for start in range(len(words) - _RUN + 1):
        if f" {' '.join(folded[start : start + _RUN])} " in source:
            return " ".join(words[start : start + _RUN])
    return None
