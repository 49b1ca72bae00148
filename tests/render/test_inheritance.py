"""A site's template extends the packaged one and changes a part of it, as the guide shows."""

import re
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, nodes
from tests.docs.pages import blocks, named_file, text_of
from tests.pages.rendering import Site
from tests.review.test_comment import FOLDERS, quote, review
from tests.review.test_comment import made as commented
from tests.views.strike import strike

from onrecord.desk.desk import Desk
from onrecord.render import SiteInfo, Words
from onrecord.render.environments import CachedParts, TemplateSandbox
from onrecord.render.inheritance import SelfReference, extended_loader
from onrecord.render.markdown_templates import markdown_environment
from onrecord.render.renderer import Renderer
from onrecord.render.templates import TemplateFault, packaged_templates

EXAMPLES = [named_file(block) for _, block in blocks(text_of("how-to/override-a-template.md"))]
CARD = re.compile('<figure class="quote-card[^"]*" aria-label=')
GUIDE = dict(filter(None, EXAMPLES))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    both = {
        "title": "The union asks for two things",
        "source": {"publisher": "Harbour Gazette", "published": "2031-05-20"},
        "quotes": [{"id": "both", "text": "Pay us, and show us.", "speaker": "brandt",
                    "form": "direct", "said": {"date": "2031-05-19"}}],
        "demands": [{"demand": ["pay-rise", "open-books"], "act": "stated", "by": "brandt",
                     "quote": "both"}],
    }  # fmt: skip
    return strike(tmp_path_factory.mktemp("strike"), both=both)


def site(desk: Desk, folder: Path, **templates: str) -> Site:
    """The strike with ``templates`` (`pages/demand.html` …) of its own."""
    for name, text in templates.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Site(desk, templates=folder)


def of_guide(desk: Desk, folder: Path, name: str) -> Site:
    """The strike with the template ``name`` that the guide shows."""
    return site(desk, folder, **{name: GUIDE[f"templates/{name}"]})


def headings(site: Site, uri: str) -> list[str]:
    return [text for level, text in site.page(uri).headings if level == 2]


DEMAND, ACTOR, ARTICLE = "demands/pay-rise/", "actors/brandt/", "articles/rally/"


def test_a_section_is_moved(desk: Desk, tmp_path: Path) -> None:
    before = headings(Site(desk), DEMAND)
    after = headings(of_guide(desk, tmp_path, "pages/demand.html"), DEMAND)
    others = [heading for heading in before if heading != "Key facts"]
    assert after == ["Key facts", *others] != before


def test_what_a_card_copies_does_not_depend_on_how_own_templates_show_it(
    desk: Desk, tmp_path: Path
) -> None:
    """With ours a script takes words and address from the card, where they are already."""
    own = """\
{% extends "default:cards/quote.html" %}
{% block marked_words %}<p class="mine">{{ super() }}</p>{% endblock %}
"""
    ours = re.findall("<template>(.*?)</template>", Site(desk).page(ARTICLE).html)
    assert all(" <span data-address></span>" in line for line in ours)
    lines = re.findall(
        "<template>(.*?)</template>",
        site(desk, tmp_path, **{"cards/quote.html": own}).page(ARTICLE).html,
    )
    assert len(lines) == len(ours)
    assert not any("data-words" in line or "<span data-address></span>" in line for line in lines)
    assert "“There is no money,” Sam Okafor said" in "".join(lines)


def test_a_section_is_hidden(desk: Desk, tmp_path: Path) -> None:
    before = headings(Site(desk), ACTOR)
    after = headings(of_guide(desk, tmp_path, "pages/actor.html"), ACTOR)
    assert after == [heading for heading in before if heading != "Publishers"] != before


def test_a_section_is_added(desk: Desk, tmp_path: Path) -> None:
    before = headings(Site(desk), ARTICLE)
    after = headings(of_guide(desk, tmp_path, "pages/article.html"), ARTICLE)
    assert after == [*before, "Questions about this article"]


def test_parts_of_a_card_are_changed_wherever_it_is_shown(desk: Desk, tmp_path: Path) -> None:
    changed = of_guide(desk, tmp_path, "cards/quote.html")
    plain = Site(desk)
    for uri in (ACTOR, DEMAND, "quotes/"):
        page = changed.page(uri).html
        assert page.count("The whole record") == len(CARD.findall(plain.page(uri).html)) > 0
    assert "· said on " in changed.page(DEMAND).text
    assert "The whole record" not in plain.page(ACTOR).html


def test_an_import_of_a_page_takes_the_place_of_the_packaged_one(
    desk: Desk, tmp_path: Path
) -> None:
    own = "{% macro coverage() %}<p>All of May</p>{% endmacro %}"
    text = '{% extends "default:pages/actors.html" %}{% from "cards/own.html" import coverage %}'
    made = site(desk, tmp_path, **{"pages/actors.html": text, "cards/own.html": own})
    assert "All of May" in made.page("actors/").text
    assert "All of May" not in made.page(ACTOR).text


