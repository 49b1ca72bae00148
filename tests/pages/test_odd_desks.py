"""What pages say where there is none, one, nothing dated, or nothing that counts."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from tests.pages.rendering import Page, Site

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.views.listing import PART_LIMIT

_ACTORS = """
actors/brandt.yml: {name: Mia Brandt, kind: person}
actors/port.yml: {name: Port Authority, kind: organisation}
actors/rivera.yml: {name: Ana Rivera, kind: person, roles: [{title: Director, of: port}]}
"""
_QUOTE = "{id: waited, text: We have waited for ten years., speaker: brandt, form: direct"
_BASIS = ", basis: on_record, about: pay"
_ARTICLE = (
    "articles/rally.yml: {{title: A rally, source: {{publisher: Gazette, published: {day}}}, \
event: {{name: Rally, date: {day}}}, quotes: [{quotes}]{rows}}}"
)
_SUBJECTS = """
topics.yml: {pay: {name: Pay}}
demands/raise.yml: {title: Pay, by: brandt, to: port, topic: pay, action: do, strength: demand}
claims/books.yml: {text: It cooks the books, by: brandt, against: port, kind: accusation}
"""
_ROWS = ", demands: [{demand: raise, act: stated, by: brandt, quote: waited}], \
claims: [{claim: books, act: asserted, by: brandt, quote: waited}]"


def _rally(day: str, quotes: str, rows: str = "") -> str:
    return _ARTICLE.format(day=day, quotes=quotes, rows=rows)


def _site(folder: Path, files: str, language: str = "en") -> Site:
    (folder / "content").mkdir()
    for line in filter(None, files.splitlines()):
        name, _, text = line.partition(": ")
        path = folder / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load_desk(Settings(folder / "content"))
    assert loaded.desk is not None, loaded.diagnostics
    return Site(loaded.desk, language=language)


_EMPTY = ""
_ONE = _ACTORS + _rally("2031-05-02", _QUOTE + ", basis: on_record}")
_UNDATED = _ACTORS + _SUBJECTS + _rally("unknown", _QUOTE + _BASIS + "}", _ROWS)
_VERSIONS = "{id: again, text: Ten years we have waited., speaker: brandt, form: direct, \
basis: on_record, about: pay, same_as: waited}"
_TWICE = _ACTORS + _SUBJECTS + _rally("2031-05-02", f"{_QUOTE}{_BASIS}}}, {_VERSIONS}")
_GONE = _ACTORS + _SUBJECTS + _rally("2031-05-02", _QUOTE + _BASIS + ", state: retracted}")
CASES = {
    "empty: home": (_EMPTY, "", ["There are no quotes yet."], ["Every line", "asked"]),
    "empty: actors": (_EMPTY, "actors/", ["There are no actors yet."], ["0", "Roles", "Counts"]),
    "empty: articles": (_EMPTY, "articles/", ["There are no articles yet."], ["0"]),
    "empty: quotes": (_EMPTY, "quotes/", ["There are no quotes yet."], ["0", "selection"]),
    "empty: demands": (_EMPTY, "demands/", ["There are no demands yet."], ["0", "terms mean"]),
    "empty: sources": (_EMPTY, "sources/", ["There are no sources yet."], ["no quotes", "party"]),
    "empty: timeline": (_EMPTY, "timeline/", ["There are no quotes or events"], ["Ordered by"]),
    "actors only": (_ACTORS, "actors/", ["3 actors."], ["unknown date", "Roles", "Counts"]),
    "one quote: home": (_ONE, "", ["Who said what, and when", "Every line"], ["Who asked"]),
    "one quote: quotes": (_ONE, "quotes/", ["One quote. The selection is ours."], ["statement"]),
    "one quote: speaker": (_ONE, "actors/brandt/", ["“We"], ["One quote.", "Quotes One"]),
    "one quote: timeline": (_ONE, "timeline/", ["Ordered by"], ["Undated"]),
    "one statement": (_TWICE, "quotes/", ["once: one statement."], ["1 statements"]),
    "no dates: home": (_UNDATED, "", ["at a glance", "Quotes “We"], ["repeated", "Latest quotes"]),
    "no dates: claim": (_UNDATED, "claims/books/", ["Made once by Mia Brandt."], ["first stated"]),
    "no dates: timeline": (_UNDATED, "timeline/", ["Date unknown Rally"], ["Undated", "date unk"]),
    "none counts: quotes": (_GONE, "quotes/", ["One quote."], ["0 statements"]),
    "none counts: topic": (_GONE, "topics/pay/", ["Retracted"], ["0 statements"]),
    "none counts: speaker": (_GONE, "actors/brandt/", ["The one quote"], ["Made", "Not quoted"]),
    "none counts: claim": (_GONE, "claims/books/", ["quoted making it"], ["Further", "No quote"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_there_is_none_or_one_of_is_said_in_words(case: str, tmp_path: Path) -> None:
    files, uri, says, never = CASES[case]
    page = _site(tmp_path, files).page(uri)

    assert [text for text in says if text not in page.text] == []
    assert [text for text in never if text in page.text] == [], page.text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("files", [_EMPTY, _ACTORS, _ONE, _UNDATED, _TWICE, _GONE])
def test_every_page_of_such_a_desk_is_whole(files: str, language: str, tmp_path: Path) -> None:
    site = _site(tmp_path, files, language)
    pages: dict[str, Page] = {uri: site.page(uri) for uri in site.pages}

    for uri, page in pages.items():
        assert page.unbalanced == [], uri
        assert all(text.strip() for _, text in page.headings), uri
        levels = [level for level, _ in page.headings]
        assert all(below - above <= 1 for above, below in pairwise(levels)), (uri, page.headings)
        within = {link[1:] for link in page.links if link.startswith("#") and len(link) > 1}
        assert within <= {*page.ids}, uri
        jumps = re.findall(r'<nav class="jumps?".*?</nav>', page.html, re.DOTALL)
        assert all(links.count("<a ") > 1 for links in jumps), uri


def test_a_long_page_of_quotes_leads_to_its_months(tmp_path: Path) -> None:
    days = [f"2031-0{1 + day % 2}-{10 + day}" for day in range(13)] + ["2030"]
    said = "{{id: q{number}, text: Words., speaker: brandt, form: direct, said: {{date: {day}}}}}"
    quotes = ", ".join(said.format(number=number, day=day) for number, day in enumerate(days))
    articles = _rally("2031-05-02", quotes).replace(", date: 2031-05-02}, quotes", "}, quotes")
    page = _site(tmp_path, _ACTORS + articles).page("quotes/")
    (jumps,) = re.findall(r'<nav class="jumps".*?</nav>', page.html, re.DOTALL)

    assert Page(jumps).text == "Feb 2031 Jan 2031 2030"
    titles = dict(re.findall(r'<h2 id="(event-\d+)"><time datetime="([\d-]+)"', page.html))
    assert [titles[link[1:]] for link in Page(jumps).links] == ["2031-02-21", "2031-01-22", "2030"]


def test_a_demand_made_once_has_its_words_once(tmp_path: Path) -> None:
    site = _site(tmp_path, _ACTORS + _SUBJECTS + _rally("2031-05-02", _QUOTE + _BASIS + "}", _ROWS))
    page = site.page("demands/raise/")
    assert len(re.findall("<blockquote|<q>", page.html)) == 1
    assert "once, on 2 May 2031" in page.text
    assert "All statements" not in page.text
    assert "First made" not in page.text


def test_names_that_run_from_right_to_left_do_not_run_together(tmp_path: Path) -> None:
    files = _ACTORS + _SUBJECTS + _rally("2031-05-02", _QUOTE + _BASIS + "}", _ROWS)
    files = files.replace("Mia Brandt", "דורה").replace(
        "by: brandt, to: port", "by: [brandt, rivera], to: port"
    )
    home = _site(tmp_path, files.replace("Ana Rivera", "רועי")).html("")
    assert "<bdi>דורה</bdi> and <bdi>רועי</bdi>" in home


def test_a_list_of_very_many_counts_what_is_on_each_page(tmp_path: Path) -> None:
    article = _rally("2031-0{month}-02", _QUOTE + "}").replace("{", "{{").replace("}", "}}")
    article = article.strip().replace("{{month}}", "{month}").replace("rally", "a{number}", 1)
    articles = [article.replace("Gazette", "Gazette {number}") for _ in range(PART_LIMIT + 2)]
    said = [text.format(number=at, month=1 + at % 2) for at, text in enumerate(articles)]
    site = _site(tmp_path, _ACTORS + "\n".join(said))

    assert "2 more publishers are among the articles below." in site.page("sources/").text
    for kind in ("quotes", "articles"):
        leads = {
            uri.partition("/")[2]: re.findall(r'<p class="lead">\s*(\d+)', site.html(uri))
            for uri in site.pages
            if re.fullmatch(f"{kind}/([0-9-]+/)?", uri)
        }
        assert leads[""] == ["102"]
        assert leads["2031-01/"] == leads["2031-02/"] == ["51"], leads


def test_a_long_list_of_articles_leads_to_its_months(tmp_path: Path) -> None:
    lines = [_rally(f"2031-0{1 + day % 2}-{10 + day}", _QUOTE + "}") for day in range(14)]
    articles = [line.replace("rally", f"a{number}", 1) for number, line in enumerate(lines)]
    page = _site(tmp_path, _ACTORS + "\n".join(articles)).page("articles/")
    (jumps,) = re.findall(r'<nav class="jumps".*?</nav>', page.html, re.DOTALL)
    assert Page(jumps).text == "Feb 2031 Jan 2031"
    assert Page(jumps).links == ["#published-2031-02-23", "#published-2031-01-22"]


@pytest.mark.parametrize("files", [_UNDATED, _GONE])
def test_no_line_and_no_axis_is_drawn_without_marks(files: str, tmp_path: Path) -> None:
    site = _site(tmp_path, files)
    for uri in ("", "actors/brandt/", "actors/port/", "topics/pay/"):
        assert not re.search(r'<svg class="(?:dates|line)', site.html(uri)), uri


def test_a_note_alone_follows_the_sentence_that_says_of_what_it_is(tmp_path: Path) -> None:
    rows = ", corrections: [{date: 2031-05-09, item: gone, field: state, now: withheld, \
kind: removal, whose: desk, note: Why.}]"
    quote = "{id: gone, speaker: brandt, form: direct, state: withheld}"
    page = _site(tmp_path, _ACTORS + _rally("2031-05-02", quote, rows)).page("quotes/rally/gone/")

    assert "Corrected 9 May 2031 (removal; by us). Why." in page.text
