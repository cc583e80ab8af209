"""What templates print: escaped once, marked where it is not in the page's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from jinja2 import DictLoader, StrictUndefined, UndefinedError
from markupsafe import Markup

from kim.catalogue import load_catalogue
from kim.render.assets import collect_assets
from kim.render.environment import PageEnvironment, make_environment
from kim.views.site import see_frame
from kim.views.viewpoint import Phrase, Viewpoint
from tests.built import ROOT, TODAY


def printed(template: str, **values: Any) -> str:
    """Render a template of its own in the environment of the pages."""
    environment = PageEnvironment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(template).render(values)


@pytest.mark.promise("values-escaped")
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("<b> & 'c'", "&lt;b&gt; &amp; &#39;c&#39;", id="text"),
        pytest.param(Markup("<b>"), "<b>", id="markup"),
        pytest.param(Phrase("<b>"), "&lt;b&gt;", id="phrase"),
        pytest.param(
            Phrase("<b>", "ar"), '<span lang="ar" dir="rtl">&lt;b&gt;</span>', id="other-language"
        ),
        pytest.param(12, "12", id="number"),
        pytest.param(["<b>"], "[&#39;&lt;b&gt;&#39;]", id="list"),
    ],
)
def test_a_value_is_escaped_once(value: Any, expected: str) -> None:
    """Directly, in an attribute, from a macro and through a filter."""
    assert printed("{{ value }}", value=value) == expected
    assert printed('<i title="{{ value }}">', value=value) == f'<i title="{expected}">'
    macro = "{% macro show(one) %}{{ one }}{% endmacro %}{{ show(value) }}"
    assert printed(macro, value=value) == expected
    assert printed("{% for one in all %}{{ one }}{% endfor %}", all=[value]) == expected


def test_text_that_looks_like_earlier_markup_is_escaped_all_the_same() -> None:
    """What is markup is decided by the value's kind, not by its letters."""
    assert printed("{{ safe }}{{ text }}", safe=Markup("<b>"), text="<b>") == "<b>&lt;b&gt;"
    assert printed("{{ text }}{{ safe }}", safe=Markup("<i>"), text="<i>") == "&lt;i&gt;<i>"


def test_escaping_cannot_be_switched_off() -> None:
    """Not even by a template that asks for it."""
    template = "{% autoescape false %}{{ value }}{% endautoescape %}"
    assert printed(template, value="<b>") == "&lt;b&gt;"


def test_a_misspelt_name_is_an_error() -> None:
    """Nothing is printed for a value that does not exist."""
    with pytest.raises(UndefinedError):
        printed("{{ value }}")


@dataclass(eq=False)
class Thing:
    """What a view shows, and how often it was looked at."""

    href: str
    looks: int = 0

    @property
    def name(self) -> str:
        """Give the name."""
        self.looks += 1
        return f"<{self.href}>"


def standing_parts(root: str, *things: Thing) -> str:
    """Draw things with a macro that is made once for each way to the root."""
    templates = {
        "_rows.html": '{% macro row(of, level=3) %}<h{{ level }}><a href="{{ root }}{{ of.href }}">'
        "{{ of.name }}</a></h{{ level }}>{% endmacro %}",
        "_parts.html": '{% set row = anywhere("_rows.html", "row", root) %}'
        "{% macro box(of) %}<b>{{ of.name }}</b>{% endmacro %}{% set box = once_each(box) %}",
        "page.html": '{% set parts = standing("_parts.html", root) %}'
        "{% for one in things %}{{ parts.row(one) }}{{ parts.row(one, 2) }}{{ parts.box(one) }}"
        "{% endfor %}",
    }
    environment = PageEnvironment(
        autoescape=True, undefined=StrictUndefined, loader=DictLoader(templates)
    )
    pages = [
        environment.print_page("page.html", {"root": way, "things": things})
        for way in (root, "./", root)
    ]
    assert pages[0] == pages[2]
    return "|".join(pages[:2])


def test_a_thing_is_drawn_once_for_all_ways_to_the_root() -> None:
    """It is known by being the same; another that looks like it is drawn for itself."""
    one, other = Thing("a/"), Thing("a/")
    shown = standing_parts("../&/", one, other)
    row = (
        '<h3><a href="{0}a/">&lt;a/&gt;</a></h3><h2><a href="{0}a/">&lt;a/&gt;</a></h2>'
        "<b>&lt;a/&gt;</b>"
    )
    assert shown == f"{row.format('../&amp;/') * 2}|{row.format('./') * 2}"
    assert (one.looks, other.looks) == (4, 4)  # two rows for all ways, a box for each


@pytest.mark.parametrize(("language", "expected"), [("de", "1.006"), ("en", "1,006")])
def test_a_large_number_is_grouped_as_the_language_does(language: str, expected: str) -> None:
    """As scripts write it when they count anew."""
    catalogue, _ = load_catalogue(ROOT)
    assert catalogue.site
    frame = see_frame(Viewpoint(catalogue, TODAY, language), catalogue.site)
    environment = make_environment(frame, collect_assets(ROOT / "overrides"))
    template = environment.from_string("{{ count|number }}")
    assert template.render(count=1006) == expected
