"""Loaded words in the desk's own prose, and prose that is not its own."""

from pathlib import Path

import pytest
from tests.tiny_site import TinySite

from onrecord.desk.settings import HouseStyle
from onrecord.render.templates import packaged_templates

LISTS = sorted((packaged_templates() / "house_style").glob("*.yml"))
ARTICLE = "content/articles/rally.yml"


@pytest.fixture(scope="module")
def english() -> HouseStyle:
    return HouseStyle.read([packaged_templates() / "house_style" / "en.yml"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She claimed it was so", ["claimed"]),
        ("Admitting nothing, he left", ["Admitting"]),
        ("the so-called offer of the regime", ["so-called", "regime"]),
        ("The claim was denied", []),
        ("a regimental band", []),
        ("He said she “claimed” it and 'admitted' nothing", []),
        ('An article headed "Regime under fire"', []),
        ("une offre de « régime »", []),
        ("the union's answer to the regime's offer", ["regime"]),
    ],
)
def test_what_is_loaded(english: HouseStyle, text: str, found: list[str]) -> None:
    assert [finding.word for finding in english.loaded(text)] == found


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_the_lists_can_be_read_and_say_nothing_loaded_themselves(path: Path) -> None:
    style = HouseStyle.read([path])
    assert style.diagnostics == ()
    assert len(style.instead) > 20
    for say in style.instead.values():
        assert list(style.loaded(say or "")) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("title: A rally at the harbour", "title: The regime at the harbour", 1),
        ("about: pay", "about: pay\n    context: She claimed it twice.", 19),
        ("quote: ten-per-cent", "quote: ten-per-cent\n    note: He admitted it.", 24),
    ],
)
def test_check_says_where(site: TinySite, old: str, new: str, line: int) -> None:
    site.edit(ARTICLE, old, new)
    run = site.onrecord("check")
    assert f"{ARTICLE}:{line}:" in run.stdout
    assert "warning[loaded-word]" in run.stdout
    assert run.returncode == 0


def test_quoted_words_may_be_what_they_are(site: TinySite) -> None:
    site.edit(ARTICLE, "not a penny less", "not a penny for the so-called regime, she claimed")
    assert "loaded-word" not in site.onrecord("check").stdout


def test_a_site_has_its_own_list(site: TinySite) -> None:
    site.write("templates/house_style/en.yml", "rally: meeting\n")
    out = site.onrecord("check").stdout
    assert "'rally' takes a side" in out
    assert "say: meeting" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [("claimed: [said\n", "line 2: this is not valid YAML"), ("- claimed\n", "this list")],
)
def test_a_list_that_cannot_be_read_is_said(site: TinySite, text: str, said: str) -> None:
    site.write("templates/house_style/en.yml", text)
    run = site.onrecord("check")
    assert f"templates/house_style/en.yml:1:1: error[template-fault]: {said}" in run.stdout
    assert run.returncode == 1


def test_a_summary_in_the_words_of_its_source(site: TinySite) -> None:
    site.edit(
        ARTICLE,
        "source:\n",
        "summary: At the gate hundreds of dockers met at dawn again.\nsource:\n",
    )
    site.write(
        "captures/rally.txt", "On Friday, hundreds of dockers met\nat dawn; again it rained."
    )
    assert "summary-copied" not in site.onrecord("check").stdout
    site.write(
        "captures/rally.txt", "Late at the gate, hundreds of dockers met\nat dawn and so on."
    )
    out = site.onrecord("check").stdout
    assert f"{ARTICLE}:2:10: warning[summary-copied]" in out
    assert "'At the gate hundreds of dockers met at'" in out


def test_a_number_is_one_word_however_it_is_written(site: TinySite) -> None:
    site.write("captures/rally.txt", "Of all, 66.4 per cent of 1,203 answers were yes in May.")
    site.edit(ARTICLE, "source:\n", "summary: It has 66.4 per cent of 1,203 answers.\nsource:\n")
    assert "summary-copied" not in site.onrecord("check").stdout
    site.edit(ARTICLE, "1,203 answers.", "1,203 answers were yes.")
    assert "'66.4 per cent of 1,203 answers were yes'" in site.onrecord("check").stdout


def test_a_summary_may_quote_in_quotation_marks(site: TinySite) -> None:
    words = "We want ten per cent, not a penny less"
    site.write("captures/rally.txt", f"“{words}” said Mia Brandt.")
    site.edit(ARTICLE, "source:\n", f"summary: She says “{words}”.\nsource:\n")
    assert "summary-copied" not in site.onrecord("check").stdout
    site.edit(ARTICLE, f"“{words}”", words)
    assert "summary-copied" in site.onrecord("check").stdout


def test_a_page_that_is_the_text_of_a_source(site: TinySite) -> None:
    source = " ".join(f"The {number}th of the dockers spoke of the gate." for number in range(40))
    site.write("captures/rally.txt", source)
    own = " ".join(f"We met {number} of the dockers." for number in range(40))
    site.write("content/own.md", own)
    site.write("content/quoted.md", source[:200])
    assert "summary-copied" not in site.onrecord("check").stdout
    site.write("content/files/source.html", f"<p>{source.replace(' spoke', '<br> spoke')}</p>")
    out = site.onrecord("check").stdout
    assert "content/files/source.html:1:1: warning[summary-copied]" in out
    assert out.count("summary-copied") == 1
