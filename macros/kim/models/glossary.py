"""Glossary: terms and abbreviations, also in simple language."""

from typing import ClassVar

from kim.fields import GlossaryRef, Line, RichText, Text, field
from kim.models.base import Record


class GlossaryEntry(Record):
    """A term, its abbreviation and what it means."""

    kind: ClassVar[str] = "glossary"
    title: ClassVar[str] = "Begriff"
    plural: ClassVar[str] = "Glossar"
    path: ClassVar[str] = "glossar"

    abbreviation: Line | None = field("Abkürzung", "So steht sie im Text.", "KIM", default=None)
    description: RichText = field(
        "Erklärung",
        "Ein bis drei Sätze.",
        "Programm des Landes für abgestimmte Integrationsarbeit.",
    )
    simple: Text | None = field(
        "Einfache Sprache",
        "Dasselbe in kurzen, leichten Sätzen.",
        "Viele Ämter arbeiten zusammen.",
        default=None,
    )
    see_also: tuple[GlossaryRef, ...] = field(
        "Siehe auch", "Kennungen anderer Begriffe.", ["ki"], default=()
    )
