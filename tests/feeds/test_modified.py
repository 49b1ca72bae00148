"""When a page changed last: as far as the records of all that it shows tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.views.strike import FLASH, RALLY, strike

from onrecord.site.modified import Modified
from onrecord.views.maker import Maker

# The strike's rally has a correction of 4 May.
CASES = [
    # (the rally was added, the flash was added, page, changed)
    ("2031-05-03", "2031-05-09", "articles/rally/", "2031-05-04"),
    ("2031-05-06", "2031-05-09", "articles/rally/", "2031-05-06"),
    (None, "2031-05-09", "articles/rally/", "2031-05-04"),
    ("2031-05-06", None, "articles/flash/", None),
    # One utterance in both.
    ("2031-05-06", "2031-05-09", "quotes/rally/ten-percent/", "2031-05-09"),
    ("2031-05-06", None, "quotes/rally/ten-percent/", None),
    ("2031-05-06", None, "quotes/rally/no-money/", "2031-05-06"),
    # Some day of May, perhaps after the 9th.
    ("2031-05", "2031-05-09", "actors/brandt/", "2031-05"),
    ("2031-05-06", None, "actors/brandt/", None),
    ("2031-05-06", None, "claims/empty-fund/", "2031-05-06"),
    ("2031-05-06", None, "actors/", None),
    ("2031-05-06", "2031-05-09", "actors/brandt/2031-05/", None),
    ("2031-05-06", "2031-05-09", "about/", None),
]


@pytest.mark.parametrize(("rally", "flash", "uri", "changed"), CASES)
def test_the_newest_day_or_none_where_one_is_missing(
    tmp_path: Path, rally: str | None, flash: str | None, uri: str, changed: str | None
) -> None:
    articles = {
        name: data | ({"added": added} if added else {})
        for name, data, added in (("rally", RALLY, rally), ("flash", FLASH, flash))
    }
    found = Modified(Maker.of(strike(tmp_path, **articles))).of(uri)
    assert (found.text if found else None) == changed
