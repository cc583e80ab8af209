"""Documents: what the concept cites."""

from typing import ClassVar, Literal

from kim.fields import Day, Line, OrganizationRef, Text, Url, Year, field
from kim.models.base import Record


class Document(Record):
    """A cited document: publisher, date, where to find it."""

    kind: ClassVar[str] = "documents"
    title: ClassVar[str] = "Dokument"
    plural: ClassVar[str] = "Dokumente"
    path: ClassVar[str] = "dokumente"

    type: Literal[
        "concept",
        "law",
        "directive",
        "resolution",
        "report",
        "study",
        "guide",
        "agreement",
        "web_page",
    ] = field(
        "Art",
        "concept = Konzept, law = Gesetz, directive = Richtlinie oder Erlass, resolution ="
        " Beschluss, report = Bericht, study = Studie, guide = Handreichung, agreement ="
        " Vereinbarung, web_page = Internetseite.",
        "guide",
    )
    authors: tuple[Line, ...] = field(
        "Verfasst von",
        "Autor*innen, wie sie zitiert werden.",
        ["Bogumil, J.", "Hafner, J."],
        default=(),
    )
    publisher: OrganizationRef | None = field(
        "Herausgegeben von", "Kennung der Organisation.", "mkffi", default=None
    )
    publisher_note: Text | None = field(
        "Herausgabe in Worten",
        "Wenn keine Kennung passt.",
        "im Auftrag des Ministeriums",
        default=None,
    )
    year: Year | None = field("Jahr", "Jahr der Veröffentlichung.", "2020", default=None)
    date: Day | None = field("Datum", "Tag, wenn bekannt.", "2022-06-24", default=None)
    place: Line | None = field("Ort", "Ort der Veröffentlichung.", "Düsseldorf", default=None)
    url: Url | None = field(
        "Internet",
        "Wo das Dokument steht.",
        "https://www.land.example/handreichung.pdf",
        default=None,
    )
