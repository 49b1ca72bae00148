"""The list of all briefings."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.views.maker import Maker
from onrecord.views.saying import Say

from .bottom_line import bottom_line
from .material import gather
from .request import request_of
from .titles import title_of

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


def briefing_order(maker: Maker) -> list[str]:
    """The ids of all briefings: the one that ends last first, the shorter before the longer."""
    briefings = maker.desk.briefings

    def order(briefing_id: str) -> tuple[int, int, str]:
        one = briefings[briefing_id]
        return (-one.until.sort_key[1], -one.since.sort_key[0], briefing_id)

    return sorted(briefings, key=order)


def briefings_view(maker: Maker, say: Say) -> BriefingsView:
    """The list."""
    return BriefingsView(tuple(_item(maker, say, one) for one in briefing_order(maker)))


def _item(maker: Maker, say: Say, briefing_id: str) -> BriefingItem:
    record = maker.desk.briefings[briefing_id]
    request = request_of(briefing_id, record)
    written = bottom_line(maker, gather(maker.desk, request))
    return BriefingItem(
        uri=request.uri or "",
        title=title_of(maker, request, say),
        bottom_line=written.text if written else "",
        stale=bool(written and written.stale),
    )
