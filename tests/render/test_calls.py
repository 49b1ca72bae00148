"""Macros that are called in fewer steps make what Jinja's make, and refuse what Jinja's refuse."""

import gc
from collections import Counter
from functools import partial
from typing import Any
from unittest.mock import patch
from weakref import ref

import jinja2
import pytest
from jinja2.runtime import Context
from markupsafe import Markup

from onrecord.records import LimitedCache
from onrecord.render import LaterTexts, PageTexts, Words
from onrecord.render.environments import (
    CachedParts,
    CachingEnvironment,
    TemplateSandbox,
    TrustedEnvironment,
)
from onrecord.render.site import Addresses
from onrecord.render.templates import filled
from onrecord.render.words import WordsFault

MACROS = """
{%- macro plain(name, at='Aldmoor') %}[{{ name }} at {{ at }}]{% endmacro -%}
{%- macro framed(title) %}<b>{{ title }}</b>{{ caller() }}{% endmacro -%}
{%- macro own(caller=none) %}{{ caller() if caller else 'alone' }}{% endmacro -%}
{%- macro all() %}{{ varargs|join(',') }}/{{ kwargs|dictsort|join(',') }}{% endmacro -%}
{%- macro tree(items) %}({% for item in items %}{{ tree(item) }}{% endfor %}){% endmacro -%}
"""
CALLS = {
    "each in its place": "{{ plain('Mia', 'sea') }}",
    "a default": "{{ plain('Mia') }}",
    "by name": "{{ plain(at='sea', name='Mia') }}",
    "one of each": "{{ plain('Mia', at='sea') }}",
    "left out": "{{ plain()|length }}",
    "a text is escaped": "{{ plain('<b>\"&\\'') }}",
    "HTML is not": "{{ plain(html) }}{{ html }}",
    "what a macro makes is HTML": "{{ plain(plain('<')) }}",
    "set and joined": "{% set made = plain('<') %}{{ made ~ '<' }}{{ [made, '<']|join }}",
    "numbers and none": "{{ plain(3, none) }}{{ 1.5 }}{{ none }}{{ true }}",
    "an object with HTML of its own": "{{ shown }}",
    "a call block": "{% call framed('<Mia>') %}{{ plain('<') }}{% endcall %}",
    "by name with a block": "{% call framed(title='Mia') %}in{% endcall %}",
    "no block": "{{ framed('Mia') }}",
    "a parameter named caller": "{{ own() }}{% call own() %}in{% endcall %}",
    "any arguments": "{{ all(1, '<', a='&') }}",
    "itself": "{{ tree([[], [[]]]) }}",
    "too many": "{{ plain(1, 2, 3) }}",
    "an unknown name": "{{ plain('Mia', of='sea') }}",
    "twice": "{{ plain('Mia', name='Sam') }}",
    "within a block": "{% block part %}{{ plain(html) }}{{ plain('<') }}{% endblock %}",
    "a loop": "{% for x in '<b' %}{{ plain(x) }}{{ loop.cycle('<', html) }}{% endfor %}",
    "a method": "{{ 'ab<'.upper() }}",
    "nothing there": "{{ nobody('Mia') }}",
    "an attribute": "{{ shown.name }}{{ shown.class }}{{ shown.name|upper }}",
    "one that may be missing": "{{ shown.place is defined }}{{ shown.name is not defined }}",
}


class Shown:
    """What says itself how it is shown."""

    name = "<Mia>"

    def __init__(self) -> None:
        setattr(self, "class", "a keyword")

    def __html__(self) -> str:
        return "<i>shown</i>"


