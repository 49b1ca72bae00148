"""The view of a briefing, in one order for every format, its head and title; the list of them."""

from collections.abc import Hashable, Iterator, Sequence
from typing import get_args

from onrecord.desk import Act, ActKind, Coverage, Relation, count_utterances
from onrecord.records import PartialDate, fixed
from onrecord.views.context import Context
from onrecord.views.home import BriefingItem
from onrecord.views.lines import Catalogue, Line, Span
from onrecord.views.links import Link, topic_link
from onrecord.views.quote_card import QuoteCard
from onrecord.views.source_facts import SourceFacts

from . import closing_state
from .changed_in_period import BriefingChanges, BriefingCorrections, changes, latest_corrections
from .material import (
    BriefingPeriod,
    BriefingRequest,
    Material,
    ShortenedList,
    gather,
    request_of,
    sources,
)
from .written_and_chosen import BottomLineView, bottom_line, pinned, quotes_to_paste, without_basis


@fixed
class BriefingHead:
    """The opening of every format."""

    uri: str | None  #: site path of its page, if it has one
    period: BriefingPeriod  #: the days it is about
    coverage: Coverage | None  #: the days covered; `None` if nothing is dated
    actors: tuple[Link, ...]  #: the actors to whom it is limited; empty if to none
    topics: tuple[Link, ...]  #: the topics to which it is limited; empty if to none
    revision: str | None  #: from which "added since" counts; `None` if the recorded dates decide
    #: what we have on these days and the subject, counted, by the key of its words; without zeros
    counts: tuple[tuple[str, int], ...]
    utterances: int  #: how many statements the quotes of these days are; versions of one count once
    perhaps: int  #: how many of the quotes may be of other days: only their month or year is known
    outside: bool  #: whether none of its days are covered
    beyond: bool  #: whether it ends after the last day that is covered

    @property
    def scope(self) -> tuple[str, ...]:
        """The names of what it is limited to, as its title has them."""
        return tuple(link.text for link in (*self.actors, *self.topics))

    @property
    def file_uri(self) -> str:
        """Site path of the briefing as text; empty if it has no page."""
        return f"{self.uri}briefing.txt" if self.uri else ""

    def lines(self, say: Catalogue) -> Iterator[Line]:
        """About whom and what, how much there is, and which days are covered."""
        if self.coverage:
            days = say.days(self.coverage.first, self.coverage.through)
            line = say.phrase("briefing.head.coverage", days=days)
            limit = "outside" if self.outside else "beyond" if self.beyond else ""
            limited = (Span(" "), Span(say(f"briefing.head.{limit}"), "strong")) if limit else ()
            yield (*line, *limited)
        if self.actors:
            yield say.phrase("briefing.head.actors", names=say.linked_within(self.actors))
        if self.topics:
            yield say.phrase("briefing.head.topics", names=say.titles(self.topics))
        if self.revision:
            yield say.phrase("briefing.head.revision", revision=self.revision)
        figures = [
            say(f"briefing.head.{name}", count=count, utterances=self.utterances)
            for name, count in self.counts
        ]
        if figures:
            yield say.phrase("briefing.head.counts", figures=say.phrases(figures))
        if self.perhaps:
            yield say.phrase("briefing.head.perhaps", count=self.perhaps)


def head(context: Context, material: Material) -> BriefingHead:
    """The head of a briefing."""
    request, coverage = material.request, context.desk.coverage
    period = request.period
    apart = coverage is not None and (
        coverage.through.before(period.since) or period.until.before(coverage.first)
    )
    given: dict[bool, set[Hashable]] = {True: set(), False: set()}
    said = {kind: [act for act in material.said if act.kind == kind] for kind in get_args(ActKind)}
    for act in said["answer"]:
        if not act.told_by:
            given[act.relation is Relation.OWN and not (act.early or act.late)].add(_answer(act))
    statements = {
        states: {(act.subject, act.utterance) for act in said["statement"] if act.states is states}
        for states in (True, False)
    }
    quotes, utterances = len(material.quotes), count_utterances(material.quotes)
    counts = {
        "sources": len(material.articles),  # that the briefing is based on
        "quotes" if quotes != utterances else "quotes_alone": quotes,
        "statements": len(statements[True]),  # of demands, versions of a statement once
        "withdrawals": len(statements[False]),
        "answers": len(given[True]),  # by those asked or somebody who speaks for them
        # By members, by those not asked, or out of the demand's time.
        "reactions": len(given[False] - given[True]),
        "told": len({_answer(act) for act in said["answer"] if act.told_by}),
        "claims": len({act.utterance for act in said["claim"]}),
    }
    return BriefingHead(
        uri=request.uri,
        period=period,
        coverage=coverage,
        actors=context.people.links(request.actors),
        topics=tuple(topic_link(context.desk, topic) for topic in request.topics),
        revision=request.revision,
        counts=tuple((name, count) for name, count in counts.items() if count),
        utterances=utterances,
        perhaps=sum(not period.has_all_of(quote.date) for quote in material.quotes),
        outside=coverage is None or apart,
        beyond=coverage is not None and coverage.through.before(period.until),
    )


