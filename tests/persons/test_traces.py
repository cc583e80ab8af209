"""Whoever is named is found, in every form a name, a number or an address can hide in."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import openpyxl
import pytest

from kim.models.contact import Person
from kim.paper.typeset import typeset
from kim.persons.traces import Marks, marks_of

PERSON = Person(
    name="Dr. Jürgen Müller-Öztürk",
    phone="0208 305760-22",
    email="juergen.mueller@stadt.example",
    basis="consent",
)
MARKS = marks_of(PERSON, frozenset())
NAME, MAIL = "Jürgen Müller-Öztürk", "juergen.mueller@stadt.example"


def packed(text: str) -> bytes:
    """Put a text into a zip inside a zip."""
    data = text.encode()
    for name in ("innen.txt", "aussen.zip"):
        with io.BytesIO() as file:
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr(name, data)
            data = file.getvalue()
    return data


def workbook(text: str) -> bytes:
    """Write a text into a cell."""
    book = openpyxl.Workbook()
    book.active["B2"] = text
    with io.BytesIO() as file:
        book.save(file)
        return file.getvalue()


def printed(text: str) -> bytes:
    """Set a text on paper, in a line that is too short for it."""
    node = {"t": "p", "c": [f"{'Es schreibt Ihnen ' * 5}{text}"]}
    book = {
        "title": "K",
        "place": "",
        "publisher": "",
        "edition": "",
        "facts": [],
        "labels": [],
        "chapters": [{"title": "1", "label": "a#", "nodes": [node]}],
    }
    return typeset(book, date(2026, 11, 21), Path(__file__).parent)


FORMS = {
    "plain": NAME,
    "capitals": NAME.upper(),
    "turned": "Müller-Öztürk, Jürgen",
    "first name alone": "Fragen Sie Jürgen!",
    "surname alone": "Sprechstunde Müller",
    "no umlauts": "Juergen Mueller-Oeztuerk",
    "decomposed": normalize("NFD", NAME),
    "compatibility letters": "Ｊürgen Ｍüller",
    "named entities": "J&uuml;rgen M&uuml;ller-&Ouml;zt&uuml;rk",
    "numbered entities": "&#74;&#x00FC;rgen",
    "entities twice": "J&amp;uuml;rgen",
    "percent": quote(NAME),
    "json escapes": json.dumps({"name": NAME}),
    "tags inside": "J<b>ür</b>gen <i>Mül</i>ler",
    "broken line": "Jürgen Müller-\nÖztürk",
    "soft hyphen": "Jür\u00adgen Mül\u00adler-Öz\u00adtürk",
    "no-break space": "Jürgen\u00a0Müller\u2011Öztürk",
    "bidi marks": "\u2068Jürgen Müller\u2069",
    "mail": MAIL,
    "mail in link": f"mailto:{quote(MAIL, safe='')}",
    "mail as entities": MAIL.replace("@", "&#64;").replace(".", "&#46;"),
    "phone": "0208 305760-22",
    "phone to dial": "tel:+4920830576022",
    "phone otherwise": "(0208) 30 57 60 / 22",
    "phone abroad": "0049 208 305760-22",
    "phone with entities": "0208&nbsp;305760&#8209;22",
    "phone without zero": "208-30576022",
}


@pytest.mark.promise("traces-found")
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_is_found(form: str) -> None:
    """In the middle of a page."""
    assert MARKS.are_in(f"<p>Ein Satz. {form} – und weiter 2022-06-24.</p>".encode())


@pytest.mark.parametrize(
    "pack",
    [
        str.encode,
        lambda text: gzip.compress(text.encode()),
        lambda text: gzip.compress(packed(text)),
        packed,
        workbook,
        printed,
    ],
    ids=["text", "gzip", "zip in gzip", "zip in zip", "workbook", "pdf"],
)
def test_what_is_packed_is_unpacked(pack: object) -> None:
    """Each with and without the person."""
    assert callable(pack)
    assert MARKS.are_in(pack(f"{NAME}, {MAIL}, 0208 305760-22"))
    assert not MARKS.are_in(pack("Fragen Sie bei der KIM-Koordination, 0208 305760-11"))


def test_a_word_that_is_used_otherwise_gives_nobody_away() -> None:
    """Stein is a stone; Jeldrik is not."""
    person = Person(name="Jeldrik Stein", basis="consent")
    marks = marks_of(person, frozenset({"stein", "strasse"}))
    assert not marks.are_in(b"<p>Ein Stein in der Steinstra\xc3\x9fe</p>")
    assert marks.are_in(b"<p>Jeldrik</p>")
    assert marks.are_in(b"<p>Stein, Jeldrik</p>")


def test_the_number_of_the_function_gives_nobody_away() -> None:
    """Where the person answers the function's own phone."""
    marks = marks_of(PERSON, frozenset({"20830576022"}))
    assert not marks.are_in(b"0208 305760-22")
    assert marks.are_in(MAIL.encode())


def test_nothing_is_found_where_nothing_is() -> None:
    """Also not in bytes that are no text."""
    assert not MARKS.are_in(bytes(range(256)) * 100)
    assert not Marks(frozenset(), frozenset()).are_in(NAME.encode())


def test_a_longer_number_is_another_extension() -> None:
    """Whose first digits are the same."""
    assert not MARKS.are_in(b"0208 305760-221")
    assert MARKS.are_in(b"0208 305760-221, 0208 305760-22.")


def test_a_short_name_is_no_part_of_a_word() -> None:
    """Karolina is not Li Na; but in whatever form it stands alone it is found."""
    marks = marks_of(Person(name="Li Na", basis="consent"), frozenset())
    assert not marks.are_in(b"Karolina aus Berlin, am Ende")
    for form in ("Li Na", "Na, Li", "LI\nNA", "Li Nas Büro", "L<b>i</b> N&#97;", "Li%20Na"):
        assert marks.are_in(f"<p>Das ist {form}.</p>".encode()), form
