"""Markdown pages beside the generated ones: links, titles, home, collisions."""

import re
from pathlib import Path

import pytest
from tests.tiny_site import TinySite

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.plugin.theme_frame import menu_of


def build(site: TinySite, markdown: str, *, directory_urls: bool = True) -> tuple[str, str]:
    """The page and what the build says, of a Markdown page `notes/talks.md`."""
    site.write("content/notes/talks.md", f"# Talks\n\n{markdown}\n")
    mode = str(directory_urls).lower()
    site.edit("site_config.yml", "docs_dir:", f"use_directory_urls: {mode}\ndocs_dir:")
    problems = site.onrecord("build", "--strict").stderr
    return site.page("notes/talks/" if directory_urls else "notes/talks.html"), problems


def told(site: TinySite, markdown: str) -> str:
    """What a strict build says of the page."""
    site.write("content/notes/talks.md", f"# Talks\n\n{markdown}\n")
    return site.ended(1, "build", "--strict").stderr


def links(page: str) -> list[str]:
    """Where the links called x lead."""
    return re.findall(r'<a [^>]*href="([^"]*)"[^>]*>x</a>', page)


# A link as it is written, and on a page whose address is a folder, and a file.
LINKS = {
    "../actors/mia-brandt/": ("../../actors/mia-brandt/", "../actors/mia-brandt/index.html"),
    "../actors/mia-brandt": ("../../actors/mia-brandt/", "../actors/mia-brandt/index.html"),
    "../actors/mia-brandt/index.md": (
        "../../actors/mia-brandt/",
        "../actors/mia-brandt/index.html",
    ),
    "../actors/mia-brandt.md": ("../../actors/mia-brandt/", "../actors/mia-brandt/index.html"),
    "/demands/pay-rise/": ("../../demands/pay-rise/", "../demands/pay-rise/index.html"),
    "../actors/?kind=person": ("../../actors/?kind=person", "../actors/index.html?kind=person"),
    "../about/": ("../../about/", "../about.html"),
    "..": ("../../", "../index.html"),
}


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_to_addresses_work_in_both_url_modes(site: TinySite, directory_urls: bool) -> None:
    elsewhere = ["https://example.org/x/", "mailto:a@example.org", "#talks"]  # stay as they are
    written = "\n\n".join(f"[x]({href})" for href in [*LINKS, *elsewhere])
    page, problems = build(site, written, directory_urls=directory_urls)
    assert problems == ""
    here = [folder if directory_urls else file for folder, file in LINKS.values()]
    assert links(page) == here + elsewhere


def test_a_broken_link_is_reported_with_its_place(site: TinySite) -> None:
    broken = ["../actors/mia-brant/", "actors/mia-brandt/", "../nowhere"]
    problems = told(site, "Once" + "".join(f"\n\nand [x]({href})" for href in broken))
    for line, href in zip((5, 7, 9), broken, strict=True):
        assert f"content/notes/talks.md:{line}:9: warning[broken-link]" in problems
        assert f"'{href}' does not lead to a page of this site" in problems
    assert "did you mean '../actors/mia-brandt/'?" in problems


def test_a_link_to_a_part_that_is_not_there_is_reported_if_asked_for(site: TinySite) -> None:
    site.edit("site_config.yml", "docs_dir:", "validation: {links: {anchors: warn}}\ndocs_dir:")
    problems = told(site, "[x](../demands/pay-rise/#nowhere)")
    assert "does not contain an anchor '#nowhere'" in problems


def test_titles_are_escaped_once_and_what_is_not_published_takes_no_address(site: TinySite) -> None:
    site.write("content/terms.md", "# Ropes & <b>knots</b>\n")
    site.write("content/more.md", "---\ntitle: Ropes & <knots>\n---\nText\n")
    site.write("content/actors/README.md", "Notes for the desk\n")
    site.edit("site_config.yml", "docs_dir:", "exclude_docs: README.md\ndocs_dir:")
    site.done("build")
    assert "<title>Ropes &amp; knots " in site.page("terms/")
    assert "<title>Ropes &amp; &lt;knots&gt; " in site.page("more/")


def test_home_is_opened_by_its_markdown_page(site: TinySite, harbour_site: TinySite) -> None:
    alone = harbour_site.page()
    site.write("content/index.md", "The strike, *day by day*: [people](actors/).\n")
    site.done("build", "--strict")
    home = site.page()
    assert "<em>day by day</em>" in home
    assert '<a href="actors/">people</a>' in home
    assert len(home) > len(alone)


