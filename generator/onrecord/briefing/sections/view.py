"""A briefing: one view, one order, for every format.

The list of all briefings.

From a request to a briefing.
"""

from dataclasses import dataclass

from onrecord.records import PartialDate
from onrecord.views.context import Context
from onrecord.views.lines import Catalogue
from onrecord.views.source_facts import SourceFacts

from .bottom_line import BottomLineView, bottom_line
from .changes import ChangesView, changes
from .claims import ClaimWithReplies, UnknownCount, claims, unknowns
from .corrections import CorrectionsView, corrections
from .head import BriefingHead, head, title_of
from .material import Capped, gather, sources
from .pasting import PasteQuote, pinned, quotes_to_paste
from .positions import DeadlineRow, PositionRow, deadlines, positions
from .request import BriefingRequest, request_of


@dataclass(frozen=True, slots=True)
class BriefingView:
    """Everything that a briefing says, in the order in which every format says it.

    Attributes:
        bottom_line: ``None`` where no person wrote one: each format says so.
        quotes: two to five where there are as many; one of each side first, then one of each
            other speaker, the latest first.
        pinned: whether a person chose the quotes, and their order.
        claims: contested ones and those against somebody.
        unknowns: only what is not 0.
        sources: what the briefing rests on, the latest published first.
        as_of: the last day that the desk covers; never the day on which it is made.
    """

    head: BriefingHead
    bottom_line: BottomLineView | None
    changes: ChangesView
    positions: Capped[PositionRow]
    quotes: tuple[PasteQuote, ...]
    pinned: bool
    claims: Capped[ClaimWithReplies]
    unknowns: tuple[UnknownCount, ...]
    deadlines: Capped[DeadlineRow]
    sources: Capped[SourceFacts]
    corrections: CorrectionsView
    as_of: PartialDate | None

    @property
    def empty(self) -> bool:
        """Whether nothing was said or added in the period: each format says so plainly."""
        return not self.changes and not self.quotes


BRIEFINGS = "briefings/"

# The Markdown of a briefing, beside its page. Its name says text: MkDocs would make a page of
# `.md`, and a browser offers to save it where it shows text.
TEXT = "briefing.txt"


@dataclass(frozen=True, slots=True)
class BriefingItem:
    """One briefing in the list.

    Attributes:
        title: its days and its scope, in words.
        stale: whether its bottom line may hold no longer.
    """

    uri: str
    title: str
    bottom_line: str
    stale: bool


@dataclass(frozen=True, slots=True)
class BriefingsView:
    """The list of all briefings, the latest first."""

    rows: tuple[BriefingItem, ...]


def briefings_view(context: Context, say: Catalogue) -> BriefingsView:
    """The list."""
    return BriefingsView(tuple(_item(context, say, one) for one in context.subjects.briefing_order))


def _item(context: Context, say: Catalogue, briefing_id: str) -> BriefingItem:
    record = context.desk.briefings[briefing_id]
    request = request_of(briefing_id, record)
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
        positions=positions(context, material),
        quotes=quotes_to_paste(context, material),
        pinned=bool(pinned(context.desk, request)),
        claims=claims(context, material),
        unknowns=unknowns(context, material),
        deadlines=deadlines(context, material),
        sources=sources(context, material),
        corrections=corrections(context, material),
        as_of=coverage.through if coverage else None,
    )
