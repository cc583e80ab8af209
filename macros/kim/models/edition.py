"""Editions: the Fortschreibungen of the concept."""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from kim.fields import Count, Day, EditionRef, Line, Part, Text, field
from kim.models.base import Record

Checksum = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ChangeNote(Part):
    """What changed in one section and how much it matters."""

    section: Line = field(
        "Abschnitt", "Kennung des Kapitels oder der Gruppe von Einträgen.", "zielgruppen"
    )
    weight: Literal["substantial", "editorial"] = field(
        "Gewicht", "substantial = wesentlich, editorial = redaktionell.", "substantial"
    )
    description: Text = field("Änderung", "Was sich geändert hat.", "Teilhabemanagement übernommen")


class Edition(Record):
    """One published Fortschreibung."""

    kind: ClassVar[str] = "editions"
    title: ClassVar[str] = "Fortschreibung"
    plural: ClassVar[str] = "Fortschreibungen"
    path: ClassVar[str] = "fortschreibungen"

    number: Count | None = field("Nummer", "Laufende Nummer, wenn es eine gibt.", "2", default=None)
    stand: Day = field("Stand", "Tag, für den das Konzept gilt.", "2022-06-24")
    adopted_by: Text | None = field("Beschlossen von", "Gremium.", "Rat der Stadt", default=None)
    adopted_on: Day | None = field("Beschlossen am", "Tag.", "2022-09-01", default=None)
    predecessor: EditionRef | None = field(
        "Vorgänger", "Kennung der vorigen Fortschreibung.", "2021-02-01", default=None
    )
    reason: Text | None = field(
        "Anlass", "Warum fortgeschrieben wurde.", "Neues Landesprogramm", default=None
    )
    changes: tuple[ChangeNote, ...] = field(
        "Änderungen",
        "Was sich gegenüber dem Vorgänger geändert hat.",
        [{"section": "zielgruppen", "weight": "substantial", "description": "Neue Zielgruppe"}],
        default=(),
    )
    corrects: EditionRef | None = field(
        "Berichtigt",
        "Kennung der Fortschreibung, die hier berichtigt ist; schreibt 'kim publish'.",
        "2022-06-24",
        default=None,
    )
    corrected_on: Day | None = field(
        "Berichtigt am", "Tag der Berichtigung; schreibt 'kim publish'.", "2022-07-01", default=None
    )
    checksum: Checksum | None = field(
        "Prüfsumme",
        "SHA-256 der eingefrorenen Quellen; schreibt 'kim publish'.",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        default=None,
    )