def test_a_file_that_takes_an_address_of_the_site_is_an_error(built: TinySite) -> None:
    before = built.built()
    paths = (
        "actors/mia-brandt.md",
        "actors/mia-brandt/index.md",
        "actors/README.md",
        "Actors/Mia-Brandt.md",
        "quotes/rally/ten-per-cent/index.html",
    )
    for path in paths:
        built.write(f"content/{path}", "# Mine\n")
    for run in (built.onrecord("build"), built.mkdocs("build", "-f", "site_config.yml")):
        assert run.returncode == 1
        for path in paths:
            assert f"content/{path}:1:1: error[address-collision]" in run.stderr
    assert built.built() == before


def test_the_menu_has_the_sections_first_and_the_rest_apart(site: TinySite) -> None:
    nav = "nav:\n  - About: about.md\n  - Who: actors/index.md\n  - Topics: topics/index.md\n"
    site.edit("site_config.yml", "docs_dir:", f"{nav}docs_dir:")
    site.onrecord("build")
    parts = [
        re.findall(r">([^<]+)</a>", part)
        for part in site.page("articles/").partition("<nav")[2].partition("</nav>")[0].split("<ul>")
    ]
    assert parts[1:] == [
        ["Demands", "Quotes", "Timeline", "Who"],
        ["Sources", "Data", "About", "Topics"],
    ]
    foot = site.page("about/").partition('class="site-foot"')[2]
    for name in ("demands", "topics", "articles", "corrections", "data"):
        assert f'href="../{name}/"' in foot


def test_the_menu_of_a_desk_without_content_leads_to_no_empty_list(tmp_path: Path) -> None:
    desk = load_desk(Settings(tmp_path)).desk
    assert desk
    assert menu_of(desk) == ["sources", "data"]


@pytest.mark.parametrize(
    ("uri", "entry"),
    [
        ("demands/", 'href="../demands/" aria-current="page">Demands'),
        ("demands/pay-rise/", 'href="../../demands/" aria-current="true">Demands'),
        ("articles/rally/", 'href="../../sources/" aria-current="true">Sources'),
    ],
)
def test_the_menu_marks_where_a_page_is(harbour_site: TinySite, uri: str, entry: str) -> None:
    menu = harbour_site.page(uri).partition("<nav")[2].partition("</nav>")[0]
    assert menu.count("aria-current") == 1
    assert entry in menu


def test_nav_may_name_generated_pages(site: TinySite) -> None:
    nav = "nav:\n  - Who: actors/index.md\n  - Background: [about.md]\n"
    site.edit("site_config.yml", "docs_dir:", f"{nav}docs_dir:")
    site.done("build", "--strict")
    page = site.page("about/")
    assert page.count('href="../actors/"') == 1 + 1 + 1  # the menu, the foot, the page's own link
    assert ">Who</a>" in page
    assert ">Actors</a>" not in page


def test_a_markdown_page_that_is_no_text_is_an_error(site: TinySite) -> None:
    codes = {
        "latin": (b"caf\xe9", "not-utf8"),
        "wide": ("Text".encode("utf-16"), "not-utf8"),
        "packed": (b"\x00\x01", "binary-file"),
        "endless": (b"x" * 50_000_000, "file-too-large"),
    }
    for name, (data, _) in codes.items():
        (site.root / f"content/{name}.md").write_bytes(data)
    run = site.ended(1, "build")
    for name, (_, code) in codes.items():
        assert re.search(rf"content/{name}\.md:1:\d+: error\[{code}\]", run.stderr), name


