"""Erasures: which persons must never be named again. Never who they were."""

from kim.fields import Day, Line, Part, Slug, field


class Erasure(Part):
    """One person who was erased (Art. 17 DSGVO), by id only."""

    person: Slug = field(
        "Person", "Kennung der Person; ihren Namen nennt hier niemand.", "kim-koordination"
    )
    on: Day = field("Gelöscht am", "Tag.", "2027-01-15")
    by: Line = field("Gelöscht von", "Funktion oder Stelle.", "KIM-Koordination")
    reason: Line = field("Anlass", "Warum.", "Wunsch der Person")
    reached: Line | None = field(
        "Reichweite",
        "Was erreicht und nachgewiesen wurde; fehlt, solange die Löschung nicht zu Ende ist.",
        "0 Spuren in 1.702 Dateien",
        default=None,
    )


class Erasures(Part):
    """The file directory/erased.yml, which `kim person erase` writes."""

    erased: tuple[Erasure, ...] = field(
        "Gelöschte Personen",
        "Eine Zeile je Person.",
        [{"person": "kim-koordination", "on": "2027-01-15", "by": "KI", "reason": "Wunsch"}],
    )
