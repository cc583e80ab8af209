"""What pages show: addresses, words, fall-backs, and what must stay hidden."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, get_args, get_origin

import pytest

from kim.models import KINDS, Site
from kim.models.contact import Contact
from kim.models.location import Location
from kim.models.service import Service
from kim.translate import model_in
from kim.views.formats import drop_marks, say_age, say_days, say_number, say_period
from kim.views.labels import CHOICES
from kim.views.page import ROWS_ON_A_PAGE, cut_page, pages_of
from kim.views.parts import see_contact, see_status
from kim.views.places import see_place
from kim.views.plain import see_plain
from kim.views.services import see_service
from kim.views.terms import see_terms, services_by
from kim.views.viewpoint import Phrase, Viewpoint, href_of, once
from tests.making import make_catalogue

if TYPE_CHECKING:
    from pydantic import BaseModel

TODAY = date(2026, 11, 21)
AWO = "{name: AWO, type: welfare}"


def models_below(model: type[BaseModel]) -> set[type[BaseModel]]:
    """Collect a model and the models in its fields."""
    parts = {part for info in model.model_fields.values() if (part := model_in(info.annotation))}
    return {model}.union(*map(models_below, parts))


def choices_in(annotation: object) -> tuple[str, ...]:
    """Find the fixed choices of a field inside options and lists."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(choice for part in get_args(annotation) for choice in choices_in(part))


def test_every_choice_has_a_german_label() -> None:
    """A choice in a model without a label would show its code to readers."""
    models = set().union(*map(models_below, (*KINDS.values(), Site)))
    found = {
        (model.__name__, name): set(choices_in(info.annotation))
        for model in models
        for name, info in model.model_fields.items()
        if choices_in(info.annotation)
    }
    assert {place: set(labels) for place, labels in CHOICES.items()} == found


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2021, 5, 26), date(2021, 5, 28), "26. bis 28. Mai 2021"),
        (date(2021, 6, 29), date(2021, 7, 1), "29. Juni 2021 – 1. Juli 2021"),
        (date(2021, 4, 14), None, "14. April 2021"),
    ],
)
def test_days_are_said_as_people_say_them(first: date, last: date | None, words: str) -> None:
    """The month and year that two days share are said once."""
    assert say_days(first, last, "de") == words


@pytest.mark.parametrize(
    ("number", "words"),
    [("212199", "212.199"), ("54", "54"), ("54.0", "54,0"), ("54.00", "54,00"), ("0.5", "0,5")],
)
def test_numbers_keep_their_decimals(number: str, words: str) -> None:
    """54,0 Prozent stays 54,0 as the source has it."""
    assert say_number(Decimal(number), "de") == words


def test_periods_and_ages_in_words() -> None:
    """Open ends are said, and nothing is said where nothing limits."""
    assert say_period(None, date(2022, 6, 30), "de") == "bis 30.06.2022"
    assert say_period(date(2022, 7, 1), None, "de") == "seit 01.07.2022"
    assert say_period(None, None, "de") == ""
    assert say_age(18, 27, "de") == "Menschen von 18 bis 27 Jahren"
    assert say_age(None, None, "de") == ""


def test_a_missing_translation_falls_back_to_german_and_says_so() -> None:
    """The text is German, and the page can mark it as German."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        services__mbe="{name: {de: Beratung, en: Counselling}, organization: awo, summary: Hilft}",
    )
    service = catalogue.all(Service)["mbe"]
    row = see_service(Viewpoint(catalogue, TODAY, "en"), service).row
    assert row.name == Phrase("Counselling")
    assert row.summary == Phrase("Hilft", "de")


def test_addresses_follow_from_kind_and_id() -> None:
    """Kinds with many facts have pages, the others anchors."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        services__mbe="{name: MBE, organization: awo}",
        glossary__kim="{name: KIM, description: Programm}",
    )
    assert href_of(catalogue.all(Service)["mbe"]) == "angebote/mbe/"
    assert href_of(catalogue.records["glossary"]["kim"]) == "glossar/#kim"


def test_a_person_is_shown_only_until_the_agreed_day() -> None:
    """After that day the function stays and the person goes."""
    catalogue = make_catalogue(
        organizations__ki="{name: KI, type: administrative_unit}",
        contacts__leitung="""
            name: Leitung
            organization: ki
            person: {name: Erika Muster, phone: 030 1234-5, until: 2026-11-20,
                basis: official_function}
        """,
    )
    contact = catalogue.all(Contact)["leitung"]
    after = see_contact(Viewpoint(catalogue, TODAY), contact)
    before = see_contact(Viewpoint(catalogue, date(2026, 11, 20)), contact)
    assert before.person == "Erika Muster"
    assert before.person_reach.phones[0].dial == "+493012345"
    assert after.person is None
    assert after.person_reach.is_empty


SHELTER = """
    name: Schutzhaus
    address: {street: Geheimweg 7, city: Musterstadt}
    transportation: Bus 7 bis Geheimweg
    accessibility_note: Klingel hinten
    confidential: ja
"""


