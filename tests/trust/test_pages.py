"""Pages carry a policy, and what would break it is reported in the page that has it."""

import json

import pytest
from mkdocs.config.base import ValidationError
from tests.tiny_site import TinySite

from onrecord.plugin.page_policy import Policy, active_content, read_policy, with_classes

NOTES = """\
---
title: Notes
---
# Notes

<script>tide()</script>

<p onclick="tide()">High</p>

[low](javascript:tide()) and [ebb](<Java&#115;cript:tide()>)

<iframe srcdoc="<b>tide</b>"></iframe>

![north](https://pictures.example/north.png) ![south](south.png) ![dot](data:image/gif;base64,R0lG)

<p style="color: red">Red</p>

<script src="https://count.example/visits.js"></script>
"""
HARMLESS = """\
# Harmless

On time = now, `<script>tide()</script>` and [a link](https://harbour.example/?onclick=1).

    <script>tide()</script>

```html
<p onclick="tide()">
```

<script type="application/ld+json">{}</script>

| left | right |
| :--- | ----: |
| 1    | 2     |

![here](south.png) <b data-on="1">bold</b>
"""


def found(site: TinySite, *args: str) -> list[tuple[str, str, int, str]]:
    report = json.loads(site.onrecord("check", "--format", "json", *args).stdout)
    rows = report["diagnostics"]
    return sorted(
        (diagnostic["code"], diagnostic["file"], diagnostic["line"], diagnostic["message"])
        for diagnostic in rows
    )


def test_scripts_and_what_the_policy_blocks_are_reported_at_their_lines(site: TinySite) -> None:
    site.write("content/notes.md", NOTES)
    site.write("content/harmless.md", HARMLESS)
    site.write("content/map.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="tide()"/>')
    site.write("content/plan.html", "<!doctype html><title>Plan</title><p style='x: y'>Plan</p>")
    rows = found(site)
    places = [(code, file.removeprefix("content/"), line) for code, file, line, _ in rows]
    assert places == [
        *(("blocked-by-policy", "notes.md", line) for line in (14, 14, 16)),
        ("page-script", "map.svg", 1),
        *(("page-script", "notes.md", line) for line in (6, 8, 10, 10, 12, 18)),
    ]
    assert "https://pictures.example/north.png" in " ".join(message for *_, message in rows)

    site.edit(
        "site_config.yml",
        "coverage:",
        "allow_scripts: true\n      content_security_policy:\n"
        "        img-src: [https://pictures.example, 'data:']\n"
        "        style-src: \"'unsafe-inline'\"\n      coverage:",
    )
    # The script of another host is allowed only by its name.
    assert [diagnostic[:3] for diagnostic in found(site)] == [
        ("blocked-by-policy", "content/notes.md", 18)
    ]
    # A stranger allows nothing.
    assert len(found(site, "--untrusted")) == len(rows)


@pytest.mark.parametrize(
    ("html", "what", "directive"),
    [
        ('<meta http-equiv=refresh content="0;url=//b.example">', "refresh", ""),
        ("<link rel=preconnect href=https://b.example>", "preconnect", ""),
        ("<link rel='x prefetch' href=https://b.example/a>", "b.example/a", "default-src"),
        ('<img src=a.png srcset="a.png, https://b.example/a.png 2x">', "a.png", "img-src"),
        ("<table background=https://b.example/a.png>", "a.png", "img-src"),
        ("<a href=tides/ ping=https://b.example/>", "b.example", "connect-src"),
        ('<svg><use href="//b.example/a.svg#a"/></svg>', "a.svg", "img-src"),
        ('<a href="data:image/svg+xml,x">', "runs a script", ""),
        ("<h:script xmlns:h='x'>tide()</h:script>", "a script", ""),
        # What a browser reads otherwise than a parser that goes by the book.
        ("<!--><img onerror=tide()>-->", "onerror", ""),
        ("<!-- a --!><img onerror=tide()>-->", "onerror", ""),
        ("<noscript><p title='</noscript><img onerror=tide()>'>", "onerror", ""),
    ],
)
def test_what_runs_loads_or_leads_away_is_found(html: str, what: str, directive: str) -> None:
    assert [(what in content.what, content.directive) for content in active_content(html)] == [
        (True, directive)
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<!-- <script>tide()</script> <a onclick=x> -->",
        "<link rel=canonical href=https://b.example/><link rel=icon href=a.svg>",
        '<a href="https://b.example/" rel=prefetch>x</a><img src=a.png srcset="b.png 2x">',
        '<meta name=refresh content=1><svg><use href="#a"/></svg>',
    ],
)
def test_what_does_not_is_not(html: str) -> None:
    assert active_content(html) == []


