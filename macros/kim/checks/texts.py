"""Checks of free text: nothing about a person or a secret place may slip into it.

Every text of every file is looked at. A person's data may stand in the block `person:` only,
because only from there it can be erased; a confidential address only in its location's `address:`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kim.catalogue import DIRECTORY, Catalogue
from kim.checks.finding import Findings, OfFew, each_file, other_files
from kim.checks.traces import AddressIndex, PersonIndex
from kim.lines import Value
from kim.models.contact import Contact
from kim.models.location import Location
from kim.problems import Place, Problem, quote
from kim.source import Keys, Source

ALLOWED_LINKS = ("https://", "http://", "mailto:", "tel:")
LINK = re.compile(r"\]\(\s*<?([^\s)>]*)")

_PERSON = "person-in-text"
_FUNCTION = "die Funktion nennen oder die Ansprechstelle angeben"
_SAME = "wer zwei Funktionen ausfüllt, hat in beiden Blöcken dieselbe 'id'"
_SHORTEST = 5
# Authors of a cited document are named as on its title page.
_NOT_TEXT = frozenset({"authors", "last_verified", "valid_from", "valid_until"})


class _Written(NamedTuple):
    """A text in a file, and at which keys."""

    source: Source
    keys: Keys
    text: str

    @property
    def place(self) -> Place:
        """Point at the text; asked only for the few that have a fault."""
        return self.source.place(self.keys)


def _with_person(catalogue: Catalogue) -> list[str]:
    return [contact.id for contact in catalogue.all(Contact).values() if contact.person]


def _index_persons(catalogue: Catalogue, with_person: Iterable[str]) -> PersonIndex:
    contacts = catalogue.all(Contact)
    persons = ((name, contacts[name].person) for name in with_person)
    return PersonIndex({name: person for name, person in persons if person})


def _persons_in_chapters(catalogue: Catalogue, _today: date, index: PersonIndex) -> Findings:
    for chapter in catalogue.chapters.values() if index else ():
        for trace in index.find(chapter.text):
            yield chapter.place_at(trace.start), _say_person(trace.what, trace.owner)
        for trace in index.find(f"{chapter.title}\n{chapter.description}"):
            yield chapter.place, _say_person(trace.what, trace.owner)


@each_file(
    sees=OfFew(_index_persons, _with_person), others=other_files, besides=_persons_in_chapters
)
def person_in_text(
    catalogue: Catalogue, source: Source, _today: date, index: PersonIndex
) -> Findings:
    """Name, Telefon und E-Mail einer Person stehen nur im Block 'person:' ihrer Ansprechstelle.

    Nur von dort lassen sie sich löschen, auch aus allen Fortschreibungen. In Texten steht die
    Funktion. Gesucht wird auch in anderer Schreibweise: 'Frau Mustermann',
    'erika.mustermann (at) stadt.example', '+49 30 1234567'. Wer zwei Funktionen ausfüllt, hat in
    beiden Blöcken dieselbe 'id'.

    Falsch:

        description: Fragen Sie Erika Mustermann.

    Richtig:

        description: Fragen Sie die KIM-Koordination.
    """
    if index and index.may_be_in(source.text):
        for written in _texts_of(source):
            for trace in index.find(written.text):
                if not _is_known_to_be(catalogue, written, trace.owner):
                    cure = _SAME if _is_person(written) else _FUNCTION
                    yield written.place, _say_person(trace.what, trace.owner, cure)


def find_persons(catalogue: Catalogue, sources: Iterable[Source]) -> Iterator[Problem]:
    """Find registry persons in files that are no part of the catalogue; one code for all places."""
    index = _index_persons(catalogue, _with_person(catalogue))
    for source in sources if index else ():
        for keys, text in _all_texts(source.value):
            for trace in index.find(text):
                yield Problem(source.place(keys), _PERSON, _say_person(trace.what, trace.owner))


def _all_texts(value: Value, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Yield every text with the keys where it stands; a title in a contents is a key itself."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _all_texts(item, (*keys, place))
    else:
        for key, item in value.items():
            yield (*keys, key), key
            yield from _all_texts(item, (*keys, key))


def _is_known_to_be(catalogue: Catalogue, written: _Written, owner: str) -> bool:
    """Tell of a block 'person:' that it is the owner's own, or for another function of theirs."""
    if _is_own(written, Contact.kind, owner, "person"):
        return True
    one = catalogue.get(Contact, written.source.path.stem)
    other = catalogue.get(Contact, owner)
    return bool(_is_person(written) and one and other and one.person_id == other.person_id)


