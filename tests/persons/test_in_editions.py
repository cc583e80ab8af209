"""Editions and documents name functions; persons only where the site says so with a reason."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kim.checks import check_site
from kim.editions.library import frozen_editions, working_snapshot
from kim.handbook.concept import read_concept
from kim.models.contact import Contact
from kim.paper.book import without_persons
from kim.problems import has_errors
from tests.editing import edit
from tests.persons.town import NAMED, Somebody, make_town

if TYPE_CHECKING:
    from pathlib import Path

    from kim.catalogue import Catalogue
    from kim.handbook.concept import Concept

TODAY = date(2026, 11, 21)
CONTACTS = "directory/contacts"
OWN_ID = "  id: person-0\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a town whose newest edition knows two persons by their ids."""
    root = tmp_path_factory.mktemp("named") / "stadt"
    make_town(root, 2, is_named=True)
    return root


@pytest.fixture
def town(made: Path, tmp_path: Path) -> Path:
    """Give each test its own."""
    return shutil.copytree(made, tmp_path / "stadt")


def read(root: Path) -> Concept:
    """Read the newest edition."""
    catalogue, problems = check_site(root, TODAY)
    assert not has_errors(problems), problems
    return read_concept(root, catalogue, frozen_editions(root, catalogue)[-1])


def named(catalogue: Catalogue) -> list[str]:
    """List who is named."""
    return [one.person.name for one in catalogue.all(Contact).values() if one.person]


FIRST, SECOND = Somebody(0), Somebody(1)


def test_with_a_reason_they_name_who_is_still_there(town: Path) -> None:
    """On the pages and in the document."""
    concept = read(town)
    assert named(concept.catalogue) == [FIRST.name, SECOND.name]
    assert named(without_persons(concept.catalogue)) == [FIRST.name, SECOND.name]


@pytest.mark.promise("functions-not-persons")
def test_without_a_reason_they_name_nobody(town: Path) -> None:
    """Neither those of then nor, in the document of what is being written, those of today."""
    edit(town / "directory" / "site.yml", (NAMED, ""))
    assert named(read(town).catalogue) == []
    today, _ = check_site(town, TODAY)
    assert named(today) == [FIRST.name, SECOND.name]
    assert named(without_persons(today)) == []


def test_a_reason_is_needed(town: Path) -> None:
    """An empty decision is none."""
    edit(town / "directory" / "site.yml", (NAMED, "persons_in_editions: {}\n"))
    problems = [str(one) for one in check_site(town, TODAY)[1] if one.severity == "error"]
    assert len(problems) == 1
    assert "'reason' (Grund) fehlt" in problems[0]


def test_who_came_later_is_not_named_in_what_was_before(town: Path) -> None:
    """Another id is another person."""
    edit(
        town / CONTACTS / "beratung-0.yml",
        (OWN_ID, "  id: nachfolge\n"),
        (f"  name: {FIRST.name}\n", "  name: Mia Probe\n"),
    )
    assert named(read(town).catalogue) == [SECOND.name]


def test_an_id_that_is_only_the_functions_names_nobody(town: Path) -> None:
    """It would be the same whoever fills it."""
    edit(town / CONTACTS / "beratung-0.yml", (OWN_ID, ""))
    assert named(read(town).catalogue) == [SECOND.name]


def test_who_fills_another_function_now_is_not_named_at_the_old_one(town: Path) -> None:
    """With the phone of the new one it would be wrong as well."""
    (town / CONTACTS / "beratung-0.yml").rename(town / CONTACTS / "leitung.yml")
    edit(town / "content" / "handbuch" / "steuerung.md", ('{{ kontakt("beratung-0") }}', ""))
    service = town / "directory" / "services" / "migrationsberatung.yml"
    edit(service, ("  - beratung-0\n", ""))
    assert named(read(town).catalogue) == [SECOND.name]
    path = town / CONTACTS / "leitung.yml"
    path.write_text(f"{path.read_text('utf-8')}formerly: [beratung-0]\n", "utf-8")
    assert named(read(town).catalogue) == [FIRST.name, SECOND.name]


def test_the_decision_is_no_change_of_the_concept(town: Path) -> None:
    """It belongs to the site of today and is never frozen."""
    before = working_snapshot(town, check_site(town, TODAY)[0])
    edit(town / "directory" / "site.yml", (NAMED, ""))
    assert working_snapshot(town, check_site(town, TODAY)[0]) == before
    assert "persons_in_editions" not in before.site
