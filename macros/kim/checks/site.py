"""Checks of directory/site.yml: what must be there before the site goes live.

These are hints while a site is being made; `kim build --release` refuses to publish with them.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel

from kim.catalogue import Catalogue
from kim.checks.finding import Findings, year_before
from kim.models.site import AccessibilityStatement, Imprint, Privacy

if TYPE_CHECKING:
    from kim.source import Keys

_IMPRINT = ("represented_by", "address", "phone", "email", "responsible")
_PRIVACY = ("officer", "officer_email", "hosting", "log_retention", "supervisor")
_ACCESSIBILITY = ("reviewed_on", "method", "ombuds_office")


def release_imprint(catalogue: Catalogue, _today: date) -> Findings:
    """Das Impressum ist vollständig (§ 5 DDG, § 18 MStV).

    Falsch:

        imprint:
          provider: Stadt Musterstadt

    Richtig:

        imprint:
          provider: Stadt Musterstadt
          represented_by: Die Oberbürgermeisterin
          address: {street: Musterstraße 1, postal_code: "12345", city: Musterstadt}
          phone: 030 12340
          email: info@stadt.example
          responsible: Leitung des Kommunalen Integrationszentrums
    """
    if catalogue.site:
        yield from _missing(catalogue, "imprint", catalogue.site.imprint, _IMPRINT)


def release_privacy(catalogue: Catalogue, _today: date) -> Findings:
    """Die Datenschutzerklärung nennt alle Pflichtangaben (Art. 13 DSGVO).

    Falsch:

        privacy:
          supervisor: Landesbeauftragte für Datenschutz NRW

    Richtig:

        privacy:
          officer: Behördliche*r Datenschutzbeauftragte*r
          officer_email: datenschutz@stadt.example
          hosting: Städtisches Rechenzentrum
          log_retention: 7 Tage
          supervisor: Landesbeauftragte für Datenschutz NRW
    """
    if catalogue.site:
        yield from _missing(catalogue, "privacy", catalogue.site.privacy, _PRIVACY)


def release_accessibility(catalogue: Catalogue, today: date) -> Findings:
    """Die Erklärung zur Barrierefreiheit ist in den letzten zwölf Monaten überprüft worden.

    Sie sagt auch, wie geprüft wurde und welche Ombudsstelle hilft (BGG NRW §§ 10b, 10d).

    Falsch (am 21.11.2026):

        accessibility:
          reviewed_on: 2024-05-01

    Richtig:

        accessibility:
          reviewed_on: 2026-11-02
          method: Selbstbewertung
          ombuds_office: Ombudsstelle für barrierefreie Informationstechnik
    """
    if not catalogue.site:
        return
    statement = catalogue.site.accessibility
    yield from _missing(catalogue, "accessibility", statement, _ACCESSIBILITY)
    reviewed = statement.reviewed_on
    if reviewed and reviewed < year_before(today) and catalogue.site_source:
        yield (
            catalogue.site_source.place(("accessibility", "reviewed_on")),
            f"zuletzt überprüft am {reviewed}, vor mehr als zwölf Monaten",
        )


def release_feedback(catalogue: Catalogue, _today: date) -> Findings:
    """Barrieren kann man melden.

    Es genügt eine Ansprechstelle oder die Adresse eines Formulars.

    Falsch:

        accessibility:
          reviewed_on: 2026-11-02

    Richtig:

        accessibility:
          reviewed_on: 2026-11-02
          feedback_contact: kim-koordination
    """
    if not catalogue.site or not catalogue.site_source:
        return
    statement = catalogue.site.accessibility
    if not (statement.feedback_contact or statement.feedback_url):
        yield (
            catalogue.site_source.place(("accessibility",)),
            "es fehlt, wo man Barrieren meldet; 'feedback_contact' oder 'feedback_url' ergänzen",
        )


def security_contact(catalogue: Catalogue, today: date) -> Findings:
    """Wer eine Schwachstelle der Seite findet, erreicht jemanden, und die Angabe gilt noch.

    Sie steht in /.well-known/security.txt (RFC 9116). Nach dem letzten Tag gilt sie nicht mehr.

    Falsch (am 21.11.2026):

        security:
          expires: 2026-06-30

    Richtig:

        security:
          email: it@stadt.example
          expires: 2027-06-30
    """
    site, source = catalogue.site, catalogue.site_source
    if site is None or site.security is None or source is None:
        return
    if not site.security.addresses:
        yield (
            source.place(("security",)),
            "es fehlt, wem man eine Schwachstelle meldet; 'email' oder 'url' ergänzen",
        )
    if site.security.expires < today:
        yield (
            source.place(("security", "expires")),
            f"die Angabe galt bis {site.security.expires}; prüfen und neu datieren",
        )


def _missing(
    catalogue: Catalogue,
    block: str,
    part: Imprint | Privacy | AccessibilityStatement,
    names: tuple[str, ...],
) -> Findings:
    keys: Keys = (block,)
    titles = list(_untold(part, names))
    if titles and catalogue.site_source:
        yield (
            catalogue.site_source.place(keys),
            f"vor dem Veröffentlichen fehlt bei '{block}': {', '.join(titles)}",
        )


def _untold(part: BaseModel, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if getattr(part, name) is None:
            yield f"{type(part).model_fields[name].title} ('{name}')"
