"""The sentences that sum up a demand and a claim: by rule, in each language, and no verdict."""

from pathlib import Path
from typing import Any

import pytest
from tests.fast_yaml import values_of, yaml_of
from tests.views.walkout import walkout

from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views.claim import claim_summary
from onrecord.views.claim_conclusions import claim_conclusion
from onrecord.views.conclusions import _times, demand_line, life_title
from onrecord.views.context import Context
from onrecord.views.demand import demand_parts, demand_view
from onrecord.views.lines import plain_text

SAY = {code: PlainWords(Words.load([packaged_templates()], code)) for code in ("en", "fr")}
CASES = values_of(Path(__file__).with_name("conclusions.yml").read_text(encoding="utf-8"))
PAIRS = [
    (kind, case, code)
    for kind, cases in CASES.items()
    for case in cases
    for code in SAY
    if code in case
]

GATE = {
    "title": "Open the gate",
    "by": "dock-union",
    "to": ["port-authority"],
    "topic": "pay",
    "action": "do",
    "strength": "demand",
}


def context_of(folder: Path, kind: str, case: dict[str, Any]) -> Context:
    """The walkout with the rows of ``case`` on the demand `gate` or on the claim `hid-report`.

    An answer that nobody tells of has a quote: of exact words, or a paraphrase if it is `ap`. There
    is a note on what is done to a claim if that is `cn`. `ac` is an answer on a condition, and the
    words of `ax` were retracted.
    """
    demand = {**GATE, "by": values_of(case.get("by", "dock-union"))}
    lists: dict[str, list[dict[str, Any]]] = {"demands": [], "responses": [], "claims": []}
    lists["quotes"] = []
    if kind == "answers":
        demand["to"] = ["port-authority", "ministry"]
        stated = {"demand": "gate", "act": "stated", "by": "dock-union", "date": "2031-05-02"}
        lists["demands"].append(stated)
    for row in case["rows"]:
        what, *words = row.split()
        if what == "s":
            act, by, date, *to = words
            stated = {"demand": "gate", "act": act, "by": by, "date": date}
            lists["demands"].append(stated | ({"to": to} if to else {}))
        elif what == "r":
            search = {"response": "none_found", "searched_through": "2031-05-31"}
            demand.setdefault("responses", []).append({"by": words[0], **search})
        else:
            word, by, *tellers = words
            by, _, date = by.partition("@")
            told = {"told_by": tellers[0]} if tellers else {}
            if what in ("c", "cn"):
                acted = {"claim": "hid-report", "act": word, "by": values_of(by), **told}
                acted |= {"note": "Of one crane."} if what == "cn" else {}
                lists["claims"].append(acted | ({"date": date} if date else {}))
            else:
                answer = {
                    "demand": "gate",
                    "response": word,
                    "by": by,
                    "date": date or "2031-05-04",
                }
                if what == "ac":
                    answer["condition"] = "until the autumn"
                if what != "an" and not told:
                    indirect = {"form": "indirect", "gist": "It is so."} if what == "ap" else {}
                    quote = {"id": f"q{len(lists['quotes'])}", "text": "It is so", "speaker": by}
                    said = {"date": answer["date"]}
                    state = {"state": "retracted", "note": "Taken back."} if what == "ax" else {}
                    lists["quotes"].append(
                        {**quote, "form": "direct", "said": said, **indirect, **state}
                    )
                    answer["quote"] = quote["id"]
                lists["responses"].append({**answer, **told})
    article = {
        "title": "More words",
        "source": {"publisher": "Harbour Gazette", "published": "2031-05-20"}
        | case.get("source", {}),
        **{name: rows for name, rows in lists.items() if rows},
    }
    files = {"articles/more.yml": yaml_of(article)}
    if kind != "claims":
        named = "{name: Port Authority, kind: organisation, in_sentence: the Port Authority}"
        files |= {"demands/gate.yml": yaml_of(demand), "actors/port-authority.yml": named}
    return Context(walkout(folder, files))


