"""Changes: what lies between two snapshots, as data.

Made by kim.editions.compare. Enough to turn the old snapshot into the new one, and to say in words
what is different.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from kim.editions.written import Written
from kim.lines import Value

Path: TypeAlias = tuple[str, ...]
Maybe: TypeAlias = "Value | None"


class How(StrEnum):
    """Name what happened to a record, a chapter or a section."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"
    SAME = "same"


class FieldChange(NamedTuple):
    """One value that is different; None stands for a value that is not there."""

    keys: Path
    before: Maybe
    after: Maybe


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that is different; an id is empty where there is no record."""

    kind: str
    old_id: str
    new_id: str
    before: Written
    after: Written
    fields: tuple[FieldChange, ...]

    @property
    def how(self) -> How:
        """Tell what happened to the record."""
        return _how_of(self.old_id, self.new_id)


class Mark(StrEnum):
    """Tell on which side a piece of text stands."""

    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


class Piece(NamedTuple):
    """Some text, and whether it stands in both versions or in one."""

    mark: Mark
    text: str


class Spot(NamedTuple):
    """Where a section stands: chapter and section id; a chapter's beginning has no section id."""

    chapter: str
    section: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One section of a chapter before and after, with the text between heading and next heading."""

    before: Spot | None
    after: Spot | None
    title: str
    pieces: tuple[Piece, ...]
    is_moved: bool = False
    """It stands in another chapter or at another place of its chapter."""

    @property
    def how(self) -> How:
        """Tell what happened to the section; a moved or renamed one may have changed as well."""
        if self.before is None or self.after is None:
            return How.ADDED if self.before is None else How.REMOVED
        if self.is_moved:
            return How.MOVED
        if self.before.section != self.after.section:
            return How.RENAMED
        return How.CHANGED if self.is_edited else How.SAME

    @property
    def is_edited(self) -> bool:
        """Tell whether some text is different; blank lines alone are no text."""
        return any(piece.mark is not Mark.EQUAL and piece.text.strip() for piece in self.pieces)

    @property
    def is_identical(self) -> bool:
        """Tell whether nothing at all is different, blank lines included."""
        return self.how is How.SAME and all(piece.mark is Mark.EQUAL for piece in self.pieces)

    @property
    def old_text(self) -> str:
        """Give the text before."""
        return "".join(piece.text for piece in self.pieces if piece.mark is not Mark.INSERTED)

    @property
    def new_text(self) -> str:
        """Give the text after."""
        return "".join(piece.text for piece in self.pieces if piece.mark is not Mark.DELETED)


@dataclass(frozen=True, slots=True)
class ChapterChange:
    """One chapter that is different; `sections` are all of the new one, then what left it."""

    old_id: str
    new_id: str
    title: str
    fields: tuple[FieldChange, ...]
    """What changed in path, id, title and description."""
    sections: tuple[SectionChange, ...]

    @property
    def how(self) -> How:
        """Tell what happened to the chapter."""
        return _how_of(self.old_id, self.new_id)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different between two snapshots."""

    site: tuple[FieldChange, ...] = ()
    records: tuple[RecordChange, ...] = ()
    chapters: tuple[ChapterChange, ...] = ()
    persons: tuple[FieldChange, ...] = ()
    nav: tuple[Value, Value] | None = None
    media: Mapping[str, bytes | None] = field(default_factory=dict)
    """Path below content/ → the new picture, or None where it is gone."""

    def __bool__(self) -> bool:
        """Tell whether anything is different."""
        return self != Changes()


def _how_of(old_id: str, new_id: str) -> How:
    """Tell what happened to a thing by its ids before and after, of which one may be empty."""
    if not old_id:
        return How.ADDED
    if not new_id:
        return How.REMOVED
    return How.CHANGED if old_id == new_id else How.RENAMED