TEN = "“We want ten per cent & not a penny less.”"
LINK = "quotes/rally/ten-per-cent/index.md"
LEAFLET = """\
title: A leaflet on Sundays
source: {publisher: Dock Union, published: 2031-05-03, language: en, party: dock-union}
quotes:
  - {id: sundays, text: We will not work on Sundays for them., speaker: mia-brandt, form: direct}
  - {id: may-not, text: You may not take ten days off at all., speaker: mia-brandt, form: direct}
  - {id: noon, text: "We sail at noon, if you pay.", speaker: mia-brandt, form: direct}
"""
# What a page says otherwise than the quotes, by what is said of it.
WRONG = {
    "“We shall never pay a penny,” said Mia Brandt.": "2: warning[misquoted]",
    "Mia Brandt: “We want ten per cent & not a cent less.”": "14: warning[misquoted]",
    "> We want ten per cent and not one penny less.": "1: warning[misquoted]",
    "> We shall never pay a penny.\n>\n> — Mia Brandt": "3: warning[misquoted]",
    "[“We want to pay”](quotes/rally/ten-per-cent/index.md) they said.": "3: warning[misquoted]",
    "The demand [“Pay ten per cent”](demands/pay-rise/index.md).": "14: warning[misquoted]",
    f"{TEN} said Tom Reed.": "2: warning[other-speaker]",
    f"The [head](actors/tom-reed/index.md) said: {TEN}": "45: warning[other-speaker]",
    f"| Who | What |\n|---|---|\n| Tom Reed | {TEN} |": "15: warning[other-speaker]",
    "Tom Reed said <q>not a penny less</q>.": "18: warning[other-speaker]",
    f"Tom Reed a déclaré : « {TEN[1:-1]} »": "23: warning[other-speaker]",
    "“Not a penny less,” quipped Tom Reed.": "2: warning[other-speaker]",
    "« Not a penny less », a lancé Tom Reed.": "2: warning[other-speaker]",
    f"{TEN} said the head of the port.": "2: warning[other-speaker]",
    f"Tom Reed came. {TEN} he added.": "17: warning[other-speaker]",
    f"The Teachers' Union met. The union says {TEN}": "42: warning[other-speaker]",
    f"The chair of the Teachers' Union says {TEN}": "40: warning[other-speaker]",
    f"## Tom Reed\n\n{TEN}": "2: warning[other-speaker]",
    f"> {TEN[1:-1]}\n\n*Tom Reed*": "3: warning[other-speaker]",
    "Tom Reed said “We want ten per cent & not\na penny less.”": "16: warning[other-speaker]",
    f"Tom Reed said {TEN} Mia Brandt spoke.": "16: warning[other-speaker]",
    "Mia Brandt said: “We want ten per cent.\n\nThe end.": "18: warning[misquoted]",
    f"On 5 May 2031 Mia Brandt said {TEN}": "32: warning[unlikely-date]",
    f"{TEN} said Mia Brandt on 12 May.": "2: warning[unlikely-date]",
    f"{TEN} Mia Brandt said in May 2040.": "63: warning[unlikely-date]",
    f"In June 2031 Mia Brandt said {TEN}": "31: warning[unlikely-date]",
    f"Mia Brandt said in 2013: {TEN}": "27: warning[unlikely-date]",
    "Tom Reed resigned in May 2040.": "22: warning[unlikely-date]",
    f"{TEN} (Mia Brandt, 12 May).": "2: warning[unlikely-date]",
    f"> {TEN[1:-1]}\n\n— Mia Brandt, secretary, 12 May 2031": "3: warning[unlikely-date]",
    f"| Who | | |\n|-|-|-|\n| Mia Brandt | {TEN} | 12 May |": "17: warning[unlikely-date]",
    f"In its statement of 5 May, the Dock Union wrote {TEN}": "50: warning[unlikely-date]",
    f"Tom Reed said:\n\n> {TEN[1:-1]}": "3: warning[other-speaker]",
    "### Tom Reed\n- Of the pay\n- “Not a penny less”": "4: warning[other-speaker]",
    "Mia Brandt: “You may … take ten days off.”": "14: warning[negation-cut]",
    "Mia Brandt will “work on Sundays for them”.": "18: warning[negation-cut]",
    "Mia Brandt said: “We sail at noon.”": "19: warning[sentence-cut]",
    "Mia Brandt: “Not a penny less. We will not work on Sundays.”": "14: warning[misquoted]",
    "This site has three demands.": "15: warning[other-number]",
    # By a title, a pronoun, or in somebody's words.
    "The head of the port said: “We will never pay for it.”": "29: warning[misquoted]",
    "“We will never pay for it,” he said.": "2: warning[misquoted]",
    "Tom Reed met the crews.\n\n“We will,” he said, “never pay for it.”": "22: warning[misquoted]",
    "In Mr Reed's words, “this strike is a sad day”.": "22: warning[misquoted]",
    "Selon les mots de Tom Reed, « cette grève est un jour triste ».": "30: warning[misquoted]",
    "Tom Reed a voté en mai 2040.": "20: warning[unlikely-date]",
    # Sentences of one article that are not beside each other.
    "Mia Brandt: “We sail at noon, if you pay. We will not work on Sundays for them.”": (
        "14: warning[misquoted]"
    ),
}
RIGHT = (
    f"On 2 May {TEN} said [Mia Brandt](actors/mia-brandt/index.md).",
    "The Dock Union says “not a penny less”.",
    f"[{TEN}]({LINK}) and [“ten per cent”](quotes/rally/index.md). This site has one demand.",
    "“We love this site,” said Jane Doe; we call it “a record of words”.",
    "Much is said of “a penny of it”.",
    '`Tom Reed: "We shall never pay."` and\n\n```\n"We shall never pay," said Tom Reed.\n```',
    "Asked by Tom Reed, Mia Brandt wanted “ten per cent … not a penny less”.",
    "> We write here what we do.",
    f"Asked about the {TEN} of Mia Brandt, Tom Reed replied: “Well.”",
    "Tom Reed rejected the claim that it was “not a penny less”.",
    "Tom Reed denies having said “We will break this strike”. He never said “We shall all go”.",
    "Mia Brandt called for a “day without boats”.",
    f"On 9 June 2031 we added what Mia Brandt said: {TEN}",
    f"In May 2031 Mia Brandt said {TEN} A new port is to open in 2040.",
    "They call Tom Reed “the Bear of the docks”. He wrote “A Life in the Cabin of a Crane”.",
    "Tom Reed called the “so-called special rules” dead and cited the film “Night on a boat”.",
    "Tom Reed did not say “we shall pay it all”. Had he said “we shall pay”, all were well.",
    f"To {TEN} Tom Reed said no. Tom Reed cited her: {TEN}",
    '“We want ten per cent.\n\n“Not a penny less,” said Mia Brandt of the 6" board.',
    "Tom Reed said “we work no Sundays” (our translation).",
    f"{TEN} said Mia Brandt. On 9 June we wrote it down. She said: {TEN} 9 June: it rains.",
    f"Mia Brandt said: {TEN}\n\nOn 9 June it rained.",
    "If she were to say “we want ten per cent, and so not a penny less”, it would be new.",
    "“[W]e will not work on Sundays,” said Mia Brandt. She did not “work on Sundays for them”.",
    f"Will Tom Reed ever say “we were wrong”? He heard Mia Brandt:\n\n> {TEN[1:-1]}",
    "“We sail at noon,” Mia Brandt said, “if you pay.” Would she “work on Sundays for them”?",
    "Mia Brandt and Jo Reed met. The head of the port said she was wrong: “[w]e will never pay”.",
    "So:\n\n    Tom Reed said: “We shall never pay.”\n\n- He:\n\n        Tom Reed: “Never, ever.”",
    "Tom Reed came. A docker was there. “We are all of us tired,” he said.",
    "Mia Brandt: “We sail at noon, if you pay. […] We will not work on Sundays for them.”",
    "We write “no answer was found” where Mia Brandt says “this has no answer”.",
)


