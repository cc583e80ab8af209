"""Checks of free text: nothing about a person or a secret place may slip into it.

Every text of every file is looked at once. A person's data may stand in the block `person:` only,
because only from there it can be erased; a confidential address only in its location's `address:`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kim.catalogue import Catalogue
from kim.checks.finding import Findings
from kim.checks.traces import AddressIndex, PersonIndex
from kim.lines import Value
from kim.models.contact import Contact
from kim.models.location import Location
from kim.problems import Place, Problem, quote
from kim.source import Keys, Source

ALLOWED_LINKS = ("https://", "http://", "mailto:", "tel:")
LINK = re.compile(r"\]\(\s*<?([^\s)>]*)")

_PERSON = "person-in-text"
_SHORTEST = 5
# Authors of a cited document are named as on its title page.
_NOT_TEXT = frozenset({"authors", "last_verified", "valid_from", "valid_until"})


class _Written(NamedTuple):
    """A text in a record: whose it is (kind and id), in which file, at which keys."""

    owner: tuple[str, str]
    source: Source
    keys: Keys
    text: str

    @property
    def place(self) -> Place:
        """Point at the text; asked only for the few that have a fault."""
        return self.source.place(self.keys)


def person_in_text(catalogue: Catalogue, _today: date) -> Findings:
    """Name, Telefon und E-Mail einer Person stehen nur im Block 'person:' ihrer Ansprechstelle.

    Nur von dort lassen sie sich löschen, auch aus allen Fortschreibungen. In Texten steht die
    Funktion. Gesucht wird auch in anderer Schreibweise: 'Frau Mustermann',
    'erika.mustermann (at) stadt.example', '+49 30 1234567'.

    Falsch:

        description: Fragen Sie Erika Mustermann.

    Richtig:

        description: Fragen Sie die KIM-Koordination.
    """
    index = _index_persons(catalogue)
    if not index:
        return
    for written in _texts_where(catalogue, index.may_be_in):
        for trace in index.find(written.text):
            if not _is_own(written, "contacts", trace.owner, "person"):
                yield written.place, _say_person(trace.what, trace.owner)
    for chapter in catalogue.chapters.values():
        for trace in index.find(chapter.text):
            yield chapter.place_at(trace.start), _say_person(trace.what, trace.owner)
        for trace in index.find(f"{chapter.title}\n{chapter.description}"):
            yield chapter.place, _say_person(trace.what, trace.owner)


def find_persons(catalogue: Catalogue, sources: Iterable[Source]) -> Iterator[Problem]:
    """Find registry persons in files that are no part of the catalogue; one code for all places."""
    index = _index_persons(catalogue)
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


def _index_persons(catalogue: Catalogue) -> PersonIndex:
    contacts = catalogue.all(Contact).values()
    return PersonIndex({contact.id: contact.person for contact in contacts if contact.person})


def _say_person(what: str, owner: str) -> str:
    return (
        f"hier steht {what} aus 'person:' in directory/contacts/{owner}.yml; die Funktion"
        " nennen oder die Ansprechstelle angeben"
    )


def confidential_address(catalogue: Catalogue, _today: date) -> Findings:
    """Die Anschrift eines geheimen Ortes steht nirgends sonst.

    Mit 'confidential: ja' wird die Anschrift nie veröffentlicht. In einem anderen Feld oder Kapitel
    würde sie es doch.

    Falsch, wenn der Ort 'schutzraum' in der Musterstraße 12 geheim ist:

        description: Sie finden uns in der Musterstr. 12.

    Richtig:

        description: Die Anschrift erfahren Sie am Telefon.
    """
    locations = catalogue.all(Location).values()
    index = AddressIndex(
        {
            location.id: location.address.street
            for location in locations
            if location.confidential and location.address and location.address.street
        }
    )
    if not index:
        return
    for written in _texts_where(catalogue, index.may_be_in):
        for trace in index.find(written.text):
            if not _is_own(written, "locations", trace.owner, "address"):
                yield written.place, _say_address(trace.owner)
    for chapter in catalogue.chapters.values():
        for trace in index.find(chapter.text):
            yield chapter.place_at(trace.start), _say_address(trace.owner)


def _say_address(owner: str) -> str:
    return f"hier steht die geheime Anschrift aus directory/locations/{owner}.yml; löschen"


def record_link(catalogue: Catalogue, _today: date) -> Findings:
    """Ein Link in einem Eintrag beginnt mit https://, http://, mailto: oder tel:.

    Einträge erscheinen auf vielen Seiten; ein kurzer Link wie '../angebote/' führte auf jeder
    woanders hin. Andere Arten von Links können Schaden anrichten.

    Falsch:

        description: Mehr dazu [auf dieser Seite](../angebote/mbe/).

    Richtig:

        description: Mehr dazu [auf der Seite der Stadt](https://www.stadt.example/mbe).
    """
    for written in _texts_with_marks(catalogue, "]("):
        for match in LINK.finditer(written.text):
            if not match[1].lower().startswith(ALLOWED_LINKS):
                yield (
                    written.place,
                    (
                        f"der Link '{quote(match[1])}' ist hier nicht erlaubt; eine ganze"
                        " Adresse angeben, die mit https:// beginnt"
                    ),
                )


def macro_in_record(catalogue: Catalogue, _today: date) -> Findings:
    """Bausteine gibt es nur in Kapiteln.

    In einem Eintrag bleibt '{{ … }}' so stehen, wie es da steht.

    Falsch:

        description: Zuständig ist {{ organisation("ki") }}.

    Richtig:

        description: Zuständig ist das Kommunale Integrationszentrum.
    """
    for written in _texts_with_marks(catalogue, "{{", "{%"):
        if "{{" in written.text or "{%" in written.text:
            yield (written.place, "'{{ … }}' wird nur in Kapiteln ersetzt; den Text ausschreiben")


def _texts_with_marks(catalogue: Catalogue, *marks: str) -> Iterator[_Written]:
    """Give the texts of those files in which one of the marks stands."""
    return _texts_where(catalogue, lambda text: any(mark in text for mark in marks))


def _texts_where(catalogue: Catalogue, may_matter: Callable[[str], bool]) -> Iterator[_Written]:
    """Give the texts of those files that a glance at the whole does not rule out."""
    for owner, source in _files(catalogue):
        if may_matter(source.text):
            yield from _texts_of(owner, source)


def _files(catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], Source]]:
    yield from catalogue.sources.items()
    if catalogue.site_source:
        yield ("", ""), catalogue.site_source
    if catalogue.erased_source:
        yield ("", ""), catalogue.erased_source
    for file in catalogue.translations.values():
        yield ("", ""), file.source


def _texts_of(owner: tuple[str, str], source: Source) -> Iterator[_Written]:
    stack: list[tuple[Keys, Value]] = [((), source.value)]
    while stack:
        keys, value = stack.pop()
        if isinstance(value, str):
            # A word alone is an id, a choice or a day: no name, no street, no link.
            if len(value) > _SHORTEST and keys[0] not in _NOT_TEXT:
                yield _Written(owner, source, keys, value)
        elif isinstance(value, dict):
            stack.extend(((*keys, key), item) for key, item in value.items())
        else:
            stack.extend(((*keys, index), item) for index, item in enumerate(value))


def _is_own(written: _Written, kind: str, record_id: str, block: str) -> bool:
    return written.owner == (kind, record_id) and written.keys[0] == block
