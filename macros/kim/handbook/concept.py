"""Which text is the concept: the newest frozen edition, or in a preview what is being written.

Comes in: a site's folder, its catalogue and the day. Goes out: the catalogue that the handbook is
made from, with the order of its contents and its pictures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from kim.catalogue import CONTENT, Catalogue
from kim.editions.library import frozen_editions, read_frozen
from kim.editions.order import current_edition
from kim.editions.proof import editions_folder
from kim.editions.snapshot import Snapshot, link_snapshot
from kim.models.contact import Contact
from kim.models.edition import Edition
from kim.views.formats import say_day


class Note(NamedTuple):
    """What a page of the handbook says about itself before its text."""

    title: str
    sentences: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    """Words and addresses below the site's root."""


@dataclass(frozen=True, slots=True)
class Concept:
    """The text that the handbook shows, and as of which day its tables are drawn."""

    catalogue: Catalogue
    day: date
    content: Path
    """The folder with the pictures of its chapters."""
    edition: Edition | None = None
    snapshot: Snapshot | None = None
    note: Note | None = None

    @property
    def nav(self) -> Any:
        """Give the order of the contents where it was frozen."""
        return self.snapshot.nav if self.snapshot else None

    @property
    def media(self) -> Mapping[str, bytes] | None:
        """Give the frozen pictures by their path; None where the authors' own folder holds."""
        return self.snapshot.media if self.snapshot else None


def choose_concept(root: Path, catalogue: Catalogue, today: date, *, is_draft: bool) -> Concept:
    """Choose the newest edition up to this day; without one, or for a draft, the working text."""
    frozen = frozen_editions(root, catalogue)
    if is_draft or not frozen:
        note = _draft_note(frozen[-1]) if frozen else None
        return Concept(catalogue, today, root / CONTENT, note=note)
    return read_concept(root, catalogue, current_edition(catalogue, today) or frozen[0])


def read_concept(root: Path, catalogue: Catalogue, edition: Edition) -> Concept:
    """Read a frozen edition; its pages get the site's legal texts and list of editions of today."""
    snapshot = read_frozen(root, edition, catalogue)
    linked = link_snapshot(snapshot, catalogue.site)
    records = {**linked.records, Edition.kind: catalogue.records[Edition.kind]}
    if catalogue.site and catalogue.site.persons_in_editions:
        named = dict(_name_persons(linked, snapshot, catalogue))
        records[Contact.kind] = MappingProxyType({**linked.all(Contact), **named})
    return Concept(
        replace(linked, records=MappingProxyType(records)),
        edition.stand,
        editions_folder(root) / edition.id / "content",
        edition,
        snapshot,
    )


def _name_persons(
    linked: Catalogue, snapshot: Snapshot, today: Catalogue
) -> Iterator[tuple[str, Contact]]:
    """Yield the functions of then that the same person still fills.

    Frozen is an id only. One that is the function's own says nothing: whoever came next has it too.
    """
    now = {one.person.id: one for one in today.all(Contact).values() if one.person}
    for name, contact in linked.all(Contact).items():
        then = snapshot.persons.get(name)
        found = now.get(then) if then and then not in today.erased else None
        if found and name in {found.id, *found.formerly}:
            yield name, contact.model_copy(update={"person": found.person})


def _draft_note(latest: Edition) -> Note:
    day = say_day(latest.stand, "de")
    return Note(
        "Arbeitsstand",
        (f"Dieser Text ist noch nicht veröffentlicht. Es gilt die Fassung vom {day}.",),
    )
