"""When a page changed last: as far as the records of all that it shows tell."""

from pathlib import Path

import pytest
from tests.views.strike import FLASH, RALLY, strike

from onrecord.exports.feed_items import Modified
from onrecord.records.record_kinds import Subject
from onrecord.render.site import SiteContext, SitePage, known_texts
from onrecord.render.words import Words

# The strike's rally has a correction of 4 May.
CASES = [
    # (the rally was added, the flash was added, the page's subject and part, changed)
    ("2031-05-03", "2031-05-09", ("article", "rally", ""), "2031-05-04"),
    ("2031-05-06", "2031-05-09", ("article", "rally", ""), "2031-05-06"),
    (None, "2031-05-09", ("article", "rally", ""), "2031-05-04"),
    ("2031-05-06", None, ("article", "flash", ""), None),
    # One utterance in both.
    ("2031-05-06", "2031-05-09", ("quote", "rally#ten-percent", ""), "2031-05-09"),
    ("2031-05-06", None, ("quote", "rally#ten-percent", ""), None),
    ("2031-05-06", None, ("quote", "rally#no-money", ""), "2031-05-06"),
    # Some day of May, perhaps after the 9th.
    ("2031-05", "2031-05-09", ("actor", "brandt", ""), "2031-05"),
    ("2031-05-06", None, ("actor", "brandt", ""), None),
    ("2031-05-06", None, ("claim", "empty-fund", ""), "2031-05-06"),
    ("2031-05-06", None, ("list", "actors", ""), None),
    ("2031-05-06", "2031-05-09", ("actor", "brandt", "2031-05"), None),
    ("2031-05-06", "2031-05-09", ("changes", "", ""), None),
]


@pytest.mark.parametrize(("rally", "flash", "about", "changed"), CASES)
def test_the_newest_day_or_none_where_one_is_missing(
    tmp_path: Path,
    rally: str | None,
    flash: str | None,
    about: tuple[str, str, str],
    changed: str | None,
) -> None:
    articles = {
        name: data | ({"added": added} if added else {})
        for name, data, added in (("rally", RALLY, rally), ("flash", FLASH, flash))
    }
    site = SiteContext(strike(tmp_path, **articles), Words({}))
    kind, id_, part = about
    subject = Subject(kind, id_)
    page = SitePage(
        subject=subject, uri="", template="", texts=known_texts(""), view=str, part=part
    )
    found = Modified(site.views).of(page)
    assert (found.text if found else None) == changed
