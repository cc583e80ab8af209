"""Checks of how to get in touch: with services, with functions, with places."""

from collections.abc import Iterable, Iterator
from datetime import date

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, each, has_ended
from kim.lines import Value
from kim.models.contact import Contact
from kim.models.location import Location
from kim.models.organization import Organization
from kim.models.service import Service


@each(Service)
def no_contact(catalogue: Catalogue, service: Service, today: date) -> Findings:
    """Ein Angebot sagt, wie man es erreicht.

    Es genügt eine Angabe beim Angebot oder bei seinem Träger: Telefon, E-Mail, Internetseite,
    Ansprechstelle oder ein Ort mit Anschrift. Fehlt alles, zeigt die Seite die koordinierende
    Stelle.

    Falsch:

        name: Migrationsberatung
        organization: awo

    Richtig:

        name: Migrationsberatung
        organization: awo
        phones:
          - number: 030 123456
    """
    found = (catalogue.get(Organization, name) for name in service.providers)
    providers = [provider for provider in found if provider]
    if has_ended(service, today) or not providers:
        return
    if not (
        service.contacts
        or _is_reachable(catalogue, service)
        or any(_is_reachable(catalogue, one) or _has_function(catalogue, one) for one in providers)
    ):
        yield (
            catalogue.place(service),
            (
                "niemand weiß, wie man dieses Angebot erreicht; Telefon, E-Mail, Internetseite,"
                " Ansprechstelle oder Ort ergänzen, hier oder beim Träger"
                f" '{service.organization}'"
            ),
        )


def _is_reachable(catalogue: Catalogue, record: Service | Organization) -> bool:
    ways = record.phones or record.email or record.website
    return bool(ways) or _has_address(catalogue, record.locations)


def _has_address(catalogue: Catalogue, locations: Iterable[str]) -> bool:
    found = (catalogue.get(Location, name) for name in locations)
    # A location with problems of its own may well have an address.
    return any(
        location is None or (location.address and not location.confidential) for location in found
    )


def _has_function(catalogue: Catalogue, provider: Organization) -> bool:
    return bool(catalogue.linked_from(Organization.kind, provider.id, Contact.kind))


@each(Contact)
def contact_unreachable(catalogue: Catalogue, contact: Contact, today: date) -> Findings:
    """Eine Ansprechstelle hat Telefon oder E-Mail.

    Am besten eine Nummer und ein Postfach der Funktion; die einer Person oder der Organisation
    genügen.

    Falsch:

        name: KIM-Koordination
        organization: ki

    Richtig:

        name: KIM-Koordination
        organization: ki
        email: kim@stadt.example
    """
    home = catalogue.get(Organization, contact.organization)
    if has_ended(contact, today) or home is None:
        return
    person = contact.person and (contact.person.phone or contact.person.email)
    if not (contact.phones or contact.email or person or home.phones or home.email):
        yield catalogue.place(contact), "ohne Telefon und E-Mail; eines davon ergänzen"


@each(Location)
def location_without_address(catalogue: Catalogue, location: Location, today: date) -> Findings:
    """Ein Ort hat eine Anschrift, oder sie ist geheim.

    Falsch:

        name: Rathaus

    Richtig:

        name: Rathaus
        address:
          street: Musterstraße 1
          postal_code: "12345"
          city: Musterstadt
    """
    if not (location.address or location.confidential or has_ended(location, today)):
        yield (
            catalogue.place(location),
            (
                "der Ort hat keine Anschrift; 'address' ergänzen oder 'confidential: ja', wenn"
                " sie geheim bleiben muss"
            ),
        )