def made(kind: type[jinja2.Environment], call: str) -> str:
    environment = kind(autoescape=True, undefined=jinja2.StrictUndefined)
    values: dict[str, Any] = {"html": Markup("<i>&amp;</i>"), "shown": Shown()}
    try:
        return environment.from_string(MACROS + call).render(values)
    except (jinja2.TemplateError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_the_result_is_that_of_jinja(call: str) -> None:
    expected = made(jinja2.Environment, call)
    assert made(TemplateSandbox, call) == expected
    # Of a call that does not fit, Python says it in its own words.
    plain = made(TrustedEnvironment, call)
    fits = not expected.startswith("TypeError")
    assert plain == expected if fits else plain.startswith("TypeError")


@pytest.mark.parametrize("name", ["caller", "context", "class", "t_1", "_t", "escaped", "Markup"])
def test_a_parameter_may_have_any_name(name: str) -> None:
    macro = f"{{% macro of({name}, at='sea') %}}{{{{ [{name}, at]|join }}}}{{% endmacro %}}"
    call = f"{macro}{{{{ of('<b>', at='<') }}}}"
    expected = made(jinja2.Environment, call) if name != "caller" else "TemplateAssertionError"
    assert made(TrustedEnvironment, call).startswith(expected)


def test_a_call_does_not_go_through_the_context() -> None:
    calls: Counter[str] = Counter()
    through = Context.call

    def counted(self: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        calls["through"] += 1
        return through(self, obj, *args, **kwargs)

    with patch.object(Context, "call", counted):
        assert "[Mia at Aldmoor]" in made(TrustedEnvironment, CALLS["a default"])
        assert calls["through"] == 0
        made(jinja2.Environment, CALLS["a default"])
        assert calls["through"] == 1


def test_a_template_that_is_imported_is_looked_for_once() -> None:
    looked: Counter[str] = Counter()

    class Files(jinja2.DictLoader):
        def get_source(self, environment: jinja2.Environment, template: str) -> Any:
            looked[template] += 1
            return super().get_source(environment, template)

    page = "{% from 'cards' import plain %}{{ plain(page) }}"
    for kind in (TrustedEnvironment, TemplateSandbox):
        looked.clear()
        environment = kind(loader=Files({"cards": MACROS, "page": page}), auto_reload=False)
        with patch.object(
            kind, "get_template", autospec=True, side_effect=kind.get_template
        ) as got:
            for number in range(3):
                assert (
                    environment.get_template("page").render(page=number) == f"[{number} at Aldmoor]"
                )
        asked = Counter(call.args[1] for call in got.call_args_list)
        assert asked == {"page": 3, "cards": 1}
        assert looked == {"page": 1, "cards": 1}


def test_words_are_not_asked_for_on_each_page() -> None:
    counted = {"one": "{count} quote", "other": "{count} quotes"}
    words = Words({"heading": "Quotes & claims", "of": "of {name} ({name_of})", "count": counted})
    environment = TrustedEnvironment(autoescape=True)
    environment.globals["t"] = words
    text = (
        "{% macro own(text) %}<b>{{ text }}{% endmacro %}<h1>{{ t('heading') }}</h1>"
        " {{ t('of', name=own(name), name_of=own('x (y)')) }} {{ [t('heading')]|join }}"
        " {{ t('count', count=1234) }} {{ [t('of', name=1234, name_of='<')]|join }}"
    )
    template = environment.from_string(text)
    with patch.object(Words, "__call__", autospec=True, side_effect=Words.__call__) as asked:
        made = template.render(name="<Mia>")
    assert made == (
        "<h1>Quotes &amp; claims</h1> of <b>&lt;Mia&gt; (<b>x \N{EN DASH} y) Quotes &amp; claims"
        " 1,234 quotes of 1,234 (&lt;)"
    )
    assert [call.args[1] for call in asked.call_args_list] == ["count"]
    with pytest.raises(WordsFault, match="need a value for 'name_of'"):
        environment.from_string("{{ t('of', name=name) }}").render(name="")
    own = environment.from_string("{% set t = name %}{{ t('heading') }}")
    assert own.render(name=str.upper) == "HEADING"


@pytest.mark.parametrize("kind", [TrustedEnvironment, TemplateSandbox])
def test_what_pages_have_in_common_is_made_once_for_each_key(
    kind: type[jinja2.Environment],
) -> None:
    asked: list[str] = []
    environment = kind(autoescape=True)
    environment.filters["made"] = lambda name: [asked.append(name), name][1]  # type: ignore[func-returns-value]
    text = (
        "{% kept depth, name %}<{{ name|made }}>{% endkept %}{% kept depth %}{{ at }}{% endkept %}"
    )
    template = environment.from_string(text)
    pages = [template.render(depth=depth, name="<b>", at=depth) for depth in (1, 1, 2, 1)]
    assert pages == ["<&lt;b&gt;>1", "<&lt;b&gt;>1", "<&lt;b&gt;>2", "<&lt;b&gt;>1"]
    assert asked == ["<b>"] * 2
    extension = environment.extensions[CachedParts.identifier]
    assert isinstance(extension, CachedParts)
    with patch("onrecord.render.environments._MOST_KEPT", 5):  # more are not held
        for number in range(20):
            assert template.render(depth=number, name="", at=number) == f"<>{number}"
            assert len(extension._parts) <= 5


def test_nothing_of_a_page_waits_for_the_collector() -> None:
    class View:
        pass

    environment = TrustedEnvironment(autoescape=True)
    text = (
        "{% macro of(x) %}{{ view }}{{ by(x) }}{% endmacro %}{% macro by(x) %}{{ x }}{% endmacro %}"
    )
    template = environment.from_string(
        text + "{{ of(1) }}{% block part %}{{ by(2) }}{% endblock %}"
    )
    view = View()
    alive = ref(view)
    gc.disable()
    try:
        assert filled(template, {"view": view}).endswith("12")
        del view
        assert alive() is None
    finally:
        gc.enable()


class Named:
    name = "<Mia>"


@pytest.mark.parametrize(("kind", "times"), [(TrustedEnvironment, 3), (TemplateSandbox, 5)])
def test_what_is_kept_anywhere_leads_from_each_page(
    kind: type[CachingEnvironment], times: int
) -> None:
    """But for home, it is made once for each view; in the sandbox, where a site changes it, not."""
    asked: list[str] = []
    environment, addresses = kind(autoescape=True), Addresses(directory_urls=True)
    environment.keep_anywhere(addresses)
    environment.filters["made"] = lambda name: [asked.append(name), name][1]  # type: ignore[func-returns-value]
    environment.filters["url"] = addresses.url
    part = "{% kept_anywhere view, end %}{{ view.name|made }} {{ 'a/'|url }}{{ end }}"
    template = environment.from_string(part + "{% endkept_anywhere %} {{ 'b/'|url }}")
    made = {}
    view = Named()
    for uri, shown in (("x/", view), ("x/y/", view), ("", view), ("z/", view), ("x/z/", Named())):
        addresses.start(uri)
        made[uri] = template.render(view=shown, end="&")
    assert made == {
        "x/": "&lt;Mia&gt; ../a/&amp; ../b/",
        "x/y/": "&lt;Mia&gt; ../../a/&amp; ../../b/",
        "": "&lt;Mia&gt; a/&amp; b/",
        "z/": "&lt;Mia&gt; ../a/&amp; ../b/",
        "x/z/": "&lt;Mia&gt; ../../a/&amp; ../../b/",
    }
    assert len(asked) == times


def test_the_texts_of_a_page_are_made_when_asked_for_and_those_of_few_are_kept() -> None:
    made: list[int] = []
    kept: dict[LaterTexts, PageTexts] = LimitedCache(2)

    def make(number: int) -> PageTexts:
        made.append(number)
        return PageTexts(str(number))

    pages = [LaterTexts(partial(make, number), kept) for number in range(3)]
    assert not made
    assert [pages[number]().title for number in (0, 0, 1, 0, 2, 2, 0)] == list("0010220")
    assert made == [0, 1, 2, 0]  # a third makes room for itself
    assert len(kept) == 2
