"""References to the pages of demands and actors."""

from pathlib import Path

from tests.views.strike import strike

from onrecord.desk.desk import Desk
from onrecord.desk.settings import Coverage
from onrecord.records import PartialDate
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views.actor import actor_parts, actor_view
from onrecord.views.citation import citations
from onrecord.views.context import Context, Publication
from onrecord.views.demand import demand_parts, demand_view

SAY = PlainWords(Words.load([packaged_templates()]))
COVERAGE = Coverage(PartialDate.parse("2031-05-01"), PartialDate.parse("2031-05-04"))


def demand(desk: Desk, coverage: Coverage | None = COVERAGE) -> dict[str, str]:
    context, entry = Context(desk), desk.demands["open-books"]
    view = demand_view(context, entry, demand_parts(context, entry)[0])
    publication = Publication("Harbour desk", coverage, "en", "https://desk.example/demands/x/")
    return dict(citations(view, publication, SAY))


def test_a_demand(desk: Desk) -> None:
    of_whom = "by Dock Union to Port Authority and North Terminal"
    assert demand(desk) == {
        "plain": f"“Open the books”, demand {of_whom}. Harbour desk, as of 4 May 2031. "
        "https://desk.example/demands/x/",
        "apa": f"Harbour desk. (2031, May 4). Open the books [Demand {of_whom}; "
        "as of May 4, 2031]. "
        "https://desk.example/demands/x/",
        "chicago_note": f"Harbour desk, “Open the books,” demand {of_whom}, as of May 4, 2031, "
        "https://desk.example/demands/x/.",
        "chicago": f"Harbour desk. “Open the books.” Demand {of_whom}. As of May 4, 2031. "
        "https://desk.example/demands/x/",
        "bibtex": "@misc{demand:open-books,\n"
        "  author = {{Harbour desk}},\n"
        "  title = {{Open the books}},\n"
        "  year = {2031},\n"
        "  month = may,\n"
        "  day = {4},\n"
        f"  note = {{Demand {of_whom}. As of 4 May 2031.}},\n"
        "  url = {https://desk.example/demands/x/}\n"
        "}",
    }


def test_where_nothing_is_dated_no_day_is_made_up(desk: Desk) -> None:
    found = demand(desk, coverage=None)
    assert found["apa"].startswith("Harbour desk. (n.d.). Open the books [Demand by ")
    assert not [text for text in found.values() if "as of" in text.casefold()]


def test_an_actor(desk: Desk) -> None:
    context = Context(desk)
    view = actor_view(context, "brandt", actor_parts(context, "brandt")[0])
    publication = Publication("Harbour desk", COVERAGE, "en", "")
    found = dict(citations(view, publication, SAY))
    assert found["plain"] == (
        "“Mia Brandt”, statements, demands and answers on record. Harbour desk, as of 4 May 2031."
    )
    assert found["bibtex"].startswith("@misc{actor:brandt,")


def test_every_demand_and_actor_page_has_its_references(tmp_path: Path) -> None:
    from tests.pages.rendering import Site

    site = Site(strike(tmp_path), url="https://desk.example/")
    for uri in ("demands/open-books/", "actors/brandt/"):
        page = site.page(uri)
        assert "Cite this page" in page.text
        assert f"Harbour desk, as of 3 May 2031. https://desk.example/{uri}" in page.text
        assert len(set(page.ids)) == len(page.ids)
