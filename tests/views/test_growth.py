"""Views of a desk eight times as large make eight times the calls: nothing grows faster."""

import sys
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType

import pytest
from bench.make_desk import Context as LargeDesk
from tests.desk.desks import good_desk

from onrecord.render import SiteContext, Words
from onrecord.render.templates import packaged_templates
from onrecord.site.plan import plan_site
from onrecord.views import acts
from onrecord.views.context import Context
from onrecord.views.topic import topic_parts, topic_view

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


def test_the_pages_of_a_topic_count_its_quotes_once(tmp_path: Path) -> None:
    LargeDesk(tmp_path, 40).write()
    context = SiteContext(good_desk(tmp_path / "content"), Words({})).views
    topic = max(context.indexes.quotes, key=lambda id_: len(context.indexes.quotes[id_]))
    asked = Counter[str]()

    def count(frame: FrameType, event: str, _value: object) -> None:
        if event == "call":
            asked[frame.f_code.co_name] += 1

    parts = topic_parts(context, topic, 4)
    assert len(parts) > 5
    sys.setprofile(count)
    try:
        for part in parts[1:]:
            topic_view(context, topic, part, 4)
    finally:
        sys.setprofile(None)
    assert asked["count_utterances"] <= len(context.indexes.quotes)
    assert asked["_kept"] == 0


def test_the_view_of_an_act_is_made_once_for_all_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = calls(tmp_path, 20)
    made = counted[acts._act_view.__code__]
    assert 0 < 4 * made < counted[acts.act_view.__code__]
    context = Context(good_desk(tmp_path / "content"))
    monkeypatch.setattr(acts, "_MOST_KEPT", 3)  # more are not held
    views = [acts.act_view(context, act) for act in context.desk.acts]
    assert len(views) > 3 >= len(context.act_views)
    assert acts.act_view(context, context.desk.acts[-1]) is views[-1]
