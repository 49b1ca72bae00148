"""The bottom line, which a person wrote, and whether it still holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.desk.acts import Act
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import UNKNOWN, PartialDate
from onrecord.records.record_kinds import quote_uri
from onrecord.views.act_lines import WORDS, according_to, draft_label
from onrecord.views.acts import claim_line
from onrecord.views.context import Context
from onrecord.views.lines import Catalogue, Line, dated_on, dotted, names_within, phrase, titles
from onrecord.views.links import Link, demand_link
from onrecord.views.quote_card import QuoteCard

from .material import Material

# So many reasons are given; the rest is counted.
REASONS = 4

_FAILED = frozenset({"absent", "stale"})

StaleKind = Literal[
    "evidence_state",
    "evidence_verdict",
    "evidence_compared",
    "evidence_corrected",
    "statement",
    "answer",
    "claim_act",
]


@dataclass(frozen=True, slots=True)
class StaleReason:
    """One reason why the summary may be out of date; the words: ``briefing.stale.<kind>``.

    Attributes:
        kind: ``evidence_state`` (its quote is no longer live), ``evidence_verdict`` (its words
            are not in the source, or were edited since they were compared),
            ``evidence_compared`` (its words, or the text of its source, were compared anew),
            ``evidence_corrected`` (its quote was corrected later), or what was added later:
            a ``statement``, an ``answer`` or a ``claim_act``.
        what: the quote, demand or claim it is about, leading to its page.
        word: the key of its word (``state.disputed``, ``verdict.stale``,
            ``correction.kind.wording``, ``act.stated``, ``response.rejected``,
            ``claim_act.denied``).
        date: when it was corrected or added; ``None`` for a state or a verdict.
        by: whose claim it is, for a ``claim_act``.
        told_by: who reports what was added, if it is reported.
        draft: whether what was added is from a draft.
    """

    kind: StaleKind
    what: Link
    word: str
    date: PartialDate | None = None
    by: tuple[Link, ...] = ()
    told_by: tuple[Link, ...] = ()
    draft: bool = False

    def line(self, say: Catalogue) -> Line:
        """The reason as a sentence."""
        word = phrase(say, self.word)
        reason = phrase(
            say,
            f"briefing.stale.{self.kind}",
            what=titles(say, [self.what]),
            word=according_to(word, self.told_by, say) if self.told_by else word,
            on_date=dated_on(say, self.date) if self.date else "",
            names=names_within(say, self.by),
        )
        return dotted(say, reason, draft_label(say) if self.draft else ())


@dataclass(frozen=True, slots=True)
class BottomLineView:
    """What a person wrote over a briefing; never generated.

    Attributes:
        text: at most three sentences.
        by: who wrote it; ``None`` if nobody is named.
        date: when it was written; if ``None``, nothing can be called newer.
        evidence: the quotes it is based on.
        stale: why it may be out of date; empty if nothing suggests it.
        stale_more: how many further reasons there are.
    """

    text: str
    by: str | None
    date: PartialDate | None
    evidence: tuple[QuoteCard, ...]
    stale: tuple[StaleReason, ...]
    stale_more: int


def bottom_line(context: Context, material: Material) -> BottomLineView | None:
    """The bottom line of the record that the briefing has; ``None`` without one."""
    desk, request = context.desk, material.request
    record = desk.briefings.get(request.id) if request.id else None
    if record is None:
        return None
    evidence = [desk.quotes[reference] for reference in record.evidence if reference in desk.quotes]
    written = record.date or UNKNOWN
    reasons = [reason for quote in evidence for reason in _changed(context, quote, written)]
    reasons += [_newer(context, act) for act in material.said if _added(context, act, written)]
    different = list(dict.fromkeys(reasons))
    return BottomLineView(
        text=" ".join(record.bottom_line.split()),
        by=record.by,
        date=record.date,
        evidence=tuple(map(context.cards.card, evidence)),
        stale=tuple(different[:REASONS]),
        stale_more=max(0, len(different) - REASONS),
    )


def _changed(context: Context, quote: QuoteEntry, written: PartialDate) -> Iterator[StaleReason]:
    """What became of a quote that the bottom line rests on."""
    speaker = ", ".join(link.text for link in context.people.links(quote.speakers))
    link = Link(speaker or quote.article.title, quote_uri(quote.reference))
    if not quote.record.stands:
        yield StaleReason("evidence_state", link, f"state.{quote.record.state}")
    verdict = quote.verdict
    if verdict in _FAILED:
        yield StaleReason("evidence_verdict", link, f"verdict.{verdict}")
    elif quote.checked:
        # The lock dates what it says by the first day on which these words had this outcome.
        compared = PartialDate.of(quote.checked.on)
        if written.before(compared):
            word = f"verdict.{verdict}"
            yield StaleReason("evidence_compared", link, word, compared)
    for correction in context.cards.card(quote).corrections:
        if written.before(correction.date):
            word = f"correction.kind.{correction.kind}"
            yield StaleReason("evidence_corrected", link, word, correction.date)


def _added(context: Context, act: Act, written: PartialDate) -> bool:
    article = context.desk.articles.get(act.article_id) if act.article_id else None
    return bool(article and article.added and written.before(article.added))


def _newer(context: Context, act: Act) -> StaleReason:
    """A fact of the period that was recorded after the bottom line was written."""
    article = context.desk.articles[act.article_id]
    key, told_by = f"{WORDS[act.kind]}.{act.word}", context.people.links(act.told_by)
    if act.kind in ("statement", "answer"):
        kind: StaleKind = "statement" if act.kind == "statement" else "answer"
        what, whose = demand_link(context.desk, act.subject), context.people.links(())
    else:
        claim = claim_line(context, act.subject)
        kind, what, whose = "claim_act", Link(claim.text, claim.uri), claim.by
    return StaleReason(kind, what, key, article.added, whose, told_by, article.draft)
