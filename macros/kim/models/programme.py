"""Programmes: who funds what, from when to when, and where the posts sit."""

from typing import Annotated, ClassVar

from pydantic import Field

from kim.fields import (
    AreaRef,
    Day,
    Number,
    OrganizationRef,
    Part,
    ProgrammeRef,
    Share,
    Text,
    Year,
    field,
)
from kim.models.base import Record

BuildingBlock = Annotated[int, Field(ge=1, le=3)]


class Position(Part):
    """Posts of a programme at one place: a number of full-time posts, or a share of them."""

    function: Text = field("Funktion", "Wofür die Stellen da sind.", "KIM-Koordination")
    organization: OrganizationRef | None = field(
        "Organisation", "Wo die Stellen sitzen.", "ki", default=None
    )
    holder: Text | None = field(
        "Anstellung bei",
        "Wenn keine einzelne Organisation genannt ist.",
        "Träger der Freien Wohlfahrtspflege",
        default=None,
    )
    area: AreaRef | None = field("Gebiet", "Für welches Gebiet.", "musterstadt", default=None)
    fte: Number | None = field("Stellen", "Vollzeitstellen, mit Komma.", "2,5", default=None)
    share: Share | None = field(
        "Anteil", "Anteil an allen Stellen, wenn keine Zahl bekannt ist.", "1/3", default=None
    )
    as_of: Day | None = field("Stand", "Tag der Angabe.", "2021-07-31", default=None)


class Budget(Part):
    """Money for a year."""

    year: Year = field("Jahr", "Haushaltsjahr.", "2021")
    amount: Number = field("Betrag", "Euro.", "50.000.000")
    description: Text | None = field("Hinweis", "Wofür.", "Landesmittel", default=None)


class Programme(Record):
    """A funding programme or a part of one (HSDS: program)."""

    kind: ClassVar[str] = "programmes"
    title: ClassVar[str] = "Programm"
    plural: ClassVar[str] = "Programme"
    path: ClassVar[str] = "programme"

    funder: OrganizationRef | None = field(
        "Förderer", "Kennung der Organisation.", "mkffi", default=None
    )
    parent: ProgrammeRef | None = field(
        "Teil von", "Kennung des größeren Programms.", "kim-nrw", default=None
    )
    building_block: BuildingBlock | None = field("Baustein", "1, 2 oder 3.", "2", default=None)
    legal_basis: Text | None = field(
        "Grundlage", "Richtlinie, Erlass oder Gesetz.", "Runderlass vom 25.11.2020", default=None
    )
    granted_posts: Number | None = field(
        "Bewilligte Stellen",
        "Vollzeitstellen, mit Komma; wird mit den Stellen verglichen.",
        "3,0",
        default=None,
    )
    positions: tuple[Position, ...] = field(
        "Stellen",
        "Wo die Stellen sitzen.",
        [{"function": "KIM-Koordination", "organization": "ki", "fte": "2,5"}],
        default=(),
    )
    budgets: tuple[Budget, ...] = field(
        "Mittel", "Geld je Jahr.", [{"year": "2021", "amount": "50.000.000"}], default=()
    )
    aims: tuple[Text, ...] = field(
        "Ziele", "Ein Ziel je Zeile.", ["Verwaltung abstimmen"], default=()
    )
    tasks: tuple[Text, ...] = field(
        "Aufgaben", "Eine Aufgabe je Zeile.", ["Fälle beraten"], default=()
    )
