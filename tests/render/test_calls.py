"""Macros that are called in fewer steps make what Jinja's make, and refuse what Jinja's refuse."""

from collections import Counter
from typing import Any
from unittest.mock import patch

import jinja2
import pytest
from jinja2.runtime import Context
from markupsafe import Markup

from onrecord.render.environments import TemplateSandbox, TrustedEnvironment

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
}


class Shown:
    """What says itself how it is shown."""

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
    assert made(TrustedEnvironment, call) == made(jinja2.Environment, call)
    assert made(TemplateSandbox, call) == made(jinja2.Environment, call)


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
