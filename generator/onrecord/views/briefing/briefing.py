"""From a request to a briefing."""

from __future__ import annotations

from onrecord.views.maker import Maker

from .bottom_line import bottom_line
from .changes import changes
from .claims import claims
from .corrections import corrections
from .deadlines import deadlines
from .head import head
from .material import gather
from .pasting import quotes_to_paste
from .positions import positions
from .request import BriefingRequest
from .sources import sources
from .unknowns import unknowns
from .view import BriefingView


def briefing_view(maker: Maker, request: BriefingRequest) -> BriefingView:
    """Everything that the briefing says."""
    material = gather(maker.desk, request)
    coverage = maker.desk.coverage
    return BriefingView(
        head=head(maker, material),
        bottom_line=bottom_line(maker, material),
        changes=changes(maker, material),
        positions=positions(maker, material),
        quotes=quotes_to_paste(maker, material),
        claims=claims(maker, material),
        unknowns=unknowns(maker, material),
        deadlines=deadlines(maker, material),
        sources=sources(maker, material),
        corrections=corrections(maker, material),
        as_of=coverage.through if coverage else None,
    )
