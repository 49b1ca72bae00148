"""Articles that say `draft: true`: checked, and in nothing that is published unless wanted."""

from pathlib import Path

import pytest

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

from .desks import article, harbour

DRAFT = article(
    draft="true",
    quotes=[{"id": "more", "text": "More.", "speaker": "brandt", "form": "direct"}],
    demands=[{"demand": "pay-rise", "act": "stated", "by": "brandt", "date": "2031-05-02"}],
)


@pytest.mark.parametrize("drafts", [False, True])
def test_a_draft_counts_only_where_drafts_are_wanted(tmp_path: Path, *, drafts: bool) -> None:
    content = harbour(tmp_path, {"articles/unfinished.yml": DRAFT})
    without = load_desk(Settings(harbour(tmp_path / "before", {}))).desk

    loaded = load_desk(Settings(content, drafts=drafts))

    desk = loaded.desk
    assert desk
    assert without
    assert ("unfinished" in desk.articles) is drafts
    assert ("unfinished#more" in desk.quotes) is drafts
    assert (("article", "unfinished") in desk.files) is drafts
    said = len(desk.index["brandt"].quotes) - len(without.index["brandt"].quotes)
    made = len(desk.demands["pay-rise"].statements) - len(without.demands["pay-rise"].statements)
    assert said == made == int(drafts)
    assert [
        diagnostic.code
        for diagnostic in loaded.diagnostics
        if diagnostic.file.endswith("unfinished.yml")
    ] == ["draft"]


def test_an_article_that_is_finished_may_say_so(tmp_path: Path) -> None:
    content = harbour(tmp_path, {"articles/done.yml": DRAFT | {"draft": "false"}})

    loaded = load_desk(Settings(content))

    assert loaded.desk
    assert "done" in loaded.desk.articles
    assert not loaded.diagnostics
