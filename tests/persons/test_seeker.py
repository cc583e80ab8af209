"""What names a person in a text, and how sure that is."""

from __future__ import annotations

import pytest

from kim.editions.mentions import Certainty, settle
from kim.models.contact import Person
from kim.persons.seeker import PersonSeeker

PERSON = Person(
    name="Prof. Dr. Anna Lena von Oberstein",
    phone="0208 305760-22",
    email="anna.oberstein@stadt.example",
    basis="consent",
)


def seeker(*common: str, shared: str = "", name: str = "") -> PersonSeeker:
    """Look for the person, or for somebody called otherwise."""
    person = Person(name=name, basis="consent") if name else PERSON
    return PersonSeeker([person], common=frozenset(common), shared=frozenset({shared} - {""}))


def found(text: str, one: PersonSeeker) -> dict[str, str]:
    """Give what was found, and how sure it is."""
    return {
        text[mention.start : mention.end]: mention.certainty for mention in settle(one.find(text))
    }


SURE = {
    "the whole name": ("Anna Lena von Oberstein geht", "Anna Lena von Oberstein"),
    "one given name": ("es ist Anna Oberstein", "Anna Oberstein"),
    "an initial": ("gez. A. von Oberstein", "A. von Oberstein"),
    "turned": ("Oberstein, Anna", "Oberstein, Anna"),
    "a form of address": ("mit Frau Oberstein reden", "Oberstein"),
    "a title": ("Dr. von Oberstein", "von Oberstein"),
    "whose": ("Frau Obersteins Büro", "Obersteins"),
    "a longer word": ("AnnaLenavonObersteinPreis", "AnnaLenavonOberstein"),
    "the phone": ("Tel. 0208 30 57 60-22.", "0208 30 57 60-22"),
    "the phone from abroad": ("+49 (0) 208 305760-22", "+49 (0) 208 305760-22"),
    "the mail": ("an anna.oberstein@stadt.example,", "anna.oberstein@stadt.example"),
    "a hidden mail": ("anna.oberstein [ät] stadt [punkt] example",) * 2,
}


@pytest.mark.parametrize(("text", "part"), SURE.values(), ids=SURE)
def test_some_forms_are_sure(text: str, part: str) -> None:
    """Also where the surname is a word that others use."""
    assert found(text, seeker("oberstein", "anna")) == {part: Certainty.SURE}


@pytest.mark.parametrize(
    "text",
    [
        "0208 305760-221",
        "1 208 3057602",
        "anna.obersteiner@stadt.example",
        "oberstein",
        "Kein Wort",
    ],
)
def test_what_only_looks_like_it_is_nothing(text: str) -> None:
    """Another extension, another mail, a word that begins small."""
    assert found(text, seeker("oberstein")) == {}


def test_a_surname_alone_depends_on_who_else_uses_the_word() -> None:
    """If nobody does it is meant where the person is named; else somebody has to say."""
    assert found("Oberstein kam", seeker()) == {"Oberstein": Certainty.IF_NAMED}
    assert found("Oberstein kam", seeker("oberstein")) == {"Oberstein": Certainty.OPEN}
    assert found("Anna kam", seeker()) == {"Anna": Certainty.IF_NAMED}
    assert found("Anna kam", seeker("anna")) == {}


def test_with_the_surname_of_somebody_else_the_form_of_address_is_not_enough() -> None:
    """It may be the other one; a given name tells them apart."""
    both = seeker("oberstein", shared="oberstein")
    assert found("Frau Oberstein", both) == {"Oberstein": Certainty.OPEN}
    assert found("Anna Oberstein", both) == {"Anna Oberstein": Certainty.SURE}


def test_a_short_name_inside_a_word_is_asked_about() -> None:
    """Karolina is not Li Na."""
    name = seeker(name="Li Na")
    assert found("Karolina", name) == {"lina": Certainty.OPEN}
    assert found("Li Na", name) == {"Li Na": Certainty.SURE}


def test_the_number_of_the_function_is_nobody_s() -> None:
    """It may stay where it stands."""
    assert found("0208 305760-22", seeker("20830576022")) == {}
