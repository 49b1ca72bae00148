"""What a person wrote or chose for a briefing: its summary, and quotes to paste.

Also whether the summary may be out of date, and which quotes are offered where nobody chose any.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from math import inf
from typing import Literal

from onrecord.desk import NOT_CHECKED, STANDS, Act, Desk, QuoteEntry, Roles
from onrecord.records import UNKNOWN, PartialDate, fixed, quote_uri
from onrecord.views.act_lines import WORDS, according_to, draft_label
from onrecord.views.acts import claim_line
from onrecord.views.attribution import attributed
from onrecord.views.context import Context
from onrecord.views.lines import Catalogue, Line, Span, joined
from onrecord.views.links import Link, demand_link
from onrecord.views.quote_card import QuoteCard

from .material import BriefingRequest, Material

# So many reasons are given; the rest is counted.
REASONS = 4

_FAILED = frozenset({"absent", "stale"})

_OfEvidence = Literal[
    "evidence_state", "evidence_verdict", "evidence_compared", "evidence_corrected"
]
StaleKind = _OfEvidence | Literal["statement", "answer", "claim_act"]


@fixed
class StaleReason:
    """A reason why the summary may be outdated; words: ``briefing.stale.<kind>``."""

    #: `evidence_state` (its quote is no longer live), `evidence_verdict` (its words are not in the
    #: source, or were edited since they were compared), `evidence_compared` (its words, or the text
    #: of its source, were compared anew), `evidence_corrected` (its quote was corrected later), or
    #: what was added later: a `statement`, an `answer` or a `claim_act`
    kind: StaleKind
    what: Link  #: the quote, demand or claim it is about, leading to its page
    word: str  #: the key of its word, such as `state.disputed` or `response.rejected`
    date: PartialDate | None = None  #: when it was corrected or added; `None` of a state or verdict
    by: tuple[Link, ...] = ()  #: whose claim it is, for a `claim_act`
    told_by: tuple[Link, ...] = ()  #: who reports what was added, if it is reported
    draft: bool = False  #: whether what was added is from a draft

    def line(self, say: Catalogue) -> Line:
        """The reason as a sentence."""
        word = say.phrase(self.word)
        reason = say.phrase(
            f"briefing.stale.{self.kind}",
            what=say.titles([self.what]),
            word=according_to(word, self.told_by, say) if self.told_by else word,
            on_date=say.dated_on(self.date) if self.date else "",
            names=say.linked_within(self.by),
        )
        return say.dotted(reason, draft_label(say) if self.draft else ())


@fixed
class BottomLineView:
    """The summary over a briefing, from its file; the program never writes it."""

    text: str  #: at most three sentences
    by: str | None  #: who wrote it; `None` if nobody is named
    date: PartialDate | None  #: when it was written; if `None`, nothing can be called newer
    evidence: tuple[QuoteCard, ...]  #: the quotes it is based on
    stale: tuple[StaleReason, ...]  #: why it may be out of date; empty if nothing suggests it
    stale_more: int  #: how many further reasons there are

    def line(self, say: Catalogue) -> Line:
        """Who wrote it, and when."""
        signed: dict[str, Line | str] = {"on_date": say.dated_on(self.date)} if self.date else {}
        signed |= {"name": self.by} if self.by else {}
        key = f"{'by' if self.by else 'unsigned'}{'' if self.date else '_undated'}"
        by = say.phrase(f"briefing.bottom_line.{key}", **signed)
        undated = () if self.date else say.phrase("briefing.bottom_line.undated")
        return joined(Span(" "), (by, undated))


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
    """What became of a quote that the bottom line is based on."""
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
            yield StaleReason("evidence_compared", link, f"verdict.{verdict}", compared)
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


QUOTES = 5
# Past the first two, one who has been heard comes again only while the words so far are few.
_FEWEST = 2
_ROOM = 500  # characters

_BASES = frozenset({"on_record", "document"})


def paste_text(card: QuoteCard, say: Catalogue, address: str = "") -> str:
    """The words with all that goes with them, to be pasted line by line; the ``address`` last."""
    lines = (attributed(card, say, compared=False), comparison_line(card, say), address)
    return "\n".join(line for line in lines if line)


def comparison_line(card: QuoteCard, say: Catalogue) -> str:
    """Whether its words were compared with their source, when, and what that showed."""
    check = card.check
    if check.verdict == NOT_CHECKED:
        return say("briefing.paste.not_checked")
    on = say("check.on", date=say.date(check.on)) if check.on else ""
    flags = "".join(f" {say(f'check.flag.{flag}')}" for flag in check.flags)
    # Who published it is said before it.
    return f"{say(f'check.short.{check.wording}')}{on}.{flags}"


def quotes_to_paste(context: Context, material: Material) -> tuple[QuoteCard, ...]:
    """Two to five quotes: the latest of each side, then of each other speaker, then the others.

    They are live, on the record and the speaker's own words, unless a person chose them.
    """
    # Where nothing was said in the period they are those that the desk added in it. Those that the
    # briefing's record names are all that there are, in its order.
    chosen = pinned(context.desk, material.request) or _chosen(context, material)
    return context.cards.of_items(chosen)


def pinned(desk: Desk, request: BriefingRequest) -> list[QuoteEntry]:
    """The quotes that a person chose, of any day, without those that were taken back."""
    record = desk.briefings.get(request.id) if request.id else None
    named = (desk.quotes.get(reference) for reference in (record.quotes if record else ()))
    known = (quote for quote in named if quote and not quote.record.taken_back)
    return [quote for quote in known if quote.record.form != "scare"]


def _chosen(context: Context, material: Material) -> list[QuoteEntry]:
    # Without a lock each quote says that it was not checked; with one, only what is in its source
    # is offered.
    locked, roles = context.desk.locked, context.desk.roles
    for quotes in (material.quotes, material.added):
        able = (quote for quote in quotes if may_be_offered(quote, roles, locked=locked))
        kept = [quote for quote in able if not _taken_back(context, quote)]
        if chosen := _spread(kept, material, roles):
            return chosen
    return []


def may_be_offered(
    quote: QuoteEntry, roles: Roles, *, locked: bool, bases: Container[str | None] = _BASES
) -> bool:
    """Whether a quote may be pasted: own words of a named speaker, live, on the record."""
    # If the desk is `locked`, its words must have been found in the source.
    record = quote.record
    own = quote.counts and record.stands and record.exact
    named = record.basis in bases and not any(map(roles.unnamed, quote.speakers))
    return own and named and (not locked or quote.verdict in STANDS)


def without_basis(context: Context, material: Material) -> int:
    """The number of quotes that are not offered only because their basis is missing."""
    locked, roles = context.desk.locked, context.desk.roles
    return sum(
        may_be_offered(quote, roles, locked=locked, bases=(None,))
        and not _taken_back(context, quote)
        for quote in (*material.quotes, *material.added)
    )


def _taken_back(context: Context, quote: QuoteEntry) -> bool:
    """Whether it makes a claim that one of its speakers has withdrawn."""
    acts = context.desk.acts_by_quote.get(quote.reference, ())
    made = [act.subject for act in acts if act.kind == "claim" and act.word == "asserted"]
    retracted = (act for id_ in made for act in context.desk.claims[id_].by_act("retracted"))
    return any({*act.by} & {*quote.speakers} for act in retracted)


def _spread(quotes: Iterable[QuoteEntry], material: Material, roles: Roles) -> list[QuoteEntry]:
    parties = {
        actor for entry in material.demands for actor in (*entry.record.by, *entry.addressees)
    }

    def side(quote: QuoteEntry) -> str:
        """For whom it is said: one that demands or is asked, else the speaker."""
        for speaker in quote.speakers:
            for actor in (speaker, *roles.spoken_for(speaker, quote.date)):
                if actor in parties:
                    return actor
        return next(iter(quote.speakers), "")

    # What a demand, an answer or a claim rests on goes before other words of the day.
    evidence = {act.quote.reference for act in material.acts if act.quote}
    ordered = sorted(quotes, key=lambda quote: _order(quote, quote.reference in evidence))
    chosen: dict[str, QuoteEntry] = {}
    for group, room in _rounds(ordered, side):
        for quote in group:
            used = sum(len(part) for other in chosen.values() for part in other.record.text)
            if len(chosen) < _FEWEST or (len(chosen) < QUOTES and used < room):
                chosen.setdefault(quote.utterance, quote)
    return sorted(chosen.values(), key=lambda choice: _order(choice, rests=True))


def _rounds(
    quotes: list[QuoteEntry], side: Callable[[QuoteEntry], str]
) -> Iterator[tuple[Iterable[QuoteEntry], float]]:
    """The quotes that may come next, and the limit of characters for this round."""
    by_side: dict[str, QuoteEntry] = {}
    by_speaker: dict[tuple[str, ...], QuoteEntry] = {}
    for quote in quotes:
        by_side.setdefault(side(quote), quote)
        by_speaker.setdefault(quote.speakers, quote)
    yield by_side.values(), inf
    heard = {quote.speakers for quote in by_side.values()}
    yield (quote for speaker, quote in by_speaker.items() if speaker not in heard), inf
    yield quotes, _ROOM


def _order(quote: QuoteEntry, rests: bool) -> tuple[int, int, bool, str, int]:  # noqa: FBT001 - private, and part of a key
    first, last = quote.date.sort_key
    return (-last, -first, not rests, quote.article_id, -quote.order)
