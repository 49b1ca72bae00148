"""One count, one order and one wording of the answers, on every page that has them."""

import re
from pathlib import Path

import pytest
from tests.pages.rendering import Page, Site
from tests.views.lives import DEMAND
from tests.views.walkout import walkout

from onrecord.render.phrases import PlainWords
from onrecord.search.entries import entries_of

TITLE = "Open the gate"
PAGES = ("", "demands/", "demands/gate/", "actors/dock-union/")


def site(
    folder: Path,
    answers: str = "",
    quotes: str = "",
    made: str = "{demand: gate, act: stated, by: dock-union, date: 2031-05-01}",
    to: str = "port-authority",
    searched: str = "",
) -> Site:
    """The walkout with a demand `gate` that is `made`, and the `answers` to it.

    ``searched``: of whom an answer was sought in vain.
    """
    none = ", ".join(
        f"{{by: {name}, response: none_found, searched_through: 2031-05-31, note: We read it all.}}"
        for name in searched.split()
    )
    article = f"""
        title: At the gate
        source: {{publisher: Harbour Gazette, published: 2031-05-20}}
        defaults: {{form: direct, basis: on_record, said: {{date: 2031-05-19}}}}
        quotes: [{{id: no, text: They said no., speaker: brandt}},
                 {{id: yes, text: They came round., speaker: mayor}}{quotes}]
        demands: [{made}]"""
    return Site(
        walkout(
            folder,
            {
                "actors/ines.yml": "{name: Ines Prado, kind: person,"
                " roles: [{title: Manager, of: north-terminal}]}",
                "actors/watch.yml": "{name: A watchman, kind: unnamed,"
                " roles: [{title: Watch, of: north-terminal}]}",
                "actors/south.yml": "{name: South Terminal, kind: organisation,"
                " roles: [{title: Member, of: port-authority}]}",
                "demands/gate.yml": DEMAND.format(to=to)
                + (f"\n    responses: [{none}]" if none else ""),
                "articles/gate.yml": article
                + (f"\n        responses: [{answers}]" if answers else ""),
            },
        )
    )


def row_of(page: Page) -> str:
    """The demand on home, as it is written."""
    row = rf'<article class="glance-row">\s*<h3[^>]*>[^<]*<a [^>]*>{TITLE}.*?</article>'
    found = re.search(row, page.html, re.DOTALL)
    assert found
    return found[0]


def marks_of(row: str) -> list[str]:
    return re.findall(r'<a class="dot.*?<title[^>]*>([^<]+)', row)


def test_the_answers_of_single_members_are_shown_as_theirs_on_every_page(tmp_path: Path) -> None:
    answers = """{demand: gate, by: north-terminal, response: rejected, date: 2031-05-04},
            {demand: gate, by: south, response: accepted, told_by: brandt, quote: no,
             date: 2031-05-05}"""
    found = site(tmp_path, answers, searched="port-authority")
    for uri in PAGES:
        text = found.page(uri).text
        about = text[text.index("Port Authority", text.index(TITLE)) :]
        assert re.match("Port Authority(:| asking)? ?No joint answer found", about) or (
            "Port Authority: No joint answer found" in about
        ), uri
        assert "embers answered twice, not for" in about, uri
        for answer in ("Rejected", "North Terminal", "4 May 2031", "according to Mia Brandt"):
            assert answer in about, (uri, answer)
    assert len(marks_of(row_of(found.page("")))) == 2
    say = PlainWords(found.words)
    facts = {entry.result.uri: entry.result.facts for entry in entries_of(found.desk, say)}
    assert "Port Authority: No joint answer found" in facts["demands/gate/"]


def test_the_words_of_those_who_report_an_answer_are_shown_as_theirs(tmp_path: Path) -> None:
    told = "demand: gate, by: port-authority, date: 2031-05-04"
    answers = f"""{{{told}, response: rejected, told_by: brandt, quote: no}},
            {{{told}, response: accepted, told_by: mayor, quote: yes}}"""
    page = site(tmp_path, answers).page("actors/port-authority/")
    row = page.text[page.text.index("Latest answer of Port Authority") :]
    words = "Mia Brandt: “They said no.” The Mayor: “They came round.”"
    assert words in row
    # Of an actor that was not asked, the line says who reports it.
    assert words not in site(tmp_path / "other", answers).page("actors/dock-union/").text


def test_who_answers_for_a_member_is_named_with_it_and_a_search_has_its_note(
    tmp_path: Path,
) -> None:
    quotes = ", {id: shut, text: It stays shut., speaker: ines, said: {date: 2031-05-04}}"
    quotes += ", {id: dim, text: Perhaps., speaker: watch, said: {date: 2031-05-03}}"
    answers = """{demand: gate, by: ines, response: rejected, quote: shut},
                 {demand: gate, by: watch, response: considering, quote: dim}"""
    found = site(tmp_path, answers, quotes, searched="port-authority")
    for uri in (*PAGES, "actors/port-authority/"):
        text = found.page(uri).text
        about = text[text.index(TITLE) :]
        assert "Ines Prado, for North Terminal" in about, uri
        assert "A watchman, for North Terminal (unnamed source)" in about, uri
        note = "We read it all." if uri == "demands/gate/" else "No joint answer found*"
        assert note in about, uri


