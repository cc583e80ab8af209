"""What our compiler for templates changes about Jinja, and what it must not change."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError
from markupsafe import Markup

from kim.render.environment import PageEnvironment

if TYPE_CHECKING:
    from jinja2 import Template


def printed(template: str, values: dict[str, Any] | None = None, **others: str) -> str:
    """Render a template of its own; it may use the others by their names."""
    environment = PageEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=DictLoader({name.replace("_html", ".html"): text for name, text in others.items()}),
    )
    return environment.from_string(template).render(values or {})


LINE = "{% macro line(own, mark='.', half=false) %}{{ own }}{{ mark }}{{ half }}{% endmacro %}"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("line('a')", "a.False"),
        ("line('a', '!')", "a!False"),
        ("line('a', half=true)", "a.True"),
        ("line(half=1, own='a')", "a.1"),
        ("line(*['a', '!'])", "a!False"),
    ],
)
def test_a_macro_takes_values_by_place_and_by_name(call: str, expected: str) -> None:
    """What is not given has the value that the macro names."""
    assert printed(LINE + "{{ " + call + " }}") == expected


def test_a_macro_refuses_names_that_it_does_not_have() -> None:
    """A slip of the pen is no value that is left out."""
    with pytest.raises(TypeError, match="unexpected keyword argument 'whole'"):
        printed(LINE + "{{ line('a', whole=true) }}")


def test_a_macro_without_a_value_that_it_needs_is_an_error() -> None:
    """It must not print nothing instead."""
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'own'"):
        printed(LINE + "{{ line() }}")


def test_a_macro_that_takes_anything_is_refused() -> None:
    """Nobody could say what it takes, or its code would not know its own names."""
    for macro in ("all() %}{{ varargs }}", "one(type) %}{{ type }}", "one(missing='') %}"):
        with pytest.raises(TemplateSyntaxError, match="a macro names all that it takes"):
            printed("{% macro " + macro + "{% endmacro %}")


@pytest.mark.parametrize(
    "loop",
    [
        "for a in b recursive %}{{ loop(a) }}",
        "for a in b %}{{ loop.revindex }}",
        "for a in b %}{{ loop }}",
    ],
)
def test_a_loop_knows_its_number_and_no_more(loop: str) -> None:
    """What it cannot say is refused when the template is compiled, never printed wrong."""
    with pytest.raises((TemplateSyntaxError, TypeError), match="a loop"):
        printed("{% " + loop + "{% endfor %}", {"b": ["a"]})


@pytest.mark.parametrize(
    "bound",
    [
        "set icon = 1 %}",
        "for a, _ in b %}{% endfor %}",
        "macro one(gettext) %}{% endmacro %}",
    ],
)
def test_what_is_the_same_everywhere_keeps_its_name(bound: str) -> None:
    """The code asks nobody what `_` or `icon` is in this template."""
    with pytest.raises(TemplateSyntaxError, match="the same everywhere"):
        printed("{% " + bound, {"b": []})


def test_what_a_call_block_holds_is_markup_for_filters_too() -> None:
    """However a macro uses it."""
    template = (
        "{% macro loud() %}{{ caller()|upper }}{% set kept = caller() %}{{ kept }}{% endmacro %}"
        "{% call loud() %}<i>{{ '&' }}</i>{% endcall %}"
    )
    assert printed(template) == "<I>&AMP;</I><i>&amp;</i>"


def test_a_macro_gives_markup_and_escapes_what_it_is_given() -> None:
    """Once inside, and not again where it is printed, handed on or filtered."""
    template = (
        "{% macro item(one) %}<li>{{ one }}</li>{% endmacro %}"
        "{% macro list() %}<ul>{{ caller() }}</ul>{% endmacro %}"
        "{% call list() %}{{ item('<') }}{% endcall %}{{ item('&')|upper }}"
    )
    assert printed(template) == "<ul><li>&lt;</li></ul><LI>&AMP;</LI>"


def test_functions_are_called_as_they_are() -> None:
    """With values by place and by name."""
    values = {
        "pad": str.ljust,
        "show": lambda text, mark="": Markup("<b>{}</b>").format(text + mark),
    }
    assert printed("[{{ pad('a', 3) }}]{{ show('a', mark='!') }}", values) == "[a  ]<b>a!</b>"


def test_an_attribute_is_no_item() -> None:
    """`a.b` of a mapping is a slip of the template, not an empty place on the page."""
    values = {"thing": {"name": "a"}}
    assert printed("{{ thing['name'] }}", values) == "a"
    with pytest.raises(AttributeError, match="name"):
        printed("{{ thing.name }}", values)


def test_a_template_can_ask_for_an_attribute() -> None:
    """Where things of several kinds stand in one list."""
    values = {"all": [SimpleNamespace(href="b"), "a"]}
    template = "{% for one in all %}{{ one.href if one.href is defined else one }}{% endfor %}"
    assert printed(template, values) == "ba"
    assert printed("{{ name is defined }}{{ all is defined }}", values) == "FalseTrue"


def test_nothing_is_printed_where_a_condition_has_no_other_side() -> None:
    """As Jinja does it."""
    assert printed("[{{ 'a' if 0 }}]") == "[]"


def test_blocks_and_included_templates_see_what_stands_around_them() -> None:
    """Values set before them, macros that were imported, what the page was given."""
    page = (
        '{% extends "layout.html" %}{% set own = "<" %}'
        "{% block main %}{{ parts.b(own) }}{% include 'more.html' %}{% endblock %}"
    )
    layout = (
        '{% import "parts.html" as parts with context %}{% set set_there = "there" %}'
        "[{% block head %}no head{% endblock %}|{% block main %}{% endblock %}]"
    )
    shown = printed(
        page,
        {"given": "&"},
        layout_html=layout,
        parts_html="{% macro b(text) %}<b>{{ text }}{{ given }}</b>{% endmacro %}",
        more_html="{{ own }}{{ set_there }}{{ given }}",
    )
    assert shown == "[no head|<b>&lt;&amp;</b>&lt;there&amp;]"


AS_JINJA = (
    (
        "{% for one in all %}{{ loop.index }}{{ loop.index0 }}{{ one }}{{ ', ' if not loop.last }}"
        "{{ '<' if loop.first else one }}{% else %}none{% endfor %}"
    ),
    "{% for one in all if one != text %}{{ one }}{{ loop.last }}{% else %}{{ text }}{% endfor %}",
    "{% for one, two in [[text, all]] if one or two %}{{ two|length }}{% endfor %}",
    "{% set field = 'name' %}{{ thing[field] }}{{ all|length }}{{ all|join('<') }}",
    (
        "{% for one in all %}{% set last = one %}{% for two in all %}{{ loop.index }}{{ last }}"
        "{% if two == one %}={{ text }}{% elif two %}{{ two|upper }}{% else %}-{% endif %}"
        "{% endfor %}{{ loop.last }}{% endfor %}"
    ),
    (
        "{% macro show(a, b='<', c=none) %}{% if c is none %}{{ b }}{% else %}{{ c }}{% endif %}"
        "{{ a }}{% endmacro %}{{ show(text) }}{{ show(text, text) }}{{ show(text, c=all[:1]) }}"
    ),
    (
        "{% macro box(title) %}<h2>{{ title }}</h2>{{ caller() }}{{ caller() }}{% endmacro %}"
        "{% call box(text) %}{% for one in all %}{% call box(one) %}{{ one }}{{ text }}"
        "{% endcall %}{% endfor %}{% endcall %}"
    ),
    (
        "{% macro each() %}{% for one in all %}{{ caller(one, 'x') }}{% endfor %}{% endmacro %}"
        "{% call(one, mark) each() %}{{ mark }}{{ one }}{% endcall %}"
    ),
    "{% set made %}<b>{{ text }}</b>{% endset %}{{ made }}{{ made|trim }}{{ made ~ text }}",
    (
        "{% set chosen = text if all else '<' %}{{ chosen or '-' }}{{ {'a': text}['a'] }}"
        "{{ all[:2] }}{{ thing.name }}{{ thing.name is defined }}{{ thing.other is defined }}"
        "{{ absent is defined }}{{ absent|default('<') }}{{ text is none }}"
        "{{ (text ~ '<b>'|safe)|string }}"
    ),
)


@cache
def compiled(kind: type[Environment], template: str) -> Template:
    """Compile a template once for all that it is given."""
    return kind(autoescape=True, undefined=StrictUndefined).from_string(template)


@given(st.text("<&>'\"a ", max_size=3), st.lists(st.text("<&'b", max_size=2), max_size=3))
@pytest.mark.parametrize("template", AS_JINJA)
def test_a_template_says_what_jinja_would_say(template: str, text: str, all: list[str]) -> None:  # noqa: A002  as templates call it
    """Whatever it is given; only the code is another."""
    values = {"text": text, "all": all, "thing": SimpleNamespace(name=text)}
    expected = compiled(Environment, template).render(values)
    assert compiled(PageEnvironment, template).render(values) == expected
