"""Where a person is named: in records, in frozen editions, in texts, in what is published."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kim.catalogue import CONTENT, DIRECTORY, Catalogue
from kim.editions.library import frozen_editions, read_frozen
from kim.fields import dialable
from kim.load import ERASED_FILE
from kim.models.contact import Contact, Person
from kim.models.organization import Organization
from kim.models.service import Service
from kim.persons.traces import Marks, marks_of, words_in
from kim.releases import list_releases
from kim.unpacked import files_below, fold, squeeze


@dataclass(frozen=True, slots=True)
class Named:
    """A person as the records name them: in which contacts, and what gives them away."""

    contacts: tuple[Contact, ...]
    marks: Marks


@dataclass(frozen=True, slots=True)
class Places:
    """Where somebody was found; paths are as they stand below the site or the releases."""

    contacts: tuple[Path, ...]
    editions: tuple[str, ...]
    texts: tuple[Path, ...]
    published: tuple[Path, ...]


def name_person(root: Path, catalogue: Catalogue, person_id: str) -> Named | None:
    """Find the contacts that a person fills; None when nobody has this id."""
    contacts = tuple(one for one in catalogue.all(Contact).values() if one.person_id == person_id)
    people = [one.person for one in contacts if one.person]
    if not people:
        return None
    known = frozenset(_known(root, catalogue, person_id))
    found = [marks_of(person, known) for person in people]
    return Named(
        contacts,
        Marks(
            frozenset().union(*(one.whole for one in found)),
            frozenset().union(*(one.words for one in found)),
        ),
    )


def find_person(root: Path, out: Path, catalogue: Catalogue, named: Named) -> Places:
    """Find every place that names a person. Cost: one look into every file."""
    own = {contact_path(catalogue, one) for one in named.contacts}
    return Places(
        contacts=tuple(sorted(own)),
        editions=tuple(_editions(root, catalogue, named)),
        texts=tuple(path for path in texts_naming(root, named.marks) if path not in own),
        published=tuple(published_naming(out, named.marks)),
    )


def contact_path(catalogue: Catalogue, contact: Contact) -> Path:
    """Give the path of a contact's file below the site's folder."""
    return Path(catalogue.sources[Contact.kind, contact.id].path)


def texts_naming(root: Path, marks: Marks) -> Iterator[Path]:
    """Yield authors' files and frozen sources that name a person."""
    for path in _authored(root):
        if marks.are_in(path.read_bytes()):
            yield path.relative_to(root)


def published_naming(out: Path, marks: Marks) -> Iterator[Path]:
    """Yield published files that name a person, of every release that is kept."""
    for release in list_releases(out):
        for path in files_below(release):
            if marks.are_in(path.read_bytes()):
                yield path


def _authored(root: Path) -> Iterator[Path]:
    for folder in (root / DIRECTORY, root / CONTENT):
        for path in files_below(folder) if folder.is_dir() else ():
            if path.name != ERASED_FILE:
                yield path


def _editions(root: Path, catalogue: Catalogue, named: Named) -> Iterator[str]:
    ids = {one.id for one in named.contacts}
    for edition in frozen_editions(root, catalogue):
        if not ids.isdisjoint(read_frozen(root, edition).persons):
            yield edition.id


def _known(root: Path, catalogue: Catalogue, person_id: str) -> Iterator[str]:
    """Yield what may stand on pages for other reasons, as words and as squeezed values."""
    for other in catalogue.all(Contact).values():
        if other.person and other.person_id != person_id:
            yield from _values(other.person)
    for record in _reachable(catalogue):
        for phone in record.phones:
            number = dialable(phone.number) or phone.number
            yield squeeze(number.removeprefix("+49")).removeprefix("0")
        if record.email:
            yield squeeze(fold(record.email))
    own = {
        root / contact_path(catalogue, one) for one in catalogue.all(Contact).values() if one.person
    }
    for path in _authored(root):
        if path not in own:
            yield from words_in(path.read_bytes())


def _values(person: Person) -> Iterator[str]:
    found = marks_of(person, frozenset())
    yield from found.whole
    yield from found.words


def _reachable(catalogue: Catalogue) -> Iterator[Contact | Organization | Service]:
    yield from catalogue.all(Contact).values()
    yield from catalogue.all(Organization).values()
    yield from catalogue.all(Service).values()
