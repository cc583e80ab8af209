"""Events: meetings, launch events, training blocks."""

from typing import ClassVar, Literal

from kim.fields import (
    Clock,
    CommitteeRef,
    Day,
    LocationRef,
    OrganizationRef,
    Slug,
    Text,
    Url,
    field,
)
from kim.models.base import Record


class Event(Record):
    """Something on a day or on several days in a row."""

    kind: ClassVar[str] = "events"
    title: ClassVar[str] = "Termin"
    plural: ClassVar[str] = "Termine"
    path: ClassVar[str] = "termine"

    starts_on: Day = field("Erster Tag", "Datum.", "2021-05-26")
    ends_on: Day | None = field(
        "Letzter Tag", "Datum, wenn es mehrere Tage sind.", "2021-05-28", default=None
    )
    starts_at: Clock | None = field("Beginn", "Uhrzeit.", "09:00", default=None)
    ends_at: Clock | None = field("Ende", "Uhrzeit.", "16:00", default=None)
    format: Literal["online", "on_site", "hybrid"] | None = field(
        "Form", "online, on_site = vor Ort, hybrid = beides.", "online", default=None
    )
    series: Slug | None = field(
        "Reihe", "Kennung einer Reihe von Terminen.", "koordinationsschulung", default=None
    )
    group: Text | None = field("Gruppe", "Für welche Gruppe.", "Gruppe 1", default=None)
    block: Text | None = field("Block", "Welcher Teil der Reihe.", "Block 1", default=None)
    organizer: OrganizationRef | None = field(
        "Veranstaltet von", "Kennung der Organisation.", "isr", default=None
    )
    committee: CommitteeRef | None = field(
        "Gremium", "Wenn es eine Sitzung ist.", "lenkungskreis", default=None
    )
    location: LocationRef | None = field("Ort", "Kennung des Ortes.", "rathaus", default=None)
    audience: Text | None = field(
        "Für wen", "Wer eingeladen ist.", "KIM-Koordinator\\*innen", default=None
    )
    website: Url | None = field(
        "Internet", "Seite zum Termin.", "https://www.stadt.example/termin", default=None
    )
