"""Terms are explained where they first stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.handbook.writing import Writing

LINK = '<a class="term" href="../../glossar/#kim"'


def test_the_first_place_in_every_section_is_linked(write: Callable[..., Writing]) -> None:
    """Twice in one section gives one link; the next section has its own."""
    html = write(seite="KIM und KIM.\n\n## Zwei\n\nKIM.\n\n### Drei\n\nKIM").html("seite")
    assert html.count(LINK) == 2
    assert f"<p>{LINK}" in html


def test_the_explanation_is_one_sentence(write: Callable[..., Writing]) -> None:
    """The title names the term and gives the first sentence of its explanation."""
    html = write(seite="KIM").html("seite")
    assert 'title="Kommunales Integrationsmanagement: ' in html


@pytest.mark.parametrize(
    "text",
    [
        "## KIM",
        "[KIM](https://a.example/)",
        "`KIM`",
        "KIM-Stelle",
        "Anti-KIM",
        "KIMs",
        "KIM\\*innen",
        "| KIM |\n|---|\n| x |",
    ],
)
def test_other_places_stay_as_they_are(write: Callable[..., Writing], text: str) -> None:
    """Headings, links, code, compounds and heads of tables are left alone."""
    assert LINK not in write(seite=text).html("seite")


@pytest.mark.parametrize(
    "text",
    ["des Kommunalen Integrationsmanagements", "(KIM)", "„KIM“", "**KIM**", "- KIM",
     "das Kommunale Integrationsmanagement", "A[^1]\n\n[^1]: KIM"],
)  # fmt: skip
def test_inflected_and_marked_words_are_found(write: Callable[..., Writing], text: str) -> None:
    """German endings, brackets, emphasis, lists and footnotes do not hide a term."""
    assert html_has_one(write(seite=text).html("seite"))


def html_has_one(html: str) -> bool:
    """Tell whether exactly one link leads to the entry."""
    return html.count(LINK) == 1


def test_text_around_several_terms_stays_in_order(write: Callable[..., Writing]) -> None:
    """Links go where the words stood."""
    html = write(seite="Das KI macht KIM gut.").html("seite")
    assert html.index("Das ") < html.index("#ki") < html.index("macht") < html.index("#kim")
    assert html.endswith("gut.</p>")
