"""Transitions: hand-over between services or legal regimes."""

from typing import ClassVar

from kim.fields import (
    Age,
    LegalRegimeTerm,
    OrganizationRef,
    ResidenceTerm,
    ServiceRef,
    Text,
    field,
)
from kim.models.base import Record


class Transition(Record):
    """From where to where, when, by whom, within which time."""

    kind: ClassVar[str] = "transitions"
    title: ClassVar[str] = "Übergang"
    plural: ClassVar[str] = "Übergänge"
    path: ClassVar[str] = "uebergaenge"

    from_service: ServiceRef | None = field(
        "Von Angebot", "Kennung des Angebots.", "jmd", default=None
    )
    to_service: ServiceRef | None = field(
        "Zu Angebot", "Kennung des Angebots.", "mbe", default=None
    )
    from_regime: LegalRegimeTerm | None = field(
        "Von Rechtskreis", "Begriff.", "asylblg", default=None
    )
    to_regime: LegalRegimeTerm | None = field("Zu Rechtskreis", "Begriff.", "sgb-2", default=None)
    trigger: Text = field("Auslöser", "Was den Wechsel auslöst.", "Die Person wird 27 Jahre alt")
    age: Age | None = field(
        "Alter beim Wechsel", "In welchem Alter gewechselt wird.", "28", default=None
    )
    residence_status: tuple[ResidenceTerm, ...] = field(
        "Status nach dem Wechsel",
        "Nur wenn ein neuer Aufenthaltsstatus den Wechsel auslöst: Begriffe aus"
        " residence-status.yml.",
        ["aufenthaltserlaubnis"],
        default=(),
    )
    handed_over_by: OrganizationRef | None = field(
        "Übergibt", "Wer den Wechsel einleitet.", "jobcenter", default=None
    )
    within: Text | None = field("Frist", "In welcher Zeit.", "Innerhalb von 14 Tagen", default=None)
