"""Who gives an act in its own words, without a quote of it, is named with it."""

from pathlib import Path
from typing import Any

from tests.desk.desks import good_desk, harbour

from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views.act_lines import act_line
from onrecord.views.acts import act_views
from onrecord.views.context import Context
from onrecord.views.lines import plain_text

SAY = PlainWords(Words.load([packaged_templates()]))
FILES: dict[str, dict[str, Any]] = {
    "claims/brake.yml": {
        "text": "The crane ran with a worn brake.",
        "by": "dock-union",
        "against": "port-authority",
        "kind": "accusation",
        "replies": [
            {"by": "port-authority", "reply": "denied", "told_by": "rivera", "date": "2031-05-06"},
            {"by": "port-authority", "reply": "denied", "told_by": "brandt", "date": "2031-05-07"},
            {"by": "port-authority", "reply": "no_comment", "date": "2031-05-08"},
        ],
    },
    "articles/flash.yml": {
        "title": "First word from the gate",
        "source": {"publisher": "Port Radio", "published": "2031-05-03"},
        "responses": [
            {"demand": "pay-rise", "by": "port-authority", "response": "rejected"}
            | {"told_by": "rivera", "date": "2031-05-03"}
        ],
        "claims": [
            {"claim": "brake", "act": "asserted", "by": "dock-union", "date": "2031-05-03"},
            {"claim": "brake", "act": "denied", "by": "port-authority", "date": "2031-05-02"}
            | {"told_by": ["rivera", "brandt"]},
        ],
    },
}


def test_a_spokesperson_in_told_by_is_named_and_others_are_by_whose_account(tmp_path: Path) -> None:
    desk = good_desk(harbour(tmp_path, FILES))
    claim = desk.claims["brake"]
    acts = (*desk.demands["pay-rise"].answers, *claim.acts, *claim.replies)
    lines = [
        plain_text(act_line(act, SAY, read=False, labels=False))
        for act in act_views(Context(desk), acts)
    ]
    assert lines == [
        "Rejected: Ana Rivera, for Port Authority · 3 May 2031",
        "Denied: Ana Rivera, for Port Authority · 2 May 2031",
        "Stated: Dock Union · 3 May 2031",
        "Denied: Ana Rivera, for Port Authority · 6 May 2031",
        "Denied: Port Authority, according to Mia Brandt · 7 May 2031",
        "No comment · 8 May 2031",
    ]
    assert [act.subject for act in Context(desk).indexes.answers_by_actor["rivera"]] == ["pay-rise"]


def test_words_that_a_colleague_gives_as_those_of_another_are_by_the_colleagues_account(
    tmp_path: Path,
) -> None:
    quote = {"id": "no", "text": "I will never agree.", "speaker": "clerk", "form": "direct"}
    article = {
        "title": "At the gate",
        "source": {"publisher": "Port Radio", "published": "2031-05-03"},
        "quotes": [quote | {"quoting": "rivera", "said": {"date": "2031-05-03"}}],
        "responses": [
            {"demand": "pay-rise", "by": "rivera", "response": "rejected", "quote": "no"}
            | {"told_by": "clerk"}
        ],
    }
    clerk = {
        "name": "Kim Lot",
        "kind": "person",
        "roles": {"title": "Clerk", "of": "port-authority"},
    }
    desk = good_desk(harbour(tmp_path, {"actors/clerk.yml": clerk, "articles/gate.yml": article}))
    (view,) = act_views(Context(desk), desk.demands["pay-rise"].answers)
    assert plain_text(act_line(view, SAY, read=False)) == (
        "Rejected: Ana Rivera, according to Kim Lot · date unknown"
    )
    assert "clerk" not in Context(desk).indexes.answers_by_actor