def test_lists_say_that_there_is_a_note_and_of_what_an_answer_is_a_part(tmp_path: Path) -> None:
    quotes = """, {id: soon, text: Half of it soon., speaker: rivera, said: {date: 2031-05-04}},
                 {id: else, text: We offer a ladder., speaker: rivera, said: {date: 2031-05-04}}"""
    answers = """{demand: gate, by: rivera, response: partly_accepted, quote: soon,
             condition: in dry weather, note: She spoke of the side gate.},
            {demand: gate, by: rivera, response: counter, quote: else}"""
    made = """{demand: gate, act: stated, by: dock-union, date: 2031-05-01},
            {demand: gate, act: withdrawn, by: dock-union, date: 2031-05-09}"""
    found = site(tmp_path, answers, quotes, made=made)
    for uri in PAGES:
        text = found.page(uri).text
        limits = "Mixed answer (on condition)*"
        assert (limits in text) == (uri != "demands/gate/"), uri
    assert "Partly accepted (on condition)*" in found.page("actors/rivera/").text
    for uri in found.pages:  # what the mark means is said where it is, and nowhere else
        text = found.page(uri).text
        marked = re.search(r"\w\)?\*", text)
        assert bool(marked) == ("* The linked page says more." in text), uri
    assert "page says more. What the terms mean" in found.page("demands/").text
    # The day leads to the part with the note; on the demand's own page the note itself is there.
    assert re.search(r'href="quotes/gate/soon/"[^>]*><span class="who">', row_of(found.page("")))
    home = found.page("").text
    assert f"{TITLE}: Partly accepted (on condition) (part of a mixed answer)" in home or (
        f"{TITLE}: Counter-proposal (part of a mixed answer)" in home
    )
    assert "All statements, and the withdrawal" in found.page("demands/gate/").text


def test_a_demands_page_has_the_note_of_each_act_in_its_lists(tmp_path: Path) -> None:
    quotes = ", {id: now, text: Open it., speaker: brandt, said: {date: 2031-05-09}}"
    quotes += ", {id: shut, text: It stays shut., speaker: ines, said: {date: 2031-05-04}}"
    made = """{demand: gate, act: stated, by: dock-union, date: 2031-05-01, note: By letter.},
            {demand: gate, act: stated, by: brandt, quote: now, note: She meant both gates.}"""
    answers = "{demand: gate, by: ines, response: rejected, quote: shut, note: Of one gate.}"
    text = (
        site(tmp_path, answers, quotes, made, searched="port-authority").page("demands/gate/").text
    )
    for words in ("source By letter.", "“Open it.” She meant both gates.", "shut.” Of one gate."):
        assert words in text, words


def told(by: str, response: str = "rejected", teller: str = "brandt", quote: str = "no") -> str:
    return (
        f"{{demand: gate, by: {by}, response: {response}, told_by: {teller}, quote: {quote},"
        " date: 2031-05-04}"
    )


@pytest.mark.parametrize(
    ("answers", "marks"),
    [
        # One row about both, and a row about each: the same report, once.
        ([told("[port-authority, ministry]")], 1),
        ([told("port-authority"), told("ministry")], 1),
        # What it says of each in another word, and another report, are others.
        ([told("port-authority"), told("ministry", "accepted")], 2),
        ([told("[port-authority, ministry]"), told("ministry", teller="mayor", quote="yes")], 2),
    ],
)
def test_a_report_of_two_sides_is_counted_once(
    tmp_path: Path, answers: list[str], marks: int
) -> None:
    found = site(tmp_path, ", ".join(answers), to="port-authority, ministry")
    names = marks_of(row_of(found.page("")))
    assert len(names) == marks
    both = "Rejected: Port Authority and Harbour Ministry, according to Mia Brandt, 4 May 2031"
    assert marks == 2 or names[0].startswith(both)


def test_own_words_of_earlier_come_first_and_what_is_not_found_is_said_in_one_way(
    tmp_path: Path,
) -> None:
    answers = """{demand: gate, by: port-authority, response: rejected, date: 2031-04-20},
            {demand: gate, by: port-authority, response: accepted, told_by: brandt, quote: no,
             date: 2031-05-04},
            {demand: gate, by: ministry, response: rejected, told_by: brandt, quote: no,
             date: 2031-04-21}"""
    found = site(tmp_path, answers, to="port-authority, ministry", searched="ministry")
    for uri in (*PAGES, "topics/pay/"):
        text = found.page(uri).text
        text = text[text.index(TITLE) :]
        before, told = text.index("before our sources first"), text.index("Accepted, according to")
        assert text.rindex("Rejected", 0, before) < before < text.index("Since then:") < told, uri
        assert "No answer of its own found" in text, uri
    page = found.page("demands/gate/").text
    assert page.index(
        "Before the demand was first made in our sources, Port Authority"
    ) < page.index("Port Authority accepted it, according")