@pytest.mark.parametrize(
    "line",
    [
        '{% extends "pages/demand.html" %}',
        '{% from "pages/demand.html" import named %}',
        '{% import "pages/demand.html" as there %}',
    ],
)
def test_a_template_that_extends_itself_is_told_how_to_name_the_packaged_one(
    line: str, tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/demand.html").write_text(f"{{# ours #}}\n{line}\n")
    words = Words.load([packaged_templates()])
    renderer = Renderer(tmp_path, words, directory_urls=True, site=SiteInfo("Harbour"))
    (fault,) = renderer.compile(["pages/demand.html"])
    assert fault.diagnostic.line == 2
    assert "extends or imports itself" in fault.diagnostic.message
    assert 'write "default:pages/demand.html"' in fault.diagnostic.hint


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("{% block standng %}{% endblock %}", 'did you mean "standing"?'),
        (
            "{% if true %}{% block xyz %}{% endblock %}{% endif %}",
            "it has addressee, answers, asked, citation, ",
        ),
        ("{% block facts %}{% block within %}{% endblock %}{% endblock %}", None),
        (
            "{% block within %}{% endblock %}{% block facts %}{{ self.within() }}{% endblock %}",
            None,
        ),
        ("{% macro own() %}{% block within scoped %}{% endblock %}{% endmacro %}", None),
    ],
)
def test_a_block_that_would_never_be_shown_is_a_fault(
    line: str, hint: str | None, tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    own = '{% extends "default:pages/demand.html" %}'
    (tmp_path / "pages/between.html").write_text(own)
    (tmp_path / "pages/demand.html").write_text(f'{{% extends "pages/between.html" %}}\n{line}\n')
    words = Words.load([packaged_templates()])
    renderer = Renderer(tmp_path, words, directory_urls=True, site=SiteInfo("Harbour"))
    faults = [fault.diagnostic for fault in renderer.compile(["pages/demand.html"])]
    assert [fault.line for fault in faults] == ([] if hint is None else [2])
    assert all("is never shown" in fault.message for fault in faults)
    assert all(fault.hint.startswith(str(hint)) for fault in faults)


def blocks_of(folder: str) -> dict[str, list[str]]:
    """The packaged templates of ``folder``, with the names of their blocks."""
    files = [path for path in (packaged_templates() / folder).iterdir() if path.suffix != ".typ"]
    environment = Environment(trim_blocks=True, extensions=[CachedParts])  # noqa: S701 - it renders nothing
    trees = {
        f"{folder}/{path.name}": environment.parse(path.read_text("utf-8"))
        for path in sorted(files)
        if path.suffix in {".html", ".md", ".txt"}
    }
    return {
        name: list(dict.fromkeys(block.name for block in tree.find_all(nodes.Block)))
        for name, tree in trees.items()
    }


def extended(name: str, names: list[str]) -> str:
    """A template that changes every block of the packaged one: it opens with the block's name."""
    own = (f"{{% block {of} %}}<<{name}:{of}>>{{{{ super() }}}}{{% endblock %}}" for of in names)
    return f'{{% extends "default:{name}" %}}{"".join(own)}'


# What the strike has nothing for: these are only compiled.
NOT_SHOWN = {
    "cards/act.html", "cards/activity.html", "cards/briefing.html", "cards/change.html",
    "cards/excerpt.html", "cards/position.html", "cards/quote_line.html",
    "pages/actor_part.html", "pages/briefing.html", "pages/briefing_alone.html",
    "pages/briefings.html",
    "pages/changes.html", "pages/data.html", "pages/demand_part.html", "pages/home.html",
    "pages/list.html", "pages/moved.html",
}  # fmt: skip


def test_every_block_of_every_page_and_card_can_be_changed(desk: Desk, tmp_path: Path) -> None:
    blocks = blocks_of("pages") | blocks_of("cards")
    texts = {name: extended(name, names) for name, names in blocks.items()}
    plain = site(desk, tmp_path / "other", **{"cards/other.html": ""})
    changed = site(desk, tmp_path / "own", **texts)
    assert changed.faults(blocks) == []
    seen = set()
    for uri in plain.pages:
        html = changed.html(uri)
        seen |= set(re.findall("<<(.*?)>>", html))
        assert re.sub("<<.*?>>", "", html) == plain.html(uri), uri
    unseen = {name for name, names in blocks.items() for of in names if f"{name}:{of}" not in seen}
    assert unseen <= NOT_SHOWN


MARKDOWN = [(name, of) for name, names in blocks_of("changes").items() for of in names]


@pytest.mark.parametrize(("name", "of"), MARKDOWN)
def test_every_block_of_the_comment_on_a_pull_request_can_be_changed(
    name: str, of: str, tmp_path: Path
) -> None:
    (tmp_path / "changes").mkdir()
    (tmp_path / name).write_text(extended(name, [of]), encoding="utf-8")
    found = review(quote(1, "old words", "new words"), text="Some text", problems=1)
    before, after = (commented(found, folders) for folders in (FOLDERS, [tmp_path, *FOLDERS]))
    if of not in {"absent", "base", "counts"}:
        assert f"<<{name}:{of}>>" in after
    assert after.replace(f"<<{name}:{of}>>", "").rstrip() == before.rstrip()


def test_super_in_markdown_is_markdown_already(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("{% block verdict %}# **{{ text }}**{% endblock %}")
    own = '{% extends "there.md" %}{% block verdict %}{{ super() }}, {{ text }}{% endblock %}'
    (tmp_path / "own.md").write_text(own)
    template = markdown_environment([tmp_path]).get_template("own.md")
    assert template.render(text="*a*") == r"# **\*a\***, \*a\*"


def test_a_theme_template_that_extends_itself_is_told_the_name_below_its_folder() -> None:
    files = DictLoader({"base.html": '{% extends "base.html" %}'})
    environment = TemplateSandbox(loader=extended_loader(files, "theme"))
    with pytest.raises(SelfReference) as raised:
        environment.get_template("base.html")
    assert raised.value.hint.endswith('write "default:base.html"')


def test_templates_that_extend_each_other_are_told_too(desk: Desk, tmp_path: Path) -> None:
    texts = {
        "pages/demand.html": '{% extends "pages/own.html" %}',
        "pages/own.html": '{% extends "pages/demand.html" %}',
    }
    with pytest.raises(TemplateFault) as raised:
        site(desk, tmp_path, **texts).page(DEMAND)
    assert '"default:…"' in raised.value.diagnostic.hint
