"""What a service's page is made from: places, hours, entry, related services, German terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kim.models.location import Location
from kim.models.service import Service
from kim.views.places import see_place
from kim.views.related import MOST_RELATED, see_related
from kim.views.services import see_service
from kim.views.viewpoint import Viewpoint
from tests.hours_site import TODAY, load_hours_site
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.views.services import ServiceView

AWO = "{name: AWO, type: welfare}"
TOPICS = "{name: Themen, terms: [{id: geld, name: Geld}, {id: wohnen, name: Wohnen}]}"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Load the site whose services say everything."""
    return load_hours_site(tmp_path_factory.mktemp("hours") / "source")


def view_of(catalogue: Catalogue, name: str, language: str = "de") -> ServiceView:
    """Give the view of one service."""
    return see_service(Viewpoint(catalogue, TODAY, language), catalogue.all(Service)[name])


def test_hours_are_said_in_words(catalogue: Catalogue) -> None:
    """Days in a row are joined, exceptions carry their time, single days their date."""
    lines = view_of(catalogue, "familienberatung").schedules
    assert [(line.days, line.hours, line.period, line.is_closed) for line in lines] == [
        ("Montag bis Mittwoch", "09:00 bis 12:00 Uhr", "", False),
        ("Donnerstag", "14:00 bis 17:00 Uhr", "", False),
        ("Montag", "15:00 bis 16:00 Uhr", "19.07.2027 bis 31.08.2027", False),
        ("24.12.2026, 31.12.2026", "", "", True),
    ]


def test_holidays_are_those_of_this_and_the_next_two_years(catalogue: Catalogue) -> None:
    """Past ones are left out; after the last year the page says nothing."""
    opening = view_of(catalogue, "familienberatung").opening
    assert opening is not None
    assert (opening.holidays[0], opening.holidays[-1]) == ("2026-12-25", "2028-12-26")
    assert opening.until == "2028-12-31"


def test_the_house_does_not_speak_for_the_service(catalogue: Catalogue) -> None:
    """Own hours count alone; only by appointment is not open because the house is."""
    own = view_of(catalogue, "familienberatung")
    assert [(place.schedules, place.opening) for place in own.places] == [((), None)]
    appointment = view_of(catalogue, "einbuergerungsberatung")
    assert [place.opening for place in appointment.places] == [None]
    assert not appointment.has_opening


def test_where_one_only_comes_with_an_appointment_all_hours_say_so(catalogue: Catalogue) -> None:
    """The author need not repeat it in every line."""
    view = view_of(catalogue, "rechtsberatung")
    assert [line.by_appointment for line in view.schedules] == [True]
    assert view.opening is not None
    assert view.opening.schedules[0]["appointment"] is True


def test_what_has_ended_is_not_open(catalogue: Catalogue) -> None:
    """Nobody reckons the hours of a service that is no more."""
    assert not view_of(catalogue, "integrationsberatung").has_opening


def test_ways_to_a_map() -> None:
    """With coordinates a route and the phone's own map; with an address a search; else nothing."""
    catalogue = make_catalogue(
        locations__a="""
            name: A
            address: {street: Weg 1, postal_code: "12345", city: Musterstadt}
            latitude: "51.5"
            longitude: "7.25"
        """,
        locations__b='{name: B, address: {street: "Am Kö 2 & 3", city: Musterstadt}}',
        locations__c="{name: C, address: {city: Musterstadt}}",
        locations__d="""
            name: D
            confidential: ja
            address: {street: Weg 1, city: Musterstadt}
            latitude: "51.5"
            longitude: "7.25"
        """,
    )
    view = Viewpoint(catalogue, TODAY)
    places = [see_place(view, location) for location in catalogue.all(Location).values()]
    assert [(place.map_href, place.geo_href) for place in places] == [
        ("https://www.openstreetmap.org/directions?to=51.5%2C7.25", "geo:51.5,7.25"),
        (
            "https://www.openstreetmap.org/search?query=Am%20K%C3%B6%202%20%26%203%2C%20Musterstadt",
            None,
        ),
        (None, None),
        (None, None),
    ]
    assert (places[3].address, places[3].postal, places[3].coordinates) == ((), None, None)


def test_what_nobody_told_us_is_named(catalogue: Catalogue) -> None:
    """Readers see that it is missing, not that there is none."""
    assert view_of(catalogue, "familienberatung").unknown == ()
    assert view_of(catalogue, "jugendberatung").unknown == ("Kosten",)


def test_german_terms_stand_beside_another_language(catalogue: Catalogue) -> None:
    """Whoever helps the reader may know German only."""
    view = view_of(catalogue, "familienberatung", "ar")
    assert view.german is not None
    assert view.german_name == ("Beratung für Familien", "")
    assert [str(text) for text in view.german.entry.documents] == [
        "Ausweis oder Pass",
        "Briefe von Ämtern, um die es geht",
    ]
    assert view_of(catalogue, "familienberatung").german is None


def related(catalogue: Catalogue, name: str) -> list[str]:
    """Name the services shown as related."""
    links = see_related(Viewpoint(catalogue, TODAY), catalogue.all(Service)[name])
    return [str(link.text) for link in links]


def test_related_services_are_the_next_in_the_topic() -> None:
    """From one's own place on, round the end, at most four, never oneself, main topic first."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        taxonomies__topics=TOPICS,
        **{
            f"services__{name}": f"{{name: {name.upper()}, organization: awo, topics: [geld]}}"
            for name in ("a", "b", "c", "d", "e", "f")
        },
        services__w="{name: W, organization: awo, topics: [wohnen, geld]}",
        services__x="{name: X, organization: awo, topics: [wohnen]}",
    )
    assert related(catalogue, "a") == ["B", "C", "D", "E"]
    assert related(catalogue, "e") == ["F", "W", "A", "B"]
    assert related(catalogue, "w") == ["X", "A", "B", "C"]
    assert related(catalogue, "x") == ["W"]
    assert len(related(catalogue, "f")) == MOST_RELATED


def test_related_is_neither_ended_nor_delimited() -> None:
    """What is no more, and what the page names already, is not named again."""
    catalogue = make_catalogue(
        organizations__awo=AWO,
        taxonomies__topics=TOPICS,
        services__a="""
            name: A
            organization: awo
            topics: [geld]
            delimitations: [{service: b, description: Wenn Sie jung sind}]
        """,
        services__b="{name: B, organization: awo, topics: [geld]}",
        services__c="{name: C, organization: awo, topics: [geld], valid_until: 2026-01-01}",
        services__d="{name: D, organization: awo, topics: [geld]}",
    )
    assert related(catalogue, "a") == ["D"]
    assert related(catalogue, "c") == ["A", "B", "D"]
