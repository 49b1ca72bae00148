"""Our own prose: plain words, and nobody accused or quoted without what belongs beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.captures.verify import Capture, read_capture
from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding, YamlPath
from onrecord.desk.house_style import HouseStyle
from onrecord.records.load import Records
from onrecord.records.walk import Walk

from .unread import Unread

# What only completes quotes is looked at in each quote that takes it, which accepts it or does not.
_OURS = Walk(
    lambda field: field.words is not None and field.words.ours,
    enters=lambda field: not field.for_quotes,
)
_HIDDEN = frozenset({"anonymous", "background"})
# So many words in a row are no chance.
_RUN = 8
_WORDS = re.compile(r"\w+")


def check_words(records: Records, style: HouseStyle) -> Iterator[Finding]:
    """Loaded words in titles, summaries, notes, contexts and gists."""
    for kind, id_, top, record in records.all():
        for text in _OURS(record, top):
            for found in style.loaded(str(text.value)):
                hint = f"say: {found.instead}" if found.instead else "leave it out"
                message = f"'{found.word}' takes a side, and here the desk itself speaks"
                yield Finding("loaded-word", kind, id_, text.path, message, hint)


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
