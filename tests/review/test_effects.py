"""Which pages a change touches."""

import os
import shutil
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from bench.make_desk import Context as LargeDesk
from tests.tiny_site import TinySite

from onrecord.desk.desk import Desk
from onrecord.desk.load import link_and_check, load_desk
from onrecord.desk.settings import Settings
from onrecord.records.load import load_records
from onrecord.render import SitePage
from onrecord.render.templates import template_folders
from onrecord.render.words import Words
from onrecord.review import effects as effects_module
from onrecord.review.effects import Effects, effects_of
from onrecord.site.rests_on import SamePages
from onrecord.views.quote_card import QuoteCards
from onrecord.writing.processes import VARIABLE

WORDS = Words.load(template_folders(None))


def desk(site: TinySite) -> Desk:
    loaded = load_desk(Settings(site.root / "content")).desk
    assert loaded
    return loaded


def effects(site: TinySite, *edits: tuple[str, str, str]) -> Effects:
    before = desk(site)
    for edit in edits:
        site.edit(*edit)
    return effects_of(before, desk(site), WORDS)


def uris(found: Effects, how: str) -> set[str]:
    return {page.uri for page in found.pages if page.how == how}


def test_the_same_content_read_twice_touches_no_page(site: TinySite) -> None:
    found = effects(site)
    assert (found.pages, found.coverage) == ((), None)
    assert "demands/pay-rise/" in found.before == found.after


def test_a_page_is_touched_directly_or_by_what_it_shows(site: TinySite) -> None:
    found = effects(site, ("content/demands/pay-rise.yml", "Raise the pay", "Raise the wages"))
    assert uris(found, "direct") == {"demands/pay-rise/"}
    # Nothing in its file changed: it shows the title of the demand.
    assert {"actors/dock-union/", "demands/", "quotes/rally/ten-per-cent/"} <= uris(
        found, "indirect"
    )
    assert found.counts["demands"] == {"direct": 1, "indirect": 1}
    assert found.counts["home"] == {"indirect": 1}


