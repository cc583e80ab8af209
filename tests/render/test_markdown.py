"""Record text becomes paragraphs, lists, emphasis and safe links, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.render.environment import mark_language
from kim.render.markdown import parser, render_inline, render_markdown
from kim.views.viewpoint import Phrase


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Eins\n\nZwei", "<p>Eins</p>\n<p>Zwei</p>\n"),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>\n"),
        ("**fett** und *kursiv*", "<p><strong>fett</strong> und <em>kursiv</em></p>\n"),
        ("[KI](https://ki.example/)", '<p><a href="https://ki.example/">KI</a></p>\n'),
        ("[Mail](mailto:a@b.example)", '<p><a href="mailto:a@b.example">Mail</a></p>\n'),
        (r"Berater\*innen", "<p>Berater*innen</p>\n"),
        ("# Titel", "<p># Titel</p>\n"),
    ],
)
def test_the_small_subset(text: str, html: str) -> None:
    """What authors may write comes out as they mean it."""
    assert render_markdown(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](//fremd.example/)",
        "![x](https://fremd.example/bild.png)",
        "`<b>`",
        "    <b>Code</b>",
    ],
)
def test_nothing_else_becomes_markup(text: str) -> None:
    """No element, no image, no address that runs or leaves the site unseen."""
    html = render_markdown(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "href=" not in html or 'href="https://fremd.example/bild.png"' in html


def test_one_line_has_no_paragraph() -> None:
    """A line inside a list item stays a line."""
    assert render_inline("*Hinweis* & mehr") == "<em>Hinweis</em> &amp; mehr"


def test_text_in_another_language_is_marked() -> None:
    """German text on an Arabic page is read and laid out as German."""
    assert mark_language(Phrase("Hallo")) == "Hallo"
    marked = mark_language(Phrase("<Hallo>", "de"))
    assert marked == '<span lang="de" dir="ltr">&lt;Hallo&gt;</span>'


MARKS = st.sampled_from(list("ab 1\n\n*_-+.)<>&\"'[]()\\\t\r\0\x0b\x85\u2028\xa0#`ä"))


@settings(max_examples=300)
@given(st.text(MARKS) | st.text())
def test_a_text_without_marks_is_what_the_parser_would_make_of_it(text: str) -> None:
    """Most texts have no mark and are never parsed."""
    assert render_markdown(text) == parser().render(text)
    assert render_inline(text) == parser().renderInline(text)
