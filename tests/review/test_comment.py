"""The comment holds whatever the content says, however much there is of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path, PurePosixPath

import pytest
from markdown_it import MarkdownIt

from onrecord.changes.changes import Change, Changes, Spot, Weight
from onrecord.changes.differing_files import OtherFile
from onrecord.changes.revisions import Revision
from onrecord.diagnostics import Diagnostic, Severity
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import template_folders
from onrecord.render.words import Words
from onrecord.review.effects import Effect, Effects
from onrecord.review.reports import LIMIT, comment
from onrecord.review.review import Problem, Problems, Review, ReviewLinks
from onrecord.review.review_view import review_view

# Whoever posts a comment finds the one to update by it.
MARKER = "<!-- onrecord:changes -->"
FOLDERS = template_folders(None)
WORDS = Words.load(FOLDERS)
SAY = PlainWords(WORDS)
GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PREVIEW = "https://preview.example/12/"
MAIN = Revision("main", "a" * 40, "aaaaaaa", date(2031, 5, 4))
HEAD = Revision("HEAD", "b" * 40, "bbbbbbb", date(2031, 5, 5))

HOSTILE = (
    "<img src=https://evil.example/pixel.png onerror=alert(1)>",
    "</details></summary><script>alert(1)</script>",
    "--><b>",
    "@dockers @harbour/crew crew@evil.example",
    "[here](https://evil.example) https://evil.example www.evil.example",
    "| a | b |\n|---|---|\n| c | d |",
    "~~ ** ` ``` \\",
    "\n\n# heading\n- item\n1. item\n> quote\n\n    code\n/close #12 :anchor:",
)


def quote(index: int, old: str, new: str, name: str = "Mia Brandt") -> Change:
    return Change(
        kind="quote-text-changed",
        record="quote",
        id=f"rally#{index}",
        weight=Weight.EYES if index % 2 else Weight.SUBSTANCE,
        facts={"speaker": name, "publisher": name, "date": "2031-05-02"},
        old=old,
        new=new,
        spot=Spot(Path(f"content/articles/{name[:40]}.yml"), 3, 1),
        uri="quotes/rally/x/",
    )


def review(*changes: Change, text: str = "", problems: int = 0) -> Review:
    diagnostic = Diagnostic("bad-date", Severity.ERROR, "content/x.yml", 1, 1, text, text)
    found = [Problem(replace(diagnostic, line=line), fresh=True) for line in range(problems)]
    found += [Problem(replace(diagnostic, severity=Severity.WARNING), fresh=True)] if text else []
    pages = [
        Effect(f"actors/{index}/", text, "indirect", "actors")
        for index in range(200 if text else 0)
    ]
    return Review(
        changes=Changes(changes, unread_before=(text,) if text else ()),
        effects=Effects(tuple(pages), frozenset(["quotes/rally/x/"]), frozenset()),
        problems=Problems(tuple(found)),
        base=replace(MAIN, name=text or "main"),
        head=HEAD,
        folder=PurePosixPath("content"),
        quote_beginnings={change.id: text for change in changes},
        other_files=(OtherFile(PurePosixPath(f"content/{text[:50]}.md"), "added"),),
    )


def made(found: Review, folders: Sequence[Path] = FOLDERS) -> str:
    places = ReviewLinks("https://github.com/harbour/desk", "", PREVIEW, "https://live.example/")
    return comment(review_view(found, SAY, places), WORDS, folders)


def test_what_the_content_says_can_do_nothing_in_a_comment() -> None:
    for hostile in HOSTILE:
        text = made(review(quote(1, f"a b {hostile}", f"a c {hostile}", hostile), text=hostile))
        html = GFM.render(text)
        tags = set(re.findall(r"<([a-zA-Z!][\w-]*)", html.removeprefix(MARKER)))
        # `details` and what the comment itself is laid out with.
        assert tags <= {
            *("p", "strong", "a", "code", "h3", "ul", "li", "blockquote", "s", "details", "summary")
        }, hostile
        links = re.findall(r'href="([^"]*)"', html)
        hosts = ("https://github.com/harbour/desk/", PREVIEW, "https://live.example/")
        assert all(link.startswith(hosts) for link in links), hostile
        seen = unescape(re.sub(r"<code>.*?</code>|<[^>]*>", "", html, flags=re.DOTALL))
        assert not re.search(r"@\w|#\d|://|www\.|:anchor:", seen), hostile
        assert html.count("<details>") == html.count("</details>")
        assert html.count("<blockquote>") == 1


def test_the_marker_is_the_first_line_and_stands_nowhere_else() -> None:
    text = made(review(quote(1, MARKER, f"{MARKER} more")))
    assert text.splitlines()[0] == MARKER
    assert len(re.findall(rf"(?<!\\){MARKER}", text)) == 1


@pytest.mark.parametrize(
    "text",
    ["_" * 1_500, "\N{GRINNING FACE}" * 1_500, "港口" * 1_000],
    ids=["escaped", "astral", "without spaces"],
)
def test_however_much_changes_the_comment_is_short_and_its_entries_whole(text: str) -> None:
    changes = [quote(index, f"{text} old", f"new {text}") for index in range(120)]
    said = made(review(*changes, text=text, problems=300))
    assert len(said.encode("utf-16-le")) // 2 <= LIMIT == 60_000
    assert len(said) > LIMIT / 4  # there was room, and it was used
    assert re.search(r"- and \d+ more (?:error|change|problem|page)s?\n", said)
    entries = re.findall(r"^- \*\*.*$\n(?:  > .*$)?", said, re.MULTILINE)
    assert entries
    for entry in entries:
        assert "\n  > " in entry  # the words that changed are with it
        assert entry.count("~~") % 2 == entry.count("**") % 2 == 0
    html = GFM.render(said)
    assert html.count("<details>") == html.count("</details>")
    # Errors come first and are cut last.
    assert said.index("### Errors") < said.index("### Needs review")
    assert said.count("`bad-date`: ") > 10


def test_what_is_cut_is_counted() -> None:
    text = "word " * 300
    said = made(review(*(quote(1, f"{index} {text}", text) for index in range(200))))
    listed = said.count("**Words of a quote changed**")
    (more,) = re.findall(r"- and (\d+) more changes\n", said)
    assert listed + int(more) == 200
    assert listed > 20


def test_what_is_short_is_not_cut() -> None:
    said = made(review(*(quote(index, "one two", "one three") for index in range(40))))
    assert not re.search(r"- and \d+ more", said)
    assert said.count("**Words of a quote changed**") == 40


def test_what_could_not_be_read_is_no_wording() -> None:
    """A file with errors may hide anything: "wording only" would let a reviewer look away."""
    reworded = replace(quote(0, "a", "b"), kind="article-wording-changed", weight=Weight.WORDING)
    whole = replace(review(reworded), other_files=())
    assert whole.verdict == "wording"
    partly = replace(whole, changes=replace(whole.changes, unread_before=("actors/x.yml",)))
    assert partly.verdict == "changes"
    assert "**1 change, 1 file not compared**" in made(partly)


def test_a_long_quote_is_cut_around_what_changed() -> None:
    before = " ".join(f"b{n}" for n in range(200))
    after = " ".join(f"a{n}" for n in range(200))
    said = made(review(quote(1, f"{before} old {after}", f"{before} new {after}")))
    (words,) = re.findall(r"> (.*)", said)
    assert words.startswith("… b189 ")
    assert "b199 ~~old~~ **new** a0" in words
    assert words.endswith(" a10 …")


def test_white_space_that_changed_is_seen() -> None:
    said = made(review(quote(1, "one  two", "one two"))).replace("\u2060", "")
    assert "> one~~␣␣~~ **␣**two" in said


def test_a_comment_has_the_punctuation_of_its_language() -> None:
    words = Words.load(FOLDERS, "fr")
    told = Change(
        kind="reply-changed",
        record="reply",
        id="fund",
        weight=Weight.SUBSTANCE,
        facts={"claim": "The fund is empty.", "by": "Dock Union", "reply": "denied",
               "date": "2031-05-02", "told_by": "Sam Okafor", "field": "reply"},
        old="none_found",
        new="denied",
        values="reply",
        spot=Spot(Path("content/claims/fund.yml"), 3, 1),
    )  # fmt: skip
    role = replace(told, kind="role-added", facts={"actor": "Brandt"}, old=None, values="role")
    found = review(told, replace(role, new="Chair · 2031-01"))
    view = review_view(found, PlainWords(words), ReviewLinks("", "", "", ""))
    text = comment(view, words, FOLDERS)
    assert "selon Sam Okafor : ~~Aucune réaction trouvée~~ → **Démentie**" in text
    assert "Brandt : **Chair · janv. 2031**" in text
