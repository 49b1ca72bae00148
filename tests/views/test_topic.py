"""Topics: what stands under each, and what happens to very many of it."""

from pathlib import Path

import pytest

from onrecord.views.context import Context
from onrecord.views.demands import DemandSummary
from onrecord.views.topic import TopicView, topic_parts, topic_view, topics_list

from .walkout import walkout


def _page(folder: Path, topic_id: str) -> TopicView:
    context = Context(walkout(folder))
    return topic_view(context, topic_id, topic_parts(context, topic_id)[0])


def _demands(page: TopicView) -> list[DemandSummary]:
    return [row.demand for row in page.glance.rows] if page.glance else []


def test_a_topic_has_its_demands_claims_and_quotes(tmp_path: Path) -> None:
    safety = _page(tmp_path, "safety")

    assert [demand.link.text for demand in _demands(safety)] == [
        "Repair the cranes",
        "Have the cranes checked",
    ]
    assert [claim.line.uri for claim in safety.claims] == [
        "claims/hid-report/",
        "claims/report-public/",
    ]
    assert len(safety.quotes.seen) == 2


def test_versions_of_one_utterance_count_once(tmp_path: Path) -> None:
    pay = _page(tmp_path, "pay")

    assert len(pay.quotes.seen) == 3
    assert pay.row.utterances == 2


def test_a_topic_without_anything_is_listed_all_the_same(tmp_path: Path) -> None:
    topics = topics_list(Context(walkout(tmp_path)))

    rows = {row.link.text: row for row in topics.page(topics.parts[0]).topics}

    assert list(rows) == ["Pay", "Safety of the cranes", "Leave"]
    assert (rows["Leave"].demands, rows["Leave"].claims, rows["Leave"].utterances) == (0, 0, 0)


@pytest.mark.parametrize("limit", [4, 3, 1])
def test_demands_and_claims_are_by_date_too_where_they_are_many(tmp_path: Path, limit: int) -> None:
    context = Context(walkout(tmp_path))

    pages = [
        topic_view(context, "safety", part, limit) for part in topic_parts(context, "safety", limit)
    ]

    own, *finer = pages
    assert (len(_demands(own)), len(own.claims)) == (2, 2)
    by_date = (sum(len(_demands(page)) for page in finer), sum(len(page.claims) for page in finer))
    assert by_date == ((0, 0) if limit == 4 else (2, 2))
    assert len({quote.card.reference for page in pages for quote in page.quotes.seen}) == 2
