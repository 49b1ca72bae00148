"""Every act is said in one line, whatever it is, and each writer sets that line."""

from dataclasses import replace

import pytest

from onrecord.briefing.outline import set_line
from onrecord.render.phrases import PlainWords
from onrecord.render.renderer import make_environment
from onrecord.render.site import Addresses
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views.act_lines import act_line, spoken_line
from onrecord.views.acts import ActView, act_views
from onrecord.views.context import Context, SiteInfo
from onrecord.views.lines import plain_text
from onrecord.views.links import Link

from .walkout import walkout

WORDS = Words.load([packaged_templates()])
SAY = PlainWords(WORDS)

LINES = [
    ("statement", "Demand made: Mia Brandt · 1 Apr 2031 · source"),
    (
        "statement",
        (
            "Demand reported: Port Authority, according to Mia Brandt, to Dock Union"
            " · date unknown · quote"
        ),
    ),
    ("answer", "Rejected: Ana Rivera · 4 May 2031 · quote"),
    ("answer", "Partly accepted: A clerk of the authority (unnamed source) · 6 May 2031 · quote"),
    ("answer", "Accepted: Ana Rivera, according to Mia Brandt · 18 May 2031 · quote"),
    (
        "answer",
        (
            "Accepted: North Terminal · 5 May 2031 · quote"
            " · From a member of Port Authority; shown for context, "
            "not as the group\u2019s answer"
        ),
    ),
    ("claim", "Stated: Mia Brandt · 1 May 2031 · quote"),
    ("reply", "No comment · 20 May 2031"),
    (
        "reply",
        (
            "No reply found in our sources up to 31 May 2031."
            " We did not ask Port Authority for comment."
        ),
    ),
]


@pytest.fixture(scope="module")
def acts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ActView, ...]:
    desk = walkout(tmp_path_factory.mktemp("walkout"))
    return act_views(Context(desk), desk.acts)


@pytest.mark.parametrize(("kind", "line"), LINES, ids=[line for _, line in LINES])
def test_each_kind_of_act_has_its_line(acts: tuple[ActView, ...], kind: str, line: str) -> None:
    assert line in [plain_text(act_line(act, SAY)) for act in acts if act.kind == kind]


def test_a_line_read_aloud_has_the_same_facts(acts: tuple[ActView, ...]) -> None:
    assert "Accepted: Ana Rivera, according to Mia Brandt, 18 May 2031" in [
        spoken_line(act, SAY) for act in acts
    ]


def test_a_page_sets_the_line_as_html(acts: tuple[ActView, ...]) -> None:
    told = _told(acts)
    hostile = Link('<b onclick="x">', told.told_by[0].uri)
    act = replace(told, told_by=(hostile,))

    assert _html(act) == (
        '<span class="state state-accepted">Accepted</span>: <span class="answer-source">'
        '<span class="who"><a href="actors/rivera/">Ana Rivera</a>, according to '
        '<a href="actors/brandt/">&lt;b onclick=&#34;x&#34;&gt;</a></span>\u00a0· '
        '<time datetime="2031-05-18">18 May 2031</time></span>'
    )


def test_a_document_sets_it_with_one_link_and_plain_names(acts: tuple[ActView, ...]) -> None:
    spans = set_line(act_line(_told(acts), SAY), lambda uri: f"https://record.example/{uri}")

    assert [(span.text, span.look) for span in spans if span.look] == [("Accepted", "strong")]
    (read,) = [span for span in spans if span.href]
    assert read.main
    assert read.href.startswith("https://record.example/quotes/")


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("stated", "Demand made: Mia Brandt · 1 May 2031 · “works nights” · quote"),
        (
            "reported",
            (
                "Demand reported: Port Authority, according to Mia Brandt, to Dock Union"
                " · date unknown · Mia Brandt: “works nights” · quote"
            ),
        ),
    ],
)
def test_key_words_of_a_statement_are_in_marks(
    acts: tuple[ActView, ...], word: str, line: str
) -> None:
    act = next(act for act in acts if act.kind == "statement" and act.card and act.word == word)
    assert act.card
    card = replace(act.card, language="fa")
    act = replace(act, phrase="works nights", card=card)

    assert plain_text(act_line(act, SAY)) == line
    (words,) = [span for span in set_line(act_line(act, SAY), str) if span.look == "words"]
    assert (words.text, words.language) == ("“works nights”", "fa")
    glossed = replace(act, card=replace(card, gloss="Nobody works at night."))
    meant = "“works nights” In our words: Nobody works at night."
    assert plain_text(act_line(glossed, SAY)) == line.replace("“works nights”", meant)
    html = _html(act)
    assert '<span class="key-words" lang="fa" dir="rtl">“works nights”</span>' in html


def _html(act: ActView) -> str:
    addresses = Addresses(directory_urls=True)
    environment = make_environment([packaged_templates()], WORDS, addresses, SiteInfo("Harbour"))
    template = '{% from "cards/act.html" import act_line %}{{ act_line(act, read=false) }}'
    return environment.from_string(template).render(act=act)


def _told(acts: tuple[ActView, ...]) -> ActView:
    return next(act for act in acts if act.kind == "answer" and act.told_by)
