"""Frozen sources: read back as they were, never overwritten, every alteration found."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue
from kim.editions import migrations
from kim.editions.altered import AlteredEditionError
from kim.editions.snapshot import link_snapshot, take_snapshot
from kim.editions.store import (
    edition_checksum,
    find_alterations,
    freeze,
    put_back,
    read_edition,
    read_manifest,
    replace_file,
    write_edition,
)
from kim.fields import Text
from kim.models.contact import Contact
from kim.reading import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from kim.catalogue import Catalogue
    from kim.editions.snapshot import Snapshot

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
METADATA = {"name": "Fortschreibung", "stand": "2026-11-01"}


@pytest.fixture
def folder(tmp_path: Path, snapshot: Snapshot) -> Path:
    """Freeze the example site."""
    folder = tmp_path / "2026-11-01"
    write_edition(folder, freeze(snapshot, METADATA))
    return folder


def test_a_frozen_edition_reads_back_equal(folder: Path, snapshot: Snapshot) -> None:
    """Records, chapters, pictures, order and persons: nothing is lost or added."""
    assert read_edition(folder, edition_checksum(folder)) == snapshot


@pytest.mark.parametrize("site", ["directory of the example", "this repository"])
def test_what_is_linked_again_says_the_same(site: str, example: Path) -> None:
    """From the catalogue to frozen values and back: the same catalogue, German and personless."""
    catalogue, _ = load_catalogue(ROOT if site == "this repository" else example)
    snapshot = take_snapshot(catalogue)
    again = link_snapshot(snapshot)
    assert take_snapshot(again) == replace(snapshot, persons={})
    assert again.links == {
        key: links
        for key, some in catalogue.links.items()
        if (links := tuple(link for link in some if link.kind != "editions"))
    }
    assert {one.id: one.sections for one in again.chapters.values()} == {
        one.id: one.sections for one in catalogue.chapters.values()
    }


@pytest.mark.parametrize("name", ["Eins\nZwei", "Name" * 100])
def test_the_name_of_a_site_may_be_what_no_imprint_may_name(
    catalogue: Catalogue, name: str
) -> None:
    """A frozen site has no imprint of its own; nothing else has to stand in for it."""
    assert catalogue.site
    site = catalogue.site.model_copy(update={"name": Text({"de": name})})
    again = link_snapshot(take_snapshot(replace(catalogue, site=site)))
    assert again.site
    assert str(again.site.name) == name


def test_the_records_are_equal_but_for_persons_and_translations(catalogue: Catalogue) -> None:
    """A value that an author wrote is the same value afterwards, of the same type."""
    again = link_snapshot(take_snapshot(catalogue))
    differing = Counter(
        (kind, name)
        for kind, records in again.records.items()
        for one, record in records.items()
        for name in type(record).model_fields
        if getattr(record, name) != getattr(catalogue.records[kind][one], name)
    )
    assert {name for _, name in differing} <= {"person", "name", "description", "terms"}
    texts = [
        str(record.name) == str(catalogue.records[kind][one].name)
        for kind, records in again.records.items()
        for one, record in records.items()
    ]
    assert all(texts)


@pytest.mark.promise("no-person-frozen")
def test_no_person_and_no_secret_address_is_frozen(catalogue: Catalogue) -> None:
    """Names, direct lines and mails of persons stay in the record of today."""
    data = b"".join(freeze(take_snapshot(catalogue), METADATA).values())
    people = [one.person for one in catalogue.all(Contact).values() if one.person]
    assert people
    for person in people:
        for value in (person.name, person.phone, person.email):
            assert value is None or value.encode() not in data


def test_the_same_snapshot_freezes_to_the_same_bytes(snapshot: Snapshot) -> None:
    """The order in which records were read does not matter."""
    shuffled = replace(
        snapshot,
        records={
            kind: {name: records[name] for name in reversed(records)}
            for kind, records in reversed(snapshot.records.items())
        },
    )
    assert freeze(shuffled, METADATA) == freeze(snapshot, METADATA)


@pytest.mark.promise("edition-not-overwritten")
def test_an_edition_is_never_overwritten(folder: Path, snapshot: Snapshot) -> None:
    """Not even by the same."""
    before = edition_checksum(folder)
    with pytest.raises(FileExistsError):
        write_edition(folder, freeze(snapshot, {"stand": "2026-11-02"}))
    assert edition_checksum(folder) == before


def tamper_byte(data: bytes, chance: random.Random) -> bytes:
    """Change one bit."""
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def tamper_cut(data: bytes, chance: random.Random) -> bytes:
    """Drop some bytes."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 40) :]


def tamper_more(data: bytes, chance: random.Random) -> bytes:
    """Put in a space or a line; editors do that unasked."""
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice([b" ", b"\n", b"x", b"\r"]) + data[place:]


BY_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    tamper_byte,
    tamper_cut,
    tamper_more,
)