def test_files_that_browsers_show_as_pages_are_read_as_browsers_do(site: TinySite) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg">'
    script = f"{head}<script>tide()</script></svg>"
    site.write("content/a.svg", f"<!DOCTYPE svg [<!ENTITY a '<script/>'>]>{head}&a;</svg>")
    (site.root / "content/b.svg").write_bytes(script.encode("utf-16"))
    site.write("content/c.svg", f"<!--{'-' * 2_100_000}-->{script}")
    site.write("content/d.xml", '<x xmlns:h="http://www.w3.org/1999/xhtml"><h:script/></x>')
    site.write("content/e.xml", '<?xml-stylesheet type="text/xsl" href="e.xsl"?><x/>')
    site.write("content/f.xml", '<event onset="1"><script>a play</script></event>')
    site.write("content/g.svg", f"<!DOCTYPE svg [<!ENTITY a 'http://b.example/'>]>{head}</svg>")
    assert [diagnostic[:2] for diagnostic in found(site)] == [
        ("page-script", f"content/{name}") for name in ("a.svg", "b.svg", "c.svg", "d.xml", "e.xml")
    ]


def test_the_top_of_a_page_is_bounded_too(site: TinySite) -> None:
    site.write("content/notes.md", f"---\ntags: {'[' * 5_000}{']' * 5_000}\n---\n# Notes\n")
    assert [diagnostic[:3] for diagnostic in found(site)] == [("too-deep", "content/notes.md", 2)]


def test_a_page_carries_its_policy_and_no_style(site: TinySite) -> None:
    text = "---\nscripts_of_page: [../house]\nleads_to: '\"><b>'\n---\n# About\n"
    site.write("content/about.md", text + HARMLESS)
    site.done("build")
    policy = (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'; '
        "base-uri 'none'; form-action 'self'; object-src 'none'\">"
    )
    for address in ("", "about/", "actors/mia-brandt/", "404.html", "search/panel.html"):
        page = site.page(address)
        assert page.count(policy) == 1
        assert page.index(policy) < page.index("<title>")
        assert " style=" not in page
    about = site.page("about/")
    assert '<td class="align-right">2</td>' in about
    assert "house.js" not in about
    assert 'http-equiv="refresh"' not in about


def test_what_a_site_adds_stands_beside_its_own() -> None:
    policy = read_policy(
        {"img-src": "https://a.example data:", "frame-src": ["*.b.example/films/"]}
    )
    assert policy is not None
    assert policy.lets("img-src", "https://a.example/x.png")
    assert policy.lets("frame-src", "https://www.b.example/films/1")
    assert not policy.lets("frame-src", "https://www.b.example/1")
    assert not policy.lets("img-src", "https://a.example.org/x.png")
    assert not policy.lets("style-src", "'unsafe-inline'")
    assert "script-src 'self' 'unsafe-inline'" in str(policy.with_scripts())
    assert str(Policy({"base-uri": ("'self'",)})).count("'none'") == 1


@pytest.mark.parametrize(
    "value", ["off", {"imgsrc": "x"}, {"img-src": "a; script-src *"}, {"img-src": '"'}]
)
def test_what_is_no_policy_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        read_policy(value)


def test_only_the_alignment_of_cells_becomes_a_class() -> None:
    assert with_classes('<th style="text-align: center;">') == '<th class="align-center">'
    assert with_classes('<p style="text-align: center;">') == '<p style="text-align: center;">'


def test_the_copyright_that_is_on_every_page_runs_nothing_and_leads_nowhere(site: TinySite) -> None:
    config = site.root / "site_config.yml"
    plain = config.read_text()
    for active in (
        "<script>tide()</script>",
        "<meta http-equiv=refresh content=0;url=//x.example>",
    ):
        config.write_text(f"{plain}copyright: '<b>Ours</b> {active}'\n")
        assert ("page-script", "site_config.yml") in [row[:2] for row in found(site)]
        site.done("build", "--untrusted")
        page = (site.root / "site/index.html").read_text()
        assert active not in page
        assert "Ours" not in page
    config.write_text(f"{plain}copyright: <b>Ours</b>\n")
    assert found(site) == []
    site.done("build", "--untrusted")
    assert "<b>Ours</b>" in (site.root / "site/index.html").read_text()
