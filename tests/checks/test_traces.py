"""Finding persons and secret addresses in free text, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.checks.traces import AddressIndex, PersonIndex
from kim.models.contact import Person

NAMED = {
    "a": Person(
        name="Dr. Erika Müller-Lüdenscheidt",
        phone="0208/305760-22",
        email="Erika.Mueller@stadt.example",
        basis="consent",
    ),
    "b": Person(name="Jan van der Stein", phone="+49 30 1234", basis="consent"),
}
PERSONS = PersonIndex(NAMED)
MANY = PersonIndex(
    {
        **NAMED,
        **{
            str(number): Person(
                name=f"Anna Beispiel{chr(97 + number)}", phone=f"0211 4455{number}", basis="consent"
            )
            for number in range(20)
        },
    }
)
"""So many are looked for in another way."""


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Fragen Sie Erika Müller-Lüdenscheidt.", 17),
        ("ERIKA MUELLER-LUEDENSCHEIDT", 6),
        ("Erika\nMüller-Lüdenscheidts Büro", 6),
        ("Frau Müller-Lüdenscheidt", 5),
        ("Frau Dr. Müller-Lüdenscheidt", 9),
        ("E. Müller-Lüdenscheidt", 3),
        ("Müller-Lüdenscheidt, Erika", 0),
        ("Jan van der Stein", 12),
        ("Herr van der Stein", 13),
        ("Jan Stein", 4),
        ("0208/305760-22", 0),
        ("Tel. 0208 305 760 22.", 5),
        ("(0208) 30 57 60 – 22", 1),
        ("+49 208 30576022", 0),
        ("+49 (0)208/305760-22", 0),
        ("0049 208 30576022", 0),
        ("tel:+4920830576022", 4),
        ("0208/305760-22, 01.07.2022", 0),
        ("030 1234", 0),
        ("Mail: erika.mueller@stadt.example", 6),
        ("[x](mailto:ERIKA.MUELLER@STADT.EXAMPLE)", 11),
        ("erika.mueller (at) stadt.example", 0),
        ("erika.mueller[at]stadt[punkt]example", 0),
        ("erika.mueller @ stadt.example", 0),
        ("erika.mueller&#64;stadt.example", 0),
        ("Erst das (hier), dann erika.mueller(ät)stadt(dot)example!", 22),
    ],
)
def test_a_person_is_found(text: str, start: int) -> None:
    """At the offset where the telling part begins."""
    assert [trace.start for trace in PERSONS.find(text)] == [start]
    for index in (PERSONS, MANY):
        assert index.may_be_in(f"12 {text} a")
        assert not index.may_be_in("Die Stadt hilft: 0208 1234-56, ki@stadt.example")


@pytest.mark.parametrize(
    "text",
    [
        "Der Stein liegt in der Heide.",
        "Erika geht zu Müller-Lüdenscheidt",
        "Müller",
        "Frau Müller",
        "Jan sitzt auf dem Stein",
        "Stein und Jan",
        "0208/305760-0",
        "0208/305760-221",
        "0208 305760",
        "1208/305760-22",
        "22.02.0208 305760",
        "info@stadt.example",
        "xerika.mueller@stadt.example",
        "erika.mueller@stadt.example.org",
        "(at) @ [at]",
        "",
        "@" * 2000,
        "0" * 2000,
        "a" * 20_000 + "@",
        "Frau Jan",
        "Dr. Erika",
    ],
)
def test_others_are_left_alone(text: str) -> None:
    """A surname alone, another extension, another address; nonsense takes no time."""
    assert list(PERSONS.find(text)) == []


def test_everyone_in_a_text_is_found() -> None:
    """Each with whose data it is."""
    text = "Jan van der Stein und Erika Müller-Lüdenscheidt, 030/1234"
    found = [(trace.owner, trace.what) for trace in PERSONS.find(text)]
    assert found == [("b", "der Name"), ("a", "der Name"), ("b", "die Rufnummer")]


ADDRESSES = AddressIndex({"a": "Hafenstraße 12", "b": "Am Markt 3a"})


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Hafenstraße 12", 0),
        ("in der Hafenstr. 12.", 7),
        ("HAFENSTRASSE 12", 0),
        ("Hafen-Straße 12", 0),
        ("Hafenstr.12", 0),
        ("wir: am Markt 3 a", 5),
        ("Am Markt 3A", 0),
    ],
)
def test_a_secret_address_is_found(text: str, start: int) -> None:
    """However Straße is written."""
    assert [trace.start for trace in ADDRESSES.find(text)] == [start]
    assert ADDRESSES.may_be_in(f"12 {text} a")
    assert not ADDRESSES.may_be_in("Hafenweg 12, Am Markt 4")


@pytest.mark.parametrize(
    "text",
    [
        "Hafenstraße",
        "Hafenstraße 120",
        "Hafenstraße 1",
        "Alte Hafenstraße, Haus 12",
        "12",
        "Am Markt 3",
        "Am Markt 3b",
        "Neuhafenstraße 12",
    ],
)
def test_other_addresses_are_left_alone(text: str) -> None:
    """Another number, another street."""
    assert list(ADDRESSES.find(text)) == []


def test_nobody_is_found_where_nobody_is() -> None:
    """An index of nothing is falsy, so that texts are not read for it."""
    assert not PersonIndex({})
    assert not AddressIndex({})
    assert list(PersonIndex({}).find("Frau Müller 030 1234 a@b.example")) == []


PARTS = st.sampled_from(
    (
        *(
            "Erika",
            "Müller-Lüdenscheidt",
            "MUELLER-LUEDENSCHEIDTS",
            "Jan",
            "Stein",
            "van der",
            "Frau",
        ),
        *("0208", "305760", "22", "+49", "(0)", "030", "1234", "/", "erika.mueller", "@", " (at) "),
        *(
            "stadt",
            ".example",
            "[punkt]",
            "Hafen",
            "Straße",
            "str.",
            "12",
            "Am Markt",
            "3",
            "a",
            "Haus",
        ),
        *(" ", " ", ", ", "\n", "\n  - ", "-", "ß", "İ"),
    )
)


@given(st.lists(PARTS, max_size=12).map("".join), st.lists(PARTS, max_size=4).map("".join))
def test_a_glance_overlooks_nothing(text: str, around: str) -> None:
    """What is found in a text may be in it, and in every text of which it is a part."""
    for index in (PERSONS, MANY, ADDRESSES):
        if list(index.find(text)):
            assert index.may_be_in(text)
            assert index.may_be_in(f"{around}\n  text: {text}\n{around}")