def _is_person(written: _Written) -> bool:
    return _is_own(written, Contact.kind, written.source.path.stem, "person")


def _say_person(what: str, owner: str, cure: str = _FUNCTION) -> str:
    return f"hier steht {what} aus 'person:' in directory/contacts/{owner}.yml; {cure}"


def _secret_places(catalogue: Catalogue) -> list[str]:
    return [location.id for location in catalogue.all(Location).values() if location.confidential]


def _index_addresses(catalogue: Catalogue, secret: Iterable[str]) -> AddressIndex:
    locations = catalogue.all(Location)
    addresses = ((name, locations[name].address) for name in secret)
    streets = {name: address.street for name, address in addresses if address and address.street}
    return AddressIndex(streets)


def _addresses_in_chapters(catalogue: Catalogue, _today: date, index: AddressIndex) -> Findings:
    for chapter in catalogue.chapters.values():
        for trace in index.find(chapter.text):
            yield chapter.place_at(trace.start), _say_address(trace.owner)


@each_file(
    sees=OfFew(_index_addresses, _secret_places), others=other_files, besides=_addresses_in_chapters
)
def confidential_address(
    _catalogue: Catalogue, source: Source, _today: date, index: AddressIndex
) -> Findings:
    """Die Anschrift eines geheimen Ortes steht nirgends sonst.

    Mit 'confidential: ja' wird die Anschrift nie veröffentlicht. In einem anderen Feld oder Kapitel
    würde sie es doch.

    Falsch, wenn der Ort 'schutzraum' in der Musterstraße 12 geheim ist:

        description: Sie finden uns in der Musterstr. 12.

    Richtig:

        description: Die Anschrift erfahren Sie am Telefon.
    """
    if index and index.may_be_in(source.text):
        for written in _texts_of(source):
            for trace in index.find(written.text):
                if not _is_own(written, Location.kind, trace.owner, "address"):
                    yield written.place, _say_address(trace.owner)


def _say_address(owner: str) -> str:
    return f"hier steht die geheime Anschrift aus directory/locations/{owner}.yml; löschen"


@each_file(others=other_files)
def record_link(_catalogue: Catalogue, source: Source, _today: date) -> Findings:
    """Ein Link in einem Eintrag beginnt mit https://, http://, mailto: oder tel:.

    Einträge erscheinen auf vielen Seiten; ein kurzer Link wie '../angebote/' führte auf jeder
    woanders hin. Andere Arten von Links können Schaden anrichten.

    Falsch:

        description: Mehr dazu [auf dieser Seite](../angebote/mbe/).

    Richtig:

        description: Mehr dazu [auf der Seite der Stadt](https://www.stadt.example/mbe).
    """
    for written in _texts_of(source) if "](" in source.text else ():
        for match in LINK.finditer(written.text):
            if not match[1].lower().startswith(ALLOWED_LINKS):
                yield (
                    written.place,
                    (
                        f"der Link '{quote(match[1])}' ist hier nicht erlaubt; eine ganze"
                        " Adresse angeben, die mit https:// beginnt"
                    ),
                )


@each_file(others=other_files)
def macro_in_record(_catalogue: Catalogue, source: Source, _today: date) -> Findings:
    """Bausteine gibt es nur in Kapiteln.

    In einem Eintrag bleibt '{{ … }}' so stehen, wie es da steht.

    Falsch:

        description: Zuständig ist {{ organisation("ki") }}.

    Richtig:

        description: Zuständig ist das Kommunale Integrationszentrum.
    """
    for written in _texts_of(source) if _has_macro(source.text) else ():
        if _has_macro(written.text):
            yield (written.place, "'{{ … }}' wird nur in Kapiteln ersetzt; den Text ausschreiben")


def _has_macro(text: str) -> bool:
    return "{{" in text or "{%" in text


def _texts_of(source: Source) -> Iterator[_Written]:
    stack: list[tuple[Keys, Value]] = [((), source.value)]
    while stack:
        keys, value = stack.pop()
        if isinstance(value, str):
            # A word alone is an id, a choice or a day: no name, no street, no link.
            if len(value) > _SHORTEST and keys[0] not in _NOT_TEXT:
                yield _Written(source, keys, value)
        elif isinstance(value, dict):
            stack.extend(((*keys, key), item) for key, item in value.items())
        else:
            stack.extend(((*keys, index), item) for index, item in enumerate(value))


def _is_own(written: _Written, kind: str, record_id: str, block: str) -> bool:
    own = DIRECTORY / kind / f"{record_id}.yml"
    return written.source.path == own and written.keys[0] == block
