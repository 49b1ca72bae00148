"""Pages from templates: addresses, dates, overriding, and what a spoilt template says."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from onrecord.records import Actor
from onrecord.records.dates import UNKNOWN, PartialDate
from onrecord.records.record_kinds import Subject
from onrecord.records.values import Written
from onrecord.render import SiteInfo, TemplateFault, Words
from onrecord.render.renderer import Renderer
from onrecord.render.site import SitePage, known_texts
from onrecord.render.templates import UnknownName, is_of_template, packaged_templates
from onrecord.views.lines import Span

Write = Callable[[str, str], None]


@dataclass(frozen=True)
class HarbourView:
    words: str = "We <stop> work"
    said: PartialDate = UNKNOWN
    written: Written = field(default_factory=lambda: Written(Actor(name="Mia", kind="person")))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Puts a template into the site's own folder."""

    def put(name: str, text: str) -> None:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    return put


def renderer(folder: Path, *, directory_urls: bool = True) -> Renderer:
    words = Words.load([packaged_templates()])
    return Renderer(folder, words, directory_urls, SiteInfo(name="Harbour & rail"))


def page(uri: str = "actors/x/", template: str = "own.html") -> SitePage:
    subject = Subject("actor", "x")
    return SitePage(
        subject=subject, uri=uri, template=template, texts=known_texts("X"), view=HarbourView
    )


def test_what_the_content_says_is_escaped(tmp_path: Path, write: Write) -> None:
    write("own.html", "{{ site.name }}: {{ view.words }} <a href='{{ 'quotes/'|url }}'>")
    assert renderer(tmp_path).render(page()) == (
        "Harbour &amp; rail: We &lt;stop&gt; work <a href='../../quotes/'>"
    )


@pytest.mark.parametrize(
    ("uri", "path", "with_directories", "without"),
    [
        ("", "", "./", "index.html"),
        ("", "actors/x/", "actors/x/", "actors/x/index.html"),
        ("actors/", "", "../", "../index.html"),
        ("actors/x/", "", "../../", "../../index.html"),
        ("actors/x/", "quotes/a/b/", "../../quotes/a/b/", "../../quotes/a/b/index.html"),
        ("actors/x/", "quotes/a/#b", "../../quotes/a/#b", "../../quotes/a/index.html#b"),
        (
            "actors/",
            "actors/?kind=state",
            "../actors/?kind=state",
            "../actors/index.html?kind=state",
        ),
        ("quotes/a/b/", "css/site.css", "../../../css/site.css", "../../../css/site.css"),
        ("actors/", "#top", "../#top", "../index.html#top"),
    ],
)
def test_addresses_hold_with_and_without_directory_urls(
    tmp_path: Path, write: Write, uri: str, path: str, with_directories: str, without: str
) -> None:
    write("own.html", f"{{{{ '{path}'|url }}}}")
    assert renderer(tmp_path).render(page(uri)) == with_directories
    assert renderer(tmp_path, directory_urls=False).render(page(uri)) == without


def test_one_template_serves_pages_at_any_depth(tmp_path: Path, write: Write) -> None:
    write("own.html", "{{ 'topics/'|url }}")
    made = renderer(tmp_path)
    assert [made.render(page(uri)) for uri in ("", "actors/x/", "actors/")] == [
        "topics/", "../../topics/", "../topics/",
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/actors/", "https://example.org/", "javascript:alert(1)"])
def test_an_address_elsewhere_is_refused(tmp_path: Path, write: Write, path: str) -> None:
    write("own.html", f"\n{{{{ '{path}'|url }}}}")
    with pytest.raises(TemplateFault, match="is not a path on this site") as fault:
        renderer(tmp_path).render(page())
    assert fault.value.diagnostic.line == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("2031-02-01", '<time datetime="2031-02-01">1 Feb 2031</time>'),
        ("2031-02", '<time datetime="2031-02">Feb 2031</time>'),
        ("0931", '<time datetime="0931">0931</time>'),
        ("unknown", "date unknown"),
    ],
)
def test_a_date_is_as_precise_as_it_was_given(
    tmp_path: Path, write: Write, text: str, html: str
) -> None:
    write("own.html", "{{ view.said|date }}")
    shown = replace(page(), view=lambda: HarbourView("", PartialDate.parse(text)))
    assert renderer(tmp_path).render(shown) == html