def test_several_processes_find_the_same_pages(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk(site)
    site.edit("content/demands/pay-rise.yml", "Raise the pay", "Raise the wages")
    after, forked, fork = desk(site), list[int](), os.fork

    def counted() -> int:
        forked.append(os.getpid())
        return fork()

    monkeypatch.setattr(os, "fork", counted)
    monkeypatch.setattr("threading.active_count", lambda: 1)  # other tests may have left some
    monkeypatch.setenv(VARIABLE, "2")
    alone = effects_of(before, after, WORDS)
    assert not forked
    monkeypatch.setattr(effects_module, "ENOUGH", 1)
    assert effects_of(before, after, WORDS) == alone
    assert forked == [os.getpid()]


def test_pages_come_and_go(site: TinySite) -> None:
    found = effects(
        site,
        ("content/articles/rally.yml", "id: ten-per-cent", "id: ten"),
        ("content/articles/rally.yml", "quote: ten-per-cent", "quote: ten"),
    )
    assert uris(found, "added") == {"quotes/rally/ten/"}
    assert uris(found, "removed") == {"quotes/rally/ten-per-cent/"}
    assert "articles/rally/" in uris(found, "direct")


def test_a_page_that_does_not_show_it_is_left_alone(site: TinySite) -> None:
    found = effects(site, ("content/topics.yml", "name: Pay", "name: Pay\n  summary: Of wages."))
    assert uris(found, "direct") == {"topics/pay/"}
    assert "actors/mia-brandt/" not in uris(found, "indirect")


def test_what_only_a_template_shows_of_a_quote_is_on_its_own_pages(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new field of a record needs no view, and a newsroom's own template may show any field."""
    monkeypatch.setattr(effects_module, "_differ", lambda *_: False)  # as if no view had it
    old = "    speaker: mia-brandt"
    found = effects(site, ("content/articles/rally.yml", old, f"    locator: {{page: 3}}\n{old}"))
    assert {"articles/rally/", "quotes/rally/ten-per-cent/"} <= uris(found, "direct")
    assert "topics/pay/" not in {page.uri for page in found.pages}


def test_the_days_covered_stand_on_every_page_and_are_told_once(site: TinySite) -> None:
    found = effects(site, ("content/articles/rally.yml", "date: 2031-05-02", "date: 2031-05-01"))
    assert found.coverage
    before, after = found.coverage
    assert before
    assert after
    assert (before.first.text, after.first.text) == ("2031-05-02", "2031-05-01")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """A desk of 30 articles."""
    made = TinySite(tmp_path_factory.mktemp("large"))
    LargeDesk(made.root, 30).write()
    return made


@pytest.fixture(scope="module")
def before(large: TinySite) -> Desk:
    return desk(large)


FIRST = "content/articles/2028/article-1.yml"
BEFORE_CONTEXT, BEFORE_ABOUT = "    context: ", "    about: "
EDITS = {
    "other words": ("text: ", "text: Indeed "),
    "another speaker": ("    speaker: ", "    speaker: body-1  # not "),
    "another day": (BEFORE_ABOUT, "    said: {date: 2029-01-01}\n    about: "),
    "another answer": ("response: ", "response: rejected, note: Not "),
    "another side": ("act: stated, ", "act: stated, to: body-0, "),
    "another title": ("title: ", "title: A "),
    "another publisher": ("publisher: ", "publisher: The "),
    "another demand": ("demand: demand-1,", "demand: demand-2,"),
    "a name": ("quotes:", "mentions: [body-0]\nquotes:"),
    "another version": (BEFORE_CONTEXT, "    same_as: [article-2#quote-1]\n    context: "),
    "a quote of another article": (
        "by: person-1, quote: quote-0}",
        "by: person-0, quote: article-2#quote-0}",
    ),
    "a related quote": (BEFORE_ABOUT, "    bears_on: {demands: [demand-0]}\n    about: "),
    "a disputed quote": (BEFORE_CONTEXT, "    state: disputed\n    context: "),
}


# Lists that have pages with nothing but their items.
LISTS = ("quotes/20", "timeline/20")


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_is_not_made_is_the_same(
    large: TinySite, before: Desk, monkeypatch: pytest.MonkeyPatch, edit: tuple[str, str]
) -> None:
    covered, differ = SamePages.covers, effects_module._differ
    passed: set[str] = set()
    compared: list[str] = []

    def noted(same: SamePages, older: SitePage, newer: SitePage) -> bool:
        if covered(same, older, newer):
            passed.add(newer.uri)
        return newer.uri in passed

    def made_both(old: SitePage, new: SitePage) -> bool:
        compared.append(new.uri)
        return differ(old, new)

    text = (large.root / FIRST).read_text("utf-8")
    old, new = edit
    assert old in text
    large.write(FIRST, text.replace(old, new, 1))
    try:
        after = desk(large)
    finally:
        large.write(FIRST, text)
    monkeypatch.setattr(SamePages, "covers", noted)
    monkeypatch.setattr(effects_module, "_differ", made_both)
    with patch.object(QuoteCards, "_make", autospec=True, side_effect=QuoteCards._make) as made:
        found = effects_of(before, after, WORDS)
    # The cards of nearly all quotes are made for both desks at once.
    assert made.call_count < 1.2 * len(after.quotes)
    monkeypatch.setattr(SamePages, "covers", lambda *_: False)
    monkeypatch.setattr(SamePages, "records", {})
    monkeypatch.setattr(QuoteCards, "take_from", lambda *_: None)
    few = len(compared)
    every = effects_of(before, after, WORDS)
    assert (found.pages, found.coverage) == (every.pages, every.coverage)
    assert {uri for uri in {*every.before} ^ {*found.before} if "/20" not in uri} == set()
    assert found.pages
    assert few < len(every.after) / 3
    if edit != EDITS["another version"]:  # then the lists count fewer statements
        assert all(any(uri.startswith(of) for uri in passed) for of in LISTS)


def test_what_is_not_made_is_the_same_after_many_edits(
    before: Desk, large: TinySite, tmp_path: Path
) -> None:
    """Articles that come, go, have another id and are edited, several at once."""
    chosen = Random(13)  # noqa: S311 - the same edits each time
    for number in range(3):
        site = TinySite(Path(shutil.copytree(large.root, tmp_path / str(number))))
        files = chosen.sample(sorted((site.root / "content/articles").rglob("*.yml")), 5)
        for file, edit in zip(files, chosen.sample([*EDITS.values()], 5), strict=True):
            text = file.read_text("utf-8")
            file.write_text(text.replace(*edit, 1), "utf-8")
        files[0].rename(files[0].with_name("renamed.yml"))
        if number % 2:
            files[1].unlink()
        if number:
            shutil.copy(files[2], files[2].with_name("copied.yml"))
        linked = link_and_check(load_records(site.root / "content"), Settings(site.root)).desk
        found = effects_of(before, linked, WORDS)
        with (
            patch.object(SamePages, "covers", lambda *_: False),
            patch.object(SamePages, "records", {}),
        ):
            every = effects_of(before, linked, WORDS)
        assert (found.pages, found.coverage) == (every.pages, every.coverage)
        assert found.pages
