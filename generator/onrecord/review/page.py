"""The page of a preview that tells what changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from onrecord.site.page import SitePage
from onrecord.views.saying import Say

from .view import ReviewView

CHANGES = "changes/"


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What the page shows.

    Attributes:
        of: what the site is a preview of.
        review: what changed; ``None`` where there is nothing to compare with.
        why_not: why there is nothing: ``no_repository`` or ``no_against``.
    """

    of: str
    review: ReviewView | None
    why_not: str = ""


def changes_page(view: ChangesView, say: Say) -> SitePage:
    """``changes/``; every page of a preview has its style sheet already."""
    return SitePage(
        uri=CHANGES,
        template="pages/changes.html",
        title=say("changes.title"),
        description=say("changes.description"),
        source=None,
        view=partial(_itself, view),
        noindex=True,
    )


def _itself(view: ChangesView) -> ChangesView:
    return view
