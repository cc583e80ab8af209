"""Statistics: tables of figures with what must add up."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from kim.fields import AreaRef, Day, Line, Number, OrganizationRef, Part, Slug, Text, field
from kim.models.base import Record


class ShareOf(Part):
    """Which columns a share is computed from."""

    part: Slug = field("Teil", "Kennung der Spalte mit dem Teil.", "mit")
    whole: Slug = field("Ganzes", "Kennung der Spalte mit dem Ganzen.", "insgesamt")


class Column(Part):
    """One column of figures."""

    id: Slug = field("Kennung", "Kurzer Name der Spalte.", "insgesamt")
    name: Text = field("Überschrift", "So steht es über der Spalte.", "Insgesamt")
    unit: Literal["number", "percent"] = field(
        "Einheit", "number = Anzahl, percent = Prozent.", "number", default="number"
    )
    share_of: ShareOf | None = field(
        "Anteil von",
        "Bei Prozent: wird aus diesen Spalten nachgerechnet.",
        {"part": "mit", "whole": "insgesamt"},
        default=None,
    )


class Row(Part):
    """One row: an area or another group."""

    id: Slug = field("Kennung", "Kurzer Name der Zeile.", "sozialraum-71")
    name: Text | None = field(
        "Bezeichnung", "Wenn die Zeile kein Gebiet ist.", "Ohne Angabe", default=None
    )
    area: AreaRef | None = field("Gebiet", "Kennung des Gebiets.", "mitte", default=None)
    values: dict[Slug, Number] = field(
        "Werte", "Zahl je Spalte.", {"insgesamt": "27.143", "anteil": "44,1"}
    )


class Total(Part):
    """The total row; the check adds it up."""

    name: Text = field("Bezeichnung", "So heißt die letzte Zeile.", "Gesamt")
    values: dict[Slug, Number] = field("Werte", "Zahl je Spalte.", {"insgesamt": "212.199"})


class Statistic(Record):
    """A table of figures as of one day."""

    kind: ClassVar[str] = "statistics"
    title: ClassVar[str] = "Statistik"
    plural: ClassVar[str] = "Statistiken"
    path: ClassVar[str] = "zahlen"

    as_of: Day = field("Stichtag", "Tag, für den die Zahlen gelten.", "2019-12-31")
    provider: OrganizationRef | None = field(
        "Datenquelle", "Wer die Zahlen liefert.", "statistik", default=None
    )
    provider_note: Line | None = field(
        "Angabe zur Quelle",
        "So steht die Quelle im Dokument.",
        "Stadt Musterstadt – Bereich Statistik",
        default=None,
    )
    row_heading: Text = field("Überschrift der Zeilen", "So heißt die erste Spalte.", "Sozialraum")
    columns: Annotated[tuple[Column, ...], Field(min_length=1)] = field(
        "Spalten", "Spalten von links nach rechts.", [{"id": "insgesamt", "name": "Insgesamt"}]
    )
    rows: Annotated[tuple[Row, ...], Field(min_length=1)] = field(
        "Zeilen",
        "Zeilen von oben nach unten.",
        [{"id": "mitte", "area": "mitte", "values": {"insgesamt": "27.143"}}],
    )
    total: Total | None = field(
        "Summe",
        "Letzte Zeile; wird nachgerechnet.",
        {"name": "Gesamt", "values": {"insgesamt": "212.199"}},
        default=None,
    )
    chart: Literal["bars", "none"] = field(
        "Diagramm", "bars = Balken zeichnen, none = nur die Tabelle.", "bars", default="none"
    )
