"""Site: what one municipality says about itself (directory/site.yml)."""

from typing import Annotated

from pydantic import Field

from kim.fields import (
    AreaRef,
    ContactRef,
    Day,
    Email,
    LanguageCode,
    Line,
    OrganizationRef,
    Part,
    PhoneNumber,
    RichText,
    ServiceRef,
    Slug,
    Text,
    TopicTerm,
    Url,
    YesNo,
    field,
)


class PostalAddress(Part):
    """A full postal address as the law wants it in an Impressum."""

    street: Line = field("Straße und Nummer", "Mit Hausnummer.", "Musterstraße 1")
    postal_code: Line = field("Postleitzahl", "Fünf Ziffern.", "12345")
    city: Line = field("Ort", "Name des Ortes.", "Musterstadt")


class Imprint(Part):
    """Who answers for the site (§ 5 DDG, § 18 MStV); what is not known yet stays out."""

    provider: Line = field("Anbieter*in", "Wer die Seite anbietet.", "Stadt Musterstadt")
    represented_by: Line | None = field(
        "Vertreten durch", "Funktion oder Person.", "Der Oberbürgermeister", default=None
    )
    address: PostalAddress | None = field(
        "Anschrift",
        "Postanschrift.",
        {"street": "Musterstraße 1", "postal_code": "12345", "city": "Musterstadt"},
        default=None,
    )
    phone: PhoneNumber | None = field("Telefon", "Rufnummer.", "030 12340", default=None)
    email: Email | None = field("E-Mail", "E-Mail-Adresse.", "info@stadt.example", default=None)
    vat_id: Line | None = field(
        "Umsatzsteuer-ID", "Wenn es eine gibt.", "DE123456789", default=None
    )
    responsible: Line | None = field(
        "Verantwortlich für den Inhalt",
        "Funktion oder Person nach § 18 Absatz 2 MStV.",
        "Leitung des KI",
        default=None,
    )


class Privacy(Part):
    """Who answers for data protection (Art. 13 DSGVO)."""

    officer: Line | None = field(
        "Datenschutzbeauftragte*r",
        "Funktion.",
        "Behördliche*r Datenschutzbeauftragte*r",
        default=None,
    )
    officer_email: Email | None = field(
        "E-Mail", "Adresse für Datenschutz.", "datenschutz@stadt.example", default=None
    )
    hosting: Line | None = field(
        "Hosting", "Wer den Server betreibt.", "Städtisches Rechenzentrum", default=None
    )
    log_retention: Line | None = field(
        "Protokolle", "Wie lange Zugriffsprotokolle bleiben.", "7 Tage", default=None
    )
    supervisor: Line | None = field(
        "Aufsicht", "Aufsichtsbehörde.", "Landesbeauftragte für Datenschutz NRW", default=None
    )


class AccessibilityStatement(Part):
    """The Barrierefreiheitserklärung (BGG NRW §§ 10b, 10d; BITVNRW)."""

    reviewed_on: Day | None = field(
        "Zuletzt überprüft", "Tag der letzten Überprüfung.", "2026-11-21", default=None
    )
    method: Text | None = field(
        "Wie geprüft", "Selbstbewertung oder Prüfstelle.", "Selbstbewertung", default=None
    )
    known_gaps: tuple[Text, ...] = field(
        "Was noch nicht geht", "Ein Mangel je Zeile.", ["Kein Video in Gebärdensprache"], default=()
    )
    feedback_contact: ContactRef | None = field(
        "Barriere melden", "Kennung der Ansprechstelle.", "kim-koordination", default=None
    )
    feedback_url: Url | None = field(
        "Kontaktformular",
        "Adresse des Formulars.",
        "https://www.stadt.example/kontakt",
        default=None,
    )
    ombuds_office: Text | None = field(
        "Ombudsstelle",
        "Name und Anschrift.",
        "Ombudsstelle für barrierefreie Informationstechnik",
        default=None,
    )
    ombuds_url: Url | None = field(
        "Ombudsstelle im Internet",
        "Adresse.",
        "https://www.land.example/ombudsstelle",
        default=None,
    )


class IntendedOverlap(Part):
    """Services that may do the same for the same people, and why."""

    services: Annotated[tuple[ServiceRef, ...], Field(min_length=2)] = field(
        "Angebote",
        "Kennungen der Angebote, mindestens zwei.",
        ["fluechtlingsberatung-awo", "fluechtlingsberatung-caritas"],
    )
    reason: Line = field(
        "Grund", "Warum das so gewollt ist.", "Ratsuchende sollen zwischen Trägern wählen können"
    )


