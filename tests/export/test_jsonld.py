"""A service as linked data: what is known, nothing confidential, nothing invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kim.export.jsonld import linked_data
from kim.models.service import Service
from kim.views.services import see_service
from kim.views.viewpoint import Viewpoint
from tests.hours_site import ADDRESS, TODAY, load_hours_site
from tests.making import make_catalogue

if TYPE_CHECKING:
    from kim.catalogue import Catalogue

FAMILIES = {
    "@context": "https://schema.org",
    "@type": "Service",
    "url": "https://musterstadt.example/angebote/familienberatung/",
    "name": "Beratung für Familien",
    "description": "Hilft Familien bei Schule, Wohnung, Geld und Papieren.",
    "provider": {
        "@type": "Organization",
        "name": "Musterverein für Beratung",
        "url": "https://musterstadt.example/traeger/musterverein/",
        "telephone": "+493023125030",
        "email": "beratung@musterverein.example",
    },
    "areaServed": [{"@type": "AdministrativeArea", "name": "Musterstadt"}],
    "audience": [
        {"@type": "Audience", "audienceType": "Neuzugewanderte"},
        {"@type": "Audience", "audienceType": "Menschen, die schon länger hier leben"},
    ],
    "availableChannel": [
        {
            "@type": "ServiceChannel",
            "servicePhone": {
                "@type": "ContactPoint",
                "telephone": "+493023125051",
                "email": "familien@musterverein.example",
            },
            "serviceUrl": "https://www.musterverein.example/familien",
            "availableLanguage": [
                {"@type": "Language", "name": "Deutsch", "alternateName": "de"},
                {"@type": "Language", "name": "Arabisch", "alternateName": "ar"},
                {"@type": "Language", "name": "Ukrainisch", "alternateName": "uk"},
            ],
            "serviceLocation": {
                "@type": "Place",
                "name": "Haus der Beratung",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Lange Straße 12",
                    "postalCode": "12345",
                    "addressLocality": "Musterstadt",
                    "addressCountry": "DE",
                },
                "geo": {"@type": "GeoCoordinates", "latitude": 51.5012, "longitude": 7.0034},
            },
        }
    ],
    "hoursAvailable": [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday", "Tuesday", "Wednesday"],
            "opens": "09:00",
            "closes": "12:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday"],
            "opens": "15:00",
            "closes": "16:00",
            "validFrom": "2027-07-19",
            "validThrough": "2027-08-31",
        },
        {
            "@type": "OpeningHoursSpecification",
            "opens": "00:00",
            "closes": "00:00",
            "validFrom": "2026-12-24",
            "validThrough": "2026-12-24",
        },
        {
            "@type": "OpeningHoursSpecification",
            "opens": "00:00",
            "closes": "00:00",
            "validFrom": "2026-12-31",
            "validThrough": "2026-12-31",
        },
    ],
    "offers": {"@type": "Offer", "price": "0", "priceCurrency": "EUR"},
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Load the site whose services say everything."""
    return load_hours_site(tmp_path_factory.mktemp("hours") / "source")


def data_of(catalogue: Catalogue, name: str, language: str = "de") -> dict[str, Any]:
    """Give the linked data of one service."""
    view = see_service(Viewpoint(catalogue, TODAY, language), catalogue.all(Service)[name])
    return linked_data(view, ADDRESS, view.row.href)


@pytest.mark.promise("linked-data")
def test_a_service_that_says_everything(catalogue: Catalogue) -> None:
    """All that is known is said once, in the words of schema.org."""
    assert data_of(catalogue, "familienberatung") == FAMILIES


def test_other_languages_say_it_in_their_words(catalogue: Catalogue) -> None:
    """Name and address are those of the page in that language."""
    data = data_of(catalogue, "familienberatung", "ar")
    assert data["name"] == "استشارة الأسرة"
    assert data["url"] == "https://musterstadt.example/ar/angebote/familienberatung/"


def test_hours_by_appointment_are_no_opening_hours(catalogue: Catalogue) -> None:
    """A search engine would say it is open."""
    assert "hoursAvailable" not in data_of(catalogue, "rechtsberatung")


def test_what_costs_something_has_no_price(catalogue: Catalogue) -> None:
    """Only what is free is sure; and a public office is a public service."""
    data = data_of(catalogue, "rechtsberatung")
    assert "offers" not in data
    assert data["@type"] == "GovernmentService"
    assert data["provider"]["@type"] == "GovernmentOrganization"


def test_the_whole_day_ends_a_minute_before_midnight(catalogue: Catalogue) -> None:
    """schema.org has no 24:00."""
    hours = data_of(catalogue, "hilfe-bei-gewalt")["hoursAvailable"]
    assert [(one["opens"], one["closes"]) for one in hours] == [("00:00", "23:59")]


def test_a_confidential_place_is_not_there(catalogue: Catalogue) -> None:
    """Neither its address nor where it lies, nor the way to it."""
    text = str(data_of(catalogue, "hilfe-bei-gewalt"))
    assert "serviceLocation" not in text
    for secret in ("Geheim", "51.5999", "7.0999", "Verborgen", "Schutzhaus"):
        assert secret not in text


def test_a_person_is_not_there(catalogue: Catalogue) -> None:
    """The function's number is; the name and extension of who fills it are not."""
    text = str(data_of(catalogue, "jugendberatung"))
    assert "Mustermann" not in text
    assert "3023125012" not in text


def test_what_is_not_known_stays_out() -> None:
    """No empty lists, no null, no address of a site that has none yet."""
    catalogue = make_catalogue(
        organizations__awo="{name: AWO, type: welfare}",
        services__mbe="{name: Beratung, organization: awo}",
    )
    view = see_service(Viewpoint(catalogue, TODAY), catalogue.all(Service)["mbe"])
    assert linked_data(view, "", view.row.href) == {
        "@context": "https://schema.org",
        "@type": "Service",
        "name": "Beratung",
        "provider": {"@type": "Organization", "name": "AWO"},
    }
