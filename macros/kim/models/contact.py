"""Contacts: functions first, persons only where they must be named."""

from typing import ClassVar, Literal

from kim.fields import AreaRef, Day, Email, Line, OrganizationRef, Part, PhoneNumber, Slug, field
from kim.models.base import Phone, Record


class Person(Part):
    """Who fills the function now; may be erased without losing the function.

    Basis of publication: DSG NRW § 18 (staff with outside contact) or consent.
    """

    id: Slug | None = field(
        "Kennung",
        "Eine eigene Kennung der Person. Nötig, wenn die Stelle neu besetzt wird, nachdem eine"
        " Person gelöscht wurde; sonst gilt die Kennung der Ansprechstelle.",
        "leitung-ab-2027",
        default=None,
    )
    name: Line = field("Name", "Vor- und Nachname.", "Erika Mustermann")
    phone: PhoneNumber | None = field(
        "Durchwahl", "Rufnummer mit Vorwahl.", "030 1234-567", default=None
    )
    email: Email | None = field(
        "E-Mail", "Dienstliche E-Mail-Adresse.", "erika.mustermann@stadt.example", default=None
    )
    basis: Literal["official_function", "consent", "published_source"] = field(
        "Grundlage",
        "official_function = Außenkontakt gehört zum Amt (DSG NRW § 18); consent = Einwilligung;"
        " published_source = amtlich veröffentlichtes Dokument.",
        "official_function",
    )
    until: Day | None = field(
        "Bis", "Letzter Tag der Veröffentlichung.", "2027-12-31", default=None
    )


class Contact(Record):
    """A function that people can turn to (HSDS: contact)."""

    kind: ClassVar[str] = "contacts"
    title: ClassVar[str] = "Ansprechstelle"
    plural: ClassVar[str] = "Ansprechstellen"
    path: ClassVar[str] = "ansprechpersonen"

    organization: OrganizationRef = field("Organisation", "Kennung der Organisation.", "ki")
    area: AreaRef | None = field(
        "Gebiet", "Gebiet, für das die Stelle da ist.", "musterstadt", default=None
    )
    phones: tuple[Phone, ...] = field(
        "Telefon",
        "Rufnummern der Funktion, nicht einer Person.",
        [{"number": "030 123456"}],
        default=(),
    )
    email: Email | None = field(
        "E-Mail", "Postfach der Funktion.", "ki@stadt.example", default=None
    )
    person: Person | None = field(
        "Person",
        "Nur wenn nötig: wer die Funktion ausfüllt.",
        {"name": "Erika Mustermann", "basis": "official_function"},
        default=None,
    )

    @property
    def person_id(self) -> str:
        """Give the id by which a person can be found and erased; empty when nobody is named."""
        return (self.person.id or self.id) if self.person else ""
