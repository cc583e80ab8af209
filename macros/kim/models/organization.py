"""Organizations: Träger, authorities, administrative units."""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from kim.fields import AreaRef, Email, LocationRef, OrganizationRef, Url, field
from kim.models.base import Phone, Record

UnitCode = Annotated[str, StringConstraints(min_length=1, max_length=16, pattern=r"^[^\n]*$")]


class Organization(Record):
    """A body that provides services, decides or takes part (HSDS: organization)."""

    kind: ClassVar[str] = "organizations"
    title: ClassVar[str] = "Organisation"
    plural: ClassVar[str] = "Organisationen"
    path: ClassVar[str] = "traeger"

    type: Literal[
        "municipality",
        "administrative_unit",
        "authority",
        "ministry",
        "welfare",
        "association",
        "religious",
        "company",
        "research",
        "network",
    ] = field(
        "Art",
        "municipality = Stadt, Kreis, Gemeinde; administrative_unit = Bereich oder Amt darin;"
        " authority = andere Behörde; ministry = Ministerium; welfare = Träger der Freien"
        " Wohlfahrtspflege; association = Verein oder Verband; religious = Kirche oder"
        " Religionsgemeinschaft; company = Unternehmen; research = Forschung;"
        " network = Zusammenschluss.",
        "welfare",
    )
    unit_code: UnitCode | None = field(
        "Kennziffer", "Kennziffer im Verwaltungsgliederungsplan.", "2-6", default=None
    )
    parent: OrganizationRef | None = field(
        "Gehört zu", "Kennung der übergeordneten Organisation.", "musterstadt", default=None
    )
    run_by: tuple[OrganizationRef, ...] = field(
        "Gemeinsam getragen von",
        "Kennungen aller Organisationen, die sie zusammen tragen, wenn es mehrere sind. Gehört sie"
        " zu einer einzigen, steht diese bei 'parent'.",
        ["musterstadt", "auslaenderbehoerde"],
        default=(),
    )
    member_of: tuple[OrganizationRef, ...] = field(
        "Mitglied in", "Kennungen von Dachverbänden.", ["paritaetischer"], default=()
    )
    area: AreaRef | None = field(
        "Gebiet", "Gebiet, für das die Organisation arbeitet.", "musterstadt", default=None
    )
    locations: tuple[LocationRef, ...] = field(
        "Orte", "Kennungen der Orte aus directory/locations/.", ["rathaus"], default=()
    )
    phones: tuple[Phone, ...] = field(
        "Telefon", "Rufnummern.", [{"number": "030 123456"}], default=()
    )
    email: Email | None = field(
        "E-Mail", "E-Mail-Adresse der Stelle.", "ki@stadt.example", default=None
    )
    website: Url | None = field(
        "Internet", "Adresse der Internetseite.", "https://www.stadt.example/ki", default=None
    )
