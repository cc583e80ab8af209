"""What an edition's document depends on has a part in its name, and nothing else has."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.editions.library import frozen_editions
from kim.handbook.concept import Note, read_concept
from kim.models.contact import Contact, Person
from kim.models.edition import Edition
from kim.paper import source
from kim.paper.source import source_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from kim.handbook.concept import Concept
    from kim.models import Record

TOWN = Path(__file__).parents[1] / "sites" / "musterstadt"
ADDRESS = "https://kim.musterstadt.example/"


@pytest.fixture
def concept() -> Concept:
    """Read the newest edition of the town."""
    catalogue, _ = load_catalogue(TOWN)
    return read_concept(TOWN, catalogue, frozen_editions(TOWN, catalogue)[-1])


def with_record(concept: Concept, record: Record) -> Concept:
    """Put one record in the place of another."""
    catalogue = concept.catalogue
    kind = {**catalogue.records[record.kind], record.id: record}
    records = {**catalogue.records, record.kind: MappingProxyType(kind)}
    return replace(concept, catalogue=replace(catalogue, records=MappingProxyType(records)))


def with_site(concept: Concept) -> Concept:
    """Let the site be called otherwise today."""
    site = concept.catalogue.site
    assert site
    imprint = site.imprint.model_copy(update={"provider": "Stadt Anderswo"})
    other = site.model_copy(update={"imprint": imprint})
    return replace(concept, catalogue=replace(concept.catalogue, site=other))


def with_person(concept: Concept) -> Concept:
    """Name somebody."""
    contact = concept.catalogue.all(Contact)["kim-koordination"]
    person = Person(name="Mia Probe", basis="consent")
    return with_record(concept, contact.model_copy(update={"person": person}))


def with_edition(concept: Concept) -> Concept:
    """Know another number of an edition."""
    edition = next(iter(concept.catalogue.all(Edition).values()))
    return with_record(concept, edition.model_copy(update={"number": 99}))


def with_checksum(concept: Concept) -> Concept:
    """Take other frozen sources."""
    assert concept.edition
    other = concept.edition.model_copy(update={"checksum": "0" * 64})
    return replace(concept, edition=other)


CHANGES: dict[str, Callable[[Concept], Concept]] = {
    "sources": with_checksum,
    "site": with_site,
    "person": with_person,
    "edition": with_edition,
    "day": lambda concept: replace(concept, day=date(2030, 1, 1)),
    "note": lambda concept: replace(concept, note=Note("Entwurf", ())),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_the_document_changes_its_name(
    concept: Concept, change: Callable[[Concept], Concept]
) -> None:
    """So an old document is never taken for a new one."""
    before = source_key(concept, TOWN, ADDRESS)
    assert source_key(change(concept), TOWN, ADDRESS) != before


def test_address_look_and_program_count_too(
    concept: Concept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder itself does not."""
    before = source_key(concept, TOWN, ADDRESS)
    shutil.copytree(TOWN / "overrides", tmp_path / "overrides")
    assert source_key(concept, tmp_path, ADDRESS) == before
    (tmp_path / "overrides" / "look.css").write_text(":root { --brand: red }", "utf-8")
    assert source_key(concept, tmp_path, ADDRESS) != before
    assert source_key(concept, TOWN, "https://anders.example/") != before
    monkeypatch.setattr(source, "program_key", lambda: "another version")
    assert source_key(concept, TOWN, ADDRESS) != before
