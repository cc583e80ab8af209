"""Where a person is named: in records, in frozen editions, in texts, in what is published."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Protocol

from babel import Locale

import kim
from kim.catalogue import CONTENT, DIRECTORY, Catalogue
from kim.editions.blackout import Blackout, Decisions, plan_blackout
from kim.editions.library import frozen_editions, read_frozen
from kim.editions.proof import EDITIONS
from kim.editions.redaction import Decide, Found, Seeking
from kim.fields import HOME_LANGUAGE
from kim.load import ERASED_FILE
from kim.models.contact import Contact, Person
from kim.models.organization import Organization
from kim.models.service import Service
from kim.persons.seeker import PersonSeeker, number_of, surname_of
from kim.persons.traces import Marks, marks_of, words_in
from kim.releases import list_releases
from kim.unpacked import files_below, fold, readable, squeeze
from kim.words import languages_with_words

_SAYING = frozenset({".html", ".js", ".pot", ".py", ".typ"})
"""Endings of the program's own files that hold words of pages."""
_SEASONS = ("Frühling", "Sommer", "Herbst", "Winter")


@dataclass(frozen=True, slots=True)
class Named:
    """A person as the records name them: in which contacts, and how."""

    contacts: tuple[Contact, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where somebody was found; paths are as they stand below the site or the releases."""

    contacts: tuple[Path, ...]
    editions: tuple[str, ...]
    texts: tuple[Path, ...]
    published: tuple[Path, ...]
    frozen: tuple[Found, ...]
    """Places in the texts of frozen editions."""


def name_person(catalogue: Catalogue, person_id: str) -> Named | None:
    """Find the contacts that a person fills; None when nobody has this id."""
    contacts = tuple(one for one in catalogue.all(Contact).values() if one.person_id == person_id)
    people = tuple(one.person for one in contacts if one.person)
    return Named(contacts, people) if people else None


def marks_in(root: Path, catalogue: Catalogue, named: Named) -> Marks:
    """Give what gives a person away in any file, as the texts are now."""
    known = frozenset(
        (
            *_words_of_program(),
            *_words_of_calendar(),
            *_others(catalogue, named),
            *_words_of(_texts(root, catalogue)),
        )
    )
    found = [marks_of(person, known) for person in named.people]
    return Marks(
        frozenset().union(*(one.whole for one in found)),
        frozenset().union(*(one.words for one in found)),
    )


def plan_for_person(root: Path, catalogue: Catalogue, named: Named, decide: Decide) -> Blackout:
    """Find every place in frozen editions that names a person. Raises AlteredEditionError."""
    plain = _seeker(catalogue, named, frozenset())
    texts = (path for path in _texts(root, catalogue) if not _names(path.read_bytes(), plain))
    common = frozenset((*_words_of_program(), *_words_of_calendar(), *_words_of(texts)))
    seeker = _seeker(catalogue, named, common)
    return plan_blackout(root, catalogue, Seeking(seeker.find, decide, lambda _: {}))


def texts_to_rewrite(
    root: Path, catalogue: Catalogue, named: Named, cut: Mapping[Path, str]
) -> Iterator[Path]:
    """Yield today's texts that surely name a person: only people may rewrite them.

    `cut` are the person's own files as they will be; other contacts are erased by their own id.
    """
    seeker = _seeker(catalogue, named, frozenset())
    today = ((path, path.read_bytes()) for path in _texts(root, catalogue))
    for path, data in chain(today, ((path, text.encode()) for path, text in cut.items())):
        shown = path.relative_to(root)
        if not shown.is_relative_to(EDITIONS) and _names(data, seeker):
            yield shown


def _seeker(catalogue: Catalogue, named: Named, common: frozenset[str]) -> PersonSeeker:
    """Give what finds a person; `common` are words that stand elsewhere with good reason."""
    shared = frozenset(
        surname_of(one.person.name)
        for one in catalogue.all(Contact).values()
        if one.person and one.person not in named.people
    )
    known = common | frozenset(_others(catalogue, named))
    return PersonSeeker(named.people, common=known, shared=shared)


def _names(data: bytes, seeker: PersonSeeker) -> bool:
    return any(map(seeker.names_surely, readable(data)))


def find_person(root: Path, out: Path, catalogue: Catalogue, named: Named) -> Places:
    """Find every place that names a person. Cost: a few looks into every file."""
    marks = marks_in(root, catalogue, named)
    own = {contact_path(catalogue, one) for one in named.contacts}
    return Places(
        contacts=tuple(sorted(own)),
        editions=tuple(_editions(root, catalogue, named)),
        texts=tuple(path for path in texts_naming(root, marks) if path not in own),
        published=tuple(published_naming(out, marks)),
        frozen=tuple(plan_for_person(root, catalogue, named, Decisions().of).found),
    )


def contact_path(catalogue: Catalogue, contact: Contact) -> Path:
    """Give the path of a contact's file below the site's folder."""
    return Path(catalogue.sources[Contact.kind, contact.id].path)


class Traces(Protocol):
    """What gives somebody or something away."""

    def are_in(self, data: bytes) -> bool:
        """Tell whether a file's bytes give it away."""


def texts_naming(root: Path, traces: Traces) -> Iterator[Path]:
    """Yield authors' files and frozen sources that give something away."""
    for path in _authored(root):
        if traces.are_in(path.read_bytes()):
            yield path.relative_to(root)


def published_naming(out: Path, traces: Traces) -> Iterator[Path]:
    """Yield published files that give something away, of every release that is kept."""
    for release in list_releases(out):
        for path in files_below(release):
            if traces.are_in(path.read_bytes()):
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


def _others(catalogue: Catalogue, named: Named) -> Iterator[str]:
    """Yield names and numbers that stand for others, as words and as bare values."""
    for other in catalogue.all(Contact).values():
        if other.person and other.person not in named.people:
            yield from _values(other.person)
    for record in _reachable(catalogue):
        for phone in record.phones:
            yield number_of(phone.number)
        if record.email:
            yield squeeze(fold(record.email))


def _texts(root: Path, catalogue: Catalogue) -> Iterator[Path]:
    """Yield authors' files and frozen sources but those whose task it is to name somebody."""
    own = {
        root / contact_path(catalogue, one) for one in catalogue.all(Contact).values() if one.person
    }
    return (path for path in _authored(root) if path not in own)


def _words_of(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        yield from words_in(path.read_bytes())


@cache
def _words_of_calendar() -> frozenset[str]:
    """Give months, days and seasons: who is called like one is not always meant by it."""
    names = {*_SEASONS}
    for language in (HOME_LANGUAGE, *languages_with_words()):
        locale = Locale.parse(language)
        names.update(locale.months["format"]["wide"].values())
        names.update(locale.days["format"]["wide"].values())
    return frozenset(fold(name) for name in names)


@cache
def _words_of_program() -> frozenset[str]:
    """Give the words that the program itself writes on pages: headings, hints."""
    folder = Path(kim.__file__).parent
    paths = (path for path in files_below(folder) if path.suffix in _SAYING)
    return frozenset(_words_of(paths))


def _values(person: Person) -> Iterator[str]:
    found = marks_of(person, frozenset())
    yield from found.whole
    yield from found.words


def _reachable(catalogue: Catalogue) -> Iterator[Contact | Organization | Service]:
    yield from catalogue.all(Contact).values()
    yield from catalogue.all(Organization).values()
    yield from catalogue.all(Service).values()
