"""Shapes say of every field what an author may write."""

from __future__ import annotations

import pytest

from kim.models import KINDS, Record, Site
from kim.models.base import Citation, Phone, Schedule
from kim.models.contact import Contact, Person
from kim.models.glossary import GlossaryEntry
from kim.models.service import Service
from kim.models.statistic import Row
from kim.reference import say_form
from kim.shape import fields_of, own_fields, parts_of


@pytest.mark.parametrize(
    ("model", "name", "form"),
    [
        (Service, "name", "Text, auch je Sprache"),
        (Service, "description", "Text mit Absätzen, auch je Sprache"),
        (Service, "organization", "Kennung aus `organizations/`"),
        (Service, "successor", "Kennung aus demselben Ordner"),
        (Service, "formerly", "Liste: Kennung"),
        (Service, "topics", "Liste: Begriff aus `taxonomies/topics.yml`"),
        (Service, "phones", "Liste: Block"),
        (Service, "access", "Block"),
        (Service, "valid_from", "Datum"),
        (Service, "email", "E-Mail-Adresse"),
        (Service, "website", "Internet-Adresse"),
        (Phone, "number", "Rufnummer"),
        (Phone, "type", "eins von `voice`, `mobile`, `fax`, `sms`"),
        (Schedule, "opens_at", "Uhrzeit"),
        (Schedule, "by_appointment", "`ja` oder `nein`"),
        (Row, "values", "je Zeile `kennung: wert`; Wert: Zahl, deutsch geschrieben"),
        (Site, "languages", "Liste: Text in einer Zeile"),
    ],
)
def test_a_shape_is_said_in_german(model: type, name: str, form: str) -> None:
    """Every kind of type is recognised, also inside lists, options and annotations."""
    field = next(field for field in fields_of(model) if field.name == name)
    assert say_form(field.shape) == form


@pytest.mark.parametrize("model", [*KINDS.values(), Site], ids=lambda model: model.__name__)
def test_every_field_can_be_said(model: type) -> None:
    """No type is forgotten when a model grows."""
    for part in (model, *parts_of(model)):
        assert all(say_form(field.shape) for field in fields_of(part))


def test_the_id_is_no_line_of_a_record() -> None:
    """It is the file's name; in a row of a table it is a line."""
    assert "id" not in [field.name for field in fields_of(Service)]
    assert "id" in [field.name for field in fields_of(Row)]


def test_parts_are_found_at_any_depth() -> None:
    """Each block once, in the order of the fields."""
    assert parts_of(Contact) == (Citation, Phone, Person)


def test_own_fields_are_those_a_kind_adds_or_words_anew() -> None:
    """The glossary asks for its description, every other kind may do without."""
    assert [field.name for field in own_fields(GlossaryEntry)] == [
        "description",
        "abbreviation",
        "simple",
        "see_also",
    ]
    assert own_fields(Record) == ()
