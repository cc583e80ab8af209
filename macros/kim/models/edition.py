"""Editions: the Fortschreibungen of the concept."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from kim.fields import Count, Day, EditionRef, Line, Part, Text, field
from kim.models.base import Record

Places = Annotated[int, Field(ge=1, le=1_000_000)]
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


class Redaction(Part):
    """Places of a frozen edition that were blacked out later; never what stood there."""

    on: Day = field("Am", "Tag, an dem geschwärzt wurde.", "2027-01-15")
    reason: Literal["person", "place"] = field(
        "Anlass",
        "person = Angaben zu einer Person, place = Anschrift eines geheimen Ortes.",
        "person",
    )
    places: Places = field("Stellen", "Wie viele Stellen.", "3")
    before: Checksum = field(
        "Prüfsumme vorher",
        "SHA-256 der eingefrorenen Quellen, wie sie waren.",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    )
    after: Checksum = field(
        "Prüfsumme nachher",
        "SHA-256 der eingefrorenen Quellen, wie sie dann waren.",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    )


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
    redactions: tuple[Redaction, ...] = field(
        "Schwärzungen",
        "Was nach dem Einfrieren unkenntlich gemacht wurde; schreiben 'kim person erase' und"
        " 'kim location hide'.",
        [
            {
                "on": "2027-01-15",
                "reason": "person",
                "places": "3",
                "before": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "after": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            }
        ],
        default=(),
    )