def test_pages_and_notes_are_compared_with_the_quotes(site: TinySite) -> None:
    head = "roles: [{title: Head of the port, of: port-authority}]"
    site.write("content/actors/tom-reed.yml", f"name: Tom Reed\nkind: person\n{head}\n")
    site.write("content/actors/teachers.yml", "name: Teachers' Union\nkind: organisation\n")
    site.edit("content/articles/rally.yml", "<ten>", "ten")
    site.write("content/articles/leaflet.yml", LEAFLET)
    site.edit(
        "content/articles/rally.yml", "source:", "note: Tom Reed said “not a penny less”.\nsource:"
    )
    blocks = ["# Talks", *RIGHT, *WRONG]
    site.write("content/talks.md", "\n\n---\n\n".join(blocks))
    said = site.onrecord("check").stdout
    expected, line = [], 1
    for block in blocks:
        if place := WRONG.get(block):
            first = 2 if block.startswith(("|", "##", "Tom Reed said:\n", "Tom Reed met")) else 0
            expected.append(f"{line + first}:{place}")
        line += block.count("\n") + 4
    assert re.findall(r"talks\.md:(\d+:\d+: \w+\[[\w-]+\])", said) == expected
    assert (
        "rally.yml:2:7: warning[other-speaker]: 'not a penny less' is attributed to 'tom-reed'"
        in said
    )


def test_words_that_several_quotes_have_lead_to_each_of_them(site: TinySite) -> None:
    site.write("content/actors/tom-reed.yml", "name: Tom Reed\nkind: person\n")
    again = "{id: again, text: And not a penny less!, speaker: dock-union, form: direct}"
    site.write("content/articles/leaflet.yml", f"{LEAFLET}  - {again}\n")
    site.write("content/talks.md", "Tom Reed said “not a penny less”.")
    said = site.onrecord("check").stdout
    assert re.findall(r"'([\w-]+#[\w-]+)' attributes it to '([\w-]+)'", said) == [
        ("leaflet#again", "dock-union"),
        ("rally#ten-per-cent", "mia-brandt"),
    ]


def test_a_page_that_repeats_retracted_words_says_so(site: TinySite) -> None:
    site.edit("content/articles/rally.yml", "<ten>", "ten")
    rally = "content/articles/rally.yml"
    site.edit(rally, "- id: ten-per-cent\n", "- id: ten-per-cent\n    state: retracted\n")
    plain, told = f"Mia Brandt said: {TEN}", f"Mia Brandt retracted the words {TEN}"
    linked = f"Mia Brandt and [{TEN}]({LINK})"
    site.write("content/talks.md", f"# Talks\n\n{plain}\n\n{told}\n\n{linked}\n\nThe end.\n")
    said = site.onrecord("check").stdout
    assert re.findall(r"talks\.md:(\d+:\d+: \w+\[[\w-]+\])", said) == [
        "3:19: warning[evidence-not-live]"
    ]