def _answer(answer: Act) -> Hashable:
    """What identifies an answer, whatever its demands, addressees and versions."""
    words = answer.quote.utterance if answer.quote else (answer.owner, answer.row)
    return (words, answer.word, answer.by)


def briefing_title(head: BriefingHead, say: Catalogue) -> str:
    """Its days and its scope in the words of the site: "Briefing, 1 to 4 May 2031: Dock Union"."""
    return _title(head.period, (*head.actors, *head.topics), say)


def title_of(context: Context, request: BriefingRequest, say: Catalogue) -> str:
    """The same, before there is a view."""
    topics = tuple(topic_link(context.desk, topic) for topic in request.topics)
    return _title(request.period, (*context.people.links(request.actors), *topics), say)


def _title(period: BriefingPeriod, about: Sequence[Link], say: Catalogue) -> str:
    days = say.days(period.since, period.until)
    if not about:
        return say("briefing.title", days=days)
    return say("briefing.title_about", days=days, names=say.names(about))


@fixed
class BriefingView:
    """Everything that a briefing says, in the order in which every format says it."""

    head: BriefingHead  #: what every format says first
    bottom_line: BottomLineView | None  #: `None` if nobody wrote one: each format says so
    changes: BriefingChanges  #: what changed in its period
    positions: ShortenedList[closing_state.PositionRow]  #: the demands, with the latest answers
    quotes: tuple[QuoteCard, ...]  #: to paste: one of each side, then of each speaker
    #: how many are not offered only because nobody noted on what terms they were said
    without_basis: int
    pinned: bool  #: whether a person chose the quotes, and their order
    compared: bool  #: whether any quotes are compared with their sources
    claims: ShortenedList[closing_state.ClaimWithReplies]  #: disputed or against somebody
    unknowns: tuple[closing_state.UnknownCount, ...]  #: without zeros
    deadlines: ShortenedList[closing_state.DeadlineRow]  #: demands with a deadline
    sources: ShortenedList[SourceFacts]  #: the sources of the briefing, the latest published first
    corrections: BriefingCorrections
    as_of: PartialDate | None  #: the last day covered, never the day it was made

    @property
    def paste_how(self) -> str:
        """The key, below ``briefing.paste``, of how the quotes were chosen."""
        return "pinned" if self.pinned else "how_compared" if self.compared else "how"

    @property
    def noted_in(self) -> str | None:
        """The first section with a line that says that there is a note."""
        sections = {
            "changes": self.changes.noted,
            "positions": any(row.noted for row in self.positions.items),
            "claims": any(claim.noted for claim in self.claims.items),
        }
        return next((name for name, noted in sections.items() if noted), None)

    @property
    def empty(self) -> bool:
        """Whether nothing was said or added in the period: each format says so."""
        return not self.changes and not self.quotes


BRIEFINGS = "briefings/"

# The Markdown of a briefing, with its page. Its name says text: MkDocs would make a page of
# `.md`, and a browser offers to save it where it shows text.
TEXT = "briefing.txt"


@fixed
class BriefingsView:
    """The list of all briefings, the latest first."""

    rows: tuple[BriefingItem, ...]


def briefings_view(context: Context, say: Catalogue) -> BriefingsView:
    """The list."""
    order = context.indexes.briefing_order
    return BriefingsView(tuple(briefing_item(context, say, briefing_id) for briefing_id in order))


def briefing_item(context: Context, say: Catalogue, briefing_id: str) -> BriefingItem:
    """One briefing in a list, and the latest on the home page."""
    request = request_of(briefing_id, context.desk.briefings[briefing_id])
    written = bottom_line(context, gather(context.desk, request))
    return BriefingItem(
        uri=request.uri or "",
        title=title_of(context, request, say),
        bottom_line=written.text if written else "",
        stale=bool(written and written.stale),
    )


def briefing_view(context: Context, request: BriefingRequest) -> BriefingView:
    """Everything that the briefing says."""
    material = gather(context.desk, request)
    coverage = context.desk.coverage
    return BriefingView(
        head=head(context, material),
        bottom_line=bottom_line(context, material),
        changes=changes(context, material),
        positions=closing_state.shown_positions(context, material),
        quotes=quotes_to_paste(context, material),
        without_basis=without_basis(context, material),
        pinned=bool(pinned(context.desk, request)),
        compared=context.desk.locked,
        claims=closing_state.claims(context, material),
        unknowns=closing_state.unknowns(context, material),
        deadlines=closing_state.deadlines(context, material),
        sources=sources(context, material),
        corrections=latest_corrections(context, material),
        as_of=coverage.through if coverage else None,
    )
