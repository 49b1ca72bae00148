"""Markdown from templates: what the content says can do nothing but be read."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from onrecord.render.markdown_templates import (
    Escaped,
    MarkdownWords,
    code,
    escape_markdown,
    link,
    markdown_environment,
    strong,
    struck,
)
from onrecord.render.words import Words

GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

# What each does in Markdown, GitHub's or GitLab's, unless somebody prevents it.
HOSTILE = (
    "<script>alert(1)</script>",
    "<!-- hidden",
    "--> shown",
    "</details>",
    "&lt;b&gt; &#64;dockers &commat;dockers",
    "@dockers and @harbour/crew",
    "crew@harbour.example",
    "mailto:crew@harbour.example",
    "http://harbour.example/x",
    "ftp://harbour.example/x",
    "WWW.harbour.example",
    "<https://harbour.example>",
    "[here](https://harbour.example)",
    "![seen](https://harbour.example/pixel.png)",
    "[here]: https://harbour.example",
    "[^1] [[wiki]] [issue:1]",
    "#12 GH-12 harbour/desk#12 !12 $12 &12 %12 ~12",
    "0123abcd",
    "a | b | c",
    "|---|---|",
    ":---",
    "`code` ``code`",
    "*a* **b** _c_ ~~d~~",
    "# heading",
    "> quote",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "---",
    "===",
    "```\nfence",
    "~~~\nfence",
    "    indented",
    "two\n\nparagraphs\r\nand\x0bmore\u2028lines\x85",
    "/close",
    ":anchor: :100:",
    "$x^2$ $$y$$",
    "ends in \\",
    "\\[escaped](already)",
    "<",
    "&",
)
# Where a template may put a text: alone, in a list, inside a sentence, in a cell, in marks.
PLACES = (
    "{}",
    "before\n{}",
    "- {} and after",
    "one{}two",
    "| head | head |\n|---|---|\n| {} | cell |",
    "<details><summary>more</summary>\n\n{}\n\n</details>",
)
OURS = {"p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}
# What GitHub and GitLab look for in the text once the Markdown is read.
REACHING = re.compile(
    r"@\w|#\w|[!$&]\d|[~%]\w|GH-\d|://|www\.|:[\w+-]+:|\[\[|\[[a-z_]+:|\b[0-9a-f]{7,40}\b",
    re.IGNORECASE,
)


def tags(html: str) -> set[str]:
    return {name.lower() for name in re.findall(r"<[/!]?\s*([\w-]+)", html)}


def text(html: str) -> str:
    """What a reader sees, tags gone and entities read."""
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize("place", PLACES)
def test_a_text_is_shown_and_does_nothing(place: str) -> None:
    for hostile in HOSTILE:  # in one test: there are many, and each is quick
        html = GFM.render(place.replace("{}", escape_markdown(hostile)))
        assert tags(html) <= OURS, hostile
        assert not REACHING.search(text(html)), hostile
        # Nothing is lost: letter by letter, but for white space and the invisible joiners.
        shown = " ".join(text(html).replace("\u2060", "").split())
        assert " ".join(hostile.split()) in shown
        # A cell stays a cell.
        assert html.count("<td>") in (0, 2), hostile


@pytest.mark.parametrize(("mark", "tag"), [(struck, "s"), (strong, "strong")])
@pytest.mark.parametrize("place", ["{}", "one{}two", "one {}, two", "“{}”"])
def test_marks_hold_whatever_stands_in_them(
    place: str, mark: Callable[[str], Escaped], tag: str
) -> None:
    for hostile in HOSTILE:
        html = GFM.render("x " + place.replace("{}", mark(hostile)))
        assert html.count(f"<{tag}>") == html.count(f"</{tag}>") == 1, hostile
        assert tags(html) == {"p", tag}, hostile


def test_removed_and_added_words_can_touch() -> None:
    for one, other in ((",", ";"), ("“nights”", "(days)"), ("not", "never"), ("é", "…")):
        html = GFM.render(f"we will{struck(one)}{strong(other)}work")
        assert html.count("<s>") == html.count("<strong>") == 1


def test_nothing_is_struck_where_nothing_is() -> None:
    assert struck("") == strong("  ") == code("") == ""


def test_it_stays_readable_when_it_is_not_rendered() -> None:
    plain = (
        "“We will not work nights”, said Mia Brandt (Dock Union), 3 May 2031: 7% … more or less."
    )
    assert escape_markdown(plain) == plain


def test_a_number_that_opens_a_line_opens_no_list() -> None:
    assert "<ol>" not in GFM.render(escape_markdown("1. of May"))
    assert escape_markdown("The 1. of May") == "The 1. of May"


def test_controls_are_made_visible_and_turned_text_ends_where_it_ends() -> None:
    assert (
        escape_markdown("a\x1b[31mred\x00")
        == "a\N{REPLACEMENT CHARACTER}\\[31mred\N{REPLACEMENT CHARACTER}"
    )
    turned = escape_markdown("\N{RIGHT-TO-LEFT OVERRIDE}drow")
    assert turned.endswith("\N{POP DIRECTIONAL FORMATTING}")
    closed = "\N{RIGHT-TO-LEFT ISOLATE}drow\N{POP DIRECTIONAL ISOLATE}"
    assert escape_markdown(closed) == closed


@pytest.mark.parametrize("said", ["a`b", "`", "``a``", "a|b", "@dockers", "<b>", "a\nb"])
def test_a_code_span_holds_any_path(said: str) -> None:
    html = GFM.render(f"see {code(said)} there")
    assert html.count("<code>") == 1
    assert text(html).strip() == f"see {' '.join(said.split())} there"


def test_a_link_leads_where_it_says_and_nowhere_else() -> None:
    html = GFM.render(link("a](b)", 'https://desk.example/a(b) c?x=1&copy;=2">|<é>'))
    assert re.findall(r"<(\w+)", html) == ["p", "a"]
    assert 'href="https://desk.example/a%28b%29%20c?x=1&amp;copy;=2%22%3E%7C%3C%C3%A9%3E"' in html
    assert link("text", "javascript:alert(1)") == "text"
    assert link("text", "//desk.example") == "text"


def test_a_template_prints_nothing_unescaped(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(
        "- {{ words }}: {{ words|strong }} {{ 'page'|to('https://desk.example/') }}\n",
        encoding="utf-8",
    )
    made = markdown_environment([tmp_path]).get_template("note.md").render(words="*[a](b)*")
    assert made == (
        "- \\*\\[a\\](b)\\*: **\u2060\\*\\[a\\](b)\\*\u2060** [page](https://desk.example/)\n"
    )


def test_words_take_markdown_and_plain_values() -> None:
    words = MarkdownWords(
        Words({"by": "{what} by {who}", "many": {"one": "{count} *row*", "other": "{count} rows"}})
    )
    assert words("by", what=strong("Pay"), who="*Mia*\ue0000\ue001") == (
        "**Pay** by \\*Mia\\*\ue0000\ue001"
    )
    assert words("many", count=1) == "1 \\*row\\*"
    assert "by" in words
