"""A catalogue that is recalled is the one that reading everything gives, record by record."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from kim.catalogue import load_catalogue, name_targets
from kim.models.organization import Organization
from kim.models.service import Service
from kim.recall import StaleError, recall_catalogue
from kim.revision import record_in, revise
from kim.stored import Stored, list_changes, read_stored, store_records
from kim.traces import LINKS, name_changes
from tests.changing import change, restore, snapshot
from tests.sizes import sized
from tests.test_revision import looks_of

if TYPE_CHECKING:
    from kim.catalogue import Catalogue
    from kim.traces import Key

SITES = Path(__file__).parent / "sites"
OWN = Path(__file__).parent.parent
HIDDEN = """\
name: Schutzhaus
address: {street: Königsgäßchenstraße 17, postal_code: "98761", city: Verstecksdorf}
transportation: Mit der Straßenbahn bis Xylophonplatz
confidential: ja
"""
TRANSLATED = """\
state: machine
texts:
  name: {text: The library, of: 00000000}
  transportation: {text: By tram to Xylophone Square, of: 00000000}
"""


@pytest.fixture(params=[OWN, SITES / "rheinisch-bergischer-kreis"], ids=["own", "kreis"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Copy a site in ten languages, or in one, so that a test may change it."""
    for part in ("directory", "content"):
        shutil.copytree(request.param / part, tmp_path / "town" / part)
    return tmp_path / "town"


def kept(catalogue: Catalogue) -> Stored:
    """Write what is kept of a site, and read it."""
    return read_stored(*store_records(catalogue).write())


def recalled(town: Path, stored: Stored) -> Catalogue:
    """Recall a site without faults."""
    catalogue = recall_catalogue(town, stored)
    assert catalogue
    return catalogue


@pytest.mark.parametrize("root", [OWN, SITES / "rheinisch-bergischer-kreis", SITES / "musterstadt"])
def test_all_of_a_site_is_recalled(root: Path) -> None:
    """Records with their translated texts, places, links, terms and chapters, in their order."""
    whole, problems = load_catalogue(root)
    assert not problems
    found = recalled(root, kept(whole))
    assert list(found.translations) == list(whole.translations)
    assert looks_of(found) == looks_of(whole)
    texts = [
        [list(text.root) for text in (service.name, service.summary) if text]
        for service in whole.all(Service).values()
    ]
    assert texts == [
        [list(text.root) for text in (service.name, service.summary) if text]
        for service in found.all(Service).values()
    ]


def test_one_record_is_recalled_alone(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for one service makes no other, and reads no file of a record."""
    whole, _ = load_catalogue(town)
    found, made = recalled(town, kept(whole)), []
    name = min(whole.all(Service))
    original = Service.model_validate
    monkeypatch.setattr(
        Service,
        "model_validate",
        lambda value, **how: made.append(value["id"]) or original(value, **how),
    )
    shutil.rmtree(town / "directory" / "services")
    assert found.all(Service)[name] == whole.all(Service)[name]
    assert len(found.all(Service)) == len(whole.all(Service))
    organization = whole.all(Service)[name].organization
    assert found.linked_from(Organization.kind, organization, Service.kind) == whole.linked_from(
        Organization.kind, organization, Service.kind
    )
    assert made == [name]


def changes_of(before: Catalogue, now: Catalogue, keys: list[Key]) -> dict[Key, set[str]]:
    """Say what has changed, from all there is."""
    changes: dict[Key, set[str]] = {}
    for key in keys:
        old, new = before.sources[key].value, now.sources[key].value
        names = {name for name in {*old, *new} if repr(old.get(name)) != repr(new.get(name))}
        changes.setdefault(key, set()).update(name_changes(names))
        first, second = (set(name_targets(one.records[key[0]][key[1]])) for one in (before, now))
        for target, _ in first ^ second:
            changes.setdefault(target, set()).update((LINKS, f"{LINKS}{key[0]}"))
    return changes


@pytest.mark.slow
@pytest.mark.sized
@pytest.mark.promise("recalled-as-read")
def test_random_changes(town: Path) -> None:
    """What is recalled and revised, and what is kept of it then, is what a whole reading gives."""
    chance = Random(12)  # noqa: S311  no secret
    base, _ = load_catalogue(town)
    stored, accepted = kept(base), 0
    for _ in range(sized(8, 300)):
        before, touched = snapshot(town), change(town, chance)
        keys = sorted(
            {record_in(path.relative_to(town).as_posix()) or ("", "") for path in touched}
        )
        found = recalled(town, stored)
        revised = revise(town, found, keys)
        whole, problems = load_catalogue(town)
        has_other_files = list(whole.sources) != list(base.sources)
        if revised is None or revised.problems or has_other_files:
            assert problems or has_other_files
            restore(town, before)
            continue
        changes = list_changes(stored, found, revised.catalogue, keys)
        assert changes is not None
        assert changes == changes_of(base, whole, keys)
        stored = read_stored(*stored.after(revised.catalogue, keys, changes).write())
        assert looks_of(revised.catalogue) == looks_of(whole)
        assert stored == kept(whole)
        assert list(stored.values) == list(kept(whole).values)
        base, accepted = whole, accepted + 1
    assert accepted > 1


def test_what_is_changing_now_is_for_a_whole_build(town: Path) -> None:
    """A file that says something else than was kept, or nothing, stops whoever asks for it."""
    whole, _ = load_catalogue(town)
    found = recalled(town, kept(whole))
    one, other, *_ = found.all(Service)
    folder = town / "directory" / "services"
    path = folder / f"{one}.yml"
    path.write_text(path.read_text("utf-8").replace("name: ", "name: Neu ", 1), "utf-8")
    (folder / f"{other}.yml").unlink()
    for name in (one, other):
        with pytest.raises(StaleError, match=name):
            found.sources[Service.kind, name]


def test_what_no_model_accepts_is_for_a_whole_build(town: Path) -> None:
    """Even what was kept is checked before it becomes a record."""
    stored = kept(load_catalogue(town)[0])
    name = min(key for kind, key in stored.keys if kind == Service.kind)
    nonsense = stored.values.exchange({f"services/{name}": b'{"nonsense":"x"}'})
    spoiled = Stored(nonsense, stored.links)
    with pytest.raises(StaleError):
        recalled(town, spoiled).all(Service)[name]


@pytest.mark.parametrize("path", ["directory/site.yml", "content/neu.md"])
def test_faults_beside_the_records_are_for_a_whole_build(town: Path, path: str) -> None:
    """What is no record is read as always."""
    stored = kept(load_catalogue(town)[0])
    file = town / path
    file.write_text("---\n[", "utf-8")
    assert recall_catalogue(town, stored) is None


def test_a_confidential_place_is_not_kept(town: Path) -> None:
    """It is read from its file; when it has changed, nobody can say in what."""
    path = town / "directory" / "locations" / "schutzhaus.yml"
    path.write_text(HIDDEN, "utf-8")
    if (town / "directory" / "translations").exists():
        sidecar = town / "directory" / "translations" / "en" / "locations" / "schutzhaus.yml"
        sidecar.parent.mkdir(exist_ok=True)
        sidecar.write_text(TRANSLATED, "utf-8")
    whole, _ = load_catalogue(town)
    values, links = store_records(whole).write()
    assert not any(word in values + links for word in (b"Xylophon", b"98761", b"Verstecksdorf"))
    stored = read_stored(values, links)
    found = recalled(town, stored)
    key = ("locations", "schutzhaus")
    assert looks_of(found) == looks_of(whole)
    assert list_changes(stored, found, whole, [key]) is None
