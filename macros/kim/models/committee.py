"""Committees: who steers, who advises, who works out."""

from typing import ClassVar, Literal

from kim.fields import (
    CommitteeRef,
    Count,
    OrganizationRef,
    Part,
    ServiceRef,
    Text,
    YesNo,
    field,
)
from kim.models.base import Record


class Seat(Part):
    """One or several equal seats and who fills them."""

    role: Text | None = field(
        "Funktion", "Welche Funktion den Sitz ausfüllt.", "Bereichsleitung", default=None
    )
    organization: OrganizationRef | None = field(
        "Organisation", "Wer entsendet.", "ki", default=None
    )
    committee: CommitteeRef | None = field(
        "Gremium", "Gremium, das entsendet.", "facharbeitskreis", default=None
    )
    services: tuple[ServiceRef, ...] = field(
        "Einrichtungen und Dienste", "Angebote, für die der Sitz steht.", ["mbe-awo"], default=()
    )
    number: Count = field("Anzahl", "Zahl der Sitze.", "2", default=1)
    voting: YesNo = field("Stimmrecht", "ja oder nein.", "ja", default=True)
    chair: YesNo = field("Vorsitz", "ja für den Sitz mit Vorsitz.", "ja", default=False)


class Committee(Record):
    """A body with seats, tasks and rules."""

    kind: ClassVar[str] = "committees"
    title: ClassVar[str] = "Gremium"
    plural: ClassVar[str] = "Gremien"
    path: ClassVar[str] = "gremien"

    level: Literal["political", "steering", "administrative", "expert", "project", "network"] = (
        field(
            "Ebene",
            "political = Politik, steering = strategische Steuerung, administrative ="
            " Verwaltungsleitung, expert = Fachebene, project = zeitlich befristet,"
            " network = Netzwerk.",
            "expert",
        )
    )
    purpose: Text | None = field(
        "Zweck",
        "Wozu es das Gremium gibt, in einem Satz.",
        "Steuert das Integrationsmanagement",
        default=None,
    )
    tasks: tuple[Text, ...] = field(
        "Aufgaben", "Eine Aufgabe je Zeile.", ["Den Gesamtprozess planen"], default=()
    )
    decides: tuple[Text, ...] = field(
        "Entscheidet über",
        "Worüber das Gremium selbst beschließt. Eine Sache je Zeile.",
        ["Verwendung der Fördermittel"],
        default=(),
    )
    office: OrganizationRef | None = field(
        "Geschäftsführung", "Wer die Geschäfte führt.", "ki", default=None
    )
    seats: tuple[Seat, ...] = field(
        "Sitze", "Wer mitwirkt.", [{"organization": "ki", "number": "1"}], default=()
    )
    seats_granted: Count | None = field(
        "Zahl der Sitze",
        "Wie viele Sitze es nach dem Konzept gibt; wird nachgerechnet.",
        "16",
        default=None,
    )
    meetings_per_year: Count | None = field(
        "Sitzungen im Jahr", "Regelmäßige Sitzungen.", "3", default=None
    )
    rhythm: Text | None = field(
        "Rhythmus",
        "Wie oft es sich trifft, in Worten; eine feste Zahl im Jahr steht bei 'meetings_per_year'.",
        "regelmäßig",
        default=None,
    )
    decision_rule: Text | None = field(
        "Beschlüsse", "Wie entschieden wird.", "Im Konsens", default=None
    )
    rules: tuple[Text, ...] = field(
        "Arbeitsweise", "Weitere Regeln.", ["Gäste können beraten"], default=()
    )
    reports_to: tuple[CommitteeRef, ...] = field(
        "Berichtet an", "Kennungen von Gremien.", ["lenkungskreis"], default=()
    )
    delegates_to: tuple[CommitteeRef, ...] = field(
        "Entsendet in", "Gremien, in die eine Vertretung geht.", ["lenkungskreis"], default=()
    )
    sets_up: tuple[CommitteeRef, ...] = field(
        "Setzt ein", "Gremien, die dieses Gremium einsetzt.", ["projektgruppen"], default=()
    )
    part_of_structure: YesNo = field(
        "Teil der KIM-Struktur",
        "ja, wenn das Gremium im Organigramm des Konzepts steht.",
        "ja",
        default=False,
    )
    time_limit: Text | None = field(
        "Befristung", "Bis wann oder wofür es besteht.", "Bis der Auftrag erfüllt ist", default=None
    )
