"""What the documentation says of templates is what they are given.

`UPDATE_DOCS=1 python -m pytest tests/docs/test_views.py` writes `docs/reference/views.md` again,
and the blocks in `docs/reference/templates.md`.
"""

import os
import re
from dataclasses import fields

from jinja2 import Environment

from onrecord.render.environments import CachedParts
from onrecord.render.renderer import make_environment
from onrecord.render.site import Addresses
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views.context import SiteInfo

from . import blocks
from .pages import ROOT, headings, section, text_of
from .views import FILE, written


def test_every_view_is_documented_as_its_class_is() -> None:
    if "UPDATE_DOCS" in os.environ:
        FILE.write_text(written(), encoding="utf-8")
    current = FILE.read_text(encoding="utf-8") == written()

    assert current, "write it again: UPDATE_DOCS=1 python -m pytest tests/docs/test_views.py"


def test_the_blocks_are_documented_as_the_templates_have_them() -> None:
    page = blocks.written()
    if "UPDATE_DOCS" in os.environ:
        blocks.FILE.write_text(page, encoding="utf-8")
    current = blocks.FILE.read_text(encoding="utf-8") == page

    assert current, "write it again: UPDATE_DOCS=1 python -m pytest tests/docs/test_views.py"


def test_the_page_of_views_reaches_what_a_card_shows() -> None:
    """From `QuotesView` by its lists to `QuoteCard`, from there to what a correction says."""
    card = section(FILE.read_text(encoding="utf-8"), "QuoteCard")

    assert "| `speakers` | list of [Link](#link) | who said it, several if together;" in card
    assert {"CorrectionView", "PartialDate", "Link"} <= set(headings(text_of("reference/views.md")))


def test_the_filters_and_globals_are_documented_and_no_others() -> None:
    site = SiteInfo("Harbour")
    words = Words.load([packaged_templates()])
    environment = make_environment([], words, Addresses(directory_urls=True), site)
    plain = Environment(extensions=[CachedParts])  # noqa: S701 - it renders nothing
    page = text_of("reference/templates.md")

    assert _first_cells(section(page, "Filters")) == set(environment.filters) - set(plain.filters)
    given = set(environment.globals) - set(plain.globals)
    assert _first_cells(section(page, "What every template can use")) == given | {
        "view",
        "page",
        "markdown",
        "markdown_has_heading",
    }


def test_every_folder_of_templates_is_documented() -> None:
    there = {folder.name for folder in (ROOT / "templates").iterdir() if folder.is_dir()}
    told = re.findall(
        r"^\| `([a-z_]+)/` \|",
        section(text_of("reference/templates.md"), "Templates"),
        re.MULTILINE,
    )

    assert set(told) == there


def test_the_fields_of_site_are_documented() -> None:
    rows = _first_cells(section(text_of("reference/templates.md"), "`site`"))

    properties = {name for name, value in vars(SiteInfo).items() if isinstance(value, property)}
    assert rows == {field.name for field in fields(SiteInfo)} | properties


def _first_cells(table: str) -> set[str]:
    return set(re.findall(r"^\| `([a-z_]+)", table, re.MULTILINE))
