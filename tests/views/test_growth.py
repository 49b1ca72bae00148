"""Views of a desk eight times as large make eight times the calls: nothing grows faster."""

import sys
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType

from bench.make_desk import Context as LargeDesk
from tests.desk.desks import good_desk

from onrecord.render import SiteContext, Words
from onrecord.render.templates import packaged_templates
from onrecord.site.plan import plan_site

TIMES = 8
MANY = 1_500  # calls that are worth a look, on the larger desk


def calls(folder: Path, articles: int) -> Counter[CodeType]:
    """How often each function of ours is called while the views of all pages are made."""
    LargeDesk(folder, articles).write()
    site = SiteContext(good_desk(folder / "content"), Words.load([packaged_templates()]))
    counted: Counter[CodeType] = Counter()

    def count(frame: FrameType, event: str, _value: object) -> None:
        if event == "call":
            counted[frame.f_code] += 1

    pages = plan_site(site)
    sys.setprofile(count)
    try:
        for page in pages:
            page.view()
    finally:
        sys.setprofile(None)
    return counted


def test_no_function_is_called_more_often_than_the_desk_grows(tmp_path: Path) -> None:
    small, large = calls(tmp_path / "small", 20), calls(tmp_path / "large", 20 * TIMES)
    grown = {
        f"{code.co_filename}:{code.co_firstlineno} {code.co_name}": round(count / small[code], 1)
        for code, count in large.items()
        if count > MANY and count > 1.3 * TIMES * max(small[code], 1)
    }
    assert grown == {}