def test_a_confidential_place_shows_nothing_but_its_name() -> None:
    """Neither the place's own view nor the plain page may tell the address."""
    catalogue = make_catalogue(locations__schutzhaus=SHELTER)
    location = catalogue.all(Location)["schutzhaus"]
    view = Viewpoint(catalogue, TODAY)
    place = see_place(view, location)
    assert (place.address, place.area, place.transportation) == ((), None, None)
    assert place.is_confidential
    plain = see_plain(view, location)
    assert plain.is_confidential
    shown = repr(plain)
    assert "Geheimweg" not in shown
    assert "Klingel" not in shown


def test_a_place_is_written_as_people_write_it() -> None:
    """The address in two lines, hours by days; what is over is not shown."""
    catalogue = make_catalogue(
        locations__haus="""
            name: Haus
            address: {street: Musterstraße 1, postal_code: "12345", city: Musterstadt}
            schedules:
              - {days: [mo, di, mi], opens_at: "08:00", closes_at: "12:00"}
              - {days: [fr], opens_at: "09:00", valid_until: 2026-11-20}
        """,
    )
    shown = see_plain(Viewpoint(catalogue, TODAY), catalogue.all(Location)["haus"])
    address, hours = shown.facts
    assert [str(line) for line in address.values] == ["Musterstraße 1", "12345 Musterstadt"]
    assert [(one.days, one.hours) for one in hours.schedules] == [
        ("Montag bis Mittwoch", "08:00 bis 12:00 Uhr")
    ]


def test_status_says_what_holds_today() -> None:
    """Ended, ending, upcoming and current are told apart to the day."""
    ends = make_catalogue(
        organizations__awo=AWO,
        services__a="{name: A, organization: awo, valid_until: 2022-06-30}",
        services__b="{name: B, organization: awo, valid_from: 2022-07-01}",
    )
    service, later = ends.all(Service)["a"], ends.all(Service)["b"]
    last = Viewpoint(ends, date(2022, 6, 30))
    assert see_status(last, service).code == "ending"
    assert see_status(last, later).text == "Beginnt am 01.07.2022"
    first = Viewpoint(ends, date(2022, 7, 1))
    assert see_status(first, service).text == "Beendet am 30.06.2022"
    assert see_status(first, later).code == "current"


@pytest.mark.parametrize("count", [0, 1, ROWS_ON_A_PAGE, ROWS_ON_A_PAGE + 1, 3 * ROWS_ON_A_PAGE])
def test_long_lists_are_split_without_loss(count: int) -> None:
    """Every row stands on exactly one page, in order, and every page knows how many there are."""
    rows = list(range(count))
    pages = pages_of("angebote/", count)
    parts = [cut_page(rows, str(number)) for number in range(1, len(pages) + 1)]
    assert [row for _, part in parts for row in part] == rows
    assert {length for length, _ in parts} == {count}
    assert pages[:2] in {("angebote/",), ("angebote/", "angebote/seite-2/")}
    assert all(len(part) <= ROWS_ON_A_PAGE for _, part in parts)


def test_what_has_ended_is_listed_but_not_counted() -> None:
    """A topic says how many services are open, not how many there ever were."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        taxonomies__topics="{name: Themen, terms: [{id: arbeit, name: Arbeit}]}",
        services__a="{name: A, organization: awo, topics: [arbeit], valid_until: 2026-11-20}",
        services__b="{name: B, organization: awo, topics: [arbeit], valid_until: 2026-11-21}",
    )
    view = Viewpoint(catalogue, TODAY)
    (row,) = see_terms(view, "topics")
    assert row.service_count == 1
    assert len(services_by(view, "topics")["arbeit"]) == 2


def test_a_thing_is_seen_once_from_each_viewpoint() -> None:
    """Again from there it is the very same; from elsewhere it is looked at anew."""
    looks: list[tuple[str, str]] = []

    @once
    def see(view: Viewpoint, letters: str) -> str:
        looks.append((view.language, letters))
        return f"{view.language} {letters}"

    catalogue = make_catalogue()
    german, english = Viewpoint(catalogue, TODAY), Viewpoint(catalogue, TODAY, "en")
    assert [see(german, "a"), see(german, "a"), see(english, "a")] == ["de a", "de a", "en a"]
    assert [see(german, "b"), see(german, "a")] == ["de b", "de a"]
    assert looks == [("de", "a"), ("en", "a"), ("de", "b")]
    assert german == Viewpoint(catalogue, TODAY)
    assert german.in_language("en") is german.in_language("en")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**fett**, *schräg* und _auch_", "fett, schräg und auch"),
        ("**ganz *innen* fett**", "ganz innen fett"),
        ("Berater*innen und Träger\\*innen", "Berater*innen und Träger*innen"),
        ("3 * 4 * 5, snake_case_name", "3 * 4 * 5, snake_case_name"),
        ("*nicht zu", "*nicht zu"),
    ],
)
def test_marks_of_emphasis_go_and_letters_stay(text: str, plain: str) -> None:
    """The star of a gender is a letter."""
    assert drop_marks(text) == plain
