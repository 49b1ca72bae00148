"""Two weeks at the harbour: the walkout, with sources that say when they were recorded.

What the briefings in these tests are about: 2 to 12 May 2031. ``weeks(folder, files)`` writes the
desk with further files, ``brief(desk, …)`` makes a briefing on those days.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.views.walkout import walkout

from onrecord.briefing.sections.briefing_view import BriefingView, briefing_view
from onrecord.briefing.sections.material import BriefingPeriod, BriefingRequest
from onrecord.desk.desk import Desk
from onrecord.records import PartialDate
from onrecord.render import SiteInfo, Words
from onrecord.render.phrases import PlainWords
from onrecord.render.site import SiteContext
from onrecord.render.templates import packaged_templates
from onrecord.views.context import Context

# Recorded in the period, from before it and from nobody knows when.
LATE_FIND = """
title: A minute of April
source: {publisher: Port Archive, published: 2031-04-12, genre: document}
added: 2031-05-08
defaults: {form: direct, basis: document}
quotes:
  - {id: asked, text: Raise the night pay., speaker: brandt, said: {date: 2031-04-10}}
  - {id: sometime, text: We never refused., speaker: rivera, said: {date: unknown}}
demands:
  - {demand: pay-rise, act: stated, by: brandt, quote: asked}
responses:
  - {demand: pay-rise, by: rivera, response: acknowledged, quote: sometime}
"""

# Recorded after the bottom line was written: said in the period, and not known to its writer.
LATER_NEWS = """
title: The works speak
source: {publisher: Harbour Gazette, published: 2031-05-11, genre: interview}
added: 2031-05-16
defaults: {form: direct, basis: on_record, said: {date: 2031-05-10}}
quotes:
  - {id: repairs, text: The cranes are safe., speaker: crane-works, about: safety}
  - {id: cry, text: Shame!, speaker: unknown, form: partial}
responses:
  - {demand: crane-checks, by: crane-works, response: premise_denied, quote: repairs}
claims:
  - {claim: hid-report, act: denied, by: port-authority, quote: repairs, told_by: crane-works,
     date: 2031-05-10}
"""

WEEK = """
since: 2031-05-02
until: 2031-05-12
bottom_line: The authority refused the pay rise. The cranes are looked at by nobody.
by: Jo Diaz
date: 2031-05-13
evidence: ['authority-answers#no', 'union-rally#cranes']
"""

FILES = {
    "articles/late-find.yml": LATE_FIND,
    "articles/later-news.yml": LATER_NEWS,
    "briefings/week.yml": WEEK,
}
PERIOD = ("2031-05-02", "2031-05-12")


def weeks(folder: Path, files: Mapping[str, str] | None = None) -> Desk:
    """The desk, with ``files`` added or replaced."""
    return walkout(folder, {**FILES, **(files or {})})


def period(since: str = PERIOD[0], until: str = PERIOD[1]) -> BriefingPeriod:
    """From a day to a day."""
    return BriefingPeriod(PartialDate.parse(since), PartialDate.parse(until))


def brief(desk: Desk, days: BriefingPeriod | None = None, **asked: Any) -> BriefingView:
    """A briefing on ``days``, or on those two weeks."""
    return briefing_view(Context(desk), BriefingRequest(days or period(), **asked))


def english(desk: Desk, url: str = "") -> tuple[PlainWords, SiteContext]:
    """The words and the site that a format needs; the site is published at ``url``."""
    words = Words.load([packaged_templates()])
    info = SiteInfo("Harbour Record", url=url)
    site = SiteContext(desk, words, info, (packaged_templates(),))
    return site.say, site
