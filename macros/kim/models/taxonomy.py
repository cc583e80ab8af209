"""Taxonomies: short lists of terms with labels and everyday words."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from kim.fields import (
    LanguageCode,
    Line,
    OrganizationRef,
    Part,
    ServiceRef,
    Slug,
    Text,
    field,
)
from kim.models.base import Record

Word = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class Term(Part):
    """One term of a taxonomy (HSDS: taxonomy_term)."""

    id: Slug = field("Kennung", "Kurzer Name, mit dem Einträge den Begriff nennen.", "aufenthalt")
    name: Text = field("Bezeichnung", "So heißt der Begriff auf den Seiten.", "Aufenthalt")
    description: Text | None = field(
        "Erklärung", "Ein Satz.", "Alles rund um das Aufenthaltsrecht", default=None
    )
    parent: Slug | None = field(
        "Gehört zu", "Kennung des Oberbegriffs in dieser Datei.", "recht", default=None
    )
    synonyms: dict[LanguageCode, tuple[Word, ...]] = field(
        "Alltagswörter",
        "Wörter, mit denen Menschen danach suchen, je Sprache.",
        {"de": ["Papiere", "Visum"]},
        default={},
    )
    services: tuple[ServiceRef, ...] = field(
        "Führt zu Angeboten",
        "Nur in needs.yml: Angebote, zu denen die Suche hier führt.",
        ["mbe"],
        default=(),
    )
    organizations: tuple[OrganizationRef, ...] = field(
        "Führt zu Organisationen",
        "Nur in needs.yml: Stellen, zu denen die Suche hier führt.",
        ["jobcenter"],
        default=(),
    )
    legal_basis: Line | None = field(
        "Rechtsgrundlage", "Gesetz und Paragraf.", "§ 60a AufenthG", default=None
    )
    autonym: Line | None = field(
        "Eigenname", "Bei Sprachen: der Name in der Sprache selbst.", "العربية", default=None
    )
    direction: Literal["ltr", "rtl"] | None = field(
        "Schreibrichtung", "Bei Sprachen: ltr oder rtl.", "rtl", default=None
    )


class Taxonomy(Record):
    """A list of terms that other records use."""

    kind: ClassVar[str] = "taxonomies"
    title: ClassVar[str] = "Begriffsliste"
    plural: ClassVar[str] = "Begriffslisten"
    path: ClassVar[str] = "begriffe"

    terms: Annotated[tuple[Term, ...], Field(min_length=1)] = field(
        "Begriffe",
        "Die Begriffe in der Reihenfolge, in der sie erscheinen.",
        [{"id": "aufenthalt", "name": "Aufenthalt"}],
    )