def test_what_is_undated_is_in_no_range_of_dates(tmp_path: Path) -> None:
    acts = ", ".join(
        f"{{demand: gate, act: stated, by: {by}, date: {date}}}"
        for by, date in (
            ("dock-union", "2031-05-01"),
            ("dock-union", "2031-05-09"),
            ("dock-union", "unknown"),
            ("brandt", "unknown"),
        )
    )
    answer = "{demand: gate, by: port-authority, response: rejected, date: unknown}"
    found = site(tmp_path, answer, made=acts)
    made, beside = "twice since 1 May 2031", "and twice undated"
    assert f"{made}, {beside} · one answer undated" in found.page("").text
    assert f"made {made}, most recently 9 May 2031, {beside}" in found.page("demands/").text
    voiced = found.page("actors/brandt/").text
    assert "voiced 1 of 4 times · 2 of the 4 undated" in voiced
    lead = "twice between 1 May 2031 and 9 May 2031 in our sources, and twice more at unknown times"
    text = found.page("demands/gate/").text
    assert lead in text
    assert "First dated statement Dock Union · 1 May 2031" in text
    assert "Last dated statement Dock Union · 9 May 2031" in text


def test_how_the_answer_changed_ends_with_the_answer_shown(tmp_path: Path) -> None:
    answers = ", ".join(
        f"{{demand: gate, by: port-authority, response: {word}, date: 2031-05-0{day}}}"
        for word, day in (("considering", 2), ("rejected", 3), ("rejected", 4), ("rejected", 6))
    )
    text = site(tmp_path, answers).page("demands/gate/").text
    history = text[text.rindex("How the answer changed") :]
    assert "From 3 May 2031: Rejected: Port Authority · 3 May 2031" in history
    assert "and 2 times again, the latest: Port Authority · 6 May 2031" in history


def test_what_is_told_later_says_both_dates(tmp_path: Path) -> None:
    quotes = """,
                 {id: early, text: In April the union said open the gate., speaker: mayor},
                 {id: gate, text: Open the gate now., speaker: brandt}"""
    made = """{demand: gate, act: stated, by: dock-union, quote: early, date: 2031-04,
             phrase: open the gate},
            {demand: gate, act: stated, by: brandt, quote: gate, phrase: Open the gate now}"""
    text = site(tmp_path, quotes=quotes, made=made).page("demands/gate/").text
    assert "Apr 2031, as reported on 19 May 2031" in text
    assert "Reported on 19 May 2031 by The Mayor" in text


def test_a_paraphrase_is_copied_as_one(tmp_path: Path) -> None:
    quotes = """,
                 {id: gist, form: indirect, text: She said that it stays shut.,
                  gist: The gate stays shut., speaker: rivera}"""
    answer = "{demand: gate, by: port-authority, response: rejected, quote: gist}"
    found = site(tmp_path, answer, quotes)
    page = found.page("demands/gate/")
    (copied,) = re.findall(
        r"<button [^>]*>Copy paraphrase</button><template>(.*?)</template>", page.html
    )
    assert copied.startswith("Reported, not quoted: The gate stays shut.")
    assert not re.search("[“”]", copied)
    own = found.page("quotes/gate/gist/").html
    assert "Copy paraphrase" in own
    assert "Copy quote" not in own
    # A card that a script fills has a button for each, of which one stays.
    assert {"Copy", "Copy paraphrase"} <= {
        *re.findall(r">(Copy[a-z ]*)</button>\s*<template>", found.page("quotes/").html)
    }


def test_links_to_the_answers_say_that_others_report_them_and_leave_the_names_to_the_page(
    tmp_path: Path,
) -> None:
    told = "{{demand: gate, response: {word}, by: port-authority, told_by: {by}, date: 2031-05-03}}"
    accounts = [("rejected", "brandt"), ("rejected", "mayor"), ("accepted", "dock-union")]
    for said, rows in (
        ("Port Authority: Rejected (according to others)", accounts[:2]),
        ("Port Authority: Conflicting accounts", accounts),
    ):
        answers = ", ".join(told.format(word=word, by=by) for word, by in rows)
        html = site(tmp_path / str(len(rows)), answers).page("demands/gate/").html
        jumps = html[html.index('<nav class="jump"') :].partition("</nav>")[0]
        assert f">{said}</a>" in jumps
