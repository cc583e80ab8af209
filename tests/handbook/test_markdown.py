"""What chapters can do, and what they cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml.html import fragment_fromstring

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.handbook.writing import Writing


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("ein <b onclick=x>Wort</b> hier", "&lt;b onclick=x&gt;"),
        ("[x](javascript:alert(1))", "<a>x</a>"),
        ("[x](JaVaScRiPt:alert(1))", "<a>x</a>"),
        ("[x](javascript&#58;alert(1))", "<a>x</a>"),
        ("[x](javascript&colon;alert(1))", "<a>x</a>"),
        ("[x](data:text/html,hallo)", "<a>x</a>"),
        ("[x](//fremd.example/a)", "<a>x</a>"),
        ("![Bild](https://fremd.example/a.png)", '<img alt="Bild" />'),
        ("[x](https://ok.example/){: onclick=alert(1) style=color:red }",
         '<a href="https://ok.example/">x</a>'),
        ("## Titel {: #__config }", '<h2 id="config">'),
        ("\ue0000\ue001", "<p>0</p>"),
    ],
)  # fmt: skip
def test_text_has_no_power(write: Callable[..., Writing], text: str, harmless: str) -> None:
    """HTML stays text; addresses that run or fetch something and stray attributes vanish."""
    html = write(seite=text).html("seite")
    assert harmless in html
    assert "<script" not in html
    assert "javascript" not in html.lower()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kinder*innen und Berater*innen", "Kinder*innen und Berater*innen"),
        ("Berater*innen, **Lehrer*innen und** x*innen z",
         "Berater*innen, <strong>Lehrer*innen und</strong> x*innen z"),
        ("a*b**c*d", "a*b**c*d"),
        ("*Berater*innen* und `a*b`", "<em>Berater*innen</em> und <code>a*b</code>"),
        ("[Lehrer*innen](https://ok.example/a*b*c)",
         '<a href="https://ok.example/a*b*c">Lehrer*innen</a>'),
    ],
)  # fmt: skip
def test_a_star_between_letters_is_a_letter(
    write: Callable[..., Writing], text: str, shown: str
) -> None:
    """Also where nobody wrote a backslash before it; no letter beside it is lost."""
    assert write(seite=text).html("seite") == f"<p>{shown}</p>"


def test_a_refused_address_is_told(write: Callable[..., Writing]) -> None:
    """The author learns which address was dropped."""
    writing = write(seite="[x](data:text/html,hallo)")
    writing.html("seite")
    assert writing.warnings == [
        (
            "die Adresse 'data:text/html,hallo' ist nicht erlaubt; erlaubt sind Seiten des"
            " Handbuchs, https://, mailto: und tel:"
        )
    ]


@pytest.mark.parametrize(
    "address", ["https://a.example/", "mailto:a@b.example", "tel:030123", "../x/", "x.md", "#y"]
)
def test_ordinary_addresses_stay(write: Callable[..., Writing], address: str) -> None:
    """Links to pages, anchors, the web, mail and phone work."""
    assert f'href="{address}"' in write(seite=f"[x]({address})").html("seite")


def test_headings_have_addresses_and_named_links(write: Callable[..., Writing]) -> None:
    """The address folds umlauts; the link beside it says where it leads."""
    html = write(seite="## Über Träger\\*innen").html("seite")
    assert (
        '<div class="heading heading-h2"><h2 id="ueber-traegerinnen">Über Träger*innen</h2>' in html
    )
    assert 'href="#ueber-traegerinnen"' in html
    assert 'aria-label="Link zu: Über Träger*innen"' in html


def test_a_label_says_a_sign_as_it_is_seen(write: Callable[..., Writing]) -> None:
    """An author may write & and < as HTML does; the link's name says the same as the heading."""
    html = write(seite="## A &amp; B &lt; C").html("seite")
    assert ">A &amp; B &lt; C</h2>" in html
    assert 'aria-label="Link zu: A &amp; B &lt; C"' in html


def test_a_label_says_the_words_of_a_sign_where_they_are_meant(
    write: Callable[..., Writing],
) -> None:
    """What is seen as &lt; in a heading is heard so too, and in the name of a table."""
    text = "## A &amp;lt; B\n\n| A &amp;lt; |\n|---|\n| x |"
    page = fragment_fromstring(write(seite=text).html("seite"), create_parent="div")
    assert [one.get("aria-label") for one in page.iter() if one.get("aria-label")] == [
        "Link zu: A &lt; B",
        "Tabelle: A &lt;",
    ]


def test_sections_of_the_concept_are_numbered(write: Callable[..., Writing]) -> None:
    """The second chapter's second section is 2.2; other chapters and smaller headings are not."""
    writing = write("eins", "zwei", eins="## A", zwei="## B\n\n### C\n\n## D", drei="## E")
    assert '<h2 id="d"><span class="section-number">2.2</span> D</h2>' in writing.html("zwei")
    assert '<h3 id="c">C</h3>' in writing.html("zwei")
    assert "section-number" not in writing.html("drei")


def test_tables_scroll_in_named_frames(write: Callable[..., Writing]) -> None:
    """Two tables with the same head have different names; figures stand to the right."""
    table = "| A | B |\n|---|--:|\n| 1 | 2 |\n\n"
    html = write(seite=table + "Text\n\n" + table).html("seite")
    assert 'aria-label="Tabelle: A und B"' in html
    assert 'aria-label="Tabelle: A und B (2)"' in html
    assert '<td class="num">2</td>' in html
    assert "align" not in html


def test_footnotes_have_names(write: Callable[..., Writing]) -> None:
    """The small signs say what they are; macros work inside."""
    html = write(seite='Text.[^a]\n\n[^a]: Siehe {{ angebot("migrationsberatung") }}').html("seite")
    assert 'aria-label="Fußnote 1"' in html
    assert 'aria-label="Zurück zum Text bei Fußnote 1"' in html
    assert '<a href="../../angebote/migrationsberatung/">' in html