@each(Contact)
def erased_person(catalogue: Catalogue, contact: Contact, _today: date) -> Findings:
    """Wer gelöscht wurde, wird nicht wieder genannt.

    Die Kennungen stehen in directory/erased.yml. Eine alte Datei oder ein Import bringt niemanden
    zurück. Füllt jetzt jemand anderes die Funktion aus, bekommt diese Person eine eigene Kennung.

    Falsch, wenn in directory/erased.yml 'kim-koordination' steht:

        # kim-koordination.yml
        person:
          name: Erika Mustermann

    Richtig:

        person:
          id: kim-koordination-ab-2027
          name: Max Beispiel
    """
    erasure = catalogue.erased.get(contact.person_id) if contact.person else None
    if erasure:
        yield (
            catalogue.place(contact, ("person",)),
            (
                f"die Person '{erasure.person}' wurde am {erasure.on} gelöscht; den Block"
                " 'person:' löschen, eine neue Person braucht eine eigene 'id'"
            ),
        )


def hidden_location(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Ort, dessen Anschrift geheim gemacht wurde, bleibt geheim.

    Die Kennungen stehen in directory/erased.yml; 'kim location hide' schreibt sie. Eine alte Datei
    oder ein Import macht die Anschrift nicht wieder öffentlich. Ist das Haus kein Schutzraum mehr,
    bekommt es eine neue Datei mit eigener Kennung.

    Falsch, wenn in directory/erased.yml 'schutzhaus' steht:

        # schutzhaus.yml
        address: {street: Musterstraße 1, city: Musterstadt}

    Richtig:

        address: {street: Musterstraße 1, city: Musterstadt}
        confidential: ja
    """
    for erasure in _noted(catalogue):
        location = catalogue.get(Location, str(erasure.get("location", "")))
        if location and not location.confidential:
            yield (
                catalogue.place(location),
                (
                    f"die Anschrift wurde am {erasure['on']} geheim gemacht; 'confidential: ja'"
                    " ergänzen"
                ),
            )


def _noted(catalogue: Catalogue) -> Iterator[dict[str, Value]]:
    """Give what directory/erased.yml says, line by line."""
    noted = catalogue.erased_source.value["erased"] if catalogue.erased_source else []
    return (one for one in noted if isinstance(one, dict))


def unfinished_erasure(catalogue: Catalogue, _today: date) -> Findings:
    """Eine begonnene Löschung ist zu Ende geführt.

    Brach sie ab, nennen frühere Seiten die Person oder die Anschrift vielleicht noch. Derselbe
    Aufruf von 'kim person erase' oder 'kim location hide' setzt sie fort.

    Falsch:

        erased:
          - {person: kim-koordination, on: 2027-01-15, by: KI, reason: Wunsch der Person}

    Richtig:

        erased:
          - {person: kim-koordination, on: 2027-01-15, by: KI, reason: Wunsch der Person,
             reached: 0 Spuren in 1.702 Dateien}
    """
    source = catalogue.erased_source
    for place, one in enumerate(_noted(catalogue)):
        if source and "reached" not in one:
            command = "person erase" if "person" in one else "location hide"
            name = one.get("person") or one.get("location")
            yield (
                source.place(("erased", place)),
                f"die Löschung ist nicht zu Ende; 'kim {command} {name}' noch einmal aufrufen",
            )


@each(Contact)
def person_expired(catalogue: Catalogue, contact: Contact, today: date) -> Findings:
    """Eine Person steht nur so lange auf den Seiten, wie 'until' erlaubt.

    Ist der Tag vorbei, darf der Name nicht mehr veröffentlicht werden. Den Block 'person:' löschen;
    die Ansprechstelle bleibt.

    Falsch (am 21.11.2026):

        person:
          name: Erika Mustermann
          basis: consent
          until: 2025-12-31

    Richtig:

        email: ki@stadt.example
    """
    if contact.person and contact.person.until and contact.person.until < today:
        yield (
            catalogue.place(contact, ("person", "until")),
            (
                f"die Person durfte nur bis {contact.person.until} genannt werden; den Block"
                " 'person:' löschen oder neu zustimmen lassen"
            ),
        )
