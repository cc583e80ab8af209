"""Locations: where people go."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from kim.fields import AccessibilityTerm, AreaRef, Line, Part, PostalCode, Text, YesNo, field
from kim.models.base import Record, Schedule

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Latitude = Annotated[float, Field(ge=47, le=56)]
Longitude = Annotated[float, Field(ge=5, le=16)]


class Address(Part):
    """A postal address; what is not known stays out (HSDS: address)."""

    street: Line | None = field(
        "Straße und Nummer",
        "Straße mit Hausnummer, soweit bekannt.",
        "Musterstraße 1",
        default=None,
    )
    postal_code: PostalCode | None = field("Postleitzahl", "Fünf Ziffern.", "12345", default=None)
    city: Line = field("Ort", "Name des Ortes.", "Musterstadt")
    country: Country = field("Land", "Zwei Buchstaben.", "DE", default="DE")


class Location(Record):
    """A place with address, opening hours and accessibility (HSDS: location)."""

    kind: ClassVar[str] = "locations"
    title: ClassVar[str] = "Ort"
    plural: ClassVar[str] = "Orte"
    path: ClassVar[str] = "orte"

    address: Address | None = field(
        "Anschrift",
        "Straße, Postleitzahl, Ort.",
        {"street": "Musterstraße 1", "postal_code": "12345", "city": "Musterstadt"},
        default=None,
    )
    area: AreaRef | None = field("Gebiet", "Sozialraum oder Gemeinde.", "mitte", default=None)
    accessibility: tuple[AccessibilityTerm, ...] = field(
        "Barrierefreiheit",
        "Begriffe aus directory/taxonomies/accessibility.yml.",
        ["rollstuhlgerecht"],
        default=(),
    )
    accessibility_note: Text | None = field(
        "Hinweis zur Barrierefreiheit",
        "Was man vor dem Besuch wissen sollte.",
        "Aufzug am Hintereingang",
        default=None,
    )
    schedules: tuple[Schedule, ...] = field(
        "Öffnungszeiten",
        "Zeiten, zu denen der Ort offen ist.",
        [{"days": ["mo", "di"], "opens_at": "08:30", "closes_at": "12:00"}],
        default=(),
    )
    transportation: Text | None = field(
        "Anfahrt", "Haltestelle, Parkplatz, Weg.", "Bus 122, Haltestelle Rathaus", default=None
    )
    latitude: Latitude | None = field("Breite", "Grad, mit Punkt.", "51.5000", default=None)
    longitude: Longitude | None = field("Länge", "Grad, mit Punkt.", "7.0000", default=None)
    confidential: YesNo = field(
        "Anschrift geheim",
        "ja bei Schutzräumen: Die Anschrift wird nie veröffentlicht.",
        "nein",
        default=False,
    )
