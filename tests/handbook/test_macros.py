"""Every macro of the closed set draws something true from the records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kim.handbook.macros import DRAWINGS
from kim.macro_table import MACROS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.handbook.writing import Writing


def plain(html: str) -> str:
    """Give the text of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_set_is_closed() -> None:
    """What the checks allow is what can be drawn, no more and no less."""
    assert set(DRAWINGS) == set(MACROS)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('{{ angebot("migrationsberatung") }}', '<a href="../../angebote/migrationsberatung/">'),
        ('{{ organisation("ki") }}', '<a href="../../traeger/ki/">'),
        ('{{ gremium_link("lenkungskreis") }}', '<a href="../../gremien/lenkungskreis/">'),
        ('{{ programm_link("muster-programm") }}', '<a href="../../programme/muster-programm/">'),
        ('{{ dokument("muster-konzept") }}', '<cite><a href="../../dokumente/#muster-konzept">'),
        ('{{ kapitel("andere") }}', '<a href="../../handbuch/andere/">„Andere“</a>'),
        ('{{ abschnitt("andere", "teil") }}', '#teil">Abschnitt „Ein Teil“</a>'),
        ('{{ zahl("einwohner", zeile="gesamt", spalte="insgesamt") }} da', "<p>3.000 da</p>"),
        ('{{ zahl("einwohner", zeile="nord", spalte="anteil") }} da', "<p>45,0 da</p>"),
        ('{{ kontakt("kim-koordination") }}', '<div class="contact"'),
        ('{{ gremium("lenkungskreis") }}', '<div class="box" role="group"'),
        ('{{ programm("muster-programm") }}', '<div class="box" role="group"'),
        ('{{ angebote(thema="aufenthalt") }}', '<ul class="results">'),
        ('{{ stellen("muster-programm") }}', "<figcaption>Tabelle 1: Stellen"),
        ('{{ anlage("gremien") }}', "<h2 id="),
        ('{{ anlage("zustaendigkeiten") }}', 'aria-label="Tabelle: Zuständigkeiten"'),
        ("{{ organigramm() }}", '<svg role="img"'),
    ],
)  # fmt: skip
def test_a_macro_draws(write: Callable[..., Writing], call: str, expected: str) -> None:
    """The call becomes markup with addresses relative to the page."""
    html = write(seite=call, andere="## Ein Teil {: #teil }").html("seite")
    assert expected in html
    assert "{{" not in html
    assert "\x02" not in html


def test_blocks_stand_outside_paragraphs(write: Callable[..., Writing]) -> None:
    """A box inside a paragraph would be invalid HTML."""
    html = write(seite='Vorher.\n\n{{ gremium("lenkungskreis") }}\n\nNachher.').html("seite")
    assert "<p><div" not in html


def test_numbered_chapters_are_referred_to_by_number(write: Callable[..., Writing]) -> None:
    """A chapter of the concept is 'Kapitel 2', its section 'Abschnitt 2.1'."""
    writing = write(
        "eins", "zwei",
        eins='{{ kapitel("zwei") }}, {{ abschnitt("zwei", "teil") }}', zwei="## Teil",
    )  # fmt: skip
    html = writing.html("eins")
    assert ">Kapitel\xa02</a>" in html
    assert ">Abschnitt\xa02.1 „Teil“</a>" in html


def test_figures_are_numbered_in_the_order_of_the_concept(write: Callable[..., Writing]) -> None:
    """The concept's chapters come first, then the others by their paths; references agree."""
    writing = write(
        "zuletzt",
        anfang='{{ statistik("einwohner") }}\n\nSiehe {{ abbildung("organigramm") }}',
        zuletzt="{{ organigramm() }}",
    )
    assert "<figcaption>Abbildung 1: Gremien" in writing.html("zuletzt")
    first = writing.html("anfang")
    assert "<figcaption>Abbildung 2: Menschen mit Einwanderungsgeschichte" in first
    assert 'zuletzt/#abbildung-organigramm">Abbildung\xa01</a>' in first


def test_a_statistic_has_its_table_and_its_source(write: Callable[..., Writing]) -> None:
    """The chart never stands without its figures and their date."""
    html = write(seite='{{ statistik("einwohner") }}').html("seite")
    assert plain(html).endswith("Stand: 31. Dezember 2025. Quelle: Stadt Musterstadt.")
    assert '<th scope="row"><a href="../../sozialraeume/nord/">' in html
    assert '<td class="num">45,0</td>' in html


def test_the_annex_groups_services_by_category(write: Callable[..., Writing]) -> None:
    """Each category is a section of the page, so that the contents show it."""
    html = write(seite='{{ anlage("angebote") }}').html("seite")
    assert re.findall(r'<h2 id="kategorie-[^"]+">', html)
    assert '<th scope="row"><a href="../../angebote/migrationsberatung/">' in html


def test_services_side_by_side(write: Callable[..., Writing]) -> None:
    """Each service is a column, each criterion a row."""
    call = '{{ abgrenzung("migrationsberatung", "jugendberatung") }}'
    html = write(seite=call).html("seite")
    assert html.count('<th scope="col">') == 2
    assert '<th scope="row">Für wen</th>' in html


def test_programmes_with_their_own_case_management(
    example: Path, write: Callable[..., Writing]
) -> None:
    """All of them stand side by side; where there is none, that is said."""
    writing = write(seite="{{ programmvergleich() }}")
    assert "Es ist noch kein Angebot mit eigenem Case Management" in writing.html("seite")
    record = example / "directory" / "services" / "migrationsberatung.yml"
    text = record.read_text("utf-8")
    record.write_text(text.replace("method: beratung", "method: case-management"), "utf-8")
    try:
        html = write(seite="{{ programmvergleich() }}").html("seite")
    finally:
        record.write_text(text, "utf-8")
    assert '<th scope="row"><a href="../../programme/muster-programm/">' in html
    assert "<figcaption>Tabelle 1: Programme mit eigenem Case Management</figcaption>" in html
