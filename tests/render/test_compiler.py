"""What our compiler for templates changes about Jinja, and what it must not change."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, StrictUndefined, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from kim.render.environment import PageEnvironment


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
    """The message says which ones it has."""
    with pytest.raises(TypeError, match="no macro takes whole here; it takes own, mark, half"):
        printed(LINE + "{{ line('a', whole=true) }}")


def test_a_macro_without_a_value_that_it_needs_is_an_error() -> None:
    """It must not print nothing instead."""
    with pytest.raises(UndefinedError, match="parameter 'own' was not provided"):
        printed(LINE + "{{ line() }}")


def test_a_macro_that_takes_anything_is_refused() -> None:
    """Nobody could say what it takes."""
    with pytest.raises(TemplateSyntaxError, match="a macro names all that it takes"):
        printed("{% macro all() %}{{ varargs }}{% endmacro %}")


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
