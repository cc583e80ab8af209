"""Responsibilities: one task, and who leads it where."""

from typing import ClassVar, Literal

from kim.fields import (
    AreaRef,
    CommitteeRef,
    ContactRef,
    Day,
    OrganizationRef,
    Part,
    Text,
    TopicTerm,
    field,
)
from kim.models.base import Record


class Assignment(Part):
    """One organization's role for the task in one area, or that nobody does it there."""

    area: AreaRef = field("Gebiet", "Kennung des Gebiets.", "musterstadt")
    organization: OrganizationRef | None = field(
        "Organisation",
        "Kennung der Organisation. Fehlt nur bei einem Gremium und bei 'role: none'.",
        "auslaenderbehoerde",
        default=None,
    )
    committee: CommitteeRef | None = field(
        "Gremium",
        "Kennung des Gremiums, wenn ein Gremium die Aufgabe hat und keine Organisation.",
        "integrationsrat",
        default=None,
    )
    role: Literal["leads", "involved", "informed", "none"] = field(
        "Rolle",
        "leads = zuständig, involved = wirkt mit, informed = wird informiert; none = hier nimmt"
        " niemand die Aufgabe wahr, auch nicht das größere Gebiet.",
        "leads",
    )
    contact: ContactRef | None = field(
        "Ansprechstelle", "Kennung der Ansprechstelle.", "auslaenderbehoerde-info", default=None
    )
    legal_basis: Text | None = field(
        "Rechtsgrundlage", "Gesetz und Paragraf.", "§ 71 AufenthG", default=None
    )
    limits: Text | None = field(
        "Grenzen",
        "Worauf die Zuständigkeit beschränkt ist; bei 'role: none' ein Hinweis.",
        "nur Grund-, Haupt- und Förderschulen",
        default=None,
    )
    valid_from: Day | None = field("Gültig ab", "Erster Tag.", "2022-07-01", default=None)
    valid_until: Day | None = field("Gültig bis", "Letzter Tag.", "2022-06-30", default=None)

    @property
    def body(self) -> str | None:
        """Name the organization or committee; None where nobody does the task."""
        return self.organization or self.committee


class Responsibility(Record):
    """A task with exactly one lead for each area and day."""

    kind: ClassVar[str] = "responsibilities"
    title: ClassVar[str] = "Zuständigkeit"
    plural: ClassVar[str] = "Zuständigkeiten"
    path: ClassVar[str] = "zustaendigkeiten"

    topics: tuple[TopicTerm, ...] = field(
        "Themen", "Begriffe aus topics.yml.", ["aufenthalt"], default=()
    )
    assignments: tuple[Assignment, ...] = field(
        "Wer",
        "Gebiet, Organisation und Rolle.",
        [{"area": "musterstadt", "organization": "auslaenderbehoerde", "role": "leads"}],
    )