@pytest.mark.promise("tampering-found")
def test_a_thousand_random_tamperings_are_found(folder: Path) -> None:
    """Bits, cuts, additions, lost, swapped, new and linked files, in every file of the edition."""
    chance = random.Random(4)  # noqa: S311  # the same tamperings in every run
    checksum = edition_checksum(folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    found = 0
    for number in range(1000):
        path = files[number % len(files)]
        data = path.read_bytes()
        way = number % 7
        other = folder / f"neu-{number}.md"
        if way < len(BY_BYTES) * 1 + 1:
            path.write_bytes(BY_BYTES[way % len(BY_BYTES)](data, chance))
        elif way == 4:
            path.unlink()
        elif way == 5:
            other.write_bytes(data)
        else:
            other.write_bytes(data)
            path.unlink()
            path.symlink_to(other)
        found += any(find_alterations(folder, checksum))
        path.unlink(missing_ok=True)
        path.write_bytes(data)
        other.unlink(missing_ok=True)
    assert found == 1000
    assert list(find_alterations(folder, checksum)) == []


def test_the_list_of_many_files_may_be_long(tmp_path: Path, snapshot: Snapshot) -> None:
    """Longer than a file of an author: nobody writes it by hand."""
    files = freeze(snapshot, {**METADATA, "reason": "lang " * MAX_BYTES})
    write_edition(tmp_path / "lang", files)
    assert list(find_alterations(tmp_path / "lang")) == []


def test_a_forged_manifest_does_not_fit_the_checksum(folder: Path, snapshot: Snapshot) -> None:
    """Whoever freezes other sources into the place of the old needs another checksum."""
    checksum = edition_checksum(folder)
    shutil.rmtree(folder)
    write_edition(folder, freeze(replace(snapshot, chapters={}), METADATA))
    assert list(find_alterations(folder)) == []
    assert [str(path) for path, _ in find_alterations(folder, checksum)] == ["edition.json"]
    with pytest.raises(AlteredEditionError, match=r"edition\.json"):
        read_edition(folder, checksum)


@pytest.mark.promise("golden-editions")
@pytest.mark.parametrize("golden", sorted((HERE / "golden").iterdir()), ids=lambda path: path.name)
def test_every_edition_ever_frozen_still_loads(golden: Path) -> None:
    """One golden for each version of the format; they are never changed and never removed."""
    catalogue = link_snapshot(read_edition(golden, edition_checksum(golden)))
    kinds = {kind for kind, records in catalogue.records.items() if records}
    assert len(kinds) >= 15
    assert catalogue.chapters
    assert catalogue.site


def test_there_is_a_golden_of_the_version_of_today() -> None:
    """A new version comes with an edition frozen by it."""
    versions = {read_manifest(path)["schema_version"] for path in (HERE / "golden").iterdir()}
    assert versions == set(range(1, migrations.SCHEMA_VERSION + 1))


def test_steps_lead_from_any_version_to_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is taken once, in order."""
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", 3)
    steps = {n: lambda content, n=n: content | {"nav": [*content["nav"], str(n)]} for n in (1, 2)}
    monkeypatch.setattr(migrations, "STEPS", steps)
    assert migrations.migrate({"nav": []}, 1) == {"nav": ["1", "2"]}
    assert migrations.migrate({"nav": []}, 2) == {"nav": ["2"]}
    assert migrations.migrate({"nav": []}, 3) == {"nav": []}


@pytest.mark.parametrize("has_second_names", [True, False])
def test_what_comes_to_nothing_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_second_names: bool
) -> None:
    """Also on a disk where no file has two names; what is new goes, and nothing lies beside it."""

    def refuse(*_: object) -> None:
        raise OSError(95, "gibt es hier nicht")

    if not has_second_names:
        monkeypatch.setattr(type(tmp_path), "hardlink_to", refuse)
    known, new = tmp_path / "known", tmp_path / "new"
    known.write_bytes(b"old")
    with put_back((known, new), lambda: False):
        replace_file(known, b"new")
        replace_file(new, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("known", b"old")]


def test_what_cannot_be_put_back_stops_no_other_file(tmp_path: Path) -> None:
    """The one is in the way, the other says again what it said, and the error is not hidden."""
    first, second = tmp_path / "first", tmp_path / "second"
    for path in (first, second):
        path.write_text("old")

    def fail() -> None:
        with put_back((second, first), lambda: False):
            replace_file(second, b"new")
            first.unlink()
            first.mkdir()

    with pytest.raises(IsADirectoryError):
        fail()
    assert second.read_text() == "old"


def test_a_second_name_that_stays_is_no_failure(tmp_path: Path) -> None:
    """What was done is done; the next publishing clears up."""
    path = tmp_path / "file"
    path.write_text("old")
    with put_back((path,), lambda: True):
        replace_file(path, b"new")
        (tmp_path / ".file.old").unlink()
        (tmp_path / ".file.old").mkdir()
    assert path.read_text() == "new"
