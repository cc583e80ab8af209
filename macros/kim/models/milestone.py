"""Milestones: the year plans of the concept (Anlagen 2 and 3)."""

from typing import ClassVar, Literal

from kim.fields import CommitteeRef, Day, OrganizationRef, Text, Year, field
from kim.models.base import Record


class Milestone(Record):
    """What, by when, who, how far."""

    kind: ClassVar[str] = "milestones"
    title: ClassVar[str] = "Meilenstein"
    plural: ClassVar[str] = "Meilensteine"
    path: ClassVar[str] = "meilensteine"

    year: Year = field("Jahresplan", "Jahr des Meilensteinplans.", "2021")
    due: Day | None = field("Termin", "Tag, wenn er feststeht.", "2022-07-01", default=None)
    period: Text | None = field(
        "Zeitraum", "Wenn kein Tag feststeht.", "Mitte Oktober 2020", default=None
    )
    responsible: OrganizationRef | None = field(
        "Verantwortlich", "Kennung der Organisation.", "ki", default=None
    )
    committee: CommitteeRef | None = field(
        "Gremium", "Gremium, das befasst ist.", "lenkungskreis", default=None
    )
    status: Literal["planned", "running", "done", "dropped"] = field(
        "Stand",
        "planned = geplant, running = läuft, done = erreicht, dropped = aufgegeben.",
        "planned",
    )