def test_markdown_comes_in_as_html_and_is_none_where_there_is_none(
    tmp_path: Path, write: Write
) -> None:
    write("own.html", "{{ markdown if markdown is not none }}|")
    made = renderer(tmp_path)
    assert made.render(page(), "<p>About</p>") == "<p>About</p>|"
    assert made.render(page()) == "|"


def test_a_sites_template_comes_before_the_packaged_one(tmp_path: Path, write: Write) -> None:
    write("pages/actor.html", "mine")
    assert renderer(tmp_path).render(page(template="pages/actor.html")) == "mine"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n{{ view.wrods }}", 2, "has no attribute 'wrods'.*on the page /actors/x/"),
        ("\n\n{{ t('nowhere') }}", 3, "there is no text for 'nowhere'"),
        ("{{ view.words + 1 }}", 1, "TypeError"),
        ("\n{% if %}", 2, "TemplateSyntaxError"),
        ("{% include 'gone.html' %}", 1, "gone.html"),
    ],
)
def test_a_spoilt_template_is_pointed_at(
    tmp_path: Path, write: Write, text: str, line: int, message: str
) -> None:
    write("own.html", text)
    with pytest.raises(TemplateFault, match=message) as fault:
        renderer(tmp_path).render(page())
    diagnostic = fault.value.diagnostic
    assert (diagnostic.file.rsplit("/", 1)[-1], diagnostic.line) == ("own.html", line)


def test_of_a_view_it_is_said_which_one_and_where_its_parts_are_listed() -> None:
    fault = UnknownName(Span("x"), "colour", "no attribute")
    assert fault.message == "Span has no 'colour'"
    assert fault.hint == "the reference of views lists what each view has"
    assert UnknownName(Span("x"), "txet", "").hint == 'did you mean "text"?'


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{{ view.wrods }}", 'did you mean "words"?'),
        ("{{ view.harbour }}", ""),
        ("{% if view.wrods %}{% endif %}", 'did you mean "words"?'),
        ("{{ view.written.sort_nam }}", 'did you mean "sort_name"?'),
        ("{% extends 'default:pages/demnd.html' %}", 'did you mean "default:pages/demand.html"?'),
        ("{% include 'pages/demnd.html' %}", 'did you mean "pages/demand.html"?'),
    ],
)
def test_a_name_that_is_misspelt_is_named_as_it_is(
    tmp_path: Path, write: Write, text: str, hint: str
) -> None:
    write("own.html", text)
    with pytest.raises(TemplateFault) as fault:
        renderer(tmp_path).render(page())
    assert fault.value.diagnostic.hint == hint


def test_compiling_finds_every_template_that_cannot_be(tmp_path: Path, write: Write) -> None:
    write("own.html", "{{ view.words }}")
    write("one.html", "{% for %}")
    faults = renderer(tmp_path).compile(["own.html", "one.html", "absent.html"])
    assert [fault.diagnostic.file.rsplit("/", 1)[-1] for fault in faults] == [
        "absent.html", "one.html",
    ]  # fmt: skip


def test_a_fault_of_our_own_in_a_view_is_not_taken_for_the_templates(
    tmp_path: Path, write: Write
) -> None:
    def broken() -> object:
        raise TypeError("a bug")

    write("own.html", "")
    with pytest.raises(TypeError, match="a bug"):
        renderer(tmp_path).render(replace(page(), view=broken))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{{ 'a' * 10 ** 17 }}", "MemoryError"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "RecursionError"),
        ("{% for a in 'a' %}" * 40 + "{% endfor %}" * 40, "SyntaxError"),
        (f"{{{{ {'(' * 5_000} }}}}", "RecursionError"),
    ],
)
def test_what_is_too_much_for_a_template_is_its_fault(
    text: str, name: str, tmp_path: Path, write: Write
) -> None:
    write("own.html", text)
    with pytest.raises(TemplateFault, match=name) as caught:
        renderer(tmp_path).render(page())
    cause = caught.value.__cause__
    assert isinstance(cause, Exception)
    assert is_of_template(cause)
