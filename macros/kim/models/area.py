"""Areas: Land, Kreis, Stadt, Gemeinde, Sozialraum."""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from kim.fields import AreaRef, Line, field
from kim.models.base import Record

OfficialKey = Annotated[str, StringConstraints(pattern=r"^([0-9]{2}|[0-9]{5}|[0-9]{8}|[0-9]{12})$")]


class Area(Record):
    """A territory that services, offices and figures belong to."""

    kind: ClassVar[str] = "areas"
    title: ClassVar[str] = "Gebiet"
    plural: ClassVar[str] = "Gebiete"
    path: ClassVar[str] = "sozialraeume"

    level: Literal["land", "kreis", "kreisfreie_stadt", "gemeinde", "sozialraum"] = field(
        "Ebene", "land, kreis, kreisfreie_stadt, gemeinde oder sozialraum.", "sozialraum"
    )
    parent: AreaRef | None = field(
        "Liegt in", "Kennung des größeren Gebiets.", "musterstadt", default=None
    )
    number: Line | None = field("Nummer", "Nummer des Sozialraums.", "71", default=None)
    official_key: OfficialKey | None = field(
        "Amtlicher Schlüssel",
        "AGS (8 Stellen) oder ARS (12 Stellen); Land 2, Kreis 5 Stellen.",
        "05999000",
        default=None,
    )