class Security(Part):
    """To whom one reports a weakness of the site (RFC 9116)."""

    email: Email | None = field(
        "E-Mail", "Postfach für Hinweise auf Schwachstellen.", "it@stadt.example", default=None
    )
    url: Url | None = field(
        "Seite",
        "Seite mit Formular oder Anleitung.",
        "https://www.stadt.example/sicherheit",
        default=None,
    )
    expires: Day = field(
        "Gültig bis",
        "Bis zu diesem Tag gilt die Angabe; höchstens ein Jahr im Voraus.",
        "2027-11-20",
    )

    @property
    def addresses(self) -> tuple[str, ...]:
        """Give the addresses as security.txt writes them."""
        return tuple(filter(None, (self.email and f"mailto:{self.email}", self.url)))


class NamedInEditions(Part):
    """That editions and their documents name persons too, and why; without it they never do."""

    reason: Line = field(
        "Grund",
        "Warum Namen nötig sind und worauf sich das stützt.",
        "Beschluss der Lenkungsgruppe: Leitungen werden genannt (DSG NRW § 18)",
    )


class Site(Part):
    """The municipality's own data for the whole site."""

    name: Text = field(
        "Name der Seite", "Steht oben auf jeder Seite.", "Beratung und Integration in Musterstadt"
    )
    tagline: Text | None = field(
        "Untertitel",
        "Ein Satz auf der Startseite.",
        "Hilfe finden, Zuständige fragen",
        default=None,
    )
    area: AreaRef = field("Gebiet", "Kennung der Stadt oder des Kreises.", "musterstadt")
    coordinating_organization: OrganizationRef = field(
        "Koordinierende Stelle", "Kennung der Organisation, meist das KI.", "ki"
    )
    coordinating_contact: ContactRef = field(
        "Kontakt der Koordination",
        "Wird gezeigt, wo ein Angebot keinen Kontakt nennt.",
        "kim-koordination",
    )
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1)] = field(
        "Sprachen", "Sprachen der Seite, Deutsch zuerst.", ["de", "en"], default=("de",)
    )
    home_topics: tuple[TopicTerm, ...] = field(
        "Themen auf der Startseite", "Begriffe aus topics.yml.", ["aufenthalt"], default=()
    )
    notice: RichText | None = field(
        "Hinweis", "Steht auf der Startseite.", "Die Angaben sind vom 24.06.2022.", default=None
    )
    intended_overlaps: tuple[IntendedOverlap, ...] = field(
        "Gewollt mehrfach",
        "Angebote, die mit derselben Methode für dieselben Menschen da sein sollen. Der Bericht zur"
        " Abdeckung nennt den Grund.",
        [
            {
                "services": ["fluechtlingsberatung-awo", "fluechtlingsberatung-caritas"],
                "reason": "Ratsuchende sollen zwischen Trägern wählen können",
            }
        ],
        default=(),
    )
    public_coverage_report: YesNo = field(
        "Bericht zur Abdeckung veröffentlichen",
        "ja, wenn der Bericht für die Lenkungsgruppe als Seite /abdeckung/ für alle zu lesen ist.",
        "nein",
        default=False,
    )
    concept_chapters: tuple[Slug, ...] = field(
        "Kapitel des Konzepts",
        "Kennungen der Kapitel, die nummeriert werden, der Reihe nach.",
        ["einleitung"],
        default=(),
    )
    persons_in_editions: NamedInEditions | None = field(
        "Personen in Fortschreibungen",
        "Nur mit Grund: Fortschreibungen und PDF nennen dann, wer eine Funktion noch immer"
        " ausfüllt und im Block 'person:' eine eigene 'id' hat. Ohne Angabe nennen sie nur die"
        " Funktion.",
        {"reason": "Beschluss der Lenkungsgruppe: Leitungen werden genannt (DSG NRW § 18)"},
        default=None,
    )
    imprint: Imprint = field("Impressum", "Pflichtangaben.", {"provider": "Stadt Musterstadt"})
    privacy: Privacy = field(
        "Datenschutz",
        "Pflichtangaben.",
        {"officer": "Behördliche*r Datenschutzbeauftragte*r"},
        default=Privacy(),
    )
    accessibility: AccessibilityStatement = field(
        "Barrierefreiheit",
        "Erklärung zur Barrierefreiheit.",
        {"reviewed_on": "2026-11-21"},
        default=AccessibilityStatement(),
    )
    security: Security | None = field(
        "Sicherheit",
        "Wem man eine Schwachstelle der Seite meldet; steht in /.well-known/security.txt.",
        {"email": "it@stadt.example", "expires": "2027-11-20"},
        default=None,
    )
