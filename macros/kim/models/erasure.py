"""Erasures: which persons and places must never be told again. Never who or where they were."""

from kim.fields import Day, Line, Part, Slug, field


class Erasure(Part):
    """One person who was erased (Art. 17 DSGVO) or one place that was hidden, by id only."""

    person: Slug | None = field(
        "Person",
        "Kennung der Person; ihren Namen nennt hier niemand.",
        "kim-koordination",
        default=None,
    )
    location: Slug | None = field(
        "Ort", "Kennung des Ortes, dessen Anschrift geheim wurde.", "schutzhaus", default=None
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
        "Gelöschte Personen und Anschriften",
        "Eine Zeile je Person oder Ort.",
        [{"person": "kim-koordination", "on": "2027-01-15", "by": "KI", "reason": "Wunsch"}],
    )