@pytest.mark.parametrize(("kind", "case", "code"), PAIRS)
def test_what_is_on_record_is_said_in_sentences(
    tmp_path: Path, kind: str, case: dict[str, Any], code: str
) -> None:
    context, say = context_of(tmp_path, kind, case), SAY[code]
    if kind == "claims":
        claim = claim_summary(context, context.desk.claims["hid-report"])
        said = plain_text(claim_conclusion(claim, say, limits="listed" not in case))
    else:
        entry = context.desk.demands["gate"]
        view = demand_view(context, entry, demand_parts(context, entry)[0])
        said = plain_text(demand_line(view, say))
    said = said.replace("\N{NO-BREAK SPACE}", " ")
    wanted = case[code].format(ours=say("search.these_sources"))
    assert said.startswith(wanted) if kind == "demands" else said.endswith(wanted), said


def test_who_is_asked_without_a_name_answers_for_nobody_else(tmp_path: Path) -> None:
    asked = yaml_of({**GATE, "to": "port-worker"})
    worker = "{name: Worker at the port, kind: unnamed, in_sentence: a worker at the port}"
    answered = yaml_of(
        {
            "title": "More words",
            "source": {"publisher": "Harbour Gazette", "published": "2031-05-20"},
            "quotes": [{"id": "no", "text": "No.", "speaker": "port-worker", "form": "direct"}],
            "responses": [
                {"demand": "gate", "by": "port-worker", "response": "rejected", "quote": "no"}
            ],
        }
    )
    files = {"demands/gate.yml": asked, "actors/port-worker.yml": worker}
    context = Context(walkout(tmp_path, {**files, "articles/more.yml": answered}))
    entry = context.desk.demands["gate"]
    view = demand_view(context, entry, demand_parts(context, entry)[0])
    said = plain_text(demand_line(view, SAY["en"]))
    assert "A worker at the port rejected it, without being named." in said


def test_a_picture_counts_what_counts(tmp_path: Path) -> None:
    """Not what is early, a member's, or told; versions of one statement are one."""
    context = Context(walkout(tmp_path))
    entry = context.desk.demands["pay-rise"]
    life = demand_view(context, entry, demand_parts(context, entry)[0]).life
    assert life
    assert life_title(life, SAY["en"]) == (
        "Made once. Port Authority put off an answer, once in its own words; rejected it, once in "
        "its own words (on condition); accepted it in part, once through an unnamed source."
    )


def test_a_picture_says_how_many_answers_are_on_a_condition() -> None:
    assert _times("one", 2, 1, SAY["en"]) == "twice in its own words (once on condition)"
    assert _times("one", 2, 2, SAY["en"]) == "twice in its own words (on condition)"
    assert _times("one", 2, 0, SAY["fr"]) == "deux fois dans ses propres mots"


def test_who_alone_makes_a_claim_of_others_does_not_repeat_it(tmp_path: Path) -> None:
    article = """
        title: At the gate
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        claims: [{claim: ropes, act: asserted, by: mayor, date: 2031-05-02}]"""
    told = article.replace(
        "claims: [",
        "claims: [{claim: ropes, act: asserted, by: dock-union, told_by: crane-works}, ",
    )
    ropes = "{text: Ropes cost twice., by: dock-union, kind: fact}"
    for text, wanted in (
        (article, "Made once by The Mayor on 2 May 2031."),
        (told, "Repeated by The Mayor. Dock Union made it, according to Crane Works."),
    ):
        folder = tmp_path / str(len(text))
        context = Context(walkout(folder, {"claims/ropes.yml": ropes, "articles/gate.yml": text}))
        claim = claim_summary(context, context.desk.claims["ropes"])
        said = plain_text(claim_conclusion(claim, SAY["en"]))
        assert said.replace("\N{NO-BREAK SPACE}", " ") == wanted
